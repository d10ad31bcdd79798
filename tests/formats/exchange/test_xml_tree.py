"""XML of strangers: in little memory, and each element with what is in it."""

import tracemalloc

from quiz.formats.exchange.xml_tree import parsed


def test_texts_and_elements_keep_their_order() -> None:
    root = parsed(b"<a>one<b x='1'>two<c/></b>three<b/></a>", "a.xml")
    assert [part if isinstance(part, str) else part.name for part in root.parts] == [
        "one", "b", "three", "b",
    ]  # fmt: skip
    assert [child.name for child in root.children] == ["b", "b"]
    assert [one.name for one in root.walk()] == ["a", "b", "c", "b"]
    assert (root.text, root.children[0].get("x"), root.children[1].get("x")) == (
        "onetwothree", "1", "",
    )  # fmt: skip


def test_a_hundred_thousand_empty_elements_take_little_memory() -> None:
    data = b"<quiz>" + b"<question/>" * 100_000 + b"</quiz>"
    tracemalloc.start()
    try:
        assert len(parsed(data, "a.xml").children) == 100_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000, "two million of them would take over 300 MB"
