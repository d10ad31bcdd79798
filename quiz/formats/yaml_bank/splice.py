"""Changing a bank's file and nothing else of it: text is put in at the marks of its nodes.

Comments, quoting, order and every other byte stay. Each change is read again and compared with
what was meant before it is given back.
"""

from collections.abc import Iterable, Mapping

import msgspec
from yaml import SequenceNode

from quiz.errors import Edit, QuizError
from quiz.formats.decoded import Decoded
from quiz.formats.yaml_bank import decode, writer
from quiz.formats.yaml_bank.outline import Entry, Outline, end_of_line, last_character
from quiz.items import Bank, Item, Number, ShortText
from quiz.translation import _

_MARK = b"\xef\xbb\xbf"


def edited(data: bytes, text: str, edits: Iterable[Edit]) -> bytes:
    """Return a file with edits made, line ends as the file has them.

    Args:
        data: The file.
        text: Its text as the outline has it.
        edits: Pieces that do not overlap; where two begin at one place the first comes first.
    """
    parts: list[str] = []
    at = 0
    is_dos = "\r\n" in text
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[at : edit.start], edit.text.replace("\n", "\r\n") if is_dos else edit.text]
        at = edit.end
    mark = _MARK if data.startswith(_MARK) else b""
    return mark + "".join((*parts, text[at:])).encode()


def appended(data: bytes, item: Item, *, source: str) -> bytes:
    """Return a bank's file with a question more, at the end of its questions.

    Args:
        data: The file.
        item: What is put in, its id written; values that are the program's defaults are left to
            the bank's own.
        source: The file's name, for faults.

    Raises:
        QuizError: The file cannot be changed safely, or has the id already.
    """
    before, outline = _read(data, source)
    bank = before.bank or Bank(id="bank", title="")
    if any(known.id == item.id for known in bank.items):
        raise QuizError(
            _("{source}: a question {id!r} already exists").format(source=source, id=item.id)
        )
    item = msgspec.structs.replace(item, has_written_id=True)
    questions = outline.questions
    if questions is None or not questions.value:
        raise QuizError(_("{source}: no list of questions to add to").format(source=source))
    last = last_character(outline.text, questions.value[-1])
    if questions.flow_style:
        edit = Edit(last, last, ", " + writer.flow_question(item, bank))
    else:
        end = end_of_line(outline.text, last)
        gap = "\n\n" if _has_gaps(outline.text, questions) else "\n"
        indent = " " * questions.start_mark.column
        lines = writer.question(item, bank).rstrip("\n").split("\n")
        edit = Edit(end, end, gap + "\n".join(indent + line if line else "" for line in lines))
    changed = edited(data, outline.text, [edit])
    after = decode(changed, source=source)
    items = after.bank.items if after.bank else ()
    is_meant = items[:-1] == bank.items and items[-1:] and _says_the_same(items[-1], item)
    if not is_meant or len(after.problems) != len(before.problems):
        raise QuizError(
            _(
                "{source}: can't save this question without changing its meaning; add it "
                "in your editor"
            ).format(source=source)
        )
    return changed


def accepted(data: bytes, item_id: str, spelling: str, *, source: str) -> bytes:
    """Return a bank's file in which a typed question accepts a spelling more.

    Args:
        data: The file.
        item_id: Which question.
        spelling: What a learner may type too.
        source: The file's name, for faults.

    Raises:
        QuizError: No such question, none that has `accept`, or a file that cannot be changed.
    """
    before, outline = _read(data, source)
    items = before.bank.items if before.bank else ()
    at = next((at for at, item in enumerate(items) if item.id == item_id), None)
    if at is None:
        raise QuizError(
            _("{source}: question {item_id!r} not found").format(source=source, item_id=item_id)
        )
    item = items[at]
    if not isinstance(item, ShortText | Number):
        raise QuizError(
            _("{source}: a question of kind {kind} can't have `accept`").format(
                source=source, kind=item.kind
            )
        )
    entry = outline.entry(before.lines[at])
    assert entry is not None, "the outline and the bank are of one file"
    spelling = spelling.strip()
    written = writer.flow(spelling) if isinstance(item, ShortText) else spelling
    changed = edited(data, outline.text, [_more_accepted(outline.text, entry, written)])
    after = decode(changed, source=source)
    found = after.bank.items[at] if after.bank and at < len(after.bank.items) else None
    accept = [str(one) for one in getattr(found, "accept", ())]
    if len(after.problems) != len(before.problems) or len(accept) != len(item.accept) + 1:
        raise QuizError(
            _("{source}: can't add the spelling {spelling!r} there; edit the file").format(
                source=source, spelling=spelling
            )
        )
    return changed


