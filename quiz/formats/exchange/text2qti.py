"""text2qti, quizzes as plain text for Canvas: signs at the start of lines, Markdown behind them.

Source: gpoore/text2qti, its README and `text2qti/quiz.py`. Code in it is never run.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from quiz.cleaning import clean_line
from quiz.formats.exchange.answers import essay
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, line_place, question_place, text_in
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Note,
    Source,
    Trust,
)
from quiz.formats.exchange.losing import lost_note, lost_of, lost_of_bank
from quiz.items import (
    Essay,
    Item,
    MultipleChoice,
    Number,
    Option,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.number import Allowance, plain
from quiz.items.wording import option_text
from quiz.translation import _

_START = re.compile(
    r"(?P<number>\d+)\.[ \t]+|(?P<star>\*?)(?P<letter>[A-Za-z])\)[ \t]+"
    r"|(?P<box>\[[ *]?\])[ \t]+|(?P<fill>\*)[ \t]+|(?P<equals>=)[ \t]+"
    r"|(?P<essay>_{3,})[ \t]*\Z|(?P<upload>\^{3,})[ \t]*\Z"
    r"|(?P<dots>\.\.\.)[ \t]+|(?P<plus>\+)[ \t]+|(?P<minus>-)[ \t]+|(?P<bang>!)[ \t]+"
    r"|(?P<title>Title):[ \t]*|(?P<points>Points):[ \t]*|(?P<quiz>Quiz title):[ \t]*"
    r"|(?P<about>Quiz description):[ \t]*|(?P<region>Text(?: title)?):[ \t]*"
)
_OPTION = re.compile(
    r"(?:shuffle answers|show correct answers|one question at a time|can't go back|"
    r"feedback is solution|solutions sample groups|solutions randomize groups):[ \t]*\S*[ \t]*\Z",
    re.I,
)
_GROUP = re.compile(
    r"GROUP|END_GROUP|(?:pick|points per question):[ \t]*\S+[ \t]*\Z|solutions per group:"
)
_TOLERANCE = re.compile(r"(?P<answer>\S+)[ \t]*\+-[ \t]*(?P<off>\S+?)(?P<percent>%?)[ \t]*\Z")
_RANGE = re.compile(r"\[[ \t]*(?P<low>[^,\]]+),(?P<high>[^\]]+)\][ \t]*\Z")
_CODE = re.compile(r"```+[ \t]*\{\s*\.\w+\s+\.run\s*\}")
_LOOKED_AT = 50_000
_CARRIED = ("explain", "points", "accept", "tolerance", "feedback", "shuffle")


def trust(source: Source) -> Trust:
    """Return how surely a file is text2qti: a head of its own, or its options with a star."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace").replace("\r\n", "\n")
    if re.search(r"(?m)^Quiz (?:title|description):", head.split("```")[0]):
        return Trust.SURE
    if re.search(r"(?m)^#{1,6}[ \t]", head):
        return Trust.NO
    is_numbered = re.search(r"(?m)^\d+\.[ \t]+\S", head)
    has_right = re.search(r"(?m)^(?:\*[a-zA-Z]\)|\[\*\])[ \t]+\S", head)
    has_number = re.search(r"(?m)^\d+\.[ \t]+\S.*\n(?:.*\n){0,3}?=[ \t]+[\[\d.-]", head)
    return Trust.LIKELY if is_numbered and (has_right or has_number) else Trust.NO


class _Open:
    """A question while its lines are read."""

    def __init__(self, line: int, title: str, points: str) -> None:
        self.line, self.title, self.points = line, title, points
        self.texts: list[list[str]] = [[]]
        """The stem first, then what else is written over several lines."""
        self.options: list[tuple[list[str], bool, list[str]]] = []
        self.notes: dict[str, list[str]] = {}
        self.fills: list[list[str]] = []
        self.number = ""
        self.sort = ""


def decode(source: Source) -> Imported:
    """Read a quiz of text2qti.

    Raises:
        QuizError: It is no text, or holds no question.
    """
    collector = Collector(source)
    reader = _Reader(collector)
    for number, line in enumerate(_lines(text_in(source, collector)), 1):
        reader.line(number, line)
    reader.finish()
    return collector.imported()


def _lines(text: str) -> list[str]:
    """Return the lines of a text, its comments emptied."""
    lines, is_comment = [], False
    for line in text.split("\n"):
        if line.startswith("COMMENT"):
            is_comment = True
        lines.append("" if is_comment or line.startswith("%") else line.expandtabs(4))
        if line.startswith("END_COMMENT"):
            is_comment = False
    return lines


