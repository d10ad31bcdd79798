"""A canvas keeps its columns whatever is written on it."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.cells import cell_length
from quiz.ui.canvas.canvas import Area, Canvas, wrapped

SIGNS = st.text(st.sampled_from("ab ✔—日本é́\u200d👍ｶ"), max_size=12)


@given(st.lists(st.tuples(st.integers(-4, 14), st.integers(-1, 3), SIGNS), max_size=8))
def test_every_row_is_as_wide_as_the_canvas(puts: list[tuple[int, int, str]]) -> None:
    canvas = Canvas(12, 3)
    for x, y, text in puts:
        assert canvas.put(x, y, text) == x + cell_length(text)
    for row in canvas.texts:
        assert cell_length("".join(row)) == 12


@given(SIGNS, st.integers(1, 9))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrapped(text, max(2, width))
    assert all(cell_length(line) <= max(2, width) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_wide_letter_is_never_cut_in_half() -> None:
    canvas = Canvas(5, 1)
    canvas.put(0, 0, "日本")
    canvas.put(1, 0, "x")
    assert canvas.lines() == [" x本"]
    canvas.put(4, 0, "日")
    assert canvas.lines() == [" x本"]


def test_a_text_is_cut_where_its_room_ends() -> None:
    canvas = Canvas(20, 1)
    assert canvas.put(0, 0, "Alliances and positions", room=10) == 10
    assert canvas.lines() == ["Alliances…"]


def test_a_pane_has_title_note_and_foot_in_its_edge() -> None:
    canvas = Canvas(30, 4)
    inside = canvas.pane(Area(0, 0, 30, 4), "Today", "goal 20 min", foot=["less"])
    assert inside == Area(3, 1, 24, 2)
    assert canvas.lines() == [
        "╭─ Today ────── goal 20 min ─╮",
        "│                            │",
        "│                            │",
        "╰───────────────────── less ─╯",
    ]


def test_the_note_of_a_narrow_pane_gives_way_to_its_title() -> None:
    canvas = Canvas(16, 3)
    canvas.pane(Area(0, 0, 16, 3), "Coming back", "cards due a day")
    assert "cards" not in canvas.lines()[0]
    assert cell_length(canvas.lines()[0]) == 16


def test_the_topmost_spot_is_the_one_that_is_clicked() -> None:
    canvas = Canvas(10, 2)
    canvas.spot(Area(0, 0, 10, 2), "below")
    canvas.spot(Area(2, 1, 3, 1), "above")
    found = [canvas.spot_at(3, 1), canvas.spot_at(3, 0), canvas.spot_at(3, 2)]
    assert [spot and spot.action for spot in found] == ["above", "below", None]
