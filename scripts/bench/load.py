"""Load on one address by wrk (Debian package), bounded in time, and what wrk measured."""

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPORT = """
done = function(summary, latency, requests)
  io.write(string.format("\\n#%d %d %d %f %f %f\\n", summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass
class Measured:
    """Requests a second, and milliseconds."""

    rate: float
    p50: float
    p99: float
    # Answers that were no success, and connections that broke.
    refused: int
    broken: int

    def __str__(self):
        trouble = f"  ({self.refused} refused, {self.broken} broken)" if self.refused or self.broken else ""
        return f"{self.rate:10.1f}/s  p50 {self.p50:8.2f} ms  p99 {self.p99:8.2f} ms{trouble}"


def available() -> bool:
    return shutil.which("wrk") is not None


def run(url: str, connections: int, seconds: float, headers: dict | None = None, method: str = "GET", body=None) -> Measured:
    lines = [f'wrk.method = "{method}"']
    if body is not None:
        lines.append(f"wrk.body = {json.dumps(json.dumps(body))}")
        headers = {"Content-Type": "application/json", **(headers or {})}
    for name, value in (headers or {}).items():
        lines.append(f'wrk.headers["{name}"] = {json.dumps(value)}')
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text("\n".join(lines) + REPORT)
        printed = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{max(1, round(seconds))}s", "--timeout", "60s", "-s",
             str(script), url],
            capture_output=True, text=True, timeout=seconds + 120, check=True,
        ).stdout  # fmt: skip
    line = next(line for line in printed.splitlines() if line.startswith("#"))
    requests, refused, broken, duration, p50, p99 = line[1:].split()
    return Measured(int(requests) / float(duration), float(p50), float(p99), int(refused), int(broken))
