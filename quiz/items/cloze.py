"""Filling gaps in a text, typed or picked from a list."""

from random import Random

import msgspec

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Response, TypedParts
from quiz.marking.folding import NOTHING_TYPED
from quiz.words import ngettext


class Gap(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gap: typed if it has no options, else picked."""

    answers: tuple[str, ...]
    """Accepted answers, the first one shown; one for a pick-list."""
    options: tuple[str, ...] = ()
    """The pick-list, the right one first."""
    hint: str = ""


class Cloze(BaseItem, frozen=True, kw_only=True, tag="cloze"):
    """An item whose text has gaps; `stem` is the text with `{{n}}` where gap n stands."""

    segments: tuple[str, ...]
    """The text between the gaps: one more than there are gaps."""
    gaps: tuple[Gap, ...]
    typos: bool = True
    case: bool = False

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return ngettext("fill the gap", "fill {n} gaps", len(self.gaps)).format(n=len(self.gaps))

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
        parts = tuple(
            self._mark_gap(place, texts[place].strip() if place < len(texts) else "", context)
            for place in range(len(self.gaps))
        )
        return Outcome(
            credit=limited(sum(part.is_right for part in parts) / len(parts), self.partial),
            is_empty=not any(part.given for part in parts),
            parts=parts,
            solution=self.solution,
        )

    def _mark_gap(self, place: int, typed: str, context: Context) -> Part:
        from quiz.marking.language import language
        from quiz.marking.text import mark_text

        gap = self.gaps[place]
        label = str(place + 1)
        if gap.options:
            is_right = typed == gap.options[0]
            return Part(label=label, given=typed, right=gap.options[0], is_right=is_right)
        others = [text for gap in self.gaps if gap is not self.gaps[place] for text in gap.answers]
        verdict = mark_text(
            typed,
            gap.answers,
            language=language(context.language),
            rivals=others,
            known=context.known,
            typos=self.typos,
            case=self.case,
        )
        return Part(
            label=label,
            given=typed,
            right=verdict.answer if verdict.is_right else gap.answers[0],
            is_right=verdict.is_right,
            note=(verdict.reason or "") if typed else NOTHING_TYPED,
        )
