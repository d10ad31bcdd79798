"""What is said of today is what a review asks."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from quiz.cli.commands import cli
from quiz.desk import Desk
from quiz.desk.plans import exam_plans
from quiz.desk.plans.editing import checked_plan, put_plan
from quiz.desk.sittings.start import begin_quiz, begin_review
from quiz.desk.today.day import can_add_new, overview, today
from quiz.desk.today.limits import left_today, limit_today, more_new_cards
from quiz.desk.today.queue import REVIEW, review_cards
from quiz.items import Rating
from quiz.library.config import BankConfig
from quiz.memory import CardAction
from quiz.study import CardRef, Mode, Request
from tests.support import TWO, Clock, open_desk, write_banks

PLAIN = "title: Plain\nquestions:\n" + "".join(
    f'  - {{id: q{n}, question: "Q {n}?", answer: "yes", wrong: ["no"], tags: [t{n % 2}]}}\n'
    for n in range(9)
)
FACTS = "title: Facts\nquestions:\n" + "".join(
    f'  - {{id: f{n}, question: "F {n}?", answer: "yes", wrong: ["no"], fact: fact{n // 2}}}\n'
    if n % 2
    else f'  - {{id: f{n}, question: "F {n}?", answer: "word {n}", fact: fact{n // 2}}}\n'
    for n in range(8)
)
PAIRS = "title: Pairs\nquestions:\n" + "".join(
    f"  - {{id: p{n}, front: F{n}, back: B{n}, reverse: true}}\n" for n in range(4)
)
BANKS = {"plain": PLAIN, "facts": FACTS, "pairs": PAIRS}
MANY = "title: Many\nquestions:\n" + "".join(
    f'  - {{id: q{n}, question: "Q {n}?", answer: "yes", wrong: ["no"]}}\n' for n in range(40)
)

counts = st.integers(0, 6)
optional = st.none() | counts
steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.lists(st.booleans(), max_size=6)),
        st.tuples(st.just("wait"), st.sampled_from((1, 15, 60, 24 * 60, 9 * 24 * 60))),
        st.tuples(st.just("away"), st.tuples(st.sampled_from(CardAction), st.integers(0, 24))),
        st.tuples(st.just("limit"), st.tuples(st.sampled_from(("", *BANKS)), optional, optional)),
        st.tuples(st.just("more"), st.integers(1, 5)),
        st.tuples(
            st.just("plan"),
            st.tuples(st.sampled_from((*BANKS, "")), st.integers(1, 30), st.integers(1, 5)),
        ),
    ),
    max_size=7,
)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A home with banks that are read already."""
    with tempfile.TemporaryDirectory() as name:
        write_banks(Path(name), BANKS)
        open_desk(Path(name)).close()
        yield Path(name)


def do(desk: Desk, clock: Clock, step: str, how: object) -> None:
    match step, how:
        case "answer", list(rights):
            review = begin_review(desk, REVIEW)
            for is_right in rights:
                if review.question is None:
                    break
                review.hand_in(review.question.item.right_response(), elapsed_ms=4000)
                if not is_right:
                    review.rate(Rating.AGAIN)
        case "wait", int(minutes):
            clock.pass_(minutes=minutes)
        case "away", (CardAction() as action, int(place)):
            rows = [row for entry in desk.library.all() for row in desk.library.cards(entry)]
            row = rows[place % len(rows)]
            value = desk.today if action in (CardAction.BURY, CardAction.SET_DUE) else None
            if action is not CardAction.SET_DUE or desk.record.state(row.bank, row.card).reps:
                desk.do(CardRef(row.bank, row.card), action, value)
        case "limit", (str(bank), int() | None as new_cards, int() | None as reviews):
            limit_today(desk, bank, new_cards=new_cards, reviews=reviews)
        case "more", int(count):
            more_new_cards(desk, count)
        case "plan", (str(bank), int(days), int(minutes)):
            banks = (bank,) if bank else ()
            plan = checked_plan(
                desk, name="Exam", day=f"in {days} days", banks=banks, minutes_a_day=float(minutes)
            )
            put_plan(desk, plan)
        case _:
            raise AssertionError(step, how)


