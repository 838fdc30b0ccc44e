"""Podman for the real Python node: storage, network and images of its own, made by these scripts and by no registry."""

import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

from support.processes import Service

IMAGE = "localhost/polder-average:1"

ALGORITHM = '''
from vantage6.algorithm.tools.decorators import algorithm_client, data
from vantage6.algorithm.tools.util import info

@algorithm_client
def central_average(client, column_name):
    organizations = [organization["id"] for organization in client.organization.list()]
    task = client.task.create(
        input_={"method": "partial_average", "kwargs": {"column_name": column_name}},
        organizations=organizations, name="partials", description="parts")
    results = client.wait_for_results(task_id=task["id"], interval=0.2)
    info(f"parts: {results}")
    total, count = sum(part["sum"] for part in results), sum(part["count"] for part in results)
    return {"average": total / count, "count": count}

@data(1)
def partial_average(frame, column_name):
    column = frame[column_name]
    return {"sum": float(column.sum()), "count": int(len(column))}

@data(1)
def echo(frame, text):
    return {"text": text, "rows": int(len(frame))}

@algorithm_client
def central_echo(client, text):
    organizations = [organization["id"] for organization in client.organization.list()]
    task = client.task.create(
        input_={"method": "echo", "kwargs": {"text": text}}, organizations=organizations, name="echoes", description="parts")
    return client.wait_for_results(task_id=task["id"], interval=0.2)
'''


def why_not() -> str | None:
    """What is lacking for containers here; None if nothing is."""
    if os.geteuid() != 0:
        return "needs root: rootless Podman has no networks without further programs"
    lacking = [name for name in ("podman", "runc", "netavark", "unshare", "nsenter") if not shutil.which(name, path=PATH)]
    if lacking:
        return f"needs {', '.join(lacking)} (scripts/bootstrap --interop installs them)"
    return None


PATH = os.environ.get("PATH", "") + ":/usr/lib/podman:/usr/libexec/podman"


class Containers:
    """Podman with everything that it writes in one folder, and its Docker-compatible interface on a socket there."""

    def __init__(self, folder: Path):
        self.folder, self.has_image = folder, False
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("tmp", "networks", "volumes"):
            (folder / name).mkdir(exist_ok=True)
        (folder / "containers.conf").write_text(
            "[containers]\nlog_driver = \"k8s-file\"\n"
            "default_ulimits = [\"nproc=20000:20000\", \"nofile=20000:20000\"]\n"
            f"[network]\nnetwork_backend = \"netavark\"\nnetwork_config_dir = \"{folder}/networks\"\n"
            "[engine]\ncgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\nruntime = \"runc\"\n"
            f"tmp_dir = \"{folder}/tmp\"\nvolume_path = \"{folder}/volumes\"\n"
        )
        (folder / "storage.conf").write_text(
            f"[storage]\ndriver = \"overlay\"\ngraphroot = \"{folder}/graph\"\nrunroot = \"{folder}/run\"\n"
        )
        self.socket = folder / "podman.sock"
        self.environment = {
            "CONTAINERS_CONF": str(folder / "containers.conf"), "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
        }  # fmt: skip
        # Where both kinds of cgroups are mounted, runc takes the wrong one: it is hidden from Podman alone.
        script = 'umount /sys/fs/cgroup/unified 2>/dev/null; exec podman "$@"'
        hiding = ["unshare", "-m", "--propagation", "slave", "bash", "-c", script, "podman"]
        self.service = Service(
            "podman", [*hiding, "system", "service", "--time=0", f"unix://{self.socket}"], folder, self.environment
        )
        self.service.wait_until(self.socket.exists, "Podman answers", 30)

    def _command(self, *words) -> list:
        # What containers are told by is mounted for the service alone: whoever looks from elsewhere finds it missing.
        return ["nsenter", f"--mount=/proc/{self.service.process.pid}/ns/mnt", "podman", *map(str, words)]

    def run(self, *words, **options) -> subprocess.CompletedProcess:
        environment = {**os.environ, **self.environment}
        result = subprocess.run(self._command(*words), env=environment, capture_output=True, text=True, **options)
        if result.returncode != 0:
            raise RuntimeError(f"podman {words[0]} ended with {result.returncode}: {result.stderr[-600:]}")
        return result

    def make_image(self):
        """An image of this very Python with the algorithm tools: no registry and no mirror is asked."""
        archive, added = self.folder / "image.tar", set()

        def once(entry: tarfile.TarInfo):
            if entry.name in added:
                return None
            added.add(entry.name)
            return without_waste(entry)

        with tarfile.open(archive, "w") as tar:
            for place in places():
                tar.add(place, filter=once)
            script = self.folder / "polder_average.py"
            script.write_text(ALGORITHM)
            tar.add(script, "app/polder_average/__init__.py")
            for name in ("tmp", "root"):
                made = tarfile.TarInfo(name)
                made.type, made.mode = tarfile.DIRTYPE, 0o1777
                tar.addfile(made)
        command = [sys.executable, "-c", "from vantage6.algorithm.tools.wrap import wrap_algorithm; wrap_algorithm()"]
        changes = [
            f"CMD {str(command).replace(chr(39), chr(34))}", "ENV PKG_NAME=polder_average", "ENV PYTHONPATH=/app",
            "ENV PYTHONUNBUFFERED=1", f"ENV PATH={Path(sys.executable).parent}:/usr/bin:/bin",
        ]  # fmt: skip
        words = [word for change in changes for word in ("--change", change)]
        self.run("import", *words, archive, IMAGE)
        archive.unlink()
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
        pause = [sys.executable, "-c", "import signal; signal.pause()"]
        self.run("run", "-d", "--network", network, "--mac-address", f"02:00:00:00:00:{number:02x}", IMAGE, *pause)

    def stop(self):
        for line in self.run("ps", "-aq").stdout.split():
            self.run("rm", "-f", "-t", "0", line)
        for name in self.run("network", "ls", "-q").stdout.split():
            if name != "podman":
                self.run("network", "rm", "-f", name)
        self.service.stop()


