"""JSON of any form that lists cards or questions: an object for each, with keys such as columns.

A list of objects, one that an object holds, a line for each (`.jsonl`), or terms with their
meanings. What keys mean goes by their names, as in a table.
"""

import json
import re
from collections.abc import Sequence

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.exchange.collecting import (
    Collector,
    line_place,
    question_place,
    text_in,
)
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.formats.exchange.grids import GridRow
from quiz.formats.exchange.sheet import take_table
from quiz.translation import _

_ASKS = re.compile(r'"(?:question|front|term|prompt|word|stem|q|frage|domanda|pregunta)"\s*:', re.I)
_TERMS = re.compile(r'\{\s*"[^"\n]{1,200}"\s*:\s*"[^"\n]{1,500}"\s*[,}]')
_LOOKED_AT = 20_000
_OPTIONS = ("options", "choices", "answers", "alternatives", "optionen", "antworten", "opzioni",
            "incorrect_answers", "incorrect answers", "wrong", "distractors")  # fmt: skip
_WRONG = ("incorrect_answers", "incorrect answers", "wrong", "distractors")
_RIGHT = ("answer", "correct", "correct_answer", "correctanswer", "answerindex", "correctindex",
          "answer_index", "correct_index", "correct_option", "solution", "right")  # fmt: skip
_MOST_COLUMNS = 60
_Entry = dict[str, object]


def trust(source: Source) -> Trust:
    """Return how surely a file is such JSON: it has keys that ask, or texts for texts."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not head.startswith(("{", "[")) or not source.name.lower().endswith((".json", ".jsonl")):
        return Trust.NO
    return Trust.LIKELY if _ASKS.search(head) or _TERMS.match(head) else Trust.NO


def decode(source: Source) -> Imported:
    """Read a file.

    Raises:
        QuizError: It is no JSON, or lists nothing.
    """
    collector = Collector(source)
    found = _loaded(text_in(source, collector), clean_line(source.name), collector)
    if isinstance(found, dict) and isinstance(title := found.get("title"), str):
        collector.title = title
    entries = _entries(found)
    if not entries:
        raise QuizError(_("{file}: no question in it").format(file=clean_line(source.name)))
    rows = _rows(entries, collector)
    take_table(collector, rows, source.choices, lambda row: question_place(row.number - 1))
    return collector.imported()


def _loaded(text: str, name: str, collector: Collector) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        found: list[object] = []
        faults: dict[int, Exception] = {}
        for number, line in enumerate(text.split("\n"), 1):
            try:
                found += [json.loads(line)] if line.strip() else []
            except (ValueError, RecursionError) as fault:
                faults[number] = fault
        if len(found) <= len(faults) or not any(isinstance(one, dict) for one in found):
            raise QuizError(_("{file}: not JSON ({why})").format(file=name, why=error)) from error
        for number, why in faults.items():
            collector.skip(line_place(number), _("not JSON ({why})").format(why=why))
        return found


def _entries(found: object) -> list[_Entry]:
    """Return the objects that are listed; terms with meanings as objects of both."""
    if isinstance(found, list):
        return [one for one in found if isinstance(one, dict)]
    if not isinstance(found, dict):
        return []
    if found and all(isinstance(value, str) for value in found.values()):
        return [{"front": key, "back": value} for key, value in found.items()]
    lists = [_entries(value) for value in found.values() if isinstance(value, list)]
    return max(lists, key=len, default=[])


def _rows(entries: Sequence[_Entry], collector: Collector) -> list[GridRow]:
    """Return objects as the rows of a table, their keys as its head."""
    shift = _index_shift(entries, collector)
    flat = [_flat(entry, shift) for entry in entries]
    names = list(dict.fromkeys(name for one in flat for name in one))[:_MOST_COLUMNS]
    rows = [GridRow(1, names)]
    rows += [
        GridRow(number, [one.get(name, "") for name in names]) for number, one in enumerate(flat, 2)
    ]
    return rows


def _flat(entry: _Entry, shift: int) -> dict[str, str]:
    made: dict[str, str] = {}
    for key, value in entry.items():
        name = clean_line(str(key))
        low = name.casefold()
        if low in _OPTIONS and isinstance(value, list | dict):
            marked = _marked_right(value)
            if marked:
                made["correct"] = "; ".join(f"option {place}" for place in marked)
            values = list(value.values()) if isinstance(value, dict) else value
            lead = "wrong" if low in _WRONG else "option"
            made |= {f"{lead} {at}": _text(one) for at, one in enumerate(values[:20], 1)}
        elif _says_places(low, value, entry):
            # Named as a place, since an option may be a number too.
            places = [number + shift for number in _numbers(value)]
            made["correct"] = "; ".join(f"option {place}" for place in places)
        elif low in _RIGHT and _options(entry):
            parts = value if isinstance(value, list) else [value]
            made["correct"] = "; ".join(map(_text, parts))
        elif isinstance(value, list):
            made[name] = "; ".join(map(_text, value))
        elif not isinstance(value, dict):
            made[name] = _text(value)
    return made


def _text(value: object) -> str:
    if isinstance(value, dict):  # an option with more keys
        keys = ("text", "answer", "option", "label")
        value = next((value[key] for key in keys if key in value), "")
    if value is None or isinstance(value, list | dict):
        return ""
    return ("TRUE" if value else "FALSE") if isinstance(value, bool) else str(value).strip()


def _marked_right(options: list[object] | dict[str, object]) -> list[int]:
    """Return the places, from 1, of options that say of themselves that they are right."""
    flags = ("correct", "iscorrect", "is_correct", "right", "isright", "is_right")
    return [
        at
        for at, one in enumerate(options[:20] if isinstance(options, list) else (), 1)
        if isinstance(one, dict)
        and any(str(key).casefold() in flags and value is True for key, value in one.items())
    ]


def _numbers(value: object) -> list[int]:
    """Return a whole number, or those of a list of nothing else; empty for all others."""
    values = value if isinstance(value, list) else [value]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return numbers if len(numbers) == len(values) else []


def _says_places(key: str, value: object, entry: _Entry) -> bool:
    """Return whether the value of a key in lower case says which options are right by number.

    Where the options are numbers themselves, one of them is meant, unless the key says "index".
    """
    numbers = _numbers(value)
    if key not in _RIGHT or not numbers or not _options(entry):
        return False
    listed = [v for k, v in entry.items() if str(k).casefold() in _OPTIONS and isinstance(v, list)]
    are_options = any(all(number in one for number in numbers) for one in listed)
    return "index" in key or not are_options


def _options(entry: _Entry) -> int:
    """Return how many options an object lists."""
    found = [v for k, v in entry.items() if str(k).casefold() in _OPTIONS]
    return max((len(one) for one in found if isinstance(one, list | dict)), default=0)


def _index_shift(entries: Sequence[_Entry], collector: Collector) -> int:
    """Return what is added to the number of a right option: programs count from 0."""
    numbers = [
        (value, _options(entry))
        for entry in entries
        for key, listed in entry.items()
        if _says_places(str(key).casefold(), listed, entry)
        for value in _numbers(listed)
    ]
    if not numbers:
        return 0
    is_from_one = all(number > 0 for number, _count in numbers) and any(
        number == count for number, count in numbers
    )
    if not is_from_one:
        collector.take(_("Right options are counted from 0."))
    return 0 if is_from_one else 1


FORMAT = Format(
    name="json-cards",
    title="JSON of cards or questions",
    endings=(".json", ".jsonl"),
    trust=trust,
    decode=decode,
    leaves=(_("keys that are none of ours: they are named"),),
)
