"""Writing a question without leaving what one is at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import TextArea

from quiz.desk import Desk
from quiz.formats import yaml_bank
from quiz.items import Bank
from quiz.study import CardRef
from quiz.ui.screens.banks.add_question import AddQuestionScreen
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from tests.support import EVERY_KIND, TWO
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The user's own folder, with a bank in it."""
    folder = tmp_path / "home" / "banks"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(TWO.replace("Two", "Mine", 1), "utf-8")
    return folder


def bank_at(path: Path) -> Bank:
    decoded = yaml_bank.decode(path.read_bytes(), source=path.name)
    assert decoded.problems == ()
    assert decoded.bank is not None
    return decoded.bank


async def open_form(player: Player, key: str = "plus") -> None:
    await player.press(key)
    await player.is_at(AddQuestionScreen)
    await player.sees("Kind")


async def test_a_card_is_written_into_a_new_bank_from_home(desk: Desk, tmp_path: Path) -> None:
    async with playing(desk) as player:
        await open_form(player)
        await player.sees("‹ card: front and back", "Front", "Back", "new bank", "Title")
        await player.press(*"Vienna", "tab", *"Capital of Austria", "ctrl+s")
        await player.is_at(HomeScreen)
        await player.is_told("Saved to My cards.")
        await player.sees("My cards")
    bank = bank_at(tmp_path / "home" / "banks" / "my-cards.yaml")
    assert (bank.title, bank.items[0].stem) == ("My cards", "Vienna")


async def test_a_choice_is_written_while_a_sitting_goes_on_untouched(
    make_desk: MakeDesk, own: Path
) -> None:
    async with playing(make_desk(), quiz_of(bank="mine")) as player:
        asked = player.screen.asked
        await open_form(player, "f9")
        await player.press("shift+tab", "right", "tab")
        await player.sees("‹ choice: one right answer", "Wrong", "one per line")
        await player.press(*"Where?", "tab", *"Here", "tab", *"There", "enter", *"Elsewhere", "f5")
        await player.is_at(QuestionScreen)
        assert player.screen.asked == asked
        await player.press("1", "enter")
        await player.is_marked()
        await player.press("enter")
        await player.is_asked()
    item = bank_at(own / "mine.yaml").items[-1]
    assert [option.text for option in item.options] == ["Here", "There", "Elsewhere"]  # type: ignore[union-attr]


async def test_a_short_answer_has_accepted_spellings_and_topics(
    make_desk: MakeDesk, own: Path
) -> None:
    async with playing(make_desk()) as player:
        await open_form(player, "f9")
        await player.press("shift+tab", "left", "tab")
        await player.sees("‹ short answer", "Accept")
        await player.press(*"Who?", "tab", *"Metternich", "tab", *"Clemens; the prince", "tab")
        await player.press(*"He was the host.", "tab", *"people, hosts", "enter")
        await player.is_told("Saved to Mine.")
    item = bank_at(own / "mine.yaml").items[-1]
    assert (item.kind, item.tags, item.explain) == ("text", ("people", "hosts"), "He was the host.")
    assert item.accept == ("Clemens", "the prince")  # type: ignore[union-attr]


async def test_a_fault_is_told_at_its_field_and_nothing_is_lost(
    make_desk: MakeDesk, own: Path
) -> None:
    before = (own / "mine.yaml").read_bytes()
    async with playing(make_desk()) as player:
        await open_form(player)
        await player.press(*"Vienna", "ctrl+s")
        await player.sees("✘ Enter the back", "Vienna")
        assert player.app.screen.focused is player.app.screen.query_one("#answer")
        await player.press(*"Capital")
        (own / "mine.yaml").write_text("title: Mine\nquestions: [\n", "utf-8")
        await player.press("ctrl+s")
        await player.sees("✘ Mine.yaml: fix its errors first", "Vienna")
        (own / "mine.yaml").write_bytes(before)
        await player.press("ctrl+s")
        await player.is_told("Saved to Mine.")
    assert len(bank_at(own / "mine.yaml").items) == 3


