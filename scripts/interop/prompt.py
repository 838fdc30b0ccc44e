"""`polder` at a shell as a client: login and profiles, nouns and verbs, their three forms of output, completions and man
pages; with Polder's server and, just the same, with the real Python server."""

import base64
import hashlib
import json
import os
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from peer import servers
from peer.federation import Federation
from peer.hand import Hand, encoded
from peer.prompt import Person

NAMES = ["noord-p", "oost-p"]
# What a shell's user must never see in a message, and nobody in a file.
WRONG = "Not-the-password-1"


class World:
    """A federation with nobody's nodes running, and its researcher, who is logged in at a shell."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.address = f"{server.host}:{server.port}"
        self.federation = Federation(server.host, server.port, server.password, NAMES, roles=("Collaboration Admin",))
        self.organizations = list(self.federation.organizations.values())
        self.rosa = self.person("rosa")
        self.rosa.log_in(server, self.federation.username, self.federation.password)
        self.rosa.run("profile", "set", "--collaboration", self.federation.collaboration)

    def person(self, name: str) -> Person:
        return Person(self.folder / name)

    def hand(self, name: str) -> Hand:
        return Hand(self.server.url, self.federation.api_keys[name])

    def task(self, name: str, *words):
        """A task of Rosa's for both organizations: what the program said of it, and its runs by organization."""
        everywhere = [word for number in self.organizations for word in ("--organization", number)]
        made = self.rosa.json(
            "task", "create", "--name", name, "--image", "test/nothing", "--method", "m", "--database", "default",
            *everywhere, *words)  # fmt: skip
        runs = self.rosa.json("run", "list", "--task", made["id"])
        return made, {run["organization"]["id"]: run for run in runs}

    def answer(self, runs: dict, values: list):
        for name, value in zip(NAMES, values):
            run = runs[self.federation.organizations[name]]["id"]
            hand = self.hand(name)
            hand.start(run)
            hand.finish(run, result=encoded(value), log=f"the log of {name}\n")


@pytest.fixture(scope="module", params=["polder", "python"])
def world(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"prompt-{request.param}")
    server = servers.begin(request.param, folder)
    try:
        yield World(server, folder)
    finally:
        server.stop()


def mode(path) -> str:
    return oct(path.stat().st_mode & 0o777)


def encoded_input(value) -> str:
    """An input as Swift writes it: JSON without blanks, in base64."""
    return base64.b64encode(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()).decode()


def it_refuses_a_wrong_password_and_keeps_nothing(world):
    stranger = world.person("stranger")
    outcome = stranger.log_in(world.server, world.federation.username, WRONG, code=77)
    assert "login-failed" in outcome.err and outcome.out == "", outcome
    assert WRONG not in outcome.err, f"the password is in the message:\n{outcome}"
    assert not [name for name in stranger.files() if name.startswith("sessions/")], stranger.files()


def it_asks_for_a_login_first(world):
    stranger = world.person("newcomer")
    outcome = stranger.run("task", "list", code=None)
    assert outcome.code not in (0, 64), f"expected a failure that is not about the command line:\n{outcome}"
    assert "polder login" in outcome.err, f"expected the message to say how to log in:\n{outcome}"


def it_keeps_the_session_for_its_owner_alone(world):
    session = world.rosa.session_file()
    assert mode(session) == "0o600", f"{session} has the mode {mode(session)}, expected 0600"
    for folder in (session.parent, world.rosa.folder):
        assert mode(folder) == "0o700", f"{folder} has the mode {mode(folder)}, expected 0700"
    for name, path in world.rosa.files().items():
        assert world.federation.password.encode() not in path.read_bytes(), f"the password is in {name}"
    tokens = session.read_text()
    assert "eyJ" in tokens, "expected the session's tokens in its file"
    assert "eyJ" not in (world.rosa.folder / "profiles.json").read_text(), "a token is among the profiles"


