"""The forms in which `quiz analyse` tells what it found."""

import csv
import io
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from quiz.analysis.verdicts import LEAST_LEARNERS, facility_words
from quiz.cleaning import clean_line
from quiz.desk.analysis_words import SIGNS, bar, legend, sentences, test_lines
from quiz.words import _

if TYPE_CHECKING:
    from quiz.analysis.bootstrap import Interval
    from quiz.analysis.report import ItemReport, Report

_NONE = "–"
_WIDTH = 78


def as_text(found: "Report") -> str:
    """Return the report in words and tables, for a terminal."""
    lines = [*test_lines(found), ""]
    name = min(24, max([8, *(len(clean_line(i.statistics.name)) for i in found.items)]))
    head = f"    {_('Question'):<{name}} {_('right'):>7} {_('tells'):>7}   {_('by score')}"
    lines += [head, "    " + "─" * (len(head) - 4)]
    is_open = found.test.learners < LEAST_LEARNERS
    if is_open:
        lines.insert(-3, sentences(found.items[0].verdict)[0])
    for item in found.items:
        lines += _item_lines(item, name, says_why=not is_open)
    lines += ["", *_wrapped(legend(), 0)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _item_lines(item: "ItemReport", name: int, *, says_why: bool) -> Iterator[str]:
    figures = item.statistics
    shown = clean_line(figures.name)
    shown = shown if len(shown) <= name else shown[: name - 1] + "…"
    index = _NONE if figures.discrimination is None else f"{figures.discrimination:.0f}"
    groups = "".join(bar(group.mark) for group in item.characteristic)
    sign = SIGNS[item.verdict.weight.value]
    yield f"  {sign} {shown:<{name}} {figures.facility:>5.0f} % {index:>7}   {groups}"
    for sentence in sentences(item.verdict) if says_why else ():
        yield from _wrapped(sentence, 6)
    if item.verdict.weight.value in ("check", "look") and item.choices:
        for choice in item.choices:
            key = "✔" if choice.is_key else " "
            response = clean_line(choice.response) or _("(nothing)")
            response = response if len(response) <= 40 else response[:39] + "…"
            low, middle, high = choice.thirds
            yield f"        {key} {response:<40} {low:>4} {middle:>4} {high:>4}"


def _wrapped(text: str, indent: int) -> list[str]:
    from textwrap import wrap

    blank = " " * indent
    return wrap(clean_line(text), _WIDTH, initial_indent=blank, subsequent_indent=blank)


def as_json(found: "Report") -> str:
    """Return every figure; those that are not defined are null."""
    import json

    return json.dumps(_object(found), ensure_ascii=False, indent=2)


def _object(found: "Report") -> dict[str, Any]:
    test = found.test
    return {
        "test": {name: getattr(test, name) for name in test.__struct_fields__},
        "items": [_item_object(item) for item in found.items],
    }


def _item_object(item: "ItemReport") -> dict[str, Any]:
    figures = item.statistics
    return {
        **{name: getattr(figures, name) for name in figures.__struct_fields__},
        "facility_range": _pair(item.intervals.facility),
        "discrimination_range": _pair(item.intervals.discrimination),
        "responses": [
            {
                "response": choice.response,
                "is_key": choice.is_key,
                "thirds": list(choice.thirds),
                "mean_total": choice.mean_total,
            }
            for choice in item.choices
        ],
        "by_score": [
            {"learners": group.learners, "total": group.total, "mark": group.mark}
            for group in item.characteristic
        ],
        "verdict": item.verdict.weight.value,
        "words": sentences(item.verdict),
    }


def _pair(span: "Interval | None") -> list[float] | None:
    return None if span is None else [span.low, span.high]


_CSV_FIELDS = ("name", "facility", "deviation", "discrimination", "efficiency", "weight", "guess")


def as_csv(found: "Report") -> str:
    """Return a row an item."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_CSV_FIELDS, "verdict", "words"])
    for item in found.items:
        values = [getattr(item.statistics, name) for name in _CSV_FIELDS]
        shown = [round(v, 4) if isinstance(v, float) else v for v in values]
        words = " ".join(sentences(item.verdict))
        writer.writerow([*shown, item.verdict.weight.value, words])
    return out.getvalue()


_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th, td { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid #ccc; }
th:first-child, td:first-child { text-align: left; }
.check { border-left: .4rem solid #b00020; } .look { border-left: .4rem solid #b26a00; }
.good { border-left: .4rem solid #1b6e37; } .open { border-left: .4rem solid #777; }
section { padding-left: 1rem; margin: 2rem 0; break-inside: avoid; }
svg { display: block; } .key { font-weight: bold; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; }
  th, td { border-color: #555; } }
"""


def as_html(found: "Report") -> str:
    """Return a page that stands alone, to read, print and pass on."""
    title = escape(_("What the results show"))
    parts = [f"<h1>{title}</h1>"]
    parts += [f"<p>{escape(line)}</p>" for line in test_lines(found)]
    parts.append(_html_test(found))
    parts += [_html_item(item) for item in found.items]
    parts.append(f"<p><small>{escape(legend())}</small></p>")
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<body>\n{body}\n</body></html>\n"
    )


