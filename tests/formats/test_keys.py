"""The table of keys, and what is made from it."""

import re
from typing import Any

import pytest
import yaml

from quiz.formats import yaml_bank
from quiz.formats.keys import (
    BANK_KEYS,
    DEFAULT_KEYS,
    KEYS_OF_KIND,
    QUESTION_KEYS,
    SHAPES,
    Key,
    bank_schema,
    reference,
)
from quiz.items import KINDS

HEAD_KEYS = (
    "title id about language author license source tags spellings reading defaults passages "
    "questions"
)
ANY_QUESTION = (
    "id explain hint source passage fact image alt tags points time typos case partial "
    "shown_first draft difficulty try"
)
OF_KINDS = {
    "question": set(KINDS) - {"cloze", "card"},
    "answer": {"choice", "several", "truefalse", "text", "list", "number", "computed"},
    "wrong": {"choice", "several", "match"},
    "equivalent": {"text"},
    "choices": {"choice", "several"},
    "accept": {"text", "number"},
    "unit": {"number", "computed"},
    "tolerance": {"number", "computed"},
    "date": {"date"},
    "match": {"match"},
    "order": {"order"},
    "groups": {"groups"},
    "cloze": {"cloze"},
    "front": {"card"},
    "back": {"card"},
    "reverse": {"card"},
    "essay": {"essay"},
    "rubric": {"essay"},
    "let": {"computed"},
    "need": {"list"},
    "accents": {"text", "list", "cloze"},
    "endings": {"text", "list", "cloze"},
    "article": {"text", "list", "cloze"},
}
ALL_KEYS = (*BANK_KEYS, *QUESTION_KEYS)


def test_the_head_has_the_keys_of_the_format() -> None:
    assert [key.name for key in BANK_KEYS] == HEAD_KEYS.split()


def test_the_questions_have_the_keys_of_the_format_and_no_others() -> None:
    assert {key.name for key in QUESTION_KEYS} == {*OF_KINDS, *ANY_QUESTION.split()}
    names = [key.name for key in QUESTION_KEYS]
    assert len(names) == len(set(names))


def test_every_kind_has_the_keys_that_any_question_may_have() -> None:
    assert set(KEYS_OF_KIND) == set(KINDS)
    for kind in KINDS:
        assert set(ANY_QUESTION.split()) <= KEYS_OF_KIND[kind]


@pytest.mark.parametrize("key", OF_KINDS)
def test_a_key_is_allowed_for_its_kinds_alone(key: str) -> None:
    assert {kind for kind in KINDS if key in KEYS_OF_KIND[kind]} == OF_KINDS[key]


def test_a_kind_may_have_the_keys_that_it_must_have() -> None:
    assert set(SHAPES) == set(KINDS)
    for kind, shape in SHAPES.items():
        assert set(shape) <= KEYS_OF_KIND[kind]


def test_defaults_are_keys_of_questions() -> None:
    assert set(DEFAULT_KEYS) == {
        "points", "time", "partial", "shown_first", "typos", "case", "accents", "endings",
        "article",
    }  # fmt: skip


@pytest.mark.parametrize("key", ALL_KEYS, ids=lambda key: key.name)
def test_a_key_is_described_by_a_sentence(key: Key) -> None:
    assert key.takes
    assert key.description.endswith(".")
    assert set(key.kinds) <= set(KINDS)


# The schema


def schemas(node: Any) -> list[dict[str, Any]]:
    """All schemas in a schema, by the keywords of draft 7 that hold some."""
    found = [node]
    for name in ("properties", "definitions", "dependencies"):
        for inner in node.get(name, {}).values():
            found += schemas(inner)
    for name in ("anyOf", "allOf", "oneOf"):
        for inner in node.get(name, []):
            found += schemas(inner)
    for name in ("items", "not", "additionalProperties"):
        if isinstance(node.get(name), dict):
            found += schemas(node[name])
    return found


KEYWORDS = {
    "$schema", "$ref", "title", "description", "type", "properties", "required", "items", "enum",
    "additionalProperties", "definitions", "anyOf", "not", "pattern", "minimum", "maximum",
    "minItems", "minProperties", "dependencies",
    "defaultSnippets",  # of yaml-language-server; others pass over it, as draft 7 wants
}  # fmt: skip
TYPES = {"string", "number", "integer", "boolean", "array", "object", "null"}


def test_the_schema_is_draft_7_by_structure() -> None:
    schema = bank_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for node in schemas(schema):
        assert set(node) <= KEYWORDS
        types = node.get("type", [])
        assert {types} <= TYPES if isinstance(types, str) else set(types) <= TYPES
        if "pattern" in node:
            re.compile(node["pattern"])
        if "required" in node:
            assert node["required"]
            assert all(isinstance(name, str) for name in node["required"])
        for name in ("anyOf", "enum"):
            assert node.get(name, ["some"])
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/definitions/") in schema["definitions"]


def test_every_key_of_the_schema_is_described_with_what_it_takes() -> None:
    schema = bank_schema()
    for properties in (schema["properties"], schema["definitions"]["question"]["properties"]):
        for value in properties.values():
            assert value["description"].endswith(".")
            assert "Takes: " in value["description"]


def test_the_schema_allows_the_keys_of_the_table_and_nothing_else() -> None:
    schema = bank_schema()
    question = schema["definitions"]["question"]
    assert set(schema["properties"]) == {key.name for key in BANK_KEYS}
    assert set(question["properties"]) == {key.name for key in QUESTION_KEYS}
    assert schema["additionalProperties"] is False
    assert question["additionalProperties"] is False
    assert schema["required"] == ["title", "questions"]
    assert set(schema["properties"]["defaults"]["properties"]) == set(DEFAULT_KEYS)


