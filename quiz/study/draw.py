"""Drawing the questions of a quiz."""

from collections.abc import Sequence
from random import Random

import msgspec

from quiz.study.request import CardRef


class Candidate(msgspec.Struct, frozen=True):
    """A card that may be drawn."""

    ref: CardRef
    """The card."""
    item: str
    """The item's id: of a two-way card only one side is drawn while others are left."""
    passage: str = ""
    """Questions of one passage stay together, in the written order."""
    fact: str = ""
    """Name of the fact it asks: of one fact only one question is drawn while others are left."""


def drawn(candidates: Sequence[Candidate], length: int | None, rng: Random) -> tuple[CardRef, ...]:
    """Return `length` cards in the order of asking; all of them, if there are fewer.

    The same candidates, length and generator state give the same cards.
    """
    firsts: list[Candidate] = []
    seconds: list[Candidate] = []
    seen: set[tuple[str, str]] = set()
    for candidate in rng.sample(candidates, len(candidates)):
        fact = f"\0{candidate.fact}" if candidate.fact else candidate.item
        sibling = (candidate.ref.bank, fact)
        (seconds if sibling in seen else firsts).append(candidate)
        seen.add(sibling)
    order = {candidate.ref: at for at, candidate in enumerate(candidates)}
    wanted = len(candidates) if length is None else length
    chosen = (firsts + seconds)[:wanted]
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in chosen:
        name = candidate.passage or f"\0{candidate.ref.card}"
        groups.setdefault((candidate.ref.bank, name), []).append(candidate)
    return tuple(
        candidate.ref
        for group in groups.values()
        for candidate in sorted(group, key=lambda c: order[c.ref])
    )
