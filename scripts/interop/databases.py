"""One database, the real Python server and Polder's by turns: what one wrote the other serves, and neither breaks it."""

import importlib.util
import secrets

import pytest
import requests
from peer.federation import Federation, client
from support import postgres
from support.polder import PolderServer

LISTS = ["organization", "collaboration", "user", "node", "role", "rule", "task", "run", "study"]
# What changes by itself, or is told otherwise on purpose: moments of the last sign of life.
IGNORED = {"last_seen", "status"}
# What the Python server tells in another order with every start: it is a set there.
UNORDERED = {"methods"}


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    if importlib.util.find_spec("vantage6.server") is None:
        pytest.skip("the Python server needs Python 3.10")
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.sqlite'}"
    if not postgres.SERVER:
        pytest.skip("there is no PostgreSQL server")
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
            content[name] = {row["id"]: self.settled(row) for row in reply.json()["data"]}
        return content

    def settled(self, value):
        if isinstance(value, dict):
            return {
                key: sorted(inner) if key in UNORDERED else self.settled(inner)
                for key, inner in value.items()
                if key not in IGNORED
            }
        if isinstance(value, list):
            return [self.settled(inner) for inner in value]
        return value


@pytest.fixture
def turns(database, tmp_path, request):
    turns = Turns(tmp_path, database, request.param if hasattr(request, "param") else "python")
    yield turns
    turns.stop()


def change(server, marker):
    """What an administrator and a researcher do in their turn; the ids of what they made."""
    federation = Federation(server.host, server.port, server.password, [f"{marker}-a", f"{marker}-b"])
    researcher = federation.researcher()
    organizations = list(federation.organizations.values())
    task = researcher.task.create(
        organizations=organizations, name=f"task {marker}", image="test/nothing", description=marker,
        input_={"method": "nothing"}, databases=[{"label": "default"}],
    )
    assert "id" in task, task
    return federation, task["id"]


def it_serves_a_database_by_turns(turns):
    made = []
    content = {}
    for turn, who in enumerate(["python", "polder", "python", "polder", "python"]):
        server = turns.serve(who)
        now = turns.content()
        for name, rows in content.items():
            for number, row in rows.items():
                assert now[name].get(number) == row, f"{who}, turn {turn}: {name} {number} is not what it was"
        federation, task = change(server, f"{who}{turn}")
        # Numbers go on where the other stopped.
        assert task > max([number for _, number in made], default=0)
        made.append((federation, task))
        content = turns.content()
        assert {number for _, number in made} <= set(content["task"])
        # Who was made in an earlier turn still logs in.
        for earlier, _ in made:
            client(server.host, server.port, earlier.username, earlier.password)


@pytest.mark.parametrize("turns", ["polder"], indirect=True)
def it_is_accepted_when_polder_made_it(turns):
    server = turns.serve("polder")
    federation, task = change(server, "polder")
    before = turns.content()
    server = turns.serve("python")
    after = turns.content()
    for name in LISTS:
        assert after[name] == before[name], name
    node = requests.post(f"{server.url}/token/node", json={"api_key": federation.api_keys["polder-a"]})
    assert node.ok, node.text
    change(server, "python")
