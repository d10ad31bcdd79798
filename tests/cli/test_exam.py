"""`quiz exam` as lines: the same exam as on the screen, in words and in JSON."""

import csv
import io
import json
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quiz.desk import Desk
from quiz.desk.exams.asked import note_of
from tests.cli.conftest import Run

PAPER = """\
title: First term
about: Read all questions first.
minutes: 30
pass: 60
banks: [every]
draw:
  - {ids: [choice, text, number], points: 2}
  - {ids: [essay]}
shuffle: false
grades: {A: 90, B: 60}
"""


def sit(run: Run, *arguments: str, lines: str) -> list[dict[str, object]]:
    Path("paper.yaml").write_text(PAPER, encoding="utf-8")
    ran = run("exam", "paper.yaml", "--json", "--seed", "1", *arguments, lines=lines)
    assert ran.status == 0, ran.err
    return ran.events


def test_an_exam_is_sat_handed_in_and_graded(run: Run) -> None:
    lines = "Vienna\nMettternich\n:back\nMetternich\n147 days\nTo settle it.\n:hand-in\n1;2\n"
    events = sit(run, lines=lines)
    told = [event["event"] for event in events]
    assert told[:3] == ["exam", "question", "kept"]
    assert "outcome" not in told
    assert told[-2:] == ["reveal", "exam_result"]
    result = events[-1]
    assert (result["points"], result["of"], result["grade"], result["passed"]) == (7, 7, "A", True)
    reviewed = run("stats", "--reviews").out.splitlines()
    assert len(reviewed) == 1 + 4


def test_what_is_empty_is_listed_once_before_it_is_handed_in(run: Run) -> None:
    events = sit(run, lines=":next\nMetternich\n:flag\n:hand-in\n:hand-in\n")
    listed = next(event for event in events if event["event"] == "list")
    assert (listed["empty"], listed["answered"], listed["flagged"]) == ([1, 3, 4], 1, [3])
    assert events[-1]["event"] == "exam_result"
    assert (events[-1]["points"], events[-1]["passed"]) == (2, False)


def test_an_exam_that_is_left_goes_on_with_what_was_answered(run: Run) -> None:
    events = sit(run, lines="Vienna\n")
    assert events[-1] == {"event": "left"}
    ran = run("exam", "--resume", "--json", lines=":list\n:go 1\nParis\n:hand-in\n:hand-in\n")
    listed = [event for event in ran.events if event["event"] == "list"]
    assert listed[0]["answered"] == 1
    assert ran.events[-1]["points"] == 0
    ran = run("exam", "--resume", "--plain")
    assert (ran.status, ran.err) == (
        2,
        "quiz: no unfinished exam; start one with `quiz exam`",
    )


def test_in_words_it_says_how_it_works_and_what_to_study(run: Run) -> None:
    Path("paper.yaml").write_text(PAPER, encoding="utf-8")
    lines = "Paris\nMetternich\n1\n:next\n:hand-in\n:hand-in\n"
    out = run("exam", "paper.yaml", "--plain", "--seed", "1", lines=lines).out
    for said in (
        "First term, 4 questions, 30:00 left.",
        "Read all questions first.",
        "Correct answer: Vienna",
        "Unanswered: 4. Flagged: none.",
        "2 of 7 points, 29%",
        "Not passed (60% needed).",
        "Your answer: Paris",
        "Correct answer: Vienna",
        "Your answer: (no answer)",
    ):
        assert said in out, said
    assert out.index("Correct answer: Vienna") > out.index("29%")


def test_several_tries_and_certainty_answer_back(run: Run) -> None:
    lines = "Paris\n:hint\nVienna\n:next\n:next\n:next\n:hand-in\n:hand-in\n"
    events = sit(run, "--behaviour", "tries", lines=lines)
    outcomes = [event for event in events if event["event"] == "outcome"]
    assert [(o["credit"], o["tries_left"]) for o in outcomes] == [(0, 2), (1, 0)]
    assert "solution" not in outcomes[0]
    assert events[-1]["points"] == pytest.approx(4 / 3)
    lines = ":sure 3\nVienna\n:sure 1\nTalleyrand\n:next\n:next\n:hand-in\n:hand-in\n"
    Path("paper.yaml").write_text(PAPER, encoding="utf-8")
    out = run(
        "exam", "paper.yaml", "--plain", "--behaviour", "certainty", "--seed", "1", lines=lines
    ).out
    assert "Certainty 3: 1 answer, 100% right, well judged" in out


