"""A real image registry, Debian's docker-registry, at a port of 127.0.0.1 as an engine sees that address."""

import base64
import json
import os
import secrets
import shutil
from pathlib import Path

import bcrypt
import pytest
import yaml
from engines.running import Engine
from images.rootfs import RootFS
from support.forward import Forward
from support.processes import Service, free_port

PROGRAM = "docker-registry"


class ImageRegistry:
    """Where images are pushed to and pulled from; what was asked of it stands in its log."""

    def __init__(self, folder: Path, engine: Engine, accounts: dict | None = None, rate: int | None = None):
        """
        :param accounts: passwords by names; anybody may pull and push without
        :param rate: how many bytes a second it gives at most
        """
        if not shutil.which(PROGRAM):
            pytest.skip(f"no {PROGRAM} here (scripts/bootstrap --interop installs it)")
        self.folder, self.engine, self.account = folder, engine, next(iter((accounts or {}).items()), None)
        self.port, self.slow = free_port(), None
        folder.mkdir(parents=True)
        configuration = {
            "version": 0.1, "log": {"accesslog": {"disabled": False}, "level": "info"},
            "storage": {"filesystem": {"rootdirectory": str(folder / "images")}},
            "http": {"addr": f"127.0.0.1:{self.port}", "secret": secrets.token_hex(16)},
        }  # fmt: skip
        if accounts:
            lines = [f"{name}:{bcrypt.hashpw(word.encode(), bcrypt.gensalt(4)).decode()}\n" for name, word in accounts.items()]
            (folder / "accounts").write_text("".join(lines))
            configuration["auth"] = {"htpasswd": {"realm": "images", "path": str(folder / "accounts")}}
        (folder / "registry.yml").write_text(yaml.safe_dump(configuration))
        self.start()
        self.host = f"127.0.0.1:{self.port}"
        if rate:
            listen, target = free_port(), (engine.network, "127.0.0.1", self.port)
            self.slow = Forward(folder, (engine.network, "127.0.0.1", listen), target, rate)
            self.host = f"127.0.0.1:{listen}"

    def start(self):
        inside = ["nsenter", f"--net={self.engine.network}"] if self.engine.network else []
        self.service = Service(PROGRAM, [*inside, PROGRAM, "serve", self.folder / "registry.yml"], self.folder)
        self.service.wait_until(lambda: "listening on" in self.service.log.read_text(), "the registry listens")

    def push(self, name: str, kilobytes: int = 1) -> tuple:
        """Puts an image of new content there, of which nothing stays at the engine; its name and its digest."""
        image = f"{self.host}/{name}"
        tree = RootFS(self.folder / "image.tar")
        tree.programs("/bin/true")
        content = self.folder / "content"
        # What can be made smaller would come faster.
        content.write_bytes(os.urandom(kilobytes << 10))
        tree.add(content, "content")
        self.engine.api.import_image(tree.close(), image, ['CMD ["/bin/true"]'])
        said = self.engine.api.request("POST", f"/images/{image}/push", headers={"X-Registry-Auth": self._header()})
        lines = [json.loads(line) for line in said.splitlines() if line]
        assert not [line for line in lines if "error" in line], lines
        self.engine.api.request("DELETE", f"/images/{image}", force="true")
        path, tag = name.split(":")
        # The engine's word is not asked for: Podman tells the digest that an image had before it was pushed.
        link = self.folder / "images/docker/registry/v2/repositories" / path / "_manifests/tags" / tag / "current/link"
        return image, link.read_text().strip()

    def _header(self) -> str:
        name, word = self.account or ("", "")
        return base64.urlsafe_b64encode(json.dumps({"username": name, "password": word}).encode()).decode()

    def asked(self, method: str = "", what: str = "") -> list:
        """The requests that it had, by their method and a part of their path."""
        lines = [line for line in self.service.log.read_text().splitlines() if ' "' in line and "/v2/" in line]
        return [line for line in lines if f'"{method}' in line and what in line]

    def layers(self) -> list:
        """The layers that it gave; what else lies in blobs is small."""
        return [line for line in self.asked("GET", "/blobs/") if int(line.split('"')[2].split()[1]) > 10_000]

    def stop(self):
        if self.slow:
            self.slow.stop()
        self.service.stop()
