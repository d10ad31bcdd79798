"""What marks a typed text on a published page: what is surely right, what is surely wrong.

Four tables, each made by the marking itself:

- `right`, `ok` and `no`: folded texts with their verdicts: the right answers, and what people make
  of them;
- `typos`: for each word of a right answer a bit for each single typo, whether it is forgiven;
- `need`: words that nothing right can be without, so that a text without one of them is wrong;
- `same`: right answers by their letters alone, since spaces may stand anywhere.

Where none of them decides, the page leaves the answer to the learner.
"""

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Any

import msgspec

from quiz.items import Context
from quiz.marking.dates import read_date
from quiz.marking.distance import osa_distance
from quiz.marking.folding import fold, fold_key, loose, unaccented
from quiz.marking.known import KnownWords
from quiz.marking.language import Language
from quiz.marking.notation import formula_key
from quiz.marking.numerals import roman_value, words_for
from quiz.marking.opposites import opposites_of
from quiz.marking.people import is_like_name, is_person
from quiz.marking.readings import QuestionReading, least_rows, question_of, right_rows
from quiz.marking.spelling import FAR, Speller, allowed_typos
from quiz.marking.strictness import Strictness
from quiz.marking.text import is_maths, mark_text, without_code_marks
from quiz.marking.tokens import Token, Tokens, tokens_of
from quiz.marking.variants import other_spellings

_MOST_FORMS = 3
"""Right spellings of which other forms are tried."""
_MOST_RIVALS = 60
_MOST_TYPO_ROWS = 12
_LONGEST_WORD = 24
_MOST_PART_WORDS = 5
_NEAR = 3
"""Letters within which another answer is tried."""
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёєії",
    "αβγδεζηθικλμνξοπρστυφχψω",
)


_ELISION = re.compile("['’ʼ`´]")
_DECIMAL = re.compile(r"\d[.,]\d")


class TextSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A field for a text, and what is right in it."""

    accepted: tuple[str, ...]
    """The right spellings."""
    strictness: Strictness
    """What counts."""
    rivals: tuple[str, ...] = ()
    """Other answers of the same question."""
    question: str = ""
    """What was asked."""
    is_equivalent: bool = False
    """Whether all that is equal to the answer is right: then only what is listed is decided."""


class TextTables:
    """The tables that the slots of a page share."""

    def __init__(self) -> None:
        self.typos: list[list[str]] = []
        """Of each word: itself, its alphabet, what is forgiven, and what may be."""
        self._places: dict[tuple[object, ...], int] = {}

    def place(self, key: tuple[object, ...], make: Callable[[], list[str] | None]) -> int:
        """Return where a word's typos are; -1 where it has none."""
        if key not in self._places:
            made = make()
            self._places[key] = -1 if made is None else len(self.typos)
            if made is not None:
                self.typos.append(made)
        return self._places[key]


def bank_table(language: Language) -> dict[str, Any]:
    """Return what marking on the page knows of a bank's language."""
    return {
        "respell": {chr(code): text for code, text in language.respellings.items()},
        "en": language.primary == "en",
        "decimal": language.decimal,
    }


def slot_key(
    slot: TextSlot, context: Context, language: Language, tables: TextTables
) -> dict[str, Any]:
    """Return the tables of one field."""
    return _Slot(slot, context, language, tables).key()


