"""Line mode: a sitting as lines of text or JSON, for screen readers, dumb terminals and pipes."""

import sys
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TextIO

import msgspec

from quiz.cells import clip
from quiz.cli.line_output import LineOutput
from quiz.cli.printed import opened_desk, print_notices
from quiz.desk import Desk
from quiz.desk.banks.catalogue import banks_named
from quiz.desk.banks.noting import note_words
from quiz.desk.sittings.left import Leftover
from quiz.desk.sittings.question import Question
from quiz.desk.sittings.rival import Rival, ahead_words
from quiz.desk.sittings.showing import Showing
from quiz.desk.sittings.sitting import OpenSitting
from quiz.desk.sittings.start import begin
from quiz.desk.sittings.unfinished import resumed_quiz
from quiz.errors import Overtaken, QuizError
from quiz.items import Essay, Flashcard, Rating, Response, Typed
from quiz.items.lines import Json, Refused, essay_text, needs_second_line, read_answer, read_grade
from quiz.memory import CardAction
from quiz.startup import begin_lines
from quiz.store import QuestionNote
from quiz.study import SKIP_S, Mode, Request
from quiz.translation import _

_LONGEST_LINE = 1_000_000
_COMMANDS = ("hint", "skip", "undo", "right", "1", "2", "3", "4", "wrong", "help", "quit")
_REVIEW_COMMANDS = ("bury", "suspend")
_AFTERWARDS = ("undo", "right", "1", "2", "3", "4", "wrong", "help", "quit")
"""What is left to do once the last question is answered."""


class Quit(Exception):
    """The learner left, or the input ended."""


class _TimeUp(Exception):
    """The time of a sprint is over."""


def run_lines(
    request: Request,
    *,
    resumes: bool = False,
    as_json: bool = False,
    save_to: str | None = None,
) -> int:
    """Run a sitting over standard input and output; returns the exit status.

    Args:
        request: What is asked.
        resumes: Go on with a quiz that was left.
        as_json: Speak JSON.
        save_to: A file for the duel's code, once it is over; None for none.

    Raises:
        QuizError: A bank cannot be used, or nothing matches the request.
    """
    begin_lines()
    with opened_desk() as desk:
        voice = output_of(as_json)
        sitting = _begin(desk, request, resumes)
        desk.back_up()
        lines = LineSitting(sitting, sys.stdin, voice)
        lines.run()
        if save_to is not None and lines.share:
            from quiz.desk.sittings.duel_file import save_duel

            voice.note(None, _("Saved to {path}").format(path=save_duel(save_to, lines.share)))
    return 1 if desk.trouble else 0  # asked after the last try to save


def output_of(as_json: bool) -> LineOutput:
    """Return what speaks in line mode: words, or JSON."""
    if as_json:
        from quiz.cli.json_output import JsonOutput

        return JsonOutput(sys.stdout)
    from quiz.cli.text_output import TextOutput

    return TextOutput(sys.stdout)


def _begin(desk: Desk, request: Request, resumes: bool) -> OpenSitting:
    if resumes:
        return resumed_quiz(desk, request.banks[0] if request.banks else "")
    entries = banks_named(desk, request.banks)
    print_notices(desk)
    if request.banks:
        request = msgspec.structs.replace(request, banks=tuple(entry.id for entry in entries))
    return begin(desk, request)


