"""The exported audit log, read by nothing of Polder's."""

import hashlib
import json
from pathlib import Path


def chain(exported: Path) -> list[dict]:
    """The entries, each of which gives its hash and follows the one before."""
    previous, entries = "0" * 64, []
    for line in exported.read_text().splitlines():
        entry = json.loads(line)
        content = line.replace(f',"hash":"{entry["hash"]}"', "")
        assert hashlib.sha256(content.encode()).hexdigest() == entry["hash"]
        assert entry["previous"] == previous and entry["number"] == len(entries) + 1
        previous = entry["hash"]
        entries.append(entry)
    return entries