def it_uses_no_session_that_others_can_read(world):
    session = world.rosa.session_file()
    session.chmod(0o644)
    try:
        outcome = world.rosa.run("whoami", code=None)
        assert outcome.code != 0 and str(session) in outcome.err, f"expected a refusal that names {session}:\n{outcome}"
    finally:
        session.chmod(0o600)
    world.rosa.run("whoami")


def it_knows_who_is_logged_in(world):
    me = world.rosa.json("whoami")
    assert (me["username"], me["organization"]) == (world.federation.username, world.organizations[0]), me
    assert me["organization_name"] == NAMES[0] and "Collaboration Admin" in me["roles"], me
    assert me["collaboration"] == world.federation.collaboration, me
    text = world.rosa.run("whoami").out
    assert world.federation.username in text and NAMES[0] in text, text


def it_keeps_a_profile_for_each_user_and_server(world):
    several = world.person("several")
    several.log_in(world.server, world.federation.username, world.federation.password)
    several.log_in(world.server, "root", world.server.password)
    names = {row["name"]: row for row in several.json("profile", "list")}
    host = world.address.removeprefix("http://")
    mine, other = f"{world.federation.username}@{host}", f"root@{host}"
    assert set(names) == {mine, other}, names
    assert names[other]["default"] and not names[mine]["default"], "the last one logged in is the one in use"
    assert all(row["logged_in"] for row in names.values()), names
    assert several.json("whoami")["username"] == "root"
    assert several.json("whoami", "--profile", mine)["username"] == world.federation.username
    assert several.json("whoami", environment={"POLDER_PROFILE": mine})["username"] == world.federation.username
    several.run("profile", "use", mine)
    assert several.json("whoami")["username"] == world.federation.username
    outcome = several.run("whoami", "--profile", mine[:-1], code=None)
    assert outcome.code != 0 and mine in outcome.err, f"expected the profile that was probably meant, {mine}:\n{outcome}"
    several.run("logout")
    outcome = several.run("whoami", code=None)
    assert outcome.code != 0 and "polder login" in outcome.err, outcome
    assert several.json("whoami", "--profile", other)["username"] == "root"
    several.run("profile", "remove", other)
    assert set(row["name"] for row in several.json("profile", "list")) == {mine}


def it_lists_in_three_forms(world):
    words = ("organization", "list", "--collaboration", world.federation.collaboration)
    wanted = {(number, name) for name, number in world.federation.organizations.items()}
    assert {(row["id"], row["name"]) for row in world.rosa.json(*words)} == wanted
    assert {(int(row["id"]), row["name"]) for row in world.rosa.csv(*words)} == wanted
    table = world.rosa.run(*words).out.splitlines()
    assert len(table) == 3 and table[0].split()[:2] == ["ID", "NAME"], f"expected a head and two rows: {table}"
    assert all(any(name in line for line in table[1:]) for name in NAMES), table
    outcome = world.rosa.run(*words, "--json", "--csv", code=64)
    assert "--json or --csv" in outcome.err, outcome


def it_lists_page_by_page(world):
    every = world.rosa.json("rule", "list", "--all")
    assert len(every) == 86, f"expected all 86 rules, got {len(every)}"
    assert len(world.rosa.json("rule", "list", "--per-page", "5", "--page", "2")) == 5
    tasks = world.rosa.json("rule", "list", "--name", "task", "--operation", "view", "--scope", "own")
    assert [(row["operation"], row["scope"]) for row in tasks] == [("VIEW", "OWN")], tasks


