"""Taking a list apart that was typed in one field."""

import re
from collections.abc import Iterable, Iterator

from quiz.marking.folding import fold
from quiz.marking.language import language
from quiz.marking.manners import conjunctions

_SIGNS = ("\n", ";", ",", "/")
"""What parts a list, the strongest first."""
_NUMBER = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
"""What numbers the entries of a list."""
_MORE_COMMAS = str.maketrans({"，": ",", "、": ",", "،": ",", "；": ";", "؛": ";"})


def separated(texts: Iterable[str], answers: Iterable[str], code: str) -> Iterator[str]:
    """Yield the entries of typed texts: separated by lines, semicolons, commas, or "and".

    A sign that stands in an answer separates nothing.

    Args:
        texts: What was typed, a text a field.
        answers: All right spellings.
        code: The bank's language, a BCP 47 tag.
    """
    answers = list(answers)
    folded = {fold(answer) for answer in answers}
    held = "\n".join(answers)
    words = "|".join(map(re.escape, conjunctions(language(code).primary)))
    joined = re.compile(rf"^\s*(?:{words})\s+|\s+(?:{words})\s+", re.IGNORECASE)
    holds_and = bool(joined.search(held.replace("\n", " \x00 ")))
    for text in texts:
        if fold(text) in folded and "\n" not in text:
            yield text
        else:
            yield from _separated(text, held, None if holds_and else joined)


def _separated(text: str, held: str, joined: "re.Pattern[str] | None") -> list[str]:
    text = text.translate(_MORE_COMMAS)
    parts = [text]
    for sign in _SIGNS:
        if sign in text and (sign == "\n" or sign not in held):
            parts = [piece for part in parts for piece in part.split(sign)]
    if joined is not None:
        parts = [piece for part in parts for piece in joined.split(part)]
    numbered = [piece for part in parts for piece in _NUMBER.split(part)]
    parts = [part.strip() for part in numbered if part.strip()]
    if len(parts) == 1 and not any(" " in answer.strip() for answer in held.splitlines()):
        return parts[0].split()  # each answer is one word
    return parts
