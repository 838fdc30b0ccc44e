"""Prints the figures that the project watches: start, Cox result, memory, and the way of a task that does nothing."""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from support import polder
from support.processes import Service, wait_until
from support.stage import Stage


def figure(name: str, value: str, aim: str = ""):
    print(f"  {name:<44} {value:>12}   {aim}".rstrip(), flush=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def proportional_memory(process: int) -> float:
    """The memory that a process accounts for, shared pages divided among their users, in MiB."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no Pss for process {process}")


def measure_demo():
    """The demo's own clock: it knows when its nodes were synchronized and when the result was there."""
    found = polder.demo()
    times = found["times"]
    figure("demo: start to three nodes synchronized", f"{times['ready']:.2f} s", "aim 1.5 s")
    figure("demo: Cox task to result", f"{times['cox']:.2f} s", "aim 3.5 s")
    figure("demo: all", f"{times['total']:.2f} s")


def measure_start(folder: Path):
    begin = time.monotonic()
    stage = Stage(folder)
    figure("server and three nodes up, set up over HTTP", f"{time.monotonic() - begin:.2f} s")
    return stage


def measure_memory(stage: Stage):
    figure("server: PSS", f"{proportional_memory(stage.server.service.process.pid):.1f} MiB", "aim 60 MiB")
    for name, node in stage.nodes.items():
        figure(f"node {name}: PSS", f"{proportional_memory(node.service.process.pid):.1f} MiB", "aim 40 MiB")


def measure_nothing(stage: Stage, tasks: int):
    """Created to result read back, through server, node and a sandboxed process, for a program that does nothing."""
    name = next(iter(stage.organizations))
    durations = []
    for _ in range(tasks):
        begin = time.monotonic()
        task = stage.create_task(polder.NOTHING, [name])
        wait_until(
            lambda: stage.researcher.get(f"/task/{task}/status")["status"] == "completed", "a task that does nothing",
            interval=0.001,
        )  # fmt: skip
        stage.researcher.get(f"/result?task_id={task}")
        durations.append(time.monotonic() - begin)
    durations.sort()
    figure(f"no-op task, median of {tasks}", milliseconds(statistics.median(durations)), "aim 60 ms")
    figure("no-op task, 9 of 10 within", milliseconds(durations[int(len(durations) * 0.9)]))


def measure_process(folder: Path):
    durations = []
    for _ in range(10):
        begin = time.monotonic()
        Service("version", [polder.PROGRAM, "version"], folder).process.wait()
        durations.append(time.monotonic() - begin)
    figure("polder version, start to end, median of 10", milliseconds(statistics.median(durations)))
    figure("size of the program", f"{polder.PROGRAM.stat().st_size / 2**20:.1f} MiB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=50, help="how many tasks that do nothing")
    tasks = parser.parse_args().tasks
    print("Polder on this machine:")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_process(folder)
        measure_demo()
        stage = measure_start(folder)
        try:
            measure_nothing(stage, tasks)
            measure_memory(stage)
        finally:
            stage.stop()


main()
