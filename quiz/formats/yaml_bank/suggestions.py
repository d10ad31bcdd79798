"""What an author most likely meant: the nearest key, the plain number, the right option."""

import re

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.formats.keys import QUESTION_KEYS, SHAPES
from quiz.items import Option
from quiz.translation import _


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?\Z")
"""A number as JSON writes it."""
ID = re.compile(r"(?!\.+\Z)[A-Za-z0-9._-]{1,100}\Z")
"""An id; one of dots only would be a folder, or no name at all."""
_NUMBER_WITH_MORE = re.compile(
    r"(?P<number>[+\-−]?[$€£]?\s?[0-9][0-9.,'\u00a0\u202f ]*)"
    r"(?P<power>[eE][+-]?[0-9]{1,3}\b|[×x·*]\s?10\s?\^?\s?[+\-−⁺⁻]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![0-9]))?"
    r"\s*(?:(?P<scale>thousand|million|billion|trillion|bn)\b\s*)?(?P<unit>\S.{0,59})?\Z"
)
_KNOWN_UNITS = _words(
    "% ‰ ° $ € £ km cm mm m kg g mg t s min h l ml kWh MW GW percent mile miles euro euros dollar "
    "dollars decades centuries millennia secondi minuti ore giorni settimane mesi anni secoli "
    "segundos minutos horas días semanas meses años siglos secondes minutes heures jours semaines "
    "mois années siècles"
) | {"per cent"}
"""Units that may stand right behind the figure, and words for times."""
_GERMAN_UNITS = _words(
    "Sekunden Minuten Stunden Tage Wochen Monate Jahre Jahrzehnte Jahrhunderte Meter Kilometer "
    "Zentimeter Gramm Kilogramm Tonnen Liter Grad Prozent Euro Dollar"
)
"""Words that are written with a capital where they are no title."""
_LABELS = frozenset(["a", "b", "B", "C", "d", "st", "try"])
"""Symbols that are rather the letter of a class, a house or a list, or a word."""
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "bn": 9, "trillion": 12}
_EXPONENTS = str.maketrans("−⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-+-0123456789")
_AS_WRITTEN = re.compile(r"[0-9]+(?:[-–/:][0-9]+)*\Z")
_FIGURE = re.compile(
    r"[^0-9+\-−.]{0,3}([+\-−]?)[^0-9]{0,3}([0-9][0-9.,'_\u00a0\u202f ]*)(.*)", re.DOTALL
)
YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "on", "true", "1", "ja", "oui", "si"), "true"),
    **dict.fromkeys(("no", "n", "off", "false", "0", "nein", "non"), "false"),
}
_SYNONYMS = {
    **dict.fromkeys(("q", "prompt", "ask", "query", "questions", "stem"), "question"),
    **dict.fromkeys(("a", "correct", "right", "solution", "key", "correct_answer"), "answer"),
    **dict.fromkeys(("options", "alternatives", "answer_options"), "choices"),
    **dict.fromkeys(("distractors", "incorrect", "false", "wrong_answers"), "wrong"),
    **dict.fromkeys(("explanation", "reason", "why", "feedback", "rationale"), "explain"),
    **dict.fromkeys(("pairs", "matching", "matches"), "match"),
    **dict.fromkeys(("ordering", "sequence", "sort"), "order"),
    **dict.fromkeys(("score", "marks", "weight", "worth"), "points"),
    **dict.fromkeys(("picture", "img", "photo"), "image"),
    **dict.fromkeys(("topic", "topics", "category", "subject"), "tags"),
    **dict.fromkeys(("synonyms", "alternates", "also", "variants"), "accept"),
    **dict.fromkeys(("term", "word"), "front"),
    **dict.fromkeys(("definition", "meaning"), "back"),
    **dict.fromkeys(("gap", "gaps", "blanks", "fill"), "cloze"),
    **dict.fromkeys(("seconds", "timer", "time_limit", "limit"), "time"),
    **dict.fromkeys(("level", "hard"), "difficulty"),
    **dict.fromkeys(("margin", "error", "precision"), "tolerance"),
    **dict.fromkeys(("name", "heading"), "title"),
    **dict.fromkeys(("description", "intro", "introduction"), "about"),
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("items", "quiz", "cards"), "questions"),
    **dict.fromkeys(("licence", "rights"), "license"),
    **dict.fromkeys(("texts", "readings"), "passages"),
}
"""What the keys are called elsewhere."""


def nearest(name: str, known: frozenset[str]) -> str:
    """Return the known key that a name most likely means; empty if there is none."""
    plain = name.lower().strip("“”\"'„‘’:_- ")[:40]
    if _SYNONYMS.get(plain) in known:
        return _SYNONYMS[plain]
    from difflib import get_close_matches

    return next(iter(get_close_matches(plain, sorted(known), 1, 0.6)), "")


def plain_figure(text: str) -> str:
    """Return the figure in a text such as `1,000`, `36 %` or `30s`; empty if there is none.

    The last of two sorts of separators is the decimal one, and so is a lone comma that does not
    part thousands.
    """
    found = _FIGURE.match(text)
    if found is None or any(sign.isdigit() for sign in found.group(3)):
        return ""
    sign = "-" if found.group(1) in ("-", "−") else ""
    digits = re.sub(r"[\s'_]", "", found.group(2)).rstrip(".,")
    marks = [mark for mark in digits if mark in ".,"]
    is_grouped = re.match(r"[0-9]{1,3}(?:,[0-9]{3})+\Z|[0-9]{1,3}(?:\.[0-9]{3}){2,}\Z", digits)
    if is_grouped:
        digits = digits.replace(",", "").replace(".", "")
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        digits = digits.replace(marks[0], "").replace(",", ".")
    else:
        digits = digits.replace(",", ".")
    plain = sign + digits
    return plain if NUMBER.match(plain) else ""


