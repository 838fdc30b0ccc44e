"""What a node goes through beside being killed: kills of its runs, and breaks of its connection. Standard library only."""

import functools
import os
import re
import shutil
import statistics
import time
from pathlib import Path

from federation import Federation
from scenarios import ENDS, Skipped, crash, expect
from support.polder import PolderNode, PolderServer
from support.processes import wait_until
from wire import DIRECTIONS, THERE, Wire

# How soon a node is back once the network or its server is, and how soon a kill reaches an algorithm.
BACK, REACHED = 5.0, 1.0
# The server's pings come every 25 s, and a node gives up 15 s after one is due.
NOTICED = 60.0
KILLS = 10


def within(condition, what: str, seconds: float) -> float:
    """How long it took until the condition held."""
    begin = time.monotonic()
    wait_until(condition, what, seconds, 0.01)
    return time.monotonic() - begin


def told(node, pattern: str) -> int:
    """How often a node's log says so."""
    return len(re.findall(pattern, node.service.log.read_text(errors="replace")))


def connections(node) -> int:
    return told(node, r"\bconnected\b")


def one_run(federation: Federation, task: int) -> int:
    (run,) = federation.runs_of(federation.researcher, task)
    return run["id"]


def begin_slow(federation: Federation, name: str, seconds: float) -> tuple:
    """A task for one node, whose algorithm lives; its number and that of its run."""
    task = federation.ask(federation.researcher, "slow", [name], seconds=seconds)
    run = one_run(federation, task)
    wait_until(lambda: federation.ledger.lives(run), f"run {run} lives")
    federation.wait_for_runs(task, ["active"])
    return task, run


def expect_right(federation: Federation, task: int, seconds: float = 60):
    """Every run of the task is completed with its own number, begun once."""
    for run in federation.wait_for_runs(task, ENDS, seconds):
        number = run["id"]
        answer, begun = federation.answer(federation.researcher, number), federation.ledger.starts().get(number, 0)
        where = f"run {number} is {run['status']}, begun {begun} times, and left {answer}: {run['log']}"
        expect(run["status"] == "completed" and begun == 1 and answer == {"run": number}, where)


def expect_killed(federation: Federation, task: int, run: int):
    (found,) = federation.wait_for_runs(task, ENDS)
    expect(found["status"] == "killed by user", f"run {run} is {found['status']}: {found['log']}")
    expect(not federation.ledger.lives(run) and not federation.ledger.has_ended(run), f"run {run} went on to its end")


def kill(federation: Federation, task: int):
    federation.root.post("/kill/task", {"id": task})


def on(make):
    """Plays a scenario on a federation that `make` gives, and stops it."""

    def decorate(scenario):
        @functools.wraps(scenario)
        def played(folder: Path, options):
            federation = make(folder, options)
            try:
                scenario(federation, options)
            except BaseException:
                federation.tell()
                raise
            finally:
                federation.stop()

        return played

    return decorate


def plain(folder: Path, options) -> Federation:
    return Federation(folder, engine=options.engine, runtimes={"noord": {"restart_proven_dead": True}})


def needs_root(*programs: str):
    lacking = [program for program in programs if not shutil.which(program)]
    if os.geteuid() != 0 or lacking or not os.environ.get("POLDER_CHAOS_OWN_NETWORK"):
        raise Skipped(f"it needs root and {', '.join(programs)}, and is started by scripts/chaos/nodes")


@on(plain)
def kill_reaches_the_algorithm(federation: Federation, options):
    """Connected: at once. While the server is away and the node is: at the reconnect."""
    took = []
    for _ in range(KILLS):
        task, run = begin_slow(federation, "noord", 60)
        kill(federation, task)
        took.append(within(lambda: not federation.ledger.lives(run), f"run {run} is dead", 10))
        expect_killed(federation, task, run)
    print(f"  {KILLS} kills: the algorithm was dead after {statistics.median(took):.2f} s, at the most {max(took):.2f} s", flush=True)
    expect(max(took) <= REACHED, f"a kill took {max(took):.2f} s")
    task, run = begin_slow(federation, "oost", 60)
    crash(federation.nodes["oost"])
    kill(federation, task)
    expect(federation.ledger.lives(run), "the algorithm outlives its node")
    before = connections(federation.nodes["oost"])
    federation.nodes["oost"].start()
    wait_until(lambda: connections(federation.nodes["oost"]) > before, "the node is connected")
    waited = within(lambda: not federation.ledger.lives(run), f"run {run} is dead", 30)
    print(f"  killed while its node was away: dead {waited:.2f} s after the node was connected", flush=True)
    expect_killed(federation, task, run)


