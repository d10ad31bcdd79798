"""A recap of some time, a term: what was done, what grew stronger, and what was reached."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans.dates import read_day
from quiz.desk.statistics.hardest import question_of
from quiz.desk.statistics.overview import known_now
from quiz.desk.statistics.scores import scores
from quiz.desk.statistics.source import StatisticsSource
from quiz.desk.today.rewards import MOST_LEVEL, achievements, bank_levels, new_rewards
from quiz.errors import QuizError
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before
from quiz.store.daily.tallies import Counts
from quiz.study import Mode
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.memory.fsrs6 import Fsrs6

TERM_DAYS = 183
"""Half a year: so far back a recap reaches if nothing else is asked for."""
_YEAR = 365
_MOST_GROWN = 5
_LEAST_LAPSES = 2
_LASTING_DAYS = 7.0
"""A forgotten card that lasts so long again was won back."""
_GOOD = 3


class LongestGap(msgspec.Struct, frozen=True, kw_only=True):
    """The card that was recalled after most days."""

    question: str
    """What it asks."""
    days: int
    """Days since the answer before."""
    date: date
    """The study day on which it was recalled."""


class WonCard(msgspec.Struct, frozen=True, kw_only=True):
    """The card that was forgotten most of all that were recalled since, and last again."""

    question: str
    """What it asks."""
    lapses: int
    """How often it was forgotten."""
    lasts: float
    """Days until its recall falls to 90 %."""


class StrongerCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card that lasts longer than at the start of the time."""

    question: str
    """What it asks."""
    lasted: float | None
    """Days until its recall fell to 90 %, as of then; None if it was new."""
    lasts: float
    """The same as of now."""


class ReachedBefore(msgspec.Struct, frozen=True, kw_only=True):
    """An achievement that was earned."""

    title: str
    """What it is called."""
    date: date
    """The study day on which it was earned."""


class ScoredExam(msgspec.Struct, frozen=True, kw_only=True):
    """An exam with its score."""

    name: str
    """What it is called."""
    date: date
    """Its day."""
    is_mock: bool
    """Whether it was taken in the program."""
    score: float
    """0 to 1."""
    predicted: float | None
    """What was predicted, 0 to 1; None where nothing was."""


class BestQuiz(msgspec.Struct, frozen=True, kw_only=True):
    """The best classic quiz."""

    title: str
    """Of the quiz."""
    date: date
    """The study day on which it ended."""
    share: float
    """Credit, 0 to 1."""


class BusiestDay(msgspec.Struct, frozen=True, kw_only=True):
    """The day with most minutes."""

    date: date
    """The study day."""
    minutes: float
    """Time taken, at most a minute an answer."""


class CardRecap(msgspec.Struct, frozen=True, kw_only=True):
    """What the cards did in a time; by names, as no library is asked."""

    cards: int = 0
    """Different cards that were answered."""
    known_before: float = 0.0
    """Cards that would have been recalled at its start: the sum of their chances."""
    gap: tuple[str, int, int] | None = None
    """Card (with its bank), days and study day of the longest gap that was recalled."""
    won: tuple[str, int, float] | None = None
    """Card, lapses and stability of the hardest card that was won back."""
    grown: tuple[tuple[str, float | None, float], ...] = ()
    """Card, stability then and now of those that grew most."""


class Recap(msgspec.Struct, frozen=True, kw_only=True):
    """What a time brought."""

    first: date
    """Its first study day."""
    last: date
    """Its last, today."""
    studied_days: int
    """Study days with an answer."""
    cards: int
    """Different cards that were answered."""
    new_cards: int
    """Cards that were met for the first time."""
    answers: int
    """Answers."""
    minutes: float
    """Time taken, at most a minute an answer."""
    right: float | None
    """Share that was right, 0 to 1; None without an answer."""
    known_before: float
    """Cards that would have been recalled at its start, by what is known of the learner now."""
    known_now: float
    """Cards that would be recalled now."""
    all_cards: int
    """Cards of all banks."""
    busiest_day: BusiestDay | None
    """None without an answer."""
    best_quiz: BestQuiz | None
    """None without a quiz of a whole bank."""
    longest_gap: LongestGap | None
    """None where no card was recalled a day or more after the answer before."""
    hardest_won: WonCard | None
    """None where no card that was forgotten twice lasts a week again."""
    stronger: tuple[StrongerCard, ...]
    """The cards that grew most, the greatest growth first."""
    achievements: tuple[ReachedBefore, ...]
    """Earned in this time, in order; none where they are off."""
    mastered: tuple[str, ...]
    """Titles of the banks that are on the highest level today; none where levels are off."""
    exams: tuple[ScoredExam, ...]
    """Exams with a score, mock exams too, in order of time."""

    @property
    def days(self) -> int:
        """Study days of the time, studied or not."""
        return (self.last - self.first).days + 1


