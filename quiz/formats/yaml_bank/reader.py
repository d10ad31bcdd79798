"""Reading the values of a bank: texts, numbers, flags, lists, each fault at its place."""

import re
from decimal import Decimal
from typing import TypeVar

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from quiz.cleaning import CONTROLS, INVISIBLE, clean
from quiz.errors import Edit, Location, Problem
from quiz.formats.yaml_bank import limits
from quiz.formats.yaml_bank.recovery import BROKEN, is_broken
from quiz.formats.yaml_bank.suggestions import NUMBER, YES_OR_NO, nearest, plain_figure, short
from quiz.items import Option
from quiz.translation import _, ngettext

Fields = dict[str, Node]
Entry = TypeVar("Entry", Node, tuple[Node, Node])
_TAGS = ("!text", "!list", "!mapping")
_SURPLUS = Problem(Location("", 0, 0), "")
"""Stands for each fault that is only counted."""
_CUT = re.compile(r"[ \t]+(#[^\s#!][^\n]*)")
"""What looks like a text that YAML takes for a comment: a real one has a space after its #."""
_HALF_QUOTED = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’"}
"""Typographic quotes that open, and what closes them."""


_FENCED = re.compile(r"^[ \t>]*(```|~~~).*?(?:^[ \t>]*\1|\Z)", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=\s)", re.MULTILINE)
"""Where an item of a list or a heading begins."""
_TABLE = re.compile(r"^[ \t>]*(?=[^\n]*\|)[-:|][-:| \t]*$", re.MULTILINE)
"""The row below the head of a table."""
_BLANK = re.compile(r"\n[ \t]*\n")


