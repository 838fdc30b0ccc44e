"""An algorithm that tells a ledger outside when it starts and ends, and holds a lock there for as long as it lives.

    quick                    answers with the number of its run
    slow SECONDS             the same, later
    fails                    ends with code 3
    central ORGANIZATIONS …  lets each organization run `quick`, and answers with the numbers of their runs

Executed by the node, in the sandbox or in a container. Needs Python's standard library only.
"""

import base64
import fcntl
import json
import os
import sys
import time
import urllib.error
import urllib.request


def variable(name: str) -> str:
    return base64.b32decode(os.environ[name].replace("!", "=")).decode()


RUN = int(os.path.basename(os.path.dirname(variable("OUTPUT_FILE"))).split("-")[1])
OPEN = ("pending", "initializing", "active")
LEDGER = variable("LEDGER_DATABASE_URI")


def write(*words):
    # One write to a file that is opened for appending: lines of several algorithms never mix.
    file = os.open(f"{LEDGER}/lines", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.write(file, (" ".join(map(str, words)) + "\n").encode())
    os.close(file)


def hold():
    """Takes the run's lock, which the kernel lets go when this process is dead; whether no other execution had it."""
    file = os.open(f"{LEDGER}/{RUN}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def ask(method: str, path: str, body=None, key: str | None = None):
    """A request to the node's proxy, made again for as long as node or server are away."""
    address = f"{variable('HOST')}:{variable('PORT')}{variable('API_PATH')}{path}"
    with open(variable("TOKEN_FILE")) as file:
        headers = {"Authorization": f"Bearer {file.read().strip()}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    content = None if body is None else json.dumps(body).encode()
    while True:
        try:
            request = urllib.request.Request(address, content, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.loads(reply.read())
        except urllib.error.HTTPError as refusal:
            text = refusal.read().decode(errors="replace")[:300]
            if refusal.code < 500:
                sys.exit(f"{method} {path.split('?')[0]} was refused: {refusal.code} {text}")
            print("again:", refusal.code, text, flush=True)
        except (OSError, ValueError) as error:
            print("again:", error, flush=True)
        time.sleep(0.3)


def central(image: str, collaboration: int, organizations: list):
    part = base64.b64encode(json.dumps({"method": "quick", "kwargs": {}}).encode()).decode()
    body = {
        "name": f"part of {RUN}", "image": image, "collaboration_id": collaboration, "description": "",
        "organizations": [{"id": organization, "input": part} for organization in organizations],
        "databases": [{"label": "ledger"}],
    }  # fmt: skip
    task = ask("POST", "/task", body, key=f"part-of-{RUN}")["id"]
    ask("GET", f"/task/{task}/status")
    # A task has failed as soon as one of its runs has; the others may go on.
    while any(run["status"] in OPEN for run in ask("GET", f"/run?task_id={task}&per_page=100")["data"]):
        time.sleep(0.2)
    parts = []
    for row in ask("GET", f"/result?task_id={task}")["data"]:
        content = base64.b64decode(row["result"] or "")
        if content:
            parts.append(json.loads(content)["run"])
    return {"run": RUN, "task": task, "parts": sorted(parts)}


def main():
    write("start", RUN, os.getpid(), time.time_ns(), "alone" if hold() else "beside-another")
    with open(variable("INPUT_FILE")) as file:
        asked = json.load(file)
    method, arguments = asked["method"], asked["kwargs"]
    answer = {"run": RUN}
    if method == "slow":
        time.sleep(arguments["seconds"])
    elif method == "fails":
        write("end", RUN)
        print("it was told to fail", flush=True)
        sys.exit(3)
    elif method == "central":
        answer = central(**arguments)
    with open(variable("OUTPUT_FILE"), "w") as file:
        json.dump(answer, file)
    write("end", RUN)


main()