def it_shows_what_there_is(world):
    collaboration, nodes = world.federation.collaboration, world.federation.nodes
    assert world.rosa.json("collaboration", "show")["id"] == collaboration, "the profile's, where none is named"
    assert {row["id"] for row in world.rosa.json("collaboration", "list")} == {collaboration}
    assert world.rosa.json("organization", "show")["name"] == NAMES[0], "the own one, where none is named"
    assert {row["id"] for row in world.rosa.json("node", "list")} == set(nodes.values())
    assert world.rosa.json("node", "show", nodes[NAMES[1]])["organization"]["id"] == world.organizations[1]
    assert world.rosa.json("user", "show")["username"] == world.federation.username
    assert world.federation.username in {row["username"] for row in world.rosa.json("user", "list")}
    role = next(row for row in world.rosa.json("role", "list", "--all") if row["name"] == "Collaboration Admin")
    assert world.rosa.json("role", "show", role["id"])["name"] == "Collaboration Admin"
    assert world.rosa.json("rule", "show", 1)["id"] == 1
    assert world.rosa.json("store", "list") == []
    missing = world.rosa.run("organization", "show", 2**40, code=None)
    assert missing.code not in (0, 64) and "not found" in missing.err, f"expected the server's own words:\n{missing}"


def it_changes_what_there_is(world):
    made = world.rosa.json("study", "create", "--name", "trial", "--organization", world.organizations[0])
    assert [row["name"] for row in world.rosa.json("study", "list", "--name", "trial")] == ["trial"]
    assert world.rosa.json("study", "update", made["id"], "--name", "second trial")["name"] == "second trial"
    outcome = world.rosa.run("study", "delete", made["id"], code=None)
    assert outcome.code != 0 and "--yes" in outcome.err, f"expected to be asked for --yes where nobody can be asked:\n{outcome}"
    assert world.rosa.json("study", "show", made["id"])["name"] == "second trial", "it was removed without a yes"
    world.rosa.run("study", "delete", made["id"], "--yes")
    assert world.rosa.json("study", "list", "--name", "second trial") == []


def it_makes_a_task_and_prints_its_results(world):
    made, runs = world.task("with results", "--kwarg", "column=age", "--kwarg", "rounds=3", "--arg", "first")
    assert (made["name"], made["status"]) == ("with results", "pending"), made
    asked = world.hand(NAMES[0]).send("GET", f"run/{runs[world.organizations[0]]['id']}")["input"]
    assert asked == encoded_input({"method": "m", "args": ["first"], "kwargs": {"column": "age", "rounds": 3}}), asked
    assert made["id"] in {row["id"] for row in world.rosa.json("task", "list")}
    tables = [[{"age": 30, "n": 5}, {"age": 40, "n": 6}], [{"age": 30, "n": 7}]]
    world.answer(runs, tables)
    waited = world.rosa.json("task", "wait", made["id"])
    results = world.rosa.json("task", "results", made["id"])
    for rows in (waited, results):
        found = {row["organization"]: (row["status"], row["result"]) for row in rows}
        assert found == {number: ("completed", table) for number, table in zip(world.organizations, tables)}, rows
    rows = [(int(row["organization"]), int(row["age"]), int(row["n"])) for row in world.rosa.csv("task", "results", made["id"])]
    noord, oost = world.organizations
    assert sorted(rows) == sorted([(noord, 30, 5), (noord, 40, 6), (oost, 30, 7)]), rows
    table = world.rosa.run("task", "results", made["id"]).out
    assert "AGE" in table.upper() and "completed" in table, f"expected results of table shape as tables:\n{table}"
    shown = world.rosa.run("task", "show", made["id"]).out
    assert "with results" in shown and shown.count("completed") >= 3, f"expected the task with its two runs:\n{shown}"
    logs = world.rosa.run("task", "logs", made["id"]).out
    assert all(f"the log of {name}" in logs for name in NAMES), f"expected both logs:\n{logs}"
    file = world.rosa.home / "result.json"
    world.rosa.run("task", "results", made["id"], "--run", runs[noord]["id"], "--output", file)
    assert file.read_text() == json.dumps(tables[0]) and mode(file) == "0o600", (file.read_text(), mode(file))
    outcome = world.rosa.run("task", "results", made["id"], "--run", runs[noord]["id"], "--output", file, code=None)
    assert outcome.code != 0 and str(file) in outcome.err, f"expected a refusal to replace {file}:\n{outcome}"


