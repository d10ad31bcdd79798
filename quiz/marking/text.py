"""Whether a typed word or name is the right one, and what was nearly right about it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.marking.distance import MAX_COMPARED, DiffPart, diff, osa_distance
from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    fold,
    fold_key,
    is_blank,
    is_same_text,
    too_long,
    written,
)
from quiz.marking.forms import Forms, forms_of
from quiz.marking.known import known_like
from quiz.marking.language import Language
from quiz.words import _, ngettext

__all__ = [
    "MAX_TYPED",
    "DiffPart",
    "TextMatch",
    "TextVerdict",
    "diff",
    "fold",
    "fold_key",
    "is_blank",
    "is_same_text",
    "mark_text",
    "osa_distance",
]

_FIGURE = re.compile(r"[-+]?\d+(?:[^\w\s]\d+)*")
_MOST_NEAREST = 8
"""Accepted spellings among which the nearest is looked for when the answer is wrong."""


class TextMatch(StrEnum):
    """How well a typed text agrees with an accepted one."""

    EXACT = "exact"
    """The same but for what does not count."""
    TYPO = "typo"
    """Right, with one or two typos forgiven."""
    NONE = "none"
    """Wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVerdict:
    """What came of comparing a typed text with the accepted ones."""

    match: TextMatch
    """How well it agrees."""
    answer: str
    """The accepted spelling it agrees with, or the nearest one, as the author wrote it."""
    reason: str | None = None
    """What the learner should know about it, if anything: a sentence without a full stop."""

    @property
    def is_right(self) -> bool:
        """Whether the answer counts as right."""
        return self.match is not TextMatch.NONE


def mark_text(
    typed: str,
    accepted: Sequence[str],
    *,
    language: Language,
    rivals: Sequence[str] = (),
    known: Sequence[str] = (),
    typos: bool = True,
    case: bool = False,
) -> TextVerdict:
    """Mark a typed text.

    Args:
        typed: What the learner typed; any text of any length.
        accepted: The right spellings as the author wrote them, the one to show first.
        language: Decides which words are articles.
        rivals: Other answers that are known, wrong here: accents and punctuation count where they
            are all that parts a rival from a right answer, and no typo is forgiven that leaves the
            answer as near to a rival. One that is the same text as a right answer is no rival.
        known: More rivals, the same sequence at every call: all answers of a bank. They are sorted
            once, so that thousands of them cost nothing.
        typos: Whether typos, accents and punctuation are forgiven, and articles free.
        case: Whether capitals count.
    """
    if not typed or typed.isspace():
        return _wrong(accepted, NOTHING_TYPED)
    if typed in accepted:
        # Whatever the author wrote is right when typed just so, be it a lone full stop.
        return TextVerdict(match=TextMatch.EXACT, answer=typed)
    # Some ligatures are a whole sentence in NFKC, so the composed length is the one that costs.
    if len(typed) > MAX_TYPED or len(unicodedata.normalize("NFKC", typed)) > MAX_TYPED:
        return _wrong(accepted, too_long())
    if is_blank(typed):
        return _wrong(accepted, NOTHING_TYPED)
    if known:
        rivals = (*rivals, *known_like(typed, known, language, case))
    mark = _mark_leniently if typos else _mark_exactly
    verdict = mark(typed, accepted, language, rivals, case)
    if case and not verdict.is_right and mark(typed, accepted, language, rivals, False).is_right:
        return TextVerdict(
            match=TextMatch.NONE, answer=verdict.answer, reason=_("capitals count here")
        )
    return verdict


def _wrong(accepted: Sequence[str], reason: str | None = None, answer: str = "") -> TextVerdict:
    shown = answer or (accepted[0] if accepted else "")
    return TextVerdict(match=TextMatch.NONE, answer=shown, reason=reason)


def _wrong_article(forms: Forms) -> str:
    return _("wrong article: it is {text}").format(text=forms.text)


def _mark_exactly(
    typed: str, accepted: Sequence[str], language: Language, rivals: Sequence[str], case: bool
) -> TextVerdict:
    key = written(typed, case=case)
    composed = unicodedata.normalize("NFC", typed)
    is_rival = any(unicodedata.normalize("NFC", rival) == composed for rival in rivals)
    for answer in accepted:
        if key == written(answer, case=case) and not is_rival:
            return TextVerdict(match=TextMatch.EXACT, answer=answer)
    lenient = _mark_leniently(typed, accepted, language, rivals, case)
    reason = _("the exact spelling counts here") if lenient.is_right and not is_rival else None
    return _wrong(accepted, reason, lenient.answer)


