"""Classes and assignments in the class store, in both databases."""

import re

import pytest

from quiz.errors import QuizError
from quiz.items.paper import Paper
from quiz.school.assignments import Assignments
from quiz.school.classes import MOST_FAILURES, Classes
from quiz.school.sql import Db

ROSTER = [("Ada", 1.0), ("Cem", 1.25)]


def test_a_class_has_its_pupils_and_each_a_pin(db: Db) -> None:
    classes = Classes(db)
    made = classes.add("7b", ROSTER)
    assert [(one.pupil.name, one.pupil.extra_time) for one in made] == ROSTER
    assert all(re.fullmatch(r"\d{6}", one.pin) for one in made)
    row = classes.named(" 7B ")
    assert [pupil.name for pupil in classes.pupils(row)] == ["Ada", "Cem"]
    kept = str(db.rows("SELECT * FROM pupil"))
    assert not any(one.pin in kept for one in made)


def test_a_pupil_comes_in_with_the_pin_alone(db: Db) -> None:
    classes = Classes(db)
    ada, cem = classes.add("7b", ROSTER)
    assert not classes.enter(ada.pupil, cem.pin, "t1")
    assert classes.enter(ada.pupil, f" {ada.pin[:3]} {ada.pin[3:]} ", "t1")
    seated = classes.seated("t1")
    assert seated is not None
    assert (seated.name, seated.failures) == ("Ada", 0)
    assert classes.seated("t2") is None
    assert classes.enter(ada.pupil, ada.pin, "t3")
    row = classes.named("7b")
    assert classes.signed_in(row) == 1  # with two devices
    classes.leave("t1")
    assert classes.seated("t1") is None
    classes.leave("t3")
    assert classes.signed_in(row) == 0


def test_after_five_wrong_pins_the_right_one_opens_nothing(db: Db) -> None:
    classes = Classes(db)
    ada, _cem = classes.add("7b", ROSTER)
    for _time in range(MOST_FAILURES):
        assert not classes.enter(ada.pupil, "nonsense", "t")
    assert not classes.enter(ada.pupil, ada.pin, "t")
    again = classes.new_pin(ada.pupil)
    assert classes.enter(ada.pupil, again.pin, "t")


def test_names_that_cannot_be_told_apart_are_refused_and_nothing_is_made(db: Db) -> None:
    classes = Classes(db)
    with pytest.raises(QuizError, match="twice"):
        classes.add("7b", [("Ada", 1.0), ("ADA", 1.0)])
    assert classes.all() == []
    with pytest.raises(QuizError, match="quiz class new"):
        classes.named("7b")
    classes.add("7b", ROSTER)
    with pytest.raises(QuizError, match="already"):
        classes.add("7B", ROSTER)
    with pytest.raises(QuizError, match="7b"):
        classes.named("7c")
    with pytest.raises(QuizError, match="nobody"):
        classes.pupil_named(classes.named("7b"), "Eva")


def test_who_is_in_a_class_stays_when_more_come(db: Db) -> None:
    classes = Classes(db)
    ada, _cem = classes.add("7b", ROSTER)
    row = classes.named("7b")
    made = classes.add_pupils(row, [("ada", 1.0), ("Eva", 1.0)])
    assert [one.pupil.name for one in made] == ["Eva"]
    assert classes.enter(ada.pupil, ada.pin, "t")


def assigned(db: Db, attempts: int = 2) -> tuple[Assignments, Classes]:
    classes, assignments = Classes(db), Assignments(db)
    classes.add("7b", ROSTER)
    assignments.add(
        classes.named("7b"), Paper(title="Test", banks=("b",)), ["/b.yaml"], opens_at=10,
        closes_at=20, attempts=attempts, is_same=False,
    )  # fmt: skip
    return assignments, classes


def test_an_assignment_is_open_from_its_opening_to_its_closing(db: Db) -> None:
    assignments, classes = assigned(db)
    (one,) = assignments.of_class(classes.named("7b"))
    assert [one.is_open(at) for at in (9, 10, 19, 20)] == [False, True, True, False]
    assert (one.paper.title, one.paths) == ("Test", ("/b.yaml",))
    assignments.close(one, 15)
    again = assignments.by_id(one.id)
    assert again is not None
    assert not again.is_open(16)
    assert assignments.of_title(classes.named("7b"), "test").id == one.id
    with pytest.raises(QuizError, match="no assignment"):
        assignments.of_title(classes.named("7b"), "other")


def test_a_pupil_has_so_many_attempts(db: Db) -> None:
    assignments, classes = assigned(db)
    (one,) = assignments.of_class(classes.named("7b"))
    ada, cem = classes.pupils(classes.named("7b"))
    assert [assignments.begin(one, ada, f"e{n}").n for n in range(2)] == [1, 2]
    with pytest.raises(QuizError, match="no attempt left"):
        assignments.begin(one, ada, "e3")
    assert assignments.begin(one, cem, "e4").n == 1
    assert len(assignments.attempts(one)) == 3


def test_all_of_a_pupil_is_shown_and_forgotten(db: Db) -> None:
    assignments, classes = assigned(db)
    (one,) = assignments.of_class(classes.named("7b"))
    ada, cem = classes.pupils(classes.named("7b"))
    assignments.begin(one, ada, "e1")
    assignments.begin(one, cem, "e2")
    found = classes.data_of(ada)
    assert [row["name"] for row in found["pupil"]] == ["Ada"]
    assert len(found["attempt"]) == 1
    assert "hash" not in str(found)
    classes.forget(ada)
    assert [pupil.name for pupil in classes.pupils(classes.named("7b"))] == ["Cem"]
    assert len(assignments.attempts(one)) == 1
    classes.remove(classes.named("7b"))
    for table in ("class", "pupil", "seat", "assignment", "attempt"):
        assert db.rows(f"SELECT * FROM {table}") == []
