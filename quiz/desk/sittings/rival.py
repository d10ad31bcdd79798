"""One's own best run, against which one plays."""

from typing import TYPE_CHECKING

from quiz.desk.sittings.restoring import answer_of
from quiz.desk.today.best_runs import runs_of
from quiz.study import Answer, Game, ahead_of, best_of
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.sittings.sitting import OpenSitting

_RACES = (Game.SPRINT, Game.SURVIVAL)


class Rival:
    """The best earlier run of a game on the same banks, looked up once."""

    def __init__(self, sitting: "OpenSitting") -> None:
        """Look the best run up; in games that do not compare there is none."""
        self._answers: list[Answer] = []
        request = sitting.sitting.request
        if request.game in _RACES:
            best = best_of(runs_of(sitting.desk, request, sitting.uid), 1)
            if best:
                reviews = sitting.desk.record.sitting_reviews(best[0].uid)
                self._answers = [answer_of(review) for review in reviews]

    def ahead(self, sitting: "OpenSitting", elapsed_ms: int = 0) -> int | None:
        """Return by how many right answers a sitting is ahead; None without an earlier run.

        Args:
            sitting: The one that is played.
            elapsed_ms: Time spent on the question that is asked.
        """
        if not self._answers:
            return None
        held = sitting.sitting
        return ahead_of(held.answers, self._answers, held.request.game, elapsed_ms)


def ahead_words(ahead: int | None) -> str:
    """Return how far one is ahead of one's best, or behind it; empty without one."""
    if ahead is None:
        return ""
    if not ahead:
        return _("level with your best")
    words = _("{n} ahead of your best") if ahead > 0 else _("{n} behind your best")
    return words.format(n=abs(ahead))
