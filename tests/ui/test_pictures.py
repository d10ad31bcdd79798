"""Pictures of each screen and state that matters. Look at a changed one before accepting it.

`pytest tests/ui/test_pictures.py --snapshot-update` takes them anew.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from quiz.desk import Desk
from quiz.desk.banks.changes import ChangedQuestion
from quiz.desk.exams.exam import ExamRequest
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Rating
from quiz.store import SeenQuestion
from quiz.study import CardRef, Request
from quiz.study.two_players import TwoRequest
from quiz.ui.app import QuizApp
from quiz.ui.screens.banks.changed import ChangedScreen
from quiz.ui.screens.plans.editor import PlanEditorScreen
from quiz.ui.screens.plans.plan import PlanScreen
from quiz.ui.screens.records.records import RecordsScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.desk.statistics.logged import log_of_half_a_year
from tests.support import EVERY_KIND, TWO, Clock
from tests.ui.exams import KINDS, Sitter, many, paper_in_order
from tests.ui.seen import Player, playing, quiz_of
from tests.ui.test_bank_page import WEAK, open_page
from tests.ui.test_browse import browse
from tests.ui.test_plan import bank, set_exam, study
from tests.ui.test_question import PARTLY, RIGHTLY, WRONGLY

MakeDesk = Callable[..., Desk]
Look = Callable[..., None]
Steps = Callable[[Player], Awaitable[None]]
SMALL, LARGE = (80, 24), (200, 60)


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop the clocks, in one time zone."""
    for name in ("sittings.question", "exams.sat_exam"):
        monkeypatch.setattr(f"quiz.ui.screens.{name}.monotonic", lambda: 1000.0)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def look(snap_compare: Callable[..., bool]) -> Look:
    """Return what compares a picture with the one that was accepted."""

    def compare(
        desk: Desk,
        request: Request | None,
        steps: Steps | None = None,
        *,
        size: tuple[int, int] = SMALL,
        theme: str = "ink",
        exam: ExamRequest | None = None,
    ) -> None:
        app = QuizApp(desk, request, exam=exam, guard_s=0)

        async def before(pilot: Pilot[None]) -> None:
            app.theme = theme
            player = Sitter(app, pilot)
            if request is not None:
                await player.is_asked()
            if steps is not None:
                await steps(player)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            for area in app.screen.query(TextArea):
                area.cursor_blink = False
            await pilot.pause()
            await pilot.wait_for_scheduled_animations()

        assert snap_compare(app, terminal_size=size, run_before=before)

    return compare


def pressing(*keys: str) -> Steps:
    """Return steps that press keys."""

    async def steps(player: Player) -> None:
        await player.press(*keys)

    return steps


def answering(keys: Callable[[Player], list[str]]) -> Steps:
    """Return steps that answer a question."""

    async def steps(player: Player) -> None:
        await player.press(*keys(player))
        await player.is_marked()

    return steps


@pytest.fixture
def used(make_desk: MakeDesk, clock: Clock) -> Desk:
    """A desk at which something was learned: cards due, a best score, a quiz left."""
    other = TWO.replace("Two", "Who said what").replace("questions:", "id: who\nquestions:")
    desk = make_desk(every=EVERY_KIND, who=other, half=HALF)
    for day, length in enumerate((9, 4, 6)):
        clock.now += timedelta(days=1 if day else 0)
        sitting = begin_quiz(desk, quiz_of(seed=day + 1, length=length))
        while sitting.question is not None:
            sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=9000)
            sitting.rate(Rating.EASY if len(sitting.sitting.answers) % 2 else Rating.GOOD)
        sitting.finish()
    clock.now += timedelta(days=1)
    left = begin_quiz(desk, quiz_of(seed=9))
    for _ in range(2):
        assert left.question is not None
        left.hand_in(left.question.item.right_response(), elapsed_ms=9000)
    return desk


HALF = """\
title: Half a bank
questions:
  - {question: "Sound?", answer: "yes", wrong: ["no"]}
  - {question: "No answer?"}
"""


def test_home_at_the_first_run(desk: Desk, look: Look) -> None:
    look(desk, None)


def test_home_with_a_record(used: Desk, look: Look) -> None:
    look(used, None)


def test_home_large_and_light(used: Desk, look: Look) -> None:
    look(used, None, size=LARGE, theme="textual-light")


def test_options_of_a_quiz(used: Desk, look: Look) -> None:
    look(used, None, pressing("o", "down", "right"))


def test_question_with_options_and_a_hint(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("choice"), pressing("2", "f2"))


def test_question_with_several_options(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("several"), pressing("1", "3"))


def test_question_typed(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("number"), pressing(*"140"))


def test_question_with_a_list(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("list"), pressing(*"Austria", "enter", *"Pru"))


def test_question_with_gaps(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("cloze"), pressing(*"Congress", "tab", "2"))


def test_question_with_pairs(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("match"), pressing("2"))


def test_question_with_an_order(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("order"), pressing("down", "space", "down"))


def test_card_turned(desk: Desk, look: Look) -> None:
    look(desk, quiz_of(cards=(CardRef("every", "card"),)), pressing("space"))


