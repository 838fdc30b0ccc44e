"""Large inputs and results pass beside the database: the real Python client and the real Python node do so by themselves once
Polder's server says that it has a store for them, a folder or a bucket. (The bucket is moto's.)"""

import base64
import json
import uuid

import pytest
import requests
from peer import containers, tasks
from peer.bucket import Bucket
from peer.federation import Federation
from peer.hand import Hand
from peer.node import PythonNode
from support.polder import PolderNode, PolderServer
from support.processes import Ended, wait_until
from vantage6.common.encryption import RSACryptor

NAMES = ["noord-l", "oost-l"]
# More than two of the pieces of 1 MiB in which clients and nodes send.
TEXT = "grote invoer ✓ " * 150_000


class Stage:
    """A server with a store of either kind, and a federation with nobody's nodes running."""

    def __init__(self, folder, kind):
        self.folder, self.kind, self.bucket = folder, kind, None
        settings = {"type": "file", "path": str(folder / "large")}
        if kind == "s3":
            self.bucket = Bucket(folder)
            settings = self.bucket.settings()
        try:
            self.server = PolderServer(folder, settings={"large_result_store": settings})
            self.federation = Federation(self.server.host, self.server.port, self.server.password, NAMES)
            self.researcher = self.federation.researcher()
            # The Python node's proxy asks for the keys of organizations also where nothing is encrypted with them.
            key = RSACryptor.create_public_key_bytes(RSACryptor.create_new_rsa_key(folder / "key.pem"))
            for name, organization in self.federation.organizations.items():
                hand = Hand(self.server.url, self.federation.api_keys[name])
                hand.send("PATCH", f"organization/{organization}", json={"public_key": base64.b64encode(key).decode()})
        except BaseException:
            self.stop()
            raise

    def kept(self) -> dict:
        """What the store holds by id, looked at past the server."""
        if self.bucket:
            return {key.rsplit("/", 1)[-1]: content for key, content in self.bucket.objects().items()}
        return {path.name: path.read_bytes() for path in (self.folder / "large").rglob("*") if path.is_file()}

    def told(self, path, **parameters):
        """What the server says, with nothing fetched for it."""
        headers = {"Authorization": f"Bearer {self.researcher.token}"}
        reply = requests.get(f"{self.server.url}/{path}", params=parameters, headers=headers, timeout=20)
        assert reply.ok, reply.text
        return reply.json()

    def ask(self, names, method="echo", text=TEXT):
        task = self.researcher.task.create(
            organizations=[self.federation.organizations[name] for name in names], name="large",
            image=containers.IMAGE, description="", input_={"method": method, "kwargs": {"text": text}}, databases=[{"label": "default"}])  # fmt: skip
        assert "id" in task, task
        return task["id"]

    def wait(self, task):
        open_statuses = ("pending", "initializing", "active")
        wait_until(lambda: self.researcher.task.get(task)["status"] not in open_statuses, "the task ends", 180, 0.3)

    def stop(self):
        if getattr(self, "server", None):
            self.server.stop()
        if self.bucket:
            self.bucket.stop()


@pytest.fixture(scope="module", params=["file", "s3"])
def stage(request, tmp_path_factory):
    stage = Stage(tmp_path_factory.mktemp(f"large-{request.param}"), request.param)
    yield stage
    stage.stop()


def content_of(kept: dict, blob: str):
    """An input or a result as it lies in the store; of a collaboration without encryption, base64."""
    assert str(uuid.UUID(blob)) == blob
    names = [name for name in kept if name.split(".")[0] == blob]
    assert len(names) == 1, f"{blob} is not in {sorted(kept)}"
    return json.loads(base64.b64decode(kept[names[0]]))


