"""Whole commands against `python -c pass`.

    python -m tests.benchmarks.commands

Goals: `quiz --version` 5 times, `quiz check` of 1,000 questions 15 times.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.harness import Row, environment, in_turn, report, wall_s
from tests.benchmarks.make_banks import write_bank

_QUIZ = str(Path(sys.executable).parent / "quiz")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write_bank(here / "bank.yaml", 1000)
        env = environment(QUIZ_HOME=str(here / "home"))

        def timed(*command: str) -> Callable[[], Row]:
            return lambda: {"s": wall_s(command, env)}

        cases = {
            "python -c pass": timed(sys.executable, "-c", "pass"),
            "quiz --version": timed(_QUIZ, "--version"),
            "quiz --help": timed(_QUIZ, "--help"),
            "quiz due": timed(_QUIZ, "due"),
            "quiz check, 1,000 questions": timed(_QUIZ, "check", str(here / "bank.yaml")),
        }
        got = in_turn(cases, options.runs)
    goals = {"quiz --version": {"s": 5.0}, "quiz check, 1,000 questions": {"s": 15.0}}
    report(got, goals)


if __name__ == "__main__":
    main()
