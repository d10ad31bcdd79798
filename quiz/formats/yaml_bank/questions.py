"""From the node of one question to an item."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import msgspec
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from quiz.formats.decoded import Exists
from quiz.formats.keys import KEYS_OF_KIND, QUESTION_KEYS, SHAPES
from quiz.formats.yaml_bank import pictures
from quiz.formats.yaml_bank.kinds import KindReader, Values
from quiz.formats.yaml_bank.reader import (
    Fields,
    Reader,
    is_nothing,
    is_number,
    is_true_or_false,
)
from quiz.formats.yaml_bank.suggestions import ID, id_fault, nearest, not_of_kind
from quiz.items import Defaults, Item, Trials
from quiz.translation import _

_ALL_KEYS = frozenset(key.name for key in QUESTION_KEYS)
_SHAPE_KEYS = ("cloze", "front", "back", "date", "match", "order", "groups", "essay", "answer")


class QuestionReader:
    """Reads the questions of one bank."""

    def __init__(
        self,
        reader: Reader,
        exists: Exists,
        *,
        defaults: Defaults,
        tags: tuple[str, ...],
        passages: frozenset[str],
        language: str = "en",
    ) -> None:
        """Take what the bank's head says about its questions."""
        self.reader = reader
        self.exists = exists
        self.tags = tags
        self.passages = passages
        self.ids: dict[str, int] = {}
        """Line of each id that was written."""
        self._plain = {
            "points": defaults.points,
            "time_limit_s": defaults.time_limit_s,
            "partial": defaults.partial,
            "shown_first": defaults.shown_first,
            "tags": tags,
        }
        self._kinds = KindReader(reader, defaults, language)

    def item(self, node: Node) -> Item | None:
        """Return the item of a question's node; None after a fault in it."""
        reader = self.reader
        before = len(reader.problems)
        if type(node) is not MappingNode:
            fix = _("write `- question: …` with its other keys below")
            if is_nothing(node):
                reader.fault(node, _("empty question; {fix}, or delete the dash").format(fix=fix))
            elif type(node) is SequenceNode:
                reader.fault(
                    node,
                    _("a list where a question should be (extra dash?); {fix}").format(fix=fix),
                )
            else:
                reader.fault(node, _("a question must be a mapping; {fix}").format(fix=fix))
            return None
        fields = reader.fields_of(node)
        kind = self._kind(node, fields)
        common = self._common(fields)
        if kind is None:
            return None
        self._check_keys(node, fields, kind)
        item = self._kinds.item(kind, fields, common)
        if item is None or len(reader.problems) > before:
            return None
        return item if item.id else msgspec.structs.replace(item, id=derived_id(item))

    # The kind, by the shape of the answer

    def _kind(self, node: Node, fields: Fields) -> str | None:
        shapes = [key for key in fields if key in _SHAPE_KEYS]
        if "front" in shapes and "back" in shapes:
            shapes.remove("back")
        if len(shapes) > 1:
            named = _(" and ").join(f"`{key}`" for key in shapes[:2])
            keys = _key_nodes(node)
            self.reader.fault(
                keys[shapes[1]],
                _("two kinds in one question, {named}; keep one").format(named=named),
            )
            self._check_known(node)
            return None
        if not shapes:
            self._no_shape(node, fields)
            return None
        if shapes[0] == "answer":
            return self._kind_of_answer(fields)
        if shapes[0] in ("front", "back"):
            return "card"
        return shapes[0]

    def _no_shape(self, node: Node, fields: Fields) -> None:
        if self._check_known(node):
            return
        if "let" in fields:
            fix = _("`let` without a formula; add `answer: = …`")
            self.reader.fault(_key_nodes(node)["let"], fix)
        elif "wrong" in fields or "choices" in fields:
            self.reader.fault(node, _("no answer; add `answer: …`, the correct option"))
        else:
            self.reader.fault(
                node, _("no answer; add `answer`, `date`, `match`, `order`, `groups` or `essay`")
            )

    def _kind_of_answer(self, fields: Fields) -> str:
        answer = fields["answer"]
        if "let" in fields:
            return "computed"
        if "wrong" in fields or "choices" in fields:
            return "several" if type(answer) is SequenceNode else "choice"
        if type(answer) is SequenceNode:
            return "list"
        if is_true_or_false(answer) is not None:
            return "truefalse"
        if is_number(answer):
            return "number"
        if type(answer) is ScalarNode and not answer.style and answer.value.startswith("="):
            return "computed"
        return "text"

    def _check_keys(self, node: Node, fields: Fields, kind: str) -> None:
        allowed = KEYS_OF_KIND[kind]
        meant: set[str] = set()
        if not allowed.issuperset(fields):
            meant = self._check_known(node)
            for name, key in _key_nodes(node).items():
                if name in allowed or name not in _ALL_KEYS:
                    continue
                fault, stands_for = not_of_kind(name, kind, "front" in fields)
                self.reader.fault(key, fault)
                meant.add(stands_for)
        for name in SHAPES[kind]:
            # A formula without `let` is reported with the formula.
            if name not in fields and name not in meant and name != "let":
                self.reader.fault(
                    node,
                    _("`{name}` is missing; a {kind} question needs it").format(
                        name=name, kind=kind
                    ),
                )

    def _check_known(self, node: Node) -> set[str]:
        """Report keys that no question has; return the keys that they most likely mean."""
        meant = set()
        for name, key in _key_nodes(node).items():
            if name in _ALL_KEYS:
                continue
            if self.reader.is_full:  # what a key may mean takes too long to find for thousands
                self.reader.fault(key, "")
                continue
            if name == "type":
                self.reader.fault(
                    key, _("unknown key 'type'; delete it, the form of the answer decides the kind")
                )
            elif name == "<<":
                self.reader.fault(
                    key, _("merge keys (<<) aren't allowed in banks; write the keys out")
                )
            else:
                self.reader.unknown_key(key, name, _ALL_KEYS)
            first = name.partition(" ")[0]
            meant.add(first if first in _ALL_KEYS else nearest(name, _ALL_KEYS))
        return meant

    # What any question may have

    def _common(self, fields: Fields) -> Values:
        values: Values = dict(self._plain)
        values["id"] = ""
        values["has_written_id"] = False
        for key, node in fields.items():
            read = _COMMON.get(key)
            if read is not None:
                read(self, node, values)
        return values

    def _id(self, node: Node, values: Values) -> None:
        text = self.reader.line_of(node, "id")
        if text and not ID.match(text):
            self.reader.fault(node, id_fault(text))
        elif text in self.ids:
            first = self.ids[text]
            fix = _("change one of them")
            self.reader.fault(
                node,
                _("the id {text!r} is used twice, first in line {first}; {fix}").format(
                    text=text, first=first, fix=fix
                ),
            )
        elif text:
            self.ids[text] = node.start_mark.line + 1
        values["id"], values["has_written_id"] = text, True

    def _stem(self, node: Node, values: Values) -> None:
        values["stem"] = self.reader.text_of(node, "question")

    def _explain(self, node: Node, values: Values) -> None:
        values["explain"] = self.reader.text_of(node, "explain")

    def _hints(self, node: Node, values: Values) -> None:
        values["hints"] = self.reader.texts_of(node, "hint")

    def _source(self, node: Node, values: Values) -> None:
        values["source"] = self.reader.line_of(node, "source")

    def _passage(self, node: Node, values: Values) -> None:
        name = self.reader.line_of(node, "passage")
        if name and name not in self.passages:
            near = nearest(name, self.passages)
            have = ", ".join(sorted(self.passages)[:10])
            fix = (
                _("did you mean {near!r}?").format(near=near)
                if near
                else _("available: {have}").format(have=have)
            )
            if not have:
                fix = _("add it to the bank: `passages: {name: text}`")
            self.reader.fault(
                node, _("no passage {name!r} in `passages`; {fix}").format(name=name, fix=fix)
            )
        values["passage"] = name

    def _fact(self, node: Node, values: Values) -> None:
        text = self.reader.line_of(node, "fact")
        if text and not ID.match(text):
            message = _("{text!r} isn't a name for a fact; use letters, digits, - _ .")
            self.reader.fault(node, message.format(text=text))
        values["fact"] = text

    def _image(self, node: Node, values: Values) -> None:
        name = self.reader.line_of(node, "image")
        fault = pictures.fault(name, self.exists) if name else ""
        if fault:
            self.reader.fault(node, fault)
        values["image"] = name

    def _alt(self, node: Node, values: Values) -> None:
        values["alt"] = self.reader.line_of(node, "alt")

    def _tags(self, node: Node, values: Values) -> None:
        own = self.reader.lines_of(node, "tags")
        values["tags"] = tuple(dict.fromkeys((*self.tags, *own)))

    def _points(self, node: Node, values: Values) -> None:
        number = self.reader.number_of(node, "points", least=0)
        values["points"] = float(number or 0)

    def _time(self, node: Node, values: Values) -> None:
        number = self.reader.number_of(node, "time", least=0)
        values["time_limit_s"] = float(number or 0)

    def _partial(self, node: Node, values: Values) -> None:
        values["partial"] = self.reader.flag_of(node, "partial")

    def _shown_first(self, node: Node, values: Values) -> None:
        values["shown_first"] = self.reader.flag_of(node, "shown_first")

    def _draft(self, node: Node, values: Values) -> None:
        values["is_draft"] = self.reader.flag_of(node, "draft")

    def _difficulty(self, node: Node, values: Values) -> None:
        if is_number(node) and 0 <= Decimal(node.value) <= 1:
            values["difficulty"] = float(node.value)
            return
        word = self.reader.line_of(node, "difficulty")
        if word and word not in ("easy", "medium", "hard"):
            self.reader.fault(
                node, _("`difficulty` must be easy, medium, hard, or a number from 0 to 1")
            )
        values["difficulty"] = word or None

    def _trials(self, node: Node, values: Values) -> None:
        shape = "`{right: [answers], wrong: [answers]}`"
        found: dict[str, tuple[str, ...]] = {"right": (), "wrong": ()}
        for name, key, value in self.reader.mapping_of(node, "try", shape):
            if name not in found:
                self.reader.unknown_key(key, name, frozenset(found))
            else:
                found[name] = self.reader.lines_of(value, name)
        values["trials"] = Trials(found["right"], found["wrong"])


