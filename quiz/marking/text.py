"""Whether a typed word or name is the right one, and what was nearly right about it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quiz.marking.dates import read_date
from quiz.marking.distance import MAX_COMPARED, DiffPart, diff, osa_distance
from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    fold,
    fold_key,
    is_blank,
    is_same_text,
    respelt,
    too_long,
    unaccented,
    written,
)
from quiz.marking.forms import Forms, forms_of
from quiz.marking.known import Known, KnownWords, known_like, shares_piece
from quiz.marking.language import Language
from quiz.marking.notation import formula_key
from quiz.marking.number_reading import read_number
from quiz.marking.readings import (
    EQUATION,
    QuestionReading,
    pairs,
    question_of,
    right_rows,
    typed_rows,
    without_carriers,
)
from quiz.marking.spelling import FAR, Speller
from quiz.marking.strictness import LENIENT, Strictness
from quiz.marking.tokens import Tokens, are_same, tokens_of
from quiz.translation import _, ngettext

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
    strictness: Strictness = LENIENT,
    rivals: Sequence[str] = (),
    known: Known = (),
    question: str = "",
) -> TextVerdict:
    """Mark a typed text.

    Args:
        typed: What the learner typed; any text of any length.
        accepted: The right spellings as the author wrote them, the one to show first.
        language: Decides which words are articles, which are real, and what may be passed over.
        strictness: What counts.
        rivals: Other answers that are known, wrong here: accents and punctuation count where they
            are all that parts a rival from a right answer, and no typo is forgiven that leaves the
            answer as near to a rival. One that is the same text as a right answer is no rival.
        known: More rivals, the same sequence at every call: all answers of a bank, each with its
            spellings. They are sorted once, so that thousands of them cost nothing.
        question: What was asked: its words are free in the answer.
    """
    if not typed or typed.isspace():
        return _wrong(accepted, NOTHING_TYPED)
    accepted = [*accepted, *(t for a in accepted if (t := without_code_marks(a)) != a)]
    if typed in accepted:
        # Whatever the author wrote is right when typed just so, be it a lone full stop.
        return TextVerdict(match=TextMatch.EXACT, answer=typed)
    # Some ligatures are a whole sentence in NFKC, so the composed length is the one that costs.
    if len(typed) > MAX_TYPED or len(unicodedata.normalize("NFKC", typed)) > MAX_TYPED:
        return _wrong(accepted, too_long())
    if is_blank(typed):
        return _wrong(accepted, NOTHING_TYPED)
    case = strictness.case
    if known:
        rivals = (*rivals, *known_like(typed, known, language, case, accepted))
    marker = _Marker(accepted, language, strictness, rivals, known, question)
    verdict = marker.mark(typed)
    if case and not verdict.is_right:
        lax = replace(strictness, case=False)
        if _Marker(accepted, language, lax, rivals, known, question).mark(typed).is_right:
            return _wrong(accepted, _("capital letters matter here"))
    return verdict


def _wrong(accepted: Sequence[str], reason: str | None = None) -> TextVerdict:
    """Return the verdict on a wrong answer; the bank's answer is shown, not the nearest."""
    shown = accepted[0] if accepted else ""
    return TextVerdict(match=TextMatch.NONE, answer=shown, reason=reason)


def _wrong_article(forms: Forms) -> str:
    return _("wrong article: it's {text}").format(text=forms.text)


