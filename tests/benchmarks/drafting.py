"""What is drafted from texts with known facts: how much, whom it asserts, and how quickly.

    python -m tests.benchmarks.drafting [FOLDER …]

A text `NAME.txt` has its facts beside it in `NAME.facts`: `said`, a speaker and words of what was
said (`?` where the text leaves the speaker open), or `fact` and the answer of a question, separated
by tabs. They were written before the rules were tuned. How many drafts are usable, a reader says.
"""

import sys
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from quiz.drafting.article import article_of, words_of
from quiz.drafting.drafts import drafts_of
from quiz.drafting.speech import Speech

TEXTS = Path(__file__).parents[1] / "drafting" / "texts"


class Expected(NamedTuple):
    """What a text states."""

    said: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


class Found(NamedTuple):
    """What was drafted of it."""

    name: str
    words: int
    drafts: int
    asserted: int
    wrong: tuple[str, ...]
    open: int
    facts: int
    missed: tuple[str, ...]
    seconds: float


def expected(path: Path) -> Expected:
    """Return the facts of a text."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    said = tuple((row[1], row[2]) for row in rows if row[0] == "said")
    return Expected(said, tuple(row[1] for row in rows if row[0] == "fact"))


def measured(path: Path) -> Found:
    """Return what is drafted of a text, held against its facts."""
    wanted = expected(path.with_suffix(".facts"))
    text = path.read_text("utf-8")
    began = perf_counter()
    reading, _asker, drafts = drafts_of(article_of(text))
    seconds = perf_counter() - began
    answers = {"; ".join(form.solution) for draft in drafts for form in draft.forms}
    missed = tuple(fact for fact in wanted.facts if fact not in answers)
    named = [speech for speech in reading.speeches if speech.speakers]
    wrong = tuple(f"{one.speakers}: {one.text}" for one in named if not is_right(one, wanted))
    return Found(
        path.stem, len(words_of(text)), len(drafts), len(named), wrong,
        len(reading.speeches) - len(named), len(wanted.facts) - len(missed), missed, seconds,
    )  # fmt: skip


def is_right(speech: Speech, wanted: Expected) -> bool:
    """Return whether a speech has the speaker that the facts name, if only by the surname."""
    return any(
        words in speech.text
        and any(speaker == one or speaker.endswith(f" {one}") for one in speech.speakers)
        for speaker, words in wanted.said
    )


def main(folders: list[str]) -> None:
    """Print a row a text."""
    paths = [
        path
        for folder in (folders or [str(TEXTS)])
        for path in sorted(Path(folder).glob("*.txt"))
        if path.with_suffix(".facts").exists()
    ]
    print(f"{'text':<16}{'words':>6}{'drafts':>7}{'speakers':>9}{'wrong':>6}{'open':>5}"
          f"{'facts found':>13}{'ms':>6}")  # fmt: skip
    for path in paths:
        one = measured(path)
        count = one.facts + len(one.missed)
        print(f"{one.name:<16}{one.words:>6}{one.drafts:>7}{one.asserted:>9}{len(one.wrong):>6}"
              f"{one.open:>5}{one.facts:>8}/{count:<4}{1000 * one.seconds:>6.0f}")  # fmt: skip
        for what in (*one.wrong, *(f"missed: {fact}" for fact in one.missed)):
            print(f"    {what}")


if __name__ == "__main__":
    main(sys.argv[1:])
