"""Points of every player of a game, as a table."""

from quiz.classroom.game import ClassGame
from quiz.formats.csv_writing import csv_text
from quiz.items.wording import amount
from quiz.translation import _


def gradebook_csv(game: ClassGame) -> bytes:
    """Return a table: a line for each player, a column for each question's credit."""
    places = [at for at in range(len(game.questions)) if at not in game.state.voided]
    worth = sum(game.questions[at].item.points for at in places)
    head = [_("name"), _("team"), _("score"), _("points"), "%"]
    head += [game.questions[at].card for at in places]
    rows = [head]
    for player in game.inside:
        earned = game.credit_of(player.id)
        credits = [
            "" if (answer := game.answer_of(player.id, at)) is None else f"{answer.credit:g}"
            for at in places
        ]
        percent = f"{100 * earned / worth:.1f}" if worth else ""
        score = str(game.points_of(player.id))
        rows.append([player.name, player.team, score, amount(earned), percent, *credits])
    return csv_text(rows).encode("utf-8")
