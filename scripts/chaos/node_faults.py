"""What a node goes through beside being killed: kills of its runs, networks, servers and disks. Standard library only."""

import functools
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from federation import OPEN, Federation
from scenarios import ENDS, Skipped, crash, expect
from support.polder import PROGRAM, PolderNode, PolderServer
from support.processes import wait_until
from wire import DIRECTIONS, THERE, Wire

# How soon a node is back once the network or its server is, and how soon a kill reaches an algorithm.
BACK, REACHED = 5.0, 1.0
# The server's pings come every 25 s, and a node gives up 15 s after one is due.
NOTICED = 60.0
KILLS = 10
FORGOTTEN = "This node reported the run before"


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


def back_up(database: Path, to: Path):
    """As an operator does, beside the server that works on it."""
    source, target = sqlite3.connect(f"file:{database}?mode=ro", uri=True), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()


def restore(database: Path, backup: Path):
    for tail in ("-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
    shutil.copyfile(backup, database)


@on(plain)
def server_is_restored_from_a_backup(federation: Federation, options):
    """Each end is true: of runs that the server no longer knows, of those that it has open again, of those that take their number."""
    database, backup = federation.folder / "polder.sqlite", federation.folder / "backup.sqlite"
    names = list(federation.nodes)
    ask = functools.partial(federation.ask, federation.researcher)
    before = ask("quick", names)
    expect_right(federation, before)
    reopened = [begin_slow(federation, name, 1)[0] for name in names]
    back_up(database, backup)
    for task in reopened:
        expect_right(federation, task)
    # The first two numbers are given again below, the last ones are not.
    unknown = [begin_slow(federation, name, 600)[1] for name in names + names]
    crash(federation.nodes["oost"])
    crash(federation.server)
    restore(database, backup)
    federation.start_server()
    again = [ask("slow", [name], seconds=2) for name in names]
    federation.nodes["oost"].start()
    expect([one_run(federation, task) for task in again] == unknown[:2], "the numbers are given again")
    for task in again:
        (run,) = federation.wait_for_runs(task, ENDS)
        answer = federation.answer(federation.researcher, run["id"])
        expect(run["status"] == "completed" and answer == {"run": run["id"]},
               f"run {run['id']}, whose number was that of another, is {run['status']} and left {answer}: {run['log']}")  # fmt: skip
    for task in reopened:
        (run,) = federation.wait_for_runs(task, ENDS)
        expect(run["status"] == "crashed" and FORGOTTEN in run["log"], f"run {run['id']} is {run['status']}: {run['log']}")
    wait_until(lambda: not federation.ledger.living(), f"of runs that nobody knows nothing lives: {unknown}", 60)
    expect_right(federation, before)
    expect_right(federation, ask("quick", names))
    # Those numbers were begun once for each of the two runs, and never while the other lived.
    starts = federation.ledger.starts()
    expect(all(starts[run] == 2 for run in unknown[:2]), f"begun: {starts}")
    # Two numbers were taken by the last task, so that the others have been begun once or twice as well.
    expect(all(count == 1 for run, count in starts.items() if run not in unknown), f"begun: {starts}")
    print(f"  {len(unknown)} runs unknown, {len(reopened)} open again, {len(again)} numbers given twice: all ends true", flush=True)


class SmallDisk:
    """A file system of its own for one node's data."""

    def __init__(self, place: Path, megabytes: int = 64):
        self.place = place
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "polder", place], check=True)

    def fill(self):
        with open(self.place / "full", "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue  # Full, for pieces of this size.

    def free(self):
        (self.place / "full").unlink(missing_ok=True)

    def end(self):
        subprocess.run(["umount", "-l", self.place], check=False)


def expect_true_end(federation: Federation, task: int, seconds: float = 90) -> list:
    """Completed and right, or told with a reason; begun once at the most."""
    statuses = []
    for run in federation.wait_for_runs(task, ENDS, seconds):
        number, log = run["id"], run["log"] or ""
        answer, begun = federation.answer(federation.researcher, number), federation.ledger.starts().get(number, 0)
        where = f"run {number} is {run['status']}, begun {begun} times, and left {answer}: {log}"
        expect(begun <= 1, where)
        if run["status"] == "completed":
            expect(begun == 1 and answer == {"run": number}, where)
        else:
            expect(run["status"] in ("crashed", "failed", "start failed") and answer is None and log, where)
        statuses.append(run["status"])
    return statuses


def disk_is_full(folder: Path, options):
    """Nothing is lost or told wrongly; once there is room the node goes on."""
    needs_root("mount", "umount")
    if options.engine:
        raise Skipped("with programs in a sandbox only: an engine does not see a file system that is mounted here")
    disk = SmallDisk(folder / "noord")
    federation = None
    try:
        federation = Federation(folder, ("noord",))
        fill_and_free(federation, disk)
    except BaseException:
        if federation:
            federation.tell()
        raise
    finally:
        disk.free()
        if federation:
            federation.stop()
        disk.end()


def fill_and_free(federation: Federation, disk: SmallDisk):
    node, ends = federation.nodes["noord"], []
    ask = functools.partial(federation.ask, federation.researcher)
    for is_killed in (False, True):
        running = [begin_slow(federation, "noord", 2)[0] for _ in range(3)]
        disk.fill()
        asked = [ask("quick", ["noord"]) for _ in range(3)]
        time.sleep(4)
        if is_killed:
            crash(node)
            node.start()
            time.sleep(2)
        disk.free()
        if is_killed and node.service.process.poll() is not None:
            # It said that there is no room, and whoever watches over it starts it again.
            node.start()
        expect(node.service.process.poll() is None, f"the node ended by itself:\n{node.service.tail()}")
        for task in (*running, *asked):
            ends += expect_true_end(federation, task)
        expect_right(federation, ask("quick", ["noord"]))
        expect(node.service.process.poll() is None, f"the node ended by itself:\n{node.service.tail()}")
    told = ", ".join(f"{ends.count(status)} {status}" for status in sorted(set(ends)))
    print(f"  filled twice, once with a node that was killed meanwhile: {told}; each with its reason", flush=True)



class Clock:
    """What one program takes for the time; the machine's own clock stays as it is."""

    def __init__(self, file: Path, library: Path):
        self.file = file
        self.environment = {"LD_PRELOAD": str(library), "POLDER_CHAOS_CLOCK": str(file)}
        file.write_bytes(bytes(8))

    def move(self, seconds: int):
        # Into the same file: the program has it before its eyes.
        with open(self.file, "r+b", buffering=0) as file:
            file.write(seconds.to_bytes(8, sys.byteorder, signed=True))


def compiled_clock(folder: Path) -> Path:
    compiler = next(filter(None, map(shutil.which, ("cc", "clang", "gcc"))), None)
    if not compiler:
        raise Skipped("it needs a C compiler")
    library = folder / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    return library


def clock_moves(folder: Path, options):
    """Of the node and of the server, forwards and backwards, while algorithms run."""
    library = compiled_clock(folder)
    clocks = {name: Clock(folder / f"{name}.time", library) for name in ("node", "server")}
    words = ("env", *(f"{name}={value}" for name, value in clocks["node"].environment.items()))
    server = PolderServer(folder, environment=clocks["server"].environment)
    federation = None
    try:
        federation = Federation(
            folder, ("noord",), engine=options.engine, server=server, node=functools.partial(PolderNode, before=words)
        )
        move(federation, clocks)
    except BaseException:
        if federation:
            federation.tell()
        raise
    finally:
        if federation:
            federation.stop()
        else:
            server.stop()


def move(federation: Federation, clocks: dict):
    node = federation.nodes["noord"]
    # A server takes no token that was given out before the account was made: it goes back, and not to before its beginning.
    moves = [("node", 24), ("node", -24), ("node", 0), ("server", 4), ("server", 2), ("server", 3)]
    for who, hours in moves:
        task, _ = begin_slow(federation, "noord", 2)
        clocks[who].move(hours * 3600)
        expect_right(federation, task)
        expect_right(federation, federation.ask(federation.researcher, "quick", ["noord"]))
        crash(node)
        node.start()
        expect_right(federation, federation.ask(federation.researcher, "quick", ["noord"]))
        print(f"  {who}'s clock at {hours:+d} h: all right, also with a node that starts then", flush=True)
    node.stop()
    for part, configuration in (("server", federation.server.configuration), ("node", node.configuration)):
        verdict = subprocess.run(
            [PROGRAM, part, "audit", "verify", "--config", configuration], capture_output=True, text=True
        )
        expect(verdict.returncode == 0, f"the audit log of the {part} is not whole: {verdict.stdout} {verdict.stderr}")
    print("  both audit logs are whole", flush=True)
