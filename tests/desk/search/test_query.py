"""The language of searches: what people really type, near misses included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.desk.search.keys import KEYS, QueryError
from quiz.desk.search.query import LONGEST, parse
from quiz.desk.search.terms import leaves


def test_the_example_of_every_key_is_read() -> None:
    for key in KEYS.values():
        (leaf,) = leaves(parse(key.example))
        assert (leaf.start, leaf.end) == (0, len(key.example))
        assert parse(key.example.upper()) is not None


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("right < 50%", "right<50%"),
        ("right< 50", "right<50%"),
        ("right <50 %", "right<50%"),
        ("right<0.5", "right<50%"),
        ("right<,5", "right<.5"),
        ("right≤50%", "right<=50%"),
        ("prop:s>21", "s>21"),
        ("prop:lapses>=3", "lapses>=3"),
        ("s>3w", "s>21"),
        ("stability>21", "s>21d"),
        ("difficulty>0.7", "d>70%"),
        ("difficulty>7.3", "d>0.7"),
        ("due:tomorrow", "due=1"),
        ("due:0", "due:today"),
        ("rated:7:again", "rated:7:1"),
        ("answered:1w", "rated:7"),
        ("IS:Due", "is:due"),
        ("is:learn", "is:learning"),
        ("deck:capitals", "bank:capitals"),
        ("note:flashcard", "kind:card"),
        ("Brontë  and AUSTEN", "bronte austen"),
        ("“big cat” -a", '"Big  cat" -a'),
        ("NOT a", "-a"),
        ("--a b", "--a and b"),
        ('"still being typed', '"still being typed"'),
        ("(a or b", "(a or b)"),
        ("a - b", "a b"),
    ],
)
def test_what_means_the_same_is_read_alike(typed: str, same: str) -> None:
    def plain(text: str) -> str:
        return str(_without_places(parse(text)))

    assert plain(typed) == plain(same)


def _without_places(node: object) -> object:
    import re

    return re.sub(r"start=\d+, end=\d+, ", "", str(node))


@pytest.mark.parametrize(
    "text",
    ["12:30", "http://example.org/a", "x=2", "a<b", "Re:", "f(x)", "50%", "C++", "#tag", "*"],
)
def test_what_only_looks_like_a_key_is_looked_for_as_text(text: str) -> None:
    assert all(type(leaf).__name__ == "HasWords" for leaf in leaves(parse(text)))


@pytest.mark.parametrize(
    ("text", "wrong", "message", "fixed"),
    [
        ("right<65% is:leach", "is:leach", "unknown state", "right<65% is:leech"),
        ("is:mature", "is:mature", "unknown state", "s>=21"),
        ("is:foo", "is:foo", "unknown state; available: due, new, learning", ""),
        ("a kin:cloze", "kin", "unknown key `kin`", "a kind:cloze"),
        ("kind:clozee", "kind:clozee", "unknown kind", "kind:cloze"),
        ("lapsse>3", "lapsse", "unknown key `lapsse`", "lapses>3"),
        ("foo:bar", "foo", "unknown key `foo`; available: tag, bank, kind", ""),
        ("added:7", "added", "no `added:` here: banks don't say when", "introduced:7"),
        ("front:paris", "front:", "no `front:` here: words are looked for in all", "paris"),
        ("right<half", "half", "'half' isn't a number; try `right<50%`", ""),
        ("s>50%", "50%", "'50%' isn't a number; try `s>21`", ""),
        ("right<", "right<", "`right<` needs a value, such as `right<50%`", ""),
        ("tag: trade", "tag:", "`tag:` needs a value, such as `tag:trade`", ""),
        ("tag>trade", "tag>trade", "`tag` takes a colon", "tag:trade"),
        ("s!=3", "s!=3", "`s` can't be compared so; put `-` before it", "-s=3"),
        ("due:3..1", "3..1", "the first number must be the smaller one", "due:1..3"),
        ("rated:soon", "soon", "'soon' isn't a number of days; try `rated:7:again`", ""),
        ("rated:7:agian", "agian", "rate with again, hard, good or easy", "rated:7:again"),
        ("introduced:7:1", ":1", "`introduced:` takes a number of days alone", "introduced:7"),
        ("prop:laps>3", "prop:laps", "`prop:` compares one of: right, s", "prop:lapses>3"),
        ("cat or", "or", "something is missing after `or`", 'cat "or"'),
        ("or cat", "or", "something is missing before `or`", '"or" cat'),
        ("a)", ")", "no parenthesis to close here", "a"),
        ("a NOT", "NOT", "something is missing after `NOT`", "a "),
    ],
)
def test_an_error_is_shown_at_its_place_with_a_fix(
    text: str, wrong: str, message: str, fixed: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert text[error.start : error.end] == wrong
    assert error.message.startswith(message)
    assert (error.with_fix(text) if error.has_fix else "") == fixed
    if error.has_fix:
        parse(fixed)


_PIECES = ["(", ")", "-", "or", " ", '"', "tag:", "is:due", "right<", "50%", "a", "é*", "..", ":"]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES)).map("".join)))
def test_any_text_is_read_or_has_an_error_within_it(text: str) -> None:
    error = None
    found = []
    try:
        found = leaves(parse(text))
    except QueryError as caught:
        error = caught
    if error is not None:
        assert 0 <= error.start <= error.end <= len(text)
        assert not error.has_fix or error.with_fix(text) != text
    assert all(0 <= leaf.start < leaf.end <= len(text) for leaf in found)


@pytest.mark.parametrize("text", ["(" * 900, "-" * 900 + "a", "a" * (LONGEST + 1)])
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)
