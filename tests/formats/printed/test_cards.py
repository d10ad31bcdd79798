"""Flashcards on paper: fronts and backs lie behind each other, and every kind has its card."""

from collections.abc import Mapping

import msgspec
import pytest

from quiz.formats.printed.card_pdf import CardPress
from quiz.formats.printed.cards import PER_PAGE, CardSheet, Flip, card_sheet, grid
from quiz.formats.printed.layout import PageSize
from quiz.formats.printed.pdf import is_there
from quiz.formats.printed.sheet import KeyAnswer
from quiz.formats.printed.typesetting import query, with_pictures
from quiz.items import KINDS
from quiz.items.markdown import Run
from tests.formats.printed.exams import asked_of, bank_of, every_kind
from tests.formats.printed.test_pdf import TYPST, pages_of, png
from tests.ui.hostile import TEXTS
from tests.ui.hostile import bank as hostile_bank

needs_typst = pytest.mark.skipif(not is_there(), reason="typst is not installed")
PAPER_PT = {PageSize.A4: (595.28, 841.89), PageSize.LETTER: (612.0, 792.0)}


class Side(msgspec.Struct, frozen=True):
    """Where a side is printed, in points."""

    card: int
    side: str
    page: int
    x: float
    y: float
    width: float
    height: float


def cards_of(text: str) -> CardSheet:
    bank = bank_of(text)
    return card_sheet(bank.title, bank.language, asked_of(bank), 1)


def many(count: int) -> CardSheet:
    cards = "".join(f"- {{front: F{n}, back: B{n}}}\n" for n in range(count))
    return cards_of(f"title: t\nquestions:\n{cards}")


def sides_of(press: CardPress) -> list[Side]:
    def make(files: Mapping[str, str], folder: str) -> bytes:
        return query("cards.typ", "side", press.data(files), folder)

    return msgspec.json.decode(with_pictures({}, make)[0], type=list[Side])


@needs_typst
@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("per_page", PER_PAGE)
@pytest.mark.parametrize("flip", Flip)
def test_fronts_and_backs_coincide_when_turned(flip: Flip, per_page: int, size: PageSize) -> None:
    found = sides_of(CardPress(many(per_page + 3), {}, flip=flip, per_page=per_page, size=size))
    wide, tall = PAPER_PT[size]
    fronts = {side.card: side for side in found if side.side == "front"}
    backs = {side.card: side for side in found if side.side == "back"}
    assert set(fronts) == set(backs) == set(range(1, per_page + 4))
    places = {(side.page, round(side.x), round(side.y)) for side in found}
    assert len(places) == len(found)  # none on top of another
    folds = set()
    for card, front in fronts.items():
        back = backs[card]
        assert (front.width, front.height) == (back.width, back.height)
        assert 0 < front.x < front.x + front.width < wide
        assert 0 < front.y < front.y + front.height < tall
        if flip is Flip.FOLD:
            assert back.page == front.page
            assert back.x == pytest.approx(front.x + front.width, abs=0.1)
            assert back.y == pytest.approx(front.y, abs=0.1)
            folds.add(round(back.x))
            continue
        assert back.page == front.page + 1
        assert front.page % 2 == 1
        # Turned over an upright edge the left is the right; over a level one the top is the bottom.
        x = wide - front.x - front.width if flip is Flip.LONG else front.x
        y = tall - front.y - front.height if flip is Flip.SHORT else front.y
        assert back.x == pytest.approx(x, abs=0.1)
        assert back.y == pytest.approx(y, abs=0.1)
    assert len(folds) == (2 if flip is Flip.FOLD else 0)


@pytest.mark.parametrize("flip", Flip)
def test_no_two_sides_of_a_page_share_a_place(flip: Flip) -> None:
    for per_page in PER_PAGE:
        laid = grid(per_page, flip)
        assert laid.cards == per_page
        fronts = {laid.front(at) for at in range(per_page)}
        backs = {laid.back(at) for at in range(per_page)}
        assert len(fronts) == len(backs) == per_page
        assert bool(fronts & backs) is (flip is not Flip.FOLD)


