"""The other side of `fit_process`: reads a job on standard input, tells how it goes on output."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from quiz.errors import QuizError
from quiz.memory.prediction.evaluation import Evaluation, evaluate
from quiz.memory.prediction.fitting import FitReport, fit
from quiz.memory.prediction.log import LoggedReview


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done; sent as MessagePack."""

    what: Literal["fit", "evaluate"]
    """Fit the weights, or compare the predictors."""
    reviews: tuple[LoggedReview, ...] = ()
    """The log, in any order."""
    record: str = ""
    """File of the record whose log it is instead, so that the app need not read that."""


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the worker's output, as JSON. One of the fields is set."""

    stage: str = ""
    """What is being done, in a few words."""
    report: FitReport | None = None
    """What a fit gave: the last line."""
    evaluation: Evaluation | None = None
    """What the comparison gave: the last line."""
    failed: str = ""
    """Why there is neither: the last line."""


def _reviews_of(path: Path) -> Sequence[LoggedReview]:
    """Return every answer that schedules of a record."""
    from quiz.desk.care.weights import logged
    from quiz.store import Record

    with Record.open(path) as record:
        return logged(record)


def main() -> None:
    """Do one job."""
    import gc

    gc.disable()  # a log makes millions of values and no rings of them
    # Whatever a library prints goes with the errors: this output is for the lines told.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def tell(told: Told) -> None:
        out.write(msgspec.json.encode(told) + b"\n")
        out.flush()

    def stage(words: str) -> None:
        tell(Told(stage=words))

    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    try:
        reviews = _reviews_of(Path(job.record)) if job.record else job.reviews
        if job.what == "fit":
            tell(Told(report=fit(reviews, stage)))
        else:
            tell(Told(evaluation=evaluate(reviews, stage)))
    except QuizError as error:
        tell(Told(failed=str(error)))


if __name__ == "__main__":
    main()
