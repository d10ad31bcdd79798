"""`quiz play`: a scored quiz."""

import click

from quiz.cleaning import clean_line
from quiz.cli.options import (
    banks_argument,
    json_option,
    kind_option,
    plain_option,
    seed_option,
    tag_option,
)
from quiz.desk.sittings.unfinished import unfinished_quizzes
from quiz.errors import QuizError
from quiz.study.request import Game, Mode, Request
from quiz.translation import _

_NEW_DUEL = "new"


@click.command("play")
@banks_argument
@click.option(
    "-n", "length", type=click.IntRange(1, 10_000), help=_("Number of questions (default: 20).")
)
@tag_option
@kind_option
@seed_option
@click.option(
    "--mode",
    "game",
    type=click.Choice([str(game) for game in Game]),
    default="classic",
    show_default=True,
    help=_("The game: see below."),
)
@click.option(
    "--duel",
    "rival",
    is_flag=False,
    flag_value=_NEW_DUEL,
    metavar="[CODE]",
    help=_("Play a duel: without a code you begin one."),
)
@click.option("--speed", is_flag=True, help=_("Quick answers score more, slow ones at least half."))
@click.option("--resume", is_flag=True, help=_("Resume the quiz you left."))
@click.option("--unfinished", is_flag=True, help=_("List unfinished quizzes, numbered."))
@plain_option
@json_option
def command(
    banks: tuple[str, ...],
    length: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    seed: int | None,
    game: str,
    rival: str | None,
    speed: bool,
    resume: bool,
    unfinished: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Play a scored quiz of 20 questions, or all of them if there are fewer.

    A new quiz starts unless you use --resume. BANK is a file, a folder, or a bank id.
    `--resume 2` goes on with the second quiz that `--unfinished` lists, `--resume capitals` with
    the newest of that bank, `--resume` with the newest of all.

    Games: sprint, two minutes; survival, three lives; ladder, fifteen questions from easy to hard;
    daily, the same ten questions today for all with the same banks; duel, ten questions that
    another player answers too, with the code that the first one gets at the end.
    """
    if unfinished:
        return _list_unfinished()
    played = Game.DUEL if rival else Game(game)
    if speed and played is not Game.CLASSIC:
        raise QuizError(_("--speed is for classic quizzes"))
    request = Request(
        mode=Mode.QUIZ,
        banks=banks,
        game=played,
        rival="" if rival in (None, _NEW_DUEL) else rival or "",
        speed=float(speed),
        length=length,
        tags=tags,
        kinds=kinds,
        seed=0 if seed is None else seed + 1,
    )
    if plain or as_json:
        from quiz.cli.line_mode import run_lines

        return run_lines(request, resumes=resume, as_json=as_json)
    from quiz.cli.home import open_app

    return open_app(request, resumes=resume)


def _list_unfinished() -> int:
    """List the quizzes that were left; the numbers are what `--resume` takes."""
    from quiz.cli.printed import opened_desk
    from quiz.desk.sittings.unfinished import unfinished_words

    with opened_desk() as desk:
        left = unfinished_quizzes(desk)
        for number, row in enumerate(left, 1):
            when = row.started_at.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")
            click.echo(f"{number}  {clean_line(unfinished_words(desk, row))}  {when}")
        if not left:
            click.echo(_("No unfinished quizzes."))
    return 0
