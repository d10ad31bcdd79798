"""Answers with weights, as Moodle and QTI have them, as questions of a bank."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from quiz.errors import QuizError
from quiz.formats.yaml_bank import gaps as bank_gaps
from quiz.formats.yaml_bank.suggestions import is_number_with_more
from quiz.items import (
    Allowance,
    Cloze,
    Essay,
    Gap,
    Match,
    MultipleChoice,
    Number,
    Option,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.wording import GAP
from quiz.translation import _

FULL = 100.0
"""Percent of the points."""
_SLACK = 0.01
_FIGURE = re.compile(r"\d")
_LONGEST_NUMBER = 40
_HIGHEST_POWER = 100
WEIGHTS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
    14.28571, 12.5, 11.11111, 10, 5, 0,
)  # fmt: skip
"""The percentages that Moodle knows."""
Change = Callable[[str], None]
"""Takes note of what is carried otherwise."""


class UnreadableError(QuizError):
    """A question cannot be carried; says why."""


class WeightedAnswer(msgspec.Struct, frozen=True, gc=False):
    """One answer of a question."""

    text: str
    """One line, as options of a bank are."""
    percent: float
    """Of the points that it earns; below 0 it costs some."""
    feedback: str = ""
    """Markdown."""
    tolerance: Decimal | None = None
    """Of a number."""


def joined(texts: Iterable[str]) -> str:
    """Return texts as one, each once, with a blank line between them."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def choice(
    common: dict[str, Any],
    answers: Sequence[WeightedAnswer],
    change: Change,
    *,
    is_single: bool,
    shuffle: bool = True,
) -> SingleChoice | MultipleChoice:
    """Return a choice; what its weights say beyond right and wrong is named.

    Args:
        common: Keys that any question has.
        answers: All options.
        change: Takes note of what is carried otherwise.
        is_single: Whether one option is picked.
        shuffle: Whether options are mixed.

    Raises:
        UnreadableError: It has no right option, or fewer than two.
    """
    if any(not answer.text for answer in answers):
        raise UnreadableError(_("an option without text"))
    best: dict[str, WeightedAnswer] = {}
    for answer in answers:
        before = best.setdefault(answer.text, answer)
        if answer.percent > before.percent:
            best[answer.text] = answer
    if len(best) < len(answers):
        change(_("two options are the same: one is left out"))
        answers = list(best.values())
    if len(answers) < 2:
        raise UnreadableError(_("fewer than two options"))
    keys = _single_keys(answers, change) if is_single else _several_keys(answers, change)
    if len(keys) == len(answers):
        raise UnreadableError(_("all options are correct"))
    order = list(range(len(answers)))
    if shuffle:  # where options are mixed a bank has the right ones first
        order = [*keys, *(at for at in order if at not in keys)]
    right = tuple(order.index(key) for key in keys)
    common = _with_key_feedback(common, [answers[at].feedback for at in keys], shuffle)
    options = tuple(
        Option(answers[at].text, "" if shuffle and at in keys else answers[at].feedback)
        for at in order
    )
    if is_single and len(keys) == 1:
        return SingleChoice(id="", **common, options=options, key=right[0], shuffle=shuffle)
    return MultipleChoice(
        id="", **common, options=options, keys=tuple(sorted(right)), shuffle=shuffle
    )


def _with_key_feedback(
    common: dict[str, Any], feedback: Sequence[str], shuffle: bool
) -> dict[str, Any]:
    if not shuffle or not any(feedback):
        return common
    return common | {"explain": joined((*feedback, common.get("explain", "")))}


def _single_keys(answers: Sequence[WeightedAnswer], change: Change) -> list[int]:
    most = max(answer.percent for answer in answers)
    if most <= 0:
        raise UnreadableError(_("no option is correct"))
    keys = [at for at, answer in enumerate(answers) if answer.percent == most]
    if most < FULL - _SLACK:
        change(_("no option earns all points: the one that earns most is correct"))
    if len(keys) > 1:
        change(_("each of several options is correct there: here all of them are to be chosen"))
    if any(0 < answer.percent < most for answer in answers):
        change(_("an option that earns some of the points is wrong here"))
    if any(answer.percent < 0 for answer in answers):
        change(_("wrong options cost points there: not here"))
    return keys