def test_essay_compared(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("essay"), pressing(*"War.", "ctrl+s", "2"))


def test_feedback_right(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("choice"), answering(RIGHTLY["choice"]))


def test_feedback_partly_right(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("cloze"), answering(PARTLY["cloze"][0]))


def test_feedback_wrong(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("text"), answering(WRONGLY["text"]))


def test_feedback_large_and_light(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("match"), answering(PARTLY["match"][0]), size=LARGE, theme="textual-light")


async def _to_the_result(player: Player) -> None:
    for wrongly in (False, True):
        await player.is_asked()
        assert player.screen.asked is not None
        keys = (WRONGLY if wrongly else RIGHTLY)[player.screen.asked.ref.card](player)
        await player.press(*keys)
        await player.is_marked()
        await player.press("enter")
    await player.is_at(ResultScreen)


def test_result(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("choice", "several"), _to_the_result)


def test_result_large_and_light(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("choice", "several"), _to_the_result, size=LARGE, theme="textual-light")


async def _to_the_plans(player: Player) -> None:
    await player.press("x")
    await player.is_at(PlanScreen)
    await player.misses("Preparing", "calculating")


@pytest.fixture
def planning(make_desk: MakeDesk, clock: Clock) -> Desk:
    """A desk with two exams ahead, and one that is over."""
    desk = make_desk(a=bank("Alliances"), b=bank("Battles", 20, ("maps",)))
    set_exam(desk, "Oral", "2", banks=("b",))
    study(desk, clock)
    set_exam(desk, "Finals", "12", minutes_a_day=10.0)
    set_exam(desk, "Test on alliances", "1", banks=("a",), minutes_a_day=2.0)
    return desk


def test_home_with_exams(planning: Desk, look: Look) -> None:
    async def steps(player: Player) -> None:
        await player.sees("Finals", "in 12 days")
        await player.misses("orking out")

    look(planning, None, steps)


def test_plans_at_the_first_run(desk: Desk, look: Look) -> None:
    look(desk, None, _to_the_plans)


def test_plans(planning: Desk, look: Look) -> None:
    look(planning, None, _to_the_plans)


def test_plans_large_and_light(planning: Desk, look: Look) -> None:
    look(planning, None, _to_the_plans, size=LARGE, theme="textual-light")


def test_a_recap(planning: Desk, look: Look) -> None:
    async def steps(player: Player) -> None:
        await player.press("v")
        await player.is_at(RecordsScreen)
        await player.press("r")
        await player.sees("Stronger memories")

    look(planning, None, steps)


def test_two_players(desk: Desk, look: Look) -> None:
    async def steps(player: Player) -> None:
        asked = TwoRequest(names=("Ann", "Bea"), kinds=("choice",), seed=3)
        player.app.play_for_two(asked)
        await player.sees("question 1 of 1")
        await player.press("t", "t", "a")  # without a clock
        await player.sees("your answer")

    look(desk, None, steps)


def test_an_exam_is_set(planning: Desk, look: Look) -> None:
    async def steps(player: Player) -> None:
        await _to_the_plans(player)
        await player.press("n")
        await player.is_at(PlanEditorScreen)
        await player.press("tab", *"soon", "enter")
        await player.sees("isn't a date")

    look(planning, None, steps)


def test_a_question_changed(desk: Desk, look: Look) -> None:
    before = SeenQuestion(question="Who presided?", answer="Metternich", has_written_id=True)
    after = SeenQuestion(
        question="Who presided?", answer="Klemens von Metternich", has_written_id=True
    )
    change = ChangedQuestion(
        bank="every", title="Every kind", old_item="text", new_item="text",
        before=before, after=after,
    )  # fmt: skip

    async def steps(player: Player) -> None:
        player.app.push_screen(ChangedScreen([change]))
        await player.is_at(ChangedScreen)

    look(desk, None, steps)


async def _known(player: Player) -> None:
    """Open the page of the marked bank, and wait until all of it is there."""
    screen = await open_page(player)
    screen.query_one("#about").update("en · CC-BY-4.0 · ~/banks/weak.yaml")  # type: ignore[attr-defined]


async def _previewed(player: Player) -> None:
    await open_page(player)
    await player.press("enter")
    await player.sees("1 of 2")


async def _form(player: Player) -> None:
    await player.press("plus", "shift+tab", "right", "tab", *"Where?", "ctrl+s")
    await player.sees("Enter the correct answer")


def test_the_page_of_a_bank(make_desk: MakeDesk, look: Look) -> None:
    look(make_desk(weak=WEAK), None, _known)


def test_the_page_of_a_bank_large_and_light(make_desk: MakeDesk, look: Look) -> None:
    look(make_desk(weak=WEAK), None, _known, size=LARGE, theme="textual-light")


def test_a_preview(make_desk: MakeDesk, look: Look) -> None:
    look(make_desk(weak=WEAK), None, _previewed)


def test_a_question_is_added(desk: Desk, look: Look) -> None:
    look(desk, None, _form)


