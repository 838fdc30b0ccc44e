"""Kills the server under load, and looks whether it kept its word. Needs the standard library only.

    scripts/chaos/kills [--kills N] [--seed N] [--disk]

A task is accepted once the reply came. Each accepted task has to be there afterwards, once, with all its runs; one whose
reply was cut off is asked for again under the same Idempotency-Key, and has to be there once as well. The database has to
be sound, and the chain of the audit log unbroken.

With --disk the database lies on a file system of its own, in a file that a loop device carries. At the kill that file is
copied as it stands: what was not brought to the disk by fsync is not in it, as after a loss of power. The server goes on
with the copy. Needs root, mkfs.ext4 and loop devices.
"""

import argparse
import http.client
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scenarios import crash, expect
from support.polder import PROGRAM, PolderServer
from support.rest import Refused, Session, plain_input

WORKERS = 6


class Disk:
    """A file system in a file; what is copied from that file is what a loss of power would leave."""

    def __init__(self, folder: Path):
        self.folder, self.number = folder, 0
        self.image = folder / "disk-0.img"
        with open(self.image, "wb") as file:
            file.truncate(48 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        self.place = folder / "disk"
        self.place.mkdir()
        self._mount()

    def _mount(self):
        subprocess.run(["mount", "-o", "loop,errors=remount-ro", self.image, self.place], check=True)

    def lose_power(self):
        """Goes on with what was on the disk: the copy is taken while the file system still holds what it did not write."""
        copy = self.folder / f"disk-{self.number + 1}.img"
        while True:
            shutil.copyfile(self.image, copy)
            # The kernel may have written meanwhile; a copy of two moments would be no state that ever was.
            if copy.read_bytes() == self.image.read_bytes():
                break
        subprocess.run(["umount", "-l", self.place], check=True)
        self.image.unlink()
        self.image, self.number = copy, self.number + 1
        self._mount()

    def end(self):
        subprocess.run(["umount", "-l", self.place], check=False)


class Load:
    """Clients that make tasks until the server is gone, and remember what it said."""

    def __init__(self, stage):
        self.stage = stage
        self.accepted, self.unsure = {}, {}
        self.lock = threading.Lock()

    def run(self, seconds: float, kill):
        threads = [threading.Thread(target=self._work) for _ in range(WORKERS)]
        self.ended = threading.Event()
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        kill()
        self.ended.set()
        for thread in threads:
            thread.join()

    def _work(self):
        session = self.stage.session()
        while not self.ended.is_set():
            name = f"task-{secrets.token_hex(8)}"
            with self.lock:
                self.unsure[name] = None
            try:
                reply = session.post("/task", self.stage.task(name), name)
            except (OSError, http.client.HTTPException):
                return
            except Refused as refused:
                with self.lock:
                    del self.unsure[name]
                if refused.status >= 500 and refused.status != 503:
                    raise
                continue
            with self.lock:
                del self.unsure[name]
                self.accepted[name] = reply["id"]


class KeyedSession(Session):
    """A session whose requests can be sent again."""

    def __init__(self, port: int, token: str):
        self.port, self._connection = port, None
        self.headers = {"Content-Type": "application/json", "Authorization": token}

    def post(self, path: str, body, key: str | None = None):
        self.headers.pop("Idempotency-Key", None)
        if key:
            self.headers["Idempotency-Key"] = key
        return self.request("POST", path, body)


class Stage:
    """A server, and what is needed to make tasks."""

    def __init__(self, folder: Path, data: Path):
        self.server = PolderServer(folder, database=data / "polder.sqlite")
        self.database = data / "polder.sqlite"
        root = Session(self.server, "root", self.server.password)
        self.organizations = [root.post("/organization", {"name": name})["id"] for name in ("noord", "oost")]
        self.collaboration = root.post(
            "/collaboration", {"name": "study", "organization_ids": self.organizations, "encrypted": False}
        )["id"]
        for organization in self.organizations:
            root.post("/node", {"organization_id": organization, "collaboration_id": self.collaboration})
        role = root.get("/role?name=Researcher")["data"][0]["id"]
        root.post("/user", {
            "username": "researcher", "password": "Passw0rd!x", "email": "r@example.test", "firstname": "f", "lastname": "l",
            "organization_id": self.organizations[0], "roles": [role]})  # fmt: skip
        self.token = Session(self.server, "researcher", "Passw0rd!x").headers["Authorization"]

    def session(self) -> KeyedSession:
        return KeyedSession(self.server.port, self.token)

    def task(self, name: str) -> dict:
        inputs = [{"id": organization, "input": plain_input("run")} for organization in self.organizations]
        return {"name": name, "image": "test/image", "collaboration_id": self.collaboration, "organizations": inputs}

    def kill(self):
        crash(self.server)

    def look(self, accepted: dict):
        """What the database says, read without the server."""
        connection = sqlite3.connect(self.database)
        try:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            expect(found == "ok", f"the database is not sound: {found}")
            rows = connection.execute(
                "SELECT task.name, task.id, COUNT(run.id) FROM task LEFT JOIN run ON run.task_id = task.id GROUP BY task.id"
            ).fetchall()
        finally:
            connection.close()
        by_name = {}
        for name, number, runs in rows:
            expect(name not in by_name, f"{name} is there twice")
            expect(runs == len(self.organizations), f"{name} has {runs} runs")
            by_name[name] = number
        for name, number in accepted.items():
            expect(by_name.get(name) == number, f"{name} was accepted as {number} and is {by_name.get(name)}")
        return by_name

    def verify_audit(self) -> bool:
        """Whether the chain of the audit log is whole; false where the program has no such log."""
        if "audit" not in subprocess.run([PROGRAM, "server", "--help"], capture_output=True, text=True).stdout:
            return False
        command = [PROGRAM, "server", "audit", "verify", "--config", self.server.configuration]
        result = subprocess.run(command, capture_output=True, text=True)
        expect(result.returncode == 0, f"the audit log is not whole: {result.stdout} {result.stderr}")
        return True


def play(kills: int, seed: int, with_disk: bool) -> dict:
    chance = random.Random(seed)
    accepted, again, audited = {}, 0, False
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        disk = Disk(folder) if with_disk else None
        stage = None
        try:
            stage = Stage(folder, disk.place if disk else folder)
            for number in range(1, kills + 1):
                if len(accepted) > 4_000:
                    # A new beginning keeps the database, and with it the time of each round, small.
                    stage.server.stop()
                    if disk:
                        disk.end()
                    stage, disk, accepted = None, None, {}
                    folder = Path(tempfile.mkdtemp(dir=place))
                    disk = Disk(folder) if with_disk else None
                    stage = Stage(folder, disk.place if disk else folder)
                load = Load(stage)
                load.run(chance.uniform(0.05, 0.8), stage.kill)
                if disk:
                    disk.lose_power()
                accepted.update(load.accepted)
                try:
                    stage.look(accepted)
                    stage.server.start()
                    session = stage.session()
                    for name in load.unsure:
                        accepted[name] = session.post("/task", stage.task(name), name)["id"]
                        again += 1
                    found = stage.look(accepted)
                    expect(set(found) == set(accepted), f"there are tasks that nobody asked for: {set(found) - set(accepted)}")
                    audited = stage.verify_audit() or audited
                except AssertionError as error:
                    raise AssertionError(f"seed {seed}, kill {number}: {error}") from None
                if number % 10 == 0 or number == kills:
                    print(f"  {number} kills: {len(accepted)} tasks kept, {again} asked for again", flush=True)
        finally:
            if stage:
                stage.server.stop()
            if disk:
                disk.end()
    return {"kills": kills, "again": again, "audited": audited}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="how often the server is killed")
    parser.add_argument("--seed", type=int, default=1, help="what the moments are drawn from")
    parser.add_argument("--disk", action="store_true", help="also lose what was not brought to the disk")
    options = parser.parse_args()
    if options.disk and (os.geteuid() != 0 or not shutil.which("mkfs.ext4") or not Path("/dev/loop-control").exists()):
        print("skipped kills with loss of power: they need root, mkfs.ext4 and loop devices", flush=True)
        return 0
    begin = time.monotonic()
    what = "with loss of power" if options.disk else "of the process"
    try:
        found = play(options.kills, options.seed, options.disk)
    except AssertionError as error:
        print(f"failed  kills {what}: {error}", flush=True)
        return 1
    audit = "audit chain whole" if found["audited"] else "no audit log in this program"
    print(f"passed  {options.kills} kills {what}, seed {options.seed}: no accepted task lost, none twice; "
          f"{found['again']} requests sent again; {audit} ({time.monotonic() - begin:.0f} s)", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
