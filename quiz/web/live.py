"""A game that is being played: who is connected, what is kept, who is told of a change.

All of it runs in one event loop. What changes the game is kept in the store first and told then, so
that nothing that anyone saw is lost when the server is killed.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from time import time
from typing import Any

import msgspec

from quiz.classroom.game import ClassAnswer, ClassGame, GameStage, Player, TooLate
from quiz.classroom.keyless import as_written, without_key
from quiz.classroom.remarking import Remark
from quiz.classroom.rules import ClassMode
from quiz.cleaning import INVISIBLE, clean_line
from quiz.errors import QuizError
from quiz.items import Prompt, Response, Typed, TypedParts
from quiz.school.games import GameRow, Games
from quiz.school.sql import SchoolError
from quiz.school.writer import SchoolWriter
from quiz.translation import _

LONGEST_NAME = 40
_TICK_S = 0.1
_MOST_STREAMS = 2
_LATELY_S = 10.0
"""A page without script asks again every three seconds while it waits."""
_MOST_WAITING = 50


class Refusal(QuizError):
    """What was asked for may not be done now; the message says why."""

    status = 409
    """The status of the answer over HTTP."""
    field = ""
    """The field of the form that is to be filled in again; empty where that would not help."""


class NameRefused(Refusal):
    """Nobody can come in under this name."""

    field = "name"


class NoSeat(Refusal):
    """The device has no seat in the game."""

    status = 401


class TooOften(Refusal):
    """The device asks too often."""

    status = 429


class Full(Refusal):
    """The game or the store takes no more."""

    status = 503


class DoorRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who may come in when the host says so."""

    id: str
    """Names the request for the host."""
    name: str
    """As it was given."""
    team: str
    """The same."""
    player: str
    """Id of the player whose seat is wanted back; empty for a new one."""
    reason: str
    """Why the host is asked, in a few words."""