def it_takes_the_input_as_json_from_a_file_and_from_standard_input(world):
    whole = '{"method": "whole", "kwargs": {"unit": "µg"}}'
    file = world.rosa.home / "input.json"
    file.write_text(whole)
    wanted = encoded_input({"method": "whole", "kwargs": {"unit": "µg"}})
    for given, words in (("", ["--input", whole]), ("", ["--input", f"@{file}"]), (whole, ["--input", "-"])):
        made = world.rosa.json(
            "task", "create", "--image", "test/nothing", "--organization", world.organizations[0], *words, given=given)  # fmt: skip
        (run,) = world.rosa.json("run", "list", "--task", made["id"])
        stored = world.hand(NAMES[0]).send("GET", f"run/{run['id']}")["input"]
        assert stored == wanted, f"{words}: {stored}"
        world.rosa.run("task", "kill", made["id"])
    outcome = world.rosa.run(
        "task", "create", "--image", "x", "--organization", world.organizations[0], "--input", '{"methode": "m"}', code=None)  # fmt: skip
    assert outcome.code != 0 and "method" in outcome.err, f"expected the key that was probably meant:\n{outcome}"


def it_tells_of_runs_that_failed(world):
    made, runs = world.task("fails")
    both = [(world.hand(name), runs[world.federation.organizations[name]]["id"]) for name in NAMES]
    # Both have begun, so that the failure of one does not end the other.
    for hand, run in both:
        hand.start(run)
    for hand, run in both:
        hand.finish(run, "crashed", log="ZeroDivisionError\n")
    outcome = world.rosa.run("task", "wait", made["id"], code=1)
    assert "task-failed" in outcome.err and "polder task logs" in outcome.err, outcome
    rows = world.rosa.json("task", "results", made["id"], code=1)
    assert {(row["status"], row["result"]) for row in rows} == {("crashed", None)}, rows


def it_kills_and_deletes_tasks(world):
    made, _ = world.task("killed")
    world.rosa.run("task", "kill", made["id"])
    assert world.rosa.json("task", "show", made["id"])["status"] == "killed by user"
    world.rosa.run("task", "delete", made["id"], "--yes")
    assert made["id"] not in {row["id"] for row in world.rosa.json("task", "list", "--all")}


def it_makes_users_whose_passwords_nobody_sees(world):
    name, password = f"otto-{os.urandom(3).hex()}", "Aa1!prompt-made"
    made = world.rosa.run(
        "user", "create", "--username", name, "--firstname", "Otto", "--lastname", "P", "--email", f"{name}@example.test",
        "--password-stdin", "--json", given=f"{password}\n")  # fmt: skip
    assert password not in made.out + made.err, f"the password is in the output:\n{made}"
    otto = world.person("otto")
    otto.log_in(world.server, name, password)
    assert otto.json("whoami")["name"] == "Otto P"
    number = world.rosa.json("user", "list", "--username", name)[0]["id"]
    # Who is gone can do nothing with a session that is kept.
    root = world.person("root")
    root.log_in(world.server, "root", world.server.password)
    root.run("user", "delete", number, "--yes")
    outcome = otto.run("task", "list", code=None)
    assert outcome.code not in (0, 64), f"expected the session of a user who is gone to be refused:\n{outcome}"


def fingerprint(path) -> str:
    """That of a private key, made by others."""
    key = load_pem_private_key(path.read_bytes(), None).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "SHA256:" + base64.b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")


