"""Levels of banks and achievements: what learning reached, and never what a day owes.

A level says how much of a bank is known well today. An achievement that was earned stays earned;
which ones are is kept in the record with their study days.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.today.report import recalled_gaps
from quiz.desk.today.streak import study_streak
from quiz.memory import MemoryState, Phase
from quiz.store.card_figures import learned_totals
from quiz.store.choices import EARNED
from quiz.study import Mode
from quiz.study.answer import is_perfect
from quiz.study.behaviour import chance_meant
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

KNOWN_WELL = 0.9
"""Chance of recall from which a card counts for its bank's level."""
MOST_LEVEL = 10
_LEVELS = "levels"
_MATURE_DAYS = 21
"""Days that a card lasts from which on it is mature. Source: Anki, "mature"."""
_WEEK = 7
_SURE_ANSWERS = 20
_NEAR = 0.05
"""So far what one says may lie from what comes for a week to be well judged."""


class BankLevel(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a bank is known well today."""

    bank: str
    """Id of the bank."""
    title: str
    """Its title."""
    share: float
    """Share of its cards that would be recalled today with a chance of 90 % or more, 0 to 1."""

    @property
    def level(self) -> int:
        """Whole tenths of its cards that are known well, 0 to 10."""
        return int(MOST_LEVEL * self.share + 1e-9)


class Achievement(msgspec.Struct, frozen=True, kw_only=True):
    """Something that learning reaches once."""

    id: str
    """Its name in the record."""
    title: str
    """What it is called."""
    about: str
    """What earns it."""
    done: int
    """How far it is, at most `target`."""
    target: int
    """What earns it."""
    day: int | None = None
    """Study day on which it was earned, as an ordinal; None before."""


class Rewards(msgspec.Struct, frozen=True, kw_only=True):
    """What was reached just now."""

    levels: tuple[BankLevel, ...] = ()
    """Banks that are on a higher level than ever before."""
    achievements: tuple[Achievement, ...] = ()
    """Those earned just now."""


def bank_levels(desk: "Desk", banks: Collection[str] | None = None) -> list[BankLevel]:
    """Return the level of each bank of which something was learned, in the order of the banks.

    Args:
        desk: Whose they are.
        banks: Only of these; None for all.
    """
    today, now = desk.today, desk.now()
    learned = desk.record.learned_counts()
    found = []
    for entry in desk.library.entries.values():
        is_wanted = banks is None or entry.id in banks
        if not is_wanted or not learned.get(entry.id) or not entry.cards:
            continue
        states = desk.record.states(entry.id).values()
        known = sum(_is_known_well(desk, state, today, now) for state in states)
        share = min(1.0, known / entry.cards)
        found.append(BankLevel(bank=entry.id, title=entry.title, share=share))
    return found


def _is_known_well(desk: "Desk", state: MemoryState, today: int, now: datetime) -> bool:
    if state.phase in (Phase.NEW, Phase.LEARNING, Phase.RELEARNING):
        return False
    return desk.recall.now(state, today, now) >= KNOWN_WELL


class _Reached(msgspec.Struct, kw_only=True):
    """What the record says, as far as achievements ask."""

    cards: int = 0
    mature: int = 0
    won_back: int = 0
    longest_gap: int = 0
    perfect: int = 0
    kinds: int = 0
    streak: int = 0
    mastered: int = 0
    exams_ready: int = 0
    judged_week: int = 0
    sprint: int = 0
    survival: int = 0
    own_questions: int = 0


_Goals = tuple[tuple[str, str, str, Callable[[_Reached], int], int], ...]


def _goals() -> _Goals:
    """Return id, title, what earns it, what is counted, and how much is asked."""
    return (
        ("first-ten", _("First ten"), _("learn ten cards"), lambda r: r.cards, 10),
        ("hundred", _("A hundred"), _("learn a hundred cards"), lambda r: r.cards, 100),
        ("lasting", _("It lasts"), _("a card that lasts three weeks"), lambda r: r.mature, 1),
        ("lasting-50", _("Long shelf"), _("50 cards that last three weeks"),
         lambda r: r.mature, 50),
        ("lasting-250", _("Library"), _("250 cards that last three weeks"),
         lambda r: r.mature, 250),
        ("won-back", _("Won back"), _("a forgotten card that lasts three weeks again"),
         lambda r: r.won_back, 1),
        ("won-back-10", _("Ten won back"), _("ten forgotten cards that last three weeks again"),
         lambda r: r.won_back, 10),
        ("month", _("A month later"), _("recall a card after 30 days"),
         lambda r: r.longest_gap, 30),
        ("season", _("A season later"), _("recall a card after 100 days"),
         lambda r: r.longest_gap, 100),
        ("year", _("A year later"), _("recall a card after a year"),
         lambda r: r.longest_gap, 365),
        ("perfect", _("Perfect"), _("a quiz of ten questions or more without a mistake"),
         lambda r: r.perfect, 1),
        ("perfect-10", _("Ten times perfect"), _("ten quizzes without a mistake"),
         lambda r: r.perfect, 10),
        ("kinds", _("All-rounder"), _("a right answer to ten kinds of questions"),
         lambda r: r.kinds, 10),
        ("week", _("A good week"), _("seven days in a row"), lambda r: r.streak, 7),
        ("month-kept", _("A good month"), _("thirty days in a row"), lambda r: r.streak, 30),
        ("mastered", _("Mastered"), _("a bank on level 10"), lambda r: r.mastered, 1),
        ("mastered-3", _("Three mastered"), _("three banks on level 10"),
         lambda r: r.mastered, 3),
        ("ready", _("Ready"), _("a bank on level 9 or more before its exam"),
         lambda r: r.exams_ready, 1),
        ("judged", _("Good judge"), _("a week in which you were as right as you were sure"),
         lambda r: r.judged_week, 1),
        ("sprint", _("Quick"), _("20 right in a sprint"), lambda r: r.sprint, 20),
        ("survival", _("Steady"), _("20 right in survival"), lambda r: r.survival, 20),
    )  # fmt: skip


def achievements(desk: "Desk") -> list[Achievement]:
    """Return all achievements, each with how far it is."""
    earned, reached = _earned(desk), _reached(desk)
    return [
        Achievement(
            id=name,
            title=title,
            about=about,
            done=target if name in earned else min(target, count(reached)),
            target=target,
            day=earned.get(name),
        )
        for name, title, about, count, target in _goals()
    ]


def new_rewards(desk: "Desk", banks: Collection[str] | None = None) -> Rewards:
    """Return what was reached since the last look, and keep that it was; nothing if it is off.

    Args:
        desk: Whose it is.
        banks: Those that were studied since; None for all. The levels of others only fall.
    """
    if not desk.config.rewards:
        return Rewards()
    levels = _new_levels(desk, bank_levels(desk, banks))
    earned = _earned(desk)
    new = [one for one in achievements(desk) if one.day is None and one.done >= one.target]
    if new:
        kept = earned | {one.id: desk.today for one in new}
        desk.record.choose(EARNED, msgspec.json.encode(kept).decode(), desk.now())
    return Rewards(levels=tuple(levels), achievements=tuple(new))


def records_of(desk: "Desk") -> tuple[list[BankLevel], list[Achievement]]:
    """Return levels and achievements, those earned first, then the nearest; none if they are off.

    What was earned on another device is earned here too.
    """
    if not desk.config.rewards:
        return [], []
    new_rewards(desk)
    reached = achievements(desk)
    reached.sort(key=lambda one: (one.day is None, 0.0 if one.day else -one.done / one.target))
    return bank_levels(desk), reached


def _new_levels(desk: "Desk", levels: Iterable[BankLevel]) -> list[BankLevel]:
    before = _decoded(desk.record.meta(_LEVELS))
    higher = [one for one in levels if one.level > before.get(one.bank, 0)]
    if higher:
        kept = before | {one.bank: one.level for one in higher}
        desk.record.put_meta(_LEVELS, msgspec.json.encode(kept).decode())
    return higher


def _earned(desk: "Desk") -> dict[str, int]:
    return _decoded(desk.record.meta(EARNED))


def _decoded(text: str | None) -> dict[str, int]:
    try:
        return msgspec.json.decode(text or "{}", type=dict[str, int])
    except msgspec.DecodeError:  # of a record from elsewhere
        return {}


def _reached(desk: "Desk") -> _Reached:
    found = _Reached()
    here = desk.library.entries
    record = desk.record
    learned = record.database.read(lambda c: learned_totals(c, record.learner, _MATURE_DAYS))
    for bank, totals in learned.items():
        if bank in here:
            found.cards += totals.cards
            found.mature += totals.mature
            found.won_back += totals.won_back
    highest = _decoded(desk.record.meta(_LEVELS))
    found.mastered = sum(level == MOST_LEVEL for bank, level in highest.items() if bank in here)
    found.exams_ready = sum(
        _is_ready(desk, exam.banks)
        for exam in desk.record.exams()
        if 0 <= (exam.days_left(desk.today) or -1) <= _WEEK
    )
    if desk.config.streak:
        found.streak = study_streak(desk).longest
    for score in desk.record.scores().values():
        found.sprint = max(found.sprint, score.games.get("sprint", 0))
        found.survival = max(found.survival, score.games.get("survival", 0))
    found.perfect = _perfect_quizzes(desk)
    if not desk.has_long_log:  # a long one is not gone through for this
        _look_through(desk, found)
    return found


def _is_ready(desk: "Desk", banks: Sequence[str]) -> bool:
    """Return whether all banks of an exam, all there are if it names none, are on level 9."""
    levels = {one.bank: one.level for one in bank_levels(desk, banks or None)}
    return bool(levels) and all(levels.get(bank, 0) >= MOST_LEVEL - 1 for bank in banks or levels)


class _Result(msgspec.Struct):
    answered: int = 0
    right: int = 0


def _perfect_quizzes(desk: "Desk") -> int:
    count = 0
    for row in desk.record.ended_sittings(str(Mode.QUIZ)):
        try:
            result = msgspec.json.decode(row.result or "{}", type=_Result)
        except msgspec.DecodeError:  # of a record from elsewhere
            continue
        count += is_perfect(result.answered, result.right)
    return count


def _look_through(desk: "Desk", found: _Reached) -> None:
    """Go through the log: the longest gap, the kinds, and how well one judged the last week."""
    found.longest_gap = max((days for _day, days in recalled_gaps(desk)), default=0)
    reviews = desk.record.reviews()
    found.kinds = len({one.kind for one in reviews if one.credit >= 1.0})
    sure = [
        one
        for one in reviews
        if one.certainty is not None and one.day > desk.today - _WEEK and one.rating is not None
    ]
    if len(sure) >= _SURE_ANSWERS:
        said = sum(chance_meant(one.certainty or 1) for one in sure)
        came = sum(one.credit >= 1.0 for one in sure)
        found.judged_week = int(abs(said - came) / len(sure) <= _NEAR)
