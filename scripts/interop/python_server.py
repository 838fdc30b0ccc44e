"""Polder's node is a drop-in: the real Python server takes it for one of its own."""

import pytest
from peer import dataset, tasks
from support.polder import SLEEP
from support.processes import wait_until


@pytest.fixture(scope="module")
def stage(with_python_server):
    return with_python_server


@pytest.fixture(scope="module")
def researcher(stage):
    return stage.federation.researcher()


@pytest.fixture(scope="module")
def everybody(stage):
    return list(stage.federation.organizations.values())


def it_runs_a_task_at_every_hospital(stage, researcher, everybody):
    results = tasks.results(researcher, tasks.ask(researcher, everybody, "summary_partial"))
    for name, part in stage.parts.items():
        tasks.check_summary(results[stage.federation.organizations[name]], part)


def it_runs_a_central_task_that_creates_subtasks(stage, researcher, everybody):
    task = tasks.ask(
        researcher, everybody[:1], "cox", time=dataset.TIME, status=dataset.STATUS, covariates=dataset.COVARIATES
    )
    tasks.check_cox(tasks.results(researcher, task)[everybody[0]], stage.frame)


def it_is_told_of_a_kill(stage, researcher, everybody):
    task = tasks.ask(researcher, everybody[1:2], "sleep", image=SLEEP)

    def status():
        return researcher.run.from_task(task)["data"][0]["status"]

    wait_until(lambda: status() == "active", "the run is active")
    stage.federation.root.task.kill(task)
    wait_until(lambda: status() == "killed by user", "the run is killed")


def it_is_offline_once_it_has_stopped(stage):
    federation = stage.federation
    node = stage.nodes[-1]
    node.stop()
    wait_until(lambda: not federation.is_online(node.name), "the stopped node is offline")
