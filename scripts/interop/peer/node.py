"""The real Python node of vantage6 4.15 as a plain process; its algorithms run in containers."""

import sys
from pathlib import Path

import yaml

from support.processes import Service, free_port

from .containers import Containers
from .server import LOGGING, home

# Outside of a container this node lacks an attribute that it asks for; nothing else is changed.
START = """
import sys
from vantage6.node.context import NodeContext
if not hasattr(NodeContext, "running_in_docker"):
    NodeContext.running_in_docker = False
from vantage6.node.cli.node import cli_node
cli_node(["start", "-c", sys.argv[1], "--user"])
"""


class PythonNode:
    """One node beside one table, for a server of either kind; with a private key for an encrypted collaboration."""

    def __init__(
        self, folder: Path, name: str, server, api_key: str, data: Path, containers: Containers,
        private_key: Path | None = None,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tasks").mkdir(exist_ok=True)
        self.name = name
        gateway = containers.make_network(f"vantage6-{name}-user-net")
        configuration = folder / f"{name}.yaml"
        configuration.write_text(
            yaml.safe_dump({
                "api_key": api_key, "server_url": server.host, "port": server.port, "api_path": "/api",
                "task_dir": str(folder / "tasks"), "databases": [{"label": "default", "uri": str(data), "type": "csv"}],
                "encryption": {"enabled": private_key is not None, "private_key": str(private_key or "")},
                "share_algorithm_logs": True,
                "logging": {**LOGGING, "level": "DEBUG", "use_console": True, "file": "node.log"},
            })
        )  # fmt: skip
        self.service = Service(
            f"python-node-{name}", [sys.executable, "-c", START, configuration], folder,
            {**home(folder), **containers.environment, "DOCKER_HOST": f"unix://{containers.socket}",
             "PROXY_SERVER_HOST": gateway, "PROXY_SERVER_PORT": str(free_port())},
        )  # fmt: skip

    def stop(self):
        self.service.stop()
