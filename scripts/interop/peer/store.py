"""The real Python algorithm store of vantage6 4.15, as a plain process on an SQLite database."""

from pathlib import Path

from .registry import Registry
from .server import PythonService

# Its own run_dev_server looks for a socket server that it does not have. uWSGI, under which it is run elsewhere, hands on
# headers whose name has an underscore; the Python client sends one, `server_url`, which werkzeug would drop.
START = """
import sys
from werkzeug.serving import WSGIRequestHandler
from vantage6.algorithm.store import run_server

class Handler(WSGIRequestHandler):
    def make_environ(self):
        environ = super().make_environ()
        environ.update({"HTTP_" + name.upper(): value for name, value in self.headers.items() if "_" in name})
        return environ

app = run_server(sys.argv[1], system_folders=False).app
app.run(host="127.0.0.1", port=int(sys.argv[2]), use_reloader=False, request_handler=Handler)
"""


class PythonStore(PythonService):
    """A store that lets servers of this machine register, shows its algorithms to nobody else, and asks for one review."""

    name = "python-store"

    def __init__(self, folder: Path, server_url: str, username: str = "root", registry: Registry | None = None):
        super().__init__()
        root = {"v6_server_uri": server_url, "username": username, "email": "root@example.test", "organization_id": 1}
        policies = {"min_reviewers": 1, "min_reviewing_organizations": 1, "assign_review_own_algorithm": True}
        self.begin(
            folder,
            START,
            {
                "uri": f"sqlite:///{folder / 'store.sqlite'}",
                "policies": {"allow_localhost": True, "algorithm_view": "private", **policies},
                "dev": {"host_uri": "127.0.0.1"},
                "root_user": root,
            },
            {"REQUESTS_CA_BUNDLE": str(registry.certificate)} if registry else {},
        )
