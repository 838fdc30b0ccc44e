"""One node of Polder's as its steward sees it: a configuration, the verbs at a shell, and the node once it is started."""

import json
import secrets
from pathlib import Path

import yaml
from support.polder import COMMANDS, PROGRAM
from support.processes import Service, wait_until
from support.stage import write_table

from . import tasks
from .federation import Federation
from .prompt import Person

# Programs of this machine in the place of images.
RUNTIME = {"kind": "process", "images": COMMANDS}
# The folders of a user, also where these checks run in a container of their own.
AT_HOME = {"POLDER_IN_CONTAINER": "no"}
OPEN = ("pending", "initializing", "active")


class Ward:
    """A collaboration of one organization, its researcher, and its node, which `polder node new` has made."""

    def __init__(self, server, folder: Path, encrypted: bool = False, settings: dict | None = None, roles=("Researcher",)):
        """
        :param settings: sections of the configuration in place of those that the verb writes
        """
        self.server, self.folder, self.steward = server, folder, Person(folder)
        self.name = f"ward-{secrets.token_hex(3)}"
        self.federation = Federation(server.host, server.port, server.password, [self.name], encrypted=encrypted, roles=roles)
        self.organization = self.federation.organizations[self.name]
        self.researcher = self.federation.researcher()
        self.data, self.place = folder / "patients.csv", folder / "data"
        write_table(self.data, 200, seed="ward")
        self.data.chmod(0o600)
        self.path = folder / ".config" / "vantage6" / "node" / f"{self.name}.yaml"
        self.service = None
        self.verb(
            "new", "--name", self.name, "--server-url", server.host, "--port", server.port, "--api-key-stdin",
            "--database", f"default:csv:{self.data}", "--data-dir", self.place, "--runtime", "process",
            *[word for image in COMMANDS for word in ("--allowed-algorithm", image)], "--yes",
            given=f"{self.federation.api_keys[self.name]}\n",
        )  # fmt: skip
        if settings:
            self.change(**settings)

    def verb(self, *words, **options):
        """A verb of `polder node`, as the steward types it."""
        return self.steward.run("node", *words, environment=AT_HOME, **options)

    def json(self, *words, **options) -> dict:
        """What a verb says to programs, as a whole."""
        return self.steward.json("node", *words, environment=AT_HOME, **options)

    def lines(self, *words, **options) -> list:
        """What a verb says to programs, one object a line."""
        return [json.loads(line) for line in self.verb(*words, "--json", **options).out.splitlines()]

    def check(self, code: int = 0) -> list:
        return self.lines("check", "--name", self.name, code=code)

    def change(self, **sections):
        """Writes sections of the configuration anew."""
        self.path.write_text(yaml.safe_dump({**yaml.safe_load(self.path.read_text()), **sections}, sort_keys=False))

    def start(self, online: bool = True, **environment):
        """Starts it, again if need be."""
        command = [PROGRAM, "node", "start", "--config", self.path]
        self.service = Service(self.name, command, self.folder, {"HOME": str(self.folder), **AT_HOME, **environment})
        if online:
            self.service.wait_until(lambda: self.federation.is_online(self.name), f"{self.name} is online", 60)

    def kill(self):
        self.service.process.kill()
        self.service.process.wait()

    def stop(self):
        if self.service:
            self.service.stop()

    @property
    def log(self) -> str:
        return self.service.log.read_text(errors="replace")

    def ask(self, image: str, method: str, databases=("default",), **arguments) -> int:
        """A new task of the researcher's; its id."""
        return tasks.ask(
            self.researcher, [self.organization], method, image, databases, told_server=self.server.url, **arguments
        )

    def told(self, path: str, **parameters):
        """What the server says to the researcher."""
        return tasks.told(self.researcher, self.server, path, **parameters)

    def run(self, task: int) -> dict:
        (run,) = self.told("run", task_id=task)["data"]
        return run

    def wait_for(self, task: int, statuses=None, seconds: float = 60) -> dict:
        """The run of a task, once it has one of the statuses, or one that is final."""

        def settled():
            run = self.run(task)
            return run if (run["status"] in statuses if statuses else run["status"] not in OPEN) else None

        return self.service.wait_until(settled, f"task {task} is {' or '.join(statuses or ['over'])}", seconds)

    def waiting(self) -> list:
        """The runs that wait for the steward, as programs are told."""
        return self.json("run", "list", "--config", self.path)

    def wait_for_hold(self, task: int) -> dict:
        """What the steward is told of the run of a task, once it waits."""
        number = self.run(task)["id"]
        return wait_until(
            lambda: next((held for held in self.waiting() if held["run"] == number), None), f"run {number} waits", 30, 0.2
        )
