"""The figures of a result: score, verdicts one by one, and how it compares."""

from random import Random

from quiz.cells import cell_length, clock
from quiz.desk.sittings.question import Result
from quiz.items.wording import points_of_text
from quiz.study import Answer, Game, Mode
from quiz.study.answer import is_perfect
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.content.question import VERDICTS
from quiz.ui.dates import with_weekday

FIGURES, PERFECT = 5, 11
"""Rows of the figures, and of those below the banner of a perfect quiz."""
_BANNER, _RUNS = 46, 46
_DUST = "⠁⠂⠄⡀⢀⠠⠐⠈⠃⠘"
_DUST_INKS = ("right", "partly", "key", "predicted", "wrong")
_INKS = {"$text-success": "right", "$text-warning": "partly", "$text-error": "wrong"}


def is_perfect_quiz(result: Result) -> bool:
    """Return whether a quiz of some length was answered without a mistake."""
    tally = result.tally
    is_quiz = result.mode is Mode.QUIZ and result.game is Game.CLASSIC
    return is_quiz and not tally.skipped and is_perfect(tally.answered, tally.right)


def rows_of(result: Result) -> int:
    """Return how many rows the figures of a result take."""
    if is_perfect_quiz(result):
        return PERFECT
    runs = len(result.best_runs)
    return FIGURES + (2 + runs if runs > 1 else 0)


def draw_figures(
    canvas: Canvas, result: Result, answers: list[Answer], moved: float, width: int
) -> None:
    """Draw the figures.

    Args:
        canvas: Where to.
        result: How it went.
        answers: Each answer, in order.
        moved: How far what moves has come, 0 to 1.
        width: Of the text, in cells.
    """
    y = 0
    if is_perfect_quiz(result):
        _perfect(canvas, result, moved)
        y = PERFECT - 4
    x = 0
    if not is_perfect_quiz(result):
        share = result.tally.credit
        figure, unit = f"{100 * share:.0f}", "%"
        if result.game is not Game.CLASSIC:
            figure, unit = f"{result.tally.right}", ""
        # A result is not a verdict on a person: what is low has no colour.
        ink = "bold right" if share >= 0.8 else "bold text"
        x = charts.digits(canvas, 0, y, figure, ink)
        x = canvas.put(x, y + 2, unit, ink) + 3
    _counts(canvas, x, y, width, result)
    _signs(canvas, x, y + 1, width, answers)
    canvas.row(x, y + 2, *_words(result))
    _compared(canvas, y + 4, width, result)
    if len(result.best_runs) > 1:
        _best_runs(canvas, y + 6, width, result)


def _counts(canvas: Canvas, x: int, y: int, width: int, result: Result) -> None:
    tally = result.tally
    parts: list[Part] = [
        ("✔ " + ngettext("{n} right", "{n} right", tally.right).format(n=tally.right), "right"),
        "   ",
        (
            "◐ " + ngettext("{n} partly", "{n} partly", tally.partly).format(n=tally.partly),
            "partly",
        ),
        "   ",
        ("✘ " + ngettext("{n} wrong", "{n} wrong", tally.wrong).format(n=tally.wrong), "wrong"),
    ]
    if tally.skipped:
        words = ngettext("{n} skipped", "{n} skipped", tally.skipped).format(n=tally.skipped)
        parts += ["   ", (f"– {words}", "dim")]
    end = canvas.row(x, y, *parts)
    points = points_of_text(tally.points, tally.points_of)
    if end + cell_length(points) + 2 <= width:
        canvas.right(width, y, (points, "text"))


def _signs(canvas: Canvas, x: int, y: int, width: int, answers: list[Answer]) -> None:
    """Draw the verdicts in the order of the answers, as many of the last ones as fit."""
    for answer in answers[-max(1, width - x) :]:
        sign, _word, ink = VERDICTS[answer.verdict]
        if answer.is_skipped:
            sign, ink = "–", ""
        x = canvas.put(x, y, sign, _INKS.get(ink, "dim"))


