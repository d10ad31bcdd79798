"""A question without its key: all that a pupil's device is told before the answers are closed.

Options, partners and entries stand in the order in which they are shown, since the author's own
order may tell what is right; an answer comes back in that order and is turned into the author's.
"""

from typing import assert_never

from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Gap,
    Group,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Ordered,
    Pair,
    Picked,
    Placed,
    Prompt,
    Response,
    ShortText,
    SingleChoice,
    TextList,
    Trials,
    TrueFalse,
)

_NO_ID = "q"
_PICTURE = "picture"
"""In place of a file's name, which may tell what it shows."""
_FORMS = {0: "2000", 1: "2000-01", 2: "2000-01-01"}
"""A date of each precision: what is asked for may be seen, the date may not."""


def without_key(prompt: Prompt) -> Prompt:
    """Return a question as it is shown, with nothing in it that tells what is right.

    Explanation, hints, source, feedback and the author's trials are left out too.
    """
    item, order = prompt.item, prompt.order
    plain: Item = item.replaced(
        id=_NO_ID, explain="", hints=(), source="", fact="", tags=(), difficulty=None,
        trials=Trials(), passage="", image=_PICTURE if item.image else "",
    )  # fmt: skip
    count = tuple(range(len(order)))
    match plain:
        case SingleChoice():
            return Prompt(item=plain.replaced(options=_shown(plain.options, order), key=0),
                          order=count)  # fmt: skip
        case MultipleChoice():
            return Prompt(item=plain.replaced(options=_shown(plain.options, order), keys=(0,)),
                          order=count)  # fmt: skip
        case TrueFalse():
            return Prompt(item=plain.replaced(key=True), order=order)
        case Match():
            rights = plain.rights
            shown = tuple(Option(rights[at]) for at in order)
            pairs = tuple(Pair(pair.left, shown[0].text) for pair in plain.pairs)
            return Prompt(item=plain.replaced(pairs=pairs, distractors=shown[1:]), order=count)
        case Groups():
            entries = plain.entries
            first = Group(plain.names[0], tuple(entries[at] for at in order))
            rest = tuple(Group(name, ()) for name in plain.names[1:])
            return Prompt(item=plain.replaced(groups=(first, *rest)), order=count)
        case Order():
            entries = tuple(plain.entries[at] for at in order)
            return Prompt(item=plain.replaced(entries=entries), order=count)
        case Cloze():
            gaps = tuple(
                _gap_without_key(gap, shown)
                for gap, shown in zip(plain.gaps, prompt.gap_orders, strict=True)
            )
            orders = tuple(tuple(range(len(gap.options))) for gap in gaps)
            return Prompt(item=plain.replaced(gaps=gaps), gap_orders=orders)
        case ShortText():
            words = min(4, len(plain.answer.split()))  # as much as `wants` says
            return Prompt(item=plain.replaced(answer=" ".join(["x"] * words), accept=()))
        case TextList():
            entries_ = (("x",),) * len(plain.entries)
            return Prompt(item=plain.replaced(entries=entries_))
        case Number():
            return Prompt(item=plain.replaced(answer=type(plain.answer)(0), accept=(),
                                              tolerance=None))  # fmt: skip
        case Date():
            form = "--01-01" if plain.date.startswith("--") else _FORMS[plain.date[1:].count("-")]
            return Prompt(item=plain.replaced(date=form))
        case Flashcard():
            return Prompt(item=plain.replaced(back=""))
        case Essay():
            return Prompt(item=plain.replaced(model_answer="", rubric=()))
        case Computed():
            raise ValueError("a computed question is laid out as a number")
        case _:
            assert_never(plain)


def _shown(options: tuple[Option, ...], order: tuple[int, ...]) -> tuple[Option, ...]:
    return tuple(Option(options[at].text) for at in order)


def _gap_without_key(gap: Gap, order: tuple[int, ...]) -> Gap:
    options = tuple(gap.options[at] for at in order)
    return Gap(answers=options[:1] or ("",), options=options, hint=gap.hint, group=gap.group)


def as_written(prompt: Prompt, response: Response) -> Response:
    """Return an answer to `without_key(prompt)` as an answer to the question itself.

    Places that do not exist are left out, as marking leaves them out.
    """
    item, order = prompt.item, prompt.order
    match response:
        case Picked():
            return Picked(tuple(_written(order, at) for at in response.indices if at < len(order)))
        case Ordered():
            return Ordered(tuple(_written(order, at) for at in response.indices if at < len(order)))
        case Placed() if isinstance(item, Match):
            return Placed(tuple(_written(order, at) for at in response.targets))
        case Placed() if isinstance(item, Groups):
            targets = [-1] * len(order)
            for at, target in zip(order, response.targets, strict=False):
                targets[at] = target
            return Placed(tuple(targets))
        case _:
            return response


def _written(order: tuple[int, ...], at: int) -> int:
    """Return the author's place of what is shown at a place; -1 for none."""
    return order[at] if 0 <= at < len(order) else -1


def as_shown(prompt: Prompt, response: Response) -> Response:
    """Return an answer to a question as an answer to `without_key(prompt)`: back to the device."""
    item, order = prompt.item, prompt.order
    place = {written: at for at, written in enumerate(order)}
    match response:
        case Picked():
            return Picked(tuple(place[at] for at in response.indices if at in place))
        case Ordered():
            return Ordered(tuple(place[at] for at in response.indices if at in place))
        case Placed() if isinstance(item, Match):
            return Placed(tuple(place.get(at, -1) for at in response.targets))
        case Placed() if isinstance(item, Groups):
            found = dict(enumerate(response.targets))
            return Placed(tuple(found.get(at, -1) for at in order))
        case _:
            return response
