"""What a shell is shown: a question, what came of an answer, a mistake, a result."""

import msgspec

from quiz.items import Item, Outcome, Prompt, Rating, Response, Typed, TypedParts, Verdict
from quiz.memory import MemoryState, interval_words
from quiz.store import Review
from quiz.study import CardRef, Game, GameRun, Mode, Tally
from quiz.translation import _, ngettext


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is to be shown."""

    place: int
    """From 0."""
    total: int | None
    """How many there are; None where the game decides."""
    ref: CardRef
    """Its card."""
    bank_title: str
    """Title of its bank, or the bank's id where it has none."""
    path: str
    """The bank's file."""
    line: int
    """Where the question begins in it."""
    prompt: Prompt
    """The item as it is laid out here."""
    passage: str
    """Markdown, empty if it is about none."""
    state: MemoryState
    """What is remembered of the card."""
    time_limit_s: float
    """Seconds to answer in; 0 is no limit."""

    @property
    def item(self) -> Item:
        """The item as shown."""
        return self.prompt.item


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """What the record and the learner get for an answer."""

    question: Question
    """What was asked."""
    response: Response
    """What was answered."""
    outcome: Outcome
    """What marking said."""
    review: Review
    """The answer as the log keeps it."""
    points: float
    """Points earned."""
    score: int
    """What the answer added to the score."""
    state: MemoryState
    """The card's memory after it."""
    streak: int
    """Right answers in a row, this one included."""
    speed: float | None = None
    """Share of the score that a right answer kept for its time, 0.5 to 1; None where time does not
    count."""
    is_leech: bool = False
    """Whether the card was forgotten so often by now that the learner should know."""

    @property
    def leech_words(self) -> str:
        """What to say of a card that was forgotten again and again; empty if it was not."""
        if not self.is_leech:
            return ""
        words = ngettext(
            "You've forgotten this {n} time, so it's a leech. Learn it another way, or suspend it.",
            "You've forgotten this {n} times, so it's a leech. Learn it another way, or "
            "suspend it.",
            self.state.lapses,
        )
        if self.state.is_suspended:
            words = ngettext(
                "You've forgotten this {n} time, so it's a leech and was suspended. Learn it "
                "another way before you unsuspend it.",
                "You've forgotten this {n} times, so it's a leech and was suspended. Learn it "
                "another way before you unsuspend it.",
                self.state.lapses,
            )
        return words.format(n=self.state.lapses)

    @property
    def rating(self) -> Rating | None:
        """The rating that the card was given."""
        return self.review.rating

    @property
    def can_be_overridden(self) -> bool:
        """Whether the learner may say "I was right": a typed answer that was refused."""
        typed = isinstance(self.response, Typed | TypedParts) and not self.outcome.is_empty
        return typed and self.outcome.verdict is not Verdict.RIGHT

    @property
    def was_overridden(self) -> bool:
        """Whether the learner said so."""
        return self.review.is_overridden


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was not fully right, for looking at afterwards."""

    question: Question
    """What was asked."""
    response: Response | None
    """None if it was skipped."""
    outcome: Outcome
    """What marking said."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a sitting went."""

    title: str
    """What the sitting is called."""
    mode: Mode
    """Review, quiz or practice."""
    tally: Tally
    """All answers together."""
    topics: tuple[tuple[str, Tally], ...]
    """The weakest first."""
    best_before: float | None
    """Best of earlier quizzes of the same bank and game: a share of the points, 0 to 1; in sprint
    and survival a number of right answers. None before the first."""
    is_best: bool
    """Whether it beats every earlier one."""
    due_tomorrow: int
    """Cards that are due tomorrow, in all banks."""
    game: Game = Game.CLASSIC
    """Of a quiz."""
    earlier: tuple[float, ...] = ()
    """Shares of the points in the last quizzes of the same bank, 0 to 1, the earliest first."""
    best_runs: tuple[GameRun, ...] = ()
    """The best runs of this game on the same banks, this one included; none in classic quizzes."""
    share: str = ""
    """A daily quiz, or the code of a duel, in a line to pass on; empty in other games."""
    versus: str = ""
    """How a duel ended; empty elsewhere, and for the one who began it."""
    waiting: int = 0
    """Cards of a review that are due again later today."""
    next_due_s: float = 0.0
    """Seconds until the first of them is due."""

    @property
    def best_words(self) -> str:
        """A new best, or the best so far; empty if there is nothing to compare with."""
        best = self.best_before
        if best is None:
            return ""
        if self.game is Game.CLASSIC:
            if self.is_best:
                return _("New best! Previous best: {best:.0%}").format(best=best)
            return _("Best so far: {best:.0%}").format(best=max(best, self.tally.credit))
        if self.is_best:
            words = _("New best: {n} right! Before: {best:.0f}")
            return words.format(n=self.tally.right, best=best)
        return _("Best so far: {n:.0f} right").format(n=max(best, self.tally.right))

    @property
    def waiting_words(self) -> str:
        """When the cards that wait for their step are due; empty if none does."""
        if not self.waiting:
            return ""
        words = ngettext(
            "{n} card due again in {time}",
            "{n} cards due again, the first in {time}",
            self.waiting,
        )
        return words.format(n=self.waiting, time=interval_words(max(1.0, self.next_due_s)))
