"""Start of the process to home painted, and to the first due question with `quiz review`.

    python -m tests.benchmarks.start [--runs 11]

Baseline: a bare Textual app that paints one line. Goals: 1.25 times its time, 1.3 times its
memory; with 100,000 questions in 1,000 banks at most 1.1 times what it is with the four.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.library.folders import folders
from quiz.study import Mode, Request
from tests.benchmarks.harness import HERE, Row, Terminal, environment, in_turn, ratio, report
from tests.benchmarks.make_banks import write_banks
from tests.support import Clock

PYTHON = sys.executable
DUE = "Review · 1 of"
"""Drawn at the first due question; before cards that are new it says so."""
_QUIZ = [str(Path(PYTHON).parent / "quiz")]


def painted(command: list[str], env: dict[str, str], text: str, cwd: Path) -> Callable[[], Row]:
    """Return what starts a program, waits for a text and gives time and memory."""

    def once() -> Row:
        terminal = Terminal(command, env, cwd=cwd)
        try:
            seconds = terminal.wait_for(text)
            return {"s": seconds, "MiB": terminal.peak_mib()}
        finally:
            terminal.close()

    return once


def learn(env: dict[str, str], cwd: Path, bank: str) -> None:
    """Learn a bank as it was sixty days ago, so that its cards are due now."""
    clock = Clock(datetime.now(UTC) - timedelta(days=60))
    with Desk(folders(env, cwd), now=clock) as desk:
        sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=20))
        while sitting.question is not None:
            sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
        sitting.finish()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--banks", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        small = environment(QUIZ_HOME=str(here / "small"))
        many = environment(QUIZ_HOME=str(here / "many"))
        write_banks(here / "many" / "banks", options.banks, 100)
        for env, bank in ((small, "figures"), (many, "figures")):
            subprocess.run([*_QUIZ, "banks"], env=env, cwd=here, stdout=subprocess.DEVNULL)
            learn(env, here, bank)
        bare = [PYTHON, str(HERE / "apps" / "bare.py")]
        cases = {
            "bare app": painted(bare, small, "READY", here),
            "home, 4 banks": painted(_QUIZ, small, "Who said what", here),
            "home, many banks": painted(_QUIZ, many, "Synthetic 0003", here),
            "review, 4 banks": painted([*_QUIZ, "review"], small, DUE, here),
            "review, many banks": painted([*_QUIZ, "review"], many, DUE, here),
        }
        got = in_turn(cases, options.runs)
    goal = {"s": 1.25, "MiB": 1.3}
    report(got, {"home, 4 banks": goal, "review, 4 banks": goal})
    for what in ("home", "review"):
        times = ratio(got[f"{what}, many banks"], got[f"{what}, 4 banks"], "s")
        verdict = "met" if times <= 1.1 else "NOT MET"
        print(f"{what}: many banks {times:.2f}x four (goal 1.1: {verdict})")


if __name__ == "__main__":
    main()
