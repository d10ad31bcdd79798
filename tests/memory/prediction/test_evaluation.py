"""Predictors compared: by the protocol, never looking ahead, on the real log."""

import sys

import msgspec
import pytest

from quiz.memory.prediction.evaluation import Evaluation, blocks, evaluate
from quiz.memory.prediction.predictors import OTHER_DAYS, SAME_DAY, Block, Predictor, Task
from quiz.memory.prediction.replay import Timeline
from tests.memory.prediction.logs import corpus_log, made_up, review

PREDICTORS = [
    pytest.param(sort, predictor, id=f"{sort}-{name}")
    for sort, table in (("other_days", OTHER_DAYS), ("same_day", SAME_DAY))
    for name, predictor in table.items()
]


def log_losses(evaluation: Evaluation) -> dict[str, float]:
    return {
        line.name: round(line.scores.log_loss or 0.0, 4)
        for line in evaluation.other_days.predictors
    }


def test_the_real_log_gives_the_figures_that_were_measured() -> None:
    done = evaluate(corpus_log().reviews)
    assert (done.reviews, done.cards, done.notes) == (12_580, 1_205, ())
    assert (done.other_days.scored, done.other_days.tested) == (6_276, 5_230)
    assert (done.same_day.scored, done.same_day.tested) == (5_099, 4_245)
    losses = log_losses(done)
    # Nothing is known there of guesses and kinds.
    assert list(losses) == [name for name in OTHER_DAYS if "guessing" not in name]
    assert losses["FSRS-6, default weights"] == 0.4422
    assert losses["FSRS-6, plain fit"] == 0.4415
    assert losses["FSRS-6, safe fit"] == 0.4383
    assert losses["FSRS-6, calibrated"] == 0.4357
    assert losses["FSRS-6, calibrated, as lists show it"] == 0.4351
    best = min(done.same_day.predictors, key=lambda line: line.scores.log_loss or 9)
    assert best.name == "FSRS-6, calibrated"


def test_blocks_are_equal_and_what_is_left_over_is_learned_from() -> None:
    tested_blocks = blocks(6_276)
    assert [(block.start, block.stop) for block in tested_blocks] == [
        (1046, 2092),
        (2092, 3138),
        (3138, 4184),
        (4184, 5230),
        (5230, 6276),
    ]
    assert blocks(11)[0] == Block(start=6, stop=7)
    assert blocks(5) == ()


@pytest.mark.parametrize(("sort", "predictor"), PREDICTORS)
def test_no_predictor_looks_ahead(sort: str, predictor: Predictor) -> None:
    log = made_up(days=80)
    timeline = Timeline(log)
    scored = getattr(timeline, sort)
    tested_blocks = blocks(len(scored))
    cut = tested_blocks[2].start
    # From a point on everything happens otherwise: what was predicted before stays.
    point = scored[cut]
    changed = Timeline(
        msgspec.structs.replace(logged, rating=4 if logged.rating == 1 else 1)
        if index >= point
        else logged
        for index, logged in enumerate(timeline.reviews)
    )
    whole = predictor(Task(timeline, scored, tested_blocks))
    other = predictor(Task(changed, scored, tested_blocks))
    known = cut - tested_blocks[0].start
    assert whole[: known + 1] == other[: known + 1]
    # And they may not be there at all.
    short = Timeline(timeline.reviews[: point + 1])
    end = Block(start=cut, stop=cut + 1)
    assert whole[: known + 1] == predictor(
        Task(short, getattr(short, sort), (*tested_blocks[:2], end))
    )


@pytest.mark.parametrize(("sort", "predictor"), PREDICTORS)
def test_every_predictor_gives_a_chance_to_each_review(sort: str, predictor: Predictor) -> None:
    timeline = Timeline(made_up())
    scored = getattr(timeline, sort)
    task = Task(timeline, scored, blocks(len(scored)))
    chances = predictor(task)
    assert len(chances) == len(task.tested)
    assert all(0 < chance <= 1 for chance in chances)


def test_a_moving_average_follows_the_results() -> None:
    log = [review(card, 1, day) for day in range(40) for card in "ab"]
    (line,) = (
        line for line in evaluate(log).other_days.predictors if line.name == "moving average"
    )
    assert line.scores.log_loss is not None
    assert line.scores.log_loss < 0.2


def test_too_few_reviews_are_not_compared() -> None:
    done = evaluate([review("a", 3, day) for day in range(4)])
    assert (done.reviews, done.cards) == (4, 1)
    assert (done.other_days.scored, done.other_days.tested) == (3, 0)
    assert done.other_days.predictors == ()
    assert done.other_days.recalled is None
    assert evaluate([]).reviews == 0


def test_without_the_library_the_fits_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    done = evaluate(made_up())
    assert not [name for name in log_losses(done) if name.endswith("fit")]
    assert "FSRS-6, calibrated" in log_losses(done)
    assert done.notes == (
        "the fits were skipped; they need fsrs-rs-python (pip install fsrs-rs-python)",
    )
