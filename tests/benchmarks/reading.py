"""Reading and checking a bank of 10,000 questions, places kept.

    python -m tests.benchmarks.reading

Baseline: `yaml.load` with CSafeLoader alone on the same file, its garbage collector left alone.
Goal: 0.5 times.
"""

import argparse
import tempfile
import time
from pathlib import Path

import yaml

from quiz.formats import yaml_bank
from tests.benchmarks.harness import Row, in_turn, report
from tests.benchmarks.make_banks import write_bank


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--questions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bank.yaml"
        write_bank(path, options.questions)
        data = path.read_bytes()

    def loaded() -> Row:
        start = time.perf_counter()
        yaml.load(data, Loader=yaml.CSafeLoader)
        return {"s": time.perf_counter() - start}

    def decoded() -> Row:
        start = time.perf_counter()
        result = yaml_bank.decode(data, source="bank.yaml")
        seconds = time.perf_counter() - start
        assert result.bank is not None
        assert len(result.bank.items) == options.questions
        return {"s": seconds}

    got = in_turn(
        {"yaml.load(CSafeLoader)": loaded, "quiz: read and checked": decoded}, options.runs
    )
    report(got, {"quiz: read and checked": {"s": 0.5}})


if __name__ == "__main__":
    main()
