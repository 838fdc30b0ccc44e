"""What checks need of a machine. Where it lacks they are skipped, and `run` says at its end which and why."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from support.postgres import SERVER


def python_system(package: str = "vantage6.server"):
    """Server, node and store of the Python system; its client is always there."""
    # Only looked for: importing it would patch the sockets of this very process.
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"no Python 3.10, which {package} needs")


def postgres():
    if not SERVER:
        pytest.skip("no PostgreSQL server")


def program(name: str) -> str:
    """The path of a program that may be for root alone."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.skip(f"no {name}")
    if name == "sshd":
        # It wants that folder when it runs as root, and makes none.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    return found


def file(path: str):
    if not Path(path).exists():
        pytest.skip(f"no {path}")


def haproxy() -> str:
    """The path of the program."""
    return program("haproxy")
