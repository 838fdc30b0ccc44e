"""Polder's node and its container engine: images from a real registry, an engine behind TLS, the node itself as a container
that the incumbent's command line starts, and how runs end that ask for too much."""

import shutil
import time
from pathlib import Path

import pytest
from engines.running import Engine, why_not
from images.build import AVERAGE, NOTHING
from peer.authority import Authority
from peer.federation import Federation
from peer.ward import Ward
from support.audit import chain
from support.forward import Forward
from support.polder import PolderServer
from support.processes import free_port, wait_until

PASSWORD = "a-Word-of-the-registry-1"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = PolderServer(tmp_path_factory.mktemp("engines-server"))
    yield server
    server.stop()


@pytest.fixture
def wards(server, tmp_path):
    """Makes wards of one engine that are stopped at the end."""
    made = []

    def make(engine, policies=None, **settings) -> Ward:
        runtime = {"kind": "container", "container": {"engine": engine.address}, **settings.pop("runtime", {})}
        made.append(Ward(server, tmp_path / f"ward-{len(made)}", settings={"runtime": runtime, "policies": policies or {}, **settings}))
        return made[-1]

    yield make
    for ward in made:
        ward.stop()


@pytest.fixture
def registries(tmp_path):
    """Makes registries that are stopped at the end."""
    from peer.image_registry import ImageRegistry

    made = []

    def make(engine, **options) -> ImageRegistry:
        made.append(ImageRegistry(tmp_path / f"registry-{len(made)}", engine, **options))
        return made[-1]

    yield make
    for registry in made:
        registry.stop()


@pytest.fixture
def docker(engines):
    return engines.get("docker")


on_both = pytest.mark.parametrize("kind", ["docker", "podman"])


def digests(ward, tmp_path) -> list:
    """The digests of the images that the node's audit log says it has started."""
    exported = tmp_path / f"audit-{time.monotonic_ns()}.jsonl"
    ward.verb("audit", "export", "--config", ward.path, "--output", exported)
    return [entry["details"]["digest"] for entry in chain(exported) if entry["operation"] == "StartRun"]


@on_both
def it_pulls_an_image_once_and_runs_what_it_pulled(kind, engines, wards, registries, tmp_path):
    registry = registries(engines.get(kind))
    image, first = registry.push("test/mean:1")
    ward = wards(registry.engine)
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    layers = len(registry.layers())
    assert layers > 0
    asked = len(registry.asked())
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    assert len(registry.asked()) == asked, "what was found a moment ago is not asked for again"
    # A node that knows nothing of that moment asks for the digest, and gets nothing that is there.
    ward.stop()
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    assert len(registry.asked()) > asked and len(registry.layers()) == layers
    assert digests(ward, tmp_path) == [first] * 3
    # Another image under the tag, and the former one by its digest.
    _, second = registry.push("test/mean:1")
    assert second != first
    ward.stop()
    ward.start()
    for name in (image, f"{image.rsplit(':', 1)[0]}@{first}"):
        assert ward.wait_for(ward.ask(name, "run"))["status"] == "completed"
    assert digests(ward, tmp_path)[3:] == [second, first]


def it_tells_how_far_a_slow_pull_has_come(docker, wards, registries):
    registry = registries(docker, rate=300 << 10)
    image, _ = registry.push("test/large:1", kilobytes=2_100)
    ward = wards(docker)
    ward.start()
    task = ward.ask(image, "run")
    ward.service.wait_until(lambda: "bytes=" in ward.log, "the log tells of bytes", 30)
    # A run waits for its image without a place, and is none that has begun.
    assert ward.run(task)["status"] == "pending"
    assert ward.wait_for(task)["status"] == "completed"
    (line, *_) = [line for line in ward.log.splitlines() if "pulling" in line and "bytes=" in line]
    told = {word.split("=")[0]: word.split("=")[1] for word in line.split() if "=" in word}
    assert 0 < int(told["bytes"]) <= int(told["of"]) and image in line


