"""What the cockpit shows below a question: its options, and once it is closed what was answered."""

from typing import NamedTuple

from quiz.classroom.histogram import AnswerBar
from quiz.cleaning import clean_line
from quiz.items import Cloze, Groups, Item, Match, MultipleChoice, Order, Prompt, SingleChoice
from quiz.items.labels import labels
from quiz.items.spoken import spoken_line
from quiz.items.wording import option_text
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, wrapped
from quiz.ui.screens.classroom.drawing import HostView, column_of


class AnswerRow(NamedTuple):
    """A row below a question."""

    label: str
    """In front of it; empty for none."""
    text: str
    """An option, an item, or an answer."""
    bar: AnswerBar | None = None
    """How often it was answered; None while that is hidden."""


def draw_answers(canvas: Canvas, view: HostView, *, is_shown: bool, is_airy: bool) -> int:
    """Draw what can be answered, or what was; returns the next free row.

    Args:
        canvas: Where to.
        view: The game.
        is_shown: Whether the question is closed.
        is_airy: Whether there is room between the rows.
    """
    game = view.live.game
    question = game.question
    if question is None:
        return 0
    x, width = column_of(canvas)
    prompt = game.prompt_for("", game.state.place)
    if not is_shown:
        return _draw_offer(canvas, Area(x, 0, width, 0), prompt, has_labels=not game.rules.shuffles,
                           gap=1 if is_airy else 0)  # fmt: skip
    bars = game.histogram(game.state.place)
    rows = [
        AnswerRow("✔" if bar.is_right else "", clean_line(spoken_line(bar.text)), bar)
        for bar in _in_order(prompt, bars)
    ]
    total = len(game.answers(game.state.place))
    y = _draw_bars(canvas, Area(x, 0, width, 0), rows, total, gap=1 if is_airy else 0)
    return _draw_band(canvas, x, y + (0 if is_airy else 1), width, view)


def _in_order(prompt: Prompt, bars: list[AnswerBar]) -> list[AnswerBar]:
    """Return bars in the order in which the options were shown."""
    if isinstance(prompt.item, SingleChoice | MultipleChoice) and len(bars) == len(prompt.order):
        return [bars[at] for at in prompt.order]
    return bars


def offered(prompt: Prompt) -> list[str]:
    """Return what a question gives to choose from, as it is shown; empty where one types."""
    item = prompt.item
    match item:
        case Match():
            rights = " · ".join(item.rights[at] for at in prompt.order)
            return [*(pair.left for pair in item.pairs), _("Matches: {texts}").format(texts=rights)]
        case Groups():
            names = " · ".join(item.names)
            entries = [item.entries[at] for at in prompt.order]
            return [*entries, _("Groups: {texts}").format(texts=names)]
        case Order():
            return [item.entries[at] for at in prompt.order]
        case Cloze():
            return [
                f"[{number}] " + " · ".join(gap.options[at] for at in order)
                for number, (gap, order) in enumerate(
                    zip(item.gaps, prompt.gap_orders, strict=True), 1
                )
                if gap.options
            ]
        case _:
            return [option_text(item, item.options[at].text) for at in prompt.order]  # type: ignore[union-attr]


def _has_options(item: Item) -> bool:
    return bool(getattr(item, "options", ()))


def _draw_offer(canvas: Canvas, area: Area, prompt: Prompt, *, has_labels: bool, gap: int) -> int:
    item = prompt.item
    if not (isinstance(item, Match | Groups | Order | Cloze) or _has_options(item)):
        wants = item.wants
        canvas.put(area.x, 0, f"{wants[:1].upper()}{wants[1:]}", "dim", area.width)
        return 1
    texts = [clean_line(spoken_line(text)) for text in offered(prompt)]
    # Letters mean the same for everyone only where everyone has the same order.
    has_labels = has_labels and _has_options(item)
    signs = labels(len(texts), texts) if has_labels else ["·"] * len(texts)
    y = 0
    for sign, text in zip(signs, texts, strict=True):
        canvas.put(area.x, y, sign, "bold key")
        y = canvas.wrap(area.x + 3, y, area.width - 3, text, "text") + gap
    return y


def _draw_bars(canvas: Canvas, area: Area, rows: list[AnswerRow], total: int, *, gap: int) -> int:
    """Draw how often each answer was given; returns the next free row."""
    if not rows:
        return 0
    bars = [row.bar for row in rows if row.bar is not None]
    most = max(max(bar.count, bar.before) for bar in bars) or 1
    has_two = any(bar.before for bar in bars)
    text_room = max(16, min(area.width * 2 // 5, max(len(row.text) for row in rows) + 1))
    bar_x = area.x + 3 + text_room + 1
    bar_room = max(4, area.width - (bar_x - area.x) - 12)
    y = 0
    for row, bar in zip(rows, bars, strict=True):
        lines = wrapped(row.text, text_room)
        for down, line in enumerate(lines):
            canvas.put(area.x + 3, y + down, line, "bold right" if bar.is_right else "text")
        canvas.put(area.x, y, row.label, "bold right")
        ink = "right-fill" if bar.is_right else "line"
        cells = round(bar_room * bar.count / most)
        charts.block(canvas, Area(bar_x, y, cells, 1), ink)
        share = f"{bar.count / max(1, total):.0%}"
        canvas.row(bar_x + cells + 1, y, (f"{bar.count}", "bold text"), (f"  {share}", "dim"))
        if has_two:
            before = round(bar_room * bar.before / most)
            charts.block(canvas, Area(bar_x, y + 1, before, 1), "dim", is_faint=True)
            words = _("first vote {n}").format(n=bar.before)
            at = min(bar_x + before + 1, area.x + area.width - len(words))
            canvas.put(at, y + 1, words, "dim")
        y += max(len(lines), 2 if has_two else 1) + gap
    return y


def _draw_band(canvas: Canvas, x: int, y: int, width: int, view: HostView) -> int:
    """Say how many were right, and of a typed answer what is right."""
    game = view.live.game
    place = game.state.place
    answers = game.answers(place)
    right = sum(answer.credit > 1 - 1e-6 for answer in answers)
    words = ngettext("{n} of {of} right", "{n} of {of} right", len(answers))
    if answers:
        canvas.fill(Area(x, y, width, 1), "right-tint")
        end = canvas.row(
            x, y, ("▌ ✔ " + words.format(n=right, of=len(answers)), "bold right"),
            (f"   {right / len(answers):.0%}", "text"),
        )  # fmt: skip
    else:
        end = canvas.put(x, y, _("Nobody answered."), "bold text")
    first = [a for p in game.inside if (a := game.answer_of(p.id, place, 1)) is not None]
    if game.state.vote == 2 and first:
        before = sum(answer.credit > 1 - 1e-6 for answer in first)
        shift = _("in the first vote {n} of {of}").format(n=before, of=len(first))
        canvas.put(end + 3, y, shift, "dim", x + width - end - 3)
    item = game.questions[place].item
    if not _has_options(item):
        solution = "; ".join(spoken_line(option_text(item, line)) for line in item.solution)
        text = _("Correct answer: {answer}").format(answer=clean_line(solution))
        return canvas.wrap(x, y + 1, width, text, "bold text")
    return y + 1
