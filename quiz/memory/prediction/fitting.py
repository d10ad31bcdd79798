"""The memory model fitted to one learner, and kept only where that is safe."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from math import isnan
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, LOWER_BOUNDS, MODEL, UPPER_BOUNDS, Fsrs6
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.replay import Replayed, Timeline
from quiz.memory.prediction.scores import Scores, log_loss, review_bin, scores
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem, FSRSReview

LEAST_REVIEWS = 100
"""With fewer reviews there is no fit: the last 40 % would be no judge."""
_HALF_TRUST = 500
_TRAINED = 0.6
_LONGEST_HISTORY = 256

Stage = Callable[[str], None]
"""Called with what is being done, in a few words."""


class FitReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a fit gave. Both scores are of reviews that the weights scored had never seen."""

    kept: bool
    """Whether the weights predict better than the default ones, so that they should be used."""
    reason: str
    """Why they are kept or not, for the learner."""
    model: str = MODEL
    """The model they belong to."""
    weights: tuple[float, ...]
    """Shape (21,): the weights to use, w0 to w20; the default ones if nothing is kept."""
    reviews: int
    """Reviews of a card last seen on an earlier study day, from which they were fitted."""
    before: Scores | None = None
    """The default weights on the last 40 % of these reviews; None if there was no fit."""
    after: Scores | None = None
    """Weights fitted to the first 60 % in the same way, on the last 40 %; None likewise."""


class Items:
    """A timeline as the fitting library wants it: one item a review, with the card's history."""

    def __init__(self, timeline: Timeline) -> None:
        """Build the items of all reviews of a card last seen on an earlier study day.

        Raises:
            QuizError: The library is not installed.
        """
        library = _library()
        item, review = library.FSRSItem, library.FSRSReview
        # Of a rating and a gap there is one review, built once.
        made: dict[tuple[int, int], FSRSReview] = {}
        histories: list[list[FSRSReview]] = []
        # Cards are numbered as their items come: the fit depends on the numbers a little.
        numbers: dict[int, int] = {}
        self.items: list[FSRSItem] = []
        """In time order. Cards seen more than 256 times have none for the later ones, which the
        library would leave out anyway, and which would take memory by the square."""
        self.card_ids: list[int] = []
        """The card of each item; with them the fit is four times faster."""
        self._places: list[int] = []
        for index, (logged, before, gap) in enumerate(
            zip(timeline.reviews, timeline.previous, timeline.gaps, strict=True)
        ):
            history = [] if before < 0 else histories[before]
            histories.append(history)
            if len(history) >= _LONGEST_HISTORY:
                continue
            key = (logged.rating, gap)
            if key not in made:
                made[key] = review(logged.rating, gap)
            history.append(made[key])
            if gap:
                self.items.append(item(history))
                self.card_ids.append(numbers.setdefault(id(history), len(numbers)))
                self._places.append(index)

    def before(self, index: int) -> tuple["list[FSRSItem]", list[int]]:
        """Return items and cards of the reviews before one, given by its index in the log."""
        stop = bisect_left(self._places, index)
        return self.items[:stop], self.card_ids[:stop]


def plain_fit(items: "Sequence[FSRSItem]", card_ids: Sequence[int]) -> tuple[float, ...]:
    """Return the weights that fit some reviews best, within their bounds; shape (21,).

    Args:
        items: From `Items`.
        card_ids: Shape (items,).

    Raises:
        QuizError: The library is not installed, or it cannot fit these reviews.
    """
    library = _library()
    if not items:
        return DEFAULT_WEIGHTS
    try:
        fitted: list[float] = library.FSRS(list(DEFAULT_WEIGHTS)).compute_parameters(
            items, card_ids
        )
    except ValueError as error:
        raise QuizError(
            _("the memory model can't be fitted: {error}").format(error=error)
        ) from error
    except BaseException as error:
        # A panic of the library is no Exception, so that nothing catches it by mistake.
        if type(error).__name__ != "PanicException":
            raise
        raise QuizError(
            _("the memory model can't be fitted: {error}").format(error=error)
        ) from error
    if any(isnan(weight) for weight in fitted):
        raise QuizError(_("the memory model can't be fitted: there's no stable result"))
    return tuple(
        min(max(weight, low), high)
        for weight, low, high in zip(fitted, LOWER_BOUNDS, UPPER_BOUNDS, strict=True)
    )


def shrunk(weights: Sequence[float], reviews: int) -> tuple[float, ...]:
    """Return weights drawn towards the default ones: the more so, the fewer the reviews.

    w = w_default + n / (n + 500) * (w_fit - w_default).

    Args:
        weights: Shape (21,).
        reviews: From how many they were fitted, n.
    """
    share = reviews / (reviews + _HALF_TRUST)
    return tuple(
        default + share * (weight - default)
        for weight, default in zip(weights, DEFAULT_WEIGHTS, strict=True)
    )


