"""Nodes get their VPN configuration: Polder's server asks a portal what the real Python server asks, and says what it says.

No eduVPN portal can run here. A stand-in holds both servers to the same exchange: version 3 of its API, OAuth 2 with PKCE."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from peer import needs
from peer.federation import Federation
from peer.server import PythonServer

from support.polder import PolderServer
from support.processes import free_port

USER, PASSWORD, CLIENT, SECRET = "v6", "p w&+", "vantage6", "s+cret"
REDIRECT = "http://127.0.0.1:9/callback"


class Portal(ThreadingHTTPServer):
    """Remembers what it was asked, without what differs each time."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.challenge, self.count, self.refuses = [], "", 0, False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def settings(self, **changes):
        keys = {
            "url": self.url, "portal_username": USER, "portal_userpass": PASSWORD, "client_id": CLIENT,
            "client_secret": SECRET, "redirect_url": REDIRECT,
        }  # fmt: skip
        return {"vpn_server": {**keys, **changes}}

    def taken(self):
        asked, self.asked = self.asked, []
        return asked


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Says nothing."""

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def json(self, value, status=200):
        self.reply(status, json.dumps(value).encode(), Content_Type="application/json")

    def do_GET(self):
        self.answer(urlsplit(self.path), {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.answer(urlsplit(self.path), parse_qs(body))

    def answer(self, target, form):
        portal, query = self.server, parse_qs(target.query)
        plain = {
            key: value[0] for key, value in {**query, **form}.items()
            if key not in ("state", "code_challenge", "code_verifier", "authRedirectTo", "_user_pass_auth_redirect_to")
        }  # fmt: skip
        portal.asked.append((self.command, target.path, plain, self.headers.get("Authorization", "")))
        match self.command, target.path:
            case "GET", "/.well-known/vpn-user-portal":
                own = f"{portal.url}/vpn-user-portal"
                self.json({"api": {"http://eduvpn.org/api#3": {
                    "api_endpoint": f"{own}/api/v3", "authorization_endpoint": f"{own}/oauth/authorize",
                    "token_endpoint": f"{own}/oauth/token"}}})  # fmt: skip
            case "POST", "/vpn-user-portal/_user_pass_auth/verify":
                known = form.get("userName") == [USER] and form.get("userPass") == [PASSWORD]
                known = known and self.headers.get("Referer") == f"{portal.url}/vpn-user-portal/home"
                self.reply(302, Set_Cookie=f"SES={'in' if known else 'out'}; Path=/; HttpOnly", Location="/x")
            case "GET", "/vpn-user-portal/oauth/authorize":
                if "SES=in" not in (self.headers.get("Cookie") or "") or query.get("client_id") != [CLIENT]:
                    return self.reply(200, b"<form>")
                portal.challenge = query["code_challenge"][0]
                self.reply(302, Location=f"{REDIRECT}?code=c%2B1&state={query['state'][0]}")
            case "POST", "/vpn-user-portal/oauth/token":
                digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
                right = base64.urlsafe_b64encode(digest).decode().rstrip("=") == portal.challenge
                right = right and form["code"] == ["c+1"] and form.get("client_secret") == [SECRET]
                if portal.refuses or not right:
                    return self.json({"error": "invalid_client"}, 401)
                self.json({"access_token": "t0k", "token_type": "bearer", "expires_in": 3600})
            case "GET", "/vpn-user-portal/api/v3/info":
                self.json({"info": {"profile_list": [{"profile_id": "nodes"}, {"profile_id": "others"}]}})
            case "POST", "/vpn-user-portal/api/v3/connect":
                portal.count += 1
                self.reply(200, f"client\r\n<key>{portal.count}</key>\r\n".encode())
            case _:
                self.reply(404)


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
