"""From bytes to a tree of YAML nodes that keep their places, within the limits.

The C parser composes the tree; nothing is constructed, so a file can make no object. Plain
values are all text here: what `no`, `1.10` or `2022-02-30` mean is decided by the reader of
each field.
"""

import re
import unicodedata
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode
from yaml._yaml import CParser

from quiz.errors import Location, Problem
from quiz.formats.yaml_bank import limits
from quiz.formats.yaml_bank.recovery import BROKEN, up_to, without_part
from quiz.translation import _

_TAGS = {ScalarNode: "!text", SequenceNode: "!list", MappingNode: "!mapping"}
_SUSPECT = re.compile(r"(?m)(?:^|[\s\[{,:?-])(?:&\S|!\S|! )")
_COMPACT = re.compile(r"(?m)^ *(?:[-?][ \t]+){8}")
_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What YAML counts as line breaks beside the usual ones."""
_DIRECTIVE = re.compile(r"(?m)^%")
_MAY_BE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{limits.MOST_MARKS + 1},}}")
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")
_MOST_RECOVERIES = 50
_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSES = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_NODES = (yaml.ScalarEvent, yaml.AliasEvent, *_OPENS)


class _Composer(CParser):
    """The C parser with a resolver that leaves every value text."""

    def resolve(self, kind: type, value: str | None, implicit: Any) -> str:
        return _TAGS[kind]

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Do nothing: there are no path resolvers."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


class Tree:
    """The node tree of a file, and what was wrong with the YAML."""

    def __init__(self, data: bytes, source: str) -> None:
        """Read `data`; `root` is None where nothing can be read."""
        self.source = source
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.text = ""
        text = self._decoded(data)
        if text is None:
            return
        self.text = text
        if self._is_over_limits(text):
            return
        self._compose(text)

    def problem(self, line: int, column: int, message: str) -> None:
        """Report a fault at a place counted from 1."""
        self.problems.append(Problem(Location(self.source, line, column), message))

    def _decoded(self, data: bytes) -> str | None:
        if len(data) > limits.MOST_BYTES:
            self.problem(1, 1, _("the file is over 8 MB; split it into several banks"))
            return None
        if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
            self.problem(1, 1, _("the file is UTF-32; save it as UTF-8"))
            return None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.problem(1, 1, _("the file is UTF-16; save it as UTF-8"))
            return None
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            self.problem(
                line,
                column,
                _("the file is not UTF-8 (byte {n}); save it as UTF-8 in your editor").format(
                    n=error.start + 1
                ),
            )
            return None
        if BROKEN[0] in text:
            at = text.index(BROKEN[0])
            line = text.count("\n", 0, at) + 1
            self.problem(
                line, at - text.rfind("\n", 0, at), _("invalid character (U+FDD0); delete it")
            )
            return None
        if not text.strip():
            self.problem(1, 1, _("the file is empty; a bank needs `title` and `questions`"))
            return None
        # Everything that counts lines counts them as YAML does; each stays one character, so that
        # places in the text are places in the file.
        return _OTHER_BREAKS.sub("\n", text)

    def _is_over_limits(self, text: str) -> bool:
        """Report a file that is refused before it is parsed."""
        if text.count("\n") > limits.MOST_LINES:
            self.problem(
                limits.MOST_LINES, 1, _("over 500,000 lines; split the file into several banks")
            )
            return True
        directive = _DIRECTIVE.search(text)
        if directive is not None:
            # Some ten thousand of them would keep the parser busy for minutes.
            line = text.count("\n", 0, directive.start()) + 1
            message = _("a line that starts with % is a YAML directive; a bank has none: delete it")
            self.problem(line, 1, message)
            return True
        piled = _piled(text)
        if piled:
            message = _("more than {n} accents or other marks on one letter; delete them")
            self.problem(piled, 1, message.format(n=limits.MOST_MARKS))
            return True
        line = _long_line(text)
        if line:
            message = _("line over {n:,} characters; shorten the text or list").format(
                n=limits.LONGEST_LINE
            )
            self.problem(line, 1, message)
            return True
        return False

    def _allowed(self, text: str) -> str | None:
        """Return the text with what is not allowed in a bank blanked; None if it is too much.

        The events are only run where limits could be passed, or an anchor or tag could stand.
        """
        entries = sum(text.count(sign) for sign in "\n,[{:")
        may_hold_anchors = _may_hold_anchors(text)
        if not (entries > limits.MOST_NODES or may_hold_anchors or _could_be_deep(text)):
            return text
        left: str | None = text
        for _time in range(_recoveries(text) + 1):
            if left is None:
                return None
            event, is_too_much, depth = _refused_event(left, may_hold_anchors)
            if event is None:
                return left
            place = event.start_mark
            self.problem(place.line + 1, place.column + 1, _refusal(event, depth))
            left = None if is_too_much else without_part(left, place.line)
        return None

    def _compose(self, text: str) -> None:
        """Compose; where YAML is broken inside one question, blank that question and go on."""
        left = self._allowed(text)
        for _time in range(_recoveries(text) + 1):
            if left is None:
                return
            parser = None
            try:
                parser = _Composer(left)
                self.root = parser.get_single_node()
            except (yaml.YAMLError, RecursionError) as error:
                # Half of the reader's regular expressions, and only a broken file needs them.
                from quiz.formats.yaml_bank.yaml_errors import SECOND_DOCUMENT, syntax_problem

                problem = syntax_problem(error, left, self.source)
                self.problems.append(problem)
                line = problem.where.line - 1
                if problem.message == SECOND_DOCUMENT:
                    left = up_to(left, line)
                else:
                    left = without_part(left, line)
            else:
                return
            finally:
                if parser is not None:
                    parser.dispose()


def _recoveries(text: str) -> int:
    """Return how often reading may begin again; a long file is read twice at most."""
    return max(1, min(_MOST_RECOVERIES, 4_000_000 // len(text)))


def _refused_event(text: str, may_hold_anchors: bool) -> tuple[Any, bool, int]:
    """Return the first event not allowed in a bank, whether it ends the reading, and its depth."""
    depth = 0
    parser = _Composer(text)
    read = parser.get_event
    opens, closes = _OPENS, _CLOSES
    try:
        for count in range(limits.MOST_NODES + 2):
            event: Any = read()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                break
            if kind in opens:
                depth += 1
            elif kind in closes:
                depth -= 1
                continue
            if depth > limits.DEEPEST or count > limits.MOST_NODES:
                return event, True, depth
            if may_hold_anchors and kind in _NODES and (event.anchor or event.__dict__.get("tag")):
                return event, False, depth
    except yaml.YAMLError:
        pass  # composing comes upon it again, and reports it
    finally:
        parser.dispose()
    return None, False, 0


def _long_line(text: str) -> int:
    """Return the number of a line that is too long, or 0."""
    at = 0
    while at + limits.LONGEST_LINE < len(text):
        end = text.rfind("\n", at, at + limits.LONGEST_LINE)
        if end < 0:
            return text.count("\n", 0, at) + 1
        at = end + 1
    return 0


def _piled(text: str) -> int:
    """Return the number of a line with a letter that bears too many marks, or 0."""
    if text.isascii():
        return 0
    for run in _MAY_BE_MARKS.finditer(text):
        marks = [unicodedata.category(sign).startswith("M") for sign in run[0]]
        if any(
            all(marks[at : at + limits.MOST_MARKS + 1])
            for at in range(len(marks) - limits.MOST_MARKS)
        ):
            return text.count("\n", 0, run.start()) + 1
    return 0


def _may_hold_anchors(text: str) -> bool:
    """Return whether an anchor or a tag could stand somewhere; plain searches are much faster."""
    may = "&" in text or "!" in text
    return may and _SUSPECT.search(text) is not None


def _could_be_deep(text: str) -> bool:
    """Return whether nesting could pass half the limit; brackets in texts may say so wrongly."""
    if " " * limits.DEEPEST in text:
        return True
    if ("- -" in text or "? ?" in text) and _COMPACT.search(text):
        return True
    depth = 0
    for sign in text.encode().translate(None, _NO_BRACKETS):
        depth = max(depth, 0) + (1 if sign in b"[{" else -1)
        if depth > limits.DEEPEST // 2:
            return True
    return False


def _refusal(event: Any, depth: int) -> str:
    """Return why an event is not allowed in a bank."""
    if depth > limits.DEEPEST:
        return _("nested over {n} levels deep; check for an unclosed bracket").format(
            n=limits.DEEPEST
        )
    if getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        return _(
            "anchors and aliases aren't allowed in banks; quote a value that starts "
            'with {sign}: "{sign}{anchor} …"'
        ).format(sign=sign, anchor=event.anchor)
    if getattr(event, "tag", None):
        return _("YAML tags (!…) aren't allowed in banks; quote a value that starts with !")
    return _("the file has over {n:,} values; split it into several banks").format(
        n=limits.MOST_NODES
    )
