"""Podman for the real Python node: networks whose gateway is known, and the image of the real algorithm tools."""

import os
import random
import shutil
import subprocess
from pathlib import Path

from engines import running
from images.build import AVERAGE as IMAGE

__all__ = ["IMAGE", "Containers", "why_not"]


def why_not() -> str | None:
    """What is lacking for containers here; None if nothing is."""
    return running.why_not("podman")


class Containers:
    """An engine of Podman's, and Podman's own command for what its Docker-compatible interface has no words for."""

    def __init__(self, folder: Path, engine: running.Engine | None = None):
        """
        :param engine: one that runs already and has the image; else one is made
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.has_image = engine is not None
        self.engine = engine or running.Engine("podman", folder)
        self.socket = self.engine.socket
        self.environment = {
            "CONTAINERS_CONF": str(self.engine.folder / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(self.engine.folder / "storage.conf"),
        }

    def run(self, *words, **options) -> subprocess.CompletedProcess:
        environment = {**os.environ, **self.environment}
        command = [shutil.which("podman"), *map(str, words)]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, **options)
        if result.returncode != 0:
            raise RuntimeError(f"podman {words[0]} ended with {result.returncode}: {result.stderr[-600:]}")
        return result

    def make_image(self):
        self.engine.build("average")
        self.has_image = True

    def make_network(self, name: str) -> str:
        """An internal network whose gateway is known, so that algorithms reach the proxy of their node; the gateway."""
        # Podman gives an internal network no gateway by itself. A range that somebody uses, it refuses: also one that an
        # ended run of these checks left behind.
        for number in random.sample(range(256), 64):
            words = ("--internal", "--disable-dns", "--subnet", f"10.93.{number}.0/24", "--gateway", f"10.93.{number}.1")
            try:
                self.run("network", "create", *words, name)
                # Where no algorithm runs there is nothing to keep it for.
                if self.has_image:
                    self._keep(name, number)
                return f"10.93.{number}.1"
            except RuntimeError as error:
                if "already used" not in str(error):
                    raise
        raise RuntimeError("no range of addresses is free for a network: see `ip address`")

    def _keep(self, network: str, number: int):
        """Keeps one container with the lowest of all hardware addresses in a network: the gateway has the lowest of those
        that are there, and a change would leave algorithms for a minute with one that is nobody's."""
        pause = ["python", "-c", "import signal; signal.pause()"]
        self.run("run", "-d", "--network", network, "--mac-address", f"02:00:00:00:00:{number:02x}", IMAGE, *pause)

    def stop(self):
        for line in self.run("ps", "-aq").stdout.split():
            self.run("rm", "-f", "-t", "0", line)
        for name in self.run("network", "ls", "-q").stdout.split():
            if name != "podman":
                self.run("network", "rm", "-f", name)
        self.engine.stop()

    def remove_networks(self):
        """For who goes on with the engine: networks, and what is in them."""
        for name in self.run("network", "ls", "-q").stdout.split():
            if name != "podman":
                self.run("network", "rm", "-f", "-t", "0", name)
