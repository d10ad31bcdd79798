"""Following the banks of others: what would be added, adding it, and bringing it up to date.

Every update is by the same rule: the author's text as it is now takes the place of that of before.
Progress follows the questions as after any change of a bank, and what the learner edited is theirs:
it is in a copy of their own, which takes up what the author changed elsewhere in it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.desk.banks.differences import Difference, How, differences, summary
from quiz.desk.banks.own_copies import bring_up, keep_original, own_copy, shipped_file
from quiz.errors import QuizError, reason_of
from quiz.items import Bank
from quiz.items.wording import stem_text
from quiz.library.fetching import Fetched, OpenAddress, fetched
from quiz.library.files import read
from quiz.library.followed import (
    Followed,
    FollowedBank,
    digest_of,
    followed_sources,
    note_checked,
    original_of,
    remove_followed,
    write_followed,
)
from quiz.library.naming import did_you_mean
from quiz.library.packing import Pack, PackedBank
from quiz.library.reading import decoded_file
from quiz.library.sources import FollowedSource, plain_name, resolved, source_named
from quiz.library.writing import write_whole
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_FIRST = 3
"""Questions of each bank that are shown before it is added."""


class FollowOffer(msgspec.Struct, frozen=True, kw_only=True):
    """What a source holds, before it is followed."""

    name: str
    """The name it would be followed under."""
    source: FollowedSource
    """Where it is."""
    fetched: Fetched
    """What it holds."""

    @property
    def banks(self) -> tuple[PackedBank, ...]:
        """Its banks."""
        return self.fetched.pack.banks


class BankUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """What an update did to a bank."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    what: str
    """`added`, `changed` or `removed`."""
    differences: tuple[Difference, ...] = ()
    """The questions that changed."""
    own_path: str = ""
    """The learner's copy that is used in its place; empty if there is none."""
    is_merged: bool = False
    """Whether the copy took up what changed."""
    conflicts: tuple[str, ...] = ()
    """Ids of the questions that both changed, so that the copy stayed as it was."""

    @property
    def words(self) -> str:
        """What was done, one line."""
        if self.what == "added":
            return _("{bank}: new").format(bank=clean_line(self.title))
        if self.what == "removed":
            words = _("{bank}: no longer in the source; removed, your progress is kept")
            return words.format(bank=clean_line(self.title))
        found = summary(self.differences) or _("nothing that is asked")
        return f"{clean_line(self.title)}: {found}"

    @property
    def own_words(self) -> str:
        """What became of the learner's own copy, one line; empty if there is none."""
        if not self.own_path:
            return ""
        if self.is_merged:
            return _("your edits are kept, and your copy has these changes too")
        words = _(
            "you edited the same lines, so your copy stayed as it was and is still used: {path}"
        )
        said = words.format(path=clean_line(self.own_path))
        if self.conflicts:
            said += f" ({', '.join(self.conflicts[:5])})"
        return said


class SourceUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """What an update of a source did."""

    name: str
    """The name it is followed under."""
    source: str
    """Where it comes from."""
    error: str = ""
    """Why it could not be updated; empty if it could."""
    banks: tuple[BankUpdate, ...] = ()
    """The banks that changed."""
    rescued: tuple[str, ...] = ()
    """Files that had been edited where they were fetched to, and became copies of one's own."""


# Following


def offer(
    desk: "Desk", text: str, name: str = "", *, open_address: OpenAddress | None = None
) -> FollowOffer:
    """Fetch what a source holds, without keeping anything of it.

    Args:
        desk: The banks there are.
        text: The source, as the user wrote it.
        name: The name to follow it under; empty for one of its own.
        open_address: Opens an https address; None for the real one.

    Raises:
        QuizError: It cannot be followed; says why, and what to do.
    """
    source = source_named(text)
    known = followed_sources(desk.places.followed)
    for one in known:
        is_same = resolved(one.source.address) == resolved(source.address)
        if is_same and (one.source.branch, one.source.folder) == (source.branch, source.folder):
            words = _("you follow {source} already; `quiz banks --update {name}` updates it")
            raise QuizError(words.format(source=source.words, name=one.name))
    chosen = plain_name(name)
    if name and chosen != name:
        words = _("a name has small letters, digits and - only; try {name!r}")
        raise QuizError(words.format(name=chosen or "shared"))
    chosen = chosen or source.usual_name
    taken = next((one for one in known if one.name == chosen), None)
    if taken is not None:
        words = _("you follow {source} as {name!r} already; choose another name with --name")
        raise QuizError(words.format(source=taken.source.words, name=chosen))
    found = fetched(source, open_address=open_address)
    _refuse_clashes(desk, known, source, found.pack)
    return FollowOffer(name=chosen, source=source, fetched=found)