async def test_the_other_bank_is_turned_to_and_remembered(make_desk: MakeDesk, own: Path) -> None:
    (own / "other.yaml").write_text(TWO.replace("Two", "Other", 1), "utf-8")
    async with playing(make_desk()) as player:
        await open_form(player)
        await player.press(*"a", "tab", *"b", "tab", "tab", "tab")
        await player.sees("‹ Mine ›")
        await player.press("right")
        await player.sees("‹ Other ›")
        await player.press("right")
        await player.sees("‹ new bank ›", "Title")
        await player.press("left", "ctrl+s")
        await player.is_told("Saved to Other.")
        await open_form(player)
        await player.sees("‹ Other ›")
    assert len(bank_at(own / "other.yaml").items) == 3


async def test_leaving_asks_before_what_was_typed_is_thrown_away(desk: Desk) -> None:
    async with playing(desk) as player:
        await open_form(player)
        await player.press("escape")
        await player.is_at(HomeScreen)
        await open_form(player)
        await player.press(*"Vienna", "escape")
        await player.is_at(ConfirmScreen)
        await player.press("n")
        await player.is_at(AddQuestionScreen)
        await player.sees("Vienna")
        await player.press("escape", "y")
        await player.is_at(HomeScreen)


async def test_a_card_is_made_of_a_mistake_with_one_key_and_saved_with_one(
    make_desk: MakeDesk, own: Path
) -> None:
    cards = (CardRef("every", "choice"), CardRef("every", "truefalse"))
    async with playing(make_desk(every=EVERY_KIND), quiz_of(cards=cards)) as player:
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.press("c")
        assert isinstance(player.app.screen, QuestionScreen)
        await player.press("u")
        await player.is_asked()
        await player.press(player.number_of(1), "enter")
        await player.is_marked()
        await open_form(player, "c")
        await player.sees("Card from this mistake", "Where did the congress meet?", "Vienna")
        await player.press("ctrl+s")
        await player.is_at(QuestionScreen)
        await player.press("enter")
        await player.is_asked("truefalse")
    item = bank_at(own / "mine.yaml").items[-1]
    assert (item.kind, item.stem) == ("card", "Where did the congress meet?")
    assert item.back == "Vienna"  # type: ignore[union-attr]
    assert item.explain == "It met in the city on the Danube."


async def test_while_a_text_is_typed_f9_opens_the_form_and_n_is_a_letter(
    make_desk: MakeDesk, own: Path
) -> None:
    async with playing(make_desk(every=EVERY_KIND), quiz_of("text")) as player:
        await player.press(*"metter")
        await open_form(player, "f9")
        await player.press("escape")
        await player.is_at(QuestionScreen)
        await player.press(*"nich", "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_time_in_the_form_does_not_count(
    make_desk: MakeDesk, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = [1000.0]
    for module in ("question", "question_actions"):
        name = f"quiz.ui.screens.sittings.{module}.monotonic"
        monkeypatch.setattr(name, lambda: at[0])
    async with playing(make_desk(), quiz_of(bank="mine")) as player:
        at[0] += 2
        await open_form(player, "f9")
        at[0] += 500
        await player.press("escape")
        await player.is_at(QuestionScreen)
        at[0] += 3
        await player.press("1", "enter")
        assert (await player.is_marked()).elapsed_ms == 5000


async def test_a_question_written_on_the_page_of_a_bank_is_listed(
    make_desk: MakeDesk, own: Path
) -> None:
    async with playing(make_desk()) as player:
        await player.press("end", "B")
        await player.is_at(BankPageScreen)
        await player.sees("2 questions")
        await player.until(lambda: player.app.screen._is_known, "findings")  # type: ignore[attr-defined]
        await open_form(player, "n")
        await player.press(*"Vienna", "tab", *"Capital", "ctrl+s")
        await player.is_at(BankPageScreen)
        await player.sees("3 questions", "Vienna")


async def test_a_long_stem_is_wrapped_and_a_click_turns_the_kind(desk: Desk) -> None:
    async with playing(desk, size=(60, 20)) as player:
        await open_form(player)
        area = player.app.screen.query_one("#question", TextArea)
        area.text = "What is this long question about, " * 12
        await player.pilot.pause()
        await player.pilot.click("#kind")
        await player.sees("choice: one right")
        await player.press("ctrl+s")
        await player.sees("✘ Enter the correct answer")
