"""The real Python store beside a server: what it was shown, what it approved, and what it took back."""

import secrets
from pathlib import Path

from .federation import Federation, client
from .registry import Registry
from .store import PythonStore


class Approvals:
    """A store that a collaboration of a server is linked to; the root of both hands algorithms in, Rita reviews them."""

    def __init__(self, server, folder: Path, federation: Federation, is_polder: bool):
        for name in ("store", "registry"):
            (folder / name).mkdir(parents=True)
        # A stand-in: the store asks it for digests, and nobody else asks it for anything.
        self.registry = Registry(folder / "registry")
        self.store = PythonStore(folder / "store", server.url, registry=self.registry)
        self.root = client(server.host, server.port, "root", server.password)
        # The Python server refuses the list in which its client sends a collaboration (deviation 12).
        scope = {"collaboration": federation.collaboration} if is_polder else {"all_collaborations": True}
        self.link = self._made(self.root.store.create(self.store.url, name="reviewed", force=True, **scope))
        self.root.store.set(self.link)
        name, word = f"rita-{secrets.token_hex(3)}", f"Aa1!{secrets.token_urlsafe(12)}"
        roles = [self.root.role.list(name="Viewer")["data"][0]["id"]]
        self._made(self.root.user.create(
            username=name, firstname="", lastname="", password=word, email=f"{name}@example.test",
            organization=next(iter(federation.organizations.values())), roles=roles))  # fmt: skip
        self.reviewer = self.let_in(name, "Reviewer")
        self.rita = client(server.host, server.port, name, word)
        self.rita.store.set(self.link)

    def let_in(self, username: str, role: str = "Viewer") -> int:
        """Registers a user of the server at the store; the id there."""
        roles = [self.root.store.role.list(name=role)["data"][0]["id"]]
        return self._made(self.root.store.user.register(username, roles=roles))

    def approve(self, name: str) -> tuple:
        """Puts an image there and approves it; its name with the digest, and the algorithm's id."""
        image, digest = self.registry.push(name, "1")
        algorithm = self._made(self.root.algorithm.create(
            name=name, description="", image=image, partitioning="horizontal", vantage6_version="4.15",
            code_url="https://code.example.test", functions=[]))  # fmt: skip
        self.rita.store.review.approve(self._made(self.root.store.review.create(algorithm, self.reviewer)))
        assert self.root.algorithm.get(algorithm)["status"] == "approved"
        return f"{image}@{digest}", algorithm

    def take_back(self, algorithm: int):
        self.root.algorithm.invalidate(algorithm)
        assert self.root.algorithm.get(algorithm)["status"] == "removed"

    @staticmethod
    def _made(reply: dict) -> int:
        assert "id" in reply, reply
        return reply["id"]

    def stop(self):
        self.store.stop()
        self.registry.stop()
