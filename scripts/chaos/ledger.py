"""The algorithm that counts itself, its ledger, and the checker that reads it. Standard library only."""

import fcntl
import os
from pathlib import Path

from scenarios import expect
from support import polder

SOURCE = Path(__file__).resolve().parent / "counted_algorithm.py"
# As a program of the machine: the sandbox shows /usr and nothing of this repository.
PYTHON = "/usr/bin/python3"
IMAGE = "test/counted"
COMMAND = [PYTHON, "-I", "-S", "-c", SOURCE.read_text()]
polder.COMMANDS[IMAGE] = COMMAND


class Ledger:
    """A folder that algorithms see as their database `ledger`, and where each leaves a line when it starts."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        # In a container they are somebody else.
        folder.chmod(0o777)
        (folder / "lines").touch()
        (folder / "lines").chmod(0o666)

    @property
    def database(self) -> dict:
        return {"label": "ledger", "uri": str(self.folder), "type": "folder"}

    def lines(self) -> list:
        return [line.split(" ") for line in (self.folder / "lines").read_text().splitlines()]

    def starts(self) -> dict:
        """How often each run was started."""
        found = {}
        for word, run, *more in self.lines():
            if word == "start":
                expect(more[-1] == "alone", f"run {run} was started while an execution of it lived")
                found[int(run)] = found.get(int(run), 0) + 1
        return found

    def has_begun(self, run: int) -> bool:
        return any(word == "start" and int(number) == run for word, number, *_ in self.lines())

    def has_ended(self, run: int) -> bool:
        return any(word == "end" and int(number) == run for word, number, *_ in self.lines())

    def lives(self, run: int) -> bool:
        """Whether an execution of the run lives: the kernel lets its lock go when it does not."""
        try:
            file = os.open(self.folder / f"{run}.lock", os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(file)

    def living(self) -> list:
        return [int(lock.stem) for lock in self.folder.glob("*.lock") if self.lives(int(lock.stem))]
