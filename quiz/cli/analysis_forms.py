"""The forms in which `quiz analyse` prints what it found."""

import sys
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from quiz.analysis.verdicts import LEAST_LEARNERS, Weight, facility_words
from quiz.cells import cell_length, pad
from quiz.cleaning import clean_line
from quiz.cli.printed import json_text
from quiz.desk.exams.class_text import (
    SIGNS,
    group_bars,
    legend,
    overview,
    question_words,
    sentences,
    test_lines,
)
from quiz.formats.csv_writing import csv_text
from quiz.translation import _, language

if TYPE_CHECKING:
    from quiz.analysis.bootstrap import Interval
    from quiz.analysis.report import ItemReport, Report

_NONE = "–"
_WIDTH = 78
_NAME = 46
"""Characters for the name of a question in a row of figures."""


def as_text(found: "Report") -> str:
    """Return the report in words and tables, for a terminal; what is urgent comes first."""
    items = found.by_urgency
    lines = [clean_line(found.title)] if found.title else []
    for line in (*test_lines(found), overview(found)):
        lines += _wrapped(line, 0)
    lines.append("")
    names = [question_words(item, _NAME) for item in items]
    name = max([8, *map(cell_length, names)])
    question, score, discrimination = _("Question"), _("score"), _("discr.")
    head = f"    {question:<{name}} {score:>7} {discrimination:>7}   " + _("by group")
    is_open = found.test.learners < LEAST_LEARNERS
    if is_open:
        lines.insert(-1, sentences(items[0].verdict)[0])
    lines += [head, "    " + "─" * (len(head) - 4)]
    for item, shown in zip(items, names, strict=True):
        lines += _item_lines(item, pad(shown, name), says_why=not is_open)
    lines += ["", *_wrapped(legend(), 0)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _item_lines(item: "ItemReport", shown: str, *, says_why: bool) -> Iterator[str]:
    figures = item.statistics
    index = _NONE if figures.discrimination is None else f"{figures.discrimination:.0f}"
    sign = SIGNS[item.verdict.weight.value]
    yield f"  {sign} {shown} {figures.facility:>6.0f}% {index:>7}   {group_bars(item)}"
    for sentence in sentences(item.verdict) if says_why else ():
        yield from _wrapped(sentence, 6)
    if item.verdict.weight.value in ("check", "look") and item.choices:
        for choice in item.choices:
            key = "✔" if choice.is_key else " "
            response = clean_line(choice.response) or _("(no answer)")
            low, middle, high = choice.thirds
            yield f"        {key} {pad(response, 40)} {low:>4} {middle:>4} {high:>4}"


def _wrapped(text: str, indent: int) -> list[str]:
    from textwrap import wrap

    blank = " " * indent
    return wrap(clean_line(text), _WIDTH, initial_indent=blank, subsequent_indent=blank)


def as_json(found: "Report") -> str:
    """Return every figure; those that are not defined are null. What is urgent comes first."""
    return json_text(_object(found), sys.stdout, indent=2)


def _object(found: "Report") -> dict[str, Any]:
    test = found.test
    return {
        "title": found.title,
        "test": {name: getattr(test, name) for name in test.__struct_fields__},
        "verdicts": {weight.value: found.count(weight) for weight in Weight},
        "items": [_item_object(item) for item in found.by_urgency],
    }


def _item_object(item: "ItemReport") -> dict[str, Any]:
    figures = item.statistics
    return {
        "place": item.place,
        "text": item.column.text,
        **{name: getattr(figures, name) for name in figures.__struct_fields__},
        "facility_range": _pair(item.intervals.facility),
        "discrimination_range": _pair(item.intervals.discrimination),
        "responses": [
            {
                "response": choice.response,
                "is_key": choice.is_key,
                "thirds": list(choice.thirds),
                "mean_total": choice.mean_total,
                "discrimination": choice.discrimination,
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


_CSV_FIGURES = (
    *("learners", "facility", "deviation", "discrimination", "efficiency", "weight", "guess"),
)
_CSV_FIELDS = (
    *("place", "name", "text", *_CSV_FIGURES, "facility_low", "facility_high"),
    *("discrimination_low", "discrimination_high", "verdict", "words"),
)


def as_csv(found: "Report") -> str:
    """Return a row an item; what is urgent comes first."""
    rows: list[Sequence[Any]] = [_CSV_FIELDS]
    for item in found.by_urgency:
        figures = [getattr(item.statistics, name) for name in _CSV_FIGURES]
        for span in (item.intervals.facility, item.intervals.discrimination):
            figures += [None, None] if span is None else [span.low, span.high]
        shown = [round(v, 4) if isinstance(v, float) else v for v in figures]
        words = " ".join(sentences(item.verdict))
        name = (item.place, item.column.name, item.column.text)
        rows.append([*name, *shown, item.verdict.weight.value, words])
    return csv_text(rows)


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
    what = _("Test analysis")
    title = escape(f"{clean_line(found.title)} – {what}" if found.title else what)
    parts = [f"<h1>{title}</h1>"]
    parts += [f"<p>{escape(line)}</p>" for line in (*test_lines(found), overview(found))]
    parts += [_html_overview(found), _html_test(found)]
    parts += [_html_item(item) for item in found.by_urgency]
    parts.append(f"<p><small>{escape(legend())}</small></p>")
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language()}"><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<body>\n{body}\n</body></html>\n"
    )


def _html_overview(found: "Report") -> str:
    """Return a table of all questions, each leading to its own part."""
    heads = (_("Question"), _("Average score (facility index)"), _("Discrimination"))
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = "".join(
        f'<tr><td>{SIGNS[item.verdict.weight.value]} <a href="#q{item.place}">'
        f"{escape(question_words(item))}</a></td>"
        f"<td>{item.statistics.facility:.1f}</td>"
        f"<td>{_or_none(item.statistics.discrimination)}</td></tr>"
        for item in found.by_urgency
    )
    return f"<table><tr>{head}</tr>{rows}</table>"


def _html_item(item: "ItemReport") -> str:
    figures = item.statistics
    against = _("– (goes against the rest of the test)") if figures.is_against else None
    rows = [
        (_("Facility"), _facility(figures.facility), item.intervals.facility),
        (_("Discrimination"), _or_none(figures.discrimination), item.intervals.discrimination),
        (_("Discriminative efficiency"), _or_none(figures.efficiency), None),
        (_("Standard deviation"), _or_none(figures.deviation), None),
        (_("Effective weight"), against or _or_none(figures.weight), None),
        (_("Random guess score"), _or_none(figures.guess), None),
    ]
    table = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(value)}</td><td>{_span(span)}</td></tr>"
        for name, value, span in rows
    )
    said = "".join(f"<p>{escape(text)}</p>" for text in sentences(item.verdict))
    sign = SIGNS[item.verdict.weight.value]
    name = escape(question_words(item, _WIDTH))
    weight = item.verdict.weight.value
    return (
        f'<section class="{weight}" id="q{item.place}"><h2>{sign} {name}</h2>{said}'
        f"<table>{table}</table>{_html_choices(item)}{_plot(item)}</section>"
    )


