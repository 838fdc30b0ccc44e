"""Runs of two nodes talk over the VPN: a real OpenVPN server and real clients, at Polder's and at the Python server.

What hands out the configurations is a stand-in of a portal, and the client's image holds the machine's own OpenVPN: neither an
eduVPN portal nor the incumbent's image can be had here. The algorithm asks by the real algorithm tools where its peers are."""

import pytest
from images.build import VPN_CLIENT
from peer import needs
from peer.authority import Authority
from peer.portal import Portal
from peer.site import COLUMN, NAMES, Site
from support.processes import Service, free_port, wait_until

SUBNET = "10.76.0.0/16"
SUMS = {name: float(sum(rows)) for name, rows in NAMES.items()}
# Where the containers of each engine find the machine, and with which server it is tried.
GATEWAYS = {"docker": "172.17.0.1", "podman": "10.88.0.1"}
SITES = [("docker", "polder"), ("docker", "python"), ("podman", "polder")]


class OpenVPN:
    """A server in whose network the nodes are one another's neighbours."""

    def __init__(self, folder, engine):
        folder.mkdir()
        self.authority, self.gateway, self.port = Authority(folder / "authority"), GATEWAYS[engine.kind], free_port()
        files = {name: folder / "authority" / name for name in ("ca.pem", "server.pem", "server.key")}
        (folder / "server.conf").write_text(
            f"dev tun\nproto tcp-server\nport {self.port}\ntopology subnet\nserver 10.76.0.0 255.255.0.0\ndh none\n"
            f"ca {files['ca.pem']}\ncert {files['server.pem']}\nkey {files['server.key']}\n"
            "client-to-client\nkeepalive 2 20\n"
        )
        before = ["nsenter", f"--net={engine.network}"] if engine.network else []
        command = [*before, needs.program("openvpn"), "--config", folder / "server.conf"]
        self.service = Service("openvpn", command, folder)
        self.service.wait_until(
            lambda: "Initialization Sequence Completed" in self.service.log.read_text(), "the VPN server is ready", 30
        )

    def configuration(self, number: int) -> str:
        """What a node joins with, each with a key of its own."""
        name = f"node-{number}"
        self.authority.sign(name, name, "extendedKeyUsage=clientAuth\n")
        blocks = {"ca": "ca.pem", "cert": f"{name}.pem", "key": f"{name}.key"}
        inline = "".join(
            f"<{word}>\n{(self.authority.folder / file).read_text().strip()}\n</{word}>\n" for word, file in blocks.items()
        )
        text = f"client\ndev tun\nproto tcp-client\nremote {self.gateway} {self.port}\nnobind\nremote-cert-tls server\n{inline}"
        # As a portal ends its lines.
        return text.replace("\n", "\r\n")


class Stage:
    """The VPN, its portal, and a site whose nodes join."""

    def __init__(self, folder, engine, server: str):
        self.vpn = self.portal = self.site = None
        self.engine = engine
        try:
            engine.build("vpn-client")
            self.vpn = OpenVPN(folder / "vpn", engine)
            self.portal = Portal(self.vpn.configuration)
            settings = {"vpn_subnet": SUBNET, "images": {"vpn_client": VPN_CLIENT}}
            self.site = Site(
                folder, engine, server, server_settings=self.portal.settings(), node_settings=settings
            )
            wait_until(lambda: all(self.addresses().values()), "both nodes are in the VPN", 50)
        except BaseException:
            self.tell()
            self.stop()
            raise

    def tell(self):
        """Prints the last words of every part."""
        if self.site:
            self.site.tell()
            for container in [*self.containers("vpn-client"), *self.containers("vpn-gate")]:
                print("---", container["Names"], self.engine.api.logs(container["Id"])[-3_000:], sep="\n")
        if self.vpn:
            print("--- openvpn", self.vpn.service.tail(20), sep="\n")

    def addresses(self) -> dict:
        federation = self.site.federation
        return {name: federation.root.node.get(node)["ip"] for name, node in federation.nodes.items()}

    def containers(self, kind: str) -> list:
        return self.engine.api.containers({"vantage6-type": kind})

    def stop(self):
        for part in (self.site, self.vpn.service if self.vpn else None):
            if part:
                part.stop()
        if self.portal:
            self.portal.shutdown()


