"""Asks the real server 4.15.2 every question of the privilege matrix, and writes down what it answered.

    scripts/matrix/record PYTHON-WITH-VANTAGE6-SERVER FIXTURE [--workers N] [--only TEXT]

Each question meets the same rows: whatever a request changed is put back before the next. Needs vantage6-server (see
scripts/interop/setup); nothing listens on a port, the application is called in this process.
"""

import argparse
import concurrent.futures
import json
import logging
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import world

SECRET = "0123456789abcdef0123456789abcdef"
FRESH = Path(__file__).resolve().parents[2] / "Tests/PolderServerTests/Fixtures/fresh-server-4.15.2.sqlite"


def rules_of(connection) -> list:
    return connection.execute("SELECT id, name, scope, operation FROM rule ORDER BY id").fetchall()


def fill(value, caller: dict):
    """A request's part with what the caller itself has in the place of `{…}`; None if it has no such thing."""
    if isinstance(value, dict):
        made = {key: fill(inner, caller) for key, inner in value.items()}
        return None if None in made.values() and None not in value.values() else made
    if isinstance(value, list):
        made = [fill(inner, caller) for inner in value]
        return None if None in made and None not in value else made
    if not isinstance(value, str) or "{" not in value:
        return value
    own = own_things(caller)
    for name in ("user", "node", "role", "rule", "task"):
        place, found = "{" + name + "}", own.get(name)
        if value == place:
            return found
        if place in value:
            if found is None:
                return None
            value = value.replace(place, str(found))
    return value


def own_things(caller: dict) -> dict:
    """What stands for `{user}` and so on; what a caller has not, is not there."""
    own = {
        "user": caller["id"] if caller["kind"] == "user" else None,
        "node": world.NODE if caller["kind"] == "node" else None,
        "role": caller.get("role"),
        # Whoever has a single rule hands out that one; others one that every default role has.
        "rule": caller.get("rule", 21),
        "task": own_task(caller),
    }
    return {name: value for name, value in own.items() if value is not None}


def own_task(caller: dict):
    if caller["kind"] in ("node", "container"):
        return world.CONTAINER_TASK
    return caller["id"] if caller["kind"] == "user" and world.has_own_task(caller) else None


def ranges(numbers: list) -> str:
    """Numbers as `1-3,7`."""
    made = []
    for number in sorted(numbers):
        if made and made[-1][1] == number - 1:
            made[-1][1] = number
        else:
            made.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in made)


def outcome(reply) -> dict:
    """What is kept of a reply: the status, the text, which fields were at fault, and which rows a list has."""
    made = {"status": reply.status_code}
    content = reply.get_json(silent=True)
    if isinstance(content, dict):
        for key in ("msg", "message"):
            if key in content:
                made["message"] = content[key] if isinstance(content[key], str) else json.dumps(content[key])
        if "errors" in content:
            made["fields"] = sorted(content["errors"])
        if isinstance(content.get("data"), list):
            made["ids"] = ranges([entry["id"] for entry in content["data"]])
    return made


