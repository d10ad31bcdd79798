"""Line mode in words, for people, screen readers and dumb terminals."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from quiz.cleaning import clean
from quiz.cli.line_output import HELP, AtDesk, LineOutput
from quiz.desk.sittings.question import Feedback, Question, Result
from quiz.desk.sittings.sitting import OpenSitting
from quiz.items import (
    Cloze,
    Essay,
    Flashcard,
    Gap,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Order,
    Part,
    Prompt,
    Rating,
    SingleChoice,
    TrueFalse,
    Verdict,
)
from quiz.items.directions import isolated
from quiz.items.labels import labels
from quiz.items.lines import Json, group_labels, left_labels, place_labels
from quiz.items.maths import with_maths_drawn
from quiz.items.spoken import spoken, spoken_line
from quiz.items.wording import (
    option_text,
    points_of_text,
    points_text,
    solution_text,
    stem_with_numbers,
)
from quiz.study import Mode, Tally
from quiz.study.two_players import TwoPlayers
from quiz.translation import _, ngettext

VERDICTS = {
    Verdict.RIGHT: _("Right."),
    Verdict.PARTLY: _("Partly right."),
    Verdict.WRONG: _("Wrong."),
}
"""What a verdict is called."""
_RATED = {
    Rating.AGAIN: _("again"),
    Rating.HARD: _("hard"),
    Rating.GOOD: _("good"),
    Rating.EASY: _("easy"),
}
_RATINGS = ", ".join(f"{rating:d} {word}" for rating, word in _RATED.items())


class TextOutput(LineOutput):
    """Lines of text, each thing in words."""

    def __init__(self, out: TextIO) -> None:
        """Speak to `out`."""
        super().__init__(out)
        self._about: set[str] = set()
        self._passage = ""

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(isolated(with_maths_drawn(clean(line))), file=self.out)
        self.out.flush()

    def _read(self, text: str, before: str = "") -> None:
        """Say a Markdown text without its marks, perhaps after some words."""
        lines = spoken(text) or [""]
        for at, line in enumerate(lines):
            print(f"{'' if at else before}{isolated(clean(line))}", file=self.out)
        self.out.flush()

    def meant(self, line: str) -> str | Json:
        return line

    def begin(self, sitting: OpenSitting) -> None:
        if sitting.question is None:
            return
        total, place = sitting.question.total, sitting.question.place
        said = [f"{sitting.title}."]
        if total is not None:
            words = ngettext("{title}, {n} question.", "{title}, {n} questions.", total)
            said = [words.format(title=sitting.title, n=total)]
        if place:
            said.append(_("Resuming at question {n}.").format(n=place + 1))
        if sitting.lifelines is not None:
            said.append(_("Lifelines, once each: :half of the options, :hint."))
        self._say(" ".join([*said, _("Type :help to see how to answer.")]))

    def question(self, sitting: AtDesk, question: Question) -> None:
        bank = question.ref.bank
        if bank not in self._about:
            self._about.add(bank)
            told = sitting.desk.library.head(bank)
            if told.about:
                self._say("")
                self._read(told.about)
            if told.reading:
                self._say("", _("Read first: {reading}").format(reading=told.reading))
        self.ask(question)

    def ask(self, question: Question) -> None:
        """Ask a question, whatever its bank says of itself."""
        item = question.item
        self._say("", " · ".join(_head(question)))
        if question.passage and question.passage != self._passage:
            self._read(question.passage)
            self._say("")
        self._passage = question.passage
        if item.image:
            self._say(_("[Picture: {what}]").format(what=item.alt or item.image))
        self._read(stem_with_numbers(item) if isinstance(item, Cloze) else item.stem)
        self._say(*offer(question.prompt))

    def shown(self, question: Question, place: str) -> None:
        item = question.item
        self._say("", f"{place[:1].upper()}{place[1:]} · {question.bank_title}")
        self._read(stem_with_numbers(item) if isinstance(item, Cloze) else item.stem)
        if isinstance(item, Flashcard):
            self._read(item.back, _("Answer: {answer}").format(answer=""))
        else:
            answer = spoken_line(solution_text(item, item.solution))
            self._say(_("Answer: {answer}").format(answer=answer))
        if item.explain:
            self._read(item.explain)
        if item.source:
            self._say(_("Source: {source}").format(source=item.source))

    def reveal(self, question: Question) -> None:
        item = question.item
        if isinstance(item, Essay):
            self._say(_("Model answer:"))
            self._read(item.model_answer)
            points = [f"{n}. {point}" for n, point in enumerate(item.rubric, 1)]
            wanted = _("Which criteria did you meet? Numbers separated by ;, or 0 for none.")
            if not points:
                wanted = _("How good was your answer? {ratings}.").format(ratings=_RATINGS)
            self._say(*points, wanted)
            return
        wanted = _("How well did you know it? {ratings}.").format(ratings=_RATINGS)
        for text in item.solution:
            self._read(text)
        self._say(wanted)

    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        outcome, item = feedback.outcome, feedback.question.item
        said = [VERDICTS[outcome.verdict]]
        if feedback.was_overridden:
            said.append(_("Counted as right by you."))
        said.append(f"{points_of_text(feedback.points, feedback.review.points_of)}.")
        if feedback.speed is not None:
            said.append(_("Speed: {share:.0%} of the score.").format(share=feedback.speed))
        lines = [" ".join(said)]
        is_missed_pick = outcome.verdict is not Verdict.RIGHT and isinstance(
            item, SingleChoice | MultipleChoice | TrueFalse
        )
        if len(outcome.parts) > 1 or any(p.note for p in outcome.parts) or is_missed_pick:
            lines += [text for text in (_part_words(item, part) for part in outcome.parts) if text]
        if outcome.verdict is not Verdict.RIGHT and outcome.self_rating is None:
            answer = spoken_line(solution_text(item, outcome.solution))
            lines.append(_("Correct answer: {answer}").format(answer=answer))
        self._say(*lines)
        if item.explain:
            self._read(item.explain)
        lines = []
        if item.source:
            lines.append(_("Source: {source}").format(source=item.source))
        if feedback.is_leech:
            lines.append(feedback.leech_words)
        if feedback.rating and feedback.review.schedules:
            when = sitting.interval_words(feedback.state)
            words = _("Rating: {rating}. Due in {interval}.")
            lines.append(words.format(rating=_RATED[feedback.rating], interval=when))
        self._say(*lines)

    def refused(self, question: Question | None, reason: str) -> None:
        self._say(_("Not accepted: {reason}.").format(reason=reason))

    def note(self, question: Question | None, text: str) -> None:
        self._say(f"{text[:1].upper()}{text[1:]}.")

    def hint(self, question: Question, text: str, left: int) -> None:
        text = " ".join(spoken(text))
        if left:
            words = ngettext("Hint: {text} ({n} more)", "Hint: {text} ({n} more)", left)
            self._say(words.format(text=text, n=left))
        else:
            self._say(_("Hint: {text}").format(text=text))

    def skipped(self, question: Question) -> None:
        self._say(_("Skipped."))

    def undone(self, question: Question) -> None:
        self._say(_("Undone. Here's the question again."))

    def help(self) -> None:
        self._say(*HELP)

    def last_chance(self) -> None:
        self._say(
            "",
            _(
                "That was the last question. Press Enter to finish, or type :undo to answer it "
                "again."
            ),
        )

    def two(self, game: TwoPlayers, text: str, solution: str = "") -> None:
        self._say(text)

    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        tally = result.tally
        if not tally.answered and not tally.skipped:
            if is_over and result.mode is Mode.REVIEW:
                later = [f"{result.waiting_words}."] if result.waiting else []
                self._say(" ".join([_("Nothing due."), *later]))
            return
        points = points_of_text(tally.points, tally.points_of)
        words = _("Score: {score}. {points}, {share:.0%}.")
        score = words.format(score=tally.score, points=points, share=tally.credit)
        self._say("", score, f"{', '.join(_tallied(tally))}.")
        if result.best_words and is_over:
            self._say(f"{result.best_words}.")
        if is_over:
            self._say(*(line for line in (result.versus, result.share) if line))
        if len(result.best_runs) > 1 and is_over:
            self._say(*_best_runs(sitting, result))
        if not is_over and result.mode is Mode.QUIZ:
            is_kept = not sitting.desk.trouble
            saved, lost = (
                _("Saved. Resume with `quiz play --resume`."),
                _("Left. Nothing was saved."),
            )
            self._say(saved if is_kept else lost)
        elif result.waiting:
            self._say(f"{result.waiting_words}.")
        elif result.due_tomorrow:
            self._say(_("Due tomorrow: {n}.").format(n=result.due_tomorrow))


def _head(question: Question) -> list[str]:
    """Return what stands above a question: its number, bank, points, time and what it asks for."""
    item, number = question.item, question.place + 1
    if question.total is None:
        head = [f"{number}", question.bank_title]
    else:
        head = [_("{n} of {total}").format(n=number, total=question.total), question.bank_title]
    if item.points != 1:
        head.append(points_text(item.points))
    if question.time_limit_s:
        head.append(_("{seconds:g} s").format(seconds=question.time_limit_s))
    head.append(item.wants)
    if item.hints:
        head.append(_(":hint for a hint"))
    return head


def _best_runs(sitting: OpenSitting, result: Result) -> list[str]:
    """Return the best runs of a game, each in a line."""
    lines = [_("Best runs:")]
    for place, run in enumerate(result.best_runs, 1):
        right = ngettext("{n} right", "{n} right", run.right).format(n=run.right)
        when = run.ended_at.astimezone(sitting.desk.days.zone).strftime("%Y-%m-%d")
        when = _("now") if run.is_mine else when
        lines.append(f"{place}. {right}, {when}")
    return lines


def _tallied(tally: Tally) -> list[str]:
    """Return how many answers were right, partly right, wrong and skipped."""
    said = [
        ngettext("{n} right", "{n} right", tally.right).format(n=tally.right),
        ngettext("{n} partly right", "{n} partly right", tally.partly).format(n=tally.partly),
        ngettext("{n} wrong", "{n} wrong", tally.wrong).format(n=tally.wrong),
    ]
    if tally.skipped:
        said.append(ngettext("{n} skipped", "{n} skipped", tally.skipped).format(n=tally.skipped))
    return said


def _part_words(item: Item, part: Part) -> str:
    """Return one part of an outcome in a line of words; empty if there is nothing to say."""
    words = _part_message(part)
    if not words:
        return part.note
    note = f" ({part.note})" if part.note else ""
    given = option_text(item, part.given)
    return words.format(label=part.label, given=given, right=part.right) + note


def _part_message(part: Part) -> str:
    if not part.label:
        if part.given:
            return _("{given}: right.") if part.is_right else _("{given}: wrong.")
        return _("{right}: missing.") if part.right else ""
    if part.is_right:
        return _("{label}: {given}, right.")
    if part.given:
        return _("{label}: {given}, wrong; correct: {right}.")
    return _("{label}: no answer; correct: {right}.")


def offer(prompt: Prompt) -> list[str]:
    """Return what there is to choose from, each with its label."""
    item, shown = prompt.item, place_labels(prompt)
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return _labelled(shown, [option_text(item, item.options[at].text) for at in prompt.order])
    if isinstance(item, Match):
        lefts = _labelled(left_labels(item), [pair.left for pair in item.pairs])
        return [
            *lefts,
            _("Match with:"),
            *_labelled(shown, [item.rights[at] for at in prompt.order]),
        ]
    if isinstance(item, Groups):
        entries = _labelled(shown, [item.entries[at] for at in prompt.order])
        return [*entries, _("Groups:"), *_labelled(group_labels(item), item.names)]
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
    return [f"{label}. {spoken_line(text)}" for label, text in zip(shown, texts, strict=True)]


def _gap_options(gap: Gap, order: Sequence[int]) -> list[str]:
    texts = [gap.options[at] for at in order]
    return _labelled(labels(len(texts), texts), texts)
