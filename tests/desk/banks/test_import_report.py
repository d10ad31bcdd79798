"""What is lost is told once for each reason, with every place where it holds."""

from quiz.desk.banks.import_report import together
from quiz.formats.exchange.exchanged import Note

NOTES = [
    Note(where="question 1", reason="no such kind", is_skipped=True),
    Note(where="line 3", reason="cut off"),
    Note(where="question 4", reason="no such kind", is_skipped=True),
    Note(where="question 4", reason="no such kind", is_skipped=True),
    Note(where="question\x1b[31m 9", reason="no such kind", is_skipped=True),
]


def test_places_of_one_reason_stand_in_one_line_in_their_order() -> None:
    skipped, cut = together(NOTES)
    assert skipped.startswith("question 1, question 4, question")
    assert skipped.endswith("9: no such kind")
    assert "\x1b" not in skipped
    assert cut == "line 3: cut off"
    assert together([]) == []


def test_of_many_places_the_first_are_named_and_the_others_counted() -> None:
    notes = [Note(where=f"line {n}", reason="empty") for n in range(1, 1001)]
    assert together(notes, 2) == ["line 1, line 2, and 998 more: empty"]
    assert together(notes)[0].count("line") == 1000