def test_a_paper_with_faults_lists_them_with_their_lines(run: Run) -> None:
    for old, new, line, said in (
        (
            "[choice, text, number]",
            "[choise]",
            7,
            "no question with the id 'choise' in these banks; did you mean",
        ),
        (
            "{ids: [essay]}",
            "{count: 9, kinds: [date]}",
            8,
            "this section asks for 9, but there is 1 such",
        ),
        (
            "[every]",
            "[every, evry]",
            5,
            "no bank, file or folder called 'evry'; did you mean 'every'?",
        ),
        ("banks: [every]\n", "", 1, "`banks` is missing"),
        ("pass: 60", "pass: 600", 4, "`pass` must be at most 100"),
    ):
        Path("paper.yaml").write_text(PAPER.replace(old, new), encoding="utf-8")
        ran = run("exam", "paper.yaml", "--plain")
        assert ran.status == 2
        assert f"paper.yaml:{line}:" in ran.err
        assert said in ran.err
        checked = run("check", "paper.yaml")
        assert checked.status == 1
        assert f"paper.yaml:{line}:" in checked.out
        assert said in checked.out
    Path("paper.yaml").write_text(PAPER, encoding="utf-8")
    assert run("check", "paper.yaml").out == "paper.yaml: no errors; exam paper with 4 questions\n"


def test_without_a_paper_banks_give_a_sensible_exam(run: Run) -> None:
    ran = run("exam", "every", "--json", "--seed", "2", "-n", "5", lines=":hand-in\n:hand-in\n")
    first = ran.events[0]
    assert (first["title"], first["total"]) == ("Every kind", 5)
    assert 7 * 60 < first["left_s"] <= 8 * 60
    again = run("exam", "every", "--json", "--seed", "2", "-n", "5", lines=":hand-in\n:hand-in\n")
    assert [e["id"] for e in ran.of("question")] == [e["id"] for e in again.of("question")]


def test_lines_that_are_no_answer_cost_nothing(run: Run) -> None:
    events = sit(run, lines="Rome\n:go 99\n:sure 7\n:nonsense\n\nVienna\n")
    assert [event["event"] for event in events].count("refused") == 5
    assert [event["event"] for event in events].count("kept") == 1


def test_results_are_listed_and_written_for_the_analysis(run: Run) -> None:
    assert run("results").out == "No exam results yet. Take an exam with `quiz exam`.\n"
    assert run("results", "--format", "csv").status == 2
    sit(run, lines="Vienna\nTalleyrand\n:next\nTo settle it.\n:hand-in\n:hand-in\n0\n")
    sit(run, lines="Vienna\nMetternich\n147\n:hand-in\n:hand-in\n")
    listed = json.loads(run("results", "--json").out)
    assert [(one["number"], one["points"], one["passed"]) for one in listed] == [
        (1, 6, True),
        (2, 2, False),
    ]
    assert len(run("results").out.splitlines()) == 2
    assert run("results", "3").status == 2
    rows = run("results", "--format", "csv", "--name", "Anna").out.splitlines()
    assert len(rows) == 1 + 2 * 4
    run("results", "--format", "json", "--name", "Anna", "-o", "r.json")
    ran = run("analyse", "r.json", "--attempts", "all", "--format", "json")
    assert "quiz results, 2 students, 4 questions" in ran.err
    items = {item["name"]: item for item in json.loads(ran.out)["items"]}
    assert items["choice"]["facility"] == 100
    assert items["choice"]["guess"] == pytest.approx(100 / 3)
    assert {r["response"]: r["is_key"] for r in items["text"]["responses"]} == {
        "Talleyrand": False,
        "Metternich": True,
    }