def it_is_used_by_the_python_client(stage):
    """A node by hand takes the input, and sends a result back the same way."""
    assert stage.researcher.check_if_blob_store_enabled() is True
    task = stage.ask(NAMES)
    runs = stage.told("run", task_id=task)["data"]
    assert len(runs) == len(NAMES) and all(run["blob_storage_used"] for run in runs)
    assert len({run["input"] for run in runs}) == len(NAMES), "each organization has an upload of its own"
    wanted = {"method": "echo", "kwargs": {"text": TEXT}}
    for run in runs:
        assert content_of(stage.kept(), run["input"]) == wanted
    # The client fetches inputs again where it shows runs.
    assert [json.loads(run["input"]) for run in stage.researcher.run.from_task(task)["data"]] == [wanted] * len(NAMES)
    answers = {}
    organizations = {number: name for name, number in stage.federation.organizations.items()}
    for run in runs:
        name = organizations[run["organization"]["id"]]
        hand = Hand(stage.server.url, stage.federation.api_keys[name])
        assert json.loads(base64.b64decode(hand.fetch(run["input"]))) == wanted
        answers[run["id"]] = {"text": TEXT[::-1], "of": name}
        hand.start(run["id"])
        hand.finish(run["id"], result=hand.upload(base64.b64encode(json.dumps(answers[run["id"]]).encode())))
    results = stage.told("result", task_id=task)["data"]
    assert all(result["blob_storage_used"] for result in results)
    for result in results:
        assert content_of(stage.kept(), result["result"]) == answers[result["run"]["id"]]
    read = stage.researcher.wait_for_results(task, interval=0.2)["data"]
    assert {row["run"]["id"]: json.loads(row["result"]) for row in read} == answers
    assert json.loads(stage.researcher.result.get(runs[0]["id"])) == answers[runs[0]["id"]]


def it_gives_uploads_to_nobody_else(stage):
    """Neither what a task holds, nor what was uploaded for one."""
    task = stage.ask(NAMES[:1], text="secret")
    blob = stage.told("run", task_id=task)["data"][0]["input"]
    others = Federation(stage.server.host, stage.server.port, stage.server.password, [f"elders-{stage.kind}"])
    outsider, other_node = others.researcher(), Hand(stage.server.url, next(iter(others.api_keys.values())))
    sibling = Hand(stage.server.url, stage.federation.api_keys[NAMES[1]])
    for headers in ({"Authorization": f"Bearer {outsider.token}"}, other_node.headers, {}):
        reply = requests.get(f"{stage.server.url}/blobstream/{blob}", headers=headers, timeout=20)
        assert reply.status_code in (401, 403, 404) and b"secret" not in reply.content, reply.status_code
    # Nor can it be had by naming it as the input of a task of one's own (deviation 36).
    body = {
        "image": "x", "collaboration_id": others.collaboration,
        "organizations": [{"id": next(iter(others.organizations.values())), "input": blob}],
    }  # fmt: skip
    reply = requests.post(
        f"{stage.server.url}/task", json=body, headers={"Authorization": f"Bearer {outsider.token}"}, timeout=20
    )
    assert reply.status_code == 400, reply.text
    # A result has to be the node's own upload as well.
    run = stage.told("run", task_id=task)["data"][0]["id"]
    own = Hand(stage.server.url, stage.federation.api_keys[NAMES[0]])
    own.start(run)
    foreign = sibling.upload(base64.b64encode(b'"foreign"'))
    reply = requests.patch(f"{stage.server.url}/run/{run}", json={"result": foreign}, headers=own.headers, timeout=20)
    assert reply.status_code == 400, reply.text
    own.finish(run, result=own.upload(base64.b64encode(b'"own"')))


@pytest.fixture(scope="module")
def nodes(stage, podman):
    """Real Python nodes. Only from here on: they take whatever task there is."""
    nodes = []
    try:
        for number, name in enumerate(NAMES, 1):
            data = stage.folder / f"{name}.csv"
            data.write_text("age\n" + "30\n" * number)
            key, full = stage.federation.api_keys[name], f"{name}-{stage.kind}"
            nodes.append(PythonNode(stage.folder / full, full, stage.server, key, data, podman))
        for name, node in zip(NAMES, nodes):
            node.service.wait_until(lambda: stage.federation.is_online(name), f"{name} is online", 90)
        yield nodes
    finally:
        for node in nodes:
            node.stop()


def finish(stage, nodes, names, method):
    """A task that is through."""
    task = stage.ask(names, method)
    try:
        stage.wait(task)
        runs = stage.told("run", task_id=task)["data"]
        assert {run["status"] for run in runs} == {"completed"}, [run["log"] for run in runs]
    except (AssertionError, TimeoutError):
        print(*(node.service.tail(40) for node in nodes), stage.server.service.tail(20), sep="\n---\n")
        raise
    return task


