"""`quiz try`: play every question of a bank with the answers that must come out as meant."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths, say_left_out
from quiz.cli.options import banks_argument
from quiz.cli.printed import print_json
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.lint.trying import Tried


@click.command("try")
@banks_argument
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(banks: tuple[str, ...], as_json: bool) -> int:
    """Test every question of a bank and list answers that aren't graded as expected.

    quiz tries the correct answer, every accepted spelling, the wrong options, twenty sets of values
    for `let`, and your own examples under `try: {right: [...], wrong: [...]}`. The exit status is 1
    if an answer isn't graded as expected, or if a question has an error.
    """
    from quiz.errors import QuizError

    tried = []
    status = 0
    for path in bank_paths(banks):
        try:
            tried.append((path, *_tried(path)))
        except QuizError as error:
            click.echo(clean_line(f"quiz: {error}"), err=True)
            status = 2
    if as_json:
        print_json([_as_object(path, result, faults) for path, result, faults in tried])
    else:
        for path, result, faults in tried:
            for miss in result.misses:
                click.echo(clean_line(str(miss)))
            click.echo(_summary(path, result, faults))
    missed = any(result.misses or faults for _path, result, faults in tried)
    return status or int(missed)


def _tried(path: str) -> "tuple[Tried, int]":
    """Return what came of a bank, and how many faults it has.

    Raises:
        QuizError: It cannot be read, or has no valid question.
    """
    from quiz.library.valid import read_valid
    from quiz.lint.draft import Draft
    from quiz.lint.trying import try_bank

    found = read_valid(path)
    say_left_out(found.left_out)
    return try_bank(Draft(found.data, found.decoded, path)), len(found.decoded.problems)


def _summary(path: str, tried: "Tried", faults: int) -> str:
    answers = ngettext("{n} answer tried", "{n} answers tried", tried.answers)
    said = answers.format(n=tried.answers)
    if tried.misses:
        misses = len(tried.misses)
        words = ngettext("{n} not as expected", "{n} not as expected", misses)
        said += ", " + words.format(n=misses)
    else:
        said += ", " + _("all graded as expected")
    if faults:
        words = ngettext("{n} error (see `quiz check`)", "{n} errors (see `quiz check`)", faults)
        said += "; " + words.format(n=faults)
    return f"{clean_line(path)}: {said}"


def _as_object(path: str, tried: "Tried", faults: int) -> dict[str, object]:
    misses = [
        {"line": miss.where.line, "column": miss.where.column, "message": miss.message}
        for miss in tried.misses
    ]
    return {"path": path, "answers": tried.answers, "faults": faults, "misses": misses}
