"""How an exam went, in words."""

from quiz.desk.exams.result import ExamAnswer, ExamResult
from quiz.items import Verdict
from quiz.items.paper import PaperSection
from quiz.items.response import Picked
from quiz.items.wording import amount, points_of_text, response_text, solution_text, stem_text
from quiz.translation import _, ngettext

_FAR = 0.05
"""Shares nearer to each other than that are called the same."""


def result_lines(result: ExamResult) -> list[str]:
    """Return how an exam went: score, grade, topics, and each question that lost points."""
    lines = [score_line(result), *verdict_lines(result)]
    if result.topics:
        lines.append(_("By topic, weakest first:"))
        lines += [
            f"  {one.name}: {amount(one.points)} / {amount(one.points_of)}" for one in result.topics
        ]
    for answer in result.mistakes:
        lines += ["", *mistake_lines(answer)]
    return lines


def score_line(result: ExamResult) -> str:
    """Return points and percent."""
    return f"{points_of_text(result.points, result.points_of)}, {100 * result.share:.0f}%"


def verdict_lines(result: ExamResult) -> list[str]:
    """Return whether it was passed, the grade, how sure one was, and what was predicted."""
    need = amount(result.paper.pass_percent)
    said = [
        (_("Passed ({need}% needed).") if result.is_passed else _("Not passed ({need}% needed)."))
        .format(need=need)
    ]  # fmt: skip
    if result.grade:
        said[0] += " " + _("Grade: {grade}.").format(grade=result.grade)
    if result.certainty is not None:
        said += certainty_lines(result)
    if result.predicted is not None:
        foretold, share = result.predicted, result.share
        words = (
            _("You scored about the same")
            if abs(share - foretold) < _FAR
            else _("You scored higher")
            if share > foretold
            else _("You scored lower")
        )
        message = _("Predicted from your memory: {percent:.0f}%. {words}.")
        said.append(message.format(percent=100 * foretold, words=words))
    return said


def certainty_lines(result: ExamResult) -> list[str]:
    """Return what certainty-based marking shows."""
    report = result.certainty
    assert report is not None, "required where there is one"
    message = _(
        "Right: {accuracy:.0f}%. Certainty points per question: {mark:.2f} (at most "
        "{best:.2f} with the same level every time). Score with bonus: {score:.0f}%."
    )
    lines = [
        message.format(
            accuracy=100 * report.accuracy,
            mark=report.average,
            best=report.best_constant,
            score=100 * report.score,
        )
    ]
    verdicts = {
        "over": _("too confident"),
        "a bit over": _("a bit too confident"),
        "under": _("too cautious"),
        "a bit under": _("a bit too cautious"),
        "": _("well judged"),
    }
    for level in report.levels:
        words = ngettext(
            "Certainty {level}: {n} answer, {right:.0f}% right, {words}",
            "Certainty {level}: {n} answers, {right:.0f}% right, {words}",
            level.count,
        )
        lines.append(
            words.format(
                level=level.certainty,
                n=level.count,
                right=100 * level.right,
                words=verdicts[level.verdict],
            )
        )
    return lines


def mistake_lines(answer: ExamAnswer) -> list[str]:
    """Return a question that lost points: what was answered, what is right, and why."""
    item = answer.question.item
    head = f"{answer.question.place + 1}. {stem_text(item)}"
    given = response_text(item, answer.response) or _("(no answer)")
    lines = [head, _("Your answer: {answer}").format(answer=given)]
    lines.append(_("Correct answer: {answer}").format(answer=solution_text(item, answer.solution)))
    lines += picked_notes(answer)
    if item.explain:
        lines.append(item.explain)
    return lines


def picked_notes(answer: ExamAnswer) -> list[str]:
    """Return what the author says of each wrong option that was picked."""
    if answer.outcome is None or not isinstance(answer.response, Picked):
        return []
    return [part.note for part in answer.outcome.parts if part.note and not part.is_right]


def row_words(row: PaperSection) -> str:
    """Return a row's title, or what it asks for."""
    if row.title:
        return row.title
    asked = [*row.tags, *row.kinds, *row.difficulty, *(row.ids and (", ".join(row.ids),))]
    asked = asked or list(row.banks) or [_("any question")]
    return f"{row.count} × " + ", ".join(asked)


def is_right(answer: ExamAnswer) -> bool:
    """Return whether an answer earned everything."""
    return answer.outcome is not None and answer.outcome.verdict is Verdict.RIGHT
