"""A sitting: which question comes next, and what the answers amount to.

It is pure bookkeeping: the desk hands it answers that are on disk already. So the same request
and the same answers always give the same sitting, however often it was left and taken up.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from quiz.items import Verdict
from quiz.study.answer import SCORE_PER_POINT, Answer, multiplier
from quiz.study.games import speed_share
from quiz.study.request import LIVES, SKIP_S, SPRINT_S, CardRef, Game, Mode, Request


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers amount to so far."""

    answered: int = 0
    """Questions answered or left empty; skipped ones do not count."""
    right: int = 0
    """Answers that earned all points."""
    partly: int = 0
    """Answers that earned some points."""
    wrong: int = 0
    """Answers that earned none."""
    skipped: int = 0
    """Questions left without an answer."""
    points: float = 0.0
    """Points earned."""
    points_of: float = 0.0
    """Points that could be earned."""
    score: int = 0
    """Ten for each point, doubled after three right in a row, trebled after six."""
    streak: int = 0
    """Right answers in a row up to now."""
    best_streak: int = 0
    """Most right answers in a row."""
    elapsed_ms: int = 0
    """Time taken, in milliseconds."""

    @property
    def credit(self) -> float:
        """Points over the points there were, 0 to 1; 0 where there were none."""
        return self.points / self.points_of if self.points_of else 0.0


class Sitting:
    """The state of one sitting."""

    def __init__(
        self, request: Request, cards: Iterable[CardRef], answers: Iterable[Answer] = ()
    ) -> None:
        """Begin, or go on after `answers`."""
        self.request = request
        self.cards = list(cards)
        """The questions in the order of asking; a review may add to them."""
        self.answers: list[Answer] = list(answers)
        self._waiting: list[tuple[datetime, CardRef]] = []

    @property
    def place(self) -> int:
        """Place of the question that is next, from 0."""
        return len(self.answers)

    @property
    def tally(self) -> Tally:
        """What the answers amount to."""
        return tally(self.answers, self.request.speed)

    @property
    def lives(self) -> int | None:
        """Lives left in survival, of which a wrong answer and a skip cost one; None elsewhere."""
        if self.request.game is not Game.SURVIVAL:
            return None
        lost = sum(a.is_skipped or a.verdict is Verdict.WRONG for a in self.answers)
        return max(0, LIVES - lost)

    @property
    def has_fallen(self) -> bool:
        """Whether this is a ladder, and an answer was not right."""
        is_ladder = self.request.game is Game.LADDER
        return is_ladder and any(answer.is_mistake for answer in self.answers)

    @property
    def left_ms(self) -> int | None:
        """Time left in a sprint, at least 0, of which a skip costs some; None in other games."""
        if self.request.game is not Game.SPRINT:
            return None
        return max(0, SPRINT_S * 1000 - sprint_ms(self.answers))

    @property
    def is_over(self) -> bool:
        """Whether no question is left, no life, or no time."""
        return self.current is None

    @property
    def current(self) -> CardRef | None:
        """The card that is next, None at the end."""
        if self.place >= len(self.cards) or self.lives == 0 or self.left_ms == 0:
            return None
        if self.has_fallen:
            return None
        return self.cards[self.place]

    def settle(self, now: datetime, ahead: timedelta) -> None:
        """Put a waiting card that is due next; at the end, one that is due within `ahead`.

        The card that was answered last is never next while there is another one; as the only one
        left it waits for its step, and where it has none, the sitting is over.
        """
        last = self.answers[-1].ref if self.answers else None
        is_at_end = all(ref == last for ref in self.cards[self.place :])
        if is_at_end:
            del self.cards[self.place :]
        until = now + ahead if is_at_end else now
        others = [(at, ref) for at, ref in self._waiting if ref != last and at <= until]
        if is_at_end and not others:
            others = [(at, ref) for at, ref in self._waiting if at <= now]
        if others:
            first = min(others)
            self._waiting.remove(first)
            self.cards.insert(self.place, first[1])

    def hasten(self, refs: Iterable[CardRef]) -> bool:
        """Put the first waiting card of some next, before its time; return whether there is one.

        Not the one that was answered last: it would be asked twice in a row.
        """
        last = self.answers[-1].ref if self.answers else None
        wanted = set(refs) - {last}
        waiting = [(at, ref) for at, ref in self._waiting if ref in wanted]
        if not waiting:
            return False
        first = min(waiting)
        self._waiting.remove(first)
        self.cards.insert(self.place, first[1])
        return True

    def come_back(self, ref: CardRef, due_at: datetime) -> None:
        """Ask a card again in this review, not before `due_at`."""
        self._waiting.append((due_at, ref))

    def stay_away(self, ref: CardRef, after: int) -> None:
        """Do not ask a card again after a place, after all."""
        self._waiting = [(at, waiting) for at, waiting in self._waiting if waiting != ref]
        later = [card for card in self.cards[after + 1 :] if card != ref]
        self.cards[after + 1 :] = later

    @property
    def waiting(self) -> tuple[datetime, ...]:
        """When the cards that come back are due, the soonest first."""
        return tuple(sorted(at for at, _ in self._waiting))

    def rename(self, moves: Mapping[CardRef, CardRef]) -> None:
        """Go on under the names that cards have now, after an edit of their bank."""
        self.cards[:] = [moves.get(ref, ref) for ref in self.cards]
        self.answers[:] = [
            msgspec.structs.replace(answer, ref=moves.get(answer.ref, answer.ref))
            for answer in self.answers
        ]
        self._waiting = [(at, moves.get(ref, ref)) for at, ref in self._waiting]

    def drop_current(self) -> None:
        """Leave the current card out of this sitting."""
        del self.cards[self.place]

    def add(self, answer: Answer) -> None:
        """Take down the answer to the current question."""
        self.answers.append(answer)

    def take_back(self) -> Answer:
        """Take the last answer back; its question is next again."""
        return self.answers.pop()

    def mistakes(self) -> tuple[Answer, ...]:
        """Return the answers that were not fully right, skipped ones included."""
        return tuple(answer for answer in self.answers if answer.is_mistake)

    def mistakes_request(self, seed: int) -> Request:
        """Return the request for a quiz of only the mistakes."""
        cards = tuple(dict.fromkeys(answer.ref for answer in self.mistakes()))
        banks = tuple(dict.fromkeys(ref.bank for ref in cards))
        return Request(mode=Mode.QUIZ, banks=banks, cards=cards, seed=seed)


