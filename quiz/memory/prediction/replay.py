"""A review log gone through in time order: what was known of a card before each of its reviews."""

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import attrgetter

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.seen import SeenCard


class Timeline:
    """A log in time order, with all that does not depend on weights. Nothing in it is changed.

    Every list has one entry a review; what it says of a card is how it stood before the review.
    """

    def __init__(self, reviews: Iterable[LoggedReview]) -> None:
        """Put reviews in time order; of one moment, the earlier in the log comes first."""
        self.reviews = sorted(reviews, key=attrgetter("at_s"))
        self.previous: list[int] = []
        """Index of the card's last review; -1 for its first showing."""
        self.gaps: list[int] = []
        """Study days since then; 0 on the same day, and for a first showing."""
        self.days_seen: list[int] = []
        """Study days on which it was seen."""
        self.lapses: list[int] = []
        """Times it was forgotten on a later day than it was last seen."""
        self.today: list[int] = []
        """Reviews on the study day on which the card was last seen; 0 for a first showing."""
        self.other_days: list[int] = []
        """Indices of the reviews of a card last seen on an earlier study day."""
        self.same_day: list[int] = []
        """Indices of the reviews of a card last seen on the same study day."""
        self._follow()

    def _follow(self) -> None:
        """Fill the lists, a million reviews in a few seconds: hence the local names."""
        last: dict[str, int] = {}
        # The latest day of a card so far: a day set back is no day, and none counts twice.
        latest: list[int] = []
        previous, gaps, days_seen, lapses = self.previous, self.gaps, self.days_seen, self.lapses
        today = self.today
        for index, review in enumerate(self.reviews):
            card, day = review.card, review.day
            before = last.get(card, -1)
            last[card] = index
            previous.append(before)
            if before < 0:
                latest.append(day)
                gaps.append(0)
                days_seen.append(0)
                lapses.append(0)
                today.append(0)
                continue
            gap = day - latest[before]
            if gap > 0:
                self.other_days.append(index)
                latest.append(day)
            else:
                gap = 0
                self.same_day.append(index)
                latest.append(latest[before])
            gaps.append(gap)
            apart = gaps[before] > 0
            today.append(1 if apart or previous[before] < 0 else today[before] + 1)
            days_seen.append(days_seen[before] + (apart or previous[before] < 0))
            lapses.append(lapses[before] + (apart and self.reviews[before].rating == 1))

    def recalled(self, index: int) -> bool:
        """Return whether the card was recalled in a review."""
        return self.reviews[index].rating > 1

    def outcomes(self, indices: Iterable[int]) -> list[bool]:
        """Return whether the card was recalled, for each of some reviews."""
        return [self.reviews[index].rating > 1 for index in indices]


class Replayed:
    """Stability and difficulty after the reviews of a timeline, by one set of weights."""

    def __init__(
        self, timeline: Timeline, model: Fsrs6, wanted: Iterable[int] | None = None
    ) -> None:
        """Go through a timeline.

        Args:
            timeline: The log.
            model: The weights.
            wanted: Indices of the reviews to be predicted: only what leads up to these is gone
                through, and both lists hold 0 for the rest. None: all.
        """
        self.model = model
        self.timeline = timeline
        count = len(timeline.reviews)
        self.stability = [0.0] * count
        """Days, after each review."""
        self.difficulty = [0.0] * count
        """1 to 10, after each review."""
        stabilities, difficulties, step, first = (
            self.stability,
            self.difficulty,
            model.next,
            model.first,
        )
        reviews, previous, gaps = timeline.reviews, timeline.previous, timeline.gaps
        for index in range(count) if wanted is None else self._leading_to(wanted):
            before = previous[index]
            if before < 0:
                stabilities[index], difficulties[index] = first(reviews[index].rating)
            else:
                stabilities[index], difficulties[index] = step(
                    stabilities[before], difficulties[before], reviews[index].rating, gaps[index]
                )

    def seen(self, index: int) -> SeenCard | None:
        """Return how a review's card stood just before it; None where it was new."""
        timeline, before = self.timeline, self.timeline.previous[index]
        if before < 0:
            return None
        review, last = timeline.reviews[index], timeline.reviews[before]
        return SeenCard(
            stability=self.stability[before],
            difficulty=self.difficulty[before],
            gap=timeline.gaps[index],
            days_seen=timeline.days_seen[index],
            was_again=last.rating == 1,
            forgotten=timeline.lapses[index],
            last_ms=last.ms,
            seconds=max(0.0, review.at_s - last.at_s),
            seen_today=timeline.today[index],
        )

    def _leading_to(self, wanted: Iterable[int]) -> Iterable[int]:
        """Return the indices of all earlier reviews of the cards of some reviews, in order."""
        previous = self.timeline.previous
        needed = bytearray(len(previous))
        for index in wanted:
            before = previous[index]
            while before >= 0 and not needed[before]:
                needed[before] = 1
                before = previous[before]
        return compress(range(len(needed)), needed)

    def recalls(self, indices: Sequence[int]) -> list[float]:
        """Return the chance of recall in each of some reviews, by whole study days."""
        timeline, recall, stability = self.timeline, self.model.recall, self.stability
        return [
            recall(timeline.gaps[index], stability[timeline.previous[index]]) for index in indices
        ]
