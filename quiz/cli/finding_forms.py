"""The forms in which `quiz check` prints its findings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quiz.cleaning import clean_line
from quiz.errors import Problem
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.library.findings import Findings

_FAULT = "fault"
"""The rule under which errors of the format appear in SARIF."""
_SARIF_LEVELS = {"error": "error", "warning": "warning", "weakness": "note"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "weakness": "notice"}


def as_text(checked: "list[tuple[str, Findings]]") -> str:
    """Return a line for each finding, and one for each file."""
    lines = [clean_line(str(p)) for _, found in checked for p in found.problems]
    return "\n".join([*lines, *(_summary(path, found) for path, found in checked)])


def as_json(checked: "list[tuple[str, Findings]]") -> str:
    """Return a list of files, each with its findings."""
    return _json(
        [
            {
                "path": path,
                "questions": found.questions,
                "kinds": found.kinds,
                "findings": [_as_object(problem) for problem in found.problems],
            }
            for path, found in checked
        ]
    )


def as_github(checked: "list[tuple[str, Findings]]") -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(_github(problem) for _, found in checked for problem in found.problems)


def as_sarif(checked: "list[tuple[str, Findings]]") -> str:
    """Return a log of the Static Analysis Results Interchange Format 2.1.0, as OASIS has it."""
    from quiz import __version__
    from quiz.lint.page import rule_texts

    rules: list[dict[str, Any]] = [
        {"id": _FAULT, "shortDescription": {"text": "The file isn't a valid question bank."}}
    ]
    rules += [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.title},
            "help": {"text": rule.why},
            "defaultConfiguration": {"level": _SARIF_LEVELS["weakness"]},
        }
        for rule in rule_texts()
    ]
    driver = {"name": "quiz", "version": __version__, "rules": rules}
    places = {rule["id"]: at for at, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(p, places) for _, found in checked for p in found.problems],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _json({"$schema": schema, "version": "2.1.0", "runs": [run]})


FORMS: dict[str, Callable[["list[tuple[str, Findings]]"], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""What `--format` takes."""


def _summary(path: str, found: "Findings") -> str:
    errors = found.count("error")
    warnings = sum(problem.count for problem in found.problems) - errors
    said = (
        ngettext("{n} error", "{n} errors", errors).format(n=errors) if errors else _("no errors")
    )
    if warnings:
        words = ngettext("{n} warning", "{n} warnings", warnings)
        said += ", " + words.format(n=warnings)
    if found.drawn is not None:
        words = ngettext(
            "exam paper with {n} question", "exam paper with {n} questions", found.drawn
        )
        return f"{clean_line(path)}: {said}; {words.format(n=found.drawn)}"
    questions = ngettext("{n} question", "{n} questions", found.questions)
    listed = ", ".join(f"{number} {kind}" for kind, number in found.kinds.items())
    end = f": {listed}" if listed else ""
    return f"{clean_line(path)}: {said}; {questions.format(n=found.questions)}{end}"


def _as_object(problem: Problem) -> dict[str, Any]:
    rule = {"rule": problem.rule} if problem.rule else {}
    return {
        "line": problem.where.line,
        "column": problem.where.column,
        "level": problem.level,
        **rule,
        "message": problem.message,
    }


def _github(finding: Problem) -> str:
    """Return a finding as a workflow command, its signs escaped as GitHub documents it."""

    def escaped(text: str, signs: str) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        for sign in signs:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    where = finding.where
    level = _GITHUB_LEVELS[finding.level]
    file = escaped(clean_line(where.source), ":,")
    title = f",title={finding.rule}" if finding.rule else ""
    message = escaped(clean_line(finding.message), "")
    return f"::{level} file={file},line={where.line},col={where.column}{title}::{message}"


def _result(problem: Problem, places: dict[str, int]) -> dict[str, Any]:
    from urllib.parse import quote

    rule = problem.rule or _FAULT
    region = {"startLine": problem.where.line, "startColumn": problem.where.column}
    artifact = {"uri": quote(problem.where.source.replace("\\", "/"))}
    return {
        "ruleId": rule,
        "ruleIndex": places.get(rule, 0),
        "level": _SARIF_LEVELS[problem.level],
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }


def _json(value: object) -> str:
    import sys

    from quiz.cli.printed import json_text

    return json_text(value, sys.stdout, indent=2)
