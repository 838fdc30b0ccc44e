"""The description of the API is one that a validator of others' making accepts."""

import json
import subprocess

import requests
from openapi_spec_validator import validate
from support.polder import PROGRAM


def description() -> dict:
    result = subprocess.run([PROGRAM, "server", "api", "--format", "openapi"], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def it_is_valid():
    document = description()
    assert document["openapi"] == "3.1.0"
    validate(document)


def it_is_what_a_running_server_answers(with_polder_server):
    reply = requests.get(f"{with_polder_server.server.url}/openapi.json", timeout=10)
    assert reply.json() == description()
