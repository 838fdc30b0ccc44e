"""The Swift client and the Python client side by side, at the same server of Polder's, in one run: what their work costs."""

import argparse
import base64
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import population
from cryptography.hazmat.primitives import serialization
from server import SQLite, call, login_body
from support.polder import PROGRAM, STATISTICS, PolderServer
from support.processes import Service, free_port
from vantage6.client import UserClient
from vantage6.common.encryption import RSACryptor

METER = PROGRAM.with_name("polder-meter")
BARE = PROGRAM.with_name("polder-bare")
MIB = 1 << 20
INPUT = {"method": "summary", "kwargs": {"columns": ["age", "sex"]}}


def meter(*arguments, secrets: dict | None = None) -> list:
    """The figures that `polder-meter` prints."""
    result = subprocess.run(
        [METER, *map(str, arguments)], env={**os.environ, **(secrets or {})}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=1800,
    )  # fmt: skip
    if result.returncode != 0:
        raise AssertionError(f"polder-meter {arguments[0]} ended with {result.returncode}: {result.stderr[-2000:]}")
    return [json.loads(line) for line in result.stdout.splitlines()]


def lap(body) -> float:
    begin = time.perf_counter()
    body()
    return time.perf_counter() - begin


def figure(name: str, value: str, aim: str = ""):
    print(f"  {name:<50} {value:>16}   {aim}".rstrip(), flush=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


# Start


def measure_start():
    """Processes from their start to their end, as a shell would wait for them."""

    def median(times: int, *command) -> float:
        def run():
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

        # The first reads the program from the disk.
        run()
        return statistics.median(lap(run) for _ in range(times))

    print("start, from the beginning of the process to its end:")
    figure("polder --help, median of 20", milliseconds(median(20, PROGRAM, "--help")), "aim 30 ms")
    figure("/bin/true, median of 20, started in the same way", milliseconds(median(20, "/bin/true")))
    python = median(5, sys.executable, "-c", "import vantage6.client")
    figure("Python: import vantage6.client, median of 5", milliseconds(python))


# Encryption


def openssl(cipher: str) -> float:
    """Bytes a second, of one core, into a buffer that stays in the cache."""
    printed = subprocess.run(
        ["openssl", "speed", "-elapsed", "-mr", "-evp", cipher, "-bytes", str(MIB), "-seconds", "3"],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    # +F:number:name:bytes a second
    return float(next(line for line in printed.splitlines() if line.startswith("+F:")).split(":")[-1])


class Pieces(io.RawIOBase):
    """A stream of so many bytes, the same piece again and again."""

    def __init__(self, size: int):
        self.piece, self.left = os.urandom(MIB), size

    def read(self, size: int = -1) -> bytes:
        if self.left <= 0:
            return b""
        self.left -= MIB
        return self.piece


def python_streams(cryptor: RSACryptor, size: int, times: int) -> tuple:
    """Bytes a second that the Python client seals and opens."""

    def drain(pieces):
        for _ in pieces:
            pass

    key = cryptor.public_key_str
    seal = [lap(lambda: drain(cryptor.encrypt_stream(Pieces(size), key))) for _ in range(times)]
    # Only the opening is to be timed, so that the sealed bytes lie in memory; fewer, as they take room.
    part = min(size, 256 * MIB)
    sealed = b"".join(cryptor.encrypt_stream(Pieces(part), key))
    opened = [lap(lambda: drain(cryptor.decrypt_stream(io.BytesIO(sealed)))) for _ in range(times)]
    return size / statistics.median(seal), part / statistics.median(opened)


def measure_encryption(options, cryptor: RSACryptor):
    size = options.bytes
    print(f"encryption of a stream of {size / MIB:.0f} MiB in pieces of 1 MiB, median of {options.times}:")
    found = {}

    def speed():
        for cipher in ("aes-256-ctr", "aes-256-gcm"):
            # The better of before and after: whatever else runs, only slows it.
            found[cipher] = max(found.get(cipher, 0), openssl(cipher))

    if shutil.which("openssl"):
        speed()
    rows = []
    for name, cipher, aim in (("hybrid", "aes-256-ctr", "aim 60 %"), ("envelope", "aes-256-gcm", "aim 50 %")):
        for verb in ("seal", "open"):
            (row,) = meter(verb, name, "--bytes", size, "--times", options.times)
            rows.append((verb, name, cipher, aim if verb == "seal" else "", row))
    if found:
        speed()
        for cipher, rate in found.items():
            figure(f"openssl speed -evp {cipher}", f"{rate / 1e6:.0f} MB/s", "one core")
    else:
        print("  no program openssl here, so without the ratio to it")
    rates = {}
    for verb, name, cipher, aim, row in rows:
        rate = rates[verb, name] = size / statistics.median(row["seconds"])
        # Envelopes are sealed by all cores, so that it is told how many worked; when opening, the sealing is in it too.
        cores = f"{row['processor'] / sum(row['seconds']):.1f} cores" if verb == "seal" else ""
        figure(f"{verb} {name}", f"{rate / 1e6:.0f} MB/s", cores)
        if found:
            figure(f"{verb} {name}, of {cipher}", f"{100 * rate / found[cipher]:.0f} %", aim)
        above = (row["peak"] - row["idle"]) / MIB
        # The memory of opening is that of what seals beside it, too.
        figure(f"{verb} {name}, memory above idle", f"{above:.1f} MiB", "aim 32 MiB" if verb == "seal" else "")
    for verb, rate in zip(("seal", "open"), python_streams(cryptor, size, options.times)):
        ratio = f"Polder {rates[verb, 'hybrid'] / rate:.1f} x"
        figure(f"Python: {verb} hybrid", f"{rate / 1e6:.0f} MB/s", ratio)


def measure_many(options, keys: list, cryptor: RSACryptor):
    """One input for many organizations."""
    count = 64
    for size in (1024, MIB):
        print(f"an input of {size // 1024} KiB for {count} organizations, median of {options.times}:")
        rows = meter("seal-many", "--organizations", count, "--bytes", size, "--keys", len(keys), "--times", options.times)
        medians = {row["figure"].removeprefix("seal-many "): statistics.median(row["seconds"]) for row in rows}
        data = os.urandom(size)

        def in_turn():
            for number in range(count):
                cryptor.encrypt_bytes_to_str(data, keys[number % len(keys)])

        python = statistics.median(lap(in_turn) for _ in range(options.times))
        figure("hybrid, concurrently", milliseconds(medians["hybrid together"]))
        figure("hybrid, one after the other", milliseconds(medians["hybrid in turn"]))
        figure("one envelope for all", milliseconds(medians["envelope"]))
        figure("Python: hybrid, one after the other", milliseconds(python),
               f"Polder {python / medians['hybrid together']:.1f} x")  # fmt: skip


# Requests


def fetched(url: str, token: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.read()


def overhead(where: str, server: str, endpoint: str, task: int, bytes_: int, token: str, requests: int):
    rows = meter(
        "get", "--url", server, endpoint, "--task", task, "--bytes", bytes_, "--requests", requests,
        secrets={"POLDER_METER_TOKEN": token},
    )  # fmt: skip
    for width in (1, 16):
        bare, client = (
            next(row for row in rows if row["figure"] == f"get {side}" and row["atOnce"] == width)
            for side in ("bare", "client")
        )
        each = [statistics.median(row["seconds"]) / row["requests"] * 1e6 for row in (bare, client)]
        figure(
            f"{where}, GET {endpoint} ({bytes_} bytes), {width} at once", f"{each[0]:.0f} -> {each[1]:.0f} us",
            f"{100 * (each[1] / each[0] - 1):+.0f} %   aim +30 %",
        )  # fmt: skip


def measure_requests(options, folder: Path, server: PolderServer, task: int):
    """What the client adds to a request of the library that it stands on: at the server, and where the answer costs
    nothing."""
    print("time of a request, the bare library -> the client:")
    status, reply = call(f"{server.url}/token/user", "POST", login_body())
    assert status == 200, reply
    token = reply["access_token"]
    paths = {"version": "/version", "task": f"/task/{task}", "tasks": "/task?page=1&per_page=20"}
    for endpoint, path in paths.items():
        content = fetched(server.url + path, token)
        overhead("server", f"{server.host}:{server.port}", endpoint, task, len(content), token, options.requests)
        if not BARE.exists():
            continue
        file = folder / "bytes"
        file.write_bytes(content)
        port = free_port()
        bare = Service("bare", [BARE, "--port", port, file], folder)
        try:
            bare.wait_until(lambda: fetched(f"http://127.0.0.1:{port}/bytes", token), "the bare endpoint answers")
            overhead("same bytes", f"http://127.0.0.1:{port}", endpoint, task, len(content), token, options.requests)
        finally:
            bare.stop()
    if not BARE.exists():
        print(f"  no program at {BARE}, so without an endpoint that does nothing else")


# The work of a researcher


@dataclass
class Step:
    """Something that both clients do."""

    name: str
    # What it is called by polder-meter, and its further arguments.
    verb: str
    arguments: tuple
    # The same with the Python client.
    python: object
    # How often in a turn.
    times: int


class Researcher:
    """The Python client, as its documentation uses it."""

    def __init__(self, server: PolderServer, people, key: Path):
        self.people = people
        self.client = UserClient(server.host, server.port, "/api", log_level="critical")
        self.client.authenticate(people.researcher, population.PASSWORD)
        self.client.setup_collaboration(people.collaboration)
        self.client.setup_encryption(str(key))

    def create(self):
        task = self.client.task.create(
            organizations=self.people.organizations, name="bench", image=STATISTICS, description="", input_=INPUT,
            databases=[{"label": "default"}],
        )  # fmt: skip
        assert "id" in task, task

    def list(self, per_page: int):
        count, page = 0, 1
        while True:
            reply = self.client.task.list(page=page, per_page=per_page)
            count += len(reply["data"])
            if "next" not in reply["links"]:
                break
            page += 1
        assert count == len(self.people.tasks), count

    def read(self, tasks: list):
        # The method gives the first page alone, which has room for ten.
        rows = [row for task in tasks for row in self.client.result.from_task(task)["data"]]
        assert len(rows) == 10 * len(tasks) and all("count" in json.loads(row["result"]) for row in rows), len(rows)


def encrypt(people, file: Path, cryptor: RSACryptor, keys: list):
    """Makes the collaboration that stands in the database an encrypted one."""
    engine = population.sqlite(file)
    connection, _ = engine()
    connection.execute("UPDATE collaboration SET encrypted = 1 WHERE id = ?", [people.collaboration])
    connection.executemany(
        "UPDATE organization SET _public_key = ? WHERE id = ?",
        [(base64.b64decode(keys[n % len(keys)]), organization) for n, organization in enumerate(people.organizations)],
    )
    runs = connection.execute("SELECT id, organization_id FROM run ORDER BY id").fetchall()
    places = {organization: n for n, organization in enumerate(people.organizations)}

    def sealed(plain: str, key: str) -> str:
        return cryptor.encrypt_bytes_to_str(base64.b64decode(plain), key)

    connection.executemany(
        "UPDATE run SET input = ?, result = ? WHERE id = ?",
        [
            (sealed(population.INPUT, keys[places[organization] % len(keys)]), sealed(population.RESULT, keys[0]), run)
            for run, organization in runs
        ],
    )
    connection.commit()
    connection.close()


def measure_work(options, server: PolderServer, people, key: Path):
    read = people.tasks[:100]
    python = Researcher(server, people, key)
    steps = [
        Step("list 1,000 tasks in pages of 20", "list", ("--per-page", 20), lambda: python.list(20), 3),
        Step("list 1,000 tasks in one page", "list", ("--per-page", 1000), lambda: python.list(1000), 5),
        Step("read 1,000 results of 100 tasks", "read", ("--first", read[0], "--tasks", len(read)),
             lambda: python.read(read), 2),
        # The last, as it adds tasks.
        Step("encrypt and create a task for 20 organizations", "create", ("--organization", *people.organizations),
             python.create, 10),
    ]  # fmt: skip
    print(f"work of a researcher at the same server, {options.turns} turns, Python -> Polder, median (least):")
    for step in steps:
        laps = {"Python": [], "Polder": []}
        for _ in range(options.turns):
            laps["Python"] += [lap(step.python) for _ in range(step.times)]
            (row,) = meter(
                "federation", step.verb, "--url", f"{server.host}:{server.port}", "--key", key, "--collaboration",
                people.collaboration, "--expected", 1000, "--times", step.times, *step.arguments,
                secrets={"POLDER_METER_PASSWORD": population.PASSWORD},
            )  # fmt: skip
            laps["Polder"] += row["seconds"]
        for side, seconds in laps.items():
            figure(f"{step.name}, {side}", f"{statistics.median(seconds) * 1000:.1f} ms",
                   f"({min(seconds) * 1000:.1f} ms, {len(seconds)} times)")  # fmt: skip
        ratio = statistics.median(laps["Python"]) / statistics.median(laps["Polder"])
        figure("", f"{ratio:.1f} x")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bytes", type=int, default=1024 * MIB, help="the length of the streams")
    parser.add_argument("--times", type=int, default=5, help="how often a stream is sealed and opened")
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--turns", type=int, default=3, help="how often the two clients take turns")
    options = parser.parse_args()
    if not METER.exists():
        sys.exit(f"bench: no program at {METER}; 'make bench' makes it")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Four keys, which the organizations share: making one takes up to a second.
        files = [folder / f"{number}.pem" for number in range(4)]
        private = [RSACryptor.create_new_rsa_key(file) for file in files]
        for file in files:
            file.chmod(0o600)
        keys = [base64.b64encode(RSACryptor.create_public_key_bytes(key)).decode() for key in private]
        cryptor = RSACryptor(files[0])
        measure_start()
        measure_encryption(options, cryptor)
        measure_many(options, keys, cryptor)
        engine = SQLite(folder)
        server = PolderServer(folder, uri=engine.uri)
        try:
            server.stop()
            # Ten runs are what one page of results has room for.
            people = population.populate(engine.connect, 1_000, 10, 20, organizations=20)
            encrypt(people, engine.file, cryptor, keys)
            server.start()
            print(f"server: {len(people.organizations)} organizations with keys, {len(people.tasks)} tasks, {people.runs} runs,"
                  f" all encrypted; {engine.settings()}")  # fmt: skip
            measure_requests(options, folder, server, people.tasks[0])
            measure_work(options, server, people, files[0])
        finally:
            server.stop()


if __name__ == "__main__":
    main()
