"""Naming: what the name of a bank is that of, for all that take one.

A name is an id, a file, or a folder with all banks below it; ids come first. It brings in neither
the index nor the record, so that files alone are checked at once.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.library.files import bank_files, is_utf8, misnamed, read
from quiz.library.folders import Folders, expanded
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.library.library import Library

_One = TypeVar("_One")
ENDINGS = (".yaml", ".yml")
"""How the name of a bank's file ends."""
_OWN_KEY = re.compile(rb"(?m)^[\"']?(?:title|questions)[\"']?[ \t]*:")
_OTHER_KEY = re.compile(rb"(?m)^[\"']?[A-Za-z_][\w-]*[\"']?[ \t]*:(?:[ \t\r]|$)")
_MOST_HEAD = 1_000_000
"""Bytes that are looked at for a bank's keys."""


class Meaning(Enum):
    """What a name is that of."""

    ID = "id"
    """The id of a bank."""
    FOLDER = "folder"
    """A folder of banks."""
    FILE = "file"
    """A bank's file."""


class NamedFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The files that names mean."""

    paths: tuple[str, ...]
    """As the user named them, or as seen from here."""
    left_out: tuple[str, ...] = ()
    """What is not used of the folders, a sentence each."""


def named_files(
    names: Iterable[str],
    places: Folders,
    *,
    takes_papers: bool = False,
) -> NamedFiles:
    """Return the files that names mean, which need not be banks; for no name one's own.

    Without a name, ./questions and the user's own banks are meant, or those of the program where
    there are none.

    Args:
        names: Files, folders and ids.
        places: Where banks lie.
        takes_papers: Whether the exam papers of a folder are wanted too.

    Raises:
        QuizError: A name means nothing, or a folder holds no bank.
    """
    opened: list[Library] = []  # only for what may be an id

    def ids() -> Collection[str]:
        if not opened:
            from quiz.library.library import Library

            opened.append(Library(places))
        opened[0].all()
        return opened[0].entries

    found: list[str] = []
    left_out: list[str] = []
    try:
        for name in names:
            match meaning(name, ids):
                case Meaning.ID:
                    found.append(shown_path(opened[0].entries[name].path))
                case Meaning.FOLDER:
                    paths, notes = folder_files(name, takes_papers=takes_papers)
                    found += paths
                    left_out += notes
                case Meaning.FILE:
                    found.append(os.path.expanduser(name))
    finally:
        for one in opened:
            one.close()
    return NamedFiles(paths=tuple(found), left_out=tuple(left_out)) if found else _own(places)


def file_named(name: str, places: Folders) -> str:
    """Return the one file that a name means.

    Raises:
        QuizError: It means nothing, or a folder with several banks.
    """
    return only_one(name, named_files((name,), places).paths)


def meaning(name: str, ids: Callable[[], Collection[str]]) -> Meaning:
    """Return what a name is that of.

    Args:
        name: As the user wrote it.
        ids: Gives those of the banks there are; not asked where the name is plainly a path.

    Raises:
        QuizError: Nothing has that name.
    """
    # `os.path` has no fault for a name that no file can have; `Path` has.
    path, is_path = expanded(name), is_path_like(name)
    if not is_path and name in ids():
        return Meaning.ID
    if os.path.isdir(path):
        return Meaning.FOLDER
    if not _is_nowhere(path):
        return Meaning.FILE
    raise QuizError(_unknown(name, ids()))


def _is_nowhere(path: Path | str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        pass  # it may be there: reading it says what is wrong
    return False


def is_path_like(name: str) -> bool:
    """Return whether a name can only be that of a file or folder."""
    return "/" in name or name.endswith(ENDINGS)


def shown_path(path: str) -> str:
    """Return a path as seen from here, if it lies below."""
    here = os.path.realpath(os.curdir)
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def only_one(name: str, found: Sequence[_One]) -> _One:
    """Return what a name means where one bank is wanted.

    Raises:
        QuizError: They are several.
    """
    if len(found) > 1:
        message = ngettext(
            "{name}: a folder with {n} bank; name one of them",
            "{name}: a folder with {n} banks; name one of them",
            len(found),
        )
        raise QuizError(message.format(name=name, n=len(found)))
    return found[0]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question for the known name that is nearest to one; empty if none is near."""
    return _nearest(name, {one: one for one in known})