@given(
    new_cards=counts,
    reviews=counts,
    own=st.dictionaries(st.sampled_from((*BANKS,)), st.tuples(optional, optional), max_size=2),
    steps=steps,
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_told_is_what_is_asked(
    new_cards: int,
    reviews: int,
    own: dict[str, tuple[int | None, int | None]],
    steps: list[tuple[str, object]],
    home: Path,
) -> None:
    (home / "home" / "record.sqlite").unlink(missing_ok=True)
    shutil.rmtree(home / "home" / "backups", ignore_errors=True)
    clock = Clock()
    desk = open_desk(home, clock)
    try:
        of_banks = {bank: BankConfig(new_cards=n, reviews=r) for bank, (n, r) in own.items()}
        desk.config = structs.replace(
            desk.config, new_cards=new_cards, reviews=reviews, banks=of_banks
        )
        for step, how in steps:
            do(desk, clock, step, how)
        agree(desk)
    finally:
        desk.close()


def agree(desk: Desk) -> None:
    """Compare what is told of today with what a review asks."""
    told = today(desk)
    asked = begin_review(desk, REVIEW).sitting.cards
    assert told.total == len(asked) == len(set(asked))
    by_bank = Counter(ref.bank for ref in asked)
    assert {bank: count.total for bank, count in told.banks.items()} == by_bank
    states = [desk.record.state(ref.bank, ref.card) for ref in asked]
    assert told.new == sum(not state.reps for state in states)
    assert told.learning == sum(state.phase.is_learning for state in states)
    assert (told.minutes > 0) == bool(asked)
    day = overview(desk)
    assert day.today == told
    assert day.week[0] == told.to_review
    assert not (day.has_more_new and told.total)
    left, left_of_bank = left_today(desk)
    if not exam_plans(desk):
        assert told.new <= left.new_cards
        assert told.due <= left.reviews
        for bank, own in left_of_bank.items():
            assert told.of(bank).new <= own.new_cards
            assert told.of(bank).due <= own.reviews
    for plan in exam_plans(desk):
        of_plan = review_cards(desk, structs.replace(REVIEW, exam=plan.exam.uid))
        assert today(desk, plan=plan.exam.uid).total == len(of_plan)
    if can_add_new(desk):
        more_new_cards(desk, 1)
        assert today(desk).new > told.new


# One state after another that told and asked differently


def test_a_bank_whose_limit_is_used_up_leaves_the_new_cards_to_the_others(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk(a=MANY, b=TWO)
    limit_today(desk, "a", new_cards=0)
    assert today(desk).new == 2
    assert len(review_cards(desk)) == 2


def test_new_siblings_are_not_told_of_today(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(pairs=PAIRS)
    assert today(desk).new == len(review_cards(desk)) == 4


def test_the_limits_of_a_bank_leave_due_cards_to_the_others(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(a=MANY, b=TWO)
    for bank in ("a", "b"):
        quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=99))
        while quiz.question is not None:
            quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1)
            quiz.rate(Rating.EASY)
    clock.pass_(days=60)
    desk.config = structs.replace(desk.config, reviews=10, banks={"a": BankConfig(reviews=3)})
    told = today(desk)
    assert {bank: count.due for bank, count in told.banks.items()} == {"a": 3, "b": 2}


# Its minutes


def test_the_minutes_count_the_repeats_that_new_cards_need(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(a=MANY)

    def day(right_of: int) -> tuple[int, float]:
        told, spent, number = today(desk).minutes, 0, 0
        review = begin_review(desk, REVIEW)
        while review.question is not None:
            review.hand_in(review.question.item.right_response(), elapsed_ms=11_000)
            if number % right_of == 0:
                review.rate(Rating.AGAIN)
            spent, number = spent + 11, number + 1
            clock.pass_(seconds=11)
        return told, spent / 60

    day(3)
    clock.pass_(days=1)
    told, spent = day(3)
    assert told == pytest.approx(spent, rel=0.35)
    assert told > 20 * 11 / 60


# Agreement between the shells


def test_the_commands_and_home_agree(
    make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "agree"
    for name, text in {**BANKS, "many": MANY}.items():
        (home / "banks").mkdir(parents=True, exist_ok=True)
        (home / "banks" / f"{name}.yaml").write_text(text, "utf-8")
    config = 'new_cards = 12\nnew_questions = "asked"\n[banks.facts]\nnew_cards = 2\n'
    (home / "config.toml").write_text(config, "utf-8")
    monkeypatch.setenv("QUIZ_HOME", str(home))
    monkeypatch.chdir(home)

    def run(*args: str, typed: str = "") -> str:
        result = CliRunner().invoke(cli, args, input=typed)
        assert result.exit_code == 0, result.output
        return result.stdout

    for typed in ("", "1\n2\n1\n", "1\n" * 5):
        due = json.loads(run("due", "--json"))
        banks = {bank["id"]: bank for bank in json.loads(run("banks", "--json"))["banks"]}
        asked = []
        with Desk.open() as desk:
            day = overview(desk)
            asked = review_cards(desk)
        assert day.today is not None
        assert due["due"] + due["new"] == len(asked) == day.today.total
        assert (due["due"], due["new"]) == (day.today.to_review, day.today.new)
        assert due["minutes"] == day.today.minutes
        by_bank = Counter(ref.bank for ref in asked)
        assert {
            name: bank["due"] + bank["new"] for name, bank in banks.items() if bank["cards"]
        } == {name: by_bank[name] for name in banks}
        assert {name: bank["due"] for name, bank in banks.items()} == due["banks"]
        words = run("due")
        assert words.startswith(f"{due['due']} due, {due['new']} new, about {due['minutes']} min")
        first = json.loads(run("review", "--json", typed=typed).splitlines()[0])
        assert CardRef(first["bank"], first["id"]) == asked[0]


def test_without_a_plan_no_module_of_plans_is_waited_for(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quiz.desk import Desk\n"
        "from quiz.desk.today.day import overview\n"
        "with Desk.open(cwd=Path.cwd()) as desk: assert overview(desk).today is not None\n"
        "heavy = ('quiz.memory.planning', 'quiz.desk.plans.plan', 'quiz.desk.plans.habits')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    environment = os.environ | {"QUIZ_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")
