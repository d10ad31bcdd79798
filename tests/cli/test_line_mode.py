"""Line mode: every kind, every command, over lines and over JSON."""

import json
import re
from pathlib import Path

import pytest

from quiz.cli.line_mode import LineSitting
from tests.cli.conftest import Run

KINDS = [
    "choice",
    "several",
    "truefalse",
    "text",
    "list",
    "number",
    "date",
    "match",
    "order",
    "groups",
    "cloze",
    "card",
    "essay",
    "computed",
]


def play(run: Run, kind: str, lines: str, *more: str) -> list[dict[str, object]]:
    return run("play", "every", "--json", "--seed", "5", "--kind", kind, *more, lines=lines).events


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("choice", "Vienna"),
        ("choice", "vienna"),
        ("several", "Austria; Prussia"),
        ("several", '["Austria", "Prussia"]'),
        ("truefalse", "true"),
        ("truefalse", "TRUE"),
        ("text", "Metternich"),
        ("text", "Klemens von Metternich"),
        ("text", '"Metternich"'),
        ("list", "Britain; Prussia; Austria"),
        ("list", '["UK", "Prussia", "Austria"]'),
        ("number", "147"),
        ("number", "147 days"),
        ("date", "June 1815"),
        ("date", "18 June 1815"),
        ("match", "Talleyrand=France; Castlereagh=Britain"),
        ("match", '{"Talleyrand": "France", "Castlereagh": "Britain"}'),
        ("order", "Leipzig; Elba; Waterloo"),
        ("order", '["Leipzig", "Elba", "Waterloo"]'),
        ("groups", "Austria=Coalition; Russia=Coalition; Saxony=France"),
        ("groups", '{"Austria": "Coalition", "Russia": "Coalition", "Saxony": "France"}'),
        ("cloze", "Conference; Vienna; two"),
        ("cloze", '["Congress", "Vienna", "two"]'),
    ],
)
def test_a_right_answer_in_words_or_json_earns_full_credit(run: Run, kind: str, line: str) -> None:
    outcome = play(run, kind, line + "\n")[1]
    assert outcome["event"] == "outcome"
    assert (outcome["credit"], outcome["verdict"]) == (1.0, "right")
    assert (outcome["points"], outcome["rating"]) == (1.0, "good")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("card", "essay")])
def test_the_solution_handed_back_as_json_earns_full_credit(run: Run, kind: str) -> None:
    first = {"choice": "1", "several": "1", "truefalse": "true", "match": "1=1", "groups": "1=1"}
    told = play(run, kind, first.get(kind, "1") + "\n")
    solution = next(event["solution"] for event in told if event["event"] == "outcome")
    again = play(run, kind, json.dumps(solution) + "\n")
    assert again[1]["credit"] == 1.0


def test_numbers_mean_places_as_shown_and_an_exact_text_wins(run: Run) -> None:
    asked = play(run, "choice", "")[0]
    options = asked["options"]
    assert isinstance(options, list)
    place = options.index("Vienna") + 1
    assert play(run, "choice", f"{place}\n")[1]["credit"] == 1.0
    bank = "title: n\nquestions:\n  - {question: q, answer: 2, choices: [3, 2, 1]}\n"
    Path("questions/n.yaml").write_text(bank)
    told = run("play", "n", "--json", lines="2\n").events
    assert told[1]["credit"] == 1.0


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("choice", "Madrid"),
        ("choice", "4"),
        ("choice", "0"),
        ("choice", ""),
        ("choice", "{}"),
        ("several", "Austria; Mars"),
        ("several", ""),
        ("truefalse", "perhaps"),
        ("match", "Talleyrand"),
        ("match", "Talleyrand=Mars"),
        ("match", "Nobody=France"),
        ("match", "{"),
        ("order", "Leipzig; Mars"),
        ("order", ""),
        ("groups", "Austria=Nowhere"),
        ("card", "what?"),
    ],
)
def test_what_names_nothing_on_offer_is_refused_at_no_cost(run: Run, kind: str, line: str) -> None:
    told = play(run, kind, line + "\n")
    assert told[1]["event"] == "refused"
    assert told[1]["reason"]
    assert told[-1]["event"] == "result"
    assert (told[-1]["answered"], told[-1]["finished"]) == (0, False)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("text", "Napoleon"),
        ("text", ""),
        ("number", "many"),
        ("number", "147 miles"),
        ("date", "1815"),
        ("list", ""),
        ("cloze", "x"),
        ("computed", "9**9**9"),
    ],
)
def test_a_typed_answer_is_always_marked_and_the_reason_said(
    run: Run, kind: str, line: str
) -> None:
    outcome = play(run, kind, line + "\n")[1]
    assert (outcome["event"], outcome["credit"], outcome["verdict"]) == ("outcome", 0.0, "wrong")
    assert outcome["rating"] == "again"
    if kind in ("number", "date", "computed"):
        parts = outcome["parts"]
        assert isinstance(parts, list)
        assert parts[0]["note"]


