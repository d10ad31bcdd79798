"""An assignment that is sat from another machine: an exam whose answers are kept on the server.

What is done stands here at once and waits to be sent; a line that is lost loses none of it.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import RLock
from time import monotonic

import msgspec

from quiz.desk.sittings.question import Question
from quiz.errors import QuizError
from quiz.items import Essay, Outcome, Prompt, Response, decode_response, encode_response
from quiz.memory import MemoryState
from quiz.study import CardRef
from quiz.study.blueprint import Drawn
from quiz.study.exam import ExamState, Given
from quiz.translation import _
from quiz.web.client import LineLost
from quiz.web.sat import SatAttempt, SatReply, SatSent
from quiz.web.work_client import WorkClient

_BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
"""The server's clock counts; this one only orders what is done here."""


class RemoteExam:
    """An attempt at an assignment, as `SatExam` has it."""

    def __init__(
        self, client: WorkClient, assignment: str, told: SatAttempt, *, sends_at_once: bool = False
    ) -> None:
        """Take an attempt as the server told it.

        Args:
            client: The way to the server, signed in.
            assignment: Id of the assignment.
            told: The attempt.
            sends_at_once: Whether all is sent as it is done; if not, when `send_waiting` is called.

        Raises:
            QuizError: It is none that can be sat.
        """
        self._sends_at_once = sends_at_once
        self._client, self.assignment, self.n = client, assignment, told.n
        self.title = told.title
        """Of the assignment."""
        self.trouble = ""
        """Why what is done is not being kept just now; empty while it is."""
        self._passages = told.passages
        self._questions = list(told.questions)
        self._waits: dict[int, SatSent] = {}
        self._lock, self._line = RLock(), RLock()
        self._left_s, self._told_at = told.left_s, monotonic()
        if not told.questions and not told.is_handed_in:
            raise QuizError(_("this is no server of a game"))
        self.state = ExamState(
            paper=told.paper,
            questions=tuple(
                Drawn(ref=CardRef("", str(at)), points=one.item.points if one.item else 1.0, row=0)
                for at, one in enumerate(told.questions)
            ),
            given=tuple(one.given for one in told.questions),
            seed=0,
            started_at=_BEGAN,
            factor=told.factor,
            place=min(max(0, told.place), max(0, len(told.questions) - 1)),
            is_handed_in=told.is_handed_in,
        )
        """How it stands, with what is not sent yet."""

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self._questions)

    @property
    def is_sent(self) -> bool:
        """Whether all that was done is kept on the server."""
        return not self._waits

    def left_s(self) -> float | None:
        """Return the seconds left; None where time does not count."""
        if self._left_s is None:
            return None
        return max(0.0, self._left_s - (monotonic() - self._told_at))

    def _now(self) -> datetime:
        """Return a time at which the exam's own clock has as much left as the server says."""
        left = self.left_s()
        if left is None or not self.state.time_s:
            return _BEGAN
        return _BEGAN + timedelta(seconds=max(0.0, self.state.time_s - left))

    def question(self, place: int) -> Question | None:
        """Return a question; None where its bank has it no more."""
        told = self._questions[place]
        if told.item is None:
            return None
        blanks = ("",) * max(0, told.hints_of - len(told.hints))
        item = told.item.replaced(hints=told.hints + blanks)
        at = told.passage
        return Question(
            place=place,
            total=self.total,
            ref=self.state.questions[place].ref,
            bank_title=self.title,
            path="",
            line=0,
            prompt=Prompt(item=item, order=told.order, gap_orders=told.gap_orders),
            passage=self._passages[at] if 0 <= at < len(self._passages) else "",
            state=MemoryState(),
            time_limit_s=0.0,
        )

    def response(self, place: int) -> Response | None:
        """Return what was answered to a question so far."""
        text = self.state.given[place].response
        try:
            return decode_response(text) if text else None
        except msgspec.DecodeError:  # the server is not believed
            return None

    def outcome(self, place: int) -> Outcome | None:
        """Return the outcome of a question that was shown; None where none was."""
        return self._questions[place].outcome if self.state.given[place].tries else None

    def is_marked_at_once(self, place: int) -> bool:
        """Return whether an answer to a question is marked when it is given."""
        return self.state.marks_at_once and not isinstance(self._questions[place].item, Essay)

    # What the pupil does: it stands here at once, and waits to be sent

    def go_to(self, place: int, *, elapsed_ms: int = 0) -> None:
        """Put another question in front; the time is that of the one before."""
        with self._lock:
            before = self.state.place
            state = self.state.looked_at(before, elapsed_ms, self._now())
            self.state = state.go_to(place, self._now())
            if elapsed_ms:
                self._wait(before, SatSent(elapsed_ms=elapsed_ms))
        self._send_if_at_once()

    def answer(
        self,
        response: Response | None,
        *,
        elapsed_ms: int = 0,
        certainty: int | None = None,
        is_draft: bool = False,
    ) -> Outcome | None:
        """Keep an answer to the question in front; None stands for none.

        Where answers are marked at once it waits for the server, and returns what came of it.

        Raises:
            QuizError: The server refuses it.
            LineLost: It cannot be marked, as the server cannot be reached.
        """
        place = self.state.place
        if self.state.is_locked(place) or self.state.is_handed_in:
            return None
        is_marked = response is not None and not is_draft and self.is_marked_at_once(place)
        sent = SatSent(
            response=response, certainty=certainty, elapsed_ms=elapsed_ms, checks=is_marked
        )
        with self._lock:
            text = encode_response(response) if response is not None else ""
            self.state = self.state.answer(
                place, text, self._now(), elapsed_ms=elapsed_ms, certainty=certainty
            )
            self._wait(place, sent)
        if not is_marked:
            self._send_if_at_once()
            return None
        try:
            self.send_waiting()
        finally:
            self._check_no_more(place)
        return self.outcome(place)

    def _check_no_more(self, place: int) -> None:
        """Let an answer whose marking failed wait as it stands; only the pupil has it marked."""
        with self._lock:
            if place in self._waits:
                self._waits[place] = msgspec.structs.replace(self._waits[place], checks=False)

    def flag(self) -> bool:
        """Flag the question in front, or no longer; return whether it is flagged now."""
        with self._lock:
            place = self.state.place
            self.state = self.state.flag(place, self._now())
            is_flagged = self.state.given[place].is_flagged
            self._wait(place, SatSent(is_flagged=is_flagged))
        self._send_if_at_once()
        return is_flagged

    def hint(self) -> str | None:
        """Return the next hint of the question in front; None where there is none to be had.

        Raises:
            QuizError: The server refuses it.
            LineLost: It cannot be reached.
        """
        place = self.state.place
        given, told = self.state.given[place], self._questions[place]
        if not given.tries or given.hints >= told.hints_of:
            return None
        self._wait(place, SatSent(hints=given.hints + 1))
        self.send_waiting()
        hints = self._questions[place].hints
        return hints[given.hints] if len(hints) > given.hints else None

    def note(self, text: str) -> None:
        """Tell the teacher what is wrong with the question in front, perhaps in no words."""
        self._wait(self.state.place, SatSent(note=text))
        self._send_if_at_once()

    def hand_in(self) -> None:
        """Send what waits, and end the answering.

        Raises:
            QuizError: The server refuses it.
            LineLost: It cannot be reached.
        """
        with self._line:
            self.send_waiting()
            self._client.hand_in(self.assignment, self.n)
            self.state = msgspec.structs.replace(self.state, is_handed_in=True)

    # Sending

    def _wait(self, place: int, sent: SatSent) -> None:
        """Let something wait to be sent, together with what waits of its question already."""
        with self._lock:
            before = self._waits.pop(place, SatSent())
            is_new = sent.response is not msgspec.UNSET
            self._waits[place] = SatSent(
                response=sent.response if is_new else before.response,
                checks=sent.checks,
                certainty=sent.certainty if is_new else before.certainty,
                elapsed_ms=before.elapsed_ms + sent.elapsed_ms,
                is_flagged=before.is_flagged
                if sent.is_flagged is msgspec.UNSET
                else sent.is_flagged,
                hints=max(before.hints, sent.hints),
                note=before.note if sent.note is msgspec.UNSET else sent.note,
            )

    def _send_if_at_once(self) -> None:
        """Send what waits where nobody else does; a line that is lost is said by `trouble`."""
        if self._sends_at_once:
            with suppress(LineLost):
                self.send_waiting()

    def send_waiting(self) -> None:
        """Send what waits, the question that was done last at the end.

        Raises:
            QuizError: The server refuses something; that waits no more.
            LineLost: It cannot be reached; all that was not kept waits on.
        """
        with self._line:
            while self._waits:
                with self._lock:
                    place, sent = next(iter(self._waits.items()))
                try:
                    reply = self._client.send(self.assignment, self.n, place, sent)
                except LineLost as error:
                    words = _(
                        "{error} Your answers are kept here and sent as soon as there is one."
                    )
                    self.trouble = words.format(error=error)
                    raise
                except QuizError:
                    self._waits.pop(place, None)
                    raise
                self.trouble = ""
                self._take(place, sent, reply)

    def _take(self, place: int, sent: SatSent, reply: SatReply) -> None:
        """Take up what the server says of a question, under what was done here meanwhile."""
        with self._lock:
            self._left_s, self._told_at = reply.left_s, monotonic()
            if reply.is_handed_in or reply.question is None:
                self._waits.clear()
                self.state = msgspec.structs.replace(self.state, is_handed_in=True)
                return
            self._questions[place] = msgspec.structs.replace(
                reply.question, passage=self._questions[place].passage
            )  # counted as it was told first
            now = self._waits.pop(place)
            given = reply.question.given
            if now is not sent:
                self._waits[place] = _without(now, sent)
                given = _under(self.state.given[place], given)
            places = self.state.given
            self.state = msgspec.structs.replace(
                self.state, given=(*places[:place], given, *places[place + 1 :]), seen_at=None
            )


def _without(now: SatSent, sent: SatSent) -> SatSent:
    """Return what waits, without the time that was sent meanwhile."""
    return msgspec.structs.replace(now, elapsed_ms=max(0, now.elapsed_ms - sent.elapsed_ms))


def _under(here: Given, told: Given) -> Given:
    """Return what was done with a question: here since it was sent, else as the server has it."""
    return msgspec.structs.replace(
        told,
        response=here.response,
        certainty=here.certainty,
        at=here.at,
        is_flagged=here.is_flagged,
    )
