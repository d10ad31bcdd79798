"""The one table of the bank format's keys.

The decoder's allowed keys and "did you mean", the JSON Schema and the reference in `docs/` are
made from it.
"""

from typing import Any

import msgspec

from quiz.items import KINDS

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "minItems": 1}
_WITH_FEEDBACK: Schema = {"anyOf": [_TEXT, {"type": "object", "minProperties": 1}]}
_OPTIONS: Schema = {
    "anyOf": [
        {"type": "array", "items": _WITH_FEEDBACK, "minItems": 1},
        {"type": "object", "minProperties": 1},
    ]
}
_ONE_OR_MORE: Schema = {"anyOf": [_TEXT, _TEXTS]}
_FLAG: Schema = {"type": "boolean"}
_AMOUNT: Schema = {"type": "number", "minimum": 0}
_NAMED_TEXTS: Schema = {"type": "object", "minProperties": 1}


class Key(msgspec.Struct, frozen=True):
    """One key of the format."""

    name: str
    """As it is written in a bank."""
    takes: str
    """What its value is, in words."""
    description: str
    """One sentence for the reference and an editor's hover text."""
    schema: Schema
    """JSON Schema (draft 7) of the value."""
    kinds: tuple[str, ...] = ()
    """The kinds that have it; empty: all."""


