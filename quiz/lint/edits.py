"""What a finding writes instead: pieces of a bank's text, at the marks of its nodes."""

from yaml import Node, ScalarNode, SequenceNode

from quiz.errors import Edit
from quiz.formats.yaml_bank.plain import flow_text
from quiz.lint.draft import DraftQuestion


def instead(node: Node, text: str) -> Edit:
    """Return the edit that writes something in place of a node."""
    return Edit(node.start_mark.index, node.end_mark.index, text)


def rewritten(question: DraftQuestion, key: str, texts: list[str]) -> tuple[Edit, ...]:
    """Return the edits that write other texts in place of a list's, one for one."""
    node = question.entry.values.get(key) if question.entry else None
    if type(node) is not SequenceNode or len(node.value) != len(texts):
        return ()
    return tuple(
        instead(entry, flow_text(text)) for entry, text in zip(node.value, texts, strict=True)
    )


def in_list(question: DraftQuestion, key: str, text: str, better: str) -> tuple[Edit, ...]:
    """Return the edits that write something in place of a text of a list."""
    node = question.entry.values.get(key) if question.entry else None
    nodes = node.value if type(node) is SequenceNode else [node] if node else []
    return tuple(
        instead(entry, flow_text(better))
        for entry in nodes
        if type(entry) is ScalarNode and entry.value == text
    )


def in_text(question: DraftQuestion, key: str, text: str, better: str) -> tuple[Edit, ...]:
    """Return the edit that replaces a piece of a value, if it stands there once as written."""
    node = question.entry.values.get(key) if question.entry else None
    if node is None:
        return ()
    source = question.source_of(node)
    if source.count(text) != 1:
        return ()
    at = node.start_mark.index + source.index(text)
    return (Edit(at, at + len(text), better),)


def to_accept(question: DraftQuestion, first: str, rest: str) -> tuple[Edit, ...]:
    """Return the edit that keeps the first of two answers and accepts the others."""
    node = question.entry.values.get("answer") if question.entry else None
    if type(node) is not ScalarNode or node.start_mark.line != node.end_mark.line:
        return ()
    return (instead(node, f"{first}{question.joint('answer')}accept: [{rest}]"),)


def with_need(question: DraftQuestion, wanted: int) -> tuple[Edit, ...]:
    """Return the edit that says how many of a list are enough."""
    node = question.entry.values.get("answer") if question.entry else None
    if type(node) is not SequenceNode or not node.flow_style:
        return ()
    end = node.end_mark.index
    return (Edit(end, end, f"{question.joint('answer')}need: {wanted}"),)


def as_date(question: DraftQuestion, iso: str) -> tuple[Edit, ...]:
    """Return the edits that make a date of a text."""
    entry = question.entry
    if entry is None or "accept" in entry.keys or "answer" not in entry.keys:
        return ()
    return (instead(entry.keys["answer"], "date"), instead(entry.values["answer"], iso))
