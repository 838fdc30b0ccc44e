"""Several servers on one PostgreSQL behind a real haproxy: an event raised at one reaches sockets at all of them."""

import json
import queue
import re
import subprocess
import time
from pathlib import Path

import pytest
import requests
import socketio
from peer import containers, needs
from peer.federation import Federation, client
from peer.node import PythonNode
from support import postgres
from support.audit import chain
from support.polder import PROGRAM, PolderServer
from support.processes import Service, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent


class Replicas:
    """Two servers and the proxy before them, from the configuration that the project ships."""

    host = "http://127.0.0.1"

    def __init__(self, folder):
        self.database = postgres.create()
        self.servers = []
        for name in ["one", "two"]:
            place = folder / name
            place.mkdir()
            metrics = free_port()
            server = PolderServer(
                place, uri=self.database, secret="0123456789abcdef" * 4, password="Aa1!a-root-password",
                settings={"prometheus": {"enabled": True, "exporter_port": metrics}},
            )
            server.metrics = metrics
            self.servers.append(server)
        self.password = self.servers[0].password
        self.port = free_port()
        text = (ROOT / "deploy" / "haproxy.cfg").read_text()
        text = text.replace("bind :80", f"bind 127.0.0.1:{self.port}")
        for number, server in zip(["7601", "7602"], self.servers):
            text = re.sub(rf"127\.0\.0\.1:{number}\b", f"127.0.0.1:{server.port}", text)
        configuration = folder / "haproxy.cfg"
        configuration.write_text(text)
        self.proxy = Service("haproxy", [needs.haproxy(), "-db", "-f", configuration], folder)
        self.proxy.wait_until(lambda: requests.get(f"{self.url}/version", timeout=2).ok, "the proxy answers")

    @property
    def url(self):
        return f"{self.host}:{self.port}/api"

    def at(self, federation):
        """The federation, asked through the proxy from now on."""
        federation.host, federation.port = self.host, self.port
        federation.root = client(self.host, self.port, "root", self.password)
        return federation

    def stop(self):
        self.proxy.stop()
        for server in self.servers:
            server.stop()


@pytest.fixture
def replicas(tmp_path):
    needs.postgres()
    needs.haproxy()
    replicas = Replicas(tmp_path)
    yield replicas
    replicas.stop()


class Ear:
    """A socket of the real Socket.IO client that keeps what it hears."""

    def __init__(self, url, token, transports=None):
        self.heard = queue.Queue()
        self.client = socketio.Client(reconnection=True, reconnection_delay=0.2, reconnection_delay_max=1)
        for name in ["new_task", "status_update", "node-online", "node-offline", "message", "sync", "kill_containers"]:
            self.client.on(name, self._keeper(name), namespace="/tasks")
        self.client.connect(
            url, headers={"Authorization": f"Bearer {token}"}, namespaces=["/tasks"], transports=transports, wait_timeout=20
        )

    def _keeper(self, name):
        return lambda *arguments: self.heard.put((name, arguments[0] if arguments else None))

    def wait(self, name, condition=lambda _: True, seconds=30):
        seen = []

        def found():
            while True:
                try:
                    event, data = self.heard.get_nowait()
                except queue.Empty:
                    return None
                seen.append((event, data))
                if event == name and condition(data):
                    return [data]

        return wait_until(found, f"hears {name}; heard {seen}", seconds)[0]

    def close(self):
        self.client.disconnect()


def token_of_node(url, key):
    reply = requests.post(f"{url}/token/node", json={"api_key": key})
    assert reply.ok, reply.text
    return reply.json()["access_token"]


def a_task(federation, marker):
    researcher = federation.researcher()
    task = researcher.task.create(
        organizations=list(federation.organizations.values()), name=marker, image="test/nothing", description="",
        input_={"method": "nothing"}, databases=[{"label": "default"}],
    )
    assert "id" in task, task
    return task["id"]


def it_tells_sockets_at_every_server_what_happened_at_one(replicas):
    one, two = replicas.servers
    federation = Federation(one.host, one.port, replicas.password, ["noord", "oost"])
    ears = [
        Ear(f"{one.host}:{one.port}", token_of_node(one.url, federation.api_keys["noord"])),
        Ear(f"{two.host}:{two.port}", token_of_node(two.url, federation.api_keys["oost"]), ["websocket"]),
        Ear(f"{replicas.host}:{replicas.port}", federation.root.token, ["polling"]),
        Ear(f"{replicas.host}:{replicas.port}", federation.root.token),
    ]
    try:
        for ear in ears[:2]:
            ear.wait("sync")
        for number in range(5):
            # The proxy chooses where it is posted.
            federation.host, federation.port = (replicas.host, replicas.port) if number else (two.host, two.port)
            task = a_task(federation, f"task {number}")
            for ear in ears:
                ear.wait("new_task", lambda data: data["id"] == task)
    finally:
        for ear in ears:
            ear.close()


