"""Pages of a class: signing in, assignments, sitting one, its result."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from quiz.classroom.keyless import as_shown, without_key
from quiz.desk.exams.exam import OpenExam
from quiz.errors import QuizError
from quiz.formats.printed.pictures import kind
from quiz.items import Prompt
from quiz.items.wording import amount, response_text, solution_text, stem_text
from quiz.library.pictures import read_picture
from quiz.school.assignments import Assignment, AssignmentAttempt
from quiz.school.classes import Pupil
from quiz.store.text_backup import dump
from quiz.translation import _
from quiz.web.cookies import PUPIL, SEAT, Cookies, wants_json
from quiz.web.forms import form_of, response_of
from quiz.web.live import LiveGame, NoSeat, hash_of
from quiz.web.posted import field, place_from, posted
from quiz.web.sat import SatAttempt, SatReply, SatSent, attempt_of, keep, question_of, sent_from
from quiz.web.school import School
from quiz.web.views import page, text
from quiz.web.work_told import DoneAttempt, WorkAnswer, WorkList, WorkResult, WorkRow


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
            Route("/work/{id}/{n:int}", self.attempt),
            Route("/work/{id}/{n:int}/hand-in", self.hand_in, methods=["POST"]),
            Route("/work/{id}/{n:int}/result", self.result),
            Route("/work/{id}/{n:int}/{place:int}", self.sit, methods=["GET", "POST"]),
            Route("/work/{id}/{n:int}/{place:int}/picture", self.picture),
            Route("/me/record", self.record),
        ]

    # Signing in

    async def entry(self, request: Request) -> Response:
        """Send a device to the door of the class: no game is running."""
        if wants_json(request):
            name = self._school.row.name
            return JSONResponse({"title": name, "has_game": False, "class_name": name})
        return RedirectResponse("/class", 303)

    async def door(self, request: Request, reason: str = "", name: str = "") -> Response:
        """The door of the class: name and PIN."""
        names = await self._school.names()
        if wants_json(request):
            return JSONResponse({"title": self._school.row.name, "names": names})
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
            return await self._shut(request, str(error), "name", name)
        if token is None:
            reason = _("This PIN is not right. After five wrong ones you need a new PIN.")
            return await self._shut(request, reason, "pin", name)
        return self._cookies.send_on(request, "/work", PUPIL, token, {"signed_in": True})

    async def _shut(self, request: Request, reason: str, of: str, name: str) -> Response:
        """Say why a pupil cannot come in, and which field will not do."""
        if wants_json(request):
            return JSONResponse({"refused": reason, "field": of}, 403)
        return await self.door(request, reason, name)

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
            if wants_json(request):
                raise
            return RedirectResponse("/class", 303)
        rows = await self._school.do(lambda school: _rows(school, pupil))
        title, game = self._school.row.name, "" if self._live is None else self._live.row.title
        if wants_json(request):
            told = WorkList(title=title, name=pupil.name, game=game, rows=tuple(rows))
            return _json(told)
        return HTMLResponse(page("work", title=title, pupil=pupil, rows=rows, game=game,
                                 amount=amount))  # fmt: skip

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
        if wants_json(request):
            return JSONResponse({"n": attempt.n})
        return RedirectResponse(f"/work/{assignment.id}/{attempt.n}/1", 303)

    async def attempt(self, request: Request) -> Response:
        """An attempt as it stands, for a program; a browser is sent to its first question."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n = request.path_params["n"]
        if not wants_json(request):
            return RedirectResponse(f"/work/{assignment.id}/{n}/1", 303)

        def act(school: School) -> SatAttempt:
            _attempt, exam = _opened(school, assignment, pupil, n)
            return attempt_of(exam, n, school.work.left_s(assignment, exam))

        return _json(await self._school.do(act))

    async def _sit_as_program(
        self, request: Request, pupil: Pupil, assignment: Assignment
    ) -> Response:
        """Keep what a program sends of a question, and return the question as it stands then."""
        n, place = request.path_params["n"], request.path_params["place"] - 1
        sent = sent_from(await request.body() or b"{}")

        def act(school: School) -> SatReply:
            attempt, exam = _opened(school, assignment, pupil, n)
            if attempt.handed_at is not None:
                return SatReply(is_handed_in=True)
            if not 0 <= place < exam.total:
                raise QuizError(_("There is no such question."))
            keep(exam, place, sent)
            left = school.work.left_s(assignment, exam)
            return SatReply(question=question_of(exam, place, []), left_s=left)

        return _json(await self._school.do(act))

    async def picture(self, request: Request) -> Response:
        """The picture of a question of one's own attempt."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n, place = request.path_params["n"], request.path_params["place"] - 1

        def act(school: School) -> bytes:
            _attempt, exam = _opened(school, assignment, pupil, n)
            question = exam.question(place) if 0 <= place < exam.total else None
            if question is None or not question.item.image:
                raise QuizError(_("There is no such picture."))
            return read_picture(question.path, question.item.image)

        data = await self._school.do(act)
        return Response(data, media_type=f"image/{kind(data)}")

    async def sit(self, request: Request) -> Response:
        """A question of an attempt; what is sent is kept."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        if wants_json(request):
            return await self._sit_as_program(request, pupil, assignment)
        n, place = request.path_params["n"], request.path_params["place"] - 1
        form = await posted(request) if request.method == "POST" else {}
        is_fetched = request.headers.get("x-quiz") == "fetch"

        def act(school: School) -> dict[str, Any] | str:
            attempt, exam = _opened(school, assignment, pupil, n)
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
        # A program has asked already whether what is empty is to stay so.
        sure = wants_json(request) or field(await posted(request), "sure")

        def act(school: School) -> dict[str, Any] | None:
            attempt, exam = _opened(school, assignment, pupil, n)
            if attempt.handed_at is None:
                if exam.state.empty and not sure:
                    return _sit_values(school, assignment, attempt, exam, exam.state.place)
                school.work.hand_in(assignment, attempt, exam)
            return None

        values = await self._school.do(act)
        if values is not None:
            return HTMLResponse(page("sit", **values | {"asks": True}))
        if wants_json(request):
            return _json(SatReply(is_handed_in=True))
        return RedirectResponse(f"/work/{assignment.id}/{n}/result", 303)

    async def result(self, request: Request) -> Response:
        """How an attempt went; the key only where nobody can use it any more."""
        pupil, assignment = await self._pupil(request), await self._assignment(request)
        n = request.path_params["n"]

        def act(school: School) -> WorkResult | None:
            attempt, exam = _opened(school, assignment, pupil, n)
            if attempt.handed_at is None:
                return None
            return _result(school, assignment, attempt, exam)

        found = await self._school.do(act)
        if found is None:
            if wants_json(request):
                raise QuizError(_("This attempt is not handed in yet."))
            return RedirectResponse(f"/work/{assignment.id}/{n}/1", 303)
        if wants_json(request):
            return _json(found)
        html = page("work_result", title=found.title, result=found, text=text, pupil=pupil,
                    amount=amount)  # fmt: skip
        return HTMLResponse(html)

    async def record(self, request: Request) -> Response:
        """A pupil's own record as text, to take home: `quiz restore` and `quiz sync` read it."""
        pupil = await self._pupil(request)

        data = await self._school.do(
            lambda school: b"".join(dump(school.work.desk_of(pupil).record))
        )
        headers = {"content-disposition": 'attachment; filename="my-record.jsonl"'}
        return Response(data, media_type="application/x-ndjson", headers=headers)


