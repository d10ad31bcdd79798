"""What the rules ask of a text: its words, those that carry meaning, and phrases that stand in it.

`quiz.marking` compares answers; here sentences are looked at, in which every sign but letters and
figures only parts words.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from quiz.cells import clip
from quiz.items import (
    Cloze,
    Flashcard,
    Item,
    MultipleChoice,
    ShortText,
    SingleChoice,
    TextList,
)
from quiz.items.markup import spans
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.function_words import FUNCTION_WORDS

_LONGEST = 4_000
"""Characters of a text that are looked at."""
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    r"\"[^\"\n]{1,300}\"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|‘[^’\n]{1,300}’"
    r"|(?<!\w)'[^'\n]{1,300}'(?!\w)|\*{1,3}[^*\n]{1,300}\*{1,3}|(?<!\w)_{1,2}[^_\n]{1,300}_{1,2}"
)
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LEAST_LETTERS = 3
"""Of a phrase that is looked for: shorter ones stand everywhere."""
_KEPT = 65_536


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, numbers among them."""
    text = text[:_LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u0301", "")
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=_KEPT)
def line(text: str) -> str:
    """Return the words of a text with one space around each, so that phrases can be found."""
    return f" {' '.join(words(text))} "


@lru_cache(maxsize=_KEPT)
def prose(text: str) -> str:
    """Return a text without its code and its maths."""
    pieces = spans(text[:_LONGEST])
    for start, end in reversed(pieces):
        text = f"{text[:start]} {text[end:]}"
    return text


@lru_cache(maxsize=_KEPT)
def said(text: str) -> str:
    """Return a text without code, maths, quotations and emphasised words.

    What stands in those is spoken of, such as the word that is to be translated.
    """
    text = prose(text)[:_LONGEST]
    if not any(sign in text for sign in "\"“„«‘'*_"):
        return text
    return _QUOTED.sub(" … ", text)


@lru_cache(maxsize=_KEPT)
def content_words(text: str, code: str) -> frozenset[str]:
    """Return the words of a text that carry meaning; English plurals as singulars.

    Args:
        text: Any text.
        code: The primary subtag of its language.
    """
    idle = FUNCTION_WORDS.get(code, frozenset())
    found = [
        word for word in words(text) if word not in idle and (len(word) > 2 or _is_figure(word))
    ]
    if code == "en":
        found = [_singular(word) for word in found]
    return frozenset(found)


def _is_figure(word: str) -> bool:
    return word[0].isdigit()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "su" else word


class Phrases:
    """Words and phrases that are looked for in texts."""

    def __init__(self, *lists: str) -> None:
        """Take lists of phrases, separated by commas."""
        entries = [entry.strip() for text in lists for entry in text.split(",") if entry.strip()]
        self.words = frozenset(entry for entry in entries if " " not in entry)
        self.longer = tuple(f" {entry} " for entry in entries if " " in entry)

    def __bool__(self) -> bool:
        return bool(self.words or self.longer)

    def found(self, text: str) -> str:
        """Return the first of them that stands in a text; empty if none does."""
        for word in words(text):
            if word in self.words:
                return word
        whole = line(text) if self.longer else ""
        return next((phrase.strip() for phrase in self.longer if phrase in whole), "")

    def begins(self, text: str) -> str:
        """Return the one that a text begins with; empty if none."""
        found = words(text)
        if found and found[0] in self.words:
            return found[0]
        whole = line(text) if self.longer else ""
        return next((phrase.strip() for phrase in self.longer if whole.startswith(phrase)), "")


NO_PHRASES = Phrases()


def stands_in(phrase: str, text: str, code: str) -> bool:
    """Return whether an answer stands in a text as it is, and says something.

    Figures do not count: they stand there for many reasons.
    """
    parts = words(phrase)
    if sum(map(len, parts)) < _LEAST_LETTERS or any(_is_figure(part) for part in parts):
        return False
    if line(phrase) not in line(text) or not content_words(phrase, code):
        return False
    return any(sign.isalpha() for sign in phrase)


def language_code(draft: Draft) -> str:
    """Return the primary subtag of a bank's language, such as `en`."""
    return draft.bank.language[:35].replace("_", "-").partition("-")[0].lower()


def stem_of(item: Item) -> str:
    """Return what an item asks; of a cloze, its text without the gaps."""
    return " … ".join(item.segments) if isinstance(item, Cloze) else item.stem


def stem_key(item: Item) -> str:
    """Return the key of the format under which the stem stands."""
    return (
        "cloze"
        if isinstance(item, Cloze)
        else "front"
        if isinstance(item, Flashcard)
        else "question"
    )


def takes_words(item: ShortText | TextList | Cloze) -> bool:
    """Return whether words are typed, in which a typo is forgiven: no exact text, no expression."""
    return item.typos and not (isinstance(item, ShortText) and item.equivalent)


def distractors(item: SingleChoice | MultipleChoice) -> list[str]:
    """Return the wrong options."""
    right = item.keys
    return [option.text for at, option in enumerate(item.options) if at not in right]


def place_of_option(
    question: DraftQuestion, item: SingleChoice | MultipleChoice, index: int
) -> tuple[str, int | None]:
    """Return the key of the format and the entry of its value where an option stands."""
    if question.has("choices"):
        return "choices", index
    right = item.keys
    if index in right:
        return "answer", None if isinstance(item, SingleChoice) else right.index(index)
    return "wrong", sum(at not in right for at in range(index))


def file_lines(text: str) -> list[str]:
    """Return the lines of a file as YAML counts them."""
    return _LINE_END.split(text)


def shown(text: str, most: int = 50) -> str:
    """Return a text short enough for a message."""
    return clip(" ".join(text[: 4 * most].split()), most)


def listed(texts: Iterable[str], most: int = 4) -> str:
    """Return texts in a row, each in quotation marks, the first few of them."""
    found = [f"'{shown(text, 30)}'" for text in texts]
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")
