"""The real Python algorithm store of vantage6 4.15, as a plain process on an SQLite database."""

from pathlib import Path

from .server import PythonService

# Its own run_dev_server looks for a socket server that it does not have.
START = """
import sys
from vantage6.algorithm.store import run_server
run_server(sys.argv[1], system_folders=False).app.run(host="127.0.0.1", port=int(sys.argv[2]), use_reloader=False)
"""


class PythonStore(PythonService):
    """A store that lets servers of this machine register, and shows its algorithms to nobody else."""

    name = "python-store"

    def __init__(self, folder: Path, server_url: str, username: str = "root"):
        super().__init__()
        root = {"v6_server_uri": server_url, "username": username, "email": "root@example.test", "organization_id": 1}
        self.begin(
            folder,
            START,
            {
                "uri": f"sqlite:///{folder / 'store.sqlite'}",
                "policies": {"allow_localhost": True, "algorithm_view": "private"},
                "dev": {"host_uri": "127.0.0.1"},
                "root_user": root,
            },
        )
