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
from quiz.study.two_players import TwoRequest, read_names
from quiz.translation import _

_NEW_DUEL = "new"
_TWO = "two"
"""A game that is no sitting: nothing of it is kept."""


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
    type=click.Choice([*map(str, Game), _TWO]),
    default="classic",
    show_default=True,
    help=_("The game: see below."),
)
@click.option(
    "--duel",
    "rival",
    is_flag=False,
    flag_value=_NEW_DUEL,
    metavar="[CODE|FILE]",
    help=_("Play a duel: without a code or a file of it you begin one."),
)
@click.option(
    "--save",
    metavar="FILE",
    help=_("With --duel and --plain: save the duel for the other player to a file."),
)
@click.option(
    "--names", metavar="NAMES", help=_("Both players of --mode two, separated by a comma.")
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
    save: str | None,
    names: str | None,
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
    another player answers too, with the code that the first one gets at the end; two, for two
    players at one keyboard, of whom who buzzes first answers.
    """
    if unfinished:
        return _list_unfinished()
    if game == _TWO:
        if rival or speed or resume:
            raise QuizError(_("two players have no duel, speed or resume"))
        two = TwoRequest(
            names=read_names(names or ""),
            banks=banks,
            tags=tags,
            kinds=kinds,
            length=length,
            seed=0 if seed is None else seed + 1,
        )
        return _play_for_two(two, in_lines=plain or as_json, as_json=as_json)
    if names is not None:
        raise QuizError(_("--names is for --mode two"))
    played = Game.DUEL if rival else Game(game)
    _check_save(save, played, in_lines=plain or as_json)
    if speed and played is not Game.CLASSIC:
        raise QuizError(_("--speed is for classic quizzes"))
    request = Request(
        mode=Mode.QUIZ,
        banks=banks,
        game=played,
        rival=_code_of(rival),
        speed=float(speed),
        length=length,
        tags=tags,
        kinds=kinds,
        seed=0 if seed is None else seed + 1,
    )
    if plain or as_json:
        from quiz.cli.line_mode import run_lines

        return run_lines(request, resumes=resume, as_json=as_json, save_to=save)
    from quiz.cli.home import open_app

    return open_app(request, resumes=resume)


def _code_of(rival: str | None) -> str:
    """Return the code of a duel that is answered; empty for a new one."""
    if rival in (None, _NEW_DUEL):
        return ""
    from quiz.desk.sittings.duel_file import duel_code

    return duel_code(str(rival))


def _check_save(save: str | None, game: Game, *, in_lines: bool) -> None:
    """Refuse to save what is no duel, or what the app saves by a key.

    Raises:
        QuizError: It is to be saved anyway, or the file is there already.
    """
    if save is None:
        return
    if game is not Game.DUEL:
        raise QuizError(_("--save is for duels"))
    if not in_lines:
        raise QuizError(_("--save needs --plain or --json; in the app, w on the result saves"))
    from pathlib import Path

    from quiz.library.writing import check_free

    check_free([Path(save).expanduser()])


def _play_for_two(asked: TwoRequest, *, in_lines: bool, as_json: bool) -> int:
    """Let two play at one keyboard."""
    if in_lines:
        from quiz.cli.two_lines import run_two

        return run_two(asked, as_json=as_json)
    from quiz.cli.home import open_for_two

    return open_for_two(asked)


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
