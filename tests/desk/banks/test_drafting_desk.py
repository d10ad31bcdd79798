"""Going over drafts: decisions are kept, undone, and make a bank."""

from contextlib import suppress
from pathlib import Path

import pytest

from quiz.desk.banks.articles import ArticleRead, article_read, written_whole
from quiz.desk.banks.drafting import DROPPED, KEPT, Drafting
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded
from quiz.lint.checking import check_bank

TEXT = """\
The river

The city of Turin opened 14 new schools in 2019. Maria Rossi, mayor of Turin, met Paul Weber.
“The river is clean again,” said Paul Weber. Anna Conti, an engineer, and Luca Ferri, an architect,
came later with Sara Neri, director of the zoo, and Emma Galli, a teacher.

The works cost 12 million euros. “Nobody knows why this could happen,” she said. France, Spain and
Portugal joined the plan on 4 May 2020.
"""


@pytest.fixture
def source() -> ArticleRead:
    return article_read(TEXT, "river.txt")


@pytest.fixture
def drafting(source: ArticleRead, tmp_path: Path) -> Drafting:
    return Drafting(source, tmp_path / "drafts", tmp_path / "river.yaml")


def bank_of(path: Path) -> Decoded:
    return yaml_bank.decode(path.read_bytes(), source=str(path))


def test_what_is_kept_makes_a_bank_that_passes_the_check(drafting: Drafting) -> None:
    for draft in drafting.drafts:
        if drafting.is_open(draft):
            drafting.choose(draft, 1)
        drafting.keep(draft)
    count = drafting.write_bank()
    assert count == len(drafting.drafts)
    checked = check_bank(drafting.target.read_bytes(), source="river")
    assert [one for one in checked.findings if one.level == "error"] == []
    bank = bank_of(drafting.target).sound_bank()
    assert len(bank.items) == count
    assert not any(item.is_draft for item in bank.items)
    assert drafting.write_bank() == 0


def test_decisions_are_there_again_after_anything(source: ArticleRead, tmp_path: Path) -> None:
    first = Drafting(source, tmp_path / "drafts", tmp_path / "river.yaml")
    first.keep(first.drafts[0])
    first.drop(first.drafts[1])
    again = Drafting(source, tmp_path / "drafts", tmp_path / "river.yaml")
    assert again.was_begun
    assert again.decision(again.drafts[0]).state == KEPT
    assert again.decision(again.drafts[1]).state == DROPPED
    assert again.first == 2
    other = Drafting(source, tmp_path / "drafts", tmp_path / "other.yaml")
    assert not other.was_begun


def test_a_damaged_file_of_decisions_begins_again(source: ArticleRead, tmp_path: Path) -> None:
    first = Drafting(source, tmp_path / "drafts", tmp_path / "river.yaml")
    first.keep(first.drafts[0])
    [file] = (tmp_path / "drafts").iterdir()
    file.write_bytes(b'{"decisions": 3')
    again = Drafting(source, tmp_path / "drafts", tmp_path / "river.yaml")
    assert not again.was_begun


def test_each_decision_is_undone(drafting: Drafting) -> None:
    draft = drafting.drafts[0]
    drafting.keep(draft)
    drafting.drop(draft)
    assert drafting.undo() == draft.id
    assert drafting.decision(draft).state == KEPT
    drafting.undo()
    assert drafting.decision(draft).state == ""
    assert drafting.undo() == ""


def test_an_open_draft_is_kept_only_with_a_speaker(drafting: Drafting) -> None:
    [draft] = [draft for draft in drafting.drafts if drafting.is_open(draft)]
    with pytest.raises(QuizError, match="choose the speaker first"):
        drafting.keep(draft)
    assert not drafting.choose(draft, 99)
    assert drafting.choose(draft, 1)
    item = drafting.item(draft)
    assert item is not None
    assert item.solution == (draft.candidates[0],)


def test_an_edited_question_is_checked_before_it_is_taken(drafting: Drafting) -> None:
    draft = drafting.drafts[0]
    [problem] = drafting.edit(draft, "- question: Where?\n  anser: Turin\n")
    assert "answer" in problem.message
    assert drafting.edit(draft, "- question: Where?\n  answer: Turin\n") == ()
    item = drafting.item(draft)
    assert item is not None
    assert (item.stem, item.solution) == ("Where?", ("Turin",))
    for text in ("", "-", ":", "- a\n- b", "\x00", "- question: a\n  answer: b\n- question: c\n"):
        with suppress(QuizError):  # "write one question at a time"
            assert drafting.edit(draft, text) != () or text == ""


