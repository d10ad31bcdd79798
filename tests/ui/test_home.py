from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.search.saved import save_search
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.goal import choose_goal, goal_of
from quiz.items import Picked
from quiz.library.packing import packed
from quiz.memory.goal import Goal
from quiz.study import Game, Mode, Request
from quiz.ui.screens.banks.add_bank import AddBankScreen
from quiz.ui.screens.banks.reading import ReadingScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.home.day_page import DayPageScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.records.recap import RecapScreen
from quiz.ui.screens.records.records import RecordsScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.setup import SetupScreen
from quiz.ui.screens.sittings.unfinished import UnfinishedScreen
from tests.support import EVERY_KIND, TWO, Clock, block_journal, folders_in, open_desk, write_banks
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]

HALF_FAULTY = """\
title: Half
questions:
  - {question: "Sound?", answer: "yes", wrong: ["no"]}
  - {question: "No answer?"}
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def marked(player: Player) -> str:
    """Return the id of the bank that is marked."""
    screen = player.app.screen
    assert isinstance(screen, HomeScreen)
    assert screen.marked is not None
    return screen.marked.id


async def begun_with(player: Player) -> Request:
    """Wait for a sitting and return its request."""
    await player.is_asked()
    return player.screen.sitting.sitting.request


async def test_the_first_run_says_what_to_press(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.sees("▌Enter  Learn 14 new cards", "x  Plan for an exam", "Every kind")
        await player.sees("Daily goal", "5 min  [10 min]", "1 bank with 15 cards is ready.")
        await player.misses("days in a row", "Resume")


async def test_while_banks_are_read_home_says_neither_that_there_are_none_nor_that_all_is_done(
    tmp_path: Path,
) -> None:
    write_banks(tmp_path, {"every": EVERY_KIND})
    desk = Desk(folders_in(tmp_path), most_bytes=1)
    async with playing(desk) as player:
        first = player.app.screen
        assert isinstance(first, HomeScreen)
        await player.sees("Every kind", "14 new")
        await player.misses("Reading")
    desk.close()


async def test_enter_reviews(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("enter")
        assert (await begun_with(player)).mode is Mode.REVIEW
        await player.sees("Review · 1 of")


async def test_q_plays_a_quiz_of_the_marked_bank(make_desk: MakeDesk) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        await player.press("end")
        assert marked(player) == "two"
        await player.press("q")
        request = await begun_with(player)
        assert (request.mode, request.banks) == (Mode.QUIZ, ("two",))


async def test_enter_on_a_bank_studies_it_alone_and_r_studies_all(make_desk: MakeDesk) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        await player.press("end", "enter")
        request = await begun_with(player)
        assert (request.mode, request.banks) == (Mode.REVIEW, ("two",))
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.press("r")
        request = await begun_with(player)
        assert (request.mode, request.banks) == (Mode.REVIEW, ())


async def test_the_goal_of_the_first_run_is_kept_when_one_begins(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("right", "right", "right", "left", "enter")
        await player.is_asked()
        assert goal_of(desk) == Goal(30)
        await player.press("3", "enter", "escape")
        await player.is_at(HomeScreen)
        await player.sees("0 of 30 min today")


async def test_a_click_chooses_a_goal(desk: Desk) -> None:
    async with playing(desk) as player:
        row = next(at for at, line in enumerate(player.lines) if "30 min" in line)
        column = player.lines[row].index("30 min")
        await player.pilot.click(offset=(column, row))
        await player.press("q")
        await player.is_asked()
        assert goal_of(desk) == Goal(30)


async def test_letters_and_arrows_move_the_mark_and_stop_at_the_ends(make_desk: MakeDesk) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        seen = []
        for key in ("end", "down", "k", "up", "home", "end"):
            await player.press(key)
            seen.append(marked(player))
        assert seen == ["two", "two", "every", "every", "every", "two"]
        assert any(line.lstrip().startswith("▌ Two") for line in player.lines)


async def test_a_bank_is_found_by_a_part_of_its_title(make_desk: MakeDesk) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        await player.press("slash")
        await player.write("TW")
        await player.misses("Every kind")
        await player.press("enter", "q")
        assert (await begun_with(player)).banks == ("two",)


async def test_letters_are_text_in_the_search_and_escape_ends_only_the_search(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        await player.press("slash")
        await player.write("qoa")
        await player.sees("No matching banks.")
        assert "Quit" not in player.lines[-1]
        await player.press("escape")
        await player.sees("Every kind", "Two")
        assert player.app.is_running
        assert isinstance(player.app.screen, HomeScreen)


async def test_escape_clears_a_search_then_ends_it_and_the_marked_bank_stays(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        await player.press("end", "slash", *"ev")
        await player.until(lambda: marked(player) == "every", "what was found to be marked")
        await player.press("escape")
        await player.until(lambda: marked(player) == "two", "the bank of before")
        assert player.app.screen.query("#find")
        await player.press("x", "escape", "escape")
        await player.until(lambda: not player.app.screen.query("#find"), "the end of the search")
        assert marked(player) == "two"


async def test_a_day_that_begins_changes_date_and_week_together(desk: Desk, clock: Clock) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("1", "enter", "escape")
        await player.is_at(HomeScreen)
        await player.sees("Mon 2 Mar", "Tu  We  Th  Fr  Sa  Su  Mo")
        clock.pass_(days=1)
        await player.pilot.resize_terminal(90, 24)
        await player.sees("Tue 3 Mar", "We  Th  Fr  Sa  Su  Mo  Tu")


async def test_a_click_marks_a_bank_and_another_one_plays_it(make_desk: MakeDesk) -> None:
    async with playing(make_desk(every=EVERY_KIND, two=TWO)) as player:
        row = next(at for at, line in enumerate(player.lines) if " Two" in line)
        await player.pilot.click(offset=(12, row))
        assert marked(player) == "two"
        await player.pilot.click(offset=(12, row))
        assert (await begun_with(player)).banks == ("two",)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), Request(mode=Mode.QUIZ, banks=("every",), length=20)),
        (
            ("right",),
            Request(mode=Mode.QUIZ, banks=("every",), game=Game.SPRINT),
        ),
        (
            ("l", "space"),
            Request(mode=Mode.QUIZ, banks=("every",), game=Game.SURVIVAL),
        ),
        (("down", "left"), Request(mode=Mode.QUIZ, banks=("every",), length=10)),
        (
            ("down", "right", "right", "right"),
            Request(mode=Mode.QUIZ, banks=("every",), length=10_000),
        ),
        (
            ("j", "j", "left"),
            Request(mode=Mode.QUIZ, banks=("every",), length=20, tags=("states",)),
        ),
        (
            ("tab", "tab", "tab", "right"),
            Request(mode=Mode.QUIZ, banks=("every",), length=20, kinds=("choice",)),
        ),
        (("up", "right"), Request(mode=Mode.QUIZ, length=20)),
        (("up", "up", "right"), Request(mode=Mode.QUIZ, banks=("every",), length=20, speed=1.0)),
    ],
    ids=["as-it-is", "sprint", "survival", "shorter", "all", "topic", "kind", "all-banks", "speed"],
)
async def test_enter_starts_the_quiz_that_the_options_say(
    desk: Desk, keys: tuple[str, ...], expected: Request
) -> None:
    async with playing(desk) as player:
        await player.press("o")
        await player.is_at(SetupScreen)
        await player.press(*keys, "enter")
        request = await begun_with(player)
        assert _without_seed(request) == expected


def _without_seed(request: Request) -> Request:
    import msgspec

    return msgspec.structs.replace(request, seed=0, paths=())


async def test_each_option_shows_its_value_as_it_changes(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("o")
        await player.sees("‹ Classic ›", "20 questions", "all", "Every kind")
        await player.press("right")
        await player.sees("‹ Sprint: two minutes ›")
        await player.press("down", "right")
        await player.sees("‹ 30 questions ›")
        await player.press("down", "right")
        await player.sees("‹ all ›") if "‹ all ›" in player.shown else None
        await player.press("down", "right")
        await player.sees("‹ choice ›")
        await player.press("down", "right")
        await player.sees("‹ all banks ›")


async def test_a_click_on_an_option_turns_it(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("o")
        await player.sees("20 questions")
        row = next(at for at, line in enumerate(player.lines) if "20 questions" in line)
        await player.pilot.click(offset=(30, row))
        await player.sees("‹ 30 questions ›")


async def test_escape_leaves_the_options_and_starts_nothing(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("o")
        await player.is_at(SetupScreen)
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_c_goes_on_with_an_unfinished_quiz_at_its_question(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of())
    for _ in range(3):
        assert sitting.question is not None
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)
    expected = sitting.question
    async with playing(desk) as player:
        await player.sees("Resume Every kind, question 4 of 15")
        await player.press("c")
        await player.is_asked()
        assert player.screen.asked == expected


def leave_two(desk: Desk) -> None:
    """Begin two quizzes, answer a question of each, and leave them."""
    for bank in ("every", "two"):
        sitting = begin_quiz(desk, quiz_of(bank=bank))
        assert sitting.question is not None
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)


async def test_a_second_quiz_hides_no_first_one_and_either_is_resumed(make_desk: MakeDesk) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    leave_two(desk)
    async with playing(desk) as player:
        await player.sees("Resume Two, question 2 of 2", "1 more unfinished: Every kind, ")
        await player.press("C")
        await player.is_at(UnfinishedScreen)
        await player.sees("▌ Two, question 2 of 2", "Every kind, question 2 of 15")
        await player.press("down", "enter")
        await player.is_asked()
        assert player.screen.sitting.title == "Every kind"
        await player.press("escape", "c")
        await player.is_asked()
        assert player.screen.sitting.title == "Two"


async def test_one_unfinished_quiz_needs_no_list(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of())
    assert sitting.question is not None
    sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)
    async with playing(desk, size=(160, 24)) as player:
        await player.sees("c  Resume Every kind")
        assert "Unfinished" not in player.lines[-1]


async def test_without_an_unfinished_quiz_c_does_nothing_and_is_not_offered(desk: Desk) -> None:
    async with playing(desk) as player:
        assert "Continue" not in player.lines[-1]
        await player.press("c")
        assert isinstance(player.app.screen, HomeScreen)


async def add(player: Player, path: str) -> None:
    """Type the path of a bank to add."""
    await player.press("a")
    await player.is_at(AddBankScreen)
    await player.write(path)
    await player.press("enter")


async def test_a_good_bank_is_added_to_ones_own(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "new bank.yaml"
    source.write_text(TWO, encoding="utf-8")
    async with playing(desk) as player:
        await add(player, f"'{source.name}'")
        await player.is_at(HomeScreen)
        await player.is_told("Added: Two, 2 questions.")
        await player.sees("Two")
    assert (tmp_path / "home" / "banks" / "new-bank" / "new-bank.yaml").read_text(
        encoding="utf-8"
    ) == TWO


async def test_a_bank_with_some_faults_is_added_and_both_places_tell_how_many(
    desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "half.yaml"
    source.write_text(HALF_FAULTY, encoding="utf-8")
    async with playing(desk) as player:
        await add(player, source.name)
        await player.is_told("Added: Half, 1 question; 1 more has errors.")
        await player.sees("Half (1 with errors)")


async def test_the_faults_of_a_bank_without_a_sound_question_are_shown(
    desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "bad.yaml"
    source.write_text("questions:\n" + "  - {question: A?}\n" * 9, encoding="utf-8")
    async with playing(desk) as player:
        await add(player, source.name)
        await player.sees("line 2: no answer; add", "and 4 more; `quiz check` lists them")
        await player.press("escape")
        await player.is_at(HomeScreen)
        assert not list((tmp_path / "home").rglob("bad.yaml"))


@pytest.mark.parametrize("what", ["missing.yaml", "folder", "binary.yaml", "empty.yaml"])
async def test_what_is_no_bank_is_refused_in_words(desk: Desk, tmp_path: Path, what: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.yaml").write_bytes(b"")
    said = {
        "missing.yaml": "No such file",
        "folder": "a folder; give a single bank file",
        "binary.yaml": "UTF-8",
        "empty.yaml": "empty",
    }[what]
    async with playing(desk, size=(160, 40)) as player:
        await add(player, what)
        await player.until(lambda: _squeezed(said) in _squeezed(player.shown), said)
        assert isinstance(player.app.screen, AddBankScreen)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


async def test_a_pack_shows_what_is_inside_before_it_is_added(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "two.yaml"
    source.write_text(TWO, encoding="utf-8")
    (tmp_path / "class.quiz.zip").write_bytes(packed([source])[0])
    async with playing(desk) as player:
        await add(player, "class.quiz.zip")
        await player.sees("Two (two): 2 questions", "not stated", "Press Enter to add these banks.")
        assert not (tmp_path / "home" / "banks").exists()
        await player.press("enter")
        await player.is_at(HomeScreen)
        await player.is_told("Added: Two, 2 questions.")
    target = tmp_path / "home" / "banks" / "two" / "two.yaml"
    target.write_text(HALF_FAULTY, encoding="utf-8")
    async with playing(desk) as player:
        await add(player, "class.quiz.zip")
        await player.press("enter")
        await player.sees("already exists and differs")
        assert target.read_text(encoding="utf-8") == HALF_FAULTY
        await player.press("f6")
        await player.is_at(HomeScreen)
    assert target.read_text(encoding="utf-8") == TWO


async def test_nothing_typed_adds_nothing(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("a", "enter")
        assert isinstance(player.app.screen, AddBankScreen)


async def test_u_takes_the_last_answer_back(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of("choice"))
    sitting.hand_in(Picked((0,)), elapsed_ms=1)
    async with playing(desk) as player:
        await player.sees("so far: 1 card")
        await player.press("u")
        await player.is_told("Undone: every, answered")
        assert desk.record.last_review() is None
        await player.misses("so far")
        await player.press("u")
        await player.is_told("Nothing to undo.")


async def test_u_asks_before_it_takes_an_answer_of_an_earlier_day_back(
    desk: Desk, clock: Clock
) -> None:
    sitting = begin_quiz(desk, quiz_of("choice"))
    sitting.hand_in(Picked((0,)), elapsed_ms=1)
    clock.pass_(days=1)
    async with playing(desk) as player:
        await player.press("u")
        await player.sees("Undo this, from an earlier day?", "every, answered 2026-03-02")
        await player.press("n")
        assert desk.record.last_review() is not None
        await player.press("u", "y")
        await player.is_told("Undone: every, answered")
        assert desk.record.last_review() is None


async def test_in_the_smallest_window_the_day_is_said_whole(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of("choice"))
    sitting.hand_in(Picked((0,)), elapsed_ms=1)
    choose_goal(desk, Goal(10))
    async with playing(desk, size=(60, 20)) as player:
        await player.sees("0 of 10 min today", "about 7 min left", "so far: 1 card")
        assert "…" not in "".join(player.lines[2:7])


async def test_d_says_when_there_is_no_day_to_show_yet(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("d")
        await player.is_told("Your day begins with its first answer.")


async def test_escape_asks_once_and_quits(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("escape")
        await player.is_told("Press Esc again to quit.")
        assert player.app.is_running
        await player.press("escape")
        await player.until(lambda: not player.app.is_running, "the app to end")
        assert player.app.return_code in (0, None)


async def test_a_bank_with_faults_tells_how_many_are_not_playable(make_desk: MakeDesk) -> None:
    async with playing(make_desk(half=HALF_FAULTY)) as player:
        await player.sees("Half (1 with errors)")
        await player.press("q")
        await player.is_asked()
        assert player.screen.asked is not None
        assert player.screen.asked.total == 1


async def test_without_banks_home_says_how_to_add_one_and_no_key_fails(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        async with playing(desk) as player:
            await player.sees("No banks yet. Press a to add one from a file.")
            await player.press("j", "k", "end", "q", "o", "home", "u", "pagedown", "e", "r")
            assert isinstance(player.app.screen, HomeScreen)
            assert "q Quiz" not in player.lines[-1]


async def test_a_thousand_banks_scroll(make_desk: MakeDesk) -> None:
    banks = {
        f"b{n:04}": f'title: Bank {n}\nquestions: [{{question: "A?", answer: a}}]\n'
        for n in range(1000)
    }
    async with playing(make_desk(**banks)) as player:
        await player.sees("Bank 0")
        await player.press("end")
        await player.sees("▌ Bank 999")
        await player.press("pageup", "pageup")
        await player.misses("Bank 999 ")
        await player.press("home", "down")
        await player.sees("▌ Bank 0 ", "more")
        await player.pilot._post_mouse_events([_scroll()], offset=(20, 12))
        await player.sees("▌ Bank 1 ")


def _scroll() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_a_very_long_title_leaves_the_columns_in_place(make_desk: MakeDesk) -> None:
    long = "word " * 200 + "日本" * 300
    text = f'title: "{long}"\nquestions: [{{question: "A?", answer: a}}]\n'
    for size in ((60, 20), (80, 24), (105, 60)):
        async with playing(make_desk(long=text, two=TWO), size=size) as player:
            rows = [line for line in player.lines if "word" in line]
            assert len(rows) == 1
            assert "…" in rows[0]
            two = next(line for line in player.lines if " Two " in line)
            assert two.split()[-1] == rows[0].split()[-1] in "–·"
            await player.press("q")
            await player.is_asked()
            await player.sees("1 of 1", "score 0")


@pytest.mark.parametrize("title", ["[/]", "[bold]", "[@click=app.quit]x[/]", "[link=http://x]y"])
async def test_a_title_is_never_markup(make_desk: MakeDesk, title: str) -> None:
    text = f"title: '{title}'\nquestions: [{{question: 'A?', answer: a}}]\n"
    async with playing(make_desk(odd=text)) as player:
        await player.sees(title)
        row = next(at for at, line in enumerate(player.lines) if title in line)
        await player.pilot.click(offset=(6, row))
        await player.pilot.click(offset=(6, row))
        assert player.app.is_running
        await player.is_asked()
        await player.press("escape", "q")
        await player.is_asked()
        await player.sees(title)
        await player.press("escape")
        await player.press("o")
        await player.sees(title)


async def test_the_day_is_told_once_there_is_a_record(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of())
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)
    sitting.finish()
    async with playing(desk) as player:
        await player.sees("so far: 15 cards, 100% right", "15 reviews", "Mo", "Su", "Mon 2 Mar")
        await player.sees("▌Enter  Review 15 cards")
        await player.press("enter")
        await player.until(
            lambda: player.toasts or isinstance(player.app.screen, QuestionScreen), "an answer"
        )


async def test_nothing_due_is_said(desk: Desk) -> None:
    desk.config = structs.replace(desk.config, new_cards=0)
    async with playing(desk) as player:
        await player.sees("Every kind")
        await player.misses("Learn")
        await player.press("r")
        await player.is_told("Nothing is due now.")


async def test_the_head_keeps_to_the_width_of_the_window(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.sees("Mon 2 Mar")
        for width in (120, 60, 100):
            await player.pilot.resize_terminal(width, 30)
            await player.has_head_of(width)


READ = """title: Pact
reading: https://example.org/pact
source: A. Writer, The pact (2022)
about: Answer as the **text** has it.
questions:
  - {id: a, question: Where was it signed?, answer: Bonn, wrong: [Rome, Oslo]}
  - {id: b, question: Who signed it?, answer: Two, wrong: [Three, Four]}
