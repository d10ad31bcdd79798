"""A question without its key: answers come back as written, and nothing tells the right one."""

from random import Random
from typing import assert_never

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from quiz.classroom.keyless import as_shown, as_written, without_key
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
    Order,
    Pair,
    Prompt,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from tests import strategies


@given(strategies.items(), st.integers())
def test_the_right_answer_of_a_device_is_the_right_answer(item: Item, seed: int) -> None:
    prompt = item.lay_out(Random(seed))
    right = prompt.item.right_response()
    back = as_written(prompt, as_shown(prompt, right))
    assert prompt.item.mark(back) == prompt.item.mark(right)


@given(strategies.items(), strategies.responses(), st.integers())
def test_any_answer_of_a_device_can_be_marked(item: Item, given_: object, seed: int) -> None:
    prompt = item.lay_out(Random(seed))
    outcome = prompt.item.mark(as_written(prompt, given_))  # type: ignore[arg-type]
    assert 0 <= outcome.credit <= 1


@given(strategies.items(), st.integers())
def test_what_is_shown_is_shown(item: Item, seed: int) -> None:
    prompt = item.lay_out(Random(seed))
    seen = without_key(prompt)
    assert seen.item.kind == prompt.item.kind
    assert (seen.item.stem, seen.item.wants) == (prompt.item.stem, prompt.item.wants)
    match prompt.item, seen.item:
        case (SingleChoice() | MultipleChoice() as one, SingleChoice() | MultipleChoice() as two):
            assert [o.text for o in two.options] == [one.options[at].text for at in prompt.order]
        case Match() as one, Match() as two:
            assert two.rights == tuple(one.rights[at] for at in prompt.order)
            assert [p.left for p in two.pairs] == [p.left for p in one.pairs]
        case Groups() as one, Groups() as two:
            assert two.entries == tuple(one.entries[at] for at in prompt.order)
            assert two.names == one.names
        case Order() as one, Order() as two:
            assert two.entries == tuple(one.entries[at] for at in prompt.order)
        case Cloze() as one, Cloze() as two:
            assert [sorted(g.options) for g in two.gaps] == [sorted(g.options) for g in one.gaps]
        case _:
            pass


@given(strategies.items(), st.integers())
def test_a_device_cannot_tell_one_truth_from_another(item: Item, seed: int) -> None:
    prompt = item.lay_out(Random(seed))
    other = _with_another_truth(prompt)
    told = msgspec.json.encode(without_key(prompt))
    assert told == msgspec.json.encode(without_key(other))


def _with_another_truth(prompt: Prompt) -> Prompt:
    """Return a question that looks the same and whose right answer is another."""
    item, order = prompt.item.replaced(explain="Because.", hints=("Look.",)), prompt.order
    back = order[::-1]
    match item:
        case SingleChoice():
            return Prompt(item=item.replaced(key=(item.key + 1) % len(item.options)), order=order)
        case MultipleChoice():
            keys = tuple(at for at in range(len(item.options)) if at not in item.keys) or (0,)
            return Prompt(item=item.replaced(keys=keys), order=order)
        case TrueFalse():
            return Prompt(item=item.replaced(key=not item.key), order=order)
        case Match():
            rights, lefts = item.rights, [pair.left for pair in item.pairs]
            moved = (*rights[1:], rights[0])
            if len(rights) != len(lefts):  # rights that belong to two lefts, or to none
                return prompt
            pairs = tuple(Pair(left, right) for left, right in zip(lefts, moved, strict=True))
            new = item.replaced(pairs=pairs, distractors=())
            shown = tuple(new.rights.index(rights[at]) for at in order)
            return Prompt(item=new, order=shown)
        case Groups():
            texts = [item.entries[at] for at in order]
            groups = (
                Group(item.names[0], tuple(texts[:1])),
                Group(item.names[1], tuple(texts[1:])),
                *(Group(name, ()) for name in item.names[2:]),
            )
            return Prompt(item=item.replaced(groups=groups), order=tuple(range(len(texts))))
        case Order():
            entries = tuple(item.entries[at] for at in order)
            return Prompt(item=item.replaced(entries=entries[::-1]), order=tuple(
                len(entries) - 1 - at for at in range(len(back))
            ))  # fmt: skip
        case Cloze():
            gaps = tuple(
                Gap(answers=("other",), options=gap.options, hint=gap.hint, group=gap.group)
                for gap in item.gaps
            )
            turned = tuple(
                msgspec.structs.replace(gap, options=(*gap.options[1:], *gap.options[:1]))
                for gap in gaps
            )
            orders = tuple(
                tuple((at - 1) % len(gap_order) for at in gap_order)
                for gap_order in prompt.gap_orders
            )
            return Prompt(item=item.replaced(gaps=turned), gap_orders=orders)
        case ShortText():
            answer = " ".join(["other"] * len(item.answer.split()))
            return Prompt(item=item.replaced(answer=answer, accept=("more",)))
        case TextList():
            entries_ = tuple((f"entry {at}",) for at in range(len(item.entries)))
            return Prompt(item=item.replaced(entries=entries_))
        case Number():
            return Prompt(item=item.replaced(answer=item.answer + 1, accept=(), tolerance=None))
        case Date():
            return prompt  # one of each form is told apart by the form alone
        case Flashcard():
            return Prompt(item=item.replaced(back="Other"))
        case Essay():
            return Prompt(item=item.replaced(model_answer="Other", rubric=("A", "B")))
        case Computed():
            return prompt
        case _:
            assert_never(item)
