"""What is missing before something can be drawn."""

import msgspec

from quiz.desk.statistics import Period
from quiz.desk.statistics.calibration import ENOUGH_ANSWERS as ENOUGH_PREDICTIONS
from quiz.desk.statistics.rate import days_until
from quiz.translation import _, ngettext
from quiz.ui.screens.statistics.view import BANKS, CONFUSED, HARDEST, StatView, Tab

ENOUGH_RETURNS = 20
"""Cards that came back, from which on retention is drawn."""
_ENOUGH_ANSWERS = 20
_ENOUGH_SCORES = 2


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing."""

    title: str
    """In a word."""
    about: str
    """What will be here, and what it needs."""
    have: int = 0
    """How much there is."""
    need: int = 0
    """How much it needs; 0 where that cannot be counted."""
    days: int | None = None
    """In how many days, at one's pace; None where that cannot be said."""


def lack_of(view: StatView) -> Lack | None:
    """Return what is missing before a tab can be drawn; None if nothing is."""
    match view.tab:
        case Tab.OVERVIEW:
            return _overview(view)
        case Tab.RETENTION:
            assert view.worked.retention is not None
            have = view.worked.retention.period.answers
            about = _(
                "Retention is the share of cards you still recalled when they came back after a "
                "day or more. It needs {n} of them."
            )
            return _needs(view, about.format(n=ENOUGH_RETURNS), have, ENOUGH_RETURNS, returns=True)
        case Tab.FORECAST:
            return _forecast(view)
        case Tab.HOURS:
            assert view.worked.hours is not None
            have = sum(hour.answers for hour in view.worked.hours)
            about = ngettext(
                "At what time of day you study, and how well. It needs {n} answer.",
                "At what time of day you study, and how well. It needs {n} answers.",
                _ENOUGH_ANSWERS,
            )
            return _needs(view, about.format(n=_ENOUGH_ANSWERS), have, _ENOUGH_ANSWERS)
        case Tab.TOPICS:
            return _topics(view)
        case Tab.CALIBRATION:
            return _calibration(view)


def _needs(
    view: StatView, about: str, have: int, need: int, *, returns: bool = False
) -> Lack | None:
    if have >= need:
        return None
    a_day = view.worked.rate.returns if returns else view.worked.rate.answers
    if view.scope.period is not Period.ALL and not have and not a_day:
        about += " " + _("p shows a longer period.")
    return Lack(
        title=_("Not enough to draw yet"),
        about=about,
        have=have,
        need=need,
        days=days_until(have, need, a_day),
    )


def _overview(view: StatView) -> Lack | None:
    assert view.worked.activity is not None
    if view.part == 2:
        if len(view.worked.scores) >= _ENOUGH_SCORES:
            return None
        return Lack(
            title=_("Not enough to draw yet"),
            about=_("The scores of your quizzes and exams, over time. It needs two of them."),
            have=len(view.worked.scores),
            need=_ENOUGH_SCORES,
        )
    if view.worked.activity.calendar or view.worked.activity.by_day:
        return None
    return Lack(
        title=_("No answers yet"),
        about=_("Your days, minutes and answers will be here from the first answer on."),
        need=1,
    )


def _forecast(view: StatView) -> Lack | None:
    found = view.worked.forecast
    assert found is not None
    if any(each.cards for each in found.stability):
        return None
    return Lack(
        title=_("Nothing comes back yet"),
        about=_("What is due in the next 30 days will be here once you have learned a card."),
        need=1,
    )


def _topics(view: StatView) -> Lack | None:
    worked = view.worked
    if view.part == HARDEST:
        about = _("The cards you forget most will be here once you have forgotten one.")
        return None if worked.hardest else Lack(title=_("No hard cards yet"), about=about)
    if view.part == CONFUSED:
        about = _(
            "Wrong answers that you gave more than once will be here, beside the card for which "
            "they are right."
        )
        return None if worked.confusions else Lack(title=_("Nothing confused"), about=about)
    if worked.groups[view.part]:
        return None
    if view.part in (BANKS, 1):
        about = _("They will be here from the first answer on.")
    else:
        about = _("Topics are the tags of questions. Press Tab to see kinds and banks.")
    return Lack(title=_("Nothing here yet"), about=about)


def _calibration(view: StatView) -> Lack | None:
    found = view.worked.calibration
    assert found is not None
    if view.part == 1:
        if any(said.answers for said in found.said):
            return None
        about = _(
            "How sure you were against how right you were. An exam with grading by certainty "
            "asks you for it."
        )
        return Lack(title=_("Not enough to draw yet"), about=about)
    if view.part == 2:
        if found.corrections:
            return None
        about = _(
            "Your answers correct what the memory model predicts. What they have shown of you "
            "will be here as soon as it is clear, often after a hundred reviews."
        )
        return Lack(title=_("Nothing here yet"), about=about)
    about = ngettext(
        "Calibration compares what was predicted with what you recalled. It needs {n} review of "
        "a card you had seen before.",
        "Calibration compares what was predicted with what you recalled. It needs {n} reviews of "
        "cards you had seen before.",
        ENOUGH_PREDICTIONS,
    )
    return _needs(
        view, about.format(n=ENOUGH_PREDICTIONS), found.answers, ENOUGH_PREDICTIONS, returns=True
    )
