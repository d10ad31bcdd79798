"""A program sits an assignment: what it is told and when, what is kept, and what is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.items import (
    Essay,
    Item,
    Picked,
    Rating,
    Response,
    SelfGraded,
    SingleChoice,
    Typed,
)
from quiz.web.client import FieldRefused, LineLost, SentHome
from quiz.web.remote_exam import RemoteExam
from quiz.web.sat import SatSent
from tests.web.assigned import PAPER, ClassRoom, NearClient, signed_in

BANK = """
title: Rivers
passages: {walk: A walk along the water.}
questions:
  - id: the-seine-it-is
    question: The river of Paris?
    answer: Seine
    accept: [Sequana]
    hint: [It begins with S., It ends with e.]
    explain: It is 777 km long.
    passage: walk
  - id: volga-it-is
    question: Which river is longest?
    choices: [Rhine, Danube, Volga]
    answer: Volga
    hint: [Look east.]
    source: An atlas.
  - question: Why do cities lie on rivers?
    essay: Water and trade.
    rubric: [names water, names trade]
"""
MAY = ("Seine", "Sequana", "begins with", "777", "seine-it-is", "Look east", "atlas", "volga-it",
       "Water and trade", "names water")  # fmt: skip
"""What a program is not to know before it may."""


Make = Callable[..., ClassRoom]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Make]:
    made: list[ClassRoom] = []

    def make(paper: str = PAPER, **more: int | None) -> ClassRoom:
        asked: dict[str, int | None] = {"attempts": 2, "closes_at": None, **more}
        made.append(ClassRoom(tmp_path, paper, bank=BANK, **asked))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.school.close()


def begun(here: ClassRoom, name: str = "Ada") -> tuple[RemoteExam, NearClient]:
    """Return an attempt of a pupil's that was just begun, and the way to the server."""
    work = signed_in(here, name)
    told = work.start(here.assignment.id)
    assert isinstance(work.client, NearClient)
    return RemoteExam(work, here.assignment.id, told), work.client


def right(exam: RemoteExam, place: int) -> Response:
    """Return the right answer to a question as the program shows it."""
    item = item_of(exam, place)
    if isinstance(item, SingleChoice):
        return Picked(([option.text for option in item.options].index("Volga"),))
    return SelfGraded(None, "Ships.") if isinstance(item, Essay) else Typed("Seine")


def item_of(exam: RemoteExam, place: int) -> Item:
    question = exam.question(place)
    assert question is not None
    return question.item


def test_a_paper_is_sat_and_its_key_stays_on_the_server(room: Make) -> None:
    here = room()
    exam, line = begun(here)
    assert (exam.title, exam.total, exam.left_s()) == ("Test on rivers", 3, None)
    first = exam.question(0)
    assert first is not None
    assert first.passage == "A walk along the water."
    assert [word for word in MAY if word in line.told] == []
    for place in range(3):
        exam.go_to(place)
        assert exam.answer(right(exam, place), elapsed_ms=2000) is None
    exam.go_to(1)
    assert exam.flag()
    exam.send_waiting()
    assert [word for word in MAY if word in line.told] == ["Seine"]  # as it was answered
    again = RemoteExam(signed_in(here), here.assignment.id, signed_in(here).start(exam.assignment))
    assert [one.is_flagged for one in again.state.given] == [False, True, False]
    assert [again.response(at) for at in range(3)] == [right(again, at) for at in range(3)]
    assert again.state.given[0].elapsed_ms == 2000
    exam.hand_in()
    assert here.book()[1][1:5] == ["2", "3", "66.7", "to grade: 1"]
    result = signed_in(here).result(exam.assignment, 1)
    assert (result.done.points, result.done.to_grade, result.answers) == (2.0, 1, ())
    assert [word for word in MAY if word in line.told] == ["Seine"]


def test_the_list_says_what_can_be_sat_and_the_key_comes_with_the_last_attempt(
    room: Make,
) -> None:
    here = room()
    work = signed_in(here)
    (row,) = work.work().rows
    for n in (1, 2):
        (row,) = work.work().rows
        assert (row.title, row.left, row.can_be_sat) == ("Test on rivers", 3 - n, True)
        exam = RemoteExam(work, row.id, work.start(row.id))
        assert work.work().rows[0].is_under_way
        exam.answer(Typed("Sena"))
        exam.hand_in()
        result = work.result(row.id, n)
        assert result.shows_key is (n == 2)
    result = work.result(row.id, 2)
    assert (result.answers[0].given, result.answers[0].right) == ("Sena", "Seine")
    assert result.answers[0].explain == "It is 777 km long."
    (row,) = work.work().rows
    assert not row.can_be_sat
    assert [one.n for one in row.done] == [1, 2]
    with pytest.raises(QuizError, match="no attempt left"):
        work.start(row.id)


