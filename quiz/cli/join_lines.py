"""A live game over lines: for screen readers, dumb terminals and pipes."""

import sys
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from time import sleep
from typing import TextIO

import click

from quiz.cleaning import clean, clean_line
from quiz.cli.asked_lines import asked
from quiz.cli.line_mode import is_note, note_text
from quiz.cli.text_output import VERDICTS, offer
from quiz.errors import QuizError
from quiz.items import Cloze, Prompt, Verdict
from quiz.items.lines import Refused, read_answer
from quiz.items.spoken import spoken, spoken_line
from quiz.items.wording import option_text, stem_with_numbers
from quiz.translation import _, ngettext
from quiz.web.client import Door, FieldRefused, GameClient, GameEvent, LineLost

_AGAIN_S = 1.0
_MOST_TRIES = 60


def join_in_lines(
    address: str, name: str, code: str, team: str, lines: TextIO | None = None
) -> int:
    """Play over standard input and output; returns the exit status.

    Raises:
        QuizError: The address is none, nothing answers there, or the server says no.
    """
    source = lines or sys.stdin
    client = GameClient(address)
    door = client.door()
    click.echo(clean_line(door.title))
    if door.class_name and not (door.has_game and (code or client.code)):
        from quiz.cli.work_lines import work_in_lines

        return work_in_lines(client, name, source)
    code = code or client.code or asked(source, _("Code: "))
    name = name or asked(source, _("Your name: "))
    team = _team(source, door, team) if door.teams else ""
    if not _joined(client, source, {"code": code, "name": name}, team):
        click.echo(_("Wait until the host lets you in."))
        while client.waits():
            sleep(_AGAIN_S)
    return play_in_lines(client, source)


def play_in_lines(client: GameClient, lines: TextIO) -> int:
    """Play in a game that one is in; returns the exit status.

    Raises:
        QuizError: The seat is gone, or the server does not come back.
    """
    LinePlayer(client, lines).run()
    return 0


def _joined(client: GameClient, lines: TextIO, known: dict[str, str], team: str) -> bool:
    """Come in, asking again for what was refused; returns as `GameClient.join` does.

    Raises:
        QuizError: The server says no; in a pipe, where nobody can be asked, also of a code or name.
    """
    while True:
        try:
            return client.join(known["name"], known["code"], team)
        except FieldRefused as error:
            if not lines.isatty() or error.field not in known:
                raise
            click.echo(clean_line(str(error)))
            again = {"code": _("Code: "), "name": _("Your name: ")}
            known[error.field] = asked(lines, again[error.field])


def _team(lines: TextIO, door: Door, text: str) -> str:
    """Return the team that is meant, asking until it is one of those that play."""
    while not (team := door.team_named(text)):
        for number, name in enumerate(door.teams, 1):
            click.echo(f"{number}. {clean_line(name)}")
        text = asked(lines, _("Your team: "))
    return team


