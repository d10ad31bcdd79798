"""Typing all of a list, in any order."""

from random import Random
from typing import TYPE_CHECKING

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Response, TypedParts
from quiz.words import _, ngettext

if TYPE_CHECKING:
    from quiz.marking.text import TextVerdict

_MAX_GIVEN = 100  # more names than any list asks for; keeps marking fast whatever is pasted


class TextList(BaseItem, frozen=True, kw_only=True, tag="list"):
    """An item whose key is a set of texts, each with any number of spellings."""

    entries: tuple[tuple[str, ...], ...]
    """The entries; of each, the spellings, the first one shown."""
    typos: bool = True
    case: bool = False

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        count = len(self.entries)
        return ngettext("{n} name", "{n} names, in any order", count).format(n=count)

    @property
    def solution(self) -> tuple[str, ...]:
        """Each entry in its first spelling."""
        return tuple(spellings[0] for spellings in self.entries)

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return TypedParts(self.solution)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of entries named, less 1/n for each name beyond the n asked.

        A name given twice counts once.
        """
        given = _distinct(response.texts) if isinstance(response, TypedParts) else ()
        found, notes = self._assign(given, context)
        count = len(self.entries)
        credit = len(found) / count - max(0, len(given) - count) / count
        parts = [
            Part(given=text, right=self.entries[entry][0], is_right=True, note=notes[text])
            for entry, text in found.items()
        ]
        hits = set(found.values())
        parts += [Part(given=text, note=notes[text]) for text in given if text not in hits]
        parts += [
            Part(right=spellings[0])
            for entry, spellings in enumerate(self.entries)
            if entry not in found
        ]
        return Outcome(
            credit=limited(credit, self.partial),
            is_empty=not given,
            parts=tuple(parts),
            solution=self.solution,
        )

    def _assign(
        self, given: tuple[str, ...], context: Context
    ) -> tuple[dict[int, str], dict[str, str]]:
        """Return which name fills which entry, exact ones first, and a note for each name."""
        from quiz.marking.known import known_like
        from quiz.marking.language import language
        from quiz.marking.text import TextMatch

        tongue = language(context.language)
        every = tuple(text for spellings in self.entries for text in spellings)
        found: dict[int, str] = {}
        notes = dict.fromkeys(given, "")
        near: list[tuple[int, str, str]] = []
        # Twice as many names as asked leave no credit, whatever they are.
        for text in given[: 2 * len(self.entries)]:
            like = set(known_like(text, every, tongue, self.case))
            for entry, spellings in enumerate(self.entries):
                if like.isdisjoint(spellings):
                    continue
                verdict = self._compare(text, entry, context)
                if verdict.match is TextMatch.EXACT:
                    if entry in found:
                        notes[text] = _("named twice")
                    found.setdefault(entry, text)
                    break
                if verdict.match is TextMatch.TYPO:
                    near.append((entry, text, verdict.reason or ""))
        for entry, text, reason in near:
            if text in found.values():
                continue
            notes[text] = _("named twice") if entry in found else reason
            found.setdefault(entry, text)
        return found, notes

    def _compare(self, text: str, entry: int, context: Context) -> "TextVerdict":
        from quiz.marking.language import language
        from quiz.marking.text import mark_text

        return mark_text(
            text,
            self.entries[entry],
            language=language(context.language),
            rivals=[s for e, group in enumerate(self.entries) if e != entry for s in group],
            known=context.known,
            typos=self.typos,
            case=self.case,
        )


def _distinct(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts that say something, each once however it is spaced or cased."""
    from quiz.marking.text import fold

    seen: dict[str, str] = {}
    for text in texts[:_MAX_GIVEN]:
        text = text.strip()[:1000]
        if text:
            seen.setdefault(fold(text) or text, text)
    return tuple(seen.values())
