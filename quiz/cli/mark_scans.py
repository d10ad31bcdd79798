"""`quiz mark --scans`: pictures of bubble sheets to a table, with a teacher's decisions."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError, reason_of
from quiz.extras import install_command
from quiz.library.writing import check_free, write_file
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.formats.printed.answer_key import KeyFile
    from quiz.formats.printed.scans.decisions import Decisions, Doubt
    from quiz.formats.printed.scans.reading import Read
    from quiz.formats.printed.scans.sheets import Sheets

_ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_OTHER_ENDINGS = (".pdf", ".heic", ".heif", ".avif", ".webp", ".gif", ".bmp")
"""Of what may be sheets as well, but is not read; the reader says what to do."""
_MOST_LISTED = 400


class ScanOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    places: tuple[str, ...]
    """Folders and pictures."""
    key_file: str
    """Name of the answer key that was printed with the sheets."""
    review: str | None
    """File for the pages with marks to look at; None for none."""
    decisions: str | None
    """File of decisions on doubtful marks; None for none."""
    asks: bool
    """Whether to ask for each doubtful mark."""
    table: str | None
    """File for the table of answers read; None for none."""
    output: str | None
    """File for the results; None for standard output."""
    force: bool
    """Whether files that exist are overwritten."""


def read_scans(options: ScanOptions, key: "KeyFile") -> tuple[bytes, bool]:
    """Read pictures of sheets, list what is doubtful, and take decisions.

    Args:
        options: What is asked for.
        key: Of the exam.

    Returns:
        The table that is marked, and whether it has all sheets.

    Raises:
        QuizError: Nothing can be read, or a file is there already.
    """
    from quiz.formats.printed import scans

    if not scans.is_there():
        message = _("reading pictures needs the extra `scan`: {command}")
        raise QuizError(message.format(command=install_command("scan")))
    if key.sheet is None:
        message = _(
            "{file}: printed without bubble sheets that can be scanned; print them "
            "with `quiz print --bubbles` as .pdf or .html"
        )
        raise QuizError(message.format(file=options.key_file))
    from quiz.formats.printed.bubbles import EDITION

    if key.sheet.edition != EDITION:
        message = _("{file}: its bubble sheets were printed by another version of quiz")
        raise QuizError(message.format(file=options.key_file))
    job = _Job(options, key)
    job.check_targets()
    job.read_all()
    if options.asks:
        job.ask()
    return job.finish()


class _Job:
    """Pictures on their way to a table."""

    def __init__(self, options: ScanOptions, key: "KeyFile") -> None:
        from quiz.formats.printed.scans.decisions import Decisions
        from quiz.formats.printed.scans.reading import PageReader

        assert key.sheet is not None  # checked by the caller
        self._options = options
        self._key = key
        wants_overview = options.review is not None
        self._reader: PageReader = PageReader(key, key.sheet, wants_overview=wants_overview)
        self._had_decisions = options.decisions is not None and os.path.exists(options.decisions)
        self._decisions: Decisions = Decisions()
        if self._had_decisions and options.decisions:
            self._decisions = _decisions(options.decisions)
        self._paths: dict[str, Path] = {}
        self._reads: dict[str, list[Read]] = {}
        self._file_of: dict[str, str] = {}
        """The file of each picture; a TIFF has several."""
        self._unread = 0

    def check_targets(self) -> None:
        """Refuse to begin where what comes out could not be written."""
        options = self._options
        if options.force:
            return
        targets = [options.table, options.output, options.decisions if options.asks else None]
        check_free(Path(path) for path in targets if path)
        if options.review and os.path.isdir(options.review) and os.listdir(options.review):
            check_free([Path(options.review)])

    # Reading

    def read_all(self) -> None:
        """Read every picture."""
        for path in self._pictures():
            name = self._name(path)
            self._paths[name] = path
            self._read(name)
        if not self._paths and not self._unread:
            places = ", ".join(self._options.places)
            message = _("{places}: no pictures found; supported: {endings}")
            raise QuizError(message.format(places=places, endings=", ".join(_ENDINGS)))

    def _pictures(self) -> Iterator[Path]:
        seen: set[str] = set()
        for place in map(Path, self._options.places):
            if not os.path.exists(place):
                raise QuizError(_("{path}: not found").format(path=place))
            if not place.is_dir():
                found = [place]
            else:
                try:
                    found = sorted(place.iterdir(), key=_in_order)
                except OSError as error:
                    raise QuizError(f"{place}: {reason_of(error)}") from error
                found = [path for path in found if _is_picture(path)]
            for path in found:
                real = os.path.realpath(path)
                if path.is_symlink() and place.is_dir():
                    self._leave_out(_("{file}: is a link; links aren't followed"), path)
                elif real not in seen:
                    seen.add(real)
                    yield path

    def _leave_out(self, message: str, path: Path) -> None:
        self._unread += 1
        click.echo(f"quiz: {clean_line(message.format(file=path))}", err=True)

    def _name(self, path: Path) -> str:
        """Return what a picture is called: its file's name, with its folder where two are alike."""
        return path.name if path.name not in self._paths else str(path)

    def _read(self, name: str) -> None:
        from quiz.formats.printed.scans.pictures import MOST_BYTES, frames

        path = self._paths[name]
        reads = self._reads[name] = []
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                raise QuizError(_("{file}: the file is too large").format(file=path))
            for at, frame in enumerate(frames(data, source=str(path)), 1):
                frame_name = name if at == 1 else f"{name}#{at}"
                self._file_of[frame_name] = name
                reads.append(self._reader.read(frame, frame_name, self._decisions))
        except (OSError, ValueError) as error:
            self._leave_out(f"{{file}}: {reason_of(error)}", path)
        except QuizError as error:
            self._unread += 1
            click.echo(f"quiz: {clean_line(str(error))}", err=True)
        for read in reads:
            click.echo(clean_line(_said(read)), err=True)

    def _sheets(self) -> "Sheets":
        from quiz.formats.printed.scans.sheets import sheets

        reads = [read for reads in self._reads.values() for read in reads]
        return sheets(reads, self._key, self._decisions)

    # Decisions

    def ask(self) -> None:
        """Ask for each decision, until all are made or passed over."""
        asked: set[tuple[str, str, str]] = set()
        while True:
            doubts = [
                doubt
                for doubt in self._sheets().doubts
                if (doubt.file, doubt.question, doubt.seen + doubt.why) not in asked
            ]
            if not doubts:
                return
            self._write_reviews()
            for doubt in doubts:
                asked.add((doubt.file, doubt.question, doubt.seen + doubt.why))
                answer = _asked(self._listed(doubt))
                if answer is None:
                    return
                if answer:
                    self._decisions.add(doubt.file, doubt.question, doubt.seen, answer)
            for name in sorted({self._file_of[doubt.file] for doubt in doubts}):
                self._read(name)

    # What comes out

    def finish(self) -> tuple[bytes, bool]:
        """Write what was asked for, and list what is left to decide."""
        found = self._sheets()
        options = self._options
        self._write_reviews()
        if options.table:
            write_file(Path(options.table), found.table, force=options.force)
        self._write_decisions(found.doubts)
        for file, question in self._decisions.unused():
            message = _("{file}, {question}: your decision doesn't match anything on the sheet")
            said = message.format(file=file, question=question)
            click.echo(f"quiz: {clean_line(said)}", err=True)
        if found.doubts:
            count = len(found.doubts)
            message = ngettext(
                "{n} decision to make; its sheet is left out until then:",
                "{n} decisions to make; their sheets are left out until then:",
                count,
            )
            click.echo(message.format(n=count), err=True)
        for doubt in found.doubts[:_MOST_LISTED]:
            click.echo(clean_line(self._listed(doubt)), err=True)
        if len(found.doubts) > _MOST_LISTED:
            click.echo("…", err=True)
        return found.table, not found.doubts and not self._unread

    def _listed(self, doubt: "Doubt") -> str:
        """Return a doubt as a line of the list, its question with what it asks."""
        place = doubt.question
        if place.isdecimal():
            place = self._question(doubt.file, int(place))
        seen = f" [{doubt.seen}]" if doubt.seen else ""
        return f"  {doubt.file}, {place}{seen}: {doubt.why}"

    def _question(self, file: str, number: int) -> str:
        reads = self._reads.get(self._file_of[file], [])
        version = next((read.version for read in reads if read.file == file), "")
        entries = self._key.versions.get(version, ())
        named = (entry.name for entry in entries if entry.number == number)
        return next(named, _("question {n}").format(n=number))

    def _write_reviews(self) -> None:
        if self._options.review is None:
            return
        folder = Path(self._options.review)
        for reads in self._reads.values():
            for read in reads:
                if read.overview:
                    name = re.sub(r"[^\w.-]", "_", read.file.removesuffix(".jpg")) + ".jpg"
                    # Its folder was empty, or `--force` was said.
                    write_file(folder / name, read.overview, force=True)

    def _write_decisions(self, doubts: "tuple[Doubt, ...]") -> None:
        path = self._options.decisions
        if path is None and self._options.review is not None:
            path = str(Path(self._options.review) / "decisions.csv")
        if path is None or not (doubts or self._options.asks):
            return
        if path == self._options.decisions and self._had_decisions and not self._options.force:
            if doubts:
                message = _("{file}: left unchanged; `--force` adds the decisions still to make")
                click.echo(f"quiz: {clean_line(message.format(file=path))}", err=True)
            return
        write_file(Path(path), self._decisions.encode(doubts), force=True)
        if doubts:
            message = _("{file}: write your decisions in it, then use `--decisions` with it")
            click.echo(f"quiz: {clean_line(message.format(file=path))}", err=True)