class _Reader:
    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._open: _Open | None = None
        self._into: list[str] | None = None
        self._indent = 0
        self._title = self._points = ""
        self._each = ""
        """What each question of the group is worth that is open."""

    def line(self, number: int, line: str) -> None:
        """Take a line."""
        if not line.strip():
            if self._into is not None:
                self._into.append("")
            return
        if self._into is not None and line[: self._indent or 1].isspace() and line[0].isspace():
            self._into.append(line[self._indent :] if self._indent else line.strip())
            return
        found = _START.match(line)
        if found is None:
            if _GROUP.match(line) or (self._open is None and _OPTION.match(line)):
                self._of_group(line)
                if _GROUP.match(line):
                    self._collector.change(
                        line_place(number), _("groups are not kept: all are asked")
                    )
                return
            self._into = None
            words = _("not a line of text2qti, which refuses the file: {text}")
            self._collector.change(line_place(number), words.format(text=clean_line(line[:60])))
            return
        sort = str(found.lastgroup if found.lastgroup != "letter" else "letter")
        self._indent = found.end()
        self._started(number, sort, found, line[found.end() :])

    def _of_group(self, line: str) -> None:
        """Take what a group says of its questions: what each of them is worth."""
        if line.startswith(("GROUP", "END_GROUP")):
            self.finish()
            self._each = ""
        elif line.startswith("points per question:"):
            self._each = line.partition(":")[2].strip()

    def _started(self, number: int, sort: str, found: re.Match[str], rest: str) -> None:
        if sort in ("quiz", "about", "region", "title", "points", "number"):
            self._head(number, sort, rest)
            return
        if self._open is None:
            self._collector.skip(line_place(number), _("an answer without a question"))
            self._into = []
            return
        self._part(sort, found, rest)

    def _head(self, number: int, sort: str, rest: str) -> None:
        if sort == "number":
            self.finish(keeps_head=True)
            self._open = _Open(number, self._title, self._points or self._each)
            self._title = self._points = ""
            self._into = self._open.texts[0]
            self._into.append(rest)
            return
        self.finish()
        self._into = None
        if sort == "quiz":
            self._collector.title = rest.strip()
        elif sort == "about":
            self._collector.about = rest.strip()
        elif sort == "title":
            self._title = rest.strip()
        elif sort == "points":
            self._points = rest.strip()
        else:
            self._into = []
            self._collector.change(line_place(number), _("text between questions is left out"))

    def _part(self, sort: str, found: re.Match[str], rest: str) -> None:
        one = self._open
        assert one is not None
        self._into = [rest]
        if sort in ("letter", "box"):
            one.sort = one.sort or sort
            is_right = bool(found["star"]) or found["box"] == "[*]"
            one.options.append((self._into, is_right, []))
        elif sort == "fill":
            one.sort = one.sort or "fill"
            one.fills.append(self._into)
        elif sort == "equals":
            one.sort, one.number = "number", rest
        elif sort in ("essay", "upload"):
            one.sort = sort
        elif sort == "dots" and one.options:
            one.options[-1][2].append(rest)
            self._into = one.options[-1][2]
        else:
            self._into = one.notes.setdefault(sort, [])
            self._into.append(rest)

    def finish(self, *, keeps_head: bool = False) -> None:
        """Take the question that is open."""
        one, self._open = self._open, None
        if one is not None:
            _take(self._collector, one)
        if not keeps_head and one is not None:
            self._title = self._points = ""


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _take(collector: Collector, one: _Open) -> None:
    where = line_place(one.line)
    stem = _text(one.texts[0])
    if _CODE.search(stem):
        collector.skip(where, _("it holds code that text2qti would run"))
        return
    more = _more(collector, where, one)
    item: Item | None
    match one.sort:
        case "letter" | "box":
            options = [
                Option(" ".join(_text(text).split()), _text(told))
                for text, _is_right, told in one.options
            ]
            keys = [at for at, (_t, is_right, _n) in enumerate(one.options) if is_right]
            item = choice_of(
                collector, where, stem, options, keys, is_several=one.sort == "box", **more
            )
            if item is None:
                return
        case "fill":
            answers = [" ".join(_text(lines).split()) for lines in one.fills]
            item = ShortText(
                id="", stem=stem, answer=answers[0], accept=tuple(answers[1:]), typos=False, **more
            )
        case "number":
            item = _number(stem, one.number, more)
            if item is None:
                collector.skip(where, _("its answer is no number that can be read"))
                return
        case "essay":
            item = essay({"stem": stem, **more})
        case "upload":
            collector.skip(where, _("a file to upload"))
            return
        case _:
            collector.skip(where, _("a question without answers"))
            return
    collector.add(item, where=where, name=one.title)


def _more(collector: Collector, where: str, one: _Open) -> dict[str, Any]:
    more: dict[str, Any] = {}
    told = [_text(one.notes[sort]) for sort in ("dots", "bang") if sort in one.notes]
    if any(told):
        more["explain"] = "\n\n".join(text for text in told if text)
    if "plus" in one.notes or "minus" in one.notes:
        collector.change(where, _("feedback for right and for wrong answers is left out"))
    if one.points:
        try:
            points = float(one.points)
        except ValueError:
            points = 0.0
        if 0 < points < 1000:
            more["points"] = points
    return more


