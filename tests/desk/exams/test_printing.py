"""Joining a paper, its banks and their pictures: what is printed, and which faults are told."""

from pathlib import Path

import pytest

from quiz.desk.exams.papers import opened_paper
from quiz.desk.exams.printing import Job, PrintRequest, prepared
from quiz.errors import BankError, QuizError
from quiz.formats.printed.sheet import PrintedQuestion, Section, SheetPicture
from quiz.library.library import Library
from tests.support import EVERY_KIND, folders_in, write_banks

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\0\x05" * 2

POOL = "title: Pool\nid: pool\nlanguage: de\nquestions:\n" + "".join(
    f"- {{id: q{n}, question: 'Q{n}?', answer: a, wrong: [b], tags: [t{n % 3}], "
    f"difficulty: {('easy', 'hard', '0.5')[n % 3]}}}\n"
    for n in range(30)
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("pool.yaml").write_text(POOL, encoding="utf-8")
    write_banks(tmp_path, {"known": POOL.replace("id: pool", "id: known")})
    Path("every.yaml").write_text(EVERY_KIND, encoding="utf-8")
    return tmp_path


def job(*names: str, seed: int = 1, **request: object) -> Job:
    wanted = PrintRequest(names=names, seed=seed, **request)  # type: ignore[arg-type]
    library = Library(folders_in(Path.cwd()))
    try:
        return prepared(wanted, library)
    finally:
        library.close()


def paper(text: str) -> str:
    Path("p.yaml").write_text(f"title: P\n{text}", encoding="utf-8")
    return "p.yaml"


def faults(text: str) -> list[str]:
    with pytest.raises(BankError) as raised:
        job(paper(text))
    return [str(problem) for problem in raised.value.problems]


def test_a_bank_alone_gives_twenty_questions_or_all() -> None:
    made = job("pool.yaml")
    assert made.questions == 20
    assert made.printed.exam.time == "Zeit: 30 Minuten"
    assert made.printed.exam.title == "Pool"
    assert job("every.yaml").questions == 14
    assert job("known", length=5).questions == 5
    assert job("pool.yaml", "every.yaml", length=44).questions == 44
    short = job("pool.yaml", length=40)
    assert (short.questions, short.warnings) == (30, ("there are only 30 questions",))


def test_a_paper_says_what_is_drawn_and_how_often() -> None:
    made = job(paper("banks: [known]\ndraw: [{count: 4, tags: [t1], points: 2.5}]\nversions: 3\n"))
    assert made.questions == 4
    assert [version.total for version in made.printed.exam.versions] == ["10"] * 3
    items = [{entry.item for entry in found} for found in made.printed.key.versions.values()]
    assert items[0] == items[1] == items[2]
    assert made.has_same_questions


def test_banks_are_files_beside_the_paper_too(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "p.yaml").write_text(
        "title: P\nbanks: [../pool.yaml]\ndraw: [{count: 2, banks: [../pool.yaml]}]\n", "utf-8"
    )
    assert job("sub/p.yaml").questions == 2


def test_faults_of_a_paper_are_told_with_their_line() -> None:
    assert faults("banks:\n  - known\n  - nothere\ndraw: [{count: 1}]\n") == [
        "p.yaml:4:5: error: no bank, file or folder called 'nothere'; `quiz banks` lists your banks"
    ]
    assert faults("banks: [known]\ndraw:\n  - {count: 1, tags: [t9]}\n  - ids: [q1, q77]\n") == [
        ("p.yaml:4:1: error: no question in these banks has the topic 't9'; did you mean 't2'?"),
        ("p.yaml:5:1: error: no question with the id 'q77' in these banks; did you mean 'q7'?"),
    ]
    assert faults("banks: [known]\ndraw:\n  - {count: 11, tags: [t1]}\n") == [
        "p.yaml:4:1: error: this section asks for 11, but there are 10 such questions"
    ]
    assert faults("draw: [{count: 1}]\n") == [
        "p.yaml:1:1: error: `banks` is missing; list the banks to draw questions from"
    ]
    assert faults("banks: [known]\ndraw: [{count: 1, banks: [other]}]\n") == [
        "p.yaml:3:1: error: 'other' isn't one of this paper's banks"
    ]


def test_a_paper_stands_alone() -> None:
    name = paper("banks: [known]\ndraw: [{count: 1}]\n")
    with pytest.raises(QuizError, match="name one exam paper or some banks, not both"):
        job(name, "pool.yaml")
    with pytest.raises(QuizError, match="already says how many"):
        job(name, length=3)


def test_the_same_seed_is_the_same_exam() -> None:
    assert job("pool.yaml", versions=3, seed=5) == job("pool.yaml", versions=3, seed=5)
    assert job("pool.yaml", seed=5).printed != job("pool.yaml", seed=6).printed


def test_versions_drawn_anew_lie_close_together() -> None:
    made = job("pool.yaml", length=8, versions=4, draws_each=True)
    assert not made.has_same_questions
    assert made.spread is not None
    assert 0 <= made.spread.high - made.spread.low < 2
    assert (made.spread.known, made.spread.questions > 8) == (made.spread.questions, True)
    again = job("pool.yaml", length=8, versions=4, draws_each=True)
    assert again == made


def test_pictures_are_read_within_the_folder_of_the_bank(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "secret.png").write_bytes(PNG)
    (folder / "b" / "link.png").symlink_to(folder / "secret.png")
    (folder / "b" / "map.png").write_bytes(PNG)
    (folder / "b" / "text.png").write_text("no picture")
    names = ("map", "link", "text")
    (folder / "b" / "b.yaml").write_text(
        "title: B\nquestions:\n"
        + "".join(f"- {{question: {n}, answer: a, image: {n}.png}}\n" for n in names),
        encoding="utf-8",
    )
    made = job("b/b.yaml")
    assert made.pictures == {"b/map.png": PNG}
    assert set(made.warnings) == {
        "b/b.yaml: 1 question left out because of errors (`quiz check` lists them)",
        ("text.png: not a PNG, JPEG, GIF or WebP picture; its description is printed instead"),
    }
    shown = {
        block.alt: block.name
        for part in made.printed.exam.versions[0].parts
        if isinstance(part, PrintedQuestion)
        for block in part.stem
        if isinstance(block, SheetPicture)
    }
    assert shown == {"map.png": "b/map.png", "text.png": ""}


def test_a_paper_has_a_letterhead_sections_and_grades(folder: Path) -> None:
    (folder / "crest.png").write_bytes(PNG)
    made = job(
        paper(
            "banks: [known]\nschool: School\nclass: 7b\ndate: 2027-01-18\nlogo: crest.png\n"
            "grades: {A: 90, B: 55.5}\nversions: 3\n"
            "draw:\n- {count: 2}\n- {count: 3, tags: [t1], title: One}\n"
            "- {count: 2, tags: [t2], title: Two, points: 0.5}\n- {count: 1, tags: [t0]}\n"
        )
    )
    letterhead = made.printed.exam.letterhead
    assert (letterhead.school, letterhead.class_name) == ("School", "7b")
    assert letterhead.date == "18. Januar 2027"
    assert letterhead.logo == SheetPicture(name="./crest.png", alt="School")
    assert made.pictures == {"./crest.png": PNG}
    for version in made.printed.exam.versions:
        names = [p.title if isinstance(p, Section) else "q" for p in version.parts]
        assert names == ["q", "q", "One", "q", "q", "q", "Two", "q", "q", "q"]
        assert [a.heading for a in version.answers] == ["", "", "One", "", "", "Two", "", ""]
        assert [(step.name, step.points) for step in version.grades] == [("A", "6,5"), ("B", "4")]


def test_a_logo_is_read_within_the_folder_of_the_paper(folder: Path) -> None:
    (folder / "p").mkdir()
    (folder / "secret.png").write_bytes(PNG)
    (folder / "p" / "link.png").symlink_to(folder / "secret.png")
    for logo, why in (
        ("../secret.png", "picture not found, or outside its folder"),
        (str(folder / "secret.png"), "picture not found, or outside its folder"),
        ("link.png", "picture not found, or outside its folder"),
        ("none.png", "picture not found, or outside its folder"),
    ):
        text = f"title: P\nlogo: {logo}\nbanks: [known]\ndraw: [{{count: 1}}]\n"
        (folder / "p" / "p.yaml").write_text(text, "utf-8")
        made = job("p/p.yaml")
        assert made.pictures == {}
        assert made.warnings == (f"{logo}: {why}; printed without the logo",)


def test_questions_with_faults_are_left_out_and_told() -> None:
    Path("bad.yaml").write_text(POOL + "- {question: x}\n", encoding="utf-8")
    assert job("bad.yaml", length=30).warnings == (
        "bad.yaml: 1 question left out because of errors (`quiz check` lists them)",
    )
    Path("none.yaml").write_text("title: t\nquestions:\n- {question: x}\n", encoding="utf-8")
    with pytest.raises(QuizError, match=r"none\.yaml: no valid questions"):
        job("none.yaml")


@pytest.mark.parametrize("bank", ["~", "/", "/etc/passwd", "~/banks", "..", "../..", "C:/banks"])
def test_a_paper_looks_neither_all_over_the_disk_nor_into_a_home(folder: Path, bank: str) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    path = folder / "deep" / "er" / "p.yaml"
    path.write_text(f"title: P\nbanks: ['{bank}']\ndraw: [{{count: 1}}]\n", "utf-8")
    with pytest.raises(
        BankError, match=r"p\.yaml:2:\d+: error: .* by a path relative to the paper"
    ):
        job(str(path))


def test_a_folder_that_a_paper_names_lies_beside_it(folder: Path) -> None:
    (folder / "deep" / "banks").mkdir(parents=True)
    for name in ("one", "two"):
        text = f"title: T\nquestions: [{{question: {name}?, answer: a}}]\n"
        (folder / "deep" / "banks" / f"{name}.yaml").write_text(text, "utf-8")
    paper = "title: P\nbanks: [banks]\ndraw: [{count: 2, banks: [banks]}]\n"
    (folder / "deep" / "p.yaml").write_text(paper, "utf-8")
    assert len(job("deep/p.yaml").printed.key.versions) == 1


def test_a_paper_is_one_exam_on_the_screen_and_on_paper() -> None:
    """Flashcards are turned and graded by oneself: no section of a paper draws them."""
    name = paper("banks: [every.yaml]\n")
    library = Library(folders_in(Path.cwd()))
    try:
        on_screen = [one.ref.card for one in opened_paper(library, [name]).pool]
        with pytest.raises(BankError):
            opened_paper(library, [paper("banks: [every.yaml]\ndraw: [{count: 1, kinds: [card]}]")])
    finally:
        library.close()
    assert job(paper("banks: [every.yaml]\n")).questions == len(on_screen) == 13
    assert job("every.yaml").questions == 14, "a bank by itself may be printed with its cards"
    with pytest.raises(BankError):
        job(paper("banks: [every.yaml]\ndraw: [{count: 1, kinds: [card]}]"))
