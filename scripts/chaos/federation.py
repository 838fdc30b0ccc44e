"""A federation whose algorithms leave their trace in a ledger outside of it. Standard library only."""

import base64
import json
import os
from pathlib import Path

from ledger import COMMAND, IMAGE, Ledger
from support.polder import PolderNode
from support.rest import Session
from support.sealing import make_key, open_sealed, public_half, seal
from support.stage import Stage
from tap import Tap

OPEN = ("pending", "initializing", "active")


def runtime(engine: str | None, **more) -> dict:
    """The section `runtime` of a node: programs in a sandbox, or containers of the engine that runs beside."""
    limits = {"memory_mb": 512, "wall_seconds": 600}
    if not engine:
        return {"images": {IMAGE: COMMAND}, "limits": limits, "maximum_runs": 16, **more}
    address = f"unix://{os.environ['POLDER_TEST_ENGINE']}"
    return {"kind": "container", "images": {}, "container": {"engine": address}, "limits": limits, "maximum_runs": 16, **more}


class Federation(Stage):
    """Nodes that can be killed: what runs goes on, and there is a tap between each and the server."""

    def __init__(self, folder: Path, names=("noord", "oost"), encrypted: bool = False, engine: str | None = None,
                 runtimes: dict | None = None, server=None, node=PolderNode, reach=None):
        """
        :param runtimes: further settings of the section `runtime`, by the name of the node
        :param node: what makes a node of the words that `PolderNode` takes
        :param reach: what a node has in place of the server, given the server; otherwise a tap
        """  # fmt: skip
        self.engine, self.ledger, self.keys, self.taps = engine, Ledger(folder / "ledger"), {}, {}
        self.image = image_of(engine)
        self._sealed = {}
        self.encrypted = encrypted

        def make(place, name, server, key, data, _):
            self.taps[name] = reach(server) if reach else Tap(server)
            settings = {
                "databases": [{"label": "default", "uri": str(data), "type": "csv"}, self.ledger.database],
                "policies": {"require_algorithm_pull": False},
            }
            place.mkdir(parents=True, exist_ok=True)
            encryption = None
            if encrypted:
                self.keys[name] = place / "private_key.pem"
                make_key(self.keys[name])
                (place / "public_key.pem").write_bytes(public_half(self.keys[name]))
                encryption = {"enabled": True, "private_key": str(self.keys[name])}
            section = runtime(engine, **(runtimes or {}).get(name, {}))
            return node(place, name, self.taps[name], key, data, section, encryption, settings, words=())

        super().__init__(folder, names, rows=20, server=server, node=make, encrypted=encrypted)
        self.folder = folder

    def start_server(self):
        """Again, after it was gone."""
        self.server.start()
        for session in (self.root, self.researcher):
            session.close()

    def task(self, method: str, names, **arguments) -> dict:
        """What asks the named organizations for a run each."""
        inputs = [{"id": self.organizations[name], "input": self._input(name, method, arguments)} for name in names]
        return {
            "name": method, "image": self.image, "description": "", "collaboration_id": self.collaboration,
            "organizations": inputs, "databases": [{"label": "ledger"}],
        }  # fmt: skip

    def ask(self, session: Session, method: str, names, **arguments) -> int:
        return session.post("/task", self.task(method, names, **arguments))["id"]

    def _input(self, name: str, method: str, arguments: dict) -> str:
        content = json.dumps({"method": method, "kwargs": arguments}).encode()
        if not self.encrypted:
            return base64.b64encode(content).decode()
        # Old inputs may be sent again, so that each is sealed once.
        if (name, content) not in self._sealed:
            public = self.keys[name].with_name("public_key.pem")
            self._sealed[name, content] = seal(content, public)
        return self._sealed[name, content]

    def runs_of(self, session: Session, task: int) -> list:
        return session.get(f"/run?task_id={task}&per_page=100")["data"]

    def answer(self, session: Session, run: int, asker: int | None = None):
        """What a run left, as its author wrote it; None if there is nothing.

        :param asker: the organization that asked for it, which alone can read it; otherwise that of the researchers
        """
        text = session.get(f"/result/{run}")["result"]
        if not text:
            return None
        if not self.encrypted:
            return json.loads(base64.b64decode(text))
        names = {number: name for name, number in self.organizations.items()}
        key = self.keys[names[asker] if asker else next(iter(self.organizations))]
        return json.loads(open_sealed(text, key))

    def data_of(self, name: str) -> Path:
        return self.nodes[name].folder / "tasks"

    def stop(self):
        super().stop()
        for tap in self.taps.values():
            tap.close()


def image_of(engine: str | None) -> str:
    """The counted algorithm's image, which is made in the engine when there is one."""
    if not engine:
        return IMAGE
    from engines.api import EngineAPI
    from images.build import COUNTED, build

    build(EngineAPI(os.environ["POLDER_TEST_ENGINE"]), "counted")
    return COUNTED
