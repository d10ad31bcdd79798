"""What a template gets: a sheet as plain data, with what only the one who sets it needs."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.printed_words import printed_words, words_direction
from quiz.formats.printed.sheet import (
    Boxes,
    KeyAnswer,
    LetteredOption,
    Passage,
    PrintedQuestion,
    SheetPicture,
)
from quiz.items.directions import direction
from quiz.items.markdown import (
    CodeBlock,
    Heading,
    Inline,
    Line,
    MathSpan,
    Paragraph,
    Table,
    line_direction,
)
from quiz.items.maths.tree import tree

_LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_LEAST_PIECE = 20


def language_of(tag: str) -> dict[str, Any]:
    """Return what a template needs to know of a language."""
    return {
        "lang": _language(tag),
        "dir": direction(tag),
        "words": msgspec.to_builtins(printed_words(tag)),
        "words_dir": words_direction(tag),
    }


def _language(tag: str) -> str:
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if re.fullmatch("[a-z]{2,3}", code) else "en"


class Shown(msgspec.Struct, frozen=True):
    """Turns a sheet into the plain data that a template shows.

    Long words may break, a line knows its direction, formulas are trees, pictures are files, and
    what is to stay whole on a page knows whether it can.
    """

    measure: Measure
    """How wide lines are."""
    files: Mapping[str, str]
    """The file of each picture that can be drawn, by name."""
    pictures: Mapping[str, bytes]
    """The bytes of each picture, by name."""
    direction: str
    """Of the paper."""

    def plain(self, value: Any) -> Any:
        """Return a part of a sheet as plain data."""
        if isinstance(value, str):
            return _breakable(value)
        if isinstance(value, tuple):
            if value and all(isinstance(one, Inline) for one in value):
                return self.line(value)
            return [self.plain(one) for one in value]
        if not isinstance(value, msgspec.Struct):
            return value
        if isinstance(value, MathSpan):
            return self._formula(value)
        fields = {name: self.plain(getattr(value, name)) for name in value.__struct_fields__}
        if value.__struct_config__.tag is not None:
            fields["is"] = value.__struct_config__.tag
        match value:
            case Paragraph() | Heading() | LetteredOption():
                fields["runs"] = self.line(value.runs)
            case Table():
                fields["head"] = [self.line(cell) for cell in value.head]
                fields["rows"] = [[self.line(cell) for cell in row] for row in value.rows]
                fields["size_em"] = self.measure.table_size(value)
            case PrintedQuestion() | KeyAnswer() | Passage():
                fields["fit"] = self.measure.fit(value)
            case Boxes():
                fields["columns"] = self.measure.columns(value.options)
            case CodeBlock():
                fields["text"] = _breakable(value.text.expandtabs(4))
            case SheetPicture():
                size = pictures_.size(self.pictures.get(value.name, b""))
                fields["name"] = self.files.get(value.name, "")
                fields["width_percent"] = _width_percent(*size)
            case _:
                pass  # plain data is enough for it
        return fields

    def line(self, runs: Line) -> dict[str, Any]:
        """Return a line with its direction, where that is not the paper's."""
        own = line_direction(runs)
        shown = [self.plain(run) for run in runs]
        return {"runs": shown, "dir": None if own in ("", self.direction) else own}

    def _formula(self, formula: MathSpan) -> dict[str, Any]:
        found = tree(formula.source)
        return {
            "is": "formula",
            "text": _breakable(formula.text),
            "is_block": formula.is_block,
            "is_wide": self.measure.is_wide(formula),
            "tree": None if found is None else msgspec.to_builtins(found),
        }


def _width_percent(width: int, height: int) -> float:
    """Return how wide a picture is drawn: its own size at 96 dots an inch, and no taller than wide.

    100 percent are some 16 cm.
    """
    own = width / 96 * 2.54 / 16 * 100
    return max(5.0, min(100.0, own, 75.0 * width / max(1, height)))


def height_cm(width: int, height: int) -> float:
    """Return how tall a picture of so many pixels is drawn where a line is 16 cm wide."""
    return _width_percent(width, height) / 100 * 16 * height / max(1, width)


def _breakable(text: str) -> str:
    """Return a text in which a word longer than a line may break anywhere."""
    if len(text) < _LONGEST_WORD:
        return text
    return _LONG_WORD.sub(lambda found: _pieces(found.group()), text)


def _pieces(word: str) -> str:
    out, since = "", 0
    for sign in word:
        if since >= _LEAST_PIECE and not unicodedata.combining(sign) and sign != "\u200d":
            out += "\u200b"
            since = 0
        out += sign
        since += 1
    return out
