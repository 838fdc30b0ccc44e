"""A server of either kind."""

from pathlib import Path

from support.polder import PolderServer

from . import needs


def begin(kind: str, folder: Path, settings: dict | None = None):
    """Starts Polder's server, or the real Python one where the kind is `python`."""
    if kind != "python":
        return PolderServer(folder, settings=settings)
    needs.python_system()
    # What it needs is there only with the Python system.
    from .server import PythonServer

    return PythonServer(folder, settings=settings)
