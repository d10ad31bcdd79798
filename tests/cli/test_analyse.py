"""`quiz analyse`: from a file of results to verdicts that a teacher acts on."""

import csv
import io
import json
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from markupsafe import escape

from tests.cli.conftest import Run


def matrix(learners: int = 60, seed: int = 1) -> str:
    """Letters of a class: Q1 good, Q2 with a wrong key, Q3 too easy, Q4 by chance alone."""
    rng = Random(seed)
    lines = ["name,Q1,Q2,Q3,Q4,Q5", "key,A,B,C,D,A"]
    for n in range(learners):
        skill = n / learners
        q1 = "A" if rng.random() < skill else rng.choice("BCD")
        q2 = "C" if rng.random() < skill else rng.choice("ABD")
        q5 = "A" if rng.random() < skill else rng.choice("BC")
        lines.append(f"L{n},{q1},{q2},C,{rng.choice('ABCD')},{q5}")
    return "\n".join(lines) + "\n"


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_each_question_has_a_verdict_in_a_sentence(run: Run) -> None:
    write("class.csv", matrix())
    ran = run("analyse", "class.csv")
    assert ran.status == 0
    assert ran.err == (
        "quiz: class.csv: read as a table of letters (first row read as headings, 1 "
        "column of names), 60 students, 5 questions\n"
    )
    assert ran.out.startswith("class\n60 students, 5 questions, 5 points\nMean ")
    overview = "✘ check the answer key: 2 · ! worth a look: 3\n"
    assert overview in ran.out
    shown = " ".join(ran.out.split())
    assert "✘ Q2" in shown
    assert (
        "chose C: check the answer key." in shown
        or "than the correct answer: check the answer key." in shown
    )
    assert "Almost everyone got it right" in shown
    assert max(map(len, ran.out.splitlines())) <= 80


def test_few_learners_get_no_verdict(run: Run) -> None:
    write("few.csv", matrix(6))
    ran = run("analyse", "few.csv", "--format", "json")
    told = json.loads(ran.out)
    assert {item["verdict"] for item in told["items"]} == {"open"}
    assert "6 students are too few to judge a question." in told["items"][0]["words"]


def test_json_and_csv_have_every_figure_and_html_stands_alone(run: Run) -> None:
    write("class.csv", matrix())
    told = json.loads(run("analyse", "class.csv", "--format", "json").out)
    assert told["title"] == "class"
    assert told["items"][0]["verdict"] == "check"
    first = next(item for item in told["items"] if item["place"] == 1)
    assert first["name"] == "Q1"
    low, high = told["test"]["alpha_range"]
    assert low < told["test"]["alpha"] < high
    low, high = first["discrimination_range"]
    assert low <= first["discrimination"] <= high
    assert sum(sum(r["thirds"]) for r in first["responses"]) == 60
    rows = list(csv.DictReader(io.StringIO(run("analyse", "class.csv", "--format", "csv").out)))
    assert [row["name"] for row in rows] == [item["name"] for item in told["items"]]
    row = next(row for row in rows if row["place"] == "1")
    assert float(row["facility"]) == pytest.approx(first["facility"], abs=1e-3)
    assert float(row["discrimination_low"]) == pytest.approx(
        first["discrimination_range"][0], abs=1e-3
    )
    assert run("analyse", "class.csv", "--format", "html", "-o", "r.html").out == ""
    page = Path("r.html").read_text("utf-8")
    assert "http" not in page
    assert "<p>Almost everyone got it right" in page
    body = page[page.index("<body>") : page.index("</html>")]
    ElementTree.fromstring(body)


def test_names_from_a_file_are_text_in_the_page_and_in_the_terminal(run: Run) -> None:
    write("odd.csv", "who,<script>x</script>,\x1b[2Jb\nAnna,1,0\nBob,0,1\nCem,1,1\n")
    page = run("analyse", "odd.csv", "--format", "html").out
    assert "<script>" not in page
    assert "\x1b" not in page + run("analyse", "odd.csv").out


