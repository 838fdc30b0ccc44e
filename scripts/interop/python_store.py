"""Polder's server and the real Python algorithm store: each takes the other for one of its own."""

import importlib.util
import secrets

import pytest
import requests
from peer.federation import client
from support.polder import PolderServer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = PolderServer(tmp_path_factory.mktemp("polder-with-store"))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def store(server, tmp_path_factory):
    # Only looked for: importing it would patch the sockets of this very process.
    if importlib.util.find_spec("vantage6.algorithm.store") is None:
        pytest.skip("the Python store needs Python 3.10")
    from peer.store import PythonStore

    store = PythonStore(tmp_path_factory.mktemp("python-store"), server.url)
    try:
        yield store
    finally:
        store.stop()


@pytest.fixture(scope="module")
def root(server):
    return client(server.host, server.port, "root", server.password)


@pytest.fixture(scope="module")
def collaboration(root):
    organization = root.organization.create(
        name=f"o {secrets.token_hex(3)}", address1="", address2="", zipcode="", country="NL", domain="o.test"
    )
    reply = root.collaboration.create(name="with a store", organizations=[organization["id"]], encrypted=False)
    return reply["id"]


@pytest.fixture(scope="module")
def linked(root, store, collaboration):
    """The store, linked by the Python client; it sends the collaboration as a list of one (deviation 12)."""
    reply = root.store.create(store.url, name="python", collaboration=collaboration, force=True)
    assert reply.get("url") == store.url, reply
    return reply


def servers(root, server, store):
    """What the store knows of servers, asked with the user's own token."""
    headers = {"Server-Url": server.url, "Authorization": f"Bearer {root.token}"}
    return requests.get(f"{store.url}/vantage6-server", headers=headers, timeout=10)


def it_is_not_linked_without_force(root, store, collaboration):
    reply = root.store.create(store.url, name="python", collaboration=collaboration)
    assert "insecure" in reply["msg"], reply


def it_trusts_the_server_once_it_is_linked(root, server, store, linked):
    reply = servers(root, server, store)
    assert reply.status_code == 200, reply.text
    assert server.url in [entry["url"] for entry in reply.json()]


def it_is_listed_shown_and_renamed(root, linked, collaboration):
    assert [entry["id"] for entry in root.store.list()["data"]] == [linked["id"]]
    assert [entry["id"] for entry in root.store.list(collaboration=collaboration)["data"]] == [linked["id"]]
    assert root.store.get(linked["id"])["url"] == linked["url"]
    assert root.store.update(linked["id"], name="renamed")["name"] == "renamed"


def it_is_asked_for_the_image_of_a_task(root, server, linked, collaboration):
    organization = root.organization.list(collaboration=collaboration)["data"][0]["id"]
    root.node.create(collaboration=collaboration, organization=organization, name=f"n {secrets.token_hex(3)}")
    roles = [role["id"] for role in root.role.list()["data"] if role["name"] == "Researcher"]
    name, password = f"rosa-{secrets.token_hex(3)}", f"Aa1!{secrets.token_urlsafe(12)}"
    root.user.create(
        username=name,
        firstname="",
        lastname="",
        password=password,
        email=f"{name}@example.test",
        organization=organization,
        roles=roles,
    )
    rosa = client(server.host, server.port, name, password)
    body = {
        "image": "registry.test/unknown:1",
        "collaboration_id": collaboration,
        "store_id": linked["id"],
        "server_url": server.url,
        "organizations": [{"id": organization, "input": "e30="}],
    }
    reply = requests.post(
        f"{server.url}/task", json=body, headers={"Authorization": f"Bearer {rosa.token}"}, timeout=20
    )
    assert reply.status_code == 400, reply.text
    # The store knows who asks by now, and that this user was never registered with it.
    assert "algorithm" in reply.json()["msg"].lower(), reply.text


def it_forgets_the_server_when_it_is_removed(root, server, store, linked):
    reply = requests.delete(
        f"{server.url}/algorithmstore/{linked['id']}",
        params={"server_url": server.url},
        headers={"Authorization": f"Bearer {root.token}"},
        timeout=10,
    )
    assert reply.status_code == 200, reply.text
    assert servers(root, server, store).status_code == 403
    assert root.store.list()["data"] == []
