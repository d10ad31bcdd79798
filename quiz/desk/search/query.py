"""The language of searches, in Anki's manner: from what was typed to a tree.

    right<50% (tag:trade or tag:energy) -is:suspended "nuclear power"

A word is looked for anywhere in the card's text. What is next to each other must all be true;
`or` means one of two, `-` the opposite, parentheses group. `*` in a word stands for anything.
"""

import re
from typing import TYPE_CHECKING, NoReturn

from msgspec import structs

from quiz.desk.search.keys import (
    KEYS,
    SUGGESTED_KEYS,
    QueryError,
    key_named,
    nearest,
    unknown_key,
)
from quiz.desk.search.terms import AllOf, AnyOf, HasWords, Node, Not
from quiz.desk.search.values import condition
from quiz.library.searched import folded
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.search.terms import Condition

LONGEST = 1_000
"""Characters of a search."""
_DEEPEST = 50
"""Parentheses inside each other."""
_QUOTES = '"“”„«»'
_COMPARES = r"<=|>=|!=|≤|≥|≠|=|<|>"
_KEYED = re.compile(rf"([^\W\d_]+)(:|{_COMPARES})")
_SPACED = re.compile(rf"([^\W\d_]+)\s*({_COMPARES})\s*(?=[^\s()])")
_SPACED_PERCENT = re.compile(r"\s+%(?![^\s()])")
_WORD_END = re.compile(r"[\s()]")
_NEEDS_QUOTES = re.compile(rf"[\s(){_QUOTES}]")
_OR = frozenset(("or",))
_AND = frozenset(("and",))


def quoted(value: str) -> str:
    """Return a value as it is written behind a key: in quotation marks where it needs them."""
    return f'"{value}"' if _NEEDS_QUOTES.search(value) else value


class _Token:
    """A piece of a search: a parenthesis, an operator or a condition."""

    __slots__ = ("end", "node", "sign", "start")

    def __init__(self, sign: str, start: int, end: int, node: "Condition | None" = None) -> None:
        self.sign, self.start, self.end, self.node = sign, start, end, node


def parse(text: str) -> Node:
    """Return what a search asks for; an empty one asks for every card.

    Raises:
        QueryError: It cannot be read; says where, and what may have been intended.
    """
    if len(text) > LONGEST:
        message = _("a search can have at most {n:,} characters").format(n=LONGEST)
        raise QueryError(message, LONGEST, len(text))
    return _Parser(text, list(_tokens(text))).whole()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            found.append(_Token(char, at, at + 1))
            at += 1
        elif char == "-":
            if text[at + 1 : at + 2].strip(" )"):  # one that stands alone is a dash
                found.append(_Token("-", at, at + 1))
            at += 1
        else:
            token, at = _word(text, at)
            found.append(token)
    return found


def _word(text: str, start: int) -> tuple[_Token, int]:
    """Return the operator or condition that begins at a place, and where it ends."""
    if text[start] in _QUOTES:
        end, inner = _quoted(text, start)
        return _Token("term", start, end, _words(inner, start, end, has_wildcard=False)), end
    keyed = _KEYED.match(text, start)
    if keyed is None or key_named(keyed[1]) is None:
        spaced = _SPACED.match(text, start)
        if spaced is not None and _compares(spaced[1]):
            return _keyed(text, start, spaced[1], spaced[2], spaced.end())
    if keyed is not None:
        return _keyed(text, start, keyed[1], keyed[2], keyed.end())
    end = _end_of_word(text, start)
    word = text[start:end]
    if word.casefold() in _OR:
        return _Token("or", start, end), end
    if word.casefold() in _AND:
        return _Token("and", start, end), end
    if word == "NOT":
        return _Token("-", start, end), end
    return _Token("term", start, end, _words(word, start, end)), end


def _compares(name: str) -> bool:
    key = key_named(name)
    return key is not None and key.measure is not None


def _keyed(text: str, start: int, name: str, sign: str, at: int) -> tuple[_Token, int]:
    """Return the condition of a key with its value, or a plain word that only looks like one."""
    key = key_named(name)
    if key is not None and key.measure is not None and sign != ":":
        while at < len(text) and text[at].isspace():  # `right< 50%`
            at += 1
    if at < len(text) and text[at] in _QUOTES:
        end, value = _quoted(text, at)
    else:
        end = _end_of_word(text, at)
        value = text[at:end]
        apart = _SPACED_PERCENT.match(text, end)
        if apart is not None and key is not None and key.measure is not None:
            end, value = apart.end(), f"{value}%"
    if key is None:
        if _is_text(name, sign, value):
            whole = _end_of_word(text, start)
            return _Token("term", start, whole, _words(text[start:whole], start, whole)), whole
        raise unknown_key(name, sign, start, start + len(name))
    if key.name == "prop":
        return _property(text, start, at, end)
    return _Token("term", start, end, condition(key, sign, value, start, at, end)), end


