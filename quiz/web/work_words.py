"""What is said of assignments, on a screen and over lines."""

from collections.abc import Iterator

from quiz.cleaning import clean_line
from quiz.items.spoken import spoken, spoken_line
from quiz.items.wording import amount, points_of_text
from quiz.translation import _, ngettext
from quiz.web.work_told import DoneAttempt, WorkAnswer, WorkResult, WorkRow


def when_words(row: WorkRow) -> str:
    """Return when an assignment can be sat, and how long that may take."""
    if row.is_early:
        words = _("opens {time}").format(time=row.opens)
    elif row.closes:
        words = (_("closes {time}") if row.is_open else _("closed {time}")).format(time=row.closes)
    else:
        words = _("open")
    if row.minutes:
        words += " · " + _("{n:g} minutes").format(n=row.minutes)
    return words


def what_words(row: WorkRow) -> str:
    """Return what can be done with an assignment."""
    if row.is_under_way:
        return _("continue")
    if row.is_early or not row.can_be_sat:
        return _("done") if row.done else "–"
    words = ngettext("{n} attempt left", "{n} attempts left", row.left).format(n=row.left)
    return words if row.done else _("start") if row.left == 1 else words


def done_words(done: DoneAttempt) -> str:
    """Return how an attempt went, in a line."""
    if done.to_grade:
        return _("Handed in; your teacher still grades it.")
    words = points_of_text(done.points, done.points_of)
    if done.percent is not None:
        words += f" · {done.percent:.0f}%"
    if done.grade:
        words += " · " + _("grade {grade}").format(grade=clean_line(done.grade))
    return words


def answer_points(answer: WorkAnswer) -> str:
    """Return the points of an answer, out of those there were."""
    return f"{amount(answer.points)}/{amount(answer.points_of)}"


def result_lines(result: WorkResult) -> Iterator[str]:
    """Yield how an attempt went, question by question where the key may be known."""
    done = result.done
    if done.to_grade:
        yield points_of_text(done.points, done.points_of)
        yield _("Your teacher still grades what you wrote; this is what is certain so far.")
    else:
        yield done_words(done)
    if not result.shows_key:
        yield _("What is right is shown when nobody can sit it any more.")
    for number, answer in enumerate(result.answers, 1):
        yield ""
        yield f"{number}. {spoken_line(answer.question)}"
        given = _("Your answer: {answer}").format(answer=answer.given or _("(no answer)"))
        yield f"{given} · {answer_points(answer)}"
        yield _("Correct answer: {answer}").format(answer=spoken_line(answer.right))
        if answer.explain:
            yield from spoken(answer.explain)


def home_words(reviews: int) -> str:
    """Return what was added to one's own progress.

    Args:
        reviews: Answers that were new there.
    """
    if not reviews:
        return _("Your own progress has all of it already.")
    words = ngettext(
        "{n} answer added to your own progress.", "{n} answers added to your own progress.", reviews
    )
    return words.format(n=reviews)
