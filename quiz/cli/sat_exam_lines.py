"""An exam as lines, wherever it is kept: the same exam as on the screen."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, TextIO

from quiz.cells import clock
from quiz.cleaning import clean
from quiz.cli.json_output import JsonOutput
from quiz.cli.line_mode import (
    essay_of,
    is_note,
    next_line,
    note_text,
    unknown_command,
)
from quiz.cli.line_output import LineOutput
from quiz.cli.printed import json_text
from quiz.cli.text_output import VERDICTS, TextOutput
from quiz.desk.exams.sat_exam import SatExam
from quiz.desk.sittings.question import Question
from quiz.items import Essay, Outcome, SelfGraded, Verdict
from quiz.items.lines import Refused, read_answer, solution
from quiz.items.paper import Behaviour, Paper
from quiz.study.exam import WARNINGS_S
from quiz.translation import _, ngettext

HELP = (
    _("Answer as in a quiz; you can change an answer until you hand in the exam."),
    _(
        "Commands: :next, :back, :go N, :flag, :clear, :list, :time, :sure 1 to 3 (before an "
        "answer, if certainty counts), :hint (between tries), :wrong and what is wrong with the "
        "question (a note for its author), :hand-in, :help, :quit (resume later)."
    ),
)

COMMANDS = (
    *("next", "back", "go", "flag", "clear", "list", "time", "sure", "hint", "hand-in"),
    *("wrong", "help", "quit"),
)
"""What may stand behind a colon."""


class LinesLeft(Exception):
    """The learner left, or the input ended."""


class SatExamLines:
    """Runs one exam over lines; what becomes of it at the end is said below this."""

    def __init__(
        self,
        exam: SatExam,
        lines: TextIO,
        out: TextIO,
        *,
        as_json: bool = False,
        is_resumed: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Take the exam, where lines come from and go to, and whether it goes on."""
        self._is_resumed = is_resumed
        self.exam: SatExam = exam
        self._lines, self._out, self._as_json, self._clock = lines, out, as_json, clock
        self.voice: LineOutput = JsonOutput(out) if as_json else TextOutput(out)
        """What speaks."""
        self._certainty: int | None = None
        self._is_confirmed = False
        self._warned = {limit for limit in WARNINGS_S if exam.state.time_s <= limit}

    def run_questions(self) -> None:
        """Ask until it is handed in.

        Raises:
            LinesLeft: It was left before that.
        """
        if self.exam.state.is_handed_in:
            words = _("{title}: time ran out, and the exam was handed in.")
            self.emit("time", words.format(title=self.exam.title), left_s=0)
        else:
            self._begin()
            while not self._is_over():
                self._ask(self.exam.state.place)
        self.hand_in()

    def hand_in(self) -> None:
        """End the answering."""
        self.exam.hand_in()

    def obey(self, work: Callable[[], bool], question: Question) -> bool:
        """Do what a line says; returns whether another question is to be in front."""
        return work()

    def ask(self, question: Question) -> None:
        """Show a question."""
        raise NotImplementedError

    def note(self, question: Question, text: str) -> str:
        """Note what is wrong with a question; returns what to say of that."""
        raise NotImplementedError

    # What is said

    def said_if_kept(self, kept: str, lost: str) -> str:
        """Return the words that are true of a record that is written, or that cannot be."""
        return lost if self.exam.trouble else kept

    def emit(self, event: str, words: str | Sequence[str], **values: Any) -> None:
        """Say something: an event in JSON, or its words."""
        if self._as_json:
            print(json_text({"event": event, **values}, self._out), file=self._out, flush=True)
            return
        for line in (words,) if isinstance(words, str) else words:
            print(clean(line), file=self._out)
        self._out.flush()

    def _begin(self) -> None:
        state, paper = self.exam.state, self.exam.state.paper
        left = self.exam.left_s()
        lines = [_opening(self.exam.title, self.exam.total, left), _how_graded(paper)]
        if paper.about and not state.answered:
            lines.insert(1, paper.about)
        self.emit(
            "exam",
            [*lines, _("Type :help to see how to answer.")],
            title=self.exam.title,
            about=paper.about,
            total=self.exam.total,
            left_s=left,
            behaviour=str(paper.behaviour),
            resumed=self._is_resumed,
        )

    def _warn(self) -> None:
        left = self.exam.left_s()
        for limit in WARNINGS_S:
            if left is not None and left <= limit and limit not in self._warned:
                self._warned.update(one for one in WARNINGS_S if one >= limit)
                self.emit("time", _time_left(left), left_s=left)

    def _is_over(self) -> bool:
        if self.exam.left_s() == 0:
            self.emit("time", _("Time's up. Your exam was handed in."), left_s=0)
            return True
        return self.exam.state.is_handed_in

    # One question

    def _ask(self, place: int) -> None:
        """Ask a question until another one is in front."""
        question = self.exam.question(place)
        if question is None:
            self._pass_over(place)
            return
        self._warn()
        self.ask(question)
        self._say_given(place)
        began = self._clock()
        while True:
            line = self.line()
            if self._is_over():
                self.hand_in()
                return
            elapsed_ms = round((self._clock() - began) * 1000)
            if line.startswith(":"):
                if is_note(line[1:].strip().lower()):
                    self.voice.note(question, self.note(question, note_text(line)))
                elif self.obey(
                    partial(self._command, line[1:].strip().lower(), question, elapsed_ms), question
                ):
                    return
                continue
            self._is_confirmed = False
            if self.obey(partial(self._answer, question, line, elapsed_ms), question):
                self._move(place + 1, 0)
                return
            began = self._clock()

    def _pass_over(self, place: int) -> None:
        """Go on from a question that its bank no longer has; hand in where there is no other."""
        there = [at for at in range(self.exam.total) if self.exam.question(at) is not None]
        words = _("Question {n} is no longer in its bank.").format(n=place + 1)
        self.emit("gone", words, place=place + 1)
        if not there:
            self.hand_in()
            return
        self._move(next((at for at in there if at > place), there[-1]), 0)

    def _say_given(self, place: int) -> None:
        given = self.exam.state.given[place]
        said = [
            word
            for word, holds in (
                (_("answered"), given.is_answered),
                (_("flagged"), given.is_flagged),
            )
            if holds
        ]
        if said and not self._as_json:
            self.emit("", f"({', '.join(said)})")

    def _answer(self, question: Question, line: str, elapsed_ms: int) -> bool:
        """Keep an answer; return whether the question is done with for now."""
        if self.exam.state.is_locked(question.place):
            self.voice.refused(question, _("this answer is final; type :next to continue"))
            return False
        try:
            if isinstance(question.item, Essay):
                text = essay_of(question.item, line, self.voice)
                response: Any = SelfGraded(None, text)
                if not text:
                    raise Refused(_("write the essay on one line, or :next to skip it"))
            else:
                response = read_answer(question.prompt, self.voice.meant(line))
        except Refused as error:
            self.voice.refused(question, str(error))
            return False
        outcome = self.exam.answer(response, elapsed_ms=elapsed_ms, certainty=self._certainty)
        self._certainty = None
        if outcome is None:
            words = self.said_if_kept(_("Saved."), _("Noted, but not saved."))
            self.emit("kept", words, id=question.ref.card, answered=self.exam.state.answered)
            return True
        self._emit_marked(question, outcome)
        return self.exam.state.is_locked(question.place)

    def _emit_marked(self, question: Question, outcome: Outcome) -> None:
        place = question.place
        is_done = self.exam.state.is_locked(place)
        lines = [VERDICTS[outcome.verdict]]
        left = self.exam.state.paper.tries - len(self.exam.state.given[place].tries)
        if not is_done:
            words = ngettext(
                "Try again ({n} left), or type :hint for a hint, :next to continue.",
                "Try again ({n} left), or type :hint for a hint, :next to continue.",
                left,
            )
            lines.append(words.format(n=left))
        elif outcome.verdict is not Verdict.RIGHT:
            lines.append(_("Correct answer: {answer}").format(answer="; ".join(outcome.solution)))
        values: dict[str, Any] = {"solution": solution(question.item, outcome)} if is_done else {}
        self.emit(
            "outcome",
            lines,
            id=question.ref.card,
            credit=outcome.credit,
            verdict=str(outcome.verdict),
            tries_left=0 if is_done else left,
            **values,
        )

    def _command(self, name: str, question: Question, elapsed_ms: int) -> bool:
        """Obey a command; return whether another question is in front now.

        Raises:
            LinesLeft: It was `:quit`.
        """
        word, _space, rest = name.partition(" ")
        if word != "hand-in":
            self._is_confirmed = False
        place = question.place
        if word in ("quit", "q"):
            self.exam.go_to(place, elapsed_ms=elapsed_ms)
            raise LinesLeft
        if word in ("next", "skip", "back", "go"):
            number = int(rest) if word == "go" and rest.isascii() and rest.isdigit() else None
            if word == "go" and (number is None or not 1 <= number <= self.exam.total):
                words = _(":go needs a number from 1 to {n}").format(n=self.exam.total)
                self.voice.refused(question, words)
                return False
            target = {"back": place - 1, "go": (number or 1) - 1}.get(word, place + 1)
            self._move(target, elapsed_ms)
            return True
        if word == "hand-in":
            return self._hand_in(question, elapsed_ms)
        self._small_command(word, rest, question)
        return False

    def _small_command(self, word: str, rest: str, question: Question) -> None:
        """Obey a command that leaves the question in front."""
        if word == "flag":
            is_flagged = self.exam.flag()
            said = _("Flagged.") if is_flagged else _("Unflagged.")
            self.emit("flag", said, id=question.ref.card, flagged=is_flagged)
        elif word == "clear" and self.exam.state.is_locked(question.place):
            self.voice.refused(question, _("this answer is final; type :next to continue"))
        elif word == "clear":
            self.exam.answer(None)
            self.emit(
                "kept", _("Cleared."), id=question.ref.card, answered=self.exam.state.answered
            )
        elif word == "sure" and rest in ("1", "2", "3"):
            self._certainty = int(rest)
            words = _("Certainty: {level} of 3.").format(level=rest)
            self.emit("sure", words, certainty=self._certainty)
        elif word == "hint":
            hint = self.exam.hint()
            if hint is None:
                self.voice.refused(question, _("no hint available now"))
            else:
                words = _("Hint: {text}").format(text=hint)
                self.emit("hint", words, id=question.ref.card, text=hint)
        elif word in ("list", "time"):
            self._list()
        elif word == "help":
            self.emit("help", HELP, text="\n".join(HELP))
        else:
            self.voice.refused(question, unknown_command(word, COMMANDS))

    def _list(self) -> None:
        state, left = self.exam.state, self.exam.left_s()

        def places(which: Sequence[int]) -> str:
            return ", ".join(str(at + 1) for at in which) or _("none")

        words = _("Unanswered: {empty}. Flagged: {flagged}.")
        lines = [
            _("Answered {n} of {total}.").format(n=state.answered, total=self.exam.total),
            words.format(empty=places(state.empty), flagged=places(state.flagged)),
        ]
        if left is not None:
            lines.append(_time_left(left))
        self.emit(
            "list",
            lines,
            answered=state.answered,
            total=self.exam.total,
            empty=[at + 1 for at in state.empty],
            flagged=[at + 1 for at in state.flagged],
            left_s=left,
        )

    def _hand_in(self, question: Question, elapsed_ms: int) -> bool:
        """Hand in at once if nothing is empty, else when it is said a second time."""
        if self.exam.state.empty and not self._is_confirmed:
            self._is_confirmed = True
            self._list()
            self.voice.note(question, _("type :hand-in again to hand in anyway"))
            return False
        self.exam.go_to(question.place, elapsed_ms=elapsed_ms)
        self.hand_in()
        return True

    def _move(self, place: int, elapsed_ms: int) -> None:
        is_end = place >= self.exam.total
        self.exam.go_to(place, elapsed_ms=elapsed_ms)
        if is_end:
            self._list()
            words = _("That was the last question. Type :hand-in to hand in the exam.")
            self.emit("last", words)

    def line(self) -> str:
        """Return the next line.

        Raises:
            LinesLeft: There is none.
        """
        line = next_line(self._lines)
        if line is None:
            raise LinesLeft
        return line


