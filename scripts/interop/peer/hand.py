"""A node by hand, where a real one would go on too fast, or where there are no containers."""

import base64
import datetime
import json

import requests

IMAGE = "test/nothing"


def now() -> str:
    """A moment in the form that both servers take from a node."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def encoded(value) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


class Hand:
    """Does over the interface alone what a node does for its runs, step by step and in the order that a check wants."""

    def __init__(self, url: str, api_key: str):
        self.url = url
        reply = requests.post(f"{url}/token/node", json={"api_key": api_key}, timeout=60)
        assert reply.ok, reply.text
        self.headers = {"Authorization": f"Bearer {reply.json()['access_token']}"}

    def send(self, method: str, path: str, headers=None, **options):
        reply = requests.request(method, f"{self.url}/{path}", headers=headers or self.headers, timeout=60, **options)
        assert reply.ok, f"{method} {path}: {reply.status_code} {reply.text}"
        return reply.json()

    def change(self, run: int, **values):
        self.send("PATCH", f"run/{run}", json=values)

    def start(self, run: int):
        self.change(run, started_at=now())
        self.change(run, status="active", log="Started.\n")

    def finish(self, run: int, status: str = "completed", **values):
        self.change(run, status=status, finished_at=now(), **values)

    def fetch(self, blob: str) -> bytes:
        reply = requests.get(f"{self.url}/blobstream/{blob}", headers=self.headers, timeout=60)
        assert reply.ok, reply.text
        return reply.content

    def upload(self, content: bytes) -> str:
        """Sends a large result in pieces, as the Python node does; the id that stands for it."""
        pieces = (content[start : start + (1 << 20)] for start in range(0, len(content), 1 << 20))
        headers = {**self.headers, "Content-Type": "application/octet-stream"}
        return self.send("POST", "blobstream", headers=headers, data=pieces)["uuid"]

    def open_port(self, run: int, port: int, label: str | None):
        self.send("POST", "port", json={"port": port, "run_id": run, "label": label})

    def make_subtask(self, task: int, organization: int) -> int:
        """A task that the algorithm of a running task makes."""
        token = self.send("POST", "token/container", json={"task_id": task, "image": IMAGE})["container_token"]
        body = {"image": IMAGE, "name": "part", "organizations": [{"id": organization, "input": encoded({"method": "part"})}]}
        collaboration = self.send("GET", f"task/{task}")["collaboration"]["id"]
        return self.send(
            "POST", "task", headers={"Authorization": f"Bearer {token}"}, json={**body, "collaboration_id": collaboration}
        )["id"]
