"""Whether a bank is written in the language it declares."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from quiz.errors import Problem
from quiz.items import Flashcard, known_answers
from quiz.lint.draft import Draft
from quiz.lint.function_words import FUNCTION_WORDS, telling_words
from quiz.lint.text import language_code, prose, stem_of, words
from quiz.marking.forms import forms_of
from quiz.translation import _

_MOST_QUESTIONS = 400
_LEAST_WORDS = 40
_LEAST_TELLING = 10
_LEAST_SHARE = 0.12
"""Of a text's words that tell its language."""
_LEAST_LETTERS = 200
_SCRIPTS = {
    "Cyrillic": ((0x400, 0x52F),),
    "Greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    "Hebrew": ((0x590, 0x5FF),),
    "Arabic": ((0x600, 0x6FF),),
    "Chinese or Japanese": ((0x3040, 0x30FF), (0x4E00, 0x9FFF)),
    "Korean": ((0xAC00, 0xD7AF),),
}
_LATIN = frozenset(
    ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "fi", "cs", "hu")
)
_CYRILLIC = frozenset({"ru", "uk", "bg", "be", "mk"})
_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "ru": "Russian",
    "uk": "Ukrainian",
}


def language_mismatch(draft: Draft) -> Iterator[Problem]:
    """The bank isn't written in the language it declares.

    `language` decides how numbers and dates are read, which words are articles, and how typos are
    judged: an English bank reads "1,5" as one and a half only by luck, and "der" isn't an article.
    Write the tag of the language that students type in (default: English). A bank for learning a
    language, with answers in that language, is fine.

    Bad:
        title: Der Wiener Kongress
        language: en
        source: Ein Lehrbuch
        tags: [Geschichte]
        questions:
          - id: ort
            question: In welcher Stadt an der Donau trafen sich die Sieger über Napoleon?
            answer: Wien
            explain: >-
              Der Kaiser von Österreich war der Gastgeber, und die Stadt war nach dem langen Krieg
              froh über jedes Fest und über jeden Gast, auch wenn er nicht zahlte.
          - id: fluss
            question: An welchem Fluss lag die neue Grenze, die Preußen im Westen bekam?
            answer: Rhein
            explain: Dort wurde das Land zum Nachbarn von Frankreich und der Niederlande.

    Good:
        title: Der Wiener Kongress
        language: de
        source: Ein Lehrbuch
        tags: [Geschichte]
        questions:
          - id: ort
            question: In welcher Stadt an der Donau trafen sich die Sieger über Napoleon?
            answer: Wien
            explain: >-
              Der Kaiser von Österreich war der Gastgeber, und die Stadt war nach dem langen Krieg
              froh über jedes Fest und über jeden Gast, auch wenn er nicht zahlte.
          - id: fluss
            question: An welchem Fluss lag die neue Grenze, die Preußen im Westen bekam?
            answer: Rhein
            explain: Dort wurde das Land zum Nachbarn von Frankreich und der Niederlande.
    """
    declared = language_code(draft)
    texts = list(_texts(draft))
    script = _other_script(texts, declared)
    found = _NAMES.get(script, script) if script else _other_language(texts, declared)
    if found and not _answers_are_declared(draft):
        message = _(
            "the bank declares `language: {tag}`{left_out} but seems to be in "
            "{found}; set its language, which decides how numbers, dates and "
            "articles are read"
        )
        left_out = "" if _is_written(draft) else _(" (the default)")
        filled = message.format(tag=draft.bank.language, left_out=left_out, found=found)
        yield draft.weakness(filled, "language" if _is_written(draft) else "title")


def _is_written(draft: Draft) -> bool:
    root = draft.outline.root
    return root is not None and any(key.value == "language" for key, _value in root.value)


def _texts(draft: Draft) -> Iterator[str]:
    """Yield the texts that an author writes in the language of the bank."""
    for question in islice(draft.questions, _MOST_QUESTIONS):
        yield prose(stem_of(question.item))
        yield prose(question.item.explain)


def _other_script(texts: list[str], declared: str) -> str:
    """Return the script that a bank is written in, if its language is not written so."""
    # Counted by sign: a script is looked up for some dozens of letters, not for thousands.
    counts = Counter(sign for text in texts for sign in text[:300] if sign.isalpha())
    letters = sum(counts.values())
    if letters < _LEAST_LETTERS:
        return ""
    if declared in _CYRILLIC:
        latin = sum(count for sign, count in counts.items() if ord(sign) < 0x250)
        return _("Latin script") if latin > 0.95 * letters else ""
    if declared in _LATIN:
        for name, ranges in _SCRIPTS.items():
            here = sum(
                count
                for sign, count in counts.items()
                if any(low <= ord(sign) <= high for low, high in ranges)
            )
            if here > 0.6 * letters:
                return _("{script} script").format(script=name)
    return ""


@cache
def _telling() -> dict[str, frozenset[str]]:
    return telling_words()


def _other_language(texts: list[str], declared: str) -> str:
    """Return the name of the language that a bank is clearly written in, if it is not its own."""
    if declared not in FUNCTION_WORDS:
        return ""
    found = [word for text in texts for word in words(text)]
    if len(found) < _LEAST_WORDS:
        return ""
    counts = {code: sum(map(these.__contains__, found)) for code, these in _telling().items()}
    best = max(counts, key=lambda code: counts[code])
    least = max(_LEAST_TELLING, _LEAST_SHARE * len(found))
    if best == declared or counts[best] < least or counts[declared] > counts[best] / 5:
        return ""
    return _NAMES[best]


def _answers_are_declared(draft: Draft) -> bool:
    """Return whether answers have articles or words of the declared language."""
    own = FUNCTION_WORDS.get(language_code(draft), frozenset())
    only = _telling().get(language_code(draft), frozenset())
    total = hits = 0
    for question in islice(draft.questions, _MOST_QUESTIONS):
        item = question.item
        groups = ((item.back,),) if isinstance(item, Flashcard) else known_answers(item)
        answers = [text for group in groups for text in group]
        for text in answers[:4]:
            total += 1
            article = forms_of(text[:200], draft.language, False).article
            hits += bool(article and article in own) or not only.isdisjoint(words(text))
    return total > 0 and hits >= 0.1 * total
