"""Databases on the PostgreSQL server that `scripts/postgres/with` runs; needs psycopg2."""

import os
import secrets

SERVER = os.environ.get("POLDER_TEST_POSTGRES", "")


def uri(name: str) -> str:
    """The address of a database of that server, as SQLAlchemy and Polder take it."""
    return f"{SERVER}/{name}"


def connect(name: str):
    import psycopg2

    connection = psycopg2.connect(uri(name))
    connection.autocommit = True
    return connection


def create() -> str:
    """Makes an empty database; its address."""
    name = f"polder_{secrets.token_hex(4)}"
    with connect("postgres").cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return uri(name)
