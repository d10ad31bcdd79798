"""`quiz print`: an exam on paper, in several versions, with its key."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.options import BankName, seed_option
from quiz.cli.output import force_option
from quiz.cli.print_cards import CardOptions, print_cards
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.exams.printing import Job
    from quiz.formats.printed.bubbles import SheetForm
    from quiz.formats.printed.layout import Layout, PageSize, SheetKind

_MOST_VERSIONS = 200
_MOST_QUESTIONS = 500


@click.command("print")
@click.argument("banks", nargs=-1, type=BankName(), metavar="BANK...|PAPER.yaml")
@click.option(
    "-o", "--output", type=click.Path(), show_default="exam.pdf, cards.pdf",
    help=_("File name of the exam or cards; other files are named after it. Use .html for "
"a web page, .md for Markdown."),
)  # fmt: skip
@click.option("--versions", type=click.IntRange(1, _MOST_VERSIONS), help=_("Number of versions."))
@seed_option
@click.option(
    "--key",
    "wants_key",
    is_flag=True,
    help=_("Also write the answer key, the grading guide and key.json."),
)
@click.option(
    "--bubbles",
    is_flag=True,
    help=_("Also write a bubble sheet for questions with options, and key.json."),
)
@click.option(
    "--digits", type=click.IntRange(1, 10), default=6, show_default=True,
    help=_("Digits of the student number on bubble sheets."),
)  # fmt: skip
@click.option(
    "-n", "length", type=click.IntRange(1, _MOST_QUESTIONS), help=_("Number of questions.")
)
@click.option(
    "--draw-each", is_flag=True, help=_("Draw different questions for each version, equally hard.")
)
@click.option(
    "--layout",
    type=click.Choice(["normal", "large", "dyslexia"]),
    default="normal",
    show_default=True,
    help=_("Layout for students: large print, or easier to read with dyslexia."),
)
@click.option(
    "--paper",
    "size",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help=_("Paper size."),
)
@click.option("--duplex", is_flag=True, help=_("Two-sided: start each version on a new sheet."))
@click.option(
    "--cards",
    "wants_cards",
    is_flag=True,
    help=_("Print flashcards to cut out instead of an exam."),
)
@click.option(
    "--mistakes", is_flag=True, help=_("With --cards: your mistakes of the last two weeks.")
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short", "fold"]),
    default="long",
    show_default=True,
    help=_("With --cards: the edge on which your printer flips the paper, or one-sided, to fold."),
)
@click.option(
    "--per-page",
    type=click.Choice(["8", "12"]),
    default="8",
    show_default=True,
    help=_("With --cards: number of cards on a page."),
)
@force_option
def command(
    banks: tuple[str, ...],
    output: str | None,
    versions: int | None,
    seed: int | None,
    wants_key: bool,
    bubbles: bool,
    digits: int,
    length: int | None,
    draw_each: bool,
    layout: str,
    size: str,
    duplex: bool,
    wants_cards: bool,
    mistakes: bool,
    flip: str,
    per_page: str,
    force: bool,
) -> int:
    """Print an exam: a paper's questions, or some of a bank's, with lines and boxes to answer on.

    An exam paper (docs/teaching.md) says which questions are drawn; without one, 20 are drawn from
    the banks, or all if there are fewer. Versions have the same questions in different orders,
    unless each draws its own. The same seed prints the same exam again. PDF needs the extra
    `print`; without it, a page for a browser is written.

    With --cards every question is a flashcard, its answer on the back: print on both sides, or
    with `--flip fold` on one, and cut along the marks.
    """
    _check_usage(wants_cards=wants_cards)
    if wants_cards:
        given = CardOptions(flip=flip, per_page=int(per_page), size=size, mistakes=mistakes)
        return print_cards(banks, given, output or "cards.pdf", length, seed, force)
    from random import SystemRandom

    import msgspec

    from quiz.desk.exams.printing import PrintRequest, prepared
    from quiz.formats.printed.layout import Layout, PageSize, SheetKind
    from quiz.library.folders import folders
    from quiz.library.library import Library
    from quiz.library.writing import write_files

    if seed is None:
        seed = SystemRandom().randrange(100_000)
    request = PrintRequest(
        names=banks, length=length, versions=versions, seed=seed, draws_each=draw_each
    )
    library = Library(folders(os.environ, Path.cwd()))
    try:
        job = prepared(request, library)
    finally:
        library.close()
    sheets = [SheetKind.EXAM, *([SheetKind.KEY, SheetKind.MARKING] if wants_key else [])]
    sheets += [SheetKind.BUBBLES] if bubbles else []
    if bubbles and not any(job.printed.key.versions.values()):
        raise QuizError(_("no bubble sheet: none of the questions has options to choose from"))
    target, form = _target(output or "exam.pdf")
    writer = _Writer(job, Layout(layout), PageSize(size), duplex, form, digits)
    files = {_named(target, sheet): writer.sheet(sheet) for sheet in sheets}
    if wants_key or bubbles:
        from quiz.formats.printed.answer_key import encode

        key = job.printed.key
        if bubbles and form != ".md":  # Markdown has no places
            key = msgspec.structs.replace(key, sheet=writer.sheet_form())
        files[target.with_name(f"{target.stem}-key.json")] = encode(key)
    write_files(files, force=force)  # all or none: a key must fit its exam
    for warning in dict.fromkeys((*job.warnings, *writer.warnings)):
        click.echo(f"quiz: {clean_line(warning)}", err=True)
    _say(job, files, seed)
    return 0


_ONLY_EXAMS = ("versions", "wants_key", "bubbles", "digits", "draw_each", "layout", "duplex")
_ONLY_CARDS = ("mistakes", "flip", "per_page")


def _check_usage(*, wants_cards: bool) -> None:
    """Refuse options that mean nothing for what is printed, and nothing to print.

    Raises:
        click.UsageError: There are such.
    """
    context = click.get_current_context()
    by_name = {param.name: param.opts[-1] for param in context.command.params}
    for name in _ONLY_EXAMS if wants_cards else _ONLY_CARDS:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            message = (
                _("{option} is for an exam, not for --cards")
                if wants_cards
                else _("{option} needs --cards")
            )
            raise click.UsageError(message.format(option=by_name[name]))
    if not context.params["banks"] and not context.params["mistakes"]:
        raise click.UsageError(_("give a bank or an exam paper to print"))


class _Writer:
    """Makes the files of a job, as PDF, HTML or Markdown."""

    def __init__(
        self,
        job: "Job",
        layout: "Layout",
        size: "PageSize",
        is_duplex: bool,
        form: str,
        digits: int,
    ) -> None:
        self._job = job
        self._layout = layout
        self._size = size
        self._is_duplex = is_duplex
        self._form = form
        self._digits = digits
        self.warnings: list[str] = []

    def sheet_form(self) -> "SheetForm":
        """Return how the bubble sheets are laid out."""
        from quiz.formats.printed.bubbles import sheet_form

        exam, digits = self._job.printed.exam, self._digits
        return sheet_form(exam, layout=self._layout, size=self._size, digits=digits)

    def sheet(self, sheet: "SheetKind") -> bytes:
        """Return one of the sheets; those for the teacher are always set as usual."""
        from quiz.formats.printed.layout import Layout, SheetKind

        exam, pictures = self._job.printed.exam, self._job.pictures
        layout = self._layout if sheet in (SheetKind.EXAM, SheetKind.BUBBLES) else Layout.NORMAL
        if self._form == ".md":
            from quiz.formats.printed.markdown_page import markdown_page

            if pictures:
                message = _("Markdown has no pictures; their descriptions are written instead")
                self.warnings.append(message)
            return markdown_page(exam, sheet)
        if self._form == ".html":
            from quiz.formats.printed.html import page

            return page(exam, sheet, pictures, layout=layout, size=self._size, digits=self._digits)
        from quiz.formats.printed.pdf import Press

        press = Press(
            exam, pictures, layout=layout, size=self._size, is_duplex=self._is_duplex,
            digits=self._digits,
        )  # fmt: skip
        made = press.sheet(sheet)
        self.warnings += (*press.warnings, *made.warnings)
        return made.data[0]


def _target(output: str) -> tuple[Path, str]:
    """Return the exam's file, and its ending: `.pdf`, `.html` or `.md`."""
    from quiz.formats.printed import pdf

    path = Path(output)
    ending = path.suffix.lower()
    if not path.stem.strip(".") or ending not in ("", ".pdf", ".html", ".md"):
        raise QuizError(
            _("{file}: the file name must end in .pdf, .html or .md").format(file=output)
        )
    if ending in (".html", ".md"):
        return path, ending
    if pdf.is_there():
        return path.with_suffix(".pdf"), ".pdf"
    page = path.with_suffix(".html")
    message = _(
        "PDF needs typst (`pip install typst`); writing {file} instead, to print from a browser"
    )
    click.echo(f"quiz: {clean_line(message.format(file=page))}", err=True)
    return page, ".html"


