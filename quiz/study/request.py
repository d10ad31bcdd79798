"""What a learner asks for when a sitting begins."""

from enum import StrEnum

import msgspec


class Mode(StrEnum):
    """What a sitting is for."""

    REVIEW = "review"
    """Cards that are due, and new ones."""
    QUIZ = "quiz"
    """A scored quiz."""
    EXAM = "exam"
    """Marked when it is handed in."""
    CRAM = "cram"
    """Practice that leaves the schedule alone; what is wrong comes back until it is right."""


class Game(StrEnum):
    """The rules of a quiz."""

    CLASSIC = "classic"
    """A number of questions."""
    SPRINT = "sprint"
    """As many as you can in two minutes."""
    SURVIVAL = "survival"
    """Until three are wrong or skipped."""
    LADDER = "ladder"
    """Fifteen questions from easy to hard, until one is not right; with lifelines."""
    DAILY = "daily"
    """Ten questions, the same today for all with the same banks; once a day."""
    DUEL = "duel"
    """Ten questions that another player answers too, by a code."""

    @property
    def is_open_ended(self) -> bool:
        """Whether the rules decide after how many questions it ends."""
        return self in (Game.SPRINT, Game.SURVIVAL)

    @property
    def is_shared(self) -> bool:
        """Whether others with the same banks are asked the same."""
        return self in (Game.DAILY, Game.DUEL)


SPRINT_S = 120
SKIP_S = 5
"""So many seconds a skip costs in a sprint, besides the time until it."""
LIVES = 3
USUAL_LENGTH = 20


class CardRef(msgspec.Struct, frozen=True, order=True):
    """Names a card."""

    bank: str
    """Id of the bank."""
    card: str
    """The item's id, with `~reverse` for the other way round."""


_LEAST_COMPARED = 5
"""Questions of a quiz whose score is compared."""


class Request(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The settings of a sitting; kept with it, so that it can be taken up again."""

    mode: Mode
    """Review, quiz, exam or practice."""
    banks: tuple[str, ...] = ()
    """Ids; empty: all banks."""
    game: Game = Game.CLASSIC
    """Of a quiz."""
    length: int | None = None
    """Questions of a classic quiz; None: 20, or all if there are fewer."""
    tags: tuple[str, ...] = ()
    """Draw only questions with one of these."""
    kinds: tuple[str, ...] = ()
    """Only questions of these kinds; empty for all."""
    seed: int = 0
    """Decides which questions, in which order, and how each is laid out."""
    cards: tuple[CardRef, ...] = ()
    """Just these cards, if given: the mistakes of another sitting."""
    paths: tuple[str, ...] = ()
    """Files of the banks, so that a quiz of a file opened by name can be taken up elsewhere."""
    mistakes: bool = False
    """Draw only cards that were answered wrong lately."""
    exam: str = ""
    """Uid of an exam: a review of nothing but its share of today, and of its steps begun."""
    reviews: int | None = None
    """Most due cards of a review; None: the usual limit."""
    rival: str = ""
    """Code of a duel that another player began; empty for a new one."""
    speed: float = 0.0
    """Factor of extra time where quick answers score more; 0 where time does not count."""
    new_cards: int | None = None
    """Most new cards of a review; None: the usual limit."""

    @property
    def is_of_whole_bank(self) -> bool:
        """Whether it draws from all of one bank by its game's rules, so that scores compare.

        Of fewer than five questions a score says little. Records in the store go by the same rule.
        """
        is_drawn = not (self.tags or self.kinds or self.cards or self.mistakes)
        is_long = self.length is None or self.length >= _LEAST_COMPARED
        return self.mode is Mode.QUIZ and is_drawn and is_long and len(self.banks) == 1

    @property
    def is_game_by_its_rules(self) -> bool:
        """Whether it is a game, not a classic quiz, of all of its banks, so that runs compare."""
        is_drawn = not (self.tags or self.kinds or self.cards or self.mistakes)
        return self.game is not Game.CLASSIC and is_drawn
