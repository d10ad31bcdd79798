"""The thread that writes to the class store: whatever waits goes into one commit.

Three hundred answers in the same instant are then a few commits and not three hundred; each is
acknowledged after the commit that holds it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from quiz.classroom.game import ClassAnswer
from quiz.school.games import Games
from quiz.school.sql import Db

MOST_AT_ONCE = 500
"""Writes in one commit."""
T = TypeVar("T")


class _Asked:
    """Something to do with the store, and what waits for it."""

    def __init__(self, work: Callable[[Any], Any], *, shares_commit: bool) -> None:
        self.work, self.shares_commit = work, shares_commit
        self.done: Future[Any] = Future()

    def run(self, with_: object) -> None:
        """Do it, and tell who waits."""
        try:
            found = self.work(with_)
        except BaseException as error:
            self.done.set_exception(error)
        else:
            self.done.set_result(found)


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
        self._queue: SimpleQueue[_Asked | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="class store", daemon=True)
        self._thread.start()

    def answer(self, game: str, answer: ClassAnswer) -> Future[bool]:
        """Write an answer; the result says whether it was the first one to its question.

        The future fails with `SchoolError` where it could not be written.
        """
        return self.write(lambda games: games.add_answer(game, answer))

    def write(self, work: Callable[[Games], T]) -> Future[T]:
        """Write something small, in one commit with what else waits.

        Args:
            work: Writes, and begins no transaction of its own.
        """
        return self._put(_Asked(work, shares_commit=True))

    def do(self, work: Callable[[Db], T]) -> Future[T]:
        """Do something else with the store, after all that was asked before."""
        return self._put(_Asked(work, shares_commit=False))

    def _put(self, asked: _Asked) -> Future[Any]:
        self._queue.put(asked)
        return asked.done

    def close(self) -> None:
        """Write what waits, and end."""
        self._queue.put(None)
        self._thread.join()
        self._db.close()

    def _run(self) -> None:
        asked = self._queue.get()
        while asked is not None:
            if not asked.shares_commit:
                if asked.done.set_running_or_notify_cancel():
                    asked.run(self._db)
                asked = self._queue.get()
                continue
            batch = [asked]
            asked = None
            while len(batch) < MOST_AT_ONCE and not self._queue.empty():
                asked = self._queue.get()
                if asked is None or not asked.shares_commit:
                    break
                batch.append(asked)
                asked = None
            else:
                self._write(batch)
                asked = self._queue.get()
                continue
            self._write(batch)

    def _write(self, batch: list[_Asked]) -> None:
        """Do what is asked in one commit; where that fails, each alone, so that one harms no other.

        Nobody is told of anything before the commit.
        """
        waiting = [one for one in batch if one.done.set_running_or_notify_cancel()]
        games = Games(self._db)
        try:
            with self._db.transaction():
                found = [one.work(games) for one in waiting]
        except BaseException:
            for one in waiting:
                one.run(games)
        else:
            for one, result in zip(waiting, found, strict=True):
                one.done.set_result(result)
