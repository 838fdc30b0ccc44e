"""The real Python client through all that it does with algorithm stores: at Polder's server and, as the yardstick, at the
Python server, each beside a real Python store of its own.

A registry is a stand-in (`peer/registry.py`); everything else is real. The tests go on from one another."""

import pytest
from peer import needs
from peer.federation import client
from peer.watched import ELSEWHERE, every_method, watched
from support.polder import PolderServer

PASSWORD = "Aa1!secret-word"


class World:
    """A collaboration of two organizations at a server, which a store knows by its first user."""

    def __init__(self, kind, folder):
        from peer.registry import Registry
        from peer.server import PythonServer
        from peer.store import PythonStore

        self.is_polder, self.called, self.running = kind == "polder", set(), []
        for name in ("server", "store", "registry"):
            (folder / name).mkdir()
        try:
            self.server = self.begun((PolderServer if self.is_polder else PythonServer)(folder / "server"))
            self.registry = self.begun(Registry(folder / "registry"))
            self.store = self.begun(PythonStore(folder / "store", self.server.url, registry=self.registry))
            self.root = watched(self.server, "root", self.server.password, self.called)
            self.organizations = [self.made(self.organization(name)) for name in ("noord", "oost")]
            self.collaboration = self.made(
                self.root.collaboration.create(name="study group", organizations=self.organizations, encrypted=False)
            )
            for name in ("rita", "passing"):
                self.person(name)
        except BaseException:
            self.stop()
            raise

    def begun(self, part):
        self.running.append(part)
        return part

    def organization(self, name):
        return self.root.organization.create(
            name=name, address1="", address2="", zipcode="", country="NL", domain=f"{name}.test"
        )

    def person(self, name):
        roles = [self.root.role.list(name="Collaboration Admin")["data"][0]["id"]]
        return self.made(self.root.user.create(
            username=name, firstname="f", lastname="l", password=PASSWORD, email=f"{name}@example.test",
            organization=self.organizations[1], roles=roles))  # fmt: skip

    def algorithm(self, name, image):
        """A new algorithm of the store, with most of what one can say of it."""
        arguments = [
            {"name": "column", "type": "column", "description": "which"},
            {"name": "rounds", "type": "integer", "has_default_value": True, "default_value": "3"},
        ]
        function = {
            "name": "average", "type": "federated", "databases": [{"name": "table", "description": "d"}],
            "arguments": arguments, "ui_visualizations": [],
        }  # fmt: skip
        return self.root.algorithm.create(
            name=name, description="means", image=image, partitioning="horizontal", vantage6_version="4.15",
            code_url="https://code.example.test/average", functions=[function],
            documentation_url="https://docs.example.test/average")  # fmt: skip

    @staticmethod
    def made(reply):
        assert "id" in reply, reply
        return reply["id"]

    def stop(self):
        for part in reversed(self.running):
            part.stop()


@pytest.fixture(scope="module", params=["polder", "python"])
def world(request, tmp_path_factory):
    needs.python_system("vantage6.algorithm.store")
    world = World(request.param, tmp_path_factory.mktemp(request.param))
    yield world
    world.stop()


@pytest.fixture(scope="module")
def linked(world):
    """The store's link, and the client set to it."""
    # The Python server refuses the list in which its client sends a collaboration (deviation 12).
    scope = {"collaboration": world.collaboration} if world.is_polder else {"all_collaborations": True}
    link = world.root.store.create(world.store.url, name="reviewed", force=True, **scope)
    assert world.root.store.set(world.made(link))["url"] == world.store.url
    return link["id"]


@pytest.fixture(scope="module")
def rita(world, linked):
    """A user of the server who reviews at the store; her client and her id there."""
    role = world.root.store.role.list(name="Reviewer")["data"][0]["id"]
    number = world.made(world.root.store.user.register("rita", roles=[role]))
    user = watched(world.server, "rita", PASSWORD, world.called)
    assert user.store.set(linked)["id"] == linked
    return user, number


def ids(reply):
    assert "data" in reply, reply
    return {row["id"] for row in reply["data"]}


def it_does_everything_of_links(world, linked):
    user = world.root
    assert ids(user.store.list()) == ids(user.store.list(name="reviewed", url=world.store.url)) == {linked}
    assert ids(user.store.list(name="another")) == set()
    assert ids(user.store.list(collaboration=world.collaboration)) == {linked}
    assert user.store.get(linked)["name"] == "reviewed"
    assert user.store.update(linked, name="renamed")["name"] == "renamed"
    # The one that is set.
    assert user.store.update(name="reviewed")["id"] == linked
    if world.is_polder:
        # Documented, and refused by the Python server: it takes no null (deviation 12).
        everybody = user.store.update(linked, all_collaborations=True)
        assert everybody["collaborations"] is None, everybody
    again = user.store.update(linked, collaboration=world.collaboration)
    assert again["collaborations"] == f"/api/collaboration?algorithm_store_id={linked}", again


def it_does_everything_of_policies(world, linked):
    assert world.root.store.policy.get(public=True) == {"algorithm_view": "private", "allowed_servers": "all"}
    own = world.root.store.policy.get()
    assert str(own["min_reviewers"]) == "1" and own["algorithm_view"] == "private", own


