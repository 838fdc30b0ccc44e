"""A network between this process's namespace and one of a node's own, that can be cut in each direction. Needs root.

Nothing of the machine's own network is touched: this program runs in a namespace of its own as well (`scripts/chaos/nodes`).
A direction is cut by a wrong hardware address in the sender's table of neighbours: packets are sent and never arrive, and
nobody is told, as behind a firewall that has forgotten the connection.
"""

import os
import subprocess
from pathlib import Path

from support.processes import Service, wait_until

HERE, THERE = "10.213.77.1", "10.213.77.2"
MACS = {HERE: "02:00:00:00:77:01", THERE: "02:00:00:00:77:02"}
NOBODY = "02:00:00:00:77:99"
DIRECTIONS = {"to the node": (THERE,), "to the server": (HERE,), "both ways": (HERE, THERE)}


def run(*words):
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


class Wire:
    """Two ends of Ethernet: this one has the address HERE, that of the node THERE."""

    host = f"http://{HERE}"

    def __init__(self, folder: Path):
        # The namespace lives as long as a process in it.
        self.anchor = Service("network", ["unshare", "--net", "sleep", "infinity"], folder)
        place = f"/proc/{self.anchor.process.pid}/ns/net"
        self.words = ("nsenter", f"--net={place}")
        try:
            own = os.readlink("/proc/self/ns/net")
            wait_until(lambda: os.readlink(place) != own, "the node's network is there")
            run("ip", "link", "add", "polder-here", "address", MACS[HERE], "type", "veth", "peer", "name", "polder-there",
                "address", MACS[THERE], "netns", self.anchor.process.pid)  # fmt: skip
            for before, name, address in (((), "polder-here", HERE), (self.words, "polder-there", THERE)):
                run(*before, "ip", "address", "add", f"{address}/30", "dev", name)
                run(*before, "ip", "link", "set", name, "up")
            run(*self.words, "ip", "link", "set", "lo", "up")
            self.heal()
        except BaseException:
            self.close()
            raise

    def _lead(self, address: str, mac: str):
        before, name = ((), "polder-here") if address == THERE else (self.words, "polder-there")
        run(*before, "ip", "neighbour", "replace", address, "lladdr", mac, "nud", "permanent", "dev", name)

    def cut(self, direction: str):
        for address in DIRECTIONS[direction]:
            self._lead(address, NOBODY)

    def heal(self):
        for address, mac in MACS.items():
            self._lead(address, mac)

    def close(self):
        # With the namespace both ends are gone.
        self.anchor.stop()
