"""Sheets as one print-ready HTML page each, for where typst is not installed.

The page stands alone: no script, nothing is loaded, pictures are in it. Every text is escaped.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import assert_never

from quiz.formats.printed import bubble_html
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.bubbles import USUAL_DIGITS, sheet_form
from quiz.formats.printed.directions import direction
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
    KeyAnswer,
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
    Version,
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
    Table,
)
from quiz.items.maths.tree import tree

_BOX = '<span class="box"></span>'
_STYLE = """
@page {{ size: {size}; margin: {margin}cm; @bottom-right {{ content: counter(page); }} }}
{pages}
html {{ background: {paper}; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
body {{ font: {size_pt}pt/{line} {fonts}; letter-spacing: {tracking}em;
  word-spacing: {spacing}em; max-width: 17cm; margin: 0 auto; color: #000;
  text-align: {side}; overflow-wrap: break-word; hyphens: none; }}
section {{ break-before: page; }}
section:first-of-type {{ break-before: auto; }}
header {{ display: flex; justify-content: space-between; gap: 1em; align-items: center; }}
.letterhead {{ margin-bottom: .6em; }}
.letterhead img {{ max-height: 1.6cm; max-width: 4cm; }}
.letterhead strong {{ flex: 1; }}
h1 {{ font-size: 1.4em; margin: 0 0 .4em; }}
h2, h3, h4, h5, h6 {{ font-size: 1em; margin: .6em 0 .3em; }}
p, ul, ol, pre, table, blockquote {{ margin: .35em 0; }}
.who {{ display: flex; flex-wrap: wrap; gap: .5em 1.5em; align-items: end;
  margin: .8em 0; border-bottom: 1px solid #777; }}
.who > span:first-child {{ flex: 1; min-width: 12em; }}
.grade {{ display: inline-block; width: 3em; height: 1.8em; border: 1.2px solid #000;
  vertical-align: middle; }}
.grades td, .grades th {{ text-align: center; font-size: .88em; }}
h2.section {{ font-size: 1.2em; margin: 1.5em 0 .5em; break-after: avoid; }}
.question {{ display: grid; grid-template-columns: 2em 1fr auto; gap: .6em; margin: 1.4em 0;
  break-inside: avoid; }}
.question > * {{ min-width: 0; }}
.task {{ font-size: .88em; color: #444; margin: .5em 0; }}
.passage {{ border-inline-start: 2pt solid #888; padding-inline-start: .9em; margin: 1.4em 0;
  break-after: avoid; break-inside: avoid; }}
.explain {{ border-inline-start: 1pt solid #aaa; padding-inline-start: .8em; font-size: .92em; }}
pre, table, img {{ break-inside: avoid; }}
.box {{ display: inline-block; width: .8em; height: .8em; border: 1px solid #000;
  margin-inline-end: .5em; vertical-align: -.05em; }}
.place {{ width: 1.6em; height: 1.6em; }}
.option {{ margin: .4em 0; padding-inline-start: 2.9em; text-indent: -2.9em; }}
.option > *, .pair > * {{ text-indent: 0; }}
.letter {{ display: inline-block; min-width: 1.5em; }}
.order {{ padding-inline-start: 2.2em; text-indent: -2.2em; margin: .7em 0; }}
.order .place {{ vertical-align: middle; }}
.many .option {{ break-inside: avoid; margin: 0; padding-block: .2em; }}
.row .option {{ display: inline-block; margin-inline-end: 2em; padding: 0; text-indent: 0; }}
.pair {{ margin: .9em 0; padding-inline-start: 2.6em; text-indent: -2.6em; }}
.pair strong {{ display: inline-block; min-width: 2em; }}
.gap, .blank {{ display: inline-block; border-bottom: 1px solid #000; min-width: 2em; }}
.gap {{ font-size: 1em; }}
p:has(.gap) {{ line-height: 2; }}
.gap small {{ color: #555; }}
.line {{ border-bottom: 1px solid #000; height: {line_em}em; }}
.short {{ display: inline-block; width: 40%; }}
.columns {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #777; padding: .3em .5em; vertical-align: top; text-align: start; }}
.marks {{ width: 100%; font-size: .9em; break-inside: auto; }}
.marks tr {{ break-inside: avoid; }}
pre, code {{ font-family: "DejaVu Sans Mono", monospace; font-size: .88em; letter-spacing: 0;
  word-spacing: 0; }}
pre, code {{ direction: ltr; text-align: left; unicode-bidi: isolate; }}
pre {{ background: #eee; padding: .5em; white-space: pre-wrap; }}
math {{ font-family: "New Computer Modern Math", "Cambria Math", "STIX Two Math", math;
  letter-spacing: 0; word-spacing: 0; }}
math .boxed {{ border: 1px solid; padding: .2em; }}
math .cancelled {{ text-decoration: line-through; }}
blockquote {{ border-inline-start: 1.5pt solid #999; margin-inline-start: 0;
  padding-inline-start: 1em; }}
img {{ max-width: 100%; max-height: 12cm; }}
.missing {{ border: 1px dashed #555; padding: .5em; }}
.code {{ border: 1.5pt solid #000; padding: 0 .3em; }}
footer {{ margin-top: 2em; font-size: .85em; }}
@media screen {{ section {{ padding: 1cm 0; border-bottom: 1px dashed #999; }} }}
"""


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
        exam: What is printed.
        sheet: Which of its sheets.
        pictures: The bytes of each picture that it names.
        layout: How it is set.
        size: Of the paper.
        digits: Of a student number on the bubble sheets.
    """
    style = _style(exam, layout, size)
    if sheet is SheetKind.BUBBLES:
        form = sheet_form(exam, layout=layout, size=size, digits=digits)
        style += bubble_html.style(form)
        versions = enumerate(exam.versions)
        body = "\n".join(bubble_html.pages(exam, version, at, form) for at, version in versions)
    else:
        writer = _Writer(exam, sheet, pictures, Measure.of(LAYOUTS[layout], {}))
        body = "\n".join(writer.version(version) for version in exam.versions)
    language = escape(exam.language, quote=True)
    head = (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(exam.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f"<title>{escape(exam.title)}</title>\n<style>{style}</style>\n</head>"
    )
    return f"{head}\n<body>\n{body}\n</body>\n</html>\n".encode("utf-8", "replace")


def _style(exam: Exam, layout: Layout, size: PageSize) -> str:
    """Return the style sheet; a version's code, which is letters only, stands on each page."""
    setting = LAYOUTS[layout]
    words = printed_words(exam.language)
    pages = "\n".join(
        f'@page v{version.code} {{ @bottom-left {{ content: "{words.version} {version.code}"; }} }}'
        for version in exam.versions
    )
    sans = ", ".join(f'"{name}"' for name in SANS_FONTS) + ", sans-serif"
    return _STYLE.format(
        size="A4" if size is PageSize.A4 else "letter",
        margin=setting.margin_cm,
        pages=pages,
        paper="#fdf6e3" if setting.is_cream else "#fff",
        size_pt=setting.size_pt,
        line=1 + setting.leading_em * 0.7,
        fonts=sans if setting.is_sans else '"Libertinus Serif", Georgia, "Times New Roman", serif',
        tracking=setting.tracking_em,
        spacing=(setting.spacing_percent - 100) / 400,
        line_em=setting.line_em,
        side="right" if direction(exam.language) == "rtl" else "left",
    )


class _Writer:
    """Writes the versions of an exam."""

    def __init__(
        self, exam: Exam, sheet: SheetKind, pictures: Mapping[str, bytes], measure: Measure
    ) -> None:
        self._measure = measure
        self._exam = exam
        self._sheet = sheet
        self._words: PrintedWords = printed_words(exam.language)
        self._pictures = pictures

    def version(self, version: Version) -> str:
        words = self._words
        match self._sheet:
            case SheetKind.EXAM:
                beside, body = "", self._exam_body(version)
            case SheetKind.KEY:
                beside, body = words.key, self._key_body(version)
            case SheetKind.MARKING:
                beside, body = words.marking, self._marking_body(version)
            case _:
                raise AssertionError(self._sheet)
        code = escape(version.code)
        side = f'<strong>{escape(beside)} <span class="code">{code}</span></strong>'
        head = self._letterhead()
        head += f"<header><h1>{escape(self._exam.title)}</h1>{side if beside else ''}</header>"
        foot = f"<footer>{escape(words.version)} <strong>{code}</strong></footer>"
        return f'<section style="page: v{code}">{head}\n{body}\n{foot}</section>'

    def _letterhead(self) -> str:
        letterhead = self._exam.letterhead
        logo = letterhead.logo
        shown = self._picture(logo) if logo is not None and logo.name in self._pictures else ""
        school = f"<strong>{escape(letterhead.school)}</strong>"
        group = f"{escape(self._words.class_name)} <strong>{escape(letterhead.class_name)}</strong>"
        found = shown + school + (f"<span>{group}</span>" if letterhead.class_name else "")
        is_empty = not (shown or letterhead.school or letterhead.class_name)
        return "" if is_empty else f'<header class="letterhead">{found}</header>'

    def _grades(self, version: Version) -> str:
        if not version.grades:
            return ""
        names = "".join(f"<th>{escape(step.name)}</th>" for step in version.grades)
        points = "".join(f"<td>≥ {step.points}</td>" for step in version.grades)
        words = self._words
        return (
            f'<table class="grades"><tr><th>{escape(words.grade)}</th>{names}</tr>'
            f"<tr><td>{escape(words.points)}</td>{points}</tr></table>"
        )

    def _who(self, total: str) -> str:
        words = self._words
        points = f'<span>{words.points} <span class="blank"></span> / {total}</span>'
        name = f"<span>{words.name}</span>"
        day = escape(self._exam.letterhead.date)
        day = day or '<span class="blank" style="width: 6em"></span>'
        date = f"<span>{words.date} {day}</span>"
        grade = f'<span>{words.grade} <span class="grade"></span></span>'
        return f'<div class="who">{name}{date}{points + grade if total else ""}</div>'

    def _exam_body(self, version: Version) -> str:
        exam = self._exam
        out = [self._who(version.total)]
        if exam.time:
            out.append(f"<p>{escape(exam.time)}</p>")
        out.append(self._blocks(exam.about) + self._grades(version))
        for part in version.parts:
            if isinstance(part, Section):
                out.append(f'<h2 class="section">{escape(part.title)}</h2>')
            elif isinstance(part, Passage):
                title = f"<strong>{escape(part.title)}</strong>"
                out.append(f'<div class="passage">{title}{self._blocks(part.blocks)}</div>')
            else:
                out.append(self._question(part))
        return "\n".join(out)

    def _question(self, question: PrintedQuestion) -> str:
        task = f'<div class="task">{escape(question.task)}</div>' if question.task else ""
        body = self._blocks(question.stem) + task + self._form(question.form)
        points = f'<span class="blank"></span> / {question.points}'
        return _row(str(question.number), body, points)

    def _key_body(self, version: Version) -> str:
        out = []
        for answer in version.answers:
            body = self._right(answer) + self._blocks(answer.blocks)
            body += _list(map(_line, answer.rubric)) + _paragraphs([answer.also])
            if answer.explain:
                body += f'<div class="explain">{self._blocks(answer.explain)}</div>'
            if answer.heading:
                out.append(f'<h2 class="section">{escape(answer.heading)}</h2>')
            out.append(_row(str(answer.number), body, answer.points))
        total = f"<p><strong>{self._words.points}: {version.total}</strong></p>"
        total += self._grades(version)
        return "\n".join([*out, total])

    def _right(self, answer: KeyAnswer) -> str:
        return "".join(f"<p>{_line(line)}</p>" for line in answer.right)

    def _marking_body(self, version: Version) -> str:
        words = self._words
        names = (words.number, words.answer, words.rule, words.points, words.given)
        out = ["".join(f"<th>{escape(name)}</th>" for name in names)]
        for answer in version.answers:
            if answer.heading:
                out.append(f'<th colspan="5">{escape(answer.heading)}</th>')
            right = self._right(answer) or self._blocks(answer.blocks)
            rules = _paragraphs(answer.rules) + _list(map(_line, answer.rubric))
            cells = (
                str(answer.number), right + _paragraphs([answer.also]), rules, answer.points, "",
            )  # fmt: skip
            out.append("".join(f"<td>{cell}</td>" for cell in cells))
        total = f"<strong>{words.points}</strong>"
        out.append(f'<td colspan="3">{total}</td><td>{version.total}</td><td></td>')
        rows = "\n".join(f"<tr>{row}</tr>" for row in out)
        table = f'<table class="marks">{rows}</table>'
        return self._who("") + table + self._grades(version)

    def _form(self, form: Form) -> str:
        match form:
            case Boxes():
                columns = self._measure.columns(form.options)
                style = ' class="row"' if form.in_a_row else ""
                if columns > 1:
                    style = f' class="many" style="columns: {columns}"'
                return f"<div{style}>{''.join(map(_option, form.options))}</div>"
            case RuledLines():
                return _ruled(form)
            case PickLists():
                out = []
                for number, options in form.lists:
                    name = f"({number}) " if number else ""
                    kind = "row" if form.in_a_row else ""
                    out.append(f'<div class="{kind}">{name}{"".join(map(_option, options))}</div>')
                return "".join(out)
            case Pairing():
                blank = '<span class="blank"></span>'
                lefts = "".join(
                    f'<p class="pair">{blank} {_isolated(left)}</p>' for left in form.lefts
                )
                rights = "".join(
                    f'<p class="pair"><strong>{o.letter}</strong> {_isolated(o.runs)}</p>'
                    for o in form.rights
                )
                return f'<div class="columns"><div>{lefts}</div><div>{rights}</div></div>'
            case Ordering():
                box = '<span class="box place"></span>'
                return "".join(
                    f'<div class="option order">{box}{_isolated(e)}</div>' for e in form.entries
                )
            case GroupGrid():
                heads = "".join(f"<th>{_line(column)}</th>" for column in form.columns)
                boxes = f"<td>{_BOX}</td>" * len(form.columns)
                rows = "".join(f"<tr><td>{_line(e)}</td>{boxes}</tr>" for e in form.entries)
                return f"<table><tr><th></th>{heads}</tr>{rows}</table>"
            case Nothing():
                return ""
            case _:
                assert_never(form)

    def _blocks(self, found: Iterable[Block]) -> str:
        return "\n".join(map(self._block, found))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f'<p dir="auto">{_line(block.runs)}</p>'
            case Heading():
                level = min(6, block.level + 1)
                return f"<h{level}>{_line(block.runs)}</h{level}>"
            case Listing():
                items = "".join(f"<li>{self._blocks(item)}</li>" for item in block.items)
                if block.start is None:
                    return f"<ul>{items}</ul>"
                return f'<ol start="{block.start}">{items}</ol>'
            case Table():
                return "<table>" + "".join(_table_rows(block)) + "</table>"
            case CodeBlock():
                return f"<pre>{escape(block.text)}</pre>"
            case Quote():
                return f"<blockquote>{self._blocks(block.blocks)}</blockquote>"
            case Rule():
                return "<hr>"
            case SheetPicture():
                return self._picture(block)
            case _:
                assert_never(block)

    def _picture(self, picture: SheetPicture) -> str:
        data = self._pictures.get(picture.name)
        if data is None:
            text = self._words.picture.replace("{alt}", picture.alt)
            return f'<p class="missing">{escape(text)}</p>'
        source = f"data:image/{pictures_.kind(data)};base64,{b64encode(data).decode()}"
        return f'<p><img src="{source}" alt="{escape(picture.alt, quote=True)}"></p>'


def _row(number: str, body: str, points: str) -> str:
    return (
        f'<div class="question"><strong>{number}</strong><div>{body}</div><div>{points}</div></div>'
    )


def _line(runs: Line) -> str:
    return "".join(map(_inline, runs))


def _inline(run: Inline) -> str:
    if isinstance(run, Break):
        return "<br>"
    if isinstance(run, Blank):
        number = f"<small>({run.number})</small>" if run.number else ""
        return f'{number}<span class="gap" style="width: {run.width_em:g}em">&nbsp;</span>'
    if isinstance(run, MathSpan):
        found = tree(run.source)
        if found is None:
            return f"<bdi>{escape(run.text)}</bdi>"
        return mathml(found, run.text, is_block=run.is_block)
    text = escape(run.text).replace("\n", "<br>")
    if run.code:
        return f"<code>{text}</code>"
    for name, is_on in (("strong", run.bold), ("em", run.italic), ("s", run.strike)):
        text = f"<{name}>{text}</{name}>" if is_on else text
    return text


def _option(option: LetteredOption) -> str:
    letter = f'<span class="letter">{option.letter}</span>'
    return f'<div class="option">{_BOX}{letter}{_isolated(option.runs)}</div>'


def _isolated(line: Line) -> str:
    """Return a line whose direction is its own, whatever stands beside it."""
    return f"<bdi>{_line(line)}</bdi>"


def _ruled(form: RuledLines) -> str:
    if form.is_short:
        return f'<div><span class="line short"></span> {escape(form.unit)}</div>'
    lines = [
        f'<div class="line">{f"{at}." if form.numbered else ""}</div>'
        for at in range(1, form.count + 1)
    ]
    return "".join(lines)


def _table_rows(table: Table) -> Iterator[str]:
    for name, cells in (("th", table.head), *(("td", row) for row in table.rows)):
        yield "<tr>"
        for aligned, cell in zip(table.aligned, cells, strict=True):
            side = {"left": "start", "right": "end"}.get(aligned, aligned)
            yield f'<{name} style="text-align: {side}">{_line(cell)}</{name}>'
        yield "</tr>"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _list(items: Iterable[str]) -> str:
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""
