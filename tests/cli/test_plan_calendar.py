"""`quiz plan --ics`."""

from pathlib import Path

from tests.cli.conftest import Run


def test_a_calendar_is_saved_and_never_over_a_file(run: Run, tmp_path: Path) -> None:
    nothing = run("plan", "--ics", "plan.ics")
    assert nothing.status == 2
    assert "no exam to come" in nothing.err
    assert run("plan", "figures", "--exam", "in 3 days", "--name", "Finals").status == 0
    file = tmp_path / "plan.ics"
    ran = run("plan", "--ics", str(file))
    assert (ran.status, ran.out) == (0, f"Saved to {file}\n")
    assert file.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4
    assert run("plan", "--ics", str(file)).status == 2
    assert run("plan", "--ics", str(file), "--force").status == 0
    assert "SUMMARY:Exam: Finals" in run("plan", "--ics", "-").out
