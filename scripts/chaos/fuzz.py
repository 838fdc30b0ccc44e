"""Calls that nobody would make: generated from the description of the API, as every kind of caller. Needs schemathesis.

    scripts/chaos/fuzz [--calls N] [--seed N] [--as KIND…] [--report FILE]

Half of the calls fit the description and half break it. For most ids a number is put in that exists. No answer may be a
server error, and every answer has to be one that the description tells. What a call destroys is made anew: the server
starts again with a fresh database after so many calls.
"""

import argparse
import collections
import json
import random
import sys
import tempfile
import time
import unittest
import warnings
import zlib
from pathlib import Path

import hypothesis
import requests
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from support.polder import PolderServer
from support.rest import Refused, Session, plain_input

# What this server is not set up for is 501 by contract: there is no VPN.
NOT_SET_UP = {("GET", "/vpn"), ("POST", "/vpn/update")}


def no_server_error(context, response, case):
    operation = case.operation.method.upper(), case.operation.path
    if response.status_code == 501 and operation in NOT_SET_UP:
        return None
    return not_a_server_error(context, response, case)


CHECKS = [no_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
KINDS = ["anonymous", "root", "researcher", "node", "container"]
IMAGE = "test/image"


class World:
    """A server with a little of everything, and a token for each kind of caller."""

    def __init__(self, folder: Path):
        blobs = folder / "blobs"
        blobs.mkdir()
        self.server = PolderServer(folder, settings={"large_result_store": {"type": "file", "path": str(blobs)}})
        try:
            self.root = Session(self.server, "root", self.server.password)
            self.tokens = {"anonymous": None, "root": self._token(self.root)}
            organizations = [self.root.post("/organization", {"name": name})["id"] for name in ("noord", "oost")]
            collaboration = self.root.post(
                "/collaboration", {"name": "study", "organization_ids": [1, *organizations], "encrypted": False}
            )["id"]
            keys = [
                self.root.post("/node", {"organization_id": organization, "collaboration_id": collaboration})["api_key"]
                for organization in organizations
            ]
            role = self.root.get("/role?name=Researcher")["data"][0]["id"]
            self.root.post("/user", {
                "username": "researcher", "password": "Passw0rd!x", "email": "r@example.test", "firstname": "f", "lastname": "l",
                "organization_id": organizations[0], "roles": [role]})  # fmt: skip
            researcher = Session(self.server, "researcher", "Passw0rd!x")
            self.tokens["researcher"] = self._token(researcher)
            inputs = [{"id": organization, "input": self._upload("researcher")} for organization in organizations]
            task = researcher.post("/task", {
                "name": "t", "image": IMAGE, "collaboration_id": collaboration, "organizations": inputs,
                "databases": [{"label": "default"}]})["id"]  # fmt: skip
            node = self._call("POST", "/token/node", {"api_key": keys[0]})
            self.tokens["node"] = node["access_token"]
            container = self._call("POST", "/token/container", {"task_id": task, "image": IMAGE}, node["access_token"])
            self.tokens["container"] = container["container_token"]
            # What tasks are made with lies in the store for large data.
            self.inputs = {kind: self._upload(kind) for kind in ("root", "researcher", "container")}
        except BaseException:
            self.server.stop()
            raise

    @staticmethod
    def _token(session: Session) -> str:
        return session.headers["Authorization"].split(" ")[1]

    def _upload(self, kind: str) -> str:
        headers = {"Authorization": f"Bearer {self.tokens[kind]}", "Content-Type": "application/octet-stream"}
        reply = requests.post(f"{self.server.url}/blobstream", plain_input("run"), headers=headers, timeout=30)
        if not reply.ok:
            raise Refused(reply.status_code, reply.text[:200])
        return reply.json()["uuid"]

    def _call(self, method: str, path: str, body, token: str | None = None) -> dict:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        reply = requests.request(method, self.server.url + path, json=body, headers=headers, timeout=30)
        if not reply.ok:
            raise Refused(reply.status_code, reply.text[:200])
        return reply.json()


class Fuzz:
    """So many generated requests, each sent as every kind of caller."""

    def __init__(self, kinds: list, calls: int, seed: int, renewal: int):
        self.kinds, self.calls, self.seed, self.renewal = kinds, calls, seed, renewal
        self.chance = random.Random(seed)
        self.made = 0
        self.statuses = {kind: collections.Counter() for kind in kinds}
        self.failures = {}
        self.folder = self.world = self.session = None

    def run(self, progress):
        try:
            self.renew()
            document = requests.get(f"{self.world.server.url}/openapi.json", timeout=10).json()
            schema = schemathesis.openapi.from_dict(document)
            operations = [result.ok() for result in schema.get_all_operations()]
            rounds = 0
            while self.made < self.calls:
                rounds += 1
                share = max(1, min(25, (self.calls - self.made) // len(operations) // 2))
                for operation in operations:
                    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                        self.generate(operation, mode, share, rounds)
                progress(self)
        finally:
            self.end()

    def generate(self, operation, mode, count: int, rounds: int):
        seed = zlib.crc32(f"{self.seed} {operation.label} {mode.value} {rounds}".encode())

        @hypothesis.seed(seed)
        @hypothesis.settings(max_examples=count, deadline=None, database=None, phases=[hypothesis.Phase.generate],
                             suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def one(case):
            self.send(case)

        try:
            one()
        except (hypothesis.errors.Unsatisfiable, unittest.SkipTest):
            pass  # The operation takes nothing that could be wrong.

    def send(self, case):
        if self.made >= self.calls:
            return
        if self.made % self.renewal == self.renewal - 1:
            self.renew()
        self.made += 1
        for kind in self.kinds:
            self.call(case, kind)

    def call(self, case, kind: str):
        self.put_in_ids(case, kind)
        token = self.world.tokens[kind]
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            reply = case.call(base_url=self.world.server.url, session=self.session, headers=headers, timeout=60)
        except (requests.exceptions.InvalidHeader, UnicodeError):
            return  # What no client can send.
        self.statuses[kind][reply.status_code] += 1
        try:
            case.validate_response(reply, checks=CHECKS)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # several failures at once are no Exception
            self.note(case, kind, reply, error)

    def put_in_ids(self, case, kind: str):
        """Numbers that exist in place of most that were made up."""

        def put(container, key):
            if self.chance.random() < 0.7:
                container[key] = self.chance.randint(1, 8)

        for container in (case.path_parameters, case.query):
            for key, value in list(container.items()) if isinstance(container, dict) else []:
                if isinstance(value, int) and not isinstance(value, bool) and (key == "id" or key.endswith("_id")):
                    put(container, key)
        if isinstance(case.body, dict):
            for key, value in list(case.body.items()):
                if (key == "id" or key.endswith("_id")) and isinstance(value, int):
                    put(case.body, key)
                if key in ("organization_ids", "roles", "rules") and isinstance(value, list) and value:
                    case.body[key] = [self.chance.randint(1, 4)]
                if key == "organizations" and isinstance(value, list) and value:
                    blob = self.world.inputs.get(kind, self.world.inputs["researcher"])
                    case.body[key] = [{"id": self.chance.randint(1, 3), "input": blob}]

    def note(self, case, kind: str, reply, error):
        for cause in getattr(error, "exceptions", None) or [error]:
            title = f"{case.operation.label}: {type(cause).__name__}, status {reply.status_code}"
            if title not in self.failures:
                self.failures[title] = {"count": 0, "as": kind, "call": case.as_curl_command()[:1500],
                                        "answer": reply.text[:600], "why": str(cause)[:1500]}  # fmt: skip
            self.failures[title]["count"] += 1

    def renew(self):
        self.end()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name))
        self.session = requests.Session()

    def end(self):
        if self.world:
            status = self.world.server.service.process.poll()
            if status is not None:
                self.failures[f"the server ended with {status}"] = {"count": 1, "why": self.world.server.service.tail()}
            self.world.server.stop()
            self.session.close()
            self.folder.cleanup()
            self.world = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=50_000, help="how many calls as each kind of caller")
    parser.add_argument("--seed", type=int, default=1, help="what the calls are drawn from")
    parser.add_argument("--renewal", type=int, default=500, help="after how many calls the server starts anew")
    parser.add_argument("--as", dest="kinds", nargs="*", choices=KINDS, default=KINDS, help="the kinds of callers")
    parser.add_argument("--report", type=Path, help="where to write what failed, as JSON")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    begin = time.monotonic()
    fuzz = Fuzz(options.kinds, options.calls, options.seed, options.renewal)
    fuzz.run(lambda fuzz: print(f"  {fuzz.made} requests, {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True))
    for kind, statuses in fuzz.statuses.items():
        told = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        print(f"  as {kind}: {sum(statuses.values())} calls; {told}")
    for title, failure in fuzz.failures.items():
        print(f"  {failure['count']} × {title}\n    {failure['why'][:300]}")
    print(f"{'failed' if fuzz.failures else 'passed':<7} {fuzz.made} generated calls as each of {len(fuzz.kinds)} kinds of callers, "
          f"seed {options.seed} ({time.monotonic() - begin:.0f} s)", flush=True)  # fmt: skip
    if options.report:
        options.report.write_text(json.dumps(fuzz.failures, indent=2) + "\n")
    return 1 if fuzz.failures else 0


if __name__ == "__main__":
    sys.exit(main())
