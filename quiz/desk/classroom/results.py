"""What a class answered, as `quiz analyse` reads it: of a game, or of an assignment."""

from datetime import UTC, datetime

from quiz.classroom.game import ClassGame
from quiz.desk.classroom.work import Work
from quiz.desk.exams.past import about_question
from quiz.formats.results import own
from quiz.items import Item, Response
from quiz.items.wording import BETWEEN, response_parts
from quiz.school.assignments import Assignment
from quiz.school.classes import Classes
from quiz.school.games import GameRow


def game_results(row: GameRow, game: ClassGame) -> own.File:
    """Return the answers of a game; questions that count for nobody are left out.

    Args:
        row: What is kept of it.
        game: The game.
    """
    attempts = []
    for player in game.inside:
        answers = []
        for place, question in enumerate(game.questions):
            if place in game.state.voided or (place > game.state.place and not game.is_own_pace):
                continue
            answer = game.answer_of(player.id, place)
            worth = question.item.points
            answers.append(
                _given(
                    question.bank, question.card, question.item,
                    None if answer is None else answer.response,
                    0.0 if answer is None else answer.credit * worth, worth,
                    0.0 if answer is None else answer.elapsed_s,
                )
            )  # fmt: skip
        when = datetime.fromtimestamp(row.started_at / 1e6, UTC).isoformat(timespec="seconds")
        attempts.append(own.Attempt(learner=player.name, attempt=when, answers=tuple(answers)))
    return own.File(test=row.title, attempts=tuple(attempts))


def assignment_results(classes: Classes, work: Work, assignment: Assignment) -> own.File:
    """Return the answers to an assignment, of every attempt that was handed in."""
    attempts = []
    for attempt in work.assignments.attempts(assignment):
        pupil = classes.pupil(attempt.pupil)
        if attempt.handed_at is None or pupil is None:
            continue
        exam = work.exam(assignment, pupil, attempt)
        answers = tuple(
            _given(
                one.question.ref.bank, one.question.ref.card, one.question.item, one.response,
                one.mark.points, one.mark.points_of, one.given.elapsed_ms / 1000,
            )
            for one in exam.reckoned().answers
        )  # fmt: skip
        when = datetime.fromtimestamp(attempt.started_at / 1e6, UTC).isoformat(timespec="seconds")
        attempts.append(own.Attempt(learner=pupil.name, attempt=when, answers=answers))
    return own.File(test=assignment.title, attempts=tuple(attempts))


def _given(
    bank: str, card: str, item: Item, response: Response | None, mark: float, most: float,
    seconds: float,
) -> own.GivenAnswer:  # fmt: skip
    return own.GivenAnswer(
        bank=bank,
        item=card,
        mark=round(mark, 6),
        most=most,
        response="" if response is None else BETWEEN.join(response_parts(item, response)),
        seconds=round(seconds, 1),
        tags=item.tags,
        **about_question(item),
    )
