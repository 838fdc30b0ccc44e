"""Every method of the Python client by name, which of them were called, and which file of checks answers for which."""

import contextlib
import inspect
import io

from vantage6.client import UserClient
from vantage6.common.client.client_base import ClientBase

# What speaks to an algorithm store or sets up encryption needs a stage of its own; all others are `client_methods.py`'s.
ELSEWHERE = {
    "client_stores.py": {
        "store.create", "store.delete", "store.get", "store.list", "store.set", "store.update",
        "store.policy.get",
        "store.review.approve", "store.review.create", "store.review.delete", "store.review.get", "store.review.list",
        "store.review.reject",
        "store.role.create", "store.role.delete", "store.role.edit", "store.role.list",
        "store.rule.list",
        "store.user.delete", "store.user.get", "store.user.list", "store.user.register", "store.user.update",
        "algorithm.create", "algorithm.delete", "algorithm.get", "algorithm.invalidate", "algorithm.list", "algorithm.update",
    },
    "encryption.py": {"client.setup_encryption", "util.generate_private_key"},
}  # fmt: skip
# Steps of other methods: every call of a sub-client passes through them.
STEPS = {"client.generate_path_to", "client.request", "client.check_if_blob_store_enabled"}

def parts(user) -> list:
    """The client and its sub-clients by the names under which one reaches them: `client`, `task`, `store.role`."""
    return [("client", user), *subclients(user)]


def subclients(user) -> list:
    found = []
    for name, part in vars(user).items():
        if isinstance(part, ClientBase.SubClient):
            found.append((name, part))
            found += [(f"{name}.{inner}", below) for inner, below in subclients(part)]
    return found


def methods(part) -> list:
    """The public methods of a part; the classes of sub-clients that stand among them are none."""
    return [name for name, _ in inspect.getmembers(type(part), inspect.isfunction) if not name.startswith("_")]


def every_method() -> set:
    """All that the client offers, as `task.create` or `client.authenticate`."""
    user = UserClient("http://127.0.0.1", 9, log_level="critical")
    return {f"{name}.{method}" for name, part in parts(user) for method in methods(part)}


def watch(user: UserClient, called: set) -> UserClient:
    """Notes every method that is called in `called`."""
    for name, part in parts(user):
        for method in methods(part):
            original = getattr(part, method)

            def noted(*arguments, _name=f"{name}.{method}", _original=original, **options):
                called.add(_name)
                return _original(*arguments, **options)

            setattr(part, method, noted)
    return user


def watched(server, username: str, password: str, called: set) -> UserClient:
    """A watched client that is logged in and neither prints nor encrypts."""
    user = watch(UserClient(server.host, server.port, "/api", log_level="critical"), called)
    with contextlib.redirect_stdout(io.StringIO()):
        user.authenticate(username, password)
    return user
