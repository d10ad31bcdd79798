"""Exams in the app: the plans, setting one, what Home says, and the score afterwards."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from textual.widgets import Input

from quiz.desk import Desk
from quiz.desk.exams.exam import ExamRequest, asked_exam
from quiz.desk.exams.hub import exam_facts
from quiz.desk.exams.mock_exams import effect_words
from quiz.desk.plans import exam_plans
from quiz.desk.plans.editing import checked_plan
from quiz.desk.plans.outlook import keep_expected, outlook
from quiz.desk.plans.text import ENOUGH_ANSWERS
from quiz.desk.sittings.start import begin_review
from quiz.desk.today.queue import review_cards
from quiz.items import Picked
from quiz.memory import CardAction, planning
from quiz.store import PlanRow
from quiz.study import CardRef, Mode, Request
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.exams.start import ExamStartScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.plans.editor import PlanEditorScreen
from quiz.ui.screens.plans.plan import PlanScreen
from quiz.ui.widgets.tick_list import TickList
from tests.support import Clock
from tests.ui.seen import Player, playing

MakeDesk = Callable[..., Desk]


def bank(title: str, count: int = 30, tags: tuple[str, ...] = ("old", "new")) -> str:
    questions = "".join(
        f'  - {{id: q{n}, question: "{title} {n}?", answer: "yes", wrong: ["no"], '
        f'tags: ["{tags[n % len(tags)]}"]}}\n'
        for n in range(count)
    )
    return f'title: "{title}"\nquestions:\n{questions}'


def study(desk: Desk, clock: Clock, days: int = 4, new_cards: int = 10) -> None:
    """Review for some days; every fourth answer is wrong."""
    count = 0
    for _ in range(days):
        request = Request(mode=Mode.REVIEW, new_cards=new_cards)
        for _again in range(5):
            review = begin_review(desk, request)
            while (question := review.question) is not None:
                count += 1
                right = question.item.right_response()
                review.hand_in(right if count % 4 else Picked((1,)), elapsed_ms=8000)
            if not review.finish().waiting:
                break
            # The card answered last waits for its step.
            clock.pass_(minutes=10)
            request = Request(mode=Mode.REVIEW, new_cards=0)
        clock.pass_(days=1)


def set_exam(desk: Desk, name: str = "Finals", day: str = "in 12 days", **how: object) -> PlanRow:
    exam = checked_plan(desk, name=name, day=day, **how)  # type: ignore[arg-type]
    desk.record.put_exam(exam)
    return exam


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(a=bank("Alliances"), b=bank("Battles", 20, ("maps",)))


@pytest.fixture
def studied(desk: Desk, clock: Clock) -> Desk:
    study(desk, clock)
    return desk


async def at_the_plans(player: Player) -> None:
    """Open the plans, and wait for what they say."""
    await player.press("x")
    await player.is_at(PlanScreen)
    await player.misses("Preparing")


async def at_the_editor(player: Player) -> None:
    await at_the_plans(player)
    await player.press("n")
    await player.is_at(PlanEditorScreen)


def only_exam(desk: Desk) -> PlanRow:
    (exam,) = desk.record.exams()
    return exam


def test_the_number_in_the_words_is_that_of_the_model() -> None:
    assert ENOUGH_ANSWERS == planning.ENOUGH_ANSWERS


# Setting an exam


async def test_without_an_exam_the_plans_say_what_one_does_and_how_to_set_it(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.sees("x  Plan for an exam")
        await at_the_plans(player)
        await player.sees("No exam plans yet", "n  Plan for an exam", "Enter  Take a mock exam")
        await player.press("e", "delete", "t", "u", "s", "c", "i", "down", "pagedown")
        await player.press("enter")
        await player.is_at(ExamStartScreen)
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_an_exam_is_set_by_keys_alone_and_shown(desk: Desk) -> None:
    async with playing(desk) as player:
        await at_the_editor(player)
        await player.write("History")
        await player.press("tab")
        await player.write("in 12 days")
        await player.sees("Sat 14 Mar 2026, in 12 days")
        await player.press("tab", "end", "backspace", "backspace")
        await player.write("15")
        await player.press("tab", "space")
        await player.sees("Banks    1 of 2")
        await player.press("tab", "j", "space", "right", "enter")
        await player.is_at(PlanScreen)
        await player.sees("History", "in 12 days")
        await player.sees("15 cards · 1 bank · 1 topic · 15 minutes a day")
        await player.sees("Too early to predict.")
    exam = only_exam(desk)
    assert (exam.name, exam.day, exam.minutes_a_day) == ("History", "2026-03-14", 15)
    assert (exam.banks, exam.tags, exam.weights) == (("a",), ("new",), {"new": 2.0})


async def test_an_exam_is_set_with_the_mouse(desk: Desk) -> None:
    async with playing(desk) as player:
        await at_the_editor(player)
        await player.pilot.click("#day")
        await player.write("2026-03-20")
        row = next(at for at, line in enumerate(player.lines) if "□ Battles" in line)
        await player.pilot.click(offset=(12, row))
        await player.sees("■ Battles", "maps")
        await player.misses("□ old")
        row = next(at for at, line in enumerate(player.lines) if "weight ×1" in line)
        await player.pilot.click(offset=(player.lines[row].index("weight") + 3, row))
        await player.sees("weight ×2")
        at = player.lines[-2].find("Save"), len(player.lines) - 2
        rows = [(line.index("Save"), y) for y, line in enumerate(player.lines) if "Save" in line]
        await player.pilot.click(offset=rows[0] if rows else at)
        await player.is_at(PlanScreen)
        await player.sees("Battles", "20 cards · 1 bank")
    exam = only_exam(desk)
    assert (exam.name, exam.banks, exam.weights) == ("Battles", ("b",), {"maps": 2.0})


@pytest.mark.parametrize(
    ("day", "minutes", "said", "field"),
    [
        ("soon", "20", "'soon' isn't a date; try 2026-03-16, 16 March or 'in 2 weeks'", "day"),
        ("", "20", "isn't a date", "day"),
        ("2020-01-01", "20", "is in the past; choose a later date", "day"),
        ("14", "lots", "'lots' isn't a number of minutes", "minutes"),
        ("14", "0", "Minutes a day must be between", "minutes"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_the_keys_go_there(
    desk: Desk, day: str, minutes: str, said: str, field: str
) -> None:
    async with playing(desk) as player:
        await at_the_editor(player)
        player.app.screen.query_one("#day", Input).value = day
        player.app.screen.query_one("#minutes", Input).value = minutes
        await player.press("enter")
        await player.sees(said)
        focused = player.app.screen.focused
        assert focused is not None
        assert focused.id == field
        await player.press("escape")
        await player.is_at(PlanScreen)
    assert desk.record.exams() == []


async def test_an_exam_is_changed_and_keeps_what_was_not(studied: Desk, clock: Clock) -> None:
    before = set_exam(studied, banks=("a",), tags=("old",), weights={"old": 3.0})
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.press("e")
        await player.is_at(PlanEditorScreen)
        await player.sees("Finals", "2026-03-18", "1 of 2", "■ old", "weight ×3")
        await player.press("end")
        await player.write(" II")
        clock.pass_(seconds=1)
        await player.press("enter")
        await player.sees("Finals II")
    after = only_exam(studied)
    assert (after.uid, after.name) == (before.uid, "Finals II")
    assert (after.banks, after.tags, after.weights) == (("a",), ("old",), {"old": 3.0})


async def test_a_bank_that_is_not_here_stays_in_its_exam(desk: Desk, clock: Clock) -> None:
    exam = set_exam(desk, banks=("a",))
    clock.pass_(seconds=1)
    desk.record.put_exam(structs.replace(exam, banks=("a", "gone"), changed_at=clock()))
    clock.pass_(seconds=1)
    async with playing(desk) as player:
        await at_the_plans(player)
        await player.press("e")
        await player.sees("gone", "not found")
        await player.press("enter")
        await player.is_at(PlanScreen)
    assert only_exam(desk).banks == ("a", "gone")


async def test_an_outlook_that_comes_late_undoes_no_change(studied: Desk, clock: Clock) -> None:
    exam = set_exam(studied)
    (plan,) = exam_plans(studied)
    look = outlook(studied, plan)
    clock.pass_(seconds=1)
    studied.record.put_exam(structs.replace(exam, minutes_a_day=5.0, changed_at=clock()))
    clock.pass_(seconds=1)
    keep_expected(studied, plan.exam, look)
    assert only_exam(studied).minutes_a_day == 5.0
    studied.record.remove_exam(structs.replace(exam, changed_at=clock()))
    clock.pass_(seconds=1)
    keep_expected(studied, plan.exam, look)
    assert studied.record.exams() == []


async def test_ticks_and_weights_follow_keys_and_stop_at_the_ends(desk: Desk) -> None:
    async with playing(desk) as player:
        await at_the_editor(player)
        topics = player.app.screen.query_one("#topics", TickList)
        topics.focus()
        await player.press(*["left"] * 9, "space", "end", "space", "home", "space", "pagedown")
        assert topics.weights == {"old": 0.0}
        assert topics.chosen == ("maps",)
        await player.press("k", "k", "k", *["right"] * 12)
        assert topics.weights == {"old": 10.0}


# What the plans say


async def test_a_plan_tells_what_to_expect_by_topic_and_what_today_asks(studied: Desk) -> None:
    set_exam(studied, minutes_a_day=10.0)
    async with playing(studied) as player:
        await player.sees("Finals", "in 12 days", "expected score")
        await at_the_plans(player)
        await player.sees("Minutes a day", "done", "planned", "left in all")
        await player.sees("10 min a day to", "if you stopped now", "Today")
        (plan,) = exam_plans(studied)
        count = len(plan.today)
        await player.press("pagedown")
        await player.sees("Weakest topics", "old", "new", "maps", "50 cards · all banks")
        assert count
        await player.press("s")
        await player.is_asked()
        assert player.screen.asked is not None
        assert player.screen.asked.total == count
    assert only_exam(studied).expected is not None


async def test_too_little_time_names_what_is_left_out(studied: Desk) -> None:
    set_exam(studied, day="1", minutes_a_day=1.0)
    studied.do(CardRef("b", "q1"), CardAction.SUSPEND)
    async with playing(studied, size=(160, 50)) as player:
        await at_the_plans(player)
        await player.sees("fit in 1 minute × 1 day.", "new cards don't fit")
        await player.sees("1 suspended card is left out.", "Alliances 2")


async def test_a_minute_that_buys_nothing_is_not_asked_for(desk: Desk, clock: Clock) -> None:
    study(desk, clock, days=1, new_cards=50)
    clock.pass_(days=-1)
    set_exam(desk, day="tomorrow", minutes_a_day=600.0)
    async with playing(desk) as player:
        await player.sees("Done for today.", "More study now wouldn't add much.")
        await at_the_plans(player)
        await player.sees("done; more study now wouldn't add much")
        await player.press("s")
        await player.until(lambda: player.toasts, "a word")


def chosen(player: Player) -> str:
    """Return the name of the selected exam."""
    screen = player.app.screen
    assert isinstance(screen, PlanScreen)
    return screen.selected.exam.name if screen.selected is not None else ""


async def test_exams_are_rows_soonest_first_and_panes_where_there_is_room(studied: Desk) -> None:
    for name, day in (("Third", "50"), ("First", "0"), ("Second", "9")):
        set_exam(studied, name, day)
    async with playing(studied, size=(160, 50)) as player:
        await player.sees("First  ", "today", "Second", "in 9 days", "Third")
        await at_the_plans(player)
        await player.sees("3 planned", "What would change it", "Minutes a day until the exam")
        await player.sees("c crams the weakest", "None yet. Enter begins one")
        await player.pilot.resize_terminal(80, 24)
        await player.misses("3 planned")
        names = [word for line in player.lines for word in line.replace("▌", " ").split()[:1]]
        assert [name for name in names if name in ("First", "Second", "Third")] == [
            "First", "Second", "Third",
        ]  # fmt: skip
        await player.press("j", "j", "j")
        assert chosen(player) == "Third"
        await player.press("k")
        assert chosen(player) == "Second"


async def test_enter_begins_a_mock_exam_of_the_selected_exams_banks(studied: Desk) -> None:
    set_exam(studied, "All", "5")
    set_exam(studied, "Maps", "9", banks=("b",))
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.press("j", "enter")
        await player.is_at(ExamStartScreen)
        await player.sees("Battles", "Questions  20")
        await player.press("escape")
        set_exam(studied, "Old", "1", banks=("a",), tags=("old",))
        await at_the_plans(player)
        await player.press("enter")
        await player.is_at(ExamStartScreen)
        await player.sees("Alliances", "Questions  15")


async def test_an_open_mock_exam_is_a_row_above_all_and_enter_resumes_it(
    studied: Desk, clock: Clock
) -> None:
    set_exam(studied)
    exam = asked_exam(studied, ExamRequest(names=("b",), length=5, minutes=10, seed=1))
    exam.answer(exam.question(0).item.right_response())  # type: ignore[union-attr]
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.sees("Resume exam, 10:00 left: Battles", "1 of 5 answered", "Finals")
        clock.pass_(minutes=4)
        await player.sees("6:00 left")
        await player.press("d", "e", "s")  # of no plan
        await player.press("enter")
        await player.is_at(ExamScreen)
    assert [plan.name for plan in studied.record.exams()] == ["Finals"]


def mock_exam(desk: Desk, clock: Clock, *wrong: int, seed: int = 1) -> None:
    """Take a mock exam of ten questions, some of them answered wrong."""
    exam = asked_exam(desk, ExamRequest(names=("a", "b"), length=10, seed=seed))
    for place in range(exam.total):
        exam.go_to(place)
        question = exam.question(place)
        assert question is not None
        exam.answer(Picked((1,)) if place in wrong else question.item.right_response())
    clock.pass_(minutes=5)
    exam.finish()


async def test_past_mock_exams_stand_beside_their_prediction_with_what_they_changed(
    studied: Desk, clock: Clock
) -> None:
    set_exam(studied, banks=("a", "b"))
    set_exam(studied, "Other", "20", banks=("a",))
    mock_exam(studied, clock, 0, 1, 2, 3)
    clock.pass_(days=3)
    mock_exam(studied, clock, 4, seed=2)
    (plan, other) = exam_plans(studied)
    facts = exam_facts(studied, plan)
    assert facts.effect is not None
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.sees("● scored  ◇ predicted", "scored  60%", "scored  90%", "predicted")
        await player.press("pagedown")
        said = " ".join(player.shown.split())
        words = effect_words(facts.effect, "9 Mar")
        assert words in said
        await player.press("j")  # asked a bank that this exam does not
        await player.sees("None yet. Enter begins one of this exam's banks.")
        await player.pilot.resize_terminal(120, 40)
        await player.press("k")
        await player.sees("pass 50%", "90%", "60%", "Mock exams", "as practice.")
    assert exam_facts(studied, other).mocks == ()


async def test_a_missed_day_is_named_with_what_became_of_its_minutes(
    studied: Desk, clock: Clock
) -> None:
    set_exam(studied, minutes_a_day=7.0)
    clock.pass_(days=2)
    async with playing(studied) as player:
        await at_the_plans(player)
        days = exam_facts(studied, exam_plans(studied)[0]).days
        assert len(days.missed) == 2
        await player.sees("No study on Fri 6 Mar and Sat 7 Mar: the 14 min aren't added to other")


async def test_the_weakest_topic_is_crammed_with_one_key(studied: Desk) -> None:
    set_exam(studied)
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.sees("if you stopped now")
        await player.press("c")
        await player.is_asked()
        request = player.screen.sitting.sitting.request
        assert request.mode is Mode.CRAM
        assert len(request.tags) == 1


async def test_the_days_are_saved_as_a_calendar_file(studied: Desk, tmp_path: Path) -> None:
    set_exam(studied)
    async with playing(studied) as player:
        await at_the_plans(player)
        await player.press("i")
        await player.is_at(AskLineScreen)
        player.app.screen.query_one(Input).value = f"{tmp_path}/mine.ics"
        await player.press("enter")
        await player.is_told("Saved to")
        await player.press("i")
        await player.is_at(AskLineScreen)
        player.app.screen.query_one(Input).value = f"{tmp_path}/mine.ics"
        await player.press("enter")
        await player.sees("already exists")
    assert b"BEGIN:VEVENT" in (tmp_path / "mine.ics").read_bytes()


async def test_all_topics_are_shown_when_asked_for(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(a=bank("Alliances", 30, tuple(f"topic {n:02}" for n in range(10))))
    study(desk, clock, days=3, new_cards=30)
    set_exam(desk)
    async with playing(desk, size=(80, 40)) as player:
        await at_the_plans(player)
        await player.sees("t  Show all 10 topics")
        await player.press("t")
        await player.misses("Show all")
        await player.press("pagedown")
        assert sum("topic 0" in line for line in player.lines) == 10


async def test_an_exam_is_removed_and_brought_back(desk: Desk, clock: Clock) -> None:
    exam = set_exam(desk)
    clock.pass_(seconds=1)
    async with playing(desk) as player:
        await at_the_plans(player)
        await player.press("delete")
        await player.is_told("Removed: Finals. Undo: u")
        await player.sees("No exam plans yet")
        assert desk.record.exams() == []
        await player.press("u")
        await player.sees("Finals")
    assert only_exam(desk).uid == exam.uid


async def test_an_exam_that_was_removed_comes_back_after_a_walk_home(
    desk: Desk, clock: Clock
) -> None:
    exam = set_exam(desk)
    clock.pass_(seconds=1)
    async with playing(desk) as player:
        await at_the_plans(player)
        await player.press("delete")
        await player.sees("No exam plans yet")
        await player.press("escape")
        await player.is_at(HomeScreen)
        await at_the_plans(player)
        await player.press("u")
        await player.sees("Finals")
    assert only_exam(desk).uid == exam.uid


async def test_of_many_exams_the_selected_one_is_in_sight(studied: Desk) -> None:
    for at in range(12):
        set_exam(studied, name=f"Exam {at + 1:02}", day=f"in {at + 1} days")
    async with playing(studied, size=(80, 24)) as player:
        await at_the_plans(player)
        for at in range(12):
            await player.sees(f"Exam {at + 1:02}", f"{at + 1} of 12")
            assert chosen(player) == f"Exam {at + 1:02}"
            await player.press("j")
        row = next(at for at, line in enumerate(player.lines) if "Exam 09" in line)
        await player.pilot.click(offset=(10, row))
        await player.until(lambda: chosen(player) == "Exam 09", "the clicked one")


async def test_after_the_exam_its_score_is_asked_for_and_held_against_the_plan(
    studied: Desk, clock: Clock
) -> None:
    exam = set_exam(studied, day="2")
    studied.record.put_exam(structs.replace(exam, expected=0.74, changed_at=studied.now()))
    exam = only_exam(studied)
    clock.pass_(days=3)
    studied.record.put_exam(structs.replace(exam, expected=0.74, changed_at=studied.now()))
    clock.pass_(seconds=1)
    async with playing(studied) as player:
        await player.sees("x  Finals is over. How did it go?")
        assert "for your plan" not in player.shown
        await at_the_plans(player)
        await player.sees("Enter  It's over. How did it go?", "Enter Your score")
        await player.press("enter")
        await player.is_at(AskLineScreen)
        await player.write("much")
        await player.press("enter")
        await player.sees("'much' isn't a score")
        await player.press(*["backspace"] * 4)
        await player.write("78 %")
        await player.press("enter")
        await player.sees("scored 78%", "78%, expected 74%: 4 percentage points higher")
    assert only_exam(studied).score == pytest.approx(0.78)


async def test_a_plan_without_cards_says_so(desk: Desk) -> None:
    exam = set_exam(desk, banks=("a",))
    desk.record.put_exam(structs.replace(exam, banks=("gone",), uid="other", name="Lost"))
    async with playing(desk, size=(120, 40)) as player:
        await player.sees("Lost", "in 12 days", "no cards found")
        await at_the_plans(player)
        await player.press("j")
        await player.sees("No cards for this exam: its banks")


# Home


async def test_home_follows_the_plan_and_shows_the_dates(studied: Desk) -> None:
    set_exam(studied, banks=("a",), minutes_a_day=2.0)
    async with playing(studied) as player:
        await player.sees("for your plan", "Finals")
        total = len(review_cards(studied, Request(mode=Mode.REVIEW)))
        today = next(line for line in player.lines if "for your plan" in line)
        counts = [int(word) for word in today.split() if word.isdecimal()]
        assert sum(counts[:-1]) == total  # the last is the minutes


async def test_more_new_cards_come_from_what_no_plan_decides_about(studied: Desk) -> None:
    set_exam(studied, minutes_a_day=2.0)
    async with playing(studied) as player:
        await player.sees("Finals", "in 12 days")
        await player.misses("calculating", "Preparing")
        await player.press("n")
        await player.is_told("Your exam plan picks the new cards.")


async def test_a_very_long_name_leaves_everything_in_place(studied: Desk) -> None:
    name = "word " * 60 + "日本語" * 40
    for at in range(3):
        set_exam(studied, name + str(at), str(5 + at))
    for size in ((60, 20), (80, 24), (200, 60)):
        async with playing(studied, size=size) as player:
            await player.sees("word", "in 5 days")
            await at_the_plans(player)
            await player.sees("word", "in 5 days")
            assert all(len(line) <= size[0] for line in player.lines)


async def test_a_date_that_cannot_be_read_harms_nothing(desk: Desk) -> None:
    exam = set_exam(desk)
    date.fromisoformat(exam.day)
    desk.record.put_exam(structs.replace(exam, uid="odd", name="Odd", day="[/] soon"))
    async with playing(desk, size=(120, 40)) as player:
        await at_the_plans(player)
        await player.sees("Odd", "[/] soon")
