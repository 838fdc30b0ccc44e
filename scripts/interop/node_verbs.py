"""`polder node` at a shell, as a data steward types it, beside a node that really runs; at Polder's server and at the Python
server."""

import base64
import hashlib
import json
import secrets
import sqlite3
import subprocess

import pytest
import requests
from peer import needs, servers
from peer.faults import FAULTS, another_key, encryption_here_alone
from peer.ward import RUNTIME, Ward
from support.audit import chain
from support.polder import NOTHING, SLEEP, STATISTICS, PolderServer
from support.processes import wait_until
from support.rest import Session

# What no researcher may read out of a refusal.
SECRET = "zebra-column"
POLICIES = {
    "allowed_algorithms": [STATISTICS, NOTHING],
    "methods": [
        {
            "image": STATISTICS,
            "allow": ["summary_partial"],
            "arguments": {"columns": {"one_of": ["age", "time", SECRET]}},
        }
    ],
    "hold": [{"image": NOTHING}],
}


@pytest.fixture(scope="module", params=["polder", "python"])
def server(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"verbs-{request.param}")
    server = servers.begin(request.param, folder)
    yield server
    server.stop()


# What is between steward and machine needs one server alone.
at_one_server = pytest.mark.parametrize("server", ["polder"], indirect=True)


@pytest.fixture
def wards(server, tmp_path):
    """Makes wards that are stopped at the end."""
    made = []

    def make(**options) -> Ward:
        made.append(Ward(server, tmp_path / f"{len(made)}", **options))
        return made[-1]

    yield make
    for ward in made:
        ward.stop()


@pytest.fixture
def ward(wards):
    return wards(settings={"runtime": RUNTIME})


@pytest.fixture
def guarded(wards):
    """A node that runs, with rules on images and methods, and one image that is held."""
    ward = wards(settings={"runtime": RUNTIME, "policies": POLICIES})
    ward.start()
    return ward


def found(items: list, state: str) -> dict:
    """The names of the looks that found something, with what they said."""
    return {item["check"]: item for item in items if item["state"] == state}


def it_makes_a_configuration_in_which_a_check_finds_nothing_wrong(ward):
    assert ward.path.stat().st_mode & 0o777 == 0o600
    items = ward.check()
    names = {item["check"].split(":")[0].split(" ")[0] for item in items}
    assert names == {
        "configuration", "server", "clock", "login", "encryption", "runtime", "database", "helpers", "limits", "disk", "policies"
    }  # fmt: skip
    assert not found(items, "error")
    # What a machine is short of, and who runs these checks, is no fault of the configuration.
    assert set(found(items, "warning")) <= {"limits", "disk", "runtime: user"}
    assert all(item["next_step"] for item in items if item["state"] != "ok")
    assert "0 errors" in ward.verb("check", "--name", ward.name).out
    ward.verb("new", "--name", ward.name, "--api-key", secrets.token_hex(4), code=1)
    ward.start()
    assert ward.service.process.poll() is None


@at_one_server
@pytest.mark.parametrize(("fault", "check", "state"), FAULTS, ids=[fault.__name__ for fault, _, _ in FAULTS])
def it_finds_what_is_wrong_and_says_how_to_mend_it(ward, fault, check, state):
    fault(ward)
    items = ward.check(code=1 if state == "error" else 0)
    assert check in found(items, state), items
    assert found(items, state)[check]["next_step"], items
    assert all(item["next_step"] for item in items if item["state"] != "ok"), items
    if state == "error":
        assert set(found(items, "error")) == {check}, "one fault is told once"


def it_ends_with_a_code_of_its_own_when_the_key_is_refused(ward):
    another_key(ward)
    assert "login" in found(ward.check(code=1), "error")
    ward.start(online=False)
    assert ward.service.process.wait(60) == 77
    assert "node-key-refused" in ward.log and "or have it reset" in ward.log, "the remedy stands in the log"


@at_one_server
def it_does_not_start_where_the_server_says_otherwise_of_encryption(ward):
    ward.verb("create-key", "--name", ward.name, "--bits", 2048)
    encryption_here_alone(ward)
    assert "encryption" in found(ward.check(code=1), "error")
    ward.start(online=False)
    assert ward.service.process.wait(60) == 78


