"""The real Python algorithm store of vantage6 4.15, as a plain process on an SQLite database."""

import sys
from pathlib import Path

import requests
import yaml

from support.processes import Service, free_port

from .server import LOGGING, home

# Its own run_dev_server looks for a socket server that it does not have.
START = """
import sys
from vantage6.algorithm.store import run_server
run_server(sys.argv[1], system_folders=False).app.run(host="127.0.0.1", port=int(sys.argv[2]), use_reloader=False)
"""


class PythonStore:
    """A store that lets servers of this machine register, and shows its algorithms to nobody else."""

    def __init__(self, folder: Path, server_url: str, username: str = "root"):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        configuration = folder / "python-store.yaml"
        configuration.write_text(
            yaml.safe_dump(
                {
                    "description": "the real Python store",
                    "ip": "127.0.0.1",
                    "port": self.port,
                    "api_path": "/api",
                    "uri": f"sqlite:///{folder / 'store.sqlite'}",
                    "allow_drop_all": False,
                    "policies": {"allow_localhost": True, "algorithm_view": "private"},
                    "dev": {"host_uri": "127.0.0.1"},
                    "root_user": {
                        "v6_server_uri": server_url,
                        "username": username,
                        "email": "root@example.test",
                        "organization_id": 1,
                    },
                    "logging": LOGGING,
                }
            )
        )
        self.service = Service(
            "python-store", [sys.executable, "-c", START, configuration, self.port], folder, home(folder)
        )
        try:
            self.service.wait_until(
                lambda: requests.get(f"{self.url}/version", timeout=2).ok, "the Python store answers", 60
            )
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def stop(self):
        self.service.stop()