class Incumbent:
    """The real application on a database in memory's place, with every question asked of the same rows."""

    def __init__(self, folder: Path, pristine: sqlite3.Connection):
        self.path, self.pristine = folder / "server.sqlite", pristine
        self.restore()
        configuration = folder / "matrix.yaml"
        configuration.write_text(json.dumps({
            "api_path": "/api", "uri": f"sqlite:///{self.path}", "port": 7601, "ip": "127.0.0.1", "allow_drop_all": False,
            "jwt_secret_key": SECRET, "description": "matrix", "dev": {"host_uri": "http://127.0.0.1"},
            "logging": {"level": "CRITICAL", "file": "server.log", "use_console": False, "backup_count": 1, "max_size": 1024,
                        "format": "%(message)s", "datefmt": "%H", "loggers": []},
        }))  # fmt: skip
        os.environ.update(HOME=str(folder), XDG_DATA_HOME=f"{folder}/data", XDG_CONFIG_HOME=f"{folder}/config",
                          XDG_CACHE_HOME=f"{folder}/cache", V6_NOT_IN_DOCKER="1", POLDER_INTEROP_NO_DOCKER="1")
        from vantage6.cli.context.server import ServerContext
        from vantage6.server import ServerApp
        from vantage6.server.model.base import Database

        context = ServerContext.from_external_config_file(str(configuration), False)
        Database().connect(uri=context.get_database_uri(), allow_drop_all=False)
        logging.disable(logging.CRITICAL)
        self.client = ServerApp(context).app.test_client()

    def restore(self):
        target = sqlite3.connect(self.path)
        target.execute("PRAGMA synchronous=OFF")
        self.pristine.backup(target)
        target.close()

    def ask(self, request: dict, caller: dict):
        path, query, body = (fill(request.get(key), caller) for key in ("path", "query", "body"))
        if any(part is None and request.get(key) is not None
               for key, part in (("path", path), ("query", query), ("body", body))):  # fmt: skip
            return None
        headers = {}
        token = self.token(caller, request.get("refresh", False))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        options = {"query_string": query, "headers": headers}
        if body is not None:
            options["json"] = body
        if "blob" in request:
            options.update(data=request["blob"].encode(), content_type="application/octet-stream")
        reply = self.client.open("/api" + path, method=request["verb"], **options)
        made = outcome(reply)
        if request["verb"] != "GET":
            self.restore()
        return made

    @staticmethod
    def token(caller: dict, refresh: bool):
        import jwt

        if caller["kind"] == "anonymous":
            return None
        now = int(time.time())
        subject = caller["id"]
        if caller["kind"] == "container":
            subject = {
                "client_type": "container", "node_id": world.NODE, "organization_id": 2, "collaboration_id": 1, "study_id": None,
                "store_id": None, "task_id": world.CONTAINER_TASK, "image": world.IMAGE, "databases": [],
            }  # fmt: skip
        claims = {"fresh": False, "iat": now, "nbf": now, "jti": f"matrix-{now}", "type": "refresh" if refresh else "access",
                  "sub": subject, "csrf": "c", "exp": now + 3600, "client_type": caller["kind"], "roles": []}  # fmt: skip
        return jwt.encode(claims, SECRET, algorithm="HS256")


def pristine_world():
    connection = sqlite3.connect(":memory:")
    source = sqlite3.connect(f"file:{FRESH}?mode=ro", uri=True)
    source.backup(connection)
    everybody = world.callers(rules_of(connection))
    statements = world.statements(everybody)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    return connection, everybody, statements


def work(arguments):
    """The answers to all requests for some callers: {(request, caller): outcome}."""
    names, wanted = arguments
    connection, everybody, _ = pristine_world()
    made = {}
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        incumbent = Incumbent(Path(folder), connection)
        for caller in everybody:
            if caller["name"] not in names:
                continue
            begin = time.monotonic()
            for number, request in enumerate(world.requests()):
                if wanted and wanted not in request["operation"]:
                    continue
                found = incumbent.ask(request, caller)
                if found is not None:
                    made[number, caller["name"]] = found
            print(f"{caller['name']}: {time.monotonic() - begin:.1f} s", file=sys.stderr, flush=True)
    return made


def folded(answers: dict, everybody: list) -> list:
    """The outcomes of one request, each with who got it; what most got comes last and is said of all others."""
    groups = {}
    for caller in everybody:
        if caller["name"] in answers:
            groups.setdefault(json.dumps(answers[caller["name"]]), []).append(caller["name"])
    ordered = sorted(groups.items(), key=lambda item: len(item[1]))
    made = [{**json.loads(text), "callers": names} for text, names in ordered[:-1]]
    made += [{**json.loads(text), "callers": "others"} for text, _ in ordered[-1:]]
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fixture", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="only operations whose name holds this text")
    options = parser.parse_args()
    connection, everybody, statements = pristine_world()
    names = [caller["name"] for caller in everybody]
    # One share for each process: the application can be made only once in each.
    shares = [(names[start :: options.workers], options.only) for start in range(options.workers)]
    answers = {}
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(options.workers, mp_context=context) as pool:
        for found in pool.map(work, shares):
            for (number, name), what in found.items():
                answers.setdefault(number, {})[name] = what
    requests = []
    for number, request in enumerate(world.requests()):
        if number in answers:
            asked = {caller["name"] for caller in everybody} - set(answers[number])
            made = {**request, "outcomes": folded(answers[number], everybody)}
            if asked:
                made["silent"] = sorted(asked)
            requests.append(made)
    cells = sum(map(len, answers.values()))
    lines = ",\n".join(json.dumps(request) for request in requests)
    people = ",\n".join(json.dumps({**caller, "own": own_things(caller)}) for caller in everybody)
    rows = ",\n".join(json.dumps(statement) for statement in statements)
    options.fixture.write_text(
        f'{{"server": "vantage6 4.15.2", "cells": {cells},\n"callers": [\n{people}\n],\n"world": [\n{rows}\n],\n'
        f'"requests": [\n{lines}\n]}}\n'
    )
    print(f"{cells} cells of {len(requests)} requests in {options.fixture}")


if __name__ == "__main__":
    main()