class Reader:
    """Collects the faults and warnings of one file."""

    def __init__(self, source: str, text: str) -> None:
        """Read nodes of `text`; `source` names the file in faults."""
        self.source = source
        self.text = text
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        # YAML itself refuses the control characters that are ASCII, unless escaped.
        self._may_hold_controls = "\\" in text or (
            not text.isascii()
            and (CONTROLS.search(text) is not None or INVISIBLE.search(text) is not None)
        )
        self._may_be_cut = _CUT.search(text) is not None

    def fault(self, node: Node, message: str, *edits: Edit) -> None:
        """Report a fault where a node begins, with what to write instead if that is known."""
        if self.is_full:
            self.problems.append(_SURPLUS)
            return
        self.problems.append(Problem(self.where(node), message, edits=edits))

    @property
    def is_full(self) -> bool:
        """Whether so many faults were found that more are only counted."""
        return len(self.problems) >= limits.MOST_FAULTS

    def found(self) -> list[Problem]:
        """Return the faults, and as the last one how many more there are."""
        shown = [problem for problem in self.problems if problem is not _SURPLUS]
        more = len(self.problems) - len(shown)
        if more:
            words = ngettext("and {n:,} more error", "and {n:,} more errors", more)
            shown.append(Problem(shown[-1].where, words.format(n=more), count=more))
        return shown

    def instead(self, node: Node, text: str) -> Edit:
        """Return the edit that writes something in place of a scalar."""
        return Edit(node.start_mark.index, node.end_mark.index, text)

    def where(self, node: Node) -> Location:
        """Return the place where a node begins, from 1, in characters."""
        mark = node.start_mark
        return Location(self.source, mark.line + 1, mark.column + 1)

    # Scalars

    def text_of(self, node: Node, key: str) -> str:
        """Return a text as written, without space at its ends; empty after a fault."""
        if type(node) is not ScalarNode:
            self._not_a_text(node, key)
            return ""
        value: str = node.value
        if node.tag not in _TAGS and self._is_tagged(node):
            return ""
        first = value[:1]
        if first == BROKEN[0] and is_broken(node):
            return ""
        if first in _HALF_QUOTED and self._is_half_quoted(node):
            self.fault(
                node,
                _(
                    "typographic quotes ({quotes}) don't protect a comma; put \" or ' "
                    "around the text"
                ).format(quotes=value[0]),
            )
            return ""
        if len(value) > limits.MOST_CHARACTERS:
            self.fault(
                node, _("text over {n:,} characters; shorten it").format(n=limits.MOST_CHARACTERS)
            )
            return ""
        if _has_too_many_blocks(value):
            message = _(
                "more than {n} list items, table cells and other blocks in one text; split it"
            )
            self.fault(node, message.format(n=limits.MOST_BLOCKS))
            return ""
        if self._may_be_cut and not node.style:
            self._warn_of_comment(node)
        if self._may_hold_controls:
            value = self._cleaned(node, value)
        value = value.strip()
        if not value or (value == "null" and not node.style):
            self._nothing(node, key)
            return ""
        return value

    def line_of(self, node: Node, key: str) -> str:
        """Return a text as one line, runs of space as one."""
        return " ".join(self.text_of(node, key).split())

    def flag_of(self, node: Node, key: str) -> bool:
        """Return true or false; false after a fault."""
        value = is_true_or_false(node)
        if value is None:
            written = self.text_of(node, key)
            if written:
                meant = YES_OR_NO.get(written.lower())
                fix = _("; write `{key}: {meant}`").format(key=key, meant=meant) if meant else ""
                self.fault(
                    node,
                    _("`{key}` must be true or false, not {written!r}{fix}").format(
                        key=key, written=short(written), fix=fix
                    ),
                    *((self.instead(node, meant),) if meant else ()),
                )
        return bool(value)

    def number_of(self, node: Node, key: str, *, least: int | None = None) -> Decimal | None:
        """Return a number as JSON writes it; None after a fault."""
        value = self._plain_number(node, key, least)
        if value is None:
            return None
        if least is not None and value < least:
            self.fault(node, _("`{key}` must be at least {least}").format(key=key, least=least))
            return None
        return value

    def _plain_number(self, node: Node, key: str, least: int | None) -> Decimal | None:
        if is_number(node):
            if len(node.value) > 40 or abs(Decimal(node.value).adjusted()) > 60:
                self.fault(node, _("a number this long can't be graded; shorten it"))
                return None
            return Decimal(node.value)
        written = self.line_of(node, key)
        if written:
            such = _("30 or 1.5") if least == 0 else _("200, -3 or 1.5")
            plain = plain_figure(written)
            fix = _("; write `{key}: {plain}`").format(key=key, plain=plain) if plain else ""
            if type(node) is ScalarNode and node.style and NUMBER.match(written):
                fix = _("; remove the quotes")
            elif re.match(r"0[0-9]", written):
                fix = _("; it starts with 0, and inside [ ] a comma separates items")
            self.fault(
                node,
                _("`{key}` must be a number such as {such}, not {written!r}{fix}").format(
                    key=key, such=such, written=short(written), fix=fix
                ),
            )
        return None

    # Lists and mappings

    def list_of(self, node: Node, key: str, *, most: int = limits.MOST_ENTRIES) -> list[Node]:
        """Return the nodes of a list, at most so many; empty after a fault."""
        if is_broken(node):
            return []
        if type(node) is not SequenceNode:
            if type(node) is ScalarNode and (not node.value or node.value == "null"):
                self._nothing(node, key)
            elif type(node) is ScalarNode:
                written = _("write `{key}: [{text}]`").format(key=key, text=short(node.value))
                if key == "questions":
                    written = _("start each question with a dash")
                self.fault(
                    node, _("`{key}` must be a list; {written}").format(key=key, written=written)
                )
            else:
                self.fault(
                    node, _("`{key}` must be a list; start each item with a dash").format(key=key)
                )
            return []
        if self._is_tagged(node):
            return []
        if not node.value:
            self.fault(node, _("empty list after `{key}:`; add at least one item").format(key=key))
        entries: list[Node] = node.value
        return self.bounded(entries, key, most)

    def bounded(self, nodes: list[Entry], key: str, most: int) -> list[Entry]:
        """Return the first entries of a list or a mapping, and report that there are more."""
        if len(nodes) <= most:
            return nodes
        first: Node | tuple[Node, Node] = nodes[most]
        message = _("more than {n:,} items in `{key}`; split it into several questions")
        where: Node = first[0] if isinstance(first, tuple) else first
        self.fault(where, message.format(n=most, key=key))
        return nodes[:most]

    def lines_of(self, node: Node, key: str) -> tuple[str, ...]:
        """Return a text, or a list of texts, each as one line."""
        if type(node) is ScalarNode:
            text = self.line_of(node, key)
            return (text,) if text else ()
        if type(node) is MappingNode:
            self._not_a_text(node, key)
            return ()
        texts = [self.line_of(entry, key) for entry in self.list_of(node, key)]
        return tuple(text for text in texts if text)

    def texts_of(self, node: Node, key: str) -> tuple[str, ...]:
        """Return a text, or a list of texts, as written."""
        if type(node) is MappingNode:
            self._not_a_text(node, key)
            return ()
        nodes = [node] if type(node) is ScalarNode else self.list_of(node, key)
        return tuple(text for text in (self.text_of(entry, key) for entry in nodes) if text)

    def fields_of(self, node: MappingNode) -> Fields:
        """Return a mapping's values by key; a key used twice is a fault with both lines."""
        fields: Fields = {}
        is_reported = self._is_tagged(node)
        for key, value in node.value:
            name = key.value if type(key) is ScalarNode else None
            if name is None:
                self.fault(key, _("a key must be a word; quote a value that starts with { or ["))
            elif name in fields:
                first = next(k for k, _ in node.value if k.value == name)
                line = first.start_mark.line + 1
                if is_reported:
                    continue
                fix = _("keep one")
                if name in ("question", "cloze", "front"):
                    fix, is_reported = (
                        _("missing dash? Write `- {name}: …`").format(name=name),
                        True,
                    )
                self.fault(
                    key,
                    _("the key {name!r} is used twice, first in line {line}; {fix}").format(
                        name=short(name), line=line, fix=fix
                    ),
                )
            else:
                fields[name] = value
        return fields

    def mapping_of(
        self, node: Node, key: str, shape: str, *, most: int = limits.MOST_ENTRIES
    ) -> list[tuple[str, Node, Node]]:
        """Return name, key node and value node of each entry; empty after a fault."""
        if is_broken(node) or self._is_tagged(node):
            return []
        if type(node) is not MappingNode:
            if type(node) is ScalarNode and (not node.value or node.value == "null"):
                self._nothing(node, key)
            else:
                is_dashed = type(node) is SequenceNode and not node.flow_style
                fix = _("; without dashes") if is_dashed else ""
                self.fault(
                    node, _("`{key}` takes {shape}{fix}").format(key=key, shape=shape, fix=fix)
                )
            return []
        if not node.value:
            self.fault(node, _("`{key}` is empty; it takes {shape}").format(key=key, shape=shape))
        seen: dict[str, int] = {}
        entries = []
        for name_node, value in self.bounded(node.value, key, most):
            name = self.line_of(name_node, key)
            if not name:
                continue
            if name in seen:
                self.fault(
                    name_node,
                    _("{name!r} is used twice in `{key}`, first in line {line}; keep one").format(
                        name=short(name), key=key, line=seen[name]
                    ),
                )
                continue
            seen[name] = name_node.start_mark.line + 1
            entries.append((name, name_node, value))
        return entries

    def options_of(self, node: Node, key: str) -> list[tuple[Option, Node]]:
        """Return options, each with its feedback if it has some, and its node."""
        if type(node) is MappingNode:
            pairs = self.bounded(node.value, key, limits.MOST_ENTRIES)
        else:
            pairs = []
            for entry in self.list_of(node, key):
                if type(entry) is MappingNode:
                    pairs += entry.value
                elif type(entry) is SequenceNode:
                    self.fault(
                        entry,
                        _("items of `{key}` must be text; quote one that starts with [").format(
                            key=key
                        ),
                    )
                else:
                    pairs.append((entry, None))
        options = []
        for text_node, feedback_node in pairs:
            text = self.line_of(text_node, key)
            feedback = ""
            if feedback_node is not None:
                if is_nothing(feedback_node):
                    self.fault(
                        text_node,
                        _(
                            "no feedback after the colon, or the colon in {text!r} "
                            "needs quotes (inside `{{ }}` or `[ ]`, a comma "
                            "separates items; quote a text with a comma)"
                        ).format(text=text),
                    )
                else:
                    feedback = self.text_of(feedback_node, key)
            if text:
                options.append((Option(text, feedback), text_node))
        return options

    def unknown_key(self, node: Node, name: str, known: frozenset[str], why: str = "") -> None:
        """Report a key that is not known, with the nearest name."""
        if self.is_full:
            self.fault(node, "")
            return
        if name[:1].isspace():
            self.fault(
                node,
                _(
                    "non-breaking space (U+00A0), which YAML doesn't read as a space; type a "
                    "plain one"
                ),
            )
            return
        first, _space, rest = name.partition(" ")
        if rest and first in known:
            message = _('missing colon; write `{key}: "…"`, with the whole text in quotes')
            self.fault(node, message.format(key=first))
            return
        near = nearest(name, known)
        fix = (
            _("; did you mean {near!r}?").format(near=near)
            if near
            else why or _("; delete it or check its spelling")
        )
        edits = (self.instead(node, near),) if near else ()
        self.fault(node, _("unknown key {name!r}{fix}").format(name=short(name), fix=fix), *edits)

    def _is_tagged(self, node: Node) -> bool:
        """Report a tag; the resolver gives every node without one the same few."""
        if node.tag in _TAGS:
            return False
        self.fault(
            node, _("YAML tags (!…) aren't allowed in banks; quote a value that starts with !")
        )
        return True

    def _is_half_quoted(self, node: Node) -> bool:
        """Return whether a comma in brackets has cut a text in typographic quotes."""
        if type(node) is not ScalarNode or node.style:
            return False
        closing = _HALF_QUOTED[node.value[0]]
        after = self.text[node.end_mark.index : node.end_mark.index + 1]
        return after == "," and not any(sign in node.value[1:] for sign in closing)

    # What is wrong with a value

    def _warn_of_comment(self, node: Node) -> None:
        """Report a value that ends before a `#`, as `Symphony #5` does."""
        end = node.end_mark
        found = _CUT.match(self.text, end.index)
        if found is None or node.start_mark.line != end.line:
            return
        cut = found[1].rstrip()
        message = _(
            "YAML reads {cut!r} as a comment and drops it; quote the whole value, or "
            "put a space after the # of a comment"
        )
        where = Location(self.source, end.line + 1, end.column + found.start(1) - end.index + 1)
        self.warnings.append(Problem(where, message.format(cut=short(cut)), "warning"))

    def _nothing(self, node: Node, key: str) -> None:
        if type(node) is ScalarNode and node.style:
            self.fault(
                node,
                _("empty text after `{key}:`; write something or delete the key").format(key=key),
            )
            return
        row = self.text.split("\n", node.start_mark.line + 1)[node.start_mark.line]
        rest = row[node.start_mark.column :].lstrip(" :")
        if self._is_list_too_far_left(node):
            self.fault(
                node,
                _("the items of `{key}` below need more indentation; indent them").format(key=key),
            )
            return
        if rest.startswith("#"):
            self.fault(
                node,
                _("nothing after `{key}:` because # starts a comment; quote a value with #").format(
                    key=key
                ),
            )
            return
        fix = (
            _("quote it if you mean the word") if node.value else _("add a value or delete the key")
        )
        self.fault(node, _("nothing after `{key}:`; {fix}").format(key=key, fix=fix))

    def _is_list_too_far_left(self, node: Node) -> bool:
        """Return whether an empty value is followed by a line that could be its first entry."""
        if node.value:
            return False
        at = node.start_mark.line
        row, below = [*self.text.split("\n", at + 2), ""][at : at + 2]
        is_entry = re.match(r" *- (?!\w+:(?: |$))", below) is not None
        return is_entry and not row.startswith("questions")

    def _not_a_text(self, node: Node, key: str) -> None:
        if type(node) is SequenceNode:
            fix = (
                _("quote it if it starts with [")
                if node.flow_style
                else _("check for an extra dash")
            )
            self.fault(node, _("`{key}` must be text, not a list; {fix}").format(key=key, fix=fix))
        elif type(node) is MappingNode and node.flow_style:
            fix = _("quote a text that starts with {")
            if node.start_mark.index < len(self.text) and self.text[node.start_mark.index] != "{":
                fix = _("quote a text with a colon")
            self.fault(
                node, _("`{key}` must be text, not a mapping; {fix}").format(key=key, fix=fix)
            )
        else:
            self.fault(
                node,
                _(
                    "`{key}` must be text; quote it if it contains a colon, or check the "
                    "indentation"
                ).format(key=key),
            )

    def _cleaned(self, node: Node, value: str) -> str:
        """Return a text without what shows nothing, which is reported."""
        control, invisible = CONTROLS.search(value), INVISIBLE.search(value)
        if control:
            message = _("a control character (U+{code:04X}) in this text was left out")
            self.warn(node, message.format(code=ord(control[0])))
        if invisible:
            message = _(
                "an invisible character (U+{code:04X}) was removed from this text; delete it"
            )
            start, end = node.start_mark.index, node.end_mark.index
            edits = [
                Edit(start + found.start(), start + found.end(), "")
                for found in INVISIBLE.finditer(self.text[start:end])
            ]
            self.warn(node, message.format(code=ord(invisible[0])), *edits)
        return INVISIBLE.sub("", clean(value)) if control or invisible else value

    def warn(self, node: Node, message: str, *edits: Edit) -> None:
        """Report a warning where a node begins, with what to write instead if that is known."""
        self.warnings.append(Problem(self.where(node), message, "warning", edits=edits))


