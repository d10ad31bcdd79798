"""Marks of a class: for each pupil the best attempt at each assignment."""

import msgspec

from quiz.classroom.game import ClassGame
from quiz.items.wording import amount
from quiz.school.assignments import Assignment, AssignmentAttempt, Assignments
from quiz.school.classes import Classes, ClassRow, Pupil
from quiz.translation import _


class GradeCell(msgspec.Struct, frozen=True, kw_only=True):
    """What a pupil has for an assignment."""

    best: AssignmentAttempt | None
    """The attempt that counts; None where none was handed in."""
    tries: int
    """Attempts begun."""

    @property
    def percent(self) -> float | None:
        """Of the points; None where none was handed in."""
        if self.best is None or not self.best.points_of:
            return None
        return 100 * (self.best.points or 0.0) / self.best.points_of

    @property
    def waiting(self) -> int:
        """Written answers in it that are still to be graded by hand."""
        return 0 if self.best is None else self.best.to_grade


class Gradebook(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of a class."""

    class_name: str
    """Of the class."""
    assignments: tuple[Assignment, ...]
    """In the order of opening."""
    rows: tuple[tuple[Pupil, tuple[GradeCell, ...]], ...]
    """Each pupil with a cell for each assignment."""

    def mean_of(self, cells: tuple[GradeCell, ...]) -> float | None:
        """Return the mean percent of a pupil over what was handed in; None for nothing."""
        known = [cell.percent for cell in cells if cell.percent is not None]
        return sum(known) / len(known) if known else None

    def table(self) -> list[list[str]]:
        """Return the gradebook as rows of texts, a head first."""
        head = [_("name")]
        for one in self.assignments:
            head += [one.title, _("of"), "%", _("grade")]
        rows = [[*head, _("mean %")]]
        for pupil, cells in self.rows:
            row = [pupil.name]
            for cell in cells:
                row += _texts(cell)
            mean = self.mean_of(cells)
            rows.append([*row, "" if mean is None else f"{mean:.1f}"])
        return rows


def gradebook_of(classes: Classes, assignments: Assignments, row: ClassRow) -> Gradebook:
    """Return the marks of a class."""
    asked = assignments.of_class(row)
    tries: dict[tuple[str, str], list[AssignmentAttempt]] = {}
    for assignment in asked:
        for attempt in assignments.attempts(assignment):
            tries.setdefault((assignment.id, attempt.pupil), []).append(attempt)
    rows = []
    for pupil in classes.pupils(row):
        cells = tuple(_cell(tries.get((one.id, pupil.id), [])) for one in asked)
        rows.append((pupil, cells))
    return Gradebook(class_name=row.name, assignments=tuple(asked), rows=tuple(rows))


def _cell(attempts: list[AssignmentAttempt]) -> GradeCell:
    done = [one for one in attempts if one.handed_at is not None]
    best = max(done, key=lambda one: one.points or 0.0, default=None)
    return GradeCell(best=best, tries=len(attempts))


def _texts(cell: GradeCell) -> list[str]:
    best = cell.best
    if best is None:
        return ["", "", "", ""]
    percent = "" if cell.percent is None else f"{cell.percent:.1f}"
    grade = best.grade if not best.to_grade else _("to grade: {n}").format(n=best.to_grade)
    return [amount(best.points or 0.0), amount(best.points_of or 0.0), percent, grade]


def points_table(game: ClassGame) -> list[list[str]]:
    """Return the points of a game: a line for each player, a column for each question's credit."""
    places = [at for at in range(len(game.questions)) if at not in game.state.voided]
    worth = sum(game.questions[at].item.points for at in places)
    head = [_("name"), _("team"), _("score"), _("points"), "%"]
    rows = [[*head, *(game.questions[at].card for at in places)]]
    for player in game.inside:
        earned = game.credit_of(player.id)
        credits = [
            "" if (answer := game.answer_of(player.id, at)) is None else f"{answer.credit:g}"
            for at in places
        ]
        percent = f"{100 * earned / worth:.1f}" if worth else ""
        score = str(game.points_of(player.id))
        rows.append([player.name, player.team, score, amount(earned), percent, *credits])
    return rows
