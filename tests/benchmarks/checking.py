"""`quiz check` with all rules over 10,000 questions, in one file and in many, anew and again.

    python -m tests.benchmarks.checking

Baseline: a process that loads the same file by `yaml.load` with CSafeLoader. Goal: 10 s anew, so
that the ratios tell how far from it one is on another machine; again, from what was kept, less
than the baseline.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.harness import Row, environment, in_turn, report, wall_s
from tests.benchmarks.make_banks import write_bank

_QUIZ = str(Path(sys.executable).parent / "quiz")
_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"
_MANY = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--questions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        one, many, home = here / "bank.yaml", here / "many", here / "home"
        write_bank(one, options.questions)
        many.mkdir()
        for number in range(_MANY):
            write_bank(many / f"bank-{number}.yaml", options.questions // _MANY)
        env = environment(QUIZ_HOME=str(home))

        def checked(path: Path, *, is_anew: bool) -> Callable[[], Row]:
            command = [_QUIZ, "check", "--format", "json", str(path)]

            def run() -> Row:
                if is_anew:
                    shutil.rmtree(home, ignore_errors=True)
                else:
                    wall_s(command, env)
                return {"s": wall_s(command, env)}

            return run

        got = in_turn(
            {
                "yaml.load(CSafeLoader)": lambda: {
                    "s": wall_s([sys.executable, "-c", _LOAD, str(one)], env)
                },
                "quiz check, one file, anew": checked(one, is_anew=True),
                "quiz check, 100 files, anew": checked(many, is_anew=True),
                "quiz check, one file, again": checked(one, is_anew=False),
                "quiz check, 100 files, again": checked(many, is_anew=False),
            },
            options.runs,
        )
    report(got, {"quiz check, one file, again": {"s": 1.0}})


if __name__ == "__main__":
    main()