def test_a_card_is_turned_by_an_empty_line_and_rated(run: Run) -> None:
    told = play(run, "card", "\nx\n4\n", "-n", "1")
    assert [event["event"] for event in told[:4]] == ["question", "reveal", "refused", "outcome"]
    assert told[1]["solution"] in ("Foreign minister of Austria", "Metternich")
    assert (told[3]["rating"], told[3]["credit"]) == ("easy", 1.0)


def test_the_other_side_of_a_card_has_its_own_id(run: Run) -> None:
    told = play(run, "card", "\n3\n\n3\n", "-n", "5")
    ids = {str(event["id"]) for event in told if event["event"] == "question"}
    assert ids == {"card", "card~reverse"}


def test_an_essay_is_a_line_and_then_the_points_it_met(run: Run) -> None:
    told = play(run, "essay", "For peace.\n2;1\n")
    assert told[1]["rubric"] == ["names the war", "names the peace"]
    assert told[2]["credit"] == 1.0
    assert play(run, "essay", "For peace.\n7\n0\n")[3]["credit"] == 0.0


def test_a_hint_costs_a_third_and_is_refused_when_there_is_no_more(run: Run) -> None:
    told = play(run, "choice", ":hint\n:hint\n:hint\nVienna\n")
    assert [event["event"] for event in told[1:5]] == ["hint", "hint", "refused", "outcome"]
    assert (told[1]["left"], told[2]["left"]) == (1, 0)
    assert told[4]["points"] == pytest.approx(1 / 3)
    assert (told[4]["credit"], told[4]["rating"]) == (1.0, "hard")


def test_a_skipped_question_does_not_come_back(run: Run) -> None:
    told = play(run, "choice", ":skip\n")
    assert told[1]["event"] == "skipped"
    result = told[-1]
    assert (result["skipped"], result["answered"], result["of"], result["finished"]) == (
        1,
        0,
        1.0,
        True,
    )


def test_undo_right_and_ratings_speak_of_the_last_outcome(run: Run) -> None:
    lines = "Napoleon\n:right\n:4\n:undo\nMetternich\n\n"
    told = play(run, "text", lines)
    events = [event["event"] for event in told]
    assert events == [
        "question",
        "outcome",
        "outcome",
        "outcome",
        "undone",
        "question",
        "outcome",
        "result",
    ]
    assert (told[2]["overridden"], told[2]["credit"], told[2]["rating"]) == (True, 1.0, "good")
    assert told[3]["rating"] == "easy"
    assert (told[-1]["answered"], told[-1]["credit"]) == (1, 1.0)


def test_commands_about_nothing_are_refused(run: Run) -> None:
    told = play(run, "choice", ":undo\n:right\n:3\n:nonsense\n:help\n")
    assert [event["event"] for event in told[1:6]] == [*["refused"] * 4, "help"]


def test_only_commands_that_do_something_now_are_listed(run: Run) -> None:
    said = run("play", "every", "--plain", "--kind", "choice", lines=":x\nParis\n:hint\n\n").out
    during, afterwards = (line for line in said.splitlines() if "unknown command" in line)
    assert ":hint, :skip" in during
    assert ":bury" not in during
    assert "available: :undo, :right, :1, :2, :3, :4, :wrong, :help, :quit" in afterwards
    said = run("review", "every", "--plain", lines=":x\n").out
    assert ":bury, :suspend" in said


def test_right_is_refused_for_what_was_picked(run: Run) -> None:
    told = play(run, "choice", "Paris\n:right\n\n")
    assert told[2]["event"] == "refused"


def test_the_end_of_input_loses_nothing_and_resume_goes_on(run: Run) -> None:
    first = run("play", "every", "--json", "-n", "6", "--seed", "2", lines=":skip\n:skip\n").events
    assert first[-1]["finished"] is False
    waiting = first[-2]
    again = run("play", "--resume", "--json", lines=":skip\n" * 9).events
    assert again[0] == waiting
    assert again[0]["place"] == 3
    assert again[-1]["finished"] is True
    assert run("play", "--resume", "--plain").status == 2


def test_quit_leaves_as_the_end_of_input_does(run: Run) -> None:
    ran = run("play", "every", "--plain", lines=":quit\n")
    assert ran.status == 0
    assert "Score" not in ran.out


