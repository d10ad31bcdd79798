"""The thread that writes to the class store: whatever waits goes into one commit.

Three hundred answers in the same instant are then a few commits and not three hundred; each is
acknowledged after the commit that holds it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from quiz.classroom.game import ClassAnswer
from quiz.school.games import Games
from quiz.school.sql import Db

MOST_AT_ONCE = 500
"""Answers in one commit."""
T = TypeVar("T")


class _Job(Generic[T]):
    """Something else to do with the store."""

    def __init__(self, work: Callable[[Db], T]) -> None:
        self._work = work
        self.done: Future[T] = Future()

    def run(self, db: Db) -> None:
        if not self.done.set_running_or_notify_cancel():
            return
        try:
            found = self._work(db)
        except BaseException as error:
            self.done.set_exception(error)
        else:
            self.done.set_result(found)


class _Waiting:
    """An answer that waits to be written."""

    def __init__(self, game: str, answer: ClassAnswer) -> None:
        self.game, self.answer = game, answer
        self.done: Future[bool] = Future()


class SchoolWriter:
    """Writes to one class store, in the order in which it is asked."""

    def __init__(self, address: str) -> None:
        """Open the store and begin.

        Args:
            address: Path of an SQLite file, or `postgresql://…`.

        Raises:
            SchoolError: It cannot be opened.
        """
        self._db = Db.open(address)
        self._queue: SimpleQueue[_Job[object] | _Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="class store", daemon=True)
        self._thread.start()

    def answer(self, game: str, answer: ClassAnswer) -> Future[bool]:
        """Write an answer; the result says whether it was the first one to its question.

        The future fails with `SchoolError` where it could not be written.
        """
        waiting = _Waiting(game, answer)
        self._queue.put(waiting)
        return waiting.done

    def do(self, work: Callable[[Db], T]) -> Future[T]:
        """Do something else with the store, after all that was asked before."""
        job = _Job(work)
        self._queue.put(job)  # type: ignore[arg-type]  # its result is the caller's
        return job.done

    def close(self) -> None:
        """Write what waits, and end."""
        self._queue.put(None)
        self._thread.join()
        self._db.close()

    def _run(self) -> None:
        held: _Job[object] | _Waiting | None
        while (held := self._queue.get()) is not None:
            if isinstance(held, _Job):
                held.run(self._db)
                continue
            waiting = [held]
            rest: _Job[object] | None = None
            ends = False
            while len(waiting) < MOST_AT_ONCE and not self._queue.empty():
                more = self._queue.get()
                if isinstance(more, _Waiting):
                    waiting.append(more)
                    continue
                rest, ends = more, more is None
                break
            self._write(waiting)
            if rest is not None:
                rest.run(self._db)
            if ends:
                return

    def _write(self, waiting: list[_Waiting]) -> None:
        by_game: dict[str, list[_Waiting]] = {}
        for one in waiting:
            if one.done.set_running_or_notify_cancel():
                by_game.setdefault(one.game, []).append(one)
        for game, those in by_game.items():
            try:
                written = Games(self._db).add_answers(game, [one.answer for one in those])
            except BaseException as error:
                for one in those:
                    one.done.set_exception(error)
            else:
                for one, is_first in zip(those, written, strict=True):
                    one.done.set_result(is_first)
