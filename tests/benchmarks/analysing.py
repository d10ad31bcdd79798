"""`quiz analyse` of a class of 1,000 learners and 100 questions, who chose what included.

    python -m tests.benchmarks.analysing

Baseline: a process that reads the same file with `csv`. Goal: 2 s on a usual machine.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.harness import Row, environment, in_turn, report, wall_s

_QUIZ = str(Path(sys.executable).parent / "quiz")
_READ = "import csv, sys; list(csv.reader(open(sys.argv[1])))"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--learners", type=int, default=1_000)
    parser.add_argument("--items", type=int, default=100)
    options = parser.parse_args()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "class.csv"
        key = [rng.choice("ABCD") for _item in range(options.items)]
        lines = ["who," + ",".join(f"Q{n}" for n in range(options.items)), "key," + ",".join(key)]
        for learner in range(options.learners):
            skill = rng.random()
            given = [right if rng.random() < skill else rng.choice("ABCD") for right in key]
            lines.append(f"L{learner}," + ",".join(given))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        env = environment(QUIZ_HOME=str(Path(folder) / "home"))

        def timed(*command: str) -> Row:
            return {"s": wall_s(command, env)}

        got = in_turn(
            {
                "csv.reader": lambda: timed(sys.executable, "-c", _READ, str(path)),
                "quiz analyse": lambda: timed(_QUIZ, "analyse", str(path), "--format", "html"),
            },
            options.runs,
        )
    report(got, {})


if __name__ == "__main__":
    main()
