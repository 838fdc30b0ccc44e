"""An algorithm of the kind that hospitals run, and what checks need beside it. Runs on the real algorithm tools."""

import os
import socket
import threading
import time
from pathlib import Path

from vantage6.algorithm.tools.decorators import algorithm_client, data
from vantage6.algorithm.tools.util import info


@algorithm_client
def central_average(client, column_name, seconds=0):
    """The average over everybody; each part takes at least so many seconds."""
    parts = _ask_everybody(client, "partial_average", column_name=column_name, seconds=seconds)
    info(f"parts: {parts}")
    total, count = sum(part["sum"] for part in parts), sum(part["count"] for part in parts)
    return {"average": total / count, "count": count}


@data(1)
def partial_average(frame, column_name, seconds=0):
    _sleep(seconds)
    column = frame[column_name]
    return {"sum": float(column.sum()), "count": int(len(column))}


@data(1)
def echo(frame, text):
    return {"text": text, "rows": int(len(frame))}


@algorithm_client
def central_echo(client, text):
    return _ask_everybody(client, "echo", text=text)


@algorithm_client
def central_note(client, text):
    """Leaves a note in the temporary folder of the job; the runs of its subtask say what they find there."""
    _note().write_text(text)
    return _ask_everybody(client, "read_note")


def read_note():
    return _note().read_text() if _note().exists() else None


@algorithm_client
@data(1)
def exchange(frame, client, column_name, peers, guests=0, seconds=0):
    """The sums of all peers, each heard from the run that has it, over the VPN between nodes; no run tells another's. It stays
    until all peers were here, and so many guests."""
    own, served = float(frame[column_name].sum()), threading.Semaphore(0)
    listener = socket.create_server(("", 8888))
    threading.Thread(target=_tell, args=(listener, own, served), daemon=True).start()
    heard = [_hear(address, seconds) for address in _addresses(client, peers, only_siblings=True)]
    assert all(served.acquire(timeout=90) for _ in range(peers + guests)), "somebody did not come"
    return {"own": own, "heard": sorted(heard)}


@algorithm_client
def central_exchange(client, column_name):
    """The same for the runs of a subtask, one at each node, and the task that made them hears all of them as well."""
    organizations = [organization["id"] for organization in client.organization.list()]
    arguments = {"column_name": column_name, "peers": len(organizations) - 1, "guests": 1}
    task = client.task.create(
        input_={"method": "exchange", "kwargs": {**arguments, "seconds": 3}}, organizations=organizations,
        name="exchange", description="exchange",
    )  # fmt: skip
    heard = [_hear(address, 0) for address in _addresses(client, len(organizations), only_children=True)]
    return {"heard": sorted(heard), "children": client.wait_for_results(task_id=task["id"], interval=0.2)}


def sleepy(seconds):
    _sleep(seconds)
    return {"slept": seconds}


def hungry(megabytes=100_000):
    """Takes memory, piece by piece, and uses it."""
    held = []
    for taken in range(0, megabytes, 16):
        held.append(bytearray(os.urandom(1 << 12)) * (16 << 8))
        print(f"took {taken + 16} MB", flush=True)
    return {"took": megabytes}


def talkative(lines, width=80):
    for number in range(lines):
        print(f"line {number} " + "x" * width, flush=False)
    return {"lines": lines}


def large(megabytes):
    """A result that is large, and valid JSON."""
    return {"text": "x" * (megabytes << 20)}


def fails(words):
    raise ValueError(words)


def reach(hosts, seconds=2):
    """Tries a TCP connection to each `host:port`; what came of it. An algorithm is to reach none but its proxy."""
    found = {}
    for text in hosts:
        host, port = text.rsplit(":", 1)
        try:
            socket.create_connection((host.strip("[]"), int(port)), seconds).close()
            found[text] = "reached"
        except OSError as error:
            found[text] = type(error).__name__
    return found


