"""Exam papers as small YAML files (`docs/teaching.md`), read as kindly as banks."""

import msgspec
from yaml import MappingNode, Node

from quiz.errors import BankError, Location, Problem
from quiz.formats.yaml_bank.nodes import Tree
from quiz.formats.yaml_bank.reader import Fields, Reader
from quiz.items import KINDS
from quiz.items.paper import Behaviour, Paper, PaperSection
from quiz.translation import _, ngettext

MOST_QUESTIONS = 500
"""Of a paper."""
MOST_VERSIONS = 200
_KEYS = frozenset(
    {
        "title", "about", "language", "minutes", "pass", "banks", "draw", "shuffle", "versions",
        "behaviour", "tries", "penalty", "grades", "school", "class", "logo", "date",
    }
)  # fmt: skip
_ROW_KEYS = frozenset({"count", "tags", "kinds", "difficulty", "ids", "banks", "points", "title"})
_DIFFICULTIES = ("easy", "medium", "hard")


class DecodedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as read."""

    paper: Paper | None
    """None where there is a fault."""
    problems: tuple[Problem, ...] = ()
    """Every error, with its place."""

    def sound_paper(self) -> Paper:
        """Return the paper if it has no fault.

        Raises:
            BankError: It has; lists every one.
        """
        if self.paper is None:
            raise BankError(self.problems)
        return self.paper


def decode(data: bytes, *, source: str) -> DecodedPaper:
    """Read a paper.

    Args:
        data: The file's bytes.
        source: The file's name, for faults.
    """
    tree = Tree(data, source)
    reader = Reader(source, tree.text)
    reader.problems += tree.problems
    paper = None
    if type(tree.root) is MappingNode:
        paper = _PaperReader(reader).paper(tree.root)
    elif not reader.problems:
        where = _("not an exam paper; a paper needs `title:`, and `draw:` or `banks:`")
        reader.problems.append(Problem(_start(source), where))
    ordered = sorted(reader.problems, key=lambda p: (p.where.line, p.where.column))
    return DecodedPaper(paper=None if ordered else paper, problems=tuple(ordered))


def is_paper(data: bytes) -> bool:
    """Return whether a YAML file is plainly a paper and no bank, by the keys at its left edge."""
    text = data[:200_000].decode("utf-8", "replace")
    tops = {line.partition(":")[0].strip() for line in text.split("\n") if line[:1].isalpha()}
    return "questions" not in tops and bool(tops & {"draw", "minutes", "pass", "banks", "grades"})


def _start(source: str) -> Location:
    return Location(source, 1, 1)


class _PaperReader:
    """Reads the keys of a paper."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paper(self, root: MappingNode) -> Paper:
        reader = self._reader
        fields = reader.fields_of(root)
        self._check_keys(root, _KEYS)
        if "title" not in fields:
            reader.fault(root, _("`title` is missing; add `title: …`"))
        text = reader.text_of(fields["title"], "title") if "title" in fields else ""
        return Paper(
            title=" ".join(text.split()),
            about=self._text(fields, "about"),
            language=self._text(fields, "language"),
            minutes=self._number(fields, "minutes", 0.0, most=10_000),
            pass_percent=self._number(fields, "pass", 50.0, most=100),
            banks=self._lines(fields, "banks"),
            draw=self._draw(fields["draw"]) if "draw" in fields else (),
            shuffle=reader.flag_of(fields["shuffle"], "shuffle") if "shuffle" in fields else True,
            versions=int(self._number(fields, "versions", 1, least=1, most=MOST_VERSIONS)),
            behaviour=self._behaviour(fields),
            tries=int(self._number(fields, "tries", 3, least=1, most=20)),
            penalty=self._number(fields, "penalty", 1 / 3, most=1),
            grades=self._grades(fields["grades"]) if "grades" in fields else (),
            school=self._line(fields, "school"),
            class_name=self._line(fields, "class"),
            logo=self._text(fields, "logo").strip(),
            date=self._line(fields, "date"),
        )

    def _check_keys(self, node: MappingNode, known: frozenset[str]) -> None:
        for key, _value in node.value:
            if isinstance(key.value, str) and key.value not in known:
                named = ", ".join(sorted(known))
                self._reader.unknown_key(
                    key, key.value, known, _("; available: {keys}").format(keys=named)
                )

    def _text(self, fields: Fields, key: str) -> str:
        return self._reader.text_of(fields[key], key) if key in fields else ""

    def _line(self, fields: Fields, key: str) -> str:
        return " ".join(self._text(fields, key).split())

    def _lines(self, fields: Fields, key: str) -> tuple[str, ...]:
        return self._reader.lines_of(fields[key], key) if key in fields else ()

    def _number(
        self, fields: Fields, key: str, usual: float, *, least: int = 0, most: float
    ) -> float:
        if key not in fields:
            return usual
        value = self._reader.number_of(fields[key], key, least=least)
        if value is None:
            return usual
        if value > most:
            message = _("`{key}` must be at most {most:g}")
            self._reader.fault(fields[key], message.format(key=key, most=most))
            return usual
        return float(value)

    def _behaviour(self, fields: Fields) -> Behaviour:
        word = self._text(fields, "behaviour")
        if not word:
            return Behaviour.DEFERRED
        if word not in list(Behaviour):
            named = ", ".join(Behaviour)
            message = _("`behaviour` must be one of {names}, not {word!r}")
            self._reader.fault(fields["behaviour"], message.format(names=named, word=word[:40]))
            return Behaviour.DEFERRED
        return Behaviour(word)

    def _grades(self, node: Node) -> tuple[tuple[str, float], ...]:
        shape = "`{A: 85, B: 70}`"
        found = []
        for name, _key, value in self._reader.mapping_of(node, "grades", shape):
            least = self._reader.number_of(value, name, least=0)
            if least is not None and least > 100:
                self._reader.fault(
                    value, _("a grade can't start above 100 percent; write a lower number")
                )
            found.append((name, float(least or 0)))
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    def _draw(self, node: Node) -> tuple[PaperSection, ...]:
        rows = []
        for entry in self._reader.list_of(node, "draw"):
            if type(entry) is not MappingNode:
                shape = "`- {count: 5, tags: [economy], points: 2}`"
                self._reader.fault(
                    entry,
                    _("a section of `draw` must be a mapping, such as {shape}").format(shape=shape),
                )
                continue
            rows.append(self._row(entry))
        total = sum(row.count for row in rows)
        if total > MOST_QUESTIONS:
            message = ngettext(
                "{n} question; a paper can have at most {most}",
                "{n} questions; a paper can have at most {most}",
                total,
            )
            self._reader.fault(node, message.format(n=total, most=MOST_QUESTIONS))
        return tuple(rows)

    def _row(self, node: MappingNode) -> PaperSection:
        reader = self._reader
        fields = reader.fields_of(node)
        self._check_keys(node, _ROW_KEYS)
        ids = self._lines(fields, "ids")
        count = len(ids) or 1
        if "count" in fields:
            value = reader.number_of(fields["count"], "count", least=1)
            if value is not None and value != int(value):
                reader.fault(fields["count"], _("`count` must be a whole number"))
            count = int(value or 1)
            if ids and count > len(ids):
                message = _("`count` is {n}, but `ids` lists only {ids}; make them agree")
                reader.fault(fields["count"], message.format(n=count, ids=len(ids)))
        elif not ids:
            reader.fault(node, _("how many questions? Add `count: 5`, or list them under `ids`"))
        return PaperSection(
            count=count,
            tags=self._lines(fields, "tags"),
            kinds=self._known(fields, "kinds", KINDS),
            difficulty=self._known(fields, "difficulty", _DIFFICULTIES),
            ids=ids,
            banks=self._lines(fields, "banks"),
            points=self._number(fields, "points", 1.0, most=1_000) if "points" in fields else None,
            title=self._line(fields, "title"),
            line=node.start_mark.line + 1,
        )

    def _known(self, fields: Fields, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        words = self._lines(fields, key)
        for word in words:
            if word not in known:
                self._reader.unknown_key(
                    fields[key],
                    word,
                    frozenset(known),
                    _("; available: {keys}").format(keys=", ".join(known)),
                )
        return tuple(word for word in words if word in known)