def with_values(data: bytes, key: str, values: Mapping[str, str], *, source: str) -> bytes:
    """Return a bank's file in which questions have a plain value under a key.

    Args:
        data: The file.
        key: Such as `difficulty`; one that takes a number or a word.
        values: The value of each question, by its id, as YAML writes it.
        source: The file's name, for faults.

    Raises:
        QuizError: A file that cannot be changed, or that would then have a fault.
    """
    before, outline = _read(data, source)
    items = before.bank.items if before.bank else ()
    edits = []
    for item, line in zip(items, before.lines, strict=True):
        entry = outline.entry(line)
        if item.id in values and entry is not None:
            edits.append(_value_set(outline.text, entry, key, values[item.id]))
    changed = edited(data, outline.text, edits)
    after = decode(changed, source=source)
    same = after.bank is not None and [i.id for i in after.bank.items] == [i.id for i in items]
    if not same or len(after.problems) != len(before.problems):
        raise QuizError(
            _("{source}: can't save `{key}` there; edit the file").format(source=source, key=key)
        )
    return changed


def _value_set(text: str, entry: Entry, key: str, value: str) -> Edit:
    """Return the edit that sets a key's value, at the question's end if it has no such key."""
    node = entry.values.get(key)
    if node is not None:
        start, end = node.start_mark.index, last_character(text, node)
        between = text[entry.keys[key].end_mark.index : start]
        if type(node) is SequenceNode and not node.flow_style and "#" not in between:
            # On the key's own line: a list in brackets may not begin where one of dashes may.
            return Edit(start - len(between), end, f": {value}")
        return Edit(start, end, value)
    end = last_character(text, entry.node)
    if entry.node.flow_style:
        end -= 1
        return Edit(end, end, f", {key}: {value}")
    end = end_of_line(text, end)
    return Edit(end, end, f"\n{' ' * entry.node.start_mark.column}{key}: {value}")


def _more_accepted(text: str, entry: Entry, written: str) -> Edit:
    """Return the edit that adds an entry to `accept`, or `accept` behind the answer."""
    node = entry.values.get("accept")
    if node is None:
        answer = entry.values["answer"]
        end = last_character(text, answer)
        if entry.node.flow_style:
            return Edit(end, end, f", accept: [{written}]")
        end = end_of_line(text, end)
        indent = " " * entry.keys["answer"].start_mark.column
        return Edit(end, end, f"\n{indent}accept: [{written}]")
    end = last_character(text, node.value[-1] if type(node) is SequenceNode else node)
    if type(node) is not SequenceNode:
        return Edit(node.start_mark.index, end, f"[{text[node.start_mark.index : end]}, {written}]")
    if node.flow_style:
        return Edit(end, end, f", {written}")
    end = end_of_line(text, end)
    return Edit(end, end, f"\n{' ' * node.start_mark.column}- {written}")


def _read(data: bytes, source: str) -> tuple[Decoded, Outline]:
    outline = Outline(data, source)
    before = decode(data, source=source)
    if not outline.is_whole or outline.root is None:
        if before.problems:
            message = _("{source}: fix its errors first: {fault}")
            raise QuizError(message.format(source=source, fault=before.problems[0]))
        raise QuizError(_("{source}: fix its errors first").format(source=source))
    return before, outline


def _says_the_same(found: Item, meant: Item) -> bool:
    return (found.id, found.kind, found.stem, found.solution, found.explain) == (
        meant.id,
        meant.kind,
        meant.stem.strip(),
        meant.solution,
        meant.explain.strip(),
    )


def _has_gaps(text: str, questions: SequenceNode) -> bool:
    """Return whether questions are separated by empty lines."""
    if len(questions.value) < 2:
        return True
    above = text[: questions.value[1].start_mark.index].split("\n")[:-1]
    while above and above[-1].lstrip().startswith("#"):
        above.pop()
    return bool(above) and not above[-1].strip()
