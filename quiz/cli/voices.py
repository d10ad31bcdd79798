"""How line mode speaks: plain text for people, JSON for other programs."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO

from quiz.cleaning import clean
from quiz.cli.answers import Json, Refused, solution
from quiz.desk import Feedback, OpenSitting, Question, Result
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
    Verdict,
)
from quiz.items.number import plain
from quiz.memory import interval_words
from quiz.study import Mode

_HELP = (
    "Answers: an option by number or text; several parted by ; ; true or false; a text, number or"
    " date as it is; pairs as left=right; … ; an order as numbers parted by ; ; gaps in order"
    " parted by ; ; for a card an empty line turns it, then 1 to 4.",
    "Commands: :hint, :skip, :undo, :right (I was right), :1 to :4 (again, hard, good, easy),"
    " :help, :quit.",
)
_WORDS = {Verdict.RIGHT: "Right.", Verdict.PARTLY: "Partly right.", Verdict.WRONG: "Wrong."}


class Voice(ABC):
    """What line mode says, and how it understands a line."""

    def __init__(self, out: TextIO) -> None:
        """Speak to `out`."""
        self.out = out

    @abstractmethod
    def meant(self, line: str) -> str | Json:
        """Return what a line means: itself, or the JSON it holds."""

    @abstractmethod
    def begin(self, sitting: OpenSitting) -> None:
        """Say what is played."""

    @abstractmethod
    def question(self, sitting: OpenSitting, question: Question) -> None:
        """Ask a question."""

    @abstractmethod
    def reveal(self, question: Question) -> None:
        """Show the back of a card, or the model answer of an essay."""

    @abstractmethod
    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        """Say how an answer was marked."""

    @abstractmethod
    def refused(self, question: Question | None, reason: str) -> None:
        """Say that a line was not taken, and what is wanted."""

    @abstractmethod
    def note(self, question: Question | None, text: str) -> None:
        """Say something by the way."""

    @abstractmethod
    def hint(self, question: Question, text: str, left: int) -> None:
        """Give a hint; `left` more are there."""

    @abstractmethod
    def skipped(self, question: Question) -> None:
        """Say that a question was left."""

    @abstractmethod
    def undone(self, question: Question) -> None:
        """Say that an answer was taken back."""

    @abstractmethod
    def help(self) -> None:
        """Say how to answer."""

    @abstractmethod
    def last_chance(self) -> None:
        """Say that the last question is answered and can still be changed."""

    @abstractmethod
    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        """Say how it went."""


class PlainVoice(Voice):
    """Lines of text, each thing in words."""

    def __init__(self, out: TextIO, now: Callable[[], datetime]) -> None:
        """Speak to `out`; `now` gives the time, UTC."""
        super().__init__(out)
        self.now = now
        self._about: set[str] = set()
        self._passage = ""

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(clean(line), file=self.out)
        self.out.flush()

    def meant(self, line: str) -> str | Json:
        return line

    def begin(self, sitting: OpenSitting) -> None:
        if sitting.question is None:
            return
        total = sitting.question.total
        count = "" if total is None else f", {total} question{'s' if total != 1 else ''}"
        place = sitting.question.place
        going_on = f" Going on at question {place + 1}." if place else ""
        self._say(f"{sitting.title}{count}.{going_on} :help says how to answer.")

    def question(self, sitting: OpenSitting, question: Question) -> None:
        item = question.item
        bank = question.ref.bank
        if bank not in self._about:
            self._about.add(bank)
            about = sitting.desk.library.head(bank).about
            if about:
                self._say("", about)
        of = "" if question.total is None else f" of {question.total}"
        worth = "" if item.points == 1 else f" · {_amount(item.points)} points"
        limit = f" · {question.time_limit_s:g} s" if question.time_limit_s else ""
        hints = " · :hint helps" if item.hints else ""
        head = f"{question.place + 1}{of} · {question.bank_title}{worth}{limit} · {item.wants}"
        self._say("", head + hints)
        if question.passage and question.passage != self._passage:
            self._say(question.passage, "")
        self._passage = question.passage
        if item.image:
            self._say(f"[Picture: {item.alt or item.image}]")
        self._say(stem_with_gaps(item) if isinstance(item, Cloze) else item.stem)
        self._say(*_offer(question.prompt))

    def reveal(self, question: Question) -> None:
        item = question.item
        if isinstance(item, Essay):
            self._say("Model answer:", item.model_answer)
            points = [f"{n}. {point}" for n, point in enumerate(item.rubric, 1)]
            wanted = "Which points did yours meet? Numbers parted by ;, or 0 for none."
            if not points:
                wanted = "How was yours? 1 again, 2 hard, 3 good, 4 easy."
            self._say(*points, wanted)
            return
        self._say(*item.solution, "How well did you know it? 1 again, 2 hard, 3 good, 4 easy.")

    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        outcome, item = feedback.outcome, feedback.question.item
        counted = " Counted as right." if feedback.was_overridden else ""
        of = _amount(feedback.review.points_of)
        lines = [f"{_WORDS[outcome.verdict]}{counted} {_amount(feedback.points)} of {of} points."]
        for part in outcome.parts:
            text = part_words(part)
            if text:
                lines.append(text)
        if outcome.verdict is not Verdict.RIGHT and outcome.self_rating is None:
            lines.append("What is right: " + "; ".join(outcome.solution))
        if item.explain:
            lines.append(item.explain)
        if item.source:
            lines.append(f"Source: {item.source}")
        if feedback.rating and feedback.state.due_at:
            when = sitting.interval_words(feedback.state)
            lines.append(f"Rated {feedback.rating.word}: comes back in {when}.")
        self._say(*lines)

    def refused(self, question: Question | None, reason: str) -> None:
        self._say(f"Not taken: {reason}.")

    def note(self, question: Question | None, text: str) -> None:
        self._say(f"{text[:1].upper()}{text[1:]}.")

    def hint(self, question: Question, text: str, left: int) -> None:
        more = f" ({left} more)" if left else ""
        self._say(f"Hint: {text}{more}")

    def skipped(self, question: Question) -> None:
        self._say("Skipped.")

    def undone(self, question: Question) -> None:
        self._say("Taken back; the question again.")

    def help(self) -> None:
        self._say(*_HELP)

    def last_chance(self) -> None:
        self._say("", "That was the last question. An empty line ends; :undo takes it back.")

    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        tally = result.tally
        if not tally.answered and not tally.skipped:
            waits = sitting.sitting.waiting
            if is_over and result.mode is Mode.REVIEW:
                later = (
                    f" The next card is due in {interval_words(waits[0] - self.now())}."
                    if (waits)
                    else ""
                )
                self._say(f"Nothing is due.{later}")
            return
        points = f"{_amount(tally.points)} of {_amount(tally.points_of)} points"
        skipped = f", {tally.skipped} skipped" if tally.skipped else ""
        self._say(
            "",
            f"Score: {tally.score}. {points}, {tally.credit:.0%}.",
            f"{tally.right} right, {tally.partly} partly right, {tally.wrong} wrong{skipped}.",
        )
        if result.best_before is not None and is_over:
            best = "A new best!" if result.is_best else f"Best so far: {result.best_before:.0%}."
            self._say(best)
        if not is_over and result.mode is Mode.QUIZ:
            self._say("Left before the end; `quiz play --resume` goes on from here.")
        elif result.due_tomorrow:
            self._say(f"Due tomorrow: {result.due_tomorrow}.")


class JsonVoice(Voice):
    """One JSON object a line, flushed."""

    def _tell(self, event: str, question: Question | None = None, **values: Any) -> None:
        start: dict[str, Any] = {"event": event}
        if question is not None:
            start["id"] = question.ref.card
        print(json.dumps({**start, **values}, ensure_ascii=False), file=self.out, flush=True)

    def meant(self, line: str) -> str | Json:
        stripped = line.strip()
        if not stripped.startswith(("[", "{", '"')):
            return line
        try:
            value = json.loads(stripped)
        except (ValueError, RecursionError) as error:
            raise Refused("not JSON, though it begins so") from error
        return _texts(value)

    def begin(self, sitting: OpenSitting) -> None:
        """Say nothing: the first question does."""

    def question(self, sitting: OpenSitting, question: Question) -> None:
        item = question.item
        found = sitting.desk.library.item(question.ref.bank, question.ref.card)
        self._tell(
            "question",
            question,
            bank=question.ref.bank,
            kind=found[0].kind if found else item.kind,
            text=stem_with_gaps(item) if isinstance(item, Cloze) else item.stem,
            **_offered(question.prompt),
            wants=item.wants,
            place=question.place + 1,
            total=question.total,
            points=item.points,
            hints=len(item.hints),
            passage=question.passage,
            image=item.image,
            alt=item.alt,
            tags=list(item.tags),
            time=question.time_limit_s,
        )

    def reveal(self, question: Question) -> None:
        item = question.item
        rubric = list(item.rubric) if isinstance(item, Essay) else []
        self._tell("reveal", question, solution=item.solution[0], rubric=rubric)

    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        outcome, item = feedback.outcome, feedback.question.item
        due = feedback.state.due_at
        self._tell(
            "outcome",
            feedback.question,
            credit=outcome.credit,
            points=feedback.points,
            of=feedback.review.points_of,
            score=feedback.score,
            verdict=str(outcome.verdict),
            solution=solution(item, outcome),
            rating=feedback.rating.word if feedback.rating else None,
            due=due.isoformat() if due else None,
            overridden=feedback.was_overridden,
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
        self._tell("refused", question, reason=reason)

    def note(self, question: Question | None, text: str) -> None:
        self._tell("note", question, text=text)

    def hint(self, question: Question, text: str, left: int) -> None:
        self._tell("hint", question, text=text, left=left)

    def skipped(self, question: Question) -> None:
        self._tell("skipped", question)

    def undone(self, question: Question) -> None:
        self._tell("undone", question)

    def help(self) -> None:
        self._tell("help", text="\n".join(_HELP))

    def last_chance(self) -> None:
        """Say nothing: the other side sees that no question follows."""

    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        tally = result.tally
        self._tell(
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
    raise Refused("an answer is a text, a list of texts, or an object of pairs")


def _scalar(value: str | int | float | bool) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def stem_with_gaps(item: Cloze) -> str:
    """Return a cloze's text with its gaps numbered, each with its hint."""
    out = [item.segments[0]]
    for number, (gap, segment) in enumerate(zip(item.gaps, item.segments[1:], strict=True), 1):
        hint = f": {gap.hint}" if gap.hint else ""
        out += [f"[{number}{hint}]", segment]
    return "".join(out)


