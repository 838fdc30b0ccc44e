"""An encrypted collaboration from end to end: Polder's server between the real Python client and real Python nodes.

Neither the input of a task nor its result is readable at the server: not over its interface, and not in its files."""

import base64
import json
import re

import pytest
import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from peer import containers, tasks
from peer.federation import Federation
from peer.node import PythonNode
from peer.watched import ELSEWHERE, watched
from support.polder import PolderNode, PolderServer
from support.processes import wait_until
from vantage6.common import Singleton
from vantage6.common.encryption import RSACryptor

NAMES = ["noord-e", "oost-e"]
# What the input says, and the sums that the results tell.
METHOD, COLUMN, SUMS = "partial_average", "geheime_kolom", (345, 645)
# What the hybrid scheme makes: the key under RSA of 4096 bits, the initial counter, the message.
CIPHERTEXT = re.compile(r"[A-Za-z0-9+/]{683}=\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]+=*")


def forget_key():
    """The Python system keeps one private key for each process; this one plays several."""
    Singleton._instances.pop(RSACryptor, None)


class Stage:
    def __init__(self, folder, podman):
        self.folder, self.nodes, self.called = folder, [], set()
        (folder / "server").mkdir()
        self.server = PolderServer(folder / "server")
        try:
            # Who is to upload the key of an organization must be allowed to edit it.
            self.federation = Federation(
                self.server.host, self.server.port, self.server.password, NAMES, encrypted=True,
                roles=("Researcher", "Organization Admin"),
            )  # fmt: skip
            forget_key()
            self.keys = {name: folder / f"{name}.pem" for name in NAMES}
            self.researcher = self.logged_in()
            assert self.public_key(NAMES[0]) == ""
            # The client makes one of the keys and uploads it; its node has the same. The other node uploads its own.
            self.researcher.util.generate_private_key(str(self.keys[NAMES[0]]))
            RSACryptor.create_new_rsa_key(self.keys[NAMES[1]])
            for number, name in enumerate(NAMES, 1):
                data = folder / f"{name}.csv"
                data.write_text(f"{COLUMN}\n" + "\n".join(str(30 * number + offset) for offset in range(10)) + "\n")
                key = self.federation.api_keys[name]
                self.nodes.append(PythonNode(folder / name, name, self.server, key, data, podman, self.keys[name]))
            for node in self.nodes:
                node.service.wait_until(lambda: self.federation.is_online(node.name), f"{node.name} is online", 90)
        except BaseException:
            self.stop()
            raise

    def logged_in(self):
        user = watched(self.server, self.federation.username, self.federation.password, self.called)
        user.setup_collaboration(self.federation.collaboration)
        return user

    def public_key(self, name) -> str:
        return self.federation.root.organization.get(self.federation.organizations[name])["public_key"]

    def told(self, path, user=None, **parameters):
        """What the server says, decrypted by nobody."""
        headers = {"Authorization": f"Bearer {(user or self.researcher).token}"}
        reply = requests.get(f"{self.server.url}/{path}", params=parameters, headers=headers, timeout=20)
        assert reply.ok, reply.text
        return reply.json()

    def ask(self, names, method):
        """A task that is through; its id and its results by name, as the client decrypts them."""
        organizations = self.federation.organizations
        task = self.researcher.task.create(
            organizations=[organizations[name] for name in names], name="secret", image=containers.IMAGE, description="",
            input_={"method": method, "kwargs": {"column_name": COLUMN}}, databases=[{"label": "default"}])  # fmt: skip
        assert "id" in task, task
        try:
            open_statuses = ("pending", "initializing", "active")
            wait_until(lambda: self.researcher.task.get(task["id"])["status"] not in open_statuses, "the task ends", 180, 0.3)
            found = tasks.results(self.researcher, task["id"])
        except (AssertionError, TimeoutError):
            print(*(node.service.tail(40) for node in self.nodes), self.server.service.tail(20), sep="\n---\n")
            raise
        return task["id"], {name: found[organizations[name]] for name in names}

    def stop(self):
        for node in self.nodes:
            node.stop()
        self.server.stop()
        forget_key()


@pytest.fixture(scope="module")
def stage(podman, tmp_path_factory):
    stage = Stage(tmp_path_factory.mktemp("encrypted"), podman)
    yield stage
    stage.stop()


@pytest.fixture(scope="module")
def finished(stage):
    return stage.ask(NAMES, METHOD)


def is_ciphertext(text):
    return bool(CIPHERTEXT.fullmatch(text)) and COLUMN not in text


def it_gets_the_public_keys_of_client_and_node(stage):
    for name in NAMES:
        private = load_pem_private_key(stage.keys[name].read_bytes(), None)
        assert base64.b64decode(stage.public_key(name)) == RSACryptor.create_public_key_bytes(private), name


def it_hands_on_what_only_the_client_can_read(stage, finished):
    _, results = finished
    assert {name: result["sum"] for name, result in results.items()} == dict(zip(NAMES, map(float, SUMS)))
    assert all(result["count"] == 10 for result in results.values())