class Beyond:
    """A server as a node behind a wire reaches it."""

    def __init__(self, server, wire: Wire):
        self.host, self.port, self.wire = wire.host, server.port, wire
        self.tokens = set()

    def close(self):
        self.wire.close()


def behind_a_wire(folder: Path, options) -> Federation:
    needs_root("ip", "unshare", "nsenter")
    if options.engine:
        raise Skipped("with programs in a sandbox only: the network is between node and server")
    server = PolderServer(folder, settings={"ip": "0.0.0.0"})
    wire = Wire(folder)
    try:
        return Federation(
            folder, ("noord",), server=server, reach=lambda server: Beyond(server, wire),
            node=functools.partial(PolderNode, before=wire.words),
        )  # fmt: skip
    except BaseException:
        wire.close()
        server.stop()
        raise


@on(behind_a_wire)
def network_is_cut(federation: Federation, options):
    """What ended meanwhile is delivered, what was killed meanwhile is ended, once the network heals."""
    node, wire = federation.nodes["noord"], federation.taps["noord"].wire
    for direction in DIRECTIONS:
        ended, _ = begin_slow(federation, "noord", 2)
        killed, run = begin_slow(federation, "noord", 600)
        lost, connected = told(node, "connection lost"), connections(node)
        wire.cut(direction)
        noticed = within(lambda: told(node, "connection lost") > lost, f"{node.name} notices that {THERE} is cut off", NOTICED)
        kill(federation, killed)
        waiting = federation.ask(federation.researcher, "quick", ["noord"])
        expect(federation.ledger.lives(run), "a kill can not reach it")
        wire.heal()
        begin = time.monotonic()
        back = within(lambda: connections(node) > connected, f"{node.name} is connected", 60)
        within(lambda: not federation.ledger.lives(run), f"run {run} is dead", 30)
        reached = time.monotonic() - begin
        print(f"  cut {direction}: noticed after {noticed:.1f} s; healed, connected after {back:.2f} s, the kill there after "
              f"{reached:.2f} s", flush=True)  # fmt: skip
        expect(back <= BACK, f"it took {back:.1f} s")
        expect_killed(federation, killed, run)
        expect_right(federation, ended)
        expect_right(federation, waiting)


@on(plain)
def server_stops_for_minutes(federation: Federation, options):
    """Results wait for it, however long, also with a node that is killed meanwhile."""
    running = [begin_slow(federation, name, 3)[0] for name in federation.nodes]
    killed, run = begin_slow(federation, "noord", 3600)
    waiting = federation.ask(federation.researcher, "slow", list(federation.nodes), seconds=1)
    crash(federation.server)
    time.sleep(options.pause / 2)
    crash(federation.nodes["oost"])
    federation.nodes["oost"].start()
    time.sleep(options.pause / 2)
    expect(federation.ledger.lives(run), "an algorithm goes on without the server")
    before = {name: connections(node) for name, node in federation.nodes.items()}
    federation.start_server()
    begin = time.monotonic()
    for name, node in federation.nodes.items():
        wait_until(lambda: connections(node) > before[name], f"{name} is connected", 60)
        print(f"  away for {options.pause} s: {name} connected {time.monotonic() - begin:.2f} s after the server answered", flush=True)
    back = time.monotonic() - begin
    for task in (*running, waiting):
        expect_right(federation, task)
    print(f"  all results there {time.monotonic() - begin:.1f} s after the server answered", flush=True)
    kill(federation, killed)
    took = within(lambda: not federation.ledger.lives(run), f"run {run} is dead", 10)
    expect_killed(federation, killed, run)
    expect(back <= BACK, f"it took {back:.1f} s until all nodes were connected")
    expect(took <= REACHED, f"a kill took {took:.2f} s")
