"""Texts for people are marked for translation, wherever the code hands one to them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import catalogue
from tests.sources import ROOT, SOURCES, nodes, tree

MARKS = {"_": 1, "mark": 1, "ngettext": 2, "pgettext": 2}
"""Calls that mark a text, each with how many of its arguments are texts."""

SHOWN = {
    # Places of the arguments that people read: of click and `print`, of Textual, of our own.
    **dict.fromkeys(
        ("echo", "secho", "print", "confirm", "prompt", "fail", "ClickException"), (0,)
    ),
    **dict.fromkeys(("UsageError", "BadParameter"), (0,)),
    **dict.fromkeys(("Static", "Label", "Button", "notify", "Content", "styled"), (0,)),
    "Binding": (2,),
    **dict.fromkeys(("say", "_say", "stage", "show"), (0,)),
    **dict.fromkeys(("note", "refused", "_tell"), (1,)),
    **dict.fromkeys(("DraftFault", "PlanError", "Shortage"), (1,)),
    "weakness": (0,),
    # Errors that are turned into ours with their text.
    **dict.fromkeys(("Refused", "FormulaError", "GapError", "BadLine", "_Unreadable"), (0,)),
    "DatabaseError": (0,),
}
NAMED = ("tooltip", "description", "placeholder", "title", "about", "help", "text", "fix", "advice")
"""Arguments that people read, by name, of the same calls, of options, and of classes."""
OPTIONS = ("option", "argument", "version_option")
ENGLISH = ("Setting",)
"""Classes whose texts go into files that are English: `config.toml` and the docs."""
ROOMS = ("cli", "desk", "ui", "store", "library", "memory", "study", "analysis")
"""Rooms whose literals are texts for people or no sentences; the others know languages by heart."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_NO_WORDS = re.compile(
    r"quiz:? ?…?|.*kB\)| min|Enter|Space|Esc|[a-z_]+\.[a-z]+"  # the program, keys, files
    r"|[^a-zA-Z]*<.*>[^a-zA-Z]*|.*\x1b\[K.*|::.*"  # HTML, terminals, workflow commands
    r"|[a-z-]+ ?\{.*"  # styles
    r"|duel-[0-9a-z-]+",  # the code of a duel
    re.DOTALL,
)
_SENTENCE = re.compile(r"[a-z']{2,}[,;:]? [a-z'`(]|^[A-Z][a-z]+ ?.*[.:!?]$")
_NO_SENTENCE = re.compile(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|ATTACH|DETACH|WHERE|FROM|ORDER BY)\b"
    r"|\b(?:GROUP BY|COMMIT|NULL|AND|AS)\b|^\w+(?:, \w+)+$"  # SQL, lists of columns
    r"|[{<][^{}<>]*[:;/][^{}<>]*[}>]|\$\w|^(?:not )?(?:bold|italic|reverse|on)\b"  # styles, HTML
    r"|^#|^\||^import |^title: |\(\?|\\[sbdw(]"  # templates, programs, patterns
    r"|^\w+\.\w+(?:, \w+\.\w+)+$"  # files
)


def _literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts that stand bare in an expression, not in a call; values are `…`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "…" for p in node.values)
        yield node.lineno, "".join(map(str, parts))
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _literals(node.left)
        yield from _literals(node.right)
    elif isinstance(node, ast.Starred):
        yield from _literals(node.value)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


