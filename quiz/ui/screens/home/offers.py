"""What Home offers to do now, the first thing in front."""

from collections.abc import Sequence
from typing import NamedTuple

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.today.day import Overview
from quiz.translation import _, ngettext
from quiz.ui.content.day import ExamDay

MOST = 3
"""So many are offered at a time: one to do now, and two more."""


class Offer(NamedTuple):
    """One thing that can be done now."""

    key: str
    """The key that does it, as people write it."""
    text: str
    """What it does, an imperative."""
    note: str
    """How long it takes, or since when it waits."""
    action: str
    """Of the screen."""


class Waiting(NamedTuple):
    """What waits besides the cards of today."""

    exams: Sequence[str]
    """What to say of each exam that was begun."""
    quizzes: Sequence[str]
    """What to say of each quiz that was left."""
    mistakes: int
    """Cards whose last answer of late was not right."""
    changed: int
    """Questions to ask about, since they changed."""


def offers(day: Overview, exams: ExamDay, waiting: Waiting) -> list[Offer]:
    """Return what can be done now, the most urgent first; at most three."""
    found = [Offer("c", words, "", "resume") for words in waiting.exams[:1]]
    found += _study(day, exams)
    left = len(waiting.exams) + len(waiting.quizzes)
    if waiting.quizzes and not waiting.exams:
        words = _("Resume {quiz}").format(quiz=clean_line(waiting.quizzes[0]))
        found.append(Offer("c", words, "", "resume"))
    if left > 1:
        titles = [*waiting.exams, *waiting.quizzes][1:]
        words = _("{n} more unfinished: {titles}")
        words = words.format(n=left - 1, titles=" · ".join(map(clean_line, titles)))
        found.append(Offer("C", words, "", "choose_unfinished"))
    if exams.over:
        name = clip(clean_line(exams.over[-1].name), 40)
        words = _("{exam} is over. How did it go?").format(exam=name)
        found.append(Offer("x", words, "", "exams"))
    if waiting.changed:
        words = ngettext(
            "{n} question changed. Is it still the same?",
            "{n} questions changed. Are they still the same?",
            waiting.changed,
        )
        found.append(Offer("G", words.format(n=waiting.changed), "", "changed"))
    if waiting.mistakes:
        words = ngettext("Retry {n} recent mistake", "Retry {n} recent mistakes", waiting.mistakes)
        found.append(Offer("m", words.format(n=waiting.mistakes), "", "mistakes"))
    is_done = day.today is not None and not day.today.total
    if is_done and day.is_begun:
        found.append(Offer("d", _("See your day"), "", "day_page"))
    if not found and day.lines:
        found.append(Offer("q", _("Quiz yourself on the selected bank"), "", "quiz"))
    return found[:MOST]


def first_offers(day: Overview) -> list[Offer]:
    """Return what is offered at the first run."""
    found = []
    if day.today is not None and day.today.total:
        minutes = _("{n} min").format(n=day.today.minutes)
        found.append(Offer("r", _study_words(0, day.today.new, ExamDay()), minutes, "review"))
    if day.lines:
        found.append(Offer("x", _("Plan for an exam"), _("what to study each day"), "exams"))
    found.append(Offer("a", _("Add a bank from a file"), _("your own cards"), "add"))
    found.append(Offer("+", _("Write your own question"), _("1 min"), "add_question"))
    return found


def _study(day: Overview, exams: ExamDay) -> list[Offer]:
    """Return what is offered of today's cards."""
    held = day.today
    if held is None:
        return [Offer("r", _("Study today's plan"), _("preparing…"), "review")]
    if held.total:
        minutes = _("{n} min").format(n=held.minutes)
        return [Offer("r", _study_words(held.to_review, held.new, exams), minutes, "review")]
    if day.has_more_new:
        return [Offer("n", _("Learn 10 more new cards"), _("bonus"), "more_new")]
    return []


def _study_words(due: int, new: int, exams: ExamDay) -> str:
    reviews = ngettext("{n} card", "{n} cards", due).format(n=due)
    if not due:
        words = ngettext("Learn {n} new card", "Learn {n} new cards", new).format(n=new)
    elif new:
        words = ngettext(
            "Review {cards}, then learn {n} new", "Review {cards}, then learn {n} new", new
        ).format(cards=reviews, n=new)
    else:
        words = _("Review {cards}").format(cards=reviews)
    return _("{study} for your plan").format(study=words) if exams.ahead else words
