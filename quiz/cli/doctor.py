"""`quiz doctor`: find what is wrong, and fix it."""

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json, print_notices


@click.command("doctor")
@click.option("--fix", "fixes", is_flag=True, help="Fix what can be fixed, after making a backup.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(fixes: bool, as_json: bool) -> int:
    """Find problems with your progress, bank ids and settings.

    The exit status is 1 if there are problems (with --fix: if any are left). `quiz check` checks
    the questions of a bank; `quiz restore` restores a backup.
    """
    import msgspec

    from quiz.desk.care.doctor import examine, fix

    with opened_desk() as desk:
        fixed = []
        findings = examine(desk)
        if fixes and any(finding.fix for finding in findings):
            if not any(finding.kind == "damage" for finding in findings):
                desk.record.back_up(desk.now(), "before-fix")
            fixed = fix(desk)
            findings = examine(desk)
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
            click.echo(f"fixed: {clean_line(finding.text)} ({finding.fix})")
        for finding in findings:
            word = "note" if finding.is_note else finding.kind
            then = f" (`--fix` would {clean_line(finding.fix)})" if finding.fix else ""
            then = f"; {clean_line(finding.advice)}" if finding.advice else then
            click.echo(f"{word}: {clean_line(finding.text)}{then}")
        if not findings and not fixed:
            click.echo("No problems found.")
    return 1 if any(not finding.is_note for finding in findings) else 0
