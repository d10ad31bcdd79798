"""Marks of a game or an assignment given again, after a key was wrong."""

from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.remarking import Remark, RemarkedMark, RemarkKind, after, changed_marks
from quiz.desk.classroom.work import Work
from quiz.desk.exams.exam import past_exam
from quiz.desk.exams.past import past_exams
from quiz.errors import QuizError
from quiz.items import Computed
from quiz.school.assignments import Assignment, Assignments
from quiz.school.classes import Classes
from quiz.school.games import GameRow, Games
from quiz.school.sql import Db
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.classroom.game import ClassGame
    from quiz.desk.desk import Desk


class Remarking(msgspec.Struct, frozen=True):
    """What a remark would change; `keep` does it."""

    title: str
    """Of the game or assignment."""
    marks: tuple[RemarkedMark, ...]
    """Everyone, with the marks before and after."""

    @property
    def changed(self) -> tuple[RemarkedMark, ...]:
        """Those whose marks change."""
        return changed_marks(self.marks)


def found_game(db: Db, name: str) -> GameRow | None:
    """Return a game by its code, id or title, the newest of several; None if there is none."""
    for row in Games(db).all():
        if name.casefold() in (row.code, row.id, row.title.casefold()):
            return row
    return None


def found_assignment(db: Db, name: str) -> Assignment | None:
    """Return an assignment by its id or title, whichever class has it; None if none has."""
    found: Assignment | None = None
    for row in Classes(db).all():
        for one in Assignments(db).of_class(row):
            if name.casefold() in (one.id, one.title.casefold()):
                found = one
    return found


def remark_game(
    desk: "Desk", db: Db, row: GameRow, question: str, remark: Remark, *, keeps: bool
) -> Remarking:
    """Mark the answers to a question of a game again.

    Args:
        desk: Whose banks have the key as it is now.
        db: The class store.
        row: The game; it must be over.
        question: Its number from 1, or the name of its card.
        remark: What is done about it.
        keeps: Whether that is kept, or only worked out.

    Raises:
        QuizError: The game still runs, or has no such question.
    """
    if row.ended_at is None:
        raise QuizError(_("the game is not over: end it, or use the host's page while it runs"))
    game = Games(db).read(row.id)
    assert game is not None
    place = _place(game, question)
    asked = game.questions[place]
    remark = with_key(desk, remark, asked.bank, asked.card)
    before = {player.id: game.points_of(player.id) for player in game.inside}
    changed = game.remark(place, remark)
    if keeps:
        Games(db).replace_marks(row.id, changed)
        Games(db).put_state(row.id, game.state, row.ended_at)
    return Remarking(
        row.title,
        tuple(
            RemarkedMark(name=one.name, before=before[one.id], after=game.points_of(one.id))
            for one in game.inside
        ),
    )


def _place(game: "ClassGame", question: str) -> int:
    if question.isascii() and question.isdigit() and 1 <= int(question) <= len(game.questions):
        return int(question) - 1
    for place, asked in enumerate(game.questions):
        if question in (asked.card, f"{asked.bank}/{asked.card}"):
            return place
    names = ", ".join(asked.card for asked in game.questions)
    words = _("no question {question!r}; there are: {names}")
    raise QuizError(words.format(question=question, names=names))


def with_key(desk: "Desk", remark: Remark, bank: str, card: str) -> Remark:
    """Return a remark with the question as its bank has it now, where it is marked by that.

    Raises:
        QuizError: The bank does not have it any more, or draws new numbers each time.
    """
    if remark.kind is not RemarkKind.KEY:
        return remark
    found = desk.library.item(bank, card)
    if found is None:
        words = _("{bank} has no question {card!r} any more; use --accept, --full or --drop")
        raise QuizError(words.format(bank=bank, card=card))
    if isinstance(found[0], Computed):
        raise QuizError(_("a computed question has other numbers each time; use --full or --drop"))
    return msgspec.structs.replace(remark, item=found[0])


def remark_assignment(
    desk: "Desk", db: Db, work: Work, assignment: Assignment, question: str, remark: Remark,
    *, keeps: bool,
) -> Remarking:  # fmt: skip
    """Mark the answers to a question of an assignment again.

    Args:
        desk: Whose banks have the key as it is now.
        db: The class store.
        work: The pupils' records.
        assignment: Which.
        question: The name of its card, with or without its bank.
        remark: What is done about it.
        keeps: Whether that is kept, or only worked out.

    Raises:
        QuizError: Nobody was asked such a question.
    """
    assignments = Assignments(db)
    handed = [one for one in assignments.attempts(assignment) if one.handed_at is not None]
    exams = []
    for attempt in handed:
        pupil = Classes(db).pupil(attempt.pupil)
        if pupil is not None:
            exams.append((pupil, attempt, work.exam(assignment, pupil, attempt)))
    asked = {
        f"{one.ref.bank}/{one.ref.card}" for _pupil, _attempt, exam in exams
        for one in exam.state.questions
    }  # fmt: skip
    key = next((one for one in asked if question in (one, one.partition("/")[2])), None)
    if key is None:
        names = ", ".join(sorted(one.partition("/")[2] for one in asked)) or "–"
        words = _("no question {question!r}; there are: {names}")
        raise QuizError(words.format(question=question, names=names))
    bank, _slash, card = key.partition("/")
    remark = with_key(desk, remark, bank, card)
    again = msgspec.structs.replace(assignment, remarks=after(assignment.remarks, key, remark))
    marks = []
    for pupil, attempt, exam in exams:
        done = work.marked(again, attempt, exam)
        marks.append(
            RemarkedMark(name=pupil.name, before=attempt.points or 0.0, after=done.points or 0.0)
        )
        if keeps:
            assignments.put(done)
    if keeps:
        assignments.put_remarks(assignment, again.remarks)
    return Remarking(assignment.title, tuple(marks))


def remark_exam(
    desk: "Desk", number: int, question: str, remark: Remark, *, keeps: bool
) -> Remarking:
    """Mark the answer to a question of one's own exam again.

    Args:
        desk: Whose record.
        number: Of the exam in `quiz results`, from 1.
        question: The question's number in the exam, or the name of its card.
        remark: What is done about it.
        keeps: Whether that is kept, or only worked out.

    Raises:
        QuizError: There is no such exam or question.
    """
    exams = past_exams(desk)
    exam = past_exam(desk, exams[number - 1].uid) if 1 <= number <= len(exams) else None
    if exam is None:
        raise QuizError(_("no such exam; there are {n}, see `quiz results`").format(n=len(exams)))
    asked = [f"{one.ref.bank}/{one.ref.card}" for one in exam.state.questions]
    if question.isascii() and question.isdigit() and 1 <= int(question) <= len(asked):
        key = asked[int(question) - 1]
    else:
        found = next((one for one in asked if question in (one, one.partition("/")[2])), None)
        if found is None:
            names = ", ".join(one.partition("/")[2] for one in asked)
            words = _("no question {question!r}; there are: {names}")
            raise QuizError(words.format(question=question, names=names))
        key = found
    bank, _slash, card = key.partition("/")
    remarks = after(exam.remarks, key, with_key(desk, remark, bank, card))
    before = exam.reckoned()
    if keeps:
        result = exam.remark(remarks)
    else:
        exam.remarks = remarks
        result = exam.reckoned()
    mark = RemarkedMark(name=exam.title, before=before.points, after=result.points)
    return Remarking(exam.title, (mark,))