def test_a_question_of_ones_own_is_kept_and_undone(drafting: Drafting) -> None:
    sentence = drafting.unasked()[-1]
    before = len(drafting.drafts)
    begun = drafting.begun_question(sentence)
    assert "source: paragraph 2" in begun
    text = begun.replace("question: ", "question: Who?").replace("answer: ", "answer: Nobody")
    assert drafting.write(sentence, text) == ()
    assert len(drafting.drafts) == before + 1
    again = Drafting(drafting.source, drafting._path.parent, drafting.target)
    assert len(again.drafts) == before + 1
    assert [item.stem for item in again.kept_items()] == ["Who?"]
    drafting.undo()
    assert len(drafting.drafts) == before


def test_a_wrong_option_is_swapped_for_another_name_of_the_text(drafting: Drafting) -> None:
    draft = next(d for d in drafting.drafts if d.sort == "quotation" and d.forms)
    item = drafting.item(draft)
    assert item is not None
    before = {option.text for option in item.options}  # type: ignore[union-attr]
    assert drafting.swap(draft)
    changed = drafting.item(draft)
    assert changed is not None
    after = {option.text for option in changed.options}  # type: ignore[union-attr]
    assert after != before
    assert item.solution == changed.solution


def test_kept_from_both_sides_it_is_two_questions_of_one_fact(drafting: Drafting) -> None:
    draft = next(d for d in drafting.drafts if d.sort == "quotation" and d.forms)
    drafting.keep(draft, both=True)
    one, other = drafting.kept_items()
    assert (one.kind, other.kind, one.fact == other.fact) == ("choice", "text", True)


def test_what_stands_in_the_bank_already_stays(drafting: Drafting) -> None:
    drafting.target.write_text("title: Mine\nquestions:\n  - question: A?\n    answer: b\n")
    drafting.keep(drafting.drafts[0])
    assert drafting.write_bank() == 1
    bank = bank_of(drafting.target).sound_bank()
    assert (bank.title, len(bank.items), bank.items[0].stem) == ("Mine", 2, "A?")


def test_a_bank_with_errors_is_left_alone(drafting: Drafting) -> None:
    drafting.target.write_text("title: Mine\nquestions:\n  - question: A?\n")
    drafting.keep(drafting.drafts[0])
    with pytest.raises(QuizError):
        drafting.write_bank()
    assert drafting.target.read_text() == "title: Mine\nquestions:\n  - question: A?\n"


def test_all_of_them_are_written_as_drafts_for_an_editor(source: ArticleRead) -> None:
    written = written_whole(source, bank_id="river", with_evidence=True)
    decoded = yaml_bank.decode(written.data, source="river.yaml")
    assert [one for one in decoded.problems if one.level == "error"] == []
    bank = decoded.sound_bank()
    assert all(item.is_draft for item in bank.items)
    assert f"{len(bank.items) + 1} drafts, 1 of them open" == written.words
    assert b"# The works cost 12 million euros." in written.data
    assert b"# open: Whose words are these" in written.data
    bare = written_whole(source, bank_id="river", with_evidence=False)
    assert b"# The works" not in bare.data


@pytest.mark.parametrize(("text", "words"), [("One", "no sentence"), ("a\n\nb", "no sentence")])
def test_a_text_without_a_sentence_is_refused(text: str, words: str) -> None:
    with pytest.raises(QuizError, match=words):
        article_read(text, "a.txt")


def test_a_language_that_is_not_known_is_refused() -> None:
    with pytest.raises(QuizError, match="available: en, de"):
        article_read(TEXT, "river.txt", "tlh")


def test_slips_name_their_paragraph() -> None:
    source = article_read("A 5300-written report came out in the spring of 2019.", "r.txt")
    [slip] = written_whole(source, bank_id="r", with_evidence=False).slips
    assert slip.startswith("r.txt, paragraph 1: a figure doesn’t fit")