def since_day(desk: "Desk", text: str) -> int:
    """Return the study day that a date names, as an ordinal; without a year it is the last one.

    Raises:
        QuizError: It is no date, or is still to come.
    """
    today = desk.today
    day = read_day(text, today).toordinal()
    if day > today:
        earlier, next_day = (read_day(text, today - _YEAR + n).toordinal() for n in (0, 1))
        if next_day != earlier + 1:  # `tomorrow` is another day a day later, `1 Sep` is not
            day = earlier
    if day > today:
        raise QuizError(_("{text!r} is still to come; choose an earlier date").format(text=text))
    return day


def first_of_term(desk: "Desk", days: int | None = TERM_DAYS) -> int:
    """Return the first study day of a recap: that of the first answer, if it is not before.

    Args:
        desk: Whose record it is.
        days: How far back it reaches, today included; None for all.
    """
    history = desk.record.day_history()
    begun = min(history, default=desk.today)
    return begun if days is None else max(begun, desk.today - days + 1)


def recap(desk: "Desk", source: StatisticsSource, first: int) -> Recap:
    """Return what the time from a study day to today brought.

    Args:
        desk: Where banks and rewards are.
        source: All answers, counted.
        first: The first study day, as an ordinal.
    """
    return put_together(desk, counted(source, desk.scheduling.scheduler.model, first), first)


