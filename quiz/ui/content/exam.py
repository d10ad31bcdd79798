"""What the screens of an exam say, as content: clock, signs, how it answers back, results."""

from typing import NamedTuple

from textual.content import Content

from quiz import cells
from quiz.cleaning import clean_line
from quiz.desk.exams.result import ExamAnswer, ExamResult, Share
from quiz.desk.exams.sat_exam import SatExam
from quiz.desk.exams.text import (
    certainty_lines,
    row_words,
    verdict_lines,
)
from quiz.items import Outcome, Verdict
from quiz.items.paper import Behaviour, Paper
from quiz.items.wording import amount, points_of_text, solution_text, stem_markdown
from quiz.study.exam import WARNINGS_S
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.content import question as question_content
from quiz.ui.content.question import VERDICTS
from quiz.ui.inks import MUTED, RIGHT, WRONG
from quiz.ui.markup import inline, plain

_BAR = 12
_RIGHT_FROM, _PARTLY_FROM = 1 - 1e-6, 1e-6


class PlaceSign(NamedTuple):
    """How a question stands."""

    sign: str
    """One character."""
    ink: str
    """Name of its style in `inks`."""
    words: str
    """The same in words."""


def verdict_of(credit: float) -> Verdict:
    """Return right, partly or wrong for a credit."""
    if credit >= _RIGHT_FROM:
        return Verdict.RIGHT
    return Verdict.PARTLY if credit > _PARTLY_FROM else Verdict.WRONG


def signs(exam: SatExam) -> list[PlaceSign]:
    """Return how each question stands."""
    return [sign(exam, place) for place in range(exam.total)]


def sign(exam: SatExam, place: int) -> PlaceSign:
    """Return how a question stands: flagged, marked, answered or empty."""
    given = exam.state.given[place]
    if given.is_flagged:
        if given.is_answered:
            return PlaceSign("⚑", "$text-warning", _("flagged"))
        return PlaceSign("⚐", "$text-warning", _("flagged, empty"))
    if given.tries and exam.state.is_locked(place):
        shown, word, ink = VERDICTS[verdict_of(given.tries[-1])]
        return PlaceSign(shown, ink, word.lower())
    if given.is_answered:
        return PlaceSign("●", "$text-accent", _("answered"))
    return PlaceSign("○", MUTED, _("unanswered"))


# The clock


def clock(exam: SatExam) -> Content:
    """Return the time left."""
    left = exam.left_s()
    if left is None:
        return Content.styled(_("no time limit"), MUTED)
    is_late = left <= WARNINGS_S[0]
    return parts.clock(left, f"bold {WRONG}" if is_late else "bold")


def warning(exam: SatExam) -> Content:
    """Return what calls the time; empty while there is enough, or where the paper is as short."""
    left = exam.left_s()
    limits = [at for at in WARNINGS_S if left is not None and left <= at < exam.state.time_s]
    if not limits:
        return Content("")
    minutes = min(limits) // 60
    words = ngettext("Less than {n} minute left.", "Less than {n} minutes left.", minutes)
    words = words.format(n=minutes) + " " + _("At 0:00 the exam is handed in.")
    return Content(f"⚠ {words}")


def head(exam: SatExam, left: str, width: int) -> Content:
    """Return a place and the title on the left, the clock on the right."""
    return parts.head(exam.title, width, clock(exam), before=f"{left} · " if left else "")


# Before it begins


def behaviour_lines(paper: Paper) -> list[str]:
    """Return how the questions answer back."""
    if paper.behaviour is Behaviour.IMMEDIATE:
        return [_("Press Enter to check each answer right away. You can't change it after that.")]
    if paper.has_tries:
        words = ngettext(
            "Up to {n} try per question, with hints in between.",
            "Up to {n} tries per question, with hints in between.",
            paper.tries,
        )
        each = _("Each wrong try costs {percent:.0f}% of the points.")
        lines = [words.format(n=paper.tries), each.format(percent=100 * paper.penalty)]
        is_best = paper.behaviour is Behaviour.ADAPTIVE
        return [*lines, _("The best try counts.")] if is_best else lines
    kept = _("You can change any answer until you hand in.")
    if paper.behaviour is Behaviour.CERTAINTY:
        return [
            kept,
            _(
                "For each answer, say how sure you are. Right answers earn 1, 2 or 3 "
                "points; wrong ones cost 0, 2 or 6."
            ),
        ]
    return [kept]


