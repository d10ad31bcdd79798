"""How an exam went, as a page that stands alone: to read, print and keep."""

from quiz.cleaning import clean, clean_line
from quiz.desk.exams.result import ExamAnswer, ExamResult, Share
from quiz.desk.exams.text import picked_notes, score_line, verdict_lines
from quiz.formats.pages import page
from quiz.items.wording import amount, response_text, solution_text, stem_text
from quiz.translation import _


def exam_page(result: ExamResult) -> str:
    """Return the page; every text of a bank in it is text alone."""
    return page(
        "exam_result",
        title=clean_line(result.paper.title),
        when=result.started_at.astimezone().strftime("%Y-%m-%d %H:%M"),
        score=score_line(result),
        verdicts=verdict_lines(result),
        topics=[_topic(share) for share in result.topics],
        answers=[_answer(answer) for answer in result.answers],
    )


def _topic(share: Share) -> dict[str, object]:
    return {
        "name": clean_line(share.name),
        "questions": share.questions,
        "points": f"{amount(share.points)} / {amount(share.points_of)}",
        "percent": f"{100 * share.share:.0f}",
    }


def _answer(answer: ExamAnswer) -> dict[str, object]:
    item, mark = answer.question.item, answer.mark
    given = response_text(item, answer.response) or _("(no answer)")
    right = solution_text(item, answer.solution)
    notes = (*picked_notes(answer), item.explain)
    return {
        "verdict": answer.outcome.verdict.value if answer.outcome else "wrong",
        "number": answer.question.place + 1,
        "points": f"{amount(mark.points)} / {amount(mark.points_of)}",
        "seconds": f"{answer.given.elapsed_ms / 1000:.0f}",
        "question": clean(stem_text(item)),
        "given": _("Your answer: {answer}").format(answer=clean_line(given)),
        "right": _("Correct answer: {answer}").format(answer=right),
        "notes": [clean(note) for note in notes if note],
        "source": clean_line(item.source),
    }