class _Marker:
    """Marks answers to one question, step by step from the strictest reading to the laxest."""

    def __init__(
        self,
        accepted: Sequence[str],
        language: Language,
        strictness: Strictness,
        rivals: Sequence[str],
        known: Known,
        question: str,
    ) -> None:
        self.accepted = accepted
        self.language = language
        self.strictness = strictness
        self.rivals = rivals
        self.known = known
        self.question = question
        self.right = [forms_of(answer, language, strictness.case) for answer in accepted]

    def mark(self, typed: str) -> TextVerdict:
        if not self.strictness.typos:
            return self._mark_exactly(typed)
        return self._mark_leniently(typed)

    def _mark_exactly(self, typed: str) -> TextVerdict:
        key = self._exact_key(typed)
        composed = unicodedata.normalize("NFC", typed)
        is_rival = any(unicodedata.normalize("NFC", rival) == composed for rival in self.rivals)
        for answer in self.accepted:
            if key == self._exact_key(answer) and not is_rival:
                return TextVerdict(match=TextMatch.EXACT, answer=answer)
        lenient = self._mark_leniently(typed)
        reason = _("exact spelling matters here") if lenient.is_right and not is_rival else None
        return _wrong(self.accepted, reason)

    def _exact_key(self, text: str) -> str:
        """Return a text as it must be typed: a full stop, quotation marks and ae for ä are free."""
        plain = respelt(text, self.language.respellings)
        key = written(plain, case=self.strictness.case)
        bare = key.replace('"', "").removesuffix(".")
        if bare.startswith("'") and bare.endswith("'"):
            bare = bare[1:-1]
        return bare.strip() or key

    def _mark_leniently(self, typed: str) -> TextVerdict:
        given = forms_of(typed, self.language, self.strictness.case)
        others = [forms_of(rival, self.language, self.strictness.case) for rival in self.rivals]
        return (
            self._mark_levels(given, others)
            or self._mark_article(given)
            or self._mark_formula(typed)
            or self._mark_date(typed)
            or self._mark_number(typed)
            or self._mark_words(typed, given, others)
        )

    def _mark_levels(self, given: Forms, others: list[Forms]) -> TextVerdict | None:
        """Compare whole texts: as they are, without articles, without accents, without both."""
        for level, counts in enumerate(_COUNTS):
            matching = [f for f in self.right if _agrees(given, f, level, self.language)]
            against = [
                forms
                for forms in others
                if _agrees(given, forms, level, self.language) and not self._is_right(forms)
            ]
            if against:
                return _wrong(self.accepted, counts if matching else None)
            if not matching:
                continue
            if level in (1, 3) and self.strictness.article and not given.article:
                missing = [forms for forms in matching if forms.article]
                if missing and len(missing) == len(matching):
                    text = _("missing article: it's {text}")
                    return _wrong(self.accepted, text.format(text=missing[0].text))
            if level > 1 and self.strictness.accents:
                return _wrong(self.accepted, _("accents matter here"))
            spelt = matching[0].text
            is_marked = level > 1 and unaccented(fold(spelt)) != fold(spelt)
            note = _("correct spelling: {text}").format(text=spelt) if is_marked else None
            return TextVerdict(match=TextMatch.EXACT, answer=spelt, reason=note)
        return None

    def _mark_article(self, given: Forms) -> TextVerdict | None:
        for forms in self.right:
            if not _articles_agree(given, forms, self.language) and _share(
                given.loose_bare, forms.loose_bare
            ):
                return _wrong(self.accepted, _wrong_article(forms))
        return None

    def _mark_formula(self, typed: str) -> TextVerdict | None:
        """Compare formulas by their signs; None where the right answer is none."""
        keys = {
            formula_key(answer, is_certain=is_maths(answer)): answer for answer in self.accepted
        }
        keys.pop(None, None)
        if not keys:
            return None
        equation = EQUATION.match(typed)
        for text in (typed, typed[equation.end() :] if equation else typed):
            # Half of an expression may be none by itself: "x" is no formula.
            key = formula_key(text, is_certain=True)
            if key in keys:
                return TextVerdict(match=TextMatch.EXACT, answer=keys[key])
        maths = [answer for answer in self.accepted if is_maths(answer)]
        if maths:
            # What is drawn as maths is typed as one can: -1/sqrt(1-x^2).
            from quiz.marking.expressions import compare

            for answer in maths:
                if compare(typed, (answer,), decimal=self.language.decimal):
                    return TextVerdict(match=TextMatch.EXACT, answer=answer)
        return None

    def _mark_date(self, typed: str) -> TextVerdict | None:
        """Compare dates that are answers of a text question; None where the answer is none."""
        if not any(map(str.isdigit, typed)) or len(typed) > _LONGEST_DATE:
            return None
        given = None
        for answer in self.accepted:
            if len(answer) > _LONGEST_DATE or not (
                any(map(str.isdigit, answer)) and any(map(str.isalpha, answer))
            ):
                continue
            date = read_date(answer, language=self.language, is_yearless=True).date
            if date is None or date.month is None:
                continue
            given = given or read_date(typed, language=self.language, is_yearless=True)
            if date in (given.date, given.other):
                return TextVerdict(match=TextMatch.EXACT, answer=answer)
        return None

    def _mark_number(self, typed: str) -> TextVerdict | None:
        """Compare numbers that are answers of a text or a gap: `300000` and `300,000`."""
        if not any(map(str.isdigit, typed)) or len(typed) > _LONGEST_DATE:
            return None
        for answer in self.accepted:
            if not _NUMBER.fullmatch(answer):
                continue
            right = read_number(answer, language=self.language)
            given = read_number(typed, language=self.language, question=self.question)
            if right.value is not None and right.value == given.value and not given.unit:
                return TextVerdict(match=TextMatch.EXACT, answer=answer)
        return None

    def _mark_words(self, typed: str, given: Forms, others: list[Forms]) -> TextVerdict:
        """Compare word by word: what people write round an answer, and typos."""
        question = question_of(self.question, self.language, self.strictness)
        rows = typed_rows(typed, self.accepted, self.rivals, question)
        known = KnownWords(self.known, self.language, self.strictness.case, self.accepted)
        best = _Best()
        for forms in self.right:
            if not _articles_agree(given, forms, self.language):
                continue
            for right in right_rows(forms.text, question):
                speller = Speller(
                    self.language, self.strictness, known, is_within_name=_is_name(right)
                )
                for row in rows:
                    for one, other in pairs(row, right, question):
                        best.take(_row_cost(one, other, speller), forms.text, other, speller)
        if best.cost == FAR:
            return _wrong(self.accepted, best.reason)
        if best.cost and self._is_article_misspelt(given, best.text):
            return _wrong(self.accepted, best.reason)
        for forms in others:
            if not shares_piece(given, forms) or self._is_right(forms):
                continue
            if self._rival_cost(rows, forms.text, question) <= best.cost:
                return _wrong(self.accepted, _("too close to a different answer"))
        if best.cost == 0:
            return TextVerdict(match=TextMatch.EXACT, answer=best.text)
        forgiven = ngettext(
            "typo forgiven: it's {text}",
            "{n} typos forgiven: it's {text}",
            best.cost,
        )
        return TextVerdict(
            match=TextMatch.TYPO,
            answer=best.text,
            reason=forgiven.format(n=best.cost, text=best.text),
        )

    def _is_right(self, rival: Forms) -> bool:
        """Return whether a rival is no rival: a right answer, or one in other words.

        As "in mid-January" is where "mid-January" is right.
        """
        if _is_among(rival, self.right, self.language):
            return True
        case = self.strictness.case
        row = without_carriers(tokens_of(rival.text, self.language, case), self.language.primary)
        return any(
            are_same(row, tokens_of(forms.text, self.language, case), accents=True)
            for forms in self.right
        )

    def _rival_cost(self, rows: list[Tokens], rival: str, question: QuestionReading) -> int:
        """Return how far what was typed is from a rival, weighed by letters alone."""
        costs = [FAR]
        for right in right_rows(rival, question):
            for row in rows:
                costs += [_letter_cost(*pair) for pair in pairs(row, right, question)]
        return min(costs)

    def _is_article_misspelt(self, given: Forms, answer: str) -> bool:
        """Return whether the typo may be in the article: "dee Wiener Kongress"."""
        forms = forms_of(answer, self.language, self.strictness.case)
        if given.article or not forms.article:
            return False
        words = given.full[0].split()
        return len(words) > len(forms.bare[0].split())