def test_the_schema_asks_for_one_of_the_shapes() -> None:
    shapes = [set(node["required"]) for node in bank_schema()["definitions"]["question"]["anyOf"]]
    for shape in SHAPES.values():
        assert set(shape) in shapes


def test_making_the_schema_twice_gives_the_same() -> None:
    assert bank_schema() == bank_schema()


# The reference


def test_the_reference_is_a_table_with_a_row_for_every_key() -> None:
    rows = reference().splitlines()
    assert len(rows) == len(QUESTION_KEYS) + 2
    for key, row in zip(QUESTION_KEYS, rows[2:], strict=True):
        assert row.startswith(f"| `{key.name}` | ")
        assert len(re.findall(r"(?<!\\)\|", row)) == 5
        assert (", ".join(key.kinds) or "all") in row


# Suggestions


@pytest.mark.parametrize("key", [key.name for key in QUESTION_KEYS if len(key.name) > 3])
def test_a_key_with_two_letters_swapped_is_recognised(key: str) -> None:
    typed = key[:-2] + key[-1] + key[-2]
    text = f"title: T\nquestions:\n  - question: Q\n    answer: a\n    {typed}: b\n"
    if key in ("question", "answer"):
        text = f"title: T\nquestions:\n  - {typed}: Q\n"
    messages = [p.message for p in yaml_bank.decode(text.encode(), source="b.yaml").problems]
    assert f"unknown key {typed!r}; did you mean {key!r}?" in messages


@pytest.mark.parametrize("key", [key.name for key in BANK_KEYS if key.name != "questions"])
def test_a_key_of_the_head_with_a_capital_is_recognised(key: str) -> None:
    text = f"{key.capitalize()}: x\nquestions: [{{question: Q, answer: a}}]\n"
    messages = [p.message for p in yaml_bank.decode(text.encode(), source="b.yaml").problems]
    assert f"unknown key {key.capitalize()!r}; did you mean {key!r}?" in messages


@pytest.mark.parametrize("key", ["zzz", "12", "foo bar", "x" * 5000])
def test_a_key_like_none_gets_no_suggestion(key: str) -> None:
    text = f"title: T\nquestions:\n  - question: Q\n    answer: a\n    {key}: b\n"
    [problem] = yaml_bank.decode(text.encode(), source="b.yaml").problems
    assert "did you mean" not in problem.message
    assert len(problem.message) < 200


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_another_kind_is_refused_with_the_kinds_it_is_for(kind: str) -> None:
    others = [k for k in QUESTION_KEYS if k.kinds and kind not in k.kinds]
    for key in others:
        if key.name in ("answer", "date", "match", "order", "groups", "cloze", "essay", "let"):
            continue  # another shape, not only another key
        if key.name in ("wrong", "choices", "front", "back"):
            continue  # these make another kind of it
        text = f"title: T\nquestions:\n  - {MINIMAL[kind]}\n    {key.name}: x\n"
        messages = [p.message for p in yaml_bank.decode(text.encode(), source="b.yaml").problems]
        assert messages == [
            f"a {kind} question ({', '.join(SHAPES[kind])}) can't have the key {key.name!r}; "
            f"delete it, it's only for: {', '.join(key.kinds)}"
        ]


MINIMAL = {
    "choice": "question: Q\n    answer: a\n    wrong: [b]",
    "several": "question: Q\n    answer: [a]\n    wrong: [b]",
    "truefalse": "question: Q\n    answer: true",
    "text": "question: Q\n    answer: a",
    "list": "question: Q\n    answer: [a, b]",
    "number": "question: Q\n    answer: 5",
    "date": "question: Q\n    date: 1815",
    "match": "question: Q\n    match: {a: b, c: d}",
    "order": "question: Q\n    order: [a, b]",
    "groups": "question: Q\n    groups: {a: [b], c: [d]}",
    "cloze": "cloze: '{{a}}'",
    "card": "front: a\n    back: b",
    "essay": "question: Q\n    essay: a",
    "computed": "question: Q\n    let: {a: 1..2}\n    answer: = a",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_question_of_a_kind_is_read_as_that_kind(kind: str) -> None:
    text = f"title: T\nquestions:\n  - {MINIMAL[kind]}\n"
    bank = yaml_bank.decode(text.encode(), source="b.yaml").sound_bank()
    assert [item.kind for item in bank.items] == [kind]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "question" in SHAPES[kind]])
def test_a_kind_that_lacks_a_key_it_must_have_says_which(kind: str) -> None:
    text = f"title: T\nquestions:\n  - {MINIMAL[kind].removeprefix('question: Q').strip()}\n"
    messages = [p.message for p in yaml_bank.decode(text.encode(), source="b.yaml").problems]
    assert messages == [f"`question` is missing; a {kind} question needs it"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_editor_writes_for_a_new_question_is_of_its_kind(kind: str) -> None:
    snippets = bank_schema()["definitions"]["question"]["defaultSnippets"]
    body = next(snippet["body"] for snippet in snippets if snippet["label"] == kind)
    text = yaml.safe_dump({"title": "T", "questions": [body]}, sort_keys=False)
    filled = re.sub(r"\$\{\d:([^}]*)\}|\$(\d)", lambda m: m[1] or f"word{m[2]}", text)
    if kind == "cloze":
        filled = filled.replace("${2:gaps}", "gaps")
    if kind in ("number", "computed"):
        filled = filled.replace("'100'", "100").replace("'= a * b'", "= a * b")
    bank = yaml_bank.decode(filled.encode(), source="t.yaml").sound_bank()
    assert [item.kind for item in bank.items] == [kind]
