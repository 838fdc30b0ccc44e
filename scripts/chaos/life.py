"""How far the runs of a node have come, read from outside: its journal, its folder, its server's database. Standard library only."""

import sqlite3
from pathlib import Path

from federation import OPEN

# The steps of a run's life, in order; each has to be hit by a kill.
STEPS = {
    "found": "the server has it, the journal does not",
    "accepted": "the journal has it, the server was not told",
    "claimed": "the server was told, no token was given out",
    "token": "a token was given out, nothing is there yet",
    "files": "files are written, the journal does not say that it starts",
    "starting": "the journal says that it starts, nothing was ordered",
    "ordered": "the runtime has its order, nothing was begun",
    "begun": "it lives, the journal does not say so",
    "started": "the journal says so, the server does not",
    "active": "the server says so",
    "ended": "the algorithm ended, its output was not collected",
    "judged": "what is told is sealed in the journal, the server does not have it",
    "reported": "the server has it, the answer did not arrive",
    "delivered": "the journal says that the server has it, what is left was not removed",
}
# So many runs of each node are looked at.
LATEST = 24


def reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False, isolation_level=None)


class Life:
    """One node's runs. It reads while the node writes, stops or is dead."""

    def __init__(self, data: Path, database: Path, organization: int, tokens: set, is_container: bool):
        self.data, self.tokens, self.is_container = data, tokens, is_container
        self._journal, self._server = None, reader(database)
        self._organization = organization

    def _phases(self) -> dict:
        if self._journal is None:
            if not (self.data / "journal.sqlite").exists():
                return {}
            self._journal = reader(self.data / "journal.sqlite")
        try:
            rows = self._journal.execute(f"SELECT run_id, phase FROM run ORDER BY id DESC LIMIT {LATEST}")
            return dict(rows.fetchall())
        except sqlite3.OperationalError:
            # A journal that is being made or recovered is seen at the next look.
            self._journal.close()
            self._journal = None
            return {}

    def steps(self) -> dict:
        """The step of each run that is on its way."""
        phases = self._phases()
        rows = self._server.execute(
            "SELECT id, task_id, status, started_at, finished_at FROM run WHERE organization_id = ? ORDER BY id DESC "
            f"LIMIT {LATEST}",
            (self._organization,),
        ).fetchall()
        found = {}
        for run, task, status, started, finished in rows:
            step = self._step(phases.get(run), run, task, status, started is not None, finished is not None)
            if step:
                found[run] = step
        return found

    def _step(self, phase, run: int, task: int, status: str, is_claimed: bool, is_over: bool) -> str | None:
        keep = self.data / "runs" / f"{run:09}"
        match phase:
            case None | "accepted":
                return None if is_over or status not in OPEN else self._early(phase, keep, task, is_claimed)
            case "starting":
                return self._start(keep / "supervisor")
            case "started" if self._has_ended(keep / "supervisor"):
                return "ended"
            case "started":
                return "active" if status == "active" else "started"
            case "judged":
                return "reported" if is_over else "judged"
            case _:
                return "delivered" if keep.exists() else None

    def _early(self, phase, keep: Path, task: int, is_claimed: bool) -> str:
        if keep.exists():
            return "files"
        if is_claimed:
            return "token" if task in self.tokens else "claimed"
        return "found" if phase is None else "accepted"

    def _start(self, folder: Path) -> str:
        ordered, begun = ("container.json", "started") if self.is_container else ("spec", "state")
        if (folder / begun).exists():
            return "begun"
        return "ordered" if (folder / ordered).exists() else "starting"

    def _has_ended(self, folder: Path) -> bool:
        if self.is_container:
            return (folder / "end.json").exists()
        try:
            return "\nphase=exited\n" in (folder / "state").read_text()
        except OSError:
            return False

    def open_runs(self) -> list:
        """Runs that the journal has begun and not brought to an end."""
        self._phases()
        query = "SELECT run_id FROM run WHERE phase IN ('starting', 'started', 'judged')"
        return [run for (run,) in self._journal.execute(query)]

    def close(self):
        self._server.close()
        if self._journal:
            self._journal.close()
