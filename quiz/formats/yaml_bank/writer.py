"""From a bank to YAML that the reader reads back the same."""

import io
import re
from decimal import Decimal
from typing import Any, assert_never

import yaml
from yaml.resolver import Resolver

from quiz.formats.decoded import Encoded
from quiz.formats.yaml_bank import gaps
from quiz.formats.yaml_bank.kinds import TYPING_KEYS
from quiz.formats.yaml_bank.problems import default_step
from quiz.items import (
    Bank,
    Cloze,
    Computed,
    Date,
    Defaults,
    Difficulty,
    Essay,
    Flashcard,
    Groups,
    Item,
    Letter,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)

Mapping = dict[str, Any]
_LONGEST_IN_BRACKETS = 60
_UNBROKEN = 1 << 30
"""Wider than any line."""
_TYPOGRAPHIC = frozenset("“„«»‘")
"""Quotes that do not hold a comma: the reader wants real ones round what begins so."""


_TEXT = "tag:yaml.org,2002:str"
_RULED = frozenset([*"-0123456789tfn=", ""])
"""How values begin that may be more than text."""


class _Formula(str):
    """A formula, written without quotes."""


class _Rules(Resolver):
    """Writes plain what the reader takes for text; quotes what it would take for more."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own attribute

    def resolve(self, kind: type, value: Any, implicit: Any) -> Any:
        """Return the tag of a value; most texts begin with no sign that a rule begins with."""
        if kind is yaml.ScalarNode and (not implicit[0] or value[:1] not in _RULED):
            return _TEXT
        return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]


_Rules.add_implicit_resolver("!other", re.compile(r"(?:null|=.*)?\Z"), ["n", "=", ""])
_Rules.add_implicit_resolver("!flag", re.compile(r"(?:true|false)\Z"), ["t", "f"])
_Rules.add_implicit_resolver(
    "!number",
    re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z"),
    list("-0123456789"),
)


def _node(value: Any, is_flow: bool) -> yaml.Node:
    """Return a value as YAML has it; PyYAML's own way there takes five times as long.

    Args:
        value: Texts, numbers, flags, and mappings and lists of these.
        is_flow: Whether all of it is on one line.
    """
    match value:
        case _Formula():
            return yaml.ScalarNode("!other", str(value))
        case str():
            style = "|" if "\n" in value else '"' if value[:1] in _TYPOGRAPHIC else None
            return yaml.ScalarNode(_TEXT, value, style=style)
        case dict():
            pairs = [(_node(key, is_flow), _node(part, is_flow)) for key, part in value.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=is_flow)
        case list():
            nodes = [_node(part, is_flow) for part in value]
            in_brackets = is_flow or _is_short(value)
            return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, flow_style=in_brackets)
        case bool():
            return yaml.ScalarNode("!flag", "true" if value else "false")
        case float():
            return yaml.ScalarNode("!number", _number(value))
        case Decimal():
            return yaml.ScalarNode("!number", str(value))
        case _:
            raise TypeError(f"no value of a bank: {value!r}")


def _is_short(values: list[Any]) -> bool:
    """Return whether a list is short, of short texts: in brackets then, as people write it."""
    is_flat = all(isinstance(v, str | Decimal) and "\n" not in str(v) for v in values)
    return is_flat and sum(len(str(v)) for v in values) < _LONGEST_IN_BRACKETS


class _Dumper(_Rules, yaml.CSafeDumper):
    """By libyaml, five times as quick."""


class _FullDumper(_Rules, yaml.SafeDumper):
    """By PyYAML itself: libyaml writes escapes for emoji and all else beyond U+FFFF."""


def encode(bank: Bank) -> Encoded:
    """Write a bank; the format is our own, so nothing is lost."""
    return Encoded(data=_block(bank_mapping(bank)).encode("utf-8"))


def question(item: Item, bank: Bank) -> str:
    """Write one question as an entry of a bank's list; values of the program's own are left out."""
    return _block([_item(item, Bank(id=bank.id, title=bank.title, tags=bank.tags))])


def flow_question(item: Item, bank: Bank) -> str:
    """Write one question on one line, in braces."""
    return flow(_item(item, Bank(id=bank.id, title=bank.title, tags=bank.tags)))


def flow(value: Any) -> str:
    """Write a value on one line, as an entry of a list in brackets."""
    return _dumped([value], is_flow=True, width=_UNBROKEN).strip()[1:-1]


def _block(value: Any) -> str:
    return _dumped(value, is_flow=False, width=100)


def _dumped(value: Any, *, is_flow: bool, width: int) -> str:
    node = _node(value, is_flow)
    text = _serialized(node, _Dumper, width)
    return _serialized(node, _FullDumper, width) if r"\U" in text else text


def _serialized(node: yaml.Node, dumper_class: Any, width: int) -> str:
    stream = io.StringIO()
    dumper = dumper_class(stream, allow_unicode=True, width=width)
    try:
        dumper.open()
        dumper.serialize(node)
        dumper.close()
    finally:
        dumper.dispose()
    return stream.getvalue()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def bank_mapping(bank: Bank) -> Mapping:
    """Return a bank as its file has it: the keys of the format with their values."""
    head: Mapping = {"title": bank.title, "id": bank.id, "about": bank.about}
    head["language"] = bank.language if bank.language != "en" else ""
    head |= {"author": bank.author, "license": bank.license, "source": bank.source}
    head |= {"tags": list(bank.tags), "defaults": _defaults(bank.defaults)}
    head["spellings"] = {group[0]: list(group[1:]) for group in bank.spellings if group[1:]}
    head["reading"] = bank.reading
    head["passages"] = dict(bank.passages)
    written = {key: value for key, value in head.items() if value}
    return {**written, "questions": [_item(item, bank) for item in bank.items]}


def _defaults(defaults: Defaults) -> Mapping:
    return _changed(
        {
            "points": (defaults.points, 1.0),
            "time": (defaults.time_limit_s, 0.0),
            "partial": (defaults.partial, True),
            "shown_first": (defaults.shown_first, True),
            "typos": (defaults.typos, True),
            "case": (defaults.case, False),
            **{name: (getattr(defaults, name), None) for name in ("accents", "endings", "article")},
        }
    )


def _changed(values: dict[str, tuple[Any, Any]]) -> Mapping:
    return {key: value for key, (value, default) in values.items() if value != default}


def _item(item: Item, bank: Bank) -> Mapping:
    start: Mapping = {"id": item.id} if item.has_written_id else {}
    return {**start, **_own_keys(item, bank.defaults), **_common_keys(item, bank)}


def _common_keys(item: Item, bank: Bank) -> Mapping:
    tags = [tag for tag in item.tags if tag not in bank.tags]
    keys: Mapping = {
        "explain": item.explain,
        "hint": list(item.hints),
        "source": item.source,
        "passage": item.passage,
        "fact": item.fact,
        "image": item.image,
        "alt": item.alt,
        "tags": tags,
        "try": {k: list(v) for k in ("right", "wrong") if (v := getattr(item.trials, k))},
    }
    written = {key: value for key, value in keys.items() if value}
    defaults = bank.defaults
    written |= _changed(
        {
            "points": (item.points, defaults.points),
            "time": (item.time_limit_s, defaults.time_limit_s),
            "partial": (item.partial, defaults.partial),
            "shown_first": (item.shown_first, defaults.shown_first),
            "draft": (item.is_draft, False),
            "difficulty": (_difficulty(item.difficulty), None),
        }
    )
    return written


def _difficulty(value: Difficulty) -> str | float | None:
    return float(value) if isinstance(value, int | float) else value


def _own_keys(item: Item, defaults: Defaults) -> Mapping:
    question = {"question": item.stem}
    match item:
        case SingleChoice():
            answer: Any = item.options[item.key].text
            return {**question, "answer": answer, **_options(item)}
        case MultipleChoice():
            answer = [item.options[key].text for key in item.keys]
            return {**question, "answer": answer, **_options(item)}
        case TrueFalse():
            return {**question, "answer": item.key}
        case ShortText():
            accept = {"accept": list(item.accept)} if item.accept else {}
            equal = {"equivalent": True} if item.equivalent else {}
            own = {"answer": item.answer, **accept, **equal}
            return {**question, **own, **_typing(item, defaults)}
        case TextList():
            entries = [list(e) if len(e) > 1 else e[0] for e in item.entries]
            need = {"need": Decimal(item.need)} if item.need else {}
            return {**question, "answer": entries, **need, **_typing(item, defaults)}
        case Number():
            numbers = {"accept": list(item.accept)} if item.accept else {}
            return {**question, "answer": item.answer, **numbers, **_measure(item)}
        case Date():
            return {**question, "date": item.date}
        case Match():
            pairs = {pair.left: pair.right for pair in item.pairs}
            wrong = {"wrong": [_option(o) for o in item.distractors]} if item.distractors else {}
            return {**question, "match": pairs, **wrong}
        case Order():
            return {**question, "order": list(item.entries)}
        case Groups():
            return {**question, "groups": {g.name: list(g.members) for g in item.groups}}
        case Cloze():
            return {"cloze": gaps.write(item.segments, item.gaps), **_typing(item, defaults)}
        case Flashcard():
            reverse = {"reverse": True} if item.reverse else {}
            return {"front": item.stem, "back": item.back, **reverse}
        case Essay():
            rubric = {"rubric": list(item.rubric)} if item.rubric else {}
            return {**question, "essay": item.model_answer, **rubric}
        case Computed():
            letters: Mapping = {letter.name: _letter(letter) for letter in item.letters}
            formula = _Formula(f"= {item.formula}")
            return {**question, "let": letters, "answer": formula, **_measure(item)}
        case _:
            assert_never(item)


def _letter(letter: Letter) -> list[Decimal] | Decimal | str:
    if letter.listed:
        return list(letter.listed) if len(letter.listed) > 1 else letter.listed[0]
    written = f"{letter.low}..{letter.high}"
    if letter.step != default_step(letter.low, letter.high):
        written += f" step {letter.step}"
    return written


def _options(item: SingleChoice | MultipleChoice) -> Mapping:
    if not item.shuffle:
        return {"choices": [_option(option) for option in item.options]}
    return {"wrong": [_option(o) for at, o in enumerate(item.options) if at not in item.keys]}


def _option(option: Option) -> str | Mapping:
    return {option.text: option.feedback} if option.feedback else option.text


def _typing(item: ShortText | TextList | Cloze, defaults: Defaults) -> Mapping:
    return _changed({key: (getattr(item, key), getattr(defaults, key)) for key in TYPING_KEYS})


def _measure(item: Number | Computed) -> Mapping:
    keys: Mapping = {"unit": list(item.units)} if item.units else {}
    if item.tolerance:
        amount = item.tolerance.value
        keys["tolerance"] = f"{amount}%" if item.tolerance.is_relative else amount
    return keys
