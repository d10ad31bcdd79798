"""A class's results in words, for the command line and the screen."""

from collections.abc import Iterator

from quiz.analysis.report import ItemReport, Report
from quiz.analysis.verdicts import LEAST_LEARNERS, ItemVerdict, Weight
from quiz.cells import cell_length, clip, spark
from quiz.cleaning import clean_line
from quiz.items.wording import points_text
from quiz.translation import _, ngettext

SIGNS = {"check": "✘", "look": "!", "good": "✔", "open": "?"}
"""The sign of each verdict."""


def overview(found: Report) -> str:
    """Return how many questions want what, in a line."""
    words = {
        Weight.CHECK: _("check the answer key: {n}"),
        Weight.LOOK: _("worth a look: {n}"),
        Weight.GOOD: _("fine: {n}"),
        Weight.OPEN: _("can't be judged: {n}"),
    }
    counts = [(weight, found.count(weight)) for weight in Weight]
    return " · ".join(
        f"{SIGNS[weight.value]} {words[weight].format(n=n)}" for weight, n in counts if n
    )


def question_words(item: ItemReport, room: int = 60) -> str:
    """Return what to call a question: its text, cut short, and its id behind it.

    Args:
        item: The question.
        room: Cells that there are, at least 8.
    """
    name, text = clean_line(item.column.name), clean_line(item.column.text)
    if not text:
        return clip(name, room)
    name = f" [{clip(name, max(6, room // 3))}]"
    return clip(text, max(2, room - cell_length(name))) + name


def test_lines(found: Report) -> Iterator[str]:
    """Yield what is to be said of the test as a whole."""
    test = found.test
    learners = ngettext("{n} student", "{n} students", test.learners).format(n=test.learners)
    items = ngettext("{n} question", "{n} questions", test.items).format(n=test.items)
    yield ", ".join((learners, items, points_text(test.most)))
    if test.deviation is None:
        words = _("Mean {mean:.0f}%, median {median:.0f}%")
        yield words.format(mean=test.mean, median=test.median)
    else:
        words = _("Mean {mean:.0f}%, median {median:.0f}%, standard deviation {deviation:.0f}%")
        yield words.format(mean=test.mean, median=test.median, deviation=test.deviation)
    if not test.is_complete:
        yield _(
            "Students had different questions, so reliability can't be given for the "
            "test as a whole."
        )
        return
    if test.alpha is None or test.learners < LEAST_LEARNERS:
        yield _("Too few students or questions to judge how reliable the test is.")
        return
    words = (
        _("good, ranks students reliably")
        if test.alpha > 75
        else _("fair")
        if test.alpha >= 64
        else _("low, chance plays a large part")
    )
    if test.alpha_range is None:
        message = _("Reliability (Cronbach's alpha) {alpha:.0f}%: {words}")
        yield message.format(alpha=test.alpha, words=words)
    else:
        low, high = test.alpha_range
        message = _(
            "Reliability (Cronbach's alpha) {alpha:.0f}% (likely {low:.0f} to {high:.0f}): {words}"
        )
        yield message.format(alpha=test.alpha, low=low, high=high, words=words)
    if test.standard_error is not None:
        message = _(
            "A student's score could be off by about {error:.0f} percentage points either way."
        )
        yield message.format(error=test.standard_error)


test_lines.__test__ = False  # type: ignore[attr-defined]  # for pytest: no test


def group_bars(item: ItemReport) -> str:
    """Return a block for each group of students, as high as its average score."""
    return spark((group.mark / 100 for group in item.characteristic), has_floor=True)


def legend() -> str:
    """Return what the columns of a report mean."""
    return _(
        "“Score” is the average score on the question, in percent (facility index). "
        "“Discr.” is the discrimination index: whether students with high totals do "
        "better on it (-100 to 100; 50 or more is good, below 30 needs a look). “By "
        "group” is the average score of groups of students, lowest totals first: it "
        "should rise. The numbers after an answer say how many students in the "
        "lowest, middle and highest third gave it."
    )


def sentences(judged: ItemVerdict) -> list[str]:
    """Return what a verdict says, a sentence each."""
    return [f"{text[:1].upper()}{text[1:]}." for text in (judged.sentence, *judged.more)]