_NUMBER = re.compile(r"[-−]?\d{1,30}(?:[.,]\d{1,30})?")
_LONGEST_DATE = 40
"""Characters of an answer that may be a date."""


def is_maths(answer: str) -> bool:
    """Return whether an answer is all maths: `$x^2$`."""
    return len(answer) > 2 and answer.startswith("$") and answer.endswith("$")


def without_code_marks(answer: str) -> str:
    """Return an answer that is all code as it is typed: `|` for a pipe between backticks."""
    is_code = len(answer) > 2 and answer[0] == answer[-1] == "`"
    return answer.strip("`").strip() or answer if is_code else answer


class _Best:
    """The cheapest way in which an answer is right, and why the nearest other was refused."""

    def __init__(self) -> None:
        self.cost = FAR
        self.text = ""
        self.reason: str | None = None
        self._refused_at = FAR

    def take(self, found: "tuple[int, int]", text: str, right: Tokens, speller: Speller) -> None:
        """Take the cost of a way, and how many of its words were another word."""
        cost, misses = found
        if cost < self.cost:
            self.cost, self.text = cost, text
        if cost == FAR and misses == 1 and speller.reason and self._refused_at == FAR:
            self.reason, self._refused_at = speller.reason, len(right)
        speller.reason = None


def _is_name(row: Tokens) -> bool:
    return len(row) > 1 and all(t.is_capital for t in row if len(t.key) > 3)


