"""Polder's node as an image, and the incumbent's own command line, `v6`, that starts and stops it."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml
from engines.running import Engine
from images.rootfs import RootFS, linked
from support.polder import LOGGING, PROGRAM
from support.processes import wait_until

from .server import home

PACKAGE = Path(__file__).resolve().parents[2] / "package" / "image"
IMAGE = "localhost/polder-node:1"
# `v6` mounts the engine's socket from its usual place alone: the engine gets a view of the machine in which that is its own.
OWN_VIEW = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs tmpfs /run && exec "$@"', "sh")


class BoxedNode:
    """A node of a name, made and ended as its administrator does it with the real Python command line."""

    def __init__(self, folder: Path, name: str, engine: Engine, configuration: dict):
        self.folder, self.name, self.engine = folder, name, engine
        self.environment = {**os.environ, **home(folder), "DOCKER_HOST": engine.address}
        place = folder / "config" / "vantage6" / "node" / f"{name}.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(yaml.safe_dump({"task_dir": str(folder / "tasks"), "logging": LOGGING, **configuration}))
        place.chmod(0o600)

    def v6(self, *words) -> str:
        """A verb of `v6 node`; what it says."""
        program = Path(sys.executable).parent / "v6"
        command = [program, "node", *map(str, words)]
        result = subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    def start(self) -> str:
        return self.v6("start", "--name", self.name, "--image", IMAGE, "--keep")

    def stop(self) -> str:
        return self.v6("stop", "--name", self.name)

    def remove(self):
        """Takes away what a check has left, with its last words."""
        if left := self.container():
            words = self.engine.api.request("GET", f"/containers/{left['Id']}/logs", stdout="true", stderr="true")
            print(left["Status"], words.decode(errors="replace")[-4000:], sep="\n")
            self.engine.api.remove(left["Id"])

    def container(self) -> dict | None:
        found = [each for each in self.engine.api.containers() if f"/vantage6-{self.name}-user" in each["Names"]]
        return found[0] if found else None


def own_engine(folder: Path) -> Engine:
    """A Docker Engine that finds its own socket at the usual place."""
    engine = Engine("docker", folder, before=OWN_VIEW)
    pid = Path(engine.folder / "pid").read_text().strip()
    subprocess.run(["nsenter", f"--mount=/proc/{pid}/ns/mnt", "ln", "-s", engine.socket, "/run/docker.sock"], check=True)
    return engine


def gateway(engine: Engine) -> str:
    """The address of the engine's machine as containers see it."""
    command = ["nsenter", f"--net={engine.network}", "ip", "-json", "-4", "address", "show", "dev", "docker0"]
    (device,) = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return device["addr_info"][0]["local"]


def build(folder: Path, engine: Engine):
    """Builds the node's image by the script that builds it for hospitals, on a root of this machine's own files."""
    if not shutil.which("docker"):
        pytest.skip("no docker command here (scripts/bootstrap --interop installs it)")
    tree = RootFS(folder / "base.tar")
    tree.programs("/bin/sh", "/bin/true")
    programs = [PROGRAM, PROGRAM.parent / "polder-shim"]
    # What the program alone brings is the script's to find.
    for library in linked([str(each) for each in programs]):
        if os.path.realpath(library).startswith("/usr/lib"):
            tree.both(library)
    base = folder / "base"
    with tarfile.open(tree.close()) as archive:
        archive.extractall(base)
    command = [PACKAGE, "--program", PROGRAM, "--base", base, "--name", IMAGE, "--engine", f"docker --host {engine.address}"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    wait_until(lambda: engine.api.has_image(IMAGE), "the engine has the image")