def test_between_tries_only_the_verdict_and_the_hints_taken_are_told(room: Make) -> None:
    here = room(PAPER + "behaviour: tries\ntries: 2\n")
    exam, line = begun(here)
    assert exam.hint() is None  # hints are given between tries
    outcome = exam.answer(Typed("Rhone"))
    assert outcome is not None
    assert (outcome.credit, outcome.solution) == (0.0, ())
    assert exam.hint() == "It begins with S."
    assert [word for word in MAY if word in line.told] == ["begins with"]
    assert "ends with" not in line.told
    same = exam.answer(Typed("Rhone"))  # the same again is no other try
    assert same is not None
    assert len(exam.state.given[0].tries) == 1
    outcome = exam.answer(Typed("Seine"))
    assert outcome is not None
    assert outcome.solution == ("Seine",)
    assert exam.state.is_locked(0)
    assert item_of(exam, 0).explain == "It is 777 km long."
    exam.answer(Typed("Rhone"), is_draft=True)
    exam.send_waiting()
    assert exam.response(0) == Typed("Seine")


def test_an_answer_that_is_final_is_shown_with_what_is_right(room: Make) -> None:
    here = room(PAPER + "behaviour: immediate\n")
    exam, _line = begun(here)
    exam.go_to(1)
    wrong = Picked((1,)) if right(exam, 1) == Picked((0,)) else Picked((0,))
    text = item_of(exam, 1).options[wrong.indices[0]].text  # type: ignore[union-attr]
    outcome = exam.answer(wrong)
    assert outcome is not None
    assert outcome.solution == ("Volga",)
    item, response = item_of(exam, 1), exam.response(1)
    assert isinstance(item, SingleChoice)
    assert isinstance(response, Picked)
    assert item.options[item.key].text == "Volga"
    assert item.options[response.indices[0]].text == text
    assert item.source == "An atlas."


def test_how_sure_one_is_counts(room: Make) -> None:
    here = room(PAPER + "behaviour: certainty\n")
    exam, _line = begun(here)
    exam.answer(Typed("Seine"), certainty=3, is_draft=True)
    exam.send_waiting()
    again, _line = begun(here)
    assert again.state.given[0].certainty == 3


def test_a_line_that_is_lost_loses_nothing_and_doubles_nothing(room: Make) -> None:
    here = room(PAPER + "behaviour: tries\ntries: 3\n")
    exam, line = begun(here)
    line.is_cut = True
    exam.answer(Typed("Se"), is_draft=True, elapsed_ms=500)
    exam.answer(Typed("Sei"), is_draft=True, elapsed_ms=500)
    exam.flag()
    exam.go_to(2)
    exam.answer(SelfGraded(None, "Ships."), is_draft=True)
    with pytest.raises(LineLost):
        exam.send_waiting()
    assert "sent as soon as" in exam.trouble
    assert exam.response(0) == Typed("Sei")
    exam.go_to(0)
    with pytest.raises(LineLost):
        exam.answer(Typed("Rhone"))  # no try is used up by a line that is lost
    line.is_cut = False
    exam.send_waiting()
    assert exam.trouble == ""
    assert exam.is_sent
    again, _other = begun(here)
    assert again.response(0) == Typed("Rhone")
    assert again.response(2) == SelfGraded(None, "Ships.")
    assert again.state.given[0].tries == ()
    assert again.state.given[0].is_flagged
    assert again.state.given[0].elapsed_ms == 1000
    line.loses_reply = True
    with pytest.raises(LineLost):
        exam.answer(Typed("Rhone"))
    outcome = exam.answer(Typed("Rhone"))
    assert outcome is not None
    assert len(exam.state.given[0].tries) == 1
    assert exam.flag() is False
    line.loses_reply = True
    with pytest.raises(LineLost):
        exam.send_waiting()
    exam.send_waiting()
    assert not begun(here)[0].state.given[0].is_flagged