@at_one_server
def it_does_not_ask_twice_for_the_same_data_folder(ward):
    ward.start()
    assert "A node runs with this data folder" in found(ward.check(), "ok")["login"]["message"]
    assert ward.verb("start", "--name", ward.name, code=69).code == 69


def reset_key(ward) -> str:
    """Has the server give the node another key."""
    federation = ward.federation
    reply = requests.post(
        f"{ward.server.url}/recover/node", json={"id": federation.nodes[ward.name]},
        headers={"Authorization": f"Bearer {federation.root.token}"}, timeout=20,
    )  # fmt: skip
    assert reply.ok, reply.text
    return reply.json()["api_key"]


def it_writes_another_key_and_leaves_all_else(ward):
    ward.path.write_text(ward.path.read_text() + "# the ward's own words\n")
    before = ward.path.read_text().splitlines()
    key = reset_key(ward)
    assert "login" in found(ward.check(code=1), "error")
    ward.verb("set-key", "--name", ward.name, "--api-key-stdin", given=f"{key}\n")
    after = ward.path.read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1 and key in changed[0][1] and changed[0][1].startswith("api_key:")
    assert ward.path.stat().st_mode & 0o777 == 0o600
    assert "login" in found(ward.check(), "ok")
    ward.verb("set-key", "--name", ward.name, "--api-key-stdin", given="no key\n", code=78)
    assert ward.path.read_text().splitlines() == after


def it_makes_a_key_and_gives_its_public_half_to_the_server(wards):
    ward = wards(encrypted=True, settings={"runtime": RUNTIME})
    # The server was asked, and said so.
    assert "encryption" in found(ward.check(code=1), "error"), "there is no key yet"
    told = ward.json("create-key", "--name", ward.name, "--bits", 2048, "--upload")
    assert told["made"] and told["uploaded"]
    public = subprocess.run(["openssl", "pkey", "-in", told["file"], "-pubout"], capture_output=True, text=True, check=True)
    kept = base64.b64decode(ward.told(f"organization/{ward.organization}")["public_key"]).decode()
    assert kept.split() == public.stdout.split()
    assert told["fingerprint"] in found(ward.check(), "ok")["encryption"]["message"]
    again = ward.json("create-key", "--name", ward.name, "--upload")
    assert (again["fingerprint"], again["made"]) == (told["fingerprint"], False)
    # Another key takes the place of the server's only where somebody says so.
    ward.verb("create-key", "--name", ward.name, "--bits", 2048, "--replacing", "--upload", code=65)
    assert "encryption" in found(ward.check(code=1), "error")
    ward.verb("create-key", "--name", ward.name, "--upload", "--overwrite")
    assert "encryption" in found(ward.check(), "ok")
    (ward.place / "private_key.pem").chmod(0o644)
    assert "encryption" in found(ward.check(), "warning")


def other_organization(ward) -> tuple:
    """One more organization in the ward's collaboration that has a key: its id, and the key's public half."""
    made = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True, text=True, check=True).stdout
    public = subprocess.run(["openssl", "pkey", "-pubout"], input=made, capture_output=True, text=True, check=True).stdout
    root = Session(ward.server, "root", ward.server.password)
    other = root.post(
        "/organization",
        {"name": f"other-{secrets.token_hex(3)}", "public_key": base64.b64encode(public.encode()).decode()},
    )["id"]
    path = f"/collaboration/{ward.federation.collaboration}"
    root.request("PATCH", path, {"organization_ids": [ward.organization, other]})
    return other, public