def _number(stem: str, text: str, more: dict[str, Any]) -> Item | None:
    """Return a numerical question; a range has its middle as the answer."""
    text = text.strip()
    try:
        if found := _RANGE.match(text):
            low, high = Decimal(found["low"].strip()), Decimal(found["high"].strip())
            answer, off, is_relative = (low + high) / 2, abs(high - low) / 2, False
        elif found := _TOLERANCE.match(text):
            answer, off = Decimal(found["answer"]), Decimal(found["off"])
            is_relative = bool(found["percent"])
        else:
            answer, off, is_relative = Decimal(text.replace("_", "")), Decimal(0), False
    except (InvalidOperation, ValueError):
        return None
    if not (answer.is_finite() and off.is_finite()) or off < 0 or abs(answer.adjusted()) > 60:
        return None
    allowance = Allowance(off, is_relative) if off else None
    return Number(id="", stem=stem, answer=answer, tolerance=allowance, **more)


# Writing


def encode(source: ExportSource) -> Exported:
    """Write a quiz; what text2qti cannot hold is named."""
    bank = source.bank
    head = [f"Quiz title: {' '.join(bank.title.split())}"]
    if bank.about:
        head.append(_block("Quiz description: ", bank.about, 4))
    blocks = ["\n".join(head)]
    notes = lost_of_bank(bank, "about")
    for number, item in enumerate(bank.items, 1):
        where = question_place(number, item.id)
        lines = _answer_lines(item)
        if lines is None:
            reason = _("text2qti has no question of kind {kind}").format(kind=item.kind)
            notes.append(Note(where=where, reason=reason, is_skipped=True))
            continue
        notes += lost_note(where, lost_of(item, *_carried_by(item)))
        title = [f"Title: {item.id}"] if item.has_written_id else []
        points = [f"Points: {item.points:g}"] if item.points != 1 else []
        why = (
            [_block("... ", item.explain, 4)]
            if item.explain and not isinstance(item, Essay)
            else []
        )
        stem = _block(f"{len(blocks)}.  ", item.stem, 4)
        blocks.append("\n".join([*title, *points, stem, *why, *lines]))
    if len(blocks) == 1:
        return Exported(data=b"", notes=tuple(notes))
    return Exported(data=("\n\n".join(blocks) + "\n").encode(), notes=tuple(notes))


def _carried_by(item: Item) -> tuple[str, ...]:
    """Return the keys of a question that its lines hold."""
    match item:
        case Essay():  # its explanation's line has the model answer
            return tuple(key for key in _CARRIED if key != "explain")
        case Number():
            return tuple(key for key in _CARRIED if key != "accept")
        case _:
            return _CARRIED


def _block(sign: str, text: str, indent: int) -> str:
    """Return a text behind a sign, its other lines as far in as its first one."""
    room = " " * max(indent, len(sign))
    first, *rest = text.strip().split("\n")
    return "\n".join([f"{sign}{first}", *(room + line if line.strip() else "" for line in rest)])


def _answer_lines(item: Item) -> list[str] | None:
    match item:
        case SingleChoice() | TrueFalse() | MultipleChoice():
            keys = set(item.keys)
            if len(item.options) > 26:
                return None
            lines = []
            for at, option in enumerate(item.options):
                text = option_text(item, option.text)
                if isinstance(item, MultipleChoice):
                    sign = "[*] " if at in keys else "[ ] "
                else:
                    sign = f"{'*' if at in keys else ''}{chr(97 + at)}) "
                lines.append(sign + " ".join(text.split()))
                if option.feedback:
                    lines.append(_block("... ", option.feedback, 4))
            return lines
        case ShortText():
            return [f"*   {' '.join(text.split())}" for text in (item.answer, *item.accept)]
        case Number():
            return [f"=   {_number_text(item)}"]
        case Essay():
            why = [_block("... ", item.model_answer, 4)] if item.model_answer else []
            return [*why, "____"]
        case _:
            return None


def _number_text(item: Number) -> str:
    answer = plain(item.answer)
    if item.tolerance is not None:
        percent = "%" if item.tolerance.is_relative else ""
        return f"{answer} +- {plain(item.tolerance.value)}{percent}"
    return answer if item.answer == item.answer.to_integral_value() else f"{answer} +- 0"


FORMAT = Format(
    name="text2qti",
    title="text2qti",
    endings=(".txt", ".md"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(
        _("matching, order, groups, gaps, lists, dates and cards"),
        _("hints, sources, tags, pictures, units of numbers"),
    ),
    leaves=(_("groups from which some questions are drawn"), _("files to upload")),
)