def time_words(paper: Paper, factor: float) -> str:
    """Return how long there is."""
    if not paper.minutes:
        return _("no limit")
    minutes = paper.minutes * factor
    count = round(minutes)
    words = ngettext("{n:g} minute", "{n:g} minutes", count).format(n=round(minutes, 1))
    if factor != 1:
        extra = _("{minutes:g} × {factor:g} extra time")
        words += f" ({extra.format(minutes=paper.minutes, factor=factor)})"
    return words


def grades_words(paper: Paper) -> str:
    """Return the grades, each with the least percent for it."""
    return ", ".join(
        _("{grade} from {percent}%").format(grade=clean_line(name), percent=amount(least))
        for name, least in paper.grades
    )


# While it is sat


def tried(exam: SatExam, place: int, outcome: Outcome) -> Content:
    """Return what is said between tries: the verdict, tries left, and what a wrong one costs."""
    sign_, word, ink = VERDICTS[outcome.verdict]
    paper = exam.state.paper
    left = paper.tries - len(exam.state.given[place].tries)
    words = ngettext(
        "{n} try left. Each wrong one costs {percent:.0f}% of the points.",
        "{n} tries left. Each wrong one costs {percent:.0f}% of the points.",
        left,
    )
    return Content("\n").join(
        [
            Content.styled(f"{sign_} {word}", f"bold {ink}"),
            Content(words.format(n=left, percent=100 * paper.penalty)),
        ]
    )


def left_over(exam: SatExam) -> Content:
    """Return what is empty and what is flagged, for who is about to hand in."""
    state = exam.state
    lines = []
    for word, places in ((_("Unanswered:"), state.empty), (_("Flagged:"), state.flagged)):
        if places:
            lines.append(Content.styled(f"{word} ", "bold") + Content(numbers(places)))
    if not lines:
        lines.append(Content(_("Every question is answered.")))
    lines.append(Content(_("You can't change your answers after that.")))
    return Content("\n").join(lines)


