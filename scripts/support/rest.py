"""The interface as a plain HTTP caller sees it. Needs the standard library only."""

import base64
import http.client
import json


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, message: str):
        super().__init__(f"{status}: {message}")
        self.status = status


class Session:
    """One connection that stays open, with the token of whoever logged in."""

    def __init__(self, server, username: str, password: str):
        self.port = server.port
        self.headers = {"Content-Type": "application/json"}
        self._connection = None
        reply = self.post("/token/user", {"username": username, "password": password})
        self.headers["Authorization"] = f"Bearer {reply['access_token']}"

    def request(self, method: str, path: str, body=None):
        content = None if body is None else json.dumps(body)
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self._connection.request(method, f"/api{path}", content, self.headers)
            reply = self._connection.getresponse()
            text = reply.read()
        except (OSError, http.client.HTTPException):
            # This request's fate is the caller's to judge.
            self.close()
            raise
        if reply.status >= 300:
            raise Refused(reply.status, text.decode(errors="replace")[:300])
        return json.loads(text) if text else None

    def close(self):
        """The next request begins on a new connection, as after a restart of the server."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def get(self, path: str):
        return self.request("GET", path)

    def post(self, path: str, body):
        return self.request("POST", path, body)


def plain_input(method: str, **arguments) -> str:
    """A task's input for a collaboration without encryption."""
    return base64.b64encode(json.dumps({"method": method, "kwargs": arguments}).encode()).decode()


def plain_result(text: str):
    """A result of a collaboration without encryption; None if there is none."""
    content = base64.b64decode(text or "")
    return json.loads(content) if content else None