def _has_too_many_blocks(text: str) -> bool:
    """Return whether a Markdown text has more blocks than a screen can draw.

    They are counted by how lines begin: to parse all texts of a bank would take as long as to read
    it. Paragraphs and rules alone are drawn as one, however many there are.
    """
    # A block takes a line, but for the cells of a table.
    if text.count("\n") < limits.MOST_BLOCKS and text.count("|") < limits.MOST_BLOCKS:
        return False
    text, fences = _FENCED.subn("", text)
    marked = fences + sum(1 for _found in _MARKED.finditer(text))
    if _TABLE.search(text):
        marked += text.count("|")
    return marked > 0 and marked + len(_BLANK.findall(text)) > limits.MOST_BLOCKS


def is_nothing(node: Node) -> bool:
    """Return whether a value is empty or `null`, and not quoted."""
    return type(node) is ScalarNode and not node.style and node.value in ("", "null")


def is_number(node: Node) -> bool:
    """Return whether a value is a number: not quoted, as JSON writes it."""
    return type(node) is ScalarNode and not node.style and NUMBER.match(node.value) is not None


def is_true_or_false(node: Node) -> bool | None:
    """Return what a plain `true` or `false` means; None for anything else."""
    if type(node) is not ScalarNode or node.style or node.value not in ("true", "false"):
        return None
    return bool(node.value == "true")
