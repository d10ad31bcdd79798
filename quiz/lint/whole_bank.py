"""Questions of a bank that get in each other's way.

Source: Haladyna, Downing and Rodriguez (2002): keep the items of a test independent, so that none
gives another's answer away.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import assert_never

import msgspec

from quiz.errors import Problem
from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.lint import phrases
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.function_words import FUNCTION_WORDS
from quiz.lint.text import content_words, language_code, line, stands_in, stem_key, stem_of, words
from quiz.translation import _

_MOST_FINDINGS = 50
_LEAST_ALIKE = 0.8
"""Share of the content words that two stems have in common (Jaccard)."""
_LEAST_SHARED = 3
"""Content words that two stems must have in common at least."""
_MOST_OWNERS = 24
"""Questions among which one with the same rare word is looked for."""
_MOST_COMPARISONS = 200_000
"""Bounds the time whatever the texts are."""
_LONGEST_STEM = 40
"""Words; in a longer one, a riddle or a story, many words stand."""
_LEAST_TOLD = 0.75
"""Share of a question's content words in another's stem, for that one to tell the answer."""


class _Asked(msgspec.Struct, frozen=True):
    """A question as it is compared with others."""

    question: DraftQuestion
    answer: str
    words: frozenset[str]
    names: frozenset[str]
    """Numbers, and words with a capital within a sentence."""


def near_duplicates(draft: Draft) -> Iterator[Problem]:
    """Two questions ask the same.

    The second is answered by the first, and counts twice in a quiz. Delete one, or ask for
    something else. One question to recognise the answer and one to recall it are fine: only
    questions of the same kind are compared.

    Bad:
        - question: In which city did the congress of 1815 meet?
          answer: Vienna
          explain: Austria was the host.
        - question: In what city did the 1815 congress meet?
          answer: Vienna
          explain: Austria was the host.

    Good:
        - question: In which city did the congress of 1815 meet?
          answer: Vienna
          explain: Austria was the host.
        - question: Which river flows past that city?
          answer: Danube
          explain: It was the way for most envoys.
    """
    code = language_code(draft)
    alike: dict[tuple[str, str, str], list[_Asked]] = defaultdict(list)
    for question in draft.questions:
        item = question.item
        answer = "\n".join(map(line, item.solution))
        stem = stem_of(item)
        asked = _Asked(question, answer, content_words(stem, code), _names(stem, code))
        alike[item.kind, answer, f"{item.passage}\n{item.image}"].append(asked)
    budget = [_MOST_COMPARISONS]
    reported = 0
    for group in alike.values():
        for first, second in _pairs(group, budget) if len(group) > 1 else ():
            message = _(
                "this asks the same as '{id}' in line {line}; delete one of them, or "
                "ask for something else"
            )
            filled = message.format(id=first.question.item.id, line=first.question.line)
            yield second.question.weakness(filled, stem_key(second.question.item))
            reported += 1
            if reported == _MOST_FINDINGS:
                return


def _names(stem: str, code: str) -> frozenset[str]:
    """Return numbers and words with a capital, the first word of the text aside."""
    found = stem[:2000].split()
    names = {word for word in found[1:] if word[:1].isupper() or any(map(str.isdigit, word))}
    # "The" behind a colon is no name.
    idle = FUNCTION_WORDS.get(code, frozenset())
    return frozenset(part for name in names for part in words(name)) - idle


def _pairs(group: list[_Asked], budget: list[int]) -> Iterator[tuple[_Asked, _Asked]]:
    """Yield the pairs of a group that ask the same, the earlier one first.

    Equal ones are found by their words at once; of the others, each is compared with those that
    share one of its rarest words.
    """
    first_with: dict[object, _Asked] = {}
    distinct: list[_Asked] = []
    for asked in group:
        # Without words that carry meaning (symbols, code) only the text itself tells.
        whole = stem_of(asked.question.item)
        known = asked.words if len(asked.words) >= _LEAST_SHARED else whole
        earlier = first_with.setdefault(known, asked)
        if earlier is asked:
            distinct.append(asked)
        elif _is_same(earlier, asked):
            yield earlier, asked
    owners: dict[str, list[_Asked]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for asked in distinct:
        for word in asked.words:
            counts[word] += 1
    for asked in distinct:
        size = len(asked.words)
        if size < _LEAST_SHARED:
            continue
        rare = sorted(asked.words, key=lambda word: (counts[word], word))
        rare = rare[: size - int(_LEAST_ALIKE * size) + 1]
        for other in {id(o): o for word in rare for o in owners[word]}.values():
            budget[0] -= 1
            if budget[0] < 0:
                return
            if _is_alike(asked.words, other.words) and _is_same(other, asked):
                yield other, asked
                break
        for word in rare:
            if len(owners[word]) < _MOST_OWNERS:
                owners[word].append(asked)


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _LEAST_SHARED and shared >= _LEAST_ALIKE * len(one | other)


def _is_same(one: _Asked, other: _Asked) -> bool:
    """Return whether nothing tells two alike questions apart: names or numbers of their own."""
    first, second = one.question.item, other.question.item
    if one.names - other.words and other.names - one.words:
        return False
    # The words of a true statement in another order may make a false one.
    if isinstance(first, TrueFalse | Cloze) or isinstance(second, TrueFalse | Cloze):
        return line(stem_of(first)) == line(stem_of(second))
    if any(sign in stem_of(item) for item in (first, second) for sign in "`$"):
        return stem_of(first) == stem_of(second)
    return True


def same_question(draft: Draft) -> Iterator[Problem]:
    """Two questions are worded alike but have different answers.

    Students can't know which of the two is meant, and are graded wrong for the other answer. Say in
    the question what is different, or make one question of both: a list, or `accept` with what is
    also correct. Multiple-choice questions aren't compared, because their options show what is
    meant.

    Bad:
        - question: Which minister came to the congress?
          answer: Talleyrand
          explain: He spoke for France.
        - question: Which minister came to the congress?
          answer: Castlereagh
          explain: He spoke for Britain.

    Good:
        - question: Which minister of France came to the congress?
          answer: Talleyrand
          explain: He had served under Napoleon.
        - question: Which minister of Britain came to the congress?
          answer: Castlereagh
          explain: He left before its end.
    """
    first_with: dict[tuple[str, ...], tuple[DraftQuestion, frozenset[str]]] = {}
    reported = 0
    for question in draft.questions:
        item = question.item
        if not isinstance(item, ShortText | TextList | Number | Date | Flashcard):
            continue
        answers = _spellings(item)
        stem = " ".join(item.stem.split()).rstrip(" ?.!:…")
        key = (item.kind, stem, item.passage, item.image)
        first, known = first_with.setdefault(key, (question, answers))
        if first is question or not answers.isdisjoint(known):
            continue
        message = _(
            "this is worded like '{id}' in line {line} but has a different answer; "
            "say in the question what is different"
        )
        filled = message.format(id=first.item.id, line=first.line)
        yield question.weakness(filled, stem_key(item))
        reported += 1
        if reported == _MOST_FINDINGS:
            return


def _spellings(item: Item) -> frozenset[str]:
    """Return what is right for an item, so that two that share none have different answers."""
    match item:
        case ShortText():
            texts: tuple[str, ...] = (item.answer, *item.accept)
        case Number():
            texts = tuple(map(str, (item.answer.normalize(), *item.accept)))
        case TextList():
            texts = (" ".join(sorted(line(spellings[0]) for spellings in item.entries)),)
        case (
            SingleChoice()
            | MultipleChoice()
            | TrueFalse()
            | Date()
            | Cloze()
            | Match()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            texts = ("\n".join(item.solution),)
        case _:
            assert_never(item)
    return frozenset(line(text) if line(text).strip() else text for text in texts)


def answer_in_other_stem(draft: Draft) -> Iterator[Problem]:
    """Another question gives the answer away.

    It says what is asked here, so in the same quiz this question can be answered by reading that
    one. Reword the other question, or make one question of both.

    Bad:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          explain: Austria was the host.
        - question: From which town came Metternich, who chaired the Congress of Vienna?
          answer: Koblenz
          explain: He fled from there as a young man.

    Good:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          explain: Austria was the host.
        - question: From which town came the minister of Austria?
          answer: Koblenz
          explain: He fled from there as a young man.
    """
    code = language_code(draft)
    wanted = [(q, answers) for q in draft.questions if (answers := _answers(q.item, code))]
    telling = {word for _q, answers in wanted for answer in answers for word in words(answer)}
    owners: dict[str, list[DraftQuestion]] = defaultdict(list)
    for question in draft.questions:
        if _may_tell(question.item):
            for word in set(words(stem_of(question.item))) & telling:
                if len(owners[word]) <= _MOST_OWNERS:
                    owners[word].append(question)
    reported = 0
    for question, answers in wanted:
        other = _teller(question, answers, owners, code)
        if other is None:
            continue
        message = _(
            "the question '{id}' in line {line} gives the answer away; reword one of the two"
        )
        filled = message.format(id=other.item.id, line=other.line)
        yield question.weakness(filled, stem_key(question.item))
        reported += 1
        if reported == _MOST_FINDINGS:
            return


def _teller(
    question: DraftQuestion,
    answers: tuple[str, ...],
    owners: dict[str, list[DraftQuestion]],
    code: str,
) -> DraftQuestion | None:
    """Return a question whose stem says what another asks, and its answer."""
    item = question.item
    asked = content_words(item.stem, code).difference(*(content_words(a, code) for a in answers))
    if len(asked) < _LEAST_SHARED:
        return None
    if len(words(item.stem)) > _LONGEST_STEM:
        return None
    offers = phrases.of(phrases.OR, code)
    for answer in answers:
        rarest = min((owners.get(word, []) for word in words(answer)), key=len)
        if len(rarest) > _MOST_OWNERS:
            continue
        for other in rarest:
            if other is question or f" {' '.join(words(answer))} " in line(item.stem):
                continue
            stem = stem_of(other.item)
            shared = asked & content_words(stem, code)
            if len(shared) < max(_LEAST_SHARED, _LEAST_TOLD * len(asked)):
                continue
            if f" {' '.join(words(answer))} " in line(stem) and not offers.found(stem):
                return other
    return None


def _answers(item: Item, code: str) -> tuple[str, ...]:
    """Return the answers of an item that are distinctive enough to be told elsewhere."""
    match item:
        case SingleChoice():
            texts: tuple[str, ...] = (item.options[item.key].text,)
        case ShortText():
            texts = (item.answer, *item.accept)[:8]
        case Date():
            return (item.date,) if len(item.date) == 4 else ()
        case Number():
            number = str(item.answer)
            return (number,) if len(number) > 2 and number.isdigit() else ()
        case (
            MultipleChoice()
            | TrueFalse()
            | TextList()
            | Cloze()
            | Match()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()
        case _:
            assert_never(item)
    return tuple(text for text in texts if len(text) < 80 and stands_in(text, text, code))


def _may_tell(item: Item) -> bool:
    """Return whether a stem says what is so: a false statement does not, nor does a card."""
    return not isinstance(item, Flashcard) and not (isinstance(item, TrueFalse) and not item.key)
