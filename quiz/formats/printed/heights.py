"""How tall a question is, roughly: whether it can be kept whole on a page.

Typst measures what may be about as tall as a page, which takes longer than all the rest. For most a
guess that is well on the safe side does: what is called whole fits on a page in any case.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Literal, assert_never

import msgspec

from quiz.cells import cell_length
from quiz.formats.printed.formulas import width_em
from quiz.formats.printed.layout import TypeSetting
from quiz.formats.printed.sheet import (
    Block,
    Boxes,
    Form,
    GroupGrid,
    KeyAnswer,
    LetteredOption,
    Nothing,
    Ordering,
    Pairing,
    Passage,
    PickLists,
    PrintedQuestion,
    RuledLines,
    SheetPicture,
)
from quiz.items.markdown import (
    Blank,
    Break,
    CodeBlock,
    Heading,
    Line,
    Listing,
    MathSpan,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from quiz.items.maths.tree import tree

_TEXT_CM = 14.0
"""Width of the narrower paper's text beside number and points."""
_PAGE_CM = 22.0
"""Height of the lower paper's text."""
_CM_A_POINT = 2.54 / 72
_EM_A_CHARACTER = 0.55
_MOST = 0.66
"""Of a page: a guess may be wrong by half."""
_MOST_MEASURED = 2.2
"""Of a page: what is taller does not fit, whatever the guess is wrong by."""
_LEAST_IN_COLUMNS, _MOST_COLUMNS = 6, 3
_BESIDE = 8
"""Characters that box, letter and the space to the next column take."""
_CELL = 2.5
"""Characters that the sides of a cell take."""
_LEAST_TABLE = 0.5
_MOST_OF_LINE = 0.38
"""What no line breaks in may take so much of one; the narrowest columns are half a line."""

Fit = Literal["whole", "measured", "breaks"]
"""Fits on a page in any case; perhaps; certainly not."""


class Measure(msgspec.Struct, frozen=True):
    """The lines of a layout."""

    characters: float
    """Of a line."""
    width_em: float
    """Of a line."""
    page: float
    """Lines of a page."""
    pictures: Mapping[str, float]
    """Lines of each picture, by name."""
    ruled: float
    """Lines of one to write on."""

    @classmethod
    def of(cls, setting: TypeSetting, pictures_cm: Mapping[str, float]) -> "Measure":
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
        return cls(
            characters=_TEXT_CM / (width_em * em_cm),
            width_em=_TEXT_CM / em_cm,
            page=_PAGE_CM / line_cm,
            pictures=pictures,
            ruled=ruled,
        )

    def fit(self, what: PrintedQuestion | KeyAnswer | Passage) -> Fit:
        """Return whether something fits on a page."""
        tall = self._height(what)
        if tall < _MOST * self.page:
            return "whole"
        return "measured" if tall < _MOST_MEASURED * self.page else "breaks"

    def columns(self, options: Sequence[LetteredOption]) -> int:
        """Return in how many columns options stand: many short ones take less of a page so."""
        if len(options) < _LEAST_IN_COLUMNS:
            return 1
        texts = [option.runs for option in options]
        if any(isinstance(run, MathSpan) and self.is_wide(run) for runs in texts for run in runs):
            return 1
        longest = max(map(_letters, texts)) + _BESIDE
        return max(1, min(_MOST_COLUMNS, ceil(len(options) / 4), int(self.characters // longest)))

    def is_wide(self, formula: MathSpan) -> bool:
        """Return whether a formula may be too wide to stand in a line."""
        found = tree(formula.source)
        return found is not None and width_em(found) > _MOST_OF_LINE * self.width_em

    def table_size(self, table: Table) -> float:
        """Return at which size, of the usual one, a table's words fit into its columns."""
        columns = zip(table.head, *table.rows, strict=True)
        need = sum(max(map(_longest_word, column)) + _CELL for column in columns)
        return max(_LEAST_TABLE, min(1.0, self.characters / need))

    def _height(self, what: PrintedQuestion | KeyAnswer | Passage) -> float:
        if isinstance(what, PrintedQuestion):
            return self.blocks(what.stem) + self.form(what.form) + 2
        if isinstance(what, Passage):
            return self.blocks(what.blocks) + 2
        parts = (*what.right, *what.rubric, (Run(text=what.also),))
        return sum(map(self.line, parts)) + self.blocks(what.blocks) + self.blocks(what.explain)

    def line(self, runs: Line, share: float = 1.0) -> float:
        """Return the lines that a text takes in a column that is a share of the whole width."""
        wide, tall = 0.0, 1.0
        for run in runs:
            match run:
                case Run():
                    tall += run.text.count("\n")
                    wide += cell_length(run.text)
                case MathSpan():
                    tall += 3 if run.is_block else 0.6
                    wide += 1.3 * len(run.text)
                case Blank():
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
            case SheetPicture():
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
                return self.lines((option.runs for option in form.options), 0.9) / self.columns(
                    form.options
                )
            case RuledLines():
                return form.count * self.ruled + self.line((Run(text=form.unit),))
            case PickLists():
                return sum(self.lines(o.runs for o in options) for _number, options in form.lists)
            case Pairing():
                rights = self.lines((option.runs for option in form.rights), 0.4, 0.9)
                return max(self.lines(form.lefts, 0.4, 0.9), rights)
            case Ordering():
                return self.lines(form.entries, 0.9, 1.3)
            case GroupGrid():
                return self.lines((*form.entries, *form.columns[:1]), 0.3, 0.8) + 2
            case Nothing():
                return 0
            case _:
                assert_never(form)


def _lines(block: CodeBlock) -> list[str]:
    return block.text.split("\n") or [""]


def _longest_word(line: Line) -> int:
    texts = [run.text for run in line if isinstance(run, Run | MathSpan)]
    return max((len(word) for text in texts for word in text.split()), default=0)


def _letters(line: Line) -> int:
    """Return the letters of a line, wide ones twice."""
    texts = [run.text for run in line if isinstance(run, Run | MathSpan)]
    return sum(map(cell_length, texts))
