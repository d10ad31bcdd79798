"""What each page shows: a player's, the board's and the host's."""

from typing import Any

from markupsafe import Markup

from quiz.classroom.game import ClassGame, GameStage, Player, Standing
from quiz.classroom.keyless import as_shown, without_key
from quiz.classroom.rules import ClassMode
from quiz.desk.banks.noting import typed_words
from quiz.formats.pages import environment, markdown
from quiz.items import Item, Outcome, Prompt
from quiz.items.directions import direction
from quiz.items.markdown import blocks
from quiz.items.wording import amount, option_text, response_text
from quiz.translation import language
from quiz.web.assets import address_of
from quiz.web.forms import QuestionForm, form_of
from quiz.web.live import LONGEST_NAME, LiveGame

_TOP = 5


def page(template: str, **values: object) -> str:
    """Return a page, or a part of one, from a template.

    Args:
        template: The name of its file in the folder `templates`, without `.html`.
        values: What it shows.
    """
    found = environment("quiz.web").get_template(f"{template}.html")
    tag = language()
    return found.render(
        values,
        lang=tag,
        dir=direction(tag),
        css=address_of("page.css"),
        js=address_of("page.js"),
        longest_name=LONGEST_NAME,
    )


def read_templates() -> None:
    """Read all templates, so that the first pupil waits no longer than the last one."""
    made = environment("quiz.web")
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


def text(markdown_text: str) -> Markup:
    """Return a Markdown text as HTML."""
    return markdown.blocks(blocks(markdown_text))


def player_values(live: LiveGame, player: Player) -> dict[str, Any]:
    """Return what a player's page shows."""
    game, now = live.game, live.clock()
    place = game.place_of(player.id)
    stage = game.state.stage
    is_done = game.is_own_pace and place >= len(game.questions)
    values: dict[str, Any] = {
        "stage": "over" if stage is GameStage.OVER else "done" if is_done else str(stage),
        "title": live.row.title,
        "player": player,
        "place": place,
        "of": len(game.questions),
        "vote": game.state.vote,
        "is_paused": bool(game.state.paused_at),
        "left_s": game.left_s(player, now),
        "form": None,
        "answer": None,
        "outcome": None,
        "standing": None,
        "is_voided": place in game.state.voided,
        "own_pace": game.is_own_pace,
        "points": game.points_of(player.id) if game.is_own_pace else None,
        "has_points": game.rules.has_points,
        "amount": amount,
        "key": key_of(game, player),
        "may_dispute": False,
        "may_note": False,
        "has_noted": player.id in game.state.notes.get(str(place), {}),
        "has_disputed": player.id in game.state.disputes.get(str(place), ()),
    }
    if stage in (GameStage.CLOSED, GameStage.BOARD, GameStage.OVER) and not game.is_own_pace:
        values["standing"] = _standing(game, player)
    if is_done or stage in (GameStage.LOBBY, GameStage.OVER, GameStage.BOARD) or place < 0:
        return values
    return values | _question_values(live, player, place)


def _question_values(live: LiveGame, player: Player, place: int) -> dict[str, Any]:
    game = live.game
    is_open = game.state.stage in (GameStage.ASKING, GameStage.TALKING)
    question = game.questions[place]
    prompt = game.prompt_for(player.id, place)
    answer = game.answer_of(player.id, place)
    shows_key = not is_open or (game.is_own_pace and answer is not None)
    given = None if answer is None else as_shown(prompt, answer.response)
    if answer is not None and answer.vote < game.state.vote and is_open:
        answer = None  # the second vote is still to come; the first answer stands in its form
    form = form_of(without_key(prompt), given)
    values: dict[str, Any] = {
        "form": form,
        "answer": answer,
        "passage": text(question.passage) if question.passage else "",
        "picture": f"/picture/{place}" if question.image else "",
        "alt": question.item.alt,
        "worth": question.item.points,
    }
    if shows_key:
        outcome = None if answer is None else game.outcome(place, answer.response)
        values |= {"outcome": outcome, **_key_values(question.item, outcome, prompt)}
        values["may_dispute"] = values["verdict"] in ("wrong", "partly")
        values["may_note"] = True
    return values


def _key_values(item: Item, outcome: Outcome | None, prompt: Prompt) -> dict[str, Any]:
    solution = item.solution if outcome is None else outcome.solution
    notes: tuple[str, ...] = ()
    if outcome is not None:
        notes = (*outcome.notes, *(part.note for part in outcome.parts if part.note))
    keys = frozenset(
        prompt.order.index(key) for key in getattr(item, "keys", ()) if key in prompt.order
    )
    return {
        "verdict": "" if outcome is None else str(outcome.verdict),
        "solution": [option_text(item, line) for line in solution],
        "notes": notes,
        "keys": keys,
        "explain": text(item.explain) if item.explain else "",
        "source": item.source,
    }