@cache
def _errors() -> frozenset[str]:
    """Return the names of the classes of errors that a user is shown."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    }
    found = {"QuizError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return frozenset(found)


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what the names of a module stand for that are assigned once, at its top level."""
    return {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


_NAMED_THINGS = ("Bank", "Format", "Kind", *ENGLISH)
"""Classes whose titles are names, and English."""


def _read_by_people(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that people read."""
    name = _called(call)
    is_error = name in _errors()
    places = SHOWN.get(name, (0,) if is_error else ())
    yield from (call.args[at] for at in places if at < len(call.args))
    if name in ("_say", "print"):
        yield from call.args[1:]
    is_class = name[:1].isupper() and name not in _NAMED_THINGS
    if is_class or name in SHOWN or name in OPTIONS:
        yield from (word.value for word in call.keywords if word.arg in NAMED)


def _where(path: Path, line: int, text: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {text!r}"


def test_no_text_that_is_handed_to_people_is_left_bare() -> None:
    found = []
    for path in SOURCES:
        constants = _constants(tree(path))
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            for argument in _read_by_people(call):
                if isinstance(argument, ast.Name):
                    argument = constants.get(argument.id, argument)
                found += [
                    _where(path, line, text)
                    for line, text in _literals(argument)
                    if _WORD.search(text) and not _NO_WORDS.fullmatch(text)
                ]
    assert found == []


def _is_for_developers(node: ast.AST) -> bool:
    """Return whether a part of the code holds no text for people: notes, types, assertions."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assert):
        return True
    name = _called(node) if isinstance(node, ast.Call) else ""
    return name in {
        *MARKS,
        *ENGLISH,
        "ValueError",
        "TypeError",
        "KeyError",
        "compile",
        "metavar",
        "cast",
    }


def _sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the bare texts below a node that read as words of a sentence."""
    for child in ast.iter_child_nodes(tree):
        if _is_for_developers(child):
            continue
        if isinstance(child, ast.AnnAssign):
            child.annotation = ast.Name("str")
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            child.returns = None
            for argument in (*child.args.args, *child.args.kwonlyargs):
                argument.annotation = None
        if isinstance(child, ast.Constant | ast.JoinedStr):
            yield from (
                (line, text)
                for line, text in _literals(child)
                if _SENTENCE.search(text) and not _NO_SENTENCE.search(text)
            )
        if not isinstance(child, ast.JoinedStr):
            yield from _sentences(child)


NOT_SHOWN = {
    "quiz/cli/finding_forms.py": ("The file isn't a valid question bank.",),  # SARIF is English
    "quiz/desk/exams/text.py": ("a bit over", "a bit under"),  # keys of verdicts
    "quiz/desk/following.py": ("changed questions",),  # a key of the record
    "quiz/library/crash_log.py": ("no exception\n",),  # of the log file
    "quiz/library/settings.py": ("The key for an action, or several: …",),  # the docs are English
    "quiz/store/lines.py": ("quiz record",),  # a format's name
    "quiz/study/games.py": ("quiz daily",),  # a line to share is the same in each language
}
"""Words that are no texts for people."""


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_is_left_bare(room: str) -> None:
    found = []
    for path in (p for p in SOURCES if p.relative_to(ROOT / "quiz").parts[0] == room):
        known = NOT_SHOWN.get(path.relative_to(ROOT).as_posix(), ())
        own = ast.parse(path.read_text(encoding="utf-8"))  # not the shared one: it is changed
        found += [_where(path, *one) for one in _sentences(own) if one[1] not in known]
    assert found == []


def test_no_message_is_marked_within_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token: what is in it is in no catalogue."""
    found = [
        _where(path, node.lineno, ast.unparse(call))
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _called(call) in MARKS
    ]
    assert found == []


# Plurals

_COUNTED = re.compile(
    r"(?<!more than )(?<!longer than )(?<!at most )(?<!over )(?<!At most )(?<!Up to )"
    r"\{(?:n|count|total|of|points|all|n:,)\} (?:more |new |other |such )?"
    r"(?:answer|attempt|bank|card|character|column|day|device|error|gap|hint|item|line|minute"
    r"|option|page|paper|picture|point|question|review|row|sheet|statement|student|time|topic"
    r"|version|warning|word)s\b"
)


def test_what_is_counted_has_a_form_for_one() -> None:
    found = [
        message
        for message, _context in catalogue.messages()
        if isinstance(message, str) and _COUNTED.search(message)
    ]
    assert found == [], "ngettext"


def test_no_plural_is_made_by_hand() -> None:
    """`"s" if n != 1 else ""` is a rule of English alone."""
    found = [
        _where(path, node.lineno, ast.unparse(node))
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare)
        if any(isinstance(n, ast.Constant) and n.value == 1 for n in node.test.comparators)
        if any(
            text == "s" or (_WORD.search(text) and "…" in text)
            for branch in (node.body, node.orelse)
            for _line, text in _literals(branch)
        )
    ]
    assert found == []
