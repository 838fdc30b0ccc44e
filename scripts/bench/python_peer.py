"""The real Python server as it runs in production: one uWSGI worker with gevent."""

import json
import os
import secrets
import subprocess
import urllib.request
from pathlib import Path

from support.polder import LOGGING
from support.processes import Service, free_port


class PythonServer:
    """The server of vantage6 4.15.2 on a database that is there already."""

    host = "http://127.0.0.1"
    password = "root"
    settings = "vantage6-server 4.15.2, one uWSGI worker, --gevent 1000, --http-keepalive, log into a file"

    def __init__(self, folder: Path, uri: str, venv: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        configuration = folder / "python.yaml"
        configuration.write_text(
            json.dumps(
                {
                    "description": "peer",
                    "ip": "127.0.0.1",
                    "port": self.port,
                    "api_path": "/api",
                    "uri": uri,
                    "allow_drop_all": False,
                    "jwt_secret_key": secrets.token_hex(32),
                    "logging": {**LOGGING, "use_console": False, "file": "python.log"},
                }
            )
        )
        python = venv / "bin" / "python"
        packages = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        self.service = Service(
            "python-server",
            [
                venv / "bin" / "uwsgi", "--http", f"127.0.0.1:{self.port}", "--gevent", "1000", "--http-websockets",
                "--http-chunked-input", "--http-keepalive", "--post-buffering", "0", "--master", "--callable", "app",
                "--disable-logging", "--venv", venv, "--die-on-term",
                "--wsgi-file", Path(packages) / "vantage6/server/wsgi.py", "--pyargv", configuration,
            ],
            folder,
            {
                "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"),
                "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUNBUFFERED": "1", "POLDER_INTEROP_NO_DOCKER": "1",
                "PATH": f"{venv / 'bin'}:{os.environ['PATH']}",
            },
        )  # fmt: skip
        try:
            self.service.wait_until(self.answers, "the Python server answers", 90)
        except BaseException:
            self.stop()
            raise

    def answers(self) -> bool:
        with urllib.request.urlopen(f"{self.url}/version", timeout=2) as reply:
            return reply.status == 200

    @property
    def url(self) -> str:
        return f"{self.host}:{self.port}/api"

    def processes(self) -> list:
        """uWSGI's master, its worker and its HTTP router."""
        children = Path(f"/proc/{self.service.process.pid}/task/{self.service.process.pid}/children").read_text()
        return [self.service.process.pid, *map(int, children.split())]

    def stop(self) -> int:
        return self.service.stop()


def missing(venv: Path) -> str | None:
    """Why the Python server can not run here; None if it can."""
    if not (venv / "bin" / "uwsgi").exists():
        return f"no uWSGI in {venv}: scripts/bench/setup installs it"
    return None
