"""The rail beside a question in a wide window: how it goes, the card, and what is left.

What would give the answer away is said only after it.
"""

from typing import NamedTuple

from quiz import cells
from quiz.desk.sittings.left import Left
from quiz.desk.sittings.question import Feedback
from quiz.desk.sittings.sitting import OpenSitting
from quiz.study import Game, Mode, multiplier
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.canvas.charts import gauge
from quiz.ui.content.card import sign
from quiz.ui.content.memory import MemoryChange

_MOST_SIGNS = 26
"""Verdicts of a card that are shown, the latest."""


class Rail(NamedTuple):
    """What the rail says."""

    sitting: OpenSitting
    """What is asked."""
    against: str
    """How it goes against one's best run; empty without one."""
    best: float | None
    """Best share of the points in earlier quizzes of the same bank; None where there is none."""
    left: Left | None
    """What is left of a review; None in quizzes."""
    round_words: str
    """How far the round of new cards is; empty outside of one."""
    feedback: Feedback | None
    """What came of the answer; None while it is awaited."""
    change: MemoryChange | None
    """What it did to the card's memory; None where it did nothing."""


def draw_rail(canvas: Canvas, rail: Rail) -> None:
    """Draw its panes from above, as many as there is room for."""
    y = _sitting(canvas, rail)
    if rail.feedback is not None and canvas.height - y >= 8:
        y = _card(canvas, y, rail, rail.feedback)
    if canvas.height - y >= 6:
        _left(canvas, y, rail)


def _rows(canvas: Canvas, y: int, title: str, rows: list[tuple[str, Part]], note: str = "") -> int:
    """Draw a pane of names and values; return the next free row."""
    inner = canvas.pane(Area(0, y, canvas.width, len(rows) + 2), title, note)
    for at, (name, value) in enumerate(rows):
        canvas.put(inner.x, inner.y + at, name, "dim")
        canvas.right(inner.x + inner.width, inner.y + at, value)
    return y + len(rows) + 2


def _sitting(canvas: Canvas, rail: Rail) -> int:
    held, tally = rail.sitting.sitting, rail.sitting.tally
    rows: list[tuple[str, Part]] = []
    words = _("{n} of {count}").format(n=tally.right, count=tally.answered + tally.skipped)
    rows.append((_("right"), words))
    rows.append((_("in a row"), f"{tally.streak}"))
    if held.request.mode is Mode.QUIZ:
        times = multiplier(tally.streak)
        rows.append((_("score"), f"{tally.score}" + (f"  ×{times}" if times > 1 else "")))
        if held.request.game is Game.CLASSIC and tally.points_of:
            rows.append((_("share of points"), f"{tally.credit:.0%}"))
        if rail.best is not None:
            rows.append((_("your best"), (f"{rail.best:.0%}", "bold text")))
    if rail.against:
        rows.append((_("this run"), rail.against))
    rows.append((_("time"), cells.clock(tally.elapsed_ms / 1000)))
    title = _("This review") if held.request.mode is Mode.REVIEW else _("This quiz")
    if held.request.mode is Mode.CRAM:
        title = _("This practice")
    return _rows(canvas, 0, title, rows)


def _card(canvas: Canvas, y: int, rail: Rail, given: Feedback) -> int:
    """Draw what is known of the card that was answered."""
    ref, desk = given.question.ref, rail.sitting.desk
    reviews = [r for r in desk.record.card_reviews(ref.bank, ref.card) if r.rating is not None]
    right = sum(review.credit >= 1 - 1e-6 for review in reviews)
    asked = ngettext("once", "{n} times", len(reviews)).format(n=len(reviews))
    rows: list[tuple[str, Part]] = [(_("asked"), asked), (_("right"), f"{right}")]
    before = given.question.state
    if before.stability is not None and before.last_day is not None and rail.change is not None:
        days = max(0, given.review.day - before.last_day)
        chance = desk.scheduling.scheduler.model.recall(days, before.stability)
        rows.append((_("recall was"), (f"{chance:.0%}", "bold predicted")))
    if rail.change is not None:
        rows.append((_("lasts"), rail.change.words))
    if given.state.lapses:
        rows.append((_("forgotten"), ngettext("once", "{n} times", given.state.lapses).format(
            n=given.state.lapses)))  # fmt: skip
    rows.append(("", ""))
    end = _rows(canvas, y, _("This card"), rows, _("i opens"))
    x = 3
    for review in reviews[-_MOST_SIGNS:]:
        glyph, ink = sign(review.credit)
        x = canvas.put(x, end - 2, glyph, f"bold {ink}")
    return end


def _left(canvas: Canvas, y: int, rail: Rail) -> None:
    if rail.left is None:
        total, done = len(rail.sitting.sitting.cards), len(rail.sitting.sitting.answers)
        if rail.sitting.sitting.request.game.is_open_ended or not total:
            return
        inner = canvas.pane(Area(0, y, canvas.width, 3), _("Left"))
        words = ngettext("{n} question", "{n} questions", total - done).format(n=total - done)
        canvas.put(inner.x, inner.y, words)
        gauge(canvas, inner.x + 15, inner.y, inner.width - 15, done / total)
        return
    left = rail.left
    rows = [
        (_("reviews"), left.reviews, "key"),
        (_("learning"), left.learning, "partly"),
        (_("new"), left.new, "dim"),
    ]
    inner = canvas.pane(Area(0, y, canvas.width, len(rows) + 3), _("Left"))
    most = max(1, *(count for _name, count, _ink in rows))
    for at, (name, count, ink) in enumerate(rows):
        canvas.put(inner.x, inner.y + at, name, "dim")
        gauge(canvas, inner.x + 11, inner.y + at, inner.width - 16, count / most, ink)
        canvas.right(inner.x + inner.width, inner.y + at, (f"{count}", "bold text"))
    words = _("about {n} min").format(n=left.minutes)
    canvas.put(inner.x, inner.y + len(rows), words, "dim")
    if rail.round_words:
        canvas.right(inner.x + inner.width, inner.y + len(rows), (rail.round_words, "dim"))
