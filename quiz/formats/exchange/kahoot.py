"""The spreadsheet of Kahoot: questions from its ninth row on, up to four options each.

Source: Kahoot, its template for importing questions from a spreadsheet.
"""

import io
import re

from quiz.errors import QuizError
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, question_place
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Note,
    Source,
    Trust,
)
from quiz.formats.exchange.grids import is_workbook, rows_of
from quiz.formats.exchange.losing import lost_note, lost_of, lost_of_bank
from quiz.formats.exchange.rich import escaped, plain_of
from quiz.formats.exchange.workbook import written_workbook
from quiz.items import Item, MultipleChoice, Option, SingleChoice, TrueFalse
from quiz.items.wording import option_text
from quiz.translation import _

_HEAD = re.compile(r"question\s*-\s*max", re.I)
_TIMES = (5, 10, 20, 30, 60, 90, 120, 240)
_LONGEST_QUESTION, _LONGEST_OPTION = 120, 75
_MOST_OPTIONS = 4
_MOST_LOOKED_AT = 20
_FIRST_ROW = 9


def trust(source: Source) -> Trust:
    """Return how surely a workbook is Kahoot's: a row says `Question - max 120 characters`."""
    if not is_workbook(source):
        return Trust.NO
    try:
        rows = rows_of(source)[:_MOST_LOOKED_AT]
    except QuizError:
        return Trust.NO
    has_head = any(_HEAD.match(cell) for row in rows for cell in row.cells)
    return Trust.SURE if has_head else Trust.NO


def decode(source: Source) -> Imported:
    """Read a spreadsheet of Kahoot.

    Raises:
        QuizError: It cannot be read, or holds no question.
    """
    collector = Collector(source)
    rows = rows_of(source, collector)
    head = next((at for at, row in enumerate(rows) if any(map(_HEAD.match, row.cells))), -1)
    for row in rows[head + 1 :]:
        cells = [*row.cells, *[""] * 8]
        asked, texts = cells[1], [cell for cell in cells[2:6] if cell]
        if not asked and not texts:
            continue
        where = _("row {n}").format(n=row.number)
        keys = [place for place in _right(cells[7]) if place < _MOST_OPTIONS and cells[2 + place]]
        kept = [at for at in range(_MOST_OPTIONS) if cells[2 + at]]
        if not asked or len(texts) < 2 or not keys:
            collector.skip(where, _("a question, two options and a right one are needed"))
            continue
        options = [Option(text) for text in texts]
        right = [kept.index(key) for key in keys]
        item = choice_of(collector, where, escaped(asked), options, right)
        if item is None:
            continue
        seconds = cells[6].removesuffix(".0")
        if seconds.isdecimal() and 0 < int(seconds) <= 3600:
            item = item.replaced(time_limit_s=float(seconds))
        collector.add(item, where=where)
    return collector.imported()


def _right(text: str) -> list[int]:
    """Return the places of the right options: `1`, `1,2`, `1.0`."""
    found = re.findall(r"\d+(?:\.0+)?", text)
    return [int(float(one)) - 1 for one in found if 1 <= float(one) <= _MOST_OPTIONS]


def encode(source: ExportSource) -> Exported:
    """Write the questions with up to four options.

    Raises:
        QuizError: The extra `import` is missing.
    """
    rows: list[list[str | int | float | None]] = [[] for _row in range(_FIRST_ROW - 2)]
    rows[1] = [None, source.bank.title]
    rows.append([
        None, "Question - max 120 characters", "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters", "Answer 3 - max 75 characters",
        "Answer 4 - max 75 characters", "Time limit (sec)",
        "Correct answer(s) - choose at least one",
    ])  # fmt: skip
    notes = lost_of_bank(source.bank)
    count = 0
    for number, item in enumerate(source.bank.items, 1):
        where = question_place(number, item.id)
        fault = _fault(item)
        if fault or not isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
            notes.append(Note(where=where, reason=fault, is_skipped=True))
            continue
        notes += lost_note(where, lost_of(item, "time_limit_s", "shuffle"))
        if item.time_limit_s not in (0.0, *_TIMES):
            notes.append(Note(where=where, reason=_("its time is the nearest that Kahoot has")))
        count += 1
        texts = [_flat(option_text(item, option.text)) for option in item.options]
        seconds = min(_TIMES, key=lambda one: abs(one - (item.time_limit_s or 20)))
        keys = ",".join(str(key + 1) for key in item.keys)
        padded = [*texts, *[None] * (_MOST_OPTIONS - len(texts))]
        rows.append([count, _flat(plain_of(item.stem)), *padded, seconds, keys])
    if not count:
        return Exported(data=b"", notes=tuple(notes))
    out = io.BytesIO()
    written_workbook(out, rows, "Sheet1")
    return Exported(data=out.getvalue(), notes=tuple(notes))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _fault(item: Item) -> str:
    """Return why Kahoot cannot ask a question; empty if it can."""
    if not isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return _("Kahoot has only options to choose from")
    if len(item.options) > _MOST_OPTIONS:
        return _("Kahoot has at most four options")
    if len(_flat(plain_of(item.stem))) > _LONGEST_QUESTION:
        return _("Kahoot's questions have at most 120 characters")
    if any(len(_flat(option_text(item, one.text))) > _LONGEST_OPTION for one in item.options):
        return _("Kahoot's options have at most 75 characters")
    return ""


FORMAT = Format(
    name="kahoot",
    title="Kahoot",
    endings=(".xlsx",),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(_("all but questions with two to four short options"),
           _("explanations, hints, tags, pictures")),
)  # fmt: skip
