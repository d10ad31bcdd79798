"""Marking typed answers: each of the fair answers, first and warm, and hostile ones.

    python -m tests.benchmarks.marking

Baseline: a thousand optimal string alignments of two words by rapidfuzz. Goal: any answer in 50 ms,
the first one of a process, which reads the lists of words, included.
"""

import argparse
import subprocess
import sys
import time
from random import Random
from statistics import median
from typing import Any

from quiz.items import Bank, TextList, TypedParts, context_of
from quiz.items.lines import read_answer
from tests.benchmarks.harness import Row, environment, in_turn, report
from tests.items.test_fair_answers import TABLE, bank_of

_FIRST = """
import time
from quiz.items import Context, ShortText, Typed
item = ShortText(id="a", stem="Who chaired it?", answer="Klemens von Metternich")
began = time.perf_counter()
item.mark(Typed("K. von Meternich"), Context())
print(time.perf_counter() - began)
"""
_SYLLABLES = tuple("ba do ri ka lem no tur vas el gan mir sto pe lu fen ga".split())  # noqa: SIM905
_HOSTILE = ("9" * 1_000, "a " * 500, "the " * 250, "x = " * 250, "ab" * 500, "1/" * 500)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    banks = [(bank_of(row), row) for row in TABLE]
    got = in_turn(
        {
            "rapidfuzz": _baseline,
            "marking": lambda: _marked(banks),
            "first answer": _first,
            "a list of 100, a typo in each": lambda: _list(100),
            "a list of 200, a typo in each": lambda: _list(200),
        },
        options.runs,
    )
    report(got, {})


def _baseline() -> Row:
    from rapidfuzz.distance import OSA

    began = time.perf_counter()
    for _time in range(1_000):
        OSA.distance("Meternich", "Metternich")
    taken = (time.perf_counter() - began) * 1000
    return {"median_ms": taken, "slowest_ms": taken}


def _list(count: int) -> Row:
    """Mark a list of made-up names of which each has two letters swapped."""
    rng = Random(count)
    names = list(
        dict.fromkeys(
            "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 5))).capitalize()
            for _ in range(3 * count)
        )
    )[:count]
    item = TextList(id="a", stem="Q", entries=tuple((name,) for name in names))
    typed = tuple(f"{name[:2]}{name[3]}{name[2]}{name[4:]}" for name in names)
    item.mark(TypedParts(typed[:1]))
    taken = []
    for _time in range(5):
        began = time.perf_counter()
        item.mark(TypedParts(typed))
        taken.append((time.perf_counter() - began) * 1000)
    return {"median_ms": median(taken), "slowest_ms": max(taken)}


def _first() -> Row:
    env = environment()
    out = subprocess.run([sys.executable, "-c", _FIRST], env=env, capture_output=True, check=True)
    taken = float(out.stdout) * 1000
    return {"median_ms": taken, "slowest_ms": taken}


def _marked(banks: list[tuple[Bank, dict[str, Any]]]) -> Row:
    taken: list[float] = []
    for bank, row in banks:
        prompt, context = bank.items[0].lay_out(_rng()), context_of(bank)
        for text in (*row.get("right", ()), *row.get("wrong", ()), *_HOSTILE):
            began = time.perf_counter()
            prompt.item.mark(read_answer(prompt, text), context)
            taken.append((time.perf_counter() - began) * 1000)
    return {"median_ms": median(taken), "slowest_ms": max(taken)}


def _rng() -> Any:
    from random import Random

    return Random(1)


if __name__ == "__main__":
    main()
