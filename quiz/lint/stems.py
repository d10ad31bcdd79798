"""Questions that are hard to read, or that ask nothing, or too much.

Source: Haladyna, Downing and Rodriguez (2002): word the stem positively, and where it must be
negative emphasise the word; put the central idea in the stem; base each item on one fact; avoid
window dressing (excessive verbiage).
"""

import re
from collections.abc import Iterator
from functools import cache

from quiz.errors import Problem
from quiz.items import (
    Date,
    MultipleChoice,
    Number,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.lint import phrases
from quiz.lint.draft import Draft
from quiz.lint.text import NO_PHRASES, Phrases, language_code, line, prose, said, words
from quiz.translation import _, ngettext

_MOST_WORDS = 60
_LEAST_OF_A_QUESTION = 3
"""Words; "Who?" behind a sentence is no question of its own."""
_LONGEST_DIALOGUE = 45
"""Words; longer stems tell a story, in which people ask."""
_SENTENCE_END = re.compile(r"(?<=[.!?:…])\s+")


def negative_stem(draft: Draft) -> Iterator[Problem]:
    """The question depends on a negative word that is easily overlooked.

    A student who reads "which state did not sign" in haste answers the opposite, despite knowing
    the fact. Ask positively, or emphasise the word: `**not**`, `*not*` or `NOT`.

    Bad:
        - question: Which of these states did not sign the Final Act?
          answer: Turkey
          wrong: [Austria, Prussia, Sweden]
          explain: The sultan was not even invited.

    Good:
        - question: Which of these states did **not** sign the Final Act?
          answer: Turkey
          wrong: [Austria, Prussia, Sweden]
          explain: The sultan was not even invited.
    """
    code = language_code(draft)
    negations = phrases.of(phrases.NEGATIONS, code)
    others = phrases.of(phrases.NOT_TURNING, code)
    questions = phrases.of(phrases.QUESTION_WORDS, code)
    if not negations:
        return
    for question, item in draft.of(SingleChoice, MultipleChoice, ShortText, TextList):
        if not negations.found(item.stem):
            continue
        word = _turning_word(said(item.stem), negations, others, questions)
        if word:
            message = _(
                "'{word}' reverses the question and is easily overlooked; ask "
                "positively, or emphasise it, as in `**{word}**`"
            )
            yield question.weakness(message.format(word=word), "question")


def _turning_word(text: str, negations: Phrases, others: Phrases, questions: Phrases) -> str:
    """Return the negation in the main clause of a question; empty if there is none."""
    for sentence in _SENTENCE_END.split(text):
        if not sentence.rstrip().endswith("?"):
            continue
        # "NOT" is seen; so is what was emphasised, which is no longer in the text.
        seen = {found.lower() for found in re.findall(r"\b[A-ZÄÖÜÀ-ÝА-Я]{2,}\b", sentence)}
        found = negations.found(sentence)
        if not found or found in seen:
            continue
        before, _found, after = line(sentence).partition(f" {found} ")
        following = f"{found} {' '.join(after.split()[:2])}"
        asking = sentence if found in phrases.EXCEPT else before
        asked = [word for word in words(asking) if word in questions.words]
        if len(asked) != 1 or _is_clause(before, sentence):
            continue
        is_turning = not others.found(f"{before} {found}") and not others.found(following)
        if is_turning and _is_verbs(found, before, sentence):
            return found.replace(" t", "’t") if found.endswith(" t") else found
    return ""


def _is_verbs(found: str, before: str, sentence: str) -> bool:
    """Return whether an English "not" belongs to a verb, and not to "not based on" and its like."""
    if found != "not":
        return True
    following = line(sentence).partition(" not ")[2].split()[:1]
    is_participle = bool(following) and following[0].endswith(("ed", "ing", "ly"))
    last = before.split()[-1:]
    return bool(last) and (last[0] in phrases.AUXILIARIES or not is_participle)


def _is_clause(before: str, sentence: str) -> bool:
    """Return whether a comma parts the negation from the beginning of its sentence."""
    count = len(words(before))
    return any("," in word for word in sentence.split()[: max(0, count)])


def unfocused_stem(draft: Draft) -> Iterator[Problem]:
    """The question asks nothing on its own.

    "Which statement is true?" can only be answered by judging each option separately, so it tests
    several facts and none of them well. Ask so that the answer can be given before reading the
    options, or write each statement as a question with `answer: true` or `false`. A question about
    a passage, a picture or code is fine: it has its subject there.

    Bad:
        - question: Which of the following statements is true?
          answer: Austria was the host.
          wrong: [Prussia was neutral., Spain had two votes.]
          explain: The congress met in Vienna.

    Good:
        - question: Which state was the host of the congress?
          answer: Austria
          wrong: [Prussia, Spain]
          explain: The congress met in Vienna.
    """
    code = language_code(draft)
    if code not in phrases.GENERIC:
        return
    generic, typical = _generic(code), frozenset(phrases.GENERIC[code].split())
    for question, item in draft.of(SingleChoice, MultipleChoice):
        if item.passage or item.image or len(item.stem) > 150 or prose(item.stem) != item.stem:
            continue
        asked = [word for word in words(item.stem) if word not in generic]
        if not asked and not typical.isdisjoint(words(item.stem)):
            message = _(
                "the question asks nothing on its own, so each option must be judged "
                "separately; ask for one fact, or write each statement with `answer: "
                "true` or `false`"
            )
            yield question.weakness(message, "question")


@cache
def _generic(code: str) -> frozenset[str]:
    from quiz.lint.function_words import FUNCTION_WORDS

    return FUNCTION_WORDS[code].union(phrases.GENERIC[code].split())


def double_question(draft: Draft) -> Iterator[Problem]:
    """The question asks two things.

    With one answer, right or wrong, nobody can tell which of the two was known, and a typed answer
    has room for only one. Make two questions. Where there are several answers (a list, an essay,
    gaps), there may be two.

    Bad:
        - question: Who chaired the congress? In which city did it meet?
          answer: Metternich
          explain: He was the host in Vienna.

    Good:
        - question: Who chaired the congress that met in Vienna?
          answer: Metternich
          explain: He was the host.
    """
    code = language_code(draft)
    questions = phrases.of(phrases.QUESTION_WORDS, code)
    joining = _joined_questions(code)
    for question, item in draft.of(SingleChoice, TrueFalse, ShortText, Number, Date):
        stem = item.stem
        if (stem.count("?") < 2 and not joining) or len(words(stem)) > _LONGEST_DIALOGUE:
            continue
        found = ""
        if stem.count("?") > 1:
            asked = [part for part in said(stem).split("?")[:-1] if questions.found(part)]
            asked = [part for part in asked if len(words(part)) >= _LEAST_OF_A_QUESTION]
            found = _("two question marks") if len(asked) > 1 else ""
        if not found and "?" in stem and not questions.words.isdisjoint(words(stem)[:3]):
            found = joining.found(said(stem))
            found = f"‘{found}’" if found and "," not in stem else ""
        if found:
            message = _(
                "the question asks two things ({found}), and one answer doesn't show "
                "which was known; make two questions"
            )
            yield question.weakness(message.format(found=found), "question")


@cache
def _joined_questions(code: str) -> Phrases:
    """Return "and when", "and where" and their like."""
    asking = {
        "en": "when where why how who whom",
        "de": "wann wo warum wie wer",
        "fr": "quand où pourquoi comment",
        "es": "cuándo dónde cómo quién",
        "it": "quando dove perché chi",
        "pt": "quando onde quem",
        "nl": "wanneer waar waarom",
        "pl": "kiedy gdzie dlaczego",
        "ru": "когда где почему",
        "uk": "коли де чому",
    }
    ands = [word.strip() for word in phrases.AND.get(code, "").split(",")]
    joined = [f"{word} {ask}" for word in ands for ask in asking.get(code, "").split()]
    return Phrases(", ".join(joined)) if joined else NO_PHRASES


def long_stem(draft: Draft) -> Iterator[Problem]:
    """The question is longer than sixty words.

    Reading it tests patience, not the subject. Leave out what isn't needed to answer; move a text
    that belongs to it to `passages`, where it is shown with the question. Code doesn't count.

    Bad:
        - question: >-
            After more than twenty years of war, in which the armies of France had crossed nearly
            every border of Europe and the old empire of the Germans had come to an end, the
            monarchs of the victorious powers, their ministers, their wives, and a great number of
            envoys from states both large and small came together, at first for a few weeks only,
            in a city on the Danube. Which city was it?
          answer: Vienna
          explain: They stayed for nine months.

    Good:
        - question: In which city on the Danube did the victors over Napoleon meet in 1814?
          answer: Vienna
          explain: They stayed for nine months.
    """
    for question, item in draft.of(
        SingleChoice, MultipleChoice, TrueFalse, ShortText, TextList, Number, Date
    ):
        if len(item.stem) < 2 * _MOST_WORDS:
            continue
        count = len(prose(item.stem).split())
        if count > _MOST_WORDS:
            message = ngettext(
                "the question has {count} word, which tests patience, not the subject; shorten "
                "it, or move the text to a passage",
                "the question has {count} words, which tests patience, not the subject; "
                "shorten it, or move the text to a passage",
                count,
            )
            yield question.weakness(message.format(count=count), "question")
