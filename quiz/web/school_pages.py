"""Pages of a class: signing in, assignments, sitting one, its result."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from quiz.classroom.keyless import as_shown, as_written, without_key
from quiz.desk.exams.exam import OpenExam
from quiz.errors import QuizError
from quiz.items import Prompt
from quiz.items.wording import amount, response_text, solution_text, stem_text
from quiz.school.assignments import Assignment, AssignmentAttempt
from quiz.school.classes import Pupil
from quiz.store.text_backup import dump
from quiz.translation import _
from quiz.web.cookies import PUPIL, SEAT, Cookies
from quiz.web.forms import form_of, is_blank, response_of
from quiz.web.live import LiveGame, NoSeat, hash_of
from quiz.web.posted import field, place_from, posted
from quiz.web.school import School
from quiz.web.views import page, text


class SchoolPages:
    """The pages of one class."""

    def __init__(self, school: School, live: LiveGame | None, cookies: Cookies) -> None:
        """Take the class, and a game that its pupils may join; None for none."""
        self._school, self._live, self._cookies = school, live, cookies

    def routes(self) -> list[Route]:
        """Return the routes of the class."""
        return [
            Route("/class", self.door),
            Route("/class/enter", self.enter, methods=["POST"]),
            Route("/class/leave", self.leave, methods=["POST"]),
            Route("/work", self.work),
            Route("/work/join", self.join, methods=["POST"]),
            Route("/work/{id}/start", self.start, methods=["POST"]),
            Route("/work/{id}/{n:int}/hand-in", self.hand_in, methods=["POST"]),
            Route("/work/{id}/{n:int}/result", self.result),
            Route("/work/{id}/{n:int}/{place:int}", self.sit, methods=["GET", "POST"]),
            Route("/me/record", self.record),
        ]

    # Signing in

    async def door(self, request: Request, reason: str = "", name: str = "") -> Response:
        """The door of the class: name and PIN."""
        names = await self._school.names()
        html = page(
            "class_door", title=self._school.row.name, names=names, reason=reason, name=name
        )
        return HTMLResponse(html, 403 if reason else 200)

    async def enter(self, request: Request) -> Response:
        """Sign a pupil in."""
        form = await posted(request)
        name = field(form, "name")
        try:
            token = await self._school.enter(name, field(form, "pin"))
        except QuizError as error:
            return await self.door(request, str(error), name)
        if token is None:
            reason = _("This PIN is not right. After five wrong ones you need a new PIN.")
            return await self.door(request, reason, name)
        return self._cookies.send_on(request, "/work", PUPIL, token, {"signed_in": True})

    async def leave(self, request: Request) -> Response:
        """Sign a pupil out."""
        token = self._cookies.read(request, PUPIL)
        await self._school.do(lambda school: school.classes.leave(hash_of(token)))
        response = RedirectResponse("/class", 303)
        self._cookies.forget(response, PUPIL)
        return response

    async def _pupil(self, request: Request) -> Pupil:
        return await self._school.pupil_of(self._cookies.read(request, PUPIL))

    # Assignments

    async def work(self, request: Request) -> Response:
        """The assignments of a pupil."""
        try:
            pupil = await self._pupil(request)
        except NoSeat:
            return RedirectResponse("/class", 303)
        rows = await self._school.do(lambda school: _rows(school, pupil))
        html = page(
            "work", title=self._school.row.name, pupil=pupil, rows=rows,
            game="" if self._live is None else self._live.row.title,
        )  # fmt: skip
        return HTMLResponse(html)

    async def join(self, request: Request) -> Response:
        """Take a pupil into the game that is running."""
        pupil = await self._pupil(request)
        if self._live is None:
            raise QuizError(_("No game is running."))
        token = await self._live.join_pupil(pupil.id, pupil.name, pupil.extra_time)
        return self._cookies.send_on(request, "/play", SEAT, token, {"joined": True})

    async def _assignment(self, request: Request) -> Assignment:
        asked = request.path_params["id"]
        found = await self._school.do(lambda school: school.assignments.by_id(asked))
        if found is None or found.class_id != self._school.row.id:
            raise QuizError(_("There is no such assignment."))
        return found

    async def start(self, request: Request) -> Response:
        """Begin an attempt, or go on with it."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        attempt = await self._school.do(lambda school: school.work.start(assignment, pupil))
        return RedirectResponse(f"/work/{assignment.id}/{attempt.n}/1", 303)

    async def sit(self, request: Request) -> Response:
        """A question of an attempt; what is sent is kept."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n, place = request.path_params["n"], request.path_params["place"] - 1
        form = await posted(request) if request.method == "POST" else {}
        is_fetched = request.headers.get("x-quiz") == "fetch"

        def act(school: School) -> dict[str, Any] | str:
            attempt = school.work.attempt(assignment, pupil, n)
            exam = school.work.exam(assignment, pupil, attempt)
            attempt = school.work.attempt(assignment, pupil, n)
            if attempt.handed_at is not None:
                return f"/work/{assignment.id}/{n}/result"
            if not 0 <= place < exam.total:
                return f"/work/{assignment.id}/{n}/1"
            if request.method == "POST":
                goes = _kept(exam, place, form)
                if not is_fetched:
                    return f"/work/{assignment.id}/{n}/{goes + 1}"
            elif exam.state.place != place:
                exam.go_to(place)
            return _sit_values(school, assignment, attempt, exam, place)

        found = await self._school.do(act)
        if isinstance(found, str):
            return RedirectResponse(found, 303)
        if is_fetched:
            return JSONResponse({"saved": found["answered"], "left_s": found["left_s"]})
        return HTMLResponse(page("sit", **found))

    async def hand_in(self, request: Request) -> Response:
        """Hand an attempt in."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n = request.path_params["n"]
        sure = field(await posted(request), "sure")

        def act(school: School) -> dict[str, Any] | None:
            attempt = school.work.attempt(assignment, pupil, n)
            exam = school.work.exam(assignment, pupil, attempt)
            attempt = school.work.attempt(assignment, pupil, n)
            if attempt.handed_at is None:
                if exam.state.empty and not sure:
                    return _sit_values(school, assignment, attempt, exam, exam.state.place)
                school.work.hand_in(assignment, attempt, exam)
            return None

        values = await self._school.do(act)
        if values is not None:
            return HTMLResponse(page("sit", **values | {"asks": True}))
        return RedirectResponse(f"/work/{assignment.id}/{n}/result", 303)

    async def result(self, request: Request) -> Response:
        """How an attempt went; the key only where nobody can use it any more."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n = request.path_params["n"]

        def act(school: School) -> dict[str, Any] | str:
            attempt = school.work.attempt(assignment, pupil, n)
            exam = school.work.exam(assignment, pupil, attempt)
            attempt = school.work.attempt(assignment, pupil, n)
            if attempt.handed_at is None:
                return f"/work/{assignment.id}/{n}/1"
            return _result_values(school, assignment, attempt, exam)

        found = await self._school.do(act)
        if isinstance(found, str):
            return RedirectResponse(found, 303)
        return HTMLResponse(page("work_result", **found, pupil=pupil))

    async def record(self, request: Request) -> Response:
        """A pupil's own record as text, to take home: `quiz restore` and `quiz sync` read it."""
        pupil = await self._pupil(request)

        data = await self._school.do(
            lambda school: b"".join(dump(school.work.desk_of(pupil).record))
        )
        headers = {"content-disposition": 'attachment; filename="my-record.jsonl"'}
        return Response(data, media_type="application/x-ndjson", headers=headers)


