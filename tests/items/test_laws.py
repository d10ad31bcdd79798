"""What holds for the marking of every kind, whatever is handed in."""

from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.items import (
    Computed,
    Context,
    Essay,
    Flashcard,
    Item,
    MultipleChoice,
    Ordered,
    Picked,
    Placed,
    Response,
    SelfGraded,
    Ticked,
    TrueFalse,
    Typed,
    TypedParts,
    Verdict,
    decode_response,
    encode_response,
    known_answers,
)
from tests.strategies import BY_KIND, items, responses, severals

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
EMPTY: tuple[Response, ...] = (
    Picked(), Typed(), Typed("  \t "), TypedParts(), TypedParts(("", " ")), Placed(),
    Placed((-1, -1, -1)), Ordered(), SelfGraded(), Ticked(),
)  # fmt: skip
OWN: dict[str, type[Response]] = {
    "choice": Picked, "several": Picked, "truefalse": Picked, "text": Typed, "list": TypedParts,
    "number": Typed, "date": Typed, "match": Placed, "order": Ordered, "groups": Placed,
    "cloze": TypedParts, "card": SelfGraded, "computed": Typed,
}  # fmt: skip


def plain(item: Item) -> Item:
    """An item as it was drawn; a list gets entries that are not the same when folded."""
    changed: dict[str, Any] = {}
    if item.kind == "list":
        entries = (("Austria",), ("Prussia", "Brandenburg"), ("Russia",))
        changed = {"entries": entries, "need": getattr(item, "need", 0) % 3}
    changed_item: Item = item.replaced(**changed)
    return changed_item


@pytest.mark.parametrize("kind", list(BY_KIND))
def test_the_right_response_earns_everything(kind: str) -> None:
    @given(item=BY_KIND[kind])
    @settings(LAWS, max_examples=10)
    def holds(item: Item) -> None:
        item = plain(item)
        outcome = item.mark(item.right_response())
        assert outcome.credit == pytest.approx(1)
        assert outcome.verdict is Verdict.RIGHT
        assert not outcome.is_empty

    holds()


@given(item=items())
@LAWS
def test_an_empty_response_earns_nothing_and_is_known_as_empty(item: Item) -> None:
    for response in EMPTY:
        outcome = item.mark(response)
        assert outcome.credit == 0
        assert outcome.is_empty
        assert outcome.verdict is Verdict.WRONG


@given(item=items(), response=responses(), language=st.sampled_from(["en", "de", "fr", "xx", ""]))
@LAWS
def test_marking_never_fails_and_credit_is_between_0_and_1(
    item: Item, response: Response, language: str
) -> None:
    outcome = item.mark(response, Context(language=language, known=(("Vienna",), ("",))))
    assert 0 <= outcome.credit <= 1
    assert outcome.verdict in Verdict
    assert not outcome.is_empty or outcome.credit == 0


@given(item=items(), response=responses())
@LAWS
def test_a_response_of_another_class_counts_as_empty(item: Item, response: Response) -> None:
    own = OWN.get(item.kind) or (Ticked if isinstance(item, Essay) and item.rubric else SelfGraded)
    if not isinstance(response, own):
        outcome = item.mark(response)
        assert (outcome.credit, outcome.is_empty) == (0, True)


@given(item=items(), response=responses())
@LAWS
def test_the_outcome_says_what_is_right(item: Item, response: Response) -> None:
    solution = item.mark(response).solution
    assert solution
    assert all(solution)
    assert item.solution
    assert item.wants


@given(item=items(), response=responses())
@LAWS
def test_without_partial_credit_it_is_all_or_nothing(item: Item, response: Response) -> None:
    strict = item.replaced(partial=False).mark(response).credit
    lenient = item.replaced(partial=True).mark(response).credit
    assert strict in (0.0, 1.0) or strict == pytest.approx(1)
    assert (strict > 0.5) == (lenient > 1 - 1e-6)


@given(item=items(), seed=st.integers())
@LAWS
def test_the_same_seed_lays_out_the_same(item: Item, seed: int) -> None:
    assert item.lay_out(Random(seed)) == item.lay_out(Random(seed))


@given(item=items(), response=responses(), seed=st.integers())
@LAWS
def test_marking_does_not_depend_on_the_layout(item: Item, response: Response, seed: int) -> None:
    prompt = item.lay_out(Random(seed))
    if isinstance(item, Computed):
        assert prompt.item.kind == "number"
        assert prompt.item.mark(prompt.item.right_response()).credit == 1
        return
    assert prompt.item == item
    assert prompt.item.mark(response) == item.mark(response)
    assert sorted(prompt.order) == list(range(len(prompt.order)))


@given(item=severals(), seed=st.integers())
@LAWS
def test_the_order_of_picking_changes_nothing(item: MultipleChoice, seed: int) -> None:
    picked = list(range(len(item.options)))[:3]
    credits = {item.mark(Picked(order)).credit for order in permutations(picked)}
    assert len(credits) == 1


@given(item=severals())
@LAWS
def test_ticking_everything_and_ticking_nothing_earn_nothing(item: MultipleChoice) -> None:
    assert item.mark(Picked(tuple(range(len(item.options))))).credit == pytest.approx(0)
    assert item.mark(Picked()).credit == 0


@given(item=items())
@LAWS
def test_a_guess_is_never_certain(item: Item) -> None:
    assert 0 <= item.guess_chance < 1


@given(response=responses())
@LAWS
def test_a_response_is_read_back_from_the_record(response: Response) -> None:
    assert decode_response(encode_response(response)) == response


@given(item=items())
@LAWS
def test_known_answers_are_texts(item: Item) -> None:
    assert all(text for group in known_answers(item) for text in group)


@pytest.mark.parametrize("key", [True, False])
def test_true_or_false_is_right_for_its_key_alone(key: bool) -> None:
    item = TrueFalse(id="a", stem="Q", key=key)
    assert item.mark(Picked((0,))).credit == float(key)
    assert item.mark(Picked((1,))).credit == float(not key)
    assert item.mark(Picked((0, 1))).credit == 0
    assert item.guess_chance == 0.5
    assert item.lay_out(Random(1)).order == (0, 1)


@given(text=st.text(max_size=3000))
@LAWS
def test_a_card_and_an_essay_take_any_text(text: str) -> None:
    card = Flashcard(id="a", stem="F", back="B")
    essay = Essay(id="a", stem="Q", model_answer="M", rubric=("one", "two"))
    assert card.mark(Typed(text)).is_empty
    assert essay.mark(Ticked((), text)).credit == 0
    assert essay.mark(Ticked((), text)).is_empty is not bool(text.strip())
