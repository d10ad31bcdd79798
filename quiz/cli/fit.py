"""`quiz fit`: the memory model fitted to the learner."""

from typing import TYPE_CHECKING

import click

from quiz.cli.printed import opened_desk, print_json
from quiz.cli.progress import ProgressLine
from quiz.cli.tables import TableColumn, table
from quiz.desk.care.weights import kept, logged, undo_fit, use_weights
from quiz.errors import QuizError, reason_of
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.memory.prediction.evaluation import Comparison, Evaluation
    from quiz.memory.prediction.fitting import FitReport
    from quiz.memory.prediction.log import LoggedReview
    from quiz.memory.prediction.scores import Scores

_FOUR_AM_S = 4 * 3600
_DAY_S = 86_400


@click.command("fit")
@click.option("--undo", is_flag=True, help=_("Undo the last fit."))
@click.option(
    "--evaluate",
    is_flag=True,
    help=_("Compare how well different models predict your answers; change nothing."),
)
@click.option(
    "--reviews",
    "file",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE.csv",
    help=_("With --evaluate: another review history (CSV; - for standard input)."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(undo: bool, evaluate: bool, file: str | None, as_json: bool) -> int:
    """Fit the memory model to your answers.

    The fit is kept only if weights fitted to your older reviews predict your newer reviews better
    than the default weights. From its next review on, each card is then due when you are about to
    forget it, not when an average learner is.
    """
    if undo and evaluate:
        raise click.UsageError(_("--undo and --evaluate can't be combined"))
    if file is not None and not evaluate:
        raise click.UsageError(_("--reviews needs --evaluate"))
    if undo:
        return _undo(as_json)
    if evaluate:
        return _evaluate(file, as_json)
    return _fit(as_json)


def _fit(as_json: bool) -> int:
    from quiz.desk.care.fit_process import fit_apart
    from quiz.desk.care.weights import fitted

    with opened_desk(saves=True) as desk:
        with ProgressLine() as progress:
            report = fit_apart(logged(desk.record), progress.show)
            changed = 0
            if report.kept:
                progress.show(_("updating your cards"))
                changed = use_weights(desk, fitted(report))
        earlier = kept(desk.record)
    if as_json:
        import msgspec

        print_json({**msgspec.to_builtins(report), "cards_changed": changed})
        return 0
    _print_report(report)
    if report.kept and not changed:
        click.echo(_("These weights are already in use; nothing changed."))
    elif report.kept:
        words = ngettext(
            "Saved. {n:,} card updated. Undo: `quiz fit --undo`",
            "Saved. {n:,} cards updated. Undo: `quiz fit --undo`",
            changed,
        )
        click.echo(words.format(n=changed))
    elif earlier is not None:
        click.echo(_("The previous fit stays in use. Undo: `quiz fit --undo`"))
    return 0


def _undo(as_json: bool) -> int:
    with opened_desk(saves=True) as desk:
        undone = undo_fit(desk)
    if as_json:
        print_json({"undone": undone})
    elif undone:
        click.echo(_("Last fit undone."))
    else:
        click.echo(_("No fit to undo."))
    return 0


def _evaluate(file: str | None, as_json: bool) -> int:
    import msgspec

    from quiz.desk.care.fit_process import evaluate_apart

    reviews, notes = _reviews(file)
    with ProgressLine() as progress:
        evaluation = evaluate_apart(reviews, progress.show)
    evaluation = msgspec.structs.replace(evaluation, notes=(*notes, *evaluation.notes))
    if as_json:
        print_json(msgspec.to_builtins(evaluation))
    else:
        _print_evaluation(evaluation)
    return 0


def _reviews(file: str | None) -> "tuple[Sequence[LoggedReview], list[str]]":
    """Return the reviews to go by, and what to say of them."""
    from quiz.desk.care.review_log import read_reviews

    if file is None:
        from quiz.desk.statistics.review_table import asked_reviews

        with opened_desk() as desk:
            return asked_reviews(desk), []
    try:
        # The zone of whoever reviewed is unknown; UTC gives the same figures everywhere.
        read = read_reviews(_text(file), lambda at_s: int((at_s - _FOUR_AM_S) // _DAY_S))
    except QuizError as error:
        raise QuizError(f"{_shown(file)}: {error}") from error
    manual = ngettext(
        "left out: {n:,} row with rating 0", "left out: {n:,} rows with rating 0", read.manual
    )
    repeated = ngettext(
        "left out: {n:,} row that is a duplicate",
        "left out: {n:,} rows that are duplicates",
        read.repeated,
    )
    notes = ((read.manual, manual), (read.repeated, repeated))
    return read.reviews, [words.format(n=count) for count, words in notes if count]


def _text(file: str) -> str:
    """Return a file's text; it may be UTF-16, as spreadsheets write it."""
    from quiz.formats.csv_reading import decoded

    try:
        with click.open_file(file, "rb") as stream:
            data: bytes = stream.read()
    except OSError as error:
        raise QuizError(reason_of(error)) from error
    return decoded(data, _shown(file))


def _shown(file: str) -> str:
    return _("standard input") if file == "-" else file


def _print_report(report: "FitReport") -> None:
    if report.kept:
        click.echo(f"{report.reason[:1].upper()}{report.reason[1:]}.")
    else:
        click.echo(_("Not saved: {reason}.").format(reason=report.reason))
    if report.before is None or report.after is None:
        return
    words = ngettext(
        "Tested on the last {tested:,} of {n:,} review:",
        "Tested on the last {tested:,} of {n:,} reviews:",
        report.reviews,
    )
    click.echo()
    click.echo(words.format(tested=report.before.reviews, n=report.reviews))
    heads = (_("log loss"), _("RMSE (bins)"), _("calibration error"))
    named = ((_("default weights"), report.before), (_("fitted weights"), report.after))
    rows = [
        (name, _four(one.log_loss), _four(one.rmse_bins), _four(one.ece)) for name, one in named
    ]
    for line in table([TableColumn("", 16, is_text=True), *map(TableColumn, heads)], rows):
        click.echo(line)
    words = _("Default weights: {what}.")
    click.echo(words.format(what=_calibration_words(report.before)))
    words = _("Fitted weights: {what}.")
    click.echo(words.format(what=_calibration_words(report.after)))
    click.echo()


def _calibration_words(scores: "Scores") -> str:
    """Return what the commonest chance given was worth, by 100 cards."""
    part = max(scores.calibration, key=lambda part: part.reviews)
    words = ngettext(
        "of 100 cards predicted at {predicted:.0%}, {recalled} were recalled ({n:,} review)",
        "of 100 cards predicted at {predicted:.0%}, {recalled} were recalled ({n:,} reviews)",
        part.reviews,
    )
    recalled = round(100 * part.recalled)
    return words.format(predicted=part.predicted, recalled=recalled, n=part.reviews)


def _print_evaluation(evaluation: "Evaluation") -> None:
    reviews = ngettext("{n:,} review", "{n:,} reviews", evaluation.reviews)
    cards = ngettext("{n:,} card", "{n:,} cards", evaluation.cards)
    click.echo(
        _("{reviews} of {cards}").format(
            reviews=reviews.format(n=evaluation.reviews), cards=cards.format(n=evaluation.cards)
        )
    )
    for title, part in (
        (_("Cards last reviewed on an earlier day"), evaluation.other_days),
        (_("Cards reviewed again on the same day"), evaluation.same_day),
    ):
        click.echo()
        _print_part(title, part)
    if evaluation.notes:
        click.echo()
    for note in evaluation.notes:
        click.echo(_("note: {what}").format(what=note))


def _print_part(title: str, part: "Comparison") -> None:
    if part.recalled is None:
        click.echo(
            _("{title}: {scored} scored; too few to compare").format(
                title=title, scored=part.scored
            )
        )
        return
    words = _("{title}: {scored:,} scored, {tested:,} predicted, {recalled:.1%} recalled")
    click.echo(
        words.format(title=title, scored=part.scored, tested=part.tested, recalled=part.recalled)
    )
    heads = (_("log loss"), _("RMSE (bins)"), _("AUC"), _("ECE"))
    scored = [(_(one.name), one.scores) for one in part.predictors]
    rows = [
        (name, _four(one.log_loss), _four(one.rmse_bins), _four(one.auc), _four(one.ece))
        for name, one in scored
    ]
    for line in table([TableColumn(_("predictor"), is_text=True), *map(TableColumn, heads)], rows):
        click.echo(line)


def _four(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
