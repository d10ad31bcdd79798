"""Options that are not real alternatives.

Source: Haladyna, Downing and Rodriguez (2002): keep options independent and not overlapping, avoid
"all of the above", use "none of the above" with care, keep options grammatically consistent with
the stem.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from quiz.errors import Problem
from quiz.items import Cloze, MultipleChoice, SingleChoice
from quiz.lint import phrases
from quiz.lint.draft import Draft
from quiz.lint.text import Phrases, language_code, place_of_option, shown, words
from quiz.marking.forms import forms_of
from quiz.marking.language import Language
from quiz.marking.number_reading import read_number
from quiz.marking.numerals import read_words
from quiz.marking.units import find_unit
from quiz.translation import _

_MOST_WORDS = 9
"""Of an option that names all others or none."""
_MOST_COMPARED = 40
"""Options of one question that are compared with each other."""
_LONGEST_QUANTITY = 40
_LEAST_LETTERS = 4
"""Of a word whose first capital means nothing: mg is not Mg, nor aa Aa."""
_FLAGS = frozenset(["true", "false", "none", "null"])
"""Words of programming languages, whose capitals count."""
_RANGE = re.compile(r"(\d[\d.,]{0,15}) ?(?:–|—|-|to|bis|à|a|до) ?(\d[\d.,]{0,15})(?![\d–-])")
_OPEN = re.compile(
    r"(?:(over|more than|at least|above|über|mehr als|mindestens|più di|oltre|almeno|plus de)"
    r"|(under|less than|fewer than|at most|below|unter|weniger als|höchstens|meno di|moins de))"
    r" (\d[\d.,]{0,15})"
)
_ENDS_WITH_ARTICLE = re.compile(r"(?<![\w'’])(an?)[ _.…:]*\??\s*\Z", re.IGNORECASE)


def all_of_the_above(draft: Draft) -> Iterator[Problem]:
    """An option says "all of the above".

    Students who know that two options are correct choose it without knowing the third, and students
    who know that one is wrong rule it out; when options are shuffled, there is no "above" anyway.
    Ask for all correct options instead, with `answer` as a list.

    Bad:
        - question: Which state signed the Final Act?
          answer: All of the above
          wrong: [Austria, Prussia, Russia]
          explain: All three were among the signatories.

    Good:
        - question: Which states signed the Final Act?
          answer: [Austria, Prussia, Russia]
          wrong: [Turkey, Denmark]
          explain: The first three were among the signatories.
    """
    message = _(
        "anyone who knows two correct options will choose '{option}'; ask for all "
        "correct options, with `answer` as a list"
    )
    return _naming_others(draft, phrases.ALL_OF_THEM, message)


def none_of_the_above(draft: Draft) -> Iterator[Problem]:
    """An option says "none of the above".

    If it is correct, students only show what is wrong and learn no answer; if it is wrong, hardly
    anyone chooses it. Write a plausible wrong option instead.

    Bad:
        - question: Which state kept out of the Holy Alliance?
          answer: Britain
          wrong: [Austria, Prussia, None of the above]
          explain: The Prince Regent declined.

    Good:
        - question: Which state kept out of the Holy Alliance?
          answer: Britain
          wrong: [Austria, Prussia, Russia]
          explain: The Prince Regent declined.
    """
    message = _(
        "'{option}' teaches nothing if correct and is rarely chosen if wrong; write "
        "a plausible wrong option instead"
    )
    return _naming_others(draft, phrases.NONE_OF_THEM, message)


def _naming_others(draft: Draft, these: Phrases, message: str) -> Iterator[Problem]:
    for question, item in draft.of(SingleChoice, MultipleChoice):
        for at, option in enumerate(item.options):
            if len(option.text) < 120 and these.begins(option.text):
                if len(words(option.text)) > _MOST_WORDS:
                    continue
                key, entry = place_of_option(question, item, at)
                yield question.weakness(message.format(option=shown(option.text)), key, entry)


def overlapping_options(draft: Draft) -> Iterator[Problem]:
    """Two options overlap, or one contains the other.

    "10 to 20" and "20 to 30" are both true for 20, and a student who knows that Austria signed
    can't choose between "Austria" and "Austria and Prussia". End each range before the next begins,
    and don't put one option inside another; or ask for all correct options.

    Bad:
        - question: Which states founded the Holy Alliance together with Russia?
          answer: Austria and Prussia
          wrong: [Austria, Spain and Portugal]
          explain: The three monarchs signed in September 1815.

    Good:
        - question: Which states founded the Holy Alliance together with Russia?
          answer: Austria and Prussia
          wrong: [Austria and Britain, Spain and Portugal]
          explain: The three monarchs signed in September 1815.
    """
    code = language_code(draft)
    quantity = phrases.of(phrases.QUANTITY, code)
    for question, item in draft.of(SingleChoice):
        texts = [option.text for option in item.options[:_MOST_COMPARED]]
        found = _contained(texts, item.key, code)
        message = _(
            "'{first}' is part of '{second}', so both are partly true; separate "
            "them, or ask for all correct options, with `answer` as a list"
        )
        if found is None and quantity and quantity.found(item.stem):
            found = _overlapping(texts, draft.language)
            message = _(
                "'{first}' and '{second}' overlap, so both can be true; end each "
                "range before the next begins"
            )
        if found:
            filled = message.format(first=shown(texts[found[0]]), second=shown(texts[found[1]]))
            key, entry = place_of_option(question, item, found[0])
            yield question.weakness(filled, key, entry)


def _contained(texts: list[str], key: int, code: str) -> tuple[int, int] | None:
    """Return an option and another that joins it with something, one of them the right one."""
    ands = [f" {word.strip()} " for word in phrases.AND.get(code, "and").split(",")]
    joined = {
        at: parts
        for at, text in enumerate(texts)
        if len(parts := _parts(text, ands)) > 1 and len(text) < 200
    }
    if not joined:
        return None
    for at, text in enumerate(texts):
        own = _parts(text, ands)
        for other, parts in joined.items():
            if other != at and key in (at, other) and own and own < parts:
                return at, other
    return None


def _parts(text: str, ands: list[str]) -> frozenset[str]:
    """Return what an enumeration names, each in lower case and without an article."""
    text = f" {text} "
    for word in ands:
        text = text.replace(word, " , ")
    parts = (part.strip().lower() for part in text.split(","))
    return frozenset(part.removeprefix("the ").removeprefix("a ") for part in parts if part)


def _overlapping(texts: list[str], language: Language) -> tuple[int, int] | None:
    ranges = [(at, found) for at, text in enumerate(texts) if (found := _range(text, language))]
    for (at, (low, high)), (other, (least, most)) in combinations(ranges, 2):
        if low <= most and least <= high:
            return at, other
    return None


def _range(text: str, language: Language) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a range of numbers that is no span of years."""
    text = text[:_LONGEST_QUANTITY].lower()
    found = _RANGE.search(text)
    if found:
        low, high = (read_number(end, language=language).value for end in found.groups())
        if low is None or high is None or low >= high or (low >= 1000 and high <= 2100):
            return None
        return low, high
    open_end = _OPEN.search(text)
    value = read_number(open_end[3], language=language).value if open_end else None
    if open_end is None or value is None:
        return None
    # An end that is not in the range: 10 to 20 and "over 20" part well.
    near = Decimal("1e-9")
    if open_end[1]:
        is_in = open_end[1] in ("at least", "mindestens", "almeno")
        return (value if is_in else value + near), Decimal("Infinity")
    is_in = open_end[2] in ("at most", "höchstens")
    return Decimal("-Infinity"), (value if is_in else value - near)


