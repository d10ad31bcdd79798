"""Markdown as HTML that is safe whatever it says: every text is escaped, maths is MathML."""

from collections.abc import Callable, Iterable
from typing import assert_never

from markupsafe import Markup

from quiz.formats.pages.mathml import mathml
from quiz.items.markdown import (
    Blank,
    Block,
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

Gap = Callable[[Blank], Markup]
"""Draws a gap of a text."""


def on_paper(gap: Blank) -> Markup:
    """Return a gap to write in by hand."""
    number = Markup("<small>({})</small>").format(gap.number) if gap.number else ""
    text = Markup('{}<span class="gap" style="width: {:g}em">&nbsp;</span>')
    return text.format(number, gap.width_em)


def blocks(found: Iterable[Block], gap: Gap = on_paper) -> Markup:
    """Return the blocks of a Markdown text."""
    return Markup("\n").join(block(one, gap) for one in found)


def block(found: Block, gap: Gap = on_paper) -> Markup:
    """Return one block."""
    match found:
        case Paragraph():
            return Markup('<p dir="auto">{}</p>').format(line(found.runs, gap))
        case Heading():
            level = min(6, found.level + 1)
            return Markup("<h{0}>{1}</h{0}>").format(level, line(found.runs, gap))
        case Listing():
            items = each("<li>{}</li>", (blocks(item, gap) for item in found.items))
            if found.start is None:
                return Markup("<ul>{}</ul>").format(items)
            return Markup('<ol start="{}">{}</ol>').format(found.start, items)
        case Table():
            return _table(found, gap)
        case CodeBlock():
            return Markup("<pre>{}</pre>").format(found.text)
        case Quote():
            return Markup("<blockquote>{}</blockquote>").format(blocks(found.blocks, gap))
        case Rule():
            return Markup("<hr>")
        case _:
            assert_never(found)


def line(runs: Line, gap: Gap = on_paper) -> Markup:
    """Return a line."""
    return joined(_inline(run, gap) for run in runs)


def _inline(run: Inline, gap: Gap) -> Markup:
    match run:
        case Break():
            return Markup("<br>")
        case Blank():
            return gap(run)
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


def _table(table: Table, gap: Gap) -> Markup:
    row, cell = Markup("<tr>{}</tr>"), Markup('<{0} class="{1}">{2}</{0}>')
    rows = []
    for name, lines in (("th", table.head), *(("td", cells) for cells in table.rows)):
        sides = ({"left": "start", "right": "end"}.get(one, one) for one in table.aligned)
        cells = zip(sides, lines, strict=True)
        rows.append(
            row.format(joined(cell.format(name, side, line(one, gap)) for side, one in cells))
        )
    return Markup("<table>{}</table>").format(joined(rows))


def joined(parts: Iterable[Markup | str]) -> Markup:
    """Return all parts in one."""
    return Markup().join(parts)


def each(template: str, parts: Iterable[Markup | str]) -> Markup:
    """Return each part in a template of ours."""
    return joined(map(Markup(template).format, parts))
