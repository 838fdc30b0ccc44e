"""Faults of nodes, and whether every run is still executed once and ends as it truly went. Needs the standard library only.

    scripts/chaos/nodes [--kills N] [--pause SECONDS] [--seed N] [--engine docker|podman] [SCENARIO…]

The oracle is outside of what is tested: each algorithm appends a line to a ledger when it starts, and holds a lock there that
the kernel lets go when it is dead. A run is *lost* when it does not end, and executed *twice* when a second line of it was
written, or was written while the lock was held.
"""

import argparse
import os
import sys

import scenarios
from node_faults import kill_reaches_the_algorithm, network_is_cut, server_stops_for_minutes
from node_kills import node_is_killed_at_every_step
from node_losses import clock_moves, disk_is_full, server_is_restored_from_a_backup

SCENARIOS = [
    node_is_killed_at_every_step,
    kill_reaches_the_algorithm,
    network_is_cut,
    server_stops_for_minutes,
    server_is_restored_from_a_backup,
    disk_is_full,
    clock_moves,
]


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/chaos/nodes", description=__doc__.splitlines()[0])
    scenarios.add_choice(parser)
    parser.add_argument("--kills", type=int, default=500, help="how often a node is killed")
    parser.add_argument("--pause", type=int, default=120, help="how many seconds the server is away")
    parser.add_argument("--seed", type=int, default=1, help="what moments and tasks are drawn from")
    parser.add_argument("--engine", choices=["docker", "podman"], help="containers of an engine of its own; else programs")
    options = parser.parse_args()
    wanted = scenarios.chosen(parser, options, SCENARIOS)
    if wanted is None:
        return 0
    return scenarios.conclude([scenarios.play(scenario, options) for scenario in wanted])


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
