"""What a player answered in a game, and what was right: only of questions that are closed."""

from typing import Any

from quiz.classroom.game import ClassGame, GameStage, Player
from quiz.items.wording import response_text, solution_text, stem_text


def my_answers(game: ClassGame, player: Player) -> list[dict[str, Any]]:
    """Return a line for each question of which a player may know the key."""
    done = game.place_of(player.id)
    if not game.is_own_pace and game.state.stage in (GameStage.CLOSED, GameStage.BOARD):
        done += 1
    if game.state.stage is GameStage.OVER and not game.is_own_pace:
        done = game.state.place + 1
    rows = []
    for place in range(min(done, len(game.questions))):
        question, answer = game.questions[place], game.answer_of(player.id, place)
        outcome = None if answer is None else game.outcome(place, answer.response)
        rows.append(
            {
                "number": place + 1,
                "question": stem_text(question.item),
                "given": "" if answer is None else response_text(question.item, answer.response),
                "right": solution_text(
                    question.item, () if outcome is None else outcome.solution
                ),
                "verdict": "" if outcome is None else str(outcome.verdict),
                "points": 0 if answer is None else answer.points,
                "is_voided": place in game.state.voided,
            }
        )  # fmt: skip
    return rows
