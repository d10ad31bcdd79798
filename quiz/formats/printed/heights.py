"""How tall a question is, roughly: whether it can be kept whole on a page.

Typst could measure it, which takes longer than all the rest. A guess that is well on the safe side
does: what is called short fits on a page in any case.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from math import ceil
from typing import assert_never

import msgspec

from quiz.formats.printed.layout import Setting
from quiz.formats.printed.sheet import (
    Answer,
    Block,
    Boxes,
    Break,
    CodeBlock,
    Form,
    Gap,
    Grid,
    Heading,
    Line,
    Lines,
    Listing,
    Nothing,
    Ordering,
    Pairing,
    Paragraph,
    PickLists,
    Picture,
    Question,
    Quote,
    Rule,
    Run,
    Table,
)

_TEXT_CM = 14.0
"""Width of the narrower paper's text beside number and points."""
_PAGE_CM = 22.0
"""Height of the lower paper's text."""
_CM_A_POINT = 2.54 / 72
_EM_A_CHARACTER = 0.55
_MOST = 0.66
"""Of a page: a guess may be wrong by half."""


class Measure(msgspec.Struct, frozen=True):
    """The lines of a layout."""

    characters: float
    """Of a line."""
    page: float
    """Lines of a page."""
    pictures: Mapping[str, float]
    """Lines of each picture, by name."""
    ruled: float
    """Lines of one to write on."""

    @classmethod
    def of(cls, setting: Setting, pictures_cm: Mapping[str, float]) -> "Measure":
        """Return the measure of a layout.

        Args:
            setting: The layout.
            pictures_cm: How tall each picture is drawn.
        """
        em_cm = setting.size_pt * _CM_A_POINT
        line_cm = em_cm * (1 + setting.leading_em)
        ruled = setting.line_em / (1 + setting.leading_em)
        pictures = {name: tall / line_cm for name, tall in pictures_cm.items()}
        width_em = _EM_A_CHARACTER + setting.tracking_em + (setting.spacing_percent - 100) / 1000
        return cls(_TEXT_CM / (width_em * em_cm), _PAGE_CM / line_cm, pictures, ruled)

    def is_short(self, what: Question | Answer) -> bool:
        """Return whether a question or an answer fits on a page in any case."""
        if isinstance(what, Question):
            tall = self.blocks(what.stem) + self.form(what.form) + 2
        else:
            parts = (*what.right, *what.rubric, (Run(text=what.also),))
            tall = sum(map(self.line, parts)) + self.blocks(what.blocks) + self.blocks(what.explain)
        return tall < _MOST * self.page

    def line(self, runs: Line, share: float = 1.0) -> float:
        """Return the lines that a text takes in a column that is a share of the whole width."""
        wide, tall = 0.0, 1
        for run in runs:
            match run:
                case Run():
                    tall += run.text.count("\n")
                    wide += sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in run.text)
                case Gap():
                    wide += run.width_em * 2 + 3
                case Break():
                    tall += 1
        return tall - 1 + max(1, ceil(wide * 1.1 / (self.characters * share)))

    def lines(self, texts: Iterable[Line], share: float = 1.0, more: float = 0.4) -> float:
        """Return the lines of several texts below one another."""
        return sum(self.line(text, share) + more for text in texts)

    def blocks(self, found: Iterable[Block]) -> float:
        """Return the lines of blocks."""
        return sum(self.block(one) + 0.6 for one in found)

    def block(self, one: Block) -> float:
        """Return the lines of a block."""
        match one:
            case Paragraph() | Heading():
                return self.line(one.runs) * 1.1
            case Listing():
                return sum(self.blocks(item) for item in one.items) * 1.2
            case Quote():
                return self.blocks(one.blocks) * 1.2
            case Table():
                share = 0.8 / len(one.head)
                rows = (one.head, *one.rows)
                return sum(max(self.line(cell, share) for cell in row) + 0.7 for row in rows)
            case CodeBlock():
                return sum(ceil(len(line) * 1.2 / self.characters) for line in _lines(one)) + 1
            case Picture():
                alt = 2 + self.line((Run(text=one.alt),))
                return self.pictures.get(one.name, alt) + 1
            case Rule():
                return 1
            case _:
                assert_never(one)

    def form(self, form: Form) -> float:
        """Return the lines of an answer form."""
        match form:
            case Boxes():
                return self.lines((option.runs for option in form.options), 0.9)
            case Lines():
                return form.count * self.ruled + self.line((Run(text=form.unit),))
            case PickLists():
                return sum(self.lines(o.runs for o in options) for _number, options in form.lists)
            case Pairing():
                rights = self.lines((option.runs for option in form.rights), 0.4)
                return max(self.lines(form.lefts, 0.4), rights)
            case Ordering():
                return self.lines(form.entries, 0.9, 0.8)
            case Grid():
                return self.lines((*form.entries, *form.columns[:1]), 0.3, 0.8) + 2
            case Nothing():
                return 0
            case _:
                assert_never(form)


def _lines(block: CodeBlock) -> list[str]:
    return block.text.split("\n") or [""]