BANK_KEYS = (
    Key("title", "text", "Title of the bank.", _TEXT),
    Key(
        "id",
        "letters, digits, - _ .",
        "Permanent name of the bank; by default the file name without its ending.",
        {"type": ["string", "number"], "pattern": "^(?!\\.+$)[A-Za-z0-9._-]+$"},
    ),
    Key("about", "Markdown", "Shown before the first question.", _TEXT),
    Key(
        "language",
        "BCP 47 tag",
        "Decides how numbers and dates are read, and which words are articles; default: `en`.",
        {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"},
    ),
    Key("author", "text", "Author of the bank.", _TEXT),
    Key("license", "text", "Licence for sharing the bank, such as CC-BY-4.0.", _TEXT),
    Key("source", "text", "Where the facts come from.", _TEXT),
    Key("tags", "text or list", "Topics of every question in the bank.", _ONE_OR_MORE),
    Key(
        "spellings",
        "mapping of text to list",
        "Other spellings of an answer, accepted wherever it occurs: `United States: [US, USA]`.",
        {"type": "object", "minProperties": 1, "additionalProperties": _ONE_OR_MORE},
    ),
    Key(
        "reading",
        "address or Markdown",
        "Where to read the text that the questions are about, or a summary of it.",
        _TEXT,
    ),
    Key("defaults", "mapping", "Default values for all questions.", {}),
    Key(
        "passages",
        "mapping of name to Markdown",
        "Texts that several questions refer to.",
        _NAMED_TEXTS,
    ),
    Key("questions", "list of questions", "The questions.", {}),
)

_PICKS = ("choice", "several")
_WORDS = ("text", "list", "cloze")

QUESTION_KEYS = (
    Key("question", "Markdown", "What is asked.", _TEXT),
    Key(
        "answer",
        "text, number, true, false, list or = formula",
        "The correct answer; its form decides the kind of question.",
        {"type": ["string", "number", "boolean", "array"], "minItems": 1},
        ("choice", "several", "truefalse", "text", "list", "number", "computed"),
    ),
    Key(
        "wrong",
        "list, optionally with feedback",
        "Wrong options; with them, a question is multiple choice with shuffled options.",
        _OPTIONS,
        (*_PICKS, "match"),
    ),
    Key(
        "choices",
        "list, optionally with feedback",
        "All options, shown in the order you write them.",
        _OPTIONS,
        _PICKS,
    ),
    Key(
        "date",
        "YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD",
        "The year, month or day to type; a minus for years BC, two for a day of any year.",
        {"type": ["string", "integer"]},
        ("date",),
    ),
    Key("match", "mapping of left to right", "The pairs to match.", _NAMED_TEXTS, ("match",)),
    Key("order", "list", "The items in the correct order.", _TEXTS, ("order",)),
    Key(
        "groups",
        "mapping of group to list",
        "The groups, each with its items.",
        {"type": "object", "minProperties": 2, "additionalProperties": _TEXTS},
        ("groups",),
    ),
    Key(
        "cloze",
        "Markdown with {{gaps}}",
        "A text with gaps: {{one|another}}, {{right ~ wrong}}, {{answer :: hint}}, and "
        "{{& one}} {{& other}} in any order.",
        _TEXT,
        ("cloze",),
    ),
    Key("front", "Markdown", "The front of the card, which is shown.", _TEXT, ("card",)),
    Key("back", "Markdown", "The back of the card, to be recalled.", _TEXT, ("card",)),
    Key(
        "reverse",
        "true or false",
        "true: also ask the card in reverse, as a second card.",
        _FLAG,
        ("card",),
    ),
    Key("essay", "Markdown", "A model answer to compare with.", _TEXT, ("essay",)),
    Key("rubric", "list", "Criteria for grading, each worth an equal share.", _TEXTS, ("essay",)),
    Key(
        "let",
        "mapping of letter to 2..9, 0.5..2 step 0.5, a number or a list",
        "The letters of a formula; their values are drawn each time the question is shown.",
        _NAMED_TEXTS,
        ("computed",),
    ),
    Key(
        "unit",
        "text or list of spellings",
        "The unit of the number; the first spelling is shown.",
        _ONE_OR_MORE,
        ("number", "computed"),
    ),
    Key(
        "tolerance",
        "number or percent",
        "How far a number may be off: `0.5` or `2%`.",
        {"type": ["number", "string"]},
        ("number", "computed"),
    ),
    Key(
        "accept",
        "text or list",
        "More accepted spellings or numbers.",
        _ONE_OR_MORE,
        ("text", "number"),
    ),
    Key(
        "need",
        "number",
        "How many answers of the list are enough; all if left out.",
        {"type": "integer", "minimum": 1},
        ("list",),
    ),
    Key(
        "id",
        "letters, digits, - _ .",
        "Permanent name of the question: its progress survives every edit.",
        {"type": ["string", "number"], "pattern": "^(?!\\.+$)[A-Za-z0-9._-]+$"},
    ),
    Key("explain", "Markdown", "Why the answer is correct; shown after answering.", _TEXT),
    Key("hint", "text or list", "Each hint shown costs a third of the points.", _ONE_OR_MORE),
    Key("source", "text", "Where the fact comes from.", _TEXT),
    Key("passage", "name of a passage", "The passage the question is about.", _TEXT),
    Key(
        "fact",
        "letters, digits, - _ .",
        "The fact that the question asks about: questions with the same fact are siblings.",
        {"type": ["string", "number"], "pattern": "^(?!\\.+$)[A-Za-z0-9._-]+$"},
    ),
    Key("image", "file next to the bank", "A picture, inside the bank's folder.", _TEXT),
    Key("alt", "text", "A description of the picture.", _TEXT),
    Key("tags", "text or list", "Topics of the question.", _ONE_OR_MORE),
    Key("points", "number", "Points for the question; default: 1.", _AMOUNT),
    Key("time", "seconds", "Time limit in a quiz; 0 for none.", _AMOUNT),
    Key("typos", "true or false", "false: letters, accents and punctuation must be exact.", _FLAG),
    Key("case", "true or false", "true: capitals must be exact.", _FLAG),
    Key("accents", "true or false", "true requires the accents: hätte isn't hatte.", _FLAG, _WORDS),
    Key(
        "endings",
        "true or false",
        "true requires the endings: meinem isn't meinen, and houses isn't house.",
        _FLAG,
        _WORDS,
    ),
    Key("article", "true or false", "true requires the article: das Haus.", _FLAG, _WORDS),
    Key(
        "equivalent",
        "true or false",
        "true accepts every expression equal to the answer: `2x + 2` for `2(x + 1)`.",
        _FLAG,
        ("text",),
    ),
    Key("partial", "true or false", "false: all or nothing.", _FLAG),
    Key(
        "shown_first",
        "true or false",
        "false: a new question is asked at once, and never shown with its answer first.",
        _FLAG,
    ),
    Key(
        "draft",
        "true or false",
        "true: drafted by a program and not looked at yet; no exam asks it.",
        _FLAG,
    ),
    Key(
        "difficulty",
        "easy, medium, hard, or 0 to 1",
        "How hard it is, or the expected share of right answers.",
        {
            "anyOf": [
                {"enum": ["easy", "medium", "hard"]},
                {"type": "number", "minimum": 0, "maximum": 1},
            ]
        },
    ),
    Key(
        "try",
        "{right: [...], wrong: [...]}",
        "Example answers that must be graded right or wrong.",
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {"right": _ONE_OR_MORE, "wrong": _ONE_OR_MORE},
        },
    ),
)

DEFAULT_KEYS = (
    "points",
    "time",
    "partial",
    "shown_first",
    "typos",
    "case",
    "accents",
    "endings",
    "article",
)
"""The keys of a question that a bank may give defaults for."""

SHAPES: dict[str, tuple[str, ...]] = {
    "choice": ("question", "answer"),
    "several": ("question", "answer"),
    "truefalse": ("question", "answer"),
    "text": ("question", "answer"),
    "list": ("question", "answer"),
    "number": ("question", "answer"),
    "date": ("question", "date"),
    "match": ("question", "match"),
    "order": ("question", "order"),
    "groups": ("question", "groups"),
    "cloze": ("cloze",),
    "card": ("front", "back"),
    "essay": ("question", "essay"),
    "computed": ("question", "let", "answer"),
}
"""The keys that each kind must have."""

