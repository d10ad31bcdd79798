"""Weights fitted to one learner, as they are kept."""

import msgspec

from quiz.memory.fsrs6 import MODEL


class FittedWeights(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of the memory model and where they came from."""

    model: str = MODEL
    """The model they belong to: weights of another one mean something else."""
    values: tuple[float, ...]
    """Shape (21,): w0 to w20, each within the bounds of `quiz.memory.fsrs6`."""
    reviews: int
    """Reviews on a later study day than the card's last, from which they were fitted."""
    report: str = ""
    """The `FitReport` as JSON; empty if there is none."""
