"""Polder's node runs Python algorithms unchanged, in containers of a real Docker Engine and of Podman, at either server.

The image is made of the real algorithm tools (`scripts/images`), and the researcher has the real Python client."""

import re
import signal
import time

import pytest
from images.build import NOTHING
from peer import needs
from peer.site import COLUMN, MEMORY, MISSING, NAMES, Site
from support.processes import wait_until

FIRST = next(iter(NAMES))
SUMS = {name: {"sum": float(sum(rows)), "count": len(rows)} for name, rows in NAMES.items()}
AVERAGES = {"average": sum(map(sum, NAMES.values())) / sum(map(len, NAMES.values())), "count": sum(map(len, NAMES.values()))}
CIPHERTEXT = re.compile(r"[A-Za-z0-9+/]{683}=\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]+=*")

# Engine, server, encrypted. Podman without privileges is one more engine; it is slower, and so it is at one server alone.
# At the mixed sites the other node is the real Python node.
SITES = [
    *(
        (engine, server, encrypted, False)
        for engine in ("docker", "podman")
        for server in ("polder", "python")
        for encrypted in (False, True)
    ),
    ("podman-rootless", "polder", False, False),
    ("podman", "polder", True, True),
    ("podman", "python", True, True),
]


def name_of(site) -> str:
    engine, server, encrypted, mixed = site
    return f"{engine}-{server}-{'mixed' if mixed else 'encrypted' if encrypted else 'clear'}"


@pytest.fixture(scope="module")
def site(request, tmp_path_factory):
    engine, server, encrypted, mixed = request.param
    if server == "python":
        needs.python_system()
    running = request.getfixturevalue("engines").get(engine)
    site = Site(tmp_path_factory.mktemp(name_of(request.param)), running, server, encrypted, mixed)
    yield site
    site.stop()


def at(*words):
    """Tries a check at the sites whose name has all the words."""
    chosen = [site for site in SITES if all(word in name_of(site) for word in words)]
    return pytest.mark.parametrize("site", chosen, indirect=True, ids=name_of)


# Everywhere; where nothing is encrypted; where what is tried is between node and engine, so that one server will do.
everywhere, in_the_clear, at_engines = at(), at("clear"), at("polder-clear")


@everywhere
def it_runs_a_task_at_every_node(site):
    assert site.results(site.ask(NAMES, "partial_average", column_name=COLUMN)) == SUMS


@everywhere
def it_runs_a_central_task_that_makes_subtasks_through_the_proxy(site):
    task = site.ask([FIRST], "central_average", column_name=COLUMN)
    assert site.results(task) == {FIRST: AVERAGES}
    (child,) = site.children(task)
    assert [run["status"] for run in site.runs(child)] == ["completed"] * len(NAMES)
    assert "parts" in site.runs(task)[0]["log"], "the log of the algorithm comes to the researcher"


@at("mixed")
def it_answers_a_central_task_of_a_python_node(site):
    assert site.results(site.ask(["oost"], "central_average", column_name=COLUMN)) == {"oost": AVERAGES}


@at("encrypted")
def it_tells_the_server_neither_inputs_nor_results(site):
    task = site.ask([FIRST], "central_average", column_name=COLUMN)
    assert site.results(task) == {FIRST: AVERAGES}
    (child,) = site.children(task)
    for number in (task, child):
        rows = site.told("result", task_id=number)["data"]
        assert all(CIPHERTEXT.fullmatch(run["input"]) for run in site.runs(number))
        assert rows and all(CIPHERTEXT.fullmatch(row["result"]) for row in rows)


@at_engines
def it_shares_the_temporary_folder_of_a_job(site):
    found = site.results(site.ask([FIRST], "central_note", text="to whom it may concern"))
    # The other node has a folder of its own, in which there is none.
    assert sorted(found[FIRST], key=str) == [None, "to whom it may concern"]


@at_engines
def it_hands_on_a_result_of_several_megabytes(site):
    assert len(site.results(site.ask([FIRST], "large", megabytes=4))[FIRST]["text"]) == 4 << 20


@at_engines
def it_gives_an_algorithm_what_the_contract_says_and_nothing_more(site):
    task = site.ask([FIRST], "echo_environment")
    found = site.results(task)[FIRST]
    folder = f"/mnt/data/task-{site.runs(task)[0]['id']:09d}"
    said = found["environment"]
    assert said["INPUT_FILE"] == f"{folder}/input" and said["OUTPUT_FILE"] == f"{folder}/output"
    assert said["TEMPORARY_FOLDER"] == "/mnt/tmp" and said["API_PATH"] == ""
    assert said["USER_REQUESTED_DATABASE_LABELS"] == "default"
    assert said["DEFAULT_DATABASE_TYPE"] == "csv" and said["DEFAULT_DATABASE_URI"].startswith("/mnt/")
    assert said["HOST"].startswith("http://") and int(said["PORT"]) > 0
    folders = {path.split("/")[3] for path in found["data"] if path.startswith("/mnt/data/task-")}
    assert folders == {folder.rsplit("/", 1)[1]}, "no other run's folder is to be seen"


