"""Container engines for checks and figures, each started by the program of its name in this folder."""

import subprocess
import tempfile
from pathlib import Path

from support.processes import Service

from .api import EngineAPI

HERE = Path(__file__).resolve().parent
# How each is called for.
KINDS = {"docker": ["docker"], "podman": ["podman"], "podman-rootless": ["podman", "--rootless"]}


def why_not(kind: str) -> str | None:
    """What this machine lacks for an engine; None if nothing."""
    program, *options = KINDS[kind]
    said = subprocess.run([HERE / program, *options, "missing"], capture_output=True, text=True)
    return said.stdout.strip() or (None if said.returncode == 0 else said.stderr.strip()[-300:])


class Engine:
    """An engine with storage of its own, which is gone with all its containers once it is stopped."""

    def __init__(self, kind: str, log: Path, options: tuple = (), before: tuple = ()):
        """
        :param options: further options of the program
        :param before: words before it, that let it run somewhere else
        """
        self.kind = kind
        program, *own = KINDS[kind]
        self.service = Service(f"engine-{kind}", [*before, HERE / program, *own, *options, "serve"], log)
        try:
            self.service.wait_until(lambda: self._told(), f"{kind} answers", 90)
            self.socket, self.words = self._told()
            self.folder = self.socket.parent
            self.api = EngineAPI(self.socket)
        except BaseException:
            self.stop()
            raise

    def _told(self):
        """The path of the socket and the words before a command that is to run as the engine's user."""
        lines = self.service.log.read_text(errors="replace").splitlines()
        places = [number for number, line in enumerate(lines) if line.startswith("/") and line.endswith(".sock")]
        if not places:
            return None
        following = lines[places[0] + 1 :]
        if self.kind == "podman-rootless" and not following:
            return None
        return Path(lines[places[0]]), following[0].split(" ") if self.kind == "podman-rootless" else []

    @property
    def address(self) -> str:
        return f"unix://{self.socket}"

    @property
    def network(self) -> str | None:
        """The network namespace that it is in; None for this machine's own."""
        return f"/proc/{(self.folder / 'pid').read_text().strip()}/ns/net" if self.kind == "docker" else None

    def place(self, otherwise: Path) -> Path:
        """A folder for what works with the engine's containers, as whoever it runs as."""
        if not self.words:
            return otherwise
        made = Path(tempfile.mkdtemp(dir=self.folder / "files"))
        self.give(made)
        return made

    def can_run(self, program: Path) -> bool:
        """Whether the engine's user may run a program where it lies."""
        return subprocess.run([*self.words, "test", "-x", program]).returncode == 0

    def give(self, folder: Path):
        """Lets the engine's user have a folder with all that lies in it."""
        if self.words:
            owner = (self.folder / "home").stat()
            subprocess.run(["chown", "-R", f"{owner.st_uid}:{owner.st_gid}", folder], check=True)

    def build(self, *images: str) -> list:
        from images.build import build

        return build(self.api, *images)

    def stop(self):
        # Containers are ended one by one before the engine is.
        self.service.stop(60)
