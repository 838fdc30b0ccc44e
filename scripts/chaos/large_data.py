"""Sends gigabytes up and down through each store for large data, and prints what the server's memory came to.

    scripts/chaos/large [--bytes 2147483648] [--stores file,s3]

The bucket is moto's, a program of its own. Fails when the server's peak resident set grows by more than 128 MiB.
"""

import argparse
import hashlib
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from support.polder import PolderServer
from support.processes import free_port, wait_until

PIECE = 1 << 20
GROWTH = 128 << 20


def memory(pid: int) -> tuple[int, int]:
    """Peak resident set and proportional set now, in bytes."""
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    share = next(line for line in rollup if line.startswith("Pss:"))
    return int(peak.split()[1]) * 1024, int(share.split()[1]) * 1024


class Watch(threading.Thread):
    """The largest proportional set seen."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.largest, self.ended = pid, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.25):
            self.largest = max(self.largest, memory(self.pid)[1])


def ask(server, method: str, path: str, token=None, body=None):
    request = urllib.request.Request(
        f"{server.url}{path}", method=method, data=None if body is None else json.dumps(body).encode()
    )
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.loads(reply.read())


def upload(server, token: str, total: int) -> tuple[str, str]:
    """Sends bytes in chunks, as the clients do; gives the id and the hash."""
    digest = hashlib.sha256()

    def pieces():
        piece = bytearray(b"polder" * (PIECE // 6 + 1))[:PIECE]
        for number in range(0, total, PIECE):
            piece[:8] = number.to_bytes(8, "big")
            part = bytes(piece[: min(PIECE, total - number)])
            digest.update(part)
            yield part

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
    connection.request("POST", "/api/blobstream", body=pieces(), headers=headers, encode_chunked=True)
    reply = connection.getresponse()
    text = reply.read()
    if reply.status != 201:
        raise SystemExit(f"upload: {reply.status} {text[:300]!r}")
    return json.loads(text)["uuid"], digest.hexdigest()


def download(server, token: str, blob: str) -> str:
    digest = hashlib.sha256()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", f"/api/blobstream/{blob}", headers={"Authorization": f"Bearer {token}"})
    reply = connection.getresponse()
    if reply.status != 200:
        raise SystemExit(f"download: {reply.status} {reply.read()[:300]!r}")
    while part := reply.read(PIECE):
        digest.update(part)
    return digest.hexdigest()


def measure(store: str, settings: dict, total: int, folder: Path) -> bool:
    folder.mkdir()
    server = PolderServer(folder, settings={"large_result_store": settings})
    try:
        login = ask(server, "POST", "/token/user", body={"username": server.username, "password": server.password})
        token = login["access_token"]
        made = ask(
            server, "POST", "/collaboration", token, {"name": "c", "encrypted": False, "organization_ids": [1]}
        )
        ask(server, "POST", "/node", token, {"collaboration_id": made["id"], "organization_id": 1})
        pid = server.service.process.pid
        before, _ = memory(pid)
        watch = Watch(pid)
        watch.start()
        start = time.monotonic()
        blob, sent = upload(server, token, total)
        up = time.monotonic() - start
        task = {"image": "i", "collaboration_id": made["id"], "organizations": [{"id": 1, "input": blob}]}
        ask(server, "POST", "/task", token, task)
        start = time.monotonic()
        received = download(server, token, blob)
        down = time.monotonic() - start
        watch.ended.set()
        watch.join()
        peak, _ = memory(pid)
        megabytes = total / 1e6
        print(
            f"{store:5} {total} bytes: up {megabytes / up:.0f} MB/s, down {megabytes / down:.0f} MB/s; resident before "
            f"{before >> 20} MiB, peak {peak >> 20} MiB, largest PSS {watch.largest >> 20} MiB, "
            f"hash {'equal' if sent == received else 'DIFFERENT'}",
            flush=True,
        )
        return sent == received and peak - before <= GROWTH
    finally:
        server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bytes", type=int, default=2 << 30)
    parser.add_argument("--stores", default="file,s3")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="polder-large-") as name:
        folder = Path(name)
        for store in options.stores.split(","):
            if store == "file":
                settings = {"type": "file", "path": str(folder / "large")}
                good &= measure(store, settings, options.bytes, folder / "file-server")
                continue
            port = free_port()
            moto = subprocess.Popen(
                [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                bucket = urllib.request.Request(f"http://127.0.0.1:{port}/polder", method="PUT")
                wait_until(lambda: urllib.request.urlopen(bucket, timeout=5).status == 200, "the bucket is made", 60)
                settings = {
                    "type": "s3",
                    "endpoint": f"http://127.0.0.1:{port}",
                    "bucket": "polder",
                    "access_key_id": "test",
                    "secret_access_key": "test-secret",
                }
                good &= measure(store, settings, options.bytes, folder / "s3-server")
            finally:
                moto.terminate()
                moto.wait()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
