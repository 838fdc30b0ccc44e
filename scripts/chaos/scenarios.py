"""What the programs of this folder share: scenarios with names, and the few things that each of them does. Standard library only."""

import argparse
import signal
import tempfile
import time
import traceback
from pathlib import Path

ENDS = ("completed", "crashed", "failed", "start failed", "non-existing Docker image", "killed by user", "not allowed",
        "unknown error")  # fmt: skip


class Skipped(Exception):
    """This machine lacks what a scenario needs."""


def expect(condition: bool, what: str):
    if not condition:
        raise AssertionError(what)


def crash(part):
    """Ends a part of the federation without any chance to say good-bye."""
    part.service.process.send_signal(signal.SIGKILL)
    part.service.process.wait()
    part.service.stop()


def add_choice(parser: argparse.ArgumentParser):
    parser.add_argument("scenario", nargs="*", help="names as --list prints them; all of them if none is given")
    parser.add_argument("--list", action="store_true", help="print the names of the scenarios")


def chosen(parser: argparse.ArgumentParser, options, scenarios: list) -> list | None:
    """The scenarios to play; None when their names were asked for, and printed."""
    names = [scenario.__name__ for scenario in scenarios]
    if options.list:
        print(*names, sep="\n")
        return None
    for name in options.scenario:
        if name not in names:
            parser.error(f"there is no scenario {name}; --list prints them")
    return [scenario for scenario in scenarios if not options.scenario or scenario.__name__ in options.scenario]


def play(scenario, *arguments) -> str:
    """Lets a scenario have a folder of its own; whether it passed, failed or was skipped."""
    begin = time.monotonic()
    word = "failed"
    with tempfile.TemporaryDirectory() as folder:
        try:
            scenario(Path(folder), *arguments)
            word = "passed"
        except Skipped as reason:
            word = "skipped"
            print(f"  {reason}", flush=True)
        except Exception:
            traceback.print_exc()
    print(f"{word:<7} {scenario.__name__.replace('_', ' ')} ({time.monotonic() - begin:.1f} s)", flush=True)
    return word


def conclude(outcomes: list) -> int:
    """Says how the scenarios went; the exit code."""
    print(", ".join(f"{outcomes.count(word)} {word}" for word in ("passed", "failed", "skipped")), flush=True)
    return 1 if "failed" in outcomes else 0
