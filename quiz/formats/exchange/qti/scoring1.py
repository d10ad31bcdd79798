"""The rules of marking of QTI 1.2: which answers earn what, and which feedback they show."""

from decimal import Decimal

import msgspec

from quiz.formats.exchange.answers import decimal_of
from quiz.formats.exchange.xml_tree import Element

_FULL = Decimal(100)


class ScoreRule(msgspec.Struct):
    """One condition with what follows."""

    score: Decimal | None = None
    """What it earns; None if it only shows feedback."""
    equal: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Responses and the values that they must have."""
    unequal: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Those that they must not have."""
    low: Decimal | None = None
    """Least number."""
    high: Decimal | None = None
    """Greatest number."""
    links: list[str] = msgspec.field(default_factory=list)
    """Names of feedback."""
    is_case: bool = False
    """Whether capitals count."""
    is_else: bool = False
    """Whether it is for all other answers."""


def rules_of(item: Element) -> list[ScoreRule]:
    """Return the rules of an item, in order."""
    return [
        _rule(one)
        for processing in item.all("resprocessing")
        for one in processing.walk()
        if one.name == "respcondition"
    ]


def _rule(condition: Element) -> ScoreRule:
    made = ScoreRule(links=[one.get("linkrefid") for one in condition.all("displayfeedback")])
    for one in condition.all("setvar"):
        text = one.text.strip()
        value = _FULL if text.lower() in ("score.max", "correct") else decimal_of(text)
        if value is not None:
            made.score = value if made.score is None else made.score + value
    if made.score is None and condition.get("title").lower() == "correct":
        made.score = _FULL
    variables = condition.first("conditionvar")
    if variables is not None:
        _read(variables, made, is_not=False)
    return made


def _read(element: Element, made: ScoreRule, *, is_not: bool) -> None:
    for one in element.children:
        name = one.name.lower()
        if name in ("varequal", "varsubstring", "varsubset"):
            pair = (one.get("respident"), one.text.strip())
            (made.unequal if is_not else made.equal).append(pair)
            made.is_case = made.is_case or one.get("case").lower() == "yes"
        elif name in ("vargte", "vargt") and not is_not:
            made.low = decimal_of(one.text)
        elif name in ("varlte", "varlt") and not is_not:
            made.high = decimal_of(one.text)
        elif name == "other":
            made.is_else = True
        else:
            _read(one, made, is_not=is_not != (name == "not"))


def shares(rules: list[ScoreRule], response: str = "") -> dict[str, Decimal]:
    """Return what each value of a response earns, where single values earn something.

    Args:
        rules: Of the item.
        response: Its name; empty for any.
    """
    found: dict[str, Decimal] = {}
    for rule in rules:
        if rule.score is None:
            continue
        for name, value in rule.equal:
            if not response or name == response:
                found[value] = max(rule.score, found.get(value, rule.score))
    return found


def feedback_of(rules: list[ScoreRule], value: str) -> str:
    """Return the name of the feedback to one value; empty for none."""
    for rule in rules:
        if [one for _name, one in rule.equal] == [value] and not rule.unequal:
            for link in rule.links:
                if rule.score is None or link.startswith(value):
                    return link
    return ""
