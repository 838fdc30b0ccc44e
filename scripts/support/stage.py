"""A whole federation on this machine, set up through the interface. Needs the standard library only."""

import base64
import random
import secrets
import sys
from pathlib import Path

from .polder import PolderNode, PolderServer
from .processes import wait_until
from .rest import Session, plain_input


class Stage:
    """A server and as many nodes as there are names, each with a small table of its own."""

    def __init__(
        self, folder: Path, names=("noord", "oost", "west"), rows: int = 200, runtime: dict | None = None, server=None,
        node=PolderNode, encrypted: bool = False,
    ):
        """
        :param server: one of another kind, which knows its user root by the password it names
        :param node: makes a node of a folder, its name, the server, its key, its table and `runtime`
        :param encrypted: whether the collaboration is; `node` then sees to the nodes' keys
        """
        self.server = server or PolderServer(folder)
        self.nodes = {}
        try:
            self.root = Session(self.server, "root", self.server.password)
            self.organizations = {name: self.root.post("/organization", {"name": name})["id"] for name in names}
            self.collaboration = self.root.post(
                "/collaboration",
                {"name": "study", "organization_ids": list(self.organizations.values()), "encrypted": encrypted},
            )["id"]
            self.researcher = self.add_researcher(names[0], "researcher")
            keys = {}
            self.node_ids = {}
            for name, organization in self.organizations.items():
                reply = self.root.post(
                    "/node", {"organization_id": organization, "collaboration_id": self.collaboration}
                )
                keys[name], self.node_ids[name] = reply["api_key"], reply["id"]
            for name in names:
                data = folder / f"{name}.csv"
                write_table(data, rows, seed=name)
                self.nodes[name] = node(folder / name, name, self.server, keys[name], data, runtime)
            for each in self.nodes.values():
                each.service.wait_until(lambda: self.is_online(each.name), f"{each.name} is online", 60)
        except BaseException:
            self.stop()
            raise

    def add_researcher(self, name: str, username: str) -> Session:
        """Somebody of the named organization who sends tasks: an administrator outside the collaboration may not."""
        roles = self.root.get("/role?name=Researcher")["data"]
        password = f"Aa1!{secrets.token_urlsafe(12)}"
        self.root.post(
            "/user",
            {
                "username": username,
                "password": password,
                "firstname": "Rosa",
                "lastname": "Researcher",
                "email": f"{username}@example.test",
                "organization_id": self.organizations[name],
                "roles": [roles[0]["id"]],
            },
        )
        return Session(self.server, username, password)

    def is_online(self, name: str) -> bool:
        return self.root.get(f"/node/{self.node_ids[name]}")["status"] == "online"

    def create_task(self, image: str, names=None, method: str = "run", **arguments) -> int:
        """A new task for the named organizations (all of them, if none are named); its id."""
        chosen = [self.organizations[name] for name in names or self.organizations]
        return self.researcher.post(
            "/task",
            {
                "name": method,
                "image": image,
                "description": "",
                "collaboration_id": self.collaboration,
                "organizations": [{"id": number, "input": self.input(method, **arguments)} for number in chosen],
                "databases": [{"label": "default"}],
            },
        )["id"]

    def input(self, method: str, **arguments) -> str:
        """The input of a task as it is sent for one organization."""
        return plain_input(method, **arguments)

    def runs(self, task: int) -> list:
        return self.researcher.get(f"/run?task_id={task}")["data"]

    def result(self, run: int) -> bytes:
        """What a run left, as it is stored."""
        return base64.b64decode(self.researcher.get(f"/result/{run}")["result"] or "")

    def wait_for_runs(self, task: int, statuses, seconds: float = 60) -> list:
        """The runs of the task, once each has one of the statuses."""

        def settled():
            runs = self.runs(task)
            return runs if runs and all(run["status"] in statuses for run in runs) else None

        return wait_until(settled, f"the runs of task {task} are {' or '.join(statuses)}", seconds)

    def tell(self):
        """Prints the last words of every part, for whoever looks for the cause of a failure."""
        for service in [self.server.service, *(node.service for node in self.nodes.values())]:
            print(f"--- {service.name}", service.tail(15), sep="\n", file=sys.stderr)

    def stop(self):
        for node in self.nodes.values():
            node.stop()
        self.server.stop()


def write_table(path: Path, rows: int, seed: str):
    """A table of made-up patients, the same for the same seed."""
    chance = random.Random(seed)
    lines = ["time,status,age,sex"]
    for _ in range(rows):
        time, status = chance.randint(1, 900), int(chance.random() < 0.7)
        lines.append(f"{time},{status},{chance.randint(40, 85)},{chance.randint(1, 2)}")
    path.write_text("\n".join(lines) + "\n")
