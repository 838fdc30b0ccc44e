"""Several servers on one PostgreSQL behind a real haproxy: an event raised at one reaches sockets at all of them."""

import queue
import re
import shutil
from pathlib import Path

import pytest
import requests
import socketio
from peer.federation import Federation
from support import postgres
from support.polder import PolderServer
from support.processes import Service, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent


class Replicas:
    """Two servers and the proxy before them, from the configuration that the project ships."""

    host = "http://127.0.0.1"

    def __init__(self, folder):
        uri = postgres.create()
        self.servers = []
        for name in ["one", "two"]:
            place = folder / name
            place.mkdir()
            self.servers.append(
                PolderServer(place, uri=uri, secret="0123456789abcdef" * 4, password="Aa1!a-root-password")
            )
        self.password = self.servers[0].password
        self.port = free_port()
        text = (ROOT / "deploy" / "haproxy.cfg").read_text()
        text = text.replace("bind :80", f"bind 127.0.0.1:{self.port}")
        for number, server in zip(["7601", "7602"], self.servers):
            text = re.sub(rf"127\.0\.0\.1:{number}\b", f"127.0.0.1:{server.port}", text)
        configuration = folder / "haproxy.cfg"
        configuration.write_text(text)
        self.proxy = Service("haproxy", [shutil.which("haproxy") or "/usr/sbin/haproxy", "-db", "-f", configuration], folder)
        self.proxy.wait_until(lambda: requests.get(f"{self.url}/version", timeout=2).ok, "the proxy answers")

    @property
    def url(self):
        return f"{self.host}:{self.port}/api"

    def stop(self):
        self.proxy.stop()
        for server in self.servers:
            server.stop()


@pytest.fixture
def replicas(tmp_path):
    if not postgres.SERVER or not Path("/usr/sbin/haproxy").exists() and not shutil.which("haproxy"):
        pytest.skip("there is no PostgreSQL server, or no haproxy")
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
