"""`quiz cram`: practice that leaves the schedule alone."""

import click

from quiz.cli.options import (
    banks_argument,
    json_option,
    kind_option,
    plain_option,
    seed_option,
    tag_option,
)
from quiz.study.request import Mode, Request
from quiz.translation import _


@click.command("cram")
@banks_argument
@click.option(
    "-n", "length", type=click.IntRange(1, 10_000), help=_("Number of questions (default: 20).")
)
@click.option(
    "--mistakes", is_flag=True, help=_("Only questions you got wrong in the last two weeks.")
)
@tag_option
@kind_option
@seed_option
@plain_option
@json_option
def command(
    banks: tuple[str, ...],
    length: int | None,
    mistakes: bool,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    seed: int | None,
    plain: bool,
    as_json: bool,
) -> int:
    """Practise without changing your schedule.

    Questions you get wrong come back until you get them right. BANK is a file, a folder, or a bank
    id; without one, all banks are used.
    """
    request = Request(
        mode=Mode.CRAM,
        banks=banks,
        length=length,
        mistakes=mistakes,
        tags=tags,
        kinds=kinds,
        seed=0 if seed is None else seed + 1,
    )
    if plain or as_json:
        from quiz.cli.line_mode import run_lines

        return run_lines(request, as_json=as_json)
    from quiz.cli.home import open_app

    return open_app(request)
