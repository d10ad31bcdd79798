"""Printing thirty versions of an exam of forty questions.

    python -m tests.benchmarks.printing

Baseline: one version of the same exam, in the same round. Goals: 30 versions in under 10 s, and in
less than 30 times one.
"""

import argparse
import os
import time
from pathlib import Path

from quiz.desk.exams.printing import PrintRequest, prepared
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.pdf import Press
from quiz.library.folders import folders
from quiz.library.library import Library
from tests.benchmarks.harness import Row, in_turn, report

BANKS = tuple(str(path) for path in sorted((Path(__file__).parents[2] / "questions").iterdir()))


def printed(versions: int, questions: int, sheets: tuple[SheetKind, ...]) -> Row:
    """Print versions, from the banks' files to the bytes of the PDF."""
    start = time.perf_counter()
    request = PrintRequest(names=BANKS, length=questions, versions=versions, seed=1)
    library = Library(folders(os.environ, Path.cwd()))
    job = prepared(request, library)
    library.close()
    press = Press(job.printed.exam, job.pictures)
    for sheet in sheets:
        assert press.sheet(sheet).data
    return {"s": time.perf_counter() - start}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--versions", type=int, default=30)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    many, length = options.versions, options.questions
    cases = {
        "one version": lambda: printed(1, length, (SheetKind.EXAM,)),
        f"{many} versions": lambda: printed(many, length, (SheetKind.EXAM,)),
        f"{many} versions, all sheets": lambda: printed(many, length, tuple(SheetKind)),
    }
    got = in_turn(cases, options.runs)
    report(got, {f"{many} versions": {"s": float(many)}})
    for name in list(cases)[1:]:
        slowest = max(row["s"] for row in got[name])
        print(
            f"{name:28} slowest {slowest:.2f} s (goal 10 s: {'met' if slowest < 10 else 'NOT MET'})"
        )


if __name__ == "__main__":
    main()
