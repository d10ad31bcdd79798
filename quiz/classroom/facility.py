"""How hard the questions of a game were."""

import msgspec

from quiz.classroom.game import ClassGame

_RIGHT = 1 - 1e-6


class QuestionFacility(msgspec.Struct, frozen=True, kw_only=True):
    """How a question of a game went."""

    place: int
    """From 0."""
    answered: int
    """How many answered it, at least 1."""
    right: int
    """How many of them earned all of its points."""

    @property
    def share(self) -> float:
        """Right answers among all, 0 to 1."""
        return self.right / self.answered


def facilities(game: ClassGame) -> list[QuestionFacility]:
    """Return how each question went that was answered and counts, the hardest first."""
    found = []
    for place in range(len(game.questions)):
        answers = game.answers(place)
        if answers and place not in game.state.voided:
            right = sum(answer.credit > _RIGHT for answer in answers)
            found.append(QuestionFacility(place=place, answered=len(answers), right=right))
    return sorted(found, key=lambda one: (one.share, one.place))
