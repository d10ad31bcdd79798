"""An exam at the desk: what is done is on disk at once, and it is marked when it is handed in."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import randbelow
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.remarking import Remark, RemarkKind, remarked
from quiz.desk.exams.asked import asked_of, decoded, encoded, note_of
from quiz.desk.exams.papers import available, opened_paper
from quiz.desk.exams.result import ExamAnswer, ExamResult
from quiz.desk.sittings.opening import QuestionSource, in_library, open_question, review_of
from quiz.desk.sittings.question import Question
from quiz.errors import QuizError
from quiz.items import (
    Context,
    Essay,
    Outcome,
    Response,
    SelfGraded,
    Ticked,
    decode_response,
    encode_response,
)
from quiz.items.paper import Behaviour, Paper
from quiz.memory import derived_rating
from quiz.store import SittingRow, new_uid
from quiz.study import CardRef, Mode
from quiz.study.behaviour import certainty_report
from quiz.study.blueprint import Available, drawn, rows_of, shortages
from quiz.study.exam import ExamState, begun, mark_of, merged
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

NOTE = "exam/"
"""Under this and its uid the record keeps an exam as it stands."""
REMARKS = "remarks/"
"""Under this and its uid the record keeps what was done about questions whose key was wrong."""
_MOST_UNFINISHED = 9
"""So many of the exams that were left are looked at."""
_LEAST_SEEN = 0.5
"""Of the questions must have been answered once for a score to be predicted."""
_SURE = 3


class _Config(msgspec.Struct, frozen=True):
    """What the record's row of an exam is about."""

    mode: str
    banks: tuple[str, ...]
    paper: Paper
    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ("exam",)
    """So that its score is not taken for one of a whole bank."""


class ExamRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a learner asks for when an exam begins."""

    names: tuple[str, ...] = ()
    """One paper's file, or banks; all banks for none."""
    tags: tuple[str, ...] = ()
    """Of banks, only questions with one of these topics; empty for all."""
    length: int | None = None
    """Questions, where there is no paper."""
    minutes: float | None = None
    """In place of what the paper says; 0 is no limit."""
    factor: float | None = None
    """Of the time, for a learner who is given more; None: as the settings say."""
    behaviour: str | None = None
    """In place of what the paper says."""
    seed: int | None = None
    """None: another exam each time."""


def asked_exam(desk: "Desk", request: ExamRequest) -> "OpenExam":
    """Begin the exam that was asked for.

    Raises:
        BankError: The paper has faults.
        QuizError: A bank cannot be used, or there is no question.
    """
    paper = asked_paper(desk, request)
    seed = randbelow(2**31) if request.seed is None else request.seed
    factor = desk.config.extra_time if request.factor is None else request.factor
    return begin_exam(desk, paper, seed=seed, factor=factor)


def asked_paper(desk: "Desk", request: ExamRequest) -> Paper:
    """Return the paper that was asked for, with the rows that it is drawn by; nothing begins yet.

    Raises:
        BankError: The paper has faults.
        QuizError: A bank cannot be used, or there is no question.
    """
    opened = opened_paper(
        desk.library,
        request.names,
        length=request.length,
        minutes=request.minutes,
        tags=request.tags,
    )
    desk.notice_once(opened.notes)
    paper, rows = opened.paper, rows_of(opened.paper, opened.pool)
    behaviour = Behaviour(request.behaviour) if request.behaviour else paper.behaviour
    return msgspec.structs.replace(paper, behaviour=behaviour, draw=rows)


def resumed_exam(desk: "Desk") -> "OpenExam":
    """Go on with the exam that was left; one whose time was over meanwhile has its result.

    Raises:
        QuizError: There is none.
    """
    exam = unfinished_exam(desk)
    if exam is None:
        raise QuizError(_("no unfinished exam; start one with `quiz exam`"))
    return exam