def last_part(scored: Sequence[int]) -> Sequence[int]:
    """Return the last 40 % of some reviews: those by which a fit is judged."""
    return scored[int(len(scored) * _TRAINED) :]


class SafeFit(msgspec.Struct, frozen=True, kw_only=True):
    """A fit and what it was judged by."""

    weights: tuple[float, ...]
    """Shape (21,); the default ones if the fit was no better."""
    kept: bool
    """Whether they are fitted ones."""
    judged: tuple[int, ...]
    """Indices of the last 40 %, by which it was judged."""
    before: tuple[float, ...]
    """Chances that the default weights gave to these."""
    after: tuple[float, ...]
    """Chances that weights fitted to the first 60 % gave to these."""


def safe_fit(
    timeline: Timeline,
    items: Items,
    scored: Sequence[int],
    defaults: Replayed,
    stage: Stage = lambda words: None,
) -> SafeFit:
    """Fit weights, shrink them, and keep them only if they stand the test.

    The test: weights fitted to the first 60 % and shrunk by the number of these have a lower log
    loss on the last 40 % than the default ones.

    Args:
        timeline: The log.
        items: Its items.
        scored: Indices of the reviews to fit to, at least one, from the log's first on.
        defaults: What leads up to the last 40 %, replayed with the default weights.
        stage: Called with what is being done.

    Raises:
        QuizError: The library is not installed, or it cannot fit these reviews.
    """
    judged = last_part(scored)
    trained = len(scored) - len(judged)
    stage(_("fitting to the first 60%"))
    tried = shrunk(plain_fit(*items.before(judged[0])), trained)
    stage(_("testing on the last 40%"))
    before = defaults.recalls(judged)
    after = Replayed(timeline, Fsrs6(tried), judged).recalls(judged)
    outcomes = timeline.outcomes(judged)
    was, would_be = log_loss(before, outcomes), log_loss(after, outcomes)
    kept = was is not None and would_be is not None and would_be < was
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    if kept:
        stage(_("fitting to all reviews"))
        weights = shrunk(plain_fit(*items.before(scored[-1] + 1)), len(scored))
    return SafeFit(
        weights=weights,
        kept=kept,
        judged=tuple(judged),
        before=tuple(before),
        after=tuple(after),
    )


def fit(reviews: Iterable[LoggedReview], stage: Stage = lambda words: None) -> FitReport:
    """Fit the memory model to a learner's reviews by the safe rule.

    Args:
        reviews: The log, in any order.
        stage: Called with what is being done.

    Raises:
        QuizError: The library is not installed, or it cannot fit these reviews.
    """
    _library()
    stage(_("reading your reviews"))
    timeline = Timeline(reviews)
    scored = timeline.other_days
    if len(scored) < LEAST_REVIEWS:
        return FitReport(
            kept=False,
            reason=ngettext(
                "too few reviews: {n} of cards last seen on an earlier day, but at least "
                "{least} are needed",
                "too few reviews: {n} of cards last seen on an earlier day, but at least "
                "{least} are needed",
                len(scored),
            ).format(n=len(scored), least=LEAST_REVIEWS),
            weights=DEFAULT_WEIGHTS,
            reviews=len(scored),
        )
    defaults = Replayed(timeline, Fsrs6(), last_part(scored))
    done = safe_fit(timeline, Items(timeline), scored, defaults, stage)
    stage(_("comparing"))
    outcomes = timeline.outcomes(done.judged)
    bins = [review_bin(timeline, index) for index in done.judged]
    return FitReport(
        kept=done.kept,
        reason=_(
            "fitted to the first 60% of your reviews, the model predicted the last 40% better than "
            "the default one"
        )
        if done.kept
        else _(
            "fitted to the first 60% of your reviews, the model predicted the last 40% no better "
            "than the default one"
        ),
        weights=done.weights,
        reviews=len(scored),
        before=scores(done.before, outcomes, bins),
        after=scores(done.after, outcomes, bins),
    )


def has_library() -> bool:
    """Return whether the fitting library is installed."""
    try:
        _library()
    except QuizError:
        return False
    return True


def _library() -> ModuleType:
    try:
        import fsrs_rs_python
    except ImportError as error:
        raise QuizError(
            _(
                "fitting needs the package fsrs-rs-python; install it with pip install "
                "fsrs-rs-python"
            )
        ) from error
    return fsrs_rs_python
