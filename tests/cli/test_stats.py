"""`quiz stats` prints the numbers that its JSON has."""

import json

from tests.cli.conftest import Run
from tests.cli.test_commands import answer


def test_what_is_printed_is_what_the_json_says(run: Run) -> None:
    for given in ("Metternich", "Talleyrand"):
        answer(run, given)
    printed = run("stats", "--period", "month").out
    told = json.loads(run("stats", "--json", "--period", "month").out)
    assert (told["answers"], told["overview"]["answers"]) == (2, 2)
    (day,) = told["overview"]["by_day"]
    row = next(line for line in printed.splitlines() if line.strip().startswith(day["date"]))
    assert row.split()[1:4] == ["2", f"{day['minutes']:.1f}", f"{day['right']:.0%}"]
    assert "Topics, weakest first" in printed
    assert [group["name"] for group in told["topics"]] == ["all"]
    assert told["scope"]["period"] == "month"


def test_banks_and_topics_narrow_it_down(run: Run) -> None:
    answer(run)
    assert json.loads(run("stats", "every", "--json").out)["overview"]["answers"] == 1
    assert json.loads(run("stats", "-t", "states", "--json").out)["overview"]["answers"] == 0
    assert run("stats", "-t", "states").out == "No answers to these questions in this time.\n"
    unknown = run("stats", "nowhere")
    assert (unknown.status, "nowhere" in unknown.err) == (2, True)
    assert run("stats", "--reviews", "--period", "year").status == 2


def test_a_topic_that_no_question_has_is_named_and_not_called_a_first_start(run: Run) -> None:
    told = run("stats", "every", "-t", "stats")
    assert told.status == run("stats", "every", "-t", "stats", "--json").status == 2
    assert "no question has the tag 'stats'; available: " in told.err
    assert "No answers yet" in run("stats", "every", "-t", "states").out
    run("play", "every", "--plain", "--kind", "truefalse", lines="true\n")
    assert "No answers to these questions" in run("stats", "every", "-t", "places").out


def test_a_recap_prints_what_its_json_says(run: Run) -> None:
    assert "Nothing to look back on yet" in run("recap").out
    answer(run)
    told = json.loads(run("recap", "--json").out)
    assert (told["answers"], told["cards"], told["studied_days"]) == (1, 1, 1)
    said = run("recap", "--period", "month").out
    assert said.startswith(f"Recap, {told['first']} to {told['last']}")
    assert "1 of 1 day · 1 card (1 new) · 1 answer" in said
    assert f"Known: 0 of {told['all_cards']} cards then, 1 now" in said
    assert run("recap", "--since", told["first"]).out == said
    wrong = run("recap", "--since", "2099-01-01")
    assert (wrong.status, "is still to come" in wrong.err) == (2, True)
    assert run("recap", "--since", told["first"], "--period", "year").status == 2
