"""Typing a word or a name."""

from random import Random

from quiz.items.item import NO_CONTEXT
from quiz.items.outcome import Context, Outcome, Part, Prompt
from quiz.items.response import Response, Typed
from quiz.items.typing import TypedItem, with_spellings
from quiz.marking.folding import NOTHING_TYPED
from quiz.translation import _


class ShortText(TypedItem, frozen=True, kw_only=True, tag="text"):
    """An item whose key is a short text, with any number of right spellings."""

    answer: str
    """The right answer, as it is shown."""
    accept: tuple[str, ...] = ()
    """More right spellings."""
    equivalent: bool = False
    """Whether the answer is an expression, and every one that is equal to it is right."""

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        if self.equivalent:
            return _("an expression")
        words = len(self.answer.split())
        if words <= 3:
            return _("one word or name") if words < 2 else _("a few words or a name")
        return _("a few words")

    @property
    def solution(self) -> tuple[str, ...]:
        """The answer as the author wrote it."""
        return (self.answer,)

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Typed(self.answer)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Compare by `quiz.marking.text`; a forgiven typo earns full credit and is shown."""
        from quiz.marking.language import language
        from quiz.marking.text import mark_text

        typed = response.text if isinstance(response, Typed) else ""
        language_rules = language(context.language)
        is_equal: bool | None = None
        if self.equivalent:
            from quiz.marking.expressions import compare

            is_equal = compare(typed, (self.answer, *self.accept), decimal=language_rules.decimal)
            if is_equal:
                return typed_outcome(typed, self.answer, True, None, self.solution)
        strictness = self.strictness(language_rules)
        if is_equal is not None:
            from dataclasses import replace

            strictness = replace(strictness, typos=False)
        verdict = mark_text(
            typed,
            with_spellings((self.answer, *self.accept), context),
            language=language_rules,
            strictness=strictness,
            known=context.known,
            question=self.stem,
        )
        return typed_outcome(typed, verdict.answer, verdict.is_right, verdict.reason, self.solution)


def typed_outcome(
    typed: str, right: str, is_right: bool, reason: str | None, solution: tuple[str, ...]
) -> Outcome:
    """Return the outcome of a question with one typed line, all or nothing."""
    is_empty = not typed.strip()
    note = NOTHING_TYPED if is_empty else reason or ""
    part = Part(given=typed.strip(), right=right, is_right=is_right, note=note)
    return Outcome(credit=float(is_right), is_empty=is_empty, parts=(part,), solution=solution)
