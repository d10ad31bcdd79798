"""R/exams, exercises without R code: Question, Answerlist, Solution and what is known of them.

An exercise of several parts (`cloze`) whose text has `##ANSWER1##` where they stand is a text with
gaps, if each of them fits into one; all others are a question for each part, with the text as their
passage.

Source: R/exams, `exams::read_exercise` and its page "Elements of exercises". R code never runs.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import msgspec

from quiz.formats.exchange.answers import UnreadableError, cloze
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, hashed, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.items import Essay, Gap, Item, Number, Option, ShortText
from quiz.items.number import Allowance
from quiz.translation import _

_SECTION = re.compile(
    r"(?m)^(?P<name>Question(?:list)?|Solution(?:list)?|Answerlist|Meta-information)[ \t]*\n"
    r"(?:=+|-+)[ \t]*$"
)
_META = re.compile(r"(?m)^ex(?P<key>\w+)(?:\[[^\]]*\])?[ \t]*:[ \t]*(?P<value>.*)$")
_ENTRY = re.compile(r"(?m)^[*-][ \t]+(?P<text>.*(?:\n(?![*-][ \t]|\s*\n).*)*)")
_CODE = re.compile(r"```\{r|`r\s|<<.*>>=|\\Sexpr")
_VERDICT = re.compile(
    r"\s*(?:true|false|wahr|falsch|richtig|correct|wrong|vero|falso)\s*[.:,]?\s*", re.I
)
_PLACE = re.compile(r"##ANSWER(\d{1,3})##")
_CHOICES = ("schoice", "mchoice")
_ESSAYS = ("essay", "verbatim")
_MOST_PARTS = 50
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
    parts: dict[str, list[str]] = {"Question": [""], "Solution": [""]}
    lists: dict[bool, list[str]] = {False: [], True: []}
    found = list(_SECTION.finditer(text))
    is_solution = False
    for at, section in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        inner, name = text[section.end() : end].strip(), section["name"]
        is_solution = name.startswith("Solution") or (is_solution and name == "Answerlist")
        if name.endswith("list"):
            entries = [" ".join(one["text"].split()) for one in _ENTRY.finditer(inner)]
            lists[is_solution] = entries
        else:
            parts[name] = [inner]
    meta = {one["key"].lower(): one["value"].strip() for one in _META.finditer(text)}
    exercise = _Exercise(
        stem=parts["Question"][0],
        why=_META.sub("", parts["Solution"][0]).strip(),
        entries=lists[False],
        told=lists[True],
        solution=meta.get("solution", ""),
        tolerance=meta.get("tol", ""),
    )
    topic = meta.get("section", "").replace("/", "; ").replace("|", "; ")
    tags = tuple(dict.fromkeys(part.strip() for part in topic.split(";") if part.strip()))
    name, kind = meta.get("name", ""), meta.get("type", "")
    if kind == "cloze":
        _several(collector, exercise, meta.get("clozetype", ""), where, name, tags)
        return
    if kind == "string" and meta.get("stringtype", "") in (*_ESSAYS, "file"):
        kind = meta["stringtype"]
    item = _one(collector, exercise, kind, where)
    if item is not None:
        points = _points(meta.get("points", ""))
        more = {"points": points} if points is not None else {}
        if points is None and "points" in meta:
            collector.change(where, _("points that are no number above 0 are left out"))
        collector.add(item.replaced(tags=tags, **more), where=where, name=name)


def _points(text: str) -> float | None:
    """Return what an exercise is worth; None where that is no number from above 0 to 1000."""
    try:
        points = float(text)
    except ValueError:
        return None
    return points if 0 < points <= 1000 else None


class _Exercise(msgspec.Struct, frozen=True):
    """An exercise, or one part of it."""

    stem: str
    why: str
    entries: Sequence[str]
    """Its list of options, or of questions."""
    told: Sequence[str]
    """What its solution says of each of these."""
    solution: str
    tolerance: str


def _one(collector: Collector, exercise: _Exercise, kind: str, where: str) -> Item | None:
    """Return a question; None if it cannot be read, which is then named."""
    stem, why, solution = exercise.stem, exercise.why, exercise.solution
    if kind in _CHOICES and exercise.entries:
        keys = [at for at, sign in enumerate(re.sub(r"[^01]", "", solution)) if sign == "1"]
        told = [_VERDICT.sub("", one, count=1) for one in exercise.told]
        options = [
            Option(text, told[at] if at < len(told) else "")
            for at, text in enumerate(exercise.entries)
        ]
        return choice_of(
            collector, where, stem, options, [key for key in keys if key < len(options)],
            is_several=kind == "mchoice", explain=why,
        )  # fmt: skip
    if kind == "num":
        item = _number(stem, solution, exercise.tolerance, why)
        if item is None:
            collector.skip(where, _("its solution is no number"))
        return item
    if kind == "string" and solution:
        return ShortText(id="", stem=stem, answer=solution, explain=why)
    if kind in _ESSAYS:
        return Essay(id="", stem=stem, model_answer=why)
    words = _("exercises of type {kind} are not read")
    collector.skip(where, words.format(kind=kind or "–"))
    return None


# Several parts


def _several(
    collector: Collector,
    exercise: _Exercise,
    types: str,
    where: str,
    name: str,
    tags: tuple[str, ...],
) -> None:
    """Take an exercise of several parts: as one text with gaps, or a question for each."""
    parts = _parts(exercise, types)
    if not parts:
        collector.skip(where, _("its parts and their solutions are not as many"))
        return
    item = _gaps(exercise, parts)
    if item is not None:
        if any(_is_wide(part.tolerance) for _kind, part in parts):
            collector.change(where, _("the tolerance of a number in a gap is left out"))
        collector.add(item.replaced(tags=tags), where=where, name=name)
        return
    text = _PLACE.sub(lambda found: f"({found[1]})", exercise.stem)
    passage = ""
    if text:
        passage = hashed(text)
        collector.passages[passage] = text
    collector.change(where, _("an exercise of several parts: a question for each of them"))
    for number, (kind, part) in enumerate(parts, 1):
        made = _one(collector, part, kind, f"{where}, ({number})")
        if made is not None:
            made = made.replaced(tags=tags, passage=passage)
            collector.add(made, where=where, name=f"{name} {number}" if name else "")


def _parts(exercise: _Exercise, types: str) -> list[tuple[str, _Exercise]]:
    """Return the parts of an exercise with their types; none if its numbers do not agree."""
    solutions = [one.strip() for one in exercise.solution.split("|")]
    kinds = [one.strip() for one in types.split("|")] if types else [*map(_kind, solutions)]
    widths = [one.strip() for one in exercise.tolerance.split("|")]
    if len(kinds) != len(solutions) or len(kinds) > _MOST_PARTS:
        return []
    counts = [
        len(one) if kind in _CHOICES else 1 for kind, one in zip(kinds, solutions, strict=True)
    ]
    has_all = len(exercise.entries) == sum(counts)
    if not has_all:  # then only options are listed, and the text asks the rest
        counts = [
            count if kind in _CHOICES else 0 for kind, count in zip(kinds, counts, strict=True)
        ]
        if len(exercise.entries) != sum(counts):
            return []
    made, at = [], 0
    for number, (kind, solution, count) in enumerate(zip(kinds, solutions, counts, strict=True)):
        entries = exercise.entries[at : at + count]
        told = exercise.told[at : at + count] if len(exercise.told) == len(exercise.entries) else ()
        width = widths[number] if number < len(widths) else widths[-1]
        at += count
        is_choice = kind in _CHOICES
        stem = "" if is_choice or not entries else _PLACE.sub("", entries[0]).strip()
        part = _Exercise(
            stem=stem or _("Part {n}").format(n=number + 1),
            why=exercise.why if is_choice or not told else told[0],
            entries=entries if is_choice else (),
            told=told if is_choice else (),
            solution=solution,
            tolerance=width,
        )
        made.append((kind, part))
    return made


def _kind(solution: str) -> str:
    """Return the type of a part that says none."""
    if re.fullmatch(r"[01]{2,}", solution):
        return "schoice" if solution.count("1") == 1 else "mchoice"
    return "num" if _number("", solution, "", "") is not None else "string"


def _gaps(exercise: _Exercise, parts: Sequence[tuple[str, _Exercise]]) -> Item | None:
    """Return an exercise as a text with gaps; None if a part is none, or the text has no places."""
    pieces = _PLACE.split(exercise.stem)
    if [int(number) for number in pieces[1::2]] != list(range(1, len(parts) + 1)):
        return None
    gaps = []
    for kind, part in parts:
        if kind == "schoice" and part.solution.count("1") == 1:
            right = part.entries[part.solution.index("1")]
            wrong = [entry for entry in dict.fromkeys(part.entries) if entry != right]
            gaps.append(Gap(answers=(right,), options=(right, *wrong)))
        elif kind in ("num", "string") and part.solution:
            gaps.append(Gap(answers=(part.solution,)))
        else:
            return None
    if any(gap.options and len(gap.options) < 2 for gap in gaps):
        return None
    why = "\n\n".join(part for part in (exercise.why, *_listed(exercise.told)) if part)
    try:
        return cloze({"explain": why}, pieces[::2], gaps)
    except UnreadableError:
        return None


def _listed(entries: Sequence[str]) -> list[str]:
    return ["\n".join(f"- {one}" for one in entries)] if entries else []


def _is_wide(tolerance: str) -> bool:
    return tolerance.strip("0. ") != ""


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
    leaves=(_("exercises with R code; parts that ask for a file; tolerances in gaps"),),
)
