"""Writes synthetic banks: every kind, some 330 bytes a question."""

import random
from pathlib import Path

WORDS = [
    *["treaty", "congress", "vienna", "prussia", "austria", "spain", "britain", "river"],
    *["mountain", "peace", "war", "empire", "delegate", "signed", "border", "alliance"],
    *["neutral", "victory", "minister", "king", "harbour", "senate"],
]


def write_bank(path: Path, questions: int, seed: int = 1, title: str = "Synthetic") -> None:
    """Write one bank."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(count))

    lines = [f"title: {title}", "language: en", "questions:"]
    for n in range(questions):
        lines.append(f"- id: q{n}")
        kind = n % 10
        if kind < 3:
            lines.append(f"  question: What about the {words(6)} number {n}?")
            lines.append(f"  answer: a {words(2)} {n}")
            lines += ["  wrong:", f"  - b {words(2)} {n}: {words(4)}", f"  - c {words(2)} {n}"]
            lines.append(f"  - d {words(2)} {n}")
        elif kind == 3:
            lines += [f"  question: Is it so that {words(8)}?", "  answer: true"]
        elif kind == 4:
            lines += [f"  question: Who did {words(6)}?", f"  answer: {words(1)}"]
            lines.append(f"  accept: [{words(1)} x, {words(2)}]")
        elif kind == 5:
            lines += [f"  question: How many {words(6)}?", f"  answer: {rng.randint(1, 999)}"]
            lines += ["  unit: miles", "  tolerance: 2%"]
        elif kind == 6:
            lines += [f"  question: Pair the {words(4)}", "  match:"]
            lines += [f"    {side} {words(1)}: {side}{side} {words(1)}" for side in "abc"]
        elif kind == 7:
            gap = f"{{{{{words(1)}|{words(1)} b}}}}"
            lines += ["  cloze: >-", f"    The {gap} of {{{{one ~ two ~ three}}}} met {words(5)}."]
        elif kind == 8:
            lines += [
                f"  question: Put the {words(4)} in order",
                f"  order: [a {words(1)}, b, c, d]",
            ]
        else:
            lines += [f"  front: The {words(4)} {n}", f"  back: {words(5)}"]
        lines += [f"  explain: {words(14)}.", f"  source: paragraph {n % 7}"]
        lines.append(f"  tags: [{words(1)}, part{n % 9}]")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_banks(folder: Path, banks: int, questions: int) -> None:
    """Write many banks of some questions each."""
    for n in range(banks):
        write_bank(folder / f"bank-{n:04}.yaml", questions, seed=n, title=f"Synthetic {n:04}")