def follow(desk: "Desk", offered: FollowOffer) -> Followed:
    """Keep what a source holds, and follow it from now on.

    Raises:
        QuizError: It cannot be written.
    """
    now = desk.now()
    followed = Followed(
        name=offered.name,
        source=offered.source,
        followed_at=now,
        checked_at=now,
        updated_at=now,
        version=offered.fetched.version,
    )
    followed = write_followed(desk.places.followed, followed, offered.fetched.pack)
    desk.refresh()
    return followed


def unfollow(desk: "Desk", name: str) -> Followed:
    """Follow a source no longer, and delete what was fetched; progress and own copies stay.

    Raises:
        QuizError: It is not followed, or cannot be deleted.
    """
    followed = following(desk.places.followed, name)
    _rescue(desk, followed)
    remove_followed(desk.places.followed, followed)
    desk.refresh()
    return followed


def following(folder: Path, name: str) -> Followed:
    """Return a source by the name it is followed under.

    Raises:
        QuizError: There is none of this name.
    """
    known = {one.name: one for one in followed_sources(folder)}
    by_source = {resolved(one.source.address): one for one in known.values()}
    found = known.get(name) or by_source.get(resolved(name))
    if found is None:
        fix = did_you_mean(name, known) or _("`quiz follow --list` lists what you follow")
        raise QuizError(_("you don't follow {name!r}; {fix}").format(name=name, fix=fix))
    return found


def first_questions(bank: Bank) -> list[str]:
    """Return the first questions of a bank, a clean line each."""
    return [clean_line(stem_text(item)) for item in bank.items[:_FIRST]]


def _refuse_clashes(
    desk: "Desk", known: Sequence[Followed], source: FollowedSource, pack: Pack, name: str = ""
) -> None:
    """Refuse banks whose id another bank has: their progress would be one.

    Args:
        desk: The banks there are.
        known: The sources that are followed.
        source: Where the banks come from.
        pack: The banks.
        name: The name that the source is followed under, if it is.

    Raises:
        QuizError: One has; names both.
    """
    others = {
        bank.id: f"{bank.name} ({one.source.words})"
        for one in known
        if one.name != name
        for bank in one.banks
    }
    for bank in pack.banks:
        other = others.get(bank.id) or _path_of_other(desk, bank.id, name)
        if other:
            words = _(
                "{one} of {source} and {other} have the same id, {id!r}, and only one of them can "
                "be used; nothing was changed. Remove one, or change its `id:`"
            )
            raise QuizError(
                words.format(
                    one=clean_line(bank.name),
                    source=source.words,
                    other=clean_line(other),
                    id=bank.id,
                )
            )


def _path_of_other(desk: "Desk", bank: str, name: str) -> str:
    """Return the file of another bank with an id; a copy of one that is followed is none."""
    entry = desk.library.entries.get(bank)
    if entry is None:
        return ""
    if own_copy(desk.places, bank) is not None:
        shipped = shipped_file(desk.places, bank)
        return str(shipped) if shipped.is_file() else ""
    own = Path(desk.places.followed, name) if name else None
    is_its_own = own is not None and Path(entry.path).is_relative_to(own.resolve())
    return "" if is_its_own else entry.path


# Updating


def updates(
    desk: "Desk", names: Sequence[str] = (), *, open_address: OpenAddress | None = None
) -> Iterator[SourceUpdate]:
    """Bring sources up to date, one after the other; yield what was done to each.

    What goes wrong with one is said in its place, and the others go on.

    Args:
        desk: The banks and the record.
        names: Which sources; none for all.
        open_address: Opens an https address; None for the real one.

    Raises:
        QuizError: A name is not followed.
    """
    folder = desk.places.followed
    wanted = [following(folder, name) for name in names] or followed_sources(folder)
    for followed in wanted:
        yield updated(desk, followed, fetched_anew(followed, open_address=open_address))


def fetched_anew(
    followed: Followed, *, open_address: OpenAddress | None = None
) -> Fetched | QuizError:
    """Return what a source holds now, or why it cannot be fetched; needs no desk.

    Args:
        followed: The source.
        open_address: Opens an https address; None for the real one.
    """
    try:
        return fetched(followed.source, open_address=open_address)
    except QuizError as error:
        return error


def updated(desk: "Desk", followed: Followed, found: Fetched | QuizError) -> SourceUpdate:
    """Bring a source up to date with what was fetched, and return what was done.

    Args:
        desk: The banks and the record.
        followed: The source.
        found: What it holds now, or why that is not known.
    """
    try:
        if isinstance(found, QuizError):
            raise found
        update = _update(desk, followed, found)
    except QuizError as error:
        update = SourceUpdate(
            name=followed.name, source=followed.source.words, error=clean_line(str(error))
        )
    desk.refresh()
    return update


