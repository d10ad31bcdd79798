"""Findings of a bank as content: a sign and a word for each level, never colour alone."""

from collections.abc import Iterable

from textual.content import Content

from quiz.cleaning import clean_line
from quiz.errors import Problem
from quiz.translation import _
from quiz.ui.inks import MUTED, PARTLY, WRONG

SIGNS = {"error": ("✘", WRONG), "warning": ("⚠", PARTLY), "weakness": ("◇", "$text-accent")}
_RANK = ("weakness", "warning", "error")


def finding_words(problem: Problem, *, has_line: bool = True) -> Content:
    """Return a finding as a line: its sign, where it is, what it says, and its rule."""
    sign, ink = SIGNS.get(problem.level, SIGNS["warning"])
    where = _("line {line}: ").format(line=problem.where.line) if has_line else ""
    words = Content.styled(f"{sign} ", ink) + Content(where + clean_line(problem.message))
    if problem.rule:
        words += Content.styled(f" [{clean_line(problem.rule)}]", MUTED)
    return words


def findings_words(problems: Iterable[Problem]) -> Content:
    """Return findings, one below the other; a word where there are none."""
    lines = [finding_words(problem) for problem in problems]
    return Content("\n").join(lines or [Content.styled(_("✔ No issues"), "$text-success")])


def worst(problems: Iterable[Problem]) -> str:
    """Return the worst level of findings; empty without any."""
    levels = {problem.level for problem in problems}
    return next((level for level in reversed(_RANK) if level in levels), "")