@pytest.fixture(scope="module")
def stage(request, tmp_path_factory):
    engine, server = request.param
    for program in ("openvpn", "ip"):
        needs.program(program)
    needs.file("/dev/net/tun")
    if server == "python":
        needs.python_system()
    engine = request.getfixturevalue("engines").get(engine)
    stage = Stage(tmp_path_factory.mktemp("-".join(request.param)), engine, server)
    yield stage
    stage.stop()


everywhere = pytest.mark.parametrize("stage", SITES, indirect=True, ids="-".join)


@everywhere
def it_joins_with_what_the_portal_made_for_each_node(stage):
    addresses = list(stage.addresses().values())
    assert len(set(addresses)) == 2 and all(address.startswith("10.76.") for address in addresses)
    assert stage.portal.count == 2


@everywhere
def it_lets_the_runs_of_a_task_exchange_what_leaves_no_node_otherwise(stage):
    task = stage.site.ask(NAMES, "exchange", column_name=COLUMN, peers=1)
    expected = {name: {"own": own, "heard": [total for other, total in SUMS.items() if other != name]} for name, own in SUMS.items()}
    assert stage.site.results(task) == expected


@everywhere
def it_lets_a_central_task_reach_its_subtasks_the_one_at_its_own_node_too(stage):
    task = stage.site.ask(["noord"], "central_exchange", column_name=COLUMN)
    found = stage.site.results(task)["noord"]
    assert found["heard"] == sorted(SUMS.values())
    assert sorted(part["own"] for part in found["children"]) == sorted(SUMS.values())


@everywhere
def it_keeps_connections_while_a_node_dies_and_comes_back(stage):
    site, before = stage.site, {container["Id"] for container in stage.containers("vpn-client")}
    task = site.ask(NAMES, "exchange", column_name=COLUMN, peers=1, seconds=12)
    site.wait_for(task, ["active"])
    # Both have met by then.
    wait_until(lambda: all("s to go" in log for log in logs(site, task)), "the runs talk", 60, 0.5)
    node = site.nodes["noord"]
    node.service.process.kill()
    node.service.process.wait()
    node.start()
    assert {name: found["heard"] for name, found in site.results(task).items()} == {
        name: [total for other, total in SUMS.items() if other != name] for name in SUMS
    }
    assert {container["Id"] for container in stage.containers("vpn-client")} == before


@everywhere
def it_takes_the_ports_back_once_the_runs_are_over(stage):
    task = stage.site.ask(NAMES, "exchange", column_name=COLUMN, peers=1)
    stage.site.results(task)
    wait_until(lambda: not any(run["ports"] for run in stage.site.runs(task)), "the server knows no ports any more", 30)


@everywhere
def it_reaches_nothing_outside_the_vpn(stage):
    hosts = ["172.17.0.1:22", "10.88.0.1:22", f"{GATEWAYS[stage.site.engine.kind]}:{stage.vpn.port}", "1.1.1.1:53", "10.77.0.1:80"]
    found = stage.site.results(stage.site.ask(["noord"], "reach", hosts=hosts))["noord"]
    assert "reached" not in found.values(), found


@everywhere
def it_leaves_the_vpn_at_the_end(stage):
    for node in stage.site.nodes.values():
        node.stop()
    assert set(stage.addresses().values()) == {None}
    assert not stage.containers("vpn-client") and not stage.containers("vpn-gate")


def logs(site, task: int) -> list:
    """What the containers of a task's runs have printed so far."""
    return [site.engine.api.logs(site.container(run["id"])["Id"]) for run in site.runs(task)]
