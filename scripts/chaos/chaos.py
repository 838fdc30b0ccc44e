"""Faults on a real federation. Each scenario begins with a fresh one and ends with the true state of every run.

The oracle: an algorithm appends one byte to its own output at every start, so that a result tells how often it was executed.
"""

import base64
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from support import polder
from support.stage import Stage

ENDS = ("completed", "crashed", "failed", "start failed", "non-existing Docker image", "killed by user", "not allowed",
        "unknown error")  # fmt: skip

# Variables reach an algorithm in base32, with ! for =.
OUTPUT = 'file=$(printf %s "$OUTPUT_FILE" | tr "!" "=" | base32 -d); '


def shell(name: str, script: str) -> str:
    """An image whose program is a line of shell."""
    polder.COMMANDS[name] = ["/bin/sh", "-c", script]
    return name


COUNTED = shell("test/counted", OUTPUT + 'printf 1 >> "$file"; sleep 3')
FORKS = shell("test/forks", "f() { f | f & }; f; sleep 60")
MEMORY = shell("test/memory", "for i in 1 2 3 4; do (head -c 400m /dev/zero | tail) & done; wait")
BUSY = shell("test/busy", "while :; do :; done")

LIMITS = {"memory_bytes": 512 << 20, "cpu_seconds": 5, "processes": 64, "wall_seconds": 20}


def executions(run: dict) -> int:
    return len(base64.b64decode(run["result"] or ""))


def expect(condition: bool, what: str):
    if not condition:
        raise AssertionError(what)


def node_is_killed_while_an_algorithm_runs(stage: Stage):
    """The algorithm goes on; the node adopts it when it comes back, and nothing is executed twice."""
    task = stage.create_task(COUNTED, ["noord"])
    stage.wait_for_runs(task, ["active"])
    node = stage.nodes["noord"]
    node.service.process.send_signal(signal.SIGKILL)
    node.service.process.wait()
    node.start()
    run = stage.wait_for_runs(task, ENDS)[0]
    expect(run["status"] == "completed", f"the adopted run is {run['status']}: {run['log']}")
    expect(executions(run) == 1, f"executed {executions(run)} times")


def server_is_gone_while_an_algorithm_runs(stage: Stage):
    """The node keeps the result until the server is back."""
    task = stage.create_task(COUNTED, ["oost"])
    stage.wait_for_runs(task, ["active"])
    stage.server.service.process.send_signal(signal.SIGKILL)
    stage.server.service.process.wait()
    time.sleep(4)
    stage.server.start()
    run = stage.wait_for_runs(task, ENDS)[0]
    expect(run["status"] == "completed", f"the run is {run['status']}: {run['log']}")
    expect(executions(run) == 1, f"executed {executions(run)} times")


def node_stops_and_comes_back(stage: Stage):
    """A task for a node that is away waits for it."""
    stage.nodes["west"].stop()
    task = stage.create_task(COUNTED, ["west"])
    stage.nodes["west"].start()
    run = stage.wait_for_runs(task, ENDS)[0]
    expect(run["status"] == "completed" and executions(run) == 1, f"{run['status']}, {executions(run)} times")


def both_are_killed_again_and_again(stage: Stage):
    """Every task ends, each executed at most once."""
    tasks = [stage.create_task(COUNTED) for _ in range(3)]
    for part in (stage.nodes["noord"], stage.server, stage.nodes["oost"]):
        time.sleep(0.7)
        part.service.process.send_signal(signal.SIGKILL)
        part.service.process.wait()
        part.start()
    for task in tasks:
        for run in stage.wait_for_runs(task, ENDS, 120):
            expect(executions(run) <= 1, f"run {run['id']} was executed {executions(run)} times")
            expect(run["status"] == "completed", f"run {run['id']} is {run['status']}: {run['log']}")


def limits_hold(stage: Stage):
    """A fork bomb, too much memory and an endless loop are ended, and the node goes on working."""
    for image in (FORKS, MEMORY, BUSY):
        run = stage.wait_for_runs(stage.create_task(image, ["noord"]), ENDS, 60)[0]
        expect(run["status"] == "crashed", f"{image} is {run['status']}")
        expect(bool(run["log"]), f"{image}: the log does not say why")
    run = stage.wait_for_runs(stage.create_task(COUNTED, ["noord"]), ENDS)[0]
    expect(run["status"] == "completed", "the node does not work any more")


SCENARIOS = [
    node_is_killed_while_an_algorithm_runs,
    server_is_gone_while_an_algorithm_runs,
    node_stops_and_comes_back,
    both_are_killed_again_and_again,
    limits_hold,
]


def main() -> int:
    if "--list" in sys.argv:
        print(*(scenario.__name__ for scenario in SCENARIOS), sep="\n")
        return 0
    wanted = sys.argv[1:] or [scenario.__name__ for scenario in SCENARIOS]
    failed = 0
    for scenario in [scenario for scenario in SCENARIOS if scenario.__name__ in wanted]:
        begin = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                stage = Stage(Path(folder), limits=LIMITS)
                try:
                    scenario(stage)
                finally:
                    stage.stop()
                word = "passed"
            except Exception:
                failed += 1
                word = "failed"
                traceback.print_exc()
        print(f"{word:<7} {scenario.__name__.replace('_', ' ')} ({time.monotonic() - begin:.1f} s)", flush=True)
    print(f"{len(wanted) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
