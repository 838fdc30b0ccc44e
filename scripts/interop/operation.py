"""How a server is run, looked at with programs of others: openssl, curl's own stack, Prometheus' parser, sqlite3, hashlib."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import time

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from support.audit import chain
from support.polder import PROGRAM, PolderServer
from support.processes import free_port, wait_until


def certificate(folder, name):
    """A certificate of its own for 127.0.0.1, and its key, made by openssl."""
    files = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
         "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True,
    )
    return files


def polder(*words, environment=None, code=0):
    result = subprocess.run(
        [PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
        env={**os.environ, **(environment or {})},
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout


@pytest.fixture
def server(tmp_path):
    server = PolderServer(tmp_path, settings={
        "prometheus": {"enabled": True, "exporter_port": free_port()},
        # Dozens of logins may take minutes on a machine that does other work.
        "limits": {"login_attempts_per_minute": 0, "shutdown_seconds": 900},
    })  # fmt: skip
    yield server
    server.stop()


def token(server):
    reply = requests.post(f"{server.url}/token/user", json={"username": "root", "password": server.password}, timeout=30)
    assert reply.status_code == 200
    return {"Authorization": f"Bearer {reply.json()['access_token']}"}


def it_speaks_tls_and_takes_a_new_certificate(tmp_path):
    first, second = certificate(tmp_path, "first"), certificate(tmp_path, "second")
    shown, key = tmp_path / "shown.pem", tmp_path / "shown.key"

    def show(files):
        shown.write_bytes(files[0].read_bytes())
        key.write_bytes(files[1].read_bytes())

    class Encrypted(PolderServer):
        def answers(self):
            return subject() != ""

    def subject():
        answer = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{port}"], input="", capture_output=True, text=True, timeout=30)
        return next((line for line in answer.stdout.splitlines() if line.startswith("subject=")), "")

    show(first)
    port = free_port()
    server = Encrypted(tmp_path, port, settings={"tls": {"certificate": str(shown), "private_key": str(key)}})
    try:
        assert "first" in subject()
        context = ssl.create_default_context(cafile=first[0])
        living = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=30)
        living.request("GET", "/api/version")
        assert json.load(living.getresponse())["version"].startswith("4.")
        # Also where nobody on this machine knows who signed the certificate.
        assert json.loads(polder("server", "version", "--config", server.configuration, "--json"))["polder"]
        # Files that do not belong together leave the former certificate in force.
        shown.write_bytes(second[0].read_bytes())
        server.service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "the former one stays" in server.service.log.read_text(), "the log tells of the wrong files")
        assert "first" in subject()
        show(second)
        server.service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "second" in subject(), "the new certificate is shown")
        living.request("GET", "/api/health")
        assert json.load(living.getresponse()) == {"database": True}
        curl = subprocess.run(
            ["curl", "-sS", "--cacert", second[0], "-D", "-", f"https://127.0.0.1:{port}/api/version"],
            capture_output=True, text=True, check=True)
        assert "strict-transport-security: max-age=31536000" in curl.stdout.lower()
    finally:
        assert server.stop() == 0


def it_ends_clients_that_send_slowly(server):
    """A head that comes byte by byte (slow loris): the connection ends, and others are served meanwhile."""
    slow = []
    for _ in range(50):
        peer = socket.create_connection(("127.0.0.1", server.port))
        peer.sendall(b"GET /api/version HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        slow.append(peer)
    start = time.monotonic()
    ended = 0
    while slow and time.monotonic() - start < 60:
        for peer in list(slow):
            try:
                peer.sendall(b"x")
                peer.settimeout(0.01)
                if peer.recv(100) == b"":
                    raise ConnectionError
            except TimeoutError:
                continue
            except OSError:
                slow.remove(peer)
                ended += 1
        assert requests.get(f"{server.url}/version", timeout=5).status_code == 200
        time.sleep(1)
    assert ended == 50


def it_loads_the_library_of_postgresql_only_for_postgresql(server):
    assert requests.get(f"{server.url}/health", timeout=5).json() == {"database": True}
    with open(f"/proc/{server.service.process.pid}/maps") as maps:
        assert "libpq" not in maps.read()


def it_tells_prometheus_what_its_parser_reads(server):
    requests.get(f"{server.url}/version", timeout=5)
    configuration = json.loads(server.configuration.read_text())
    text = requests.get(f"http://127.0.0.1:{configuration['prometheus']['exporter_port']}/metrics", timeout=5).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    served = {(s.labels["operation"], s.labels["status"]): s.value for s in families["polder_http_requests"].samples}
    assert served["GetVersion", "200"] >= 1
    assert families["polder_http_request_duration_seconds"].type == "histogram"
    assert families["process_resident_memory_bytes"].samples[0].value > 1e6
    assert {"cpu_percent", "memory_percent", "num_algorithm_containers", "gpu_load"} <= set(families)


class Wire:
    """A connection to the server, on which a login is sent piece by piece."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=900)
        body = json.dumps({"username": "root", "password": server.password}).encode()
        head = f"POST /api/token/user HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.pieces = [head.encode() + body[:10], body[10:]]

    def send(self, count: int):
        while self.pieces and count > 0:
            self.socket.sendall(self.pieces.pop(0))
            count -= 1

    def answer(self):
        reply = http.client.HTTPResponse(self.socket)
        reply.begin()
        reply.read()
        return reply.status, reply.getheader("Connection")

    def ends(self) -> bool:
        """Whether the server closes the connection properly: a reset would raise."""
        return self.socket.recv(1) == b""


