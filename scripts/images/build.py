"""Makes the images that checks and figures are about, and hands them to a Docker Engine or to Podman."""

import argparse
import importlib.metadata
import json
import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engines.api import EngineAPI  # noqa: E402
from images.rootfs import RootFS  # noqa: E402

HERE = Path(__file__).resolve().parent
TOOLS, VERSION = "vantage6-algorithm-tools", "4.15.2"
AVERAGE, NOTHING, STATISTICS = "localhost/polder-average:1", "localhost/polder-nothing:1", "localhost/polder-statistics:1"
COUNTED, VPN_CLIENT = "localhost/polder-counted:1", "localhost/polder-vpn-client:1"
# What no algorithm here needs, and what would take most of the time that the image takes.
WASTE = {"tests", "idlelib", "lib2to3", "ensurepip", "turtledemo", "site-packages", "dist-packages"}


def python(tree: RootFS) -> tuple:
    """Puts this very Python into a tree; where it lies there, and what its libraries are looked up for."""
    program = os.path.realpath(sys.executable)
    standard = sysconfig.get_paths()["stdlib"]
    binaries = [program, *compiled(standard)]
    if program.startswith("/usr/bin/"):
        tree.programs(program)
        tree.add(standard, skip=useless)
        return program, binaries
    # A Python of one's own finds what belongs to it beside itself, wherever that is.
    place = f"/python/bin/{Path(program).name}"
    tree.add(program, place[1:])
    tree.add(standard, f"python/lib/{Path(standard).name}", skip=useless)
    return place, binaries


def average(folder: Path) -> tuple:
    """This very Python with the algorithm tools from PyPI, and the algorithm in `average`; what the engine is to note of it."""
    from images import packages

    installed = importlib.metadata.version(TOOLS)
    assert installed == VERSION, f"{TOOLS} is {installed} here, not {VERSION}"
    tree = RootFS(folder / "average.tar")
    place, binaries = python(tree)
    for name, found in packages.files(TOOLS).items():
        if "tests" not in name.split("/"):
            tree.add(found, f"algorithm/packages/{name}")
            if ".so" in found.name:
                binaries.append(str(found))
    tree.add(HERE / "average" / "polder_average", "algorithm/polder_average", skip=lambda name: "__pycache__" in name)
    tree.link("python/bin/python", place)
    tree.programs("/bin/sh", "/bin/sleep", "/bin/true", "/bin/cat", "/bin/ls")
    tree.libraries(binaries)
    start = "from vantage6.algorithm.tools.wrap import wrap_algorithm; wrap_algorithm()"
    return tree.close(), [
        f"CMD {json.dumps([place, '-c', start])}", "ENV PKG_NAME=polder_average",
        "ENV PYTHONPATH=/algorithm/packages:/algorithm", "ENV PYTHONUNBUFFERED=1", "ENV PYTHONDONTWRITEBYTECODE=1",
        "ENV PATH=/python/bin:/usr/bin:/bin",
    ]  # fmt: skip


def useless(name: str) -> bool:
    parts = name.split("/")
    return not WASTE.isdisjoint(parts) or name.endswith(".a") or "/lib/python3" in f"/{name}" and "test" in parts


def compiled(folder: str) -> list:
    return [str(file) for file in Path(folder).rglob("*.so*") if WASTE.isdisjoint(file.parts) and file.is_file()]


def nothing(folder: Path) -> tuple:
    """A program that does nothing, so that what is measured is what stands around it."""
    tree = RootFS(folder / "nothing.tar")
    tree.programs("/bin/true", "/bin/sh", "/bin/sleep")
    return tree.close(), ['CMD ["/bin/true"]', "ENV PATH=/usr/bin:/bin"]


def counted(folder: Path) -> tuple:
    """The algorithm of `make chaos` that counts its starts, and this very Python."""
    tree = RootFS(folder / "counted.tar")
    place, binaries = python(tree)
    tree.add(HERE.parent / "chaos" / "counted_algorithm.py", "algorithm/counted_algorithm.py")
    tree.libraries(binaries)
    command = [place, "-I", "-S", "/algorithm/counted_algorithm.py"]
    return tree.close(), [f"CMD {json.dumps(command)}", "ENV PATH=/usr/bin:/bin"]


def statistics(folder: Path) -> tuple:
    """Polder's own algorithms: the program that $POLDER names."""
    program = os.path.realpath(os.environ["POLDER"])
    tree = RootFS(folder / "statistics.tar")
    tree.add(program, "usr/bin/polder")
    tree.libraries([program])
    return tree.close(), ['CMD ["/usr/bin/polder", "algorithm", "run"]', "ENV PATH=/usr/bin:/bin"]


def vpn_client(folder: Path) -> tuple:
    """The machine's OpenVPN, in the place of the incumbent's image, which no registry here has."""
    tree = RootFS(folder / "vpn-client.tar")
    tree.programs("/usr/sbin/openvpn", shutil.which("ip", path="/usr/sbin:/sbin:/bin"), "/bin/sh")
    start = 'exec /usr/sbin/openvpn --config "$VPN_CONFIG"'
    return tree.close(), [f"CMD {json.dumps(['/bin/sh', '-c', start])}", "ENV PATH=/usr/sbin:/sbin:/usr/bin:/bin"]


MAKERS = {
    "average": (AVERAGE, average), "counted": (COUNTED, counted), "nothing": (NOTHING, nothing),
    "statistics": (STATISTICS, statistics), "vpn-client": (VPN_CLIENT, vpn_client),
}  # fmt: skip


def build(engine: EngineAPI, *names: str) -> list:
    """Makes the named images in an engine; the names to run them by."""
    made = []
    for name in names:
        image, make = MAKERS[name]
        # Beside nothing that the engine keeps; gone as soon as the engine has it.
        folder = Path(tempfile.mkdtemp(prefix="polder-image-"))
        try:
            archive, changes = make(folder)
            engine.import_image(archive, image, changes)
        finally:
            shutil.rmtree(folder)
        made.append(image)
    return made


def main():
    parser = argparse.ArgumentParser(prog="scripts/images/build", description=__doc__)
    parser.add_argument("--engine", default=os.environ.get("POLDER_TEST_ENGINE"), help="the socket's path; $POLDER_TEST_ENGINE")
    parser.add_argument("images", nargs="+", choices=sorted(MAKERS))
    arguments = parser.parse_args()
    if not arguments.engine:
        parser.error("no engine: name its socket, or run this under scripts/engines/docker with …")
    for image in build(EngineAPI(arguments.engine), *arguments.images):
        print(image)


if __name__ == "__main__":
    main()
