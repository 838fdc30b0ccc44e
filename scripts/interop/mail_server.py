"""Polder's mails at a real mail server (aiosmtpd), and the Python client's way back into an account."""

import contextlib
import email
import json
import signal
import sqlite3
import ssl
import time

import pyotp
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from peer.certificates import certificate
from support.polder import PolderServer
from support.processes import free_port, wait_until
from support.rest import Refused, Session
from vantage6.client import UserClient
from vantage6.common.exceptions import AuthenticationException

ACCOUNT = ("polder", "a password of the mail account")
SENDER = "polder@example.org"


class Mailbox:
    """A mail server that keeps what it is sent."""

    def __init__(self, folder, authority, security: str, port: int | None = None, account=ACCOUNT):
        certificate_path, key_path, _ = certificate(folder, "mail", authority)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate_path, key_path)
        options = {
            "STARTTLS": {"tls_context": context, "require_starttls": True},
            "TLS": {"ssl_context": context},
            "none": {},
        }[security]
        if account:
            options |= {
                "authenticator": lambda _s, _session, _envelope, _mechanism, data: self._log_in(data, account),
                "auth_required": True,
                # Over TLS from the first byte it can not tell that there is TLS.
                "auth_require_tls": security == "STARTTLS",
            }
        self.security, self.mails = security, []
        self.controller = Controller(self, hostname="127.0.0.1", port=port or free_port(), **options)
        self.port = self.controller.port
        self.controller.start()

    @staticmethod
    def _log_in(data, account):
        known = isinstance(data, LoginPassword) and (data.login, data.password) == tuple(s.encode() for s in account)
        return AuthResult(success=known, handled=False)

    async def handle_DATA(self, server, session, envelope):
        # Where TLS begins with the first byte, nothing comes without it.
        over_tls = self.security == "TLS" or session.ssl is not None
        self.mails.append((envelope, email.message_from_bytes(envelope.content), over_tls))
        return "250 taken"

    def wait(self, count: int = 1):
        """The last mail once there are so many: its envelope, its headers, its text, and whether it came over TLS."""
        wait_until(lambda: len(self.mails) >= count, f"{count} mails have come", 20)
        envelope, message, over_tls = self.mails[-1]
        return envelope, message, message.get_payload(decode=True).decode(), over_tls

    def stop(self):
        self.controller.stop()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    path, _, signer = certificate(tmp_path_factory.mktemp("authority"), "authority")
    return path, signer


def settings(port: int, security: str, authority_path=None, **more) -> dict:
    smtp = {
        "server": "localhost",
        "port": port,
        "username": ACCOUNT[0],
        "password": ACCOUNT[1],
        "MAIL_USE_TLS": security == "STARTTLS",
        "MAIL_USE_SSL": security == "TLS",
        "email_from": SENDER,
        **more,
    }
    if authority_path:
        smtp["ca_file"] = str(authority_path)
    return {"smtp": smtp}


def make_user(server, name: str, password: str = "Passw0rd!") -> Session:
    root = Session(server, "root", server.password)
    root.post(
        "/user",
        {
            "username": name,
            "password": password,
            "email": f"{name}@example.org",
            "firstname": "Ada",
            "lastname": "L",
            "roles": [5],
        },
    )
    return root


def client_of(server) -> UserClient:
    return UserClient(server.host, server.port, "/api", log_level="critical")


def code_in(text: str) -> str:
    (code,) = [line for line in text.splitlines() if len(line) == 64 and " " not in line]
    return code


@contextlib.contextmanager
def running(folder, **options):
    server = PolderServer(folder, **options)
    try:
        yield server
    finally:
        server.stop()


def waiting(server) -> int:
    with contextlib.closing(sqlite3.connect(server.folder / "polder.sqlite")) as database:
        return database.execute("SELECT COUNT(*) FROM polder_mail").fetchone()[0]


@pytest.mark.parametrize("security", ["STARTTLS", "TLS"])
def it_lets_the_python_client_replace_a_forgotten_password(tmp_path, authority, security):
    mailbox = Mailbox(tmp_path, authority[1], security)
    with running(tmp_path, settings=settings(mailbox.port, security, authority[0])) as server:
        make_user(server, "ada")
        client = client_of(server)
        assert "soon receive an email" in client.util.reset_my_password(username="ada")["msg"]
        envelope, message, text, over_tls = mailbox.wait()
        assert over_tls and envelope.mail_from == SENDER and envelope.rcpt_tos == ["ada@example.org"]
        assert message["Subject"] == "Password reset vantage6" and message["To"] == "ada@example.org"
        assert message["From"] == SENDER and message["Date"] and message["Message-ID"]
        client.util.set_my_password(code_in(text), "N3w-passw0rd")
        client.authenticate("ada", "N3w-passw0rd")
        with pytest.raises(AuthenticationException):
            client_of(server).authenticate("ada", "Passw0rd!")
        assert waiting(server) == 0
    mailbox.stop()


def it_hands_no_mail_to_a_server_whose_certificate_does_not_hold_and_sends_it_later(tmp_path, authority):
    mailbox = Mailbox(tmp_path, authority[1], "STARTTLS")
    with running(tmp_path, settings=settings(mailbox.port, "STARTTLS")) as server:
        make_user(server, "ada")
        client_of(server).util.reset_my_password(email="ada@example.org")
        wait_until(lambda: "could not be sent" in server.service.tail(), "the failure is told", 20)
        assert "ada@example.org" not in server.service.tail(), "an address is in the log"
        assert not mailbox.mails and waiting(server) == 1
        server.stop()
        configuration = json.loads(server.configuration.read_text())
        configuration["smtp"]["verify_certificate"] = False
        server.configuration.write_text(json.dumps(configuration))
        server.start()
        mailbox.wait()
        assert "is not verified" in server.service.log.read_text()
    mailbox.stop()


