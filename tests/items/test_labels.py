"""Labels: what is typed must mean what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items import Match, Pair, Placed, Prompt
from quiz.items.labels import labels
from quiz.items.lines import left_labels, place_labels, read_answer


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (("Vienna", "Paris"), ("1", "2")),
        (("2", "3"), ("a", "b")),
        (("Vienna", "-3"), ("a", "b")),
        (("€ 12", "Paris"), ("a", "b")),
        (("20th century", "Rome"), ("a", "b")),
        (("Area 51", "B 2"), ("1", "2")),
    ],
)
def test_labels_are_letters_where_a_value_begins_with_a_figure(
    values: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    assert labels(2, values) == shown


def test_labels_go_on_behind_z() -> None:
    assert labels(30, ["1"])[24:] == ("y", "z", "aa", "ab", "ac", "ad")


@given(st.integers(1, 900), st.booleans())
def test_every_choice_has_its_own_label(count: int, has_numeral: bool) -> None:
    shown = labels(count, ["7"] if has_numeral else ["seven"])
    assert len(set(shown)) == count


@given(st.data())
def test_a_label_means_the_place_beside_which_it_is_shown(data: st.DataObject) -> None:
    texts = st.lists(
        st.one_of(st.integers(0, 30).map(str), st.sampled_from(["two words", "Rome"])),
        min_size=2, max_size=5, unique=True,
    )  # fmt: skip
    lefts, rights = data.draw(texts), data.draw(texts)
    count = min(len(lefts), len(rights))
    pairs = tuple(Pair(left, right) for left, right in zip(lefts, rights, strict=False))
    item = Match(id="m", stem="?", pairs=pairs)
    order = tuple(data.draw(st.permutations(range(len(item.rights)))))
    prompt = Prompt(item=item, order=order)
    left, place = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    line = f"{left_labels(item)[left]}={place_labels(prompt)[place]}"
    response = read_answer(prompt, line)
    assert isinstance(response, Placed)
    assert response.targets[left] == order[place]
