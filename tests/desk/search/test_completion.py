"""What is offered at the cursor of a search line, and saved searches."""

import pytest

from quiz.desk import Desk
from quiz.desk.search.completion import completions
from quiz.desk.search.query import parse
from quiz.desk.search.saved import SavedSearch, remove_search, save_search, saved_searches

TAGS = ("trade", "arms control", "energy")


@pytest.mark.parametrize(
    ("text", "start", "offered"),
    [
        ("ta", 0, ("tag:",)),
        ("a -r", 3, ("right", "rated:")),
        ("right", 0, ()),
        ("", 0, ()),
        ("a ", 2, ()),
        ("(k", 1, ("kind:",)),
        ("tag:", 0, ("tag:trade", 'tag:"arms control"', "tag:energy")),
        ("-tag:en", 1, ("tag:energy",)),
        ("tag:control", 0, ('tag:"arms control"',)),
        ('tag:"arms c', 0, ('tag:"arms control"',)),
        ("tag:trade", 0, ()),
        ("deck:ca", 0, ("deck:capitals",)),
        ("is:l", 0, ("is:learning", "is:leech")),
        ("kind:tr", 0, ("kind:truefalse",)),
        ("rated:7:", 0, ("rated:7:again", "rated:7:hard", "rated:7:good", "rated:7:easy")),
        ("rated:", 0, ()),
        ("zebra", 0, ()),
        ("foo:b", 0, ()),
    ],
)
def test_keys_and_values_are_completed(text: str, start: int, offered: tuple[str, ...]) -> None:
    found = completions(text, len(text), tags=TAGS, banks=("capitals",))
    assert (found.start, found.texts) == (start, offered)
    for whole in found.texts:
        if ":" in whole[:-1]:
            parse(text[: found.start] + whole)


def test_a_search_is_saved_under_its_name_and_removed(desk: Desk) -> None:
    assert saved_searches(desk) == ()
    save_search(desk, "Weak", "right<50%")
    save_search(desk, "Trade", "tag:trade")
    save_search(desk, "Weak", "right<60%")
    assert saved_searches(desk) == (
        SavedSearch("Trade", "tag:trade"),
        SavedSearch("Weak", "right<60%"),
    )
    remove_search(desk, "Trade")
    assert [saved.name for saved in saved_searches(desk)] == ["Weak"]
    desk.record.put_meta("saved_searches", "nonsense")
    assert saved_searches(desk) == ()