def same_options(draft: Draft) -> Iterator[Problem]:
    """Two options mean the same.

    Neither can be the only correct one, so students rule out both, or one is graded wrong although
    it is correct. Quantities are compared with their units ("1 km", "1,000 m", "one kilometre"),
    and texts without articles, hyphens, full stops and the first capital. Replace one of them.

    Bad:
        - question: How far is it from Vienna to Bratislava by river?
          answer: 60 km
          wrong: [20 km, 20000 m, 200 km]
          explain: The Danube joins both capitals.

    Good:
        - question: How far is it from Vienna to Bratislava by river?
          answer: 60 km
          wrong: [20 km, 120 km, 200 km]
          explain: The Danube joins both capitals.
    """
    for question, item in draft.of(SingleChoice, MultipleChoice):
        seen: dict[object, int] = {}
        for at, option in enumerate(item.options[:_MOST_COMPARED]):
            for meaning in _meanings(option.text, draft.language):
                first = seen.setdefault(meaning, at)
                if first == at or _may_differ_by_capital(option.text, item.options[first].text):
                    continue
                if not phrases.OF_WORDS.found(item.stem):
                    message = _(
                        "'{first}' and '{second}' mean the same, so neither can be "
                        "the only correct option; replace one of them"
                    )
                    texts = shown(item.options[first].text), shown(option.text)
                    key, entry = place_of_option(question, item, at)
                    filled = message.format(first=texts[0], second=texts[1])
                    yield question.weakness(filled, key, entry)
                    break


