"""`quiz remark`: marks given again after a key was wrong."""

from collections.abc import Sequence
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, NamedTuple

import click

from quiz.cleaning import clean_line
from quiz.cli.classes import db_option, opened_store
from quiz.cli.printed import opened_desk
from quiz.errors import QuizError
from quiz.formats.csv_reading import MOST_BYTES
from quiz.items.wording import amount
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.classroom.remarking import Remark, RemarkedMark


@click.command("remark")
@click.argument("what", metavar="GAME|ASSIGNMENT|exam:N|KEY.json")
@click.argument("question", metavar="QUESTION")
@click.option("--accept", "accepted", multiple=True, metavar="TEXT",
              help=_("Count this answer as right too (repeatable)."))  # fmt: skip
@click.option("--full", is_flag=True, help=_("Give everyone who answered all of its points."))
@click.option("--drop", is_flag=True, help=_("Let it count for nobody."))
@click.option("--results", type=click.Path(), metavar="FILE",
              help=_("Of bubble sheets: the results of `quiz mark`, graded again."))  # fmt: skip
@click.option("--marks", type=click.Path(), metavar="FILE",
              help=_("Of bubble sheets: save everyone's points, percent and grade "
"here again."))  # fmt: skip
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@db_option
def command(
    what: str,
    question: str,
    accepted: tuple[str, ...],
    full: bool,
    drop: bool,
    results: str | None,
    marks: str | None,
    yes: bool,
    db: str,
) -> int:
    """Grade a question again for everyone, after its key was wrong.

    GAME is a game's code or title, ASSIGNMENT an assignment's id or title, exam:2 the second exam
    that `quiz results` lists; QUESTION is the question's id, or its number in a game or exam.
    KEY.json is the answer key of bubble sheets: what is done is kept in it, so that `quiz mark`
    grades by it too, and the files of --results and --marks are written again.
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
    if _is_key(what):
        return _remark_sheets(SheetSet(what, results, marks), question, remark, is_sure=yes)
    if results or marks:
        raise QuizError(_("--results and --marks are for the key of bubble sheets"))
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
            if not _is_wanted(again(keeps=False).changed, is_sure=yes):
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


def _is_wanted(changed: "Sequence[RemarkedMark]", *, is_sure: bool) -> bool:
    """Show old and new marks, and return whether they are to be kept."""
    if not changed:
        click.echo(_("No mark changes."))
    for mark in changed:
        click.echo(f"{clean_line(mark.name)}  {amount(mark.before)} → {amount(mark.after)}")
    count = len(changed)
    words = ngettext("Change {n} mark?", "Change {n} marks?", count).format(n=count)
    return is_sure or click.confirm(words)


def _is_key(what: str) -> bool:
    return what.lower().endswith(".json")


class SheetSet(NamedTuple):
    """Files of bubble sheets that were marked."""

    key: str
    """The answer key, written by `quiz print`."""
    results: str | None
    """What `quiz mark` wrote; None where that was not named."""
    marks: str | None
    """Where everyone's marks are to be; None for nowhere."""


def _remark_sheets(sheets: SheetSet, question: str, remark: "Remark", *, is_sure: bool) -> int:
    """Grade a question of bubble sheets again; returns the exit status."""
    from quiz.classroom.remarking import changed_marks
    from quiz.desk.classroom.remarking import with_key
    from quiz.formats.printed import answer_key
    from quiz.formats.printed.mixed import marks_table
    from quiz.formats.printed.regrading import changes, found_name, mixed_of, regraded, with_remark
    from quiz.formats.results.own import file_of, to_csv, to_json
    from quiz.library.files import read
    from quiz.library.writing import write_files

    if sheets.results is None:
        raise QuizError(_("name the results of `quiz mark` with --results"))
    old = answer_key.decode(read(sheets.key, most=MOST_BYTES + 1), source=sheets.key)
    before = file_of(read(sheets.results, most=MOST_BYTES + 1), sheets.results)
    name = found_name(old, question)
    with opened_desk() as desk:
        bank, _slash, card = name.partition("/")
        beside = Path(sheets.key).with_name(f"{bank}.yaml")
        if bank not in desk.library.entries and beside.is_file():
            desk.library.opened([str(beside)])
        key = with_remark(old, name, with_key(desk, remark, bank, card))
    now = regraded(before, old, key, name)
    if not _is_wanted(changed_marks(changes(before, now)), is_sure=is_sure):
        return 1
    is_json = sheets.results.lower().endswith(".json")
    files = {
        Path(sheets.key): answer_key.encode(key),
        Path(sheets.results): to_json(now) if is_json else to_csv(now),
    }
    if sheets.marks is not None:
        files[Path(sheets.marks)] = marks_table(mixed_of(now, key), key.grades)
    write_files(files, force=True)
    return 0