def test_line_mode_says_in_words_what_was_right_and_why(run: Run) -> None:
    ran = run("play", "every", "--plain", "--kind", "choice", lines="Paris\n\n")
    assert "Wrong. 0 of 1 point." in ran.out
    assert "Correct answer: Vienna" in ran.out
    assert "Paris was 1856." in ran.out
    assert "It met in the city on the Danube." in ran.out
    assert "Source: paragraph 1" in ran.out
    assert "Rating: again. Due in 1 min." in ran.out
    assert "Score: 0. 0 of 1 point, 0%." in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("kind", "line", "texts"),
    [
        ("choice", "Berlin", ("Berlin: wrong.", "Correct answer: Vienna")),
        ("truefalse", "false", ("false: wrong.", "Correct answer: true")),
        ("several", "Austria; Peru", ("Peru: wrong.", "Correct answer: Austria; Prussia")),
    ],
)
def test_a_wrong_pick_is_said_in_words_beside_what_is_right(
    run: Run, kind: str, line: str, texts: tuple[str, ...]
) -> None:
    out = run("play", "every", "--plain", "--kind", kind, lines=line + "\n").out
    assert all(text in out for text in texts), out


def test_a_review_ends_when_nothing_is_due(run: Run) -> None:
    ran = run("review", "--plain", "--new", "0")
    assert (ran.status, ran.out) == (0, "Nothing due.\n")
    told = run("review", "every", "--json", "--new", "1", lines="Vienna\n").events
    assert told[0]["id"] == "choice"
    assert told[1]["due"]


