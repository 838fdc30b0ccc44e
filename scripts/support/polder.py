"""Polder's own parts, started from nothing but the path of the program. Needs the standard library only."""

import json
import os
import secrets
import subprocess
import sys
import urllib.request
from pathlib import Path

from .processes import Service, free_port

PROGRAM = Path(os.environ.get("POLDER", "")).resolve()
HOST = "http://127.0.0.1"

# Names of images, and the local programs that the nodes here run for them.
STATISTICS = "polder/statistics"
NOTHING = "test/nothing"
SLEEP = "test/sleep"
COMMANDS = {
    STATISTICS: [str(PROGRAM), "algorithm", "run"],
    NOTHING: ["/bin/true"],
    SLEEP: ["/bin/sleep", "600"],
}

LOGGING = {
    "level": "INFO",
    "file": "polder.log",
    "use_console": True,
    "backup_count": 1,
    "max_size": 1024,
    "format": "%(asctime)s %(name)s %(levelname)s %(message)s",
    "datefmt": "%H:%M:%S",
    "loggers": [],
}


def write_configuration(path: Path, content: dict):
    """JSON is YAML, so no library is needed to write it."""
    path.write_text(json.dumps(content, indent=2) + "\n")
    path.chmod(0o600)


class PolderServer:
    """`polder server start` on a database of its own, with a root password that it is given."""

    username = "root"
    host = HOST

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        database: Path | None = None,
        uri: str | None = None,
        secret: str | None = None,
        password: str | None = None,
        settings: dict | None = None,
        environment: dict | None = None,
    ):
        self.folder = folder
        self.port = port or free_port()
        self.password = password or secrets.token_urlsafe(16)
        self.environment = environment or {}
        self.configuration = folder / "polder-server.yaml"
        write_configuration(
            self.configuration,
            {
                "description": "Polder's server",
                "ip": "127.0.0.1",
                "port": self.port,
                "api_path": "/api",
                "uri": uri or f"sqlite:///{database or folder / 'polder.sqlite'}",
                "allow_drop_all": False,
                "jwt_secret_key": secret or secrets.token_hex(32),
                "logging": LOGGING,
                "directories": {"log": str(folder)},
                # Every call here comes from one address, and many are meant to be refused.
                "limits": {"login_attempts_per_minute": 0},
                **(settings or {}),
            },
        )
        self.start()

    def start(self):
        """Starts it, again if need be, and waits until it answers."""
        self.service = Service(
            "polder-server",
            [PROGRAM, "server", "start", "--config", self.configuration],
            self.folder,
            # A password that others gave may be one that Polder would not give.
            {**({"POLDER_ROOT_PASSWORD": self.password} if len(self.password) >= 8 else {}), **self.environment},
        )
        try:
            self.service.wait_until(self.answers, "Polder's server answers")
        except BaseException:
            self.stop()
            raise

    def answers(self) -> bool:
        with urllib.request.urlopen(f"{self.url}/version", timeout=2) as reply:
            return reply.status == 200

    @property
    def url(self) -> str:
        return f"{self.host}:{self.port}/api"

    def stop(self) -> int:
        return self.service.stop()


class PolderNode:
    """`polder node start` beside one database, for a server of either kind."""

    def __init__(
        self, folder: Path, name: str, server, api_key: str, data: Path, runtime: dict | None = None,
        encryption: dict | None = None, settings: dict | None = None, words: tuple = ("--stop-runs",), before: tuple = (),
    ):
        """
        :param settings: further sections of the configuration, and others in place of those here
        :param words: further arguments of the command
        :param before: words before the command, that let it run as somebody else or somewhere else
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name, self.words, self.before = folder, name, words, before
        self.configuration = folder / f"{name}.yaml"
        write_configuration(
            self.configuration,
            {
                "api_key": api_key,
                "server_url": server.host,
                "port": server.port,
                "api_path": "/api",
                "task_dir": str(folder / "tasks"),
                "databases": [{"label": "default", "uri": str(data), "type": "csv"}],
                "encryption": encryption or {"enabled": False, "private_key": ""},
                "logging": LOGGING,
                # Which image is which local program; limits and whatever else is wanted.
                "runtime": {"images": COMMANDS, **(runtime or {})},
                # The steward's word that an exact Cox model may share its sums over risk sets.
                "disclosure": {"allow": ["cox-risk-sets"]},
                **(settings or {}),
            },
        )
        self.prepare()
        self.start()

    def prepare(self):
        """For what has to be done between the configuration and the first start."""

    def start(self):
        """Starts it, again if need be; whether it is online, only the server knows."""
        command = [*self.before, PROGRAM, "node", "start", "--config", self.configuration, *self.words]
        self.service = Service(self.name, command, self.folder)

    def stop(self) -> int:
        return self.service.stop()


def demo(*arguments, seconds: float = 180) -> dict:
    """What `polder demo` found, as it tells a program."""
    result = subprocess.run(
        [PROGRAM, "demo", *map(str, arguments), "--json", "-"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    if result.returncode != 0:
        print(result.stdout[-4000:], result.stderr[-4000:], sep="\n", file=sys.stderr)
        raise AssertionError(f"polder demo ended with {result.returncode}")
    return json.loads(result.stdout)