def _facility(percent: float) -> str:
    return f"{percent:.1f}% ({facility_words(percent)})"


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
    alpha = _("Internal consistency (Cronbach's alpha)")
    span = "" if test.alpha_range is None else "{:.0f} – {:.0f}".format(*test.alpha_range)
    cells = "".join(
        f"<tr><td>{escape(name)}</td><td>{_or_none(value)}</td>"
        f"<td>{span if name == alpha else ''}</td></tr>"
        for name, value in rows
    )
    return f"<table>{cells}</table>"


def _or_none(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _span(span: "Interval | None") -> str:
    return "" if span is None else f"{span.low:.0f} – {span.high:.0f}"


def _html_choices(item: "ItemReport") -> str:
    if not item.choices:
        return ""
    heads = (_("Answer"), _("lowest third"), _("middle third"), _("highest third"))
    nothing = _("(no answer)")
    rows = [
        f'<tr class="{"key" if choice.is_key else ""}"><td>{"✔ " if choice.is_key else ""}'
        f"{escape(clean_line(choice.response) or nothing)}</td>"
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
    name = escape(_("Average points by total score"))
    return (
        f'<svg width="{width}" height="{height}" role="img" aria-label="{name}" '
        'fill="currentColor" stroke="currentColor" font-size="10">'
        f'<path d="M{edge} {edge}V{height - edge}H{width - edge}" fill="none"/>'
        f'<polyline points="{line}" fill="none" stroke-width="2"/>{dots}'
        f'<g stroke="none"><text x="2" y="{edge}">100%</text>'
        f'<text x="8" y="{height - edge}">0</text>'
        f'<text x="{width - edge - 24}" y="{height - 8}">100%</text></g></svg>'
    )


FORMS: dict[str, Callable[["Report"], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_html,
}
"""What `--format` takes."""
