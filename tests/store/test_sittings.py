from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from quiz.store import SittingRow
from quiz.study import CardRef, Mode, Request

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def begin(learner: "Learner", uid: str, mode: str = "quiz", **how: Any) -> SittingRow:
    fields: dict[str, Any] = {"uid": uid, "mode": mode, "started_at": learner.now}
    row = SittingRow(**(fields | how))
    learner.record.begin_sitting(row)
    learner.wait(minutes=1)
    return row


def test_a_sitting_that_was_cut_off_is_found_after_a_restart(
    learner: "Learner", open_record: "Open"
) -> None:
    row = begin(
        learner, "s1", seed=-(2**63), title="Dates", config='{"banks":["b"]}', cards='["a","c"]'
    )
    learner.answer("a", sitting="s1", place=0)
    learner.record.close()
    again = open_record().record
    found = again.unfinished_sitting(["quiz", "exam"])
    assert found == msgspec.structs.replace(row, learner="me", device=again.device)
    assert [r.card for r in again.sitting_reviews("s1")] == ["a"]
    assert again.unfinished_sitting(["review"]) is None
    assert again.unfinished_sitting([]) is None


def test_the_newest_unfinished_sitting_is_given(learner: "Learner") -> None:
    begin(learner, "s1")
    begin(learner, "s2")
    begin(learner, "s3")
    learner.record.end_sitting("s3", learner.now, None)
    found = learner.record.unfinished_sitting({"quiz"})
    assert found is not None
    assert found.uid == "s2"
    ended = learner.record.sitting("s3")
    assert ended is not None
    assert (ended.ended_at, ended.result) == (learner.now, None)


def test_a_sitting_that_is_begun_twice_is_kept_once(learner: "Learner") -> None:
    row = begin(learner, "s1")
    learner.record.end_sitting("s1", learner.now, '{"credit":1}')
    learner.record.begin_sitting(row)
    kept = learner.record.sitting("s1")
    assert kept is not None
    assert kept.result == '{"credit":1}'
    assert learner.record.unfinished_sitting(["quiz"]) is None


def test_answers_of_a_sitting_stand_by_place_without_those_taken_back(
    learner: "Learner",
) -> None:
    begin(learner, "s1")
    first = learner.answer("a", sitting="s1", place=0)
    learner.answer("b", sitting="s1", place=1)
    gone = learner.answer("c", sitting="s1", place=2)
    learner.answer("d", sitting="s2", place=0)
    learner.amend(first, uid="amended", credit=0.5)
    learner.take_back(gone)
    assert [(r.card, r.credit) for r in learner.record.sitting_reviews("s1")] == [
        ("a", 0.5),
        ("b", 1.0),
    ]


def test_scores_are_those_of_quizzes_about_one_bank(learner: "Learner") -> None:
    def play(uid: str, config: str, result: str | None, mode: str = "quiz") -> None:
        begin(learner, uid, mode, config=config)
        learner.record.end_sitting(uid, learner.now, result)

    play("s1", '{"banks":["a"],"count":20}', '{"credit":0.9,"points":3}')
    play("s2", '{"banks":["a"]}', '{"credit":0.4}', "exam")
    play("s3", '{"banks":["a","b"]}', '{"credit":1}')
    play("s4", '{"banks":["a"]}', '{"credit":1}', "review")
    play("s5", '{"banks":["a"]}', None)
    play("s6", "{}", '{"credit":1}')
    play("s7", '{"banks":["a"]}', "not JSON")
    play("s10", '{"banks":["a"],"tags":["t"]}', '{"credit":1}')
    play("s11", '{"banks":["a"],"game":"sprint"}', '{"credit":1}')
    play("s13", '{"banks":["a"],"game":"sprint"}', '{"credit":0.5,"right":7}')
    play("s14", '{"banks":["a"],"game":"sprint"}', '{"credit":1,"right":5}')
    play("s15", '{"banks":["e"],"game":"survival"}', '{"credit":1,"right":3}')
    play("s16", '{"banks":["e"],"game":"survival","kinds":["text"]}', '{"credit":1,"right":9}')
    play("s12", '{"banks":["a"],"cards":[{"bank":"a","card":"q"}]}', '{"credit":1}')
    play("s17", '{"banks":["a"],"length":1}', '{"credit":1}')
    play("s18", '{"banks":["a"],"mistakes":true}', '{"credit":1}')
    play("s8", '{"banks":["c"]}', '{"credit":0}')
    begin(learner, "s9", config='{"banks":["d"]}')
    scores = learner.record.scores()
    assert set(scores) == {"a", "c", "e"}
    assert (scores["a"].games, scores["c"].games) == ({"sprint": 7}, {})
    assert (scores["e"].best, scores["e"].games) == (None, {"survival": 3})
    assert (scores["a"].best, scores["a"].last) == pytest.approx((0.9, 0.4))


def test_a_sitting_may_last(learner: "Learner") -> None:
    begin(learner, "s1", started_at=learner.now - timedelta(days=400))
    assert learner.record.unfinished_sitting(["quiz"]) is not None


@pytest.mark.parametrize("settings", [
    {}, {"length": 4}, {"length": 5}, {"tags": ("t",)}, {"kinds": ("text",)}, {"mistakes": True},
    {"banks": ()}, {"banks": ("a", "b")}, {"cards": (CardRef("a", "q"),)}, {"seed": 3},
])  # fmt: skip
def test_a_score_compares_by_one_rule_in_the_record_and_on_the_screens(
    learner: "Learner", settings: dict[str, Any]
) -> None:
    request = Request(mode=Mode.QUIZ, **{"banks": ("a",), **settings})
    begin(learner, "s1", config=msgspec.json.encode(request).decode())
    learner.record.end_sitting("s1", learner.now, '{"credit":1}')
    assert bool(learner.record.scores()) == request.is_of_whole_bank
