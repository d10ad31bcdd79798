"""Writing a question into a bank of one's own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks import authoring
from quiz.desk.banks.authoring import DraftFault, QuestionDraft, begin_bank, keep_question
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.items import Flashcard, Number, Picked, ShortText, SingleChoice, Typed
from quiz.study import CardRef
from tests.support import TWO
from tests.ui.seen import quiz_of

MakeDesk = Callable[..., Desk]
CARD = QuestionDraft(question="Vienna", answer="Capital of Austria")
CHOICE = QuestionDraft(
    kind="choice", question="Where?", answer="Vienna", wrong=("Graz", "Linz"), tags=("places",),
    explain="It is the *largest*.",
)  # fmt: skip
TEXT = QuestionDraft(kind="text", question="Who?", answer="Metternich", accept=("Clemens",))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The user's own folder, with a bank in it."""
    folder = tmp_path / "home" / "banks"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("# my own\n" + TWO.replace("Two", "Mine", 1), "utf-8")
    return folder


def items_of(path: str | Path) -> list[object]:
    decoded = yaml_bank.decode(Path(path).read_bytes(), source="x.yaml")
    assert decoded.problems == ()
    assert decoded.bank is not None
    return list(decoded.bank.items)


def test_only_banks_of_the_own_folder_are_offered(desk: Desk, own: Path) -> None:
    assert authoring.own_banks(desk) == []
    desk.refresh()
    assert [entry.title for entry in authoring.own_banks(desk)] == ["Mine"]


@pytest.mark.parametrize(
    ("draft", "kind"), [(CARD, Flashcard), (CHOICE, SingleChoice), (TEXT, ShortText)]
)
def test_a_question_of_each_kind_is_written_at_the_end_and_all_else_stays(
    make_desk: MakeDesk, own: Path, draft: QuestionDraft, kind: type
) -> None:
    desk = make_desk()
    before = (own / "mine.yaml").read_text("utf-8")
    entry = keep_question(desk, draft, str(own / "mine.yaml"))
    assert (entry.title, entry.items) == ("Mine", 3)
    assert (own / "mine.yaml").read_text("utf-8").startswith(before.rstrip("\n"))
    item = items_of(own / "mine.yaml")[-1]
    assert isinstance(item, kind)
    assert item.stem == draft.question  # type: ignore[attr-defined]
    assert item.tags == draft.tags  # type: ignore[attr-defined]
    assert item.has_written_id  # type: ignore[attr-defined]
    assert desk.library.item(entry.id, item.id) is not None  # type: ignore[attr-defined]


def test_a_number_is_marked_as_a_number_and_not_as_a_word(make_desk: MakeDesk, own: Path) -> None:
    number = QuestionDraft(kind="text", question="How many?", answer="147", accept=("1.5",))
    keep_question(make_desk(), number, str(own / "mine.yaml"))
    assert isinstance(items_of(own / "mine.yaml")[-1], Number)


def test_the_same_question_twice_has_two_ids(make_desk: MakeDesk, own: Path) -> None:
    desk = make_desk()
    for _ in range(3):
        keep_question(desk, CARD, str(own / "mine.yaml"))
    names = [item.id for item in items_of(own / "mine.yaml")]  # type: ignore[attr-defined]
    assert len(set(names)) == 5
    assert names[-1] == f"{names[2]}-3"


def test_a_new_bank_is_a_whole_one_and_never_lies_over_another(
    make_desk: MakeDesk, own: Path
) -> None:
    desk = make_desk()
    entry = begin_bank(desk, CHOICE, "Österreich: die Städte")
    assert (entry.id, entry.title) == ("osterreich-die-stadte", "Österreich: die Städte")
    assert begin_bank(desk, CARD, "Mine").path == os.path.realpath(own / "mine-2.yaml")
    assert begin_bank(desk, CARD, "每日").id == "bank"
    assert (own / "mine.yaml").read_text("utf-8").startswith("# my own")


