"""`polder` at a shell, as one person: a home of one's own, no terminal."""

import csv
import io
import json
import os
import shlex
import subprocess
from pathlib import Path

from support.polder import PROGRAM


class Outcome:
    """How one command ended."""

    def __init__(self, words: list, result: subprocess.CompletedProcess):
        self.words, self.code, self.out, self.err = words, result.returncode, result.stdout, result.stderr

    def __str__(self):
        return f"$ polder {shlex.join(self.words)}\nexit code {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


class Person:
    """Whose profiles and sessions are in `home`; nothing of this machine's own is seen or changed."""

    def __init__(self, home: Path):
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.folder = home, home / ".config" / "polder"

    def run(self, *words, given: str = "", code: int | None = 0, environment: dict | None = None) -> Outcome:
        """Runs a command; whoever gives no `code` takes any."""
        words = [str(word) for word in words]
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("POLDER", "XDG_")) and not name.lower().endswith("_proxy")}  # fmt: skip
        result = subprocess.run(
            [PROGRAM, *words], input=given, capture_output=True, text=True, timeout=120, cwd=self.home,
            env={**kept, "HOME": str(self.home), **(environment or {})})  # fmt: skip
        outcome = Outcome(words, result)
        assert code is None or outcome.code == code, f"expected exit code {code}:\n{outcome}"
        return outcome

    def json(self, *words, **options):
        """What a command says to programs: nothing but JSON on standard output."""
        outcome = self.run(*words, "--json", **options)
        try:
            return json.loads(outcome.out)
        except ValueError as error:
            raise AssertionError(f"expected JSON and nothing else on standard output: {error}\n{outcome}") from None

    def csv(self, *words, **options) -> list:
        """The rows of a command's CSV by their titles."""
        return list(csv.DictReader(io.StringIO(self.run(*words, "--csv", **options).out)))

    def log_in(self, server, username: str, password: str, **options) -> Outcome:
        return self.run(
            "login", f"{server.host}:{server.port}", "--username", username, "--password-stdin", given=f"{password}\n", **options
        )

    def files(self) -> dict:
        """Everything that is kept, by name."""
        return {str(path.relative_to(self.folder)): path for path in self.folder.rglob("*") if path.is_file()}

    def session_file(self) -> Path:
        """The one file in which a session is."""
        found = [path for name, path in self.files().items() if name.startswith("sessions/")]
        assert len(found) == 1, f"expected the file of one session in {self.folder}, there are {sorted(self.files())}"
        return found[0]
