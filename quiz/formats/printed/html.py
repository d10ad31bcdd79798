"""Sheets as one print-ready HTML page each, for where typst is not installed.

The page stands alone: no script, nothing is loaded, pictures are in it. Templates have its frame;
what depends on the kind of a question or of a block is written here, as `Markup` that escapes.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import assert_never

from markupsafe import Markup

from quiz.formats.pages import markdown
from quiz.formats.pages import page as page_of
from quiz.formats.pages.markdown import each, joined
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.bubbles import USUAL_DIGITS, bubble_pages, page_size, sheet_form
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
from quiz.items.markdown import Line

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
        "line": markdown.line,
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
                body = joined([self.blocks(part.stem), task, self._form(part.form)])
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
                return joined(_pick_list(form, number, options) for number, options in form.lists)
            case Pairing():
                left = Markup('<p class="pair">{} {}</p>')
                right = Markup('<p class="pair"><strong>{}</strong> {}</p>')
                lefts = joined(left.format(_BLANK, _isolated(one)) for one in form.lefts)
                rights = joined(right.format(o.letter, _isolated(o.runs)) for o in form.rights)
                text = Markup('<div class="columns"><div>{}</div><div>{}</div></div>')
                return text.format(lefts, rights)
            case Ordering():
                text = Markup('<div class="option order">{}{}</div>')
                return joined(text.format(_PLACE, _isolated(entry)) for entry in form.entries)
            case GroupGrid():
                boxes = Markup("<td>{}</td>").format(_BOX) * len(form.columns)
                heads = each("<th>{}</th>", map(markdown.line, form.columns))
                row = Markup("<tr><td>{}</td>{}</tr>")
                rows = joined(row.format(markdown.line(entry), boxes) for entry in form.entries)
                return Markup("<table><tr><th></th>{}</tr>{}</table>").format(heads, rows)
            case Nothing():
                return Markup()
            case _:
                assert_never(form)

    def _boxes(self, form: Boxes) -> Markup:
        options = joined(map(_option, form.options))
        columns = self._measure.columns(form.options)
        if columns > 1:
            text = Markup('<div class="many" style="columns: {}">{}</div>')
            return text.format(columns, options)
        name = Markup(' class="row"') if form.in_a_row else ""
        return Markup("<div{}>{}</div>").format(name, options)

    def blocks(self, found: Iterable[Block]) -> Markup:
        return Markup("\n").join(map(self._block, found))

    def _block(self, block: Block) -> Markup:
        return self.picture(block) if isinstance(block, SheetPicture) else markdown.block(block)

    def picture(self, picture: SheetPicture) -> Markup:
        data = self._pictures.get(picture.name)
        if data is None:
            text = self._words.picture.replace("{alt}", picture.alt)
            return Markup('<p class="missing">{}</p>').format(text)
        source = f"data:image/{pictures_.kind(data)};base64,{b64encode(data).decode()}"
        return Markup('<p><img src="{}" alt="{}"></p>').format(source, picture.alt)


def _option(option: LetteredOption) -> Markup:
    text = Markup('<div class="option">{}<span class="letter">{}</span>{}</div>')
    return text.format(_BOX, option.letter, _isolated(option.runs))


def _pick_list(form: PickLists, number: int, options: Iterable[LetteredOption]) -> Markup:
    name = f"({number}) " if number else ""
    kind = "row" if form.in_a_row else ""
    text = Markup('<div class="{}">{}{}</div>')
    return text.format(kind, name, joined(map(_option, options)))


def _isolated(line: Line) -> Markup:
    """Return a line whose direction is its own, whatever is next to it."""
    return Markup("<bdi>{}</bdi>").format(markdown.line(line))


def _ruled(form: RuledLines) -> Markup:
    if form.is_short:
        return Markup('<div><span class="line short"></span> {}</div>').format(form.unit)
    numbers = (f"{at}." if form.numbered else "" for at in range(1, form.count + 1))
    return each('<div class="line">{}</div>', numbers)
