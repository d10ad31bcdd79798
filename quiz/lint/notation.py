"""Questions written as for a word processor or for paper, not as a bank needs them."""

import re
from collections.abc import Iterable, Iterator

from quiz.errors import Problem
from quiz.items import MultipleChoice, ShortText, SingleChoice, TextList
from quiz.lint import phrases
from quiz.lint.draft import Draft
from quiz.lint.text import language_code, place_of_option, shown, takes_words, words
from quiz.marking.people import PERSONS
from quiz.translation import _

_LONGEST = 200
"""Characters of an answer that is looked at."""
_MOST_WORDS = 3
"""Of an entry; longer parts are those of a sentence."""
_CURLY = {"“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
"""Typographic quotes that open, and what closes them."""
_LABEL = re.compile(r"\(?(?:([a-h])[).]|([1-8])\))\s+(?=\S)", re.IGNORECASE)
_LABELS_IN_STEM = re.compile(r"(?<![\w.])\(?([a-h])[).:]\s+(?=\w)", re.IGNORECASE)
_LETTER = re.compile(r"\(?([a-h])[).]?\Z", re.IGNORECASE)


def list_as_text(draft: Draft) -> Iterator[Problem]:
    """Several answers are written as one text.

    Students must type them in exactly this order, with exactly these commas. Write a list, `answer:
    [one, two]`: then each answer is graded on its own, in any order. Names such as "Marks and
    Spencer" and places with their country are one answer; for texts to learn by heart, set `typos:
    false`.

    Bad:
        - question: Which two states kept out of the Holy Alliance?
          answer: Britain and Turkey
          explain: The sultan was no Christian monarch.

    Good:
        - question: Which two states kept out of the Holy Alliance?
          answer: [Britain, Turkey]
          explain: The sultan was no Christian monarch.
    """
    code = language_code(draft)
    for question, item in draft.of(ShortText):
        if (
            not takes_words(item)
            or len(item.answer) > _LONGEST
            or phrases.OF_WORDS.found(item.stem)
        ):
            continue
        parts = _entries(item.answer, code)
        if len(parts) < 2 or any(len(_entries(text, code)) != len(parts) for text in item.accept):
            continue
        if _asks_for_several(item.stem, code) or _is_enumeration(item, parts):
            message = _(
                "students must type this in exactly this order; write `answer: "
                "[{entries}]`, so that each answer is graded on its own"
            )
            yield question.weakness(message.format(entries=shown(", ".join(parts), 80)), "answer")


def _entries(answer: str, code: str) -> list[str]:
    """Return the parts of a text that could be a list; none if one is no name or word."""
    ands = [word.strip() for word in phrases.AND.get(code, "and").split(",")]
    joined = "|".join(re.escape(word) for word in ands if word.isalpha())
    parts = re.split(rf"\s*[,;]\s*(?:(?:{joined})\s+)?|\s+(?:{joined})\s+", answer.strip(" ."))
    is_list = all(part and len(part.split()) <= _MOST_WORDS for part in parts)
    has_signs = any(sign.isdigit() or sign in "`$()[]{}=:" for sign in answer)
    return parts if is_list and not has_signs else []


def _asks_for_several(stem: str, code: str) -> bool:
    """Return whether a stem asks for more than one: "name two", "which planets are"."""
    found = words(stem)
    asking = phrases.of(phrases.QUESTION_WORDS, code).words
    counts = phrases.of(phrases.COUNTS, code).words
    for at, word in enumerate(found[:12]):
        if word in asking or phrases.BIDDING.begins(word) or word == "list":
            following = found[at + 1 : at + 4]
            if any(one in counts or (one.isdigit() and 2 <= int(one) <= 20) for one in following):
                return True
            if code == "en" and (word == "list" or _is_plural(found[at:])):
                return True
    return False


def _is_plural(found: tuple[str, ...]) -> bool:
    """Return whether English words go on with "planets are", or "the planets" behind "name"."""
    nouns = [at for at, word in enumerate(found[1:5], 1) if len(word) > 3 and _ends_plural(word)]
    if not nouns:
        return False
    if found[0] in ("name", "give", "state", "write"):
        return "of" not in found[1 : nouns[0]] and not {"a", "an"} & set(found[1 : nouns[0]])
    following = found[nouns[0] + 1 : nouns[0] + 2]
    return found[0] in ("which", "what") and following in (("are",), ("were",), ("have",), ("do",))


def _ends_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_enumeration(item: ShortText, parts: list[str]) -> bool:
    """Return whether two commas part names, where no title, motto, firm or place is asked for."""
    commas = item.answer.count(",") + item.answer.count(";")
    asked = frozenset(words(item.stem))
    is_name = asked & (phrases.ONE_NAME | PERSONS) or item.answer.count("&")
    return len(parts) > 2 and commas > 1 and not is_name


def curly_quotes(draft: Draft) -> Iterator[Problem]:
    """An answer is in typographic quotes.

    Word processors make them; YAML doesn't treat them as quotes, so they become part of the answer
    and are shown with it. Remove them, or write straight quotes (`"`). Options that are all
    quotations may keep them.

    Bad:
        - question: In which city did the congress meet?
          answer: “Vienna”
          explain: The emperor of Austria was the host.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The emperor of Austria was the host.
    """
    message = _(
        "YAML doesn't treat the typographic quotes of {text} as quotes, so they are "
        'shown; remove them, or write straight ones (")'
    )
    for question, item in draft.of(ShortText, TextList):
        if isinstance(item, ShortText):
            texts: Iterable[str] = (item.answer,)
        else:
            texts = (spellings[0] for spellings in item.entries)
        for at, text in enumerate(texts):
            if _is_curly(text):
                entry = at if isinstance(item, TextList) else None
                yield question.weakness(message.format(text=shown(text)), "answer", entry)
                break
    for question, choice in draft.of(SingleChoice, MultipleChoice):
        curly = [at for at, option in enumerate(choice.options) if _is_curly(option.text)]
        if 0 < len(curly) < len(choice.options):
            key, entry = place_of_option(question, choice, curly[0])
            filled = message.format(text=shown(choice.options[curly[0]].text))
            yield question.weakness(filled, key, entry)


def _is_curly(text: str) -> bool:
    """Return whether one pair of typographic quotes stands round a whole text."""
    closing = _CURLY.get(text[:1], "")
    inner = text[1:-1]
    return len(text) > 2 and text[-1] in closing and not any(sign in inner for sign in _CURLY)


def lettered_options(draft: Draft) -> Iterator[Problem]:
    """The options have letters or numbers of their own.

    quiz labels each option itself, and shuffles those under `wrong`, so students see two labels
    that disagree. Write the options without labels.

    Bad:
        - question: In which city did the congress meet?
          answer: b) Vienna
          wrong: [a) Paris, c) Berlin]
          explain: The emperor of Austria was the host.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          wrong: [Paris, Berlin]
          explain: The emperor of Austria was the host.
    """
    for question, item in draft.of(SingleChoice, MultipleChoice):
        found = [_LABEL.match(option.text) for option in item.options]
        labels = sorted("".join(match.groups("")).lower() for match in found if match)
        if len(labels) < 2 or labels not in (
            list("abcdefgh"[: len(item.options)]),
            list("12345678"[: len(item.options)]),
        ):
            continue
        message = _("quiz labels each option itself, so '{label}' is a second label; remove it")
        label = found[0].group().strip() if found[0] else ""
        key, entry = place_of_option(question, item, 0)
        yield question.weakness(message.format(label=label), key, entry)


def options_in_stem(draft: Draft) -> Iterator[Problem]:
    """The options are part of the question, and students must type a letter.

    They can't be selected, aren't shuffled, and a wrong one has no feedback. Write them under
    `choices`, or the wrong ones under `wrong`, and the correct option itself under `answer`.

    Bad:
        - question: "In which city did the congress meet? a) Paris b) Vienna c) Berlin"
          answer: b
          explain: The emperor of Austria was the host.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          choices: [Berlin, Paris, Vienna]
          explain: The emperor of Austria was the host.
    """
    for question, item in draft.of(ShortText, TextList):
        answers = [item.answer] if isinstance(item, ShortText) else [e[0] for e in item.entries]
        letters = [found[1].lower() for text in answers if (found := _LETTER.match(text))]
        labels = {label.lower() for label in _LABELS_IN_STEM.findall(item.stem[:4000])}
        if len(letters) == len(answers) and labels.issuperset({"a", "b", *letters}):
            message = _(
                "the options are part of the question, so students must type a "
                "letter; write them under `choices:`, and the correct one itself "
                "under `answer:`"
            )
            yield question.weakness(message, "answer")
