"""Games in line mode: what is shared with others, the ladder's lifelines, speed points."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

BANK = "title: G\nid: g\nquestions:\n" + "".join(
    f"  - {{id: q{n}, question: Question {n}?, answer: right {n}, wrong: [a, b, c],"
    f" hint: It is {n}.}}\n"
    for n in range(20)
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "g.yaml"
    path.write_text(BANK)
    return path


def texts(events: list[dict[str, Any]]) -> list[str]:
    return [event["text"] for event in events if event["event"] == "question"]


def answers(events: list[dict[str, Any]], wrong: int = 0) -> str:
    """Return lines that answer questions rightly, as their texts say, the first ones wrongly."""
    numbers = [re.findall(r"\d+", text)[0] for text in texts(events)]
    return "".join(f"{'a' if n < wrong else f'right {at}'}\n" for n, at in enumerate(numbers))


def test_a_daily_quiz_is_the_same_for_others_and_played_once(
    run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    daily = ("play", str(bank), "--mode", "daily")
    seen = run(*daily, "--json", lines="x\n" * 3).events  # three answers are refused: it is left
    assert len(texts(seen)) == 1
    left = run(*daily, "--json", lines=answers(seen)).events
    assert (texts(left)[0], len(texts(left))) == (texts(seen)[0], 2)
    again = run(*daily, "--json", lines="a\n" * 9).events  # goes on where it was left
    assert again[0]["place"] == 2
    line = again[-1]["share"]
    assert re.fullmatch(r"quiz daily \d+ \w{3} \d{4} · 1/10 ✔✘{9} \d:\d\d", line)
    over = run(*daily, "--plain")
    assert over.status != 0
    assert line in over.err
    assert "the next one comes tomorrow" in over.err
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "another"))
    run("play", str(bank), "--plain", lines="a\n" * 20)  # a record of its own
    other = run(*daily, "--json", lines="a\n" * 10).events
    assert texts(other) == [*texts(left)[:1], *texts(again)]
    bank.write_text(BANK.replace("Question 3", "Question three, or 3,"))
    changed = run(*daily, "--json", lines="a\n" * 10).events
    assert changed[0]["place"] == 1
    assert texts(changed) != texts(other)


@pytest.mark.parametrize("option", [("-n", "3"), ("--kind", "choice"), ("--tag", "t")])
def test_what_all_share_has_no_options_of_its_own(
    run: Run, bank: Path, option: tuple[str, str]
) -> None:
    ran = run("play", str(bank), "--mode", "daily", "--plain", *option)
    assert "has no length, topic or kind of its own" in ran.err


def test_a_duel_asks_the_other_the_same_and_says_both_scores(
    run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = run("play", str(bank), "--duel", "--json", lines="a\n" * 10).events
    code = asked[-1]["share"]
    assert re.fullmatch(r"duel-[0-9a-f]+-[0-9a-f]{10}-0of10-\d+", code)
    assert asked[-1]["versus"] == ""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "another"))
    other = run("play", str(bank), "--duel", code, "--json", lines=answers(asked, 3)).events
    assert texts(other) == texts(asked)
    assert [one["options"] for one in other if one["event"] == "question"] == [
        one["options"] for one in asked if one["event"] == "question"
    ]
    assert other[-1]["versus"].startswith("You 7 of 10 in 0:0")
    assert other[-1]["versus"].endswith("You win.")
    plain = run("play", str(bank), "--duel", f"look: {code}", "--plain", lines="a\n" * 10).out
    assert "the other 0 in 0:0" in plain
    assert "-0of10-" in plain
    bank.write_text(BANK.replace("Question 3", "Question three"))
    ran = run("play", str(bank), "--duel", code, "--plain")
    assert "this duel is about other banks" in ran.err
    assert "is no duel code" in run("play", "--duel", "g", "--plain").err
    assert "no duel in this file" in run("play", "--duel", str(bank), "--plain").err


def test_a_ladder_has_fifteen_rungs_two_lifelines_and_ends_with_a_mistake(
    run: Run, bank: Path
) -> None:
    ladder = ("play", str(bank), "--mode", "ladder", "--json")
    events = run(*ladder, lines=":half\n:half\n:hint\n:hint\na\n").events
    kinds = [event["event"] for event in events]
    assert kinds[:5] == ["question", "question", "refused", "hint", "refused"]
    refused = run(*ladder, lines=":class\n").of("refused")[0]["reason"]
    assert "no class" in refused
    full, half = events[0], events[1]
    assert (len(full["options"]), len(half["options"])) == (4, 2)
    right = f"right {re.findall('[0-9]+', full['text'])[0]}"
    assert right in half["options"]
    assert half["labels"] == ["1", "2"]
    assert full["total"] == 15
    outcome = run(*ladder, lines=f"{'a'}\n").of("result")[0]
    assert (outcome["finished"], outcome["right"], outcome["wrong"]) == (True, 0, 1)
    said = run("play", str(bank), "--mode", "ladder", "--plain", lines="a\n").out
    assert ":undo" not in said  # it has no undo


def test_half_of_the_options_counts_as_a_hint_and_a_resumed_ladder_has_no_lifeline(
    run: Run, bank: Path
) -> None:
    ladder = ("play", str(bank), "--mode", "ladder", "--seed", "4", "--json")
    asked = run(*ladder, lines="").events
    told = run(*ladder, lines=":half\n" + answers(asked)).events
    marked = next(event for event in told if event["event"] == "outcome")
    assert (marked["credit"], marked["rating"]) == (1.0, "hard")
    assert marked["points"] == pytest.approx(2 / 3)
    back = run("play", "--resume", "--json", lines=":hint\n:undo\n").events
    assert [event["event"] for event in back[:3]] == ["question", "refused", "refused"]
    assert back[0]["place"] == 2


def test_a_ladder_without_choices_says_what_it_asks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("title: t\nquestions:\n  - {question: q, answer: a}\n")
    ran = run("play", "t.yaml", "--mode", "ladder", "--plain")
    assert "a ladder asks only single choice and true/false" in ran.err


def test_speed_points_are_said_and_scaled(
    run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from quiz.cli.line_mode import LineSitting

    def scores(*options: str) -> list[tuple[int, float | None]]:
        times = iter(range(0, 100_000, 15))  # each answer takes 30 s, twice the time and more
        monkeypatch.setattr(LineSitting.__init__, "__defaults__", (lambda: next(times),))
        quiz = ("play", str(bank), "-n", "1", "--seed", "2", "--json", *options)
        asked = run(*quiz, lines="").events
        return [
            (event["score"], event["speed"])
            for event in run(*quiz, lines=answers(asked)).of("outcome")
        ]

    assert scores() == [(10, None)]
    assert scores("--speed") == [(5, 0.5)]
    (tmp_path / "home" / "config.toml").write_text("extra_time = 5.0\n")
    assert scores("--speed") == [(10, 1.0)]
    lines = answers(run("play", str(bank), "-n", "1", "--seed", "2", "--json", lines="").events)
    plain = run("play", str(bank), "-n", "1", "--seed", "2", "--speed", "--plain", lines=lines)
    assert "Speed: 100% of the score." in plain.out
    ran = run("play", str(bank), "--mode", "sprint", "--speed", "--plain")
    assert "--speed is for classic quizzes" in ran.err


def test_two_play_by_lines_and_nothing_is_kept(run: Run) -> None:
    two = ("play", "every", "--mode", "two", "--kind", "truefalse", "--names", "Ann, Bea")
    said = run(*two, "--plain", lines="x\na\nfalse\ntrue\n").out
    assert "Not accepted: type a or l." in said
    assert "Not right. Bea may answer, for one point." in said
    assert "Ann 0, Bea 1." in said
    assert said.rstrip().endswith("Bea wins, 1 to 0.")
    told = run(*two, "--json", lines="l\ntrue\n").of("two")
    assert [one["phase"] for one in told] == ["buzz", "answer", "next", "over"]
    assert (told[-1]["points"], told[-1]["names"]) == ([0, 2], ["Ann", "Bea"])
    assert told[2]["solution"] == "true"
    passed = run(*two, "--json", lines=":bad\n:help\n\n")
    assert passed.of("two")[-1]["text"] == "A draw: 0 points each."
    assert run(*two, "--plain", lines="a\n:quit\n").status == 0
    assert run("stats").out == "No answers yet. Start a quiz with `quiz play`.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--mode", "two", "--names", "a,b,c"), "two names, please"),
        (("--mode", "two", "--speed"), "two players have no duel"),
        (("--names", "a,b"), "--names is for --mode two"),
        (("--mode", "two", "--kind", "card"), "games leave out cards and essays"),
    ],
)
def test_what_two_cannot_play_is_said(run: Run, words: tuple[str, ...], why: str) -> None:
    ran = run("play", "every", *words, "--plain")
    assert ran.status == 2
    assert why in ran.err


def test_a_duel_is_a_file_too(
    run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "ours.duel"
    duel = ("play", str(bank), "--json", "--duel")
    asked = run(*duel, "--save", str(file), lines="a\n" * 10).events
    code = next(event["share"] for event in asked if event["event"] == "result")
    assert file.read_text("utf-8").startswith(f"{code}\n")
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "another"))
    other = run(*duel, str(file), lines=answers(asked, 3)).events
    assert texts(other) == texts(asked)
    assert other[-1]["versus"].endswith("You win.")
    again = run(*duel, "--save", str(file), lines="")
    assert (again.status, "already exists" in again.err) == (2, True)
    assert "--save is for duels" in run("play", str(bank), "--plain", "--save", "x").err
    assert "w on the result saves" in run("play", str(bank), "--duel", "--save", "x").err


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\xff\xfe\x00\x01",
        b"duel-1-0123456789-9of10-5" + b" " * 5000,
        b"duel-1-0123456789-99of10-5",
        b"duel-1-0123456789-0of0-5",
        b"duel-1-0123456789-5of999-5",
        b"\x1b[2Jduel-zz-0123456789-1of10-5",
        b'{"duel": {"$ref": "../../etc/passwd"}}',
    ],
)
def test_a_hostile_duel_file_is_an_error_that_says_so(
    run: Run, bank: Path, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "theirs.duel"
    file.write_bytes(data)
    ran = run("play", str(bank), "--plain", "--duel", str(file))
    assert ran.status == 2
    assert f"{file}: no duel in this file; ask the other player for it again" in ran.err
    gone = run("play", str(bank), "--plain", "--duel", "gone.duel")
    assert (gone.status, "gone.duel" in gone.err) == (2, True)
    assert run("play", str(bank), "--plain", "--duel", str(tmp_path)).status == 2
