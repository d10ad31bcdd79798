"""Typing all of a list, in any order."""

from collections.abc import Iterable
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from quiz.items.item import NO_CONTEXT
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Response, TypedParts
from quiz.items.typing import TypedItem, with_spellings
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.marking.text import TextVerdict

_MOST_SEARCHED = 4_000
"""Letters of names with a typo that are looked for, some 400 names of countries.

Of more only those are right that need no looking: the time that it takes grows with the letters.
"""
_MAX_GIVEN = 400  # twice what the longest list asks for; keeps marking fast whatever is pasted


class TextList(TypedItem, frozen=True, kw_only=True, tag="list"):
    """An item whose key is a set of texts, each with any number of spellings."""

    entries: tuple[tuple[str, ...], ...]
    """The entries; of each, the spellings, the first one shown."""
    need: int = 0
    """How many entries are asked for; 0 is all of them."""

    @property
    def count(self) -> int:
        """How many entries full credit takes."""
        return self.need or len(self.entries)

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        if self.count < len(self.entries):
            text = ngettext("{n} of {all} answers", "{n} of {all} answers", self.count)
            return text.format(n=self.count, all=len(self.entries))
        return ngettext("{n} answer", "{n} answers, in any order", self.count).format(n=self.count)

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
        """Give the share of entries named, less 1/n for each wrong name beyond the n asked.

        A name given twice counts once, and all of the list may be named where some are enough. A
        list that is typed in one field ("Austria, Prussia and Russia") is a list.
        """
        typed = response.texts if isinstance(response, TypedParts) else ()
        given = self._separated(typed, context)
        found, notes, wrong = self._assign(given, context)
        hits = min(len(found), self.count)
        credit = (hits - max(0, wrong - (self.count - hits))) / self.count
        parts = [
            Part(given=text, right=self.entries[entry][0], is_right=True, note=notes[text])
            for entry, text in found.items()
        ]
        named = set(found.values())
        parts += [Part(given=text, note=notes[text]) for text in given if text not in named]
        if len(found) < self.count:
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

    def _separated(self, texts: tuple[str, ...], context: Context) -> tuple[str, ...]:
        """Return the names given, each once; several in one field are taken apart."""
        from quiz.marking.lists import separated

        given = _distinct(texts)
        if len(given) >= self.count and not any("\n" in text for text in texts):
            return given
        every = [text for spellings in self.entries for text in spellings]
        return _distinct(separated(texts, every, context.language))

    def _assign(
        self, given: tuple[str, ...], context: Context
    ) -> tuple[dict[int, str], dict[str, str], int]:
        """Return which name fills which entry, exact ones first.

        Returns:
            The name of each entry that was filled, a note for each name, and how many names fill
            none.
        """
        from quiz.marking.known import groups_like, is_one_of
        from quiz.marking.language import language
        from quiz.marking.text import TextMatch

        language_rules = language(context.language)
        found: dict[int, str] = {}
        notes = dict.fromkeys(given, "")
        near: list[tuple[int, str, str]] = []
        twice: set[str] = set()
        # Twice as many names as asked leave no credit, whatever they are.
        searched = 0
        for text in given[: 2 * len(self.entries)]:
            is_one = is_one_of(text, self.entries, language_rules, self.case)
            if searched >= _MOST_SEARCHED and not is_one:
                continue
            searched += 0 if is_one else len(text)
            like = groups_like(text, self.entries, language_rules, self.case)
            for entry in like:
                verdict = self._compare(text, entry, like, context)
                if verdict.match is TextMatch.EXACT:
                    if entry in found:
                        notes[text] = _("already given")
                        twice.add(text)
                    found.setdefault(entry, text)
                    break
                if verdict.match is TextMatch.TYPO:
                    # The likeliest comes first, and no typo is forgiven that is as near to another.
                    near.append((entry, text, verdict.reason or ""))
                    break
                if verdict.reason and not notes[text]:
                    notes[text] = verdict.reason
        for entry, text, reason in near:
            if text in found.values():
                continue
            if entry in found:
                notes[text] = _("already given")
                twice.add(text)
            else:
                notes[text] = reason
            found.setdefault(entry, text)
        hits = set(found.values())
        for text in hits:
            twice.discard(text)
        return found, notes, len(given) - len(hits) - len(twice)

    def _compare(self, text: str, entry: int, like: list[int], context: Context) -> "TextVerdict":
        from quiz.marking.language import language
        from quiz.marking.text import mark_text

        language_rules = language(context.language)
        return mark_text(
            text,
            with_spellings(self.entries[entry], context),
            language=language_rules,
            strictness=self.strictness(language_rules),
            rivals=[s for other in like if other != entry for s in self.entries[other]],
            known=context.known,
            question=self.stem,
        )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that say something, each once however it is spaced or cased."""
    from quiz.marking.text import fold

    seen: dict[str, str] = {}
    for text in islice(texts, _MAX_GIVEN):
        text = text.strip()[:1000]
        if text:
            seen.setdefault(fold(text) or text, text)
    return tuple(seen.values())
