"""The `summary` algorithm, asked for by the real Python client, and what it must say."""

import json

import pandas
import pytest
from vantage6.client import UserClient

from . import reference
from support.polder import STATISTICS


def parts(frame: pandas.DataFrame, names: list) -> dict:
    """The frame dealt out to as many hospitals as there are names, by turns."""
    return {name: frame.iloc[index :: len(names)] for index, name in enumerate(names)}


def ask(researcher: UserClient, organizations: list, image: str = STATISTICS, input_: dict | None = None) -> dict:
    """A new task for each of the organizations."""
    task = researcher.task.create(
        organizations=organizations,
        name="summary",
        image=image,
        description="count, missing, mean and sd",
        input_=input_ or {"method": "summary", "kwargs": {}},
        databases=[{"label": "default"}],
    )
    assert "id" in task, task
    return task


def check(text: str, frame: pandas.DataFrame):
    """Compares one organization's decrypted result with what pandas says about its rows."""
    found = json.loads(text)
    columns = found.get("columns", found)
    for name, expected in reference.summary(frame).items():
        for key, value in expected.items():
            assert columns[name][key] == pytest.approx(value, rel=1e-9), f"{key} of {name}"
