import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engines import running  # noqa: E402
from images.build import NOTHING  # noqa: E402
from peer import containers, dataset, needs, tasks  # noqa: E402
from peer.federation import Federation  # noqa: E402
from peer.skipped import Skipped  # noqa: E402
from support.polder import PROGRAM, PolderNode, PolderServer  # noqa: E402
from support.processes import Ended  # noqa: E402

HOSPITALS = ["noord", "oost", "west"]


def pytest_configure(config):
    if not PROGRAM.is_file():
        raise pytest.UsageError("POLDER names no program; scripts/interop/run sets it")
    config.pluginmanager.register(Skipped(), "polder-skipped")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Checks of one site follow each other, so that each site is built once."""
    places = [place for place, item in enumerate(items) if "site" in getattr(getattr(item, "callspec", None), "params", {})]
    chosen = sorted((items[place] for place in places), key=lambda item: item.module.SITES.index(item.callspec.params["site"]))
    for place, item in zip(places, chosen):
        items[place] = item


class Stage:
    """A server, the federation on it, and Polder's nodes beside the hospitals' parts of the data."""

    def __init__(self, server, folder):
        self.server = server
        self.frame = dataset.make(folder / "all.csv")
        self.parts = tasks.parts(self.frame, HOSPITALS)
        self.federation = Federation(server.host, server.port, server.password, HOSPITALS)
        self.nodes = []
        try:
            for name, part in self.parts.items():
                data = folder / f"{name}.csv"
                part.to_csv(data, index=False)
                key = self.federation.api_keys[name]
                self.nodes.append(PolderNode(folder / name, name, server, key, data))
            for node in self.nodes:
                node.service.wait_until(lambda: self.federation.is_online(node.name), f"{node.name} is online")
        except BaseException:
            self.stop()
            raise

    def stop(self):
        for node in self.nodes:
            node.stop()


@pytest.fixture(scope="session")
def with_polder_server(tmp_path_factory):
    """Polder's nodes at Polder's server."""
    folder = tmp_path_factory.mktemp("polder")
    server = PolderServer(folder)
    try:
        stage = Stage(server, folder)
        yield stage
        stage.stop()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def with_python_server(tmp_path_factory):
    """Polder's nodes at the real Python server."""
    needs.python_system()
    from peer.server import PythonServer

    folder = tmp_path_factory.mktemp("python")
    server = PythonServer(folder)
    try:
        stage = Stage(server, folder)
        yield stage
        stage.stop()
    finally:
        server.stop()


class Engines:
    """Container engines by kind, each started once, when it is first asked for, with the images that checks run."""

    def __init__(self, folder):
        self.folder, self.running, self.reasons = folder, {}, {}

    def get(self, kind) -> running.Engine:
        if kind not in self.running and kind not in self.reasons:
            if reason := running.why_not(kind):
                self.reasons[kind] = f"no {kind} here: {reason}"
            else:
                self._start(kind)
        if kind in self.reasons:
            pytest.skip(self.reasons[kind])
        return self.running[kind]

    def _start(self, kind):
        try:
            engine = running.Engine(kind, self.folder)
        except (TimeoutError, Ended) as error:
            self.reasons[kind] = f"no {kind} here: it does not start: {error}"
            return
        self.running[kind] = engine
        if not engine.can_run(PROGRAM):
            self.reasons[kind] = f"no {kind} here: its user may not run {PROGRAM}"
            return
        engine.build("average", "nothing")
        code, said = engine.api.run(NOTHING, host={"NetworkMode": "none"})
        if code != 0:
            self.reasons[kind] = f"no {kind} here: it runs nothing: {said}"

    def stop(self):
        for engine in self.running.values():
            engine.stop()


@pytest.fixture(scope="session")
def engines(tmp_path_factory):
    needs.python_system("vantage6.algorithm.tools")
    engines = Engines(tmp_path_factory.mktemp("engines"))
    yield engines
    engines.stop()


@pytest.fixture(scope="session")
def podman(tmp_path_factory):
    """Podman with the image of the real algorithm tools, which is made once for all."""
    reason = containers.why_not()
    if reason:
        pytest.skip(f"no containers here: {reason}")
    needs.python_system("vantage6.node")
    podman = None
    try:
        try:
            podman = containers.Containers(tmp_path_factory.mktemp("podman") / "podman")
            podman.run("info")
        except (RuntimeError, OSError, TimeoutError, Ended) as error:
            pytest.skip(f"no containers here: Podman does not run: {error}")
        podman.make_image()
        try:
            podman.run("run", "--rm", containers.IMAGE, "python", "-c", "print()")
        except RuntimeError as error:
            pytest.skip(f"no containers here: Podman starts none: {error}")
        podman.run("run", "--rm", containers.IMAGE, "python", "-c", "import vantage6.algorithm.tools")
        yield podman
    finally:
        if podman:
            podman.stop()