@on_both
def it_pulls_with_the_account_of_the_registry(kind, engines, wards, registries):
    registry = registries(engines.get(kind), accounts={"node": PASSWORD})
    image, _ = registry.push("test/closed:1")
    account = {"registry": registry.host, "username": "node", "password": PASSWORD}
    ward = wards(registry.engine, docker_registries=[{**account, "password": "another-word"}])
    ward.start()
    run = ward.wait_for(ward.ask(image, "run"))
    assert run["status"] == "non-existing Docker image" and run["finished_at"], run
    ward.change(docker_registries=[])
    ward.stop()
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "non-existing Docker image"
    ward.change(docker_registries=[account])
    ward.stop()
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    said = ward.log
    assert said.count("can not be pulled") == 2 and "docker_registries" in said, "the steward is told what to look at"
    assert not [word for word in (PASSWORD, "another-word") if word in said + run["log"]]


def it_runs_what_is_here_only_where_the_policy_lets_it(docker, wards, registries):
    registry = registries(docker)
    image, _ = registry.push("test/kept:1")
    ward = wards(docker)
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    ward.stop()
    registry.service.stop()
    ward.start()
    run = ward.wait_for(ward.ask(image, "run"))
    assert run["status"] == "non-existing Docker image" and "require_algorithm_pull" in run["log"] + ward.log
    ward.stop()
    ward.change(policies={"require_algorithm_pull": False})
    ward.start()
    assert ward.wait_for(ward.ask(image, "run"))["status"] == "completed"
    assert "the registry does not give the image" in ward.log


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    """A Docker Engine that lets in by TLS whoever has a certificate of its authority; its address and the authority."""
    if reason := why_not("docker"):
        pytest.skip(f"no docker here: {reason}")
    folder = tmp_path_factory.mktemp("secured")
    authority = Authority(folder / "certificates")
    engine = Engine("docker", folder, options=("--tls", str(authority.folder)))
    forward = None
    try:
        engine.build("nothing")
        port = free_port()
        forward = Forward(folder, (None, "127.0.0.1", port), (engine.network, "127.0.0.1", 2376))
        yield f"tcp://127.0.0.1:{port}", authority
    finally:
        if forward:
            forward.stop()
        engine.stop()


def runtime(address=None, certificates=None) -> dict:
    container = {"engine": address, "certificates": str(certificates) if certificates else None}
    return {"kind": "container", "container": {key: value for key, value in container.items() if value}}


def it_works_with_an_engine_behind_tls(secured, server, tmp_path):
    address, authority = secured
    local = {"policies": {"require_algorithm_pull": False}}
    ward = Ward(server, tmp_path, settings={**local, "runtime": runtime(address, authority.folder)})
    try:
        assert not [item for item in ward.check() if item["state"] == "error"]
        ward.start()
        assert ward.wait_for(ward.ask(NOTHING, "run"))["status"] == "completed"
        ward.stop()
        # The same by the words that Docker's own client takes.
        ward.change(runtime=runtime())
        ward.start(DOCKER_HOST=address, DOCKER_TLS_VERIFY="1", DOCKER_CERT_PATH=str(authority.folder))
        assert ward.wait_for(ward.ask(NOTHING, "run"))["status"] == "completed"
    finally:
        ward.stop()


@pytest.mark.parametrize("what", ["engine", "node", "nobody"])
def it_trusts_no_engine_of_another_authority_and_the_engine_no_such_node(what, secured, server, tmp_path):
    address, authority = secured
    other = Authority(tmp_path / "other")
    mixed = tmp_path / "mixed"
    shutil.copytree(other.folder if what == "node" else authority.folder, mixed)
    if what != "nobody":
        # The engine is not who it should be, or the node is not.
        shutil.copy((authority if what == "node" else other).folder / "ca.pem", mixed / "ca.pem")
    ward = Ward(server, tmp_path / "ward", settings={"runtime": runtime(address, None if what == "nobody" else mixed)})
    (error,) = [item for item in ward.check(code=1) if item["state"] == "error"]
    assert error["check"] == "runtime" and "can not be reached" in error["message"] and error["next_step"]
    ward.start(online=False)
    assert ward.service.process.wait(60) != 0