@pytest.mark.parametrize("fate", ["moved", "changed", "beside the paper"])
def test_an_exam_keeps_what_was_asked_and_answered(run: Run, fate: str) -> None:
    bank = Path("questions/every.yaml")
    if fate == "beside the paper":
        Path("class").mkdir()
        Path("class/every.yaml").write_text(bank.read_text("utf-8"), "utf-8")
        paper = PAPER.replace("[every]", "[every.yaml]")
        Path("class/paper.yaml").write_text(paper, encoding="utf-8")
        bank.unlink()
        lines = "Vienna\nTalleyrand\n:hand-in\n:hand-in\n"
        assert run("exam", "class/paper.yaml", "--json", "--seed", "1", lines=lines).status == 0
    else:
        sit(run, lines="Vienna\nTalleyrand\n")
        if fate == "moved":  # while the exam is on
            bank.rename("elsewhere.yaml")
        ended = run("exam", "--resume", "--json", lines=":hand-in\n:hand-in\n")
        assert ended.events[-1]["of"] == 7
        if fate == "changed":
            bank.write_text(bank.read_text("utf-8").replace("Vienna", "Linz"), "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("results", "--format", "csv").out)))
    first, second, number, essay = rows
    assert (first["response"], first["right"], first["mark"]) == ("Vienna", "Vienna", "2.0")
    assert first["options"] == "Vienna | Paris | Berlin"
    assert (second["response"], second["right"]) == ("Talleyrand", "Metternich")
    assert first["question"].startswith("Where")
    assert (number["response"], number["right"] != "", essay["response"]) == ("", True, "")
    page = run("results", "1", "--format", "html").out
    assert "Your answer: Vienna" in page
    run("results", "--format", "json", "-o", "r.json")
    told = json.loads(run("analyse", "r.json", "--format", "json").out)
    assert told["title"] == "First term"
    first_item = next(item for item in told["items"] if item["place"] == 1)
    assert first_item["text"].startswith("Where")
    assert first_item["responses"][0] == {
        "discrimination": None,
        "response": "Vienna",
        "is_key": True,
        "thirds": [0, 1, 0],
        "mean_total": pytest.approx(200 / 7),
    }


def test_an_exam_is_a_page_to_read_in_which_texts_are_text(run: Run) -> None:
    every = Path("questions/every.yaml")
    every.write_text(
        every.read_text("utf-8").replace("Who presided?", "Who <b>presided</b>?"), "utf-8"
    )
    given = '<script>{{ 7*7 }}{% raw %}"onload='
    sit(run, lines=f"Paris\n{given}\n:next\n:hand-in\n:hand-in\n")
    page = run("results", "1", "--format", "html").out
    read = ElementTree.fromstring(page.removeprefix("<!doctype html>\n"))
    assert "Your answer: Paris" in page
    assert f"Your answer: {given}" in "".join(read.itertext())
    assert "&lt;b&gt;presided" in page
    assert "<script" not in page
    assert "0 of 7 points, 0%" in page
    sit(run, lines=":hand-in\n:hand-in\n")
    assert run("results", "--format", "html").status == 2


def test_extra_time_comes_from_the_settings_or_is_asked_for(run: Run) -> None:
    Path("home").mkdir(exist_ok=True)
    Path("home/config.toml").write_text("extra_time = 1.5\n", encoding="utf-8")
    assert 44 * 60 < sit(run, lines="")[0]["left_s"] <= 45 * 60  # type: ignore[operator]
    assert sit(run, "--extra-time", "2", lines="")[0]["left_s"] > 59 * 60  # type: ignore[operator]
    Path("home/config.toml").write_text("extra_time = 0.5\n", encoding="utf-8")
    assert (
        "`extra_time` must be a number from 1 to 10, not 0.5"
        in run("config").err + run("config").out
    )


def test_questions_that_left_their_bank_are_passed_over_and_the_exam_ends(run: Run) -> None:
    sit(run, lines="Vienna\n")
    bank = Path("questions/every.yaml")
    text = bank.read_text("utf-8")
    bank.write_text(re.sub(r"  - id: essay.*?(?=  - id: )", "", text, flags=re.S), "utf-8")
    with Desk.open() as desk:  # as exams of older versions are, which did not keep their questions
        left = desk.record.unfinished_sitting(("exam",))
        assert left is not None
        desk.record.put_meta(note_of(left.uid), "")
    ran = run("exam", "--resume", "--json", lines=":go 4\n:hand-in\n:hand-in\n")
    assert "gone" in [event["event"] for event in ran.events]
    assert ran.events[-1]["of"] == 6
    bank.write_text(text, "utf-8")


def test_an_exam_says_whether_it_goes_on(run: Run) -> None:
    assert sit(run, lines="")[0]["resumed"] is False
    begun = run("exam", "--resume", "--json", lines="Vienna\n").of("exam")
    assert begun[0]["resumed"] is True  # though nothing was answered before
    assert sit(run, lines="")[0]["resumed"] is False


def test_every_event_of_an_exam_is_in_the_documentation() -> None:
    root = Path(__file__).parents[2]
    text = (root / "docs" / "line-mode.md").read_text("utf-8").partition("## In an exam")[2]
    listed = {
        name
        for row in re.findall(r"^\| (`[^|]+) \|", text, re.M)
        for name in re.findall(r"`(\w+)`", row)
    }
    files = (root / "quiz" / "cli" / f"{name}.py" for name in ("exam_lines", "sat_exam_lines"))
    source = "".join(file.read_text("utf-8") for file in files)
    told = set(re.findall(r'\.emit\(\s*"(\w+)"', source)) - {"help"}
    assert told | {"question", "reveal"} == listed


def test_an_exam_whose_time_was_over_meanwhile_shows_its_result(run: Run) -> None:
    sit(run, "--minutes", "0.03", lines="")
    time.sleep(2)
    ran = run("exam", "--resume", "--json")
    assert [event["event"] for event in ran.events] == ["time", "exam_result"]
    assert run("exam", "--resume", "--plain").status == 2


def test_a_plan_lists_the_mock_exams_of_its_banks(run: Run) -> None:
    run("plan", "every", "--exam", "in 9 days", "--name", "Finals")
    sit(run, lines=":hand-in\n:hand-in\n")
    assert "scored 0%" in run("plan").out
    told = json.loads(run("plan", "--json").out)["exams"][0]
    assert [mock["score"] for mock in told["mock_exams"]] == [0.0]
    assert told["last_mock_exam"] is None, "too early to predict"
    assert len(told["planned_minutes"]) == 9
    assert sum(told["planned_minutes"]) > 0
    assert told["missed"] == []