@pytest.mark.parametrize(
    ("draft", "field", "words"),
    [
        (QuestionDraft(answer="a"), "question", "enter the front"),
        (QuestionDraft(question="q"), "answer", "enter the back"),
        (QuestionDraft(kind="text", answer="a"), "question", "enter the question"),
        (QuestionDraft(kind="text", question="q"), "answer", "enter the correct answer"),
        (QuestionDraft(kind="choice", question="q", answer="a"), "wrong", "at least one"),
        (QuestionDraft(kind="choice", question="q", answer="a", wrong=("a",)), "wrong", ""),
        (QuestionDraft(question="q" * 20_001, answer="a"), "question", "20,000"),
        (QuestionDraft(question="q", answer="a", explain="e" * 20_001), "explain", "20,000"),
        (QuestionDraft(kind="text", question="q", answer="1,000"), "answer", "1000"),
    ],
)
def test_a_fault_names_its_field(
    make_desk: MakeDesk, own: Path, draft: QuestionDraft, field: str, words: str
) -> None:
    desk = make_desk()
    before = (own / "mine.yaml").read_bytes()
    with pytest.raises(DraftFault) as fault:
        keep_question(desk, draft, str(own / "mine.yaml"))
    assert (fault.value.field, words in str(fault.value)) == (field, True)
    assert (own / "mine.yaml").read_bytes() == before


def test_a_new_bank_needs_a_title(desk: Desk) -> None:
    with pytest.raises(DraftFault, match="enter a title for the new bank"):
        begin_bank(desk, CARD, "  ")


def test_what_someone_else_writes_meanwhile_stays(
    make_desk: MakeDesk, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, path = make_desk(), own / "mine.yaml"
    from quiz.library import writing

    really = writing.replace_bank
    others = ['  - {id: other, question: "Other?", answer: "yes", wrong: ["no"]}\n']

    def late(target: Path, *, was: bytes, now: bytes) -> None:
        while others:
            path.write_text(path.read_text("utf-8") + others.pop(), "utf-8")
        really(target, was=was, now=now)

    monkeypatch.setattr(writing, "replace_bank", late)
    keep_question(desk, CARD, str(path))
    stems = [item.stem for item in items_of(path)]  # type: ignore[attr-defined]
    assert stems == ["One?", "Two?", "Other?", "Vienna"]


def test_a_file_that_never_stands_still_is_left_alone(
    make_desk: MakeDesk, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, path = make_desk(), own / "mine.yaml"
    from quiz.library import writing

    really = writing.replace_bank

    def late(target: Path, *, was: bytes, now: bytes) -> None:
        path.write_text(path.read_text("utf-8") + "# more\n", "utf-8")
        really(target, was=was, now=now)

    monkeypatch.setattr(writing, "replace_bank", late)
    with pytest.raises(QuizError, match="changed on disk in"):
        keep_question(desk, CARD, str(path))
    assert "Vienna" not in path.read_text("utf-8")


def test_a_broken_file_is_told_and_left_alone(make_desk: MakeDesk, own: Path) -> None:
    desk, path = make_desk(), own / "mine.yaml"
    path.write_text("title: Mine\nquestions: [\n", "utf-8")
    with pytest.raises(QuizError, match="fix its errors first"):
        keep_question(desk, CARD, str(path))
    assert path.read_text("utf-8") == "title: Mine\nquestions: [\n"


@pytest.mark.parametrize("text", ["- x: {y}", "# no comment", "a: b", "'\"", "*x* & | >", "null"])
def test_any_text_is_kept_as_it_was_typed(make_desk: MakeDesk, own: Path, text: str) -> None:
    keep_question(make_desk(), QuestionDraft(question=text, answer=text), str(own / "mine.yaml"))
    item = items_of(own / "mine.yaml")[-1]
    assert isinstance(item, Flashcard)
    assert (item.stem, item.back) == (text, text)


def test_a_card_is_made_of_a_mistake(desk: Desk) -> None:
    for card, response, front, back in (
        ("choice", Picked((1,)), "Where did the congress meet?", "Vienna"),
        ("cloze", Typed("x"), "The ____ met in ____ for\n____ years.", "Congress"),
        ("order", Typed("x"), "In order, please.", "Leipzig"),
        ("computed", Typed("x"), "What is ", ""),
    ):
        sitting = begin_quiz(desk, quiz_of(cards=(CardRef("every", card),)))
        assert sitting.question is not None
        told = sitting.hand_in(response, elapsed_ms=1)
        draft = authoring.card_of_mistake(told.question.item, told.outcome)
        assert draft.question.split() == front.split() or draft.question.startswith(front)
        assert back in draft.answer
        assert "{" not in draft.question
        authoring.checked_item(draft)


def test_lines_and_parts_are_what_holds_something() -> None:
    assert authoring.lines_of(" a \n\n b\r\nc ") == ("a", "b", "c")
    assert authoring.parts_of(" a;; b  c ;") == ("a", "b c")
    assert authoring.parts_of("x, y", ",") == ("x", "y")
