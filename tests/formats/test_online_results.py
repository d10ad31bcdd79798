"""Results of Canvas, Google Forms and Microsoft Forms, in more than one language."""

import io

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.workbook import written_workbook
from quiz.formats.results import decode

CANVAS = (
    "name,id,sis_id,section,section_id,submitted,attempt,"
    "101: Where did it meet?,2.0,102: Who?,1.0,n correct,n incorrect,score\n"
    "Ann,1,,A,9,2026-11-01 10:00:00 UTC,1,Vienna,2.0,Kant,0.0,1,1,2.0\n"
    "Ben,2,,A,9,2026-11-01 10:05:00 UTC,1,Rome,0.0,Metternich,1.0,1,1,1.0\n"
)
GOOGLE = (
    "Timestamp,Email Address,Total score,"
    "Where?,Where? [Score],Where? [Feedback],Who?,Who? [Score]\n"
    "2026/11/01,ann@example.org,2.00 / 3,Vienna,2.00 / 2,,Kant,0.00 / 1\n"
    "2026/11/01,ben@example.org,1.00 / 3,Rome,0.00 / 2,,Metternich,1.00 / 1\n"
)
MICROSOFT = (
    "ID,Start time,Completion time,Email,Name,Total points,"
    "Where?,Points - Where?,Feedback - Where?,Who?,Points - Who?\n"
    "1,x,y,a@example.org,Ann,2,Vienna,2,,Kant,0\n"
    "2,x,y,b@example.org,Ben,1,Rome,0,,Metternich,1\n"
)


@pytest.mark.parametrize(
    ("text", "form", "learners"),
    [
        (CANVAS, "Canvas", ("Ann", "Ben")),
        (GOOGLE, "Google", ("ann@example.org", "ben@example.org")),
        (GOOGLE.replace("[Score]", "[Punktzahl]"), "Google",
         ("ann@example.org", "ben@example.org")),
        (MICROSOFT, "Microsoft", ("a@example.org Ann", "b@example.org Ben")),
        (MICROSOFT.replace("Points - ", "Punkte – "), "Microsoft",
         ("a@example.org Ann", "b@example.org Ben")),
    ],
)  # fmt: skip
def test_students_questions_and_points_are_read(
    text: str, form: str, learners: tuple[str, ...]
) -> None:
    read = decode(text.encode(), source="r.csv")
    assert form in read.form
    assert read.learners == learners
    assert [column.marks for column in read.columns] == [(2.0, 0.0), (0.0, 1.0)]
    assert [column.most for column in read.columns] == [2.0, 1.0]
    assert read.columns[0].responses == ("Vienna", "Rome")
    assert read.columns[1].text == "Who?"


def test_a_workbook_is_read_as_its_csv_is() -> None:
    rows = [line.split(",") for line in MICROSOFT.strip().split("\n")]
    out = io.BytesIO()
    written_workbook(out, rows)
    assert (
        decode(out.getvalue(), source="r.xlsx").columns
        == decode(MICROSOFT.encode(), source="r.csv").columns
    )


def test_sums_without_students_are_refused_with_what_to_export() -> None:
    text = "Question Id,Question Title,Answered Student Count,Top Student Count\n1,Where?,3,1\n"
    with pytest.raises(QuizError, match="Student Analysis"):
        decode(text.encode(), source="r.csv")
