"""Filling gaps in a text, typed or picked from a list."""

from random import Random
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from quiz.items.item import NO_CONTEXT
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Response, TypedParts
from quiz.items.typing import TypedItem, with_spellings
from quiz.marking.folding import NOTHING_TYPED
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.marking.language import Language
    from quiz.marking.strictness import Strictness


class Gap(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gap: typed if it has no options, else picked."""

    answers: tuple[str, ...]
    """Accepted answers, the first one shown; one for a pick-list."""
    options: tuple[str, ...] = ()
    """The pick-list, the right one first."""
    hint: str = ""
    """Shown in the gap; empty for nothing."""
    group: int = 0
    """Gaps of one group are filled in any order; 0 is a place of its own."""


class GapRules(NamedTuple):
    """What the text in a typed gap is marked by, beside its answers."""

    strictness: "Strictness"
    """What counts."""
    rivals: tuple[str, ...]
    """The answers of other gaps."""
    question: str
    """The text around the gaps."""


class Cloze(TypedItem, frozen=True, kw_only=True, tag="cloze"):
    """An item whose text has gaps; `stem` is the text with underscores in their place."""

    segments: tuple[str, ...]
    """The text between the gaps: one more than there are gaps."""
    gaps: tuple[Gap, ...]
    """One between each two segments."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return ngettext("fill in the gap", "fill in the {n} gaps", len(self.gaps)).format(
            n=len(self.gaps)
        )

    @property
    def guess_chance(self) -> float:
        """The mean over the gaps: one over the length of a pick-list, 0 for a typed gap."""
        chances = [1 / len(gap.options) if gap.options else 0.0 for gap in self.gaps]
        return sum(chances) / len(chances)

    @property
    def solution(self) -> tuple[str, ...]:
        """What belongs in each gap."""
        return tuple(gap.answers[0] for gap in self.gaps)

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle each pick-list."""
        orders = []
        for gap in self.gaps:
            order = list(range(len(gap.options)))
            rng.shuffle(order)
            orders.append(tuple(order))
        return Prompt(item=self, gap_orders=tuple(orders))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return TypedParts(self.solution)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of gaps filled rightly."""
        texts = response.texts if isinstance(response, TypedParts) else ()
        typed = self._in_places(
            [texts[place].strip() if place < len(texts) else "" for place in range(len(self.gaps))],
            context,
        )
        parts = tuple(
            self._mark_gap(place, text, context)
            if place not in typed.twice
            else self._said_twice(place, text)
            for place, text in enumerate(typed.texts)
        )
        return Outcome(
            credit=limited(sum(part.is_right for part in parts) / len(parts), self.partial),
            is_empty=not any(part.given for part in parts),
            parts=parts,
            solution=self.solution,
        )

    def _in_places(self, texts: list[str], context: Context) -> "_Filled":
        """Return what was typed, each text of gaps in any order in the gap that it fills.

        Where one text fits several gaps, as many gaps as can be are filled (Kuhn's matching).
        """
        placed = list(texts)
        twice: set[int] = set()
        for group in sorted({gap.group for gap in self.gaps if gap.group}):
            places = [at for at, gap in enumerate(self.gaps) if gap.group == group]
            fits = {
                at: [to for to in places if texts[at] and self._fits(to, texts[at], context)]
                for at in places
            }
            by_target: dict[int, int] = {}
            for at in places:
                _augment(at, fits, by_target, set())
            free = [at for at in places if at not in by_target.values()]
            for to in places:
                source = by_target.get(to)
                if source is None:
                    source = free.pop(0)
                    if fits[source]:
                        twice.add(to)
                placed[to] = texts[source]
        return _Filled(placed, twice)

    def _fits(self, place: int, typed: str, context: Context) -> bool:
        return self._mark_gap(place, typed, context).is_right

    def _said_twice(self, place: int, typed: str) -> Part:
        right = self.gaps[place].answers[0]
        return Part(label=str(place + 1), given=typed, right=right, note=_("named twice"))

    def gap_rules(self, gap: Gap, language: "Language") -> GapRules:
        """Return what a typed gap is marked by.

        Args:
            gap: One of this cloze.
            language: The bank's.
        """
        others = (
            text
            for other in self.gaps
            if other is not gap and not (gap.group and other.group == gap.group)
            for text in other.answers
        )
        is_inflected = _is_inflected(gap.answers[0], language.primary)
        strictness = self.strictness(language, is_inflected=is_inflected)
        return GapRules(strictness, tuple(others), " ".join(self.segments))

    def _mark_gap(self, place: int, typed: str, context: Context) -> Part:
        from quiz.marking.language import language
        from quiz.marking.text import mark_text

        gap = self.gaps[place]
        label = str(place + 1)
        if gap.options:
            is_right = typed == gap.options[0]
            return Part(label=label, given=typed, right=gap.options[0], is_right=is_right)
        language_rules = language(context.language)
        rules = self.gap_rules(gap, language_rules)
        verdict = mark_text(
            typed,
            with_spellings(gap.answers, context),
            language=language_rules,
            strictness=rules.strictness,
            rivals=rules.rivals,
            known=context.known,
            question=rules.question,
        )
        return Part(
            label=label,
            given=typed,
            right=verdict.answer if verdict.is_right else gap.answers[0],
            is_right=verdict.is_right,
            note=(verdict.reason or "") if typed else NOTHING_TYPED,
        )


class _Filled(NamedTuple):
    """What was typed, gap by gap."""

    texts: list[str]
    twice: set[int]
    """Gaps that got an answer which another gap of their group has already."""


def _augment(
    at: int, fits: dict[int, list[int]], by_target: dict[int, int], seen: set[int]
) -> bool:
    """Place one text, moving others where that helps."""
    for to in fits[at]:
        if to not in seen:
            seen.add(to)
            if to not in by_target or _augment(by_target[to], fits, by_target, seen):
                by_target[to] = at
                return True
    return False


_WITHOUT_ENDINGS = frozenset(["en", "zh", "ja", "ko", "vi", "th", "id", "ms"])
"""Languages in which a gap in a sentence is no exercise in endings."""


def _is_inflected(answer: str, code: str) -> bool:
    """Return whether a gap's answer is plainly a form of a word: one word in small letters."""
    return code not in _WITHOUT_ENDINGS and answer.isalpha() and answer.islower()
