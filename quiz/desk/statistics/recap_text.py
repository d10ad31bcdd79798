"""A recap in words, for lines and for the screen."""

from collections.abc import Callable, Iterator
from datetime import date

from quiz.cells import clip, duration
from quiz.cleaning import clean_line
from quiz.desk.statistics.recap import Recap, ScoredExam
from quiz.translation import _, ngettext

NOTHING = _("Nothing to look back on yet: a recap shows what you answered, from the first day on.")
"""What stands where there was no answer ever."""
_LONGEST_QUESTION = 60
_MOST_EXAMS = 6


def recap_title(recap: Recap, when: Callable[[date], str]) -> str:
    """Return of which days a recap is.

    Args:
        recap: The recap.
        when: Writes a date.
    """
    return _("Recap, {first} to {last}").format(first=when(recap.first), last=when(recap.last))


def empty_words(recap: Recap) -> str:
    """Return that there is no answer in the time, and what to do; of a recap without one."""
    return _("No answers in this time. Choose a longer one.") if recap.known_now else NOTHING


def done_words(recap: Recap) -> str:
    """Return in a line what was done."""
    days = ngettext("{n} of {all} day", "{n} of {all} days", recap.days)
    cards = ngettext("{n:,} card", "{n:,} cards", recap.cards).format(n=recap.cards)
    if recap.new_cards:
        new = ngettext("{n:,} new", "{n:,} new", recap.new_cards).format(n=recap.new_cards)
        cards = _("{cards} ({new})").format(cards=cards, new=new)
    answers = ngettext("{n:,} answer", "{n:,} answers", recap.answers).format(n=recap.answers)
    return " · ".join(
        [
            days.format(n=recap.studied_days, all=recap.days),
            cards,
            answers,
            duration(round(recap.minutes)),
            _("{share:.0%} right").format(share=recap.right or 0.0),
        ]
    )


def known_words(recap: Recap) -> str:
    """Return how much was known then, and is now."""
    words = ngettext(
        "{before:.0f} of {n:,} card then, {now:.0f} now",
        "{before:.0f} of {n:,} cards then, {now:.0f} now",
        recap.all_cards,
    )
    return words.format(before=recap.known_before, now=recap.known_now, n=recap.all_cards)


def moments(recap: Recap, when: Callable[[date], str]) -> Iterator[tuple[str, str]]:
    """Yield the best moments, each with what it is called.

    Args:
        recap: The recap.
        when: Writes a date.
    """
    gap = recap.longest_gap
    if gap is not None:
        words = ngettext("{n} day: “{question}”", "{n} days: “{question}”", gap.days)
        said = words.format(n=gap.days, question=_question(gap.question))
        yield _("Longest gap recalled"), f"{said}, {when(gap.date)}"
    won = recap.hardest_won
    if won is not None:
        words = ngettext(
            "“{question}”, forgotten {n} time, lasts {days} d now",
            "“{question}”, forgotten {n} times, lasts {days} d now",
            won.lapses,
        )
        yield (
            _("Hardest card won"),
            words.format(question=_question(won.question), n=won.lapses, days=round(won.lasts)),
        )
    quiz = recap.best_quiz
    if quiz is not None:
        words = _("{share:.0%}: {title}, {day}")
        yield (
            _("Best quiz"),
            words.format(share=quiz.share, title=clean_line(quiz.title), day=when(quiz.date)),
        )
    day = recap.busiest_day
    if day is not None:
        yield _("Longest day"), f"{duration(round(day.minutes))}, {when(day.date)}"
    if recap.mastered:
        yield _("Banks mastered"), ", ".join(map(clean_line, recap.mastered))
    if recap.achievements:
        yield _("Achievements"), ", ".join(one.title for one in recap.achievements)


def _question(text: str) -> str:
    return clip(clean_line(text), _LONGEST_QUESTION)


def shown_exams(recap: Recap) -> tuple[ScoredExam, ...]:
    """Return the exams that are shown, the latest ones."""
    return recap.exams[-_MOST_EXAMS:]


def exam_words(exam: ScoredExam, when: Callable[[date], str]) -> str:
    """Return how an exam went beside what was predicted."""
    name = clean_line(exam.name)
    if exam.is_mock:
        name = _("mock exam, {title}").format(title=name)
    said = _("{day}, {name}: scored {score:.0%}").format(
        day=when(exam.date), name=name, score=exam.score
    )
    if exam.predicted is None:
        return said
    return said + ", " + _("predicted {percent:.0f}%").format(percent=100 * exam.predicted)


def stronger_words(lasted: float | None, lasts: float) -> tuple[str, str]:
    """Return how long a card lasted then and lasts now."""
    days = _("{n} d")
    before = _("new") if lasted is None else days.format(n=round(lasted))
    return before, days.format(n=round(lasts))
