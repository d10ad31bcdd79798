"""Line mode in words, for people, screen readers and dumb terminals."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from quiz.cleaning import clean
from quiz.cli.line_output import HELP, AtDesk, LineOutput
from quiz.desk import Feedback, OpenSitting, Question, Result
from quiz.items import (
    Cloze,
    Essay,
    Gap,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Order,
    Part,
    Prompt,
    SingleChoice,
    TrueFalse,
    Verdict,
)
from quiz.items.labels import labels
from quiz.items.lines import Json, group_labels, left_labels, place_labels
from quiz.items.maths import with_maths_drawn
from quiz.items.wording import (
    option_text,
    points_of_text,
    points_text,
    solution_text,
    stem_with_numbers,
)
from quiz.study import Mode

_WORDS = {Verdict.RIGHT: "Right.", Verdict.PARTLY: "Partly right.", Verdict.WRONG: "Wrong."}


class TextOutput(LineOutput):
    """Lines of text, each thing in words."""

    def __init__(self, out: TextIO) -> None:
        """Speak to `out`."""
        super().__init__(out)
        self._about: set[str] = set()
        self._passage = ""

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(with_maths_drawn(clean(line)), file=self.out)
        self.out.flush()

    def meant(self, line: str) -> str | Json:
        return line

    def begin(self, sitting: OpenSitting) -> None:
        if sitting.question is None:
            return
        total = sitting.question.total
        count = "" if total is None else f", {total} question{'s' if total != 1 else ''}"
        place = sitting.question.place
        going_on = f" Resuming at question {place + 1}." if place else ""
        self._say(f"{sitting.title}{count}.{going_on} Type :help to see how to answer.")

    def question(self, sitting: AtDesk, question: Question) -> None:
        item = question.item
        bank = question.ref.bank
        if bank not in self._about:
            self._about.add(bank)
            told = sitting.desk.library.head(bank)
            if told.about:
                self._say("", told.about)
            if told.reading:
                self._say("", f"Read first: {told.reading}")
        of = "" if question.total is None else f" of {question.total}"
        worth = "" if item.points == 1 else f" · {points_text(item.points)}"
        limit = f" · {question.time_limit_s:g} s" if question.time_limit_s else ""
        hints = " · :hint for a hint" if item.hints else ""
        head = f"{question.place + 1}{of} · {question.bank_title}{worth}{limit} · {item.wants}"
        self._say("", head + hints)
        if question.passage and question.passage != self._passage:
            self._say(question.passage, "")
        self._passage = question.passage
        if item.image:
            self._say(f"[Picture: {item.alt or item.image}]")
        self._say(stem_with_numbers(item) if isinstance(item, Cloze) else item.stem)
        self._say(*_offer(question.prompt))

    def reveal(self, question: Question) -> None:
        item = question.item
        if isinstance(item, Essay):
            self._say("Model answer:", item.model_answer)
            points = [f"{n}. {point}" for n, point in enumerate(item.rubric, 1)]
            wanted = "Which criteria did you meet? Numbers separated by ;, or 0 for none."
            if not points:
                wanted = "How good was your answer? 1 again, 2 hard, 3 good, 4 easy."
            self._say(*points, wanted)
            return
        self._say(*item.solution, "How well did you know it? 1 again, 2 hard, 3 good, 4 easy.")

    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        outcome, item = feedback.outcome, feedback.question.item
        counted = " Counted as right by you." if feedback.was_overridden else ""
        points = points_of_text(feedback.points, feedback.review.points_of)
        lines = [f"{_WORDS[outcome.verdict]}{counted} {points}."]
        is_missed_pick = outcome.verdict is not Verdict.RIGHT and isinstance(
            item, SingleChoice | MultipleChoice | TrueFalse
        )
        if len(outcome.parts) > 1 or any(p.note for p in outcome.parts) or is_missed_pick:
            lines += [text for text in (_part_words(item, part) for part in outcome.parts) if text]
        if outcome.verdict is not Verdict.RIGHT and outcome.self_rating is None:
            lines.append("Correct answer: " + solution_text(item, outcome.solution))
        if item.explain:
            lines.append(item.explain)
        if item.source:
            lines.append(f"Source: {item.source}")
        if feedback.is_leech:
            lines.append(feedback.leech_words)
        if feedback.rating and feedback.review.schedules:
            when = sitting.interval_words(feedback.state)
            lines.append(f"Rating: {feedback.rating.word}. Due in {when}.")
        self._say(*lines)

    def refused(self, question: Question | None, reason: str) -> None:
        self._say(f"Not accepted: {reason}.")

    def note(self, question: Question | None, text: str) -> None:
        self._say(f"{text[:1].upper()}{text[1:]}.")

    def hint(self, question: Question, text: str, left: int) -> None:
        more = f" ({left} more)" if left else ""
        self._say(f"Hint: {text}{more}")

    def skipped(self, question: Question) -> None:
        self._say("Skipped.")

    def undone(self, question: Question) -> None:
        self._say("Undone. Here's the question again.")

    def help(self) -> None:
        self._say(*HELP)

    def last_chance(self) -> None:
        self._say(
            "",
            "That was the last question. Press Enter to finish, or type :undo to answer it again.",
        )

    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        tally = result.tally
        if not tally.answered and not tally.skipped:
            if is_over and result.mode is Mode.REVIEW:
                later = f" {result.waiting_words}." if result.waiting else ""
                self._say(f"Nothing due.{later}")
            return
        points = points_of_text(tally.points, tally.points_of)
        skipped = f", {tally.skipped} skipped" if tally.skipped else ""
        self._say(
            "",
            f"Score: {tally.score}. {points}, {tally.credit:.0%}.",
            f"{tally.right} right, {tally.partly} partly right, {tally.wrong} wrong{skipped}.",
        )
        if result.best_words and is_over:
            self._say(f"{result.best_words}.")
        if not is_over and result.mode is Mode.QUIZ:
            self._say("Saved. Resume with `quiz play --resume`.")
        elif result.waiting:
            self._say(f"{result.waiting_words}.")
        elif result.due_tomorrow:
            self._say(f"Due tomorrow: {result.due_tomorrow}.")


def _part_words(item: Item, part: Part) -> str:
    """Return one part of an outcome in a line of words; empty if there is nothing to say."""
    note = f" ({part.note})" if part.note else ""
    if not part.label:
        if part.given:
            return (
                f"{option_text(item, part.given)}: {'right' if part.is_right else 'wrong'}.{note}"
            )
        return f"{part.right}: missing.{note}" if part.right else part.note
    if part.is_right:
        return f"{part.label}: {part.given}, right.{note}"
    given = f"{part.given}, wrong" if part.given else "no answer"
    return f"{part.label}: {given}; correct: {part.right}.{note}"


def _offer(prompt: Prompt) -> list[str]:
    """Return what there is to choose from, each with its label."""
    item, shown = prompt.item, place_labels(prompt)
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return _labelled(shown, [option_text(item, item.options[at].text) for at in prompt.order])
    if isinstance(item, Match):
        lefts = _labelled(left_labels(item), [pair.left for pair in item.pairs])
        return [*lefts, "Match with:", *_labelled(shown, [item.rights[at] for at in prompt.order])]
    if isinstance(item, Groups):
        entries = _labelled(shown, [item.entries[at] for at in prompt.order])
        return [*entries, "Groups:", *_labelled(group_labels(item), item.names)]
    if isinstance(item, Order):
        return _labelled(shown, [item.entries[at] for at in prompt.order])
    if isinstance(item, Cloze):
        return [
            f"[{n}] " + ", ".join(_gap_options(gap, order))
            for n, (gap, order) in enumerate(zip(item.gaps, prompt.gap_orders, strict=True), 1)
            if gap.options
        ]
    return []


def _labelled(shown: Iterable[str], texts: Iterable[str]) -> list[str]:
    return [f"{label}. {text}" for label, text in zip(shown, texts, strict=True)]


def _gap_options(gap: Gap, order: Sequence[int]) -> list[str]:
    texts = [gap.options[at] for at in order]
    return _labelled(labels(len(texts), texts), texts)