@pytest.fixture(scope="module")
def boxed(tmp_path_factory):
    """A Docker Engine at the usual place, with the node's image and an algorithm, and the gateway by which it reaches us."""
    from peer import boxed_node

    if reason := why_not("docker"):
        pytest.skip(f"no docker here: {reason}")
    folder = tmp_path_factory.mktemp("boxed")
    engine = boxed_node.own_engine(folder)
    try:
        engine.build("nothing", "average")
        boxed_node.build(folder, engine)
        yield engine, boxed_node.gateway(engine)
    finally:
        engine.stop()


def it_is_started_and_stopped_by_the_incumbents_command_line(boxed, server, tmp_path):
    from peer.boxed_node import BoxedNode

    engine, gateway = boxed
    federation = Federation(server.host, server.port, server.password, ["boxed"])
    data = tmp_path / "patients.csv"
    data.write_text("age\n30\n40\n50\n")
    forward = Forward(tmp_path, (engine.network, gateway, server.port), (None, "127.0.0.1", server.port))
    node = BoxedNode(tmp_path, "ward", engine, {
        "api_key": federation.api_keys["boxed"], "server_url": f"http://{gateway}", "port": server.port, "api_path": "/api",
        "databases": [{"label": "default", "uri": str(data), "type": "csv"}],
        "encryption": {"enabled": False, "private_key": ""}, "policies": {"require_algorithm_pull": False},
    })  # fmt: skip
    try:
        node.start()
        wait_until(lambda: federation.is_online("boxed"), "the node is online", 60)
        researcher = federation.researcher()
        task = researcher.task.create(
            organizations=list(federation.organizations.values()), name="a", image=AVERAGE, description="",
            input_={"method": "central_average", "kwargs": {"column_name": "age"}}, databases=[{"label": "default"}],
        )["id"]  # fmt: skip
        (row,) = researcher.wait_for_results(task, interval=0.2)["data"]
        assert row["result"] == '{"average": 40.0, "count": 3}'
        assert "Stopped the" in node.stop()
        assert node.container() is None or node.container()["State"] == "exited"
        wait_until(lambda: not federation.is_online("boxed"), "the node is offline", 60)
        assert not engine.api.containers({"vantage6-type": "algorithm"}), "nothing is left behind"
    finally:
        node.remove()
        forward.stop()


def it_tells_apart_what_ended_a_run(docker, wards):
    limits = {"memory_mb": 300, "wall_seconds": 12}
    ward = wards(docker, {"require_algorithm_pull": False}, runtime={"limits": limits})
    ward.start()
    asked = {
        "memory": ward.ask(AVERAGE, "hungry", megabytes=1_200),
        "time": ward.ask(AVERAGE, "sleepy", seconds=600),
        "crash": ward.ask(AVERAGE, "fails", words="too few rows"),
    }
    ended = {what: ward.wait_for(task) for what, task in asked.items()}
    assert {run["status"] for run in ended.values()} == {"crashed"}
    notes = {what: [line for line in run["log"].splitlines() if line.startswith("node > ")] for what, run in ended.items()}
    assert "memory" in notes["memory"][-1] and "300" in notes["memory"][-1], ended["memory"]
    assert "more time" in notes["time"][-1] and "runtime.limits.wall_seconds: 12" in notes["time"][-1], ended["time"]
    assert "too few rows" in ended["crash"]["log"] and not set(notes["crash"]) & {*notes["memory"], *notes["time"]}


def it_takes_a_hundred_megabytes_of_output_without_keeping_them(docker, wards):
    ward = wards(docker, {"require_algorithm_pull": False})
    ward.start()
    status = Path(f"/proc/{ward.service.process.pid}/status")

    def peak() -> int:
        """The most memory that the node had so far, in MiB."""
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) >> 10

    assert ward.wait_for(ward.ask(AVERAGE, "talkative", lines=10))["status"] == "completed"
    before = peak()
    width = 8_000
    lines = (100 << 20) // width
    run = ward.wait_for(ward.ask(AVERAGE, "talkative", lines=lines, width=width), seconds=120)
    assert run["status"] == "completed" and f"line {lines - 1} " in run["log"]
    assert len(run["log"]) < 2 << 20, "the end of the output is kept, as much as `log_kb` says"
    print(f"at the most {peak()} MiB, {before} MiB before")
    assert peak() - before < 64
