"""R/exams, exercises without R code: Question, Answerlist, Solution and what is known of them.

Source: R/exams, `exams::read_exercise` and its page "Elements of exercises". R code never runs.
"""

import re
from decimal import Decimal, InvalidOperation

from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.items import Item, Number, Option, ShortText
from quiz.items.number import Allowance
from quiz.translation import _

_SECTION = re.compile(
    r"(?m)^(?P<name>Question|Solution|Answerlist|Meta-information)[ \t]*\n(?:=+|-+)[ \t]*$"
)
_META = re.compile(r"(?m)^ex(?P<key>\w+)(?:\[[^\]]*\])?[ \t]*:[ \t]*(?P<value>.*)$")
_ENTRY = re.compile(r"(?m)^[*-][ \t]+(?P<text>.*(?:\n(?![*-][ \t]|\s*\n).*)*)")
_CODE = re.compile(r"```\{r|`r\s|<<.*>>=|\\Sexpr")
_VERDICT = re.compile(
    r"\s*(?:true|false|wahr|falsch|richtig|correct|wrong|vero|falso)\s*[.:,]?\s*", re.I
)
_LOOKED_AT = 20_000


def trust(source: Source) -> Trust:
    """Return how surely a file is an exercise: it says `extype:`."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    return Trust.SURE if re.search(r"(?m)^extype[ \t]*:", head) else Trust.NO


def decode(source: Source) -> Imported:
    """Read an exercise, or several in one file.

    Raises:
        QuizError: It is no text, or holds no exercise.
    """
    collector = Collector(source)
    text = text_in(source, collector)
    starts = [found.start() for found in re.finditer(r"(?m)^Question[ \t]*\n[=-]{3,}[ \t]*$", text)]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        where = line_place(text.count("\n", 0, start) + 1)
        _exercise(collector, text[start:end], where)
    return collector.imported()


def _exercise(collector: Collector, text: str, where: str) -> None:
    if _CODE.search(text):
        collector.skip(where, _("it holds R code, which is not run; export static exercises"))
        return
    parts: dict[str, list[str]] = {}
    found = list(_SECTION.finditer(text))
    for at, section in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        parts.setdefault(section["name"], []).append(text[section.end() : end].strip())
    meta = {one["key"].lower(): one["value"].strip() for one in _META.finditer(text)}
    stem = parts.get("Question", [""])[0]
    why = _META.sub("", parts.get("Solution", [""])[0]).strip()
    lists = [[" ".join(one["text"].split()) for one in _ENTRY.finditer(part)]
             for part in parts.get("Answerlist", [])]  # fmt: skip
    kind, solution = meta.get("type", ""), meta.get("solution", "")
    item: Item | None = None
    if kind in ("schoice", "mchoice") and lists:
        keys = [at for at, sign in enumerate(re.sub(r"[^01]", "", solution)) if sign == "1"]
        told = [_VERDICT.sub("", one, count=1) for one in lists[1]] if len(lists) > 1 else []
        options = [
            Option(text, told[at] if at < len(told) else "") for at, text in enumerate(lists[0])
        ]
        item = choice_of(
            collector, where, stem, options, [key for key in keys if key < len(options)],
            is_several=kind == "mchoice", explain=why,
        )  # fmt: skip
        if item is None:
            return
    elif kind == "num":
        item = _number(stem, solution, meta.get("tol", ""), why)
        if item is None:
            collector.skip(where, _("its solution is no number"))
            return
    elif kind == "string" and solution:
        item = ShortText(id="", stem=stem, answer=solution, explain=why)
    else:
        words = _("exercises of type {kind} are not read")
        collector.skip(where, words.format(kind=kind or "–"))
        return
    topic = meta.get("section", "").replace("/", "; ")
    tags = tuple(dict.fromkeys(part.strip() for part in topic.split(";") if part.strip()))
    collector.add(item.replaced(tags=tags), where=where, name=meta.get("name", ""))


def _number(stem: str, solution: str, tolerance: str, why: str) -> Item | None:
    try:
        answer = Decimal(solution)
        off = Decimal(tolerance.split("|")[0].strip()) if tolerance else Decimal(0)
    except InvalidOperation:
        return None
    if not answer.is_finite() or not off.is_finite() or off < 0:
        return None
    allowance = Allowance(off) if off else None
    return Number(id="", stem=stem, answer=answer, tolerance=allowance, explain=why)


FORMAT = Format(
    name="rexams",
    title="R/exams",
    endings=(".Rmd", ".md"),
    trust=trust,
    decode=decode,
    leaves=(_("exercises with R code, and those of several parts (cloze)"),),
)
