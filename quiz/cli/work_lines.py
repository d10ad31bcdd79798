"""The assignments of a class over lines: signing in, the list, sitting one, taking it home."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import TextIO

import click

from quiz.cleaning import clean, clean_line
from quiz.cli.asked_lines import asked
from quiz.cli.line_mode import next_line
from quiz.cli.sat_exam_lines import LinesLeft, SatExamLines
from quiz.cli.text_output import TextOutput
from quiz.desk.sittings.question import Question
from quiz.errors import QuizError
from quiz.translation import _
from quiz.web.client import FieldRefused, GameClient, LineLost, SentHome
from quiz.web.remote_exam import RemoteExam
from quiz.web.work_client import WorkClient
from quiz.web.work_told import WorkList, WorkRow
from quiz.web.work_words import done_words, home_words, result_lines, what_words, when_words

_AGAIN_S = 1.0
_MOST_TRIES = 60


def work_in_lines(client: GameClient, name: str, lines: TextIO) -> int:
    """Sit assignments over standard input and output; returns the exit status.

    Args:
        client: The way to the server.
        name: The pupil's; empty to ask.
        lines: What is typed.

    Raises:
        QuizError: The server says no, or cannot be reached.
    """
    work = WorkClient(client)
    _sign_in(work, name, lines)
    return LineWork(work, lines).run()


def _sign_in(work: WorkClient, name: str, lines: TextIO) -> None:
    """Sign in, asking again for what was refused where someone types."""
    name = name or asked(lines, _("Your name: "))
    pin = asked(lines, _("Your PIN: "), is_secret=True)
    while True:
        try:
            work.enter(name, pin)
        except FieldRefused as error:
            if not lines.isatty():
                raise
            click.echo(clean_line(str(error)))
            if error.field == "name":
                name = asked(lines, _("Your name: "))
            else:
                pin = asked(lines, _("Your PIN: "), is_secret=True)
        else:
            return


class LineWork:
    """The list of a pupil's assignments, and what is done with it."""

    def __init__(self, work: WorkClient, lines: TextIO) -> None:
        """Take a pupil who signed in, and where lines come from."""
        self._work, self._lines = work, lines

    def run(self) -> int:
        """Do what is typed until the input ends; returns the exit status.

        Raises:
            QuizError: The pupil was signed out, or the server cannot be reached.
        """
        while True:
            found = self._work.work()
            self._tell(found)
            line = next_line(self._lines)
            if line is None or line.strip() in (":quit", ":q"):
                return 0
            try:
                if line.strip() == ":game":
                    from quiz.cli.join_lines import play_in_lines

                    self._work.join_game()
                    return play_in_lines(self._work.client, self._lines)
                self._do(found, line.strip())
            except (SentHome, LineLost):
                raise
            except QuizError as error:
                click.echo(clean_line(str(error)))

    def _tell(self, found: WorkList) -> None:
        """Say what there is to sit, and what may be typed."""
        click.echo()
        words = _("Assignments of {name}").format(name=clean_line(found.title))
        click.echo(f"{words} · {clean_line(found.name)}")
        if found.game:
            words = _("Your class plays “{game}” now: :game to join.")
            click.echo(words.format(game=clean_line(found.game)))
        for number, row in enumerate(found.rows, 1):
            title = clean_line(row.title)
            click.echo(f"{number}. {title} · {what_words(row)} · {when_words(row)}")
            for one in row.done:
                click.echo(f"   {one.n}. {done_words(one)}")
        if not found.rows:
            click.echo(_("Nothing to do now."))
        click.echo(
            _(
                "Type a number to start or continue, :result and a number, :home to take your "
                "progress home, :quit to end."
            )
        )

    def _do(self, found: WorkList, line: str) -> None:
        """Obey a line."""
        word, _space, rest = line.rpartition(" ")
        if line == ":home":
            click.echo(home_words(self._take_home()))
        elif (row := _row(found, rest)) is None or word not in ("", ":result"):
            if line:
                click.echo(_("Not a number of the list."))
        elif word == ":result" or not row.can_be_sat:
            if not row.done:
                click.echo(_("It cannot be started now."))
            else:
                self._tell_result(row.id, row.done[-1].n)
        else:
            self._sit(row)

    def _take_home(self) -> int:
        from quiz.desk.care.taking_home import take_home
        from quiz.library.folders import folders

        return take_home(folders(os.environ, Path.cwd()), self._work.record()).reviews

    def _sit(self, row: WorkRow) -> None:
        """Sit an assignment until it is handed in or left."""
        told = self._work.start(row.id)
        if not told.is_handed_in:
            exam = RemoteExam(self._work, row.id, told, sends_at_once=True)
            if not AssignmentLines(exam, self._lines, sys.stdout).run():
                return
        self._tell_result(row.id, told.n)

    def _tell_result(self, assignment: str, n: int) -> None:
        for line in result_lines(self._work.result(assignment, n)):
            click.echo(clean(line))


def _row(found: WorkList, text: str) -> WorkRow | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    at = int(text) - 1 if is_number else -1
    return found.rows[at] if 0 <= at < len(found.rows) else None


class AssignmentLines(SatExamLines):
    """Runs an assignment over lines; its answers are kept on the server."""

    def __init__(self, exam: RemoteExam, lines: TextIO, out: TextIO) -> None:
        """Take the attempt, and where lines come from and go to."""
        super().__init__(exam, lines, out, is_resumed=bool(exam.state.answered))
        self._remote, self._text = exam, TextOutput(out)
        self.voice = self._text

    def run(self) -> bool:
        """Ask until it is handed in; returns whether it was, and not left.

        Raises:
            QuizError: The server does not come back, or the pupil was signed out.
        """
        try:
            self.run_questions()
        except LinesLeft:
            words = _("Saved. You can continue on any device.")
            self.emit("left", self.said_if_kept(words, _("Left. What you did last isn't saved.")))
            return False
        return True

    def hand_in(self) -> None:
        """Hand in, once there is a line.

        Raises:
            QuizError: The server refuses it, or does not come back.
        """
        for left in reversed(range(_MOST_TRIES)):
            try:
                self._remote.hand_in()
            except LineLost as error:
                if not left:
                    raise
                if left == _MOST_TRIES - 1:
                    self.emit("", clean_line(str(error)))
                sleep(_AGAIN_S)
            else:
                return

    def ask(self, question: Question) -> None:
        """Show a question."""
        self._text.ask(question)

    def obey(self, work: Callable[[], bool], question: Question) -> bool:
        """Do what a line says; what the server refuses is told, and the question stays."""
        try:
            return work()
        except SentHome:
            raise
        except QuizError as error:
            self.voice.refused(question, clean_line(str(error)))
            return False

    def note(self, question: Question, text: str) -> str:
        """Tell the teacher what is wrong with a question; returns what to say of that."""
        self._remote.note(text)
        return _("Noted. Your teacher sees it.")