def it_keeps_presence_true_when_a_server_is_killed(replicas):
    one, two = replicas.servers
    federation = Federation(two.host, two.port, replicas.password, ["noord", "oost"])
    token = token_of_node(two.url, federation.api_keys["noord"])
    # One node holds to the first server alone, the other to the proxy.
    alone = Ear(f"{one.host}:{one.port}", token)
    moving = Ear(f"{replicas.host}:{replicas.port}", token_of_node(two.url, federation.api_keys["oost"]))
    root = Ear(f"{two.host}:{two.port}", federation.root.token)
    try:
        for ear in [alone, moving]:
            ear.wait("sync")
        wait_until(lambda: federation.is_online("noord") and federation.is_online("oost"), "both are online")
        one.service.process.kill()
        root.wait("node-offline", lambda data: data["id"] == federation.nodes["noord"], seconds=60)
        assert not federation.is_online("noord")
        wait_until(lambda: federation.is_online("oost"), "the node behind the proxy is online again", 60)
        # What is posted now reaches the node that moved.
        task = a_task(federation, "after the end of a server")
        moving.wait("new_task", lambda data: data["id"] == task)
        # The server comes back under its address, and the node with it.
        one.start()
        wait_until(lambda: federation.is_online("noord"), "the node is online again", 60)
    finally:
        for ear in [alone, moving, root]:
            ear.close()


@pytest.fixture
def podman(tmp_path):
    reason = containers.why_not()
    if reason:
        pytest.skip(f"no containers here, which the Python node asks for when it starts: {reason}")
    needs.python_system("vantage6.node")
    podman = containers.Containers(tmp_path / "podman")
    try:
        podman.run("info")
        yield podman
    finally:
        podman.stop()


def it_keeps_the_real_python_node_through_the_end_of_each_server(replicas, podman, tmp_path):
    one, two = replicas.servers
    federation = replicas.at(Federation(two.host, two.port, replicas.password, ["noord", "oost"]))
    data = tmp_path / "noord.csv"
    data.write_text("age\n30\n")
    node = PythonNode(tmp_path / "noord", "noord", replicas, federation.api_keys["noord"], data, podman)
    try:
        node.service.wait_until(lambda: federation.is_online("noord"), "the Python node is online", 60)
        assert not federation.is_online("oost"), "nobody else is"
        researcher = federation.researcher()

        def is_heard(what):
            """A task that is posted now is taken up: its image is nowhere to be had, and that comes back."""
            task = researcher.task.create(
                organizations=[federation.organizations["noord"]], name=what, image="localhost/no-such-image", description="",
                input_={"method": "nothing"}, databases=[{"label": "default"}],
            )
            assert "id" in task, task
            run = lambda: researcher.run.from_task(task["id"])["data"][0]  # noqa: E731
            node.service.wait_until(lambda: run()["status"] != "pending", f"a task {what} is taken up", 60)

        is_heard("with two servers")
        # One of them has the node's socket; whichever it is, the node is at the other in the end.
        for server in [one, two]:
            server.service.process.kill()
            gone = time.monotonic()
            # It may be called online for as long as the dead server is not found out, and offline until it comes back.
            socket = lambda: socket_server(replicas, federation)  # noqa: E731
            wait_until(lambda: socket() not in (None, server), "the node's socket is at a server that lives", 60)
            wait_until(lambda: federation.is_online("noord"), "the node is online", 60 - (time.monotonic() - gone))
            is_heard(f"after {server.folder.name} died")
            server.start()
        node.stop()
        wait_until(lambda: not federation.is_online("noord"), "the node that was stopped is offline", 60)
    except (AssertionError, TimeoutError):
        print(node.service.tail(60), one.service.tail(20), two.service.tail(20), sep="\n---\n")
        raise
    finally:
        node.stop()


def socket_server(replicas, federation):
    """At which server the socket of the node is, by what the servers themselves count; None if at none."""
    for server in replicas.servers:
        try:
            text = requests.get(f"http://127.0.0.1:{server.metrics}/metrics", timeout=2).text
        except requests.RequestException:
            continue
        count = re.search(r"^polder_sockets (\d+)", text, re.M)
        if count and int(count[1]) > 0:
            return server
    return None


def audit(server, *words, code=0):
    """`polder server audit …` with the configuration of a server."""
    result = subprocess.run(
        [PROGRAM, "server", "audit", *map(str, words), "--config", server.configuration],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout


def it_keeps_one_audit_log_of_all_servers(replicas, tmp_path):
    one, two = replicas.servers
    for number in range(6):
        server = [one, two][number % 2]
        reply = requests.post(f"{server.url}/token/user", json={"username": "root", "password": replicas.password})
        session = {"Authorization": f"Bearer {reply.json()['access_token']}"}
        made = requests.post(f"{server.url}/organization", json={"name": f"organization {number}"}, headers=session)
        assert made.status_code == 201, made.text
    shown = audit(one, "show", "--json")
    assert shown.count("CreateOrganization") == 6, shown
    assert audit(two, "show", "--json").count("CreateOrganization") == 6
    # While both servers run: what one wrote follows what the other wrote.
    exported = tmp_path / "audit.jsonl"
    audit(two, "export", "--output", exported)
    entries = chain(exported)
    assert [entry["operation"] for entry in entries].count("CreateOrganization") == 6
    head = f"{len(entries)}:{entries[-1]['hash']}"
    audit(one, "verify", "--head", head)
    database = postgres.connect(replicas.database.rsplit("/", 1)[1])
    with database.cursor() as cursor:
        cursor.execute("UPDATE polder_audit SET principal = 'user:2' WHERE number = 2")
        answer = json.loads(audit(one, "verify", "--json", code=65))
        assert answer["findings"] == ["Entry 2 was changed: its content does not give its hash."]
        cursor.execute("UPDATE polder_audit SET principal = %s WHERE number = 2", (entries[1].get("principal"),))
        audit(one, "verify", "--head", head)
        cursor.execute("DELETE FROM polder_audit WHERE number = 3")
        assert "Entry 3 was removed." in audit(two, "verify", code=65)
    database.close()
