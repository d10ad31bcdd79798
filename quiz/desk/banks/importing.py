"""Banks from files of other programs, and back: written beside one's own, and updated in place."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from quiz.errors import Problem, QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange.collecting import ident, question_place
from quiz.formats.exchange.exchanged import (
    Choices,
    Exported,
    ExportSource,
    Format,
    Imported,
    MediaFile,
    Note,
    Source,
    Stopped,
    Watch,
    unwatched,
)
from quiz.items import Bank, Item
from quiz.library.files import beside, read
from quiz.library.folders import expanded
from quiz.library.writing import write_file
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.library.packing import Pack

_OUR_ENDINGS = (".yaml", ".yml", ".zip")
_ROUNDS = 5
"""So often faulty questions are taken out, each time with what then comes to light."""
MOST_SOURCE = 64 * 1024 * 1024


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What an import does to a bank that is there already."""

    added: tuple[str, ...] = ()
    """Ids of questions that are new."""
    changed: tuple[str, ...] = ()
    """Ids of questions that read otherwise now."""
    kept: tuple[str, ...] = ()
    """Ids of questions that the source no longer has; they stay."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An import that can be looked at before it is written."""

    format: Format
    """What the file is."""
    imported: Imported
    """What was read; its bank holds only questions that ours can hold."""
    target: Path
    """The file that will be written."""
    bank_id: str
    """Id of the bank as it will be written."""
    text: bytes
    """The bank as it will be written."""
    change: Change | None = None
    """What becomes of the bank that is there; None for a new one."""

    @property
    def is_whole(self) -> bool:
        """Whether all of the source was carried as it was."""
        return not self.imported.notes


class OtherBank(QuizError):
    """The file that an import would be written to is a bank that has nothing to do with it."""


def source_at(path: Path, choices: Choices | None = None, watch: Watch = unwatched) -> Source:
    """Return a file to import, with what reads the files beside it.

    Args:
        path: The file.
        choices: How to read it.
        watch: Is told of the questions that were read so far.

    Raises:
        QuizError: It cannot be read, or is over 64 MB.
    """
    if path.is_dir():
        raise QuizError(_("{path}: a folder; name the files in it").format(path=path))
    return Source(
        data=read(path, most=MOST_SOURCE),
        name=path.name,
        choices=choices or Choices(),
        beside=files_beside(path),
        watch=watch,
    )


def looked_at(path: Path, folder: Path, watch: Watch = unwatched) -> "Pack | Prepared":
    """Return what a file holds that is to be added: banks of ours, or what can be imported.

    Args:
        path: The file.
        folder: One's own banks.
        watch: Is told of the questions that were read so far.

    Raises:
        QuizError: It is neither; says what is wrong with it.
    """
    from quiz.formats.exchange.formats import recognised
    from quiz.library.packing import looked_into

    path = expanded(path)
    if not path.is_dir() and not path.name.lower().endswith(_OUR_ENDINGS):
        source = source_at(path, watch=watch)
        return prepare(source, recognised(source), folder)
    try:
        return looked_into(path)
    except QuizError as ours:
        if path.is_dir():
            raise
        try:
            source = source_at(path, watch=watch)
            return prepare(source, recognised(source), folder)
        except QuizError:
            raise ours from None


def files_beside(path: Path) -> Callable[[str], bytes | None]:
    """Return what reads a file beside a source, by the name that the source gives it."""

    def found(name: str) -> bytes | None:
        place = beside(path, unquote(name).removeprefix("@/").removeprefix("./"))
        try:
            return read(place, most=MOST_SOURCE) if place is not None else None
        except QuizError:
            return None

    return found


def prepare(source: Source, found: Format, folder: Path, target: Path | None = None) -> Prepared:
    """Read a source, and work out what would be written.

    Args:
        source: The file.
        found: Its format.
        folder: One's own banks.
        target: The file to write; None: by the title, in `folder`.

    Raises:
        QuizError: It cannot be read, or holds no question that a bank can hold.
    """
    assert found.decode is not None, "only formats that can be read are recognised"
    imported = found.decode(source)
    source.watch(imported.read, imported.read)
    place = target or folder / f"{imported.bank.id}.yaml"
    bank = (
        imported.bank if target is None else msgspec.structs.replace(imported.bank, id=_id(place))
    )
    imported, text = _sound(msgspec.structs.replace(imported, bank=bank))
    bank, old, change = imported.bank, _bank_at(place), None
    if old is not None:
        bank, change = _updated(old, bank)
        text = yaml_bank.encode(bank).data
    return Prepared(
        format=found,
        imported=imported,
        target=place,
        bank_id=bank.id,
        text=text,
        change=change,
    )


def _id(path: Path) -> str:
    return ident(path.name.rsplit(".", 1)[0]) or "imported"


def _bank_at(path: Path) -> Bank | None:
    """Return the bank in a file; None where there is no file, or none that can be read."""
    if not path.exists():
        return None
    return yaml_bank.decode(read(path), source=str(path)).bank


