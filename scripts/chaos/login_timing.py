"""Whether the time of an answer tells if a username exists: logins, and requests for a new password.

Welch's t between the times for names that exist and names that do not, in one random order on one connection. Beyond 4.5
either way the two can be told apart.

10,000 logins at the usual cost of a password (0.2 s each) would take over half an hour, so that these use cost 4:
the same work in the same order, with less of it that is the same anyway.
"""

import http.client
import json
import random
import statistics
import time

from support.polder import PolderServer
from support.processes import free_port
from support.rest import Session

LIMIT = 4.5
COST = 4
SAMPLES = 10_000  # of each comparison of logins; a fifth of it for requests for a new password
KNOWN = "somebody"


class Probe:
    """Sends requests one after the other on one connection and takes their times."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def time(self, path: str, body: dict, status: int) -> int:
        content = json.dumps(body)
        begin = time.perf_counter_ns()
        self.connection.request("POST", f"/api{path}", content, {"Content-Type": "application/json"})
        reply = self.connection.getresponse()
        reply.read()
        taken = time.perf_counter_ns() - begin
        if reply.status != status:
            raise AssertionError(f"{path} answered {reply.status} in place of {status}")
        return taken


def welch(one: list[int], other: list[int]) -> float:
    variance = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return (statistics.fmean(one) - statistics.fmean(other)) / variance**0.5


def compare(what: str, probe: Probe, make, status: int, count: int, chance: random.Random):
    """Fails when the times for a name that exists and for others differ."""
    order = [True, False] * (count // 2)
    chance.shuffle(order)
    for known in [True, False] * 20:
        probe.time(*make(known, chance), status)
    times = {True: [], False: []}
    for known in order:
        times[known].append(probe.time(*make(known, chance), status))
    # The slowest hundredth is the machine's doing and would hide a difference.
    edge = sorted(times[True] + times[False])[int(count * 0.99)]
    cropped = [[sample for sample in times[known] if sample <= edge] for known in (True, False)]
    t, t_cropped = welch(times[True], times[False]), welch(*cropped)
    medians = [statistics.median(times[known]) / 1e6 for known in (True, False)]
    print(
        f"  {what}: {count} samples, t = {t:+.2f}, without the slowest hundredth {t_cropped:+.2f}; "
        f"medians {medians[0]:.3f} ms (exists) and {medians[1]:.3f} ms (does not)",
        flush=True,
    )
    if max(abs(t), abs(t_cropped)) >= LIMIT:
        raise AssertionError(f"{what}: the time tells whether a name exists")


def login(known: bool, chance: random.Random):
    name = KNOWN if known else "".join(chance.choices("abcdefgh", k=len(KNOWN)))
    return "/token/user", {"username": name, "password": "not the password"}


def recovery(known: bool, chance: random.Random):
    return "/recover/lost", {"username": login(known, chance)[1]["username"]}


def measure(folder, seed: int, samples: int = SAMPLES):
    """Three comparisons: an account that is open, one that is locked, and requests for a new password."""
    chance = random.Random(seed)
    print(f"  seed {seed}, bcrypt cost {COST}")
    policies = {"open account": {"max_failed_attempts": 1000, "inactivation_minutes": 0}, "locked account": {}}
    for index, (what, policy) in enumerate(policies.items()):
        place = folder / f"timing-{index}"
        place.mkdir()
        server = PolderServer(
            place,
            # Nobody listens there: mails wait, as they would where the mail server is away.
            settings={"password_policy": policy, "smtp": {"server": "127.0.0.1", "port": free_port()}},
            environment={"POLDER_BCRYPT_COST": str(COST)},
        )
        try:
            root = Session(server, "root", server.password)
            root.post(
                "/user",
                {
                    "username": KNOWN,
                    "password": "Passw0rd!",
                    "email": f"{KNOWN}@example.org",
                    "firstname": "F",
                    "lastname": "L",
                },
            )
            compare(f"login, {what}", Probe(server.port), login, 401, samples, chance)
            if index == 0:
                compare("request for a new password", Probe(server.port), recovery, 200, samples // 5, chance)
        finally:
            server.stop()
