"""What tests of a class share: questions, and a game with players in it."""

from collections.abc import Sequence
from decimal import Decimal

from quiz.classroom.game import ClassAnswer, ClassGame, GameQuestion, Player
from quiz.classroom.rules import GameRules
from quiz.items import (
    Cloze,
    Context,
    Date,
    Gap,
    Group,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    Picked,
    Response,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)

CHOICE = SingleChoice(
    id="capital", stem="The capital of France?", key=1, explain="Since 987.",
    options=(Option("Lyon"), Option("Paris"), Option("Nice")),
)  # fmt: skip
EVERY_KIND: tuple[Item, ...] = (
    CHOICE,
    MultipleChoice(
        id="even", stem="Which are even?", keys=(0, 2),
        options=(Option("two"), Option("three"), Option("four")),
    ),
    TrueFalse(id="round", stem="The Earth is *round*.", key=True),
    ShortText(id="river", stem="The river of Paris?", answer="Seine"),
    Number(id="days", stem="Days of a week?", answer=Decimal(7)),
    Date(id="wall", stem="When did the wall fall?", date="1989-11-09"),
    TextList(id="seas", stem="Two seas", entries=(("Baltic",), ("Black",))),
    Match(id="pairs", stem="Match", pairs=(Pair("France", "Paris"), Pair("Italy", "Rome")),
          distractors=(Option("Oslo"),)),
    Groups(id="groups", stem="Sort", groups=(Group("odd", ("1", "3")), Group("even", ("2",)))),
    Order(id="order", stem="Order", entries=("one", "two", "three")),
    Cloze(id="gaps", stem="A ____ and a ____.", segments=("A ", " and a ", "."),
          gaps=(Gap(("cat",)), Gap(("dog",), options=("dog", "cow")))),
)  # fmt: skip
RIGHT, WRONG = Picked((1,)), Picked((0,))


def questions(items: Sequence[Item] = (CHOICE, CHOICE, CHOICE)) -> list[GameQuestion]:
    return [
        GameQuestion(bank="b", card=f"{item.id}-{at}", item=item, context=Context())
        for at, item in enumerate(items)
    ]


def game(
    *names: str, items: Sequence[Item] = (CHOICE, CHOICE, CHOICE), **rules: object
) -> ClassGame:
    made = ClassGame(questions(items), GameRules(**rules))  # type: ignore[arg-type]
    for name in names:
        made.put(Player(id=name.lower(), name=name))
    return made


def answers(
    playing: ClassGame, player: str, response: Response = RIGHT, now: float = 0.0
) -> ClassAnswer:
    """Answer the question that a player is at."""
    place = playing.place_of(player)
    return playing.take(playing.marked(player, place, f"{player}{place}", response, now))
