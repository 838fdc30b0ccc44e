"""The world in which the privileges are recorded: as few rows as tell the relations apart. Needs the standard library only.

Everybody who asks belongs to organization 2, alpha.

    organization  2 alpha (own)   3 beta (shares collaborations)   4 gamma (shares a study)   5 delta, 6 epsilon (foreign)   7 zeta (nowhere)
    collaboration 1 all of 2, 3, 4   2 foreign: 5, 6   3 alpha alone   4 all of 2, 3, 4, without nodes   5 foreign, without nodes: 5
    study         1 alpha, gamma   2 beta, gamma   4 alpha (all in collaboration 1)   3 delta (in 2)
"""

OWN, COLLABORATION, STUDY, FOREIGN = "own organization", "same collaboration", "same study", "foreign"
ITSELF, ANY = "itself", "any"
RELATIONS = [OWN, COLLABORATION, STUDY, FOREIGN]

ORGANIZATION = dict(zip(RELATIONS, [2, 3, 4, 5]))
COLLABORATIONS = dict(zip(RELATIONS, [3, 4, 1, 2]))
STUDIES = dict(zip(RELATIONS, [4, 2, 1, 3]))
NODES = dict(zip(RELATIONS, [15, 12, 13, 14]))
USERS = dict(zip(RELATIONS, [101, 102, 103, 104]))
ROLES = dict(zip(RELATIONS, [21, 22, 23, 24]))
FULL_ROLES = dict(zip(RELATIONS, [31, 32, 33, 34]))
TASKS = dict(zip(RELATIONS, [1, 2, 3, 4]))
RUNS = dict(zip(RELATIONS, [1, 2, 3, 4]))
STORES = dict(zip(RELATIONS, [3, 5, 1, 2]))

NODE, CONTAINER_TASK = 11, 5
IMAGE = "registry.example/a:1"
INPUT = "e30="
MOMENT = "2026-11-01 12:00:00.000000"
# The password `root` and the key, at the least cost: what is recorded is who may, not how long it takes.
PASSWORD = "$2b$04$QPMSAUjuoH0qjqD6a/DExOdcSw93B8Aqi4zCNeJiPoe0ltcloG1Zy"
KEY = "5f1c0a52-7b1f-4d5e-9a53-0d3a3c1c8f10"
KEY_HASH = "$2b$04$9p.8k4i914rnCBJCKOxtRe3Ha0iHstG7L8W2XFmGhP.q57QAPLq/m"

DEFAULT_ROLES = ["Root", "container", "node", "Viewer", "Researcher", "Organization Admin", "Collaboration Admin"]


def blob(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def quoted(value) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def insert(table: str, **columns) -> str:
    names = ", ".join(columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(map(quoted, columns.values()))})'


def callers(rules: list) -> list:
    """Everybody who asks: {"name", "kind", "id", "rule", "role"}; `rules` are (id, resource, scope, operation)."""
    made = [{"name": "anonymous", "kind": "anonymous"}, {"name": "no rule", "kind": "user", "id": 1000}]
    for number, role in enumerate(DEFAULT_ROLES, 1):
        made.append({"name": f"role {role}", "kind": "user", "id": 1000 + number, "role": number})
    for number, resource, scope, operation in rules:
        name = f"{resource}|{operation.lower()}|{scope.lower()}"
        made.append({"name": name, "kind": "user", "id": 1100 + number, "rule": number})
    made.append({"name": "node", "kind": "node", "id": NODE})
    made.append({"name": "container", "kind": "container", "id": CONTAINER_TASK})
    return made


def has_own_task(caller: dict) -> bool:
    """Whether there is a task of that user: only where it can make a difference."""
    return caller["kind"] == "user" and (
        "rule" not in caller or caller["name"].split("|")[0] in ("task", "run", "event", "user")
    )


