"""The real Python client, unchanged, works with Polder's server and nodes."""

import pytest
from peer import dataset, tasks
from support.polder import SLEEP
from support.processes import wait_until
from vantage6.client import UserClient
from vantage6.common.exceptions import AuthenticationException


@pytest.fixture(scope="module")
def stage(with_polder_server):
    return with_polder_server


@pytest.fixture(scope="module")
def researcher(stage):
    return stage.federation.researcher()


@pytest.fixture(scope="module")
def everybody(stage):
    return list(stage.federation.organizations.values())


@pytest.fixture(scope="module")
def finished(researcher, everybody):
    """A task that is through at every hospital, with its results by organization."""
    task = tasks.ask(researcher, everybody, "summary_partial")
    return task, tasks.results(researcher, task)


def it_refuses_a_wrong_password(stage):
    user = UserClient(stage.server.host, stage.server.port, "/api", log_level="critical")
    with pytest.raises(AuthenticationException):
        user.authenticate(stage.federation.username, "not the password")


def it_knows_who_is_logged_in(stage, researcher):
    assert researcher.whoami.id_ == stage.federation.researcher_id
    assert researcher.whoami.organization_name == "noord"
    assert researcher.util.get_server_version()["version"].startswith("4.15")


def it_lists_organizations_collaborations_and_nodes(stage, researcher):
    federation = stage.federation
    organizations = researcher.organization.list(collaboration=federation.collaboration)["data"]
    assert {row["name"]: row["id"] for row in organizations} == federation.organizations
    assert federation.collaboration in [row["id"] for row in researcher.collaboration.list()["data"]]
    nodes = researcher.node.list(collaboration=federation.collaboration)["data"]
    assert {row["id"] for row in nodes} == set(federation.nodes.values())
    assert {row["status"] for row in nodes} == {"online"}


def it_gets_the_results_of_every_hospital(stage, finished):
    _, results = finished
    for name, part in stage.parts.items():
        tasks.check_summary(results.pop(stage.federation.organizations[name]), part)
    assert not results


def it_gets_a_summary_of_all_hospitals_from_a_central_task(stage, researcher, everybody):
    task = tasks.ask(researcher, everybody[:1], "summary")
    tasks.check_summary(tasks.results(researcher, task)[everybody[0]], stage.frame)


def it_fits_the_model_that_lifelines_fits(stage, researcher, everybody):
    task = tasks.ask(
        researcher, everybody[1:2], "cox", time=dataset.TIME, status=dataset.STATUS, covariates=dataset.COVARIATES
    )
    tasks.check_cox(tasks.results(researcher, task)[everybody[1]], stage.frame)


def it_finds_the_task_and_its_runs_again(researcher, finished, everybody):
    task, _ = finished
    assert researcher.task.get(task)["status"] == "completed"
    # The Python server answers this filter with an error; the client's reference page promises it.
    assert task in [row["id"] for row in researcher.task.list(status="completed")["data"]]
    included = researcher.task.get(task, include_results=True)
    assert len(included["results"]) == len(everybody)
    runs = researcher.run.list(task=task)["data"]
    assert {row["status"] for row in runs} == {"completed"}
    assert all(row["assigned_at"] and row["started_at"] and row["finished_at"] for row in runs)
    assert {row["organization"]["id"] for row in runs} == set(everybody)


def it_reads_single_results(researcher, finished):
    task, _ = finished
    rows = researcher.result.from_task(task)["data"]
    assert {researcher.result.get(row["id"]) for row in rows} == {row["result"] for row in rows}


def it_kills_a_task(stage, researcher, everybody):
    task = tasks.ask(researcher, everybody[1:2], "sleep", image=SLEEP)

    def status():
        return researcher.run.from_task(task)["data"][0]["status"]

    wait_until(lambda: status() == "active", "the run is active")
    refusal = researcher.request("kill/task", method="post", json={"id": task})
    assert "permission" in refusal["msg"], "a researcher may not send kills"
    stage.federation.root.task.kill(task)
    wait_until(lambda: status() == "killed by user", "the run is killed")
    assert researcher.run.from_task(task)["data"][0]["finished_at"]


def it_is_told_of_an_algorithm_that_nobody_knows(researcher, everybody):
    task = tasks.ask(researcher, everybody[2:], "anything", image="nobody/knows-this")
    run = wait_until(
        lambda: next(row for row in researcher.run.from_task(task)["data"] if row["finished_at"]), "the run has ended"
    )
    assert run["status"] in ("non-existing Docker image", "not allowed")
    assert run["log"]


def it_refuses_what_a_researcher_may_not_do(researcher):
    reply = researcher.organization.create(
        name="mine", address1="", address2="", zipcode="", country="", domain="mine.test"
    )
    assert "id" not in reply and "permission" in reply["msg"].lower()