def _update(desk: "Desk", followed: Followed, found: Fetched) -> SourceUpdate:
    folder, now = desk.places.followed, desk.now()
    known = followed_sources(folder)
    _refuse_clashes(desk, known, followed.source, found.pack, followed.name)
    rescued = _rescue(desk, followed)
    before = {bank.id: bank for bank in followed.banks}
    fresh = {bank.id: bank for bank in found.pack.banks}
    changed = [
        _bank_update(folder / followed.name, before.get(bank.id), bank)
        for bank in found.pack.banks
        if bank.id not in before or before[bank.id].digest != digest_of(bank.data)
    ]
    changed += [
        BankUpdate(id=bank.id, title=_title(folder / followed.name, bank), what="removed")
        for bank in followed.banks
        if bank.id not in fresh
    ]
    noted = msgspec.structs.replace(followed, checked_at=now, version=found.version)
    if changed or _pictures_changed(folder / followed.name, found.pack):
        noted = msgspec.structs.replace(noted, updated_at=now)
        write_followed(folder, noted, found.pack)
    else:
        note_checked(folder, noted)
    changed = [_with_copy(desk, one, fresh.get(one.id)) for one in changed]
    return SourceUpdate(
        name=followed.name,
        source=followed.source.words,
        banks=tuple(changed),
        rescued=tuple(rescued),
    )


def _bank_update(folder: Path, before: FollowedBank | None, bank: PackedBank) -> BankUpdate:
    now = bank.decoded.bank
    assert now is not None, "a pack can only hold banks"
    old = _bank_at(folder / before.file) if before is not None else None
    if old is None:
        return BankUpdate(id=bank.id, title=now.title, what="added")
    found = differences(old, now)
    return BankUpdate(id=bank.id, title=now.title, what="changed", differences=found)


def _with_copy(desk: "Desk", update: BankUpdate, bank: PackedBank | None) -> BankUpdate:
    """Bring the learner's own copy of a bank up, and say what became of it."""
    copy = own_copy(desk.places, update.id)
    if copy is None or bank is None:
        return update
    done = bring_up(desk, bank)
    if not copy.is_edited:
        return update
    is_merged = done is None or done.data is not None
    return msgspec.structs.replace(
        update,
        own_path=str(copy.path),
        is_merged=is_merged,
        conflicts=done.conflicts if done is not None else (),
    )


def _rescue(desk: "Desk", followed: Followed) -> list[str]:
    """Make an own copy of each fetched bank that was edited in its place; return the copies.

    Raises:
        QuizError: One cannot be copied: nothing is to be written over it then.
    """
    found: list[str] = []
    for bank in followed.banks:
        path = desk.places.followed / followed.name / bank.file
        original = original_of(path)
        if not (path.is_file() and original.is_file()):
            continue
        data, base = read(path), read(original)
        if data == base:
            continue
        name = bank.id.strip(".") or "bank"
        copy = desk.places.banks / name / f"{name}.yaml"
        if copy.exists():
            words = _("{path} was edited, and you have a copy already: {copy}; remove one of them")
            raise QuizError(words.format(path=path, copy=copy))
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            keep_original(copy, base)
            write_whole(copy, data)
        except OSError as error:
            raise QuizError(f"{copy}: {reason_of(error)}") from error
        found.append(str(copy))
    return found


def _pictures_changed(folder: Path, pack: Pack) -> bool:
    """Return whether a picture or a licence is another than the one that is kept."""
    for bank in pack.banks:
        place = folder / (bank.id.strip(".") or "bank")
        files = {place.joinpath(*name.split("/")): data for name, data in bank.pictures.items()}
        if bank.license_text:
            files[place / "LICENSE"] = bank.license_text
        if any(not path.is_file() or path.read_bytes() != data for path, data in files.items()):
            return True
    return False


def _bank_at(path: Path) -> Bank | None:
    try:
        return decoded_file(read(path), str(path)).bank
    except QuizError:
        return None


def _title(folder: Path, bank: FollowedBank) -> str:
    there = _bank_at(folder / bank.file)
    return there.title if there is not None else bank.id


def answers_changed(update: SourceUpdate) -> int:
    """Return how many questions have another answer now."""
    return sum(one.how is How.ANSWER for bank in update.banks for one in bank.differences)


def count_words(banks: Sequence[PackedBank]) -> str:
    """Return how many banks and questions there are."""
    questions = sum(len(bank.decoded.bank.items) for bank in banks if bank.decoded.bank)
    said = [
        ngettext("{n} bank", "{n} banks", len(banks)).format(n=len(banks)),
        ngettext("{n} question", "{n} questions", questions).format(n=questions),
    ]
    return ", ".join(said)
