"""The forms in which `quiz analyse` prints what it found."""

import sys
from collections.abc import Callable, Iterator, Sequence
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
from quiz.translation import _

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


def as_html(found: "Report") -> str:
    """Return a page that stands alone, to read, print and pass on."""
    from quiz.formats.pages import page

    what = _("Test analysis")
    return page(
        "analysis",
        title=f"{clean_line(found.title)} – {what}" if found.title else what,
        lines=(*test_lines(found), overview(found)),
        test=_test_rows(found),
        items=[_shown_item(item) for item in found.by_urgency],
        legend=legend(),
    )


def _shown_item(item: "ItemReport") -> dict[str, object]:
    """Return what the page shows of a question."""
    figures = item.statistics
    weight = item.verdict.weight.value
    nothing = _("(no answer)")
    return {
        "place": item.place,
        "sign": SIGNS[weight],
        "weight": weight,
        "name": question_words(item),
        "short_name": question_words(item, _WIDTH),
        "facility": f"{figures.facility:.1f}",
        "discrimination": _or_none(figures.discrimination),
        "sentences": sentences(item.verdict),
        "figures": _item_rows(item),
        "choices": [
            {
                "response": clean_line(choice.response) or nothing,
                "is_key": choice.is_key,
                "thirds": choice.thirds,
            }
            for choice in item.choices
        ],
        "points": _plotted(item),
    }


_Row = tuple[str, str, str]
"""A figure's name, its value, and its range, which may be empty."""


def _item_rows(item: "ItemReport") -> list[_Row]:
    figures, ranges = item.statistics, item.intervals
    against = _("– (goes against the rest of the test)") if figures.is_against else None
    facility = f"{figures.facility:.1f}% ({facility_words(figures.facility)})"
    discrimination = _or_none(figures.discrimination)
    return [
        (_("Facility"), facility, _span(ranges.facility)),
        (_("Discrimination"), discrimination, _span(ranges.discrimination)),
        (_("Discriminative efficiency"), _or_none(figures.efficiency), ""),
        (_("Standard deviation"), _or_none(figures.deviation), ""),
        (_("Effective weight"), against or _or_none(figures.weight), ""),
        (_("Random guess score"), _or_none(figures.guess), ""),
    ]


def _test_rows(found: "Report") -> list[_Row]:
    """Return the figures of the test as a whole."""
    test = found.test
    alpha = "" if test.alpha_range is None else "{:.0f} – {:.0f}".format(*test.alpha_range)
    return [
        (_("Mean"), _or_none(test.mean), ""),
        (_("Median"), _or_none(test.median), ""),
        (_("Standard deviation"), _or_none(test.deviation), ""),
        (_("Skewness"), _or_none(test.skewness), ""),
        (_("Kurtosis"), _or_none(test.kurtosis), ""),
        (_("Internal consistency (Cronbach's alpha)"), _or_none(test.alpha), alpha),
        (_("Error ratio"), _or_none(test.error_ratio), ""),
        (_("Standard error"), _or_none(test.standard_error), ""),
    ]


def _or_none(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _span(span: "Interval | None") -> str:
    return "" if span is None else f"{span.low:.0f} – {span.high:.0f}"


_PLOT = (320, 140, 24)
"""Width, height and margin of the plot, as its template draws them."""


def _plotted(item: "ItemReport") -> list[tuple[str, str]]:
    """Return the item characteristic as points: mean mark over mean total of each group."""
    width, height, edge = _PLOT
    return [
        (
            f"{edge + group.total / 100 * (width - 2 * edge):.0f}",
            f"{height - edge - group.mark / 100 * (height - 2 * edge):.0f}",
        )
        for group in item.characteristic
    ]


FORMS: dict[str, Callable[["Report"], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_html,
}
"""What `--format` takes."""