def _decisions(path: str) -> "Decisions":
    from quiz.formats.printed.scans.decisions import decode

    try:
        return decode(Path(path).read_bytes(), source=path)
    except OSError as error:
        raise QuizError(f"{path}: {reason_of(error)}") from error


def _is_picture(path: Path) -> bool:
    is_shown = not path.name.startswith(".")
    return is_shown and path.suffix.lower() in (*_ENDINGS, *_OTHER_ENDINGS)


def _in_order(path: Path) -> list[tuple[int, str]]:
    """Return what sorts `page 2` before `page 10`."""
    parts = re.split(r"(\d+)", path.name.lower())
    return [(int(part) if part.isdecimal() else -1, part) for part in parts]


def _said(read: "Read") -> str:
    """Return what a picture says, in a line."""
    if read.is_blank:
        return _("{file}: a blank page").format(file=read.file)
    if read.is_skipped:
        return _("{file}: left out, as you decided").format(file=read.file)
    if not read.version:
        return _("{file}: couldn't be read").format(file=read.file)
    message = _("{file}: version {version}, page {page} of {pages}, number {number}")
    said = message.format(
        file=read.file,
        version=read.version,
        page=read.page,
        pages=read.pages,
        number=read.number or "?",
    )
    count = len(read.doubts)
    if count:
        words = ngettext("{n} decision to make", "{n} decisions to make", count)
        said += "; " + words.format(n=count)
    return said


def _asked(doubt: str) -> str | None:
    """Return what is decided on a doubt; empty to leave it, None where nobody answers."""
    click.echo(clean_line(doubt), err=True)
    try:
        answer: str = click.prompt(
            _("Decision (Enter to leave it open)"), default="", show_default=False, err=True
        )
    except click.Abort:
        return None
    return answer.strip()
