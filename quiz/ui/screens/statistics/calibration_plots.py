"""How sure against how right: predicted recall on the diagonal, and what the learner said."""

from quiz.cells import cell_length, column
from quiz.desk.statistics.calibration import Calibration
from quiz.desk.statistics.tables import certainty_names
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.charts import Series, Tick
from quiz.ui.screens.statistics.view import StatView

_MANY = 50
"""Predictions from which on a sign is large."""
_GOOD, _FAIR = 0.05, 0.1
_INKS = ("wrong", "partly", "right")


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw the predictions, beside them how sure one said one was."""
    found = view.worked.calibration
    assert found is not None
    if view.part == 1:
        _certainty(canvas, Area(area.x, area.y, min(area.width, 70), area.height), found)
        return
    if view.part == 2:
        _corrections(canvas, area, found)
        return
    side = min(area.width * 55 // 100, 84)
    _diagonal(canvas, Area(area.x, area.y, side, area.height), found)
    x = area.x + side + 4
    width = min(area.x + area.width - x, 44)
    heads = _("predicted"), _("right"), _("of")
    first, second, third = (column(head, 7) for head in heads)
    first = max(9, first - 1)
    for end, head in zip((first, first + second, first + second + third), heads, strict=True):
        canvas.right(x + end, area.y, (head, "dim"))
    y = area.y + 1
    for tenth in found.tenths[-6:]:
        name = f"{tenth.low * 100:.0f}–{tenth.low * 100 + 10:.0f}%"
        canvas.row(
            x, y, (name.rjust(first), "predicted"),
            (f"{tenth.right:.0%}".rjust(second), "bold text"),
            (f"{tenth.answers:,}".rjust(third), "dim"),
        )  # fmt: skip
        y += 1
    y = canvas.wrap(x, y + 1, width, sentence(found), most=5)
    if any(said.answers for said in found.said) and area.y + area.height - y >= 6:
        _certainty(canvas, Area(x, y + 1, width, area.height), found, is_short=True)


def sentence(found: Calibration) -> str:
    """Return what follows from the predictions."""
    assert found.error is not None
    assert found.predicted is not None
    assert found.right is not None
    points = round(found.error * 100)
    off = ngettext("Off by {n} point on average", "Off by {n} points on average", points)
    off = off.format(n=points)
    if found.error <= _GOOD:
        return off + ": " + _("the dates you are given can be trusted.")
    if found.error <= _FAIR:
        return off + ": " + _("the dates you are given are about right.")
    way = (
        _("you recall more than predicted.")
        if found.right > found.predicted
        else _("you recall less than predicted.")
    )
    return off + ": " + way + " " + _("`quiz fit` adapts the memory model to you.")


def _diagonal(canvas: Canvas, area: Area, found: Calibration) -> None:
    canvas.put(area.x, area.y, _("Predicted recall against what came"), "bold text", area.width)
    told = [(tenth.predicted * 100, tenth.right * 100, tenth.answers) for tenth in found.tenths]
    low = min(50, *(int(min(one, other) / 10) * 10 for one, other, _n in told))
    marks = range(low, 101, 10 if low >= 70 else 20 if (100 - low) % 20 == 0 else 25)
    cell = charts.plot(
        canvas,
        Area(area.x, area.y + 1, area.width, area.height - 1),
        [Series([(low, low), (100, 100)], "dim")],
        along=(low, 100),
        up=(low, 100),
        along_ticks=[Tick(low, f"{low}%"), Tick((low + 100) / 2, f"{(low + 100) / 2:.0f}%"),
                     Tick(100, _("100% predicted"))],
        up_ticks=[Tick(mark, f"{mark}%") for mark in (*marks, 100)],
    )  # fmt: skip
    for predicted, right, answers in told:
        canvas.put(*cell(predicted, right), "●" if answers >= _MANY else "•", "bold predicted")


def _certainty(canvas: Canvas, area: Area, found: Calibration, *, is_short: bool = False) -> None:
    names = certainty_names()
    room = max(map(len, names)) + 2
    canvas.put(area.x, area.y, _("How sure you said you were"), "bold text", area.width)
    y = area.y + 1
    for said, name, ink in zip(found.said, names, _INKS, strict=True):
        canvas.put(area.x, y, name, "dim")
        width = area.width - room - 6 - (0 if is_short else 10)
        if said.right is not None:
            charts.gauge(canvas, area.x + room, y, width, said.right, ink)
            canvas.right(area.x + room + width + 6, y, (f"{said.right:.0%}", "bold text"))
            if not is_short:
                canvas.right(area.x + area.width, y, (f"{said.answers:,}", "dim"))
        else:
            canvas.put(area.x + room, y, "–", "dim")
        y += 1 if is_short else 2
    if not is_short:
        canvas.wrap(area.x, y + 1, area.width, certainty_sentence(found))


def _corrections(canvas: Canvas, area: Area, found: Calibration) -> None:
    """Draw what the learner's answers have shown, as bars to the left or right of a line."""
    canvas.put(
        area.x, area.y, _("How your answers correct the memory model"), "bold text", area.width
    )
    shown = found.corrections[: max(1, area.height - 5)]
    names = min(max(cell_length(one.cards) for one in shown), area.width - 24)
    half = max(4, min(24, (area.width - names - 9) // 2))
    most = max(abs(one.points) for one in shown)
    middle = area.x + names + 8 + half
    y = area.y + 2
    for one in shown:
        canvas.put(area.x, y, one.cards, "dim", names)
        ink = "right" if one.points > 0 else "wrong"
        canvas.right(area.x + names + 6, y, (f"{one.points:+.0f}".replace("-", "−"), f"bold {ink}"))
        charts.signed_bar(canvas, middle, y, half, one.points / most, ink)
        y += 1
    words = _(
        "Of 100 such cards, how many more (+) or fewer (−) you recall than would otherwise be "
        "predicted. It follows from all of your answers."
    )
    canvas.wrap(area.x, y + 1, min(area.width, 76), words, most=2)


def certainty_sentence(found: Calibration) -> str:
    """Return what follows from how sure the learner was."""
    unsure, _fairly, very = found.said
    if very.right is not None and very.right < 0.8:
        return _("You are too confident: of what you were very sure, {share} was right.").format(
            share=f"{very.right:.0%}"
        )
    if unsure.right is not None and unsure.right > 0.8:
        return _("You are too cautious: of what you were not sure, {share} was right.").format(
            share=f"{unsure.right:.0%}"
        )
    return _("You judge yourself well, as far as can be told.")