def _may_differ_by_capital(one: str, other: str) -> bool:
    """Return whether two options differ by a capital that may count, as in Mg and mg, -D and -d."""
    if one.lower() != other.lower():
        return False
    is_short = max(map(len, words(one)), default=0) < _LEAST_LETTERS
    return one == other or is_short or not one[0].isalpha() or one.lower() in _FLAGS


def _meanings(text: str, language: Language) -> Iterator[object]:
    """Yield what an option means, in forms that are equal if they mean the same."""
    if "`" in text or "$" in text or len(text) > 100:
        return
    # A capital within the option may be what is asked; the first letter's is none.
    forms = forms_of(text[:1].lower() + text[1:], language, True)
    if "'" not in text and "’" not in text and not any(map(str.isdigit, text)):
        bare = forms.bare[0] if forms.article else forms.full[0]
        yield bare.lower() if bare[1:].isupper() else bare[:1].lower() + bare[1:]
    if len(text) > _LONGEST_QUANTITY:
        return
    in_words = words(text)
    if not in_words or not (any(map(str.isdigit, text)) or read_words([in_words[0]]) is not None):
        return
    # The unit tells that 5 m are metres and not millions.
    reading = read_number(text, language=language, units=("m",))
    if reading.value is None or not any(map(str.isalpha, text)):
        return
    unit = find_unit(reading.unit) if reading.unit else None
    if unit is not None:
        base = reading.value * unit.factor + unit.offset
        yield unit.kind, f"{base:.9e}"
    else:
        yield "number", f"{reading.value:.12e}", " ".join(words(reading.unit))


def ungrammatical_options(draft: Draft) -> Iterator[Problem]:
    """An option doesn't fit the article at the end of the question.

    After "an", only options that begin with a vowel sound right, so students can rule out the
    others by ear. Write "a(n)", or move the article into the options. (English only.)

    Bad:
        - question: After 1815 the Habsburg state called itself an
          answer: empire
          wrong: [republic, kingdom, duchy]
          explain: It was an empire since 1804.

    Good:
        - question: What did the Habsburg state call itself after 1815?
          answer: an empire
          wrong: [a republic, a kingdom, a duchy]
          explain: It was an empire since 1804.
    """
    if language_code(draft) != "en":
        return
    for question, item in draft.of(SingleChoice):
        article = _ENDS_WITH_ARTICLE.search(item.stem[-40:])
        if article:
            misfits = _misfits([option.text for option in item.options], article[1])
            if misfits:
                key, entry = place_of_option(question, item, misfits[0])
                yield question.weakness(_misfit(item.options[misfits[0]].text, article), key, entry)
    for question, cloze in draft.of(Cloze):
        for before, gap in zip(cloze.segments, cloze.gaps, strict=False):
            article = _ENDS_WITH_ARTICLE.search(before[-40:]) if gap.options else None
            misfits = _misfits(list(gap.options), article[1]) if article else []
            if article and misfits:
                yield question.weakness(_misfit(gap.options[misfits[0]], article), "cloze")


def _misfit(option: str, article: re.Match[str]) -> str:
    message = _(
        "'{article} {option}' sounds wrong, which rules out the option; write "
        "`a(n)`, or move the article into the options"
    )
    return message.format(article=article[1], option=shown(option, 30))


def _misfits(texts: list[str], article: str) -> list[int]:
    """Return which options cannot follow an article, where others can."""
    sounds = [_begins_with_vowel(text) for text in texts]
    wanted = article.lower() == "an"
    if wanted not in sounds:
        return []
    return [at for at, sound in enumerate(sounds) if sound is not None and sound != wanted]


def _begins_with_vowel(text: str) -> bool | None:
    """Return whether a text begins with a vowel as it is spoken; None where we cannot tell."""
    first = text.split(" ")[0] if text else ""
    word = first.lower()
    is_plain = word.isascii() and word.isalpha() and len(word) > 2 and not first.isupper()
    if not is_plain or word in ("the", "an", "one", "once") or word.startswith(("eu", "ew", "h")):
        return None
    if word[0] == "u":
        return True if word.startswith(("un", "up", "ult", "ug", "um")) and word[2] != "i" else None
    return word[0] in "aeio"
