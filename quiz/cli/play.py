"""`quiz play`: a scored quiz."""

import click

from quiz.cli.options import (
    banks_argument,
    json_option,
    kind_option,
    plain_option,
    seed_option,
    tag_option,
)
from quiz.study.request import Game, Mode, Request


@click.command("play")
@banks_argument
@click.option("-n", "length", type=click.IntRange(1, 10_000), help="How many questions (20).")
@tag_option
@kind_option
@seed_option
@click.option(
    "--mode",
    "game",
    type=click.Choice([str(game) for game in Game]),
    default="classic",
    show_default=True,
    help="sprint: two minutes. survival: three lives.",
)
@click.option("--resume", is_flag=True, help="Go on with the quiz that was left.")
@plain_option
@json_option
def command(
    banks: tuple[str, ...],
    length: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    seed: int | None,
    game: str,
    resume: bool,
    plain: bool,
    as_json: bool,
) -> int:
    """Play a scored quiz of N questions: 20, or all if there are fewer.

    It starts anew unless --resume is given. BANK is a file, a folder, or a bank's id.
    """
    request = Request(
        mode=Mode.QUIZ,
        banks=banks,
        game=Game(game),
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
