"""Whether a list costs the same among a hundred times as many rows: Polder alone, SQLite."""

import argparse
import tempfile
import time
from pathlib import Path

import load
import population
from server import call, login_body
from support.polder import PolderServer


def measure(folder: Path, tasks: int, runs_per_task: int, seconds: float) -> dict:
    folder.mkdir()
    server = PolderServer(folder)
    server.stop()
    begin = time.monotonic()
    people = population.populate(population.sqlite(folder / "polder.sqlite"), tasks, runs_per_task, 10)
    print(f"  {people.runs} runs written in {time.monotonic() - begin:.0f} s", flush=True)
    server.start()
    try:
        _, reply = call(f"{server.url}/token/user", "POST", login_body())
        headers = {"Authorization": f"Bearer {reply['access_token']}"}
        paths = {
            "GET /run?task_id=": f"/run?task_id={people.tasks[tasks // 2]}",
            "GET /task?collaboration_id=": f"/task?collaboration_id={people.collaboration}",
            "GET /task": "/task",
        }
        return {name: load.run(server.url + path, 8, seconds, headers) for name, path in paths.items()}
    finally:
        server.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--small", type=int, default=10_000, help="runs")
    parser.add_argument("--large", type=int, default=1_000_000, help="runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small, large = (
            measure(Path(name) / str(runs), runs // 5, 5, options.seconds) for runs in (options.small, options.large)
        )
    for path, figure in small.items():
        print(f"  {path:<28} {options.small} runs {figure}")
        print(f"  {'':<28} {options.large} runs {large[path]}  time x {large[path].p50 / figure.p50:.2f}")


if __name__ == "__main__":
    main()