def it_is_used_by_the_python_node(stage, nodes):
    """The whole way: the real client, the real node, and a container."""
    task = finish(stage, nodes, NAMES, "echo")
    read = [json.loads(row["result"]) for row in stage.researcher.result.from_task(task)["data"]]
    assert sorted((row["rows"], row["text"] == TEXT) for row in read) == [(1, True), (2, True)]
    results = stage.told("result", task_id=task)["data"]
    assert len(results) == len(NAMES) and all(row["blob_storage_used"] for row in results)
    assert all(content_of(stage.kept(), row["result"])["text"] == TEXT for row in results)


def it_is_used_by_algorithms_that_make_subtasks(stage, nodes):
    """An algorithm uploads inputs of subtasks and fetches their results through its node's proxy, with its own token.

    The Python node's proxy decodes what passes, and hands the server's headers on as they are: where one of them is the
    length of what was not yet decoded, the algorithm waits for the rest for ever. (A minute here: hence looked at first.)"""
    held = stage.told("run", task_id=stage.ask(NAMES[:1], text="small"))["data"][0]["input"]
    headers = {"Authorization": f"Bearer {stage.researcher.token}"}
    with requests.get(f"{stage.server.url}/blobstream/{held}", headers=headers, stream=True, timeout=20) as reply:
        assert reply.ok and "Content-Length" not in reply.headers, reply.headers
    task = finish(stage, nodes, NAMES[:1], "central_echo")
    parts = json.loads(stage.researcher.result.from_task(task)["data"][0]["result"])
    assert sorted((part["rows"], part["text"] == TEXT) for part in parts) == [(1, True), (2, True)]
    child = stage.told("task", parent_id=task)["data"][0]["id"]
    runs = stage.told("run", task_id=child)["data"]
    assert len(runs) == len(NAMES) and all(run["blob_storage_used"] for run in runs)
    wanted = {"method": "echo", "kwargs": {"text": TEXT}}
    assert [content_of(stage.kept(), run["input"]) for run in runs] == [wanted] * len(NAMES)


def it_is_used_by_polders_node(stage):
    """Polder's own node takes the input from the store and leaves the result there."""
    name = f"polder-{stage.kind}"
    federation = Federation(stage.server.host, stage.server.port, stage.server.password, [name])
    hand = Hand(stage.server.url, federation.api_keys[name])
    key = stage.told(f"organization/{stage.federation.organizations[NAMES[0]]}")["public_key"]
    hand.send("PATCH", f"organization/{federation.organizations[name]}", json={"public_key": key})
    data = stage.folder / "polder.csv"
    data.write_text("age\n" + "\n".join(map(str, range(30, 60))) + "\n")
    node = PolderNode(stage.folder / name, name, stage.server, federation.api_keys[name], data)
    try:
        node.service.wait_until(lambda: federation.is_online(name), f"{name} is online")
        researcher = federation.researcher()
        task = tasks.ask(researcher, list(federation.organizations.values()), "summary_partial")
        wait_until(lambda: researcher.run.from_task(task)["data"][0]["finished_at"], "the run ends", 60, 0.3)
        run = researcher.run.from_task(task)["data"][0]
        assert run["status"] == "completed" and run["blob_storage_used"], json.dumps(run)[:600]
        (row,) = researcher.result.from_task(task)["data"]
        (column,) = json.loads(row["result"])["columns"]
        assert column["count"] == 30
    finally:
        node.stop()


@pytest.mark.parametrize("kind", ["no such bucket", "nobody there", "no folder"])
def it_does_not_start_without_its_store(kind, tmp_path):
    bucket = Bucket(tmp_path)
    try:
        settings = {
            "no such bucket": bucket.settings(bucket="no-such-bucket"),
            "nobody there": bucket.settings(endpoint="http://127.0.0.1:9"),
            "no folder": {"type": "file", "path": str(bucket.service.log / "below-a-file")},
        }[kind]
        with pytest.raises(Ended) as ended:
            PolderServer(tmp_path, settings={"large_result_store": settings}).stop()
        said = str(ended.value)
        assert "ended with 0" not in said and "large_result_store" in said, said
        assert "test-secret" not in said
    finally:
        bucket.stop()