# What no algorithm here needs, and what would take most of the time that the image takes.
WASTE = {
    "__pycache__", "tests", "share", "IPython", "PIL", "azure", "fontTools", "gevent", "idlelib", "jedi", "kiwisolver", "lib2to3",
    "lifelines", "matplotlib", "mpl_toolkits", "pillow.libs", "pip", "psycopg2", "psycopg2_binary.libs", "pyfiglet", "scipy",
    "scipy.libs", "setuptools",
}  # fmt: skip


def places() -> list:
    """What has to lie in the image: Python, its packages, and the libraries that both are linked against."""
    base, packages = Path(sys.base_prefix), Path(sys.prefix)
    found = {str(base), str(packages)} if base.is_relative_to("/usr") is False else {str(packages)}
    if base.is_relative_to("/usr"):
        found |= {sysconfig.get_paths()["stdlib"], os.path.realpath(sys.executable)}
    binaries = [os.path.realpath(sys.executable), "/bin/sh", "/bin/bash", "/usr/bin/env", "/bin/uname"]
    for root in (base / "lib", packages / "lib"):
        binaries += [str(file) for file in root.rglob("*.so*") if WASTE.isdisjoint(file.parts) and file.is_file()]
    libraries = set()
    for start in range(0, len(binaries), 200):
        text = subprocess.run(["ldd", *binaries[start : start + 200]], capture_output=True, text=True).stdout
        for word in text.split():
            if word.startswith("/") and not word.endswith(":") and os.path.isfile(word):
                libraries.add(os.path.normpath(word))
    found |= {"/bin/sh", "/bin/bash", "/usr/bin/env", "/bin/uname"}
    # Folders like /lib are links into /usr: what lies in them is named by its true folder, and the links come along.
    made = [place for place in ("/bin", "/lib", "/lib64", "/sbin") if os.path.islink(place)]
    for place in sorted(found | libraries):
        for name in (place, os.path.realpath(place)):
            true = os.path.join(os.path.realpath(os.path.dirname(name)), os.path.basename(name))
            if true not in made:
                made.append(true)
    return made


def without_waste(entry: tarfile.TarInfo):
    useless = not WASTE.isdisjoint(entry.name.split("/")) or "/lib/python3.10/test/" in entry.name
    return None if useless or entry.name.endswith(".a") else entry
