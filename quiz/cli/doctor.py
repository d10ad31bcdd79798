"""`quiz doctor`: find what is wrong, and fix it."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json, print_notices
from quiz.cli.progress import ProgressLine
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.care.doctor import Finding


@click.command("doctor")
@click.option(
    "--fix", "fixes", is_flag=True, help=_("Fix what can be fixed, after making a backup.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(fixes: bool, as_json: bool) -> int:
    """Find problems with your progress, bank ids and settings.

    The exit status is 1 if there are problems (with --fix: if any are left). `quiz check` checks
    the questions of a bank; `quiz restore` restores a backup.
    """
    import msgspec

    from quiz.desk.care.doctor import examine, fix

    with opened_desk() as desk, ProgressLine() as progress:
        fixed = []
        findings = examine(desk, progress.show)
        if fixes and any(finding.fix for finding in findings):
            if not any(finding.kind == "damage" for finding in findings):
                desk.record.back_up(desk.now(), "before-fix")
            fixed = fix(desk, progress.show)
            findings = examine(desk, progress.show)
            progress.clear()
            print_notices(desk)
    if as_json:
        print_json(
            {
                "fixed": [msgspec.to_builtins(finding) for finding in fixed],
                "findings": [msgspec.to_builtins(finding) for finding in findings],
            }
        )
    else:
        for finding in fixed:
            words = _("fixed: {problem} ({fix})")
            click.echo(words.format(problem=clean_line(finding.text), fix=finding.fix))
        for finding in findings:
            click.echo(_told(finding))
        if not findings and not fixed:
            click.echo(_("No problems found."))
    return 1 if any(not finding.is_note for finding in findings) else 0


def _told(finding: "Finding") -> str:
    """Return a finding in a line, with what to do about it."""
    what = clean_line(finding.text)
    if finding.advice:
        what = f"{what}; {clean_line(finding.advice)}"
    elif finding.fix:
        words = _("{problem} (`--fix` would {fix})")
        what = words.format(problem=what, fix=clean_line(finding.fix))
    words = _("note: {what}") if finding.is_note else _("problem: {what}")
    return words.format(what=what)
