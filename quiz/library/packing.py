"""Packs: banks with their pictures and licences in one zip file, to give to others.

A pack is any zip file with banks in it, `NAME.quiz.zip` by custom: no list of contents is needed,
since a bank says itself who wrote it and which pictures it has. One from a stranger is read by
the rules of this module, in memory, and nothing of it is written before it was looked at.
"""

import io
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from quiz.cells import clip
from quiz.cleaning import CONTROLS, clean_line
from quiz.errors import BankError, QuizError, reason_of
from quiz.formats.decoded import Decoded
from quiz.library.files import bank_file, beside, read
from quiz.library.folders import expanded
from quiz.library.reading import decoded_file
from quiz.library.valid import read_valid, same_id
from quiz.library.writing import write_whole
from quiz.translation import _, ngettext

ENDING = ".quiz.zip"
_BANK_ENDINGS = (".yaml", ".yml")
_LICENSE_NAMES = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "COPYING")
_MOST_PACK_BYTES = 128 * 1024 * 1024
_MOST_MEMBERS = 10_000
_MOST_BANKS = 1_000
_MOST_TOTAL_BYTES = 256 * 1024 * 1024
_MOST_PICTURE_BYTES = 16 * 1024 * 1024
_MOST_BANK_BYTES = 9 * 1024 * 1024
_MOST_LICENSE_BYTES = 200_000
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_LARGEST_RATIO = 200
_RATIO_FROM = 1024 * 1024
"""Bytes; below this a high ratio does no harm."""
_LONGEST_NAME = 200
_BLOCK = 64 * 1024
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    struct.error, lzma.LZMAError, IndexError, KeyError, OverflowError,
)  # fmt: skip
"""What a damaged zip file makes its reader raise."""
_MADE_AT = (1980, 1, 1, 0, 0, 0)
"""The same for every member, so that one content is one file."""


class PackedBank(msgspec.Struct, frozen=True, kw_only=True):
    """A bank of a pack, read and not yet written."""

    name: str
    """The member's name."""
    data: bytes
    """The file's bytes."""
    decoded: Decoded
    """The bank that they hold."""
    pictures: dict[str, bytes] = {}
    """The pictures that the bank names, by the names it gives them."""
    license_text: bytes = b""
    """What lies beside it as its licence."""

    @property
    def id(self) -> str:
        """The bank's id."""
        return self.decoded.bank.id if self.decoded.bank else ""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a pack."""

    banks: tuple[PackedBank, ...]
    """In the order of the pack."""
    ignored: tuple[str, ...] = ()
    """Members that are left out, each with the reason, as a line."""


# Packing


def packed(paths: Sequence[Path]) -> tuple[bytes, tuple[str, ...]]:
    """Return banks as one zip file, and what their author should know.

    The same files give the same bytes, whenever they are packed.

    Raises:
        QuizError: A file cannot be read, a bank has no valid question, or two banks have one id.
    """
    out = io.BytesIO()
    warnings: list[str] = []
    ids: dict[str, Path] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for shown in paths:
            path = Path(bank_file(shown).path)
            found = read_valid(str(path), shown=str(shown))
            bank, data = found.bank, found.data
            warnings += found.left_out
            if bank.id in ids:
                raise QuizError(same_id(str(ids[bank.id]), str(shown), bank.id))
            ids[bank.id] = shown
            if not bank.license:
                message = _("{file}: no `license:`; without one, nobody may share it")
                warnings.append(message.format(file=path.name))
            for name, content in _contents(path, data, [item.image for item in bank.items]):
                is_picture = name not in (path.name, *_LICENSE_NAMES)
                if not is_picture or _is_picture(name, content):
                    _put(pack, f"{bank.id}/{name}", content)
                else:
                    message = _("{file}: left out; not a PNG, JPEG, GIF or WebP picture")
                    warnings.append(message.format(file=name))
    return out.getvalue(), tuple(warnings)


def _contents(path: Path, data: bytes, images: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield a bank, the licence beside it and its pictures, by their names in the pack."""
    yield path.name, data
    for name in _LICENSE_NAMES:
        text = beside(path, name)
        if text is not None and text.stat().st_size <= _MOST_LICENSE_BYTES:
            yield name, text.read_bytes()
    for image in sorted({image for image in images if image}):
        place = beside(path, image) or path.parent / image
        try:
            if place.stat().st_size > _MOST_PICTURE_BYTES:
                raise QuizError(
                    _("{place}: over 16 MB; make the picture smaller").format(place=place)
                )
            yield str(PurePosixPath(*image.replace("\\", "/").split("/"))), place.read_bytes()
        except OSError as error:
            raise QuizError(f"{place}: {reason_of(error)}") from error


