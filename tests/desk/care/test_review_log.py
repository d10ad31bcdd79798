"""Review logs as CSV, as many programs write them, and as none should."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.desk.care.review_log import read_reviews
from quiz.desk.care.weights import logged
from quiz.desk.statistics.review_table import REVIEW_FIELDS, asked_reviews, review_rows
from quiz.errors import QuizError
from quiz.formats.csv_writing import csv_text
from quiz.memory.prediction.log import LoggedReview
from tests.desk.statistics.logged import log_of_half_a_year
from tests.memory.prediction.logs import corpus_log, four_am

AT_S = 1_711_744_352.25


def read(text: str) -> list[tuple[str, int, float]]:
    return [(r.card, r.rating, r.at_s) for r in read_reviews(text, four_am).reviews]


def fault(text: str) -> str:
    with pytest.raises(QuizError) as caught:
        read_reviews(text, four_am)
    return str(caught.value)


@pytest.mark.parametrize(
    "header",
    [
        "card_id,review_rating,review_time",
        "card,rating,review_datetime",
        "cid,grade,time",
        "id,ease,timestamp",
        "card_id,button_chosen,at",
        "card_id,rating,review_th",
        "cid,ease,id",
        "CardID,Rating,Review Time",
        '"card_id","rating","timestamp"',
        "\ufeffcard_id,rating,time",
    ],
)
def test_columns_have_many_names(header: str) -> None:
    assert read(f"{header}\na,3,1711744352.25\n") == [("a", 3, AT_S)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_columns_are_parted_and_lines_ended_in_several_ways(delimiter: str, end: str) -> None:
    rows = (("state", "rating", "card_id", "time"), ("2", "4", "a", "1711744352250"))
    assert read(end.join(delimiter.join(row) for row in rows)) == [("a", 4, AT_S)]


@pytest.mark.parametrize(
    "time",
    [
        "2024-03-29T20:32:32.250000+00:00",
        "2024-03-29T20:32:32.25Z",
        "2024-03-29 20:32:32.250",
        "2024-03-29 20:32:32.250 UTC",
        "2024-03-29 20:32:32.250 +0000",
        "2024/03/29 20:32:32.250",
        "2024-03-29T22:32:32.250+02:00",
        "1711744352.25",
        "1711744352250",
        "1711744352250000",
        "1.71174435225e9",
        " 1711744352.25 ",
    ],
)
def test_times_are_written_in_many_ways(time: str) -> None:
    assert read(f"card,rating,time\na,3,{time}\n") == [("a", 3, AT_S)]


def test_a_time_may_be_a_date_or_without_signs_or_with_a_comma() -> None:
    text = "card;rating;time\na;1;2024-03-29\nc;3;20240329203232\nd;4;1711744352,25"
    assert read("card,rating,time\na,3,1711744352250000000")[0][2] == pytest.approx(AT_S, abs=1e-6)
    assert read(text) == [
        ("a", 1, 1_711_670_400.0),
        ("c", 3, 1_711_744_352.0),
        ("d", 4, AT_S),
    ]


def test_a_rating_may_be_a_word_or_a_decimal() -> None:
    text = "card,rating,time\na,Again,1\nb,Rating.Hard,2\nc,3.0,3\nd, easy ,4\n"
    assert [rating for _, rating, _ in read(text)] == [1, 2, 3, 4]


def test_in_the_table_of_anki_the_id_is_the_moment_and_time_how_long_it_took() -> None:
    text = (
        "id,cid,usn,ease,ivl,lastIvl,factor,time,type\n"
        "1711744352250,1711684180217,-1,1,-60,-60,0,25060,0\n"
        "1711744359497,1711684780667,-1,0,-60,-60,0,0,4\n"
    )
    got = read_reviews(text, four_am)
    assert got.reviews == (
        LoggedReview(card="1711684180217", rating=1, at_s=AT_S, day=four_am(AT_S), ms=25_060),
    )
    assert (got.manual, got.repeated) == (1, 0)


def test_days_may_stand_for_times_as_in_srs_benchmark() -> None:
    text = "review_th,card_id,day_offset,rating\n1,a,5,3\n2,b,5,1\n3,a,7,4\n"
    got = read_reviews(text, four_am)
    assert [(r.card, r.day, r.at_s) for r in got.reviews] == [
        ("a", 5, 432_000.0),
        ("b", 5, 432_001.0),
        ("a", 7, 604_800.0),
    ]
    assert fault(text + "4,a,soon,1\n").startswith("line 5: the day must be a whole number")


@pytest.mark.parametrize("day", ["2024-03-28", "19810", "738973", " 19810 "])
def test_the_study_day_of_the_file_holds(day: str) -> None:
    rows = f"card,rating,time,study_day\na,3,1711744352,{day}\nb,3,1711744353,\nc,3,1711744354\n"
    found = read_reviews(rows, four_am).reviews
    assert [review.day for review in found] == [19_810, four_am(AT_S), four_am(AT_S)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("soon", "study_day must be a date"),
        ("2024-13-01", "study_day must be a date"),
        ("-1", "the day must be a whole number"),
        ("1.5", "the day must be a whole number"),
        ("1e9", "the day must be a whole number"),
    ],
)
def test_a_study_day_that_is_none_is_named(day: str, said: str) -> None:
    told = fault(f"card,rating,time,study_day\na,3,1711744352,{day}\n")
    assert told.startswith(f"line 2: {said}")


@pytest.mark.parametrize(
    ("spent", "ms"),
    [("2500", 2500), ("2500.7", 2500), ("999999999", 60_000), ("1e99", 60_000),
     ("", 0), ("-5", 0), ("long", 0), ("nan", 0)],
)  # fmt: skip
@pytest.mark.parametrize("name", ["elapsed_ms", "review_duration", "Review Duration"])
def test_the_time_that_an_answer_took_is_read_where_it_can_be(
    name: str, spent: str, ms: int
) -> None:
    text = f"card,rating,review_time,{name}\na,3,1711744352,{spent}\n"
    assert [review.ms for review in read_reviews(text, four_am).reviews] == [ms]


def test_times_may_be_counted_from_a_beginning() -> None:
    rows = "".join(f"a,3,{at_s}\n" for at_s in (0, 86_400, 10_000_000, 20_000_101))
    assert [at_s for _, _, at_s in read("card,rating,time\n" + rows)][2:] == [1e7, 20_000_101.0]


def test_rows_are_put_in_order_and_told_once() -> None:
    text = "card,rating,time\nb,3,200\na,1,100\nb,3,200\na,1,100\nb,1,200\n"
    got = read_reviews(text, four_am)
    assert [(r.card, r.rating) for r in got.reviews] == [("a", 1), ("b", 3), ("b", 1)]
    assert got.repeated == 2


def test_empty_lines_and_columns_too_many_do_no_harm() -> None:
    text = "\nsep=,\ncard,rating,time\n\na,3,100,,extra\n , , \n,,\nb,3,200\n\n"
    assert [card for card, _, _ in read(text)] == ["a", "b"]


def test_a_card_may_hold_the_delimiter_a_quote_and_a_line_break() -> None:
    text = 'card,rating,time\n"a, ""b""\nc",3,100\nd,9,200\n'
    assert fault(text) == "line 4: the rating must be 1 to 4, not '9'"
    assert read(text.replace("9", "4"))[0][0] == 'a, "b"\nc'


def test_only_line_ends_end_a_row() -> None:
    assert read("card,rating,time\na\u2028b\x85c\x0bd,3,100\n")[0][0] == "a\u2028b\x85c\x0bd"


def test_a_log_may_hold_no_review() -> None:
    assert read("card,rating,time\n") == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,7,100", "the rating must be 1 to 4, not '7'"),
        ("a,2.5,100", "the rating must be 1 to 4, not '2.5'"),
        ("a,9.3,100", "the rating must be 1 to 4, not '9.3'"),
        ("a,.3,100", "the rating must be 1 to 4, not '.3'"),
        ("a,-1,100", "the rating must be 1 to 4, not '-1'"),
        ("a,nan,100", "the rating must be 1 to 4, not 'nan'"),
        ("a,,100", "no rating"),
        ("a,3", "too few columns: 2"),
        (",3,100", "no card"),
        ("a,3,", "no time"),
        (
            "a,3,yesterday",
            ("write the time as 2026-11-24T15:04:05Z or in seconds since 1970, not 'yesterday'"),
        ),
        (
            "a,3,2024-02-30",
            ("write the time as 2026-11-24T15:04:05Z or in seconds since 1970, not '2024-02-30'"),
        ),
        ("a,3,-5", "the time must be between 1970 and 9999, not '-5'"),
        ("a,3,1e300", "the time must be between 1970 and 9999, not '1e300'"),
        ("a,3,1601-01-01", "the time must be between 1970 and 9999, not '1601-01-01'"),
    ],
)
def test_a_bad_row_is_named(row: str, told: str) -> None:
    assert fault(f"card,rating,time\nb,3,100\n{row}\n") == f"line 3: {told}"


def test_a_long_value_is_cut() -> None:
    assert fault(f"card,rating,time\na,{'9' * 400},1\n").endswith(f"not '{'9' * 39}…'")


def test_of_many_bad_rows_the_first_are_named() -> None:
    told = fault("card,rating,time\n" + "a,x,1\n" * 100).splitlines()
    assert told[4] == "line 6: the rating must be 1 to 4, not 'x'"
    assert told[5:] == ["and 95 more"]


def test_a_missing_column_is_named() -> None:
    assert fault("").startswith("the file is empty")
    assert fault("a,b\n1,2\n").startswith("line 1: no card column among 'a, b'; name it")
    assert "no rating column" in fault("card,when\n")
    assert "no time column" in fault("\nid,rating\n1,2\n")
    assert fault("\nid,rating\n1,2\n").startswith("line 2")


def test_a_field_without_end_is_named() -> None:
    assert fault('card,rating,time\n"a,3,100\n' + "x" * 200_000).startswith("line 2: ")
    assert fault("x" * 200_000).startswith("line 1: ")


def assert_is_a_log(text: str) -> None:
    """Assert that a text is refused in words, or gives reviews in order that can be used."""
    with suppress(QuizError):
        reviews = read_reviews(text, four_am).reviews
        assert all(1 <= review.rating <= 4 for review in reviews)
        times = [review.at_s for review in reviews]
        assert times == sorted(times)
        assert len(set(reviews)) == len(reviews)


@given(st.text(max_size=200))
def test_any_text_gives_reviews_or_a_told_fault(text: str) -> None:
    for whole in (text, "card,rating,time\n" + text):
        assert_is_a_log(whole)


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=4))
def test_any_rows_give_reviews_or_a_told_fault(rows: list[list[str]]) -> None:
    body = "\n".join(",".join(row) for row in rows)
    assert_is_a_log("card,rating,time\n" + body)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", '"c, d"']),
            st.sampled_from(["1", "2", "4", "easy", "3.0"]),
            st.sampled_from(["5", "5.25", "100", "1970-01-01", "1970-01-01T00:01:40Z"]),
        ),
        max_size=12,
    )
)
def test_rows_that_can_be_read_are_in_order_and_told_once(rows: list[tuple[str, str, str]]) -> None:
    text = "card,rating,time\n" + "\n".join(",".join(row) for row in rows)
    assert_is_a_log(text)
    got = read_reviews(text, four_am)
    assert len(got.reviews) + got.repeated == len(rows)


def test_the_real_log_is_read() -> None:
    got = corpus_log()
    assert (len(got.reviews), got.manual, got.repeated) == (12_580, 0, 0)
    assert len({review.card for review in got.reviews}) == 1_205


def test_the_export_of_a_record_reads_back_as_the_record_itself(tmp_path: Path) -> None:
    log = log_of_half_a_year(tmp_path)
    text = csv_text([REVIEW_FIELDS, *review_rows(log.desk)])
    own = logged(log.desk.record)
    known = asked_reviews(log.desk)
    read_back = read_reviews(text, four_am).reviews
    log.desk.close()
    assert len(own) > 100
    assert [(one.rating, one.at_s, one.ms) for one in read_back] == [
        (one.rating, one.at_s, one.ms) for one in own
    ]
    assert [(one.kind, one.guess) for one in read_back] == [(one.kind, one.guess) for one in known]
    bare = [msgspec.structs.replace(one, kind="", guess=0.0) for one in known]
    assert bare == own
    # Days count from another beginning, and stand as far apart.
    assert {mine.day - read.day for mine, read in zip(own, read_back, strict=True)} == {
        date(1970, 1, 1).toordinal()
    }
