"""What a typed answer may be read as: the ways in which people write one and the same thing.

Each reading is a pair of word rows, one of what was typed and one of a right answer, from which
everything that a fair teacher passes over is gone: "it is", a title, words of the question. Where
the rows are the same the answer is right.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quiz.marking.language import Language
from quiz.marking.manners import (
    NEGATIONS,
    Phrase,
    alternatives,
    carriers,
    conjunctions,
    prepositions,
    trailers,
)
from quiz.marking.people import (
    PARTICLES,
    arrangements,
    asks_for_person,
    has_given_name,
    has_title,
    is_person,
    without_generation,
    without_titles,
)
from quiz.marking.spelling import is_form_of
from quiz.marking.strictness import Strictness
from quiz.marking.tokens import Token, Tokens, is_same_word, tokens_of, without_articles

Pair = tuple[Tokens, Tokens]

_MOST_CARRIERS = 4
_LONGEST_CARRIER = 4
EQUATION = re.compile(r"\s*[^\W\d_]\w{0,2}\s*=\s*(?=\S)")
"""What stands before an answer that is given as an equation: `x =`."""
_BRACKET = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*[.!]?\s*")
_GLOSS = re.compile(r"(.*\S) \(([^()]*[^\W\d_]{3,}[^()]*)\)")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.?){2,8}")
_LIST_SIGNS = re.compile(r"[,;/]")
_LEAST_CONTENT = 3
"""Words that must be left where prepositions are passed over."""


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """What a question says, as far as its answers are read by it."""

    words: Tokens
    """The words of its text."""
    language: Language
    """In which answers are read."""
    strictness: Strictness
    """What has to be exact."""
    is_for_person: bool
    """Whether it asks for a person."""
    keys: frozenset[str]
    """Its words without accents."""


@lru_cache(maxsize=64)
def question_of(text: str, language: Language, strictness: Strictness) -> QuestionReading:
    """Return what a question's text says.

    Args:
        text: The stem, or a cloze text with its gaps; Markdown signs do not matter.
        language: The bank's.
        strictness: What counts in its answers.
    """
    words: list[Token] = []
    for line in text[:2_000].splitlines():
        words.extend(tokens_of(line[:400], language))
    keys = frozenset(token.loose for token in words)
    # "Austria or Prussia?": what is offered is no free word of an answer.
    offers = bool(keys & alternatives(language.primary))
    return QuestionReading(
        words=tuple(words),
        language=language,
        strictness=strictness,
        is_for_person=asks_for_person(tuple(words)),
        keys=frozenset() if offers else keys - NEGATIONS,
    )


def typed_rows(
    typed: str, accepted: Iterable[str], rivals: Iterable[str], question: QuestionReading
) -> list[Tokens]:
    """Return the rows of words that a typed text may stand for, the fullest first.

    Args:
        typed: What the learner typed.
        accepted: The right spellings, by which a bracket is judged.
        rivals: Other answers, of which none may be passed over as a word of the question.
        question: What the question says.
    """
    texts = [typed]
    equation = EQUATION.match(typed)
    if equation and not any("=" in answer for answer in accepted):
        texts.append(typed[equation.end() :])
    bracket = _BRACKET.fullmatch(typed)
    if bracket and _is_gloss(bracket[1], bracket[2], accepted, question):
        texts.append(bracket[1])
    rows = [_row(text, question) for text in texts]
    if _LIST_SIGNS.search(typed):
        named = {row_of(rival, question) for rival in rivals}
        if any(_row(part, question) in named for part in _LIST_SIGNS.split(typed)):
            return []
    return [row for row in dict.fromkeys(rows) if row]


def row_of(text: str, question: QuestionReading) -> Tokens:
    """Return a right answer, or a rival, as a row of words."""
    return _row(text, question)


def right_rows(answer: str, question: QuestionReading) -> list[Tokens]:
    """Return the rows of words of a right answer: as written, and without a gloss in brackets."""
    rows = [_row(answer, question)]
    gloss = _GLOSS.fullmatch(answer)
    if gloss:
        rows.append(_row(gloss[1], question))
    return [row for row in rows if row]


def _row(text: str, question: QuestionReading) -> Tokens:
    strictness = question.strictness
    tokens = tokens_of(text, question.language, strictness.case)
    ands = conjunctions(question.language.primary)
    if not strictness.article:
        tokens = without_articles(tokens, question.language)
    return tuple(
        token._replace(key="&", loose="&", unmarked="&") if token.key in ands else token
        for token in tokens
    )


def _is_gloss(outer: str, inner: str, accepted: Iterable[str], question: QuestionReading) -> bool:
    """Return whether a bracket only says again what stands before it: `United Nations (UN)`."""
    row, explained = _row(outer, question), _row(inner, question)
    if not row or not explained or any(_is_turn(token, question) for token in explained):
        return False
    if _ACRONYM.fullmatch(inner.strip()) and inner.upper() == inner:
        return True
    short, long = sorted((row, explained), key=len)
    if len(short) == 1 and short[0].loose == "".join(t.loose[:1] for t in long if t.is_capital):
        return True
    if all(_is_free(token, question) for token in explained):
        return True
    return any(explained in right_rows(answer, question) for answer in accepted)


def _is_free(token: Token, question: QuestionReading) -> bool:
    """Return whether a word of an answer stands in the question already."""
    if _is_turn(token, question):
        return False
    if token.loose in question.keys:
        return True
    return not token.is_figure and any(
        is_form_of(token.loose, key) for key in question.keys if key[:3] == token.loose[:3]
    )


def _is_turn(token: Token, question: QuestionReading) -> bool:
    """Return whether a word denies, or offers another answer."""
    return token.loose in NEGATIONS or token.loose in alternatives(question.language.primary)


def pairs(typed: Tokens, right: Tokens, question: QuestionReading) -> Iterator[Pair]:
    """Yield the pairs of rows by which a typed text can be a right one, the plainest first."""
    seen: set[Pair] = set()
    for pair in _pairs(typed, right, question):
        if pair[0] and pair[1] and pair not in seen:
            seen.add(pair)
            yield pair


def _pairs(typed: Tokens, right: Tokens, question: QuestionReading) -> Iterator[Pair]:
    yield typed, right
    if question.strictness.article:
        return
    code = question.language.primary
    bare = without_carriers(typed, code)
    if not (len(bare) == len(typed) or _begins_alike(typed, right)):
        yield bare, right
    yield typed, without_carriers(right, code)
    free = _without_free(bare, right, question)
    yield free, right
    yield _without_free(typed, right, question), right
    yield free, _without_head(right, question)
    yield from _turned(free, right, code)
    for row in dict.fromkeys((bare, free, _without_origin(bare, right, question))):
        yield from _named(row, right, question)


def least_rows(right: Tokens, question: QuestionReading) -> list[Tokens]:
    """Return what may be left of a right answer in the pairs of `pairs`, whatever is typed.

    A word that all of these and the answer itself have is one that no right answer can be without.
    """
    if question.strictness.article:
        return []
    code = question.language.primary
    small = prepositions(code)
    rows = [without_carriers(right, code), _without_head(right, question)]
    rows.append(tuple(token for token in right if token.key not in small))
    name = without_titles(without_generation(right), question.keys)
    rows.append(name)
    return [row for row in (*rows, *least_names(name, question)) if row]


def least_names(name: Tokens, question: QuestionReading) -> list[Tokens]:
    """Return what may be left of a person's name."""
    bare = tuple(token for token in name if token.key not in PARTICLES) or name
    rows = [bare]
    if is_person(name, question.language, question.is_for_person):
        rows += [(bare[0], bare[-1]), bare[-1:]]
    return rows


