"""The ladder: its questions from easy to hard, and its lifelines."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.items import SingleChoice
from quiz.study import Candidate, CardRef, drawn
from quiz.study.games import climb, halved

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.sittings.class_answers import ClassHistogram
    from quiz.desk.sittings.question import Question

LADDER_KINDS = frozenset({"choice", "truefalse"})
"""Kinds whose options can be counted, and of which one is right."""
_MOST_COMPARED = 300
"""So many of the questions are compared by difficulty: a bank may have thousands."""
_EASIEST, _BY_OPTION = 3.0, 0.7
"""Difficulty (1 to 10) of two options, and how much each option more adds, until it is measured."""


def ladder_cards(desk: "Desk", candidates: Sequence[Candidate], rng: Random) -> tuple[CardRef, ...]:
    """Return the rungs of a ladder, the easiest first.

    How hard a question is the memory model measured by the learner's own answers; of a new card
    the number of its options says it.
    """
    refs = drawn(candidates, _MOST_COMPARED, rng)
    states = {bank: desk.record.states(bank) for bank in {ref.bank for ref in refs}}
    measured: dict[CardRef, float] = {}
    for ref in refs:
        state = states[ref.bank].get(ref.card)
        found = desk.library.item(ref.bank, ref.card)
        if state is not None and state.difficulty is not None:
            measured[ref] = state.difficulty
        elif found is not None and isinstance(found[0], SingleChoice):
            measured[ref] = _EASIEST + _BY_OPTION * (len(found[0].options) - 2)
        else:
            measured[ref] = _EASIEST
    # What is equally hard keeps the order that was drawn.
    return climb(sorted(refs, key=lambda ref: measured[ref]), rng)


class Lifelines:
    """What helps once each on a ladder. One that is resumed has none left."""

    def __init__(self, desk: "Desk", *, is_new: bool) -> None:
        """Offer all of them, or none.

        Args:
            desk: Beside whose record a class's answers may be.
            is_new: Whether the ladder begins now.
        """
        from quiz.desk.sittings.class_answers import ClassAnswers  # no other game needs it

        self.has_half = self.has_hint = self.has_class = is_new
        self.class_asked_at = -1
        """The place of the question to which the class's answers were shown; -1 for none."""
        self._answers = ClassAnswers(desk)

    def take_hint(self) -> bool:
        """Use the hint up; returns whether it was there."""
        had, self.has_hint = self.has_hint, False
        return had

    def can_ask_class(self, question: "Question | None") -> bool:
        """Return whether it is known what a class answered, and that was not shown yet."""
        if not self.has_class or question is None:
            return False
        return self._answers.histogram(question.ref, question.prompt) is not None

    def ask_class(self, question: "Question") -> "ClassHistogram | None":
        """Use the class up; returns what it answered, None where that is not known."""
        if not self.can_ask_class(question):
            return None
        self.has_class, self.class_asked_at = False, question.place
        return self._answers.histogram(question.ref, question.prompt)

    def can_halve(self, question: "Question") -> bool:
        """Return whether half of the options can go."""
        prompt = question.prompt
        return self.has_half and isinstance(prompt.item, SingleChoice) and len(prompt.order) > 2

    def halve(self, question: "Question", seed: int) -> "Question":
        """Use the half up; returns the question with the options that stay."""
        item = question.prompt.item
        assert isinstance(item, SingleChoice)
        self.has_half = False
        rng = Random(f"half/{seed}/{question.place}")
        order = halved(question.prompt.order, item.key, rng)
        prompt = msgspec.structs.replace(question.prompt, order=order)
        return msgspec.structs.replace(question, prompt=prompt)
