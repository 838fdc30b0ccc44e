"""Programs in the background: started, waited for, and ended by their process id alone."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
from pathlib import Path


class Ended(Exception):
    """A program ended that should have gone on."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what: str, seconds: float = 30, interval: float = 0.05):
    """The first true value of `condition`, which may raise while it is not yet met."""
    deadline = time.monotonic() + seconds
    last = None
    while time.monotonic() < deadline:
        try:
            value = condition()
            if value:
                return value
        except Ended:
            raise
        except Exception as error:  # the reason is told when the time is up
            last = error
        time.sleep(interval)
    raise TimeoutError(f"{what}: not within {seconds:g} s" + (f" (last: {last})" if last else ""))


def _end_with_parent():
    # Whatever ends the checks, no program stays behind.
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Service:
    """A program that runs until it is stopped; its output goes to a file, shown when something fails."""

    def __init__(self, name: str, command: list, folder: Path, environment: dict | None = None):
        self.name = name
        self.log = folder / f"{name}.log"
        self._file = open(self.log, "ab")
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=self._file,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent,
        )

    def wait_until(self, condition, what: str, seconds: float = 30):
        def alive_and_met():
            if self.process.poll() is not None:
                raise Ended(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
            return condition()

        try:
            return wait_until(alive_and_met, what, seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.name} said:\n{self.tail()}") from None

    def tail(self, lines: int = 30) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, seconds: float = 15) -> int:
        """Ends it as an operator would; the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._file.close()
        return self.process.returncode