def _nearest(name: str, known: Mapping[str, str]) -> str:
    """Return the question where what is known has other names than those that are shown."""
    from difflib import get_close_matches  # only for a name that was misspelled

    near = get_close_matches(name, list(known), 1, 0.5)
    return _("did you mean {near!r}?").format(near=known[near[0]]) if near else ""


def _beside(name: str) -> list[str]:
    """Return the files that a name could mean that was misspelled: those of the same folder."""
    folder = os.path.dirname(name)
    try:
        names = os.listdir(os.path.expanduser(folder) or os.curdir)
    except (OSError, ValueError):
        return []
    return [os.path.join(folder, one) for one in names if one.endswith(ENDINGS) and is_utf8(one)]


def _stem(name: str) -> str:
    """Return a name without the ending of a file; as the same for all it would make all alike."""
    return next((name.removesuffix(end) for end in ENDINGS if name.endswith(end)), name)


def _unknown(name: str, ids: Collection[str]) -> str:
    known = {bank: bank for bank in ids} | {_stem(file): file for file in _beside(name)}
    fix = _nearest(_stem(name), known) or _("`quiz banks` lists your banks")
    return _("no bank, file or folder called {name!r}; {fix}").format(name=name, fix=fix)


# Folders


def folder_files(name: str, *, takes_papers: bool = False) -> tuple[list[str], list[str]]:
    """Return the files below a folder that may be banks, and what is left out.

    Args:
        name: The folder, as the user wrote it.
        takes_papers: Whether its exam papers are wanted too.

    Raises:
        QuizError: There is none.
    """
    from quiz.formats.paper import is_paper  # PyYAML takes 20 ms, and folders are seldom named

    folder = str(expanded(name))
    found: list[str] = []
    left_out = misnamed_words([Path(folder)])
    for file in bank_files([Path(folder)]):
        path = _below(folder, file.path)
        data = read(file.path)
        if is_paper(data):
            found += [path] if takes_papers else []
        elif _is_another_thing(data):
            why = _("{file}: left out: not a bank (no `title` and no `questions`)")
            left_out.append(why.format(file=path))
        else:
            found.append(path)
    if not found:
        why = _("{name}: no banks in this folder").format(name=name)
        raise QuizError("\n".join([why, *left_out]))
    return found, left_out


def misnamed_words(places: Iterable[Path]) -> list[str]:
    """Return which bank files of folders nothing of ours can use, as sentences."""
    why = _("{file}: left out: its name isn't UTF-8; rename it")
    found = [path for folder in places for path in misnamed(folder)]
    shown = [os.fsencode(path).decode("utf-8", "replace") for path in dict.fromkeys(found)]
    return [why.format(file=clean_line(path)) for path in shown]


def _is_another_thing(data: bytes) -> bool:
    """Return whether a YAML file of a folder is plainly no bank: settings of some other program.

    One that is empty or cannot be read is checked, so that nothing is passed over in silence.
    """
    head = data[:_MOST_HEAD]
    return _OTHER_KEY.search(head) is not None and _OWN_KEY.search(head) is None


def _own(places: Folders) -> NamedFiles:
    others = (places.followed, places.bank_folders[-1])  # of whoever wrote them
    own = [f for f in places.bank_folders if f not in others and os.path.isdir(f)]
    found = tuple(shown_path(file.path) for file in bank_files(own or places.bank_folders))
    if not found:
        raise QuizError(_("no banks found; give a file or folder"))
    return NamedFiles(paths=found, left_out=tuple(misnamed_words(map(Path, own))))


def _below(folder: str, path: str) -> str:
    """Return a file's path as seen from the folder's name; a link may lead out of it."""
    real = Path(folder).resolve()
    if not Path(path).is_relative_to(real):
        return path
    return str(Path(folder) / Path(path).relative_to(real))
