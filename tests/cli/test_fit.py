"""`quiz fit`: what is fitted, kept, taken back, compared, and how it is told."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.cli.progress import ProgressLine
from quiz.desk import Desk
from quiz.desk.care.weights import kept
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.prediction.log import LoggedReview
from tests.cli.conftest import Ran, Run
from tests.memory.prediction.logs import CORPUS, drawn_from, made_up, review

FORGETFUL = Fsrs6((0.05, 0.2, 0.4, 1.5, *DEFAULT_WEIGHTS[4:8], 0.9, *DEFAULT_WEIGHTS[9:]))


def logged(monkeypatch: pytest.MonkeyPatch, log: list[LoggedReview]) -> None:
    """Let the record hold a log."""
    monkeypatch.setattr("quiz.cli.fit.logged", lambda record: log)


def csv_of(log: list[LoggedReview]) -> str:
    rows = (f"{r.card},{r.rating},{r.at_s + 5 * 3600}" for r in log)
    return "\n".join(("card_id,rating,time", *rows))


def test_without_reviews_nothing_is_kept(run: Run) -> None:
    ran = run("fit")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "Not saved: too few reviews: 0 of cards last seen on an earlier day, but at "
        "least 100 are needed.\n"
    )
    assert run("fit", "--undo").out == "No fit to undo.\n"


def test_a_fit_is_kept_told_and_taken_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("play", "every", "--plain", "--kind", "truefalse", lines="true\n")
    logged(monkeypatch, drawn_from(FORGETFUL, 300, seed=3))
    ran = run("fit")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == (
        "Fitted to the first 60% of your reviews, the model predicted the last 40% better "
        "than the default one."
    )
    assert lines[2] == "Tested on the last 960 of 2,400 reviews:"
    assert lines[3].split() == ["log", "loss", "RMSE", "(bins)", "calibration", "error"]
    before, after = (float(line.split()[2]) for line in lines[4:6])
    assert after < before
    assert "of 100 cards predicted at" in lines[6]
    assert lines[-1] == ("Saved. 1 card updated. Undo: `quiz fit --undo`")
    with Desk.open() as desk:
        held = kept(desk.record)
    assert held is not None
    assert Fsrs6(held.values).weights != DEFAULT_WEIGHTS
    assert (held.model, held.reviews) == ("FSRS-6", 2_400)
    assert json.loads(held.report)["kept"] is True
    assert run("fit").out.endswith("These weights are already in use; nothing changed.\n")
    assert run("fit", "--undo").out == "Last fit undone.\n"
    with Desk.open() as desk:
        assert kept(desk.record) is None


def test_a_fit_that_is_not_kept_leaves_the_earlier_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged(monkeypatch, drawn_from(FORGETFUL, 300, seed=3))
    run("fit")
    logged(monkeypatch, [])
    assert run("fit").out.endswith(
        "are needed.\nThe previous fit stays in use. Undo: `quiz fit --undo`\n"
    )


def test_a_fit_is_told_in_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(monkeypatch, drawn_from(FORGETFUL, 300, seed=3))
    told = json.loads(run("fit", "--json").out)
    assert (told["kept"], told["reviews"], told["cards_changed"]) == (True, 2_400, 0)
    assert len(told["weights"]) == 21
    assert told["after"]["log_loss"] < told["before"]["log_loss"]
    assert json.loads(run("fit", "--undo", "--json").out) == {"undone": True}
    assert json.loads(run("fit", "--undo", "--json").out) == {"undone": False}


def test_predictors_are_compared_on_the_record(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.desk.statistics.review_table.asked_reviews", lambda desk: made_up())
    ran = run("fit", "--evaluate")
    assert (ran.status, ran.err) == (0, "")
    assert "predictor" in ran.out
    assert "FSRS-6, calibrated" in ran.out
    told = json.loads(run("fit", "--evaluate", "--json").out)
    assert next(line["name"] for line in told["other_days"]["predictors"]).startswith("FSRS-6")


def test_predictors_are_compared_on_a_file_or_standard_input(run: Run) -> None:
    text = csv_of(made_up()) + "\na,0,100\n"
    Path("log.csv").write_text(text, encoding="utf-8")
    ran = run("fit", "--evaluate", "--reviews", "log.csv")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("\nnote: left out: 1 row with rating 0\n")
    assert run("fit", "--evaluate", "--reviews", "-", lines=text).out == ran.out
    Path("log.csv").write_text(text, encoding="utf-16")
    assert run("fit", "--evaluate", "--reviews", "log.csv").out == ran.out


def test_too_few_reviews_are_not_compared(run: Run) -> None:
    out = run("fit", "--evaluate", "--reviews", "-", lines="card,rating,time\na,3,1\n").out
    assert out == (
        "1 review of 1 card\n"
        "\n"
        "Cards last reviewed on an earlier day: 0 scored; too few to compare\n"
        "\n"
        "Cards reviewed again on the same day: 0 scored; too few to compare\n"
    )


def test_a_bad_row_is_told_with_its_file_and_line(run: Run) -> None:
    text = csv_of([review("a", 7, 1)])
    Path("log.csv").write_text(text, encoding="utf-8")
    ran = run("fit", "--evaluate", "--reviews", "log.csv")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "quiz: log.csv: line 2: the rating must be 1 to 4, not '7'"
    ran = run("fit", "--evaluate", "--reviews", "-", lines=text)
    assert ran.err == "quiz: standard input: line 2: the rating must be 1 to 4, not '7'"
    assert "No such file" in run("fit", "--evaluate", "--reviews", "none.csv").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--undo", "--evaluate"), "can't be combined"),
        (("--reviews", "log.csv"), "--reviews needs --evaluate"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("fit", *arguments)
    assert ran.status == 2
    assert said in ran.err


def test_progress_is_shown_to_a_person_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProgressLine() as progress:
        progress.show("fitting")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with ProgressLine() as progress:
        progress.show("fitting")
        progress.show("scoring")
    assert capsys.readouterr().err.split("\r\x1b[K") == ["", "| fitting", "/ scoring", ""]


def test_the_real_log_gives_the_table_in_a_process_too(quiz: Callable[..., Ran]) -> None:
    files = sorted(CORPUS.glob("*/*.csv"))
    if not files:
        pytest.skip("the corpus does not lie beside the project")
    ran = quiz("fit", "--evaluate", "--reviews", str(files[0]))
    assert (ran.status, ran.err) == (0, "")
    assert "6,276 scored, 5,230 predicted, 81.9% recalled" in ran.out
    assert re.findall(r"^FSRS-6, (.+?) +(0\.44\d\d|0\.43\d\d) ", ran.out, re.MULTILINE) == [
        ("default weights", "0.4422"),
        ("plain fit", "0.4415"),
        ("safe fit", "0.4383"),
        ("calibrated", "0.4357"),
        ("calibrated, as lists show it", "0.4351"),
        ("safe fit, calibrated", "0.4354"),
    ]
