"""The algorithms of Polder, asked for by the real Python client, and what they must say."""

import json
import math

import pandas
import pytest
import requests
from support.polder import STATISTICS
from vantage6.client import UserClient

from . import dataset, reference

# Both sides drive Newton's method to the end, and lifelines agrees with an independent fit to about 1e-10.
COEFFICIENTS, STANDARD_ERRORS, LIKELIHOOD = 1e-8, 1e-7, 1e-6


def parts(frame: pandas.DataFrame, names: list) -> dict:
    """The frame dealt out to as many hospitals as there are names, by turns."""
    return {name: frame.iloc[index :: len(names)] for index, name in enumerate(names)}


def ask(
    researcher: UserClient, organizations: list, method: str, image: str = STATISTICS, databases=("default",),
    told_server: str | None = None, **arguments,
) -> int:  # fmt: skip
    """A new task for each of the organizations; its id.

    :param told_server: the address by which the store that the researcher uses knows the server
    """
    more = {"server_url": told_server} if told_server else {}
    task = researcher.task.create(
        organizations=organizations, name=method, image=image, description="", input_={"method": method, "kwargs": arguments},
        databases=[{"label": label} for label in databases], **more,
    )  # fmt: skip
    assert "id" in task, task
    return task["id"]


def told(researcher: UserClient, server, path: str, **parameters):
    """What the server says to the researcher, decrypted by nobody."""
    headers = {"Authorization": f"Bearer {researcher.token}"}
    reply = requests.get(f"{server.url}/{path}", params=parameters, headers=headers, timeout=20)
    assert reply.ok, reply.text
    return reply.json()


def results(researcher: UserClient, task: int) -> dict:
    """The decrypted and decoded results by organization, once all runs are through."""
    rows = researcher.wait_for_results(task, interval=0.2)["data"]
    runs = {run["id"]: run for run in researcher.run.from_task(task)["data"]}
    for run in runs.values():
        assert run["status"] == "completed", run["log"]
    return {runs[row["run"]["id"]]["organization"]["id"]: json.loads(row["result"]) for row in rows}


def check_summary(found: dict, frame: pandas.DataFrame):
    """Compares count, missing, mean and sd of every column with what pandas says."""
    columns = {column["name"]: column for column in found["columns"]}
    expected = reference.summary(frame)
    assert set(columns) == set(expected)
    for name, values in expected.items():
        column = columns[name]
        assert (column["count"], column["missing"]) == (values["count"], values["missing"]), name
        assert column["mean"] == pytest.approx(values["mean"], rel=1e-10), name
        # A site sends the sum of squared deviations; who puts the sites together makes a standard deviation of it.
        sd = column["sd"] if "sd" in column else math.sqrt(column["squares"] / (column["count"] - 1))
        assert sd == pytest.approx(values["sd"], rel=1e-10), name


def check_cox(found: dict, frame: pandas.DataFrame):
    """Compares a federated Cox model of the made-up study with the one that lifelines fits to all rows at once."""
    expected = reference.cox(frame, dataset.TIME, dataset.STATUS, dataset.COVARIATES)
    rows = {row["name"]: row for row in found["coefficients"]}
    assert set(rows) == set(dataset.COVARIATES)
    for name, row in rows.items():
        assert row["coefficient"] == pytest.approx(expected["coefficients"][name], abs=COEFFICIENTS), name
        assert row["standard_error"] == pytest.approx(expected["standard_errors"][name], abs=STANDARD_ERRORS), name
    assert found["log_likelihood"] == pytest.approx(expected["log_likelihood"], abs=LIKELIHOOD)
    assert found["rows"] == expected["rows"]
