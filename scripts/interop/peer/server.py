"""The real Python server of vantage6 4.15, as a plain process on an SQLite database."""

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
        "PYTHONUNBUFFERED": "1",
    }


class PythonServer:
    """Knows its user `root` with the password `root`, as a fresh database of it does."""

    username = "root"
    password = "root"

    def __init__(self, folder: Path, uri: str | None = None, secret: str | None = None, password: str = "root"):
        self.folder, self.password = folder, password
        self.database = folder / "server.sqlite"
        self.port = free_port()
        configuration = folder / "python-server.yaml"
        configuration.write_text(
            yaml.safe_dump(
                {
                    "description": "the real Python server",
                    "ip": "127.0.0.1",
                    "port": self.port,
                    "api_path": "/api",
                    "uri": uri or f"sqlite:///{self.database}",
                    "allow_drop_all": False,
                    "jwt_secret_key": secret or secrets.token_hex(32),
                    "logging": LOGGING,
                }
            )
        )
        self.service = Service(
            "python-server", [sys.executable, "-c", START, configuration, self.port], folder, home(folder)
        )
        try:
            self.service.wait_until(
                lambda: requests.get(f"{self.url}/version", timeout=2).ok, "the Python server answers", 60
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
