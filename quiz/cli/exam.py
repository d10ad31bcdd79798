"""`quiz exam`: a mock exam, timed, with no feedback until it is handed in."""

import click

from quiz.cli.options import json_option, plain_option, seed_option


@click.command("exam")
@click.argument("names", nargs=-1, metavar="[BANK|PAPER.yaml]...")
@click.option("-n", "length", type=click.IntRange(1, 500), help="How many questions (20).")
@click.option("--minutes", type=click.FloatRange(0, 10_000), help="Time; 0 is none.")
@click.option(
    "--extra-time",
    "factor",
    type=click.FloatRange(1, 10),
    help="1.25 gives a quarter more time than the paper; else as your settings say.",
)
@click.option(
    "--behaviour",
    type=click.Choice(["deferred", "immediate", "tries", "adaptive", "certainty"]),
    help="How questions answer back; deferred is usual.",
)
@seed_option
@click.option("--resume", is_flag=True, help="Go on with the exam that was left.")
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
    """Sit an exam: a clock, answers that can be changed until all is handed in, then a result.

    PAPER.yaml is a paper with a blueprint (docs/teaching.md); without one, 20 questions of the
    banks are drawn, with a minute and a half for each, and half of the points pass. Every answer
    counts as a review of its card.
    """
    from quiz.desk.open_exam import ExamRequest, asked_exam, resumed_exam

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