def key_of(game: ClassGame, player: Player) -> str:
    """Return what a page is of: while this is the same, what is being typed must stay."""
    state = game.state
    place = game.place_of(player.id)
    answered = int(game.has_answered(player.id)) if place >= 0 else 0
    parts = (state.stage, place, state.vote, answered, int(bool(state.paused_at)),
             len(state.voided), len(state.remarks), player.extra_time,
             int(player.id in state.disputes.get(str(place), ())),
             int(player.id in state.notes.get(str(place), {})))  # fmt: skip
    return "-".join(map(str, parts))


def _standing(game: ClassGame, player: Player) -> Standing | None:
    teams = game.rules.mode is ClassMode.TEAMS
    for line in game.ranking():
        if line.player == player.id or (teams and line.name == player.team):
            return line
    return None


def board_values(live: LiveGame) -> dict[str, Any]:
    """Return what the board shows: nothing that tells the key before the question is closed."""
    game, now = live.game, live.clock()
    state, stage = game.state, game.state.stage
    shown = stage in (GameStage.CLOSED, GameStage.BOARD, GameStage.OVER)
    question = game.question
    ranking = game.ranking() if shown and game.rules.has_board else []
    inside = game.inside
    values: dict[str, Any] = {
        "stage": str(stage),
        "title": live.row.title,
        "code": live.row.code,
        "players": inside,
        "newest": inside[-1].id if inside else "",
        "answered": sum(game.has_answered(player.id) for player in inside),
        "inside": len(inside),
        "place": state.place,
        "of": len(game.questions),
        "vote": state.vote,
        "own_pace": game.is_own_pace,
        "mode": str(game.rules.mode),
        "is_paused": bool(state.paused_at),
        "left_s": board_left(live, now),
        "is_voided": state.place in state.voided,
        "ranking": ranking[:_TOP] if stage is not GameStage.OVER else ranking[:10],
        "has_points": game.rules.has_points,
        "bars": [],
        "most": 1,
        "form": None,
        "picture": "",
        "alt": "",
        "passage": "",
        "solution": [],
        "explain": "",
        "done": sum(game.place_of(p.id) >= len(game.questions) for p in inside),
    }
    if question is None or game.is_own_pace or stage is GameStage.OVER:
        return values
    values |= {
        "form": board_form(game, state.place),
        "picture": f"/picture/{state.place}" if question.image else "",
        "alt": question.item.alt,
        "passage": text(question.passage) if question.passage else "",
    }
    if shown:
        bars = game.histogram(state.place)
        values |= {
            "bars": bars,
            "most": max((bar.count for bar in bars), default=1) or 1,
            "solution": [option_text(question.item, line) for line in question.item.solution],
            "explain": text(question.item.explain) if question.item.explain else "",
        }
    return values


def board_form(game: ClassGame, place: int) -> QuestionForm:
    """Return a question as the board shows it, in the order of no player in particular."""
    return form_of(without_key(game.prompt_for("", place)))


def board_left(live: LiveGame, now: float) -> float | None:
    """Return the seconds left for players without extra time; None where there is no limit."""
    return live.game.left_s(Player(id="", name=""), now)


def host_values(live: LiveGame) -> dict[str, Any]:
    """Return what the host's page shows."""
    game = live.game
    place = game.state.place
    question = game.question
    bars = game.histogram(place) if question is not None and not game.is_own_pace else []
    return board_values(live) | {
        "trouble": live.trouble,
        "waiting": list(live.waiting.values()),
        "rows": host_rows(live),
        "host_bars": bars,
        "host_most": max((bar.count for bar in bars), default=1) or 1,
        "disputed": [
            {"place": at, "text": said, "count": count} for at, said, count in game.disputed()
        ],
        "notes": [
            {"number": int(at) + 1, "name": game.players[by].name, "words": typed_words(said)}
            for at, by_player in game.state.notes.items()
            for by, said in by_player.items()
            if by in game.players
        ],
        "key_text": "; ".join(question.item.solution) if question is not None else "",
    }


def host_rows(live: LiveGame) -> list[dict[str, Any]]:
    """Return a line for each player: who is there, what was answered, how it stands."""
    game, present = live.game, live.present
    place = game.state.place
    rows = []
    for player in game.players.values():
        at = game.place_of(player.id)
        answer = game.answer_of(player.id, at) if 0 <= at < len(game.questions) else None
        rows.append(
            {
                "id": player.id,
                "name": player.name,
                "team": player.team,
                "is_out": player.is_out,
                "is_here": player.id in present,
                "answer": "" if answer is None else response_text(
                    game.questions[at].item, answer.response
                ),
                "points": game.points_of(player.id),
                "extra_time": player.extra_time,
                "place": at if game.is_own_pace else place,
            }
        )  # fmt: skip
    return rows
