"""Stands between a node and its server, hands on every byte, and notices for which tasks a token was given out."""

import json
import re
import socket
import threading

HEAD = re.compile(rb"^POST \S*/token/container HTTP/1\.1\r\n", re.IGNORECASE)
# More than the request for a token has.
LIMIT = 64 << 10


class Tap:
    """A server's address for one node. One connection carries one request after the other, so that the next bytes that come
    back are the answer."""

    def __init__(self, server):
        self.host, self._server = server.host, server.port
        self.tokens = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._server))
            except OSError:
                near.close()
                continue
            asked = []
            threading.Thread(target=self._carry, args=(near, far, asked, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, asked, False), daemon=True).start()

    def _carry(self, source, target, asked: list, is_request: bool):
        seen = b""
        try:
            while piece := source.recv(64 << 10):
                if is_request:
                    # A request may come in pieces; what is no request for a token is forgotten with the next one.
                    seen = piece if piece[:5] in (b"POST ", b"GET /", b"PATCH") else (seen + piece)[:LIMIT]
                    if HEAD.match(seen) and (task := _task(seen)):
                        asked[:] = [task]
                elif asked:
                    self.tokens.add(asked.pop())
                target.sendall(piece)
        except OSError:
            pass  # One of the two is gone: so is the other.
        finally:
            for end in (source, target):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # It was closed already.
                end.close()

    def close(self):
        self._listener.close()


def _task(request: bytes) -> int | None:
    """The task that a request for a token names, once all of it is there."""
    try:
        return json.loads(request.partition(b"\r\n\r\n")[2])["task_id"]
    except (ValueError, KeyError):
        return None