class LineSitting:
    """Runs one sitting over lines."""

    def __init__(
        self,
        sitting: OpenSitting,
        lines: TextIO,
        voice: LineOutput,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Take the sitting, where lines come from, and who speaks."""
        self.sitting = sitting
        self.lines = lines
        self.voice = voice
        self._rival = Rival(sitting)
        self._showing = Showing(sitting, Leftover(sitting))
        self.share = ""
        """The line to pass on, once the sitting is over; empty where there is none."""
        self.clock = clock

    def run(self) -> None:
        """Ask and mark until the sitting is over, the learner quits or the input ends."""
        self.voice.begin(self.sitting)
        is_over = False
        try:
            while True:
                question = self.sitting.question
                if question is None:
                    if not self._after_the_last():
                        is_over = True
                        break
                    continue
                shown = self._showing.next()
                if shown is not None:
                    self._show(shown)
                    continue
                question = self.sitting.question or question  # a round may have brought one back
                self._ask(question)
        except Quit:
            is_over = self.sitting.question is None
        except _TimeUp:
            is_over = True
        result = self.sitting.finish() if is_over else self.sitting.interim()
        self.share = result.share if is_over else ""
        self.voice.end(self.sitting, result, is_over)

    def _show(self, question: Question) -> None:
        """Show a new card before it is asked: as options to choose from, or with its answer.

        A person at a terminal reads on with Enter; for a pipe, the next line is an answer.
        """
        prompt = self._showing.options(question)
        if prompt is None:
            self.voice.shown(question, self._showing.words)
            if not self.lines.isatty():
                self._showing.shown()
                return
            self.voice.note(question, _("press Enter to go on"))
        else:
            self.voice.question(self.sitting, msgspec.structs.replace(question, prompt=prompt))
        while True:
            line = self._line()
            if line.startswith(":"):
                if self._command_while_showing(line, question):
                    return
                continue
            if prompt is not None:
                try:
                    response = read_answer(prompt, self._meant(line))
                except Refused as error:
                    self.voice.refused(question, str(error))
                    continue
                is_right = prompt.item.mark(response).credit > 0
                self.voice.note(question, _("right") if is_right else _("wrong"))
                self.voice.shown(question, self._showing.words)
            self._showing.shown()
            return

    def _command_while_showing(self, line: str, question: Question) -> bool:
        """Obey a command about a shown card; returns whether another one is next."""
        name = line[1:].strip().lower()
        if name == "undo" and self._showing.take_back():
            return True
        if name == "skip":
            self._showing.shown()
            return True
        if name in ("bury", "suspend"):
            self._put_away(CardAction(name), question, is_shown=True)
            self._showing.leave_out(question.ref)
            return True
        if name in ("quit", "q", "help", "undo") or is_note(name):
            return self._command(line, question, 0)
        known = ("skip", "undo", "bury", "suspend", "wrong", "help", "quit")
        self.voice.refused(question, unknown_command(name, known))
        return False

    def _ask(self, question: Question) -> None:
        """Ask one question until it is answered, skipped, or another one is next."""
        self.voice.question(self.sitting, question)
        ahead = self._rival.ahead(self.sitting)
        if ahead is not None and self.sitting.sitting.answers:
            self.voice.note(question, ahead_words(ahead))
        began = self.clock()
        while True:
            line = self._line()
            elapsed_ms = round((self.clock() - began) * 1000)
            if line.startswith(":"):
                if self._command(line, question, elapsed_ms):
                    return
                continue
            try:
                response = self._response(question, line, elapsed_ms)
            except Refused as error:
                self.voice.refused(question, str(error))
                continue
            if response is None:
                return
            elapsed_ms = round((self.clock() - began) * 1000)
            left_ms = self.sitting.sitting.left_ms
            if left_ms is not None and elapsed_ms > left_ms:
                self.voice.note(question, _("time is up; this answer doesn't count"))
                raise _TimeUp
            limit_ms = question.time_limit_s * 1000
            if limit_ms and elapsed_ms > limit_ms:
                self.voice.note(question, _("time's up; counted as unanswered"))
                response = Typed()
            try:
                feedback = self.sitting.hand_in(response, elapsed_ms=elapsed_ms)
            except Overtaken as error:
                self.voice.note(question, str(error))
                return
            self.voice.outcome(self.sitting, feedback)
            return

    def _response(self, question: Question, line: str, elapsed_ms: int) -> Response | None:
        """Return the response of a line, with a second line where the kind needs one.

        None if a command at the second line left the question.

        Raises:
            Refused: The line names nothing on offer.
        """
        item = question.item
        if not needs_second_line(item):
            return read_answer(question.prompt, self._meant(line))
        assert isinstance(item, Flashcard | Essay)
        if isinstance(item, Flashcard) and line.strip():
            raise Refused(_("press Enter on an empty line to flip the card"))
        first = "" if isinstance(item, Flashcard) else essay_of(item, line, self.voice)
        self.voice.reveal(question)
        while True:
            second = self._line()
            if second.startswith(":"):
                if self._command(second, question, elapsed_ms):
                    return None
                continue
            try:
                return read_grade(item, first, self._meant(second))
            except Refused as error:
                self.voice.refused(question, str(error))

    def _meant(self, line: str) -> str | Json:
        return self.voice.meant(line)

    def _after_the_last(self) -> bool:
        """Take commands about the last answer; returns whether a question is asked again."""
        if self.sitting.last is None or not self.sitting.can_undo:
            return False
        self.voice.last_chance()
        while True:
            line = self._line()
            if not line.strip():
                return False
            if not line.startswith(":"):
                self.voice.note(None, _("the quiz is over; press Enter to finish"))
                continue
            if self._command(line, None, 0):
                return True

    def _command(self, line: str, question: Question | None, elapsed_ms: int) -> bool:
        """Obey a line that begins with a colon; returns whether the question is to change.

        Raises:
            Quit: It was `:quit`.
        """
        name = line[1:].strip().lower()
        if is_note(name):
            self._note(line, question)
            return False
        if name in ("quit", "q"):
            raise Quit
        if name == "help":
            self.voice.help()
        elif name == "undo":
            return self._undo(question)
        elif name == "hint" and question is not None:
            self._hint(question)
        elif name == "half" and self.sitting.lifelines is not None:
            if self.sitting.halve() is None:
                self.voice.refused(question, _("half of the options can't go here, or did already"))
                return False
            return True
        elif name == "class" and self.sitting.lifelines is not None and question is not None:
            found = self.sitting.lifelines.ask_class(question)
            if found is None:
                words = _("no class's answers are known here, or they were shown already")
                self.voice.refused(question, words)
            else:
                self.voice.note(question, found.words(has_bars=False))
        elif name == "skip" and question is not None:
            self._skip(question, elapsed_ms)
            return True
        elif name in ("right", "1", "2", "3", "4"):
            return self._amend(name, question)
        elif name in ("bury", "suspend") and question is not None:
            return self._put_away(CardAction(name), question)
        else:
            self.voice.refused(question, unknown_command(name, self._available(question)))
        return False

    def _skip(self, question: Question, elapsed_ms: int) -> None:
        """Leave the question unanswered, and say what that costs."""
        try:
            self.sitting.skip(elapsed_ms=elapsed_ms)
        except Overtaken as error:
            self.voice.note(question, str(error))
            return
        self.voice.skipped(question)
        lives = self.sitting.sitting.lives
        if lives is not None:
            words = _("a skip costs a life; lives left: {n}").format(n=lives)
            self.voice.note(question, words)
        elif self.sitting.sitting.left_ms is not None:
            words = _("a skip costs {n} s; time left: {left} s")
            left = self.sitting.sitting.left_ms // 1000
            self.voice.note(question, words.format(n=SKIP_S, left=left))

    def _available(self, question: Question | None) -> tuple[str, ...]:
        """Return the commands that do something now."""
        if question is None:
            return _AFTERWARDS
        is_review = self.sitting.sitting.request.mode is Mode.REVIEW
        if self.sitting.lifelines is not None:
            return tuple(name for name in (*_COMMANDS, "half", "class") if name != "undo")
        return (*_COMMANDS, *(_REVIEW_COMMANDS if is_review else ()))

    def _note(self, line: str, question: Question | None) -> None:
        """Note what is wrong with the question that is asked, or with the one before it.

        The latter where the text begins with `last`, and after the last question.
        """
        text = note_text(line)
        answered = self.sitting.last.question if self.sitting.last is not None else None
        first, _space, rest = text.partition(" ")
        if question is None:
            question = answered
        elif first.lower() == "last":
            question, text = answered, rest.strip()
        if question is None:
            self.voice.refused(None, _("no question was answered yet"))
            return
        self.voice.note(question, noted_words(self.sitting.note(question.ref, text)))

    def _undo(self, question: Question | None) -> bool:
        if self.sitting.undo_note() is not None:
            self.voice.note(question, noted_words(None))
            return False
        again = self.sitting.undo()
        if again is None:
            self.voice.refused(question, _("nothing to undo"))
            return False
        self.voice.undone(again)
        return True

    def _put_away(self, action: CardAction, question: Question, *, is_shown: bool = False) -> bool:
        if self.sitting.sitting.request.mode is not Mode.REVIEW:
            self.voice.refused(question, _("you can only bury or suspend a card in a review"))
            return False
        self.sitting.put_away(action, ref=question.ref if is_shown else None)
        if action is CardAction.BURY:
            self.voice.note(question, _("card hidden until tomorrow; undo with :undo"))
        else:
            self.voice.note(question, _("card hidden until you unsuspend it; undo with :undo"))
        return True

    def _hint(self, question: Question) -> None:
        hint = self.sitting.hint()
        if hint is None:
            self.voice.refused(question, _("no more hints"))
        else:
            left = len(question.item.hints) - self.sitting.hints_shown
            self.voice.hint(question, hint, left)

    def _amend(self, name: str, question: Question | None) -> bool:
        try:
            if name == "right":
                feedback = self.sitting.override()
            else:
                feedback = self.sitting.rate(Rating(int(name)))
        except QuizError as error:
            self.voice.refused(question, str(error))
            return False
        self.voice.outcome(self.sitting, feedback)
        # A card that was to come back, or no more, may have changed what is next.
        now = self.sitting.question
        return (now and now.ref) != (question and question.ref)

    def _line(self) -> str:
        """Return the next line without its end.

        Raises:
            Quit: The input has ended.
        """
        line = next_line(self.lines)
        if line is None:
            raise Quit
        return line


def essay_of(item: Essay, line: str, voice: LineOutput) -> str:
    """Return what a line says as an essay.

    Raises:
        Refused: It is too long, or not JSON though it begins so.
    """
    meant = voice.meant(line)
    return essay_text(item, meant if isinstance(meant, str) else line)


def next_line(lines: TextIO) -> str | None:
    """Return the next line without its end; None at the end of the input.

    Of a line over a million characters the rest is skipped: it is no other line, and what is left
    is still too long for any answer.
    """
    line = lines.readline(_LONGEST_LINE)
    if not line:
        return None
    while not line.endswith("\n") and len(line) >= _LONGEST_LINE:
        rest = lines.readline(_LONGEST_LINE)
        if not rest or rest.endswith("\n"):
            break
    return line.rstrip("\r\n")


def is_note(command: str) -> bool:
    """Return whether a command, without its colon, says that a question is wrong."""
    return command.partition(" ")[0] == "wrong"


def note_text(line: str) -> str:
    """Return what a line with `:wrong` says is wrong; perhaps nothing."""
    return line.strip()[1:].strip().partition(" ")[2].strip()


def noted_words(note: QuestionNote | None) -> str:
    """Return what to say of a note that was taken, or of one that was removed."""
    if note is None:
        return _("note removed")
    words = _("noted on '{question}': {what}; `quiz suggest` writes it for the author")
    return words.format(question=clip(note.question, 40), what=note_words(note))


def unknown_command(name: str, available: Iterable[str]) -> str:
    """Return that there is no such command, and those that there are."""
    names = ", ".join(f":{one}" for one in available)
    return _("unknown command :{name}; available: {names}").format(name=name[:20], names=names)