def _begins_alike(typed: Tokens, right: Tokens) -> bool:
    return bool(right) and is_same_word(typed[0], right[0])


def without_carriers(row: Tokens, code: str) -> Tokens:
    """Return a row without "it is", "in", "about" before it, never empty."""
    for _time in range(_MOST_CARRIERS):
        shorter = _without_one(row, carriers(code), trailers(code))
        if len(shorter) == len(row):
            break
        row = shorter
    return row


def _without_one(row: Tokens, before: frozenset[Phrase], behind: frozenset[Phrase]) -> Tokens:
    for count in range(min(_LONGEST_CARRIER, len(row) - 1), 0, -1):
        if tuple(token.loose for token in row[:count]) in before:
            return row[count:]
        if tuple(token.loose for token in row[-count:]) in behind:
            return row[:-count]
    return row


def _without_free(row: Tokens, right: Tokens, question: QuestionReading) -> Tokens:
    """Return a row without the words of the question, but for those that the answer has too."""
    code = question.language.primary
    small = prepositions(code) | {"&"}
    if any(token.key == "&" for token in row) and not any(t.key == "&" for t in right):
        return row  # "Taiwan and the US" names two, though one stands in the question
    kept = [
        token
        for token in row
        if any(is_same_word(token, other) for other in right) or not _is_free(token, question)
    ]
    # "Kashin of the Carnegie Centre": what joins words that are gone joins nothing.
    while len(kept) > 1 and kept[-1].key in small:
        kept.pop()
    while len(kept) > 1 and kept[0].key in small:
        kept.pop(0)
    return tuple(kept)


def _without_head(right: Tokens, question: QuestionReading) -> Tokens:
    """Return a right answer without the common noun that the question names: `acetic (acid)`."""
    kept = tuple(t for t in right if t.is_capital or t.is_figure or not _is_free(t, question))
    if not kept or kept == right or not any(t.is_figure or len(t.loose) > 3 for t in kept):
        return ()
    return kept


def _turned(typed: Tokens, right: Tokens, code: str) -> Iterator[Pair]:
    """Yield "relics of the Cold War" as "Cold War relics", either way, and without prepositions."""
    small = prepositions(code)
    for row, other, is_typed in ((typed, right, True), (right, typed, False)):
        at = next((at for at, token in enumerate(row) if token.key in small), 0)
        if 0 < at < len(row) - 1:
            turned = row[at + 1 :] + row[:at]
            yield (turned, other) if is_typed else (other, turned)
    content = [tuple(token for token in row if token.key not in small) for row in (typed, right)]
    if len(content[1]) >= _LEAST_CONTENT and content != [typed, right]:
        yield content[0], content[1]


def _without_origin(row: Tokens, right: Tokens, question: QuestionReading) -> Tokens:
    """Return a person's name without "of Austria" behind it; empty where there is none.

    Where a first name stands alone the origin is part of the name: William of Orange.
    """
    if not question.is_for_person or has_given_name(right[-1:]):
        return ()
    small = prepositions(question.language.primary) | {"from", "at"}
    at = next((at for at, token in enumerate(row) if at and token.key in small), 0)
    return row[:at]


def _named(typed: Tokens, right: Tokens, question: QuestionReading) -> Iterator[Pair]:
    """Yield the pairs by which a name of a person is given in another way."""
    if not typed:
        return
    if has_title(typed) and has_title(right) and typed[0].key != right[0].key:
        return  # Queen Anne is not Princess Anne
    role = question.keys
    name = without_titles(without_generation(typed), role)
    wanted = without_titles(without_generation(right), role)
    is_titled = len(name) < len(typed)
    yield name, wanted
    yield from arrangements(
        name,
        wanted,
        language=question.language,
        is_titled=is_titled,
        is_asked=question.is_for_person,
    )
