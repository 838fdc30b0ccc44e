"""A stand-in of an eduVPN portal: version 3 of its API, OAuth 2 with PKCE. No portal can run here."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD, CLIENT, SECRET = "v6", "p w&+", "vantage6", "s+cret"
REDIRECT = "http://127.0.0.1:9/callback"


class Portal(ThreadingHTTPServer):
    """Remembers what it was asked, without what differs each time.

    :param configuration: makes of a number the OpenVPN file that a node gets
    """

    def __init__(self, configuration=lambda number: f"client\r\n<key>{number}</key>\r\n"):
        super().__init__(("127.0.0.1", 0), Handler)
        self.configuration = configuration
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
                self.reply(200, portal.configuration(portal.count).encode())
            case _:
                self.reply(404)
