"""Several processes that answer on one record at once."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from quiz.desk import Desk
from quiz.library.folders import folders
from tests.faults.kills import ROOT, write_bank

_WRITER = """
import sys, time
from pathlib import Path
from quiz.desk import Desk
from quiz.library.folders import folders
from quiz.desk.sittings.start import begin_quiz
from quiz.study import Mode, Request
home, count, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
longest = 0.0
with Desk(folders({"QUIZ_HOME": str(home / "home"), "QUIZ_BANKS": str(home / "banks")}, home)) as d:
    quiz = begin_quiz(d, Request(mode=Mode.QUIZ, banks=("many",), length=count, seed=seed))
    for _ in range(count):
        began = time.perf_counter()
        quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1)
        longest = max(longest, time.perf_counter() - began)
        assert not d.trouble, d.trouble
print(longest)
"""


class Writers(msgspec.Struct):
    """What came of it."""

    answers: int
    """Given by all processes."""
    kept: int
    """In the record."""
    longest_s: float
    """That one answer took, waiting for the others included."""
    unsound: int
    """States that are not what the log gives."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost."""
        return self.kept == self.answers and not self.unsound


def write_at_once(folder: Path, processes: int, answers: int) -> Writers:
    """Let processes answer on one record at the same time.

    Args:
        folder: An empty folder for all that is written.
        processes: How many.
        answers: Of each.
    """
    write_bank(folder / "banks")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    places = folders({"QUIZ_HOME": str(folder / "home")}, folder)
    Desk(places).close()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder), str(answers), str(number + 1)],
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        for number in range(processes)
    ]
    longest = 0.0
    for process in running:
        out, _ = process.communicate(timeout=60 + answers)
        if process.returncode:
            raise AssertionError("a writer failed")
        longest = max(longest, float(out))
    with Desk(places) as desk:
        return Writers(
            answers=processes * answers,
            kept=len(desk.record.reviews()),
            longest_s=longest,
            unsound=len(desk.record.check(desk.scheduling.scheduler)),
        )
