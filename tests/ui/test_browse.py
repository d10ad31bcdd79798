"""Browse: all cards, the search line, and what is done with cards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.search.saved import saved_searches
from quiz.desk.search.terms import CardMeasure
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked
from quiz.study import CardRef, Mode
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.cards.card import CardScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.support import EVERY_KIND, TWO, Clock
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]


@pytest.fixture
def both(make_desk: MakeDesk, clock: Clock) -> Desk:
    """A desk with two banks; one of two questions was answered wrongly."""
    desk = make_desk(every=EVERY_KIND, two=TWO)
    sitting = begin_quiz(desk, quiz_of(bank="two", cards=(CardRef("two", "two"),)))
    sitting.hand_in(Picked((1,)), elapsed_ms=8000)
    clock.pass_(days=1)
    return desk


async def browse(player: Player) -> BrowseScreen:
    await player.press("b")
    await player.is_at(BrowseScreen)
    screen = player.app.screen
    assert isinstance(screen, BrowseScreen)
    await player.until(lambda: screen._is_ready, "the cards")
    return screen


async def test_a_search_follows_the_keys_and_enter_opens_the_card(both: Desk) -> None:
    async with playing(both) as player:
        screen = await browse(player)
        await player.sees("17 of 17 cards", "Where did the congress meet?", "due 1", "Bank↑")
        await player.press("slash", *"metternich")
        await player.sees("3 of 17 cards", "Who presided?", "Foreign minister of Austria")
        await player.misses("Where did the")
        await player.press("down", "j", "enter")
        await player.is_at(CardScreen)
        await player.sees("Card · Every kind · card", "2 of 3", "Not asked yet", "Foreign minister")
        await player.press("right")
        await player.sees("3 of 3", "card~reverse")
        await player.press("escape")
        await player.is_at(BrowseScreen)
        assert screen.current == CardRef("every", "card~reverse")
        await player.press("slash", "escape")
        await player.sees("17 of 17 cards")
        await player.press("escape", "escape")
        await player.is_at(HomeScreen)


async def test_an_error_is_shown_below_its_place_and_tab_fixes_it(both: Desk) -> None:
    async with playing(both) as player:
        screen = await browse(player)
        await player.press("slash", *"right<60% is:leach")
        await player.sees("✘ unknown state. Did you mean is:leech?", "Tab fixes it")
        at, below = (player.lines[row] for row in (2, 3))
        assert below.index("▔") == at.index("is:leach")
        await player.press("tab")
        await player.sees("right<60% is:leech", "No matching cards.", "This finds some: right<60%")
        await player.press("tab")
        await player.sees("1 of 17")
        assert screen.text == "right<60%"


async def test_tab_with_nothing_to_complete_leaves_what_is_typed_on_in_the_line(
    both: Desk,
) -> None:
    async with playing(both) as player:
        screen = await browse(player)
        await player.press("slash", *"rihgt", "tab")
        await player.sees("Nothing to complete here.")
        await player.press(*"<50%")
        assert screen.text == "rihgt<50%"


async def test_tab_completes_keys_and_values_one_after_the_other(both: Desk) -> None:
    async with playing(both) as player:
        screen = await browse(player)
        await player.press("slash", *"ta", "tab")
        assert screen.text == "tag:"
        await player.sees("tag:all", "tag:states", "tag:places")
        await player.press(*"pl", "tab")
        assert screen.text == "tag:places"
        await player.sees("1 of 17")
        await player.press("ctrl+u", *"is:", "tab", "tab")
        assert screen.text == "is:new"
        await player.press("tab", "enter")
        await player.sees("is:learning")
        await player.press("f")
        assert screen.text.startswith("is:learning is:")


async def test_many_are_selected_suspended_and_undone_at_once(both: Desk) -> None:
    async with playing(both, size=(120, 30)) as player:
        screen = await browse(player)
        await player.press("space", "j", "shift+down", "shift+down")
        await player.sees("● 4 selected", "not asked yet", "a all 17", "s Suspend", "p Paper")
        await player.press("s")
        await player.sees("4 cards suspended.", "Undo: u")
        assert sum(state.is_suspended for state in both.record.states("every").values()) == 4
        await player.press("up")
        await player.sees("suspended 4")
        await player.press("u")
        await player.sees("Undone: 4 cards suspended")
        assert both.record.states("every") == {}
        await player.press("a")
        await player.sees("● 17 selected")
        await player.press("a")
        await player.misses("selected")
        await player.press("space", "escape")
        assert not screen.selected
        await player.is_at(BrowseScreen)


async def test_a_reset_names_its_number_and_asks(both: Desk, clock: Clock) -> None:
    async with playing(both) as player:
        await browse(player)
        await player.press("slash", *"bank:two", "enter", "a", "r")
        await player.sees("Reset 2 cards?")
        await player.press("n")
        assert both.record.state("two", "two").reps
        await player.press("r", "y")
        await player.sees("2 cards reset.")
        assert not both.record.state("two", "two").reps
        clock.pass_(seconds=1)
        await player.press("u")
        await player.sees("Undone: 2 cards reset")
        assert both.record.state("two", "two").reps


async def test_a_due_date_leaves_new_cards_out(both: Desk) -> None:
    async with playing(both) as player:
        await browse(player)
        await player.press("slash", *"bank:two", "enter", "a", "d")
        await player.sees("When should 1 card be due?")
        await player.press("7", "enter")
        await player.sees("Due on Tue 10 Mar 2026. 1 new card left out.")
        assert both.record.state("two", "two").due_day == both.today + 7
        assert both.record.state("two", "one").due_day is None


async def test_found_cards_are_crammed(both: Desk) -> None:
    async with playing(both) as player:
        await browse(player)
        await player.press("slash", *"bank:two", "enter", "a", "c")
        await player.is_asked()
        sitting = player.screen.sitting.sitting
        assert sitting.request.mode is Mode.CRAM
        assert {ref.card for ref in sitting.cards} == {"one", "two"}


async def test_a_search_is_saved_for_home_and_removed(both: Desk) -> None:
    async with playing(both) as player:
        await browse(player)
        await player.press("asterisk")
        await player.sees("Type a search first")
        await player.press("slash", *"is:due", "enter", "asterisk", "ctrl+u", *"Due", "enter")
        await player.sees("Search saved.")
        assert [(each.name, each.text) for each in saved_searches(both)] == [("Due", "is:due")]
        await player.press("asterisk")
        await player.sees("Search removed from Home: Due")
        assert saved_searches(both) == ()


async def test_the_order_goes_through_the_columns_and_turns_round(both: Desk) -> None:
    async with playing(both) as player:
        screen = await browse(player)
        await player.press("o")
        await player.sees("sorted by due ↑", "Due↑")
        assert screen.current == CardRef("two", "two")
        await player.press("o", "o", "o")
        await player.sees("sorted by question ↑")
        first = screen.current
        await player.press("O")
        await player.sees("sorted by question ↓")
        assert screen.current != first


async def test_the_banks_page_is_a_key_away_with_the_card_selected(both: Desk) -> None:
    async with playing(both) as player:
        await browse(player)
        await player.press("j", "j", "w")
        await player.is_at(BankPageScreen)
        await player.sees("3 of 14 · line")
        await player.press("escape")
        await player.is_at(BrowseScreen)


async def test_a_topic_is_added_to_questions_of_ones_own_banks_and_undone(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    own = tmp_path / "home" / "banks" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(EVERY_KIND.replace("id: every", "id: own"), encoding="utf-8")
    desk = make_desk(two=TWO)
    async with playing(desk) as player:
        await browse(player)
        await player.press("slash", *"bank:two or is:new where", "ctrl+u")
        await player.press(*"one or saxony or congress", "enter", "a", "t")
        await player.sees("Add which topic?")
        await player.press(*"#new topic", "enter")
        await player.sees("3 questions have the topic new topic now. 1 left out", "Undo: u")
        assert "tags: [places, new topic]" in own.read_text("utf-8")
        await player.press("u")
        await player.sees("Undone: topic added")
        assert own.read_text("utf-8") == EVERY_KIND.replace("id: every", "id: own")


async def test_found_questions_are_exported_and_made_a_paper(both: Desk, tmp_path: Path) -> None:
    bank, paper = tmp_path / "chosen.yaml", tmp_path / "test"
    async with playing(both) as player:
        await browse(player)
        await player.press("slash", *"metternich or one", "enter", "a", "x")
        await player.press(*str(bank), "enter")
        await player.sees("3 questions saved to")
        await player.press("p", *str(paper), "enter")
        await player.sees("Paper saved.")
    from quiz.formats import paper as papers
    from quiz.formats import yaml_bank

    decoded = yaml_bank.decode(bank.read_bytes(), source="chosen.yaml")
    assert decoded.bank is not None
    assert not decoded.problems
    assert [item.id for item in decoded.bank.items] == ["text", "card", "one"]
    read = papers.decode(paper.with_suffix(".yaml").read_bytes(), source="t").sound_paper()
    assert read.draw[0].ids == ("every/text", "every/card", "two/one")


async def test_an_edit_made_elsewhere_is_found_on_coming_back(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    async with playing(make_desk(two=TWO)) as player:
        await browse(player)
        await player.press("j", "enter")
        await player.is_at(CardScreen)
        path = tmp_path / "banks" / "two.yaml"
        path.write_text(TWO.replace("Two?", "Second?"), encoding="utf-8")
        await player.press("escape")
        await player.sees("Second?")


async def test_no_banks_are_said(make_desk: MakeDesk) -> None:
    async with playing(make_desk(none="title: None\nquestions: []\n")) as player:
        await browse(player)
        await player.sees("0 of 0 cards", "No cards yet.")
        await player.press("enter", "space", "a", "s", "o", "f")
        await player.is_at(BrowseScreen)


async def test_many_cards_and_a_long_log_are_gone_through_behind_the_screen(
    both: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.ui.screens.cards.browse._MANY", 0)
    monkeypatch.setattr("quiz.desk.search.table._MANY", 0)
    async with playing(both) as player:
        screen = await browse(player)
        await player.press("slash", *"right<50% r>0", "enter")
        await player.sees("1 of 17 cards")
        await player.until(lambda: screen.current == CardRef("two", "two"), "the one found")
        await player.press("ctrl+u", "o", "o", "slash", "ctrl+u", "enter")
        await player.sees("17 of 17 cards", "sorted by right ↑")
        assert screen._table.column(CardMeasure.RIGHT)[-1] == 0.0
        assert screen.current == CardRef("two", "two")
        await player.press("slash", *"zzz or metternich")
        await player.sees("3 of 17 cards")


@pytest.mark.slow
async def test_twenty_thousand_cards_are_read_behind_the_screen(make_desk: MakeDesk) -> None:
    text = "title: Many\nquestions:\n" + "".join(
        f'  - {{id: q{n}, question: "Question {n}?", answer: "a{n}", wrong: ["b{n}", "c{n}"]}}\n'
        for n in range(20_000)
    )
    async with playing(make_desk(many=text)) as player:
        await browse(player)
        await player.sees("20,000 of 20,000 cards", "Question 0?")
        await player.press("end")
        await player.sees("Question 19999?")
        await player.press("slash", *"a1999")
        await player.sees("11 of 20,000")
