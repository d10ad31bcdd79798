"""What a player is told: how an answer was, how it stands, and what to wait for."""

from textual.content import Content

from quiz.classroom.rules import points_split
from quiz.cleaning import clean_line
from quiz.items import Verdict
from quiz.items.wording import option_text
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.content.question import VERDICTS
from quiz.ui.inks import MUTED, PARTLY, RIGHT
from quiz.ui.markup import inline, plain
from quiz.ui.screens.classroom.drawing import column_of
from quiz.web.client import GameEvent


def verdict_of(event: GameEvent) -> Verdict | None:
    """Return the verdict, once it is known; None for no answer."""
    return Verdict(event.verdict) if event.verdict in set(Verdict) else None


def told_words(event: GameEvent) -> Content:
    """Return what came of an answer: the verdict, its points, what is right and why."""
    verdict = verdict_of(event)
    if verdict is None:
        lines = [Content.styled(_("No answer."), MUTED)]
    else:
        sign, word, ink = VERDICTS[verdict]
        lines = [Content.styled(f"▌ {sign} {word}", f"bold {ink}") + _earned(event)]
    if event.voided:
        lines.append(Content.styled(_("This question counts for nobody."), PARTLY))
    standing = standing_words(event)
    if standing:
        lines.append(standing)
    item = event.item
    if item is not None and verdict is not Verdict.RIGHT:
        right = [plain(option_text(item, text)).stylize("bold") for text in event.solution]
        title = Content.styled(_("Correct answer") + "  ", MUTED)
        lines += [title + right[0]] if len(right) == 1 else [
            title, *(Content("  ") + line for line in right)]  # fmt: skip
    if event.outcome is not None:
        parts = (part.note for part in event.outcome.parts)
        lines += [plain(note) for note in (*event.outcome.notes, *parts) if note]
    if event.explain:
        lines.append(inline(event.explain))
    if event.source:
        source = _("Source: {source}").format(source=clean_line(event.source))
        lines.append(Content.styled(source, MUTED))
    if event.disputed:
        words = _("You said that you were right. Your host decides.")
        lines.append(Content.styled(words, PARTLY))
    return Content("\n").join(lines)


def _earned(event: GameEvent) -> Content:
    """Return the points of an answer, and what is for its speed."""
    if not event.earned:
        return Content("")
    worth = event.item.points if event.item is not None else 1.0
    answer, speed = points_split(event.earned, event.credit or 0.0, worth)
    found = Content.styled(f"   +{event.earned:,}", f"bold {RIGHT}")
    if speed:
        words = _("{answer} for the answer, {speed} for speed")
        found += Content.styled(
            ": " + words.format(answer=f"{answer:,}", speed=f"{speed:,}"), MUTED
        )
    return found


def standing_words(event: GameEvent) -> Content:
    """Return place, change and points; empty while they are not shown."""
    if event.rank is None:
        return Content("")
    words = _("Rank {rank} of {of}").format(rank=event.rank, of=event.players)
    found = Content.styled(words, f"bold {PARTLY}")
    if event.change:
        arrow = "↑" if event.change > 0 else "↓"
        found += Content.styled(
            f" {arrow}{abs(event.change)}", RIGHT if event.change > 0 else MUTED
        )
    points = ngettext("{n} point", "{n} points", event.points).format(n=f"{event.points:,}")
    return found + Content.styled(f"   {points}", MUTED)


def draw_seat(canvas: Canvas, event: GameEvent | None) -> None:
    """Draw what there is to say where no question is shown."""
    x, width = column_of(canvas)
    y = max(1, canvas.height // 3)
    if event is None:
        canvas.centre(x, y, width, (_("Connecting…"), "dim"))
        return
    name = clean_line(event.name)
    head, what = {
        "lobby": (_("You are in, {name}.").format(name=name), _("Wait for the start.")),
        "board": (name, _("Look up: the next question comes soon.")),
        "done": (_("You are through, {name}.").format(name=name), _("Wait for the others.")),
        "over": (_("The game is over."), _("Thank you for playing, {name}.").format(name=name)),
    }.get(event.stage, (name, ""))
    y = _centred(canvas, x, y, width, head, "bold text")
    standing = standing_words(event).plain
    if standing:
        y = _centred(canvas, x, y + 1, width, standing, "bold partly")
    elif event.stage in ("done", "over"):
        words = ngettext("{n} point", "{n} points", event.points)
        y = _centred(canvas, x, y + 1, width, words.format(n=f"{event.points:,}"), "bold partly")
    _centred(canvas, x, y + 1, width, what, "text")


def _centred(canvas: Canvas, x: int, y: int, width: int, text: str, ink: str) -> int:
    """Write a text in the middle, over several lines if need be; returns the next free row."""
    from quiz.ui.canvas.canvas import wrapped

    for line in wrapped(text, width):
        canvas.centre(x, y, width, (line, ink))
        y += 1
    return y
