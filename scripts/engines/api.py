"""The interface of the Docker Engine over its Unix socket, as far as checks look into it. Needs the standard library only."""

import http.client
import json
import socket
import urllib.parse
from pathlib import Path


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, message: str):
        super().__init__(f"{status}: {message}")
        self.status = status


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float):
        super().__init__("engine", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class EngineAPI:
    def __init__(self, path: str | Path):
        self.path = str(path)

    def request(self, method: str, path: str, body=None, headers: dict | None = None, timeout: float = 60, **query) -> bytes:
        connection = _Connection(self.path, timeout)
        if "filters" in query:
            query["filters"] = json.dumps(query["filters"])
        address = f"/v1.40{path}" + (f"?{urllib.parse.urlencode(query, doseq=True)}" if query else "")
        if isinstance(body, (dict, list)):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}
        try:
            connection.request(method, address, body, headers or {})
            reply = connection.getresponse()
            content = reply.read()
        finally:
            connection.close()
        if reply.status >= 400:
            raise Refused(reply.status, content.decode(errors="replace")[:600])
        return content

    def get(self, path: str, **query):
        return json.loads(self.request("GET", path, **query))

    def version(self) -> dict:
        return self.get("/version")

    def import_image(self, archive: Path, image: str, changes: list):
        """Makes an image of a root file system."""
        with open(archive, "rb") as file:
            said = self.request(
                "POST", "/images/create", file, {"Content-Type": "application/x-tar", "Content-Length": str(archive.stat().st_size)},
                timeout=300, fromSrc="-", repo=image, changes=changes,
            )  # fmt: skip
        for line in said.splitlines():
            if line and (error := json.loads(line).get("error")):
                raise Refused(500, error)

    def has_image(self, image: str) -> bool:
        try:
            return bool(self.get(f"/images/{image}/json"))
        except Refused as refused:
            if refused.status == 404:
                return False
            raise

    def containers(self, labels: dict | None = None, running_only: bool = False) -> list:
        """What `docker ps` says, for the containers that have all these labels."""
        wanted = [f"{name}={value}" for name, value in (labels or {}).items()]
        return self.get(
            "/containers/json", all="false" if running_only else "true", filters={"label": wanted} if wanted else {}
        )

    def logs(self, container: str) -> str:
        """What a container has printed so far, with the frames of the engine in between."""
        return self.request("GET", f"/containers/{container}/logs", stdout="true", stderr="true").decode(errors="replace")

    def started(self, since: float, until: float) -> list:
        """The containers that were started within that time, each as often as it was; with its attributes."""
        return [event["Actor"] for event in self.events("start", since, until)]

    def made_at(self, labels: dict, since: float, until: float) -> float:
        """When a container with all these labels was made, in seconds."""
        for event in self.events("create", since, until):
            if labels.items() <= event["Actor"]["Attributes"].items():
                return event["timeNano"] / 1e9
        raise LookupError(f"no container with {labels} was made")

    def events(self, action: str, since: float, until: float) -> list:
        """What the engine noted of containers; it answers once that time has passed."""
        said = self.request(
            "GET", "/events", since=f"{since:.3f}", until=f"{until:.3f}", filters={"type": ["container"], "event": [action]}
        )
        return [json.loads(line) for line in said.splitlines() if line]

    def inspect(self, container: str) -> dict:
        return self.get(f"/containers/{container}/json")

    def run(
        self, image: str, command: list | None = None, environment: dict | None = None, host: dict | None = None,
        timeout: float = 120, **more,
    ) -> tuple:
        """Runs a container to its end and removes it; its exit code and what it said."""
        variables = [f"{name}={value}" for name, value in (environment or {}).items()]
        body = {"Image": image, "Env": variables, "HostConfig": host or {}, **more}
        if command is not None:
            body["Cmd"] = command
        made = json.loads(self.request("POST", "/containers/create", body))["Id"]
        try:
            self.request("POST", f"/containers/{made}/start")
            code = json.loads(self.request("POST", f"/containers/{made}/wait", timeout=timeout))["StatusCode"]
            return code, self.logs(made)
        finally:
            self.remove(made)

    def logs(self, container: str) -> str:
        """Standard output and error; each piece comes with a head of eight bytes."""
        content, text, place = self.request("GET", f"/containers/{container}/logs", stdout="true", stderr="true"), b"", 0
        while place + 8 <= len(content):
            size = int.from_bytes(content[place + 4 : place + 8], "big")
            text += content[place + 8 : place + 8 + size]
            place += 8 + size
        return text.decode(errors="replace")

    def kill(self, container: str):
        self.request("POST", f"/containers/{container}/kill")

    def remove(self, container: str):
        self.request("DELETE", f"/containers/{container}", force="true", v="true")