def _several_keys(answers: Sequence[WeightedAnswer], change: Change) -> list[int]:
    keys = [at for at, answer in enumerate(answers) if answer.percent > 0]
    if not keys:
        raise UnreadableError(_("no option is correct"))
    wrong = len(answers) - len(keys)
    shares = {answers[at].percent for at in keys}
    if any(abs(share - FULL / len(keys)) > _SLACK for share in shares):
        change(_("correct options with weights of their own count the same here"))
    cost = nearest_weight(FULL / max(1, wrong))
    costs = {-answer.percent for answer in answers if answer.percent <= 0}
    if any(min(abs(one - cost), abs(one - FULL / wrong)) > _SLACK for one in costs):
        words = _("wrong options cost other points there; here each costs 1/{n}")
        change(words.format(n=wrong))
    return keys


def nearest_weight(percent: float) -> float:
    """Return the percentage that Moodle knows which is nearest."""
    return min(WEIGHTS, key=lambda weight: abs(weight - percent))


def true_false(
    common: dict[str, Any], key: bool, right: str, wrong: str, change: Change
) -> TrueFalse:
    """Return a statement; feedback stands in its explanation.

    Args:
        common: Keys that any question has.
        key: Whether it is true.
        right: Feedback to the right answer.
        wrong: Feedback to the wrong answer.
        change: Takes note of what is carried otherwise.
    """
    if right and wrong and right != wrong:
        change(_("feedback to true and to false stands in the explanation"))
    explain = joined((right, wrong, common.get("explain", "")))
    return TrueFalse(id="", **(common | {"explain": explain}), key=key)


def _accepted(answers: Sequence[WeightedAnswer], change: Change) -> list[WeightedAnswer]:
    """Return the answers that earn all points; what the others say is named.

    Raises:
        UnreadableError: None earns any.
    """
    most = max((answer.percent for answer in answers), default=0)
    if most <= 0:
        raise UnreadableError(_("no answer is correct"))
    if most < FULL - _SLACK:
        change(_("no answer earns all points: those that earn most are correct"))
    accepted = [answer for answer in answers if answer.percent == most]
    if any(0 < answer.percent < most for answer in answers):
        parts = ", ".join(answer.text for answer in answers if 0 < answer.percent < most)
        change(_("answers for some of the points are left out: {what}").format(what=parts[:200]))
    if any(answer.feedback for answer in answers if answer.percent <= 0):
        change(_("feedback to wrong answers is left out"))
    return accepted


def short_text(
    common: dict[str, Any], answers: Sequence[WeightedAnswer], change: Change, *, case: bool = False
) -> ShortText:
    r"""Return a typed answer; `*` is a wildcard, `\*` is itself.

    Raises:
        UnreadableError: It has no right answer.
    """
    accepted = _accepted(answers, change)
    texts = [without_wildcards(answer.text, change) for answer in accepted]
    spellings = tuple(dict.fromkeys(text for text in texts if text))
    if not spellings:
        raise UnreadableError(_("any answer is correct"))
    explain = joined((*(one.feedback for one in accepted), common.get("explain", "")))
    return ShortText(
        id="", **(common | {"explain": explain}), answer=spellings[0], accept=spellings[1:],
        case=case, typos=not any(map(_is_measure, spellings)),
    )  # fmt: skip


def _is_measure(text: str) -> bool:
    """Return whether a text is a number with a unit, in which no other figure is a typo."""
    return _FIGURE.search(text) is not None and is_number_with_more(text)


def without_wildcards(text: str, change: Change) -> str:
    r"""Return an answer without Moodle's `*`; `\*` becomes a star."""
    if "*" not in text:
        return text
    parts = text.replace("\\*", "\x01").split("*")
    if len(parts) > 1:
        change(_("`*` stands for any text there: here the answer is without it"))
    return " ".join(" ".join(parts).replace("\x01", "*").split())


def decimal_of(text: str) -> Decimal | None:
    """Return a number of a source, with a point or a comma; None if it is none."""
    text = text.strip().replace("−", "-").replace(",", ".")
    if not text or len(text) > _LONGEST_NUMBER or not text.isascii() or "_" in text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    is_usual = value.is_finite() and abs(value.adjusted()) <= _HIGHEST_POWER
    return value if is_usual else None


