"""The real Python node, with its algorithms in containers, works with Polder's server from end to end."""

import json

import pytest
from peer import containers, tasks
from peer.federation import Federation
from peer.node import PythonNode
from support.polder import PolderServer
from support.processes import wait_until

NAMES = ["noord", "oost"]


@pytest.fixture(scope="module")
def stage(podman, tmp_path_factory):
    folder = tmp_path_factory.mktemp("python-nodes")
    server = PolderServer(folder)
    nodes = []
    try:
        federation = Federation(server.host, server.port, server.password, NAMES)
        for number, name in enumerate(NAMES, 1):
            data = folder / f"{name}.csv"
            data.write_text("age\n" + "\n".join(str(30 * number + offset) for offset in range(10)) + "\n")
            nodes.append(PythonNode(folder / name, name, server, federation.api_keys[name], data, podman))
        for node in nodes:
            node.service.wait_until(lambda: federation.is_online(node.name), f"{node.name} is online", 60)
        yield federation, nodes, server
    finally:
        for node in nodes:
            node.stop()
        server.stop()


def wait_for(researcher, task):
    open_statuses = ("pending", "initializing", "active")
    wait_until(lambda: researcher.task.get(task)["status"] not in open_statuses, f"task {task} has ended", 120, 0.3)


def ask(stage, organizations, method):
    federation, nodes, server = stage
    researcher = federation.researcher()
    task = researcher.task.create(
        organizations=organizations, name=method, image=containers.IMAGE, description="",
        input_={"method": method, "kwargs": {"column_name": "age"}}, databases=[{"label": "default"}])  # fmt: skip
    assert "id" in task, task
    try:
        wait_for(researcher, task["id"])
        return researcher, task["id"], tasks.results(researcher, task["id"])
    except (AssertionError, TimeoutError):
        print(*(node.service.tail(40) for node in nodes), server.service.tail(20), sep="\n---\n")
        raise


def it_runs_a_task_at_every_node(stage):
    organizations = stage[0].organizations
    _, _, results = ask(stage, list(organizations.values()), "partial_average")
    assert results[organizations["noord"]] == {"sum": 345.0, "count": 10}
    assert results[organizations["oost"]] == {"sum": 645.0, "count": 10}


def it_runs_a_central_task_that_makes_subtasks_through_the_proxy(stage):
    organizations = stage[0].organizations
    researcher, task, results = ask(stage, [organizations["noord"]], "central_average")
    assert results[organizations["noord"]] == {"average": 49.5, "count": 20}
    children = researcher.task.list(parent=task)["data"]
    assert [child["status"] for child in children] == ["completed"]
    log = researcher.run.from_task(task)["data"][0]["log"]
    assert "parts" in (log or ""), "the log of the algorithm comes to the researcher"


def it_tells_the_words_of_an_algorithm_that_fails(stage):
    federation = stage[0]
    researcher = federation.researcher()
    task = researcher.task.create(
        organizations=[federation.organizations["oost"]], name="fails", image=containers.IMAGE, description="",
        input_={"method": "no_such_method"}, databases=[{"label": "default"}])["id"]  # fmt: skip
    wait_for(researcher, task)
    run = researcher.run.from_task(task)["data"][0]
    assert run["status"] in ("crashed", "failed"), json.dumps(run)[:400]
