"""What algorithms reach beside the proxy: a real SSH server behind a tunnel, hosts outside by a real squid, and a container of
the machine, each from containers of a real Docker Engine and of Podman; and nothing that is not listed."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from engines.running import Engine
from images.build import AVERAGE
from peer import needs
from peer.federation import Federation
from peer.site import COLUMN, ContainerNode, Site
from support.polder import PolderServer
from support.processes import Service, free_port, wait_until

NAME = "noord"
SITES = ["docker", "podman", "podman-rootless"]
SERVICE = "omop-database"
SERVED = 5432


class Words(BaseHTTPRequestHandler):
    """Answers every request with the words of its server."""

    def do_GET(self):
        words = self.server.words.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_):
        pass


def web(words: str) -> ThreadingHTTPServer:
    """A web server of this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Words)
    server.words = words
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Bastion:
    """A real SSH server that lets one key in."""

    def __init__(self, folder):
        self.port = free_port()
        folder.mkdir()
        for name in ("host", "client"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        (folder / "authorized").write_text((folder / "client.pub").read_text())
        (folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
            "PasswordAuthentication no\nPermitRootLogin prohibit-password\nUsePAM no\nStrictModes no\nPidFile none\n"
        )
        self.key = folder / "client"
        self.fingerprint = " ".join((folder / "host.pub").read_text().split()[:2])
        self.user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        self.service = Service("sshd", [needs.program("sshd"), "-D", "-e", "-f", folder / "config"], folder)
        self.service.wait_until(lambda: "Server listening" in self.service.log.read_text(), "sshd listens")

    def tunnel(self, name: str, to: int) -> dict:
        return {
            "hostname": name,
            "ssh": {
                "host": "127.0.0.1", "port": self.port, "fingerprint": self.fingerprint,
                "identity": {"username": self.user, "key": str(self.key)},
            },
            "tunnel": {"bind": {"ip": "0.0.0.0", "port": 80}, "dest": {"ip": "127.0.0.1", "port": to}},
        }  # fmt: skip


class HelperSite:
    """Polder's server and one node that has every helper, and what stands behind them."""

    told, runs, wait_for, results, ask, tell = Site.told, Site.runs, Site.wait_for, Site.results, Site.ask, Site.tell

    def __init__(self, folder, engine: Engine):
        self.engine, self.folder, self.nodes = engine, engine.place(folder), {}
        self.behind = [web("through one"), web("through two"), web("outside"), web("not listed")]
        self.started = []
        # Without privileges this kind of machine gives containers no networks of their own.
        self.has_service = engine.kind != "podman-rootless"
        try:
            self._fill(folder)
        except BaseException:
            self.stop()
            raise

    def _fill(self, folder):
        (folder / "server").mkdir()
        self.server = PolderServer(folder / "server")
        self.started.append(self.server)
        self.bastion = Bastion(self.folder / "bastion")
        self.started.append(self.bastion.service)
        if self.engine.words:
            self.engine.give(self.folder / "bastion")
        if self.has_service:
            self.start_service()
        self.federation = Federation(self.server.host, self.server.port, self.server.password, [NAME], roles=("Researcher",))
        self.organizations = self.federation.organizations
        one, two, outside, _ = (server.server_port for server in self.behind)
        data = self.folder / NAME / "rows.csv"
        data.parent.mkdir(parents=True, exist_ok=True)
        data.write_text(f"{COLUMN}\n30\n31\n")
        settings = {
            "ssh-tunnels": [self.bastion.tunnel("one", one), self.bastion.tunnel("two", two)],
            "whitelist": {"ips": ["127.0.0.1"], "ports": [outside]},
            **({"docker_services": {"omop": SERVICE}} if self.has_service else {}),
        }
        self.node = ContainerNode(
            data.parent, NAME, self.server, self.federation.api_keys[NAME], data, self.engine, settings=settings
        )
        self.nodes[NAME] = self.node
        self.node.service.wait_until(lambda: self.federation.is_online(NAME), "the node is online", 120)
        self.researcher = self.federation.researcher()

    def start_service(self):
        """A container that answers at its port, in a network of its own; in place of an older one."""
        self.remove_service()
        image = self.engine.api.get(f"/images/{AVERAGE}/json")
        python = image["Config"]["Cmd"][0]
        script = (
            "import socket\ns = socket.create_server(('', %d))\n"
            "while True:\n  c, _ = s.accept()\n  c.recv(4096)\n"
            "  c.sendall(b'HTTP/1.0 200 OK\\r\\n\\r\\nfrom the service')\n  c.close()" % SERVED
        )
        self.engine.api.request(
            "POST", "/containers/create",
            {
                "Image": image["Id"], "Cmd": [python, "-c", script], "ExposedPorts": {f"{SERVED}/tcp": {}},
                "HostConfig": {"NetworkMode": "bridge"},
            },
            name=SERVICE,
        )  # fmt: skip
        self.engine.api.request("POST", f"/containers/{SERVICE}/start")

    def remove_service(self):
        for container in self.engine.api.containers():
            if f"/{SERVICE}" in container["Names"]:
                self.engine.api.request("DELETE", f"/containers/{container['Id']}", force="true")

    def fetch(self, *addresses: str) -> list:
        """What an algorithm gets at each address, by its own settings for proxies; the kind of error where it gets nothing."""
        found = self.results(self.ask([NAME], "fetch", addresses=list(addresses)))[NAME]
        return [found[address] for address in addresses]

    def stop(self):
        for node in self.nodes.values():
            node.stop()
        for service in reversed(self.started):
            service.stop()
        if self.has_service:
            self.remove_service()
        for server in self.behind:
            server.shutdown()


@pytest.fixture(scope="module")
def site(request, tmp_path_factory):
    for program in ("sshd", "ssh", "ssh-keygen", "squid"):
        needs.program(program)
    site = HelperSite(tmp_path_factory.mktemp(request.param), request.getfixturevalue("engines").get(request.param))
    yield site
    site.stop()


everywhere = pytest.mark.parametrize("site", SITES, indirect=True)
with_networks = pytest.mark.parametrize("site", ["docker", "podman"], indirect=True)


@everywhere
def it_reaches_what_is_behind_several_tunnels_with_the_same_port(site):
    assert site.fetch("direct http://one/", "direct http://two/") == ["through one", "through two"]


@everywhere
def it_reaches_a_listed_host_by_the_filter_and_no_other(site):
    _, _, outside, other = (server.server_port for server in site.behind)
    # By the proxy's own rule the loopback goes without it, so the filter is asked for by name.
    found = site.fetch(
        f"filter http://127.0.0.1:{outside}/", f"filter http://127.0.0.1:{other}/", f"filter http://127.0.0.2:{outside}/"
    )
    assert found == ["outside", "403", "403"]


@everywhere
def it_tells_algorithms_of_the_filter_as_the_contract_has_it(site):
    said = site.results(site.ask([NAME], "echo_environment"))[NAME]["environment"]
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        assert said[name] == "http://squid:3128"
    assert said["NO_PROXY"] == said["no_proxy"] == "localhost, 127.0.0.1"


@with_networks
def it_reaches_a_linked_service_at_its_port_alone(site):
    assert site.fetch(f"direct http://omop:{SERVED}/")[0] == "from the service"
    assert site.fetch("direct http://omop:5433/")[0] != "from the service"


@everywhere
def it_reaches_nothing_else(site):
    ports = [server.server_port for server in site.behind]
    hosts = [f"127.0.0.1:{port}" for port in ports] + [f"one:{ports[0]}", f"squid:{site.bastion.port}", "1.1.1.1:53"]
    if site.has_service:
        networks = site.engine.api.get(f"/containers/{SERVICE}/json")["NetworkSettings"]["Networks"]
        hosts += [f"{network['IPAddress']}:{SERVED}" for network in networks.values() if network["IPAddress"]]
    found = site.results(site.ask([NAME], "reach", hosts=hosts))[NAME]
    assert "reached" not in found.values(), found


@with_networks
def it_links_a_service_that_is_started_anew(site):
    site.start_service()
    wait_until(lambda: site.fetch(f"direct http://omop:{SERVED}/") == ["from the service"], "the service is linked", 60)


@with_networks
def it_takes_the_service_off_its_network_at_the_end(site):
    site.node.stop()
    networks = site.engine.api.get(f"/containers/{SERVICE}/json")["NetworkSettings"]["Networks"]
    assert not [name for name in networks if name.startswith("vantage6-")]
    assert not site.engine.api.containers({"vantage6-type": "service-helper"})