def _row_cost(one: Tokens, other: Tokens, speller: Speller) -> tuple[int, int]:
    """Return how many typos part two rows of words, and how many words are others.

    Only words of the same place are compared; a space too many or missing is passed over where the
    letters are the same.
    """
    accents = speller.accents
    speller.has_company = len(other) > 1
    if are_same(one, other, accents=accents):
        return 0, 0
    if len(one) != len(other):
        return min((_joined_cost(*pair, speller) for pair in _joined(one, other)), default=_NEVER)
    total = misses = 0
    for typed, right in zip(one, other, strict=True):
        cost = speller.cost(typed, right)
        misses += cost == FAR
        total += cost
        if misses > 1:
            return _NEVER
    return (total, 0) if misses == 0 else (FAR, misses)


_NEVER = (FAR, FAR)
_MOST_JOINED = 12
"""Words up to which a row is tried with two of them written together."""


def _joined_cost(one: Tokens, other: Tokens, speller: Speller) -> tuple[int, int]:
    total = sum(speller.cost(*pair) for pair in zip(one, other, strict=True))
    speller.reason = None
    return (total, 0) if total < FAR else _NEVER


def _joined(one: Tokens, other: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield both rows with two words of the longer one written together."""
    if abs(len(one) - len(other)) != 1 or max(len(one), len(other)) > _MOST_JOINED:
        return
    is_typed_longer = len(one) > len(other)
    long, short = (one, other) if is_typed_longer else (other, one)
    for at in range(len(short)):
        first, second = long[at], long[at + 1]
        if first.is_figure or second.is_figure or min(len(first.key), len(second.key)) < 2:
            continue  # the A of "Vitamin A" is no end of a word
        token = first._replace(
            key=first.key + second.key,
            loose=first.loose + second.loose,
            unmarked=first.unmarked + second.unmarked,
        )
        row = (*long[:at], token, *long[at + 2 :])
        yield (row, short) if is_typed_longer else (short, row)


def _letter_cost(one: Tokens, other: Tokens) -> int:
    """Return how many letters part two rows of words, `FAR` from three on."""
    if are_same(one, other):
        return 0
    joined = [" ".join(token.loose for token in row) for row in (one, other)]
    if max(map(len, joined)) > MAX_COMPARED:
        return FAR
    found = osa_distance(joined[0], joined[1], 2)
    return found if found <= 2 else FAR


_COUNTS = (
    _("spelling matters here"),
    _("the article matters here"),
    _("accents and punctuation matter here"),
    _("the article and accents matter here"),
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
            return (
                _share(given.loose_full, other.loose_full) or given.unmarked[0] == other.unmarked[0]
            )
        case _:
            return (
                _share(given.loose_bare, other.loose_bare) or given.unmarked[1] == other.unmarked[1]
            ) and _articles_agree(given, other, language)


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
