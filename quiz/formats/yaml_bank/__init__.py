"""Our own format: a bank as one YAML file, version 1 (`docs/bank-format.md`)."""

import re
from itertools import pairwise

import msgspec
from yaml import MappingNode, Node, ScalarNode

from quiz.cleaning import CONTROLS, clean_line
from quiz.errors import Location, Problem
from quiz.formats.decoded import Decoded, Encoded, Exists
from quiz.formats.keys import BANK_KEYS, DEFAULT_KEYS, QUESTION_KEYS
from quiz.formats.yaml_bank import limits
from quiz.formats.yaml_bank.nodes import Tree
from quiz.formats.yaml_bank.questions import QuestionReader, parted_by_dash
from quiz.formats.yaml_bank.reader import Fields, Reader, is_nothing
from quiz.formats.yaml_bank.recovery import is_broken
from quiz.formats.yaml_bank.suggestions import ID, id_fault, nearest
from quiz.items import Bank, Defaults, Item
from quiz.translation import _

__all__ = ["decode", "encode"]

_KEYS = frozenset(key.name for key in BANK_KEYS)
_LONGEST_MESSAGE = 400
_QUESTION_ONLY = frozenset(key.name for key in QUESTION_KEYS) - _KEYS
_MERGE = re.compile(rb"(?m)^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)")
"""What git writes where two editions of a file differ; no bank has such a line at its edge."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")


def encode(bank: Bank) -> Encoded:
    """Write a bank as YAML; the format is our own, so nothing is lost."""
    from quiz.formats.yaml_bank import writer  # reading is far more frequent, and this costs 3 ms

    return writer.encode(bank)


def decode(data: bytes, *, source: str, exists: Exists = lambda _: True) -> Decoded:
    """Read a bank.

    Args:
        data: The file's bytes.
        source: The file's name, for faults and for the bank's id.
        exists: Whether a picture is there, by its path relative to the bank.

    Returns:
        The sound questions, and every fault with its place.
    """
    try:
        return _decode(data, source, exists)
    except Exception as error:
        # One file must not stop the program, whatever is in it and whatever we forgot.
        message = _("quiz crashed while reading the file ({name}); please report it")
        problem = Problem(Location(source, 1, 1), message.format(name=type(error).__name__))
        return Decoded(bank=None, problems=(problem,))


def _decode(data: bytes, source: str, exists: Exists) -> Decoded:
    unmerged = _MERGE.search(data)
    tree = Tree(_one_side(data) if unmerged else data, source)
    if unmerged:
        line = data.count(b"\n", 0, unmerged.start()) + 1
        message = _(
            "unfinished merge; keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>"
        )
        tree.problems.append(Problem(Location(source, line, 1), message))
    if tree.root is None:
        found = tree.problems or [_no_bank(Reader(source, tree.text), None)]
        return Decoded(bank=None, problems=_in_order(found))
    reader = Reader(source, tree.text)
    reader.problems += tree.problems
    if type(tree.root) is not MappingNode:
        return Decoded(bank=None, problems=(*tree.problems, _no_bank(reader, tree.root)))
    bank, lines, left_out = _bank(reader, tree.root, exists)
    return Decoded(
        bank=bank,
        lines=lines,
        left_out=left_out,
        problems=_in_order(reader.found()),
        warnings=_in_order(reader.warnings),
    )


def _one_side(data: bytes) -> bytes:
    """Return an unmerged file with the other side and the marks blanked; the lines are kept."""
    lines = data.split(b"\n")
    marks = [(at, row[:1]) for at, row in enumerate(lines) if _MERGE.match(row)]
    for at, _sign in marks:
        lines[at] = b""
    for (at, sign), (end, following) in pairwise(marks):
        if (sign, following) in ((b"=", b">"), (b"|", b"=")):
            lines[at:end] = [b""] * (end - at)
    return b"\n".join(lines)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of the file, each one clean line of bearable length."""
    ordered = sorted(problems, key=lambda p: (p.where.line, p.where.column))
    return tuple(
        msgspec.structs.replace(p, message=_bearable(p.message)) if _is_odd(p.message) else p
        for p in ordered
    )