def fetch(addresses):
    """The text of each `direct ADDRESS`, or of each `filter ADDRESS` by the node's filter; else the status, or the error."""
    import urllib.error
    import urllib.request

    proxies = {"direct": {}, "filter": {"http": os.environ.get("HTTP_PROXY", "")}}
    # A list of exceptions would hold for the filter as well.
    os.environ.pop("NO_PROXY", None), os.environ.pop("no_proxy", None)
    found = {}
    for text in addresses:
        how, address = text.split(" ", 1)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies[how]))
        try:
            found[text] = opener.open(address, timeout=20).read().decode()
        except urllib.error.HTTPError as error:
            found[text] = str(error.code)
        except OSError as error:
            found[text] = type(error).__name__
    return found


def proxy(paths):
    """What the proxy answers to each `METHOD /path`, asked with the run's own token: the status alone."""
    # Not by a library that tidies up paths before it asks.
    from http.client import HTTPConnection

    host = os.environ["HOST"].removeprefix("http://")
    headers = {"Authorization": f"Bearer {Path(os.environ['TOKEN_FILE']).read_text().strip()}"}
    found = {}
    for text in paths:
        method, path = text.split(" ", 1)
        connection = HTTPConnection(host, int(os.environ["PORT"]), timeout=30)
        connection.request(method, os.environ["API_PATH"] + path, headers=headers)
        found[text] = connection.getresponse().status
        connection.close()
    return found


def echo_environment():
    """Everything that an algorithm can see of where it runs."""
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":\t" in line)
    hidden = {"TOKEN_FILE"}
    return {
        "environment": {name: value for name, value in os.environ.items() if name not in hidden},
        "user": os.getuid(),
        "group": os.getgid(),
        "capabilities": {name: status[name] for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")},
        "no_new_privileges": status.get("NoNewPrivs"),
        "seccomp": status.get("Seccomp"),
        "interfaces": sorted(os.listdir("/sys/class/net")) if Path("/sys/class/net").exists() else None,
        "processes": sum(name.isdigit() for name in os.listdir("/proc")),
        "writable": {place: _writable(place) for place in ("/", "/usr", "/etc", "/tmp", "/mnt/data", "/mnt/tmp", "/var/tmp")},
        "data": sorted(str(path) for path in Path("/mnt").rglob("*")),
        "sockets": [str(path) for path in Path("/").glob("*/*.sock")] + [str(path) for path in Path("/run").rglob("*.sock")],
        "limits": {name: _limit(name) for name in ("memory/memory.limit_in_bytes", "pids/pids.max", "memory.max", "pids.max")},
    }


def _ask_everybody(client, method, **arguments):
    organizations = [organization["id"] for organization in client.organization.list()]
    task = client.task.create(
        input_={"method": method, "kwargs": arguments}, organizations=organizations, name="parts", description="parts"
    )
    return client.wait_for_results(task_id=task["id"], interval=0.2)


def _tell(listener, own, served):
    """Tells whoever comes the own number, and lets them go once they have thanked for it."""

    def serve(connection):
        with connection:
            connection.sendall(f"{own}\n".encode())
            if connection.makefile().readline() == "thanks\n":
                connection.sendall(b"welcome\n")
                served.release()

    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()


def _hear(address, seconds):
    """The number of a run; it is thanked after a time, over the same connection."""
    with socket.create_connection((address["ip"], address["port"]), 30) as connection:
        connection.settimeout(120)
        lines = connection.makefile()
        number = float(lines.readline())
        _sleep(seconds)
        connection.sendall(b"thanks\n")
        assert lines.readline() == "welcome\n", "the connection did not last"
    return number


def _addresses(client, count, **which):
    """The addresses of so many runs in the VPN, once the server knows them."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = client.vpn.get_addresses(**which)
        if len(found) == count and "message" not in found:
            return found
        time.sleep(0.2)
    raise TimeoutError(f"not {count} addresses: {found}")


def _sleep(seconds):
    """Says each second that it goes on, so that whoever listens can tell."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        info(f"{left:.0f} s to go")
        time.sleep(min(1, left))


def _note():
    return Path(os.environ["TEMPORARY_FOLDER"]) / "note"


def _writable(place):
    try:
        probe = Path(place) / "polder-probe"
        probe.write_text("")
        probe.unlink()
        return True
    except OSError:
        return False


def _limit(name):
    try:
        return (Path("/sys/fs/cgroup") / name).read_text().strip()
    except OSError:
        return None