def _named(target: Path, sheet: "SheetKind") -> Path:
    if sheet == "exam":
        return target
    return target.with_name(f"{target.stem}-{sheet}{target.suffix}")


def _say(job: "Job", files: dict[Path, bytes], seed: int) -> None:
    exam = job.printed.exam
    first, *others = [clean_line(str(path)) for path in files]
    questions = ngettext("{n} question", "{n} questions", job.questions).format(n=job.questions)
    points = sorted({version.total for version in exam.versions})
    worth = ngettext("{points} point", "{points} points", 1 if points == ["1"] else 2)
    worth = worth.format(points="–".join(dict.fromkeys((points[0], points[-1]))))
    count = len(exam.versions)
    said = ngettext("{n} version", "{n} versions", count).format(n=count)
    codes = ", ".join(version.code for version in exam.versions[:12])
    codes += " …" if count > 12 else ""
    click.echo(f"{first}: {questions}, {worth}, {said} ({codes})")
    for name in others:
        click.echo(name)
    if count > 1:
        click.echo(_fairness(job))
    click.echo(_("Use `--seed {seed}` to print the same exam again.").format(seed=seed))


def _fairness(job: "Job") -> str:
    """Return how fair the versions are to one another."""
    if job.has_same_questions:
        return _("All versions have the same questions, in a different order.")
    if job.spread is None:
        return _("The versions have different questions; how hard these are is unknown.")
    spread = job.spread
    if f"{spread.low:.1f}" == f"{spread.high:.1f}":
        message = ngettext(
            "The versions have different questions; the expected score is {low:.1f}% for "
            "each (based on {known} of {n} question with a known difficulty).",
            "The versions have different questions; the expected score is {low:.1f}% for "
            "each (based on {known} of {n} questions with a known difficulty).",
            spread.questions,
        )
        return message.format(low=spread.low, known=spread.known, n=spread.questions)
    message = ngettext(
        "The versions have different questions; the expected scores are {low:.1f}% to "
        "{high:.1f}% (based on {known} of {n} question with a known difficulty).",
        "The versions have different questions; the expected scores are {low:.1f}% to "
        "{high:.1f}% (based on {known} of {n} questions with a known difficulty).",
        spread.questions,
    )
    return message.format(low=spread.low, high=spread.high, known=spread.known, n=spread.questions)
