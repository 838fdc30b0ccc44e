"""Prints what a task costs with Polder's node and with the Python node, which runs the same image in the same run.

The analysis is a federated average over two nodes: a central algorithm and two partial ones, each in a container of its own, made
of the real algorithm tools. Beside the Python node stands the Python server, beside Polder's node Polder's."""

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent / "interop")]

from engines.running import Engine, why_not  # noqa: E402
from images.build import AVERAGE, NOTHING, STATISTICS  # noqa: E402
from support import polder  # noqa: E402
from support.processes import wait_until  # noqa: E402
from support.rest import plain_input, plain_result  # noqa: E402
from support.stage import Stage  # noqa: E402

NAMES = ("noord", "oost")
# Writes as many bytes of a result as its first argument says.
WRITER = """
import base64, os, sys
place = base64.b32decode(os.environ["OUTPUT_FILE"].replace("!", "=")).decode()
with open(place, "wb") as file:
    file.write(b'"')
    for _ in range(int(sys.argv[1]) >> 20):
        file.write(b"x" * (1 << 20))
    file.write(b'"')
"""


def figure(name: str, value: str, aim: str = ""):
    print(f"  {name:<58} {value:>12}   {aim}".rstrip(), flush=True)


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def memory(process: int, word: str = "Pss") -> float:
    """What a process and all that it started account for, shared pages divided among their users, in MiB."""
    total = 0.0
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{word}:"):
            total += int(line.split()[1]) / 1024
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            total += memory(int(child), word)
    return total


def peak(process: int) -> float:
    """The most that a process ever had in memory, in MiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no VmHWM for process {process}")


def ask(stage: Stage, image: str, names, method: str = "run", limit: float = 180, **arguments) -> tuple:
    """Makes a task, waits for it as a researcher does, and reads its results; how long that took, and the results."""
    begin = time.monotonic()
    task = stage.create_task(image, names, method, **arguments)

    def over():
        status = stage.researcher.get(f"/task/{task}/status")["status"]
        if status in ("failed", "crashed", "not allowed"):
            raise SystemExit(f"bench: {method} of {image} ended {status}: {stage.runs(task)[0]['log']}")
        return status == "completed"

    try:
        wait_until(over, f"{method} of {image}", limit, getattr(stage, "interval", 0.005))
    except TimeoutError:
        stage.tell()
        raise
    results = [plain_result(row["result"]) for row in stage.researcher.get(f"/result?task_id={task}")["data"]]
    return time.monotonic() - begin, results


def median(stage: Stage, count: int, image: str, names, method: str = "run", **arguments) -> float:
    """The first is not counted: it pays for what is done once."""
    return statistics.median([ask(stage, image, names, method, **arguments)[0] for _ in range(count + 1)][1:])


def average(stage: Stage, count: int) -> float:
    _, (result,) = ask(stage, AVERAGE, NAMES[:1], "central_average", column_name="age")
    assert result["count"] == 400, result
    return statistics.median(
        ask(stage, AVERAGE, NAMES[:1], "central_average", column_name="age")[0] for _ in range(count)
    )


def measure_python(folder: Path, count: int) -> tuple:
    """The Python server as in production with two Python nodes on Podman; the time of an analysis, the memory of a node."""
    from peer.containers import Containers
    from peer.node import PythonNode
    from python_peer import PythonServer

    containers = Containers(folder / "podman")
    stage = server = None
    try:
        containers.make_image()
        server = PythonServer(folder / "server", f"sqlite:///{folder / 'python.sqlite'}", Path(sys.prefix))
        stage = Stage(
            folder, NAMES, server=server,
            node=lambda place, name, at, key, data, _: PythonNode(place, name, at, key, data, containers),
        )  # fmt: skip
        # Whoever asks this server more often keeps it from its work.
        stage.interval = 0.25
        time.sleep(5)
        idle = statistics.median(memory(node.service.process.pid) for node in stage.nodes.values())
        return average(stage, count), idle
    finally:
        if stage:
            stage.stop()
        elif server:
            server.stop()
        containers.stop()


def containers_of(engine: Engine, **more):
    def make(folder, name, server, key, data, _):
        policies = {"require_algorithm_pull": False}
        runtime = {"kind": "container", "container": {"engine": engine.address}, **more}
        return polder.PolderNode(folder, name, server, key, data, runtime, settings={"policies": policies})

    return make


def by_hand(engine: Engine, count: int) -> float:
    """`docker run` or `podman run` of the program that does nothing, as one types it."""
    folder = engine.folder
    environment = {**os.environ, "DOCKER_HOST": engine.address}
    if engine.kind == "podman":
        environment |= {"CONTAINERS_CONF": f"{folder}/containers.conf", "CONTAINERS_STORAGE_CONF": f"{folder}/storage.conf"}
    program = "/usr/bin/docker" if engine.kind == "docker" and os.path.exists("/usr/bin/docker") else shutil.which(engine.kind)
    durations = []
    for _ in range(count + 1):
        begin = time.monotonic()
        subprocess.run([program, "run", "--rm", "--network", "none", NOTHING], env=environment, check=True, timeout=60)
        durations.append(time.monotonic() - begin)
    return statistics.median(durations[1:])


def measure_containers(kind: str, folder: Path, arguments, python: tuple | None):
    if reason := why_not(kind):
        print(f"no {kind} here: {reason}")
        return
    folder.mkdir()
    engine = Engine(kind, folder)
    stage = None
    try:
        engine.build("average", "nothing", "statistics")
        stage = Stage(folder, NAMES, node=containers_of(engine))
        print(f"Polder's nodes with {kind} {engine.api.version()['Version']}, Polder's server:")
        idle = statistics.median(memory(node.service.process.pid) for node in stage.nodes.values())
        figure("idle node: PSS", f"{idle:.1f} MiB", "aim 40 MiB" + (f"; Python {python[1]:.1f} MiB" if python else ""))
        took = average(stage, arguments.tasks)
        aim = f"Python {seconds(python[0])}, {python[0] / took:.1f} times as long; aim 5 times" if python else ""
        figure(f"federated average, the same Python image, median of {arguments.tasks}", seconds(took), aim)
        took = median(stage, arguments.tasks, STATISTICS, NAMES[:1], "summary", columns=["age"])
        figure(f"federated summary, Polder's algorithm, median of {arguments.tasks}", seconds(took), "aim 1.5 s")
        took, bare = median(stage, arguments.noops, NOTHING, NAMES[:1]), by_hand(engine, arguments.noops)
        command = f"{kind} run"
        figure(f"no-op task end to end, median of {arguments.noops}", seconds(took))
        figure(f"`{command}` of the same image", seconds(bare), f"difference {seconds(took - bare)}; aim 150 ms")
        figure("task made to container made, median", seconds(until_made(stage, engine, arguments.noops)))
    finally:
        if stage:
            stage.stop()
        engine.stop()


def until_made(stage: Stage, engine: Engine, count: int) -> float:
    """From the reply to `POST /task` to the engine's own note that it has made the container."""
    durations = []
    for _ in range(count):
        task = stage.create_task(NOTHING, NAMES[:1])
        made = time.time()
        (run,) = stage.wait_for_runs(task, ["completed"])
        labels = {"run_id": str(run["id"]), "vantage6-type": "algorithm"}
        durations.append(engine.api.made_at(labels, made - 5, time.time() + 1) - made)
    return statistics.median(durations)


