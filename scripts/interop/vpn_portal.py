"""Nodes get their VPN configuration: Polder's server asks a portal what the real Python server asks, and says what it says.

No eduVPN portal can run here. A stand-in holds both servers to the same exchange."""

import pytest
import requests
from peer import needs
from peer.federation import Federation
from peer.portal import Portal
from peer.server import PythonServer

from support.polder import PolderServer
from support.processes import free_port


@pytest.fixture(scope="module")
def portal():
    portal = Portal()
    yield portal
    portal.shutdown()


class Stage:
    """A server of either kind that is told of a portal, and a node that is logged in."""

    def __init__(self, make, folder, settings):
        folder.mkdir()
        self.server = make(folder, settings=settings)
        federation = Federation(self.server.host, self.server.port, self.server.password, ["noord"])
        url = f"{self.server.host}:{self.server.port}/api"
        key = federation.api_keys["noord"]
        reply = requests.post(f"{url}/token/node", json={"api_key": key}, timeout=30).json()
        self.url, self.headers = url, {"Authorization": f"Bearer {reply['access_token']}"}

    def ask(self):
        reply = requests.get(f"{self.url}/vpn", headers=self.headers, timeout=30)
        return reply.status_code, reply.json()


@pytest.fixture
def ask_both(tmp_path):
    needs.python_system()
    stages = []

    def ask(settings, between=lambda: None):
        answers = []
        for name, make in (("python", PythonServer), ("polder", PolderServer)):
            stages.append(Stage(make, tmp_path / name, settings))
            answers.append(stages[-1].ask())
            between()
        return answers

    yield ask
    for stage in stages:
        stage.server.stop()


def it_asks_the_portal_what_the_python_server_asks(portal, ask_both):
    portal.taken()
    asked = []
    python, polder = ask_both(portal.settings(), lambda: asked.append(portal.taken()))
    assert python == (200, {"ovpn_config": "client\r\n<key>1</key>\r\n"})
    assert polder == (200, {"ovpn_config": "client\r\n<key>2</key>\r\n"})
    assert len(asked[0]) == 6
    assert asked[0] == asked[1]


def it_says_the_same_where_a_key_is_missing(portal, ask_both):
    python, polder = ask_both(portal.settings(client_secret=""))
    assert python == polder
    assert python[0] == 500


def it_says_the_same_where_nobody_answers(portal, ask_both):
    python, polder = ask_both(portal.settings(url=f"http://127.0.0.1:{free_port()}"))
    assert python == polder
    assert python[0] == 503
