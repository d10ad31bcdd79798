"""The rules of the games that are the same for several people, of the ladder, and of speed."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from random import Random
from typing import TypeVar

import msgspec

from quiz.cells import clock
from quiz.errors import QuizError
from quiz.items import Verdict
from quiz.study.answer import Answer
from quiz.translation import _

Rung = TypeVar("Rung")
LADDER_LENGTH = 15
"""Rungs of a ladder."""
SHARED_LENGTH = 10
"""Questions of a daily quiz and of a duel."""
LEAST_SPEED = 0.5
"""A right answer keeps at least this share of its score, however long it took."""
_USUAL_S = {
    "truefalse": 8.0,
    "choice": 12.0,
    "several": 20.0,
    "text": 15.0,
    "number": 20.0,
    "date": 15.0,
    "computed": 40.0,
    "list": 25.0,
    "match": 30.0,
    "order": 30.0,
    "groups": 30.0,
    "cloze": 25.0,
}
"""Seconds that a question of a kind usually takes to read and answer; others have no clock."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIGNS = {Verdict.RIGHT: "✔", Verdict.PARTLY: "◐", Verdict.WRONG: "✘"}
"""Of an answer, in a row of them."""
_CODE = re.compile(r"duel-([0-9a-f]{1,8})-([0-9a-f]{10})-(\d{1,3})of(\d{1,3})-(\d{1,6})", re.ASCII)


def climb(sorted_rungs: Sequence[Rung], rng: Random, most: int = LADDER_LENGTH) -> tuple[Rung, ...]:
    """Return as many rungs, spread evenly over all, in their order.

    Args:
        sorted_rungs: All that there are, the easiest first.
        rng: Decides which are taken.
        most: How many are taken; all, if there are fewer.
    """
    count = len(sorted_rungs)
    if count <= most:
        return tuple(sorted_rungs)
    bounds = [at * count // most for at in range(most + 1)]
    return tuple(sorted_rungs[rng.randrange(first, end)] for first, end in pairwise(bounds))


def halved(order: Sequence[int], right: int, rng: Random) -> tuple[int, ...]:
    """Return an order of options without half of them, the right one kept.

    Args:
        order: Indices of the options as they are shown.
        right: Index of the right one.
        rng: Decides which wrong ones go.
    """
    wrong = [index for index in order if index != right]
    gone = set(rng.sample(wrong, len(order) // 2)) if len(order) > 2 else set()
    return tuple(index for index in order if index not in gone)


def fingerprint(banks: Sequence[tuple[str, str]]) -> str:
    """Return what stands for banks with just these questions, whatever their order.

    Args:
        banks: Id of each, and the digest of its file.
    """
    from hashlib import sha256  # 3 ms, and games alone need it

    text = "\n".join(f"{bank} {digest}" for bank, digest in sorted(banks))
    return sha256(text.encode()).hexdigest()[:10]


def daily_seed(day: date, banks: str) -> int:
    """Return the seed of a day's quiz, the same for all with banks of this fingerprint."""
    from hashlib import sha256  # as above

    digest = sha256(f"{day.isoformat()} {banks}".encode()).digest()
    return 1 + int.from_bytes(digest[:4], "big") % (2**31 - 1)


def signs(answers: Sequence[Answer]) -> str:
    """Return a sign for each answer, which gives no question away."""
    return "".join("–" if answer.is_skipped else SIGNS[answer.verdict] for answer in answers)


def share_line(day: date, answers: Sequence[Answer]) -> str:
    """Return the result of a daily quiz in a line to share; it is the same in each language."""
    right = sum(a.verdict is Verdict.RIGHT and not a.is_skipped for a in answers)
    when = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    time = clock(seconds_of(answers))
    return " ".join(("quiz daily", when, "·", f"{right}/{len(answers)}", signs(answers), time))


def seconds_of(answers: Sequence[Answer]) -> int:
    """Return how long answers took, in whole seconds."""
    return round(sum(answer.elapsed_ms for answer in answers) / 1000)


class Duel(msgspec.Struct, frozen=True, kw_only=True):
    """A duel as a line: which questions they are, and how the first player did."""

    seed: int
    """Decides the questions and how they are laid out."""
    banks: str
    """Fingerprint of the banks."""
    right: int = 0
    """Right answers of the first player."""
    total: int = 0
    """Questions that there were."""
    seconds: int = 0
    """Time the first player took."""

    @property
    def code(self) -> str:
        """The line that is passed on."""
        score = f"{self.right}of{self.total}-{self.seconds}"
        return f"duel-{self.seed:x}-{self.banks}-{score}"


def read_duel(text: str) -> Duel:
    """Return the duel of a code; what stands around it does not matter.

    Raises:
        QuizError: There is no code in it, or one whose score cannot be.
    """
    found = _CODE.search(text.lower())
    if found is None:
        message = _("{text!r} is no duel code; one looks like {example}")
        example = "duel-4f21-9e8d7c6b5a-8of10-151"
        raise QuizError(message.format(text=text[:60], example=example))
    seed, banks, right, total, seconds = found.groups()
    if not 0 < int(total) <= SHARED_LENGTH or int(right) > int(total):
        raise QuizError(_("{text!r} is no duel code; its score can't be").format(text=found[0]))
    return Duel(
        seed=int(seed, 16), banks=banks, right=int(right), total=int(total), seconds=int(seconds)
    )


def usual_seconds(kind: str) -> float:
    """Return how long a question of a kind usually takes; 0 for one that has no clock."""
    return _USUAL_S.get(kind, 0.0)


def speed_share(kind: str, elapsed_ms: int, extra_time: float) -> float:
    """Return the share of its score that a right answer keeps: all of it, down to half.

    All up to half of the usual time, half from twice the usual time on, evenly between.

    Args:
        kind: Of the question; one that the learner grades keeps all.
        elapsed_ms: Time the answer took.
        extra_time: Factor by which the usual time is stretched.
    """
    usual_ms = _USUAL_S.get(kind, 0.0) * 1000 * extra_time
    if not usual_ms:
        return 1.0
    late = (elapsed_ms / usual_ms - 0.5) / 1.5
    return 1.0 - (1.0 - LEAST_SPEED) * min(1.0, max(0.0, late))