def _json(told: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")


def _opened(
    school: School, assignment: Assignment, pupil: Pupil, n: int
) -> tuple[AssignmentAttempt, OpenExam]:
    """Return an attempt of a pupil's own with its exam; one whose time is over is handed in."""
    attempt = school.work.attempt(assignment, pupil, n)
    exam = school.work.exam(assignment, pupil, attempt)
    return school.work.attempt(assignment, pupil, n), exam


def _rows(school: School, pupil: Pupil) -> list[WorkRow]:
    now = int(datetime.now(UTC).timestamp() * 1e6)
    rows = []
    for assignment in school.assignments.of_class(school.row):
        attempts = school.assignments.attempts(assignment, pupil)
        under_way = next((one for one in attempts if one.handed_at is None), None)
        rows.append(
            WorkRow(
                id=assignment.id,
                title=assignment.title,
                opens=_moment(assignment.opens_at),
                closes="" if assignment.closes_at is None else _moment(assignment.closes_at),
                is_open=assignment.is_open(now),
                is_early=now < assignment.opens_at,
                is_under_way=under_way is not None,
                left=max(0, assignment.attempts - len(attempts)),
                done=tuple(_done(one) for one in attempts if one.handed_at is not None),
                minutes=assignment.paper.minutes * pupil.extra_time,
            )
        )
    return rows


def _done(attempt: AssignmentAttempt) -> DoneAttempt:
    return DoneAttempt(
        n=attempt.n,
        points=attempt.points or 0.0,
        points_of=attempt.points_of or 0.0,
        grade=attempt.grade if not attempt.to_grade else "",
        to_grade=attempt.to_grade,
    )


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1e6).strftime("%Y-%m-%d %H:%M")


def _prompt(exam: OpenExam, place: int) -> Prompt:
    question = exam.question(place)
    if question is None:
        raise QuizError(_("This question is not here any more."))
    return question.prompt


def _kept(exam: OpenExam, place: int, form: dict[str, list[str]]) -> int:
    """Keep what a form says of a question; returns the place to go to."""
    prompt, given = _prompt(exam, place), exam.state.given[place]
    action, note = field(form, "action"), field(form, "note")
    sent = SatSent(
        response=msgspec.UNSET
        if exam.state.is_locked(place)
        else response_of(without_key(prompt), form),
        checks=action == "check",
        certainty=place_from(field(form, "certainty")),
        elapsed_ms=1000 * place_from(field(form, "seconds")),
        is_flagged=not given.is_flagged if action == "flag" else msgspec.UNSET,
        hints=given.hints + (action == "hint"),
        # Enter in its field presses another button; what is sent while one types has none.
        note=note if action == "note" or (action and note) else msgspec.UNSET,
    )
    keep(exam, place, sent)
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
        "picture": f"/work/{assignment.id}/{attempt.n}/{place + 1}/picture" if item.image else "",
        "alt": item.alt,
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


def _result(
    school: School, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam
) -> WorkResult:
    now = int(datetime.now(UTC).timestamp() * 1e6)
    used = len([one for one in school.assignments.attempts(assignment)
                if one.pupil == attempt.pupil])  # fmt: skip
    is_closed = assignment.closes_at is not None and now >= assignment.closes_at
    # While another pupil, or oneself, can still sit it, what is right stays on the server.
    shows_key = is_closed or (assignment.closes_at is None and used >= assignment.attempts)
    answers = [
        WorkAnswer(
            question=stem_text(answer.question.item),
            given="" if answer.response is None else response_text(
                answer.question.item, answer.response
            ),
            right=solution_text(answer.question.item, answer.solution),
            points=answer.mark.points,
            points_of=answer.mark.points_of,
            explain=answer.question.item.explain,
        )
        for answer in school.work.result(exam).answers
    ] if shows_key else []  # fmt: skip
    return WorkResult(
        title=assignment.title, done=_done(attempt), shows_key=shows_key, answers=tuple(answers)
    )