def sprint_ms(answers: Iterable[Answer]) -> int:
    """Return what answers took off the clock of a sprint: their time, and the price of skips."""
    return sum(answer.elapsed_ms + SKIP_S * 1000 * answer.is_skipped for answer in answers)


def tally(answers: Iterable[Answer], speed: float = 0.0) -> Tally:
    """Return what answers amount to.

    Args:
        answers: In their order.
        speed: Factor of extra time where quick answers score more; 0 where time does not count.
    """
    counts = dict.fromkeys(Verdict, 0)
    answered = skipped = score = streak = best = elapsed = 0
    points = points_of = 0.0
    for answer in answers:
        elapsed += answer.elapsed_ms
        points_of += answer.points_of
        if answer.is_skipped:
            skipped += 1
            streak = 0
            continue
        answered += 1
        counts[answer.verdict] += 1
        points += answer.points
        quick = speed_share(answer.kind, answer.elapsed_ms, speed) if speed else 1.0
        score += round(answer.points * SCORE_PER_POINT * multiplier(streak) * quick)
        streak = streak + 1 if answer.verdict is Verdict.RIGHT else 0
        best = max(best, streak)
    return Tally(
        answered=answered,
        right=counts[Verdict.RIGHT],
        partly=counts[Verdict.PARTLY],
        wrong=counts[Verdict.WRONG],
        skipped=skipped,
        points=points,
        points_of=points_of,
        score=score,
        streak=streak,
        best_streak=best,
        elapsed_ms=elapsed,
    )


def by_topic(answers: Iterable[Answer]) -> list[tuple[str, Tally]]:
    """Return what the answers of each topic amount to, the weakest topic first."""
    topics: dict[str, list[Answer]] = {}
    for answer in answers:
        for tag in answer.tags:
            topics.setdefault(tag, []).append(answer)
    tallies = [(tag, tally(group)) for tag, group in topics.items()]
    return sorted(tallies, key=lambda pair: (pair[1].credit, pair[0]))
