"""A class with an assignment, for tests of its pages and of programs that sit it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

import httpx

from quiz.desk import Desk
from quiz.desk.classroom.gradebook import gradebook_of
from quiz.desk.exams.exam import ExamRequest, asked_paper
from quiz.school.assignments import Assignments
from quiz.school.classes import Classes
from quiz.school.sql import Db
from quiz.web.app import build
from quiz.web.client import GameClient
from quiz.web.live import LiveGame, hash_of
from quiz.web.school import School
from quiz.web.work_client import WorkClient

ADDRESS = "http://127.0.0.1:8765"
BANK = """
title: Rivers
questions:
  - id: paris
    question: The river of Paris?
    answer: Seine
    explain: It is 777 km long.
  - question: Which river is longest?
    choices: [Rhine, Danube, Volga]
    answer: Volga
  - question: Why do cities lie on rivers?
    essay: Water and trade.
    rubric: [names water, names trade]
"""
PAPER = """
title: Test on rivers
banks: [rivers.yaml]
shuffle: false
grades: {A: 90, B: 50, F: 0}
"""


class ClassRoom:
    """A class with an assignment, and what its pupils and teacher open."""

    def __init__(
        self,
        folder: Path,
        paper: str,
        attempts: int,
        closes_at: int | None,
        *,
        bank: str = BANK,
        live: LiveGame | None = None,
    ) -> None:
        (folder / "rivers.yaml").write_text(bank)
        (folder / "paper.yaml").write_text(paper)
        self.store = str(folder / "home" / "classes.sqlite")
        with Desk.open({"QUIZ_HOME": str(folder / "home")}, folder) as desk:
            db = Db.open(self.store)
            classes = Classes(db)
            self.pins = {
                one.pupil.name: one.pin for one in classes.add("7b", [("Ada", 1.0), ("Cem", 1.5)])
            }
            asked = asked_paper(desk, ExamRequest(names=(str(folder / "paper.yaml"),)))
            paths = [desk.library.entries[bank].path for bank in asked.banks]
            self.assignment = Assignments(db).add(
                classes.named("7b"), asked, paths, opens_at=0, closes_at=closes_at,
                attempts=attempts, is_same=True,
            )  # fmt: skip
            db.close()
            self.school = School(self.store, "7b", desk.places)
        self.app = build(
            live, host_hash=hash_of("key"), hosts=("127.0.0.1",), address=ADDRESS,
            school=self.school,
        )  # fmt: skip

    def browser(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url=ADDRESS)

    async def pupil(self, name: str) -> httpx.AsyncClient:
        browser = self.browser()
        form = {"name": name, "pin": self.pins[name]}
        reply = await browser.post("/class/enter", data=form)
        assert reply.headers["location"] == "/work"
        return browser

    async def teacher(self) -> httpx.AsyncClient:
        browser = self.browser()
        reply = await browser.post("/teach/enter", data={"token": "key"})
        assert reply.status_code == 303
        return browser

    def book(self) -> list[list[str]]:
        db = Db.open(self.store)
        classes = Classes(db)
        found = gradebook_of(classes, Assignments(db), classes.named("7b")).table()
        db.close()
        return found


class NearClient(GameClient):
    """A way to a class page without a socket, whose line can be cut."""

    def __init__(self, room: ClassRoom) -> None:
        super().__init__(ADDRESS)
        self.room = room
        self.is_cut = False
        self.loses_reply = False
        """Whether the next request comes through, and its answer does not."""
        self.asked: list[tuple[str, str, bytes]] = []
        """What came through: method, path, body."""
        self.told = ""
        """All that came back."""

    def _bytes(
        self, method: str, path: str, form: dict[str, Any] | None, data: bytes | None, most: int
    ) -> bytes:
        if self.is_cut:
            raise self._lost()
        with ThreadPoolExecutor(1) as thread:  # a loop may run in this one
            return thread.submit(
                lambda: asyncio.run(self._sent(method, path, form, data, most))
            ).result()

    async def _sent(
        self, method: str, path: str, form: dict[str, Any] | None, data: bytes | None, most: int
    ) -> bytes:
        async with self.room.browser() as browser:
            headers = self._headers()
            if data is not None:
                headers["content-type"] = "application/json"
            reply = await browser.request(method, path, headers=headers, data=form, content=data)
            self._cookies |= dict(reply.cookies)
        self.asked.append((method, path, reply.request.content))
        self.told += reply.text
        if self.loses_reply:
            self.loses_reply = False
            raise self._lost()
        self._check(reply.status_code, reply.content)
        return reply.content[:most]


def signed_in(room: ClassRoom, name: str = "Ada") -> WorkClient:
    """Return a program in which a pupil signed in."""
    client = WorkClient(NearClient(room))
    client.enter(name, room.pins[name])
    return client
