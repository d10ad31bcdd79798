"""Several files of one test: joined by question, or refused in words that help."""

import pytest

from quiz.analysis import Results, item_statistics, test_statistics
from quiz.analysis.report import report
from quiz.errors import QuizError
from quiz.formats.results import ReadResults, decode
from quiz.formats.results.joining import together


def pupil(name: str, *answers: tuple[str, float], with_ids: bool = True) -> ReadResults:
    """One student's results, as `quiz results` writes them, a question an id and a text."""
    rows = ["learner,bank,item,mark,most,response,right,question"]
    for n, (item, mark) in enumerate(answers):
        right = "yes" if mark else "no"
        called = item if with_ids else f"Q{n + 1}"
        rows.append(f"{name},b,{called},{mark},1,{right},yes,What is {item}?")
    return decode("\n".join(rows).encode(), source=f"{name}.csv")


def join(*read: ReadResults) -> tuple[Results, str]:
    names = [f"{one.learners[0]}.csv" for one in read]
    results, told = together(names, read)
    return results, " ".join(problem.message for problem in told)


def test_questions_in_another_order_are_the_same() -> None:
    results, told = join(pupil("Ann", ("a", 1), ("b", 0)), pupil("Bob", ("b", 1), ("a", 0)))
    assert [(c.name, c.marks, c.asked) for c in results.columns] == [
        ("a", (1, 0), ()),
        ("b", (0, 1), ()),
    ]
    assert told == ""


def test_questions_without_ids_are_joined_by_their_text() -> None:
    first = pupil("Ann", ("a", 1), ("b", 0))
    other = pupil("Bob", ("b", 1), ("a", 0), with_ids=False)
    results, _told = join(first, other)
    assert [c.marks for c in results.columns] == [(1, 0), (0, 1)]


def test_who_drew_other_questions_counts_for_those_alone() -> None:
    results, told = join(
        pupil("Ann", ("a", 1), ("b", 1)),
        pupil("Bob", ("b", 0), ("c", 1)),
        pupil("Cem", ("c", 0), ("a", 0)),
        pupil("Dan", ("b", 1), ("a", 1)),
    )
    assert "0 of 3 were asked of" in told
    assert "--seed" in told
    items = {one.name: one for one in item_statistics(results)}
    assert {name: one.learners for name, one in items.items()} == {"a": 3, "b": 3, "c": 2}
    assert {name: round(one.facility, 2) for name, one in items.items()} == {
        "a": 66.67,
        "b": 66.67,
        "c": 50,
    }
    test = test_statistics(results)
    assert (test.mean, test.most, test.alpha) == (62.5, 2, None)
    found = {item.statistics.name: item for item in report(results).items}
    assert sum(choice.count for choice in found["c"].choices) == 2


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (pupil("Ann", ("a", 1)), pupil("Bob", ("b", 1))),
        (decode(b"name,Q1,Q2\nAnn,1,0\n", source="x"), decode(b"name,Q1\nBob,1\n", source="y")),
        (decode(b"name,Q1\nBob,1\n", source="y"), decode(b"name,Q1,Q2\nAnn,1,0\n", source="x")),
    ],
)
def test_files_of_other_questions_are_refused_with_what_helps(
    first: ReadResults, other: ReadResults
) -> None:
    with pytest.raises(QuizError, match="seed: `quiz exam PAPER --seed 7`"):
        join(first, other)


def test_a_question_with_numbers_of_each_students_own_has_no_key_in_common() -> None:
    text = (
        "learner,bank,item,mark,response,right\nAnn,b,q,1,4,4\nBob,b,q,0,4,9\n"
        "Ann,b,r,1,x,x\nBob,b,r,1,x,x\n"
    )
    first, second = decode(text.encode(), source="r.csv").columns
    assert (first.key, second.key) == ("", "x")