def _mark_leniently(
    typed: str, accepted: Sequence[str], language: Language, rivals: Sequence[str], case: bool
) -> TextVerdict:
    given = forms_of(typed, language, case)
    right = [forms_of(answer, language, case) for answer in accepted]
    others = [forms_of(rival, language, case) for rival in rivals]
    for level, counts in enumerate(_COUNTS):
        matching = [forms for forms in right if _agrees(given, forms, level, language)]
        against = [
            forms
            for forms in others
            if _agrees(given, forms, level, language) and not _is_among(forms, right, language)
        ]
        if against:
            reason = counts if matching else None
            return _wrong(accepted, reason, matching[0].text if matching else "")
        if matching:
            spelt = matching[0].text
            note = _("it is written {text}").format(text=spelt) if level > 1 else None
            return TextVerdict(match=TextMatch.EXACT, answer=spelt, reason=note)
    for forms in right:
        if not _articles_agree(given, forms, language) and _share(
            given.loose_bare, forms.loose_bare
        ):
            return _wrong(accepted, _wrong_article(forms), forms.text)
    return _mark_typos(given, right, others, language, case)


_COUNTS = (
    _("spelling counts here"),
    _("the article counts here"),
    _("accents and punctuation count here"),
    _("the article and accents count here"),
)
"""What is said to count, by level, where a rival agrees with what was typed as a right answer does.
The levels: whole texts, without articles, whole texts without accents, and both."""


def _agrees(given: Forms, other: Forms, level: int, language: Language) -> bool:
    match level:
        case 0:
            return _share(given.full, other.full)
        case 1:
            return _share(given.bare, other.bare) and _articles_agree(given, other, language)
        case 2:
            return _share(given.loose_full, other.loose_full)
        case _:
            return _share(given.loose_bare, other.loose_bare) and _articles_agree(
                given, other, language
            )


def _share(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] or one[1] == other[1] or one[0] == other[1] or one[1] == other[0]


def _articles_agree(one: Forms, other: Forms, language: Language) -> bool:
    if not one.article or not other.article or one.article == other.article:
        return True
    return any(one.article in group and other.article in group for group in language.articles)


def _is_among(rival: Forms, right: Iterable[Forms], language: Language) -> bool:
    """Return whether a rival is no rival: the same text as a right answer."""
    # "See" is the same answer as "der See", but "die See" is not.
    return any(_agrees(rival, forms, level, language) for forms in right for level in (0, 1))


def _mark_typos(
    given: Forms, right: list[Forms], others: list[Forms], language: Language, case: bool
) -> TextVerdict:
    accepted = [forms.text for forms in right]
    best: Forms | None = None
    distance = 3
    reason: str | None = None
    for forms in right:
        allowed = _allowed(forms)
        found = _distance(given, forms, 2) if _articles_agree(given, forms, language) else 3
        if found > 2:
            continue
        if found > allowed:
            if allowed == 0:
                reason = _("in so short an answer every letter counts")
            continue
        if _figures(given) != _figures(forms):
            reason = _("no typo is forgiven in a figure")
        elif _is_typo_in_article(given, forms, found):
            reason = _wrong_article(forms)
        elif case and _distance(_uncased(given), _uncased(forms), 2) != found:
            reason = _("capitals count here")
        elif found < distance:
            best, distance = forms, found
    if best is None:
        return _wrong(accepted, reason, _nearest(given, right))
    for forms in others:
        if _distance(given, forms, distance) <= distance and not _is_among(forms, right, language):
            return _wrong(accepted, _("that is as near to another answer"), best.text)
    forgiven = ngettext(
        "one typo forgiven: the right spelling is {text}",
        "two typos forgiven: the right spelling is {text}",
        distance,
    )
    return TextVerdict(
        match=TextMatch.TYPO,
        answer=best.text,
        reason=forgiven.format(text=best.text),
    )


def _allowed(forms: Forms) -> int:
    """Return how many typos are forgiven in an answer: none under 5 letters, 2 from 10 on."""
    letters = sum(map(str.isalpha, forms.loose_bare[0]))
    return 2 if letters >= 10 else 1 if letters >= 5 else 0


def _distance(one: Forms, other: Forms, limit: int) -> int:
    """Return how many typos part two texts, articles aside; `limit + 1` if more or too long."""
    if max(len(one.loose_bare[0]), len(other.loose_bare[0])) > MAX_COMPARED:
        return limit + 1
    found = osa_distance(one.loose_bare[0], other.loose_bare[0], limit)
    if one.loose_bare[1] != one.loose_bare[0] or other.loose_bare[1] != other.loose_bare[0]:
        found = min(found, osa_distance(one.loose_bare[1], other.loose_bare[1], limit))
    return found


def _figures(forms: Forms) -> list[str]:
    return _FIGURE.findall(forms.loose_bare[0])


def _is_typo_in_article(given: Forms, right: Forms, distance: int) -> bool:
    if given.article or not right.article:
        return False
    return osa_distance(given.loose_full[0], right.loose_full[0], 2) < distance


def _uncased(forms: Forms) -> Forms:
    spaced, joined = forms.loose_bare
    return forms._replace(loose_bare=(spaced.casefold(), joined.casefold()))


def _nearest(given: Forms, right: list[Forms]) -> str:
    if len(right) < 2:
        return ""
    limit = 8
    return min(right[:_MOST_NEAREST], key=lambda forms: _distance(given, forms, limit)).text