def it_loses_no_request_when_it_is_ended(server):
    """Whoever had connected when SIGTERM comes is answered: those that wait for a hash, those whose request is half sent,
    those that keep an old connection, those that have not sent anything, and those that still wait in the kernel's queue."""
    waiting, halves, silent, kept = ([Wire(server) for _ in range(count)] for count in (20, 10, 10, 10))
    for wire in kept:
        wire.socket.sendall(b"GET /api/version HTTP/1.1\r\nHost: a\r\n\r\n")
        assert wire.answer() == (200, None)
    for wire in waiting:
        wire.send(2)
    for wire in halves:
        wire.send(1)
    waiting += [Wire(server) for _ in range(20)]
    server.service.process.send_signal(signal.SIGTERM)
    for wire in (*waiting, *halves, *silent, *kept):
        wire.send(2)
    told = 0
    for wire in (*waiting, *halves, *silent, *kept):
        status, connection = wire.answer()
        assert status == 200
        told += connection == "close"
        assert wire.ends()
    assert told >= 30, "an answer after the signal is the last of its connection, and says so"
    with pytest.raises(ConnectionRefusedError):
        Wire(server)
    assert server.stop() == 0


def it_ends_connections_on_which_nothing_is_asked(server):
    wires = [Wire(server) for _ in range(10)]
    for wire in wires[5:]:
        wire.socket.sendall(b"GET /api/version HTTP/1.1\r\nHost: a\r\n\r\n")
        assert wire.answer() == (200, None)
    server.service.process.send_signal(signal.SIGTERM)
    assert all(wire.ends() for wire in wires)
    assert server.stop() == 0


def it_keeps_an_audit_log_that_others_can_check(server, tmp_path):
    headers = token(server)
    for name in ("alpha", "beta"):
        assert requests.post(f"{server.url}/organization", json={"name": name}, headers=headers, timeout=5).status_code == 201
    for _ in range(3):
        requests.get(f"{server.url}/organization", headers=headers, timeout=5)
    assert server.stop() == 0
    exported = tmp_path / "audit.jsonl"
    polder("server", "audit", "export", "--config", server.configuration, "--output", exported)
    entries = chain(exported)
    done = [(entry["operation"], entry["object"], entry["principal"]) for entry in entries]
    assert ("CreateOrganization", "organization/1", "user:1") in done or done.count(
        ("CreateOrganization", "organization/2", "user:1")) == 1
    assert sum(entry["count"] for entry in entries if entry["operation"] == "ListOrganizations") == 3
    head = f"{len(entries)}:{entries[-1]['hash']}"
    polder("server", "audit", "verify", "--file", exported, "--head", head)
    polder("server", "audit", "verify", "--config", server.configuration, "--head", head)
    database = sqlite3.connect(tmp_path / "polder.sqlite")
    with database:
        database.execute("UPDATE polder_audit SET principal = 'user:2' WHERE number = 2")
    answer = polder("server", "audit", "verify", "--config", server.configuration, "--json", code=65)
    assert json.loads(answer)["findings"] == ["Entry 2 was changed: its content does not give its hash."]
    with database:
        database.execute("UPDATE polder_audit SET principal = 'user:1' WHERE number = 2")
        database.execute("DELETE FROM polder_audit WHERE number = ?", (len(entries),))
    database.close()
    answer = polder("server", "audit", "verify", "--config", server.configuration, code=65)
    assert "The end was cut off" in answer
    lines = exported.read_text().splitlines(keepends=True)
    exported.write_text("".join([*lines[:1], *lines[2:]]))
    assert "Entry 2 was removed." in polder("server", "audit", "verify", "--file", exported, code=65)


