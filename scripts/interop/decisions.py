"""Differences from the incumbent that are on purpose and that no recording shows: both servers are asked the same."""

import pytest
import requests
from peer.server import PythonServer

from support.polder import PolderServer
from support.rest import Session, plain_input

PASSWORD = "Decisions 1!"


class World:
    """Two collaborations that share beta; alpha's people have rules over the first only."""

    def __init__(self, server):
        self.server = server
        root = self.root = Session(server, server.username, server.password)
        alpha, self.beta, gamma = (root.post("/organization", {"name": name})["id"] for name in ("alpha", "beta", "gamma"))
        self.own, self.other = (
            root.post("/collaboration", {"name": name, "organization_ids": members, "encrypted": False})["id"]
            for name, members in (("own", [1, alpha, self.beta]), ("other", [self.beta, gamma]))
        )
        rules = {(rule["name"], rule["scope"], rule["operation"]): rule["id"]
                 for rule in root.get("/rule?no_pagination=1")["data"]}  # fmt: skip

        def user(name, *wanted):
            role = root.post("/role", {
                "name": name, "description": name, "organization_id": alpha, "rules": [rules[rule] for rule in wanted]})  # fmt: skip
            root.post("/user", {
                "username": name, "password": PASSWORD, "email": f"{name}@example.test", "firstname": "f", "lastname": "l",
                "organization_id": alpha, "roles": [role["id"]]})  # fmt: skip
            return Session(server, name, PASSWORD)

        self.administrator = user("administrator", *(
            ("node", "COLLABORATION", operation) for operation in ("VIEW", "EDIT", "CREATE", "DELETE")))  # fmt: skip
        self.sees_tasks = user("seestasks", ("task", "COLLABORATION", "VIEW"))
        self.sees_runs = user("seesruns", ("run", "COLLABORATION", "VIEW"))
        node = root.post("/node", {"organization_id": self.beta, "collaboration_id": self.other})
        self.node = node["id"]
        root.post("/node", {"organization_id": self.beta, "collaboration_id": self.own})
        self.task = root.post("/task", {
            "name": "t", "image": "harbor.test/x", "collaboration_id": self.own, "databases": [{"label": "default"}],
            "organizations": [{"id": self.beta, "input": plain_input("run")}]})["id"]  # fmt: skip
        self.run = root.get(f"/run?task_id={self.task}")["data"][0]["id"]

    def ask(self, session, method, path, body=None):
        reply = requests.request(method, self.server.url + path, json=body, headers=session.headers, timeout=30)
        return reply.status_code


@pytest.fixture(scope="module", params=["Python", "Polder"])
def world(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    server = PythonServer(folder) if request.param == "Python" else PolderServer(folder)
    world = World(server)
    world.is_ours = request.param == "Polder"
    yield world
    server.stop()


def it_keeps_collaboration_scope_to_the_nodes_of_own_collaborations(world):
    """Deviation 43: the incumbent lets whoever administers one collaboration into the others of its members."""
    here, path = world.administrator, f"/node/{world.node}"
    assert world.ask(here, "GET", path) == (401 if world.is_ours else 200)
    assert world.ask(here, "PATCH", path, {"name": "mine"}) == (401 if world.is_ours else 200)
    assert world.ask(here, "POST", "/recover/node", {"id": world.node}) == (401 if world.is_ours else 200)
    assert world.ask(here, "DELETE", path) == (401 if world.is_ours else 200)
    body = {"organization_id": world.beta, "collaboration_id": world.other, "name": "new"}
    assert world.ask(here, "POST", "/node", body) == (401 if world.is_ours else 201)


def it_includes_nothing_that_is_refused_alone(world):
    """Deviation 44: the incumbent shows runs with a task, and tasks with a run, to those who may not see them."""
    task, run = f"/task/{world.task}", f"/run/{world.run}"
    assert world.ask(world.sees_tasks, "GET", run) == 401
    assert world.ask(world.sees_tasks, "GET", f"{task}?include=runs") == (401 if world.is_ours else 200)
    assert world.ask(world.sees_runs, "GET", task) == 401
    assert world.ask(world.sees_runs, "GET", f"{run}?include=task") == (401 if world.is_ours else 200)
    assert world.ask(world.root, "GET", f"{task}?include=runs,results") == 200