class _Slot:
    def __init__(
        self, slot: TextSlot, context: Context, language: Language, tables: TextTables
    ) -> None:
        self.slot, self.context, self.language, self.tables = slot, context, language, tables
        self.case = slot.strictness.case
        more = [without_code_marks(text) for text in slot.accepted]
        self.accepted = tuple(dict.fromkeys([*slot.accepted, *more]))
        self.question = question_of(slot.question, language, slot.strictness)
        known = KnownWords(context.known, language, self.case, self.accepted)
        self.strictest = _speller(language, slot.strictness, known, is_in_name=False)
        # A name beside other words is forgiven most.
        self.widest = _speller(language, slot.strictness, known, is_in_name=True)

    def key(self) -> dict[str, Any]:
        ok, no = self._listed()
        right = {key for key in map(self._form, self.accepted) if key in ok}
        found: dict[str, Any] = {"right": sorted(right), "ok": sorted(ok - right), "no": sorted(no)}
        formulas = self._formulas()
        if formulas:
            found["formulas"] = formulas
        if self.case:
            found["case"] = 1
        if not self.slot.strictness.typos:
            found["exact"] = 1
        if self.slot.is_equivalent or any(map(is_maths, self.accepted)):
            return found
        need, same = self._needed()
        if need:
            found |= {"need": need, "same": same}
            if any(map(self._holds_figures, self.accepted)):
                is_whole = not any(_DECIMAL.search(answer) for answer in self.accepted)
                found["figures"] = 1 if is_whole else 2
        rows, typos = self._typo_rows(ok)
        if rows:
            found |= {"rows": rows, "typos": typos}
        return found

    def _formulas(self) -> list[str]:
        """Return the signs of right formulas, where no other answer has the same letters."""
        if self.slot.is_equivalent or not self.slot.strictness.typos or self.case:
            return []
        keys = {formula_key(answer, is_certain=is_maths(answer)) for answer in self.accepted}
        others = {
            squashed(text)
            for text in (*self.slot.rivals, *(t for group in self.context.known for t in group))
            if text not in self.accepted
        }
        return sorted(key for key in keys if key and squashed(key) not in others)

    def _is_right(self, typed: str) -> bool:
        slot = self.slot
        return mark_text(
            typed,
            slot.accepted,
            language=self.language,
            strictness=slot.strictness,
            rivals=slot.rivals,
            known=self.context.known,
            question=slot.question,
        ).is_right

    # ok and no

    def _listed(self) -> tuple[set[str], set[str]]:
        texts = [*self.accepted]
        for answer in self.accepted[:_MOST_FORMS]:
            texts += self._forms(answer)
            if self.case:
                texts += [answer.lower(), answer.upper(), answer.title(), answer.capitalize()]
            if not self.slot.strictness.typos:
                texts += [f"{answer}.", answer.lower(), answer.upper(), f'"{answer}"']
        texts += self._rivals()
        ok: set[str] = set()
        no: set[str] = set()
        for text in dict.fromkeys(texts):
            key = self._form(text)
            if key in ok or key in no or not key.strip():
                continue
            forms = dict.fromkeys((text, key, *(() if self.case else (key.title(), key.upper()))))
            verdicts = {self._is_right(form) for form in forms if self._form(form) == key}
            if len(verdicts) == 1:
                (ok if verdicts.pop() else no).add(key)
        return ok, no

    def _form(self, text: str) -> str:
        """Return the form by which a text is looked up: where all counts, as it is written."""
        return fold_key(text, case=self.case, exact=not self.slot.strictness.typos)

    def _forms(self, answer: str) -> list[str]:
        """Return what people make of an answer: articles, accents, parts, another order."""
        plain = unaccented(answer)
        words = answer.split()
        found = [plain, loose(fold(answer, case=self.case)), f"{answer}!", answer.replace("-", "")]
        articles = [word for group in self.language.articles for word in sorted(group)]
        for article in articles:
            space = "" if article.endswith("'") else " "
            found.append(f"{article}{space}{answer}")
        if len(words) > 1 and words[0].lower() in articles:
            found.append(" ".join(words[1:]))
        if is_person(tokens_of(answer, self.language), self.language, self.question.is_for_person):
            titles = ("Mr", "Mrs", "Dr", "Prof.", "President", "Herr", "Frau", "M.", "Mme")
            found += [f"{title} {words[-1]}" for title in titles]
        if len(words) == 1 and answer.isalpha():
            found += sorted(opposites_of(answer.casefold()))
        found += [f"{before} {answer}" for before in ("it is", "it was", "in", "about", "ca.")]
        if 1 < len(words) <= _MOST_PART_WORDS:
            found += [
                " ".join(words[start:end])
                for start in range(len(words))
                for end in range(start + 1, len(words) + 1)
            ]
            figures = [str(roman_value(word) or word) if word.isupper() else word for word in words]
            found += [
                " ".join(figures),
                " ".join((*words[1:], words[0])),
                f"{words[0][0]}. {' '.join(words[1:])}",
            ]
            found += [f"{words[-1]}, {' '.join(words[:-1])}", " ".join((words[0], words[-1]))]
        return found

    def _rivals(self) -> list[str]:
        """Return the other answers of the bank that are near: those far away need no list."""
        right = [set(fold(answer).split()) for answer in self.accepted]
        found = list(self.slot.rivals)
        for text in (text for group in self.context.known for text in group):
            words = set(fold(text).split())
            if any(words & one for one in right) or any(
                osa_distance(fold(text), fold(answer), _NEAR) <= _NEAR
                for answer in self.accepted[:_MOST_FORMS]
            ):
                found.append(text)
        return found[:_MOST_RIVALS]

    def _holds_figures(self, answer: str) -> bool:
        """Return whether an answer may be read as a date or a number."""
        return any(map(str.isdigit, answer)) or (
            read_date(answer, language=self.language, is_yearless=True).date is not None
        )

    # need and same

    def _needed(self) -> tuple[list[list[Any]], list[str]]:
        """Return of each right answer the words that it cannot be without; none where it can."""
        sets: dict[frozenset[str], dict[str, list[Any]]] = {}
        same: set[str] = set()
        if self.language.primary == "ar":
            return [], []
        for answer in self.accepted:
            same |= {squashed(answer), squashed(fold(answer))}
            rows = right_rows(answer, self.question)
            if not rows:
                return [], []
            for row in rows:
                same.add(squashed("".join(token.loose for token in row)))
                needed = self._needed_of(row)
                elided = {
                    fold(word).replace(" ", ""): [unaccented(fold(part)) for part in parts]
                    for word in answer.split()
                    if len(parts := _ELISION.split(word)) > 1
                }
                if not needed:
                    return [], []
                made = {
                    token.key: self._token(token, row, elided.get(token.key.lower(), ()))
                    for token in needed
                }
                names = frozenset(made)
                sets[names] = _merged(sets[names], made) if names in sets else made
        # What lacks a word of a smaller set lacks it in the larger one too, but for neighbours.
        least = [
            list(reduce(_merged, (sets[other] for other in sets if names < other), tokens).values())
            for names, tokens in sets.items()
            if not any(other < names for other in sets)
        ]
        return least, sorted(same)

    def _needed_of(self, row: Tokens) -> list[Token]:
        alternatives = [row, *least_rows(row, self.question)]
        kept = [
            token
            for token in row
            if token.key != "&"
            and not (token.is_initials or (len(token.loose) == 1 and len(row) > 1))
            and _is_whole(token.loose)
            and _is_whole(token.unmarked)
            and all(token in other for other in alternatives)
        ]
        return list(dict.fromkeys(kept))

    def _token(self, token: Token, row: Tokens, elided: Sequence[str]) -> list[Any]:
        """Return a word as the page knows it: forms, with neighbours, figure, initial, typos.

        Args:
            token: The word.
            row: The answer that it stands in.
            elided: What stands before and after an apostrophe in it.
        """
        forms = {token.loose, token.unmarked, *filter(None, elided)}
        figures: list[int] = sorted(token.figures)
        if token.is_figure:
            for figure in figures:
                forms |= set(words_for(figure, self.language.primary))
        else:
            forms |= set(other_spellings(token.loose, self.language.primary))
        joins: set[str] = set()
        for first, second in pairwise(row):
            if token in (first, second) and not (first.is_figure or second.is_figure):
                joins |= {first.loose + second.loose, first.unmarked + second.unmarked}
        is_initial = int(is_like_name(row) and token is not row[-1])
        return [
            sorted(map(_lower, forms)),
            sorted(map(_lower, joins)),
            figures if token.is_figure else 0,
            is_initial,
            [] if token.is_figure else self._typos_of(token),
        ]

    # typos

    def _typo_rows(self, ok: set[str]) -> tuple[list[str], dict[str, list[int]]]:
        """Return right answers in which one typo may be forgiven, and the typos of their words."""
        rows: dict[str, None] = {}
        typos: dict[str, list[int]] = {}
        if not self.slot.strictness.typos:
            return [], {}
        for answer in self.accepted[:_MOST_TYPO_ROWS]:
            tokens = tokens_of(answer, self.language, self.case)
            if not right_rows(answer, self.question) or self._has_near_rival(tokens):
                continue
            for part in dict.fromkeys((tokens, tokens[-1:])):
                key = " ".join(token.key for token in part)
                if key not in ok or (part is tokens and key != fold(answer, case=self.case)):
                    continue
                rows[key] = None
                for token in part:
                    if not token.is_figure:
                        typos[token.key] = self._typos_of(token)
        return list(rows), {word: places for word, places in typos.items() if places}

    def _has_near_rival(self, row: Tokens) -> bool:
        """Return whether another answer is so near that it may be meant by a typo."""
        # What is typed is one typo off, which may cost two in a long word.
        limit = 1 + max((allowed_typos(token.loose) for token in row), default=0)
        own = {" ".join(t.loose for t in r) for r in (row, *least_rows(row, self.question))}
        others = [*self.slot.rivals, *(text for group in self.context.known for text in group)]
        for text in others:
            for rival in _rival_rows(text, self.question):
                for one in own:
                    if osa_distance(one, rival, limit) <= limit and not self._is_right(text):
                        return True
        return False

    def _typos_of(self, token: Token) -> list[int]:
        """Return the places of a word's typos, of its spelling with accents and without."""
        if min(allowed_typos(token.loose), allowed_typos(token.unmarked)) == 0:
            return []
        bases = dict.fromkeys((token.key, token.loose, token.unmarked))
        shared = (token, self.slot.strictness, id(self.context), self.accepted)
        found = [
            self.tables.place((base, *shared), lambda base=base: self._bits(base, token))  # type: ignore[misc]
            for base in bases
        ]
        return [place for place in found if place >= 0]

    def _bits(self, base: str, token: Token) -> list[str] | None:
        alphabet = next((one for one in _ALPHABETS if _is_written_in(base, one)), "")
        if not alphabet or len(base) > _LONGEST_WORD:
            return None
        surely, maybe = [], []
        for edit in edits(base, alphabet):
            tokens = tokens_of(edit, self.language, self.case) if edit else ()
            is_one = len(tokens) == 1 and edit != base
            surely.append(is_one and self.strictest.cost(tokens[0], token) < FAR)
            maybe.append(surely[-1] or (is_one and self.widest.cost(tokens[0], token) < FAR))
        return [base, alphabet, _packed(surely), "" if surely == maybe else _packed(maybe)]


