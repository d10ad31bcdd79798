"""Tables of any columns, CSV, TSV and workbooks: cards, short answers and choices."""

import io
import re
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.csv_reading import decoded
from quiz.formats.csv_writing import csv_text, unharmed
from quiz.formats.exchange.collecting import (
    Collector,
    question_place,
    without_twins,
)
from quiz.formats.exchange.columns import (
    Columns,
    are_places,
    are_results,
    are_wrong,
    columns_of,
    option_place,
    width_of,
    without_title,
)
from quiz.formats.exchange.exchanged import (
    Choices,
    Exported,
    ExportSource,
    Format,
    Imported,
    Note,
    Source,
    Trust,
)
from quiz.formats.exchange.grids import GridRow, is_workbook, rows_of
from quiz.formats.exchange.losing import lost_note, lost_of, lost_of_bank
from quiz.formats.exchange.rich import line_of, looks_like_html, markdown_of
from quiz.items import (
    Flashcard,
    Item,
    MultipleChoice,
    Option,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.translation import _

_MOST_TYPED_WORDS = 3
_TRUE, _FALSE = (
    {"true", "wahr", "richtig", "vero", "vrai", "t"},
    {"false", "falsch", "falso", "faux", "f"},
)
_LED = re.compile(r"\(?[A-Ja-j][.):]\s*(?=\S)")
"""The letter of an option in a cell that lists all of them."""
_LOOKED_AT = 50_000
_OF_MACOS = b"\0\5\x16\7"
"""Begins `._name`, what macOS notes of a file on the disks of others."""
_WORKBOOKS = (".xlsx", ".xls", ".ods")
"""Endings that people give to plain tables as well."""
_HEADS = ("id", "kind", "question", "answer", "wrong 1", "wrong 2", "wrong 3", "wrong 4", "wrong 5",
          "wrong 6", "wrong 7", "wrong 8", "tags", "explanation", "hint")  # fmt: skip
_MOST_WRONG = 8
_BETWEEN = "; "


def trust(source: Source) -> Trust:
    """Return how surely a file is a table: by its name, or since all lines have as many tabs."""
    name = source.name.lower()
    if source.data.startswith(_OF_MACOS):
        return Trust.NO
    if is_workbook(source):
        return Trust.LIKELY
    if name.endswith((".csv", ".tsv")):
        return Trust.LIKELY
    if source.data.startswith(b"PK") or b"\0" in source.data[:1000]:
        return Trust.NO
    head = decoded(source.data[:_LOOKED_AT], "head") if source.data else ""
    if name.endswith(_WORKBOOKS) and not head.lstrip().startswith("<"):
        return Trust.BY_NAME if re.search(r"[;,\t|]", head.split("\n", 1)[0]) else Trust.NO
    lines = [line for line in head.split("\n")[:200] if line.strip()][:-1] or head.split("\n")[:1]
    tabs = [line.count("\t") for line in lines]
    return Trust.LIKELY if tabs and min(tabs) >= 1 and len(lines) >= 1 else Trust.NO


def decode(source: Source) -> Imported:
    """Read a table.

    Raises:
        QuizError: It is no table, has one column alone, or a column that was named isn't there.
    """
    collector = Collector(source)
    rows = rows_of(source, collector)
    if not rows:
        return collector.imported()
    if are_results(rows):
        words = _("{file}: answers or grades of students; `quiz analyse` reads such tables")
        raise QuizError(words.format(file=clean_line(source.name)))
    collector.title, rows = without_title(rows, source.choices)
    place = _question_row if is_workbook(source) else _row_place
    take_table(collector, rows, source.choices, place)
    return collector.imported()


def take_table(
    collector: Collector,
    rows: Sequence[GridRow],
    choices: Choices,
    place: Callable[[GridRow], str],
) -> None:
    """Take the questions of a table.

    Args:
        collector: Takes them.
        rows: At least one; the first one may name the columns.
        choices: What the one who imports decided.
        place: Returns what a row is called in the report.

    Raises:
        QuizError: It has one column alone, or a column that was named isn't there.
    """
    columns = columns_of(rows, choices)
    names = rows[0].cells if columns.has_header else []
    collector.take(_taken(columns, names, width_of(rows)))
    is_wrong = bool(names) and are_wrong(names, columns.options)
    is_ours = tuple(names) == _HEADS
    collector.expected = len(rows)
    body = rows[columns.has_header :]
    kind = "truefalse" if _says_truth(body, columns) else ""
    at = columns.right if columns.right is not None else columns.back
    keys = [(_cell(row, at), _options_of(row, columns)) for row in body]
    table = _Table(
        columns=columns,
        only_wrong=is_wrong,
        is_ours=is_ours,
        kind=kind,
        by_place=len(columns.options) != 0 and are_places(keys),
    )
    for row in body:
        _row(collector, row, table, place(row))


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of all rows of a table."""

    columns: Columns
    only_wrong: bool
    """Whether its options are the wrong ones alone."""
    is_ours: bool
    """Whether we wrote it: its texts are Markdown already."""
    kind: str
    """The kind of all its questions, where it does not say that for each; else empty."""
    by_place: bool
    """Whether a right option is named by its letter or number, whatever the options read."""


def _cell(row: GridRow, at: int | None) -> str:
    return unharmed(row.cells[at]).strip() if at is not None and at < len(row.cells) else ""


def _options_of(row: GridRow, columns: Columns) -> list[str]:
    """Return the options of a row; those that one cell lists, apart."""
    options = [text for at in columns.options if (text := _cell(row, at))]
    if len(columns.options) != 1 or len(options) != 1:
        return options
    for sign in ("\n", ";", "|", " / ", ","):
        parts = [part.strip() for part in options[0].split(sign) if part.strip()]
        if len(parts) >= 2:
            return [_LED.sub("", part) for part in parts] if all(map(_LED.match, parts)) else parts
    return options


def _says_truth(rows: Sequence[GridRow], columns: Columns) -> bool:
    """Return whether all answers of a table are true or false, and both occur."""
    at = columns.back
    if at is None or columns.kind is not None or columns.options:
        return False
    found = {row.cells[at].strip().casefold() for row in rows if at < len(row.cells)} - {""}
    return found <= _TRUE | _FALSE and bool(found & _TRUE) and bool(found & _FALSE)


def _question_row(row: GridRow) -> str:
    return question_place(row.number)


def _row_place(row: GridRow) -> str:
    return _("line {n}").format(n=row.number)


def _taken(columns: Columns, names: Sequence[str], width: int) -> str:
    """Return what was taken for what, in one line."""

    def name(at: int) -> str:
        return names[at] if at < len(names) and names[at] else _("column {n}").format(n=at + 1)

    roles = (
        (_("front"), columns.front),
        (_("back"), columns.back),
        (_("right option"), columns.right),
        (_("tags"), columns.tags),
        (_("explanation"), columns.why),
        (_("hint"), columns.hint),
        (_("id"), columns.id),
        (_("kind"), columns.kind),
        (_("points"), columns.points),
    )
    said = [f"{role} = {name(at)}" for role, at in roles if at is not None]
    if columns.options:
        said.append(" = ".join((_("options"), ", ".join(map(name, columns.options)))))
    left = [name(at) for at in range(width) if at not in columns.used]
    text = ", ".join(said)
    if left:
        text += "; " + _("left out: {columns}").format(columns=", ".join(left))
    first = _("the first row names the columns")
    if not columns.has_header:
        first = _("the first row is a question (--header if it names the columns)")
    return f"{text}; {first}."


def _row(collector: Collector, row: GridRow, table: _Table, where: str) -> None:
    """Take the question of a row."""
    columns, is_ours = table.columns, table.is_ours
    rich = str.strip if is_ours else _markdown
    line = str.strip if is_ours else _line
    cell = partial(_cell, row)
    asked = cell(columns.front)
    if not asked:
        collector.skip(where, _("nothing is asked"))
        return
    options = _options_of(row, columns)
    answer, right = cell(columns.back), cell(columns.right)
    item: Item | None
    if options and table.only_wrong and (answer or right):
        item = _choice([*map(line, (answer or right, *options))], [0], rich(asked))
    elif len(options) >= 2:
        keys = option_place(right or answer, options, by_place=table.by_place)
        if not (right or answer) and any(text.startswith("*") for text in options):
            keys = [at for at, text in enumerate(options) if text.startswith("*")]
            options = [text.removeprefix("*").strip() for text in options]
        if not keys:
            collector.skip(where, _("no option is marked right"))
            return
        item = _choice([*map(line, options)], keys, rich(asked))
    elif not (answer or right):
        collector.skip(where, _("no answer"))
        return
    else:
        item = _simple(asked, answer or right, cell(columns.kind) or table.kind, is_ours=is_ours)
    if item is None:
        collector.skip(where, _("all options are the same"))
        return
    tags = tuple(
        dict.fromkeys(
            tag.strip() for tag in cell(columns.tags).replace(",", ";").split(";") if tag.strip()
        )
    )
    why, hint = rich(cell(columns.why)), rich(cell(columns.hint))
    points = cell(columns.points).replace(",", ".")
    more: dict[str, object] = {"tags": tags, "explain": why}
    if hint:
        more["hints"] = (hint,)
    if points and _is_points(points):
        more["points"] = float(points)
    elif points:
        words = _("points that are no number above 0 are left out: {points}")
        collector.change(where, words.format(points=clean_line(points)))
    collector.add(item.replaced(**more), where=where, key=cell(columns.id))


def _is_points(text: str) -> bool:
    try:
        return 0 < float(text) < 1000
    except ValueError:
        return False


def _markdown(text: str) -> str:
    return markdown_of(text).text


def _line(text: str) -> str:
    return line_of(text).text


def _choice(texts: Sequence[str], keys: Sequence[int], stem: str) -> Item | None:
    stays, right = without_twins(texts, keys)
    if len(stays) < 2:
        return None
    folded = [texts[at].casefold() for at in stays]
    if (
        len(stays) == 2
        and len(right) == 1
        and set(folded) <= _TRUE | _FALSE
        and set(folded) & _TRUE
    ):
        return TrueFalse(id="", stem=stem, key=folded[right[0]] in _TRUE)
    made = tuple(Option(texts[at]) for at in stays)
    if len(right) == 1:
        return SingleChoice(id="", stem=stem, options=made, key=right[0])
    return MultipleChoice(id="", stem=stem, options=made, keys=right)


def _simple(asked: str, answer: str, kind: str, *, is_ours: bool) -> Item:
    """Return a card; a short answer to a question is one to type."""
    stem = asked if is_ours else _markdown(asked)
    plain = answer if is_ours else _line(answer)
    is_figure = plain[:1].isdigit() and not plain.isdecimal()  # with a unit or separators
    is_short = (
        not is_figure and len(plain.split()) <= _MOST_TYPED_WORDS and "\n" not in answer.strip()
    )
    if kind == "truefalse" and plain.casefold() in _TRUE | _FALSE:
        return TrueFalse(id="", stem=stem, key=plain.casefold() in _TRUE)
    is_asked = kind != "card" and asked.rstrip().endswith("?") and is_short
    if (kind == "text" or is_asked) and (is_short or not looks_like_html(answer)):
        return ShortText(id="", stem=stem, answer=plain)
    return Flashcard(id="", stem=stem, back=answer if is_ours else _markdown(answer))


# Writing


def rows_to_write(source: ExportSource) -> tuple[list[list[str]], list[Note]]:
    """Return a bank as rows with a head, and what they cannot hold."""
    rows, notes = [list(_HEADS)], lost_of_bank(source.bank)
    for number, item in enumerate(source.bank.items, 1):
        where = question_place(number, item.id)
        made = _written(item)
        if made is None:
            reason = _("a table has cards, short answers, and options to choose from")
            notes.append(Note(where=where, reason=reason, is_skipped=True))
            continue
        answer, wrong = made
        lost = lost_of(item, "explain", "tags", *(("hints",) if len(item.hints) < 2 else ()))
        notes += lost_note(where, lost)
        rows.append([
            item.id if item.has_written_id else "", item.kind, item.stem, answer,
            *wrong, *[""] * (_MOST_WRONG - len(wrong)),
            _BETWEEN.join(item.tags), item.explain, item.hints[0] if item.hints else "",
        ])  # fmt: skip
    return rows, notes


def _written(item: Item) -> tuple[str, list[str]] | None:
    """Return what is right and the wrong options; None for what a table cannot hold."""
    match item:
        case Flashcard():
            return item.back, []
        case ShortText():
            return item.answer, []
        case TrueFalse():
            return ("true" if item.key else "false"), []
        case SingleChoice():
            wrong = [option.text for at, option in enumerate(item.options) if at != item.key]
            return (item.options[item.key].text, wrong) if len(wrong) <= _MOST_WRONG else None
        case _:
            return None


def encode(source: ExportSource) -> Exported:
    """Write cards, short answers and single choices as CSV."""
    rows, notes = rows_to_write(source)
    if len(rows) == 1:
        return Exported(data=b"", notes=tuple(notes))
    return Exported(data=b"\xef\xbb\xbf" + csv_text(rows).encode(), notes=tuple(notes))


def encode_workbook(source: ExportSource) -> Exported:
    """Write the same as a workbook of Excel; every cell is text, so that none is a formula.

    Raises:
        QuizError: The extra `import` is missing.
    """
    from quiz.formats.exchange.workbook import written_workbook

    rows, notes = rows_to_write(source)
    if len(rows) == 1:
        return Exported(data=b"", notes=tuple(notes))
    out = io.BytesIO()
    written_workbook(out, rows)
    return Exported(data=out.getvalue(), notes=tuple(notes))


FORMAT = Format(
    name="csv",
    title="CSV, TSV, Excel, LibreOffice",
    endings=(".csv", ".tsv", ".xlsx", ".ods", ".txt"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(_("all but cards, short answers, true or false, and one right option"),
           _("several hints, sources, passages, pictures, feedback on options")),
    leaves=(_("columns that are none of ours: they are named"),),
)  # fmt: skip
MORE = (
    Format(
        name="xlsx",
        title="Excel",
        endings=(".xlsx",),
        trust=lambda source: Trust.NO,
        encode=encode_workbook,
        loses=FORMAT.loses,
    ),
)
"""Another way to write the same."""