def test_a_time_limit_counts_as_empty_when_it_is_over(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: t\nquestions:\n  - {question: q, answer: yes, wrong: [no], time: 5}\n"
    Path("questions/t.yaml").write_text(text)
    times = iter(range(0, 1000, 6))
    monkeypatch.setattr(LineSitting.__init__, "__defaults__", (lambda: next(times),))
    told = run("play", "t", "--json", lines="yes\n").events
    assert told[1]["event"] == "note"
    assert (told[2]["credit"], told[2]["verdict"]) == (0.0, "wrong")


def test_a_sprint_ends_when_its_time_is_up_and_a_late_answer_does_not_count(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(range(0, 1000, 35))  # two looks at the clock for an answer, one for the question
    monkeypatch.setattr(LineSitting.__init__, "__defaults__", (lambda: next(times),))
    kinds = ("--kind", "choice", "--kind", "truefalse", "--kind", "several")
    told = run("play", "every", "--json", "--mode", "sprint", *kinds, lines="1\n1\n1\n").events
    assert [event["event"] for event in told] == [
        *("question", "outcome", "question", "note", "result"),
    ]
    assert (told[-1]["answered"], told[-1]["finished"]) == (1, True)


def test_in_survival_a_skip_costs_a_life_and_says_so(run: Run) -> None:
    out = run("play", "every", "--plain", "--mode", "survival", lines=":skip\n" * 3 + "\n").out
    assert "A skip costs a life; lives left: 2." in out
    assert "lives left: 0." in out
    assert "0 right, 0 partly right, 0 wrong, 3 skipped." in out


def test_in_a_sprint_a_skip_costs_seconds_and_says_so(run: Run) -> None:
    out = run("play", "every", "--plain", "--mode", "sprint", lines=":skip\n").out
    assert "A skip costs 5 s; time left: 1" in out


def test_a_survival_is_compared_with_the_best_run_before_and_lists_the_best(run: Run) -> None:
    survive = ("play", "every", "--mode", "survival")
    first = run(*survive, "--plain", lines=":skip\n" * 3 + "\n").out
    assert "your best" not in first
    second = run(*survive, "--plain", lines=":skip\n" * 3 + "\n").out
    assert "Level with your best." in second
    assert "Best runs:\n1. 0 right, 2" in second
    assert "2. 0 right, now" in second
    told = run(*survive, "--json", lines=":skip\n" * 3 + "\n").events
    assert [one["now"] for one in told[-1]["best_runs"]] == [False, False, True]


def test_beside_figures_labels_are_letters_and_mean_what_is_shown(run: Run) -> None:
    bank = "title: n\nquestions:\n  - {question: q, match: {poles: 2, seas: 7}}\n"
    Path("questions/n.yaml").write_text(bank)
    asked = run("play", "n", "--plain", "--seed", "1", lines="").out
    label = {line[3:]: line[0] for line in asked.splitlines() if line[1:3] == ". "}
    assert (label["poles"], label["seas"]) == ("1", "2")
    assert {label["2"], label["7"]} == {"a", "b"}
    for line in (f"1={label['2']}; 2={label['7']}", "1=2; 2=7", "poles=2; seas=7"):
        ran = run("play", "n", "--plain", "--seed", "1", lines=line + "\n")
        assert "Right. 1 of 1 point." in ran.out, ran.out
    ran = run("play", "n", "--plain", "--seed", "1", lines="1=1; 2=2\n")
    assert "Not accepted: no choice '1'; answer with a to b, or the choice's text." in ran.out


def test_hostile_lines_do_not_end_the_sitting(run: Run) -> None:
    lines = "\x1b]52;c;x\x07\n" + "[" * 5000 + "\n" + '{"a": {"b": 1}}\n' + "x" * 200_000 + "\n"
    told = play(run, "choice", lines + "Vienna\n")
    assert [event["event"] for event in told[1:5]] == ["refused"] * 4
    assert told[5]["credit"] == 1.0
    assert "\x1b" not in json.dumps(told, ensure_ascii=False)


def test_maths_is_printed_in_unicode_and_left_as_written_in_json(run: Run, tmp_path: Path) -> None:
    bank = """title: Maths
questions:
  - question: |
      What is

      $$
      \\sum_{k=1}^{3} k^2 - \\frac{1}{2}
      $$
    answer: "$x^2$"
    wrong: ["- 5", "$\\\\sqrt[3]{8}$"]
"""
    (tmp_path / "questions" / "maths.yaml").write_text(bank, encoding="utf-8")
    said = run("play", "maths", "--plain", "--seed", "1", lines="$x^2$\n").out
    assert "∑ₖ₌₁³ k² - 1/2\n" in said
    assert "∛8" in said
    assert "$" not in said
    assert "Right. 1 of 1 point." in said
    told = run("play", "maths", "--json", "--seed", "1").events
    assert any("\\frac{1}{2}" in str(event.get("text")) for event in told)


TYPED = """\
title: Typed
questions:
  - {id: only, question: Who?, answer: Metternich}
  - {id: last, question: Where?, answer: Vienna}
"""
PAPER = "title: Typed\nbanks: [typed]\nshuffle: false\ndraw: [{ids: [only]}, {ids: [last]}]\n"
COMMANDS = {
    "play": ("play", "typed", "--seed", "1"),
    "review": ("review", "typed"),
    "exam": ("exam", "typed.yaml", "--seed", "1"),
}
TOO_LONG = {
    "by one": "x" * 1_001,
    "ten megabytes": "y" * 10_000_000,
    "half a character": '"\\ud800"',
}


@pytest.mark.parametrize("form", ["--plain", "--json"])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("line", ["by one", "ten megabytes", "half a character"])
def test_an_answer_that_cannot_be_one_is_asked_again_in_every_command(
    run: Run, command: str, form: str, line: str
) -> None:
    if form == "--plain" and line == "half a character":
        pytest.skip("it is a text like any other there")
    Path("questions/typed.yaml").write_text(TYPED, "utf-8")
    Path("typed.yaml").write_text(PAPER, "utf-8")
    # The first question stays in front: its answer is the line after, then comes the second.
    end = ":hand-in\n:hand-in\n" if command == "exam" else ""
    lines = f"{TOO_LONG[line]}\n{'z' * 1_000}\nVienna\n{end}"
    ran = run(*COMMANDS[command], form, lines=lines)
    reason = (
        "half a character" if line == "half a character" else "can have at most 1,000 characters"
    )
    assert ran.out.count(reason) == 1
    assert len(ran.out) < 20_000
    answered = "kept" if command == "exam" else "outcome"
    if form == "--json":
        told = [one for one in ran.events if one["event"] in ("question", "refused", answered)]
        events = [one["event"] for one in told[:5]]
        assert events == ["question", "refused", answered, "question", answered]
        assert told[0]["id"] == told[2]["id"] != told[4]["id"]


@pytest.mark.parametrize("command", ["play", "exam"])
def test_an_essay_may_be_longer_and_has_a_bound_too(run: Run, command: str) -> None:
    bank = "title: Typed\nquestions:\n  - {id: only, question: Why?, essay: So.}\n"
    Path("questions/typed.yaml").write_text(bank, "utf-8")
    Path("typed.yaml").write_text("title: T\nbanks: [typed]\n", "utf-8")
    end = ":hand-in\n" if command == "exam" else ""
    lines = f"{'a' * 10_001}\n{'b' * 10_000}\n{end}3\n"
    ran = run(*COMMANDS[command], "--json", lines=lines)
    assert [told["reason"] for told in ran.of("refused")] == [
        "too long: an answer can have at most 10,000 characters; type it again"
    ]
    assert len(ran.of("reveal")) == 1


def test_a_part_of_a_list_has_the_bound_of_an_answer(run: Run) -> None:
    lines = f"Britain; {'x' * 1_001}\n" + json.dumps(["a", "b" * 1_001]) + "\nBritain\n"
    told = play(run, "list", lines)
    reasons = [event.get("reason") for event in told if event["event"] == "refused"]
    assert reasons == ["too long: an answer can have at most 1,000 characters; type it again"] * 2


def test_the_example_of_the_documentation_plays(run: Run) -> None:
    root = Path(__file__).parents[2]
    text = (root / "docs" / "line-mode.md").read_text("utf-8")
    (lines, words) = re.findall(r"^printf '(.*)' \| quiz (.*)$", text, re.M)[0]
    bank = root / "questions" / "who-said-what.yaml"
    Path("questions/who-said-what.yaml").write_bytes(bank.read_bytes())
    ran = run(*words.split(), lines=lines.replace("\\n", "\n"))
    assert (ran.status, ran.out.count("Rating: ")) == (0, 2)


# New questions


SHOWN = """title: Capitals
questions:
  - {id: a, question: "Capital of *Austria*?", answer: Vienna, explain: "It lies on the `Danube`."}
  - {id: b, question: Capital of Italy?, answer: Rome}
"""


def test_new_questions_are_shown_with_their_answers_before_they_are_asked(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "capitals.yaml").write_text(SHOWN, encoding="utf-8")
    told = run("review", "capitals.yaml", "--plain", lines="Vienna\nRome\n\n").out
    shown, _line, asked = told.partition("\n1 of 2")
    assert "New 1 of 2 · Capitals\nCapital of Austria?\nAnswer: Vienna\n" in shown
    assert "It lies on the Danube." in shown
    assert "New 2 of 2" in shown
    assert "Vienna" not in asked.partition("Right.")[0]
    assert asked.count("Right.") == 2


def test_in_json_what_is_shown_expects_no_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "capitals.yaml").write_text(SHOWN, encoding="utf-8")
    events = run("review", "capitals.yaml", "--json", lines="Vienna\nRome\n").events
    assert [event["event"] for event in events[:4]] == ["shown", "shown", "question", "outcome"]
    assert (events[0]["solution"], events[0]["round"]) == (["Vienna"], "new 1 of 2")
    assert events[3]["credit"] == 1.0


def test_no_mark_of_markdown_is_read_aloud(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "title: M\nquestions:\n  - question: |\n      What is **bold** and `code`?\n\n"
        "      | year | sum |\n      | --- | --- |\n      | 2018 | 5 |\n"
        "    answer: '`a`'\n    wrong: ['`b`']\n    hint: '*this*'\n    explain: 'so *it* is'\n",
        encoding="utf-8",
    )
    told = run("play", "m.yaml", "--plain", lines=":hint\na\n\n").out
    assert "What is bold and code?\nyear: 2018; sum: 5.\n" in told
    assert "Hint: this\n" in told
    assert "so it is\n" in told
    assert not re.search(r"[*`|]", told.replace("`quiz", ""))


def test_a_question_is_noted_for_its_author_by_line(run: Run) -> None:
    lines = ":wrong 3 Vienna\n:undo\n:wrong\nVienna\n:wrong last\n:wrong unclear\n\n"
    events = play(run, "choice", lines, "-n", "1")
    notes = [str(event["text"]) for event in events if event["event"] == "note"]
    assert notes == [
        "noted on 'Where did the congress meet?': typo: Vienna; `quiz suggest` writes it for the "
        "author",
        "note removed",
        "noted on 'Where did the congress meet?': this question is wrong; `quiz suggest` writes it "
        "for the author",
        "noted on 'Where did the congress meet?': last; `quiz suggest` writes it for the author",
        "noted on 'Where did the congress meet?': unclear; `quiz suggest` writes it for the author",
    ]
    assert [event["credit"] for event in events if event["event"] == "outcome"] == [1.0]


def test_the_question_before_is_noted_with_last(run: Run) -> None:
    lines = ":wrong last typo\nVienna\n:wrong last typo\n:quit\n"
    ran = run(
        "play", "every", "--plain", "--seed", "5", "--kind", "choice", "--kind", "text", lines=lines
    )
    assert "Not accepted: no question was answered yet." in ran.out
    assert "Noted on '" in ran.out


def test_in_an_exam_a_question_is_noted_by_line(run: Run) -> None:
    ran = run("exam", "every", "--plain", "--seed", "1", lines=":wrong 2 Which One\n:quit\n")
    assert "unclear: Which One; `quiz suggest`" in ran.out
