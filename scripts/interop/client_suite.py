"""The Swift client against real counterparts: its live suite at Polder's server (with and without a store for large data), at
the real Python server, and at real Python stores; and tasks that one client makes and the other reads, both ways, in the
clear and encrypted, through either server."""

import json
import re

import pytest
from peer import needs, servers, swift_suite
from peer.federation import Federation
from peer.hand import Hand
from peer.prompt import Person
from support.rest import Session
from vantage6.common import Singleton
from vantage6.common.encryption import DummyCryptor, RSACryptor

# What the suite runs at; `large` keeps large inputs and results beside its database.
KINDS = ["polder", "large", "python"]
# So many tests the suite has at least; what is not there is not called.
TESTS = 60
CIPHERTEXT = re.compile(r"[A-Za-z0-9+/]{683}=\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]+=*")


def begun(kind: str, folder, settings: dict | None = None):
    if kind == "large":
        settings = {**(settings or {}), "large_result_store": {"type": "file", "path": str(folder / "large")}}
    return servers.begin(kind, folder, settings)


def peer(kind: str) -> str:
    return "python" if kind == "python" else "polder"


def census(server) -> dict:
    """Everything that there is at a server, by kind: ids and names."""
    root = Session(server, "root", server.password)
    kinds = ("organization", "collaboration", "user", "role", "node", "task", "study", "algorithmstore")
    return {
        kind: sorted((row["id"], row.get("name") or row.get("username")) for row in root.get(f"/{kind}?per_page=1000")["data"])
        for kind in kinds
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def it_passes_its_suite_and_leaves_nothing(kind, tmp_path):
    server = begun(kind, tmp_path)
    try:
        before = census(server)
        count = swift_suite.run(server, peer(kind), folder=tmp_path)
        assert count >= TESTS, f"only {count} tests ran, expected at least {TESTS}"
        after = census(server)
        for what in before:
            assert after[what] == before[what], f"the suite left something: {what}"
    finally:
        server.stop()


@pytest.mark.parametrize("kind", ["polder", "python"])
def it_passes_its_suite_with_a_second_factor(kind, tmp_path):
    server = begun(kind, tmp_path, {"two_factor_auth": True, "server_name": "interop"})
    try:
        count = swift_suite.run(server, kind, "LiveSecondFactorTests", tmp_path, POLDER_TEST_SECOND_FACTOR="1")
        assert count == 1, f"{count} tests ran, expected 1"
    finally:
        server.stop()


@pytest.mark.parametrize("kind", ["polder", "python"])
def it_passes_its_suite_with_a_python_store(kind, tmp_path):
    """The store trusts the server; a stand-in for a registry (`peer/registry.py`) gives it the digests of three images."""
    needs.python_system("vantage6.algorithm.store")
    from peer.registry import Registry
    from peer.store import PythonStore

    for name in ("server", "store", "registry"):
        (tmp_path / name).mkdir()
    running = []
    try:
        server = begun(kind, tmp_path / "server")
        running.append(server)
        registry = Registry(tmp_path / "registry")
        running.append(registry)
        store = PythonStore(tmp_path / "store", server.url, registry=registry)
        running.append(store)
        images = [registry.push(f"test/{name}", "1")[0] for name in ("passing", "approved", "rejected")]
        count = swift_suite.run(
            server, kind, "LiveStore", tmp_path, POLDER_TEST_STORE=store.url, POLDER_TEST_STORE_IMAGES=" ".join(images)
        )
        assert count >= 2, f"{count} tests ran, expected those of the store among them"
    except AssertionError as error:
        tails = [part.service.tail(15) for part in running if hasattr(part, "service")]
        raise AssertionError("\n--- \n".join([str(error), *tails])) from None
    finally:
        for part in reversed(running):
            part.stop()


class Site:
    """An organization whose node a test plays, with the real cryptor of the Python system."""

    def __init__(self, organization: int, hand: Hand, cryptor):
        self.organization, self.hand, self.cryptor = organization, hand, cryptor

    def run(self, task: int) -> dict:
        runs = self.hand.send("GET", "run", params={"task_id": task, "state": "open"})["data"]
        mine = [run for run in runs if run["organization"]["id"] == self.organization]
        assert len(mine) == 1, f"expected one open run of task {task} at organization {self.organization}, there are {len(mine)}"
        return mine[0]

    def answer(self, task: int, value, asker: str) -> tuple:
        """Reads what a task asks, and answers it for the public key of whoever asks; the question, and what was stored."""
        run = self.run(task)
        stored = self.hand.fetch(run["input"]) if run["blob_storage_used"] else run["input"]
        asked = json.loads(self.cryptor.decrypt(stored))
        sealed = self.cryptor.encrypt_bytes_to_str(json.dumps(value).encode(), asker, run["blob_storage_used"])
        if run["blob_storage_used"]:
            sealed = self.hand.upload(sealed if isinstance(sealed, bytes) else sealed.encode())
        self.hand.start(run["id"])
        self.hand.finish(run["id"], result=sealed)
        return asked, run["input"]


def forget_key():
    """The Python system keeps one private key for each process; this one plays several."""
    Singleton._instances.pop(RSACryptor, None)


class World:
    """One researcher who uses both clients, and two nodes that are played by hand."""

    def __init__(self, kind: str, is_encrypted: bool, folder):
        self.kind, self.is_encrypted = kind, is_encrypted
        self.server = begun(kind, folder)
        try:
            names = ["noord-c", "oost-c"]
            self.federation = Federation(
                self.server.host, self.server.port, self.server.password, names, is_encrypted, ("Collaboration Admin",)
            )
            self.organizations = list(self.federation.organizations.values())
            self.python = self.federation.researcher()
            self.shell = Person(folder / "rosa")
            self.shell.log_in(self.server, self.federation.username, self.federation.password)
            self.shell.run("profile", "set", "--collaboration", self.federation.collaboration)
            self.keys = [folder / f"{name}.pem" for name in names]
            self.asker = ""
            cryptors = [DummyCryptor(), DummyCryptor()]
            if is_encrypted:
                for path in self.keys:
                    RSACryptor.create_new_rsa_key(path)
                    path.chmod(0o600)
                cryptors = [self.cryptor(path) for path in self.keys]
                self.asker = cryptors[0].public_key_str
                forget_key()
                self.python.setup_encryption(str(self.keys[0]))
                self.shell.run("profile", "set", "--key", self.keys[0])
            hands = [Hand(self.server.url, self.federation.api_keys[name]) for name in names]
            self.sites = [Site(*site) for site in zip(self.organizations, hands, cryptors)]
            if is_encrypted:
                path = f"organization/{self.organizations[1]}"
                hands[1].send("PATCH", path, json={"public_key": cryptors[1].public_key_str})
        except BaseException:
            self.server.stop()
            raise

    @staticmethod
    def cryptor(path):
        forget_key()
        return RSACryptor(path)

    def text(self) -> str:
        """What is asked with: beyond ASCII, and where large data pass beside the database, large."""
        return "grote invoer ✓ " * (150_000 if self.kind == "large" else 3)

    def answer(self, task: int, question: dict):
        """Both nodes read the question and answer it; what each answered."""
        answers = {}
        for number, site in enumerate(self.sites, 1):
            answers[site.organization] = {"sum": 345.5 * number, "text": self.text()[::-1]}
            asked, stored = site.answer(task, answers[site.organization], self.asker)
            whose = f"organization {site.organization}"
            assert asked == question, f"{whose} was asked {str(asked)[:300]}, expected {str(question)[:300]}"
            if self.kind != "large":
                is_sealed = bool(CIPHERTEXT.fullmatch(stored))
                assert is_sealed == self.is_encrypted, f"the input of {whose} is stored as {stored[:120]}"
        return answers

    def stop(self):
        self.server.stop()
        forget_key()


@pytest.fixture(
    scope="module", params=[(kind, is_encrypted) for kind in KINDS for is_encrypted in (False, True)],
    ids=lambda param: f"{param[0]}-{'encrypted' if param[1] else 'clear'}",
)  # fmt: skip
def world(request, tmp_path_factory):
    kind, is_encrypted = request.param
    world = World(kind, is_encrypted, tmp_path_factory.mktemp(f"cross-{kind}"))
    yield world
    world.stop()


def in_swift(world, task: int) -> dict:
    """The results as the program prints them, by organization."""
    rows = world.shell.json("task", "results", task)
    assert {row["status"] for row in rows} == {"completed"}, rows
    return {row["organization"]: row["result"] for row in rows}


def in_python(world, task: int) -> dict:
    """The results as the Python client decrypts and a user decodes them, by organization."""
    runs = {run["id"]: run["organization"]["id"] for run in world.python.run.from_task(task)["data"]}
    rows = world.python.wait_for_results(task, interval=0.2)["data"]
    return {runs[row["run"]["id"]]: json.loads(row["result"]) for row in rows}


def check(found: dict, wanted: dict, who: str):
    assert set(found) == set(wanted), f"{who} reads results of {sorted(found)}, expected {sorted(wanted)}"
    for organization, value in wanted.items():
        shown = str(found[organization])[:300]
        assert found[organization] == value, f"{who} reads from organization {organization}: {shown}, expected {str(value)[:300]}"


def it_reads_in_swift_what_python_asked(world):
    question = {"method": "summe", "args": [1], "kwargs": {"text": world.text()}}
    task = world.python.task.create(
        organizations=world.organizations, name="asked in Python", image="test/nothing", description="d", input_=question,
        databases=[{"label": "default"}])  # fmt: skip
    assert "id" in task, f"the Python client made no task: {task}"
    shown = world.shell.json("task", "show", task["id"])
    assert (shown["name"], shown["status"]) == ("asked in Python", "pending"), shown
    assert task["id"] in {row["id"] for row in world.shell.json("task", "list")}
    answers = world.answer(task["id"], question)
    check(in_swift(world, task["id"]), answers, "the Swift client")
    check(in_python(world, task["id"]), answers, "the Python client")


def it_reads_in_python_what_swift_asked(world):
    question = {"method": "summe", "args": [1], "kwargs": {"text": world.text()}}
    file = world.shell.home / "question.json"
    file.write_text(json.dumps(question, ensure_ascii=False))
    everywhere = [word for number in world.organizations for word in ("--organization", number)]
    task = world.shell.json(
        "task", "create", "--name", "asked in Swift", "--image", "test/nothing", "--database", "default", "--input", f"@{file}",
        *everywhere)  # fmt: skip
    shown = world.python.task.get(task["id"])
    assert (shown["name"], shown["status"]) == ("asked in Swift", "pending"), shown
    # The Python client opens the inputs of its own organization; of others it shows what is stored.
    inputs = {run["organization"]["id"]: run["input"] for run in world.python.run.from_task(task["id"])["data"]}
    assert json.loads(inputs[world.organizations[0]]) == question, inputs[world.organizations[0]][:300]
    answers = world.answer(task["id"], question)
    check(in_python(world, task["id"]), answers, "the Python client")
    check(in_swift(world, task["id"]), answers, "the Swift client")


def it_needs_the_key_where_there_is_encryption_and_only_there(world):
    question = {"method": "geheim"}
    task = world.python.task.create(
        organizations=world.organizations, name="secret", image="test/nothing", description="d", input_=question,
        databases=[{"label": "default"}])  # fmt: skip
    answers = world.answer(task["id"], question)
    stranger = Person(world.shell.home.parent / "stranger")
    stranger.log_in(world.server, world.federation.username, world.federation.password)
    words = (
        "task", "create", "--collaboration", world.federation.collaboration, "--image", "test/nothing", "--method", "geheim",
        "--organization", world.organizations[0])  # fmt: skip
    if not world.is_encrypted:
        rows = stranger.json("task", "results", task["id"])
        check({row["organization"]: row["result"] for row in rows}, answers, "a shell without a key")
        assert stranger.json(*words)["status"] == "pending"
        return
    rows = stranger.json("task", "results", task["id"], code=1)
    assert all(row["result"] is None and row.get("error", {}).get("code") for row in rows), f"expected an error for each: {rows}"
    assert "345" not in json.dumps(rows), rows
    # Nor does it send anything in the clear to a collaboration that is encrypted.
    outcome = stranger.run(*words, code=None)
    assert outcome.code != 0 and "client-encryption-contradiction" in outcome.err, outcome
