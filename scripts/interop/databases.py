"""One database, the real Python server and Polder's by turns: what one wrote the other serves, and neither breaks it."""

import base64
import json
import secrets

import pytest
import requests
from peer import needs
from peer.federation import client
from peer.history import History
from support import postgres
from support.polder import PolderServer

# There is no list of ports: they are told with their runs.
LISTS = [
    "organization", "collaboration", "user", "node", "role", "rule", "task", "run", "result", "study", "algorithmstore",
]  # fmt: skip
# What changes by itself: of users and nodes, wherever one is told, the last sign of life and whether they are online.
OF_PRINCIPALS, PRINCIPALS = {"last_seen", "status"}, {"user", "node"}
# What the Python server tells in another order with every start: it is a set there.
UNORDERED = {"methods"}


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    needs.python_system()
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.sqlite'}"
    needs.postgres()
    return postgres.create()


class Turns:
    """Serves a database with one program at a time."""

    def __init__(self, folder, database, first):
        self.folder, self.database = folder, database
        self.secret, self.password = secrets.token_hex(32), "root" if first == "python" else secrets.token_urlsafe(16)
        self.server = None

    def serve(self, who):
        from peer.server import PythonServer

        self.stop()
        folder = self.folder / f"{who}-{secrets.token_hex(2)}"
        folder.mkdir()
        make = PythonServer if who == "python" else PolderServer
        self.server = make(folder, uri=self.database, secret=self.secret, password=self.password)
        self.server.password = self.password
        return self.server

    def stop(self):
        if self.server:
            self.server.stop()
        self.server = None

    def content(self):
        """All that the lists tell, by list and id."""
        session = requests.Session()
        reply = session.post(f"{self.server.url}/token/user", json={"username": "root", "password": self.password})
        assert reply.ok, reply.text
        session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"
        content = {}
        for name in LISTS:
            reply = session.get(f"{self.server.url}/{name}", params={"per_page": 500})
            assert reply.ok, f"{name}: {reply.status_code} {reply.text}"
            content[name] = {row["id"]: settled(row, name) for row in reply.json()["data"]}
        return content


def settled(value, kind: str):
    """An answer without what changes by itself; `kind` is the list or the key that it stands under."""
    if isinstance(value, dict):
        return {
            key: sorted(inner) if key in UNORDERED else settled(inner, key)
            for key, inner in value.items()
            if kind not in PRINCIPALS or key not in OF_PRINCIPALS
        }
    if isinstance(value, list):
        return [settled(inner, kind) for inner in value]
    return value


@pytest.fixture
def turns(database, tmp_path, request):
    turns = Turns(tmp_path, database, request.param if hasattr(request, "param") else "python")
    yield turns
    turns.stop()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The real Python store: each server links it to its collaborations."""
    needs.python_system("vantage6.algorithm.store")
    from peer.store import PythonStore

    store = PythonStore(tmp_path_factory.mktemp("python-store"), "http://127.0.0.1:9/api")
    yield store
    store.stop()


def check_populated(content, history):
    """A comparison of nothing would hold as well: what is compared has to be there."""
    tasks = {name: content["task"][number] for name, number in history.tasks.items()}
    assert {name: task["status"] for name, task in tasks.items()} == {
        "completed": "completed", "crashed": "failed", "killed": "killed by user", "pending": "pending", "active": "active",
    }  # fmt: skip
    assert tasks["completed"]["finished_at"] and tasks["pending"]["study"]["id"] == history.study
    runs = [run for run in content["run"].values() if run["task"]["id"] in history.tasks.values()]
    statuses = {"completed", "crashed", "failed", "killed by user", "pending", "active"}
    assert {run["status"] for run in runs} == statuses
    assert {port["port"] for run in runs for port in run["ports"]} == {8888, 8889, 9999}
    assert any("zwei – drei" in (run["log"] or "") for run in runs)
    results = {row["run"]["id"]: row["result"] for row in content["result"].values()}
    completed = [json.loads(base64.b64decode(results[run["id"]])) for run in runs if run["status"] == "completed"]
    assert {"mean": 49.5, "unit": "µg"} in completed and [None, 1e-300, True] in completed
    assert [row["name"] for row in content["algorithmstore"].values()].count(f"store {history.marker}") == 1
    assert [child for child in content["task"].values() if (child["parent"] or {}).get("id") == history.tasks["completed"]]


def it_serves_a_database_by_turns(turns, store):
    made, content = [], {}
    for turn, who in enumerate(["python", "polder", "python", "polder", "python"]):
        server = turns.serve(who)
        now = turns.content()
        for name, rows in content.items():
            for number, row in rows.items():
                assert now[name].get(number) == row, f"{who}, turn {turn}: {name} {number} is not what it was"
            assert set(now[name]) == set(rows), f"{who}, turn {turn}: {name} has other rows"
        # What was under way when the other stopped is finished here.
        if made:
            made[-1].finish(server)
        history = History(server, f"{who}{turn}", store.url)
        # Numbers go on where the other stopped.
        assert min(history.tasks.values()) > max((max(earlier.tasks.values()) for earlier in made), default=0)
        content = turns.content()
        check_populated(content, history)
        if made:
            assert content["task"][made[-1].tasks["active"]]["status"] == "pending"
            assert content["run"][made[-1].active]["status"] == "completed"
            assert content["run"][made[-1].active]["ports"] == []
        made.append(history)
        # Who was made in an earlier turn still logs in.
        for earlier in made:
            client(server.host, server.port, earlier.federation.username, earlier.federation.password)


@pytest.mark.parametrize("turns", ["polder"], indirect=True)
def it_is_accepted_when_polder_made_it(turns, store):
    history = History(turns.serve("polder"), "polder", store.url)
    before = turns.content()
    check_populated(before, history)
    server = turns.serve("python")
    after = turns.content()
    for name in LISTS:
        assert after[name] == before[name], name
    history.finish(server)
    History(server, "python", store.url)