def it_makes_uploads_and_compares_keys(world):
    keyed, own = world.person("keyed"), world.organizations[0]
    keyed.log_in(world.server, world.federation.username, world.federation.password)
    first, second = keyed.home / "first.pem", keyed.home / "second.pem"
    for path in (first, second):
        assert keyed.json("key", "generate", path)["fingerprint"] == fingerprint(path)
        assert mode(path) == "0o600", f"{path} has the mode {mode(path)}, expected 0600"
    before = first.read_bytes()
    outcome = keyed.run("key", "generate", first, code=None)
    assert outcome.code != 0 and first.read_bytes() == before, f"expected a refusal that leaves the key alone:\n{outcome}"
    assert keyed.json("key", "upload", first)["fingerprint"] == fingerprint(first)

    def at_the_server():
        return world.federation.root.organization.get(own)["public_key"]

    public = load_pem_private_key(before, None).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert base64.b64decode(at_the_server()) == pem, "the server has another key than the one that was uploaded"
    assert keyed.json("key", "fingerprint", "--organization", own)["fingerprint"] == fingerprint(first)
    outcome = keyed.run("key", "upload", second, code=None)
    assert outcome.code != 0, f"expected a refusal to replace another key:\n{outcome}"
    for path in (first, second):
        assert fingerprint(path) in outcome.err, f"expected the message to name {fingerprint(path)}:\n{outcome}"
    assert base64.b64decode(at_the_server()) == pem, "a refused key replaced the one that was there"
    keyed.run("key", "verify", fingerprint(first), "--organization", own)
    outcome = keyed.run("key", "verify", fingerprint(second), "--organization", own, code=None)
    assert outcome.code != 0 and "key-fingerprint-differs" in outcome.err, outcome
    rows = {row["organization"]: row for row in keyed.json("key", "list")}
    assert own in rows, f"expected organization {own} among the pinned keys: {rows}"


def it_says_what_was_probably_meant(world):
    outcome = world.rosa.run("taks", "list", code=64)
    assert "task" in outcome.err, f"expected a suggestion of `task`:\n{outcome}"
    outcome = world.rosa.run("task", "lits", code=64)
    assert "list" in outcome.err, f"expected a suggestion of `list`:\n{outcome}"


def it_says_when_no_server_answers(tmp_path):
    outcome = Person(tmp_path / "alone").run(
        "login", "http://127.0.0.1:9", "--username", "rosa", "--password-stdin", given=f"{WRONG}\n", code=69)  # fmt: skip
    assert "127.0.0.1:9" in outcome.err and WRONG not in outcome.err, outcome


# What each shell is asked: whether it would take the script. Those that are not installed are passed over.
SHELLS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "-n"]}


@pytest.mark.parametrize("shell", SHELLS)
def it_writes_completions_that_the_shell_takes(shell, tmp_path):
    person = Person(tmp_path / "home")
    script = tmp_path / f"polder.{shell}"
    script.write_text(person.run("completions", shell).out)
    assert "polder" in script.read_text() and "results" in script.read_text(), f"the completions for {shell} know no verbs"
    if shell == "bash" or shutil.which(shell):
        result = subprocess.run([*SHELLS[shell], script], capture_output=True, text=True, timeout=60)
        assert result.returncode == 0 and not result.stderr, f"{shell} does not take its completions:\n{result.stderr}"


def it_writes_man_pages_that_can_be_read(tmp_path):
    folder = tmp_path / "man1"
    Person(tmp_path / "home").run("man", folder)
    pages = {path.name: path for path in folder.iterdir()}
    for name in ("polder.1", "polder-login.1", "polder-task-create.1", "polder-server-start.1"):
        assert name in pages, f"{name} is not among the pages: {sorted(pages)}"
    for name, path in pages.items():
        assert path.read_text().lstrip().startswith((".TH", ".\\\"", ".Dd")), f"{name} does not begin like a man page"
    readers = {
        "mandoc": ["mandoc", "-T", "lint", "-W", "error"],
        "groff": ["groff", "-man", "-Tutf8", "-z"],
        "man": ["man", "-l", "-P", "cat"],
    }
    for program, command in readers.items():
        if not shutil.which(program):
            continue
        for path in pages.values():
            result = subprocess.run([*command, path], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
            said = result.stderr + (result.stdout if program == "mandoc" else "")
            assert result.returncode == 0 and "error" not in said.lower(), f"{program} does not take {path.name}:\n{said}"
