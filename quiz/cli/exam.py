"""`quiz exam`: a mock exam, timed, with no feedback until it is handed in."""

import click

from quiz.cli.options import json_option, plain_option, seed_option
from quiz.translation import _


@click.command("exam")
@click.argument("names", nargs=-1, metavar="[BANK|PAPER.yaml]...")
@click.option(
    "-n", "length", type=click.IntRange(1, 500), help=_("Number of questions (default: 20).")
)
@click.option(
    "--minutes", type=click.FloatRange(0, 10_000), help=_("Time limit in minutes; 0 for none.")
)
@click.option(
    "--extra-time",
    "factor",
    type=click.FloatRange(1, 10),
    help=_("Extra time: 1.25 gives a quarter more (default: as in your settings)."),
)
@click.option(
    "--behaviour",
    type=click.Choice(["deferred", "immediate", "tries", "adaptive", "certainty"]),
    help=_("When answers are graded (default: as in the exam paper, else deferred)."),
)
@seed_option
@click.option("--resume", is_flag=True, help=_("Resume the exam you left."))
@plain_option
@json_option
def command(
    names: tuple[str, ...],
    length: int | None,
    minutes: float | None,
    factor: float | None,
    behaviour: str | None,
    seed: int | None,
    resume: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Take a mock exam: you can change answers until you hand it in or time runs out.

    PAPER.yaml is an exam paper (docs/teaching.md). Without one, the exam has 20 questions from the
    banks, 90 seconds for each, and 50% to pass. Every answer counts as a review of its card.
    """
    from quiz.desk.exams.exam import ExamRequest, asked_exam, resumed_exam

    request = ExamRequest(
        names=names,
        length=length,
        minutes=minutes,
        factor=factor,
        behaviour=behaviour,
        seed=seed,
    )
    if not (plain or as_json):
        from quiz.cli.home import open_exam

        return open_exam(request, resumes=resume)
    from quiz.cli.exam_lines import run_exam_lines
    from quiz.cli.printed import opened_desk

    with opened_desk() as desk:
        exam = resumed_exam(desk) if resume else asked_exam(desk, request)
        desk.back_up()
        status = run_exam_lines(exam, as_json=as_json, is_resumed=resume)
    return 1 if desk.trouble else status
