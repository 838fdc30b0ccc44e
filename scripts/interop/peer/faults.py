"""What may be wrong with a node's configuration or with what it names: each fault by itself, in a ward that was fine."""

import http.server
import threading

from support.polder import STATISTICS
from support.processes import free_port

from .ward import RUNTIME


class Other(http.server.BaseHTTPRequestHandler):
    """Answers everything, and is no server that a node can work with."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"welcome")

    def log_message(self, *_):
        """Says nothing."""


def another_key(ward):
    ward.change(api_key="5eed0000-0000-4000-9000-000000000001")


def no_server(ward):
    ward.change(port=free_port())


def another_site(ward):
    site = http.server.HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    ward.change(port=site.server_port)


def encryption_here_alone(ward):
    ward.change(encryption={"enabled": True, "private_key": ""})


def no_database(ward):
    ward.data.unlink()


def another_kind_of_database(ward):
    ward.data.rename(ward.folder / "patients.parquet")
    ward.change(databases=[{"label": "default", "uri": str(ward.folder / "patients.parquet"), "type": "parquet"}])


def no_engine(ward):
    ward.change(runtime={"kind": "container", "container": {"engine": f"unix://{ward.folder}/nobody.sock"}})


def a_misspelt_wall(ward):
    ward.change(policies={"alowed_algorithms": [STATISTICS]})


def a_misspelt_key(ward):
    ward.change(databse=[])


def a_file_for_everybody(ward):
    ward.path.chmod(0o644)


def a_folder_for_everybody(ward):
    ward.place.mkdir()
    ward.place.chmod(0o755)


def everything_allowed(ward):
    ward.change(policies={})


def no_room_for_a_run(ward):
    ward.change(runtime={**RUNTIME, "limits": {"memory_mb": 1 << 24}})


# Each with the look that finds it, and how bad that is.
FAULTS = [
    (another_key, "login", "error"), (no_server, "server", "error"), (another_site, "server", "error"),
    (encryption_here_alone, "encryption", "error"), (no_database, "database default", "error"),
    (another_kind_of_database, "database default", "error"), (no_engine, "runtime", "error"),
    (a_misspelt_wall, "configuration", "error"), (a_misspelt_key, "configuration", "warning"),
    (a_file_for_everybody, "configuration", "warning"), (a_folder_for_everybody, "disk", "warning"),
    (everything_allowed, "policies", "warning"), (no_room_for_a_run, "limits", "warning"),
]  # fmt: skip