def _opening(title: str, total: int, left_s: float | None) -> str:
    """Return what an exam is: its title, how many questions, and the time that is left."""
    if left_s is None:
        words = ngettext("{title}, {n} question.", "{title}, {n} questions.", total)
        return words.format(title=title, n=total)
    words = ngettext(
        "{title}, {n} question, {time} left.", "{title}, {n} questions, {time} left.", total
    )
    return words.format(title=title, n=total, time=clock(left_s))


def _how_graded(paper: Paper) -> str:
    """Return when answers are graded, and what a wrong one costs."""
    tries = ngettext(
        "Up to {n} try; each wrong one costs {cost:.0%} of the points.",
        "Up to {n} tries; each wrong one costs {cost:.0%} of the points.",
        paper.tries,
    ).format(n=paper.tries, cost=paper.penalty)
    return {
        Behaviour.DEFERRED: _("Answers are graded when you hand in."),
        Behaviour.IMMEDIATE: _("Each answer is graded at once and can't be changed."),
        Behaviour.TRIES: tries,
        Behaviour.ADAPTIVE: " ".join((tries, _("Your best try counts."))),
        Behaviour.CERTAINTY: _("Before each answer, say how sure you are with :sure 1, 2 or 3."),
    }[paper.behaviour]


def _time_left(left_s: float) -> str:
    return _("Time: {time} left.").format(time=clock(left_s))
