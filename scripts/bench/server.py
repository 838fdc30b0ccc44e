"""Polder's server and the Python server side by side, on the same content, in one run: what a request costs."""

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import load
import population
from python_peer import PythonServer, missing
from sockets import Crowd
from support.polder import PROGRAM, PolderServer
from support.processes import Service, free_port
from support.rest import plain_input

VENV = Path(os.environ.get("POLDER_BENCH_VENV", Path(__file__).resolve().parents[2] / ".venv-bench"))


def pss(processes: list) -> float:
    """What processes account for together, shared pages divided among their users, in MiB."""
    total = 0
    for process in processes:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def call(url: str, method: str = "GET", body=None, token: str | None = None):
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            return reply.status, json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def differences(one, other, place: str = "") -> list:
    """Where two replies differ, apart from the order of methods."""
    if isinstance(one, dict) and isinstance(other, dict):
        found = [f"{place}.{key}: only one has it" for key in one.keys() ^ other.keys()]
        for key in one.keys() & other.keys():
            pair = (sorted(one[key]), sorted(other[key])) if key == "methods" else (one[key], other[key])
            found += differences(*pair, f"{place}.{key}")
        return found
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [text for number, pair in enumerate(zip(one, other)) for text in differences(*pair, f"{place}[{number}]")]
    return [] if one == other else [f"{place}: {json.dumps(one)[:80]} or {json.dumps(other)[:80]}"]


class SQLite:
    """A file, and a copy of it for the other server."""

    name = "SQLite"

    def settings(self) -> str:
        connection = sqlite3.connect(self.file)
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        connection.close()
        return f"SQLite {sqlite3.sqlite_version}, journal {journal}; Polder writes with synchronous=FULL"

    def __init__(self, folder: Path):
        self.file = folder / "polder.sqlite"
        self.uri = f"sqlite:///{self.file}"
        self.connect = population.sqlite(self.file)

    def copy(self, folder: Path) -> str:
        copy = folder / "python.sqlite"
        shutil.copy(self.file, copy)
        return f"sqlite:///{copy}"


class Postgres:
    """A database of the server that `scripts/postgres/with` runs, and a copy of it for the other server."""

    name = "PostgreSQL"

    def __init__(self, database: str = "bench_polder"):
        self.server, self.database = os.environ["POLDER_TEST_POSTGRES"], database
        self._run(f"CREATE DATABASE {database} TEMPLATE template0")
        self.uri = f"{self.server}/{database}"
        self.connect = population.postgres(self.uri)

    def settings(self) -> str:
        import psycopg2

        connection = psycopg2.connect(self.uri)
        cursor = connection.cursor()
        found = []
        for name in ("server_version", "fsync", "synchronous_commit", "shared_buffers"):
            cursor.execute(f"SHOW {name}")
            found.append(f"{name}={cursor.fetchone()[0]}")
        connection.close()
        return "PostgreSQL, " + ", ".join(found)

    def _run(self, statement: str):
        import psycopg2

        connection = psycopg2.connect(f"{self.server}/postgres")
        connection.autocommit = True
        connection.cursor().execute(statement)
        connection.close()

    def copy(self, folder: Path) -> str:
        self._run(f"CREATE DATABASE bench_python TEMPLATE {self.database}")
        return f"{self.server}/bench_python"


class Side:
    """One of the two systems under load."""

    def __init__(self, name: str, server, processes):
        self.name, self.server, self.processes = name, server, processes
        self.idle = pss(processes())
        status, reply = call(f"{server.url}/token/user", "POST", login_body())
        assert status == 200, f"{name}: {reply}"
        self.token = reply["access_token"]

    def headers(self) -> dict:
        return {"Authorization": f"Bearer {self.token}"}


def login_body() -> dict:
    return {"username": "researcher", "password": population.PASSWORD}


