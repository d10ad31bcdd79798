"""The first text of a new bank: a head, and a worked example of each kind that is wanted."""

import re
from collections.abc import Sequence
from functools import cache

from quiz.formats.yaml_bank import writer
from quiz.items import KINDS, Bank, Item

SCHEMA_NAME = ".quiz.schema.json"
"""The file beside a bank that editors check it with."""
_MODELINES = f"""\
# yaml-language-server: $schema={SCHEMA_NAME}
# $schema: {SCHEMA_NAME}
"""
_ENGLISH_EXAMPLES = """\
# The examples are in English; delete this line when you have replaced them.
# quiz: ignore language-mismatch
"""


def begun(
    *, title: str, bank_id: str, language: str, kinds: Sequence[str] = KINDS, author: str = ""
) -> str:
    """Return a bank with a commented example of each kind.

    Args:
        title: The bank's name.
        bank_id: Its id; letters, digits, `-`, `_`, `.`.
        language: BCP 47 tag of its language.
        kinds: Of which kinds, in any order.
        author: Who writes it.
    """
    is_english = language.lower().split("-")[0] == "en"
    examples = worked_examples()
    parts = [examples[kind] for kind in KINDS if kind in kinds]
    return (
        _MODELINES
        + ("" if is_english else _ENGLISH_EXAMPLES)
        + _head(title, bank_id, language, author)
        + "source: general knowledge   # where the facts come from\n"
        + "tags: [example]   # topics of every question\n"
        + "\nquestions:\n"
        + "\n".join(parts)
    )


def begun_with(
    items: Sequence[Item], *, title: str, bank_id: str, language: str, author: str = ""
) -> str:
    """Return a bank that begins with questions made from notes; their tags are kept."""
    bank = Bank(id=bank_id, title=title)
    questions = "\n".join(_indented(writer.question(item, bank)) for item in items)
    head = _head(title, bank_id, language, author)
    return f"{_MODELINES}{head}\nquestions:\n{questions}"


@cache
def worked_examples() -> dict[str, str]:
    """Return the example of each kind as it stands in a bank, with its comment above it."""
    from importlib.resources import files

    text = files(__package__).joinpath("worked.yaml").read_text("utf-8")
    blocks = text.partition("\nquestions:\n")[2].rstrip().split("\n\n")
    found = {}
    for block in blocks:
        kind = re.match(r" *# (\w+):", block)
        assert kind, "each example begins with its kind"
        found[kind.group(1)] = block + "\n"
    return found


def _head(title: str, bank_id: str, language: str, author: str) -> str:
    named = f"author: {writer.flow(author)}\n" if author else "# author: your name\n"
    return (
        (
            f"title: {writer.flow(title)}\n"
            f"id: {writer.flow(bank_id)}   # permanent name of the bank\n"
            f"language: {language}   # decides how numbers and dates are read\n"
        )
        + named
        + "# license: CC-BY-4.0   # add one before you share the bank\n"
    )


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(True))