def number(
    common: dict[str, Any],
    answers: Sequence[WeightedAnswer],
    change: Change,
    *,
    units: tuple[str, ...] = (),
) -> Number:
    """Return a number with its tolerance.

    Raises:
        UnreadableError: It has no right number.
    """
    accepted = _accepted([one for one in answers if one.text != "*"] or answers, change)
    if any(one.feedback for one in answers if one.text == "*"):
        change(_("feedback to wrong answers is left out"))
    values = [(decimal_of(answer.text), answer.tolerance or Decimal(0)) for answer in accepted]
    if any(value is None for value, _tolerance in values):
        raise UnreadableError(_("its answer is no number"))
    found = [(value, tolerance) for value, tolerance in values if value is not None]
    first, tolerance = found[0]
    if any(other != tolerance for _value, other in found):
        change(_("one tolerance holds for all its numbers, that of the first"))
    explain = joined((*(one.feedback for one in accepted), common.get("explain", "")))
    return Number(
        id="",
        **(common | {"explain": explain}),
        answer=first,
        accept=tuple(dict.fromkeys(value for value, _tolerance in found[1:] if value != first)),
        units=units,
        tolerance=Allowance(tolerance) if tolerance else None,
    )


def match(
    common: dict[str, Any],
    pairs: Sequence[tuple[str, str]],
    change: Change,
) -> Match:
    """Return pairs; one without its left side is a distractor.

    Raises:
        UnreadableError: There are fewer than two, or a side is missing.
    """
    made: dict[str, Pair] = {}
    spare: list[str] = []
    for left, right in pairs:
        if not right:
            raise UnreadableError(_("a pair without its answer"))
        if not left:
            spare.append(right)
        elif left in made:
            change(_("a left side stands there twice: the first one counts"))
        else:
            made[left] = Pair(left, right)
    if len(made) < 2:
        raise UnreadableError(_("fewer than two pairs"))
    rights = {pair.right for pair in made.values()}
    others = tuple(Option(text) for text in dict.fromkeys(spare) if text not in rights)
    if len(rights) + len(others) < 2:
        raise UnreadableError(_("all pairs have the same answer"))
    return Match(id="", **common, pairs=tuple(made.values()), distractors=others)


def essay(common: dict[str, Any], model: str = "") -> Essay:
    """Return a text to write; a bank wants a model answer, which few other programs have.

    Args:
        common: Keys that any question has; without a model its explanation becomes that.
        model: Model answer, Markdown; empty for none.
    """
    if not model and common.get("explain"):
        common, model = common | {"explain": ""}, common["explain"]
    return Essay(id="", **common, model_answer=model or no_model_answer())


def no_model_answer() -> str:
    """Return what stands for a model answer where there is none."""
    return _("(no model answer)")


def model_of(item: Essay) -> str:
    """Return the model answer of an essay, for other programs; empty for none."""
    return "" if item.model_answer == no_model_answer() else item.model_answer


def cloze(
    common: dict[str, Any], segments: Sequence[str], gaps: Sequence[Gap], *, case: bool = False
) -> Cloze:
    """Return a text with gaps.

    Args:
        common: Keys that any question has; its stem is made here.
        segments: The text between the gaps, one more than these.
        gaps: The gaps.
        case: Whether capitals count.

    Raises:
        UnreadableError: A bank cannot write it down.
    """
    texts = (segments[0].lstrip(), *segments[1:])
    texts = (*texts[:-1], texts[-1].rstrip())
    try:
        is_held = bank_gaps.parse(bank_gaps.write(texts, tuple(gaps))) == (texts, tuple(gaps))
    except bank_gaps.GapError as error:
        raise UnreadableError(str(error)) from error
    if not is_held:
        raise UnreadableError(_("signs of gaps ({{ }} | ~ ::) inside a gap or beside it"))
    return Cloze(
        id="", **(common | {"stem": GAP.join(texts)}), segments=texts, gaps=tuple(gaps), case=case
    )


def gap_of(answers: Sequence[WeightedAnswer], change: Change, *, is_picked: bool) -> Gap:
    """Return a gap of some answers.

    Raises:
        UnreadableError: None is right.
    """
    if any(answer.feedback for answer in answers):
        change(_("feedback in gaps is left out"))
    bare = [msgspec.structs.replace(answer, feedback="") for answer in answers]
    if not is_picked:
        accepted = _accepted(bare, change)
        texts = dict.fromkeys(without_wildcards(answer.text, change) for answer in accepted)
        if not (texts := {text: None for text in texts if text}):
            raise UnreadableError(_("any answer is correct"))
        return Gap(answers=tuple(texts))
    accepted = _accepted(bare, change)
    if len(accepted) > 1:
        change(_("a gap has one correct option: the first one"))
    right = accepted[0].text
    others = dict.fromkeys(answer.text for answer in bare if answer.text and answer not in accepted)
    others.pop(right, None)
    if not right or not others:
        raise UnreadableError(_("a gap with fewer than two options"))
    return Gap(answers=(right,), options=(right, *others))
