"""Payloads in the incumbent's format of encryption, by the program `openssl`. Needs the standard library only."""

import base64
import secrets
import subprocess
from pathlib import Path


def _openssl(*words, content: bytes) -> bytes:
    return subprocess.run(["openssl", *map(str, words)], input=content, capture_output=True, check=True).stdout


def make_key(path: Path):
    """A private key, readable by its owner alone."""
    path.touch(0o600)
    subprocess.run(["openssl", "genrsa", "-traditional", "-out", path, "4096"], capture_output=True, check=True)


def public_half(key: Path) -> bytes:
    return _openssl("rsa", "-in", key, "-pubout", content=b"")


def seal(content: bytes, public_key: Path) -> str:
    """For whoever has the private half of the key in a file."""
    key, block = secrets.token_bytes(32), secrets.token_bytes(16)
    wrapped = _openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", public_key, content=key)
    text = _openssl("enc", "-aes-256-ctr", "-K", key.hex(), "-iv", block.hex(), content=content)
    return "$".join(base64.b64encode(part).decode() for part in (wrapped, block, text))


def open_sealed(text: str, private_key: Path) -> bytes:
    wrapped, block, content = (base64.b64decode(part) for part in text.split("$"))
    key = _openssl("pkeyutl", "-decrypt", "-inkey", private_key, content=wrapped)
    return _openssl("enc", "-d", "-aes-256-ctr", "-K", key.hex(), "-iv", block.hex(), content=content)
