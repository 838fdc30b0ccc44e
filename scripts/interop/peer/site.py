"""A whole federation whose nodes are Polder's and whose algorithms run in containers."""

import json
import time

from engines.running import Engine
from images.build import AVERAGE
from support.polder import PolderNode
from support.processes import wait_until
from vantage6.client import UserClient
from vantage6.common import Singleton
from vantage6.common.encryption import RSACryptor

from . import servers, tasks
from .containers import Containers
from .federation import Federation, client
from .node import PythonNode

# What the nodes' policy lets in; the last is nowhere.
MISSING = "localhost/polder-missing:1"
ALLOWED = [AVERAGE, MISSING]
# Nodes, and the rows of each; ten rows more at the second, so that an average of averages would be wrong.
NAMES = {"noord": range(30, 40), "oost": range(60, 80)}
COLUMN = "age"
OPEN = ("pending", "initializing", "active")
# Enough for the algorithm tools; what asks for more is to be ended.
MEMORY = 600


class ContainerNode(PolderNode):
    """`polder node start` with containers, run as whoever the engine belongs to."""

    def __init__(self, folder, name, server, api_key, data, engine: Engine, private_key=None, settings: dict | None = None):
        self.engine = engine
        super().__init__(
            folder, name, server, api_key, data,
            runtime={
                "kind": "container", "container": {"engine": engine.address}, "limits": {"memory_mb": MEMORY, "processes": 200},
            },
            encryption={"enabled": private_key is not None, "private_key": str(private_key or "")},
            # No registry has these images, so that nobody can insist on a pull.
            settings={"policies": {"allowed_algorithms": ALLOWED, "require_algorithm_pull": False}, **(settings or {})},
            words=(), before=tuple(engine.words),
        )  # fmt: skip

    def prepare(self):
        self.engine.give(self.folder)


class Site:
    """A server of either kind, two of Polder's nodes at it, and a researcher with the real Python client.

    Where it is mixed, the second node is the real Python node."""

    def __init__(
        self, folder, engine: Engine, server_kind: str, encrypted: bool = False, mixed: bool = False,
        server_settings: dict | None = None, node_settings: dict | None = None,
    ):  # fmt: skip
        self.node_settings, self.engine, self.encrypted, self.nodes = node_settings, engine, encrypted, {}
        self.containers = Containers(folder, engine) if mixed else None
        self.folder = engine.place(folder)
        (folder / "server").mkdir()
        self.server = servers.begin(server_kind, folder / "server", settings=server_settings)
        try:
            self._fill()
        except BaseException:
            self.stop()
            raise

    def _fill(self):
        roles = ("Researcher", "Organization Admin") if self.encrypted else ("Researcher",)
        self.federation = Federation(
            self.server.host, self.server.port, self.server.password, list(NAMES), encrypted=self.encrypted, roles=roles
        )
        self.organizations = self.federation.organizations
        keys = {}
        for name in NAMES if self.encrypted else ():
            keys[name] = self.folder / name / f"{name}.pem"
            keys[name].parent.mkdir(parents=True)
            RSACryptor.create_new_rsa_key(keys[name])
            keys[name].chmod(0o600)
        for name, rows in NAMES.items():
            data = self.folder / name / f"{name}.csv"
            data.parent.mkdir(parents=True, exist_ok=True)
            data.write_text(f"{COLUMN}\n" + "\n".join(map(str, rows)) + "\n")
            key = self.federation.api_keys[name]
            if self.containers and self.nodes:
                self.nodes[name] = PythonNode(data.parent, name, self.server, key, data, self.containers, keys.get(name))
            else:
                self.nodes[name] = ContainerNode(
                    data.parent, name, self.server, key, data, self.engine, keys.get(name), self.node_settings
                )
        # Podman as another user takes its time with the first container of an image.
        for node in self.nodes.values():
            node.service.wait_until(lambda: self.federation.is_online(node.name), f"{node.name} is online", 120)
        if self.encrypted:
            # The Python system keeps one private key for each process; this one plays several.
            Singleton._instances.pop(RSACryptor, None)
            federation = self.federation
            self.researcher = client(federation.host, federation.port, federation.username, federation.password)
            self.researcher.setup_collaboration(self.federation.collaboration)
            self.researcher.setup_encryption(str(keys[next(iter(NAMES))]))
        else:
            self.researcher: UserClient = self.federation.researcher()

    def ask(self, names, method: str, image: str = AVERAGE, databases=("default",), **arguments) -> int:
        """A new task for the named hospitals; its id."""
        return tasks.ask(
            self.researcher, [self.organizations[name] for name in names], method, image, databases, **arguments
        )

    def told(self, path: str, **parameters):
        """What the server says, decrypted by nobody."""
        return tasks.told(self.researcher, self.server, path, **parameters)

    def runs(self, task: int) -> list:
        return self.told("run", task_id=task)["data"]

    def children(self, task: int) -> list:
        return [child["id"] for child in self.told("task", parent_id=task)["data"]]

    def wait_for(self, task: int, statuses=None, seconds: float = 120) -> list:
        """The runs of the task, once each has one of the statuses, or one that is final."""

        def settled():
            runs = self.runs(task)
            met = [run["status"] in statuses if statuses else run["status"] not in OPEN for run in runs]
            return runs if runs and all(met) else None

        try:
            return wait_until(settled, f"the runs of task {task} are {' or '.join(statuses or ['over'])}", seconds, 0.2)
        except TimeoutError:
            self.tell()
            raise

    def end(self, task: int, seconds: float = 120) -> dict:
        """The only run of a task that is over."""
        (run,) = self.wait_for(task, seconds=seconds)
        return run

    def results(self, task: int, seconds: float = 120) -> dict:
        """The decrypted results by the names of the hospitals, once all runs are completed."""
        for run in self.wait_for(task, seconds=seconds):
            if run["status"] != "completed":
                self.tell()
            assert run["status"] == "completed", f"{run['status']}: {run['log']}"
        found = tasks.results(self.researcher, task)
        return {name: found[number] for name, number in self.organizations.items() if number in found}

    def container(self, run: int) -> dict:
        """The one container in which a run is."""
        found = self.engine.api.containers({"vantage6-type": "algorithm", "run_id": run})
        assert len(found) == 1, f"run {run} has {len(found)} containers: {json.dumps(found)[:2000]}"
        return found[0]

    def starts(self, since: float) -> dict:
        """How often a container was started for each run since then."""
        counted = {}
        for actor in self.engine.api.started(since, time.time() + 1):
            # Helpers are of another type; runs of other nodes at this engine have other ids or are over.
            if actor["Attributes"].get("vantage6-type") == "algorithm":
                run = int(actor["Attributes"]["run_id"])
                counted[run] = counted.get(run, 0) + 1
        return counted

    def tell(self):
        """Prints the last words of every part, for whoever looks for the cause of a failure."""
        print(*(f"--- {node.name}\n{node.service.tail(40)}" for node in self.nodes.values()), sep="\n")
        print("--- server", self.server.service.tail(20), sep="\n")

    def stop(self):
        for node in self.nodes.values():
            node.stop()
        if self.containers:
            self.containers.remove_networks()
        self.server.stop()
        Singleton._instances.pop(RSACryptor, None)