def it_pins_the_key_that_another_organization_told(wards):
    ward = wards(encrypted=True, settings={"runtime": RUNTIME})
    ward.verb("create-key", "--name", ward.name, "--bits", 2048, "--upload")
    other, public = other_organization(ward)
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-outform", "DER"], input=public.encode(), capture_output=True, check=True
    ).stdout  # fmt: skip
    told = "SHA256:" + base64.b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
    key = ("key", "fingerprint", "--name", ward.name, "--organization", other)
    assert told in ward.verb(*key).out
    assert ward.json("key", "list", "--name", ward.name) == [], "to look pins nothing"
    wrong = "SHA256:" + "A" * 43
    ward.verb("key", "pin", wrong, "--name", ward.name, "--organization", other, code=65)
    assert ward.json("key", "list", "--name", ward.name) == []
    ward.verb("key", "pin", "no fingerprint", "--name", ward.name, "--organization", other, code=64)
    ward.verb("key", "pin", told, "--name", ward.name, "--organization", other)
    (pinned,) = ward.json("key", "list", "--name", ward.name)
    assert pinned["organization"] == other and pinned["fingerprint"] == told and pinned["confirmed"]
    ward.verb("key", "forget", "--name", ward.name, "--organization", other, "--yes")
    assert ward.json("key", "list", "--name", ward.name) == []
    assert "steward" in ward.verb("audit", "show", "--name", ward.name).out


@at_one_server
def it_tells_versions_configurations_and_files(ward):
    version = ward.json("version", "--name", ward.name)
    assert version["server"].startswith("4.15") and version["node"]
    listed = {row["name"]: row for row in ward.lines("configurations")}
    assert listed[ward.name]["status"] == "not running" and listed[ward.name]["configuration"] == str(ward.path)
    files = ward.json("files", "--name", ward.name)
    assert files["configuration"] == str(ward.path) and files["databases"] == {"default": str(ward.data)}
    ward.start()
    assert {row["name"]: row["status"] for row in ward.lines("configurations")} == {ward.name: "running"}
    assert files["journal"].startswith(str(ward.place)) and (ward.place / "journal.sqlite").is_file()


@at_one_server
def it_removes_what_runs_have_left(ward):
    ward.start()
    assert ward.wait_for(ward.ask(NOTHING, "run"))["status"] == "completed"
    sleeping = ward.ask(SLEEP, "run")
    number = ward.wait_for(sleeping, ["active"])["id"]
    refused = ward.verb("clean", "--name", ward.name, "--yes", code=69)
    assert "run" in refused.err
    # A process that is killed can not tidy up.
    ward.kill()
    kept = {path.name for path in (ward.place / "jobs").iterdir()}
    assert len(kept) == 2, "each job has a folder of its own"
    removed = ward.json("clean", "--name", ward.name, "--yes")
    assert removed["jobs"] == 1, removed
    assert (ward.place / f"task-{number:09d}").is_dir(), "a run that was not reported stays with all that belongs to it"
    assert "nothing to remove" in ward.verb("clean", "--name", ward.name, "--yes").out
    ward.start()
    ward.federation.root.task.kill(sleeping)
    assert ward.wait_for(sleeping)["status"] == "killed by user"


def it_holds_a_run_until_the_steward_approves_it(guarded):
    task = guarded.ask(NOTHING, "train", rounds=3, text=SECRET)
    held = guarded.wait_for_hold(task)
    assert held["state"] == "waits" and held["image"] == NOTHING and held["method"] == "train"
    assert held["arguments"] == ["rounds", "text"] and held["databases"] == ["default"]
    assert held["user"] == guarded.federation.researcher_id and held["organization"] == guarded.organization
    assert SECRET not in json.dumps(held), "names of arguments, and no values"
    table = guarded.verb("run", "list", "--config", guarded.path).out
    assert NOTHING in table and "train" in table and SECRET not in table
    # It waits for the steward, and not for the process that was asked.
    guarded.kill()
    guarded.start()
    assert [entry["run"] for entry in guarded.waiting()] == [held["run"]]
    assert guarded.run(task)["status"] == "pending"
    guarded.verb("run", "approve", held["run"], "--config", guarded.path, "--reason", "agreed on Monday")
    assert guarded.wait_for(task)["status"] == "completed"
    wait_until(lambda: not guarded.waiting(), "nothing waits any more")
    guarded.verb("run", "approve", held["run"], "--config", guarded.path, code=1)


