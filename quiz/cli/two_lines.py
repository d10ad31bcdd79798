"""A quiz for two as lines: who types their key first answers, the other after a wrong answer."""

import sys
from typing import TYPE_CHECKING, TextIO

import msgspec

from quiz.cli.line_mode import Quit, next_line, output_of, unknown_command
from quiz.cli.line_output import LineOutput
from quiz.cli.printed import opened_desk, print_notices
from quiz.desk.banks.catalogue import banks_named
from quiz.desk.sittings.two_players import TwoPlayerGame, begin_two
from quiz.items import Verdict
from quiz.items.lines import Refused, read_answer
from quiz.items.wording import solution_text
from quiz.startup import begin_lines
from quiz.study.two_players import GamePhase, Side, TwoRequest, end_words
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.sittings.question import Question

_COMMANDS = ("skip", "help", "quit")
_BUZZERS = {"a": Side.LEFT, "l": Side.RIGHT}


def run_two(asked: TwoRequest, *, as_json: bool = False) -> int:
    """Let two play over standard input and output; returns the exit status.

    Raises:
        QuizError: A bank cannot be used, or there is nothing to ask.
    """
    begin_lines()
    with opened_desk() as desk:
        if asked.banks:
            ids = tuple(entry.id for entry in banks_named(desk, asked.banks))
            asked = msgspec.structs.replace(asked, banks=ids)
        print_notices(desk)
        TwoLines(begin_two(desk, asked), sys.stdin, output_of(as_json)).run()
    return 0


class TwoLines:
    """Runs one quiz for two over lines."""

    def __init__(self, game: TwoPlayerGame, lines: TextIO, voice: LineOutput) -> None:
        """Take the game, where lines come from, and who speaks."""
        self.game, self.lines, self.voice = game, lines, voice

    def run(self) -> None:
        """Ask until it is over, someone quits or the input ends."""
        try:
            while not self.game.is_over:
                question = self.game.question
                if question is None:  # its bank lost it meanwhile
                    self.game.leave_out()
                else:
                    self._ask(question)
                self.game.go_on()
        except Quit:
            return
        self.voice.two(self.game.state, end_words(self.game.state))

    def _ask(self, question: "Question") -> None:
        self.voice.question(self.game, question)
        left, right = self.game.state.names
        words = _("Who knows? a for {left}, l for {right}, or an empty line if nobody does.")
        self.voice.two(self.game.state, words.format(left=left, right=right))
        while self.game.state.phase is GamePhase.BUZZ:
            self._buzz(question)
        while self.game.state.phase is GamePhase.ANSWER:
            self._answer(question)
        outcome = self.game.outcome
        is_right = outcome is not None and outcome.verdict is Verdict.RIGHT
        solution = solution_text(question.item, self.game.solution(question).solution)
        words = _("Right.") if is_right else _("Correct answer: {answer}").format(answer=solution)
        self.voice.two(self.game.state, f"{words}\n{self._points()}", solution)

    def _buzz(self, question: "Question") -> None:
        line = self._line(question)
        if line is None:
            return
        typed = line.strip().casefold()
        names = {
            name.casefold(): side for name, side in zip(self.game.state.names, Side, strict=True)
        }
        side = _BUZZERS.get(typed, names.get(typed))
        if not typed:
            self.game.leave_out()
        elif side is None:
            self.voice.refused(question, _("type a or l"))
        else:
            self.game.buzz(side)
            words = _("{name} answers.").format(name=self.game.state.names[side])
            self.voice.two(self.game.state, words)

    def _answer(self, question: "Question") -> None:
        line = self._line(question)
        if line is None:
            return
        try:
            response = read_answer(question.prompt, self.voice.meant(line))
        except Refused as error:
            self.voice.refused(question, str(error))
            return
        self.game.answer(question, response)
        state = self.game.state
        if state.phase is GamePhase.ANSWER and state.turn is not None:
            words = _("{why} {name} may answer, for one point.")
            self.voice.two(state, words.format(why=_("Not right."), name=state.names[state.turn]))

    def _points(self) -> str:
        (left, right), (one, other) = self.game.state.names, self.game.state.points
        words = _("{left} {one}, {right} {other}.")
        return words.format(left=left, one=one, right=right, other=other)

    def _line(self, question: "Question") -> str | None:
        """Return the next line; None where it was a command, which is obeyed.

        Raises:
            Quit: The input has ended, or it was `:quit`.
        """
        line = next_line(self.lines)
        if line is None:
            raise Quit
        if not line.startswith(":"):
            return line
        name = line[1:].strip().lower()
        if name in ("quit", "q"):
            raise Quit
        if name == "skip":
            self.game.leave_out()
        elif name == "help":
            self.voice.help()
        else:
            self.voice.refused(question, unknown_command(name, _COMMANDS))
        return None
