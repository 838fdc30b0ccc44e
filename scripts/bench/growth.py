"""Whether a list costs the same among a hundred times as many rows: Polder alone."""

import argparse
import tempfile
import time
from pathlib import Path

import load
import population
from server import Postgres, SQLite, call, login_body
from support.polder import PolderServer


def measure(engine, folder: Path, tasks: int, runs_per_task: int, seconds: float) -> dict:
    server = PolderServer(folder, uri=engine.uri)
    server.stop()
    begin = time.monotonic()
    people = population.populate(engine.connect, tasks, runs_per_task, 10)
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
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL in place of SQLite")
    options = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as name:
        for runs in (options.small, options.large):
            folder = Path(name) / str(runs)
            folder.mkdir()
            engine = Postgres(f"bench_{runs}") if options.postgres else SQLite(folder)
            print(f"  {engine.name}", flush=True)
            figures.append(measure(engine, folder, runs // 5, 5, options.seconds))
    small, large = figures
    for path, figure in small.items():
        print(f"  {path:<28} {options.small} runs {figure}")
        print(f"  {'':<28} {options.large} runs {large[path]}  time x {large[path].p50 / figure.p50:.2f}")


if __name__ == "__main__":
    main()
