"""Marked sheets graded again: the same as if they had been marked by the key as it is then."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.classroom.remarking import Remark, RemarkKind
from quiz.errors import QuizError
from quiz.formats.printed.answer_key import KeyEntry, KeyFile, WrittenEntry, decode, encode
from quiz.formats.printed.mixed import marks_table, with_points
from quiz.formats.printed.regrading import (
    changes,
    found_name,
    letters_of,
    mixed_of,
    regraded,
    with_remark,
)
from quiz.formats.printed.scanned import mark
from quiz.formats.results.own import file_of, to_csv, to_json
from quiz.items import MultipleChoice, Option, SingleChoice

ONE = {"A": "Paris", "B": "Lyon", "C": "Nice; or not"}
MANY = {"A": "one", "B": "two", "C": "three", "D": "one; two"}


def flipped(options: dict[str, str]) -> dict[str, str]:
    return dict(zip(options, reversed(options.values()), strict=True))


KEY = KeyFile(
    test="Test", seed=1, grades=(("A", 90.0), ("F", 0.0)),
    versions={
        "XYZ": (KeyEntry(number=1, bank="b", item="one", options=ONE, right=("A",)),
                KeyEntry(number=2, bank="b", item="many", options=MANY, right=("A", "B"),
                         several=True, points=2.0)),
        "QRS": (KeyEntry(number=2, bank="b", item="many", options=flipped(MANY),
                         right=("D", "C"), several=True, points=2.0),
                KeyEntry(number=3, bank="b", item="one", options=flipped(ONE), right=("C",))),
    },
    written={code: (WrittenEntry(number=4, bank="b", item="essay", points=4.0),)
             for code in ("XYZ", "QRS")},
)  # fmt: skip
TWO = Option("two")
REMARKS = {
    "full": Remark(kind=RemarkKind.FULL),
    "drop": Remark(kind=RemarkKind.DROP),
    "accept": Remark(kind=RemarkKind.ACCEPT, accept=("LYON", "one; three")),
    "key": Remark(kind=RemarkKind.KEY, item=SingleChoice(
        id="one", stem="", options=(Option("Nice; or not"), Option("Lyon")), key=1)),
}  # fmt: skip

answers = st.sampled_from(["A", "B", "C", "(AB)", "(BC)", "(ABC)", "-", "(AD)", "X", "D"])
sheets = st.lists(st.tuples(st.sampled_from(["XYZ", "QRS"]), answers, answers), min_size=1,
                  max_size=5)  # fmt: skip


def table_of(rows: Sequence[tuple[str, str, str]]) -> bytes:
    lines = [f"{code},P{at},{one}{two}" for at, (code, one, two) in enumerate(rows)]
    return "\n".join(["version,name,answers", *lines]).encode()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # on a busy machine
@given(rows=sheets, how=st.sampled_from(sorted(REMARKS)), item=st.sampled_from(["one", "many"]),
       is_json=st.booleans())  # fmt: skip
def test_graded_again_is_as_marked_by_the_key_as_it_is_then(
    rows: list[tuple[str, str, str]], how: str, item: str, is_json: bool
) -> None:
    remark, name = REMARKS[how], found_name(KEY, item)
    if how == "key" and item == "many":
        options = (Option("one"), TWO, Option("three"), Option("one; two"))
        remark = Remark(
            kind=RemarkKind.KEY,
            item=MultipleChoice(id="many", stem="", options=options, keys=(1, 3)),
        )
    before = mark(table_of(rows), KEY, source="s.csv").results
    written = to_json(before) if is_json else to_csv(before)
    key = decode(encode(with_remark(KEY, name, remark)), source="key.json")
    now = regraded(file_of(written, "r"), KEY, key, name)
    expected = mark(table_of(rows), key, source="s.csv").results
    assert [one.answers for one in now.attempts] == [one.answers for one in expected.attempts]
    assert [change.name for change in changes(before, now)] == [f"P{at}" for at in range(len(rows))]


@given(letters=st.sets(st.sampled_from("ABCD")))
def test_letters_are_read_back_from_the_texts_of_their_options(letters: set[str]) -> None:
    entry = KEY.versions["XYZ"][1]
    given_letters = tuple(sorted(letters))
    assert given_letters in letters_of(entry, entry.texts(given_letters))
    assert letters_of(entry, "none of these") == []


def test_full_marks_are_for_those_who_answered_and_a_drop_counts_for_nobody() -> None:
    before = mark(b"version,name,answers\nXYZ,Ann,BA\nXYZ,Bob,-(AB)\n", KEY, source="s").results
    for how, marks in (("full", [(1.0, 2.0), (2.0, 2.0)]), ("drop", [(1.0, 1.0), (2.0, 2.0)])):
        key = with_remark(KEY, "b/one", REMARKS[how])
        found = changes(before, regraded(before, KEY, key, "b/one"))
        assert [(one.before, one.after) for one in found] == marks


def test_points_given_by_hand_and_who_waits_for_them_stay() -> None:
    marked = mark(b"version,name,answers\nXYZ,Ann,BA\nQRS,Bob,-B\n", KEY, source="s")
    mixed = with_points(marked, KEY, b"name,4\nAnn,3\n", source="p")
    key = with_remark(KEY, "b/one", REMARKS["accept"])
    now = mixed_of(regraded(mixed.marked.results, KEY, key, "b/one"), key)
    lines = marks_table(now, key.grades).decode().splitlines()[1:]
    assert lines == ["Ann,XYZ,5,7,71.4,F", "Bob,QRS,1,7,,to grade: 1"]
    dropped = with_remark(KEY, "b/essay", REMARKS["drop"])
    now = mixed_of(regraded(mixed.marked.results, KEY, dropped, "b/essay"), dropped)
    lines = marks_table(now, key.grades).decode().splitlines()[1:]
    assert lines == ["Ann,XYZ,1,3,33.3,F", "Bob,QRS,0,3,0.0,F"]
    again = with_points(mark(b"version,name,answers\nXYZ,Ann,BA\nQRS,Bob,-B\n", dropped,
                             source="s"), dropped, b"name,4\nAnn,3\n", source="p")  # fmt: skip
    assert again.waiting == {}


@pytest.mark.parametrize(
    ("question", "words"),
    [("two", "no question 'two'; there are: one, many, essay"), ("2", "no question|many"),
     ("3", ""), ("1", ""), ("b/many", "")],
)  # fmt: skip
def test_a_question_is_named_by_id_or_by_a_number_that_is_one_question(
    question: str, words: str
) -> None:
    if not words:
        assert found_name(KEY, question) == {"3": "b/one", "1": "b/one"}.get(question, "b/many")
    elif question == "2":
        assert found_name(KEY, "2") == "b/many"
        mixed_up = KeyFile(test="", seed=1, versions={
            "XYZ": KEY.versions["XYZ"], "QRS": (KeyEntry(number=1, bank="b", item="many",
                                                         options=MANY, right=("A",)),),
        })  # fmt: skip
        with pytest.raises(QuizError, match="another one on each version"):
            found_name(mixed_up, "1")
    else:
        with pytest.raises(QuizError, match=words):
            found_name(KEY, question)


def test_what_cannot_be_done_is_told() -> None:
    with pytest.raises(QuizError, match="graded by hand"):
        with_remark(KEY, "b/essay", REMARKS["full"])
    other = SingleChoice(id="one", stem="", options=(Option("Rome"), Option("Oslo")), key=0)
    with pytest.raises(QuizError, match="others on paper"):
        with_remark(KEY, "b/one", Remark(kind=RemarkKind.KEY, item=other))
    results = mark(b"version,name,answers\nXYZ,Ann,BA\n", KEY, source="s").results
    foreign = KeyFile(test="", seed=1, versions={"AAA": KEY.versions["XYZ"]})
    with pytest.raises(QuizError, match="another exam"):
        regraded(results, KEY, foreign, "b/one")
    with pytest.raises(QuizError, match="not results"):
        file_of(b"a,b\n1,2\n", "x.csv")
