"""Ends nodes with SIGKILL at every step of a run's life, and at random moments, under load. Standard library only."""

import random
import signal
import statistics
import time
from pathlib import Path

from federation import Federation
from life import STEPS, Life
from researchers import Researchers
from scenarios import crash, expect

RESEARCHERS = 3
# Enough tries for a step that lasts less than a millisecond.
PATIENCE = 6.0
# So long a node may work between two looks at how far it is.
SLICE = (0.0001, 0.0008)
# A run's life as it was measured under this load: random moments are drawn from so long.
SPAN = 2.5


class Target:
    """One node: waits until it may be killed, is killed, is started again."""

    def __init__(self, federation: Federation, name: str, database: Path, seed: int):
        self.federation, self.name, self.node = federation, name, federation.nodes[name]
        self.life = Life(
            federation.data_of(name), database, federation.organizations[name], federation.taps[name].tokens,
            federation.engine is not None,
        )  # fmt: skip
        self.chance = random.Random(f"{seed} {name}")
        self.hits = dict.fromkeys(STEPS, 0)
        self.missed = 0

    def kill_at(self, step: str) -> bool:
        """Lets the node work for less than a millisecond at a time, until a run stands at the step; whether one did."""
        process = self.node.service.process
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            expect(process.poll() is None, f"{self.name} ended by itself:\n{self.node.service.tail()}")
            process.send_signal(signal.SIGSTOP)
            if step in self.life.steps().values():
                return self._kill(step)
            process.send_signal(signal.SIGCONT)
            time.sleep(self.chance.uniform(*SLICE))
        return self._kill(step)

    def kill_at_random(self):
        time.sleep(self.chance.uniform(0, SPAN))
        expect(self.node.service.process.poll() is None, f"{self.name} ended by itself:\n{self.node.service.tail()}")
        self._kill(None)

    def _kill(self, wanted: str | None) -> bool:
        crash(self.node)
        # What it was doing is what it left; whatever was aimed at.
        found = set(self.life.steps().values())
        for step in found:
            self.hits[step] += 1
        # Those that the next process asks for count anew.
        self.federation.taps[self.name].tokens.clear()
        time.sleep(self.chance.choice([0, self.chance.uniform(0, 0.5)]))
        self.node.start()
        return wanted is None or wanted in found


def kill_nodes(federation: Federation, database: Path, kills: int, seed: int) -> dict:
    """Half of the kills go to the steps, the others to random moments; how often a run stood at each step."""
    targets = [Target(federation, name, database, seed) for name in federation.nodes]
    researchers = Researchers(federation, RESEARCHERS, seed)
    chance = random.Random(seed)
    done = 0
    try:
        wanted = list(STEPS)
        while done < kills:
            target = targets[done % len(targets)]
            if done % 2 == 0:
                # The rarest first: every step gets its turn.
                step = min(wanted, key=lambda each: (sum(target.hits[each] for target in targets), chance.random()))
                target.kill_at(step)
            else:
                target.kill_at_random()
            done += 1
            if done % 25 == 0 or done == kills:
                print(f"  {done} kills, {len(researchers.tasks)} tasks", flush=True)
            if researchers.faults:
                break
    finally:
        researchers.stop()
    begin = time.monotonic()
    ends = researchers.look(federation.researcher, 300)
    for target in targets:
        expect(not target.life.open_runs(), f"{target.name} did not bring to an end: {target.life.open_runs()}")
        target.life.close()
    hits = {step: sum(target.hits[step] for target in targets) for step in STEPS}
    return {"kills": done, "tasks": len(researchers.tasks), "hits": hits, "ends": ends, "settled": time.monotonic() - begin}


def node_is_killed_at_every_step(folder: Path, options):
    """Half of the kills in a collaboration in the clear, the other half in one that is encrypted."""
    hits = dict.fromkeys(STEPS, 0)
    for encrypted, kills in ((False, options.kills - options.kills // 2), (True, options.kills // 2)):
        place = folder / ("encrypted" if encrypted else "clear")
        place.mkdir()
        print(f"  {'encrypted' if encrypted else 'in the clear'}:", flush=True)
        # One node starts a run again that provably was not begun, the other tells that it crashed.
        runtimes = {"noord": {"restart_proven_dead": True}}
        federation = Federation(place, encrypted=encrypted, engine=options.engine, runtimes=runtimes)
        try:
            found = kill_nodes(federation, place / "polder.sqlite", kills, options.seed)
        except BaseException:
            federation.tell()
            raise
        finally:
            federation.stop()
        ends = ", ".join(f"{count} {status}" for status, count in sorted(found["ends"].items()))
        print(f"  {found['kills']} kills, {found['tasks']} tasks; all ended {found['settled']:.1f} s after the last: {ends}", flush=True)
        for step, count in found["hits"].items():
            hits[step] += count
    tell_hits(hits, options)


def tell_hits(hits: dict, options):
    print(f"  seed {options.seed}; kills that met a run at each step, median {statistics.median(hits.values()):g}:", flush=True)
    for step, what in STEPS.items():
        print(f"    {step:<10} {hits[step]:>5}   {what}", flush=True)
    never = [step for step, count in hits.items() if count == 0]
    # Fewer kills than steps can not meet them all.
    expect(not never or options.kills < 4 * len(STEPS), f"no kill met a run at: {', '.join(never)}")
    if never:
        print(f"  {options.kills} kills were too few for: {', '.join(never)}", flush=True)