def _rows(school: School, pupil: Pupil) -> list[dict[str, Any]]:
    now = int(datetime.now(UTC).timestamp() * 1e6)
    rows = []
    for assignment in school.assignments.of_class(school.row):
        attempts = school.assignments.attempts(assignment, pupil)
        under_way = next((one for one in attempts if one.handed_at is None), None)
        rows.append(
            {
                "id": assignment.id,
                "title": assignment.title,
                "opens": _moment(assignment.opens_at),
                "closes": "" if assignment.closes_at is None else _moment(assignment.closes_at),
                "is_open": assignment.is_open(now),
                "is_early": now < assignment.opens_at,
                "under_way": under_way,
                "left": assignment.attempts - len(attempts),
                "done": [one for one in attempts if one.handed_at is not None],
                "minutes": assignment.paper.minutes * pupil.extra_time,
                "amount": amount,
            }
        )
    return rows


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1e6).strftime("%Y-%m-%d %H:%M")


def _prompt(exam: OpenExam, place: int) -> Prompt:
    question = exam.question(place)
    if question is None:
        raise QuizError(_("This question is not here any more."))
    return question.prompt


def _kept(exam: OpenExam, place: int, form: dict[str, list[str]]) -> int:
    """Keep what a form says of a question; returns the place to go to."""
    if exam.state.place != place:
        exam.go_to(place)
    prompt = _prompt(exam, place)
    action = field(form, "action")
    seconds = place_from(field(form, "seconds"))
    certainty = place_from(field(form, "certainty"))
    if not exam.state.is_locked(place):
        response = response_of(without_key(prompt), form)
        written = None if is_blank(response) else as_written(prompt, response)
        exam.answer(
            written,
            elapsed_ms=1000 * max(0, min(seconds, 3600)),
            certainty=certainty if certainty in (1, 2, 3) else None,
            is_draft=action != "check",
        )
    if action == "flag":
        exam.flag()
    elif action == "hint":
        exam.hint()
    goes = {"next": place + 1, "previous": place - 1}.get(action, place)
    if action.startswith("go-"):
        goes = place_from(action.removeprefix("go-")) - 1
    return goes if 0 <= goes < exam.total else place