@at_engines
def it_takes_from_an_algorithm_what_it_does_not_need(site):
    found = site.results(site.ask([FIRST], "echo_environment"))[FIRST]
    assert set(found["capabilities"].values()) == {"0" * 16}
    assert found["no_new_privileges"] == "1"
    assert found["interfaces"] in (["lo"], None)
    assert found["writable"] | {"/tmp": True, "/mnt/tmp": True} == found["writable"]
    assert not any(found["writable"][place] for place in ("/", "/usr", "/etc"))
    # Without root the container's root is the engine's own user, who is nobody special on the machine.
    if site.engine.kind != "podman-rootless":
        assert found["user"] != 0, "the image does not ask for root"
    assert not [path for path in found["sockets"] if "docker" in path or "podman" in path]
    if site.engine.kind != "podman-rootless":
        memory = {found["limits"][name] for name in ("memory/memory.limit_in_bytes", "memory.max")} - {None}
        assert memory == {str(MEMORY << 20)}


@at_engines
def it_lets_an_algorithm_reach_its_proxy_alone(site):
    hosts = [
        # The server, as it is reached from this machine; whatever the engine's networks have as gateways; a name server;
        # what clouds tell their machines.
        f"127.0.0.1:{site.server.port}", "10.88.0.1:22", "172.17.0.1:22", f"172.17.0.1:{site.server.port}",
        "1.1.1.1:53", "169.254.169.254:80", "[::1]:22", f"host.docker.internal:{site.server.port}",
    ]  # fmt: skip
    found = site.results(site.ask([FIRST], "reach", hosts=hosts))[FIRST]
    assert "reached" not in found.values(), found


@in_the_clear
def it_forwards_the_calls_of_an_algorithm_and_no_others(site):
    organization, other = site.organizations.values()
    everybody = f"GET /organization?collaboration_id={site.federation.collaboration}"
    allowed = [f"GET /organization/{other}", everybody, "GET /blobstream/status"]
    refused = [
        "GET /user", "GET /role", "GET /node", "POST /token/refresh", "GET /event", "DELETE /task/1", "POST /kill/task",
        f"PATCH /organization/{organization}", "GET /../version", "GET /organization/../user", "GET //user",
    ]  # fmt: skip
    found = site.results(site.ask([FIRST], "proxy", paths=allowed + refused))[FIRST]
    assert {path: found[path] for path in allowed} == dict.fromkeys(allowed, 200)
    assert all(found[path] >= 400 for path in refused), found


@in_the_clear
def it_tells_the_words_of_an_algorithm_that_fails(site):
    run = site.end(site.ask(["oost"], "fails", words="too few rows"))
    assert run["status"] == "crashed" and "too few rows" in run["log"]
    run = site.end(site.ask(["oost"], "no_such_method"))
    assert run["status"] in ("crashed", "failed") and run["finished_at"]


@at_engines
def it_keeps_the_whole_log(site):
    task = site.ask([FIRST], "talkative", lines=2_000)
    assert site.results(task) == {FIRST: {"lines": 2_000}}
    log = site.runs(task)[0]["log"]
    assert "line 0 " in log and "line 1999 " in log


@at_engines
def it_ends_what_takes_too_much_memory(site):
    if site.engine.kind == "podman-rootless":
        # There are no limits to be had for it; the node is to say so instead.
        assert "memory" in site.nodes[FIRST].service.log.read_text()
        return
    run = site.end(site.ask([FIRST], "hungry", megabytes=4 * MEMORY))
    assert run["status"] == "crashed" and "memory" in run["log"].lower(), run


@in_the_clear
def it_is_told_of_a_kill(site):
    task = site.ask(["oost"], "sleepy", seconds=600)
    (run,) = site.wait_for(task, ["active"])
    container = site.container(run["id"])
    begin = time.monotonic()
    site.federation.root.task.kill(task)
    wait_until(lambda: container["Id"] not in ids(site, running_only=True), "the container has ended", 30, 0.02)
    print(f"killed within {time.monotonic() - begin:.2f} s")
    assert site.end(task)["status"] == "killed by user"
    wait_until(lambda: container["Id"] not in ids(site), "the container is removed", 30)