async def _in_the_exam(player: Player) -> None:
    """Answer some, flag some, and stand at a question of pairs as time is called."""
    assert isinstance(player, Sitter)
    await player.begin()
    await player.press("2", "enter")
    await player.is_in_front(1)
    await player.press("1", "3", "f", "enter")
    await player.is_in_front(2)
    await player.press("f", "pagedown")
    await player.is_in_front(3)
    await player.press(*"Metternich", "pagedown", *["pagedown"] * 3)
    await player.is_in_front(7)
    await player.press("2")
    clock = player.app.desk.now
    assert isinstance(clock, Clock)
    clock.pass_(minutes=26)
    await player.sees("4:00 left", "○[●]")


async def _in_the_overview(player: Player) -> None:
    await _in_the_exam(player)
    await player.press("o")
    await player.sees("empty")


async def _after_the_exam(player: Player) -> None:
    await _in_the_exam(player)
    assert isinstance(player, Sitter)
    await player.hand_in()
    await player.sees("Not passed")


@pytest.fixture
def paper(tmp_path: Path) -> ExamRequest:
    """A paper that asks all kinds in their order."""
    return paper_in_order(tmp_path, *KINDS, grades="{A: 90, B: 75, C: 60}")


def test_the_start_of_an_exam(desk: Desk, look: Look, paper: ExamRequest) -> None:
    look(desk, None, exam=paper)


def test_an_exam(desk: Desk, look: Look, paper: ExamRequest) -> None:
    look(desk, None, _in_the_exam, exam=paper)


def test_an_exam_large_and_light(desk: Desk, look: Look, paper: ExamRequest) -> None:
    look(desk, None, _in_the_exam, exam=paper, size=LARGE, theme="textual-light")


def test_an_exam_with_certainty_and_many_questions(make_desk: MakeDesk, look: Look) -> None:
    async def steps(player: Player) -> None:
        assert isinstance(player, Sitter)
        await player.begin()
        for place in range(4):
            await player.press("1", "s", "enter")
            await player.is_in_front(place + 1)

    exam = ExamRequest(names=("many",), length=90, seed=1, behaviour="certainty")
    look(make_desk(many=many(90)), None, steps, exam=exam)


def test_the_overview_of_an_exam(desk: Desk, look: Look, paper: ExamRequest) -> None:
    look(desk, None, _in_the_overview, exam=paper)


def test_the_result_of_an_exam(desk: Desk, look: Look, paper: ExamRequest) -> None:
    look(desk, None, _after_the_exam, exam=paper)


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with half a year of answers."""
    desk = log_of_half_a_year(tmp_path_factory.mktemp("log")).desk
    yield desk
    desk.close()


def _in_the_statistics(*keys: str, sees: str) -> Steps:
    async def steps(player: Player) -> None:
        await player.press("s", *keys)
        await player.sees(sees)

    return steps


@pytest.mark.parametrize(
    ("keys", "sees"),
    [
        (("1",), "known of 124"),
        (("2",), "ones sooner"),
        (("5",), "crams this topic"),
        (("5", "shift+tab"), "makes a matching question"),
        (("6",), "Off by"),
    ],
    ids=["overview", "retention", "topics", "confused", "calibration"],
)
def test_statistics(half_a_year: Desk, look: Look, keys: tuple[str, ...], sees: str) -> None:
    look(half_a_year, None, _in_the_statistics(*keys, sees=sees))


def test_statistics_large_and_light(half_a_year: Desk, look: Look) -> None:
    steps = _in_the_statistics(sees="known of 124")
    look(half_a_year, None, steps, size=LARGE, theme="paper")


def test_statistics_without_colour(
    half_a_year: Desk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    look(half_a_year, None, _in_the_statistics("2", sees="ones sooner"))


def test_statistics_before_there_are_any(desk: Desk, look: Look) -> None:
    look(desk, None, _in_the_statistics("6", sees="0 of 100"))


def test_help(desk: Desk, look: Look) -> None:
    look(desk, quiz_of("choice"), pressing("f1"))


async def test_the_pictures_stand_still(desk: Desk) -> None:
    async with playing(desk) as player:
        first = player.shown
        await player.pilot.pause(0.3)
        assert player.shown == first


def _browsing(*keys: str, rests: bool = False) -> Steps:
    """Return steps that open Browse and press keys there."""

    async def steps(player: Player) -> None:
        screen = await browse(player)
        await player.press(*keys)
        if rests:
            await player.until(lambda: screen._page is not None, "the card beside the list")
            screen._rested()

    return steps


def test_browse_selected(look: Look, used: Desk) -> None:
    look(used, None, _browsing("space", "space", "j", "space"))


def test_browse_error(look: Look, used: Desk) -> None:
    look(used, None, _browsing("slash", *"right<65% is:leach"))


def test_browse_large_and_light(look: Look, used: Desk) -> None:
    look(used, None, _browsing("o", "j", rests=True), size=LARGE, theme="paper")


def test_card_page(look: Look, used: Desk) -> None:
    look(used, None, _browsing("o", "enter", "s"))


def test_card_page_large(look: Look, used: Desk) -> None:
    look(used, None, _browsing("o", "j", "enter"), size=LARGE)
