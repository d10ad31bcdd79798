"""A sitting at the desk: each answer is marked, committed, and only then shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.following import seen_question
from quiz.desk.sittings.ladder import Lifelines
from quiz.desk.sittings.notes import SittingNotes
from quiz.desk.sittings.opening import in_library, open_question, review_of
from quiz.desk.sittings.question import Feedback, Mistake, Question, Result
from quiz.desk.sittings.restoring import answer_of, renamed_cards, restored
from quiz.desk.sittings.shared import share_of, versus_words
from quiz.desk.today.best_runs import runs_of
from quiz.desk.today.recent import earlier_shares
from quiz.errors import Overtaken, QuizError
from quiz.items import (
    Outcome,
    Rating,
    Response,
    Typed,
    decode_response,
)
from quiz.library.index import REVERSE
from quiz.memory import LEARN_AHEAD, CardAction, MemoryState, derived_rating, interval_words
from quiz.memory.leech import is_leech_now
from quiz.store import QuestionNote, Review, SeenQuestion, SittingRow, new_uid
from quiz.store.log import Step
from quiz.study import (
    CardRef,
    Game,
    GameRun,
    Mode,
    Sitting,
    Tally,
    best_of,
    by_topic,
    points_after_hints,
    speed_share,
)
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class OpenSitting:
    """A sitting in progress."""

    def __init__(self, desk: "Desk", sitting: Sitting, row: SittingRow, *, is_begun: bool) -> None:
        """Take up a sitting at its current question.

        Args:
            desk: Where the banks and the record are.
            sitting: Its state.
            row: What the record keeps of it; written before the first answer.
            is_begun: Whether the record has the row already.
        """
        self.desk = desk
        self.sitting = sitting
        self.title = row.title
        self._row = row
        self._is_begun = is_begun
        self._is_ended = False
        self.last: Feedback | None = None
        """Feedback on the last answer; None before it and after an undo."""
        self.hints_shown = 0
        self.lifelines = Lifelines(desk, is_new=not is_begun) if self._is_ladder else None
        """What a ladder offers once each; None in other games."""
        self.is_halved = False
        """Whether half of the options of this question were taken away."""
        self.undone: Response | None = None
        """What was answered to the question that an undo asks again; None if it was not."""
        self._question: Question | None = None
        self._put_away: list[tuple[int, CardRef, bool]] = []
        """Cards that were put away here, each with the answers there were then, and whether it
        had been answered."""

        self._notes = SittingNotes(desk)

    @property
    def uid(self) -> str:
        """Id of the sitting in the record."""
        return self._row.uid

    @property
    def can_undo(self) -> bool:
        """Whether there is something in this sitting to undo."""
        if self._notes.can_undo(self._moment):
            return True
        return bool(self.sitting.answers or self._put_away) and not self._is_ladder

    @property
    def _moment(self) -> tuple[int, int]:
        """How far the sitting is: answers, and cards that were put away."""
        return len(self.sitting.answers), len(self._put_away)

    @property
    def _is_ladder(self) -> bool:
        return self.sitting.request.game is Game.LADDER

    @property
    def tally(self) -> Tally:
        """What the answers amount to so far."""
        return self.sitting.tally

    @property
    def question(self) -> Question | None:
        """The question to answer now; None at the end."""
        if self._question is None:
            self._question = self._next_question()
        return self._question

    def _next_question(self) -> Question | None:
        if self.sitting.request.mode is not Mode.QUIZ:
            self.sitting.settle(self.desk.now(), LEARN_AHEAD)
        while (ref := self.sitting.current) is not None:
            question = self._laid_out(self.sitting.place, ref)
            if question is not None:
                return question
            self.sitting.drop_current()
        return None

    def hasten(self, refs: Iterable[CardRef]) -> bool:
        """Ask a waiting card of some next, before its time; return whether there is one."""
        if not self.sitting.hasten(refs):
            return False
        self._turn()
        return True

    def _laid_out(self, place: int, ref: CardRef) -> Question | None:
        """Return the question at a place; None if its bank no longer has it."""
        source = in_library(self.desk, ref)
        if source is None:
            return None
        is_counted = not self.sitting.request.game.is_open_ended
        return open_question(
            self.desk,
            ref,
            source,
            place=place,
            total=len(self.sitting.cards) if is_counted else None,
            seed=self.sitting.request.seed,
            is_timed=self.sitting.request.mode is Mode.QUIZ,
        )

    def take_up(self, bank: str, moves: Mapping[str, str]) -> bool:
        """Go on with a bank that was edited; return whether the question asked reads otherwise.

        One that is gone stays as it was asked until it is answered.

        Args:
            bank: Its id.
            moves: New id of each item that lives on under another one.
        """
        renamed = renamed_cards(bank, moves)
        self.sitting.rename(renamed)
        self._put_away = [(at, renamed.get(ref, ref), was) for at, ref, was in self._put_away]
        asked = self._question
        if asked is None:
            return False
        question = self._laid_out(asked.place, renamed.get(asked.ref, asked.ref))
        if question is None:
            return False
        self._question = question
        return (question.prompt, question.passage) != (asked.prompt, asked.passage)

    # Answering

    def hint(self) -> str | None:
        """Show the next hint; None if there is no more."""
        question = self._asked()
        if self.hints_shown >= len(question.item.hints):
            return None
        if self.lifelines is not None and not self.lifelines.take_hint():
            return None
        self.hints_shown += 1
        return question.item.hints[self.hints_shown - 1]

    @property
    def can_halve(self) -> bool:
        """Whether half of the options of the question can be taken away."""
        lines, question = self.lifelines, self.question
        return lines is not None and question is not None and lines.can_halve(question)

    def halve(self) -> Question | None:
        """Take half of the options away, which counts as a hint; None if that cannot be."""
        question = self._asked()
        if self.lifelines is None or not self.can_halve:
            return None
        self.is_halved = True
        self._question = self.lifelines.halve(question, self.sitting.request.seed)
        return self._question

    def hand_in(self, response: Response, *, elapsed_ms: int) -> Feedback:
        """Mark a response and record it; it is on disk when this returns.

        Args:
            response: What the learner answered.
            elapsed_ms: Time since the question was shown.

        Raises:
            QuizError: The sitting is over.
            Overtaken: Another window has gone on with it; another question may be next.
        """
        question = self._asked()
        outcome = question.item.mark(response, self.desk.library.context(question.ref.bank))
        rating = derived_rating(outcome.credit, hints=self._helps, self_rating=outcome.self_rating)
        review = self._review(question, response, outcome, rating, elapsed_ms)
        return self._recorded(question, response, outcome, review)

    def skip(self, *, elapsed_ms: int = 0) -> None:
        """Leave the question unanswered: credit 0, no review, and it does not come back."""
        question = self._asked()
        review = self._review(question, None, None, None, elapsed_ms)
        self._begin()
        self._keep(review, lambda state: state)
        self.sitting.add(answer_of(review))
        self.last = None
        self._turn()

    def put_away(
        self,
        action: CardAction,
        value: int | None = None,
        *,
        is_last: bool = False,
        ref: CardRef | None = None,
    ) -> None:
        """Do something with a card that takes it out of this sitting; `undo` takes that back.

        Args:
            action: Bury until tomorrow, suspend, make new, or set due.
            value: The study day that setting due names, as an ordinal.
            is_last: It is the card that was answered last, not the one that is asked.
            ref: Another card that is still to come; None for one of these two.

        Raises:
            QuizError: The sitting is over, or nothing was answered.
        """
        if ref is None:
            ref = self._last().question.ref if is_last else self._asked().ref
        self.desk.do(ref, action, self.desk.today if action is CardAction.BURY else value)
        self._put_away.append((len(self.sitting.answers), ref, is_last))
        self.sitting.stay_away(ref, self.sitting.place - 1)
        self.last = None
        self._turn()

    def rate(self, rating: Rating) -> Feedback:
        """Give the last card another rating than the one derived.

        Raises:
            QuizError: There is no last answer.
        """
        last = self._last()
        if last.rating is rating:
            return last
        review = msgspec.structs.replace(
            last.review, uid=new_uid(), rating=rating, replaces=last.review.uid
        )
        return self._amended(last, review, last.outcome)

    def override(self) -> Feedback:
        """Count the last answer as right: "I was right".

        Raises:
            QuizError: There is no last answer, or it cannot be.
        """
        last = self._last()
        if not last.can_be_overridden or last.was_overridden:
            raise QuizError(_("you can only override a typed answer that was graded wrong"))
        outcome = msgspec.structs.replace(last.outcome, credit=1.0)
        points = points_after_hints(1.0, last.review.points_of, last.review.hints)
        review = msgspec.structs.replace(
            last.review,
            uid=new_uid(),
            rating=derived_rating(1.0, hints=last.review.hints),
            credit=1.0,
            points=points,
            is_overridden=True,
            replaces=last.review.uid,
        )
        return self._amended(last, review, outcome)

    def note(self, ref: CardRef, text: str) -> QuestionNote | None:
        """Note for its author what is wrong with a question; nothing is marked or counted.

        Args:
            ref: Its card.
            text: What is wrong; if there is a note already and nothing is said, it is removed.

        Returns:
            The note; None if one was removed.
        """
        return self._notes.toggle(ref, text, self._moment)

    def undo_note(self) -> QuestionNote | None:
        """Undo a note, if that is what was done last; return it. The question stays."""
        return self._notes.undo(self._moment)

    def undo(self) -> Question | None:
        """Undo what was done last in this sitting; its question is asked again.

        What was answered to it is in `undone`, and its hints stay shown.
        That is an answer, or a card that was put away; one that was put away after its answer
        keeps that, and only comes again when it is due. None if there is nothing.
        """
        if self._put_away and self._put_away[-1][0] == len(self.sitting.answers):
            _place, ref, was_answered = self._put_away.pop()
            self.desk.undo_last_action(ref)
            if was_answered:
                self._come_back(ref, self.desk.record.state(ref.bank, ref.card))
            else:
                self.sitting.cards.insert(self.sitting.place, ref)
            self.last = None
            self._turn()
            return self.question
        if not self.sitting.answers or self._is_ladder:
            return None
        answer = self.sitting.answers[-1]
        ref = answer.ref
        record, rebuild = self.desk.record, self.desk.scheduling.rebuild(ref.card)
        if self._is_ended:
            self._is_ended = False
            record.reopen_sitting(self._row.uid)
        record.retract(answer.review, rebuild, self.desk.now())
        self.desk.scheduling.recount()
        self.desk.recall.unlearn(answer.review)
        self.sitting.take_back()
        if self.sitting.request.mode is not Mode.QUIZ:
            self.sitting.stay_away(ref, self.sitting.place)
        self.last = None
        self._turn()
        self.hints_shown = answer.hints
        self.undone = decode_response(answer.response) if answer.response else None
        return self.question

    def previews(self, state: MemoryState, ref: CardRef) -> dict[Rating, MemoryState]:
        """Return the memory state that each rating would give a card now."""
        return self.desk.scheduling.preview(ref, state, self.desk.now())

    def last_previews(self) -> dict[Rating, MemoryState]:
        """Return the memory state that each rating gives the last card."""
        last = self._last()
        question, scheduling = last.question, self.desk.scheduling
        with scheduling.as_before(question.state, last.state):
            return scheduling.preview(
                question.ref, question.state, last.review.at, last.review.elapsed_ms
            )

    def interval_words(self, state: MemoryState) -> str:
        """Return after which time a state comes back, as the keys show it: `10 min`, `2 d`."""
        return interval_words(self.desk.scheduling.scheduler.interval_of(state))

    def due_moment(self, state: MemoryState) -> datetime | None:
        """Return when a state is due, UTC: on a step its time, else the start of its day."""
        return self.desk.scheduling.scheduler.due_moment(state)

    # The end

    def interim(self) -> Result:
        """Return how it went so far, and leave the sitting to be taken up again."""
        record, request = self.desk.record, self.sitting.request
        tally = self.tally
        before = self.best_before
        gained = tally.credit if request.game is Game.CLASSIC else float(tally.right)
        waits = self.sitting.waiting
        return Result(
            title=self.title,
            mode=request.mode,
            tally=tally,
            topics=tuple(by_topic(self.sitting.answers)),
            best_before=before,
            is_best=before is not None and gained > before + 1e-9,
            game=request.game,
            best_runs=self._best_runs(),
            share=share_of(self.desk, self.sitting, self._row.started_at),
            versus=versus_words(self.sitting),
            earlier=earlier_shares(self.desk, request, self._row.uid),
            waiting=len(waits),
            next_due_s=(waits[0] - self.desk.now()).total_seconds() if waits else 0.0,
            due_tomorrow=sum(record.due_by_day(self.desk.today, 2, self.desk.library.entries)[1:]),
        )

    @property
    def best_before(self) -> float | None:
        """Return the best of earlier quizzes that compare: a share, in games right answers."""
        request = self.sitting.request
        if request.is_game_by_its_rules:
            runs = runs_of(self.desk, request, self.uid)
            return max((float(run.right) for run in runs), default=None)
        if not request.is_of_whole_bank or request.game is not Game.CLASSIC:
            return None
        score = self.desk.record.scores().get(request.banks[0])
        return score.best if score else None

    def _best_runs(self) -> tuple[GameRun, ...]:
        """Return the best runs of this game, this one included as far as it is."""
        request = self.sitting.request
        if not request.is_game_by_its_rules or not self.sitting.answers:
            return ()
        mine = GameRun(uid=self.uid, right=self.tally.right, ended_at=self.desk.now(), is_mine=True)
        return best_of([*runs_of(self.desk, request, self.uid), mine])

    def finish(self) -> Result:
        """End the sitting and return how it went."""
        result = self.interim()
        tally = result.tally
        if self.sitting.answers:
            summary = {
                "credit": tally.credit,
                "points": tally.points,
                "of": tally.points_of,
                "score": tally.score,
                "answered": tally.answered,
                "right": tally.right,
                "is_over": self.sitting.is_over,
            }
            text = msgspec.json.encode(summary).decode()
            self.desk.record.end_sitting(self._row.uid, self.desk.now(), text)
            self._is_ended = True
        return result

    def mistakes(self) -> list[Mistake]:
        """Return what was not fully right, marked again as it was answered."""
        found = []
        for answer in self.sitting.mistakes():
            question = self._laid_out(answer.place, answer.ref)
            if question is None:
                continue
            response = decode_response(answer.response) if answer.response else None
            context = self.desk.library.context(answer.ref.bank)
            outcome = question.item.mark(response or Typed(), context)
            found.append(Mistake(question=question, response=response, outcome=outcome))
        return found

    # Within

    @property
    def _helps(self) -> int:
        """Hints taken; half of the options and a class's answers are one more each."""
        asked_at = self.lifelines.class_asked_at if self.lifelines is not None else -1
        return self.hints_shown + self.is_halved + (asked_at == self.sitting.place)

    def _begin(self) -> None:
        """Write the sitting's row before its first answer; one that was only looked at has none."""
        if not self._is_begun:
            self._is_begun = True
            self.desk.record.begin_sitting(self._row)

    def _asked(self) -> Question:
        question = self.question
        if question is None:
            raise QuizError(_("the session is over"))
        return question

    def _last(self) -> Feedback:
        if self.last is None:
            raise QuizError(_("no answer to change yet"))
        return self.last

    def _turn(self) -> None:
        self._question = self.undone = None
        self.hints_shown, self.is_halved = 0, False

    def _review(
        self,
        question: Question,
        response: Response | None,
        outcome: Outcome | None,
        rating: Rating | None,
        elapsed_ms: int,
    ) -> Review:
        credit = outcome.credit if outcome else 0.0
        return review_of(
            self.desk,
            question,
            response,
            outcome,
            rating,
            at=self.desk.now(),
            day=self.desk.today,
            points=points_after_hints(credit, question.item.points, self._helps),
            sitting=self._row.uid,
            elapsed_ms=elapsed_ms,
            hints=self._helps,
            schedules=self.sitting.request.mode is not Mode.CRAM,
        )

    def _step(self, question: Question, review: Review) -> Callable[[MemoryState], MemoryState]:
        ref = question.ref
        rating = review.rating or Rating.AGAIN
        return lambda state: self.desk.scheduling.after(
            ref, state, rating, review.at, review.elapsed_ms
        )

    def _recorded(
        self, question: Question, response: Response, outcome: Outcome, review: Review
    ) -> Feedback:
        before = self.tally
        self._begin()
        name = question.ref.card.partition(REVERSE)[0]
        item = self.desk.library.item(question.ref.bank, name)
        seen = seen_question(item[0]) if item else None
        state = self._keep(review, self._step(question, review), seen)
        self.desk.scheduling.moved(question.state, state)
        self.desk.recall.learn(question.state, review)
        self.desk.note_bank(question.ref.bank)
        self.sitting.add(answer_of(review))
        self._come_back(question.ref, state)
        self._turn()
        return self._feedback(question, response, outcome, review, state, before)

    def _keep(self, review: Review, step: Step, seen: SeenQuestion | None = None) -> MemoryState:
        """Keep an answer; where another window has gone on with the quiz, go on from there.

        Raises:
            Overtaken: It has; the answer is not kept, and another question may be next.
        """
        is_quiz = self.sitting.request.mode is Mode.QUIZ  # others cannot be taken up elsewhere
        following = len(self.sitting.answers) if is_quiz else None
        try:
            return self.desk.record.append(review, step, seen, following=following)
        except Overtaken:
            self.sitting = restored(self.desk, self._row)
            self.last = None
            self._turn()
            raise

    def _amended(self, last: Feedback, review: Review, outcome: Outcome) -> Feedback:
        ref = last.question.ref
        with self.desk.scheduling.as_before(last.question.state, last.state):
            state = self.desk.record.amend(
                last.review.uid,
                review,
                self._step(last.question, review),
                self.desk.scheduling.rebuild(ref.card),
                self.desk.now(),
            )
        self.desk.scheduling.moved(last.state, state)
        self.desk.recall.unlearn(last.review.uid)
        self.desk.recall.learn(last.question.state, review)
        self.sitting.take_back()
        before = self.tally
        if self.sitting.request.mode is not Mode.QUIZ:
            self.sitting.stay_away(ref, self.sitting.place)
        self.sitting.add(answer_of(review))
        self._come_back(ref, state)
        self._question = None
        return self._feedback(last.question, last.response, outcome, review, state, before)

    def _feedback(
        self,
        question: Question,
        response: Response,
        outcome: Outcome,
        review: Review,
        state: MemoryState,
        before: Tally,
    ) -> Feedback:
        after = self.tally
        is_leech = self._is_leech(question, review, state)
        if is_leech and self.desk.config.suspends_leeches:
            state = self.desk.do(question.ref, CardAction.SUSPEND, cause=review.uid)
            if self.sitting.request.mode is Mode.REVIEW:
                self.sitting.stay_away(question.ref, self.sitting.place)
        self.last = Feedback(
            question=question,
            response=response,
            outcome=outcome,
            review=review,
            points=review.points,
            score=after.score - before.score,
            state=state,
            streak=after.streak,
            speed=self._speed(review),
            is_leech=is_leech,
        )
        return self.last

    def _speed(self, review: Review) -> float | None:
        """Return the share of the score that an answer kept for its time, if that counts."""
        speed = self.sitting.request.speed
        if not speed or not review.points:
            return None
        return speed_share(review.kind, review.elapsed_ms, speed)

    def _is_leech(self, question: Question, review: Review, state: MemoryState) -> bool:
        lapsed = review.schedules and state.lapses > question.state.lapses
        return lapsed and is_leech_now(state.lapses, self.desk.config.leech_threshold)

    def _come_back(self, ref: CardRef, state: MemoryState) -> None:
        mode = self.sitting.request.mode
        if mode is Mode.REVIEW and state.phase.is_learning and state.due_at is not None:
            self.sitting.come_back(ref, state.due_at)
        elif mode is Mode.CRAM and self.sitting.answers[-1].is_mistake:
            self.sitting.cards.append(ref)
