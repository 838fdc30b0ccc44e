"""A federation that is set up the way an administrator does it: with the real Python client, through the interface alone."""

import contextlib
import io
import secrets

from vantage6.client import UserClient


def client(host: str, port: int, username: str, password: str) -> UserClient:
    """A logged-in client that neither prints nor encrypts."""
    user = UserClient(host, port, "/api", log_level="critical")
    with contextlib.redirect_stdout(io.StringIO()):
        user.authenticate(username, password)
        user.setup_encryption(None)
    return user


class Federation:
    """Organizations, a collaboration, a researcher and the keys of the nodes, on any server that speaks the protocol."""

    def __init__(
        self, host: str, port: int, root_password: str, organizations: list, encrypted: bool = False, roles=("Researcher",)
    ):
        self.host, self.port, self.roles = host, port, roles
        self.root = client(host, port, "root", root_password)
        self.organizations = {name: self._organization(name) for name in organizations}
        reply = self.root.collaboration.create(
            name=f"study {secrets.token_hex(3)}", organizations=list(self.organizations.values()), encrypted=encrypted
        )
        assert "id" in reply, reply
        self.collaboration = reply["id"]
        self.nodes, self.api_keys = {}, {}
        for name, organization in self.organizations.items():
            reply = self.root.node.create(collaboration=self.collaboration, organization=organization, name=f"{name} node")
            assert "api_key" in reply, reply
            self.nodes[name], self.api_keys[name] = reply["id"], reply["api_key"]
        self.username, self.password = f"researcher-{secrets.token_hex(3)}", f"Aa1!{secrets.token_urlsafe(12)}"
        self.researcher_id = self._researcher(organizations[0])

    def _organization(self, name: str) -> int:
        reply = self.root.organization.create(
            name=name, address1="Street 1", address2="", zipcode="1000", country="NL", domain=f"{name}.test"
        )
        assert "id" in reply, reply
        return reply["id"]

    def _researcher(self, organization: str) -> int:
        roles = [row for row in self.root.role.list(per_page=50)["data"] if row["name"] in self.roles]
        assert len(roles) == len(self.roles), f"the server does not know the roles {self.roles}"
        reply = self.root.user.create(
            username=self.username,
            firstname="Rosa",
            lastname="Researcher",
            password=self.password,
            email=f"{self.username}@example.test",
            organization=self.organizations[organization],
            roles=[row["id"] for row in roles],
        )
        assert "id" in reply, reply
        return reply["id"]

    def researcher(self) -> UserClient:
        user = client(self.host, self.port, self.username, self.password)
        user.setup_collaboration(self.collaboration)
        return user

    def is_online(self, name: str) -> bool:
        return self.root.node.get(self.nodes[name])["status"] == "online"
