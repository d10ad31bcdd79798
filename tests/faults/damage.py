"""Flips bytes of records, and opens them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.day import overview
from quiz.desk.today.known import known_shares
from quiz.errors import QuizError
from quiz.library.folders import Folders, folders
from quiz.study import Mode, Request
from tests.support import EVERY_KIND

_ROUNDS = 4


class Damage(msgspec.Struct):
    """What came of it."""

    stores: int = 0
    unharmed: int = 0
    """Opened with nothing to say, and every answer there."""
    told: int = 0
    """Put aside, restored or read only in part, and the learner is told."""
    refused: int = 0
    """Not opened, and the learner is told why: it seems to be of a newer version."""
    lost_in_silence: int = 0
    """Opened with nothing to say, and an answer is missing."""
    faults: int = 0
    """Ended with an error of the program."""

    @property
    def is_good(self) -> bool:
        """Whether each was opened, or its damage told."""
        return not (self.lost_in_silence or self.faults)


def flip_bytes(folder: Path, stores: int, seed: int) -> Damage:
    """Damage a record again and again, each time from whole, and open and use it.

    Args:
        folder: An empty folder for all that is written.
        stores: How often.
        seed: Decides what is flipped.
    """
    rng = Random(seed)
    places, answers = filled(folder)
    data = places.record.read_bytes()
    found = Damage()
    for _ in range(stores):
        found.stores += 1
        broken = bytearray(data)
        for _ in range(rng.choice([1, 1, 5, 200])):
            reach = min(len(data), rng.choice([120, 4096, len(data)]))
            broken[rng.randrange(reach)] = rng.randrange(256)
        places.record.write_bytes(broken)
        try:
            with Desk(places) as desk:
                overview(desk)
                known_shares(desk)
                kept = len(desk.record.reviews())
                _answer(desk, 2)
                if desk.record.notice or desk.notices or desk.trouble:
                    found.told += 1
                elif kept == answers:
                    found.unharmed += 1
                else:
                    found.lost_in_silence += 1
        except QuizError:
            found.refused += 1
        except Exception:
            found.faults += 1
        for aside in places.record.parent.glob("record-damaged-*"):
            aside.unlink()
    return found


def filled(folder: Path) -> tuple[Folders, int]:
    """Answer questions for some days; return where all lies, and how many answers there are."""
    (folder / "questions").mkdir()
    (folder / "questions" / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")
    places = folders({"QUIZ_HOME": str(folder / "home")}, folder)
    return places, _fill(places)


def _fill(places: Folders) -> int:
    now = datetime.now(UTC) - timedelta(days=_ROUNDS)
    count = 0
    for number in range(_ROUNDS):
        moment = now + timedelta(days=number)
        with Desk(places, now=lambda moment=moment: moment) as desk:  # type: ignore[misc]
            count += _answer(desk, 15)
            desk.back_up()
    return count


def _answer(desk: Desk, most: int) -> int:
    quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("every",), length=most))
    count = 0
    while quiz.question is not None:
        quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1000)
        count += 1
    quiz.finish()
    return count