@pytest.mark.parametrize("text", ["<script>x", '""onload=x', "{{ 7*7 }}", "{% raw %}"])
def test_names_titles_and_answers_of_a_file_are_text_in_the_page(run: Run, text: str) -> None:
    rows = ["learner,bank,item,response,right,mark,most,question,test"]
    for n in range(30):
        given = f'"{text}"' if n % 2 else "other"
        rows.append(f'L{n},b,one,{given},"{text}",{n % 2},1,"Is it {text}","Test {text}"')
        rows.append(f'L{n},b,two,a,b,{int(n % 3 > 0)},1,Two,"Test {text}"')
    write("class.csv", "\n".join(rows) + "\n")
    page = run("analyse", "class.csv", "--format", "html").out
    shown = text.replace('""', '"')
    title, body = page.partition("<title>")[2], page[page.index("<body>") : page.index("</html>")]
    assert title.startswith(f"Test {escape(shown)} – Test analysis</title>")
    read = ElementTree.fromstring(body)
    lines = "".join(read.itertext()).splitlines()
    assert f"Test {shown} – Test analysis" in lines
    assert sum(f"Is it {shown}" in line for line in lines) == 2  # in the overview and as heading
    assert any(line.startswith(f"✔ {shown}") for line in lines)
    assert {name for element in read.iter() for name in element.attrib} <= {
        *("class", "id", "href", "width", "height", "role", "aria-label", "fill", "stroke"),
        *("font-size", "d", "points", "stroke-width", "cx", "cy", "r", "x", "y"),
    }


def test_files_of_one_test_are_taken_together_and_others_are_refused(run: Run) -> None:
    write("a.csv", matrix(30, seed=1))
    write("b.csv", matrix(30, seed=2))
    told = json.loads(run("analyse", "a.csv", "b.csv", "--format", "json").out)
    assert told["test"]["learners"] == 60
    write("c.csv", "1,0\n0,1\n")
    ran = run("analyse", "a.csv", "c.csv")
    assert (ran.status, "have different questions" in ran.err) == (2, True)
    assert run("analyse", "gone.csv").status == 2
    assert run("analyse", "c.csv", "-o", "new/report.html").status == 0
    assert Path("new/report.html").read_text("utf-8").startswith("<!doctype html>")
    assert run("analyse", "c.csv", "-o", "new/report.html").status == 2
    assert run("analyse", "c.csv", "-o", "new/report.html", "--force").status == 0


def results(learners: int) -> str:
    rows = ["learner,bank,item,mark,most"]
    for n in range(learners):
        rows += [f"L{n},every,choice,{int(n % 4 > 0)},1", f"L{n},every,text,{int(n % 2)},1"]
    return "\n".join(rows) + "\n"


def test_the_share_right_is_written_into_the_bank_and_nothing_else_changes(run: Run) -> None:
    bank = Path("questions/every.yaml")
    before = bank.read_text("utf-8")
    write("class.csv", results(20))
    ran = run("analyse", "class.csv", "--difficulty")
    assert ran.status == 0
    assert "every.yaml: difficulty saved for 2 questions" in ran.err
    after = bank.read_text("utf-8")
    added = "    difficulty: 0.75\n", "    difficulty: 0.50\n"
    assert after.replace(added[0], "").replace(added[1], "") == before
    assert all(line in after for line in added)
    run("analyse", "class.csv", "--difficulty")
    assert bank.read_text("utf-8") == after
    assert run("check", "--faults", "every").status == 0


def test_no_difficulty_is_written_of_a_question_whose_key_is_in_doubt(run: Run) -> None:
    rows = ["learner,bank,item,mark,most"]
    for n in range(24):
        # `choice` is wrong for the best, and right for the others.
        marks = {"choice": n < 12, "text": n >= 12, "number": n >= 10, "several": n >= 14}
        rows += [f"L{n},every,{item},{int(mark)},1" for item, mark in marks.items()]
    write("class.csv", "\n".join(rows) + "\n")
    ran = run("analyse", "class.csv", "--difficulty")
    assert "no difficulty saved for choice: check the answer key first" in ran.err
    assert "difficulty saved for 3 questions" in ran.err
    assert Path("questions/every.yaml").read_text("utf-8").count("difficulty:") == 3


