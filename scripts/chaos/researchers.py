"""Researchers who make tasks all the time, and the truth about what became of each. Standard library only."""

import random
import threading
import time

from federation import OPEN, Federation
from scenarios import expect
from support.rest import Session

# What they ask for, and how often.
KINDS = {"quick": 4, "slow": 3, "fails": 1, "central": 2, "killed": 1}
# The most that one of them has under way: the load is bounded.
AT_ONCE = 3
SIBLING_FAILED = "Marked as failed because sibling run"
NODE_STOPPED = "The node stopped while the run was under way"


class Researchers:
    """Some of them, each with an account and a thread."""

    def __init__(self, federation: Federation, count: int, seed: int):
        self.federation = federation
        self.tasks, self.faults = [], []
        self._ended = threading.Event()
        first = next(iter(federation.organizations))
        self._sessions = [federation.add_researcher(first, f"researcher-{number}") for number in range(count)]
        self._threads = [
            threading.Thread(target=self._guarded, args=(session, random.Random(f"{seed} {number}")))
            for number, session in enumerate(self._sessions)
        ]
        for thread in self._threads:
            thread.start()

    def _guarded(self, session, chance):
        try:
            self._work(session, chance)
        except Exception as error:  # told by whoever waits for the thread
            self.faults.append(error)

    def _work(self, session, chance):
        mine = []
        while not self._ended.is_set():
            mine = [task for task in mine if any(run["status"] in OPEN for run in self.federation.runs_of(session, task))]
            while len(mine) < AT_ONCE:
                mine.append(self._ask(session, chance))
            self._ended.wait(0.1)

    def _ask(self, session, chance) -> int:
        (kind,) = chance.choices(list(KINDS), list(KINDS.values()))
        names = list(self.federation.organizations)
        if kind == "central":
            arguments = {
                "image": self.federation.image, "collaboration": self.federation.collaboration,
                "organizations": list(self.federation.organizations.values()),
            }  # fmt: skip
            task = self.federation.ask(session, "central", [chance.choice(names)], **arguments)
        elif kind == "killed":
            task = self.federation.ask(session, "slow", names, seconds=20)
            self._ended.wait(chance.uniform(0, 2))
            # Researchers may not; an administrator does it for them.
            Session(self.federation.server, "root", self.federation.server.password).post("/kill/task", {"id": task})
        elif kind == "slow":
            task = self.federation.ask(session, "slow", names, seconds=round(chance.uniform(0.1, 1.5), 1))
        else:
            task = self.federation.ask(session, kind, names)
        self.tasks.append((kind, task))
        return task

    def stop(self):
        self._ended.set()
        for thread in self._threads:
            thread.join()
        if self.faults:
            raise self.faults[0]

    def look(self, session, seconds: float) -> dict:
        """Waits for the end of all tasks and holds each to the truth; how many ended how."""
        self.session = session
        deadline = time.monotonic() + seconds
        self.ends, self.starts = {}, None
        runs = {}
        for kind, task in self.tasks:
            runs[task] = self.federation.runs_of(session, task)
            while any(run["status"] in OPEN for run in runs[task]):
                statuses = [run["status"] for run in runs[task]]
                expect(time.monotonic() < deadline, f"task {task} ({kind}) has not ended: {statuses}")
                time.sleep(0.1)
                runs[task] = self.federation.runs_of(session, task)
        expect(not self.federation.ledger.living(), f"still alive: {self.federation.ledger.living()}")
        self.starts = self.federation.ledger.starts()
        for kind, task in self.tasks:
            for run in runs[task]:
                self._judge(kind, task, run)
        for run, count in self.starts.items():
            expect(count == 1, f"run {run} was started {count} times")
        return self.ends

    def _judge(self, kind: str, task: int, run: dict, asker: int | None = None):
        number, status, log = run["id"], run["status"], run["log"] or ""
        begun = self.starts.get(number, 0)
        answer = self.federation.answer(self.session, number, asker)
        where = f"run {number} of task {task} ({kind}) is {status}, begun {begun} times: {log[-300:]}"
        if status == "crashed" and NODE_STOPPED in log:
            # The truth where a second start is not wanted: nothing of it lives, and nobody says that it worked.
            expect(begun == 0 and answer is None, where)
            status = "crashed with its node, before its start"
        elif status == "failed" and SIBLING_FAILED in log:
            # What a server makes of runs that were not claimed when another run of their task failed.
            expect(begun == 0 and answer is None, where)
            status = "failed with another run of its task"
        elif status == "killed by user":
            expect(kind == "killed" and answer is None, where)
        elif kind == "fails":
            expect(status == "crashed" and begun == 1 and "told to fail" in log, where)
        elif kind == "central":
            status = self._judge_central(task, run, begun, answer, where)
        else:
            expect(status == "completed" and begun == 1 and answer == {"run": number}, f"{where}; it left {answer}")
        self.ends[status] = self.ends.get(status, 0) + 1

    def _judge_central(self, task: int, run: dict, begun: int, answer, where: str) -> str:
        expect(begun == 1, where)
        children = self.session.get(f"/task?parent_id={task}&per_page=100")["data"]
        expect(len(children) <= 1, f"{where}: its part was asked for {len(children)} times")
        if run["status"] == "crashed" and self.federation.encrypted and "was refused: 422" in (run["log"] or ""):
            # A known limit: a request that a kill cut off is sealed anew, and so is not the same one.
            return "crashed, as its request was cut off"
        expect(run["status"] == "completed" and len(children) == 1, where)
        parts = self.federation.runs_of(self.session, children[0]["id"])
        for part in parts:
            self._judge("quick", children[0]["id"], part, run["organization"]["id"])
        whole = sorted(part["id"] for part in parts if part["status"] == "completed")
        expect(answer["parts"] == whole and answer["run"] == run["id"], f"{where}: {answer} in place of {whole}")
        return run["status"]