class CountedTime(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted of a time, for which the desk is not asked."""

    by_day: dict[int, Counts]
    """What was done on each study day with answers."""
    cards: CardRecap
    """What the cards did."""
    known_now: float
    """Cards that would be recalled now."""
    all_cards: int
    """Cards of all banks."""
    quiz: BestQuiz | None
    """The best quiz."""
    mock_exams: tuple[ScoredExam, ...]
    """Mock exams, in order of time."""


def counted(source: StatisticsSource, model: "Fsrs6", first: int) -> CountedTime:
    """Return what is counted of a time; in the thread that opened the source.

    Args:
        source: All answers.
        model: The memory model with the learner's weights.
        first: The first study day, as an ordinal.
    """
    known = known_now(source)
    in_time = [score for score in scores(source) if score.date.toordinal() >= first]
    quizzes = [score for score in in_time if score.compares]
    best = max(quizzes, key=lambda score: (score.share, score.at), default=None)
    return CountedTime(
        by_day=source.tallies.by_day(source.scopes, first),
        cards=_cards(source, model, first),
        known_now=known.known,
        all_cards=known.cards,
        quiz=None if best is None else BestQuiz(title=best.title, date=best.date, share=best.share),
        mock_exams=tuple(
            ScoredExam(
                name=score.title,
                date=score.date,
                is_mock=True,
                score=score.share,
                predicted=score.predicted,
            )
            for score in in_time
            if score.mode == str(Mode.EXAM)
        ),
    )


def put_together(desk: "Desk", found: CountedTime, first: int) -> Recap:
    """Return a recap of what was counted, with what the desk alone knows; in its own thread."""
    total = sum(found.by_day.values(), Counts())
    busiest = max(found.by_day, key=lambda day: found.by_day[day].minutes, default=None)
    cards = found.cards
    exams = [*found.mock_exams, *_exams_over(desk, first)]
    return Recap(
        first=date.fromordinal(first),
        last=date.fromordinal(desk.today),
        studied_days=len(found.by_day),
        cards=cards.cards,
        new_cards=total.begun,
        answers=total.answers,
        minutes=total.minutes,
        right=total.right,
        known_before=cards.known_before,
        known_now=found.known_now,
        all_cards=found.all_cards,
        busiest_day=None if busiest is None else BusiestDay(
            date=date.fromordinal(busiest), minutes=found.by_day[busiest].minutes
        ),
        best_quiz=found.quiz,
        longest_gap=cards.gap and LongestGap(
            question=_question(desk, cards.gap[0]),
            days=cards.gap[1],
            date=date.fromordinal(cards.gap[2]),
        ),
        hardest_won=cards.won and WonCard(
            question=_question(desk, cards.won[0]), lapses=cards.won[1], lasts=cards.won[2]
        ),
        stronger=tuple(
            StrongerCard(question=_question(desk, card), lasted=lasted, lasts=lasts)
            for card, lasted, lasts in cards.grown
        ),
        achievements=tuple(_earned(desk, first)),
        mastered=tuple(_mastered(desk)),
        exams=tuple(sorted(exams, key=lambda exam: exam.date)),
    )  # fmt: skip


def _question(desk: "Desk", name: str) -> str:
    bank, _slash, card = name.partition("/")
    return question_of(desk, bank, card)


def _earned(desk: "Desk", first: int) -> Iterator[ReachedBefore]:
    if not desk.config.rewards:
        return
    new_rewards(desk)  # what was earned on another device is earned here too
    earned = [one for one in achievements(desk) if one.day is not None and one.day >= first]
    for one in sorted(earned, key=lambda one: one.day or 0):
        yield ReachedBefore(title=one.title, date=date.fromordinal(one.day or 0))


def _mastered(desk: "Desk") -> Iterator[str]:
    if desk.config.rewards:
        yield from (one.title for one in bank_levels(desk) if one.level == MOST_LEVEL)


def _exams_over(desk: "Desk", first: int) -> Iterator[ScoredExam]:
    """Yield the exams that were planned for and have a score."""
    for exam in desk.record.exams():
        left = exam.days_left(desk.today)
        if left is None or exam.score is None or not first <= desk.today + left <= desk.today:
            continue
        yield ScoredExam(
            name=exam.name,
            date=date.fromordinal(desk.today + left),
            is_mock=False,
            score=exam.score,
            predicted=exam.expected,
        )


class _Course(msgspec.Struct, kw_only=True):
    """How a card went through the time."""

    before: SeenCard | None = None
    """As it stood on the first day; None if it was new."""
    answers: int = 0
    """Answers of the time."""
    lapses: int = 0
    """How often it was forgotten, ever."""
    last_rating: int = 0
    """Of its last answer, 1 to 4."""
    now: SeenCard | None = None
    """As it stands today."""


def _cards(source: StatisticsSource, model: "Fsrs6", first: int) -> CardRecap:
    """Go through the log once."""
    here = {f"{bank}/{card}" for bank in source.cards for card in source.record.states(bank)}
    log = [answer for answer in source.record.scheduling_log() if answer.card in here]
    courses: dict[str, _Course] = {str(answer.card): _Course() for answer in log}
    gap: tuple[str, int, int] | None = None
    # As if each were answered today: the replay says how it stands before that.
    now_us = int(source.now.timestamp() * 1e6)
    whole = [*log, *(AnswerSeen(card, _GOOD, source.today, now_us) for card in courses)]
    steps = zip(whole, seen_before(model, whole), strict=True)
    for at, ((name, rating, day, _at, _ms), seen) in enumerate(steps):
        card = str(name)
        course = courses[card]
        if at >= len(log):
            course.now = seen
            if not course.answers:
                course.before = _as_of(seen, day, first)
            continue
        if day >= first:
            if not course.answers:
                course.before = _as_of(seen, day, first)
            course.answers += 1
            if seen is not None and seen.gap and rating > 1 and (gap is None or seen.gap > gap[1]):
                gap = (card, seen.gap, day)
        course.lapses += seen is not None and seen.gap > 0 and rating == 1
        course.last_rating = rating
    answered = {card: course for card, course in courses.items() if course.answers}
    return CardRecap(
        cards=len(answered),
        known_before=_known(source, courses.values(), source.now),
        gap=gap,
        won=_won(answered),
        grown=_grown(answered),
    )


def _as_of(seen: SeenCard | None, day: int, first: int) -> SeenCard | None:
    """Return a card as it stood on the first day, from how it stood on the one of its answer."""
    if seen is None:
        return None
    return msgspec.structs.replace(seen, gap=max(0, first - (day - seen.gap)))


def _known(source: StatisticsSource, courses: Iterable[_Course], now: datetime) -> float:
    """Return how many cards would have been recalled on the first day."""
    return sum(
        source.recall.chance(course.before, now)
        for course in courses
        # Just forgotten is not known, however fresh it is in the mind.
        if course.before is not None and not course.before.was_again
    )


def _won(courses: Mapping[str, _Course]) -> tuple[str, int, float] | None:
    """Return the card that was forgotten most and lasts again."""
    won = [
        (course.lapses, course.now.stability, card)
        for card, course in courses.items()
        if course.lapses >= _LEAST_LAPSES
        and course.last_rating > 1
        and course.now is not None
        and course.now.stability >= _LASTING_DAYS
    ]
    if not won:
        return None
    lapses, lasts, card = max(won)
    return card, lapses, lasts


def _grown(courses: Mapping[str, _Course]) -> tuple[tuple[str, float | None, float], ...]:
    """Return the cards that grew most, the greatest growth first."""
    found = [
        (card, course.before.stability if course.before else None, course.now.stability)
        for card, course in courses.items()
        if course.now is not None and course.last_rating > 1
    ]
    grown = [one for one in found if one[2] > (one[1] or 0.0)]
    grown.sort(key=lambda one: one[2] - (one[1] or 0.0), reverse=True)
    return tuple(grown[:_MOST_GROWN])