def it_sends_nothing_over_a_connection_that_offers_no_tls(tmp_path, authority):
    mailbox = Mailbox(tmp_path, authority[1], "none", account=None)
    with running(tmp_path, settings=settings(mailbox.port, "STARTTLS", authority[0])) as server:
        make_user(server, "ada")
        client_of(server).util.reset_my_password(username="ada")
        wait_until(lambda: "could not be sent" in server.service.tail(), "the failure is told", 20)
        assert not mailbox.mails
    mailbox.stop()


def it_loses_no_mail_when_the_server_is_killed(tmp_path, authority):
    port = free_port()
    with running(tmp_path, settings=settings(port, "STARTTLS", authority[0])) as server:
        make_user(server, "ada")
        client_of(server).util.reset_my_password(username="ada")
        wait_until(lambda: "could not be sent" in server.service.tail(), "the failure is told", 20)
        server.service.process.send_signal(signal.SIGKILL)
        server.service.process.wait()
        mailbox = Mailbox(tmp_path, authority[1], "STARTTLS", port)
        server.start()
        _, _, text, _ = mailbox.wait()
        client_of(server).util.set_my_password(code_in(text), "N3w-passw0rd")
        mailbox.stop()


def it_answers_at_once_while_the_mail_server_hangs(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = settings(silent.getsockname()[1], "STARTTLS")
        with running(tmp_path, settings=options) as server:
            root = make_user(server, "ada")
            begin = time.monotonic()
            client_of(server).util.reset_my_password(username="ada")
            root.get("/user")
            assert time.monotonic() - begin < 5
            begin = time.monotonic()
            server.stop()
            assert time.monotonic() - begin < 9, "the end waits for the mail server"


def it_tells_who_is_locked_out_and_both_addresses_of_a_change(tmp_path, authority):
    mailbox = Mailbox(tmp_path, authority[1], "STARTTLS")
    with running(tmp_path, settings=settings(mailbox.port, "STARTTLS", authority[0])) as server:
        root = make_user(server, "ada")
        for _ in range(6):
            with pytest.raises(Refused):
                Session(server, "ada", "wrong")
        _, message, text, _ = mailbox.wait()
        assert message["Subject"] == "Failed login attempts on your vantage6 account" and "127.0.0.1" in text
        (user,) = root.get("/user?username=ada")["data"]
        root.request("PATCH", f"/user/{user['id']}", {"email": "new@example.org"})
        mailbox.wait(3)
        assert {envelope.rcpt_tos[0] for envelope, _, _ in mailbox.mails[1:]} == {"ada@example.org", "new@example.org"}
    mailbox.stop()


def it_lets_the_python_client_enrol_and_replace_a_second_factor(tmp_path, authority):
    mailbox = Mailbox(tmp_path, authority[1], "STARTTLS")
    with running(tmp_path, settings=settings(mailbox.port, "STARTTLS", authority[0])) as server:
        make_user(server, "ada")
        server.stop()
        configuration = json.loads(server.configuration.read_text())
        configuration |= {"two_factor_auth": True, "server_name": "interop"}
        server.configuration.write_text(json.dumps(configuration))
        server.start()
        client = client_of(server)

        def log_in(**more):
            import requests

            reply = requests.post(f"{server.url}/token/user", json={"username": "ada", "password": "Passw0rd!", **more})
            return reply.status_code, reply.json()

        status, enrolment = log_in()
        assert status == 200
        # What an authenticator app reads from the QR code.
        app = pyotp.parse_uri(enrolment["qr_uri"])
        assert app.secret == enrolment["otp_secret"]
        assert (app.name, app.issuer) == ("ada", "vantage6 (interop)")
        # Clocks may be one step apart, so that it does not matter when within a step this happens.
        step = int(time.time() // 30)
        client.authenticate("ada", "Passw0rd!", mfa_code=app.at(step * 30))
        assert client.whoami.name == "Ada"
        assert log_in() == (200, {"msg": "Please include your two-factor authentication code"})
        assert log_in(mfa_code=app.at(step * 30))[0] == 401, "a code was good twice"

        message = client_of(server).util.reset_two_factor_auth("Passw0rd!", username="ada")["msg"]
        assert "reset your 2FA" in message
        _, mail, text, _ = mailbox.wait()
        assert mail["Subject"] == "Two-factor authentication reset vantage6"
        renewed = client_of(server).util.set_two_factor_auth(code_in(text))
        other = pyotp.TOTP(renewed["otp_secret"])
        assert other.secret != app.secret
        # The step that was used is used up, also for the new secret; the next one is taken from an app whose clock is fast.
        # Asking again and again until its time has come would lock the account: a code that is not taken is a failure.
        assert log_in(mfa_code=other.at(step * 30))[0] == 401, "a step was good twice"
        status, reply = log_in(mfa_code=other.at(max(step + 1, int(time.time() // 30)) * 30))
        assert status == 200 and reply.get("access_token"), reply
    mailbox.stop()