def part_words(part: Any) -> str:
    """Return one part of an outcome in a line of words; empty if there is nothing to say."""
    note = f" ({part.note})" if part.note else ""
    if part.label and part.given and part.given != part.label:
        if part.is_right:
            return f"{part.label}: {part.given}, right.{note}"
        return f"{part.label}: {part.given}, wrong; right is {part.right}.{note}"
    if part.is_right:
        return f"{part.given}: right.{note}" if part.label or note else ""
    if part.given and part.right and part.given != part.right:
        return f"{part.given}: wrong.{note}"
    if part.given:
        return f"{part.given}: wrong.{note}"
    if part.label and part.label != part.right:
        return f"{part.label}: nothing given; right is {part.right}.{note}"
    return f"{part.right}: not named.{note}" if part.right else note.strip(" ()")


def _offer(prompt: Prompt) -> list[str]:
    """Return what there is to choose from, numbered."""
    item = prompt.item
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return [f"{n}. {item.options[at].text}" for n, at in enumerate(prompt.order, 1)]
    if isinstance(item, Match):
        lefts = [f"{n}. {pair.left}" for n, pair in enumerate(item.pairs, 1)]
        rights = [f"{n}. {item.rights[at]}" for n, at in enumerate(prompt.order, 1)]
        return [*lefts, "Pair with:", *rights]
    if isinstance(item, Groups):
        entries = [f"{n}. {item.entries[at]}" for n, at in enumerate(prompt.order, 1)]
        names = [f"{n}. {name}" for n, name in enumerate(item.names, 1)]
        return [*entries, "Groups:", *names]
    if isinstance(item, Order):
        return [f"{n}. {item.entries[at]}" for n, at in enumerate(prompt.order, 1)]
    if isinstance(item, Cloze):
        return [
            f"[{n}] " + ", ".join(f"{m}. {gap.options[at]}" for m, at in enumerate(order, 1))
            for n, (gap, order) in enumerate(zip(item.gaps, prompt.gap_orders, strict=True), 1)
            if gap.options
        ]
    return []


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


def _amount(points: float) -> str:
    from decimal import Decimal

    return plain(Decimal(str(round(points, 2))))
