"""`quiz records` says what the page of records shows."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_commands import answer


def test_records_are_printed_and_their_json_says_the_same(run: Run) -> None:
    assert "Your first quiz sets the first one." in run("records").out
    answer(run)
    told = json.loads(run("records", "--json").out)
    said = run("records").out.splitlines()
    assert told["levels"][0]["bank"] == "every"
    for best in told["bests"]:
        assert any(line.startswith(f"  {best['name']}: {best['value']}") for line in said)
    (level,) = told["levels"]
    assert f"  Every kind: level {level['level']}, {level['share']:.0%}" in said
    earned = [one for one in told["achievements"] if one["day"]]
    assert f"Achievements, {len(earned)} of {len(told['achievements'])}:" in said
    assert [line for line in said if "(earned on 20" in line] == [
        f"  {one['title']}: {one['about']} (earned on {one['day']})" for one in earned
    ]


def test_rewards_and_streak_that_are_off_are_gone(run: Run, tmp_path: Path) -> None:
    answer(run)
    (tmp_path / "home" / "config.toml").write_text("rewards = false\nstreak = false\n")
    told = json.loads(run("records", "--json").out)
    assert (told["levels"], told["achievements"]) == ([], [])
    said = run("records").out
    assert said.startswith("Bests:\n")
    assert not any(word in said for word in ("streak", "Level", "Achievement"))