STEMS = frozenset({"question", "cloze", "front"})
"""The keys that say what is asked."""


def _keys_of(kind: str) -> frozenset[str]:
    names = {key.name for key in QUESTION_KEYS if not key.kinds or kind in key.kinds}
    return frozenset(names if "question" in SHAPES[kind] else names - {"question"})


KEYS_OF_KIND = {kind: _keys_of(kind) for kind in KINDS}
"""The keys that each kind may have."""


def bank_schema() -> Schema:
    """Return the JSON Schema (draft 7) of a bank, for editors."""
    bank = {key.name: _described(key) for key in BANK_KEYS}
    question = {key.name: _described(key) for key in QUESTION_KEYS}
    bank["defaults"] |= {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: question[name] for name in DEFAULT_KEYS},
    }
    bank["questions"] |= {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/definitions/question"},
    }
    shapes = dict.fromkeys(SHAPES.values())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Question bank, version 1",
        "type": "object",
        "required": ["title", "questions"],
        "additionalProperties": False,
        "properties": bank,
        "definitions": {
            "question": {
                "type": "object",
                "additionalProperties": False,
                "properties": question,
                "anyOf": [{"required": list(shape)} for shape in shapes],
                "dependencies": _dependencies(),
                "not": {"required": ["wrong", "choices"]},
                "defaultSnippets": _snippets(),
            }
        },
    }


def _dependencies() -> dict[str, Schema]:
    """Return what must stand beside each key that only some kinds have."""
    found = {}
    for key in QUESTION_KEYS:
        shapes = dict.fromkeys(SHAPES[kind] for kind in key.kinds)
        others = [sorted(set(shape) - {key.name}) for shape in shapes]
        if others and all(others):
            found[key.name] = {"anyOf": [{"required": names} for names in others]}
    return found | {"alt": {"required": ["image"]}}


_SNIPPETS: dict[str, dict[str, Any]] = {
    "choice": {"question": "$1", "answer": "$2", "wrong": ["$3", "$4"], "explain": "$5"},
    "several": {"question": "$1", "answer": ["$2", "$3"], "wrong": ["$4", "$5"], "explain": "$6"},
    "truefalse": {"question": "$1", "answer": True, "explain": "$2"},
    "text": {"question": "$1", "answer": "$2", "accept": ["$3"], "explain": "$4"},
    "list": {"question": "$1", "answer": ["$2", "$3"], "explain": "$4"},
    "number": {"question": "$1", "answer": "${2:100}", "unit": "$3", "explain": "$4"},
    "date": {"question": "$1", "date": "${2:1815-06}", "explain": "$3"},
    "match": {"question": "$1", "match": {"${2:left}": "$3", "${4:next}": "$5"}},
    "order": {"question": "$1", "order": ["$2", "$3", "$4"], "explain": "$5"},
    "groups": {"question": "$1", "groups": {"${2:one}": ["$3"], "${4:other}": ["$5"]}},
    "cloze": {"cloze": "${1:A text with} {{${2:gaps}}}", "explain": "$3"},
    "card": {"front": "$1", "back": "$2"},
    "essay": {"question": "$1", "essay": "$2", "rubric": ["$3", "$4"]},
    "computed": {"question": "${1:What is {a} times {b}?}", "let": {"a": "2..9", "b": "2..9"},
                 "answer": "${2:= a * b}"},
}  # fmt: skip
"""What an editor writes for a new question of each kind; `$n` are the places to fill in."""


def _snippets() -> list[Schema]:
    """Return completions of whole questions, as yaml-language-server takes them."""
    return [
        {"label": kind, "description": f"A question of kind {kind}.", "body": body}
        for kind, body in _SNIPPETS.items()
    ]


def _described(key: Key) -> Schema:
    kinds = f" Kinds: {', '.join(key.kinds)}." if key.kinds else ""
    return {**key.schema, "description": f"{key.description} Takes: {key.takes}.{kinds}"}


def reference() -> str:
    """Return the table of keys as Markdown, for `docs/bank-format.md`."""
    lines = ["| key | takes | kinds | meaning |", "| --- | --- | --- | --- |"]
    for key in QUESTION_KEYS:
        kinds = ", ".join(key.kinds) or "all"
        takes, meaning = (text.replace("|", "\\|") for text in (key.takes, key.description))
        lines.append(f"| `{key.name}` | {takes} | {kinds} | {meaning} |")
    return "\n".join(lines) + "\n"
