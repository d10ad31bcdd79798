"""Line mode in JSON, one object a line, for other front ends (`docs/line-mode.md`)."""

import json
from typing import Any

from quiz.cli.line_output import HELP, AtDesk, LineOutput
from quiz.cli.printed import json_text
from quiz.desk.sittings.question import Feedback, Question, Result
from quiz.desk.sittings.sitting import OpenSitting
from quiz.items import (
    Cloze,
    Essay,
    Groups,
    Match,
    MultipleChoice,
    Order,
    Prompt,
    SingleChoice,
    TrueFalse,
)
from quiz.items.lines import Json, Refused, group_labels, left_labels, place_labels, solution
from quiz.items.wording import stem_with_numbers
from quiz.study.two_players import TwoPlayers
from quiz.translation import _


class JsonOutput(LineOutput):
    """One JSON object a line, flushed."""

    def _emit(self, event: str, question: Question | None = None, **values: Any) -> None:
        start: dict[str, Any] = {"event": event}
        if question is not None:
            start["id"] = question.ref.card
        print(json_text({**start, **values}, self.out), file=self.out, flush=True)

    def meant(self, line: str) -> str | Json:
        stripped = line.strip()
        if not stripped.startswith(("[", "{", '"')):
            return line
        try:
            value = json.loads(stripped)
        except (ValueError, RecursionError) as error:
            raise Refused(_("not valid JSON")) from error
        return _texts(value)

    def begin(self, sitting: OpenSitting) -> None:
        """Say nothing: the first question does."""

    def question(self, sitting: AtDesk, question: Question) -> None:
        item = question.item
        found = sitting.desk.library.item(question.ref.bank, question.ref.card)
        self._emit(
            "question",
            question,
            bank=question.ref.bank,
            kind=found[0].kind if found else item.kind,
            text=stem_with_numbers(item) if isinstance(item, Cloze) else item.stem,
            **_offered(question.prompt),
            **_labels(question.prompt),
            wants=item.wants,
            place=question.place + 1,
            total=question.total,
            points=item.points,
            hints=len(item.hints),
            passage=question.passage,
            reading=sitting.desk.library.head(question.ref.bank).reading,
            image=item.image,
            alt=item.alt,
            tags=list(item.tags),
            time=question.time_limit_s,
        )

    def shown(self, question: Question, place: str) -> None:
        item = question.item
        self._emit(
            "shown",
            question,
            bank=question.ref.bank,
            kind=item.kind,
            text=stem_with_numbers(item) if isinstance(item, Cloze) else item.stem,
            solution=list(item.solution),
            explain=item.explain,
            source=item.source,
            round=place,
        )

    def reveal(self, question: Question) -> None:
        item = question.item
        rubric = list(item.rubric) if isinstance(item, Essay) else []
        self._emit("reveal", question, solution=item.solution[0], rubric=rubric)

    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        outcome, item = feedback.outcome, feedback.question.item
        due = sitting.due_moment(feedback.state) if feedback.review.schedules else None
        self._emit(
            "outcome",
            feedback.question,
            credit=outcome.credit,
            points=feedback.points,
            of=feedback.review.points_of,
            score=feedback.score,
            speed=feedback.speed,
            verdict=str(outcome.verdict),
            solution=solution(item, outcome),
            rating=feedback.rating.word if feedback.rating else None,
            due=due.isoformat() if due else None,
            overridden=feedback.was_overridden,
            leech=feedback.is_leech,
            parts=[
                {
                    "label": part.label,
                    "given": part.given,
                    "right": part.right,
                    "is_right": part.is_right,
                    "note": part.note,
                }
                for part in outcome.parts
            ],
            explain=item.explain,
            source=item.source,
        )

    def refused(self, question: Question | None, reason: str) -> None:
        self._emit("refused", question, reason=reason)

    def note(self, question: Question | None, text: str) -> None:
        self._emit("note", question, text=text)

    def hint(self, question: Question, text: str, left: int) -> None:
        self._emit("hint", question, text=text, left=left)

    def skipped(self, question: Question) -> None:
        self._emit("skipped", question)

    def undone(self, question: Question) -> None:
        self._emit("undone", question)

    def help(self) -> None:
        self._emit("help", text="\n".join(HELP))

    def last_chance(self) -> None:
        """Say nothing: the other side sees that no question follows."""

    def two(self, game: TwoPlayers, text: str, solution: str = "") -> None:
        self._emit(
            "two",
            text=text,
            phase=str(game.phase),
            names=list(game.names),
            points=list(game.points),
            turn=None if game.turn is None else int(game.turn),
            place=game.place + 1,
            total=game.total,
            solution=solution,
        )

    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        tally = result.tally
        self._emit(
            "result",
            credit=tally.credit,
            points=tally.points,
            of=tally.points_of,
            answered=tally.answered,
            right=tally.right,
            partly=tally.partly,
            wrong=tally.wrong,
            skipped=tally.skipped,
            score=tally.score,
            best_streak=tally.best_streak,
            seconds=round(tally.elapsed_ms / 1000, 1),
            finished=is_over,
            best_before=result.best_before,
            best_runs=[
                {"right": run.right, "at": run.ended_at.isoformat(), "now": run.is_mine}
                for run in result.best_runs
            ],
            share=result.share,
            versus=result.versus,
            waiting=result.waiting,
            topics={
                tag: {"points": topic.points, "of": topic.points_of} for tag, topic in result.topics
            },
        )


def _texts(value: Any) -> str | Json:
    """Return a JSON value as an answer.

    Raises:
        Refused: It is not a text, a list of texts or an object of texts.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(text, str | int | float) for text in value):
        return [_scalar(text) for text in value]
    if isinstance(value, dict) and all(isinstance(v, str | int | float) for v in value.values()):
        return {key: _scalar(text) for key, text in value.items()}
    raise Refused(_("an answer must be a string, a list of strings, or an object"))


def _scalar(value: str | int | float | bool) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _labels(prompt: Prompt) -> dict[str, list[str]]:
    """Return what names each of the options, and of the lefts or entries that they go to."""
    item, places = prompt.item, list(place_labels(prompt))
    if isinstance(item, Groups):
        return {"labels": list(group_labels(item)), "left_labels": places}
    lefts = list(left_labels(item)) if isinstance(item, Match) else []
    return {"labels": places, "left_labels": lefts}


def _offered(prompt: Prompt) -> dict[str, Any]:
    """Return the same for JSON."""
    item = prompt.item
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return {"options": [item.options[at].text for at in prompt.order]}
    if isinstance(item, Match):
        return {
            "lefts": [pair.left for pair in item.pairs],
            "options": [item.rights[at] for at in prompt.order],
        }
    if isinstance(item, Groups):
        return {
            "entries": [item.entries[at] for at in prompt.order],
            "options": list(item.names),
        }
    if isinstance(item, Order):
        return {"options": [item.entries[at] for at in prompt.order]}
    if isinstance(item, Cloze):
        gaps = [
            {"hint": gap.hint, "options": [gap.options[at] for at in order]}
            for gap, order in zip(item.gaps, prompt.gap_orders, strict=True)
        ]
        return {"options": [], "gaps": gaps}
    return {"options": []}
