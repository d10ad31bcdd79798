"""A live game: who plays, what is asked, who has answered, and what each of them may see.

Time is handed in, in seconds since 1970; nothing here waits, writes or draws. A game can be made
again at any moment from what was kept of it: its state, its players and their answers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from random import Random

import msgspec

from quiz.classroom.histogram import AnswerBar, bars
from quiz.classroom.remarking import Remark, RemarkKind, after, remarked
from quiz.classroom.rules import GRACE_S, ClassMode, GameRules, points_for
from quiz.errors import QuizError
from quiz.items import Context, Item, Outcome, Prompt, Response
from quiz.items.wording import response_text
from quiz.translation import _

_RIGHT = 1 - 1e-6


class GameStage(StrEnum):
    """Where a game is."""

    LOBBY = "lobby"
    """Players come in."""
    ASKING = "asking"
    """A question is open."""
    TALKING = "talking"
    """Between two votes: players talk."""
    CLOSED = "closed"
    """The question is closed, and what is right is shown."""
    BOARD = "board"
    """The ranking is shown."""
    OVER = "over"
    """The last question is done, or the host ended it."""


class TooLate(QuizError):
    """An answer came when its question was closed."""


class GameQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a game, as its bank had it when the game began."""

    bank: str
    """Id of its bank."""
    card: str
    """Name of its card within the bank."""
    item: Item
    """The question; numbers of a computed one are drawn once for all players."""
    context: Context
    """What marking needs to know of its bank."""
    passage: str = ""
    """Markdown of the passage it is about; empty for none."""
    image: str = ""
    """Its picture, relative to the bank; empty for none."""
    path: str = ""
    """The bank's file, beside which the picture lies."""


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """One who plays."""

    id: str
    """Unique in the game."""
    name: str
    """As all see it."""
    team: str = ""
    """Where teams play; empty for none."""
    extra_time: float = 1.0
    """By how much this player's time is stretched, at least 1."""
    joined_at: float = 0.0
    """Seconds since 1970."""
    is_out: bool = False
    """Whether the host sent the player out."""


class ClassAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a player answered, and what came of it."""

    player: str
    """Id of the player."""
    place: int
    """Of the question, from 0."""
    vote: int = 1
    """1, or 2 after talking."""
    nonce: str = ""
    """The device's own name for this answer: sent twice, it counts once."""
    response: Response
    """To the question as its bank has it."""
    at: float
    """Seconds since 1970."""
    elapsed_s: float
    """Since the question was opened."""
    credit: float
    """0 to 1."""
    points: int
    """With what its time was worth."""


class GameState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a game is: with players and answers, all that must be kept of it."""

    stage: GameStage = GameStage.LOBBY
    """Where it is."""
    place: int = -1
    """Of the question, from 0; -1 before the first."""
    vote: int = 1
    """1, or 2 after talking."""
    opened_at: float = 0.0
    """When the question was opened, seconds since 1970."""
    paused_at: float = 0.0
    """When it was paused; 0 while its time runs."""
    voided: tuple[int, ...] = ()
    """Places of questions that count for nobody."""
    remarks: dict[str, Remark] = msgspec.field(default_factory=dict)
    """What was done about questions whose key was wrong, by their places as texts."""
    disputes: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Players who say that their answer was right, by the places of the questions."""
    notes: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    """What players say is wrong with a question, by its place and their ids."""
    own_places: dict[str, int] = msgspec.field(default_factory=dict)
    """At one's own pace: which question each player is at."""
    own_opened: dict[str, float] = msgspec.field(default_factory=dict)
    """And when they came to it, seconds since 1970."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ranking."""

    name: str
    """Of the player or team."""
    points: int
    """Or right answers, where no points are played for."""
    rank: int
    """From 1; the same for the same points."""
    change: int = 0
    """Places won (above 0) or lost with the last question."""
    player: str = ""
    """Id of the player; empty for a team."""


