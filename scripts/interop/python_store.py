"""Polder's server and the real Python algorithm store: each takes the other for one of its own."""

import secrets

import pytest
import requests
from peer import needs
from peer.federation import client
from peer.registry import Registry
from support.polder import PolderServer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = PolderServer(tmp_path_factory.mktemp("polder-with-store"))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    """A stand-in: the store asks it for digests, and nobody else asks it for anything."""
    registry = Registry(tmp_path_factory.mktemp("registry"))
    yield registry
    registry.stop()


@pytest.fixture(scope="module")
def store(server, registry, tmp_path_factory):
    needs.python_system("vantage6.algorithm.store")
    from peer.store import PythonStore

    store = PythonStore(tmp_path_factory.mktemp("python-store"), server.url, registry=registry)
    try:
        yield store
    finally:
        store.stop()


@pytest.fixture(scope="module")
def root(server):
    return client(server.host, server.port, "root", server.password)


@pytest.fixture(scope="module")
def organization(root):
    return root.organization.create(
        name=f"o {secrets.token_hex(3)}", address1="", address2="", zipcode="", country="NL", domain="o.test"
    )["id"]


@pytest.fixture(scope="module")
def collaboration(root, organization):
    reply = root.collaboration.create(name="with a store", organizations=[organization], encrypted=False)
    root.node.create(collaboration=reply["id"], organization=organization, name=f"n {secrets.token_hex(3)}")
    return reply["id"]


def person(root, server, name, role, organization):
    """A new user, logged in."""
    roles = [row["id"] for row in root.role.list(per_page=50)["data"] if row["name"] == role]
    name, password = f"{name}-{secrets.token_hex(3)}", f"Aa1!{secrets.token_urlsafe(12)}"
    reply = root.user.create(
        username=name, firstname="", lastname="", password=password, email=f"{name}@example.test",
        organization=organization, roles=roles)  # fmt: skip
    assert "id" in reply, reply
    user = client(server.host, server.port, name, password)
    user.username = name
    return user


@pytest.fixture(scope="module")
def rosa(root, server, organization):
    """The researcher."""
    return person(root, server, "rosa", "Researcher", organization)


@pytest.fixture(scope="module")
def rita(root, server, linked, organization):
    """The reviewer, as the store and the server know her."""
    root.store.set(linked["id"])
    rita = person(root, server, "rita", "Viewer", organization)
    reply = root.store.user.register(rita.username, roles=[root.store.role.list(name="Reviewer")["data"][0]["id"]])
    assert "id" in reply, reply
    rita.at_the_store = reply["id"]
    rita.store.set(linked["id"])
    return rita


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


def ask(rosa, server, linked, collaboration, organization, image):
    """A task whose image is to come from the store, as any client may send it; the status and the answer."""
    body = {
        "image": image,
        "collaboration_id": collaboration,
        "store_id": linked["id"],
        "server_url": server.url,
        "organizations": [{"id": organization, "input": "e30="}],
    }
    reply = requests.post(
        f"{server.url}/task", json=body, headers={"Authorization": f"Bearer {rosa.token}"}, timeout=20
    )
    return reply.status_code, reply.json()


def submitted(root, image):
    """An algorithm that the store has, and nobody has reviewed; its id there."""
    reply = root.algorithm.create(
        name="average", description="", image=image, partitioning="horizontal", vantage6_version="4.15",
        code_url="https://code.example.test", functions=[])  # fmt: skip
    assert "id" in reply, reply
    return reply["id"]


def approve(root, rita, algorithm):
    review = root.store.review.create(algorithm, rita.at_the_store)
    assert "id" in review, review
    rita.store.review.approve(review["id"])
    assert root.algorithm.get(algorithm)["status"] == "approved"


def it_is_asked_for_the_image_of_a_task(rosa, server, linked, collaboration, organization):
    status, answer = ask(rosa, server, linked, collaboration, organization, "registry.test/unknown:1")
    assert status == 400, answer
    # The store knows who asks by now, and that this user was never registered with it.
    assert "not registered" in answer["msg"], answer


def it_vouches_for_the_image_of_a_task_that_it_approved(
    root, rosa, rita, server, registry, linked, collaboration, organization
):
    image, digest = registry.push("test/average", "1")
    algorithm = submitted(root, image)
    reply = root.store.user.register(rosa.username, roles=[root.store.role.list(name="Viewer")["data"][0]["id"]])
    assert "id" in reply, reply
    status, answer = ask(rosa, server, linked, collaboration, organization, image)
    assert (status, answer["msg"]) == (400, "Algorithm not found in store!"), "nobody has reviewed it yet"
    approve(root, rita, algorithm)
    status, answer = ask(rosa, server, linked, collaboration, organization, image)
    assert status == 201, answer
    assert answer["image"] == f"{image}@{digest}"
    assert answer["algorithm_store"]["id"] == linked["id"]
    # The same with the client's own means; and with the digest already in the name.
    rosa.store.set(linked["id"])
    for name in (image, f"{image}@{digest}"):
        task = rosa.task.create(
            organizations=[organization], collaboration=collaboration, name="t", image=name, description="",
            input_={"method": "average"}, server_url=server.url)  # fmt: skip
        assert task.get("image") == f"{image}@{digest}", task
    assert rosa.task.get(answer["id"])["image"] == f"{image}@{digest}"
    assert {row["image"] for row in rosa.task.list(store=linked["id"])["data"]} == {f"{image}@{digest}"}


def it_vouches_for_nothing_else(root, rosa, rita, server, registry, linked, collaboration, organization):
    before = len(root.task.list(per_page=100)["data"])
    assert before > 0

    def refusal(image):
        status, answer = ask(rosa, server, linked, collaboration, organization, image)
        assert status == 400, answer
        return answer["msg"]

    # Only submitted; never submitted; nowhere to be had.
    image, _ = registry.push("test/submitted", "1")
    submitted(root, image)
    assert refusal(image) == "Algorithm not found in store!"
    assert refusal(registry.push("test/strange", "1")[0]) == "Algorithm not found in store!"
    assert "digest could not be determined" in refusal(f"127.0.0.1:{registry.server_port}/test/nowhere:1")
    # Approved, and then replaced under its name: another digest.
    image, approved = registry.push("test/replaced", "1")
    approve(root, rita, submitted(root, image))
    _, other = registry.push("test/replaced", "1", "something else")
    told = refusal(image)
    assert approved in told and other in told, told
    # Approved once, and taken back.
    image, _ = registry.push("test/taken-back", "1")
    algorithm = submitted(root, image)
    approve(root, rita, algorithm)
    root.algorithm.invalidate(algorithm)
    assert refusal(image) == "Algorithm not found in store!"
    assert len(root.task.list(per_page=100)["data"]) == before, "a task that is refused leaves nothing"


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
