"""The live suite of the Swift client (`Tests/PolderClientTests/Live`) against a server of one's own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# As the Makefile has them, so that nothing is compiled twice.
FLAGS = ["--explicit-target-dependency-import-check", "error"]


def built() -> str:
    """The path of the toolchain's `swift`; the tests are built once where that was not done."""
    swift = shutil.which(os.environ.get("SWIFT", "swift"))
    if not swift:
        pytest.skip("no Swift toolchain")
    if not list((ROOT / ".build" / "debug").glob("*.xctest")):
        result = subprocess.run([swift, "build", *FLAGS, "--build-tests"], cwd=ROOT, capture_output=True, text=True)
        assert result.returncode == 0, f"the tests do not build:\n{(result.stdout + result.stderr)[-4000:]}"
    return swift


def run(server, peer: str, suites: str = "Live", folder: Path | None = None, **variables) -> int:
    """Runs the suites whose names begin so; how many tests ran. What failed is told as the tests tell it."""
    swift = built()
    command = [swift, "test", *FLAGS, "--skip-build", "--disable-xctest", "--filter", rf"PolderClientTests\.{suites}"]
    if peer == "python":
        # It gives the ids of what is gone to what comes next (deviation 24), which tests beside each other would mix up.
        command.append("--no-parallel")
    environment = {
        "POLDER_TEST_SERVER": f"{server.host}:{server.port}", "POLDER_TEST_USERNAME": "root",
        "POLDER_TEST_PASSWORD": server.password, "POLDER_TEST_PEER": peer, **variables,
    }  # fmt: skip
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=1500
    )
    said = result.stdout + result.stderr
    if folder:
        (folder / "suite.log").write_text(said)
    assert result.returncode == 0, f"{told(said)}\n--- the server said\n{server.service.tail(15)}"
    count = re.search(r"Test run with (\d+) tests?", said)
    assert count, f"the suite does not say how many tests ran:\n{said[-2000:]}"
    return int(count.group(1))


def told(said: str) -> str:
    """What a run says of failures; its last words when it says nothing of the kind."""
    lines = [line for line in said.splitlines() if line.lstrip().startswith(("✘", "↳", "error:", "Fatal"))]
    return "\n".join(lines[:80]) or said[-4000:]