class ClassGame:
    """One live game."""

    def __init__(
        self,
        questions: Sequence[GameQuestion],
        rules: GameRules,
        *,
        state: GameState | None = None,
        players: Iterable[Player] = (),
        answers: Iterable[ClassAnswer] = (),
    ) -> None:
        """Begin a game, or make one again from what was kept.

        Args:
            questions: At least one; only kinds that a machine marks.
            rules: How it is played.
            state: Where it was; None for the lobby.
            players: Who was in.
            answers: What they answered.

        Raises:
            QuizError: There is no question.
        """
        if not questions:
            raise QuizError(_("no question that a machine can mark"))
        self.questions = tuple(_drawn(question, rules, at) for at, question in enumerate(questions))
        self.rules = rules
        self.state = state or GameState()
        self.players = {player.id: player for player in players}
        self._ranking: list[Standing] | None = None
        self._answers: dict[tuple[int, str, int], ClassAnswer] = {}
        for answer in answers:
            self._answers[answer.place, answer.player, answer.vote] = answer

    # Players

    @property
    def inside(self) -> list[Player]:
        """Players who were not sent out, in the order in which they came."""
        return [player for player in self.players.values() if not player.is_out]

    def put(self, player: Player) -> None:
        """Take a player in, or take up what changed of one."""
        self.players[player.id] = player
        self._ranking = None

    def is_taken(self, name: str) -> bool:
        """Return whether a player inside has a name, however it is written."""
        return name.casefold() in {player.name.casefold() for player in self.inside}

    # The way of the game

    @property
    def question(self) -> GameQuestion | None:
        """The question that is open or was closed last; None in the lobby."""
        place = self.state.place
        return self.questions[place] if 0 <= place < len(self.questions) else None

    @property
    def is_own_pace(self) -> bool:
        """Whether everyone goes through the questions alone."""
        return self.rules.mode is ClassMode.OWN_PACE

    def go_on(self, now: float) -> None:
        """Do what comes next: open, close, let talk, show the ranking, end."""
        state = self.state
        match state.stage:
            case GameStage.LOBBY:
                self._open(0, now)
            case GameStage.ASKING if self.is_own_pace:
                self._change(stage=GameStage.OVER)
            case GameStage.ASKING:
                self.close()
            case GameStage.TALKING:
                self._change(stage=GameStage.ASKING, vote=2, opened_at=now, paused_at=0.0)
            case GameStage.CLOSED if self._shows_board and state.place + 1 < len(self.questions):
                self._change(stage=GameStage.BOARD)
            case GameStage.CLOSED | GameStage.BOARD:
                self._open(state.place + 1, now)
            case GameStage.OVER:
                pass

    def close(self) -> None:
        """Close the question; of two votes the first one is followed by talking."""
        if self.state.stage is not GameStage.ASKING or self.is_own_pace:
            return
        talks = self.rules.mode is ClassMode.TWO_VOTES and self.state.vote == 1
        self._change(stage=GameStage.TALKING if talks else GameStage.CLOSED, paused_at=0.0)

    def reopen(self, now: float) -> None:
        """Open the question again, with all of its time; answers that were given stay."""
        if self.state.stage in (GameStage.CLOSED, GameStage.TALKING, GameStage.BOARD):
            self._change(stage=GameStage.ASKING, opened_at=now, paused_at=0.0)

    def pause(self, now: float) -> None:
        """Stop the clock of the question, or let it run on."""
        state = self.state
        if state.stage is not GameStage.ASKING:
            return
        if state.paused_at:
            away = now - state.paused_at
            opened = {player: at + away for player, at in state.own_opened.items()}
            self._change(opened_at=state.opened_at + away, own_opened=opened, paused_at=0.0)
        else:
            self._change(paused_at=now)

    def void(self, place: int) -> None:
        """Let a question count for nobody, or count again."""
        if 0 <= place < len(self.questions):
            voided = {*self.state.voided} ^ {place}
            self._change(voided=tuple(sorted(voided)))

    def end(self) -> None:
        """End the game."""
        self._change(stage=GameStage.OVER, paused_at=0.0)

    def tick(self, now: float, present: Collection[str]) -> bool:
        """Close the question if time is up or everyone who is present has answered.

        Returns:
            Whether it was closed.
        """
        state = self.state
        if state.stage is not GameStage.ASKING or state.paused_at or self.is_own_pace:
            return False
        waiting = [
            player
            for player in self.inside
            if not self.has_answered(player.id) and self._left(player, now) > -GRACE_S
        ]
        here = [player for player in waiting if player.id in present]
        anyone = any(self.has_answered(player.id) for player in self.inside)
        if here or (waiting and not anyone):
            return False
        if not self.inside:
            return False
        self.close()
        return True

    def _open(self, place: int, now: float) -> None:
        if place >= len(self.questions):
            self._change(stage=GameStage.OVER)
        elif self.is_own_pace:
            self._change(stage=GameStage.ASKING, place=0, opened_at=now)
        else:
            self._change(stage=GameStage.ASKING, place=place, vote=1, opened_at=now, paused_at=0.0)

    def _change(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._ranking = None

    @property
    def _shows_board(self) -> bool:
        return self.rules.has_board and self.rules.has_points

    # Questions of a player

    def place_of(self, player: str) -> int:
        """Return which question a player is at, from 0; past the last one if they are done."""
        if self.is_own_pace and self.state.stage is not GameStage.LOBBY:
            return self.state.own_places.get(player, 0)
        return self.state.place

    def prompt_for(self, player: str, place: int) -> Prompt:
        """Return a question as a player sees it."""
        item = self.questions[place].item
        name = player if self.rules.shuffles else ""
        return item.lay_out(Random(f"{self.rules.seed}/{place}/{name}"))

    def limit_of(self, player: Player, place: int) -> float:
        """Return the seconds that a player has for a question; 0 is no limit."""
        return (self.questions[place].item.time_limit_s or self.rules.seconds) * player.extra_time

    def left_s(self, player: Player, now: float) -> float | None:
        """Return the seconds that a player has left; None where there is no limit or question."""
        place = self.place_of(player.id)
        if self.state.stage is not GameStage.ASKING or not 0 <= place < len(self.questions):
            return None
        if not self.limit_of(player, place):
            return None
        return max(0.0, self._left(player, now))

    def _opened_at(self, player: str) -> float:
        if self.is_own_pace:
            return self.state.own_opened.get(player, self.state.opened_at)
        return self.state.opened_at

    def _left(self, player: Player, now: float) -> float:
        place = self.place_of(player.id)
        limit = self.limit_of(player, place)
        if not limit:
            return float("inf")
        # Who came in late has the whole time at their own pace alone.
        now = self.state.paused_at or now
        return limit - (now - self._opened_at(player.id))

    def go_on_alone(self, player: str, now: float) -> None:
        """Take a player to the next question, at their own pace."""
        if not self.is_own_pace or self.state.stage is not GameStage.ASKING:
            return
        place = self.place_of(player)
        if place < len(self.questions) and self.has_answered(player):
            places = {**self.state.own_places, player: place + 1}
            opened = {**self.state.own_opened, player: now}
            self._change(own_places=places, own_opened=opened)

    # Answers

    def has_answered(self, player: str) -> bool:
        """Return whether a player answered the question they are at."""
        return (self.place_of(player), player, self.state.vote) in self._answers

    def answer_of(self, player: str, place: int, vote: int = 0) -> ClassAnswer | None:
        """Return what a player answered; without a vote, what counts."""
        if vote:
            return self._answers.get((place, player, vote))
        last = self._answers.get((place, player, 2))
        return last or self._answers.get((place, player, 1))

    def answers(self, place: int) -> list[ClassAnswer]:
        """Return what counts of the answers to a question, in the order of the players."""
        found = (self.answer_of(player.id, place) for player in self.inside)
        return [answer for answer in found if answer is not None]

    def marked(
        self, player: str, place: int, nonce: str, response: Response, now: float
    ) -> ClassAnswer:
        """Return an answer, marked; nothing is changed until it is kept and `take`n.

        Raises:
            TooLate: The question is not open, or the player's time is up.
            QuizError: The player is not in the game.
        """
        who = self.players.get(player)
        if who is None or who.is_out:
            raise QuizError(_("You are not in this game."))
        if self.state.stage is not GameStage.ASKING or place != self.place_of(player):
            raise TooLate(_("This question is closed."))
        if place >= len(self.questions):
            raise TooLate(_("This question is closed."))
        if self.state.paused_at:
            raise TooLate(_("The game is paused."))
        if self._left(who, now) < -GRACE_S:
            raise TooLate(_("Time is up."))
        outcome = self.outcome(place, response)
        elapsed = max(0.0, now - self._opened_at(player))
        question = self.questions[place]
        points = 0
        if self.rules.has_points:
            worth, limit = question.item.points, self.limit_of(who, place)
            points = points_for(outcome.credit, worth, elapsed, limit)
        return ClassAnswer(
            player=player,
            place=place,
            vote=self.state.vote,
            nonce=nonce,
            response=response,
            at=now,
            elapsed_s=elapsed,
            credit=outcome.credit,
            points=points,
        )

    def take(self, answer: ClassAnswer) -> ClassAnswer:
        """Take an answer up; the first one to a question counts, whatever comes after it."""
        self._ranking = None
        return self._answers.setdefault((answer.place, answer.player, answer.vote), answer)

    def outcome(self, place: int, response: Response) -> Outcome:
        """Return what marking says of an answer to a question, and what was done about its key."""
        question = self.questions[place]
        remark = self.state.remarks.get(str(place))
        return remarked(question.item, question.context, response, remark)

    def remark(self, place: int, remark: Remark) -> list[ClassAnswer]:
        """Mark the answers to a question again; returns those whose marks change.

        Args:
            place: Of the question, from 0.
            remark: What is done about it.
        """
        if remark.kind is RemarkKind.DROP:
            voided = {*self.state.voided, place}
            self._change(voided=tuple(sorted(voided)))
            return []
        self._change(remarks=after(self.state.remarks, str(place), remark))
        changed = []
        for key, answer in self._answers.items():
            if key[0] == place and answer.player in self.players:
                new = self._marked_again(answer)
                if new != answer:
                    self._answers[key] = new
                    self._ranking = None
                    changed.append(new)
        return changed

    def _marked_again(self, answer: ClassAnswer) -> ClassAnswer:
        outcome = self.outcome(answer.place, answer.response)
        points = 0
        if self.rules.has_points:
            worth = self.questions[answer.place].item.points
            limit = self.limit_of(self.players[answer.player], answer.place)
            points = points_for(outcome.credit, worth, answer.elapsed_s, limit)
        return msgspec.structs.replace(answer, credit=outcome.credit, points=points)

    def dispute(self, player: str) -> bool:
        """Take down that a player's wrong answer was right; returns whether that can be said."""
        place = self.place_of(player)
        if self.state.stage not in (GameStage.CLOSED, GameStage.BOARD) and not self.is_own_pace:
            return False
        answer = self.answer_of(player, place)
        if answer is None or answer.credit > _RIGHT:
            return False
        there = self.state.disputes.get(str(place), ())
        if player not in there:
            disputes = {**self.state.disputes, str(place): (*there, player)}
            self._change(disputes=disputes)
        return True

    def disputed(self) -> list[tuple[int, str, int]]:
        """Return place, text and number of the answers that players say were right."""
        found: list[tuple[int, str, int]] = []
        for place_text, players in self.state.disputes.items():
            place = int(place_text)
            item = self.questions[place].item
            texts = Counter(
                " ".join(response_text(item, answer.response).split())
                for player in players
                if (answer := self.answer_of(player, place)) is not None and answer.credit <= _RIGHT
            )
            found += [(place, text, count) for text, count in texts.most_common()]
        return found

    def note(self, player: str, place: int, text: str) -> None:
        """Take down what a player says is wrong with a question that was shown to them."""
        shown = self.place_of(player) if self.is_own_pace else self.state.place
        if 0 <= place <= shown and place < len(self.questions):
            key = str(place)
            on_it = {**self.state.notes.get(key, {}), player: text}
            self._change(notes={**self.state.notes, key: on_it})

    # What is shown

    def points_of(self, player: str, before: int | None = None) -> int:
        """Return a player's points; where none are played for, their right answers.

        Args:
            player: Id of the player.
            before: Only of questions before this place; None for all.
        """
        total = 0
        for place in range(len(self.questions) if before is None else before):
            answer = self.answer_of(player, place)
            if answer is not None and place not in self.state.voided:
                total += answer.points if self.rules.has_points else int(answer.credit > _RIGHT)
        return total

    def credit_of(self, player: str) -> float:
        """Return the points of the banks that a player earned, whatever the time."""
        return sum(
            answer.credit * self.questions[place].item.points
            for place in range(len(self.questions))
            if place not in self.state.voided
            and (answer := self.answer_of(player, place)) is not None
        )

    def ranking(self) -> list[Standing]:
        """Return the players, or the teams where teams play, the best first."""
        if self._ranking is None:  # all players ask for it when a question is closed
            self._ranking = self._ranked()
        return self._ranking

    def _ranked(self) -> list[Standing]:
        is_shown = self.state.stage in (GameStage.CLOSED, GameStage.BOARD, GameStage.OVER)
        done = self.state.place + 1 if is_shown else self.state.place
        upto = None if self.is_own_pace else max(0, done)
        now = self._totals(upto)
        # Before the first question there were no places that could be won or lost.
        before = now if upto == 1 else self._totals(None if upto is None else max(0, upto - 1))
        old = _ranks({key: points for key, (_name, points) in before.items()})
        new = _ranks({key: points for key, (_name, points) in now.items()})
        teams = self.rules.mode is ClassMode.TEAMS
        found = [
            Standing(
                name=name,
                points=round(points),
                rank=new[key],
                change=old[key] - new[key],
                player="" if teams else key,
            )
            for key, (name, points) in now.items()
        ]
        return sorted(found, key=lambda line: (line.rank, line.name.casefold()))

    def _totals(self, before: int | None) -> dict[str, tuple[str, float]]:
        """Return name and points of each player, or of each team."""
        if self.rules.mode is not ClassMode.TEAMS:
            return {p.id: (p.name, self.points_of(p.id, before)) for p in self.inside}
        members: dict[str, list[int]] = {}
        for player in self.inside:
            members.setdefault(player.team, []).append(self.points_of(player.id, before))
        return {team: (team, sum(points) / len(points)) for team, points in members.items()}

    def histogram(self, place: int, most: int = 8) -> list[AnswerBar]:
        """Return how many gave each answer to a question, what is right first among typed ones."""
        votes = [
            {
                player.id: answer.response
                for player in self.inside
                if (answer := self.answer_of(player.id, place, vote)) is not None
            }
            for vote in (1, 2)
        ]
        first, second = votes
        counted: Mapping[str, Response] = {**first, **second}
        return bars(
            self.questions[place].item,
            self.questions[place].context,
            list(counted.values()),
            list(first.values()) if second else [],
            most,
        )


def _drawn(question: GameQuestion, rules: GameRules, place: int) -> GameQuestion:
    """Return a question whose numbers are drawn: the same for all players."""
    prompt = question.item.lay_out(Random(f"{rules.seed}/{place}/"))
    return msgspec.structs.replace(question, item=prompt.item)


def _ranks(points: Mapping[str, float]) -> dict[str, int]:
    """Return the rank of each, from 1; the same for the same points."""
    ordered = sorted(points.values(), reverse=True)
    return {key: ordered.index(value) + 1 for key, value in points.items()}
