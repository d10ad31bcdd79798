"""What the bank's page says, as content: its head, a row, a question in full."""

from datetime import datetime
from pathlib import Path

from textual.content import Content

from quiz.cells import clip_start, column
from quiz.cleaning import clean_line
from quiz.desk.banks.page import QuestionRecord
from quiz.errors import Problem
from quiz.items import Bank, Item
from quiz.items.wording import solution_text, stem_markdown
from quiz.library.index import QuestionRow
from quiz.memory import MemoryState
from quiz.store.tallies import CardTally
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.content.findings import SIGNS, finding_words, worst
from quiz.ui.content.question import explanation
from quiz.ui.inks import MUTED, PARTLY, RIGHT, WRONG
from quiz.ui.markup import inline, plain

_KIND, _ASKED, _RIGHT_SHARE, _DUE, _TAGS = 11, 6, 7, 7, 18
_LEAST_WITH_TAGS = 96
_LEAST_PATH = 36
"""Columns that a file's path has at least."""
_LONGEST_STEM = 300
"""Characters of a stem that a row looks at."""


def head_lines(bank: Bank, path: str, width: int) -> Content:
    """Return what a bank says of itself, and where it lies, in two lines at most."""
    said = [bank.language, bank.author, bank.license, bank.source]
    facts = Content(" · ".join(clean_line(text) for text in said if text))
    facts = parts.clip(facts, max(8, width - _LEAST_PATH - 3))
    room = max(_LEAST_PATH, width - facts.cell_length - 3)
    where = clip_start(_short(path), room)
    lines = [(facts + " · " + where).stylize(MUTED)]
    if bank.about:
        about = Content(clean_line(inline(bank.about).plain))
        lines.insert(0, parts.clip(about, max(8, width)))
    return Content("\n").join(lines)


def _short(path: str) -> str:
    try:
        return clean_line(f"~/{Path(path).relative_to(Path.home())}")
    except (ValueError, RuntimeError):
        return clean_line(path)


def row_head(width: int) -> Content:
    """Return the names of the columns."""
    room = _room(width)
    names = _("Kind").ljust(_KIND) + "    " + _("Question").ljust(room)
    if width >= _LEAST_WITH_TAGS:
        names += "  " + _("Topics").ljust(_TAGS - 2)
    names += "".join(name.rjust(size) for name, size in _numbers())
    return Content.styled(f"  {names}", MUTED)


def _room(width: int) -> int:
    tags = _TAGS if width >= _LEAST_WITH_TAGS else 0
    return max(8, width - 2 - _KIND - 4 - tags - sum(size for _name, size in _numbers()))


def _numbers() -> list[tuple[str, int]]:
    """Return the columns at the right, each with its width."""
    sizes = [(_("Asked"), _ASKED), (_("Right"), _RIGHT_SHARE), (_("Due"), _DUE)]
    return [(name, column(name, least)) for name, least in sizes]


def row_words(
    row: QuestionRow,
    problems: tuple[Problem, ...],
    tally: CardTally | None,
    due: str,
    width: int,
) -> Content:
    """Return a row of the list.

    Args:
        row: The question.
        problems: What is to be said of it.
        tally: How it was answered; None if it never was.
        due: When it comes back.
        width: Columns there are, without the mark at the edge.
    """
    level = worst(problems)
    count = f"{min(99, len(problems))}" if len(problems) > 1 else ""
    sign, ink = SIGNS[level] if level else (" ", "")
    found = Content.styled(f"{sign}{count}".ljust(4), ink)
    room = _room(width + 2)
    stem = Content(clean_line(inline(row.stem[:_LONGEST_STEM]).plain))
    columns = [Content.styled(row.kind.ljust(_KIND), MUTED), found, _padded(stem, room)]
    if width + 2 >= _LEAST_WITH_TAGS:
        tags = Content.styled(", ".join(clean_line(tag) for tag in row.tags), MUTED)
        columns.append(Content("  ") + _padded(tags, _TAGS - 2))
    asked = f"{tally.asked}" if tally else "·"
    share = f"{tally.credit / tally.asked:.0%}" if tally and tally.asked else "·"
    for text, (_name, size) in zip((asked, share, due), _numbers(), strict=True):
        columns.append(Content.styled(text.rjust(size), MUTED if text == "·" else ""))
    return Content("").join(columns)


def _padded(content: Content, room: int) -> Content:
    return parts.pad(parts.clip(content, room - 1), room)


def due_words(state: MemoryState | None, today: int, now: datetime) -> str:
    """Return when a question comes back, in at most seven columns."""
    if state is None or not state.reps:
        return "·"
    if state.is_suspended:
        return _("never")
    if state.due_at is not None:
        return _("now") if state.due_at <= now else _("today")
    if state.due_day is None:
        return "·"
    days = state.due_day - today
    return _("today") if days <= 0 else _("{n} d").format(n=days)


def question_words(
    item: Item,
    problems: tuple[Problem, ...],
    record: QuestionRecord,
    spellings: dict[str, int],
    *,
    place: str,
    last_on: str,
) -> Content:
    """Return a question in full.

    Args:
        item: The question.
        problems: What is to be said of it.
        record: How it was answered.
        spellings: What was counted right after all, and is refused still, with how often.
        place: Its number, line and topics.
        last_on: The date when it was asked last; empty if it never was.
    """
    lines = [Content.styled(clean_line(place), MUTED), inline(stem_markdown(item)).stylize("bold")]
    if record.picks:
        lines += [_pick(text, is_key, count) for text, is_key, count in _picks(record)]
    else:
        right = plain(solution_text(item))
        lines.append(Content.styled(_("Answer  "), MUTED) + right.stylize(RIGHT))
    why = explanation(item)
    if why:
        lines.append(why)
    lines += [Content(""), _record_words(record, last_on)]
    if spellings:
        lines.append(_spelling_words(spellings))
    if problems:
        lines += [Content(""), *(finding_words(problem) for problem in problems)]
    return Content("\n").join(lines)


def _picks(record: QuestionRecord) -> list[tuple[str, bool, int]]:
    """Return the options, the right ones first, then the most picked."""
    picks = sorted(record.picks, key=lambda pick: (not pick.is_key, -pick.count))
    return [(pick.text, pick.is_key, pick.count) for pick in picks]


def _pick(text: str, is_key: bool, count: int) -> Content:
    sign, ink = ("✔ ", RIGHT) if is_key else ("· ", MUTED)
    line = Content.styled(sign, ink) + plain(text)
    if not count:
        return line
    times = ngettext("chosen once", "chosen {n} times", count).format(n=count)
    return line + Content.styled(f"  {times}", RIGHT if is_key else WRONG)


def _record_words(record: QuestionRecord, last_on: str) -> Content:
    if record.share is None:
        return Content.styled(_("Not asked yet."), MUTED)
    asked = record.tally.asked
    facts = [
        ngettext("asked once", "asked {n} times", asked).format(n=asked),
        _("{share} right").format(share=f"{record.share:.0%}"),
        _("{n} s on average").format(n=f"{record.mean_s:.0f}"),
        _("last on {day}").format(day=last_on),
    ]
    words = " · ".join(facts)
    return Content(words[:1].upper() + words[1:])


def _spelling_words(spellings: dict[str, int]) -> Content:
    texts = [
        Content(text) + (Content.styled(f" ×{count}", MUTED) if count > 1 else Content(""))
        for text, count in spellings.items()
    ]
    lead = Content.styled(_("Overridden answers: "), PARTLY)
    return lead + Content("; ").join(texts)
