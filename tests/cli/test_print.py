"""`quiz print` and `quiz mark`: files that fit one another, and what is said of them."""

import json
from pathlib import Path

import pytest

from quiz.formats.printed import pdf
from tests.cli.conftest import Run

PAPER = "title: Term test\nbanks: [every]\ndraw: [{count: 6, kinds: [choice, several, truefalse, text, match, computed]}]\nversions: 3\n"  # noqa: E501
needs_typst = pytest.mark.skipif(not pdf.is_there(), reason="typst is not installed")


@pytest.fixture
def no_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_there", lambda: False)


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


@needs_typst
def test_an_exam_with_its_key_and_sheets(run: Run) -> None:
    write("p.yaml", PAPER)
    ran = run("print", "p.yaml", "--key", "--bubbles", "--seed", "3")
    assert (ran.status, ran.err) == (0, "")
    first, *others = ran.out.splitlines()
    assert first.startswith("exam.pdf: 6 questions, 6 points, 3 versions (")
    assert others == [
        "exam-key.pdf", "exam-marking.pdf", "exam-bubbles.pdf", "exam-key.json",
        "All versions have the same questions, in a different order.",
        "Use `--seed 3` to print the same exam again.",
    ]  # fmt: skip
    for name in ("exam", "exam-key", "exam-marking", "exam-bubbles"):
        assert Path(f"{name}.pdf").read_bytes().startswith(b"%PDF-")
    before = {path: path.read_bytes() for path in Path().glob("exam*")}
    assert len(before) == 5
    again = run("print", "p.yaml", "--key", "--bubbles", "--seed", "3")
    assert again.status == 2
    assert again.err == (
        "quiz: exam.pdf: already exists; nothing was written (overwrite with `--force`)"
    )
    run("print", "p.yaml", "--key", "--bubbles", "--seed", "3", "--force")
    assert {path: path.read_bytes() for path in Path().glob("exam*")} == before


@needs_typst
@pytest.mark.parametrize("layout", ["normal", "large", "dyslexia"])
def test_a_bank_in_each_layout_on_each_paper(run: Run, layout: str) -> None:
    ran = run("print", "every", "-n", "5", "--layout", layout, "--paper", "letter", "--duplex",
              "--versions", "2", "-o", "out/e.pdf", "--seed", "1")  # fmt: skip
    assert ran.status == 0
    assert ran.out.startswith("out/e.pdf: 5 questions, 5 points, 2 versions (")
    assert Path("out/e.pdf").is_file()


def test_without_typst_a_page_is_written_and_what_to_install_is_said(
    run: Run, no_typst: None
) -> None:
    ran = run("print", "every", "--key", "--bubbles")
    assert ran.status == 0
    assert "needs typst (`pip install typst`)" in ran.err
    assert "exam.html instead, to print from a browser" in ran.err
    for name in ("exam", "exam-key", "exam-marking", "exam-bubbles"):
        assert Path(f"{name}.html").read_text("utf-8").startswith("<!doctype html>")
    assert "every/" not in Path("exam.html").read_text("utf-8")


def test_versions_drawn_anew_say_how_far_they_lie_apart(run: Run) -> None:
    write("p.yaml", PAPER.replace("count: 6", "count: 3"))
    ran = run("print", "p.yaml", "--draw-each", "--seed", "1", "-o", "x.html")
    assert "have different questions; how hard these are is unknown." in ran.out
    ran = run("print", "figures", "-n", "5", "--versions", "3", "--draw-each", "-o", "y.html")
    assert "The versions have different questions" in ran.out
    assert "print the same" in ran.out


def test_faults_are_told_with_their_line(run: Run) -> None:
    write("p.yaml", PAPER.replace("[every]", "[nothere]"))
    ran = run("print", "p.yaml")
    assert ran.status == 2
    assert ran.err.startswith("quiz: p.yaml:2:9: error: no bank, file or folder called 'nothere'")
    write("p.yaml", PAPER.replace("count: 6", "count: 60"))
    ran = run("print", "p.yaml")
    assert ran.err == (
        "quiz: p.yaml:3:1: error: this section asks for 60, but there are 6 such questions"
    )
    assert run("print", "every", "-o", "exam.docx").err.endswith("in .pdf, .html or .md")
    assert run("print", "every", "-o", "x.html", "-n", "0").status == 2
    assert list(Path().glob("exam*")) == []