class Bench:
    def __init__(self, options, folder: Path):
        self.options, self.folder = options, folder
        self.sides = []

    def prepare(self):
        fresh = self.folder / "fresh"
        fresh.mkdir()
        self.engine = engine = Postgres() if self.options.postgres else SQLite(fresh)
        self.metrics_port = free_port()
        prometheus = {"enabled": True, "exporter_port": self.metrics_port}
        server = PolderServer(fresh, uri=engine.uri, settings={"prometheus": prometheus})
        server.stop()
        begin = time.monotonic()
        self.people = population.populate(
            engine.connect, self.options.tasks, self.options.runs_per_task, self.options.nodes, apart=50
        )
        print(
            f"content: {len(self.people.tasks)} tasks, {self.people.runs} runs, {len(self.people.keys)} nodes"
            f" ({time.monotonic() - begin:.0f} s to write)"
        )
        reason = "left out" if self.options.alone else missing(VENV)
        if reason:
            print(f"the Python server is not measured: {reason}")
        else:
            python = PythonServer(self.folder / "python", engine.copy(self.folder), VENV)
            self.sides.append(Side("Python", python, python.processes))
        server.start()
        server.settings = "release program; every read and change in the audit log; metrics on"
        self.sides.append(Side("Polder", server, lambda: [server.service.process.pid]))

    def stop(self):
        for side in self.sides:
            side.server.stop()

    def settings(self):
        """What both are set to, as far as it decides what a request costs."""
        print(f"settings: {self.engine.settings()}")
        print(f"  passwords at bcrypt cost 12; {self.options.seconds:g} s for each figure; wrk with one thread; {os.cpu_count()} cores")
        for side in self.sides:
            print(f"  {side.name:<7} {side.server.settings}")

    # Reads

    def reads(self) -> dict:
        task = self.people.tasks[len(self.people.tasks) // 2]
        return {
            "GET /version": "/version",
            "GET /organization": "/organization",
            "GET /task?per_page=20": "/task?per_page=20",
            "GET /run?task_id=": f"/run?task_id={task}",
            "GET /task/<id>": f"/task/{task}",
            "GET /task/<id>/status": f"/task/{task}/status",
        }

    def compare(self):
        """Both say the same, or it makes no sense to time them."""
        if len(self.sides) < 2:
            return
        for name, path in self.reads().items():
            replies = [call(side.server.url + path, token=side.token) for side in self.sides]
            found = differences(*map(list, replies))
            print(f"  {name:<28} {'the same' if not found else f'{len(found)} differences: ' + '; '.join(found[:3])}")

    def statements(self):
        """How often a request asks the database, whether it shows one row or fifty."""
        side = self.sides[-1]

        def ran() -> float:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=10) as reply:
                lines = reply.read().decode().splitlines()
            return float(next(line.split()[1] for line in lines if line.startswith("polder_database_statements_total ")))

        def each(path: str, times: int = 20) -> float:
            call(side.server.url + path, token=side.token)
            begin = ran()
            for _ in range(times):
                status, reply = call(side.server.url + path, token=side.token)
                assert status == 200, reply
            # The metrics ask once themselves.
            return (ran() - begin - 1) / times

        for name, path in self.reads().items():
            if name in ("GET /organization", "GET /task?per_page=20"):
                one, many = (each(f"{path.split('?')[0]}?per_page={size}") for size in (1, 50))
                print(f"  {name.split('?')[0]:<28} {one:.1f} statements for a page of 1, {many:.1f} for one of 50")
            else:
                print(f"  {name:<28} {each(path):.1f} statements")

    def row(self, name: str, connections: int, measured: list):
        for side, figure in zip(self.sides, measured):
            print(f"  {name:<28} {connections:>3} connections  {side.name:<7}{figure}", flush=True)
        if len(measured) == 2 and measured[0].rate:
            print(f"  {'':<28} {'':>3}              ratio  {measured[1].rate / measured[0].rate:8.1f} x")

    def load(self):
        target = self.people.organizations
        body = {
            "name": "bench", "image": "polder/statistics", "description": "",
            "collaboration_id": self.people.collaboration, "databases": [{"label": "default"}],
            "organizations": [{"id": number, "input": plain_input("summary")} for number in target],
        }  # fmt: skip
        for connections in self.options.connections:
            for name, path in self.reads().items():
                self.row(name, connections, [self.one(side, path, connections) for side in self.sides])
        for connections in self.options.connections:
            self.row(
                "POST /task, 10 organizations", connections,
                [self.one(side, "/task", connections, "POST", body) for side in self.sides],
            )  # fmt: skip
        for connections in self.options.connections:
            self.row(
                "POST /token/user", connections,
                # A hash takes a fifth of a second by design, so few logins end within the usual time; and those that are
                # still under way when it ends are not counted.
                [self.one(side, "/token/user", connections, "POST", login_body(), 15 if connections > 8 else 5)
                 for side in self.sides],
            )  # fmt: skip

    def one(self, side: Side, path: str, connections: int, method: str = "GET", body=None, times: int = 1):
        def measure(seconds):
            return load.run(side.server.url + path, connections, seconds, side.headers(), method=method, body=body)

        measured = measure(times * self.options.seconds)
        # Who answers none within that time is given ten times as long.
        return measured if measured.rate else measure(10 * times * self.options.seconds)

    def against_bare(self):
        """The same bytes from an endpoint that does nothing else, on the same library."""
        program = PROGRAM.with_name("polder-bare")
        side = self.sides[-1]
        for name, path in self.reads().items():
            request = urllib.request.Request(side.server.url + path, headers=side.headers())
            with urllib.request.urlopen(request) as reply:
                file = self.folder / "bytes"
                file.write_bytes(reply.read())
            port = free_port()
            bare = Service("bare", [program, "--port", port, file], self.folder)
            try:
                url = f"http://127.0.0.1:{port}/bytes"
                bare.wait_until(lambda: urllib.request.urlopen(url, timeout=1).status == 200, "the bare endpoint answers")
                most = load.run(url, 64, self.options.seconds, side.headers())
            finally:
                bare.stop()
            ours = self.one(side, path, 64)
            print(
                f"  {name:<28} bare {most.rate:9.1f}/s  Polder {ours.rate:9.1f}/s  {100 * ours.rate / most.rate:5.1f} %"
                f"  ({file.stat().st_size} bytes)",
                flush=True,
            )

    def while_logging_in(self):
        """What others notice of 64 people who log in at once."""
        for side in self.sides:
            calm = self.one(side, "/organization", 8)
            logins = threading.Thread(target=self.one, args=(side, "/token/user", 64, "POST", login_body()))
            logins.start()
            busy = self.one(side, "/organization", 8)
            logins.join()
            ratio = busy.p99 / calm.p99 if calm.p99 else float("nan")
            print(f"  {side.name:<7} GET /organization: p99 {calm.p99:.1f} ms, while 64 log in {busy.p99:.1f} ms ({ratio:.1f} x)")

    # Nodes

    def node_logins(self):
        for side in self.sides:
            kinds = {
                "first time": self.people.keys[2:5],
                "known": self.people.keys[2:5] * 3,
                "wrong key": [f"5eed0000-0000-4000-9000-{number:012d}" for number in range(3)],
            }
            for name, keys in kinds.items():
                times = []
                for key in keys:
                    begin = time.monotonic()
                    call(f"{side.server.url}/token/node", "POST", {"api_key": key})
                    times.append((time.monotonic() - begin) * 1000)
                print(f"  {side.name:<7} node login, {name:<11} median {statistics.median(times):9.1f} ms", flush=True)

    def events(self):
        """From the request that makes a task to its event at every node."""
        for side in self.sides:
            # The Python server compares a key with every node's in turn, so there only the first nodes log in.
            tokens = []
            for key in self.people.keys[: self.options.sockets if side.name == "Polder" else 5]:
                status, reply = call(f"{side.server.url}/token/node", "POST", {"api_key": key})
                assert status == 200, reply
                tokens.append(reply["access_token"])
            tokens = (tokens * (self.options.sockets // len(tokens) + 1))[: self.options.sockets]
            asyncio.run(self._events(side, tokens))

    @staticmethod
    async def _joined(side: Side, crowd: Crowd, at_once: int, until: str) -> bool:
        """Whether all could join; says how many did if not."""
        try:
            await crowd.join(at_once, until)
            return True
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            print(f"  {side.name:<7} {crowd.joined} of {len(crowd.tokens)} sockets joined, then: {error!r}")
            await crowd.leave()
            return False

    async def _events(self, side: Side, tokens: list):
        before = pss(side.processes())
        crowd = Crowd(side.server.port, tokens)
        # The Python server turns away many who come at once.
        if not await self._joined(side, crowd, 50 if side.name == "Polder" else 4, '42/tasks,["sync"'):
            return
        firsts, lasts = [], []
        for _ in range(10):
            begin = time.monotonic()
            body = {
                "name": "event", "image": "polder/statistics", "collaboration_id": self.people.collaboration,
                "organizations": [{"id": self.people.organizations[0], "input": plain_input("summary")}],
            }  # fmt: skip
            status, reply = await asyncio.to_thread(call, f"{side.server.url}/task", "POST", body, side.token)
            assert status == 201, reply
            moments = [(await asyncio.wait_for(crowd.heard.get(), 60))[0] for _ in tokens]
            firsts.append((min(moments) - begin) * 1000)
            lasts.append((max(moments) - begin) * 1000)
        print(
            f"  {side.name:<7} POST /task to its event, {len(tokens)} nodes connected: first {statistics.median(firsts):.1f} ms,"
            f" last {statistics.median(lasts):.1f} ms; PSS {before:.1f} -> {pss(side.processes()):.1f} MiB",
            flush=True,
        )
        await crowd.leave()

    def many_sockets(self, count: int):
        """What so many connected sockets cost, of the nodes of 50 collaborations: who joins is told to the others there."""
        side = self.sides[-1]
        tokens = []
        for key in self.people.apart:
            status, reply = call(f"{side.server.url}/token/node", "POST", {"api_key": key})
            assert status == 200, reply
            tokens.append(reply["access_token"])
        asyncio.run(self._many(side, [tokens[number % len(tokens)] for number in range(count)]))

    async def _many(self, side: Side, tokens: list):
        before, begin = pss(side.processes()), time.monotonic()
        crowd = Crowd(side.server.port, tokens)
        if not await self._joined(side, crowd, 50, '42/tasks,["sync"'):
            return
        print(
            f"  {side.name:<7} {len(tokens)} sockets joined within {time.monotonic() - begin:.1f} s:"
            f" PSS {before:.1f} -> {pss(side.processes()):.1f} MiB",
            flush=True,
        )
        await crowd.leave()

    def memory(self):
        for side in self.sides:
            print(f"  {side.name:<7} PSS idle {side.idle:.1f} MiB, now {pss(side.processes()):.1f} MiB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--runs-per-task", type=int, default=5)
    parser.add_argument("--nodes", type=int, default=1_000)
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--many-sockets", type=int, default=5_000)
    parser.add_argument("--connections", type=lambda text: [int(word) for word in text.split(",")], default=[1, 8, 64])
    parser.add_argument("--postgres", action="store_true", help="both on PostgreSQL in place of SQLite")
    parser.add_argument("--alone", action="store_true", help="without the Python server")
    options = parser.parse_args()
    assert load.available(), "wrk is missing: apt-get install wrk"
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(options, Path(name))
        try:
            bench.prepare()
            bench.settings()
            print("replies, compared as JSON before anything is timed:")
            bench.compare()
            print("statements of the database for each request:")
            bench.statements()
            print(f"requests, {bench.engine.name}:")
            bench.load()
            print("against a bare endpoint, 64 connections:")
            bench.against_bare()
            print("other requests during logins:")
            bench.while_logging_in()
            print(f"nodes, {options.nodes} registered:")
            bench.node_logins()
            bench.events()
            bench.many_sockets(options.many_sockets)
            print("memory:")
            bench.memory()
        finally:
            bench.stop()


if __name__ == "__main__":
    main()
