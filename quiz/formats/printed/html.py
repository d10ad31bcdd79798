"""Sheets as one print-ready HTML page each, for where typst is not installed.

The page stands alone: no script, nothing is loaded, pictures are in it. Templates have its frame;
what depends on the kind of a question or of a block is written here, as `Markup` that escapes.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import assert_never

from markupsafe import Markup

from quiz.formats.pages import page as page_of
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.bubbles import USUAL_DIGITS, bubble_pages, page_size, sheet_form
from quiz.formats.printed.formulas import mathml
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.layout import LAYOUTS, SANS_FONTS, Layout, PageSize, SheetKind
from quiz.formats.printed.printed_words import PrintedWords, printed_words
from quiz.formats.printed.sheet import (
    Block,
    Boxes,
    Exam,
    Form,
    GroupGrid,
    LetteredOption,
    Nothing,
    Ordering,
    Pairing,
    Passage,
    PickLists,
    PrintedQuestion,
    RuledLines,
    Section,
    SheetPicture,
)
from quiz.items.markdown import (
    Blank,
    Break,
    CodeBlock,
    Heading,
    Inline,
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

_BOX = Markup('<span class="box"></span>')
_BLANK = Markup('<span class="blank"></span>')
_PLACE = Markup('<span class="box place"></span>')
_SERIF_FONTS = ("Libertinus Serif", "Georgia", "Times New Roman")


def page(
    exam: Exam,
    sheet: SheetKind,
    pictures: Mapping[str, bytes],
    *,
    layout: Layout = Layout.NORMAL,
    size: PageSize = PageSize.A4,
    digits: int = USUAL_DIGITS,
) -> bytes:
    """Return a sheet as an HTML page.

    Args:
        exam: What it has.
        sheet: Which of its sheets.
        pictures: The bytes of each picture that it names.
        layout: How it is set.
        size: Of the paper.
        digits: Of a student number on the bubble sheets.
    """
    if sheet is SheetKind.BUBBLES:
        form = sheet_form(exam, layout=layout, size=size, digits=digits)
        width, height = page_size(form)
        template, values = "bubble_sheet", {
            "width": width,
            "height": height,
            "sheets": [
                (version, bubble_pages(form, at, version.bubbles))
                for at, version in enumerate(exam.versions)
            ],
        }  # fmt: skip
    else:
        template, values = "sheet", _sheet_values(exam, sheet, pictures, layout)
    setting = LAYOUTS[layout]
    text = page_of(
        template,
        lang=exam.language,
        title=exam.title,
        exam=exam,
        words=printed_words(exam.language),
        setting=setting,
        size="A4" if size is PageSize.A4 else "letter",
        line_height=1 + setting.leading_em * 0.7,
        spacing=(setting.spacing_percent - 100) / 400,
        fonts=SANS_FONTS if setting.is_sans else _SERIF_FONTS,
        **values,
    )
    return text.encode("utf-8", "replace")


def _sheet_values(
    exam: Exam, sheet: SheetKind, pictures: Mapping[str, bytes], layout: Layout
) -> dict[str, object]:
    words = printed_words(exam.language)
    headings = {SheetKind.KEY: words.key, SheetKind.MARKING: words.marking}
    writer = _Writer(words, pictures, Measure.of(LAYOUTS[layout], {}))
    logo = exam.letterhead.logo
    return {
        "sheet": sheet,
        "heading": headings.get(sheet, ""),
        "logo": writer.picture(logo) if logo is not None and logo.name in pictures else "",
        "part": writer.part,
        "blocks": writer.blocks,
        "line": _line,
    }


class _Writer:
    """Writes the blocks, questions and forms of an exam."""

    def __init__(
        self, words: PrintedWords, pictures: Mapping[str, bytes], measure: Measure
    ) -> None:
        self._words = words
        self._pictures = pictures
        self._measure = measure

    def part(self, part: Section | Passage | PrintedQuestion) -> Markup:
        match part:
            case Section():
                return Markup('<h2 class="section">{}</h2>').format(part.title)
            case Passage():
                text = Markup('<div class="passage"><strong>{}</strong>{}</div>')
                return text.format(part.title, self.blocks(part.blocks))
            case PrintedQuestion():
                task = Markup('<div class="task">{}</div>').format(part.task) if part.task else ""
                body = _joined([self.blocks(part.stem), task, self._form(part.form)])
                text = Markup(
                    '<div class="question"><strong>{}</strong><div>{}</div><div>{} / {}</div></div>'
                )
                return text.format(part.number, body, _BLANK, part.points)
            case _:
                assert_never(part)

    def _form(self, form: Form) -> Markup:
        match form:
            case Boxes():
                return self._boxes(form)
            case RuledLines():
                return _ruled(form)
            case PickLists():
                return _joined(_pick_list(form, number, options) for number, options in form.lists)
            case Pairing():
                left = Markup('<p class="pair">{} {}</p>')
                right = Markup('<p class="pair"><strong>{}</strong> {}</p>')
                lefts = _joined(left.format(_BLANK, _isolated(one)) for one in form.lefts)
                rights = _joined(right.format(o.letter, _isolated(o.runs)) for o in form.rights)
                text = Markup('<div class="columns"><div>{}</div><div>{}</div></div>')
                return text.format(lefts, rights)
            case Ordering():
                text = Markup('<div class="option order">{}{}</div>')
                return _joined(text.format(_PLACE, _isolated(entry)) for entry in form.entries)
            case GroupGrid():
                boxes = Markup("<td>{}</td>").format(_BOX) * len(form.columns)
                heads = _each("<th>{}</th>", map(_line, form.columns))
                row = Markup("<tr><td>{}</td>{}</tr>")
                rows = _joined(row.format(_line(entry), boxes) for entry in form.entries)
                return Markup("<table><tr><th></th>{}</tr>{}</table>").format(heads, rows)
            case Nothing():
                return Markup()
            case _:
                assert_never(form)

    def _boxes(self, form: Boxes) -> Markup:
        options = _joined(map(_option, form.options))
        columns = self._measure.columns(form.options)
        if columns > 1:
            text = Markup('<div class="many" style="columns: {}">{}</div>')
            return text.format(columns, options)
        name = Markup(' class="row"') if form.in_a_row else ""
        return Markup("<div{}>{}</div>").format(name, options)

    def blocks(self, found: Iterable[Block]) -> Markup:
        return Markup("\n").join(map(self._block, found))

    def _block(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                return Markup('<p dir="auto">{}</p>').format(_line(block.runs))
            case Heading():
                level = min(6, block.level + 1)
                return Markup("<h{0}>{1}</h{0}>").format(level, _line(block.runs))
            case Listing():
                items = _each("<li>{}</li>", map(self.blocks, block.items))
                if block.start is None:
                    return Markup("<ul>{}</ul>").format(items)
                return Markup('<ol start="{}">{}</ol>').format(block.start, items)
            case Table():
                return _table(block)
            case CodeBlock():
                return Markup("<pre>{}</pre>").format(block.text)
            case Quote():
                return Markup("<blockquote>{}</blockquote>").format(self.blocks(block.blocks))
            case Rule():
                return Markup("<hr>")
            case SheetPicture():
                return self.picture(block)
            case _:
                assert_never(block)

    def picture(self, picture: SheetPicture) -> Markup:
        data = self._pictures.get(picture.name)
        if data is None:
            text = self._words.picture.replace("{alt}", picture.alt)
            return Markup('<p class="missing">{}</p>').format(text)
        source = f"data:image/{pictures_.kind(data)};base64,{b64encode(data).decode()}"
        return Markup('<p><img src="{}" alt="{}"></p>').format(source, picture.alt)


def _joined(parts: Iterable[Markup | str]) -> Markup:
    return Markup().join(parts)


def _each(template: str, parts: Iterable[Markup | str]) -> Markup:
    """Return each part in a template of ours."""
    return _joined(map(Markup(template).format, parts))


def _line(runs: Line) -> Markup:
    return _joined(map(_inline, runs))


def _inline(run: Inline) -> Markup:
    match run:
        case Break():
            return Markup("<br>")
        case Blank():
            number = Markup("<small>({})</small>").format(run.number) if run.number else ""
            text = Markup('{}<span class="gap" style="width: {:g}em">&nbsp;</span>')
            return text.format(number, run.width_em)
        case MathSpan():
            found = tree(run.source)
            if found is None:
                return Markup("<bdi>{}</bdi>").format(run.text)
            return mathml(found, run.text, is_block=run.is_block)
        case Run():
            return _styled(run)
        case _:
            assert_never(run)


def _styled(run: Run) -> Markup:
    text = Markup("<br>").join(run.text.split("\n"))
    if run.code:
        return Markup("<code>{}</code>").format(text)
    for name, is_on in (("strong", run.bold), ("em", run.italic), ("s", run.strike)):
        text = Markup("<{0}>{1}</{0}>").format(name, text) if is_on else text
    return text


def _option(option: LetteredOption) -> Markup:
    text = Markup('<div class="option">{}<span class="letter">{}</span>{}</div>')
    return text.format(_BOX, option.letter, _isolated(option.runs))


def _pick_list(form: PickLists, number: int, options: Iterable[LetteredOption]) -> Markup:
    name = f"({number}) " if number else ""
    kind = "row" if form.in_a_row else ""
    text = Markup('<div class="{}">{}{}</div>')
    return text.format(kind, name, _joined(map(_option, options)))


def _isolated(line: Line) -> Markup:
    """Return a line whose direction is its own, whatever is next to it."""
    return Markup("<bdi>{}</bdi>").format(_line(line))


def _ruled(form: RuledLines) -> Markup:
    if form.is_short:
        return Markup('<div><span class="line short"></span> {}</div>').format(form.unit)
    numbers = (f"{at}." if form.numbered else "" for at in range(1, form.count + 1))
    return _each('<div class="line">{}</div>', numbers)


def _table(table: Table) -> Markup:
    row, cell = Markup("<tr>{}</tr>"), Markup('<{0} style="text-align: {1}">{2}</{0}>')
    rows = []
    for name, lines in (("th", table.head), *(("td", cells) for cells in table.rows)):
        sides = ({"left": "start", "right": "end"}.get(one, one) for one in table.aligned)
        cells = zip(sides, lines, strict=True)
        rows.append(row.format(_joined(cell.format(name, side, _line(one)) for side, one in cells)))
    return Markup("<table>{}</table>").format(_joined(rows))
