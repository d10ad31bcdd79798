"""What a bank asks of the text that it is about, and what it takes from it word for word."""

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from quiz.drafting.article import Article, Sentence, words_of
from quiz.drafting.clauses import MOST_RUNNING
from quiz.drafting.drafts import drafts_of
from quiz.items import (
    Bank,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Order,
    SingleChoice,
    TrueFalse,
)
from quiz.marking.folding import word_key

_RECOGNISED = (SingleChoice, MultipleChoice, TrueFalse, Match, Order, Groups)
_LEAST_SHARED = 2
"""Words of weight that a question shares with a sentence that it asks, beside the answer."""


class FactCovered(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of a text, and how often a bank asks it."""

    sentence: Sentence
    """Where it stands."""
    sort: str
    """Which kind of fact it is, as the drafts name it."""
    answer: str
    """What is asked for."""
    questions: tuple[str, ...]
    """Ids of the questions that ask it."""
    is_recognised: bool
    """Whether one of them lets the answer be picked."""
    is_recalled: bool
    """Whether one of them wants it typed or told."""


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a question that repeats the article."""

    question: str
    """Its id."""
    where: str
    """`question` or `explain`."""
    words: int
    """How many words run on as in the article."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What a bank asks of a text."""

    facts: tuple[FactCovered, ...]
    """The facts that the program finds in it, in the order of the text."""
    unasked: tuple[Sentence, ...]
    """Sentences that no question is about."""
    by_paragraph: tuple[int, ...]
    """Questions on each paragraph, by their `source` or their words; the first is paragraph 1."""
    remembering: float
    """Share of the bank's questions that only remember: all but computed, essays and orders."""
    unknown_sources: tuple[tuple[str, str], ...]
    """Question and `source` where that names a paragraph that the text does not have."""
    copied: tuple[Copied, ...]
    """Texts that copy more than ten words running."""


def coverage_of(bank: Bank, article: Article) -> Coverage:
    """Hold a bank against a text.

    Args:
        bank: Its questions.
        article: The text.
    """
    _reading, _asker, drafts = drafts_of(article)
    questions = [_Asked(item, article) for item in bank.items]
    facts: list[FactCovered] = []
    seen: set[tuple[int, str, str]] = set()
    for draft in drafts:
        if not draft.forms or not draft.spans:
            continue
        sentence = article.sentences[draft.sentence]
        answer = "; ".join(draft.forms[0].solution)
        if (draft.sentence, draft.sort, answer) in seen:
            continue
        seen.add((draft.sentence, draft.sort, answer))
        asking = [one for one in questions if one.asks(sentence, draft.forms[0].solution)]
        facts.append(
            FactCovered(
                sentence=sentence,
                sort=draft.sort,
                answer=answer,
                questions=tuple(one.item.id for one in asking),
                is_recognised=any(isinstance(one.item, _RECOGNISED) for one in asking),
                is_recalled=any(not isinstance(one.item, _RECOGNISED) for one in asking),
            )
        )
    count = len(article.paragraphs)
    by_paragraph = [0] * count
    for one in questions:
        if one.paragraph and 1 <= one.paragraph <= count:
            by_paragraph[one.paragraph - 1] += 1
    unasked = [
        sentence
        for sentence in article.sentences
        if not any(one.is_about(sentence) for one in questions)
    ]
    remembering = sum(not isinstance(item, Essay | Order) and item.kind != "computed"
                      for item in bank.items)  # fmt: skip
    return Coverage(
        facts=tuple(facts),
        unasked=tuple(unasked),
        by_paragraph=tuple(by_paragraph),
        remembering=remembering / len(bank.items) if bank.items else 0.0,
        unknown_sources=tuple(
            (one.item.id, one.item.source)
            for one in questions
            if one.paragraph is not None and not 1 <= one.paragraph <= count
        ),
        copied=tuple(_copied(bank.items, article)),
    )


class _Asked:
    """A question, and what it shares with sentences."""

    def __init__(self, item: Item, article: Article) -> None:
        self.item = item
        texts = [item.stem, *item.solution, *getattr(item, "accept", ())]
        texts += [option.text for option in getattr(item, "options", ())]
        self._answers = {word_key(word) for text in item.solution for word in words_of(text)}
        self._words = _weighty(" ".join(map(str, texts)), article)
        self.paragraph = paragraph_of(item.source)

    def is_about(self, sentence: Sentence) -> bool:
        """Return whether it shares enough words with a sentence of its paragraph."""
        if self.paragraph is not None and self.paragraph != sentence.paragraph:
            return False
        shared = self._words & _keys(sentence.text)
        return len(shared) > _LEAST_SHARED

    def asks(self, sentence: Sentence, solution: tuple[str, ...]) -> bool:
        """Return whether it asks for an answer, or tells it, of a sentence."""
        if self.paragraph is not None and self.paragraph != sentence.paragraph:
            return False
        wanted = {word_key(word) for text in solution for word in words_of(text)}
        if not wanted or not self.is_about(sentence):
            return False
        return len(wanted & self._answers) >= (len(wanted) + 1) // 2


def paragraph_of(source: str) -> int | None:
    """Return the paragraph that a `source` names: 4 of "paragraph 4"; None where it names none."""
    found = re.search(
        r"(?i)\b(?:paragraph|para\.?|par\.?|§|absatz|abs\.|paragraphe|paragrafo|párrafo|абзац)\s*(\d{1,4})\b",
        source,
    )
    return int(found[1]) if found else None


def _weighty(text: str, article: Article) -> frozenset[str]:
    common = article.vocabulary.words["common"]
    return frozenset(
        key for word in words_of(text) if (key := word_key(word)) and word.lower() not in common
    )


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in words_of(text))


def longest_run(text: str, article: Article) -> int:
    """Return how many words of a text run on as they do in an article; gaps break a run."""
    longest = 0
    for piece in text.replace("___", "\n").split("\n"):
        keys = tuple(word_key(word) for word in words_of(piece))
        for start in range(len(keys)):
            while start + longest < len(keys) and keys[start : start + longest + 1] in _runs(
                article, longest + 1
            ):
                longest += 1
    return longest


def _runs(article: Article, length: int) -> frozenset[tuple[str, ...]]:
    return _runs_of(article.paragraphs, length)


@lru_cache(maxsize=64)
def _runs_of(paragraphs: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for paragraph in paragraphs:
        keys = tuple(word_key(word) for word in words_of(paragraph))
        found.update(keys[at : at + length] for at in range(len(keys) - length + 1))
    return frozenset(found)


def _copied(items: Iterable[Item], article: Article) -> Iterable[Copied]:
    for item in items:
        back = item.back if isinstance(item, Flashcard) else ""
        for where, text in (("question", item.stem), ("explain", item.explain), ("back", back)):
            run = longest_run(text, article)
            if run > MOST_RUNNING:
                yield Copied(question=item.id, where=where, words=run)
