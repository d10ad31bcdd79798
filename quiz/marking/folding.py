"""The forms in which texts are compared, from the written one to the barest.

There are three, each dropping more than the one before:

- `written`: NFKC, invisible characters gone, white space collapsed, one kind of quotation mark and
  of dash, case folded unless it counts;
- `fold`: also without quotation marks, with a space for each hyphen, without the stops and commas
  that are not part of a number;
- `loose`: also without accents and other punctuation.

None of them is ever empty for a text that shows something: where nothing would be left, the form
before it stands.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from quiz.translation import _

MAX_TYPED = 1_000
"""Characters of a typed answer that are looked at; anything longer is wrong."""
NOTHING_TYPED = _("nothing typed")
"""Feedback on an empty answer."""

_DOUBLE = "“”„‟«»‹›「」『』〝〞〟″‶❝❞＂"
_SINGLE = "‘’‚‛′‵`´ʼʹʻʽʾʿ❛❜＇"
_DASHES = "‐‑‒–—―−⁃﹘﹣－⸺⸻"
_INVISIBLE = (
    *range(0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,
    0x34F,
    0x115F,
    0x1160,
    0x61C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0x3164,
    0xFEFF,
    0xFFA0,
)
_UNSEEN: dict[int, None] = dict.fromkeys(code for code in _INVISIBLE if code > 0x9F)
_TYPOGRAPHY: dict[int, str | None] = {
    **{ord(mark): '"' for mark in _DOUBLE},
    **{ord(mark): "'" for mark in _SINGLE},
    **{ord(mark): "-" for mark in _DASHES},
    **dict.fromkeys(_INVISIBLE),
    ord("⁄"): "/",
    ord("∕"): "/",
    ord("。"): ".",
    ord("、"): ",",
}
_UNMARKED = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "ħ": "h",
        "Ø": "O",
        "Đ": "D",
        "Ł": "L",
        "Æ": "AE",
        "Œ": "OE",
        "ẞ": "SS",
        "Þ": "TH",
        "Ð": "D",
        "Ħ": "H",
        # Russian prints ё as е at will; й and и stay two letters.
        "ё": "е",
        "Ё": "Е",
    }
)
_POINTS = (
    *range(0x0591, 0x05BE),  # Hebrew points and accents
    0x05BF,
    0x05C1,
    0x05C2,
    0x05C4,
    0x05C5,
    0x05C7,
    0x0640,  # tatweel
    *range(0x064B, 0x0660),  # Arabic vowels
    0x0670,
)
_SEMITIC: dict[int, str | None] = {
    **dict.fromkeys(_POINTS),
    **{ord(letter): "ا" for letter in "أإآٱ"},
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    ord("ء"): None,
    ord("ة"): "ه",
    ord("ى"): "ي",
    ord("ی"): "ي",
    ord("ک"): "ك",
}
"""What is left out or written alike in Arabic, Persian and Hebrew."""
_CYRILLIC_VOWELS = frozenset("аеиоуыэюяіїєАЕИОУЫЭЮЯІЇЄ")
_MEANINGFUL = frozenset("#%&@*_+-.,")
"""Punctuation that always counts: names and code are told apart by it, and figures too."""

_LETTER = r"[^\W\d_]"
_SPACED_INITIAL = re.compile(rf"(?<!\w)({_LETTER})\. (?={_LETTER}\.)")
_STOP_BEFORE_FIGURE = re.compile(rf"(?<={_LETTER})[.,](?=\d)")
_IDLE_STOP = re.compile(r"\.(?!\d)")
_IDLE_COMMA = re.compile(r",(?!\d)")
_IDLE_HYPHEN = re.compile(r"-(?![.,]?\d)|(?<=\w)-")
_HYPHEN_IN_WORD = re.compile(rf"(?<={_LETTER})-(?={_LETTER})")
_FLAG = re.compile(r"(?<=\w )(?:--(?=[a-z]{2})|-(?=[a-z](?:\s|\Z)))", re.IGNORECASE)
"""The hyphen of a command's option: `git commit -m`, `ls --all`."""
_FLAG_SIGN = "\ue000"
_NO_QUOTES = str.maketrans("", "", "'\"")
_SPACED = frozenset(";:/\\|…")


def written(text: str, *, case: bool = False) -> str:
    """Return `text` as written, less what no keyboard or eye tells apart.

    Digits of every script are the same digits.

    Args:
        text: Any text.
        case: Whether capitals count.
    """
    if not text.isascii():
        # Before NFKC, which would turn ´ into a space with a mark on it.
        text = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
        text = western_digits(text)
        if not case:
            text = unicodedata.normalize("NFKC", text.casefold())
    else:
        if not case:
            text = text.lower()
        text = text.replace("`", "'")
        if not text.isprintable():
            text = text.translate(_TYPOGRAPHY)
    return " ".join(text.split())


def visible(text: str) -> str:
    """Return `text` without letters that show nothing, as come with what is pasted."""
    return text if text.isascii() else text.translate(_UNSEEN)


