"""Reading an answer from a line, and writing what is right in the same form.

What the solution says in JSON, handed back as a line, earns full credit.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, assert_never

from quiz.cells import clip
from quiz.errors import QuizError
from quiz.items.bank import Item
from quiz.items.card import Flashcard
from quiz.items.choice import SingleChoice
from quiz.items.cloze import Cloze
from quiz.items.computed import Computed
from quiz.items.date import Date
from quiz.items.essay import Essay
from quiz.items.groups import Groups
from quiz.items.labels import labels
from quiz.items.match import Match
from quiz.items.number import Number, plain
from quiz.items.order import Order
from quiz.items.outcome import Outcome, Prompt
from quiz.items.rating import Rating
from quiz.items.response import (
    LONGEST_ANSWER,
    LONGEST_TEXT,
    Ordered,
    Picked,
    Placed,
    Response,
    SelfGraded,
    Ticked,
    Typed,
    TypedParts,
)
from quiz.items.several import MultipleChoice
from quiz.items.short_text import ShortText
from quiz.items.text_list import TextList
from quiz.items.true_false import TrueFalse
from quiz.marking.manners import FALSE_WORDS, TRUE_WORDS
from quiz.translation import _

Json = str | list[str] | dict[str, str]


_NO_OPTION = _("no option {text!r}; answer with {first} to {last}, or the option's text")
_NO_ITEM = _("no item {text!r}; answer with {first} to {last}, or the item's text")
_NO_POINT = _("no criterion {text!r}; answer with {first} to {last}, or the criterion's text")
_NO_CHOICE = _("no choice {text!r}; answer with {first} to {last}, or the choice's text")


class Refused(QuizError):
    """A line names nothing on offer; says what is wanted. It costs nothing."""


def place_labels(prompt: Prompt) -> tuple[str, ...]:
    """Return the labels of what is shown at each place of `prompt.order`."""
    item = prompt.item
    match item:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            values = [option.text for option in item.options]
        case Match():
            values = [text for pair in item.pairs for text in (pair.left, pair.right)]
            values += item.rights
        case Order():
            values = list(item.entries)
        case Groups():
            values = list(item.entries)
        case (
            ShortText()
            | TextList()
            | Number()
            | Date()
            | Cloze()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()
        case _:
            assert_never(item)
    return labels(len(prompt.order), values)


def left_labels(item: Match) -> tuple[str, ...]:
    """Return the labels of the left sides of a match."""
    lefts = [pair.left for pair in item.pairs]
    return labels(len(lefts), lefts)


def group_labels(item: Groups) -> tuple[str, ...]:
    """Return the labels of the groups."""
    return labels(len(item.names), (*item.names, *item.entries))


def needs_second_line(item: Item) -> bool:
    """Return whether something is revealed first, and then graded."""
    return isinstance(item, Flashcard | Essay)


def read_answer(prompt: Prompt, line: str | Json) -> Response:
    """Return the response that a line means.

    Args:
        prompt: The question as shown; labels mean places in it.
        line: The line, or what was read from it as JSON.

    Raises:
        Refused: It names nothing on offer, or is too long.
    """
    _check_bounds(prompt.item, line)
    return _read(prompt, line)


def essay_text(item: Essay, line: str | Json) -> str:
    """Return what was written for an essay, on one line.

    Raises:
        Refused: It is no text, or too long.
    """
    _check_bounds(item, line)
    return _one(line).strip()


def _check_bounds(item: Item, line: str | Json) -> None:
    """Refuse what is longer than the app lets one type, and what is no text at all.

    Raises:
        Refused: It is; says how long it may be.
    """
    texts = [line] if isinstance(line, str) else [*line]
    if isinstance(line, dict):
        texts += line.values()
    if any("\ud800" <= sign <= "\udfff" for text in texts for sign in text[: LONGEST_TEXT + 1]):
        raise Refused(_("not text: it contains half a character"))
    most = LONGEST_TEXT
    if isinstance(item, ShortText | Number | Date | Computed):
        most = LONGEST_ANSWER
    elif isinstance(item, TextList | Cloze):
        parts = _split(line[: LONGEST_TEXT + 1] if isinstance(line, str) else line)
        if any(len(part) > LONGEST_ANSWER for part in parts):
            raise Refused(_too_long(LONGEST_ANSWER))
    if sum(map(len, texts)) > most:
        raise Refused(_too_long(most))


def _too_long(most: int) -> str:
    message = _("too long: an answer can have at most {most} characters; type it again")
    return message.format(most=f"{most:,}")


def _read(prompt: Prompt, line: str | Json) -> Response:
    item = prompt.item
    match item:
        case SingleChoice():
            texts = [option.text for option in item.options]
            shown = place_labels(prompt)
            return Picked((_pick(_one(line), texts, prompt.order, _NO_OPTION, shown),))
        case MultipleChoice():
            return _several(prompt, item, line)
        case TrueFalse():
            return _true_or_false(line)
        case ShortText() | Number() | Date() | Computed():
            return Typed(_one(line))
        case TextList():
            return TypedParts(tuple(_split(line)))
        case Cloze():
            return _gaps(prompt, item, line)
        case Match():
            lefts = [pair.left for pair in item.pairs]
            sides = _Side(lefts, range(len(lefts)), left_labels(item))
            rights = _Side(list(item.rights), prompt.order, place_labels(prompt))
            return _placed(line, sides, rights)
        case Groups():
            names = list(item.names)
            members = _Side(list(item.entries), prompt.order, place_labels(prompt))
            return _placed(line, members, _Side(names, range(len(names)), group_labels(item)))
        case Order():
            entries = list(item.entries)
            parts = _split(line)
            if not parts:
                raise Refused(_("list the items or their labels in order, separated by ;"))
            shown = place_labels(prompt)
            return Ordered(tuple(_pick(p, entries, prompt.order, _NO_ITEM, shown) for p in parts))
        case Flashcard() | Essay():
            return SelfGraded(None, _one(line))
        case _:
            assert_never(item)


def read_grade(item: Flashcard | Essay, first: str, line: str | Json) -> Response:
    """Return the response of a card or an essay from its second line.

    Raises:
        Refused: It is no rating 1 to 4, or names no rubric point.
    """
    _check_bounds(item, line)
    if isinstance(item, Essay) and item.rubric:
        if isinstance(line, str) and line.strip().lower() in ("0", "none"):
            return Ticked((), first)
        parts = _split(line)
        if not parts and not isinstance(line, list):
            raise Refused(
                _("list the numbers of the criteria you met, separated by ; (0 for none)")
            )
        rubric = list(item.rubric)
        places = range(len(rubric))
        shown = labels(len(rubric), ())
        return Ticked(tuple(_pick(part, rubric, places, _NO_POINT, shown) for part in parts), first)
    text = _one(line).lower()
    for rating in Rating:
        if text in (str(int(rating)), rating.word):
            return SelfGraded(rating, first)
    raise Refused(_("answer 1 (again), 2 (hard), 3 (good) or 4 (easy)"))


def solution(item: Item, outcome: Outcome) -> Json:
    """Return what is right in the form in which it would be answered."""
    match item:
        case SingleChoice() | TrueFalse() | ShortText() | Flashcard() | Essay():
            return outcome.solution[0]
        case Number():
            return plain(item.answer)
        case Date():
            return item.date
        case MultipleChoice() | TextList() | Cloze():
            return list(outcome.solution)
        case Order():
            return list(item.entries)
        case Match():
            return {pair.left: pair.right for pair in item.pairs}
        case Groups():
            return {member: group.name for group in item.groups for member in group.members}
        case Computed():
            return outcome.solution[0]
        case _:
            assert_never(item)


def _one(line: str | Json) -> str:
    if isinstance(line, str):
        return line.strip()
    if isinstance(line, list) and len(line) == 1:
        return line[0].strip()
    raise Refused(_("give one answer"))


def _split(line: str | Json) -> list[str]:
    if isinstance(line, list):
        return line
    if isinstance(line, dict):
        raise Refused(_("give a list, not pairs"))
    return [part.strip() for part in line.split(";") if part.strip()]


def _pick(
    text: str, texts: list[str], order: Sequence[int], refusal: str, shown: tuple[str, ...]
) -> int:
    """Return the index that a text or a label means; an exact text wins.

    Raises:
        Refused: It means none.
    """
    if text in texts:
        return texts.index(text)
    label = text.lower().lstrip("0")
    if label in shown:
        return order[shown.index(label)]
    from quiz.items.spoken import spoken_line  # seldom needed

    wanted = " ".join(text.casefold().split())
    for read in (texts, map(spoken_line, texts)):  # as written, or as it was read aloud
        folded = [" ".join(option.casefold().split()) for option in read]
        if folded.count(wanted) == 1:
            return folded.index(wanted)
    raise Refused(refusal.format(text=clip(text, 40), first=shown[0], last=shown[-1]))


def _several(prompt: Prompt, item: MultipleChoice, line: str | Json) -> Response:
    texts = [option.text for option in item.options]
    if isinstance(line, str) and line.strip() in texts:
        return Picked((texts.index(line.strip()),))
    parts = _split(line)
    if not parts:
        raise Refused(_("list options by label or text, separated by ;"))
    shown = place_labels(prompt)
    return Picked(tuple(_pick(part, texts, prompt.order, _NO_OPTION, shown) for part in parts))


def _true_or_false(line: str | Json) -> Response:
    word = _one(line).casefold().strip(".!")
    if word in TRUE_WORDS or word == _("true"):
        return Picked((0,))
    if word in FALSE_WORDS or word == _("false"):
        return Picked((1,))
    raise Refused(_("answer true or false"))


def _gaps(prompt: Prompt, item: Cloze, line: str | Json) -> Response:
    """Return the gaps in their order; what stands for a pick-list may be its number."""
    if isinstance(line, dict):
        raise Refused(_("give a list, with the gaps in order"))
    parts = _gap_parts(item, line)
    texts = []
    for place, gap in enumerate(item.gaps):
        text = parts[place].strip() if place < len(parts) else ""
        if gap.options and text:
            # Gaps are always marked: what is not in the list is wrong, and not refused.
            with suppress(Refused):
                shown = labels(len(gap.options), gap.options)
                order = prompt.gap_orders[place]
                text = gap.options[_pick(text, list(gap.options), order, _NO_OPTION, shown)]
        texts.append(text)
    return TypedParts(tuple(texts))


def _gap_parts(item: Cloze, line: str | list[str]) -> list[str]:
    if isinstance(line, list):
        return line
    if len(item.gaps) == 1:
        return [line]
    answers = [text for gap in item.gaps for text in gap.options or gap.answers]
    for sign in (";", "\n", ","):
        parts = line.split(sign)
        is_clear = len(parts) == len(item.gaps) and not any(sign in text for text in answers)
        if (sign == ";" and len(parts) > 1) or is_clear:
            return parts
    return [line]


class _Side(NamedTuple):
    """What stands on one side of pairs."""

    texts: list[str]
    order: Sequence[int]
    """As shown."""
    shown: tuple[str, ...]
    """The labels, as shown."""


def _placed(line: str | Json, names: _Side, targets: _Side) -> Response:
    """Return where each name was put, from `name=target; …`."""
    placed = [-1] * len(names.texts)
    for name, target in _pairs(line, names.texts):
        index = _pick(name, names.texts, names.order, _NO_ITEM, names.shown)
        placed[index] = _pick(target, targets.texts, targets.order, _NO_CHOICE, targets.shown)
    return Placed(tuple(placed))


def _pairs(line: str | Json, names: list[str]) -> list[tuple[str, str]]:
    if isinstance(line, dict):
        pairs = list(line.items())
    elif isinstance(line, list):
        pairs = [_pair(part, names) for part in line]
    else:
        pairs = [_pair(part, names) for part in line.split(";") if part.strip()]
    if not pairs:
        raise Refused(_("give pairs such as 1=2; 2=1, or in words: left=right; …"))
    return pairs


def _pair(text: str, names: list[str]) -> tuple[str, str]:
    """Return both sides; a name may hold an equals sign itself."""
    for name in sorted(names, key=len, reverse=True):
        rest = text.strip().removeprefix(name).lstrip()
        if text.strip().startswith(name) and rest.startswith("="):
            return name, rest[1:].strip()
    left, sign, right = text.partition("=")
    if not sign:
        raise Refused(_("give pairs such as 1=2; 2=1, or in words: left=right; …"))
    return left.strip(), right.strip()