@at_one_server
def it_takes_the_word_that_was_given_while_no_node_ran(guarded):
    approved, refused = guarded.ask(NOTHING, "train"), guarded.ask(NOTHING, "train", text=SECRET)
    numbers = [guarded.wait_for_hold(task)["run"] for task in (approved, refused)]
    guarded.kill()
    guarded.verb("run", "approve", numbers[0], "--config", guarded.path)
    guarded.verb("run", "refuse", numbers[1], "--config", guarded.path, "--reason", "Ask the ethics board first.")
    assert {entry["run"]: entry["state"] for entry in guarded.waiting()} == {numbers[0]: "approved", numbers[1]: "refused"}
    guarded.start()
    assert guarded.wait_for(approved)["status"] == "completed"
    run = guarded.wait_for(refused)
    assert run["status"] == "not allowed" and run["finished_at"]
    assert "Ask the ethics board first." in run["log"] and "policies.hold[0]" in run["log"]
    assert SECRET not in run["log"] and str(guarded.folder) not in run["log"]


# What is asked for, and what the node does with it: image, function, arguments, the verdict, the rule.
QUESTIONS = [
    (STATISTICS, "summary_partial", {}, "allowed", None),
    (STATISTICS, "summary_partial", {"columns": ["age"]}, "allowed", None),
    (STATISTICS, "cox_start", {}, "refused", "policies.methods[0].allow"),
    (STATISTICS, "summary_partial", {"columns": ["hidden-words"]}, "refused", "policies.methods[0].arguments.columns.one_of"),
    (SLEEP, "run", {}, "refused", "policies.allowed_algorithms"),
    (NOTHING, "run", {}, "held", "policies.hold[0]"),
]
CODES = {"allowed": 0, "refused": 1, "held": 2}


@at_one_server
def it_explains_what_then_happens(guarded):
    explained = []
    for image, method, arguments, verdict, rule in QUESTIONS:
        told = guarded.json(
            "policy", "explain", image, "--config", guarded.path, "--user", guarded.federation.researcher_id,
            "--organization", guarded.organization, "--method", method, "--arguments", json.dumps(arguments),
            code=CODES[verdict])  # fmt: skip
        assert (told["verdict"], told["rule"]) == (verdict, rule), told
        assert told["line"] or rule is None
        explained.append(told)
    asked = [guarded.ask(image, method, **arguments) for image, method, arguments, _, _ in QUESTIONS]
    for task, told in zip(asked, explained):
        if told["verdict"] == "held":
            held = guarded.wait_for_hold(task)
            assert told["rule"] in held["rule"]
            guarded.verb("run", "refuse", held["run"], "--config", guarded.path, "--reason", "Not this week.")
        run = guarded.wait_for(task)
        assert run["status"] == ("completed" if told["verdict"] == "allowed" else "not allowed"), run
        if told["rule"]:
            assert told["rule"] in run["log"]
            assert SECRET not in run["log"] and "hidden-words" not in run["log"] and f"line {told['line']}" not in run["log"]


