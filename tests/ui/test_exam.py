"""Journeys through an exam: begun, sat, handed in, looked at, studied from."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.desk import Desk
from quiz.desk.exams.asked import note_of
from quiz.desk.exams.exam import ExamRequest, OpenExam
from quiz.desk.exams.past import past_exams
from quiz.errors import QuizError
from quiz.items import Essay, Ordered, Picked, Response, SelfGraded
from quiz.study import Mode
from quiz.ui.app import QuizApp
from quiz.ui.content.exam import numbers
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.exams.detail import ExamDetailScreen
from quiz.ui.screens.exams.grade import ExamGradeScreen
from quiz.ui.screens.exams.jump import JumpScreen
from quiz.ui.screens.exams.overview import ExamOverviewScreen
from quiz.ui.screens.exams.past import PastExamsScreen
from quiz.ui.screens.exams.result import ExamResultScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.exams.start import ExamStartScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.plans.plan import PlanScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.setup import SetupScreen
from quiz.ui.widgets.exam_strip import ExamStrip
from tests.support import Clock
from tests.ui.exams import KINDS, Sitter, many, paper_in_order, paper_of, sitting, written
from tests.ui.test_question import RIGHTLY, WRONGLY

MakeDesk = Callable[..., Desk]


def keys_of(sitter: Sitter, kind: str) -> list[str]:
    """Return the keys of a right answer up to its Enter."""
    if kind == "essay":
        return [*"It was war."]
    return RIGHTLY[kind](sitter)[:-1]


def right(exam: OpenExam, place: int) -> Response:
    question = exam.question(place)
    assert question is not None
    if isinstance(question.item, Essay):
        return SelfGraded(None, "It was war.")
    return question.item.right_response()


def answer_all(exam: OpenExam, *, but: tuple[int, ...] = ()) -> None:
    for place in range(exam.total):
        exam.go_to(place)
        if place not in but:
            exam.answer(right(exam, place), elapsed_ms=1_000)


# The start


async def test_the_start_says_what_the_exam_is_and_the_clock_waits_for_enter(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    request = written(tmp_path, paper_of("choice", "text", grades="{A: 90, B: 60}"))
    async with sitting(desk, ExamRequest(names=request.names, factor=1.25)) as sitter:
        await sitter.sees(
            "Mock exam · First term", "Read all questions first.", "no books", "37.5 minutes",
            "30 × 1.25 extra time", "of the points", "A from 90%, B from 60%",
            "You can change any answer until you hand in",
        )  # fmt: skip
        assert "Questions  2" in sitter.shown
        clock.pass_(minutes=20)
        assert desk.record.unfinished_sitting((str(Mode.EXAM),)) is None
        await sitter.begin()
        assert sitter.exam.state.started_at == clock.now
        await sitter.sees("1 of 2 · 1 point · First term", "37:30 left")


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("immediate", "Enter to check each answer right away. You"),
        ("tries", "Each wrong try costs 33% of the points."),
        ("certainty", "say how sure you are."),
    ],
)
async def test_the_start_says_how_questions_answer_back(
    desk: Desk, behaviour: str, words: str
) -> None:
    async with sitting(desk, ExamRequest(names=("every",), behaviour=behaviour)) as sitter:
        await sitter.until(lambda: words in " ".join(sitter.shown.split()), words)


async def test_the_faults_of_a_paper_are_shown_as_lines(desk: Desk, tmp_path: Path) -> None:
    text = paper_of("choice", "nothing").replace("[every]", "[every]\nversionz: 2")
    async with sitting(desk, written(tmp_path, text)) as sitter:
        await sitter.sees("This exam can't be taken yet:", "✘ line 9:", "versionz")
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, ExamStartScreen)
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)


async def test_a_bank_with_faults_is_refused_in_words(make_desk: MakeDesk) -> None:
    desk = make_desk(half="title: Half\nquestions:\n  - {question: 'No answer?'}\n")
    async with sitting(desk, ExamRequest(names=("half",))) as sitter:
        await sitter.sees("can't be taken yet", "no valid questions; `quiz check half` says why")


async def test_an_exam_of_the_marked_bank_is_begun_from_its_options(desk: Desk) -> None:
    async with sitting(desk, None) as sitter:
        await sitter.press("o")
        await sitter.is_at(SetupScreen)
        await sitter.sees("Topic", "Kind")
        await sitter.press("left")
        await sitter.sees("Mock exam: timed", "Minutes", "Grading")
        await sitter.misses("Topic")
        await sitter.press("down", "left", "down", "right", "right", "down", "right", "enter")
        await sitter.is_at(ExamStartScreen)
        await sitter.sees("Every kind", "Questions  10", "20 minutes", "Enter to check each answer")
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)


async def test_an_exam_is_begun_from_the_palette(desk: Desk) -> None:
    async with sitting(desk, None) as sitter:
        screen = sitter.app.screen
        assert isinstance(screen, HomeScreen)
        assert "sit_exam" in [action for _name, action in screen.palette_actions()]
        screen.action_sit_exam()
        await sitter.begin()
        await sitter.sees("1 of 13 · 1 point · Every kind", "20:00 left")


# Sitting it


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
async def test_every_kind_is_answered_kept_and_restored(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    request = paper_in_order(tmp_path, kind, "truefalse" if kind != "truefalse" else "choice")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press(*keys_of(sitter, kind))
        await sitter.press("pagedown")
        await sitter.is_in_front(1)
        await sitter.is_kept(0)
        wanted = sitter.exam.response(0)
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        view = sitter.exam_screen.sheet.view
        assert view is not None
        assert view.draft() == wanted
        question = sitter.exam.question(0)
        assert question is not None
        if kind != "essay":
            assert wanted is not None
            context = desk.library.context("every")
            assert question.item.mark(wanted, context).credit == 1
        else:
            assert wanted == SelfGraded(None, "It was war.")
        await sitter.hand_in()
        expected = ExamGradeScreen if kind == "essay" else ExamResultScreen
        await sitter.is_at(expected)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "essay"])
@pytest.mark.slow
async def test_enter_keeps_an_answer_and_goes_to_the_next(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    request = paper_in_order(tmp_path, kind, "truefalse" if kind != "truefalse" else "choice")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press(*RIGHTLY[kind](sitter))
        await sitter.is_in_front(1)
        assert sitter.exam.state.given[0].is_answered
        assert list(desk.record.reviews()) == []
        await sitter.misses("Right")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("essay", "order")])
async def test_enter_with_nothing_answered_goes_on_and_leaves_it_empty(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    request = paper_in_order(tmp_path, kind, "truefalse" if kind != "truefalse" else "choice")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press(*["enter"] * (3 if kind in ("list", "cloze") else 1))
        await sitter.is_in_front(1)
        assert sitter.exam.state.empty == (0, 1)
        assert sitter.toasts == []


async def test_an_order_is_no_answer_until_it_is_moved_or_kept(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "order", "choice")) as sitter:
        await sitter.begin()
        shuffled = sitter.prompt.order
        await sitter.sees("Enter to save")
        await sitter.press("pagedown")
        await sitter.is_in_front(1)
        assert sitter.exam.state.empty == (0, 1)
        await sitter.press("left")
        await sitter.is_in_front(0)
        await sitter.press("enter")
        await sitter.is_in_front(1)
        assert sitter.exam.response(0) == Ordered(shuffled)


async def test_an_essay_is_written_and_its_model_answer_waits_for_the_end(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "essay", "choice")) as sitter:
        await sitter.begin()
        await sitter.sees("after you hand in", "^s Save")
        await sitter.press(*"War.", "enter", *"Peace.", "ctrl+s")
        await sitter.is_in_front(1)
        assert sitter.exam.response(0) == SelfGraded(None, "War.\nPeace.")
        assert "To settle" not in sitter.shown


async def test_what_is_typed_is_on_disk_within_a_moment(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "text")) as sitter:
        await sitter.begin()
        await sitter.press(*"Mett")
        await sitter.is_kept(0)
        await sitter.sees("[●]")


async def test_an_answer_is_changed_and_cleared(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await sitter.begin()
        await sitter.press("1", "enter")
        await sitter.is_in_front(1)
        first = sitter.exam.response(0)
        await sitter.press(*"x")
        await sitter.is_kept(1)
        await sitter.press("f6")
        await sitter.until(lambda: sitter.exam.state.empty == (1,), "the text cleared")
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.press("2", "pagedown")
        await sitter.is_in_front(1)
        second = sitter.exam.response(0)
        assert isinstance(first, Picked)
        assert isinstance(second, Picked)
        assert first != second
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.press("f6")
        await sitter.until(lambda: sitter.exam.state.empty == (0, 1), "the choice cleared")
        await sitter.misses("● 2")


async def test_questions_are_gone_to_freely(desk: Desk) -> None:
    async with sitting(desk, ExamRequest(names=("every",), seed=3)) as sitter:
        await sitter.begin()
        for key, place in (("pagedown", 1), ("pagedown", 2), ("pageup", 1), ("pageup", 0)):
            await sitter.press(key)
            await sitter.is_in_front(place)
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.press("f9")
        await sitter.is_at(JumpScreen)
        await sitter.press(*"12", "enter")
        await sitter.is_in_front(11)
        strip = sitter.exam_screen.query_one(ExamStrip)
        await sitter.pilot.click(ExamStrip, offset=(1 + 2 * 4 + 1, 0))
        await sitter.is_in_front(4)
        assert strip.place == 4
        # Keys that come faster than the screen lose nothing.
        await sitter.press(*["pagedown"] * 5)
        await sitter.is_in_front(9)


async def test_questions_are_flagged_also_while_typing(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text", "number")) as sitter:
        await sitter.begin()
        await sitter.press("f", "1", "enter")
        await sitter.is_in_front(1)
        await sitter.press("f7")
        await sitter.sees("⚑[⚐]")
        assert sitter.exam.state.flagged == (0, 1)
        await sitter.press("f7")
        await sitter.sees("⚑[○]")


async def test_the_overview_says_how_all_stand_and_leads_to_each(
    desk: Desk, tmp_path: Path
) -> None:
    request = paper_in_order(tmp_path, "choice", "text", "number", "match", "truefalse")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press("1", "f", "enter")
        await sitter.is_in_front(1)
        await sitter.press("f8")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.sees(
            "1 of 5 answered", "4 unanswered", "1 flagged", "1 ⚑ flagged", "2 ○ unanswered",
            "30:00 left",
            "Where did the congress meet?",
        )  # fmt: skip
        await sitter.press("f", "e", "e", "enter")
        await sitter.is_in_front(2)
        await sitter.press("f8", "escape")
        await sitter.is_in_front(2)


async def test_behind_the_last_question_comes_the_overview(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice")) as sitter:
        await sitter.begin()
        await sitter.press("1", "enter")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.sees("1 of 1 answered")


async def test_handing_in_asks_once_and_lists_what_is_empty_and_flagged(
    desk: Desk, tmp_path: Path
) -> None:
    request = paper_in_order(tmp_path, "choice", "text", "number", "match", "truefalse")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press("1", "f", "o")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.press("i")
        await sitter.is_at(ConfirmScreen)
        await sitter.sees(
            "Hand in the exam?", "Unanswered: 2–5", "Flagged: 1", "your answers after"
        )
        await sitter.press("n")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.press("i", "y")
        await sitter.is_at(ExamResultScreen)


def test_places_are_said_in_runs() -> None:
    assert numbers((0, 1, 2, 4, 6, 7)) == "1–3, 5, 7, 8"


@pytest.mark.parametrize("count", [45, 100, 300])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
@pytest.mark.slow
async def test_many_questions_fit_the_strip_and_each_can_be_clicked(
    make_desk: MakeDesk, count: int, size: tuple[int, int]
) -> None:
    desk = make_desk(many=many(count))
    request = ExamRequest(names=("many",), length=count, seed=1)
    async with sitting(desk, request, size=size) as sitter:
        await sitter.begin()
        sitter.exam.go_to(count - 3)
        await sitter.exam_screen.ask_again()
        await sitter.is_in_front(count - 3)
        await sitter.sees("[○]")
        strip = sitter.exam_screen.query_one(ExamStrip)
        assert strip.size.height == len(strip.lines(strip.content_size.width)) <= strip.most
        lines = strip.lines(strip.content_size.width)
        assert count - 1 in lines[-1]
        for y, line in enumerate(lines):
            for at in (line[0], line[-1]):
                drawn = strip.render().plain.split("\n")[y]
                signs = [x for x, sign in enumerate(drawn) if sign in "○●"]
                await sitter.pilot.click(ExamStrip, offset=(1 + signs[line.index(at)], y))
                await sitter.is_in_front(at)
                await sitter.sees("[○]")
                if strip.lines(strip.content_size.width) != lines:
                    return  # it moved on with the question


# The clock


async def test_time_is_called_and_stays_called(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await sitter.begin()
        await sitter.sees("30:00 left")
        assert "⚠" not in sitter.shown
        clock.pass_(minutes=25.5)
        await sitter.sees("4:30 left", "⚠ Less than 5 minutes left.")
        await sitter.press("pagedown", "f8")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.sees("⚠ Less than 5 minutes left.")
        clock.pass_(minutes=4)
        await sitter.sees("0:30 left", "⚠ Less than 1 minute left. At 0:00 the exam is handed in.")


@pytest.mark.parametrize(
    "keys", [(), ("f8",), ("f1",), ("escape",), ("f8", "i"), ("f9",), ("ctrl+p",)]
)
@pytest.mark.slow
async def test_time_that_is_up_hands_in_wherever_one_is(
    desk: Desk, tmp_path: Path, clock: Clock, keys: tuple[str, ...]
) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "text", "choice")) as sitter:
        await sitter.begin()
        await sitter.press(*"Metternich", *keys)
        await sitter.is_kept(0)
        clock.pass_(minutes=31)
        await sitter.is_at(ExamResultScreen)
        await sitter.is_told("Time's up. Your exam was handed in.")
        await sitter.sees("1 of 2 points")
        assert len(list(desk.record.reviews())) == 1
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)


async def test_without_a_limit_no_clock_runs(desk: Desk, clock: Clock) -> None:
    async with sitting(desk, ExamRequest(names=("every",), minutes=0)) as sitter:
        await sitter.sees("no limit")
        await sitter.begin()
        clock.pass_(days=1)
        await sitter.sees("no time limit")
        await sitter.pilot.pause(0.3)
        assert isinstance(sitter.app.screen, ExamScreen)


async def test_time_is_counted_for_the_question_in_front(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [100.0]
    monkeypatch.setattr("quiz.ui.screens.exams.sat_exam.monotonic", lambda: seconds[0])
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await sitter.begin()
        seconds[0] += 7
        await sitter.press("1", "enter")
        await sitter.is_in_front(1)
        seconds[0] += 2
        await sitter.press("f8")
        await sitter.is_at(ExamOverviewScreen)
        seconds[0] += 50  # nobody looks at the question now
        await sitter.press("escape")
        await sitter.is_in_front(1)
        seconds[0] += 3
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        assert [given.elapsed_ms for given in sitter.exam.state.given] == [7_000, 5_000]


# Leaving, and going on


async def test_leaving_asks_and_home_goes_on_with_it(desk: Desk, clock: Clock) -> None:
    async with sitting(desk, ExamRequest(names=("every",), seed=3)) as sitter:
        await sitter.begin()
        await sitter.press("pagedown", "escape")
        await sitter.is_at(ConfirmScreen)
        await sitter.sees("Leave the exam?", "clock keeps running")
        await sitter.press("n")
        await sitter.is_in_front(1)
        await sitter.press("escape", "y")
        await sitter.is_at(HomeScreen)
        clock.pass_(minutes=2)
        await sitter.sees("Resume exam, 18:00 left: Every kind")
        await sitter.press("c")
        await sitter.is_in_front(1)
        await sitter.sees("18:00 left")


async def test_leaving_says_saved_of_nothing_that_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(desk, ExamRequest(names=("every",), seed=3)) as sitter:
        await sitter.begin()
        monkeypatch.setattr(type(desk), "trouble", "your progress isn't being saved: disk full")
        await sitter.press("escape")
        await sitter.is_at(ConfirmScreen)
        await sitter.sees("Press c on Home to resume, but only until you quit:")
        await sitter.misses("Your answers are saved")


async def test_an_exam_that_was_dropped_goes_on_with_its_clock(
    make_desk: MakeDesk, tmp_path: Path, clock: Clock
) -> None:
    desk = make_desk()
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await sitter.begin()
        await sitter.press("1", "enter")
        await sitter.is_in_front(1)
        await sitter.press(*"Metter")
        await sitter.is_kept(1)
    desk.close()
    clock.pass_(minutes=12)
    async with sitting(make_desk(), ExamRequest(), resumes=True) as sitter:
        await sitter.is_in_front(1)
        await sitter.sees("18:00 left", "Metter", "● [●]".replace(" ", ""))
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.sees("● 1")


@pytest.mark.parametrize("resumes", [True, False])
async def test_an_exam_whose_time_ran_out_meanwhile_shows_its_result(
    make_desk: MakeDesk, tmp_path: Path, clock: Clock, resumes: bool
) -> None:
    desk = make_desk()
    async with sitting(desk, paper_in_order(tmp_path, "text", "choice")) as sitter:
        await sitter.begin()
        await sitter.press(*"Metternich", "enter")
        await sitter.is_in_front(1)
    desk.close()
    clock.pass_(minutes=40)
    desk = make_desk()
    request = ExamRequest() if resumes else None
    async with sitting(desk, request, resumes=resumes) as sitter:
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("1 of 2 points", "Not passed (60% needed).")
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)
        await sitter.misses("Go on with")
    assert len(list(desk.record.reviews())) == 1


async def test_time_that_runs_out_on_the_home_screen_shows_the_result(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "text", "choice")) as sitter:
        await sitter.begin()
        await sitter.press(*"Metternich", "escape", "y")
        await sitter.is_at(HomeScreen)
        clock.pass_(minutes=40)
        await sitter.is_at(ExamResultScreen)
        await sitter.is_told("Time's up.")


@pytest.mark.parametrize("ends", ["handed in", "time is up"])
async def test_an_exam_whose_essays_wait_for_a_grade_lets_the_next_start_open_home(
    make_desk: MakeDesk, tmp_path: Path, clock: Clock, ends: str
) -> None:
    desk = make_desk()
    async with sitting(desk, paper_in_order(tmp_path, "essay")) as sitter:
        await sitter.begin()
        await sitter.press(*"It was war.")
        if ends == "handed in":
            await sitter.hand_in()
            await sitter.is_at(ExamGradeScreen)
    desk.close()
    clock.pass_(minutes=40)
    async with sitting(make_desk(), None) as sitter:
        await sitter.is_at(HomeScreen)
        await sitter.sees("Grade your essays: First term")
        if ends == "time is up":
            await sitter.is_told("Time's up.")
        await sitter.press("c", "f1", "escape")
        await sitter.is_at(ExamGradeScreen)
        await sitter.press("escape", "c", "c")
        await sitter.is_at(ExamGradeScreen)


async def test_essays_are_graded_later_if_one_leaves_before(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "essay")) as sitter:
        await sitter.begin()
        await sitter.press(*"It was war.")
        await sitter.hand_in()
        await sitter.is_at(ExamGradeScreen)
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)
        await sitter.sees("Grade your essays: First term")
        await sitter.pilot.pause(0.2)
        assert isinstance(sitter.app.screen, HomeScreen)
        await sitter.press("c")
        await sitter.is_at(ExamGradeScreen)
        await sitter.press("1", "2", "enter")
        await sitter.is_at(ExamResultScreen)


def test_going_on_where_there_is_nothing_is_said_so(desk: Desk) -> None:
    with pytest.raises(QuizError, match="no unfinished exam"):
        QuizApp(desk, exam=ExamRequest(), resumes=True)


async def test_an_exam_of_a_file_anywhere_goes_on_too(make_desk: MakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "far.yaml"
    file.parent.mkdir()
    file.write_text(many(3).replace("id: many", "id: far"), encoding="utf-8")
    desk = make_desk()
    async with sitting(desk, ExamRequest(names=(str(file),))) as sitter:
        await sitter.begin()
        await sitter.press("1", "enter")
        await sitter.is_in_front(1)
    desk.close()
    async with sitting(make_desk(), ExamRequest(), resumes=True) as sitter:
        await sitter.is_in_front(1)
        await sitter.sees("Question ")


async def test_a_question_that_left_its_bank_is_said_and_passed_over(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = make_desk(many=many(2))
    async with sitting(desk, ExamRequest(names=("many",), seed=1)) as sitter:
        await sitter.begin()
        await sitter.press("1", "enter")
        await sitter.is_in_front(1)
        gone = sitter.exam.state.questions[0].ref.card
        # As exams of older versions are, which did not keep their questions.
        desk.record.put_meta(note_of(sitter.exam.uid), "")
    desk.close()
    path = tmp_path / "banks" / "many.yaml"
    lines = [line for line in many(2).splitlines(True) if f"id: {gone}," not in line]
    path.write_text("".join(lines), encoding="utf-8")
    async with sitting(make_desk(), ExamRequest(), resumes=True) as sitter:
        await sitter.is_in_front(1)
        await sitter.press("pageup")
        await sitter.sees("no longer in its bank")
        await sitter.press("enter")
        await sitter.is_in_front(1)
        await sitter.press("1")
        await sitter.is_kept(1)
        await sitter.hand_in()
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("1 question is no longer in its bank")


# How questions answer back


async def test_immediate_answers_are_told_at_once_and_stay(desk: Desk, tmp_path: Path) -> None:
    request = paper_in_order(tmp_path, "text", "essay", "choice", behaviour="immediate")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press(*"Talleyrand")
        await sitter.sees("Enter Check")
        await sitter.press("enter")
        await sitter.sees("✘ Wrong", "Metternich", "He was the host.", "[✘]", "Enter Next")
        await sitter.press("f6", "enter")
        await sitter.is_in_front(1)
        await sitter.press(*"War.", "f5")  # an essay waits for its writer's own grade
        await sitter.is_in_front(2)
        assert not sitter.exam.state.given[1].tries
        # What one moves away from is kept unmarked.
        await sitter.press("1", "pageup")
        await sitter.is_in_front(1)
        assert not sitter.exam.state.given[2].tries
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.sees("✘ Wrong", "Talleyrand")
        assert sitter.exam.state.is_locked(0)


async def test_between_tries_hints_help_and_what_is_left_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    request = paper_in_order(tmp_path, "choice", "text", behaviour="tries", tries="3")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.press("h")
        assert "It is a capital." not in sitter.shown
        await sitter.press(sitter.number_of(1), "enter")
        await sitter.sees("✘ Wrong", "2 tries left. Each wrong one costs 33% of the points.")
        assert "Vienna" in sitter.shown
        assert "Correct answer" not in sitter.shown
        await sitter.press("enter")  # the same answer again is no try
        await sitter.is_told("Change your answer first")
        assert len(sitter.exam.state.given[0].tries) == 1
        await sitter.press("h")
        await sitter.sees("Hint  It is a capital.")
        await sitter.press("pagedown")
        await sitter.is_in_front(1)
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.sees("2 tries left", "It is a capital.")
        await sitter.press(sitter.number_of(0), "enter")
        await sitter.sees("✔ Right", "It met in the city", "[✔]")
        await sitter.press("enter")
        await sitter.is_in_front(1)
        for count in range(1, 4):
            await sitter.press("x", "enter")  # each time one letter more
            await sitter.until(partial(_has_tries, sitter, count), f"{count} tries")
        await sitter.until(lambda: sitter.exam.state.is_locked(1), "all tries used")
        await sitter.sees("Metternich")
        await sitter.hand_in()
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("0.67 of 2 points")


def _has_tries(sitter: Sitter, count: int) -> bool:
    return len(sitter.exam.state.given[1].tries) == count


async def test_certainty_is_chosen_with_each_answer(desk: Desk, tmp_path: Path) -> None:
    request = paper_in_order(tmp_path, "choice", "text", behaviour="certainty")
    async with sitting(desk, request) as sitter:
        await sitter.begin()
        await sitter.sees("s How sure?", "● 1 not sure", "○ 3 very sure")
        await sitter.press("s", "s", sitter.number_of(0), "enter")
        await sitter.is_in_front(1)
        assert sitter.exam.state.given[0].certainty == 3
        await sitter.sees("F4 How sure?", "● 1 not sure")
        await sitter.press(*"Talleyrand", "f4")
        await sitter.until(lambda: sitter.exam.state.given[1].certainty == 2, "surer")
        await sitter.press("pageup")
        await sitter.is_in_front(0)
        await sitter.sees("● 3 very sure")
        y = next(y for y, line in enumerate(sitter.lines) if "fairly sure" in line)
        await sitter.pilot.click(offset=(sitter.lines[y].index("2 fairly"), y))
        await sitter.until(lambda: sitter.exam.state.given[0].certainty == 2, "less sure")
        await sitter.hand_in()
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("How sure you were", "%. Certainty", "Certainty 2: 2 answers")


async def test_a_key_that_is_still_held_begins_and_hands_in_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    app = QuizApp(desk, exam=paper_in_order(tmp_path, "choice", "text"), guard_s=60)
    async with app.run_test() as pilot:
        sitter = Sitter(app, pilot)
        await sitter.sees("Start. The clock keeps running")
        await sitter.press("enter", "enter")
        assert isinstance(app.screen, ExamStartScreen)
        app.guard_s = 0
        await sitter.begin()
        app.guard_s = 60
        await sitter.press("1", "enter")
        await sitter.pilot.pause(0.1)
        assert sitter.exam.state.place == 0


# Afterwards


async def test_essays_are_graded_beside_their_model_answers(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    bank = (
        "title: Two essays\nid: every\nquestions:\n"
        "  - {id: one, question: 'One?', essay: Model one, rubric: [war, peace]}\n"
        "  - {id: two, question: 'Two?', essay: Model two}\n"
    )
    async with sitting(make_desk(every=bank), paper_in_order(tmp_path, "one", "two")) as sitter:
        await sitter.begin()
        await sitter.press(*"War.", "pagedown")
        await sitter.is_in_front(1)
        await sitter.press(*"Peace.")
        await sitter.is_kept(1)
        await sitter.hand_in()
        await sitter.is_at(ExamGradeScreen)
        await sitter.sees("Your essays · 1 of 2", "War.", "Model one", "□ 1  war")
        await sitter.press("1", "enter")
        await sitter.sees("Your essays · 2 of 2", "Peace.", "Model two", "3 Good 100%")
        await sitter.press("2")
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("50%", "1 of 2 points")


async def result_of(sitter: Sitter, *, but: tuple[int, ...] = ()) -> None:
    """Answer all but some questions, hand in, and grade what is to be graded."""
    await sitter.begin()
    answer_all(sitter.exam, but=but)
    await sitter.exam_screen.ask_again()
    await sitter.hand_in()
    await sitter.until(
        lambda: isinstance(sitter.app.screen, ExamGradeScreen | ExamResultScreen), "the end"
    )
    if isinstance(sitter.app.screen, ExamGradeScreen):
        await sitter.press("1", "2", "enter")
    await sitter.is_at(ExamResultScreen)


async def test_a_result_shows_score_grade_topics_and_parts(desk: Desk, tmp_path: Path) -> None:
    request = written(
        tmp_path, paper_of("choice", "text", "several", shuffle="false", grades="{A: 90, C: 60}")
    )
    async with sitting(desk, request) as sitter:
        await result_of(sitter, but=(1,))
        await sitter.sees(
            "67%", "2 of 3 points", "✔ Passed (60% needed). Grade: C.", "By topic, weakest",
            "places", "By section", "1 × text", "0 / 1", "0:01 per question",
            "Question by question", "2 –",
        )  # fmt: skip


async def test_each_question_is_looked_at_with_what_is_right_and_why(desk: Desk) -> None:
    async with sitting(desk, ExamRequest(names=("every",), seed=3)) as sitter:
        await result_of(sitter, but=(2,))
        await sitter.press("enter")
        await sitter.is_at(ExamDetailScreen)
        await sitter.sees("3 of 13", "No answer", "Not answered", "Correct answer")
        for _turn in range(2):
            await sitter.press("pageup")
        await sitter.sees("1 of 13", "Your answer", "✔ Right", "1 of 1 point")
        for place in range(1, 14):
            await sitter.sees(f"{place} of 13")
            await sitter.press("pagedown")
        await sitter.press("escape")
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("▌  13")


async def test_mistakes_are_crammed_from_the_result(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await sitter.begin()
        await sitter.press(*WRONGLY["choice"](sitter))
        await sitter.is_in_front(1)
        await sitter.press(*"Metternich")
        await sitter.hand_in()
        await sitter.is_at(ExamResultScreen)
        await sitter.press("m")
        await sitter.is_at(QuestionScreen)
        screen = sitter.app.screen
        assert isinstance(screen, QuestionScreen)
        request = screen.sitting.sitting.request
        assert request.mode is Mode.CRAM
        assert [ref.card for ref in request.cards] == ["choice"]


async def test_a_plan_is_made_from_the_result(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice")) as sitter:
        await result_of(sitter)
        await sitter.press("p")
        await sitter.is_at(PlanScreen)


def _says(sitter: Sitter, words: str) -> bool:
    return words in " ".join(sitter.shown.split())


@pytest.mark.parametrize("ending", ["json", "csv"])
async def test_results_are_saved_and_a_name_that_will_not_do_is_refused(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    (tmp_path / "there.csv").write_text("x", encoding="utf-8")
    async with sitting(desk, paper_in_order(tmp_path, "choice")) as sitter:
        await result_of(sitter)
        await sitter.press("s")
        await sitter.sees("Save the results")
        field = sitter.app.screen.query_one(Input)
        for name, words in (
            ("x.txt", "ends in .json or .csv"),
            (f"{tmp_path}/there.csv", "this file already exists"),
            (f"{tmp_path}/no/x.csv", "folder not found"),
        ):
            field.value = name
            await sitter.press("enter")
            await sitter.until(partial(_says, sitter, words), words)
        field.value = f"{tmp_path}/mine.{ending}"
        await sitter.press("enter")
        await sitter.is_told("Saved as")
    assert "choice" in (tmp_path / f"mine.{ending}").read_text("utf-8")
    assert (tmp_path / "there.csv").read_text("utf-8") == "x"


async def test_past_exams_are_listed_and_looked_at_again(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = make_desk()
    async with sitting(desk, paper_in_order(tmp_path, "choice", "text")) as sitter:
        await result_of(sitter, but=(1,))
        await sitter.press("escape")
        await sitter.is_at(HomeScreen)
        before = past_exams(desk)
        await sitter.press("x")
        await sitter.is_at(PlanScreen)
        await sitter.press("r")
        await sitter.is_at(PastExamsScreen)
        await sitter.sees("50%", "First term", "1 of 2 points · not passed")
        await sitter.press("enter")
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("Question by question")
        await sitter.press("escape")
        await sitter.is_at(PastExamsScreen)
    assert past_exams(desk) == before
    assert len(list(desk.record.reviews())) == 1
    desk.close()
    (tmp_path / "banks" / "every.yaml").unlink()
    async with sitting(make_desk(), None) as sitter:
        screen = sitter.app.screen
        assert isinstance(screen, HomeScreen)
        screen.action_past_exams()
        await sitter.is_at(PastExamsScreen)
        await sitter.press("enter")
        await sitter.is_at(ExamResultScreen)  # the exam kept its questions
        await sitter.press("escape")
        await sitter.is_at(PastExamsScreen)
        past = sitter.app.screen
        assert isinstance(past, PastExamsScreen)
        past.desk.record.put_meta(note_of(past.exams[0].uid), "")
        await sitter.press("enter")
        await sitter.is_told("no longer exist")
        assert isinstance(sitter.app.screen, PastExamsScreen)


async def test_without_any_exam_the_list_says_how_to_begin_one(desk: Desk) -> None:
    async with sitting(desk, None) as sitter:
        await sitter.press("x")
        await sitter.is_at(PlanScreen)
        await sitter.press("r")
        await sitter.sees("mock exams yet.")
        await sitter.press("enter", "escape")
        await sitter.is_at(PlanScreen)


# Everywhere


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
@pytest.mark.slow
async def test_every_kind_is_sat_in_windows_of_all_sizes(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, ExamRequest(names=("every",), seed=3), size=size) as sitter:
        await sitter.begin()
        for place in range(13):
            await sitter.is_in_front(place)
            assert "20:00 left" in sitter.lines[0]
            await sitter.press("pagedown")
        await sitter.is_at(ExamOverviewScreen)
        await sitter.press("i", "y")
        await sitter.is_at(ExamResultScreen)
        await sitter.sees("0 of 13 points")
        for width, height in ((60, 20), (200, 60), (40, 10), (80, 24)):
            await sitter.pilot.resize_terminal(width, height)
            await sitter.pilot.pause()
        await sitter.sees("0 of 13 points")


async def test_the_help_has_the_words_of_an_exam(desk: Desk, tmp_path: Path) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice"), size=(80, 60)) as sitter:
        await sitter.begin()
        await sitter.press("question_mark")
        await sitter.is_at(HelpScreen)
        await sitter.sees(
            "Save the answer and go to the next question", "Flag or unflag this question"
        )
        assert "Submit the answer" not in sitter.shown
        await sitter.sees("In an exam")


def test_without_a_terminal_a_hint_is_given(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "exam"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "`quiz exam --plain`" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["essay", "text"])
@pytest.mark.parametrize("is_left", [False, True])
async def test_that_time_is_up_is_said_once_by_one_screen(
    desk: Desk, tmp_path: Path, clock: Clock, kind: str, is_left: bool
) -> None:
    async with sitting(desk, None) as sitter:
        await sitter.is_at(HomeScreen)
        sitter.app.start_exam(paper_in_order(tmp_path, kind))
        await sitter.begin()
        await sitter.press("x")
        await sitter.is_kept(0)
        if is_left:
            await sitter.press("escape", "y")
            await sitter.is_at(HomeScreen)
        clock.pass_(minutes=31)
        await sitter.until(lambda: any("Time's up" in words for words in sitter.toasts), "the time")
        await sitter.pilot.pause(1.1)  # the clock of Home goes every second
        if kind == "essay" and not is_left:
            await sitter.is_at(ExamGradeScreen)
            await sitter.press("escape")
            await sitter.is_at(HomeScreen)
        assert len([words for words in sitter.toasts if "Time's up" in words]) == 1
        assert len(sitter.app.screen_stack) <= 2
