"""The real Python server of vantage6 4.15, as a plain process on an SQLite database, and what it shares with the store."""

import secrets
import sys
from pathlib import Path

import requests
import yaml

from support.processes import Service, free_port

LOGGING = {
    "level": "INFO",
    "file": "python.log",
    "use_console": False,
    "backup_count": 1,
    "max_size": 1024,
    "format": "%(asctime)s %(name)s %(levelname)s %(message)s",
    "datefmt": "%H:%M:%S",
    "loggers": [],
}

START = """
import sys
from vantage6.server import run_server, run_dev_server
app = run_server(sys.argv[1], system_folders=False)
run_dev_server(app, host="127.0.0.1", port=int(sys.argv[2]), debug=False, use_reloader=False)
"""


def home(folder: Path) -> dict:
    """Keeps everything that the Python system writes inside `folder`."""
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "POLDER_INTEROP_NO_DOCKER": "1",
        # A portal of loopback has no certificate.
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
        "PYTHONUNBUFFERED": "1",
    }


class PythonService:
    """A process of the Python system that serves its API at a port."""

    name: str

    def __init__(self):
        self.port = free_port()

    def begin(self, folder: Path, start: str, configuration: dict, environment: dict | None = None):
        """Writes the configuration, starts, and waits for the first answer."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{self.name}.yaml"
        common = {"description": f"the real {self.name}", "ip": "127.0.0.1", "port": self.port, "api_path": "/api"}
        file.write_text(yaml.safe_dump({**common, "allow_drop_all": False, "logging": LOGGING, **configuration}))
        command = [sys.executable, "-c", start, file, self.port]
        self.service = Service(self.name, command, folder, {**home(folder), **(environment or {})})
        try:
            self.service.wait_until(
                lambda: requests.get(f"{self.url}/version", timeout=2).ok, f"{self.name} answers", 60
            )
        except BaseException:
            self.stop()
            raise

    @property
    def host(self) -> str:
        return "http://127.0.0.1"

    @property
    def url(self) -> str:
        return f"{self.host}:{self.port}/api"

    def stop(self):
        self.service.stop()


class PythonServer(PythonService):
    """Knows its user `root` with the password `root`, as a fresh database of it does."""

    name = "python-server"
    username = "root"
    password = "root"

    def __init__(
        self, folder: Path, uri: str | None = None, secret: str | None = None, password: str = "root", settings: dict | None = None
    ):
        super().__init__()
        self.folder, self.password = folder, password
        self.database = folder / "server.sqlite"
        self.begin(
            folder,
            START,
            {
                "uri": uri or f"sqlite:///{self.database}",
                "jwt_secret_key": secret or secrets.token_hex(32),
                **(settings or {}),
            },
        )