def test_all_forms_name_questions_alike_and_put_what_is_urgent_first(run: Run) -> None:
    rows = ["learner,bank,item,mark,most,question,test"]
    text = "Where did the delegates of all the powers meet after the war?"
    for n in range(24):
        rows.append(f"L{n},every,good,{int(n >= 12)},1,Who <presided>?,Spring term")
        rows.append(f"L{n},every,other,{int(n >= 10)},1,=cmd|x,Spring term")
        rows.append(f"L{n},every,more,{int(n >= 8)},1,-3,Spring term")
        rows.append(f"L{n},every,choice,{int(n < 12)},1,{text},Spring term")
    write("class.csv", "\n".join(rows) + "\n")
    shown = run("analyse", "class.csv").out
    told = json.loads(run("analyse", "class.csv", "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(run("analyse", "class.csv", "--format", "csv").out)))
    page = run("analyse", "class.csv", "--format", "html").out
    order = [item["name"] for item in told["items"]]
    assert order[0] == "choice"
    assert [row["name"] for row in table] == order
    assert told["items"][0]["text"] == table[0]["text"] == text
    assert shown.index("Where did the delegates") < shown.index("Who <presided>? [good]")
    assert page.index("Where did the delegates") < page.index("Who &lt;presided&gt;? [good]")
    assert all("Spring term" in form for form in (shown, told["title"], page))
    assert told["verdicts"]["check"] == 1
    assert "✘ check the answer key: 1" in shown
    assert "✘ check the answer key: 1" in page
    assert {row["text"] for row in table} == {text, "Who <presided>?", "'=cmd|x", "-3"}


def test_a_difficulty_is_not_written_from_few_learners_or_for_unknown_questions(run: Run) -> None:
    write("few.csv", results(5))
    assert "5 students are too few" in run("analyse", "few.csv", "--difficulty").err
    write("matrix.csv", matrix())
    assert "don't name their banks" in run("analyse", "matrix.csv", "--difficulty").err


def test_files_that_tell_different_things_are_joined_without_mixing_learners(run: Run) -> None:
    write("a.csv", "learner,item,mark,most\n" + "".join(f"A{n},Q1,2,4\n" for n in range(12)))
    write("b.csv", "name,Q1\nkey,B\n" + "".join(f"L{n},B\n" for n in range(12)))
    told = json.loads(run("analyse", "a.csv", "b.csv", "--format", "json").out)
    (item,) = told["items"]
    assert item["facility"] == pytest.approx(75)
    write("c.csv", "name,Q1\nkey,B\n" + "".join(f"L{n},C\n" for n in range(12)))
    (item,) = json.loads(run("analyse", "b.csv", "c.csv", "--format", "json").out)["items"]
    assert {r["response"]: r["is_key"] for r in item["responses"]} == {"B": True, "C": False}


def test_a_mark_is_a_share_of_what_the_question_was_worth_there(run: Run) -> None:
    write("own.csv", "learner,item,mark,most\nA,q,2,2\nB,q,1,1\n")
    told = json.loads(run("analyse", "own.csv", "--format", "json").out)
    assert told["items"][0]["facility"] == 100
    write("key.csv", "name,Q1\nkey,\nAnn,B\n")
    assert "no correct letter in the key" in run("analyse", "key.csv").err


def test_a_head_of_figures_is_told_and_asked_about_in_doubt(run: Run) -> None:
    write("head.csv", "name,1,2,3\nAnna,1,0,1\nBob,0,0,1\nCem,1,1,1\nDana,0,0,1\n")
    ran = run("analyse", "head.csv")
    assert ran.out.startswith("head\n4 students, 3 questions, 3 points\n")
    assert "first row read as headings" in ran.err
    forced = run("analyse", "head.csv", "--no-header")
    assert forced.out.startswith("head\n5 students, 3 questions")
    write("doubt.csv", "Anna,1,2,3\nBob,0,2,1\n")
    ran = run("analyse", "doubt.csv")
    assert (ran.status, "--header" in ran.err) == (2, True)
    assert run("analyse", "doubt.csv", "--no-header").out.startswith(
        "doubt\n2 students, 3 questions"
    )
    assert run("analyse", "doubt.csv", "--header").out.startswith("doubt\n1 student,")


def test_exams_of_a_paper_that_draws_are_joined_or_the_seed_is_named(run: Run) -> None:
    def sat(count: int, seed: int) -> str:
        draw = f"title: Draw\nbanks: [every]\ndraw:\n  - {{count: {count}}}\n"
        write("paper.yaml", draw)
        lines = ":hand-in\n:hand-in\n"
        run("exam", "paper.yaml", "--json", "--seed", str(seed), lines=lines)
        name = f"{count}-{seed}-{len(list(Path().glob('*.json')))}.json"
        run("results", "1", "--format", "json", "-o", name)
        return name

    same = run("analyse", sat(8, 1), sat(8, 1), "--format", "json")
    assert (json.loads(same.out)["test"]["items"], "different" in same.err) == (8, False)
    mixed = run("analyse", sat(8, 1), sat(8, 2), "--format", "json")
    assert json.loads(mixed.out)["test"]["items"] > 8
    assert "`quiz exam PAPER --seed 7` draws the same" in mixed.err
    other = run("analyse", sat(1, 1), sat(1, 2))
    assert (other.status, "--seed 7" in other.err) == (2, True)