def it_makes_finds_checks_and_lists_configurations(tmp_path):
    # The folders of a user, also where these checks run in a container of their own.
    home = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "share"), "POLDER_IN_CONTAINER": "no",
            "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}  # fmt: skip
    port = free_port()
    polder("server", "new", "--user", "--name", "trial", "--ip", "127.0.0.1", "--port", port, "--yes", environment=home)
    path = tmp_path / ".config/vantage6/server/trial.yaml"
    assert path.stat().st_mode & 0o777 == 0o600
    polder("server", "new", "--user", "--name", "trial", "--yes", environment=home, code=1)
    files = json.loads(polder("server", "files", "--user", "--name", "trial", "--json", environment=home))
    assert files["configuration"] == str(path)
    assert files["database"] == str(tmp_path / ".local/share/vantage6/server/trial/default.sqlite")
    assert files["log"] == str(tmp_path / ".cache/vantage6/log/server/trial/trial.log")
    items = [json.loads(line) for line in polder(
        "server", "check", "--user", "--name", "trial", "--json", environment=home).splitlines()]
    assert not [item for item in items if item["state"] == "error"]
    listed = [json.loads(line) for line in polder("server", "list", "--json", environment=home).splitlines()]
    assert [one for one in listed if one["name"] == "trial"][0]["status"] == "not running"
    polder("server", "version", "--user", "--name", "trial", environment=home, code=69)
    polder("server", "start", "--user", "--name", "trail", environment=home, code=78)
    running = subprocess.Popen(
        [PROGRAM, "server", "start", "--user", "--name", "trial"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env={**os.environ, **home})
    try:
        assert running.stdout.readline() == f"ready http://127.0.0.1:{port}\n"
        listed = [json.loads(line) for line in polder("server", "list", "--json", environment=home).splitlines()]
        assert [one for one in listed if one["name"] == "trial"][0]["status"] == "running"
        version = json.loads(polder("server", "version", "--user", "--name", "trial", "--json", environment=home))
        assert version["server"].startswith("4.15")
    finally:
        running.terminate()
        assert running.wait(30) == 0
    assert "the server listens" in (tmp_path / ".cache/vantage6/log/server/trial/trial.log").read_text()


FIRST_STEPS = """
organizations:
  - name: noord
    domain: noord.test
    address1: a
    address2: b
    zipcode: "1"
    country: NL
    public_key: ""
    users: [{username: rosa, firstname: Rosa, lastname: R, password: First-steps 1}]
collaborations:
  - name: trial
    encrypted: false
    participants: [{name: noord, api_key: 5eed0000-0000-4000-9000-000000000001}]
    tasks: [harbor.test/mean]
"""


def it_imports_backs_up_and_restores_beside_a_running_server(tmp_path):
    """By the configuration's name: the database lies in the folder of the name, whichever verb works on it."""
    home = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "share"), "POLDER_IN_CONTAINER": "no",
            "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": "", "POLDER_ROOT_PASSWORD": "Trial-roots 1"}  # fmt: skip
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"

    def verb(name, *words, by=("--user", "--name", "trial"), code=0):
        return polder("server", name, *by, *words, environment=home, code=code)

    def login(username, password):
        return requests.post(f"{url}/token/user", json={"username": username, "password": password}, timeout=30)

    def tasks():
        headers = {"Authorization": f"Bearer {login('root', 'Trial-roots 1').json()['access_token']}"}
        return requests.get(f"{url}/task", headers=headers, timeout=5).headers["total-count"], headers

    verb("new", "--ip", "127.0.0.1", "--port", port, "--yes")
    by_file = ("--config", tmp_path / ".config/vantage6/server/trial.yaml")
    (tmp_path / "first.yaml").write_text(FIRST_STEPS)
    running = subprocess.Popen(
        [PROGRAM, "server", "start", "--user", "--name", "trial"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env={**os.environ, **home})
    try:
        assert running.stdout.readline().startswith("ready ")
        answer = verb("import", tmp_path / "first.yaml")
        assert "1 organizations, 1 users, 1 collaborations, 1 nodes, 1 tasks" in answer
        assert login("rosa", "First-steps 1").status_code == 200
        node = requests.post(f"{url}/token/node", json={"api_key": "5eed0000-0000-4000-9000-000000000001"}, timeout=30)
        assert node.status_code == 200
        backup = tmp_path / "backup.sqlite"
        verb("backup", backup)
        assert backup.stat().st_mode & 0o777 == 0o600
        # The file's name finds the same database as the configuration's does, and no file is replaced.
        assert str(tmp_path / ".local/share/vantage6/server/trial/default.sqlite") in verb(
            "backup", tmp_path / "again.sqlite", by=by_file)
        verb("backup", backup, code=1)
        count, headers = tasks()
        assert count == "1"
        assert requests.delete(f"{url}/task/1", headers=headers, timeout=5).status_code == 200
        assert tasks()[0] == "0"
        verb("restore", backup, code=1)
        assert tasks()[0] == "0"
        verb("restore", "--replace", backup)
        assert tasks()[0] == "1"
        assert login("rosa", "First-steps 1").status_code == 200
        verb("import", "--drop-all", tmp_path / "first.yaml", code=78)
    finally:
        running.terminate()
        assert running.wait(30) == 0


def it_tells_what_is_wrong_with_a_configuration(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("uri: sqlite:///a.sqlite\nport: 7601\nsmpt: {}\njwt_secret_key: short\ntls: {certificate: /no, private_key: /no}\n")
    answer = polder("server", "check", "--config", path, code=78)
    for word in ("`smtp`", "chmod 600", "jwt_secret_key has 5 bytes", "/no"):
        assert word in answer, answer