def _speller(
    language: Language, strictness: Strictness, known: KnownWords, *, is_in_name: bool
) -> Speller:
    speller = Speller(language, strictness, known, is_within_name=is_in_name)
    speller.has_company = is_in_name
    return speller


@lru_cache(maxsize=8_192)
def _rival_rows(text: str, question: QuestionReading) -> tuple[str, ...]:
    rows = [r for row in right_rows(text, question) for r in (row, *least_rows(row, question))]
    return tuple(dict.fromkeys(" ".join(token.loose for token in row) for row in rows))


def _merged(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return words with what is known of them from another answer too.

    That one may have other neighbours of the same word, or an apostrophe in it.
    """
    found = {}
    for name, token in one.items():
        more = other.get(name, token)
        found[name] = [
            sorted({*token[0], *more[0]}),
            sorted({*token[1], *more[1]}),
            token[2],
            max(token[3], more[3]),
            token[4] if token[4] == more[4] else [],
        ]
    return found


def _is_whole(word: str) -> bool:
    """Return whether a word is one on the page too, where signs may part it: but for `B&R`."""
    return word.replace("&", "").isalnum()


def _lower(text: str) -> str:
    return text.lower()


def _is_written_in(word: str, alphabet: str) -> bool:
    return word.isalpha() and all(set(unaccented(char.lower())) <= set(alphabet) for char in word)


def edits(word: str, alphabet: str) -> Iterable[str]:
    """Yield a word with each single typo, in the order in which the page counts them.

    Letters left out, neighbours swapped, letters replaced, letters added.
    """
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        for char in alphabet:
            yield word[:at] + char + word[at + 1 :]
    for at in range(len(word) + 1):
        for char in alphabet:
            yield word[:at] + char + word[at:]


def _packed(bits: Sequence[bool]) -> str:
    data = bytearray((len(bits) + 7) // 8)
    for at, bit in enumerate(bits):
        if bit:
            data[at >> 3] |= 1 << (at & 7)
    return base64.b64encode(bytes(data)).decode()


def squashed(text: str) -> str:
    """Return the letters and figures of a text alone, in lower case and without accents."""
    return "".join(filter(str.isalnum, unaccented(fold(text)).lower()))