def western_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def respelt(text: str, respellings: Mapping[int, str]) -> str:
    """Return `text` with letters as those write them who lack the key: `ae` for `ä`.

    Args:
        text: Any text.
        respellings: `Language.respellings`; in Unicode code points.
    """
    if not respellings or text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(respellings)


def too_long() -> str:
    """Return the feedback on an answer that is too long to be looked at."""
    return _("answers can have at most {n:,} characters").format(n=MAX_TYPED)


def fold(text: str, *, case: bool = False) -> str:
    """Return the comparison form of `text`: two texts with one form are one answer.

    Case (unless it counts), repeated space, quotation marks, hyphens (a hyphen is a space), and the
    stops and commas at the edges of words or between letters are gone. A sign or a point in a
    number stays (`-3`, `3.5`, `1,5`), and so do accents and all other punctuation.

    Args:
        text: Any text.
        case: Whether capitals count.
    """
    if text.isascii():
        # Nearly every option of a bank ends here.
        plain = " ".join((text if case else text.lower()).split())
        if plain.replace(" ", "").isalnum():
            return plain
    whole = written(text, case=case)
    return _fold_written(whole) or whole or text


def fold_joined(text: str, *, case: bool = False) -> str:
    """Return `fold` with the hyphens inside words closed up: `e-mail` is `email`."""
    whole = written(text, case=case)
    return _fold_written(_HYPHEN_IN_WORD.sub("", whole)) or whole or text


def _fold_written(text: str) -> str:
    text = text.translate(_NO_QUOTES)
    if "." in text:
        text = _SPACED_INITIAL.sub(r"\1.", text)
    if "." in text or "," in text:
        text = _STOP_BEFORE_FIGURE.sub(" ", text)
        # "U.S.A." is one word, "red,white" is two.
        text = _IDLE_COMMA.sub(" ", _IDLE_STOP.sub("", text))
    if "-" in text:
        text = _FLAG.sub(lambda flag: _FLAG_SIGN * len(flag[0]), text)
        text = _IDLE_HYPHEN.sub(" ", text).replace(_FLAG_SIGN, "-")
    return " ".join(text.split())


def unaccented(text: str) -> str:
    """Return `text` without the marks on Latin and Greek letters.

    Marks on other letters make other letters (й, が) and stay, except the stress mark that Russian
    textbooks put on vowels, and what Arabic and Hebrew leave out at will: points, tatweel, hamza.
    """
    if text.isascii():
        return text
    # Composed first: a hamza may stand apart from its letter.
    semitic = unicodedata.normalize("NFC", text).translate(_SEMITIC)
    text = semitic if semitic.strip() else text
    kept: list[str] = []
    base = ""
    is_bare = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if is_bare or (char == "\u0301" and base in _CYRILLIC_VOWELS):
                continue
        else:
            base = char
            is_bare = char.isascii() or _is_latin_or_greek(char)
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_UNMARKED)


def _is_latin_or_greek(char: str) -> bool:
    code = ord(char)
    return code < 0x250 or 0x370 <= code < 0x400 or 0x1E00 <= code < 0x2000


def loose(folded: str) -> str:
    """Return a folded text without accents and without punctuation that carries no meaning.

    Punctuation between figures stays, and all of it stays where fewer than two letters would be
    left (`5!`, `f()`, `?`).
    """
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded
    text = unaccented(folded)
    if sum(map(str.isalpha, text)) < 2:
        return text or folded
    kept: list[str] = []
    last = len(text) - 1
    for place, char in enumerate(text):
        is_in_figure = 0 < place < last and text[place - 1].isdigit() and text[place + 1].isdigit()
        if char.isalnum() or char == " " or char in _MEANINGFUL or is_in_figure:
            kept.append(char)
        elif char in _SPACED:
            kept.append(" ")
        elif not unicodedata.category(char).startswith("P"):
            kept.append(char)
    return " ".join("".join(kept).split()) or folded


@lru_cache(maxsize=256)
def word_key(word: str) -> str:
    """Return the form under which a word of our tables (months, scales, units) is looked up."""
    return loose(fold(word))


def fold_key(text: str, *, case: bool = False, exact: bool = False) -> str:
    """Return the form by which two answers of one question are the same answer.

    Args:
        text: An answer or an option.
        case: Whether capitals count.
        exact: Whether every letter, accent and mark counts (`typos: false`).
    """
    return (written(text, case=case) or text) if exact else fold(text, case=case)


def is_same_text(one: str, other: str, *, case: bool = False, exact: bool = False) -> bool:
    """Return whether two answers are one and the same: typing one is typing the other."""
    return fold_key(one, case=case, exact=exact) == fold_key(other, case=case, exact=exact)


def is_blank(text: str) -> bool:
    """Return whether `text` shows nothing at all: white space and invisible characters."""
    return not text.translate(_TYPOGRAPHY).strip()
