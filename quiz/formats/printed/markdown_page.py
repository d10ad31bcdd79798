"""Sheets as Markdown, for a teacher who goes on in another program.

Every text is escaped, so that it reads as in the bank; formulas stay LaTeX between dollar signs.
Pictures are their descriptions: a text file cannot hold them.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from quiz.formats.printed.escaping import escaped
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.printed_words import printed_words
from quiz.formats.printed.sheet import (
    Block,
    Boxes,
    Exam,
    Form,
    GroupGrid,
    KeyAnswer,
    LetteredOption,
    Nothing,
    Ordering,
    Pairing,
    Passage,
    PickLists,
    PrintedQuestion,
    RuledLines,
    Section,
    SheetPicture,
    Version,
)
from quiz.items.markdown import (
    Blank,
    Break,
    CodeBlock,
    Heading,
    Inline,
    Line,
    Listing,
    MathSpan,
    Paragraph,
    Quote,
    Rule,
    Table,
)

_BOX, _BLANK, _RULED = "☐", "………", "…" * 30


def markdown_page(exam: Exam, sheet: SheetKind) -> bytes:
    """Return a sheet as Markdown.

    Args:
        exam: What is printed.
        sheet: Which of its sheets.
    """
    writer = _Writer(exam, sheet)
    pages = ("\n\n".join(filter(None, writer.version(one))) for one in exam.versions)
    return ("\n\n---\n\n".join(pages) + "\n").encode("utf-8", "replace")


class _Writer:
    """Writes the versions of an exam, a text for each block."""

    def __init__(self, exam: Exam, sheet: SheetKind) -> None:
        self._exam = exam
        self._sheet = sheet
        self._words = printed_words(exam.language)

    def version(self, version: Version) -> Iterator[str]:
        words, letterhead = self._words, self._exam.letterhead
        if letterhead.school or letterhead.class_name:
            group = f"{words.class_name} {letterhead.class_name}" if letterhead.class_name else ""
            yield escaped(" · ".join(filter(None, (letterhead.school, group))))
        yield f"# {escaped(self._exam.title)}"
        match self._sheet:
            case SheetKind.EXAM:
                yield from self._exam_body(version)
            case SheetKind.KEY:
                yield f"## {words.key} {version.code}"
                for answer in version.answers:
                    yield from self._answer(answer, is_guide=False)
            case SheetKind.MARKING:
                yield f"## {words.marking} {version.code}"
                for answer in version.answers:
                    yield from self._answer(answer, is_guide=True)
            case SheetKind.BUBBLES:
                yield f"## {words.answer_sheet} {version.code}"
                yield self._who("")
                yield escaped(words.fill)
                for row in version.bubbles:
                    circles = " ".join(f"◯ {letter}" for letter in row.letters)
                    yield f"**{row.number}** {circles}"
            case _:
                assert_never(self._sheet)
        if version.grades and self._sheet is not SheetKind.BUBBLES:
            yield ", ".join(f"{escaped(step.name)} ≥ {step.points}" for step in version.grades)
        yield f"{words.version} **{version.code}**"

    def _who(self, total: str) -> str:
        words, day = self._words, escaped(self._exam.letterhead.date)
        parts = [f"{words.name} {_RULED}", f"{words.date} {day or _BLANK}"]
        if total:
            parts += [f"{words.points} {_BLANK} / {total}", f"{words.grade} {_BLANK}"]
        return "  \n".join(parts)

    def _exam_body(self, version: Version) -> Iterator[str]:
        yield self._who(version.total)
        yield escaped(self._exam.time)
        yield from self._blocks(self._exam.about)
        for part in version.parts:
            match part:
                case Section():
                    yield f"## {escaped(part.title)}"
                case Passage():
                    yield f"**{escaped(part.title)}**"
                    yield from (_quoted(text) for text in self._blocks(part.blocks))
                case PrintedQuestion():
                    yield f"### {part.number} ({_BLANK} / {part.points})"
                    yield from self._blocks(part.stem)
                    yield f"*{escaped(part.task)}*" if part.task else ""
                    yield from self._form(part.form)
                case _:
                    assert_never(part)

    def _answer(self, answer: KeyAnswer, *, is_guide: bool) -> Iterator[str]:
        words = self._words
        yield f"## {escaped(answer.heading)}" if answer.heading else ""
        given = f"{_BLANK} / " if is_guide else ""
        yield f"### {answer.number} ({given}{answer.points})"
        yield "  \n".join(map(_line, answer.right))
        yield from self._blocks(answer.blocks)
        yield "\n".join(f"- {_line(point)}" for point in answer.rubric)
        yield escaped(answer.also)
        if is_guide and answer.rules:
            yield f"{escaped(words.rule)}: {escaped(' '.join(answer.rules))}"
        if not is_guide:
            yield from (_quoted(text) for text in self._blocks(answer.explain))

    def _form(self, form: Form) -> Iterator[str]:
        match form:
            case Boxes():
                yield _options(form.options)
            case RuledLines():
                names = (f"{at}\\. " if form.numbered else "" for at in range(1, form.count + 1))
                yield "  \n".join(f"{name}{_RULED} {escaped(form.unit)}".strip() for name in names)
            case PickLists():
                for number, options in form.lists:
                    yield f"({number})" if number else ""
                    yield _options(options)
            case Pairing():
                yield "\n".join(f"- {_BLANK} {_line(left)}" for left in form.lefts)
                yield "  \n".join(f"**{o.letter}** {_line(o.runs)}" for o in form.rights)
            case Ordering():
                yield "\n".join(f"- {_BOX} {_line(entry)}" for entry in form.entries)
            case GroupGrid():
                heads = ("", *map(_line, form.columns))
                rows = ((_line(one), *[_BOX] * len(form.columns)) for one in form.entries)
                yield _table(heads, rows)
            case Nothing():
                return
            case _:
                assert_never(form)

    def _blocks(self, found: Iterable[Block]) -> Iterator[str]:
        for block in found:
            yield self._block(block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return _line(block.runs)
            case Heading():
                return f"{'#' * min(6, block.level + 3)} {_line(block.runs)}"
            case Listing():
                start = block.start
                marks = (
                    "- " if start is None else f"{start + at}. " for at in range(len(block.items))
                )
                entries = zip(marks, block.items, strict=True)
                return "\n".join(
                    _indented(mark, "\n\n".join(self._blocks(item))) for mark, item in entries
                )
            case Table():
                return _table(map(_line, block.head), (map(_line, row) for row in block.rows))
            case CodeBlock():
                fence = _fence(block.text)
                return f"{fence}\n{block.text}\n{fence}"
            case Quote():
                return _quoted("\n\n".join(self._blocks(block.blocks)))
            case Rule():
                return "* * *"
            case SheetPicture():
                return f"*{escaped(self._words.picture.replace('{alt}', block.alt))}*"
            case _:
                assert_never(block)


def _line(runs: Line) -> str:
    return "".join(map(_inline, runs)).strip()


def _inline(run: Inline) -> str:
    if isinstance(run, Break):
        return "  \n"
    if isinstance(run, Blank):
        return f"({run.number}) {_BLANK}" if run.number else _BLANK
    if isinstance(run, MathSpan):
        sign = "$$" if run.is_block else "$"
        return f"{sign}{run.source.strip()}{sign}"
    if run.code:
        fence = _fence(run.text, "`", 1)
        space = " " if "`" in run.text else ""
        return f"{fence}{space}{run.text}{space}{fence}"
    text = escaped(run.text).replace("\n", "  \n")
    for mark, is_on in (("~~", run.strike), ("*", run.italic), ("**", run.bold)):
        if is_on and text.strip():
            inner = text.strip()
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{before}{mark}{inner}{mark}{after}"
    return text


def _fence(text: str, sign: str = "`", least: int = 3) -> str:
    """Return a fence that does not stand in a text."""
    fence = sign * least
    while fence in text:
        fence += sign
    return fence


def _options(options: Iterable[LetteredOption]) -> str:
    return "\n".join(f"- {_BOX} **{option.letter}** {_line(option.runs)}" for option in options)


def _indented(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [cell.replace("\n", " ") for cell in head]
    lines = [heads, ["---"] * len(heads)]
    lines += [[cell.replace("  \n", " ").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
