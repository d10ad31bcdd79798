"""`quiz serve`: a live game for a class."""

import click

from quiz.classroom.rules import ClassMode, GameRules
from quiz.cleaning import clean_line
from quiz.cli.options import banks_argument, kind_option, plain_option, seed_option, tag_option
from quiz.desk.classroom.hosting import HostRequest, hosted
from quiz.errors import QuizError
from quiz.translation import _

_PORT = 8765
_MOST_TEAMS = 12


@click.command("serve")
@banks_argument
@click.option(
    "-n", "length", type=click.IntRange(1, 200), help=_("Number of questions (default: 20).")
)
@tag_option
@kind_option
@seed_option
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in ClassMode]),
    default="classic",
    show_default=True,
    help=_("How it is played: see below."),
)
@click.option("--teams", metavar="NAMES", help=_("Names of the teams, separated by commas."))
@click.option(
    "--seconds",
    type=click.IntRange(0, 3600),
    default=30,
    show_default=True,
    help=_("Time for a question that says none itself; 0 for no limit."),
)
@click.option("--no-points", is_flag=True, help=_("Count right answers, whatever their time."))
@click.option("--no-board", is_flag=True, help=_("Show no ranking."))
@click.option("--same-order", is_flag=True, help=_("Show everyone the options in the same order."))
@click.option("--cap", type=click.IntRange(1, 2000), default=60, show_default=True,
              help=_("How many may join."))  # fmt: skip
@click.option("--lan", is_flag=True, help=_("Serve this network, over plain http."))
@click.option("--host", metavar="ADDRESS", default="", help=_("Listen at this address."))
@click.option("--port", type=click.IntRange(1, 65_535), default=_PORT, show_default=True,
              help=_("Listen at this port."))  # fmt: skip
@click.option("--behind-proxy", metavar="URL", default="",
              help=_("The address by which pupils reach the proxy before it."))  # fmt: skip
@click.option("--cert", metavar="FILE", default="", help=_("Certificate for https."))
@click.option("--key", metavar="FILE", default="", help=_("Key of the certificate."))
@click.option("--db", metavar="URL", default="",
              help=_("Keep the game there: a file, or postgresql://…"))  # fmt: skip
@click.option("--class", "class_name", metavar="NAME", default="",
              help=_("Serve this class: its pupils sign in with their PINs."))  # fmt: skip
@click.option("--resume", is_flag=True, help=_("Take up the game that was running last."))
@plain_option
def command(
    banks: tuple[str, ...],
    length: int | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    seed: int | None,
    mode: str,
    teams: str | None,
    seconds: int,
    no_points: bool,
    no_board: bool,
    same_order: bool,
    cap: int,
    lan: bool,
    host: str,
    port: int,
    behind_proxy: str,
    cert: str,
    key: str,
    db: str,
    class_name: str,
    resume: bool,
    plain: bool,
) -> int:
    """Play a live game with a class, who answer on phones, in browsers or in terminals.

    BANK is a file, a folder or a bank id, or an exam paper. Pupils open the address that is shown,
    type the code and a name, and answer; `/board/CODE` is for the projector.

    Modes: classic, all answer at the same time; teams, the same, ranked by the mean of a team;
    two-votes, answer, talk, answer again; own-pace, everyone goes through the questions alone.

    Without --lan only this machine can open the page. Everything that is answered is kept: a
    server that was killed continues with --resume.

    With --class the pupils of a class sign in and sit what `quiz assign` gave them; with a bank as
    well they may join the game from there. Names and PINs need https: `--cert`, or a proxy.
    """
    from contextlib import ExitStack
    from random import randrange

    from quiz.cli.classes import store_of
    from quiz.cli.line_choice import has_terminal
    from quiz.cli.printed import opened_desk
    from quiz.web.school import School
    from quiz.web.server import (
        PlaceRequest,
        begun,
        check_port,
        place_of,
        require_extra,
        resumed,
    )

    require_extra()
    place = place_of(
        PlaceRequest(lan=lan, host=host, port=port, behind_proxy=behind_proxy, certificate=cert,
                     key=key)
    )  # fmt: skip
    if class_name and not (place.is_secure or place.host.startswith("127.")):
        raise QuizError(
            _("names and PINs of a class need https: --cert and --key, or --behind-proxy")
        )
    check_port(place)
    drawn_seed = randrange(1, 1_000_000) if seed is None else seed + 1
    with opened_desk() as desk, ExitStack() as stack:
        store = store_of(desk, db)
        school = None
        if class_name:
            school = School(store, class_name, desk.places)
            stack.callback(school.close)
        started = None
        if resume:
            started = stack.enter_context(resumed(store, most_players=cap))
        elif banks or not class_name:
            asked = HostRequest(names=banks, length=length, tags=tags, kinds=kinds, seed=drawn_seed)
            game = hosted(desk, asked)
            for note in game.notes:
                click.echo(f"quiz: {clean_line(note)}", err=True)
            rules = GameRules(
                mode=ClassMode(mode),
                seconds=float(seconds),
                has_points=not no_points,
                has_board=not no_board,
                shuffles=not same_order,
                seed=drawn_seed,
                teams=_teams(ClassMode(mode), teams),
            )
            started = stack.enter_context(
                begun(store, game.title, game.questions, rules, most_players=cap,
                      class_name=class_name)
            )  # fmt: skip
        if plain or not has_terminal():  # as on a server
            from quiz.cli.serve_lines import host_in_lines

            return host_in_lines(started, place, school)
        from quiz.desk.preferences import theme_of
        from quiz.ui.serve_app import run_cockpit  # as Textual costs 190 ms

        return run_cockpit(
            started, place, school, config=desk.config, theme=theme_of(desk), log=desk.places.log
        )


def _teams(mode: ClassMode, names: str | None) -> tuple[str, ...]:
    """Return the names of the teams.

    Raises:
        QuizError: They are missing, or not wanted.
    """
    found = tuple(dict.fromkeys(clean_line(name).strip() for name in (names or "").split(",")))
    found = tuple(name for name in found if name)
    if mode is not ClassMode.TEAMS:
        if found:
            raise QuizError(_("--teams is for --mode teams"))
        return ()
    if not 2 <= len(found) <= _MOST_TEAMS:
        raise QuizError(_("name the teams: --teams Red,Blue"))
    return found