def statements(everybody: list) -> list:
    """The rows of the world, upon a fresh database of 4.15.2."""
    made = []
    for number, name in enumerate(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"], 2):
        made.append(insert("organization", id=number, name=name, domain="", address1="", zipcode="", country="NL"))
    for number, name in enumerate(["shared", "foreign", "alone", "empty", "foreign empty"], 1):
        made.append(insert("collaboration", id=number, name=name, encrypted=0))
    for collaboration, members in {1: [2, 3, 4], 2: [5, 6], 3: [2], 4: [2, 3, 4], 5: [5]}.items():
        for organization in members:
            made.append(insert("Member", organization_id=organization, collaboration_id=collaboration))
    for study, (collaboration, members) in {1: (1, [2, 4]), 2: (1, [3, 4]), 3: (2, [5]), 4: (1, [2])}.items():
        made.append(insert("study", id=study, name=f"study {study}", collaboration_id=collaboration))
        for organization in members:
            made.append(insert("StudyMember", organization_id=organization, study_id=study))
    for number, collaboration in {1: 1, 2: 2, 3: 3, 4: None, 5: 4}.items():
        made.append(
            insert("algorithmstore", id=number, name=f"store {number}", url=f"http://127.0.0.1:{number}/api",
                   collaboration_id=collaboration))
    for relation, organization in ORGANIZATION.items():
        for family, name in ((ROLES, "small"), (FULL_ROLES, "full")):
            role = family[relation]
            made.append(insert("role", id=role, name=f"{name} {organization}", description="", organization_id=organization,
                               is_default_role=0))
            rules = [21] if family is ROLES else range(1, 87)
            made += [insert("role_rule_association", role_id=role, rule_id=rule) for rule in rules]
    made += users(everybody) + nodes() + work(everybody)
    return made


def users(everybody: list) -> list:
    made = []
    people = [(USERS[relation], f"user{organization}", organization, None, None)
              for relation, organization in ORGANIZATION.items()]
    people += [(caller["id"], f"caller{caller['id']}", 2, caller.get("role"), caller.get("rule"))
               for caller in everybody if caller["kind"] == "user"]
    for number, name, organization, role, rule in people:
        made.append(insert("authenticatable", id=number, type="user", status="offline"))
        made.append(
            insert("user", id=number, username=name, password=PASSWORD, firstname="f", lastname="l",
                   email=f"{name}@example.org", organization_id=organization, failed_login_attempts=0))
        if role:
            made.append(insert("Permission", role_id=role, user_id=number))
        if rule:
            made.append(insert("UserPermission", rule_id=rule, user_id=number))
    return made


def nodes() -> list:
    made = []
    for number, organization, collaboration in [
        (11, 2, 1), (12, 3, 1), (13, 4, 1), (14, 5, 2), (15, 2, 3), (16, 2, None), (17, 3, None), (18, 4, None), (19, 5, None)
    ]:
        made.append(insert("authenticatable", id=number, type="node", status="online"))
        made.append(insert("node", id=number, name=f"node {number}", api_key=KEY_HASH if number == NODE else None,
                           collaboration_id=collaboration, organization_id=organization))
    return made


def work(everybody: list) -> list:
    made = []
    tasks = [(1, 1, None, 2, 101), (2, 1, None, 3, 102), (3, 1, 1, 4, 103), (4, 2, 3, 5, 104), (CONTAINER_TASK, 1, None, 2, 101)]
    tasks += [(caller["id"], 1, None, 2, caller["id"]) for caller in everybody if has_own_task(caller)]
    for number, collaboration, study, organization, user in tasks:
        made.append(
            insert("task", id=number, name=f"task {number}", description="", image=IMAGE, collaboration_id=collaboration,
                   study_id=study, job_id=number, init_org_id=organization, init_user_id=user, created_at=MOMENT))
        made.append(
            insert("run", id=number, input=INPUT, task_id=number, organization_id=organization, assigned_at=MOMENT,
                   result=blob(number), status="pending", blob_storage_used=0))
    return made


def requests() -> list:
    """Every operation with every relation that it knows: {"operation", "relation", "verb", "path", "query", "body"}.

    `{user}`, `{task}`, `{role}` and `{rule}` stand for what the caller itself has; who has none does not ask.
    """
    made = []

    def ask(operation: str, relation: str, *parameters, query=None, body=None, variant=None, **more):
        verb, template = operation.split(" ")
        path = "/" + "/".join(template.split("/")[1:])
        for parameter in parameters:
            path = path[: path.index("<")] + str(parameter) + path[path.index(">") + 1 :]
        request = {"operation": operation, "relation": relation, "verb": verb, "path": path}
        if variant:
            request["variant"] = variant
        if query:
            request["query"] = query
        if body is not None:
            request["body"] = body
        made.append({**request, **more})

    def each(operation: str, parameter=None, itself=None, **more):
        """The same for each relation; what is callable is asked with the relation."""
        chosen = ([ITSELF] if itself is not None else []) + RELATIONS
        for relation in chosen:
            value = itself if relation == ITSELF else parameter[relation] if parameter else None
            parts = [] if value is None or more.get("only_body") else [value]
            options = {key: (given(relation, value) if callable(given) else given)
                       for key, given in more.items() if key != "only_body"}
            ask(operation, relation, *parts, **options)

    def everywhere(operation: str, **filters):
        """A list: all of it, and by each filter."""
        ask(operation, ANY, query={"per_page": 1000})
        for name, values in filters.items():
            for relation, value in values.items():
                ask(operation, relation, query={"per_page": 1000, name: value}, variant=name)

    shared = {OWN: 3, COLLABORATION: 1, FOREIGN: 2}

    ask("POST /token/user", ANY, body={"username": "user2", "password": "root"})
    ask("POST /token/node", ANY, body={"api_key": KEY})
    each("POST /token/container", TASKS, "{task}", only_body=True, body=lambda r, task: {"task_id": task, "image": IMAGE})
    ask("POST /token/refresh", ANY)
    ask("POST /token/refresh", ITSELF, refresh=True)
    ask("POST /token/user/validate", ANY)
    ask("POST /token/node/validate", ANY)
    ask("POST /recover/lost", ANY, body={"username": "user2"})
    ask("POST /recover/reset", ANY, body={"reset_token": "x", "password": "Passw0rd!x"})
    ask("POST /recover/2fa/lost", ANY, body={"username": "user2", "password": "root"})
    ask("POST /recover/2fa/reset", ANY, body={"reset_token": "x"})
    ask("PATCH /password/change", ITSELF, body={"current_password": "root", "new_password": "Passw0rd!x"})
    each("POST /recover/node", NODES, only_body=True, body=lambda r, node: {"id": node})
    ask("GET /version", ANY)
    ask("GET /health", ANY)

    everywhere("GET /user", organization_id=ORGANIZATION, role_id=ROLES)
    each("POST /user", ORGANIZATION, only_body=True, body=lambda r, organization: {
        "username": "somebody", "password": "Passw0rd!x", "email": "somebody@example.org", "firstname": "f", "lastname": "l",
        "organization_id": organization})
    each("GET /user/<id>", USERS, "{user}")
    each("PATCH /user/<id>", USERS, "{user}", body={"firstname": "new"})
    each("PATCH /user/<id>", USERS, "{user}", variant="rules", body={"rules": ["{rule}"]})
    each("PATCH /user/<id>", USERS, "{user}", variant="email", body={"email": "new@example.org"})
    each("DELETE /user/<id>", USERS, "{user}", query={"delete_dependents": "True"})

    everywhere("GET /role", organization_id=ORGANIZATION, user_id=USERS)
    each("POST /role", ORGANIZATION, only_body=True, body=lambda r, organization: {
        "name": "new role", "description": "d", "rules": ["{rule}"], "organization_id": organization})
    each("GET /role/<id>", ROLES, "{role}")
    each("PATCH /role/<id>", ROLES, "{role}", body={"description": "new"})
    each("DELETE /role/<id>", ROLES, "{role}")
    for relation in RELATIONS:
        ask("POST /role/<id>/rule/<rule_id>", relation, ROLES[relation], "{rule}")
        ask("DELETE /role/<id>/rule/<rule_id>", relation, FULL_ROLES[relation], "{rule}")
    everywhere("GET /rule", role_id=ROLES, user_id=USERS)
    ask("GET /rule/<id>", ANY, 1)

    everywhere("GET /organization", collaboration_id=shared, study_id=STUDIES)
    ask("POST /organization", ANY, body={"name": "new organization"})
    each("GET /organization/<id>", ORGANIZATION)
    each("PATCH /organization/<id>", ORGANIZATION, body={"address1": "new"})
    each("PATCH /organization/<id>", ORGANIZATION, variant="public_key", body={"public_key": PUBLIC_KEY})
    each("DELETE /organization/<id>", ORGANIZATION, query={"delete_dependents": "True"})

    everywhere("GET /collaboration", organization_id=ORGANIZATION)
    ask("POST /collaboration", ANY, body={"name": "new collaboration", "organization_ids": [2], "encrypted": False})
    each("GET /collaboration/<id>", COLLABORATIONS)
    each("PATCH /collaboration/<id>", COLLABORATIONS, body={"name": "renamed"})
    each("PATCH /collaboration/<id>", COLLABORATIONS, variant="organization_ids", body={"organization_ids": [2, 7]})
    each("DELETE /collaboration/<id>", COLLABORATIONS, query={"delete_dependents": "True"})
    each("POST /collaboration/<id>/organization", COLLABORATIONS, body={"id": 7})
    for relation, organization in {OWN: 2, COLLABORATION: 3, STUDY: 4, FOREIGN: 6}.items():
        ask("DELETE /collaboration/<id>/organization", relation, COLLABORATIONS[relation], body={"id": organization})
    for relation, node in {OWN: 16, COLLABORATION: 17, STUDY: 18, FOREIGN: 19}.items():
        ask("POST /collaboration/<id>/node", relation, COLLABORATIONS[relation], body={"id": node})
    for relation, collaboration in {OWN: 3, COLLABORATION: 1, STUDY: 1, FOREIGN: 2}.items():
        ask("DELETE /collaboration/<id>/node", relation, collaboration, body={"id": NODES[relation]})

    everywhere("GET /study", organization_id=ORGANIZATION, collaboration_id=shared)
    for relation, (collaboration, members) in {OWN: (3, [2]), COLLABORATION: (1, [3]), STUDY: (1, [2, 4]), FOREIGN: (2, [5])}.items():
        ask("POST /study", relation, body={"name": "new study", "collaboration_id": collaboration, "organization_ids": members})
    each("GET /study/<id>", STUDIES)
    each("PATCH /study/<id>", STUDIES, body={"name": "renamed"})
    each("DELETE /study/<id>", STUDIES, query={"delete_dependents": "True"})
    for relation, organization in {OWN: 3, COLLABORATION: 2, STUDY: 3, FOREIGN: 6}.items():
        ask("POST /study/<id>/organization", relation, STUDIES[relation], body={"id": organization})
    for relation, organization in {OWN: 2, COLLABORATION: 3, STUDY: 4, FOREIGN: 5}.items():
        ask("DELETE /study/<id>/organization", relation, STUDIES[relation], body={"id": organization})

    everywhere("GET /node", organization_id=ORGANIZATION, collaboration_id=shared, study_id=STUDIES)
    each("POST /node", ORGANIZATION, only_body=True, body=lambda r, organization: {
        "organization_id": organization, "collaboration_id": 5 if r == FOREIGN else 4, "name": "new node"})
    each("GET /node/<id>", NODES, "{node}")
    each("PATCH /node/<id>", NODES, "{node}", body={"name": "renamed"})
    each("PATCH /node/<id>", NODES, "{node}", variant="clear_ip", body={"clear_ip": True})
    each("DELETE /node/<id>", NODES)

    everywhere("GET /task", collaboration_id=shared, init_org_id=ORGANIZATION, study_id=STUDIES)
    ask("GET /task", ANY, query={"include": "results", "per_page": 1000}, variant="results")
    for relation, target in {OWN: {"collaboration_id": 3}, COLLABORATION: {"collaboration_id": 1}, STUDY: {"study_id": 1},
                             FOREIGN: {"collaboration_id": 2}}.items():
        ask("POST /task", relation, body={"image": IMAGE, "name": "new task", **target,
                                          "organizations": [{"id": ORGANIZATION[relation], "input": INPUT}]})
    each("GET /task/<id>", TASKS, "{task}")
    each("GET /task/<id>", TASKS, "{task}", variant="results", query={"include": "results"})
    each("DELETE /task/<id>", TASKS, "{task}")
    each("GET /task/<id>/status", TASKS, "{task}")

    everywhere("GET /run", organization_id=ORGANIZATION, task_id={ITSELF: "{task}", **TASKS}, node_id=NODES, collaboration_id=shared)
    each("GET /run/<id>", RUNS, "{task}")
    each("PATCH /run/<id>", RUNS, "{task}", body={"log": "new"})
    everywhere("GET /result", organization_id=ORGANIZATION, task_id={ITSELF: "{task}", **TASKS}, collaboration_id=shared)
    each("GET /result/<id>", RUNS, "{task}")

    each("POST /kill/task", TASKS, "{task}", only_body=True, body=lambda r, task: {"id": task})
    each("POST /kill/node/tasks", NODES, only_body=True, body=lambda r, node: {"id": node})
    each("POST /port", RUNS, "{task}", only_body=True, body=lambda r, run: {"port": 8080, "run_id": run, "label": "p"})
    each("DELETE /port", RUNS, "{task}", only_body=True, query=lambda r, run: {"run_id": run})
    ask("GET /vpn/algorithm/addresses", ANY)
    ask("GET /vpn", ANY)
    ask("POST /vpn/update", ANY, body={})
    ask("GET /blobstream/status", ANY)
    ask("POST /blobstream", ANY, blob="abc")
    for relation, run in RUNS.items():
        ask("GET /blobstream/<id>", relation, blob_of(run))
    for relation, collaboration in {OWN: 3, COLLABORATION: 1, STUDY: 1, FOREIGN: 2}.items():
        ask("POST /column", relation, body={
            "db_label": "default", "collaboration_id": collaboration,
            "organizations": [{"id": ORGANIZATION[relation], "input": INPUT}]})

    everywhere("GET /algorithmstore", collaboration_id=COLLABORATIONS)
    ask("POST /algorithmstore", ANY, body=store(None))
    each("POST /algorithmstore", COLLABORATIONS, only_body=True, body=lambda r, collaboration: store(collaboration))
    each("GET /algorithmstore/<id>", STORES)
    ask("GET /algorithmstore/<id>", ANY, 4)
    each("PATCH /algorithmstore/<id>", STORES, body={"name": "renamed"})
    ask("PATCH /algorithmstore/<id>", ANY, 4, body={"name": "renamed"})
    each("DELETE /algorithmstore/<id>", STORES, query={"server_url": "http://127.0.0.1:7/api"})
    ask("DELETE /algorithmstore/<id>", ANY, 4, query={"server_url": "http://127.0.0.1:7/api"})
    return made


blob_of = blob


def store(collaboration) -> dict:
    """Nobody listens there, so that whoever may register it learns that it can not be reached."""
    body = {"name": "new store", "algorithm_store_url": "http://127.0.0.1:9/api", "server_url": "http://127.0.0.1:7/api", "force": True}
    return {**body, "collaboration_id": collaboration} if collaboration else body


# The public part of the contract's first key, as the client sends it.
PUBLIC_KEY = "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUlJQ0lqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FnOEFNSUlDQ2dLQ0FnRUFobEM4UERPcGNabHhDNWM1MzJHagpXZC9MeWkxQWV5ZWZaU0ZNdE5uSHJUdjNVWWsyV0FyNG1XVm0ybnFMM2tGdWgxV1huNkxwWGNDTk5BeDFHVG1sCkQ1U2Q1MnJWN0Y1a2ljanloeWRYejBKOVZWcXVOckRMS0FRdzVjN1lRQzV2WERDNXlHSnJSZmlPOWlkcFIxM0YKVFJENjNDYXlOTVZZUzA5Y0xYTnlFWUw2U0VUR1RhU1ZxWFZsSCs4Q0dXOURQQWpXQ3R4OW1sK1RsVzZuYnhMcAp0UnExWFVhRytPc2s1TVBMNHJaclJ2bmt0NEZKZDRUWVJSeStJUnpGam9yV3hjREpNaDVoc2NTQzc2YW1haGsvCkNuYi9FM3RRVi9xOXFvMEozeU1xOCtua3Vyd1pjYTR1K2tEcjFUVElseGFQTkV2eUVCV0NMOUpJbW5UaEErRG8KS1ZxVTRqY3ZxSlpRQXpYZDJrejk4UXdDdzdHZkNRcTJNcHU1bThPZGJkU1NYb2ZISDl1ckNiNW1TelJ5cVEyTApyTkhwL3lzTGlaNlVJaENqc0FJUE52V05vS2xVM1VyL2g4VzFjT0dNTmM3S0E5QkwwUzRpMExjNEZFNzBxRWdyCldyaVFzTW02ZlNoa2hKSndrU0JqRm9pRndWK0Z2RmJTblF4RVhhNmpVVlFBMHc4OEhYUUxDL3VKYzREUVo5akIKa0Jjdmh4VEhzYU9UU0I0c0dPNGpKckJQZU5nZnBiN1dub3dlRHFTWEFpL1FXVmpMelNjMjF3bkJLT0pvd0RwcgpnN1hYNEx4SkEzSGN2aGlzait1T1FMTjhtcWtxa0dkVjdpK1Z6UldsZW95ajV6UCtaL2RjeS91VGZLOVFBSExSCjVEV3NBVG55cHk2WlJSOWF5V3dQSlVVQ0F3RUFBUT09Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
