"""What work leaves at a server: runs in every state with results, logs and ports, subtasks, a study, a role and a store."""

from .federation import Federation
from .hand import IMAGE, Hand, encoded


class History:
    """One turn's work of a federation of two, and what is left open for the next turn."""

    def __init__(self, server, marker: str, store: str | None = None):
        self.federation = Federation(server.host, server.port, server.password, [f"{marker}-a", f"{marker}-b"])
        self.root, self.marker = self.federation.root, marker
        self.researcher = self.federation.researcher()
        self.a, self.b = self.federation.organizations.values()
        self.tasks = {}
        self.study = self.made(
            self.root.study.create(name=f"study {marker}", organizations=[self.a], collaboration=self.federation.collaboration)
        )
        rules = [row["id"] for row in self.root.rule.list(name="task", per_page=50)["data"]]
        self.made(self.root.role.create(name=f"role {marker}", description="looks", rules=rules[:3], organization=self.a))
        if store:
            self.link(store, server)
        first, second = self.hands(server)
        self.leave_completed(first, second)
        self.leave_failed(first)
        self.leave_killed(first)
        self.leave_open(first)

    def link(self, store: str, server):
        """Not with `store.create`: the Python server refuses the list in which it sends the collaboration (deviation 12)."""
        link = {
            "algorithm_store_url": store, "name": f"store {self.marker}", "collaboration_id": self.federation.collaboration,
            "force": True, "server_url": server.url,
        }  # fmt: skip
        self.made(self.root.request("algorithmstore", method="post", json=link))

    @staticmethod
    def made(reply) -> int:
        assert "id" in reply, reply
        return reply["id"]

    def hands(self, server):
        return [Hand(server.url, key) for key in self.federation.api_keys.values()]

    def task(self, name: str, organizations=None, **options) -> tuple[int, list]:
        """A new task, and its runs in the order of the organizations."""
        organizations = organizations or [self.a, self.b]
        task = self.made(self.researcher.task.create(
            organizations=organizations, name=f"{name} {self.marker}", image=IMAGE, description=self.marker,
            input_={"method": "nothing", "kwargs": {"of": name}}, databases=[{"label": "default", "query": "SELECT 1"}],
            **options))  # fmt: skip
        self.tasks[name] = task
        rows = self.researcher.run.from_task(task)["data"]
        runs = {row["organization"]["id"]: row["id"] for row in rows}
        return task, [runs[organization] for organization in organizations]

    def leave_completed(self, first: Hand, second: Hand):
        """Both runs through, with results and logs beyond ASCII, ports that stayed, and a subtask that is through too."""
        task, (one, two) = self.task("completed")
        first.start(one)
        first.open_port(one, 8888, "com")
        first.open_port(one, 8889, None)
        child = first.make_subtask(task, self.b)
        part = self.researcher.run.from_task(child)["data"][0]["id"]
        second.start(part)
        second.finish(part, result=encoded({"sum": 645.0}), log="part\n")
        first.finish(one, result=encoded({"mean": 49.5, "unit": "µg"}), log="eins\nzwei – drei\n\tvier 'fünf' \"sechs\"\n")
        second.start(two)
        second.finish(two, result=encoded([None, 1e-300, True]), log="")

    def leave_failed(self, first: Hand):
        """One run crashed; what the server makes of the other, which never started, is its own affair."""
        _, (one, _) = self.task("crashed")
        first.start(one)
        first.finish(one, "crashed", log="Traceback (most recent call last):\n  ZeroDivisionError\n")

    def leave_killed(self, first: Hand):
        task, (one, _) = self.task("killed")
        first.start(one)
        self.root.task.kill(task)

    def leave_open(self, first: Hand):
        """One task of the study that nobody touched, and one of which one run is under way."""
        self.task("pending", [self.a], study=self.study)
        _, (self.active, _) = self.task("active")
        first.start(self.active)
        first.open_port(self.active, 9999, "still open")

    def finish(self, server):
        """The run that was left under way comes to its end, at whichever server serves now."""
        first, _ = self.hands(server)
        first.finish(self.active, result=encoded("late"), log="late\n")
        first.send("DELETE", "port", params={"run_id": self.active})
