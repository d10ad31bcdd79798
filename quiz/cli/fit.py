"""`quiz fit`: the memory model fitted to the learner."""

import sys
from typing import TYPE_CHECKING

import click

from quiz.cli.printed import opened_desk, print_json
from quiz.desk.care.weights import kept, logged, undo_fit, use_weights
from quiz.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.memory.prediction.evaluation import Comparison, Evaluation
    from quiz.memory.prediction.fitting import FitReport
    from quiz.memory.prediction.log import LoggedReview
    from quiz.memory.prediction.scores import Scores

_FOUR_AM_S = 4 * 3600
_DAY_S = 86_400


@click.command("fit")
@click.option("--undo", is_flag=True, help="Undo the last fit.")
@click.option(
    "--evaluate",
    is_flag=True,
    help="Compare how well different models predict your answers; change nothing.",
)
@click.option(
    "--reviews",
    "file",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE.csv",
    help="With --evaluate: another review history (CSV; - for standard input).",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(undo: bool, evaluate: bool, file: str | None, as_json: bool) -> int:
    """Fit the memory model to your answers.

    The fit is kept only if weights fitted to your older reviews predict your newer reviews better
    than the default weights. From its next review on, each card is then due when you are about to
    forget it, not when an average learner is.
    """
    if undo and evaluate:
        raise click.UsageError("--undo and --evaluate can't be combined")
    if file is not None and not evaluate:
        raise click.UsageError("--reviews needs --evaluate")
    if undo:
        return _undo(as_json)
    if evaluate:
        return _evaluate(file, as_json)
    return _fit(as_json)


def _fit(as_json: bool) -> int:
    from quiz.desk.care.fit_process import fit_apart
    from quiz.desk.care.weights import fitted

    with opened_desk(saves=True) as desk:
        with _Progress() as progress:
            report = fit_apart(logged(desk.record), progress.show)
            changed = 0
            if report.kept:
                progress.show("updating your cards")
                changed = use_weights(desk, fitted(report))
        earlier = kept(desk.record)
    if as_json:
        import msgspec

        print_json({**msgspec.to_builtins(report), "cards_changed": changed})
        return 0
    _print_report(report)
    if report.kept and not changed:
        click.echo("These weights are already in use; nothing changed.")
    elif report.kept:
        cards = "1 card" if changed == 1 else f"{changed:,} cards"
        click.echo(f"Saved. {cards} updated. Undo: `quiz fit --undo`")
    elif earlier is not None:
        click.echo("The previous fit stays in use. Undo: `quiz fit --undo`")
    return 0


def _undo(as_json: bool) -> int:
    with opened_desk(saves=True) as desk:
        undone = undo_fit(desk)
    if as_json:
        print_json({"undone": undone})
    elif undone:
        click.echo("Last fit undone.")
    else:
        click.echo("No fit to undo.")
    return 0


def _evaluate(file: str | None, as_json: bool) -> int:
    import msgspec

    from quiz.desk.care.fit_process import evaluate_apart

    reviews, notes = _reviews(file)
    with _Progress() as progress:
        evaluation = evaluate_apart(reviews, progress.show)
    evaluation = msgspec.structs.replace(evaluation, notes=(*notes, *evaluation.notes))
    if as_json:
        print_json(msgspec.to_builtins(evaluation))
    else:
        _print_evaluation(evaluation)
    return 0


def _reviews(file: str | None) -> "tuple[Sequence[LoggedReview], list[str]]":
    """Return the reviews to go by, and what to say of them."""
    from quiz.memory.prediction.log import read_reviews

    if file is None:
        with opened_desk() as desk:
            return logged(desk.record), []
    try:
        # The zone of whoever reviewed is unknown; UTC gives the same figures everywhere.
        read = read_reviews(_text(file), lambda at_s: int((at_s - _FOUR_AM_S) // _DAY_S))
    except QuizError as error:
        raise QuizError(f"{_shown(file)}: {error}") from error
    counts = ((read.manual, "with rating 0"), (read.repeated, "that are duplicates"))
    notes = [f"left out: {_rows(count)} {what}" for count, what in counts if count]
    return read.reviews, notes


def _text(file: str) -> str:
    """Return a file's text; it may be UTF-16, as spreadsheets write it."""
    from quiz.formats.csv_reading import decoded

    try:
        with click.open_file(file, "rb") as stream:
            data: bytes = stream.read()
    except OSError as error:
        raise QuizError(error.strerror or str(error)) from error
    return decoded(data, _shown(file))


def _shown(file: str) -> str:
    return "standard input" if file == "-" else file


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


class _Progress:
    """A line on standard error that says what is being done, if a person is there to see it."""

    SIGNS = "|/-\\"

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._count = 0

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def show(self, words: str) -> None:
        """Show some words, with a sign that turns."""
        if self._shown:
            sign = self.SIGNS[self._count % len(self.SIGNS)]
            self._count += 1
            click.echo(f"\r\x1b[K{sign} {words}", nl=False, err=True)


def _print_report(report: "FitReport") -> None:
    verdict = "" if report.kept else "Not saved: "
    reason = report.reason if verdict else report.reason[:1].upper() + report.reason[1:]
    click.echo(f"{verdict}{reason}.")
    if report.before is None or report.after is None:
        return
    click.echo(f"\nTested on the last {report.before.reviews:,} of {report.reviews:,} reviews:")
    click.echo(f"{'':16}  {'log loss':>8}  {'RMSE (bins)':>11}  {'calibration error':>17}")
    for name, scores in (("default weights", report.before), ("fitted weights", report.after)):
        click.echo(
            f"{name:16}  {_four(scores.log_loss):>8}  {_four(scores.rmse_bins):>11}"
            f"  {_four(scores.ece):>17}"
        )
    click.echo(f"Default weights: {_calibration_words(report.before)}.")
    click.echo(f"Fitted weights: {_calibration_words(report.after)}.\n")


def _calibration_words(scores: "Scores") -> str:
    """Return what the commonest chance given was worth, by 100 cards."""
    part = max(scores.calibration, key=lambda part: part.reviews)
    return (
        f"of 100 cards predicted at {part.predicted:.0%}, "
        f"{round(100 * part.recalled)} were recalled ({part.reviews:,} reviews)"
    )


def _print_evaluation(evaluation: "Evaluation") -> None:
    reviews = "1 review" if evaluation.reviews == 1 else f"{evaluation.reviews:,} reviews"
    cards = "1 card" if evaluation.cards == 1 else f"{evaluation.cards:,} cards"
    click.echo(f"{reviews} of {cards}")
    for title, part in (
        ("Cards last reviewed on an earlier day", evaluation.other_days),
        ("Cards reviewed again on the same day", evaluation.same_day),
    ):
        click.echo()
        _print_part(title, part)
    if evaluation.notes:
        click.echo()
    for note in evaluation.notes:
        click.echo(f"note: {note}")


def _print_part(title: str, part: "Comparison") -> None:
    if part.recalled is None:
        click.echo(f"{title}: {part.scored} scored; too few to compare")
        return
    click.echo(
        f"{title}: {part.scored:,} scored, {part.tested:,} predicted, {part.recalled:.1%} recalled"
    )
    width = max(len(line.name) for line in part.predictors)
    click.echo(f"{'predictor':{width}}  log loss  RMSE (bins)     AUC     ECE")
    for line in part.predictors:
        scores = line.scores
        click.echo(
            f"{line.name:{width}}  {_four(scores.log_loss):>8}  {_four(scores.rmse_bins):>11}"
            f"  {_four(scores.auc):>6}  {_four(scores.ece):>6}"
        )


def _four(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
