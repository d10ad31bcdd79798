"""Pages of a class's teacher: the gradebook, and written answers to grade."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from quiz.desk.classroom.class_notes import pupils_notes
from quiz.desk.classroom.gradebook import gradebook_of
from quiz.errors import QuizError
from quiz.formats.csv_writing import csv_text
from quiz.items import Essay, SelfGraded, Ticked
from quiz.items.wording import amount, stem_markdown
from quiz.school.assignments import Assignment, AssignmentAttempt
from quiz.school.classes import Pupil
from quiz.translation import _
from quiz.web.host_door import HostDoor
from quiz.web.posted import field, place_from, posted
from quiz.web.school import School
from quiz.web.views import page, text


class GradingPages:
    """The teacher's pages of one class."""

    def __init__(self, school: School, door: HostDoor) -> None:
        """Take the class, and who may see it."""
        self._school, self._door = school, door

    def routes(self) -> list[Route]:
        """Return the routes of the teacher."""
        return [
            Route("/teach/class", self.gradebook),
            Route("/teach/class.csv", self.table),
            Route("/teach/notes", self.notes),
            Route("/teach/grade/{id}", self.grade, methods=["GET", "POST"]),
        ]

    async def gradebook(self, request: Request) -> Response:
        """The marks of the class, and what is to be graded."""
        if not self._door.is_host(request):
            return self._door.page()
        book = await self._school.do(
            lambda school: gradebook_of(school.classes, school.assignments, school.row)
        )
        waiting = {
            one.id: sum(cells[at].waiting for _pupil, cells in book.rows)
            for at, one in enumerate(book.assignments)
        }  # fmt: skip
        html = page("teach_class", title=book.class_name, rows=book.table(),
                    assignments=book.assignments, waiting=waiting)  # fmt: skip
        return HTMLResponse(html)

    async def notes(self, request: Request) -> Response:
        """What pupils say is wrong with questions."""
        self._door.check(request)
        notes = await self._school.do(
            lambda school: pupils_notes(school.classes, school.work, school.row)
        )
        return HTMLResponse(page("notes", title=self._school.row.name, notes=notes))

    async def table(self, request: Request) -> Response:
        """The marks as CSV."""
        self._door.check(request)
        book = await self._school.do(
            lambda school: gradebook_of(school.classes, school.assignments, school.row)
        )
        headers = {"content-disposition": 'attachment; filename="gradebook.csv"'}
        return Response(csv_text(book.table()), media_type="text/csv; charset=utf-8",
                        headers=headers)  # fmt: skip

    async def grade(self, request: Request) -> Response:
        """Written answers to an assignment, question by question; what is sent is kept."""
        self._door.check(request)
        asked = request.path_params["id"]
        form = await posted(request) if request.method == "POST" else {}
        by_name = request.query_params.get("names") != "0"

        def act(school: School) -> list[dict[str, Any]]:
            assignment = school.assignments.by_id(asked)
            if assignment is None or assignment.class_id != school.row.id:
                raise QuizError(_("There is no such assignment."))
            if form:
                _graded(school, assignment, form)
            return _written(school, assignment, by_name=by_name)

        rows = await self._school.do(act)
        if request.method == "POST":
            return RedirectResponse(f"/teach/grade/{asked}", 303)
        return HTMLResponse(
            page("grade", title=self._school.row.name, rows=rows, id=asked, by_name=by_name)
        )


def _each(school: School, assignment: Assignment) -> list[tuple[Pupil, AssignmentAttempt]]:
    """Return the attempts that were handed in, with their pupils."""
    pupils = {pupil.id: pupil for pupil in school.classes.pupils(school.row)}
    return [
        (pupils[one.pupil], one)
        for one in school.assignments.attempts(assignment)
        if one.handed_at is not None and one.pupil in pupils
    ]


def _written(school: School, assignment: Assignment, *, by_name: bool) -> list[dict[str, Any]]:
    """Return the written answers, those to one question together."""
    rows = []
    for number, (pupil, attempt) in enumerate(_each(school, assignment), 1):
        exam = school.work.exam(assignment, pupil, attempt)
        open_places = set(exam.to_grade())
        for place in range(exam.total):
            question, response = exam.question(place), exam.response(place)
            if question is None or not isinstance(question.item, Essay) or response is None:
                continue
            item = question.item
            met = response.indices if isinstance(response, Ticked) else ()
            rating = response.rating if isinstance(response, SelfGraded) else None
            rows.append(
                {
                    "name": pupil.name if by_name else _("Pupil {n}").format(n=number),
                    "attempt": attempt.id,
                    "place": place,
                    "question": text(stem_markdown(item)),
                    "key": (question.ref.bank, question.ref.card),
                    "answer": getattr(response, "text", ""),
                    "model": text(item.model_answer) if item.model_answer else "",
                    "rubric": [(at, point, at in met) for at, point in enumerate(item.rubric)],
                    "share": None if rating is None else {1: 0, 2: 50}.get(int(rating), 100),
                    "is_open": place in open_places,
                    "worth": amount(item.points),
                }
            )
    return sorted(rows, key=lambda row: (row["key"], not row["is_open"], row["name"]))


def _graded(school: School, assignment: Assignment, form: dict[str, list[str]]) -> None:
    """Keep the grade that was sent.

    Raises:
        QuizError: There is no such answer.
    """
    for pupil, attempt in _each(school, assignment):
        if attempt.id == field(form, "attempt"):
            exam = school.work.exam(assignment, pupil, attempt)
            met = tuple(place_from(value) for value in form.get("met", []))
            share = max(0, min(100, place_from(field(form, "share")))) / 100
            place = place_from(field(form, "place"))
            if 0 <= place < exam.total:
                school.work.grade(
                    assignment, attempt, exam, place, tuple(at for at in met if at >= 0), share
                )
                return
    raise QuizError(_("There is no such answer."))