def begin_exam(desk: "Desk", paper: Paper, *, seed: int, factor: float = 1.0) -> "OpenExam":
    """Draw a paper and begin it.

    Args:
        desk: Where banks and record are; the paper's banks are ids of its.
        paper: The paper.
        seed: Decides which questions, and how each is laid out.
        factor: Of the paper's time, for a learner who is given more.

    Raises:
        QuizError: A row asks for more than there is, or there is no question.
    """
    pool = available(desk.library, paper.banks or tuple(entry.id for entry in desk.library.all()))
    short = shortages(paper, pool)
    if short:
        first = short[0]
        message = _("section {n} of the exam paper {why}")
        raise QuizError(message.format(n=first.row + 1, why=first.message))
    questions = drawn(paper, pool, seed)
    if not questions:
        raise QuizError(_("no questions to draw"))
    foretold = _foretold(desk, [(one.ref, one.points) for one in questions], pool)
    state = begun(paper, questions, seed, desk.now(), factor=factor, predicted=foretold)
    entries = desk.library.entries
    banks = tuple(dict.fromkeys(one.ref.bank for one in questions))
    config = _Config(
        mode=str(Mode.EXAM),
        banks=banks,
        paper=paper,
        paths=tuple(entries[bank].path for bank in banks if bank in entries),
    )
    row = SittingRow(
        uid=new_uid(),
        mode=str(Mode.EXAM),
        title=paper.title,
        seed=seed,
        config=msgspec.json.encode(config).decode(),
        cards=msgspec.json.encode([one.ref for one in questions]).decode(),
        started_at=desk.now(),
    )
    desk.record.begin_sitting(row)
    asked = asked_of(desk.library, questions)
    if asked is not None:
        desk.record.put_meta(note_of(row.uid), encoded(asked))
    exam = OpenExam(desk, row, state)
    exam.keep()
    return exam


def unfinished_exam(desk: "Desk") -> "OpenExam | None":
    """Return the newest exam that was left before it was handed in; None if there is none.

    One whose time is over meanwhile is handed in, as it stood when time was up.
    """
    return next(iter(unfinished_exams(desk)), None)


def unfinished_exams(desk: "Desk") -> "list[OpenExam]":
    """Return the exams that were left before they were handed in, the newest first."""
    rows = desk.record.unfinished_sittings((str(Mode.EXAM),), _MOST_UNFINISHED)
    exams = [exam for row in rows if (exam := _taken_up(desk, row)) is not None]
    for exam in exams:
        if exam.state.is_handed_in or exam.left_s() == 0:
            exam.was_ended_by_clock = not exam.state.is_handed_in
            exam.hand_in()
    return exams


def past_exam(desk: "Desk", uid: str) -> "OpenExam | None":
    """Return an exam that was handed in, to look at again; None where its details are gone."""
    row = desk.record.sitting(uid)
    return _taken_up(desk, row) if row is not None else None


def _taken_up(desk: "Desk", row: SittingRow) -> "OpenExam | None":
    """Return an exam as it stands, its banks' files opened if need be."""
    try:
        state = msgspec.json.decode(desk.record.meta(NOTE + row.uid) or "", type=ExamState)
        config = msgspec.json.decode(row.config, type=_Config)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None  # a record from elsewhere: what cannot be read is left alone
    if any(bank not in desk.library.entries for bank in config.banks):
        for path in config.paths:
            if Path(path).exists():
                with suppress(QuizError):
                    desk.library.opened([path])
    return OpenExam(desk, row, state)


def _foretold(
    desk: "Desk", cards: list[tuple[CardRef, float]], pool: Sequence[Available]
) -> float | None:
    """Return the share of the points that memory predicts; None where too little is known."""
    items = {one.ref: one.item for one in pool}
    now, today = desk.now(), desk.today
    seen, expected, total = 0, 0.0, 0.0
    for ref, points in cards:
        guess = items[ref].guess_chance
        state = desk.record.state(ref.bank, ref.card)
        chance = desk.recall.now(state, today, now)
        seen += chance > 0
        expected += points * (chance + (1 - chance) * guess)
        total += points
    if not total or seen < _LEAST_SEEN * len(cards):
        return None
    return expected / total