def test_what_has_no_letters_has_no_bubble_sheet(run: Run) -> None:
    write("b.yaml", "title: t\nquestions: [{question: q, answer: a}]\n")
    ran = run("print", "b.yaml", "--bubbles", "-o", "x.html")
    assert (ran.status, "bubble sheet" in ran.err) == (2, True)


# Marking


def sheets(key: dict[str, list[dict[str, object]]]) -> list[str]:
    """Return a row for each version with every answer right."""
    rows = []
    for at, (code, entries) in enumerate(key.items()):
        letters = "".join(f"({''.join(map(str, entry['right']))})" for entry in entries)  # type: ignore[call-overload]
        rows.append(f"{code},L{at},{letters}")
    return rows


def test_sheets_are_marked_and_analysed(run: Run) -> None:
    write("p.yaml", PAPER)
    run("print", "p.yaml", "--bubbles", "-o", "exam.html")
    key = json.loads(Path("exam-key.json").read_text("utf-8"))
    assert key["test"] == "Term test"
    rows = sheets(key["versions"])
    write("s.csv", "\n".join(["version,name,answers", *rows]) + "\n")
    ran = run("mark", "s.csv", "--key", "exam-key.json", "-o", "r.csv")
    assert (ran.status, ran.err) == (0, "quiz: 3 sheets graded\n")
    assert ran.out == "L0: 3 / 3\nL1: 3 / 3\nL2: 3 / 3\n"
    analysed = run("analyse", "r.csv")
    assert analysed.status == 0
    assert "3 students, 3 questions, 3 points" in analysed.out
    assert run("mark", "s.csv", "--key", "exam-key.json", "-o", "r.csv").status == 2
    assert run("mark", "s.csv", "--key", "exam-key.json", "-o", "r.json").status == 0
    assert json.loads(Path("r.json").read_text("utf-8"))["test"] == "Term test"


def test_rows_that_cannot_be_marked_are_told_and_left_out(run: Run) -> None:
    run("print", "every", "--bubbles", "-o", "exam.html")
    key = json.loads(Path("exam-key.json").read_text("utf-8"))["versions"]
    write("s.csv", "\n".join(["version,name,answers", *sheets(key), "XX,Bob,A", ",,"]) + "\n")
    ran = run("mark", "s.csv", "--key", "exam-key.json")
    assert ran.status == 1
    assert ran.out.startswith(
        "learner,attempt,bank,item,response,right,mark,most,seconds,tags,guess,options,"
        "question,test\n"
    )
    assert ran.err.splitlines() == [
        "s.csv:3:1: error: unknown version 'XX'; the sheet was not graded",
        "quiz: 1 sheet graded, 1 row left out",
    ]
    assert run("mark", "none.csv", "--key", "exam-key.json").status == 2
    assert run("mark", "s.csv", "--key", "s.csv").err.startswith("quiz: s.csv: not an answer key")


# Cards


@needs_typst
def test_cards_are_printed_and_never_written_over_unasked(run: Run) -> None:
    ran = run("print", "--cards", "every")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "cards.pdf: 14 cards",
        "Print on both sides, flipped on the long edge, and cut along the marks.",
    ]
    before = Path("cards.pdf").read_bytes()
    again = run("print", "--cards", "every", "--flip", "fold", "--per-page", "12")
    assert (again.status, "was written (overwrite" in again.err) == (2, True)
    assert Path("cards.pdf").read_bytes() == before
    forced = run("print", "--cards", "every", "--flip", "fold", "--per-page", "12", "--force")
    assert forced.out.endswith("cut along the marks and fold along the dots.\n")
    assert Path("cards.pdf").read_bytes() != before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cards", "every", "--key"], "--key is for an exam, not for --cards"),
        (["--cards", "every", "--layout", "large"], "--layout is for an exam, not for --cards"),
        (["every", "--mistakes"], "--mistakes needs --cards"),
        (["every", "--flip", "long"], "--flip needs --cards"),
        ([], "give a bank or an exam paper to print"),
        (["--cards"], "give a bank or an exam paper to print"),
        (["--cards", "every", "-o", "x.html"], "x.html: the file name of cards must end in .pdf"),
        (["--cards", "every", "--per-page", "9"], "'9' is not one of '8', '12'"),
        (["--cards", "--mistakes"], "no mistakes left from the last two weeks"),
    ],
)
def test_what_cannot_be_printed_is_said(run: Run, arguments: list[str], said: str) -> None:
    ran = run("print", *arguments)
    assert (ran.status, said in ran.err) == (2, True), ran.err
    assert list(Path().glob("*.pdf")) == []