def numbers(places: tuple[int, ...]) -> str:
    """Return places as numbers from 1, runs of three or more joined: `1, 4–9, 12`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(
        f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 2 else ", ".join(str(at + 1) for at in run)
        for run in runs
    )


# Afterwards


def figures(result: ExamResult, missing: int = 0) -> Content:
    """Return score, grade, what was predicted, how sure one was, and the time it took.

    Args:
        result: How it went.
        missing: Questions that are not in their banks any more.
    """
    ink = RIGHT if result.is_passed else WRONG
    verdict, *more = verdict_lines(result)
    lines = [
        Content.styled(f"{result.share:.0%}", f"bold {ink}")
        + Content("  ")
        + parts.points_bar(result.share, 24)
        + Content(f"  {points_of_text(result.points, result.points_of)}"),
        Content.styled("✔ " if result.is_passed else "✘ ", ink) + Content(clean_line(verdict)),
    ]
    certainty = certainty_lines(result) if result.certainty is not None else []
    lines += [Content(line) for line in more if line not in certainty]
    spent = sum(answer.given.elapsed_ms for answer in result.answers) / 1000
    each = spent / max(1, len(result.answers))
    words = _("{time} in total, {each} per question.")
    lines.append(Content(words.format(time=cells.clock(spent), each=cells.clock(each))))
    if missing:
        words = ngettext(
            "{n} question is no longer in its bank and is left out here.",
            "{n} questions are no longer in their banks and are left out here.",
            missing,
        )
        lines.append(Content(words.format(n=missing)))
    if certainty:
        lines += [Content(""), Content.styled(_("How sure you were"), "bold")]
        lines += [Content(line) for line in certainty]
    return Content("\n").join(lines)


def shares(result: ExamResult, width: int) -> Content:
    """Return the points of each topic and each section; empty where there is one."""
    rows = result.paper.draw
    named = [
        Share(
            name=row_words(rows[int(one.name) - 1]) if int(one.name) <= len(rows) else one.name,
            questions=one.questions,
            points=one.points,
            points_of=one.points_of,
        )
        for one in sorted(result.rows, key=lambda one: int(one.name))
    ]
    tables = (
        (_("By topic, weakest first"), result.topics if len(result.topics) > 1 else ()),
        (_("By section"), tuple(named) if len(named) > 1 else ()),
    )
    return Content("\n\n").join(_table(title, found, width) for title, found in tables if found)


def _table(title: str, found: tuple[Share, ...], width: int) -> Content:
    names = [Content(clean_line(one.name)) for one in found]
    ends = [f" {one.share:>4.0%}  {amount(one.points)} / {amount(one.points_of)}" for one in found]
    room = max(8, min(34, width - _BAR - 2 - max(map(len, ends))))
    column = min(room, max(name.cell_length for name in names))
    lines = [Content.styled(title, "bold")]
    for one, name, end in zip(found, names, ends, strict=True):
        lines.append(parts.pad(name, column) + "  " + parts.points_bar(one.share, _BAR) + end)
    return Content("\n").join(lines)


def answer_sign(answer: ExamAnswer) -> tuple[str, str]:
    """Return sign and ink of how an answer was marked."""
    if answer.outcome is None:
        return "–", MUTED
    shown, _word, ink = VERDICTS[
        verdict_of(answer.mark.points / answer.mark.points_of if answer.mark.points_of else 1.0)
    ]
    return shown, ink


def answer_row(answer: ExamAnswer, width: int) -> Content:
    """Return a line of the list of questions: number, sign, points, time, what was asked."""
    shown, ink = answer_sign(answer)
    points = f"{amount(answer.mark.points)}/{amount(answer.mark.points_of)}"
    seconds = cells.clock(answer.given.elapsed_ms / 1000)
    return (
        Content.styled(f"{answer.question.place + 1:>3} ", MUTED)
        + Content.styled(f"{shown} ", ink)
        + Content(f"{points:>7} ")
        + Content.styled(f"{seconds:>6}  ", MUTED)
        + Content(inline(stem_markdown(answer.question.item)).plain.replace("\n", " "))
    )


def detail(answer: ExamAnswer) -> Content:
    """Return the points of an answer, how sure one was, and why."""
    item = answer.question.item
    mark, given = answer.mark, answer.given
    facts = [points_of_text(mark.points, mark.points_of), cells.clock(given.elapsed_ms / 1000)]
    if given.tries:
        facts.append(ngettext("{n} try", "{n} tries", len(given.tries)).format(n=len(given.tries)))
    if mark.certainty_mark is not None and given.is_answered:
        words = _("certainty {level}, scored {mark}")
        facts.append(words.format(level=given.certainty or 1, mark=amount(mark.certainty_mark)))
    shown, ink = answer_sign(answer)
    word = _("Not answered")
    if answer.outcome is not None:
        word = VERDICTS[answer.outcome.verdict][1]
    lines = [
        Content.styled(f"{shown} {word}", f"bold {ink}")
        + Content.styled("   " + " · ".join(facts), MUTED)
    ]
    if answer.outcome is not None:
        return Content("\n").join([*lines, *question_content.reasons(item, answer.outcome)])
    right = plain(solution_text(item, answer.solution))
    lines.append(Content.styled(_("Correct answer") + "  ", MUTED) + right.stylize("bold"))
    why = question_content.explanation(item)
    return Content("\n").join([*lines, why] if why else lines)