class LinePlayer:
    """Plays one seat: what the server tells and what is typed come in one queue."""

    def __init__(self, client: GameClient, lines: TextIO) -> None:
        """Take the seat, and where lines come from."""
        self._client, self._lines = client, lines
        self._queue: SimpleQueue[GameEvent | str | Exception | None] = SimpleQueue()
        self._now: GameEvent | None = None
        self._shown = ""

    def run(self) -> None:
        """Play until the game is over or the input ends.

        Raises:
            QuizError: The seat is gone, or the server does not come back.
        """
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._type, daemon=True).start()
        while True:
            found = self._queue.get()
            if isinstance(found, Exception):
                raise found
            if found is None:
                if self._now is None or self._now.stage != "over":
                    self._settle()
                return
            if isinstance(found, str):
                self._answer(found)
            elif self._now is None or not found.is_older_than(self._now):
                self._tell(found)
                if found.stage == "over":
                    return

    def _settle(self) -> None:
        """Tell what comes at once after the last line: the verdict at one's own pace."""
        try:
            while True:
                found = self._queue.get(timeout=0.3)
                if isinstance(found, GameEvent):
                    self._tell(found)
        except Empty:
            return

    def _listen(self) -> None:
        tries = 0
        try:
            for event in self._client.follow():
                tries = tries + 1 if event is None else 0
                if tries > _MOST_TRIES:
                    raise LineLost(_("No connection. What you answered is kept; join again."))
                if event is not None:
                    self._queue.put(event)
        except QuizError as error:
            self._queue.put(error)

    def _type(self) -> None:
        for line in iter(self._lines.readline, ""):
            self._queue.put(line.rstrip("\n"))
        self._queue.put(None)

    def _answer(self, line: str) -> None:
        now = self._now
        if now is not None and is_note(line.strip().removeprefix(":")) and line.startswith(":"):
            self._note(now, note_text(line))
            return
        if now is not None and now.own_pace and now.answered:
            self._tell(self._client.go_on())
            return
        if now is None or now.stage != "asking" or now.prompt is None or now.answered:
            if line.strip():
                click.echo(_("No question is open."))
            return
        try:
            self._tell(self._client.answer(now.place, read_answer(now.prompt, line)))
        except Refused as error:
            click.echo(_("Not accepted: {reason}.").format(reason=error))
        except LineLost:
            click.echo(_("No connection. Type your answer again."))
        except QuizError as error:
            click.echo(clean_line(str(error)))

    def _note(self, now: GameEvent, text: str) -> None:
        """Say what is wrong with the question that was shown last."""
        try:
            self._client.note(now.place, text)
        except QuizError as error:
            click.echo(clean_line(str(error)))
        else:
            click.echo(_("Noted. Your host sees it."))

    def _tell(self, event: GameEvent) -> None:
        """Say what changed."""
        self._now = event
        key = f"{event.stage} {event.place} {event.vote} {event.answered} {event.paused}"
        if key == self._shown:
            return
        self._shown = key
        for line in told(event):
            click.echo(line)


def told(event: GameEvent) -> Iterator[str]:
    """Yield where a game is, in lines."""
    if event.stage == "lobby":
        yield _("You are in, {name}. Wait for the start.").format(name=clean_line(event.name))
    elif event.stage in ("over", "done"):
        yield _("The game is over.") if event.stage == "over" else _("You are through.")
        yield from _standing(event)
    elif event.stage == "board":
        yield from _standing(event)
    elif event.paused:
        yield _("The game is paused.")
    elif event.stage == "talking":
        yield _("Talk it over. You answer again in a moment.")
    elif event.verdict or event.solution:
        yield from _verdict(event)
        if event.own_pace:
            yield _("Enter for the next question.")
    elif event.answered:
        yield _("Your answer is in.")
    elif event.prompt is not None:
        yield from _question(event, event.prompt)


def _question(event: GameEvent, prompt: Prompt) -> Iterator[str]:
    item = prompt.item
    yield ""
    head = _("{n} of {total}").format(n=event.place + 1, total=event.of)
    left = "" if event.left_s is None else " · " + _("{seconds:.0f} s").format(seconds=event.left_s)
    yield f"{head}{left} · {item.wants}"
    yield from (clean(line) for line in spoken(event.passage))
    stem = stem_with_numbers(item) if isinstance(item, Cloze) else item.stem
    yield from (clean(line) for line in spoken(stem))
    yield from (clean(line) for line in offer(prompt))


def _verdict(event: GameEvent) -> Iterator[str]:
    words = VERDICTS[Verdict(event.verdict)] if event.verdict else _("Not answered.")
    earned = "" if not event.earned else f" +{event.earned}"
    yield f"{words}{earned}"
    if event.verdict != Verdict.RIGHT and event.prompt is not None:
        texts = [option_text(event.prompt.item, text) for text in event.solution]
        answer = spoken_line("; ".join(texts))
        yield _("Correct answer: {answer}").format(answer=clean_line(answer))
    yield from (clean(line) for line in spoken(event.explain))
    yield from _standing(event)


def _standing(event: GameEvent) -> Iterator[str]:
    if event.rank is not None:
        words = ngettext("{n} point, rank {rank}.", "{n} points, rank {rank}.", event.points)
        yield words.format(n=event.points, rank=event.rank)