def _put(pack: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _MADE_AT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    pack.writestr(info, content)


# Opening


def opened(path: Path) -> Pack:
    """Read a pack into memory, however it was made.

    Raises:
        QuizError: It is no zip file, too large, or holds no bank.
    """
    size = bank_file(path).size
    if size > _MOST_PACK_BYTES:
        raise QuizError(_("{path}: over 128 MB, too large for a pack").format(path=path))
    return _opened(path, str(path))


def opened_data(data: bytes, name: str) -> Pack:
    """Read a pack that is in memory.

    Args:
        data: A zip file.
        name: What it is called in messages.

    Raises:
        QuizError: It is no zip file, or holds no bank.
    """
    return _opened(io.BytesIO(data), name)


def opened_files(files: Mapping[str, bytes], links: Iterable[str], name: str) -> Pack:
    """Read the files of a folder as if they came in a pack, by the same rules.

    Args:
        files: Their contents, by names as a pack has them.
        links: Names of symbolic links; they are left out and named.
        name: What the folder is called in messages.

    Raises:
        QuizError: No bank is among them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as pack:
        for member, content in files.items():
            pack.writestr(zipfile.ZipInfo(member, _MADE_AT), content)
        for member in links:
            info = zipfile.ZipInfo(member, _MADE_AT)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            pack.writestr(info, b"")
    return _opened(out, name, is_folder=True)


def is_wanted(name: str) -> bool:
    """Return whether a file of a folder may belong to a bank, by its name."""
    last = name.rpartition("/")[2]
    return last.lower().endswith((*_BANK_ENDINGS, *_PICTURE_ENDINGS)) or _is_license(last)


def _opened(file: Path | io.BytesIO, path: str, *, is_folder: bool = False) -> Pack:
    try:
        with zipfile.ZipFile(file) as pack:
            return _read(pack, path, is_folder=is_folder)
    except _DAMAGES as error:
        raise QuizError(
            _("{path}: can't be read as a zip file: {why}").format(
                path=path, why=clean_line(str(error))
            )
        ) from error
    except OSError as error:
        raise QuizError(f"{path}: {reason_of(error)}") from error


def single(path: Path) -> PackedBank:
    """Read one bank of one's own disk as if it came in a pack.

    Raises:
        QuizError: It, or a picture that it names, cannot be read.
        BankError: None of its questions is sound.
    """
    path = expanded(path)
    if os.path.isdir(path):
        raise QuizError(_("{path}: a folder; give a single bank file").format(path=path))
    data = read(path)
    decoded = decoded_file(data, str(path))
    if decoded.bank is None or not decoded.bank.items:
        raise BankError(decoded.problems)
    names = sorted({item.image for item in decoded.bank.items if item.image})
    found = {name: beside(path, name) for name in names}
    pictures = {name: read(place) for name, place in found.items() if place is not None}
    return PackedBank(name=path.name, data=data, decoded=decoded, pictures=pictures)


def looked_into(path: Path) -> Pack:
    """Read a bank, or a pack of banks.

    Raises:
        QuizError: It cannot be read, or no bank is in it.
    """
    path = expanded(path)
    is_pack = path.suffix.lower() == ".zip" and not os.path.isdir(path)
    return opened(path) if is_pack else Pack(banks=(single(path),))


def _read(pack: zipfile.ZipFile, path: str, *, is_folder: bool = False) -> Pack:
    members = pack.infolist()
    if len(members) > _MOST_MEMBERS:
        raise QuizError(_("{path}: over 10,000 files, too many for a pack").format(path=path))
    sound, ignored = _sound_members(members)
    reader = _Reader(pack, path)
    banks: list[PackedBank] = []
    used: set[str] = set()
    no_banks: set[str] = set()
    first: dict[str, str] = {}
    for name, info in sound.items():
        if not name.endswith(_BANK_ENDINGS):
            continue
        if info.file_size > _MOST_BANK_BYTES:
            ignored.append(_line(name, _("over 8 MB")))
            continue
        data = reader.read(info)
        folder = name.rpartition("/")[0]
        bank = _bank(name, data, folder, sound, reader, ignored, used)
        if bank is None:
            ignored.append(_line(name, _("not a bank")))
            no_banks.add(name)
            continue
        if bank.id in first:
            message = _("{path}: {one} and {other} have the same id, {id!r}; nothing was added")
            raise QuizError(
                message.format(path=path, one=first[bank.id], other=clean_line(name), id=bank.id)
            )
        first[bank.id] = clean_line(name)
        used.add(name)
        banks.append(bank)
        if len(banks) > _MOST_BANKS:
            raise QuizError(_("{path}: more than 1,000 banks; pack fewer").format(path=path))
    if not banks:
        message = _("{path}: no question bank in this file{why}")
        if is_folder:
            message = _("{path}: no question bank in it{why}")
        raise QuizError(message.format(path=path, why=_reasons(ignored)))
    licenses = {name for name in sound if _is_license(name.rpartition("/")[2])}
    known = used | licenses | no_banks
    ignored += [_line(n, _("not used by any bank")) for n in sound if n not in known]
    return Pack(banks=tuple(banks), ignored=tuple(sorted(set(ignored))))


def _reasons(ignored: Sequence[str]) -> str:
    """Return why members were left out, as the end of a sentence."""
    if not ignored:
        return ""
    shown = list(dict.fromkeys(ignored))[:3]
    more = len(ignored) - len(shown)
    if more > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return f" ({'; '.join(shown)})"


def _bank(
    name: str,
    data: bytes,
    folder: str,
    sound: Mapping[str, zipfile.ZipInfo],
    reader: "_Reader",
    ignored: list[str],
    used: set[str],
) -> PackedBank | None:
    """Return a member as a bank, with the pictures it names; None if it is none."""
    named = decoded_file(data, name, exists=lambda _: True).bank  # they are looked for below
    if named is None or not named.items:
        return None
    pictures: dict[str, bytes] = {}
    for image in dict.fromkeys(item.image for item in named.items if item.image):
        member = _plain("/".join(filter(None, (folder, image.replace("\\", "/")))))
        info = sound.get(member)
        if info is None:
            continue
        used.add(member)
        if info.file_size > _MOST_PICTURE_BYTES:
            ignored.append(_line(member, _("over 16 MB")))
            continue
        content = reader.read(info)
        if _is_picture(image, content):
            pictures[image] = content
        else:
            ignored.append(_line(member, _("not a PNG, JPEG, GIF or WebP picture")))
    license_text = _license_above(folder, sound, reader)
    decoded = decoded_file(data, name, exists=pictures.__contains__)
    return PackedBank(
        name=name, data=data, decoded=decoded, pictures=pictures, license_text=license_text
    )


def _license_above(folder: str, sound: Mapping[str, zipfile.ZipInfo], reader: "_Reader") -> bytes:
    """Return the licence beside a bank, or the nearest in the folders above it; empty for none."""
    while True:
        for name in _LICENSE_NAMES:
            info = sound.get("/".join(filter(None, (folder, name))))
            if info is not None and info.file_size <= _MOST_LICENSE_BYTES:
                return reader.read(info)
        if not folder:
            return b""
        folder = folder.rpartition("/")[0]


def _sound_members(
    members: Sequence[zipfile.ZipInfo],
) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """Return the members that may be read, by their names, and why others are left out."""
    sound: dict[str, zipfile.ZipInfo] = {}
    ignored: list[str] = []
    folded: set[str] = set()
    for info in members:
        if info.is_dir():
            continue
        name = _plain(info.filename)
        why = _name_fault(info.filename) or _member_fault(info)
        if not why and name.casefold() in folded:
            why = _("duplicate name")
        if why:
            ignored.append(_line(info.filename, why))
            continue
        folded.add(name.casefold())
        sound[name] = info
    return sound, ignored


def _name_fault(name: str) -> str:
    """Return why a name is not one of a file below the pack; empty if it is."""
    parts = name.split("/")
    if CONTROLS.search(name) or set(name) & set("\n\t\\:") or len(name) > _LONGEST_NAME:
        return _("invalid name")
    if name.startswith(("/", "~")) or ".." in parts or "" in parts or "." in parts:
        return _("name outside the pack")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return _("hidden file")
    return ""


def _member_fault(info: zipfile.ZipInfo) -> str:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Only these two are unpacked piece by piece: a few bytes of bzip2 hold gigabytes.
        return _("compressed by a method other than deflate")
    if stat.S_ISLNK(info.external_attr >> 16):
        return _("link")
    if info.flag_bits & 0x1:
        return _("encrypted")
    if info.file_size > _RATIO_FROM and info.file_size > _LARGEST_RATIO * info.compress_size:
        return _("suspiciously high compression")
    return ""


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _line(name: str, why: str) -> str:
    return f"{clip(clean_line(name), 80)}: {why}"


class _Reader:
    """Reads members within the bounds that all of them share; a member's stated size may lie."""

    def __init__(self, pack: zipfile.ZipFile, path: str) -> None:
        self._pack = pack
        self._path = path
        self._left = _MOST_TOTAL_BYTES

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """Return a member's bytes.

        Raises:
            QuizError: It is larger than it says, or all together are too large.
        """
        parts: list[bytes] = []
        size = 0
        with self._pack.open(info) as member:
            while block := member.read(_BLOCK):
                size += len(block)
                self._left -= len(block)
                if size > info.file_size or self._left < 0:
                    raise QuizError(
                        _("{path}: larger than it says, or over 256 MB").format(path=self._path)
                    )
                parts.append(block)
        return b"".join(parts)


def _is_license(name: str) -> bool:
    return name in _LICENSE_NAMES


def _is_picture(name: str, content: bytes) -> bool:
    """Return whether a file is a picture of a type that banks have, by its name and first bytes."""
    return name.lower().endswith(_PICTURE_ENDINGS) and (
        content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"))
        or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
    )


# Adding


def unpacked(bank: PackedBank, folder: Path, *, replaces: bool = False) -> Path:
    """Write a bank of a pack, its pictures and its licence into a folder of its own.

    Args:
        bank: The bank.
        folder: The user's folder of banks; the bank's own is named by its id.
        replaces: Write over a bank that is there and differs; it is kept beside, hidden.

    Returns:
        The bank's file.

    Raises:
        BankError: None of its questions is sound.
        QuizError: It cannot be written, or another bank lies there.
    """
    if not bank.id or not bank.decoded.bank or not bank.decoded.bank.items:
        raise BankError(bank.decoded.problems)
    name = bank.id.strip(".") or "bank"
    target = folder / name / f"{name}.yaml"
    try:
        if target.exists():
            old = read(target)
            if old != bank.data and not replaces:
                raise QuizError(
                    _("{target}: already exists and differs; not replaced").format(target=target)
                )
            if old != bank.data:
                write_whole(target.with_name(f".{name}.before.yaml"), old)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_pictures(target.parent, bank)
        if bank.license_text:
            write_whole(target.with_name("LICENSE"), bank.license_text)
        write_whole(target, bank.data)
    except OSError as error:
        raise QuizError(f"{target}: {reason_of(error)}") from error
    return target


def write_pictures(folder: Path, bank: PackedBank) -> None:
    """Write the pictures of a bank beside it.

    Raises:
        QuizError: A link would lead one out of the folder.
        OSError: One cannot be written.
    """
    for image, content in bank.pictures.items():
        _write_picture(folder, image, content)


def _write_picture(folder: Path, image: str, content: bytes) -> None:
    place = folder.joinpath(*image.replace("\\", "/").split("/"))
    # The name was held against the rules when the bank was read; links may have been laid since.
    if not Path(os.path.realpath(place.parent)).is_relative_to(os.path.realpath(folder)):
        raise QuizError(_("{place}: outside the bank's folder").format(place=place))
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if place.read_bytes() == content:
            return
    write_whole(place, content)
