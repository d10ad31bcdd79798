"""The row of ratings under a question: what each would give its card, or when it comes back."""

from quiz.desk.sittings.question import Feedback
from quiz.items import Essay, Flashcard, Rating, Verdict
from quiz.memory import MemoryState
from quiz.study import Mode
from quiz.ui.content import question as question_content
from quiz.ui.screens.sittings.beside import QuestionBeside
from quiz.ui.widgets.rating_row import RatingRow


class QuestionRatings(QuestionBeside):
    """The part of the question screen that rates a card and says when it comes back."""

    is_revealed = False
    """Whether a card was turned, or an essay lies beside the model answer."""
    _ratings: RatingRow
    _previews: dict[Rating, MemoryState]
    """What each rating would give the card that is asked."""

    @property
    def asked_item(self) -> object:
        """The item that is asked."""
        return self.asked.item if self.asked else None

    def _foresee(self) -> None:
        """Work out what each rating would give, while the learner thinks."""
        if self.asked is not None and self.feedback is None and not self.is_showing:
            self._previews = self.sitting.previews(self.asked.state, self.asked.ref)

    def _foreseen(self, feedback: Feedback) -> dict[Rating, MemoryState]:
        """Return what each rating gives the card; worked out again if a day began meanwhile."""
        words = self.sitting.interval_words
        seen = self._previews.get(feedback.rating) if feedback.rating else None
        if seen is None or words(seen) != words(feedback.state):
            self._previews = self.sitting.last_previews()
        return self._previews

    @property
    def _can_grade(self) -> bool:
        """Whether the learner's own rating is what is wanted next."""
        item = self.asked_item
        is_graded = isinstance(item, Flashcard) or (isinstance(item, Essay) and not item.rubric)
        return self.feedback is None and self.is_revealed and is_graded

    def _show_ratings(self, chosen: Rating | None, previews: dict[Rating, MemoryState]) -> None:
        if not self._schedules and not self._can_grade:
            # The place is empty but for a turned card's grades, which are gone with it.
            self._ratings.show(())
            return
        given = self.feedback
        is_wrong = given is not None and given.outcome.verdict is Verdict.WRONG
        if given is not None and is_wrong and given.rating is Rating.AGAIN and self._schedules:
            time = self.sitting.interval_words(given.state)
            can = given.can_be_overridden and not given.was_overridden
            self._ratings.say(question_content.again_words(time, can_override=can))
            return
        interval = self.sitting.interval_words if self._schedules else _no_interval
        self._ratings.show(question_content.ratings(chosen, previews, interval))

    @property
    def _schedules(self) -> bool:
        """Whether an answer says when its card comes back."""
        return self.sitting.sitting.request.mode is not Mode.CRAM


def _no_interval(state: MemoryState) -> str:
    """Return after what time a card comes back in a cram: nothing is changed of that."""
    return ""
