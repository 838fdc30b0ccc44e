"""What is taken away from a node: what its server knew, the room on its disk, its time. Standard library only."""

import functools
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from federation import Federation
from node_faults import begin_slow, expect_right, needs_root, on, one_run, plain
from scenarios import ENDS, Skipped, crash, expect
from support.polder import PROGRAM, PolderNode, PolderServer
from support.processes import wait_until

FORGOTTEN = "This node reported the run before"


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


def expect_own_answer(federation: Federation, task: int):
    """Completed with its own number, however often another run was begun under that."""
    for run in federation.wait_for_runs(task, ENDS):
        answer = federation.answer(federation.researcher, run["id"])
        where = f"run {run['id']}, whose number was that of another, is {run['status']} and left {answer}: {run['log']}"
        expect(run["status"] == "completed" and answer == {"run": run["id"]}, where)


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
    # The first two numbers are given again while these live, the others when they are dead.
    unknown = [begin_slow(federation, name, 600)[1] for name in names + names]
    crash(federation.nodes["oost"])
    crash(federation.server)
    restore(database, backup)
    federation.start_server()
    again = [ask("slow", [name], seconds=2) for name in names]
    federation.nodes["oost"].start()
    expect([one_run(federation, task) for task in again] == unknown[:2], "the numbers are given again")
    for task in again:
        expect_own_answer(federation, task)
    for task in reopened:
        (run,) = federation.wait_for_runs(task, ENDS)
        expect(run["status"] == "crashed" and FORGOTTEN in run["log"], f"run {run['id']} is {run['status']}: {run['log']}")
    wait_until(lambda: not federation.ledger.living(), f"of runs that nobody knows nothing lives: {unknown}", 60)
    expect_right(federation, before)
    expect_own_answer(federation, ask("quick", names))
    # Each of those numbers was begun for two runs by now, and never while the other lived.
    for run, count in federation.ledger.starts().items():
        expect(count == (2 if run in unknown else 1), f"run {run} was begun {count} times")
    print(f"  {len(unknown)} runs unknown, {len(reopened)} open again, {len(unknown)} numbers given twice: all ends true", flush=True)


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