def _remarks_of(desk: "Desk", uid: str) -> dict[str, Remark]:
    """Return what was done about questions of an exam; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(desk.record.meta(REMARKS + uid) or "{}", type=dict[str, Remark])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}


class OpenExam:
    """An exam in progress, or handed in."""

    def __init__(self, desk: "Desk", row: SittingRow, state: ExamState) -> None:
        """Take up an exam as it stands."""
        self.desk = desk
        self.state = state
        self._base, self._written = state, ""
        self.title = row.title
        self._row = row
        self._asked = decoded(desk.record.meta(note_of(row.uid)), len(state.questions))
        self.remarks = _remarks_of(desk, row.uid)
        """What was done about questions whose key was wrong, by `bank/card`."""
        self.result: ExamResult | None = None
        """How it went; None before it is handed in."""
        now = desk.now()
        self._seen = max(now, state.seen_at or now), monotonic()
        """The latest time that was seen, and what a clock that nobody sets said then."""
        self.was_ended_by_clock = False
        """Whether it was handed in just now, on being taken up, since its time was over."""

    @property
    def uid(self) -> str:
        """The exam's own id."""
        return self._row.uid

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.state.questions)

    @property
    def trouble(self) -> str:
        """Why what is done is not being kept; empty while it is."""
        return self.desk.trouble

    def now(self) -> datetime:
        """Return the time, UTC: a clock that is set back gives no time back."""
        now, (at, since) = self.desk.now(), self._seen
        if now < at:
            return at + timedelta(seconds=monotonic() - since)
        self._seen = now, monotonic()
        return now

    def left_s(self) -> float | None:
        """Return the seconds left; None where time does not count."""
        return self.state.left_s(self.now())

    def keep(self) -> None:
        """Write the exam as it stands; it is on disk when this returns.

        What was done in another window meanwhile is taken up.
        """
        name, record = NOTE + self.uid, self.desk.record
        there = record.meta(name)
        if there and there != self._written:  # another window has gone on with it
            theirs = msgspec.json.decode(there, type=ExamState)
            self.state = merged(self._base, self.state, theirs)
        self._base, self._written = self.state, msgspec.json.encode(self.state).decode()
        record.put_meta(name, self._written)

    # The questions

    def question(self, place: int) -> Question | None:
        """Return a question as it was drawn; None where that was not kept and its bank lost it."""
        drawn_one = self.state.questions[place]
        source = self._source(place, drawn_one.ref)
        if source is None:
            return None
        # Hints are given between tries; elsewhere nothing may promise them.
        hints = source.item.hints if self.state.paper.has_tries else ()
        item = source.item.replaced(points=drawn_one.points, hints=hints)
        return open_question(
            self.desk,
            drawn_one.ref,
            msgspec.structs.replace(source, item=item),
            place=place,
            total=self.total,
            seed=self.state.seed,
        )

    def _source(self, place: int, ref: CardRef) -> QuestionSource | None:
        """Return a question as the exam kept it; where it kept none, as its bank has it."""
        now = in_library(self.desk, ref)
        if self._asked is None:
            return now
        kept, bank = self._asked.questions[place], self._asked.banks[ref.bank]
        entry = self.desk.library.entries.get(ref.bank)
        return QuestionSource(
            item=kept.item,
            bank=bank.head,
            path=entry.path if entry else bank.path,
            line=now.line if now else kept.line,
        )

    def response(self, place: int) -> Response | None:
        """Return what was answered to a question so far."""
        text = self.state.given[place].response
        return decode_response(text) if text else None

    # What the learner does; each is on disk when it returns

    def go_to(self, place: int, *, elapsed_ms: int = 0) -> None:
        """Put another question in front; the time is that of the one before."""
        now = self.now()
        self.state = self.state.looked_at(self.state.place, elapsed_ms, now).go_to(place, now)
        self.keep()

    def answer(
        self,
        response: Response | None,
        *,
        elapsed_ms: int = 0,
        certainty: int | None = None,
        is_draft: bool = False,
    ) -> Outcome | None:
        """Keep an answer to the question in front, or take it away; None stands for none.

        Args:
            response: The answer.
            elapsed_ms: Time since the question was last kept.
            certainty: 1 to 3, how sure one is.
            is_draft: Keep it as it stands, without having it marked even where answers are marked
                at once: one moves on, or is still at it.

        Returns:
            What came of it, where answers are marked at once; None where they are not. An essay
            is graded by its writer once the exam is handed in, whatever the others do.
        """
        place, now = self.state.place, self.now()
        if self.state.is_locked(place) or self.state.is_handed_in:
            return None
        text = encode_response(response) if response is not None else ""
        given = self.state.given[place]
        if given.tries and text == given.response and not is_draft:
            return self._marked(place)  # the same again is no other try, and costs nothing
        self.state = self.state.answer(place, text, now, elapsed_ms=elapsed_ms, certainty=certainty)
        outcome = None
        if response is not None and not is_draft and self.is_marked_at_once(place):
            outcome = self._marked(place)
            if outcome is not None:
                self.state = self.state.tried(place, outcome.credit, now)
        self.keep()
        return outcome

    def is_marked_at_once(self, place: int) -> bool:
        """Return whether an answer to a question is marked when it is given."""
        question = self.question(place) if self.state.marks_at_once else None
        return question is not None and not isinstance(question.item, Essay)

    def outcome(self, place: int) -> Outcome | None:
        """Return the outcome of a question that was shown; None where none was."""
        return self._marked(place) if self.state.given[place].tries else None

    def flag(self) -> bool:
        """Flag the question in front, or no longer; return whether it is flagged now."""
        self.state = self.state.flag(self.state.place, self.now())
        self.keep()
        return self.state.given[self.state.place].is_flagged

    def hint(self) -> str | None:
        """Return the next hint of the question in front; None where there is none to be had.

        Hints are given between tries alone.
        """
        place = self.state.place
        question = self.question(place)
        given = self.state.given[place]
        if question is None or not given.tries or given.hints >= len(question.item.hints):
            return None
        self.state = self.state.with_given(place, self.now(), hints=given.hints + 1)
        self.keep()
        return question.item.hints[given.hints]

    # The end

    def hand_in(self) -> ExamResult | None:
        """End the answering. Return how it went; None where essays are to be graded first."""
        if not self.state.is_handed_in:
            self.state = msgspec.structs.replace(self.state, is_handed_in=True)
            self.keep()
        return None if self.to_grade() else self.finish()

    def to_grade(self) -> tuple[int, ...]:
        """Return the places of essays that were written and not graded yet."""
        found = []
        for place in range(self.total):
            question = self.question(place)
            response = self.response(place)
            if question is not None and isinstance(question.item, Essay) and response is not None:
                is_open = isinstance(response, SelfGraded) and response.rating is None
                if is_open:
                    found.append(place)
        return tuple(found)

    def grade(self, place: int, response: Response) -> None:
        """Keep the learner's own grade of an essay, once the exam is handed in."""
        assert isinstance(response, SelfGraded | Ticked), "a grade"
        self.state = self.state.with_given(place, self.now(), response=encode_response(response))
        self.keep()

    def finish(self) -> ExamResult:
        """Mark everything and count every answer as a review of its card.

        It may be called again after a kill half way: what is written already is written once.
        """
        if self.result is not None:
            return self.result
        self.result = self.reckoned()
        for answer in self.result.answers:
            if answer.outcome is not None:
                self._append(answer, answer.outcome)
        self.desk.scheduling.recount()
        self.desk.recall.forget()
        ended = min(self.now(), self.state.ends_at or self.now())
        self.desk.record.end_sitting(
            self.uid, max(ended, self._row.started_at), self._summary(self.result)
        )
        return self.result

    def _summary(self, result: ExamResult) -> str:
        """Return how it went, as the list of results keeps it."""
        summary = {
            "credit": result.share,
            "points": result.points,
            "of": result.points_of,
            "answered": self.state.answered,
            "grade": result.grade,
            "passed": result.is_passed,
            "predicted": self.state.predicted,
        }
        return msgspec.json.encode(summary).decode()

    def reckoned(self) -> ExamResult:
        """Return how it went, or would go now, and write nothing."""
        answers = []
        for place in range(self.total):
            question = self.question(place)
            if question is None or self._is_dropped(question):
                continue
            outcome = self._marked(place)
            item, context = question.item, self.context(question.ref.bank)
            right = outcome or item.mark(item.right_response(), context)
            answers.append(
                ExamAnswer(
                    question=question,
                    response=self.response(place),
                    outcome=outcome,
                    solution=right.solution,
                    mark=mark_of(self.state, place, outcome.credit if outcome else 0.0),
                    given=self.state.given[place],
                    row=self.state.questions[place].row,
                )
            )
        return self._result(tuple(answers))

    def _append(self, answer: ExamAnswer, outcome: Outcome) -> None:
        question, given, desk = answer.question, answer.given, self.desk
        at = given.at or self.state.started_at
        rating = derived_rating(
            outcome.credit,
            hints=given.hints,
            tries=max(1, len(given.tries)),
            is_sure=given.certainty == _SURE,
            self_rating=outcome.self_rating,
        )
        review = review_of(
            desk,
            question,
            answer.response,
            outcome,
            rating,
            at=at,
            day=desk.days.ordinal(at),
            points=answer.mark.points,
            sitting=self.uid,
            uid=f"{self.uid}-{question.place}",
            points_of=answer.mark.points_of,
            elapsed_ms=given.elapsed_ms,
            hints=given.hints,
            tries=max(1, len(given.tries)),
            certainty=given.certainty,
        )
        ref = question.ref
        desk.record.append(
            review,
            lambda state: desk.scheduling.after(ref, state, rating, review.at, review.elapsed_ms),
        )

    def _marked(self, place: int) -> Outcome | None:
        """Return what came of the answer to a question; None without one."""
        question, response = self.question(place), self.response(place)
        if question is None or response is None:
            return None
        remark = self.remarks.get(f"{question.ref.bank}/{question.ref.card}")
        return remarked(question.item, self.context(question.ref.bank), response, remark)

    def _is_dropped(self, question: Question) -> bool:
        """Return whether a question counts no more."""
        remark = self.remarks.get(f"{question.ref.bank}/{question.ref.card}")
        return remark is not None and remark.kind is RemarkKind.DROP

    def remark(self, remarks: dict[str, Remark]) -> ExamResult:
        """Keep what was done about questions whose key was wrong; returns how it went with that.

        The log keeps its answers as they were marked: memory learned from them what it could.

        Args:
            remarks: By `bank/card`; all of them.
        """
        self.remarks = remarks
        text = msgspec.json.encode(remarks).decode()
        self.desk.record.put_meta(REMARKS + self.uid, text)
        self.result = self.reckoned()
        ended = self._row.ended_at or self.now()
        self.desk.record.end_sitting(self.uid, ended, self._summary(self.result))
        return self.result

    def context(self, bank: str) -> Context:
        """Return what marking needs to know of a bank."""
        kept = self._asked.banks.get(bank) if self._asked else None
        return kept.context if kept else self.desk.library.context(bank)

    def _result(self, answers: tuple[ExamAnswer, ...]) -> ExamResult:
        paper = self.state.paper
        report = None
        if paper.behaviour is Behaviour.CERTAINTY:
            report = certainty_report(
                [(a.mark.points_of, a.mark.credit, a.given.certainty) for a in answers]
            )
        return ExamResult(
            paper=paper,
            answers=answers,
            started_at=self.state.started_at,
            predicted=self.state.predicted,
            certainty=report,
        )