"""


async def test_the_text_of_a_bank_is_offered_on_home_and_with_the_first_question(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(pact=READ)) as player:
        await player.press("t")
        await player.is_at(ReadingScreen)
        await player.sees("Read first · Pact", "https://example.org/pact", "A. Writer", "Answer as")
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.press("q")
        await player.is_at(QuestionScreen)
        await player.press("f10")
        await player.sees("https://example.org/pact")
        await player.press("escape")
        await player.is_at(QuestionScreen)
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.press("enter")
        await player.is_asked()
        await player.press("f10")
        await player.is_at(QuestionScreen)


async def test_answers_that_cannot_be_saved_are_offered_another_place_on_quitting(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    async with playing(desk) as player:
        await player.press("q")
        await player.is_asked()
        block_journal(desk.record.path)
        player.screen.sitting.skip()
        await player.press("escape")
        await player.is_told("only until you quit")
        await player.press("ctrl+q")
        await player.sees("Your latest answers aren't saved", "quiz-record-")
        await player.press("escape")
        await player.sees("Every kind")
        await player.press("ctrl+q", "enter")
        await player.pilot.pause(0.2)
        assert not player.app.is_running
    (written,) = (tmp_path / "me").glob("quiz-record-*.jsonl")
    assert len(written.read_text("utf-8").splitlines()) >= 2


async def test_the_day_is_shown_once_when_its_goal_is_met(desk: Desk) -> None:
    choose_goal(desk, Goal(1, is_cards=True))
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(0), "enter", "enter")
        await player.sees("✔ 1 right")
        await player.press("enter")
        await player.is_at(DayPageScreen)
        await player.sees("Goal met.", "day in a row", "Week", "Tomorrow")
        await player.press("enter")
        await player.is_at(HomeScreen)
        await player.press("d")
        await player.is_at(DayPageScreen)
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_records_have_bests_levels_and_achievements_and_off_means_gone(desk: Desk) -> None:
    sitting = begin_quiz(desk, quiz_of())
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1000)
    sitting.finish()
    async with playing(desk) as player:
        await player.press("v")
        await player.is_at(RecordsScreen)
        await player.sees("Best quiz", "100%", "Levels", "level 0", "★ First ten", "☆ A hundred")
        await player.press("pagedown", "pagedown", "pageup", "r")
        await player.is_at(RecapScreen)
        await player.sees("of 1 day", "cards, ", "Best quiz", "Stronger memories", "half a year")
        await player.press("p")
        await player.sees("· 30 days", "right")
        await player.press("down", "escape")
        await player.is_at(RecordsScreen)
        await player.press("escape")
        await player.is_at(HomeScreen)
        desk.config = structs.replace(desk.config, rewards=False, streak=False)
        await player.press("v")
        await player.sees("Best quiz")
        await player.misses("Levels", "Achievements", "streak")


async def test_saved_searches_stand_below_the_banks_and_open_what_they_find(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    save_search(desk, "Weak ones", "bank:two")
    async with playing(desk) as player:
        await player.sees("/ Weak ones")
        await player.press("end")
        assert any("▌ / Weak ones" in line for line in player.lines)
        await player.press("enter")
        await player.is_at(BrowseScreen)
        await player.sees("bank:two", "2 of 17 cards")


async def test_a_file_that_is_nothing_is_refused_by_what_it_is(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    async with playing(make_desk()) as player:
        await player.press("a")
        await player.is_at(AddBankScreen)
        await player.write(str(tmp_path / "a.pdf"))
        await player.press("enter")
        await player.sees("a PDF")