def right_of(answer: KeyAnswer) -> list[str]:
    lines = ["".join(r.text for r in line if isinstance(r, Run)) for line in answer.right]
    return lines or [str(block) for block in answer.blocks]


def test_every_kind_has_its_question_before_and_its_answer_behind() -> None:
    bank = every_kind()
    sheet = card_sheet(bank.title, "en", asked_of(bank), 1)
    assert {item.kind for item in bank.items} == set(KINDS)
    for item, card in zip(bank.items, sheet.cards, strict=True):
        assert card.item == item.id
        assert card.question.stem, item.kind
        assert right_of(card.answer), item.kind
        if item.kind in ("choice", "several"):
            assert "options" in str(card.question.form)
    orders = [c for c in sheet.cards if c.question.form == c.question.form and "Ordering" in str(c)]
    assert [line[:1] for line in right_of(orders[0].answer)] == ["1", "2", "3"]
    plain = next(c for c in sheet.cards if bank.items[c.number - 1].kind == "card")
    assert plain.question.task == ""


def test_feedback_and_passage_are_on_the_card() -> None:
    sheet = cards_of(
        "title: t\npassages: {p: Read this.}\nquestions:\n"
        "- {question: q, answer: a, wrong: [b], explain: Because., passage: p}\n"
    )
    (card,) = sheet.cards
    assert "Read this." in str(card.passage)
    assert "Because." in str(card.answer.explain)


@needs_typst
def test_long_text_shrinks_and_what_has_no_room_is_named() -> None:
    words = "word " * 60
    sheet = cards_of(
        "title: t\nquestions:\n- {id: fits, front: short, back: b}\n"
        f"- {{id: shrinks, front: {words}{words}, back: b}}\n"
        f"- {{id: long, front: f, back: {words * 12}}}\n"
    )
    made = CardPress(sheet, {}, per_page=12).pages()
    assert made.warnings == ("card 3 (long) is too long and is cut off; try `--per-page 8`",)
    assert CardPress(sheet, {}, per_page=8).pages().warnings == (
        "card 3 (long) is too long and is cut off; shorten it",
    )
    assert pages_of(made.data[0]) == 2


@needs_typst
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_is_printed_with_pictures(language: str) -> None:
    bank = every_kind()
    asked = [msgspec.structs.replace(one, picture="") for one in asked_of(bank)]
    with_one = msgspec.structs.replace(asked[0].item, image="m.png", alt="A map")
    asked[0] = msgspec.structs.replace(asked[0], item=with_one, picture="m")
    sheet = card_sheet(bank.title, language, asked, 1)
    for data in (png(900, 300), png(300, 1200)):
        made = CardPress(sheet, {"m": data}, per_page=12, flip=Flip.FOLD).pages()
        assert made.warnings == ()
        assert b"/Subtype/Image" in made.data[0]
    damaged = CardPress(sheet, {"m": png(90, 30)[:60]}).pages()
    assert damaged.warnings == ("m: the picture is damaged; its description is printed instead",)


@needs_typst
def test_the_same_cards_are_the_same_file() -> None:
    first, second = (CardPress(many(5), {}).pages().data for _ in range(2))
    assert first == second


@needs_typst
@pytest.mark.parametrize("text", [TYPST, *TEXTS.values()], ids=["typst", *TEXTS])
def test_hostile_texts_are_only_text(text: str) -> None:
    bank = bank_of(hostile_bank(text))
    made = CardPress(card_sheet(text, "en", asked_of(bank), 1), {}).pages()
    assert made.data[0].startswith(b"%PDF-")
    assert pages_of(made.data[0]) == 2 * -(-len(bank.items) // 8)  # no page break was obeyed