def _words(result: Result) -> list[Part]:
    """Return score, time, and what the answers mean for tomorrow."""
    tally = result.tally
    parts: list[Part] = []
    if result.mode is Mode.QUIZ:
        score = _("Score {n}").format(n=tally.score)
        run = _("best run {n}").format(n=tally.best_streak)
        parts += [(score, "bold text"), (f"   {run}   ", "dim")]
    answered = max(1, tally.answered)
    each = _("{time}, {n} s each")
    seconds = round(tally.elapsed_ms / 1000 / answered)
    parts.append((each.format(time=clock(tally.elapsed_ms / 1000), n=seconds), "dim"))
    said = ""
    if result.mode is Mode.CRAM:
        said = _("doesn't change your schedule")
    elif result.waiting:
        said = result.waiting_words
    elif result.due_tomorrow:
        due = result.due_tomorrow
        said = ngettext("{n} due tomorrow", "{n} due tomorrow", due).format(n=due)
    return [*parts, (f"   {said}", "dim")] if said else parts


def _compared(canvas: Canvas, y: int, width: int, result: Result) -> None:
    """Draw the shares of the last quizzes of the bank, and the best one."""
    x = 0
    if result.earlier and not is_perfect_quiz(result):
        shares = "  ".join(f"{100 * share:.0f}" for share in result.earlier)
        last = _("Last {n}").format(n=len(result.earlier) + 1)
        now = f"{result.tally.credit:.0%}"
        x = canvas.row(0, y, (last, "dim"), (f"   {shares}  ", "dim"), (now, "bold text"))
        x += 3
    if result.best_words:
        star: list[Part] = [("★ ", "bold partly")] if result.is_best else []
        ink = "bold right" if result.is_best else "dim"
        end = canvas.row(x, y, *star)
        canvas.put(end, y, result.best_words, ink, width - end)


def _best_runs(canvas: Canvas, y: int, width: int, result: Result) -> None:
    """Draw the best runs of the game on the same banks, the one just played in bold."""
    canvas.heading(0, y, min(width, _RUNS), _("Best runs"))
    for place, run in enumerate(result.best_runs, 1):
        words = ngettext("{n} right", "{n} right", run.right).format(n=run.right)
        when = _("now") if run.is_mine else with_weekday(run.ended_at.astimezone().date())
        ink = "bold text" if run.is_mine else "text"
        star = ("★", "partly") if place == 1 else (f"{place}", "dim")
        canvas.row(
            0, y + place, star, (f"  {words:<12}", ink), (when, ink if run.is_mine else "dim")
        )


def _perfect(canvas: Canvas, result: Result, moved: float) -> None:
    """Draw the banner of a perfect quiz, and the dust that falls once and lies still behind it."""
    rows, rng = PERFECT - 4, Random(11)
    for _grain in range(canvas.width * rows // 9):
        x, line = rng.randrange(max(1, canvas.width)), rng.randrange(rows)
        glyph, ink = rng.choice(_DUST), rng.choice(_DUST_INKS)
        canvas.put(x, round(line - rows * (1 - moved) ** 2), glyph, ink)
    width = min(_BANNER, canvas.width)
    x = (canvas.width - width) // 2
    area = Area(x, 0, width, 6)
    for line in range(6):
        canvas.put(x, line, " " * width)
    canvas.fill(area, "right-tint")
    canvas.put(x, 0, "╔" + "═" * (width - 2) + "╗", "right")
    for line in range(1, 5):
        canvas.put(x, line, "║", "right")
        canvas.put(x + width - 1, line, "║", "right")
    canvas.put(x, 5, "╚" + "═" * (width - 2) + "╝", "right")
    canvas.centre(
        x, 1, width, ("★  ", "partly"), (_("PERFECT QUIZ"), "bold partly"), ("  ★", "partly")
    )
    count = result.tally.answered
    words = ngettext("{n} of {n}, every answer right.", "{n} of {n}, every answer right.", count)
    canvas.centre(x, 3, width, words.format(n=count))
