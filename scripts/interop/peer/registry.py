"""A stand-in for an image registry, because none can be reached here: it keeps no layers, only manifests.

The real Python store asks a registry for nothing but the manifest of an image, whose digest it then vouches for; that one
exchange of the distribution API is what the stand-in speaks, over TLS, on loopback."""

import hashlib
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .certificates import certificate

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


class Registry(ThreadingHTTPServer):
    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), Handler)
        self.manifests = {}
        # Whoever is to trust it names this file in REQUESTS_CA_BUNDLE.
        self.certificate, key, _ = certificate(folder, "registry")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def push(self, name: str, tag: str, content: str = "") -> tuple[str, str]:
        """Puts an image there, or other content under its name; the name that one pulls it by, and its digest."""
        config = {"digest": "sha256:" + hashlib.sha256(f"{name}{content}".encode()).hexdigest()}
        manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": []}).encode()
        digest = "sha256:" + hashlib.sha256(manifest).hexdigest()
        for reference in (tag, digest):
            self.manifests[f"/v2/{name}/manifests/{reference}"] = manifest
        return f"127.0.0.1:{self.server_port}/{name}:{tag}", digest

    def stop(self):
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Says nothing."""

    def do_GET(self):
        manifest = self.server.manifests.get(self.path)
        self.send_response(200 if manifest else 404)
        body = manifest or b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'
        if manifest:
            self.send_header("Docker-Content-Digest", "sha256:" + hashlib.sha256(manifest).hexdigest())
        self.send_header("Content-Type", MANIFEST if manifest else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