def test_cards_without_typst_say_what_to_install(run: Run, no_typst: None) -> None:
    ran = run("print", "--cards", "every")
    assert (ran.status, ran.err) == (2, "quiz: cards need typst; install it: pip install typst")


def test_an_exam_as_markdown(run: Run) -> None:
    ran = run("print", "every", "-n", "1", "-o", "e.md", "--key", "--seed", "1")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == [
        ran.out.splitlines()[0], "e-key.md", "e-marking.md", "e-key.json",
    ]  # fmt: skip
    assert ran.out.startswith("e.md: 1 question, 1 point, 1 version (")
    assert Path("e.md").read_text("utf-8").startswith("# Every kind\n\nName …")


def test_a_folder_is_all_its_banks_and_a_paper_is_no_bank_of_cards(run: Run) -> None:
    assert run("print", "questions", "-n", "3", "-o", "e.html").status == 0
    write("p.yaml", PAPER)
    ran = run("print", "--cards", "p.yaml")
    assert (ran.status, "cards; give its banks" in ran.err) == (2, True)


def test_a_wrong_key_is_put_right_on_marked_sheets(run: Run) -> None:
    write("b.yaml", "title: t\nquestions: [{id: capital, question: q, choices: [Paris, Lyon],"
          " answer: Lyon}, {id: other, question: r, choices: [x, y, z], answer: z}]\n")  # fmt: skip
    write("p.yaml", "title: T\nbanks: [b.yaml]\ngrades: {A: 90, F: 0}\n")
    run("print", "p.yaml", "--bubbles", "-o", "exam.html")
    (code,) = json.loads(Path("exam-key.json").read_text("utf-8"))["versions"]
    entries = json.loads(Path("exam-key.json").read_text("utf-8"))["versions"][code]
    letters = "".join(
        next(letter for letter, text in entry["options"].items() if text in ("Paris", "z"))
        for entry in entries
    )
    write("s.csv", f"version,name,answers\n{code},Ann,{letters}\n")
    files = ("--results", "r.csv", "--marks", "m.csv")
    assert (
        run("mark", "s.csv", "--key", "exam-key.json", "-o", "r.csv", "--marks", "m.csv").status
        == 0
    )
    assert f"Ann,{code},1,2,50.0,F" in Path("m.csv").read_text("utf-8")
    assert run("remark", "exam-key.json", "capital").err.endswith("with --results")
    ran = run("remark", "exam-key.json", "capital", *files, "--accept", "paris", lines="n\n")
    assert (ran.status, "Ann  1 → 2" in ran.out) == (1, True)
    assert ",0.0," in Path("r.csv").read_text("utf-8") or ",0," in Path("r.csv").read_text("utf-8")
    write("b.yaml", Path("b.yaml").read_text("utf-8").replace("answer: Lyon", "answer: Paris"))
    ran = run("remark", "exam-key.json", "capital", *files, lines="y\n")
    assert (ran.status, "Ann  1 → 2" in ran.out) == (0, True), ran.err
    assert f"Ann,{code},2,2,100.0,A" in Path("m.csv").read_text("utf-8")
    first = Path("r.csv").read_text("utf-8")
    run("mark", "s.csv", "--key", "exam-key.json", "-o", "r.csv", "--force")
    assert Path("r.csv").read_text("utf-8") == first
    assert run("remark", "exam-key.json", "other", *files, "--drop", "--yes").status == 0
    assert f"Ann,{code},1,1,100.0,A" in Path("m.csv").read_text("utf-8")
    assert "1 question" in run("analyse", "r.csv").out
    assert "bubble sheets" in run("remark", "nothing", "1", "--results", "r.csv").err
    missing = run("remark", "none-key.json", "1", "--results", "r.csv")
    assert missing.err == "quiz: none-key.json: No such file or directory"