def hash_of(token: str) -> str:
    """Return what is kept of a token: SHA-256, in hexadecimal digits."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    """Return a token of 192 random bits."""
    return secrets.token_urlsafe(24)


class LiveGame:
    """One game on this server."""

    def __init__(
        self,
        row: GameRow,
        game: ClassGame,
        writer: SchoolWriter,
        *,
        tokens: dict[str, str] | None = None,
        most_players: int = 60,
        clock: Callable[[], float] = time,
    ) -> None:
        """Take a game that is in the store.

        Args:
            row: What is kept of it beside players and answers.
            game: The game.
            writer: Writes to the store.
            tokens: The player of each token's hash.
            most_players: How many may come in.
            clock: Returns seconds since 1970.
        """
        self.row = row
        self.game = game
        self.writer = writer
        self.clock = clock
        self.most_players = most_players
        self.seq = 1
        """Counts what every device must be told of."""
        self.counted = 1
        """Counts what only the host and the board are told of."""
        self.trouble = ""
        """Why the state of the game could not be kept; empty while it can."""
        self.waiting: dict[str, DoorRequest] = {}
        """Who waits for the host's yes, by id."""
        self._admitted: dict[str, str] = {}
        self._tokens = tokens or {}
        self._streams: Counter[str] = Counter()
        self._seen: dict[str, float] = {}
        self._own_seq: Counter[str] = Counter()
        self._told = asyncio.Condition()
        self._times: dict[str, list[float]] = {}

    # Who is there

    def player_of(self, token: str) -> Player:
        """Return the player of a token.

        Raises:
            NoSeat: It is of none, or the host sent the player out.
        """
        player = self.game.players.get(self._tokens.get(hash_of(token), ""))
        if player is None or player.is_out:
            raise NoSeat(_("You are not in this game."))
        self._seen[player.id] = self.clock()
        return player

    @property
    def present(self) -> set[str]:
        """Ids of the players who are there: whose devices listen, or have asked for a page lately.

        A page without script does not listen: who loaded the question is at it.
        """
        since = min(self.clock() - _LATELY_S, self.game.state.opened_at)
        asked = {player for player, at in self._seen.items() if at >= since}
        return asked | {player for player, streams in self._streams.items() if streams > 0}

    def check_streams(self, player: str) -> None:
        """Refuse a device more than a player may have.

        Raises:
            TooOften: There are two already.
        """
        if self._streams[player] >= _MOST_STREAMS:
            raise TooOften(_("This seat is open on two devices already."))

    def connected(self, player: str) -> None:
        """Count a device that listens."""
        self._streams[player] += 1
        self._count()

    def gone(self, player: str) -> None:
        """Count a device that listens no more."""
        self._streams[player] -= 1
        self._seen.pop(player, None)  # it listened, and does no more: it is gone
        self._count()

    async def join(self, name: str, team: str = "", *, asks: str = "") -> str:
        """Take a player in.

        Args:
            name: As it was typed.
            team: Where teams play.
            asks: Why the host must be asked; empty where the player may come in at once.

        Returns:
            The token of the seat, or `ID?` of the request that waits for the host's yes.

        Raises:
            Refusal: The name cannot be had, or the game is full or over.
        """
        name = clean_line(INVISIBLE.sub("", name))[:LONGEST_NAME].strip()
        if not name:
            raise NameRefused(_("Type a name first."))
        if self.game.state.stage is GameStage.OVER:
            raise Refusal(_("The game is over."))
        team = self._team(team) if self.game.rules.mode is ClassMode.TEAMS else ""
        same = next((p for p in self.game.inside if p.name.casefold() == name.casefold()), None)
        if same is not None and self._streams[same.id] > 0:
            raise NameRefused(_("Someone here has this name already. Choose another one."))
        if same is not None:
            return self._ask(name, team, same.id, _("a name that is taken"))
        if asks:
            return self._ask(name, team, "", asks)
        return await self._seat(name, team)

    async def join_pupil(self, pupil: str, name: str, extra_time: float) -> str:
        """Take a pupil of a class in under their own name; returns the token of the seat.

        A pupil who is in already gets the same seat, under a new token.

        Raises:
            Refusal: The game is full or over, or the host sent the pupil out.
        """
        if self.game.state.stage is GameStage.OVER:
            raise Refusal(_("The game is over."))
        token = new_token()
        there = self.game.players.get(f"pupil-{pupil}")
        if there is not None and there.is_out:
            raise NoSeat(_("You are not in this game."))
        if there is not None:
            await self._renew(there.id, token)
            return token
        if len(self.game.inside) >= self.most_players:
            raise Full(_("The game is full."))
        player = Player(
            id=f"pupil-{pupil}", name=name, extra_time=extra_time, joined_at=self.clock()
        )
        await self._keep_player(player, hash_of(token), pupil)
        self.game.put(player)
        self._tokens[hash_of(token)] = player.id
        self._count()
        return token

    async def _renew(self, player: str, token: str) -> None:
        """Give a seat a new token: the old one opens nothing any more."""
        await self._do(lambda games: games.put_token(player, hash_of(token)))
        self._tokens = {one: of for one, of in self._tokens.items() if of != player}
        self._tokens[hash_of(token)] = player

    def _team(self, team: str) -> str:
        team = clean_line(team)[:LONGEST_NAME].strip()
        if team not in self.game.rules.teams:
            raise Refusal(_("Choose a team."))
        return team

    def _ask(self, name: str, team: str, player: str, reason: str) -> str:
        if len(self.waiting) >= _MOST_WAITING:
            raise Full(_("Too many are waiting to be let in. Ask your teacher."))
        waiting = DoorRequest(
            id=secrets.token_urlsafe(9), name=name, team=team, player=player, reason=reason
        )
        self.waiting[waiting.id] = waiting
        self._count()
        return f"{waiting.id}?"

    async def _seat(self, name: str, team: str) -> str:
        if len(self.game.inside) >= self.most_players:
            raise Full(_("The game is full."))
        token, now = new_token(), self.clock()
        player = Player(id=secrets.token_hex(8), name=name, team=team, joined_at=now)
        self.game.put(player)  # taken at once, so that nobody else gets the name meanwhile
        try:
            await self._keep_player(player, hash_of(token))
        except BaseException:
            del self.game.players[player.id]
            raise
        self._tokens[hash_of(token)] = player.id
        self._count()
        return token

    async def admit(self, request: str) -> None:
        """Let someone in who waits."""
        waiting = self.waiting.pop(request, None)
        if waiting is None:
            return
        if not waiting.player:
            self._admitted[request] = await self._seat(waiting.name, waiting.team)
            return
        token = new_token()
        await self._renew(waiting.player, token)
        self._admitted[request] = token
        self._count()

    def deny(self, request: str) -> None:
        """Let someone who waits not in."""
        self.waiting.pop(request, None)
        self._count()

    def admitted(self, request: str) -> str | None:
        """Return the token of someone who waited; empty while they wait, None if denied."""
        if request in self._admitted:  # kept: the reply may be lost on its way
            return self._admitted[request]
        return "" if request in self.waiting else None

    async def kick(self, player: str, *, back: bool = False) -> None:
        """Send a player out, or let one in again."""
        found = self.game.players.get(player)
        if found is not None:
            changed = msgspec.structs.replace(found, is_out=not back)
            await self._keep_player(changed, "")
            self.game.put(changed)
            await self.tell()

    async def stretch(self, player: str, extra_time: float) -> None:
        """Give a player more time for each question."""
        found = self.game.players.get(player)
        if found is not None and 1 <= extra_time <= 4:
            changed = msgspec.structs.replace(found, extra_time=extra_time)
            await self._keep_player(changed, "")
            self.game.put(changed)
            await self.tell()

    # Answers

    def prompt(self, player: str, place: int) -> Prompt:
        """Return a question as a player's device is told it: without its key."""
        return without_key(self.game.prompt_for(player, place))

    async def answer(
        self, player: Player, place: int, nonce: str, response: Response
    ) -> ClassAnswer:
        """Mark an answer, keep it, and count it; sent twice, it counts once.

        Args:
            player: Who answers.
            place: Of the question, from 0.
            nonce: The device's own name for this answer.
            response: To the question as the device was told it.

        Raises:
            TooLate: The question is closed.
            TooOften: More answers come than anyone gives.
            Full: It could not be kept.
        """
        now = self.clock()
        there = self.game.answer_of(player.id, place, self.game.state.vote)
        if there is not None:
            if there.nonce == nonce:
                return there
            raise TooLate(_("You have answered this question."))
        self._limit(player.id, now)
        written = as_written(self.game.prompt_for(player.id, place), response)
        if isinstance(written, Typed | TypedParts):  # marking a long list may take a while
            answer = await asyncio.to_thread(
                self.game.marked, player.id, place, nonce[:64], written, now
            )
        else:
            answer = self.game.marked(player.id, place, nonce[:64], written, now)
        try:
            is_first = await asyncio.wrap_future(self.writer.answer(self.row.id, answer))
        except SchoolError as error:
            raise Full(_("Your answer could not be saved. Try again.")) from error
        if not is_first:
            kept = self.game.answer_of(player.id, place, answer.vote)
            if kept is None or kept.nonce != nonce:
                raise TooLate(_("You have answered this question."))
            return kept
        self.game.take(answer)
        self._count()
        return answer

    async def note(self, player: Player, place: int, text: str) -> None:
        """Take down what a player says is wrong with a question.

        Raises:
            TooOften: More comes than anyone types.
        """
        self._limit(player.id, self.clock())
        await self.change(lambda game, now: game.note(player.id, place, text), player.id)

    def _limit(self, player: str, now: float) -> None:
        """Count what a device sends: at most five answers a second."""
        times = [at for at in self._times.get(player, []) if now - at < 1]
        if len(times) >= 5:
            raise TooOften(_("Too many answers at once. Wait a second."))
        self._times[player] = [*times, now]

    async def remark(self, place: int, remark: Remark) -> None:
        """Mark the answers to a question again, keep that, and tell every device."""
        changed = self.game.remark(place, remark)
        await self._do(lambda games: games.replace_marks(self.row.id, changed))
        await self._keep_state()
        await self.tell()

    # The way of the game

    async def change(self, change: Callable[[ClassGame, float], object], player: str = "") -> None:
        """Change where the game is, keep that, and tell every device.

        Args:
            change: Takes the game and the time.
            player: Whose devices alone must be told; empty for all.
        """
        before = self.game.state
        change(self.game, self.clock())
        if self.game.state != before:
            await self._keep_state()
            await self.tell(player)

    async def run(self) -> None:
        """Close each question when its time is up or everyone has answered, until the game ends."""
        while self.game.state.stage is not GameStage.OVER:
            await asyncio.sleep(_TICK_S)
            if self.game.tick(self.clock(), self.present):
                try:
                    await self._keep_state()
                except Full as error:  # the game goes on; the host is told until it can be kept
                    self.trouble = str(error)
                else:
                    self.trouble = ""
                await self.tell()

    def take_up(self) -> None:
        """Stop the clock of a question that was open when the server was killed."""
        state = self.game.state
        if state.stage is GameStage.ASKING and not state.paused_at:
            place = state.place
            last = max((answer.at for answer in self.game.answers(place)), default=state.opened_at)
            self.game.pause(max(last, *state.own_opened.values(), state.opened_at))

    async def _keep_state(self) -> None:
        state = self.game.state
        ended = int(self.clock() * 1e6) if state.stage is GameStage.OVER else None
        await self._do(lambda games: games.put_state(self.row.id, state, ended))

    async def _keep_player(self, player: Player, token_hash: str, pupil: str = "") -> None:
        await self._kept(
            self.writer.write(
                lambda games: games.put_player(self.row.id, player, token_hash, pupil)
            )
        )

    async def _do(self, work: Callable[[Games], object]) -> None:
        await self._kept(self.writer.do(lambda db: work(Games(db))))

    @staticmethod
    async def _kept(done: "Future[Any]") -> None:
        """Wait until something is kept.

        Raises:
            Full: It cannot be.
        """
        try:
            await asyncio.wrap_future(done)
        except SchoolError as error:
            raise Full(str(error)) from error

    # Telling

    def _count(self) -> None:
        """Let the host and the board know that a number changed."""
        self.counted += 1

    async def tell(self, player: str = "") -> None:
        """Let every device know that the game went on, or only those of one player."""
        if player:
            self._own_seq[player] += 1
        else:
            self.seq += 1
        self.counted += 1
        async with self._told:
            self._told.notify_all()

    def seq_of(self, player: str) -> int:
        """Return what counts all that a player's devices must be told of."""
        return self.seq + self._own_seq[player]

    async def changed(self, player: str, seq: int, timeout_s: float) -> bool:
        """Wait until the game went on for a player from a number that is known.

        Returns:
            Whether it did.
        """
        if self.seq_of(player) != seq:
            return True
        try:
            async with asyncio.timeout(timeout_s), self._told:
                await self._told.wait_for(lambda: self.seq_of(player) != seq)
        except TimeoutError:
            return False
        return True