def _html_item(item: "ItemReport") -> str:
    figures = item.statistics
    against = _("– (against the rest of the test)") if figures.is_against else None
    rows = [
        (_("Facility"), _facility(figures.facility), item.intervals.facility),
        (_("Discrimination"), _or_none(figures.discrimination), item.intervals.discrimination),
        (_("Efficiency"), _or_none(figures.efficiency), None),
        (_("Standard deviation"), _or_none(figures.deviation), None),
        (_("Effective weight"), against or _or_none(figures.weight), None),
        (_("Random-guess score"), _or_none(figures.guess), None),
    ]
    table = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(value)}</td><td>{_span(span)}</td></tr>"
        for name, value, span in rows
    )
    said = "".join(f"<p>{escape(text)}</p>" for text in sentences(item.verdict))
    sign = SIGNS[item.verdict.weight.value]
    name = escape(clean_line(figures.name))
    return (
        f'<section class="{item.verdict.weight.value}"><h2>{sign} {name}</h2>{said}'
        f"<table>{table}</table>{_html_choices(item)}{_plot(item)}</section>"
    )


def _facility(percent: float) -> str:
    return f"{percent:.1f} % ({facility_words(percent)})"


def _html_test(found: "Report") -> str:
    """Return the figures of the test as a whole."""
    test = found.test
    rows = (
        (_("Mean"), test.mean),
        (_("Median"), test.median),
        (_("Standard deviation"), test.deviation),
        (_("Skewness"), test.skewness),
        (_("Kurtosis"), test.kurtosis),
        (_("Internal consistency (Cronbach's alpha)"), test.alpha),
        (_("Error ratio"), test.error_ratio),
        (_("Standard error"), test.standard_error),
    )
    cells = "".join(
        f"<tr><td>{escape(name)}</td><td>{_or_none(value)}</td></tr>" for name, value in rows
    )
    return f"<table>{cells}</table>"


def _or_none(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _span(span: "Interval | None") -> str:
    return "" if span is None else f"{span.low:.0f} – {span.high:.0f}"


def _html_choices(item: "ItemReport") -> str:
    if not item.choices:
        return ""
    heads = (_("Response"), _("lowest third"), _("middle"), _("highest third"))
    rows = [
        f'<tr class="{"key" if choice.is_key else ""}"><td>{"✔ " if choice.is_key else ""}'
        f"{escape(clean_line(choice.response) or _('(nothing)'))}</td>"
        + "".join(f"<td>{count}</td>" for count in choice.thirds)
        + "</tr>"
        for choice in item.choices
    ]
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _plot(item: "ItemReport") -> str:
    """Return the item characteristic as a drawing: mean mark over mean total of each group."""
    groups = item.characteristic
    if not groups:
        return ""
    width, height, edge = 320, 140, 24
    points = [
        (
            edge + group.total / 100 * (width - 2 * edge),
            height - edge - group.mark / 100 * (height - 2 * edge),
        )
        for group in groups
    ]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/>' for x, y in points)
    name = escape(_("Mean mark by total"))
    return (
        f'<svg width="{width}" height="{height}" role="img" aria-label="{name}" '
        'fill="currentColor" stroke="currentColor" font-size="10">'
        f'<path d="M{edge} {edge}V{height - edge}H{width - edge}" fill="none"/>'
        f'<polyline points="{line}" fill="none" stroke-width="2"/>{dots}'
        f'<g stroke="none"><text x="2" y="{edge}">100 %</text>'
        f'<text x="8" y="{height - edge}">0</text>'
        f'<text x="{width - edge - 24}" y="{height - 8}">100 %</text></g></svg>'
    )


FORMS: dict[str, Callable[["Report"], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_html,
}
"""What `--format` takes."""
