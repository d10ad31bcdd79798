"""`quiz remark`: marks given again after a key was wrong."""

from time import time

import click

from quiz.cleaning import clean_line
from quiz.cli.classes import db_option, opened_store
from quiz.cli.printed import opened_desk
from quiz.errors import QuizError
from quiz.items.wording import amount
from quiz.translation import _, ngettext


@click.command("remark")
@click.argument("what", metavar="GAME|ASSIGNMENT|exam:N")
@click.argument("question", metavar="QUESTION")
@click.option("--accept", "accepted", multiple=True, metavar="TEXT",
              help=_("Count this answer as right too (repeatable)."))  # fmt: skip
@click.option("--full", is_flag=True, help=_("Give everyone who answered all of its points."))
@click.option("--drop", is_flag=True, help=_("Let it count for nobody."))
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@db_option
def command(
    what: str,
    question: str,
    accepted: tuple[str, ...],
    full: bool,
    drop: bool,
    yes: bool,
    db: str,
) -> int:
    """Grade a question again for everyone, after its key was wrong.

    GAME is a game's code or title, ASSIGNMENT an assignment's id or title, exam:2 the second exam
    that `quiz results` lists; QUESTION is the question's id, or its number in a game or exam.
    Without an option the answers are graded by the question as its bank has it now. Old and new
    marks are shown before anything is changed.
    """
    from quiz.classroom.remarking import Remark, RemarkKind
    from quiz.desk.classroom.remarking import (
        Remarking,
        found_assignment,
        found_game,
        remark_assignment,
        remark_exam,
        remark_game,
    )
    from quiz.desk.classroom.work import Work, pupils_folder
    from quiz.school.assignments import Assignments

    if sum((bool(accepted), full, drop)) > 1:
        raise QuizError(_("choose one of --accept, --full and --drop"))
    kind = (
        RemarkKind.DROP if drop else RemarkKind.FULL if full
        else RemarkKind.ACCEPT if accepted else RemarkKind.KEY
    )  # fmt: skip
    remark = Remark(kind=kind, accept=accepted)
    with opened_desk() as desk, opened_store(desk, db) as store:
        exam = _exam_number(what)
        assignment = None if exam is not None else found_assignment(store, what)
        game = None if assignment is not None or exam is not None else found_game(store, what)
        work = Work(pupils_folder(desk.places), desk.places, Assignments(store), time)

        def again(*, keeps: bool) -> Remarking:
            if exam is not None:
                return remark_exam(desk, exam, question, remark, keeps=keeps)
            if assignment is not None:
                return remark_assignment(
                    desk, store, work, assignment, question, remark, keeps=keeps
                )
            if game is None:
                raise QuizError(_("no game or assignment {name!r}").format(name=what))
            return remark_game(desk, store, game, question, remark, keeps=keeps)

        try:
            found = again(keeps=False)
            if not found.changed:
                click.echo(_("No mark changes."))
            for mark in found.changed:
                marks = f"{amount(mark.before)} → {amount(mark.after)}"
                click.echo(f"{clean_line(mark.name)}  {marks}")
            count = len(found.changed)
            words = ngettext("Change {n} mark?", "Change {n} marks?", count).format(n=count)
            if not yes and not click.confirm(words):
                return 1
            again(keeps=True)
        finally:
            work.close()
    return 0


def _exam_number(what: str) -> int | None:
    """Return the number in `exam:N`; None for a game or an assignment."""
    word, colon, number = what.partition(":")
    is_exam = word.casefold() == "exam" and colon and number.isascii() and number.isdigit()
    return int(number) if is_exam and len(number) < 6 else None
