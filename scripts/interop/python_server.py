"""Polder's node is a drop-in: the real Python server takes it for one of its own."""

import pytest
from peer import summaries
from support.polder import SLEEP
from support.processes import wait_until


@pytest.fixture(scope="module")
def stage(with_python_server):
    return with_python_server


@pytest.fixture(scope="module")
def researcher(stage):
    return stage.federation.researcher()


def it_runs_a_task_at_every_hospital(stage, researcher):
    organizations = stage.federation.organizations
    task = summaries.ask(researcher, list(organizations.values()))["id"]
    results = researcher.wait_for_results(task, interval=0.2)["data"]
    runs = {run["id"]: run for run in researcher.run.from_task(task)["data"]}
    assert {run["status"] for run in runs.values()} == {"completed"}
    found = {runs[result["run"]["id"]]["organization"]["id"]: result["result"] for result in results}
    for name, part in stage.parts.items():
        summaries.check(found[organizations[name]], part)


def it_is_told_of_a_kill(stage, researcher):
    task = summaries.ask(
        researcher, [stage.federation.organizations["oost"]], image=SLEEP, input_={"method": "sleep"}
    )["id"]

    def status():
        return researcher.run.from_task(task)["data"][0]["status"]

    wait_until(lambda: status() == "active", "the run is active")
    stage.federation.root.task.kill(task)
    wait_until(lambda: status() == "killed by user", "the run is killed")


def it_is_offline_once_it_has_stopped(stage):
    federation = stage.federation
    stage.nodes[-1].stop()
    node = federation.nodes[stage.nodes[-1].name]
    wait_until(lambda: federation.root.node.get(node)["status"] == "offline", "the stopped node is offline")