@in_the_clear
def it_kills_the_subtasks_of_what_is_killed(site):
    task = site.ask([FIRST], "central_average", column_name=COLUMN, seconds=600)
    child = wait_until(lambda: site.children(task), "there is a subtask", 60)[0]
    site.wait_for(child, ["active"])
    site.federation.root.task.kill(task)
    statuses = {run["status"] for number in (task, child) for run in site.wait_for(number)}
    if site.server.username == "root" and site.server.service.name == "python-server":
        # It may let a subtask go on that was made the moment before.
        assert "killed by user" in statuses
    else:
        assert statuses == {"killed by user"}


@in_the_clear
def it_says_that_an_image_is_nowhere(site):
    run = site.end(site.ask([FIRST], "partial_average", image=MISSING))
    assert run["status"] == "non-existing Docker image", run
    assert run["finished_at"], "it is not asked for again"


@in_the_clear
def it_refuses_what_its_policy_does_not_allow(site):
    began = time.time()
    run = site.end(site.ask([FIRST], "partial_average", image=NOTHING))
    assert run["status"] == "not allowed" and run["finished_at"], run
    assert run["id"] not in site.starts(began)


@in_the_clear
@pytest.mark.parametrize("how", ["killed", "stopped"])
def it_goes_on_after_the_node_was(site, how):
    """A central algorithm waits for its subtask while its node dies; the same container goes on and learns of the result."""
    began = time.time()
    task = site.ask([FIRST], "central_average", column_name=COLUMN, seconds=8)
    child = wait_until(lambda: site.children(task), "there is a subtask", 60)[0]
    site.wait_for(child, ["active"])
    (central,) = site.runs(task)
    own = [run for run in site.runs(child) if run["organization"]["id"] == site.organizations[FIRST]]
    before = {run["id"]: site.container(run["id"])["Id"] for run in [central, *own]}
    node = site.nodes[FIRST]
    if how == "killed":
        node.service.process.send_signal(signal.SIGKILL)
        node.service.process.wait()
    node.stop()
    # They are there all the time, with nobody to look after them.
    assert set(before.values()) <= set(ids(site, running_only=True))
    node.start()
    node.service.wait_until(lambda: site.federation.is_online(node.name), "the node is online again", 60)
    after = {run: [container["Id"] for container in found(site, run)] for run in before}
    # One that has ended meanwhile may be gone; none is another.
    assert all(containers in ([before[run]], []) for run, containers in after.items()), (before, after)
    assert site.results(task) == {FIRST: AVERAGES}
    assert site.results(child) == SUMS
    runs = [run["id"] for number in (task, child) for run in site.runs(number)]
    counted = site.starts(began)
    assert {run: counted.get(run) for run in runs} == dict.fromkeys(runs, 1), "each was started once"
    assert len(site.children(task)) == 1, "the central algorithm asked once"


@at_engines
def it_reports_what_ended_while_it_was_away(site):
    task = site.ask([FIRST], "partial_average", column_name=COLUMN, seconds=4)
    (run,) = site.wait_for(task, ["active"])
    node, container = site.nodes[FIRST], site.container(run["id"])["Id"]
    node.service.process.send_signal(signal.SIGKILL)
    node.stop()
    wait_until(lambda: container not in ids(site, running_only=True), "the container has ended", 60)
    node.start()
    assert site.results(task) == {FIRST: SUMS[FIRST]}


@at_engines
def it_ends_what_was_killed_while_it_was_away(site):
    task = site.ask([FIRST], "sleepy", seconds=600)
    (run,) = site.wait_for(task, ["active"])
    node, container = site.nodes[FIRST], site.container(run["id"])["Id"]
    node.service.process.send_signal(signal.SIGKILL)
    node.stop()
    site.federation.root.task.kill(task)
    node.start()
    wait_until(lambda: container not in ids(site), "the container is gone", 60)
    assert site.end(task)["status"] == "killed by user"


@everywhere
def it_leaves_no_container_of_a_run_that_is_over(site):
    runs = site.runs(site.ask([FIRST], "partial_average", column_name=COLUMN))
    site.results(runs[0]["task"]["id"])
    wait_until(lambda: not found(site, runs[0]["id"]), "the container is removed", 30)


def found(site, run) -> list:
    return site.engine.api.containers({"vantage6-type": "algorithm", "run_id": run})


def ids(site, running_only=False) -> list:
    return [container["Id"] for container in site.engine.api.containers({"vantage6-type": "algorithm"}, running_only)]