def _property(text: str, start: int, at: int, end: int) -> tuple[_Token, int]:
    """Return the condition of Anki's `prop:ivl>=10`: the same as without `prop:`."""
    inner = _KEYED.match(text, at)
    if inner is None or inner[2] == ":" or not _compares(inner[1]):
        known = [name for name, key in KEYS.items() if key.measure is not None]
        near = nearest(inner[1], known) if inner is not None else "due"
        shown = f"prop:{near or 'due'}"
        place = inner.end(1) if inner is not None else end
        fixed = shown if inner is not None else f"{shown}=0"
        message = _("`prop:` compares one of: {keys}").format(keys=", ".join(known))
        raise QueryError(message, start, place, fixed)
    token, end = _keyed(text, at, inner[1], inner[2], inner.end())
    assert token.node is not None
    return _Token("term", start, end, structs.replace(token.node, start=start)), end


def _is_text(name: str, sign: str, value: str) -> bool:
    """Return whether an unknown key is no key: `http://…`, `Re:`, `x=2`."""
    if sign == ":":
        return not value or value.startswith("//")
    return not (len(name) > 3 and nearest(name, SUGGESTED_KEYS, least=0.75))


def _quoted(text: str, start: int) -> tuple[int, str]:
    """Return where a quotation ends, and what is in it; one being typed ends with the text."""
    at = start + 1
    while at < len(text) and text[at] not in _QUOTES:
        at += 1
    return min(len(text), at + 1), text[start + 1 : at]


def _end_of_word(text: str, at: int) -> int:
    end = _WORD_END.search(text, at)
    return end.start() if end is not None else len(text)


def _words(text: str, start: int, end: int, *, has_wildcard: bool = True) -> HasWords:
    # Asterisks are taken out of the cards' text too, where they are marks of bold type.
    pieces = text.split("*") if has_wildcard else [text.replace("*", "")]
    parts = tuple(filter(None, (folded(piece) for piece in pieces)))
    return HasWords(parts=parts, start=start, end=end)


class _Parser:
    """Goes through the tokens once, from left to right."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text, self._tokens, self._at, self._depth = text, tokens, 0, 0

    def whole(self) -> Node:
        node = self._any()
        token = self._next
        if token is not None:  # only a parenthesis can be left
            message = _("no parenthesis to close here")
            raise QueryError(message, token.start, token.end, removes=True)
        return node

    @property
    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _any(self) -> Node:
        nodes = [self._all()]
        while self._next is not None and self._next.sign == "or":
            sign = self._next
            self._at += 1
            if nodes == [AllOf(())]:
                self._fail_beside(sign, _("something is missing before `or`"))
            after = self._all()
            if after == AllOf(()):
                self._fail_beside(sign, _("something is missing after `or`"))
            nodes.append(after)
        return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))

    def _fail_beside(self, token: _Token, message: str) -> NoReturn:
        raise QueryError(
            message, token.start, token.end, f'"{self._text[token.start : token.end]}"'
        )

    def _all(self) -> Node:
        nodes: list[Node] = []
        while (token := self._next) is not None and token.sign not in ("or", ")"):
            if token.sign == "and":  # Anki's, which says nothing
                self._at += 1
                continue
            nodes.append(self._one())
        return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))

    def _one(self) -> Node:
        token = self._next
        assert token is not None
        self._at += 1
        if token.sign == "-":
            after = self._next
            if after is None or after.sign in ("or", "and", ")"):
                message = _("something is missing after `{sign}`")
                sign = self._text[token.start : token.end]
                raise QueryError(message.format(sign=sign), token.start, token.end, removes=True)
            self._deepen(token)
            inner = self._one()
            self._depth -= 1
            return Not(inner)
        if token.sign == "(":
            return self._group(token)
        assert token.node is not None
        return token.node

    def _group(self, opening: _Token) -> Node:
        self._deepen(opening)
        node = self._any()
        self._depth -= 1
        closing = self._next
        if closing is not None:
            self._at += 1
        # One still being typed ends with the text, like a quotation.
        return node

    def _deepen(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            message = _("too many parentheses inside each other")
            raise QueryError(message, token.start, token.end)
