"""`cram`, `cards`, `limits`, `config`, `plan`: what a learner sees and what scripts read."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import TWO


def soon(days: int = 30) -> str:
    # Before four in the morning it is still the study day before.
    return (datetime.now(UTC) - timedelta(hours=4) + timedelta(days=days)).date().isoformat()


def test_cram_asks_again_what_was_wrong_and_schedules_nothing(run: Run) -> None:
    Path("questions/two.yaml").write_text(TWO)
    ran = run("cram", "two", "--json", lines="no\nno\nyes\nyes\n\n")
    outcomes = [event for event in ran.events if event["event"] == "outcome"]
    assert [event["credit"] for event in outcomes] == [0.0, 0.0, 1.0, 1.0]
    ids = [event["id"] for event in outcomes]
    assert ids[:2] == ids[2:]
    assert ran.events[-1]["finished"]
    assert all(event["due"] is None for event in outcomes)
    assert json.loads(run("due", "--json").out)["due"] == 0
    assert run("cram", "--mistakes", "--plain").status == 2


def test_a_cram_ends_rather_than_ask_the_card_just_answered_again(run: Run) -> None:
    ran = run("cram", "every", "--json", "--kind", "truefalse", lines="false\n\n")
    assert [event["event"] for event in ran.events] == ["question", "outcome", "result"]
    assert (ran.events[-1]["wrong"], ran.events[-1]["finished"]) == (1, True)


def test_a_review_says_when_its_last_card_is_due_again_and_ends(run: Run) -> None:
    ran = run("review", "every", "--plain", "--new", "1", lines="Paris\n\nVienna\n")
    assert ran.out.count("Where did the congress meet?") == 1
    assert "1 card due again in 1 min." in ran.out


def test_mistakes_can_be_practised(run: Run) -> None:
    run("play", "every", "--plain", "--kind", "truefalse", lines="false\n")
    ran = run("cram", "--mistakes", "--json", lines="true\n")
    assert [event["id"] for event in ran.events if event["event"] == "question"] == ["truefalse"]
    assert "comes back" not in run("cram", "--mistakes", "--plain", lines="true\n").out


def test_in_a_review_a_card_is_put_away_by_a_line(run: Run) -> None:
    ran = run("review", "every", "--json", "--new", "3", lines=":bury\n:undo\n:suspend\n")
    asked = [event["id"] for event in ran.events if event["event"] == "question"]
    assert asked[0] == asked[2]
    assert asked[1] == asked[3] != asked[0]
    assert "suspended" in run("cards", "every", "--suspended").out
    refused = run("play", "every", "--json", lines=":bury\n").events[1]
    assert refused["event"] == "refused"


def test_cards_are_listed_and_acted_on(run: Run) -> None:
    listed = json.loads(run("cards", "every", "--json").out)
    assert len(listed) == 15
    assert {card["phase"] for card in listed} == {"new"}
    run("play", "every", "--plain", "--kind", "truefalse", lines="true\n")
    due = json.loads(run("cards", "every/truefalse", "--set-due", "9", "--json").out)[0]
    assert due["due"][:10] >= soon(8)
    assert "is new; answer it once" in run("cards", "every", "--set-due", "9").err
    assert run("cards", "every", "--bury", "--suspend").status == 2
    (card,) = json.loads(run("cards", "every/truefalse", "--suspend", "--json").out)
    assert card["suspended"]
    assert run("undo").out.startswith("Undone: every, suspended")
    (card,) = json.loads(run("cards", "every/truefalse", "--json").out)
    assert not card["suspended"]
    assert "new" in run("cards", "every/truefalse", "--forget").out


def test_cards_are_found_and_what_is_done_with_them_is_undone_at_once(run: Run) -> None:
    found = json.loads(run("find", "metternich", "-kind:card", "--json").out)
    assert [card["card"] for card in found] == ["text"]
    listed = run("cards", "--search", "metternich").out.splitlines()
    assert [line.split()[2] for line in listed] == [
        "every/text",
        "every/card",
        "every/card~reverse",
    ]
    done = json.loads(run("cards", "suspend", "-s", "metternich", "--json").out)
    assert [card["suspended"] for card in done] == [True] * 3
    assert "every/text" in run("find", "is:suspended", "host").out
    assert run("undo").out.startswith("Undone: 3 cards suspended 20")
    assert run("find", "is:suspended").out == "No matching cards.\n"
    assert run("cards", "suspend", "--search", "zzz").out == ""


def test_one_card_is_shown_with_its_answers(run: Run) -> None:
    assert "not asked yet" in run("cards", "show", "every/truefalse").out
    run("play", "every", "--plain", "--kind", "truefalse", lines="false\n")
    shown = run("cards", "show", "every/truefalse").out.splitlines()
    assert shown[:3] == ["Did it end in 1815?", "→ true", "every/truefalse · truefalse · all"]
    assert "0 of 1 right" in shown[3]
    assert "✘" in shown[4]
    assert shown[4].endswith("false")
    told = json.loads(run("cards", "show", "every/truefalse", "--json").out)
    assert [answer["credit"] for answer in told["answers"]] == [0.0]
    assert told["answers"][0]["stability"] == told["stability"]
    related = run("cards", "show", "every/card~reverse").out
    assert "related: every/card  Metternich" in related
    assert run("cards", "show", "every").status == 2


def test_an_error_of_a_search_is_shown_at_its_place(run: Run) -> None:
    ran = run("find", "right<65% is:leach")
    assert ran.status == 2
    assert ran.err.splitlines() == [
        "quiz: unknown state; did you mean is:leech?",
        "  right<65% is:leach",
        "            ^^^^^^^^",
    ]
    assert "did you mean bank:every?" in run("cards", "--search", "bank:evry").err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--suspend",), "name a bank, a card as BANK/CARD, or a search with --search"),
        (("every/nothing",), "no card 'nothing' in"),
        (("every", "--set-due", "yesterday"), "isn't a date"),
        (
            ("every", "--set-due", "3", "--forget"),
            "one action at a time",
        ),
    ],
)
def test_cards_that_cannot_be_are_refused(words: tuple[str, ...], why: str, run: Run) -> None:
    ran = run("cards", *words)
    assert ran.status == 2
    assert why in ran.err


def test_limits_of_today_are_set_and_shown(run: Run) -> None:
    assert run("limits").out == "Left today: 20 new cards, 200 due cards\n"
    told = json.loads(run("limits", "--more", "5", "--reviews", "9", "--json").out)
    assert (told["new"], told["reviews"]) == (25, 9)
    told = json.loads(run("limits", "every", "--new", "2", "--json").out)
    assert told["banks"]["every"]["new"] == 2
    assert "Every kind: 2 new" in run("limits").out
    assert json.loads(run("due", "--json").out)["new"] == 25


def test_settings_are_written_shown_and_checked(run: Run, tmp_path: Path) -> None:
    shown = run("config")
    assert "(not found; create it with" in shown.out
    for place in ("Progress: ", "Backups: "):
        assert place in shown.out
    assert run("config", "--write").status == 0
    assert run("config").status == 0
    assert run("config", "--write").status == 2
    path = Path(json.loads(run("config", "--json").out)["path"])
    text = path.read_text(encoding="utf-8")
    assert text.count("\n#") > 10
    path.write_text('new_card = 5\nreviews = "many"\n[easy_day]\nsunday = 3\n', encoding="utf-8")
    ran = run("config")
    assert ran.status == 1
    assert f"{path}:1:1: error: unknown setting `new_card`; did you mean `new_cards`?" in ran.err
    assert (
        f'{path}:2:1: error: `reviews` must be a whole number from 0 to 9999, not "many"' in ran.err
    )
    assert f"{path}:3:1: error: unknown setting `easy_day`; did you mean `easy_days`?" in ran.err
    due = run("due")
    assert due.status == 0
    assert "config.toml has 3 errors; `quiz config` lists them" in due.err
    path.write_text('theme = "nrod"\n[banks.evry]\nreviews = 3\n', encoding="utf-8")
    ran = run("config")
    assert "unknown theme 'nrod'; did you mean 'nord'?" in ran.err
    assert f"{path}:2:1: error: unknown bank 'evry'; did you mean 'every'?" in ran.err


def test_an_exam_is_set_shown_changed_scored_and_removed(run: Run) -> None:
    assert "No exam plans yet" in run("plan").out
    ran = run("plan", "every", "--exam", soon(), "--minutes-a-day", "3", "--name", "Finals")
    assert "Finals" in ran.out
    assert "in 30 days" in ran.out
    assert "Too early to predict. Answers" in ran.out
    told = json.loads(run("plan", "--json").out)["exams"][0]
    assert (told["minutes_a_day"], told["expected"], told["cards"]) == (3.0, None, 15)
    assert told["today"]
    first = run("review", "every", "--json", lines="").of("question")[0]
    assert told["today"][0] == f"every/{first['id']}"
    run("plan", "every", "--name", "Finals", "--minutes-a-day", "40", "--weight", "states=2")
    told = json.loads(run("plan", "--json").out)["exams"][0]
    assert (told["minutes_a_day"], told["weights"]) == (40.0, {"states": 2.0})
    assert "isn't over yet" in run("plan", "--name", "Finals", "--score", "78").err
    run("plan", "--name", "Finals", "--minutes-a-day", "7")
    assert json.loads(run("plan", "--json").out)["exams"][0]["minutes_a_day"] == 7.0
    assert "Exam plan removed: Finals" in run("plan", "--remove").out
    assert "No exam plans yet" in run("plan").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("every",), "when is the exam?"),
        (("every", "--exam", "someday"), "isn't a date"),
        (("every", "--exam", "2020-01-01"), "in the past"),
        (("every", "--exam", "2030-01-01", "--minutes-a-day", "0"), "minutes a day"),
        (("every", "--exam", "2030-01-01", "--tag", "nothing"), "no question has the tag"),
        (("every", "--exam", "2030-01-01", "--weight", "states"), "isn't a weight"),
        (("every", "--exam", "2030-01-01", "--weight", "states=nan"), "isn't a weight"),
        (("--score", "70"), "no exam plans yet"),
        (("--minutes-a-day", "7"), "which banks, and when? Use"),
        (("nowhere", "--exam", "2030-01-01"), "no bank, file or folder"),
    ],
)
def test_an_exam_that_cannot_be_is_refused(words: tuple[str, ...], why: str, run: Run) -> None:
    ran = run("plan", *words)
    assert ran.status == 2
    assert why in ran.err
    assert "No exam plans yet" in run("plan").out


def test_what_each_retention_costs_is_shown(run: Run) -> None:
    rows = json.loads(run("plan", "every", "--retention", "--json").out)
    assert [row["retention"] for row in rows][::6] == [0.7, 0.97]
    assert rows[0]["minutes_a_day"] < rows[-1]["minutes_a_day"]
    assert rows[0]["remembered"] < rows[-1]["remembered"]
    assert "90% " in run("plan", "every", "--retention").out
