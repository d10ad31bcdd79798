"""The long form: `python -m tests.faults [--kills N] [--only NAME]`; prints the counts."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.faults.classes import Classes, kill_servers
from tests.faults.damage import Damage, flip_bytes
from tests.faults.exams import Exams, kill_exams
from tests.faults.kills import Kills, kill_often
from tests.faults.migrations import Migrations, kill_migrations
from tests.faults.recoveries import Recoveries, kill_recoveries
from tests.faults.writers import Writers, write_at_once

Found = Classes | Kills | Writers | Migrations | Damage | Recoveries | Exams
_NAMES = ("kills", "exams", "writers", "migrations", "damage", "recoveries", "classes")


def main() -> None:
    """Do each fault in a folder of its own, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(_NAMES))
    options = parser.parse_args()
    cases: dict[str, Callable[[Path], Found]] = {
        "kills": lambda folder: kill_often(folder, options.kills, options.seed),
        "exams": lambda folder: kill_exams(folder, 50, options.seed),
        "classes": lambda folder: kill_servers(folder, options.kills, options.seed),
        "recoveries": lambda folder: kill_recoveries(folder, 300, options.seed),
        "writers": lambda folder: write_at_once(folder, 4, 500),
        "migrations": lambda folder: kill_migrations(folder, 200, options.seed),
        "damage": lambda folder: flip_bytes(folder, 1000, options.seed),
    }
    is_good = True
    for name, case in cases.items():
        if options.only not in (None, name):
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = case(Path(folder))
        counts = ", ".join(f"{key} {value}" for key, value in msgspec.to_builtins(found).items())
        verdict = "good" if found.is_good else "NOT GOOD"
        print(f"{name}: {counts} ({time.monotonic() - began:.0f} s): {verdict}", flush=True)
        is_good &= found.is_good
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