def _sound(imported: Imported) -> tuple[Imported, bytes]:
    """Return an import without the questions that a bank cannot hold, and its bank as written.

    Each question that is left out is named with why.

    Raises:
        QuizError: None is left.
    """
    bank, notes, text = imported.bank, list(imported.notes), b""
    for _round in range(_ROUNDS):
        if not bank.items:
            break
        text = yaml_bank.encode(bank).data
        decoded = yaml_bank.decode(text, source="bank")
        faults = _faults(bank, decoded.problems)
        if not faults:
            break
        notes += [
            Note(where=question_place(number, item.stem), reason=reason, is_skipped=True)
            for number, item in enumerate(bank.items, 1)
            if (reason := faults.get(item.id)) is not None
        ]
        kept = tuple(item for item in bank.items if item.id not in faults)
        bank = msgspec.structs.replace(bank, items=kept)
    else:
        raise QuizError(_("the questions cannot be written as a bank"))
    if not bank.items:
        reasons = "; ".join(dict.fromkeys(note.reason for note in notes[:3]))
        raise QuizError(_("no question could be read: {reasons}").format(reasons=reasons))
    return msgspec.structs.replace(imported, bank=bank, notes=tuple(notes)), text


def _faults(bank: Bank, problems: tuple[Problem, ...]) -> Mapping[str, str]:
    """Return what is wrong with each question that our format cannot hold, by its id."""
    if not problems:
        return {}
    found: dict[str, str] = {}
    for item in bank.items:  # one by one: which line is whose is not known
        alone = msgspec.structs.replace(bank, items=(item,))
        faults = yaml_bank.decode(yaml_bank.encode(alone).data, source="bank").problems
        if faults:
            found[item.id] = faults[0].message
    if not found:
        raise QuizError(problems[0].message)
    return found


def _updated(old: Bank, new: Bank) -> tuple[Bank, Change]:
    """Return a bank with what its source says now; questions that it no longer has stay."""
    fresh = {item.id: item for item in new.items}
    before = {item.id: item for item in old.items}
    items: list[Item] = [fresh.get(item.id, item) for item in old.items]
    items += [item for item in new.items if item.id not in before]
    change = Change(
        added=tuple(one for one in fresh if one not in before),
        changed=tuple(one for one in fresh if one in before and fresh[one] != before[one]),
        kept=tuple(one for one in before if one not in fresh),
    )
    passages = dict(old.passages) | dict(new.passages)
    return msgspec.structs.replace(
        old, items=tuple(items), passages=tuple(passages.items())
    ), change


def is_other_bank(prepared: Prepared) -> bool:
    """Return whether an import would be written to a bank that has nothing to do with it."""
    return prepared.target.exists() and (prepared.change is None or not _is_kin(prepared))


def write(prepared: Prepared, *, force: bool = False, watch: Watch = unwatched) -> None:
    """Write an import: the media first, then the bank.

    Args:
        prepared: What to write.
        force: Whether a file that is no earlier import of this source may be written over.
        watch: Is told of the files that were written; whoever stops it finds none of them.

    Raises:
        OtherBank: A file is there that has nothing to do with it.
        QuizError: Nothing can be written.
    """
    target, media = prepared.target, prepared.imported.media
    if not force and is_other_bank(prepared):
        words = _("{file} is another bank; use -o to write elsewhere, or --force to add to it")
        raise OtherBank(words.format(file=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for number, file in enumerate(media):
            watch(number, len(media))
            written += _write_media(target.parent, file)
        watch(len(media), len(media))
    except Stopped:
        for place in written:
            place.unlink(missing_ok=True)
        raise
    write_file(target, prepared.text, force=True)


def _is_kin(prepared: Prepared) -> bool:
    """Return whether a bank and an import have questions in common."""
    change = prepared.change
    return change is not None and len(change.added) < len(prepared.imported.bank.items)


def _write_media(folder: Path, file: MediaFile) -> list[Path]:
    """Write a file beside a bank, unless it is there: its name holds its hash; return it if new."""
    parts = PurePosixPath(file.path).parts
    if not parts or any(part in ("..", "/") for part in parts):
        raise QuizError(_("not a safe file name: {name}").format(name=file.path))
    place = folder.joinpath(*parts)
    if place.exists():
        return []
    place.parent.mkdir(parents=True, exist_ok=True)
    write_file(place, file.data, force=False)
    return [place]


def exported(
    path: Path, found: Format, progress: Callable[[Bank], ExportSource] | None = None
) -> Exported:
    """Return a bank as a file of another program.

    Args:
        path: The bank.
        found: The format.
        progress: Returns the bank with what the learner did with it; None leaves that out.

    Raises:
        BankError: The bank has faults.
        QuizError: It cannot be read, or holds nothing that the format can hold.
    """
    assert found.encode is not None, "only formats that can be written are offered"
    bank = yaml_bank.decode(read(path), source=os.fspath(path)).sound_bank()

    def media(name: str) -> bytes | None:
        place = beside(path, name)
        return read(place) if place is not None else None

    source = progress(bank) if progress is not None else ExportSource(bank=bank)
    changed_s = int(path.stat().st_mtime)
    source = msgspec.structs.replace(source, media=media, changed_s=changed_s)
    made = found.encode(source)
    if not made.data:
        reasons = dict.fromkeys(note.reason for note in made.notes)
        words = _("{title} can't hold any of these questions: {reasons}")
        raise QuizError(words.format(title=found.title, reasons="; ".join(reasons)))
    return made