def test_extra_time_and_the_end_of_time_are_the_server_s(
    room: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    now = time.monotonic()
    here = room(PAPER + "minutes: 10\n", closes_at=int((time.time() + 720) * 1e6))
    ada, _line = begun(here)
    cem, line = begun(here, "Cem")  # half as much again, but it closes before that
    monkeypatch.setattr("quiz.web.remote_exam.monotonic", lambda: now)
    assert 590 < (ada.left_s() or 0) <= 601
    assert cem.state.time_s == 900
    assert 710 < (cem.left_s() or 0) <= 721
    monkeypatch.setattr("quiz.web.remote_exam.monotonic", lambda: now + 800)
    assert cem.left_s() == 0
    here.school._thread.submit(
        here.school.assignments.close, here.assignment, int((time.time() - 5) * 1e6)
    ).result()
    cem._wait(0, SatSent(response=Typed("late")))
    cem.send_waiting()
    assert cem.state.is_handed_in
    assert line.told.endswith('{"is_handed_in":true}')
    assert here.book()[2][1] == "0"


@pytest.mark.parametrize(
    ("place", "response", "kept"),
    [
        (2, SelfGraded(Rating.GOOD, "Mine"), SelfGraded(None, "Mine")), (0, Picked((0, 99, -4)), 0),
        (0, Typed("\x1b[31m a"), Typed("[31m a")), (0, Typed("x" * 1001), None),
        (2, SelfGraded(None, "x" * 10_001), None), (0, SelfGraded(Rating.EASY, "Seine"), 0),
    ],
)  # fmt: skip
def test_what_no_program_of_ours_sends_earns_nothing(
    room: Make, place: int, response: Response, kept: Response | int | None
) -> None:
    here = room()
    work = signed_in(here)
    told = work.start(here.assignment.id)
    sent = SatSent(response=response)
    if kept is None:
        with pytest.raises(QuizError, match="can have at most"):
            work.send(here.assignment.id, told.n, place, sent)
    else:
        work.send(here.assignment.id, told.n, place, sent)
    there = begun(here)[0].response(place)
    assert there == kept if kept != 0 else there is not None
    work.hand_in(here.assignment.id, told.n)
    assert here.book()[1][1] == "0"
    assert work.result(here.assignment.id, told.n).done.to_grade == (place == 2 and bool(kept))


async def test_a_pupil_s_program_reaches_only_what_is_theirs(room: Make) -> None:
    here = room()
    program = {"accept": "application/json"}
    ada, cem, stranger = await here.pupil("Ada"), await here.pupil("Cem"), here.browser()
    base = f"/work/{here.assignment.id}"
    assert (await ada.post(f"{base}/start", headers=program)).json() == {"n": 1}
    sent = {"content-type": "application/json", **program}
    body = b'{"response": {"type": "typed", "text": "SECRET"}}'
    assert (await ada.post(f"{base}/1/1", content=body, headers=sent)).status_code == 200
    for method, path in (
        ("GET", "/work"), ("GET", f"{base}/1"), ("POST", f"{base}/1/1"), ("POST", f"{base}/start"),
        ("POST", f"{base}/1/hand-in"), ("GET", f"{base}/1/result"), ("GET", "/me/record"),
        ("GET", f"{base}/1/1/picture"), ("POST", "/work/join"),
    ):  # fmt: skip
        reply = await stranger.request(method, path, headers=program)
        assert (reply.status_code, "SECRET" in reply.text) == (401, False), path
        if path.startswith(f"{base}/1"):
            reply = await cem.request(method, path, headers=program)
            assert (reply.status_code, "SECRET" in reply.text) == (422, False), path
        evil = {**program, "host": "evil.example"}
        assert (await ada.request(method, path, headers=evil)).status_code == 421
        if method == "POST":
            evil = {**sent, "origin": "http://evil.example"}
            assert (await ada.post(path, content=body, headers=evil)).status_code == 403
    assert "SECRET" in (await ada.get(f"{base}/1", headers=program)).text
    for path in (f"{base}/2", f"{base}/1/4", f"{base}/1/0", "/work/none/1", f"{base}/1/1/picture"):
        assert (await ada.get(path, headers=program)).status_code == 422, path


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422), (b"[]", 422), (b"\xff", 422), (b'{"response": {"type": "none"}}', 422),
        (b'{"elapsed_ms": "x"}', 422), (b"[" * 9000, 422), (b" " * 131_073, 413),
        (b'{"elapsed_ms": -5, "certainty": 9, "hints": 99, "other": 1}', 200), (b"{}", 200),
    ],
)  # fmt: skip
async def test_what_a_program_sends_is_bounded_and_checked(
    room: Make, body: bytes, status: int
) -> None:
    here = room()
    ada = await here.pupil("Ada")
    base = f"/work/{here.assignment.id}"
    await ada.post(f"{base}/start")
    headers = {"accept": "application/json", "content-type": "application/json"}
    reply = await ada.post(f"{base}/1/1", content=body, headers=headers)
    assert reply.status_code == status
    if status == 200:
        assert reply.json()["question"]["given"] == {}


async def test_an_essay_in_any_script_is_kept_whole(room: Make) -> None:
    here = room()
    ada = await here.pupil("Ada")
    base = f"/work/{here.assignment.id}"
    await ada.post(f"{base}/start")
    text = "文" * 10_000
    reply = await ada.post(f"{base}/1/3", data={"essay": text, "action": "save"})
    assert reply.status_code == 303
    assert text in (await ada.get(f"{base}/1", headers={"accept": "application/json"})).text


def test_the_door_says_what_will_not_do(room: Make) -> None:
    here = room()
    line = NearClient(here)
    door = line.door()
    assert (door.title, door.has_game, door.class_name) == ("7b", False, "7b")
    from quiz.web.work_client import WorkClient

    work = WorkClient(line)
    for name, pin, field in (("Eve", "1", "name"), ("Ada", "1", "pin")):
        with pytest.raises(FieldRefused) as refusal:
            work.enter(name, pin)
        assert refusal.value.field == field
    with pytest.raises(SentHome):
        work.work()
    work.enter("ada", here.pins["Ada"])
    assert (work.work().name, work.work().game) == ("Ada", "")
    with pytest.raises(QuizError, match="No game"):
        work.join_game()
