"""A class signs in and sits a paper; its teacher grades what was written."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

import httpx

from quiz.desk import Desk
from quiz.web.app import build
from quiz.web.live import hash_of
from quiz.web.school import School
from tests.web.assigned import ADDRESS, PAPER, ClassRoom


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[ClassRoom]:
    made = ClassRoom(tmp_path, PAPER, attempts=2, closes_at=None)
    yield made
    made.school.close()


async def sit(browser: httpx.AsyncClient, id_: str, essay: str = "Ships bring water.") -> str:
    """Start an attempt and answer its three questions; returns its path."""
    reply = await browser.post(f"/work/{id_}/start")
    base = reply.headers["location"].rsplit("/", 1)[0]
    page = (await browser.get(f"{base}/2")).text
    volga = re.search(r'value="(\d)"><span dir="auto">Volga', page)
    assert volga
    await browser.post(f"{base}/1", data={"t0": "Seine", "action": "next"})
    await browser.post(f"{base}/2", data={"o": volga[1], "action": "next"})
    await browser.post(f"{base}/3", data={"essay": essay, "action": "save"})
    return base


async def test_a_paper_is_sat_graded_and_marked(room: ClassRoom) -> None:
    ada = await room.pupil("Ada")
    assert "Test on rivers" in (await ada.get("/work")).text
    base = await sit(ada, room.assignment.id)
    page = (await ada.get(f"{base}/1")).text
    assert 'value="Seine"' in page
    assert "777" not in page
    reply = await ada.post(f"{base}/hand-in")
    assert reply.headers["location"] == f"{base}/result"
    page = (await ada.get(f"{base}/result")).text
    assert "still grades" in page
    assert room.book()[1][1:5] == ["2", "3", "66.7", "to grade: 1"]
    teacher = await room.teacher()
    assert "Grade Test on rivers (1)" in (await teacher.get("/teach/class")).text
    page = (await teacher.get(f"/teach/grade/{room.assignment.id}")).text
    assert "Ships bring water." in page
    assert "Water and trade." in page
    hidden = (await teacher.get(f"/teach/grade/{room.assignment.id}?names=0")).text
    assert "Ada" not in hidden
    attempt = re.search(r'name="attempt" value="(\w+)"', page)
    assert attempt
    form = {"attempt": attempt[1], "place": "2", "met": ["0"]}
    reply = await teacher.post(f"/teach/grade/{room.assignment.id}", data=form)
    assert reply.status_code == 303
    assert room.book()[1][1:5] == ["2.5", "3", "83.3", "B"]
    form = {"attempt": attempt[1], "place": "2", "met": ["0", "1"]}  # a grade may be changed
    await teacher.post(f"/teach/grade/{room.assignment.id}", data=form)
    assert room.book()[1][1:5] == ["3", "3", "100.0", "A"]
    assert "2.5" not in (await teacher.get("/teach/class.csv")).text


async def test_answers_stay_after_a_restart_and_can_be_changed(
    room: ClassRoom, tmp_path: Path
) -> None:
    ada = await room.pupil("Ada")
    base = await sit(ada, room.assignment.id)
    room.school.close()
    with Desk.open({"QUIZ_HOME": str(tmp_path / "home")}, tmp_path) as desk:
        room.school = School(room.store, "7b", desk.places)
    room.app = build(
        None, host_hash=hash_of("key"), hosts=("127.0.0.1",), address=ADDRESS, school=room.school
    )
    again = room.browser()
    again.cookies = ada.cookies
    assert 'value="Seine"' in (await again.get(f"{base}/1")).text
    await again.post(f"{base}/1", data={"t0": "", "action": "save"})
    page = (await again.post(f"{base}/hand-in")).text
    assert "Not answered yet: 1." in page
    reply = await again.post(f"{base}/hand-in", data={"sure": "1"})
    assert reply.headers["location"] == f"{base}/result"
    assert (await again.get(f"{base}/1")).headers["location"] == f"{base}/result"


async def test_the_key_is_shown_when_no_attempt_is_left(room: ClassRoom) -> None:
    ada = await room.pupil("Ada")
    for n in (1, 2):
        base = await sit(ada, room.assignment.id)
        await ada.post(f"{base}/hand-in")
        page = (await ada.get(f"{base}/result")).text
        assert ("It is 777 km long." in page) is (n == 2)
    reply = await ada.post(f"/work/{room.assignment.id}/start")
    assert reply.status_code == 422
    assert "no attempt left" in reply.text


async def test_flags_and_the_way_through_the_questions(room: ClassRoom) -> None:
    ada = await room.pupil("Ada")
    reply = await ada.post(f"/work/{room.assignment.id}/start")
    base = reply.headers["location"].rsplit("/", 1)[0]
    for action, goes in (
        ("next", 2), ("previous", 1), ("flag", 1), ("go-3", 3), ("go-9", 1), ("go-x", 1), ("", 1),
        ("save", 1),
    ):  # fmt: skip
        reply = await ada.post(f"{base}/1", data={"t0": "S", "action": action})
        assert reply.headers["location"] == f"{base}/{goes}", action
    assert "⚑" in (await ada.get(f"{base}/2")).text
    assert (await ada.get(f"{base}/99")).headers["location"] == f"{base}/1"


async def test_a_pupil_sees_only_their_own(room: ClassRoom) -> None:
    ada, cem = await room.pupil("Ada"), await room.pupil("Cem")
    base = await sit(ada, room.assignment.id, essay="SECRET")
    assert (await cem.get(f"{base}/3")).status_code == 422
    assert "SECRET" not in (await cem.get("/work")).text
    assert (await room.browser().get("/work")).headers["location"] == "/class"
    for path in (f"{base}/1", "/me/record"):
        assert (await room.browser().get(path)).headers["location"] == "/"
    for path in ("/teach/class.csv", f"/teach/grade/{room.assignment.id}"):
        assert (await ada.get(path)).headers["location"] == "/"
    assert (await ada.get("/teach/class")).status_code == 401


async def test_wrong_pins_and_names(room: ClassRoom) -> None:
    browser = room.browser()
    for name, pin, words in (
        ("Ada", "0", "not right"), ("Nobody", "1", "nobody"), ("", "", "nobody"),
    ):  # fmt: skip
        reply = await browser.post("/class/enter", data={"name": name, "pin": pin})
        assert reply.status_code == 403
        assert words in reply.text


async def test_what_was_learned_goes_home(room: ClassRoom, tmp_path: Path) -> None:
    ada = await room.pupil("Ada")
    base = await sit(ada, room.assignment.id, essay="")
    await ada.post(f"{base}/hand-in", data={"sure": "1"})
    text = (await ada.get("/me/record")).content
    path = tmp_path / "ada.jsonl"
    path.write_bytes(text)
    from quiz.desk.care.sync import restore_text

    with Desk.open({"QUIZ_HOME": str(tmp_path / "at home")}, tmp_path) as desk:
        restore_text(desk, path)
        answered = {(review.card, review.credit) for review in desk.record.reviews()}
    assert len(answered) == 2
    assert {credit for _card, credit in answered} == {1.0}


async def test_when_time_is_up_it_is_handed_in(tmp_path: Path) -> None:
    import time

    closes = int((time.time() + 3600) * 1e6)
    room = ClassRoom(tmp_path, PAPER, attempts=1, closes_at=closes)
    try:
        ada = await room.pupil("Ada")
        base = await sit(ada, room.assignment.id, essay="")
        assert "data-left" in (await ada.get(f"{base}/1")).text
        await room.school.do(
            lambda school: school.assignments.close(room.assignment, int((time.time() - 5) * 1e6))
        )
        assert (await ada.get(f"{base}/1")).headers["location"] == f"{base}/result"
        assert "It is 777 km long." in (await ada.get(f"{base}/result")).text  # nobody can sit it
        assert room.book()[1][1:4] == ["2", "3", "66.7"]
    finally:
        room.school.close()


async def test_a_wrong_key_is_put_right_in_the_gradebook(
    room: ClassRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await room.pupil("Ada")
    reply = await ada.post(f"/work/{room.assignment.id}/start")
    base = reply.headers["location"].rsplit("/", 1)[0]
    await ada.post(f"{base}/1", data={"t0": "Sequana", "action": "next"})
    await ada.post(f"{base}/hand-in", data={"sure": "1"})
    assert room.book()[1][1:3] == ["0", "3"]
    from click.testing import CliRunner

    from quiz.cli.remark import command

    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    question = "paris"
    arguments = [room.assignment.id, question, "--accept", "sequana"]
    shown = CliRunner().invoke(command, arguments, input="n\n", standalone_mode=False)
    assert "Ada  0 → 1" in shown.output, shown.exception
    assert room.book()[1][1:3] == ["0", "3"]
    CliRunner().invoke(command, [*arguments, "--yes"], standalone_mode=False)
    assert room.book()[1][1:3] == ["1", "3"]
    CliRunner().invoke(
        command, [room.assignment.id, question, "--drop", "--yes"], standalone_mode=False
    )
    assert room.book()[1][1:3] == ["0", "2"]


async def test_what_was_answered_can_be_analysed(
    room: ClassRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada", "Cem"):
        browser = await room.pupil(name)
        base = await sit(browser, room.assignment.id, essay="")
        await browser.post(f"{base}/hand-in", data={"sure": "1"})
    from click.testing import CliRunner

    from quiz.cli.commands import cli

    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    arguments = ["gradebook", "7b", "--results", room.assignment.id, "-o", "answers.csv"]
    ran = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert ran.exception is None, ran.output
    ran = CliRunner().invoke(cli, ["analyse", "answers.csv"], standalone_mode=False)
    assert "2 students, 3 questions" in ran.output


async def test_notes_on_questions_reach_the_teacher_and_the_author(
    room: ClassRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, cem = await room.pupil("Ada"), await room.pupil("Cem")
    teacher = await room.teacher()
    assert "Nobody says so." in (await teacher.get("/teach/notes")).text
    reply = await ada.post(f"/work/{room.assignment.id}/start")
    base = reply.headers["location"].rsplit("/", 1)[0]
    for form in (
        {"t0": "S", "note": "half typed"},  # saved as it is typed: no button was pressed
        {"t0": "S", "note": "3", "action": "note"},
        {"t0": "Seine", "note": "1 it is <i>dry</i>", "action": "next"},
    ):
        await ada.post(f"{base}/1", data=form, headers={"x-quiz": "fetch"})
    program = {"accept": "application/json", "content-type": "application/json"}
    await cem.post(f"/work/{room.assignment.id}/start")
    body = b'{"note": "1 it is dry"}'
    assert (await cem.post(f"{base}/1", content=body, headers=program)).status_code == 200
    page = (await teacher.get("/teach/notes")).text
    assert "rivers/paris" in page
    assert "wrong answer: it is &lt;i&gt;dry&lt;/i&gt;" in page
    assert "half typed" not in page
    assert (await ada.get("/teach/notes")).headers["location"] == "/"
    from click.testing import CliRunner

    from quiz.cli.commands import cli

    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["gradebook", "7b", "--notes"], standalone_mode=False)
    assert ran.output.splitlines() == [
        "rivers/paris The river of Paris?", "  Ada: wrong answer: it is <i>dry</i>",
        "rivers/paris The river of Paris?", "  Cem: wrong answer: it is dry",
    ]  # fmt: skip
    ran = CliRunner().invoke(cli, ["gradebook", "7b", "--keep"], standalone_mode=False)
    assert "Noted on 1 question." in ran.output
    ran = CliRunner().invoke(cli, ["suggest", "rivers.yaml"], standalone_mode=False)
    assert "wrong answer: it is <i>dry</i>; wrong answer: it is dry" in ran.output
    assert "Ada" not in ran.output