class LargeStage(Stage):
    """At a server with a store for large data; inputs have to lie there too."""

    def input(self, method: str, **arguments) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {**self.researcher.headers, "Content-Type": "application/octet-stream"}
        connection.request("POST", "/api/blobstream", plain_input(method, **arguments), headers)
        return json.loads(connection.getresponse().read())["uuid"]


def measure_process(folder: Path, arguments):
    print("Polder's nodes with programs of this machine, Polder's server:")
    folder.mkdir()
    stage = Stage(folder, NAMES)
    try:
        took = median(stage, arguments.tasks, polder.STATISTICS, NAMES[:1], "summary", columns=["age"])
        figure(f"federated summary, Polder's algorithm, median of {arguments.tasks}", seconds(took), "aim 200 ms")
        took = median(stage, arguments.noops, polder.NOTHING, NAMES[:1])
        figure(f"no-op task end to end, median of {arguments.noops}", seconds(took), "aim 60 ms")
    finally:
        stage.stop()


def measure_large(folder: Path, arguments):
    """A large result, from the algorithm's first byte to the end of the run; the node's memory meanwhile."""
    size = arguments.large
    folder.mkdir()
    writer = {"test/small": ["1048576"], "test/large": [str(size)]}
    # The machine's own: a sandbox shows /usr, and not where else a Python may have been put.
    images = {image: ["/usr/bin/python3", "-c", WRITER, *words] for image, words in writer.items()}
    limits = {"output_mb": (size >> 20) + 16, "file_mb": (size >> 20) + 16}
    server = polder.PolderServer(folder, settings={"large_result_store": {"type": "file", "path": str(folder / "large")}})
    runtime = {"images": images, "limits": limits}
    stage = LargeStage(folder, NAMES[:1], runtime=runtime, server=server)
    try:
        durations = {}
        for image in images:
            begin = time.monotonic()
            (run,) = stage.wait_for_runs(stage.create_task(image), ["completed", "failed", "crashed"], 300)
            durations[image] = time.monotonic() - begin
            assert run["status"] == "completed", run
        took = durations["test/large"] - durations["test/small"]
        figure(f"result of {size >> 20} MiB, written and sent", f"{size / 1e6 / took:.0f} MB/s", "aim 300 MB/s")
        figure("the node's memory at its peak", f"{peak(stage.nodes[NAMES[0]].service.process.pid):.1f} MiB", "aim 64 MiB")
    finally:
        stage.stop()


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench/run node")
    parser.add_argument("--tasks", type=int, default=5, help="how many analyses of each kind")
    parser.add_argument("--noops", type=int, default=20, help="how many tasks that do nothing")
    parser.add_argument("--large", type=int, default=1 << 30, help="bytes of the large result; 0 leaves it out")
    parser.add_argument("--alone", action="store_true", help="without the Python system beside")
    parser.add_argument("--engine", action="append", choices=["docker", "podman"], help="which engines; both unless told")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="polder-bench-") as name:
        folder, python = Path(name), None
        if not arguments.alone:
            print("The Python system 4.15.2, server under uWSGI, nodes with podman:")
            (folder / "python").mkdir()
            python = measure_python(folder / "python", arguments.tasks)
            figure(f"federated average, median of {arguments.tasks}", seconds(python[0]))
            figure("idle node: PSS", f"{python[1]:.1f} MiB")
        measure_process(folder / "process", arguments)
        if arguments.large:
            measure_large(folder / "large", arguments)
        for kind in arguments.engine or ["podman", "docker"]:
            measure_containers(kind, folder / kind, arguments, python)


if __name__ == "__main__":
    main()
