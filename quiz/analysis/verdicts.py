"""What a teacher without statistics does about an item, in a sentence."""

from collections.abc import Sequence
from enum import StrEnum
from math import sqrt

import msgspec

from quiz.analysis.bootstrap import ItemIntervals
from quiz.analysis.groups import EMPTY, Choice
from quiz.analysis.statistics import ItemStatistics
from quiz.cells import clip
from quiz.items.wording import BETWEEN
from quiz.translation import _, ngettext

LEAST_LEARNERS = 10
"""Below it no verdict on an item is fair."""
_LEAST_FOR_KEY = 4
"""So many of the best third must agree on a wrong response before the key is doubted."""
_LEAST_FOR_SECOND = 3
"""So many of the best third must have given a second right response."""
_SURE = 2.33
"""Standard errors above 0, at which a correlation by chance alone has odds of 1 in 100."""
_LIKELY = 0.5
"""The same where the best learners back it, too: a distractor's correlation is far below 0."""
_HARDEST, _EASIEST = 5, 95
"""Facility, percent: extremely hard or broken, and extremely easy (OpenLearn Moodle guidance)."""
_WEAK, _GOOD = 30, 50
"""Discrimination index: Moodle's bank asks for a check below the first, likely below the second."""
_DUBIOUS = 15
"""Discriminative efficiency below which Moodle calls an item dubious."""
_MOST_GUESSED = 40
"""Random-guess score, percent, above which an item is unsatisfactory."""


class Weight(StrEnum):
    """How much a verdict asks for."""

    CHECK = "check"
    """Something is likely wrong."""
    LOOK = "look"
    """Worth a look."""
    GOOD = "good"
    """Nothing to do."""
    OPEN = "open"
    """Too few learners to say."""


class ItemVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done about an item."""

    weight: Weight
    """How urgent it is."""
    sentence: str
    """What was seen and what to do; one that a teacher acts on."""
    more: tuple[str, ...] = ()
    """What else was seen."""


def verdict(
    item: ItemStatistics,
    intervals: ItemIntervals,
    chosen: Sequence[Choice],
    learners: int,
    *,
    offered: Sequence[str] = (),
) -> ItemVerdict:
    """Return the verdict on an item.

    Nothing is said that the ranges do not bear out: with few learners there is none to give.

    Args:
        item: Its figures.
        intervals: Their ranges.
        chosen: Who gave which response.
        learners: How many there are.
        offered: The options of a choice, as they stand in the responses, if they are known.
    """
    if learners < LEAST_LEARNERS:
        words = ngettext(
            "{n} student is too few to judge a question",
            "{n} students are too few to judge a question",
            learners,
        )
        return ItemVerdict(weight=Weight.OPEN, sentence=words.format(n=learners))
    doubts = _of_key(chosen) or _of_second(chosen, learners)
    found = [*doubts, *_of_discrimination(item, intervals), *_of_facility(item, intervals)]
    found += _of_distractors(chosen, offered)
    if item.guess is not None and item.guess > _MOST_GUESSED:
        message = _(
            "guessing alone earns {share:.0f}% of the points: add options, or ask for a "
            "typed answer"
        )
        found.append((Weight.LOOK, message.format(share=item.guess)))
    if not found:
        return _all_well(item, intervals)
    found.sort(key=lambda pair: list(Weight).index(pair[0]))
    weight, sentence = found[0]
    return ItemVerdict(weight=weight, sentence=sentence, more=tuple(text for _w, text in found[1:]))


_Found = list[tuple[Weight, str]]


def _of_key(chosen: Sequence[Choice]) -> _Found:
    """Return whether the best third agree on a response that is not the key."""
    best = sum(choice.thirds[2] for choice in chosen)
    right = sum(choice.thirds[2] for choice in chosen if choice.is_key)
    for choice in chosen:
        top = choice.thirds[2]
        if choice.is_key or choice.response == EMPTY or top < _LEAST_FOR_KEY or top <= right:
            continue
        shown = _short(choice.response)
        if top >= 0.75 * best:
            message = _("almost all strong students chose {response}: check the answer key")
        else:
            message = _(
                "more strong students chose {response} than the correct answer: check "
                "the answer key"
            )
        return [(Weight.CHECK, message.format(response=shown))]
    return []


def _of_second(chosen: Sequence[Choice], learners: int) -> _Found:
    """Return whether another response than the key may be right too.

    Those who did well on the rest of the test gave it more often than the others, or many of
    the best third gave it, about as the key, and hardly any of them anything else.
    """
    key = [choice for choice in chosen if choice.is_key]
    best = sum(choice.thirds[2] for choice in chosen)
    right = sum(choice.thirds[2] for choice in key)
    for choice in chosen:
        top, index = choice.thirds[2], choice.discrimination
        if choice.is_key or choice.response == EMPTY or index is None or choice.mark > 0:
            continue
        if BETWEEN in choice.response or any(BETWEEN in one.response for one in key):
            continue  # a part of what is right is not another right answer
        if choice.count < _LEAST_FOR_KEY or top < _LEAST_FOR_SECOND or not right:
            continue
        errors = index / 100 * sqrt(learners)
        is_of_the_best = errors > _SURE
        is_level = errors > _LIKELY and top >= 0.5 * right and top + right >= 0.75 * best
        if is_of_the_best or is_level:
            message = _(
                "{response} may be right too: strong students chose it; check the answer key"
            )
            return [(Weight.CHECK, message.format(response=_short(choice.response)))]
    return []


def _of_discrimination(item: ItemStatistics, intervals: ItemIntervals) -> _Found:
    index, span = item.discrimination, intervals.discrimination
    if index is None or span is None:
        return []
    if span.high < 0:
        message = _(
            "strong students got it wrong more often than the others: check the "
            "answer key, and whether the question can be read in two ways"
        )
        return [(Weight.CHECK, message)]
    if span.high < _WEAK and not item.facility >= _EASIEST:
        message = _(
            "it hardly separates strong from weak students: check whether the "
            "wording misleads, or whether it tests something the rest of the test "
            "doesn't"
        )
        return [(Weight.LOOK, message)]
    if index < _DUBIOUS and (item.efficiency or 0) < _DUBIOUS and item.facility < _EASIEST:
        message = _(
            "it may not separate strong from weak students; results from more students would show"
        )
        return [(Weight.LOOK, message)]
    return []


def _of_facility(item: ItemStatistics, intervals: ItemIntervals) -> _Found:
    if item.facility <= _HARDEST:
        message = _("almost nobody got it right: check the answer key, and whether this was taught")
        return [(Weight.CHECK, message)]
    if item.facility >= _EASIEST:
        message = _(
            "almost everyone got it right: fine as a warm-up, but it doesn't separate students"
        )
        return [(Weight.LOOK, message)]
    span = intervals.facility
    if item.guess and span is not None and span.high < item.guess:
        message = _("students did worse than by guessing: check the answer key")
        return [(Weight.CHECK, message)]
    return []


def _of_distractors(chosen: Sequence[Choice], offered: Sequence[str]) -> _Found:
    given = {choice.response for choice in chosen}
    unused = [_short(option) for option in offered if option not in given]
    if unused:
        words = ngettext(
            "nobody chose {options}: replace it with a mistake students really make",
            "nobody chose {options}: replace them with mistakes students really make",
            len(unused),
        )
        return [(Weight.LOOK, words.format(options=", ".join(unused)))]
    return []


def _all_well(item: ItemStatistics, intervals: ItemIntervals) -> ItemVerdict:
    index, span = item.discrimination, intervals.discrimination
    if index is None or span is None:
        return ItemVerdict(
            weight=Weight.OPEN, sentence=_("everyone earned the same: nothing to compare")
        )
    if span.low >= _WEAK or index >= _GOOD:
        return ItemVerdict(
            weight=Weight.GOOD, sentence=_("it separates strong from weak students well: keep it")
        )
    return ItemVerdict(weight=Weight.GOOD, sentence=_("no problems found"))


def _short(response: str) -> str:
    return clip(" ".join(response.split()), 40)


def facility_words(facility: float) -> str:
    """Return a facility index in words.

    Source: the bands of the Open University's Moodle guidance.

    Args:
        facility: In percent.
    """
    bands = (
        (5.5, _("extremely hard, or broken")),
        (10.5, _("very hard")),
        (20.5, _("hard")),
        (34.5, _("moderately hard")),
        (64.5, _("about right")),
        (80.5, _("fairly easy")),
        (89.5, _("easy")),
        (94.5, _("very easy")),
    )
    return next((words for limit, words in bands if facility < limit), _("extremely easy"))