def _is_odd(message: str) -> bool:
    return len(message) > _LONGEST_MESSAGE or "\n" in message or bool(CONTROLS.search(message))


def _bearable(message: str) -> str:
    line = clean_line(message)
    return line if len(line) <= _LONGEST_MESSAGE else f"{line[:250]} … {line[-120:]}"


def _no_bank(reader: Reader, node: Node | None) -> Problem:
    where = reader.where(node) if node is not None else Location(reader.source, 1, 1)
    return Problem(
        where, _("not a question bank; a bank needs `title:` and `questions:` at the left margin")
    )


def _bank(
    reader: Reader, root: MappingNode, exists: Exists
) -> tuple[Bank | None, tuple[int, ...], int]:
    """Return the bank, the line of each item, and how many questions were left out."""
    fields = reader.fields_of(root)
    meant: set[str] = set()
    for key, _value in root.value:
        if type(key) is ScalarNode and key.value not in _KEYS:
            if key.value in _QUESTION_ONLY and "questions" in fields:
                fix = _("indent it like the other keys of its question")
                reader.fault(
                    key,
                    _("`{key}` at the left margin doesn't belong to a question; {fix}").format(
                        key=key.value, fix=fix
                    ),
                )
                continue
            reader.unknown_key(key, key.value, _KEYS)
            if not reader.is_full:
                meant.add(nearest(key.value, _KEYS))
    for name in ("title", "questions"):
        if name not in fields and name not in meant:
            reader.fault(
                root,
                _("`{name}` is missing; a bank needs `title` and `questions`").format(name=name),
            )
    bank = _head(reader, fields)
    if "questions" not in fields:
        return None, (), 0
    questions = QuestionReader(
        reader,
        exists,
        defaults=bank.defaults,
        tags=bank.tags,
        passages=frozenset(name for name, _ in bank.passages),
        language=bank.language,
    )
    items, lines, left_out = _questions(reader, fields["questions"], questions)
    return msgspec.structs.replace(bank, items=items), lines, left_out


def _questions(
    reader: Reader, node: Node, questions: QuestionReader
) -> tuple[tuple[Item, ...], tuple[int, ...], int]:
    """Return the sound questions, the line of each, and how many others there are."""
    nodes = reader.list_of(node, "questions", most=limits.MOST_NODES)
    if len(nodes) > limits.MOST_QUESTIONS:
        place = nodes[limits.MOST_QUESTIONS]
        reader.fault(
            place,
            _("over {most:,} questions; split them into several banks").format(
                most=limits.MOST_QUESTIONS
            ),
        )
        nodes = nodes[: limits.MOST_QUESTIONS]
    items: dict[str, Item] = {}
    lines: list[int] = []
    written: dict[str, int] = {}
    copies: dict[str, int] = {}
    reported = {id(node) for pair in _report_parted(reader, nodes) for node in pair}
    is_list_astray = False
    for entry in nodes:
        is_list_astray = is_list_astray and type(entry) is ScalarNode
        if is_broken(entry) or id(entry) in reported or is_list_astray:
            continue
        is_list_astray = _ends_in_nothing(entry)
        item = questions.item(entry)
        line = entry.start_mark.line + 1
        if item is None:
            continue
        if item.id in items:
            if item.has_written_id:
                first = written.get(item.id, 0)
                fix = _("change one of them")
                message = _("the id {id!r} is used twice, first in line {first}; {fix}").format(
                    id=item.id, first=first, fix=fix
                )
                reader.fault(entry, message)
                continue
            item = _numbered(item, items, copies)
        items[item.id] = item
        written[item.id] = line
        lines.append(line)
    return tuple(items.values()), tuple(lines), len(nodes) - len(items)


def _report_parted(reader: Reader, nodes: list[Node]) -> list[tuple[Node, Node]]:
    """Report answers that a dash parts from their question; return both nodes of each."""
    found = parted_by_dash(nodes)
    for first, second in found:
        line = first.start_mark.line + 1
        key = second.value[0][0].value
        reader.fault(
            second,
            _("extra dash; `{key}` belongs to the question in line {line}").format(
                key=key, line=line
            ),
        )
    return found