def it_tells_nobody_inputs_or_results(stage, finished):
    task, _ = finished
    for user in (stage.researcher, stage.federation.root):
        runs = stage.told("run", user, task_id=task)["data"]
        results = stage.told("result", user, task_id=task)["data"]
        assert len(runs) == len(results) == len(NAMES)
        assert all(is_ciphertext(run["input"]) and not run["blob_storage_used"] for run in runs)
        assert all(is_ciphertext(result["result"]) for result in results)
        assert len({run["input"] for run in runs}) == len({result["result"] for result in results}) == len(NAMES)
        included = json.dumps(stage.told(f"task/{task}", user, include="results"))
        assert COLUMN not in included and METHOD not in included


def it_keeps_nothing_readable_in_its_files(stage, finished):
    """Database, journal and logs hold neither a word of the input nor any base64 of it. (Names of columns the Python node
    tells the server by itself, so that those are no secret.)"""
    wanted = [METHOD.encode(), b'"sum"']
    # Whatever stands before it: base64 writes a text in one of three ways.
    for before in range(3):
        encoded = base64.b64encode(b"x" * before + METHOD.encode())
        wanted.append(encoded[4 : len(encoded) - 4])
    files = [path for path in (stage.folder / "server").iterdir() if path.is_file()]
    assert {".sqlite", ".sqlite-wal", ".log"} <= {path.suffix for path in files}
    for path in files:
        content = path.read_bytes()
        assert not [text for text in wanted if text in content], path.name


def it_decrypts_the_own_input_and_no_other(stage, finished):
    task, _ = finished
    runs = {run["organization"]["id"]: run["input"] for run in stage.researcher.run.from_task(task)["data"]}
    own, other = (runs[stage.federation.organizations[name]] for name in NAMES)
    assert json.loads(own)["kwargs"] == {"column_name": COLUMN}
    assert COLUMN not in str(other)


def it_reads_nothing_without_the_key(stage, finished):
    task, _ = finished
    stranger = stage.logged_in()
    stranger.setup_encryption(None)
    for row in stranger.result.from_task(task)["data"]:
        assert "sum" not in str(row["result"])
    for run in stranger.run.from_task(task)["data"]:
        assert COLUMN not in str(run["input"])


def it_encrypts_subtasks_too(stage):
    """The node's proxy encrypts inputs of a central algorithm for each organization, and decrypts what comes back."""
    task, results = stage.ask(NAMES[:1], "central_average")
    assert results[NAMES[0]] == {"average": sum(SUMS) / 20, "count": 20}
    child = stage.told("task", parent_id=task)["data"][0]["id"]
    runs, partial = stage.told("run", task_id=child)["data"], stage.told("result", task_id=child)["data"]
    assert len(runs) == len(partial) == len(NAMES)
    assert all(is_ciphertext(run["input"]) for run in runs) and all(is_ciphertext(row["result"]) for row in partial)


def it_refuses_what_is_not_encrypted(stage):
    plain = base64.b64encode(json.dumps({"method": METHOD}).encode()).decode()
    body = {
        "image": containers.IMAGE, "collaboration_id": stage.federation.collaboration, "name": "plain",
        "organizations": [{"id": stage.federation.organizations[NAMES[0]], "input": plain}],
    }  # fmt: skip
    reply = requests.post(
        f"{stage.server.url}/task", json=body, headers={"Authorization": f"Bearer {stage.researcher.token}"}, timeout=20
    )
    assert reply.status_code == 400 and "requires encryption" in reply.json()["msg"], reply.text


def it_has_no_node_of_polder_that_would_not_encrypt(stage, tmp_path):
    """A node whose configuration says that nothing is encrypted takes no part: it says so, and sends nothing in the clear.
    (Nodes that do take part are in polder_node.py.)"""
    node = PolderNode(
        tmp_path, "polder-e", stage.server, stage.federation.api_keys[NAMES[1]], stage.folder / f"{NAMES[1]}.csv",
        encryption={"enabled": False, "private_key": str(stage.keys[NAMES[1]])},
    )  # fmt: skip
    try:
        wait_until(lambda: node.service.process.poll() is not None, "the node gives up", 60)
        assert node.service.process.returncode != 0
        assert "encrypt" in node.service.tail(), node.service.tail()
    finally:
        node.stop()


def it_finds_its_key_at_the_server_again(stage, finished):
    """Another session with the same key: nothing is uploaded, and everything is read."""
    forget_key()
    before = stage.public_key(NAMES[0])
    again = stage.logged_in()
    again.setup_encryption(str(stage.keys[NAMES[0]]))
    assert stage.public_key(NAMES[0]) == before
    task, results = finished
    rows = [json.loads(row["result"]) for row in again.result.from_task(task)["data"]]
    assert sorted(row["sum"] for row in rows) == sorted(result["sum"] for result in results.values())


def it_replaces_the_key_of_its_organization(stage, tmp_path):
    """As the Python server does: who may edit the organization may bring another key, which reads nothing that was."""
    forget_key()
    before = stage.public_key(NAMES[0])
    other = stage.logged_in()
    other.util.generate_private_key(str(tmp_path / "new.pem"))
    assert stage.public_key(NAMES[0]) not in ("", before)


def it_leaves_no_method_of_encryption_out(stage):
    assert ELSEWHERE["encryption.py"] - stage.called == set()
