"""A class on the server: who is in it, and what its pupils sit; one thread does all of it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import time
from typing import TypeVar

from quiz.desk.classroom.work import Work, pupils_folder
from quiz.library.folders import Folders
from quiz.school.assignments import Assignments
from quiz.school.classes import Classes, ClassRow, Pupil
from quiz.school.sql import Db
from quiz.translation import _
from quiz.web.live import NoSeat, hash_of, new_token

T = TypeVar("T")


class School:
    """The class that a server serves."""

    def __init__(self, address: str, class_name: str, places: Folders) -> None:
        """Open the store.

        Args:
            address: Of the class store.
            class_name: Which class.
            places: Where banks are, and beside whose record those of the pupils lie.

        Raises:
            QuizError: There is no such class, or the store cannot be opened.
        """
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="school")
        self._address, self._places = address, places
        self.row: ClassRow = self._thread.submit(self._open, class_name).result()
        """The class."""

    def _open(self, class_name: str) -> ClassRow:
        self._db = Db.open(self._address)
        self.classes, self.assignments = Classes(self._db), Assignments(self._db)
        self.work = Work(pupils_folder(self._places), self._places, self.assignments, time)
        return self.classes.named(class_name)

    def close(self) -> None:
        """Close the store and the pupils' records."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _close(self) -> None:
        self.work.close()
        self._db.close()

    async def do(self, work: Callable[["School"], T]) -> T:
        """Do something with classes, assignments or records, in their thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, self)

    async def names(self) -> list[str]:
        """Return the names of the pupils."""
        return await self.do(lambda school: [p.name for p in school.classes.pupils(school.row)])

    async def enter(self, name: str, pin: str) -> str | None:
        """Return the token of a new seat for a pupil who has the PIN; None for a wrong one.

        Raises:
            QuizError: Nobody has this name.
        """
        token = new_token()

        def check(school: "School") -> bool:
            pupil = school.classes.pupil_named(school.row, name)
            return school.classes.enter(pupil, pin, hash_of(token))

        return token if await self.do(check) else None

    async def pupil_of(self, token: str) -> Pupil:
        """Return the pupil of a seat's token.

        Raises:
            NoSeat: There is none, or of another class.
        """
        pupil = await self.do(lambda school: school.classes.seated(hash_of(token)))
        if pupil is None or pupil.class_id != self.row.id:
            raise NoSeat(_("Sign in first."))
        return pupil