def derived_id(item: Item) -> str:
    """Return an id made from what an item asks and what is right; changes when they do."""
    from hashlib import blake2s

    text = "\x1f".join((item.kind, item.stem, *item.solution))
    return "q-" + blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _key_nodes(node: Node) -> dict[str, Node]:
    """Return the node of each key that is a word, the first of two."""
    keys: dict[str, Node] = {}
    for key, _value in node.value:
        if type(key) is ScalarNode:
            keys.setdefault(key.value, key)
    return keys


def parted_by_dash(nodes: list[Node]) -> list[tuple[Node, Node]]:
    """Return neighbours of which the second has the answer of the first: a dash too many."""
    found: list[tuple[Node, Node]] = []
    for first, second in pairwise(nodes):
        if type(first) is MappingNode is type(second):
            if second.value and second.value[0][0].value in ("id", "question", "cloze", "front"):
                continue  # so begin whole questions, and nearly all are
            ours, its = _key_nodes(first), _key_nodes(second)
            is_open = "question" in ours and not any(key in ours for key in _SHAPE_KEYS)
            stems = ("question", "cloze", "front", "back")
            if is_open and its and not any(k in its for k in stems) and set(its) <= _ALL_KEYS:
                found.append((first, second))
    return found


_Common = Callable[[QuestionReader, Node, Values], None]
_COMMON: dict[str, _Common] = {
    "id": QuestionReader._id,
    "question": QuestionReader._stem,
    "explain": QuestionReader._explain,
    "hint": QuestionReader._hints,
    "source": QuestionReader._source,
    "passage": QuestionReader._passage,
    "fact": QuestionReader._fact,
    "image": QuestionReader._image,
    "alt": QuestionReader._alt,
    "tags": QuestionReader._tags,
    "points": QuestionReader._points,
    "time": QuestionReader._time,
    "partial": QuestionReader._partial,
    "shown_first": QuestionReader._shown_first,
    "draft": QuestionReader._draft,
    "difficulty": QuestionReader._difficulty,
    "try": QuestionReader._trials,
}
