"""Faults on a real federation. Each scenario begins with a fresh one and ends with the true state of every run.

The oracle: an algorithm appends one byte to its own output at every start, so that a result tells how often it was executed.
"""

import argparse
import functools
import os
import random
import statistics
import sys
import time
from pathlib import Path

import login_timing
import scenarios
from scenarios import ENDS, crash, expect
from support import polder
from support.stage import Stage


def shell(name: str, script: str) -> str:
    """An image whose program is a line of shell, in the folder of its task."""
    polder.COMMANDS[name] = ["/bin/sh", "-c", f"cd /mnt/data/task-*; {script}"]
    return name


COUNTED = shell("test/counted", "printf 1 >> output; sleep 1")
FORKS = shell("test/forks", "f() { f | f & }; f; sleep 60")
MEMORY = shell("test/memory", "for i in 1 2 3 4; do (head -c 256m /dev/zero; sleep 60) | tail > /dev/null & done; wait")
BUSY = shell("test/busy", "while :; do :; done")

RUNTIME = {
    "limits": {"memory_mb": 512, "cpu_seconds": 5, "processes": 64, "wall_seconds": 60},
    # A run whose start was interrupted, and that provably does not run, is started after all.
    "restart_proven_dead": True,
}


def expect_once(stage: Stage, task: int, seconds: float = 60):
    """Every run of a task that counts its starts is completed, executed once."""
    for run in stage.wait_for_runs(task, ENDS, seconds):
        expect(run["status"] == "completed", f"run {run['id']} is {run['status']}: {run['log']}")
        count = len(stage.result(run["id"]))
        expect(count == 1, f"run {run['id']} was executed {count} times")


def ask_for_model(stage: Stage) -> int:
    central = next(iter(stage.organizations))
    return stage.create_task(polder.STATISTICS, [central], "cox", time="time", status="status", covariates=["age", "sex"])


def expect_model(stage: Stage, task: int, expected: bytes | None, seconds: float = 60) -> bytes:
    """A Cox model that is completed, and the same to the last digit as one that nobody disturbed."""
    (run,) = stage.wait_for_runs(task, ENDS, seconds)
    expect(run["status"] == "completed", f"the model is {run['status']}: {run['log']}")
    found = stage.result(run["id"])
    expect(expected in (None, found), f"the model is {found!r} in place of {expected!r}")
    names = [child["name"] for child in stage.researcher.get(f"/task?parent_id={task}&per_page=100")["data"]]
    expect(len(set(names)) == len(names), f"a part was asked for twice: {names}")
    return found


def node_is_killed_while_an_algorithm_runs(stage: Stage):
    """The algorithm goes on; the node adopts it when it comes back, and nothing is executed twice."""
    task = stage.create_task(COUNTED, ["noord"])
    stage.wait_for_runs(task, ["active"])
    crash(stage.nodes["noord"])
    stage.nodes["noord"].start()
    expect_once(stage, task)


def server_is_gone_while_an_algorithm_runs(stage: Stage):
    """The node keeps the result until the server is back."""
    task = stage.create_task(COUNTED, ["oost"])
    stage.wait_for_runs(task, ["active"])
    crash(stage.server)
    time.sleep(2)
    stage.server.start()
    expect_once(stage, task)


def node_stops_and_comes_back(stage: Stage):
    """A task for a node that is away waits for it."""
    stage.nodes["west"].stop()
    task = stage.create_task(COUNTED, ["west"])
    stage.nodes["west"].start()
    expect_once(stage, task)


def limits_hold(stage: Stage):
    """A fork bomb, too much memory and an endless loop are ended, and the node goes on working."""
    for image in (FORKS, MEMORY, BUSY):
        (run,) = stage.wait_for_runs(stage.create_task(image, ["noord"]), ENDS)
        expect(run["status"] == "crashed", f"{image} is {run['status']}")
        expect("runtime.limits." in (run["log"] or ""), f"{image}: the log does not say why: {run['log']}")
    expect_once(stage, stage.create_task(COUNTED, ["noord"]))


def parts_are_killed_at_random(stage: Stage, rounds: int, seed: int):
    """Each round: a Cox model and counted runs, and one to three parts that are killed and come back in the midst of it."""
    chance = random.Random(seed)
    expected = expect_model(stage, ask_for_model(stage), None)
    kills, times = {"server": 0, "node": 0}, []
    for number in range(1, rounds + 1):
        begin = time.monotonic()
        model, counted = ask_for_model(stage), stage.create_task(COUNTED)
        story = []
        for _ in range(chance.randint(1, 3)):
            name = "server" if chance.random() < 0.35 else chance.choice(list(stage.nodes))
            part = stage.server if name == "server" else stage.nodes[name]
            time.sleep(chance.uniform(0, 1.2))
            crash(part)
            time.sleep(chance.choice([0, chance.uniform(0, 1)]))
            part.start()
            kills["server" if name == "server" else "node"] += 1
            story.append(name)
        try:
            expect_model(stage, model, expected)
            expect_once(stage, counted)
        except (AssertionError, TimeoutError) as error:
            raise AssertionError(f"seed {seed}, round {number} (killed: {', '.join(story)}): {error}") from None
        times.append(time.monotonic() - begin)
        print(f"  round {number}: killed {', '.join(story)}; all right after {times[-1]:.1f} s", flush=True)
    print(
        f"  {rounds} rounds with seed {seed}: {kills['node']} nodes and {kills['server']} servers killed, "
        f"{4 * rounds} runs and {rounds} models right, median {statistics.median(times):.1f} s, longest {max(times):.1f} s"
    )


def times_tell_nothing_about_accounts(stage: Stage, seed: int, samples: int):
    """Whether a username exists can not be told by the time of a login or of a request for a new password."""
    for node in stage.nodes.values():
        node.stop()
    login_timing.measure(stage.server.folder, seed, samples)


SCENARIOS = [
    node_is_killed_while_an_algorithm_runs,
    server_is_gone_while_an_algorithm_runs,
    node_stops_and_comes_back,
    limits_hold,
    parts_are_killed_at_random,
    times_tell_nothing_about_accounts,
]


def on_a_stage(folder: Path, scenario, *arguments):
    """Plays a scenario on a fresh federation."""
    stage = Stage(folder, runtime=RUNTIME)
    try:
        scenario(stage, *arguments)
    except Exception:
        stage.tell()
        raise
    finally:
        stage.stop()


def play(scenario, *arguments) -> str:
    @functools.wraps(scenario)
    def on_a_fresh_one(folder: Path):
        on_a_stage(folder, scenario, *arguments)

    return scenarios.play(on_a_fresh_one)


def main() -> int:
    parser = argparse.ArgumentParser()
    scenarios.add_choice(parser)
    parser.add_argument("--rounds", type=int, default=10, help="how many rounds of killing at random")
    parser.add_argument("--samples", type=int, default=login_timing.SAMPLES, help="how many logins are timed")
    parser.add_argument("--seed", type=int, default=1, help="what the rounds are drawn from")
    options = parser.parse_args()
    wanted = scenarios.chosen(parser, options, SCENARIOS)
    if wanted is None:
        return 0
    arguments = {
        parts_are_killed_at_random: (options.rounds, options.seed),
        times_tell_nothing_about_accounts: (options.seed, options.samples),
    }
    return scenarios.conclude([play(scenario, *arguments.get(scenario, ())) for scenario in wanted])


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
