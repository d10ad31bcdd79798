"""What a program is told in place of a page: `quiz join` draws its own screens from it."""

from typing import Any

import msgspec

from quiz.classroom.game import GameStage, Player
from quiz.web.live import LiveGame
from quiz.web.views import player_values


def event_of(live: LiveGame, player: Player) -> dict[str, Any]:
    """Return where the game is for a player, with the question as it is shown and without its key.

    Args:
        live: The game.
        player: Whose device asks.
    """
    values = player_values(live, player)
    game, place = live.game, values["place"]
    standing = values["standing"]
    left = values["left_s"]
    is_open = game.state.stage in (GameStage.ASKING, GameStage.TALKING)
    is_secret = is_open and not game.is_own_pace
    event: dict[str, Any] = {
        "event": "game",
        "seq": live.seq_of(player.id),
        "title": values["title"],
        "name": player.name,
        "stage": values["stage"],
        "place": place,
        "of": values["of"],
        "vote": values["vote"],
        "paused": values["is_paused"],
        "left_s": left,
        "answered": values["answer"] is not None,
        "own_pace": values["own_pace"],
        "voided": values["is_voided"],
        # What an open question brought would tell whether the answer is right.
        "points": game.points_of(player.id, place if is_secret else None),
        "rank": None if standing is None else standing.rank,
        "change": 0 if standing is None else standing.change,
        "disputed": values["has_disputed"],
        "noted": values["has_noted"],
        "players": len(game.inside),
        "item": None,
        "passage": "",
    }
    if values["form"] is None:
        return event
    question = game.questions[place]
    prompt = live.prompt(player.id, place)
    event |= {
        "item": msgspec.to_builtins(prompt.item),
        "order": list(prompt.order),
        "gap_orders": [list(order) for order in prompt.gap_orders],
        "passage": question.passage,
    }
    is_shown = game.state.stage is not GameStage.ASKING or game.is_own_pace
    if is_shown and "solution" in values:
        outcome, answer = values["outcome"], values["answer"]
        event |= {
            "solution": list(question.item.solution),
            "explain": question.item.explain,
            "source": question.item.source,
            "verdict": values["verdict"],
            "credit": None if outcome is None else outcome.credit,
            "earned": 0 if answer is None else answer.points,
            "outcome": None if outcome is None else msgspec.to_builtins(outcome),
        }
    return event
