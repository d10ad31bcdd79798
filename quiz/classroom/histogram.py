"""How often each answer to a question was given."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from quiz.items import Context, Item, MultipleChoice, Picked, Response, SingleChoice, TrueFalse
from quiz.items.wording import option_text, response_text


class AnswerBar(msgspec.Struct, frozen=True, kw_only=True):
    """How many gave an answer."""

    text: str
    """The answer."""
    count: int
    """How many gave it."""
    is_right: bool
    """Whether it earns all points."""
    before: int = 0
    """How many gave it at the first of two votes."""


def bars(
    item: Item,
    context: Context,
    responses: Sequence[Response],
    before: Sequence[Response],
    most: int,
) -> list[AnswerBar]:
    """Return how many gave each answer.

    Args:
        item: The question.
        context: What marking needs to know of its bank.
        responses: What was answered.
        before: What was answered at the first of two votes; empty where there was one.
        most: How many different typed answers to return, the most frequent; the rest is one bar.
    """
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        now, then = _picked(responses), _picked(before)
        return [
            AnswerBar(
                text=option_text(item, option.text),
                count=now[at],
                is_right=at in item.keys,
                before=then[at],
            )
            for at, option in enumerate(item.options)
        ]
    found: dict[str, AnswerBar] = {}
    earlier = Counter(_name(item, response) for response in before)
    for response in responses:
        name = _name(item, response)
        if name in found:
            old = found[name]
            found[name] = AnswerBar(
                text=old.text, count=old.count + 1, is_right=old.is_right, before=old.before
            )
        else:
            is_right = item.mark(response, context).credit > 1 - 1e-6
            text = response_text(item, response)
            found[name] = AnswerBar(text=text, count=1, is_right=is_right, before=earlier[name])
    ordered = sorted(found.values(), key=lambda bar: (not bar.is_right, -bar.count, bar.text))
    return ordered[:most]


def _picked(responses: Iterable[Response]) -> Counter[int]:
    return Counter(
        at for response in responses if isinstance(response, Picked) for at in response.indices
    )


def _name(item: Item, response: Response) -> str:
    """Return what makes two answers one: their text, however it is spaced or cased."""
    return " ".join(response_text(item, response).casefold().split())