def _ends_in_nothing(node: Node) -> bool:
    """Return whether a question's last value is missing: its list may stand too far left."""
    return type(node) is MappingNode and bool(node.value) and is_nothing(node.value[-1][1])


def _numbered(item: Item, items: dict[str, Item], copies: dict[str, int]) -> Item:
    """Return a question that stands twice, its derived id made distinct by a number."""
    number = copies.get(item.id, 1) + 1
    while f"{item.id}-{number}" in items:
        number += 1
    copies[item.id] = number
    return msgspec.structs.replace(item, id=f"{item.id}-{number}")


def _head(reader: Reader, fields: Fields) -> Bank:
    def text(name: str) -> str:
        return reader.text_of(fields[name], name) if name in fields else ""

    return Bank(
        title=" ".join(text("title").split()),
        about=text("about"),
        author=text("author"),
        license=text("license"),
        source=text("source"),
        id=_bank_id(reader, fields),
        language=_language(reader, fields),
        tags=reader.lines_of(fields["tags"], "tags") if "tags" in fields else (),
        defaults=_defaults(reader, fields["defaults"]) if "defaults" in fields else Defaults(),
        passages=_passages(reader, fields["passages"]) if "passages" in fields else (),
        spellings=_spellings(reader, fields["spellings"]) if "spellings" in fields else (),
        reading=text("reading"),
    )


def _bank_id(reader: Reader, fields: Fields) -> str:
    node = fields.get("id")
    if node is not None:
        written = reader.line_of(node, "id")
        if written and not ID.match(written):
            reader.fault(node, id_fault(written))
        elif written:
            return written
    name = reader.source.replace("\\", "/").rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name else name
    derived = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-")[:100]
    return derived if ID.match(derived) else "bank"


def _language(reader: Reader, fields: Fields) -> str:
    node = fields.get("language")
    if node is None:
        return "en"
    tag = reader.line_of(node, "language")
    if tag and not _LANGUAGE.match(tag):
        reader.fault(
            node, _("{tag!r} isn't a language tag; use one such as en, de or pt-BR").format(tag=tag)
        )
        return "en"
    return tag or "en"


def _defaults(reader: Reader, node: Node) -> Defaults:
    values: dict[str, float | bool] = {}
    shape = _("keys such as `{points: 1, time: 30}`")
    for name, key, value in reader.mapping_of(node, "defaults", shape):
        if name not in DEFAULT_KEYS:
            reader.unknown_key(
                key,
                name,
                frozenset(DEFAULT_KEYS),
                _("; available: {keys}").format(keys=", ".join(DEFAULT_KEYS)),
            )
        elif name in ("points", "time"):
            number = reader.number_of(value, name, least=0)
            values["time_limit_s" if name == "time" else name] = float(number or 0)
        else:
            values[name] = reader.flag_of(value, name)
    return Defaults(**values)  # type: ignore[arg-type]  # each key has its own type above


def _spellings(reader: Reader, node: Node) -> tuple[tuple[str, ...], ...]:
    """Return groups of spellings; one that stands in two groups is a fault."""
    shape = _("an answer with its other spellings, `United States: [US, USA]`")
    groups = []
    seen: dict[str, str] = {}
    for name, _key, value in reader.mapping_of(
        node, "spellings", shape, most=limits.MOST_QUESTIONS
    ):
        group = tuple(dict.fromkeys((name, *reader.lines_of(value, name))))
        for text in group:
            if seen.setdefault(text, name) != name:
                message = _(
                    "{text!r} is given as a spelling of both {one!r} and {other!r}; keep one"
                )
                reader.fault(value, message.format(text=text, one=seen[text], other=name))
        groups.append(group)
    return tuple(groups)


def _passages(reader: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    shape = _("named texts, each as `name: |` with its text below")
    passages = []
    for name, key, value in reader.mapping_of(node, "passages", shape, most=limits.MOST_QUESTIONS):
        if is_nothing(value):
            reader.fault(
                key, _("the passage {name!r} is empty; write its text below").format(name=name)
            )
            continue
        text = reader.text_of(value, name)
        if text:
            passages.append((name, text))
    return tuple(passages)
