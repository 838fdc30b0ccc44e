"""Fills a fresh database of the server, SQLite or PostgreSQL, with a collaboration that has worked for a while."""

import base64
import datetime
import json
import sqlite3
import uuid
from dataclasses import dataclass, field

import bcrypt

PASSWORD = "Bench-marks 1!"
START = datetime.datetime(2026, 1, 5, 8, 0, 0, 123456)
INPUT = base64.b64encode(json.dumps({"method": "summary", "kwargs": {"columns": ["age", "sex"]}}).encode()).decode()
RESULT = base64.b64encode(json.dumps({"mean": 62.447, "sd": 9.073, "count": 228}).encode()).decode()


@dataclass
class Population:
    """What stands in the database, by id."""

    researcher: str = "researcher"
    collaboration: int = 1
    organizations: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    runs: int = 0
    # Keys of nodes that the server has seen before, and of such that it has not.
    keys: list = field(default_factory=list)
    # Keys of nodes that have a collaboration each, and are new to the server.
    apart: list = field(default_factory=list)


def text(moment) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def populate(
    connect, tasks: int, runs_per_task: int, nodes: int, organizations: int = 10, apart: int = 0
) -> Population:
    """Writes the rows in one transaction.

    :param connect: gives a connection whose placeholder is `?` or, for PostgreSQL, `%s`
    :param apart: so many small collaborations beside, of one organization with one node each
    """
    connection, mark = connect()
    cursor = connection.cursor()

    def insert(table: str, columns: str, rows: list):
        if mark == "%s":
            from psycopg2.extras import execute_values

            return execute_values(cursor, f"INSERT INTO {table} ({columns}) VALUES %s", rows, page_size=1_000)
        marks = ", ".join([mark] * len(columns.split(",")))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def largest(table: str) -> int:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return cursor.fetchone()[0]

    population = Population()
    first = largest("organization") + 1
    # Nodes beyond the first of each organization belong to organizations of their own.
    count = max(organizations, nodes)
    insert("organization", "id, name, domain, address1, zipcode, country", [
        (first + number, f"organization {number}", "example.test", "", "", "NL") for number in range(count)
    ])
    everybody = list(range(first, first + count))
    population.organizations = everybody[:organizations]
    population.collaboration = largest("collaboration") + 1
    insert("collaboration", "id, name, encrypted", [(population.collaboration, "bench", False)])
    insert('"Member"', "organization_id, collaboration_id", [(number, population.collaboration) for number in everybody])

    principal = largest("authenticatable") + 1
    insert("authenticatable", "id, type, status", [(principal, "user", "offline")])
    # As many rounds as both systems use for passwords of users.
    password = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(12)).decode()
    insert('"user"', "id, username, password, firstname, lastname, email, organization_id, failed_login_attempts", [
        (principal, population.researcher, password, "Rosa", "Researcher", "rosa@example.test", everybody[0], 0)
    ])
    cursor.execute("SELECT id FROM role WHERE name = 'Researcher'")
    insert('"Permission"', "role_id, user_id", [(cursor.fetchone()[0], principal)])

    places = [(population.collaboration, organization) for organization in everybody]
    alone = [(population.collaboration + 1 + number, first + count + number) for number in range(apart)]
    insert("collaboration", "id, name, encrypted", [(place[0], f"small {place[0]}", False) for place in alone])
    insert("organization", "id, name, country", [(place[1], f"organization apart {place[1]}", "NL") for place in alone])
    insert('"Member"', "collaboration_id, organization_id", alone)

    rows, principals, keys = [], [], []
    for number, (collaboration, organization) in enumerate(places + alone):
        key = str(uuid.UUID(int=0x5EED0000000040008000000000000000 + number))
        node = principal + 1 + number
        principals.append((node, "node", "offline"))
        rows.append((node, f"node {number}", bcrypt.hashpw(key.encode(), bcrypt.gensalt(12 if number < 2 else 4)).decode(),
                     collaboration, organization))
        keys.append(key)
    population.keys, population.apart = keys[:count], keys[count:]
    insert("authenticatable", "id, type, status", principals)
    insert("node", "id, name, api_key, collaboration_id, organization_id", rows)

    first_task, first_run = largest("task") + 1, largest("run") + 1
    batch = 5_000
    for begin in range(0, tasks, batch):
        numbers = range(begin, min(begin + batch, tasks))
        moments = {number: START + datetime.timedelta(seconds=37 * number) for number in numbers}
        insert("task",
               "id, name, description, image, collaboration_id, job_id, init_org_id, init_user_id, created_at",
               [(first_task + n, f"task {n}", "", "polder/statistics", population.collaboration, n + 1, everybody[0],
                 principal, text(moments[n])) for n in numbers])
        insert("taskdatabase", 'task_id, "database", parameters', [(first_task + n, "default", "{}") for n in numbers])
        insert("run",
               "id, input, task_id, organization_id, result, assigned_at, started_at, finished_at, status, log, "
               "blob_storage_used",
               [(first_run + n * runs_per_task + r, INPUT, first_task + n, everybody[r % organizations], RESULT,
                 text(moments[n]), text(moments[n] + datetime.timedelta(seconds=2)),
                 text(moments[n] + datetime.timedelta(seconds=9)), "completed", "done\n", False)
                for n in numbers for r in range(runs_per_task)])
    population.tasks = list(range(first_task, first_task + tasks))
    population.runs = tasks * runs_per_task
    if mark == "%s":
        for table in ["organization", "collaboration", "authenticatable", "task", "run", "taskdatabase"]:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    connection.commit()
    connection.close()
    return population


def sqlite(path):
    return lambda: (sqlite3.connect(path), "?")


def postgres(uri: str):
    import psycopg2

    return lambda: (psycopg2.connect(uri), "%s")
