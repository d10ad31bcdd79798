"""Kills the program while it recovers a damaged record."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import msgspec

from quiz.store import Record
from tests.faults.damage import filled
from tests.faults.kills import ROOT

_OPENER = """
import sys
from pathlib import Path
from quiz.store import Record
print("go", flush=True)
Record.open(Path(sys.argv[1])).close()
"""
_SLOWEST_S = 10.0


class Recoveries(msgspec.Struct):
    """What came of it."""

    kills: int = 0
    begun_again: int = 0
    """Times that the damage was found again by the next start."""
    done: int = 0
    """Times that the recovery was over when it was killed, or before."""
    lost: int = 0
    """Times that an answer was missing afterwards which could be read, or came from nowhere."""
    silent: int = 0
    """Times that the next start did not say what had become of the record."""
    left: int = 0
    """Times that files of a recovery that was broken off were left."""
    slowest_s: float = 0.0
    """The longest recovery, in seconds."""

    @property
    def is_good(self) -> bool:
        """Whether each went on at the next start, lost nothing, and said so."""
        return not (self.lost or self.silent or self.left) and self.slowest_s < _SLOWEST_S


def kill_recoveries(folder: Path, kills: int, seed: int) -> Recoveries:
    """Open a damaged record, and kill the program at a random moment.

    Args:
        folder: An empty folder for all that is written.
        kills: How often.
        seed: Decides when, and what is damaged.
    """
    rng = Random(seed)
    places, answers = filled(folder)
    data = places.record.read_bytes()
    found = Recoveries()
    for _ in range(kills):
        broken = bytearray(data)
        page = rng.randrange(0, len(data), 4096)
        broken[page : page + 4096] = bytes(4096)
        places.record.write_bytes(broken)
        opener = subprocess.Popen(
            [sys.executable, "-c", _OPENER, str(places.record)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert opener.stdout is not None
        opener.stdout.readline()
        time.sleep(rng.uniform(0, 0.08))
        opener.kill()
        opener.stdout.close()
        opener.wait()
        found.kills += 1
        is_whole = not any(places.record.parent.glob("record-damaged-*"))
        found.begun_again += is_whole
        found.done += not is_whole
        began = time.monotonic()
        with Record.open(places.record) as record:
            found.slowest_s = max(found.slowest_s, round(time.monotonic() - began, 2))
            kept = len(record.reviews())
            # A page holds some ten answers; the backups hold all but the last day's.
            found.lost += not answers - 15 <= kept <= answers
            found.silent += not record.notice and kept != answers
            record.database.notice_was_seen()
        found.left += any(places.record.parent.glob("*.new*"))
        for aside in places.record.parent.glob("record-damaged-*"):
            aside.unlink()
    return found
