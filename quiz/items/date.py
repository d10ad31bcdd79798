"""Typing a date."""

from random import Random

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.response import Response, Typed
from quiz.items.short_text import typed_outcome
from quiz.translation import _


class Date(BaseItem, frozen=True, kw_only=True, tag="date"):
    """An item whose key is a year, a month or a day."""

    date: str
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a minus before a year BC; `--MM-DD` a day of any year."""

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        if self.date.startswith("--"):
            return _("day and month")
        return (_("a year"), _("month and year"), _("day, month and year"))[
            self.date[1:].count("-")
        ]

    @property
    def solution(self) -> tuple[str, ...]:
        """The date as it is written in banks."""
        return (self.date,)

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Typed(self.date)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Compare by `quiz.marking.dates`."""
        from quiz.marking.dates import format_date, mark_date, parse_iso_date
        from quiz.marking.language import language

        typed = response.text if isinstance(response, Typed) else ""
        language_rules = language(context.language)
        right = parse_iso_date(self.date)
        question_text = " ".join((self.stem, self.explain, self.source))
        verdict = mark_date(typed, right, language=language_rules, question_text=question_text)
        shown = format_date(right, language_rules)
        return typed_outcome(typed, shown, verdict.is_right, verdict.reason, (shown,))