@at_one_server
def it_keeps_an_audit_log_that_others_can_check(guarded, tmp_path):
    """Who asked for what, what was decided by which rule, and what left: proved by the chain, and by what arrived."""
    task = guarded.ask(STATISTICS, "summary_partial")
    run = guarded.wait_for(task)["id"]
    refused = guarded.wait_for(guarded.ask(SLEEP, "run"))["id"]

    def delivered() -> set:
        shown = guarded.lines("audit", "show", "--config", guarded.path, "--operation", "DeliverReport")
        return {entry["object"] for entry in shown}

    # The researcher may have it before the node has written down that the server has it.
    wait_until(lambda: delivered() == {f"run/{run}", f"run/{refused}"}, "both reports are delivered")
    exported = tmp_path / "audit.jsonl"
    head = guarded.verb("audit", "export", "--config", guarded.path, "--output", exported).err.split()[-1]
    entries = chain(exported)
    assert head == f"{len(entries)}:{entries[-1]['hash']}"
    by_operation = {entry["operation"]: entry for entry in entries if entry["object"] == f"run/{run}"}
    assert list(by_operation) == ["DecideRun", "StartRun", "EndRun", "SendReport", "DeliverReport"]
    for entry in by_operation.values():
        assert entry["principal"] == f"user:{guarded.federation.researcher_id}"
        assert entry["organization"] == guarded.organization
        assert entry["details"]["image"] == STATISTICS and entry["details"]["task"] == str(task)
    decided = by_operation["DecideRun"]
    assert decided["details"]["method"] == "summary_partial" and decided["details"]["databases"] == "default"
    assert "policies.methods[0].allow" in decided["reason"]
    left = base64.b64decode(guarded.told("result", task_id=task)["data"][0]["result"])
    sent = by_operation["SendReport"]["details"]
    assert (int(sent["bytes"]), sent["sha256"]) == (len(left), hashlib.sha256(left).hexdigest())
    assert sent["recipient"] == f"organization:{guarded.organization}" and sent["fields"]
    (no,) = [entry for entry in entries if entry["object"] == f"run/{refused}" and entry["operation"] == "DecideRun"]
    assert no["outcome"] == "refused 403 policy" and "policies.allowed_algorithms" in no["reason"]
    shown = guarded.lines("audit", "show", "--config", guarded.path, "--object", f"run/{run}")
    assert [entry["hash"] for entry in shown] == [entry["hash"] for entry in by_operation.values()]
    assert "summary_partial" in guarded.verb("audit", "show", "--config", guarded.path, "--operation", "DecideRun").out
    where = ("--config", guarded.path)
    guarded.verb("audit", "verify", *where, "--head", head)
    guarded.verb("audit", "verify", "--file", exported, "--head", head)
    exported.write_text(exported.read_text().replace("summary_partial", "summary_partail"))
    assert f"Entry {decided['number']} was changed" in guarded.verb("audit", "verify", "--file", exported, code=65).out
    guarded.stop()
    database = sqlite3.connect(guarded.place / "audit.sqlite")
    with database:
        database.execute("DELETE FROM polder_audit WHERE number >= ?", (no["number"],))
    database.close()
    assert "The end was cut off" in guarded.verb("audit", "verify", *where, "--head", head, code=65).out


@pytest.fixture
def approvals(server, ward, tmp_path):
    """The real Python store, linked to the ward's collaboration, which the ward's researcher may look at."""
    needs.python_system("vantage6.algorithm.store")
    from peer.approvals import Approvals

    approvals = Approvals(server, tmp_path / "approvals", ward.federation, isinstance(server, PolderServer))
    yield approvals
    approvals.stop()


def it_runs_what_a_store_has_approved_and_nothing_else(ward, approvals):
    approvals.let_in(ward.federation.username)
    approved, _ = approvals.approve("test/approved")
    withdrawn, algorithm = approvals.approve("test/withdrawn")
    images = {image: ["/bin/true"] for image in (approved, withdrawn, NOTHING)}
    policies = {"allowed_algorithm_stores": approvals.store.url}
    ward.change(runtime={"kind": "process", "images": images}, policies=policies)
    # A task of no store.
    without = ward.ask(NOTHING, "run")
    ward.researcher.store.set(approvals.link)
    first, second = ward.ask(approved, "run"), ward.ask(withdrawn, "run")
    # Between the task and its run the store thinks better of it: the server let the task pass, the node asks again.
    approvals.take_back(algorithm)
    ward.start()
    assert ward.wait_for(first)["status"] == "completed"
    for task, rule, words in (
        (second, "policies.allowed_algorithm_stores[0]", "does not have this image among its approved ones"),
        (without, "policies.allowed_algorithm_stores", "the task names none"),
    ):
        run = ward.wait_for(task)
        assert run["status"] == "not allowed" and rule in run["log"] and words in run["log"], run
        assert approvals.store.url not in run["log"], "which stores are on the list is the steward's own"
    # Another store on the list: this one is not asked.
    ward.stop()
    ward.change(policies={"allowed_algorithm_stores": "https://another.example.test"})
    ward.start()
    run = ward.wait_for(ward.ask(approved, "run"))
    assert run["status"] == "not allowed" and "do not allow this algorithm store" in run["log"]
