"""How the file is written: invisible characters, and the order of keys."""

import re
from collections.abc import Iterator, Sequence

from quiz.errors import Location, Problem
from quiz.formats.yaml_bank.order import late_key
from quiz.lint.draft import Draft
from quiz.lint.text import file_lines
from quiz.translation import _, ngettext

_BLOCK = re.compile(r"(?:^|[\s:-])[|>][-+1-9]{0,2}[ \t]*(?:#.*)?\Z")
_KEY = re.compile(r"([a-z]+)[ \t]*:(?:\s|\Z)")


def key_order(draft: Draft) -> Iterator[Problem]:
    """The keys of a question are in an unusual order.

    People read banks: they look for the question first and its answer below. Write `id`, then the
    question (`question`, `cloze` or `front`; a `passage` or an `image` may come before it), then
    the answer, then everything else in any order.

    Bad:
        - answer: Vienna
          explain: Austria was the host.
          question: In which city did the congress meet?

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: Austria was the host.
    """
    lines = _outside_blocks(draft)
    starts = [question.line for question in draft.questions]
    ends = [*starts[1:], len(lines) + 1]
    for question, start, end in zip(draft.questions, starts, ends, strict=False):
        late = late_key(_keys(lines[start - 1 : end - 1]))
        if late:
            message = _(
                "`{key}` comes after `{before}`, where readers don't look for it; "
                "write `id`, the question, its answer, then the rest"
            )
            yield question.weakness(message.format(key=late[0], before=late[1]), late[0])


def _keys(lines: Sequence[str | None]) -> list[str]:
    """Return the keys of a question in block style, in the order in which they stand."""
    first = lines[0] if lines else None
    if first is None or not first.lstrip().startswith("- "):
        return []
    at = len(first) - len(first.lstrip())
    column = at + 2 + len(first[at + 2 :]) - len(first[at + 2 :].lstrip())
    found = []
    for number, text in enumerate(lines):
        if text is None or text[column : column + 1] in (" ", "#"):
            continue
        if number and text[:column].strip():
            if text.lstrip().startswith("#"):
                continue
            break  # the next question, which has a fault
        match = _KEY.match(text, column)
        if match:
            found.append(match[1])
    return found


def trailing_space(draft: Draft) -> Iterator[Problem]:
    """Lines end with invisible spaces.

    They mean nothing in YAML, but they show up as changes when the bank is kept in git, and hide
    where a value ends. Let your editor or `quiz check --fix` remove them. (Two spaces at the end of
    a line in a Markdown block are a line break and may stay.)

    Bad:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?␠␠
            answer: Vienna
            explain: Austria was the host.

    Good:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.
    """
    found = [
        (number, len(text.rstrip(" \t")) + 1)
        for number, text in enumerate(_outside_blocks(draft), 1)
        if text is not None and text[-1:] in (" ", "\t") and text.strip()
    ]
    if found:
        message = ngettext(
            "the line ends with an invisible space; remove it, or use `quiz check --fix`",
            "{count} lines end with an invisible space, starting here; remove them, "
            "or use `quiz check --fix`",
            len(found),
        )
        place = Location(draft.source, *found[0])
        yield Problem(place, message.format(count=len(found)), "weakness")


def tab_in_value(draft: Draft) -> Iterator[Problem]:
    """A line contains a tab.

    A tab looks like spaces, its width depends on the terminal, and in an answer students can't type
    it. Use spaces. (In Markdown blocks, such as code, tabs may stay.)

    Bad:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did␉the congress meet?
            answer: Vienna
            explain: Austria was the host.

    Good:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.
    """
    found = []
    if "\t" in draft.outline.text:
        for number, text in enumerate(_outside_blocks(draft), 1):
            at = (text or "").rstrip().find("\t")
            if text is not None and at > 0 and text[:at].strip() and "#" not in text[:at]:
                found.append((number, at + 1))
    if found:
        message = ngettext(
            "the line contains a tab, which looks like spaces but isn't the same; use spaces",
            "{count} lines contain a tab, starting here, which looks like spaces but "
            "isn't the same; use spaces",
            len(found),
        )
        place = Location(draft.source, *found[0])
        yield Problem(place, message.format(count=len(found)), "weakness")


def _outside_blocks(draft: Draft) -> list[str | None]:
    """Return the lines of a file; None for those of block scalars, whose spaces may mean something.

    The line that opens a block, with `|` or `>`, is not part of it.
    """
    lines: list[str | None] = []
    margin = -1
    for text in file_lines(draft.outline.text):
        indent = len(text) - len(text.lstrip(" "))
        if margin >= 0 and (indent > margin or not text.strip()):
            lines.append(None)
            continue
        lines.append(text)
        margin = _margin(text, indent) if "|" in text or ">" in text else -1
    return lines


def _margin(text: str, indent: int) -> int:
    """Return the column of the key whose block a line opens; -1 if it opens none."""
    if not _BLOCK.search(text[-200:]):
        return -1
    opening = text[indent:]
    while opening.startswith("- ") and _KEY.search(opening):
        opening = opening[1:].lstrip(" ")
    return len(text) - len(opening)