def _sit_values(
    school: School, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam, place: int
) -> dict[str, Any]:
    question = exam.question(place)
    prompt = _prompt(exam, place)
    response = exam.response(place)
    given = None if response is None else as_shown(prompt, response)
    state, item = exam.state, prompt.item
    outcome = exam.outcome(place) if state.marks_at_once else None
    shows_key = outcome is not None and state.is_locked(place)
    return {
        "title": assignment.title,
        "base": f"/work/{assignment.id}/{attempt.n}",
        "place": place,
        "of": exam.total,
        "form": form_of(without_key(prompt), given),
        "passage": text(question.passage) if question and question.passage else "",
        "worth": amount(item.points),
        "left_s": school.work.left_s(assignment, exam),
        "marks": [{"answered": one.is_answered, "flagged": one.is_flagged} for one in state.given],
        "answered": state.given[place].is_answered,
        "flagged": state.given[place].is_flagged,
        "count": state.answered,
        "locked": state.is_locked(place),
        "checks": state.marks_at_once and exam.is_marked_at_once(place),
        "verdict": "" if outcome is None else str(outcome.verdict),
        "solution": solution_text(item, outcome.solution) if outcome and shows_key else "",
        "explain": text(item.explain) if shows_key and item.explain else "",
        "wants_certainty": str(state.paper.behaviour) == "certainty",
        "certainty": state.given[place].certainty,
        "hints": [text(hint) for hint in item.hints[: state.given[place].hints]],
        "has_hints": state.given[place].hints < len(item.hints) and bool(state.given[place].tries),
        "asks": False,
        "empty": [at + 1 for at in state.empty],
    }


def _result_values(
    school: School, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam
) -> dict[str, Any]:
    now = int(datetime.now(UTC).timestamp() * 1e6)
    used = len([one for one in school.assignments.attempts(assignment)
                if one.pupil == attempt.pupil])  # fmt: skip
    is_closed = assignment.closes_at is not None and now >= assignment.closes_at
    # While another pupil, or oneself, can still sit it, what is right stays on the server.
    shows_key = is_closed or (assignment.closes_at is None and used >= assignment.attempts)
    result = school.work.result(exam)
    answers = [
        {
            "question": stem_text(answer.question.item),
            "given": "" if answer.response is None else response_text(
                answer.question.item, answer.response
            ),
            "right": solution_text(answer.question.item, answer.solution),
            "points": f"{amount(answer.mark.points)} / {amount(answer.mark.points_of)}",
            "explain": text(answer.question.item.explain) if answer.question.item.explain else "",
        }
        for answer in result.answers
    ] if shows_key else []  # fmt: skip
    return {
        "title": assignment.title,
        "points": amount(attempt.points or 0.0),
        "points_of": amount(attempt.points_of or 0.0),
        "percent": f"{100 * (attempt.points or 0) / attempt.points_of:.0f}"
        if attempt.points_of else "",
        "grade": attempt.grade if not attempt.to_grade else "",
        "to_grade": attempt.to_grade,
        "answers": answers,
        "shows_key": shows_key,
    }  # fmt: skip