def it_does_everything_of_rules_and_roles(world, linked):
    store = world.root.store
    rules = store.rule.list(per_page=50)["data"]
    assert len(rules) == 17
    assert len(store.rule.list(name="review")["data"]) == 4
    assert len(store.rule.list(name="review", operation="view")["data"]) == 1
    assert len(store.rule.list(username="root", per_page=50)["data"]) == 17
    roles = {role["name"]: role["id"] for role in store.role.list()["data"]}
    assert len(roles) == 7
    assert len(store.rule.list(role=roles["Server Manager"])["data"]) == 1
    made = world.made(store.role.create(name="looker", description="looks", rules=[rules[0]["id"]]))
    assert ids(store.role.list(name="looker", description="looks")) == {made}
    assert store.role.edit(made, description="looks on")["description"] == "looks on"
    root = store.user.list(username="root")["data"][0]["id"]
    assert roles["Root"] in ids(store.role.list(user=root)) and made not in ids(store.role.list(user=root))
    store.role.delete(made)
    assert ids(store.role.list(name="looker")) == set()


def it_does_everything_of_users(world, linked):
    store = world.root.store
    roles = {role["name"]: role["id"] for role in store.role.list()["data"]}
    # The store asks the server who that is, in the name of whoever registers.
    made = store.user.register("passing", roles=[roles["Viewer"]])
    assert (made["email"], made["organization_id"]) == ("passing@example.test", world.organizations[1]), made
    assert "not found" in store.user.register("nobody-of-that-name", roles=[])["msg"]
    assert store.user.get(made["id"])["username"] == "passing"
    assert ids(store.user.list(username="passing")) == ids(store.user.list(role=roles["Viewer"])) == {made["id"]}
    assert "id" in store.user.update(made["id"], roles=[roles["Developer"]])
    assert ids(store.user.list(role=roles["Developer"])) == {made["id"]}
    store.user.delete(made["id"])
    assert ids(store.user.list(username="passing")) == set()


def it_does_everything_of_algorithms(world, linked):
    user = world.root
    image, digest = world.registry.push("test/average", "1")
    made = world.algorithm("average", image)
    assert made["digest"] == digest and made["status"] == "awaiting reviewer assignment", made
    number = made["id"]
    assert user.algorithm.get(number)["functions"][0]["arguments"][1]["default_value"] == "3"
    assert ids(user.algorithm.list()) == set(), "only approved ones are listed"
    assert ids(user.algorithm.list(awaiting_reviewer_assignment=True, name="average", partitioning="horizontal")) == {number}
    assert ids(user.algorithm.list(in_review_process=True, image=image)) == {number}
    assert ids(user.algorithm.list(under_review=True)) == set()
    assert user.algorithm.update(number, image=image, description="of a column")["description"] == "of a column"
    _, other = world.registry.push("test/average", "1", "changed")
    assert user.algorithm.update(number, image=image, refresh_digest=True)["digest"] == other
    assert "invalidated" in user.algorithm.invalidate(number)["msg"]
    assert user.algorithm.get(number)["status"] == "removed"
    assert ids(user.algorithm.list(invalidated=True)) == {number}
    user.algorithm.delete(number)
    assert "not found" in user.algorithm.get(number)["msg"]
    unknown = world.algorithm("nowhere", f"127.0.0.1:{world.registry.server_port}/test/nowhere:1")
    assert unknown["digest"] == "", unknown
    user.algorithm.delete(world.made(unknown))


def it_does_everything_of_reviews(world, linked, rita):
    user, (reviewer, number) = world.root, rita
    image, _ = world.registry.push("test/reviewed", "1")
    algorithm = world.made(world.algorithm("reviewed", image))
    passing = world.made(user.store.review.create(algorithm, number))
    assert user.algorithm.get(algorithm)["status"] == "under review"
    user.store.review.delete(passing)
    assert user.algorithm.get(algorithm)["status"] == "awaiting reviewer assignment"
    review = world.made(user.store.review.create(algorithm, number))
    assert user.store.review.get(review)["status"] == "under review"
    assert ids(user.store.review.list(algorithm=algorithm, reviewer=number, under_review=True)) == {review}
    assert "msg" in user.store.review.approve(review), "only she may"
    reviewer.store.review.approve(review, comment="well done")
    assert user.store.review.get(review)["comment"] == "well done"
    assert ids(user.store.review.list(algorithm=algorithm, approved=True)) == {review}
    assert user.algorithm.get(algorithm)["status"] == "approved"
    assert ids(reviewer.algorithm.list(image=image)) == {algorithm}
    image, _ = world.registry.push("test/rejected", "1")
    algorithm = world.made(world.algorithm("rejected", image))
    review = world.made(user.store.review.create(algorithm, number))
    reviewer.store.review.reject(review, comment="no")
    assert ids(user.store.review.list(rejected=True)) == {review}
    assert ids(user.store.review.list(algorithm=algorithm, reviewed=True)) == {review}
    assert user.algorithm.get(algorithm)["status"] == "rejected"


def it_does_not_let_strangers_in(world, linked):
    """Who is a user of the server is none of the store."""
    stranger = client(world.server.host, world.server.port, "passing", PASSWORD)
    stranger.store.set(linked)
    assert "not registered" in stranger.algorithm.list()["msg"]
    assert "not registered" in stranger.store.user.list()["msg"]


def it_removes_the_link(world, linked, rita):
    user = world.root
    user.store.delete()
    assert ids(user.store.list()) == set()
    assert "msg" in user.store.get(linked)
    # And the store takes no user of this server any more.
    assert "whitelisted" in user.algorithm.list()["msg"]


def it_leaves_no_method_of_stores_out(world):
    every = {name for name in every_method() if name.split(".")[0] in ("store", "algorithm")}
    assert ELSEWHERE["client_stores.py"] == every
    assert every - world.called == set()
