"""Certificates of an authority of one's own, as Docker's documentation has them made: by openssl."""

import subprocess
from pathlib import Path


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Authority:
    """A folder with `ca.pem`, and with what it has signed: a server of 127.0.0.1 and a client."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True)
        self.folder = folder
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 2, "-subj", "/CN=authority",
                "-out", folder / "ca.pem", "-keyout", folder / "ca.key")  # fmt: skip
        self.sign("server", "server", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature,keyEncipherment\n")
        # The names that Docker's own client looks for.
        self.sign("client", "cert", "extendedKeyUsage=clientAuth\n")
        (folder / "cert.key").rename(folder / "key.pem")

    def sign(self, subject: str, name: str, extensions: str):
        """Makes `name.pem` and `name.key`."""
        request, added = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        added.write_text(extensions)
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={subject}", "-out", request,
                "-keyout", self.folder / f"{name}.key")  # fmt: skip
        openssl("x509", "-req", "-in", request, "-days", 2, "-CA", self.folder / "ca.pem", "-CAkey", self.folder / "ca.key",
                "-CAcreateserial", "-extfile", added, "-out", self.folder / f"{name}.pem")  # fmt: skip
