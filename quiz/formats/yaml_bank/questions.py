"""From the node of one question to an item."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from quiz.errors import Location, Problem
from quiz.formats.decoded import Exists
from quiz.formats.keys import KEYS_OF_KIND, QUESTION_KEYS, SHAPES
from quiz.formats.yaml_bank import limits, pictures
from quiz.formats.yaml_bank.gaps import GAP_MARK, GapError
from quiz.formats.yaml_bank.gaps import parse as parse_gaps
from quiz.formats.yaml_bank.meant import (
    NUMBER,
    id_fault,
    is_number_with_more,
    nearest,
    not_among,
    not_of_kind,
    number_with_more,
    plain_figure,
)
from quiz.formats.yaml_bank.problems import letters_of, trial_fault
from quiz.formats.yaml_bank.reader import (
    Fields,
    Reader,
    is_nothing,
    is_number,
    is_true_or_false,
)
from quiz.items import (
    Allowance,
    Cloze,
    Computed,
    Date,
    Defaults,
    Essay,
    Flashcard,
    Group,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    TextList,
    Trials,
    TrueFalse,
)

_ALL_KEYS = frozenset(key.name for key in QUESTION_KEYS)
_SHAPE_KEYS = ("cloze", "front", "back", "date", "match", "order", "groups", "essay", "answer")
_ID = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")

Values = dict[str, Any]


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
        self.language = language
        self.ids: dict[str, int] = {}
        """Line of each id that was written."""
        self.trials_left = limits.MOST_TRIALS
        self._plain = {
            "points": defaults.points,
            "time_limit_s": defaults.time_limit_s,
            "partial": defaults.partial,
            "tags": tags,
        }
        self._typed = {"typos": defaults.typos, "case": defaults.case}

    def item(self, node: Node) -> Item | None:
        """Return the item of a question's node; None after a fault in it."""
        reader = self.reader
        before = len(reader.problems)
        if type(node) is not MappingNode:
            mend = "write `- question: …` and its other keys below"
            if is_nothing(node):
                reader.fault(node, f"an empty question; {mend}, or delete the dash")
            elif type(node) is SequenceNode:
                reader.fault(node, f"a list where a question is to stand, a dash too many; {mend}")
            else:
                reader.fault(node, f"a question is a mapping; {mend}")
            return None
        fields = reader.fields_of(node)
        kind = self._kind(node, fields)
        common = self._common(fields)
        if kind is None:
            return None
        self._check_keys(node, fields, kind)
        item = _BUILD[kind](self, fields, common)
        if item is None or len(reader.problems) > before:
            return None
        return item if item.id else msgspec.structs.replace(item, id=derived_id(item))

    # The kind, by the shape of the answer

    def _kind(self, node: Node, fields: Fields) -> str | None:
        shapes = [key for key in fields if key in _SHAPE_KEYS]
        if "front" in shapes and "back" in shapes:
            shapes.remove("back")
        if len(shapes) > 1:
            named = " and ".join(f"`{key}`" for key in shapes[:2])
            keys = _key_nodes(node)
            self.reader.fault(keys[shapes[1]], f"two shapes in one question, {named}; keep one")
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
            mend = "`let` without a formula; add `answer: = …`"
            self.reader.fault(_key_nodes(node)["let"], mend)
        elif "wrong" in fields or "choices" in fields:
            self.reader.fault(node, "no answer; add `answer: …`, the option that is right")
        else:
            self.reader.fault(
                node, "no answer; add `answer`, `date`, `match`, `order`, `groups` or `essay`"
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
                self.reader.fault(node, f"`{name}` is missing; a {kind} question needs it")

    def _check_known(self, node: Node) -> set[str]:
        """Report keys that no question has; return the keys that they most likely mean."""
        meant = set()
        for name, key in _key_nodes(node).items():
            if name in _ALL_KEYS:
                continue
            if name == "type":
                self.reader.fault(key, "unknown key 'type'; the shape of the answer says the kind")
            elif name == "<<":
                self.reader.fault(key, "merge keys (<<) are not used in banks; write the keys out")
            else:
                self.reader.unknown_key(key, name, _ALL_KEYS)
            meant.add(nearest(name, _ALL_KEYS))
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
        if text and not _ID.match(text):
            self.reader.fault(node, id_fault(text))
        elif text in self.ids:
            first = self.ids[text]
            mend = "give one of them another"
            self.reader.fault(node, f"the id {text!r} is used twice, first in line {first}; {mend}")
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
            mend = f"did you mean {near!r}?" if near else f"there are: {have}"
            if not have:
                mend = "add it to the bank: `passages: {name: text}`"
            self.reader.fault(node, f"no passage {name!r} in `passages`; {mend}")
        values["passage"] = name

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

    def _difficulty(self, node: Node, values: Values) -> None:
        if is_number(node) and 0 <= Decimal(node.value) <= 1:
            values["difficulty"] = float(node.value)
            return
        word = self.reader.line_of(node, "difficulty")
        if word and word not in ("easy", "medium", "hard"):
            self.reader.fault(node, "`difficulty` is easy, medium, hard, or a share from 0 to 1")
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

    def _typing(self, fields: Fields) -> Values:
        flags = dict(self._typed)
        for key in flags:
            if key in fields:
                flags[key] = self.reader.flag_of(fields[key], key)
        return flags

    # The kinds

    def _choice(self, fields: Fields, common: Values) -> Item | None:
        answer = self.reader.line_of(fields["answer"], "answer")
        options = self._options(fields, (answer,) if answer else (), fields["answer"])
        if not options or not answer or "stem" not in common:
            return None
        key = next(at for at, option in enumerate(options) if option.text == answer)
        return SingleChoice(**common, options=options, key=key, shuffle="wrong" in fields)

    def _several(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["answer"], "answer")
        answers = tuple(self.reader.line_of(node, "answer") for node in nodes)
        self._check_distinct(answers, nodes, "answer")
        options = self._options(fields, answers, fields["answer"])
        if not options or not all(answers) or "stem" not in common:
            return None
        wanted = set(answers)
        keys = tuple(at for at, option in enumerate(options) if option.text in wanted)
        return MultipleChoice(**common, options=options, keys=keys, shuffle="wrong" in fields)

    def _options(
        self, fields: Fields, answers: tuple[str, ...], answer_node: Node
    ) -> tuple[Option, ...]:
        """Return all options, the answers first if they are to be shuffled; none after a fault."""
        reader = self.reader
        if "wrong" in fields and "choices" in fields:
            reader.fault(fields["wrong"], "`wrong` beside `choices`; delete one of them")
            return ()
        key = "wrong" if "wrong" in fields else "choices"
        listed = reader.options_of(fields[key], key)
        if not listed or not all(answers):
            return ()
        texts = tuple(option.text for option, _ in listed)
        self._check_distinct(texts, [node for _, node in listed], key)
        if key == "wrong":
            for option, node in listed:
                if option.text in answers:
                    reader.fault(
                        node, f"{option.text!r} is in `wrong` and is also the answer; delete one"
                    )
            return (*(Option(text) for text in answers), *(option for option, _ in listed))
        missing = [text for text in answers if text not in texts]
        for text in missing:
            node = answer_node
            if type(answer_node) is SequenceNode:
                node = answer_node.value[answers.index(text)]
            reader.fault(node, not_among(text, [option for option, _ in listed]))
        if len(set(answers)) >= len(texts) and not missing:
            reader.fault(fields[key], "no choice is wrong; add options that are")
        return () if missing else tuple(option for option, _ in listed)

    def _check_distinct(self, texts: tuple[str, ...], nodes: list[Node], key: str) -> None:
        if len(set(texts)) == len(texts):
            return
        seen: set[str] = set()
        for text, node in zip(texts, nodes, strict=True):
            if text and text in seen:
                self.reader.fault(node, f"{text!r} stands twice in `{key}`; keep one")
            seen.add(text)

    def _truefalse(self, fields: Fields, common: Values) -> Item | None:
        if "stem" not in common:
            return None
        return TrueFalse(**common, key=self.reader.flag_of(fields["answer"], "answer"))

    def _text(self, fields: Fields, common: Values) -> Item | None:
        node = fields["answer"]
        answer = self.reader.line_of(node, "answer")
        typing = self._typing(fields)
        if answer and typing["typos"] and is_number_with_more(answer):
            self.reader.fault(node, number_with_more(answer))
        accept = self.reader.lines_of(fields["accept"], "accept") if "accept" in fields else ()
        if not answer or "stem" not in common:
            return None
        return ShortText(**common, **typing, answer=answer, accept=accept)

    def _list(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["answer"], "answer")
        entries = tuple(self.reader.lines_of(node, "answer") for node in nodes)
        seen: dict[str, int] = {}
        for at, (node, spellings) in enumerate(zip(nodes, entries, strict=True)):
            for text in spellings:
                if seen.setdefault(text, at) != at:
                    self.reader.fault(node, f"{text!r} stands twice in `answer`; keep one")
        if not entries or not all(entries) or "stem" not in common:
            return None
        return TextList(**common, **self._typing(fields), entries=entries)

    def _number(self, fields: Fields, common: Values) -> Item | None:
        answer = self.reader.number_of(fields["answer"], "answer")
        accept = self._numbers(fields["accept"]) if "accept" in fields else ()
        units, tolerance = self._measure(fields)
        if answer is None or "stem" not in common:
            return None
        return Number(**common, answer=answer, accept=accept, units=units, tolerance=tolerance)

    def _numbers(self, node: Node) -> tuple[Decimal, ...]:
        nodes = [node] if type(node) is ScalarNode else self.reader.list_of(node, "accept")
        numbers = [self.reader.number_of(entry, "accept") for entry in nodes]
        return tuple(number for number in numbers if number is not None)

    def _measure(self, fields: Fields) -> tuple[tuple[str, ...], Allowance | None]:
        units = self.reader.lines_of(fields["unit"], "unit") if "unit" in fields else ()
        node = fields.get("tolerance")
        return units, self._tolerance(node) if node is not None else None

    def _tolerance(self, node: Node) -> Allowance | None:
        if type(node) is ScalarNode and node.value.endswith("%") and len(node.value) < 20:
            written = node.value[:-1].strip()
            share = Decimal(written) if NUMBER.match(written) else Decimal(-1)
            if share >= 0 and abs(share.adjusted()) <= 60:
                return Allowance(share, True)
            self.reader.fault(
                node, "`tolerance` is a number or a percent of at least 0, such as 0.5 or 2%"
            )
            return None
        if type(node) is ScalarNode and not is_number(node) and not is_nothing(node):
            plain = plain_figure(node.value)
            mend = f"; write `tolerance: {plain}`" if plain else ""
            self.reader.fault(
                node, f"`tolerance` is a number or a percent, such as 0.5 or 2%{mend}"
            )
            return None
        number = self.reader.number_of(node, "tolerance", least=0)
        return Allowance(number) if number is not None else None

    def _date(self, fields: Fields, common: Values) -> Item | None:
        from quiz.marking.dates import parse_iso_date

        text = self.reader.line_of(fields["date"], "date")
        if not text:
            return None
        try:
            parsed = parse_iso_date(text)
        except ValueError as error:
            self.reader.fault(fields["date"], self._date_fault(text, str(error)))
            return None
        return Date(**common, date=parsed.iso()) if "stem" in common else None

    def _date_fault(self, text: str, error: str) -> str:
        """Return what is wrong with a date; one in another notation is written anew."""
        from quiz.marking.dates import read_date
        from quiz.marking.language import language

        forms = "a `date` is 1815, 1815-06 or 1815-06-18"
        if "is not a date" not in error:
            return f"{error}; {forms}"
        read = read_date(text[:100], language=language(self.language)).date
        mend = f"write `date: {read.iso()}`" if read else "a year has four digits, -0044 is 44 BC"
        return f"{text[:60]!r} is not written as a date is here; {mend} ({forms})"

    def _match(self, fields: Fields, common: Values) -> Item | None:
        shape = "what belongs together, `left: right`, one a line"
        entries = self.reader.mapping_of(fields["match"], "match", shape)
        pairs = [Pair(left, self.reader.line_of(node, left)) for left, _, node in entries]
        if len(entries) == 1 and len(fields["match"].value) == 1:
            self.reader.fault(fields["match"], "a match of fewer than two; add pairs")
        distractors = self.reader.options_of(fields["wrong"], "wrong") if "wrong" in fields else []
        rights = {pair.right for pair in pairs}
        texts = tuple(option.text for option, _ in distractors)
        self._check_distinct(texts, [node for _, node in distractors], "wrong")
        for option, node in distractors:
            if option.text in rights:
                self.reader.fault(
                    node, f"{option.text!r} is in `wrong` and also pairs with something; delete one"
                )
        if len(rights) + len(distractors) < 2 and len(pairs) > 1:
            self.reader.fault(
                fields["match"], "all pairs have one right side; add others or `wrong`"
            )
        if len(pairs) < 2 or not all(p.right for p in pairs) or "stem" not in common:
            return None
        options = tuple(option for option, _ in distractors)
        return Match(**common, pairs=tuple(pairs), distractors=options)

    def _order(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["order"], "order")
        entries = tuple(self.reader.line_of(node, "order") for node in nodes)
        self._check_distinct(entries, nodes, "order")
        if len(nodes) == 1:
            self.reader.fault(fields["order"], "an order of fewer than two; add entries")
        if len(entries) < 2 or not all(entries) or "stem" not in common:
            return None
        return Order(**common, entries=entries)

    def _groups(self, fields: Fields, common: Values) -> Item | None:
        shape = "groups with their members, `name: [one, two]`"
        entries = self.reader.mapping_of(fields["groups"], "groups", shape)
        groups = []
        seen: dict[str, str] = {}
        for name, _, node in entries:
            nodes = self.reader.list_of(node, name)
            members = tuple(self.reader.line_of(member, name) for member in nodes)
            for text, member in zip(members, nodes, strict=True):
                if text and text in seen:
                    both = repr(name) if seen[text] == name else f"{seen[text]!r} and {name!r}"
                    self.reader.fault(member, f"{text!r} stands twice, in {both}; keep one")
                seen[text] = name
            groups.append(Group(name, members))
        if len(groups) == 1:
            self.reader.fault(fields["groups"], "one group only; add another")
        if len(groups) < 2 or not all(g.members for g in groups) or "stem" not in common:
            return None
        return Groups(**common, groups=tuple(groups))

    def _cloze(self, fields: Fields, common: Values) -> Item | None:
        node = fields["cloze"]
        text = self.reader.text_of(node, "cloze")
        if not text:
            return None
        try:
            segments, gaps = parse_gaps(text)
        except GapError as error:
            self._gap_fault(node, text, error)
            return None
        stem = GAP_MARK.join(segments)
        return Cloze(
            **{**common, "stem": stem}, **self._typing(fields), segments=segments, gaps=gaps
        )

    def _gap_fault(self, node: Node, text: str, error: GapError) -> None:
        """Report a gap at its own line: the n-th `{{` of the value is the n-th of its source."""
        number = text.count("{{", 0, error.at)
        start, end = node.start_mark.index, node.end_mark.index
        at = start
        for _ in range(number + 1):
            found = self.reader.text.find("{{", at, end)
            if found < 0:
                self.reader.fault(node, str(error))
                return
            at = found + 2
        line = self.reader.text.count("\n", 0, at - 2) + 1
        column = at - 2 - self.reader.text.rfind("\n", 0, at - 2)
        where = Location(self.reader.source, line, column)
        self.reader.problems.append(Problem(where, str(error)))

    def _card(self, fields: Fields, common: Values) -> Item | None:
        if "front" not in fields or "back" not in fields:
            return None
        front = self.reader.text_of(fields["front"], "front")
        back = self.reader.text_of(fields["back"], "back")
        reverse = "reverse" in fields and self.reader.flag_of(fields["reverse"], "reverse")
        return Flashcard(**{**common, "stem": front}, back=back, reverse=reverse)

    def _essay(self, fields: Fields, common: Values) -> Item | None:
        model = self.reader.text_of(fields["essay"], "essay")
        rubric: tuple[str, ...] = ()
        if "rubric" in fields:
            nodes = self.reader.list_of(fields["rubric"], "rubric")
            rubric = tuple(self.reader.line_of(node, "rubric") for node in nodes)
            self._check_distinct(rubric, nodes, "rubric")
        if "stem" not in common:
            return None
        return Essay(**common, model_answer=model, rubric=rubric)

    def _computed(self, fields: Fields, common: Values) -> Item | None:
        node = fields["answer"]
        written = self.reader.line_of(node, "answer")
        if not written:
            return None
        if "let" not in fields:
            self.reader.fault(node, "a formula without `let`; add it, or quote the text")
            return None
        if not written.startswith("="):
            written = written if len(written) < 60 else "…"
            self.reader.fault(node, f"`let` without a formula; write `answer: = {written}`")
            return None
        before = len(self.reader.problems)
        letters = letters_of(self.reader, fields["let"])
        units, tolerance = self._measure(fields)
        if len(self.reader.problems) > before or not letters or "stem" not in common:
            return None
        item = Computed(
            **common,
            letters=letters,
            formula=written[1:].strip(),
            units=units,
            tolerance=tolerance,
        )
        fault, tried = trial_fault(item, max(100, self.trials_left))
        self.trials_left -= tried
        if fault:
            self.reader.fault(node, fault)
        return item


def derived_id(item: Item) -> str:
    """Return an id made from what an item asks and what is right; changes when they do."""
    from hashlib import blake2s

    text = "\x1f".join((item.kind, item.stem, *item.solution))
    return "q-" + blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _key_nodes(node: Node) -> dict[str, Node]:
    """Return the node of each key that is a word, the first of two."""
    keys: dict[str, Node] = {}
    for key, _ in node.value:
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
    "image": QuestionReader._image,
    "alt": QuestionReader._alt,
    "tags": QuestionReader._tags,
    "points": QuestionReader._points,
    "time": QuestionReader._time,
    "partial": QuestionReader._partial,
    "difficulty": QuestionReader._difficulty,
    "try": QuestionReader._trials,
}
_Build = Callable[[QuestionReader, Fields, Values], Item | None]
_BUILD: dict[str, _Build] = {
    "choice": QuestionReader._choice,
    "several": QuestionReader._several,
    "truefalse": QuestionReader._truefalse,
    "text": QuestionReader._text,
    "list": QuestionReader._list,
    "number": QuestionReader._number,
    "date": QuestionReader._date,
    "match": QuestionReader._match,
    "order": QuestionReader._order,
    "groups": QuestionReader._groups,
    "cloze": QuestionReader._cloze,
    "card": QuestionReader._card,
    "essay": QuestionReader._essay,
    "computed": QuestionReader._computed,
}