def short(text: str) -> str:
    """Return a text in one clean line of 40 cells at most."""
    return clip(clean_line(text), 40)


def id_fault(text: str) -> str:
    """Return what is wrong with an id, and one that would do."""
    if not text.strip("."):
        return _("an `id` can't be only dots; use letters or digits")
    better = re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-")[:100]
    better = better if ID.match(better) else ""
    fix = _("; write `id: {better}`").format(better=better) if better else ""
    return _(
        "an `id` can only have letters, digits, - _ and . (no spaces, at most 100 characters){fix}"
    ).format(fix=fix)


def not_of_kind(name: str, kind: str, has_front: bool) -> tuple[str, str]:
    """Return the fault of a key that this kind does not have, and what it may stand for."""
    if name == "question" and kind == "card":
        if has_front:
            return _("both a card and a `question`; delete `question`"), ""
        return _("a card has `front` and `back`; write `front:` instead of `question:`"), "front"
    if name == "question" and kind == "cloze":
        return _(
            "both `question` and `cloze`; a cloze contains its question: delete `question`"
        ), ""
    keys = ", ".join(SHAPES[kind])
    owners = next(key.kinds for key in QUESTION_KEYS if key.name == name)
    message = _(
        "a {kind} question ({keys}) can't have the key {key!r}; delete it, it's only for: {kinds}"
    )
    return message.format(kind=kind, keys=keys, key=name, kinds=", ".join(owners)), ""


def not_among(text: str, options: list[Option]) -> str:
    """Return the fault of an answer that is none of the choices."""
    meant = meant_option(text, options)
    if text in [option.feedback for option in options]:
        fix = _("the text before a colon is the option, the text after it is its feedback")
    elif meant and len(text) == 1 < len(meant):
        fix = _("write the option itself, such as {choice!r}").format(choice=meant)
    elif meant:
        fix = _("did you mean {key!r}?").format(key=meant)
    else:
        fix = _("add it there")
    return _("the answer {text!r} isn't one of the `choices`; {fix}").format(text=text, fix=fix)


def meant_option(text: str, options: list[Option]) -> str:
    """Return the choice that an answer most likely means, by its look or its letter; or empty."""
    from difflib import get_close_matches

    choices = [option.text for option in options]
    near = get_close_matches(text, choices, 1, 0.6)
    if near:
        return near[0]
    number = "abcdefghij".find(text.lower()) if text.isalpha() else int(_digits(text) or 0) - 1
    return choices[number] if len(text) == 1 and 0 <= number < len(choices) else ""


def _digits(text: str) -> str:
    return text if re.match(r"[0-9]\Z", text) else ""


def number_with_more(text: str) -> str:
    """Return the fault of a text that is a number with something more."""
    plain, unit = number_and_unit(text) or ("", "")
    if unit:
        unit = f'"{unit}"' if unit[0] in "%@`" else unit
        message = _(
            "{text!r} is a number with a separator, sign or unit; write `answer: "
            "{number}` and `unit: {unit}`, or, for text, quote it and set `typos: "
            "false`"
        )
    else:
        message = _(
            "{text!r} is a number with a separator, sign or unit; write `answer: "
            "{number}`, or, for text, quote it and set `typos: false`"
        )
    return message.format(text=text, number=plain or "…", unit=unit)


def is_number_with_more(text: str) -> bool:
    """Return whether a text is a number but for a separator, sign or unit.

    A plain number is a text that the author quoted; 1914-18, 12:30 and 1.2.3 are no numbers, and
    4 February, 12 Angry Men and 127 Hours are names.
    """
    if _AS_WRITTEN.match(text) or NUMBER.match(text):
        return False
    return number_and_unit(text) is not None


def number_and_unit(text: str) -> tuple[str, str] | None:
    """Return the number in a text as JSON writes it, and its unit, if that is all there is."""
    found = _NUMBER_WITH_MORE.match(text)
    if found is None or (len(text) > 2 and text[0] == text[-1] == "$"):
        return None  # $2$ is maths
    plain = plain_figure(found["number"].rstrip())
    power = re.sub(r"[×x·*]\s?10\s?\^?\s?", "e", found["power"] or "").translate(_EXPONENTS)
    unit, scale = (found["unit"] or "").rstrip(), found["scale"]
    is_near = found["number"][-1].isdigit() and not power
    if not plain or (unit and not _is_unit(unit, is_near=is_near)):
        return None
    if not power and scale:
        if unit and unit[0].isalpha() and _is_money(unit):
            return plain, f"{scale} {unit}"
        power = f"e{_POWERS[scale]}"
    if not unit and text[0] in "$€£":
        unit = text[0]
    return plain + power, unit


def _is_unit(text: str, *, is_near: bool) -> bool:
    """Return whether a text behind a figure is a unit.

    Args:
        text: Such as `km/s`, `°C` or `minutes`.
        is_near: Whether no space parts it from the figure: 5G, 3D and 1st have no unit.
    """
    from quiz.marking.units import find_unit

    if text in _KNOWN_UNITS or text in _GERMAN_UNITS:
        return True
    is_title = len(text) > 3 and text[0].isupper() and text.isalpha() and text[1:].islower()
    if is_title or text in _LABELS or (is_near and len(text) == 1 and text.isalpha()):
        return False
    return find_unit(text) is not None


def _is_money(text: str) -> bool:
    from quiz.marking.units import find_unit

    unit = find_unit(text)
    return unit is not None and unit.kind.startswith("money")
