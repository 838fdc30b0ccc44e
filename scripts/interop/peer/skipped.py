"""Keeps which checks were skipped and why, and tells `run`, which says it when all is over."""

import os
from collections import Counter, defaultdict
from pathlib import Path

# The file that `run` reads; none when pytest was started without it.
PLACE = os.environ.get("POLDER_INTEROP_SKIPPED", "")


class Skipped:
    """A plugin of pytest."""

    def __init__(self):
        self.reasons, self.checks = defaultdict(Counter), defaultdict(set)

    def pytest_runtest_logreport(self, report):
        self.note(report)

    def pytest_collectreport(self, report):
        self.note(report)

    def note(self, report):
        name = report.nodeid.split("::")[0]
        if "::" in report.nodeid:
            self.checks[name].add(report.nodeid)
        # What is known to fail counts as skipped for pytest; it was looked at.
        if report.skipped and not hasattr(report, "wasxfail"):
            _, _, reason = report.longrepr
            self.reasons[name][reason.removeprefix("Skipped: ")] += 1

    def pytest_sessionfinish(self):
        if PLACE:
            Path(PLACE).write_text("".join(f"{line}\n" for line in self.lines()))

    def lines(self) -> list:
        """One for each file and reason: `databases.py, 2 of 4: no PostgreSQL server`."""
        return [
            f"{name}, {f'{count} of {len(self.checks[name])}' if self.checks[name] else 'all of it'}: {reason}"
            for name, reasons in sorted(self.reasons.items())
            for reason, count in reasons.items()
        ]
