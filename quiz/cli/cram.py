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


@click.command("cram")
@banks_argument
@click.option("-n", "length", type=click.IntRange(1, 10_000), help="How many questions (20).")
@click.option("--mistakes", is_flag=True, help="Only what was answered wrong in two weeks.")
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
    """Practise without any effect on when cards come back.

    What is wrong comes back in the sitting until it is right. BANK is a file, a folder, or a
    bank's id; without one all banks are meant.
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
