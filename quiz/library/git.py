"""Reading a git repository of others: the newest commit alone, and nothing of it is run.

The repository is cloned without files of its own ("bare"), so that no filter, hook or link of it
comes to life; its files are then read from git itself, with their sizes known before.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError, reason_of
from quiz.library.packing import is_wanted
from quiz.library.sources import FollowedSource
from quiz.translation import _

LONGEST_S = 120.0
"""Seconds that a clone may take."""
MOST_CLONE_BYTES = 64 * 1024 * 1024
"""Of the newest commit with all that is no bank, as git packs it."""
_MOST_FILES = 2_000
_MOST_NAMES = 200_000
_DEEPEST = 6
_WAIT_S = 0.1
_LONGEST_READING_S = 30.0
_SKIPPED = ("node_modules", "__pycache__")


class _Entry(msgspec.Struct, frozen=True):
    """A file of a commit."""

    name: str
    mode: str
    size: int
    blob: str


def cloned_files(
    source: FollowedSource, *, most_bytes: int
) -> tuple[dict[str, bytes], list[str], str]:
    """Return what may belong to banks in the newest commit of a repository.

    Args:
        source: The repository; with a branch and a folder, if only these are meant.
        most_bytes: Of all files together.

    Returns:
        Contents by name below the source's folder, the names of symbolic links, and the commit.

    Raises:
        QuizError: git is not there, the repository cannot be had, or it is too large.
    """
    git = shutil.which("git")
    if git is None:
        words = _("{source} is a git repository, but git isn't installed; install it, or {other}")
        other = _("follow the https address of a single file")
        raise QuizError(words.format(source=source.words, other=other))
    with tempfile.TemporaryDirectory(prefix="quiz-follow-") as folder:
        clone = Path(folder) / "clone"
        _clone(git, source, clone)
        commit = _read(git, clone, "rev-parse", "--verify", "HEAD").decode().strip()
        entries, links = _entries(git, clone, source)
        if len(entries) > _MOST_FILES:
            raise QuizError(_("{path}: too many files to follow").format(path=source.words))
        if sum(entry.size for entry in entries) > most_bytes:
            message = _("{source}: over {n} MB of banks and pictures, too large to follow")
            raise QuizError(message.format(source=source.words, n=most_bytes // (1024 * 1024)))
        contents = _contents(git, clone, [entry.blob for entry in entries])
        files = {entry.name: contents[entry.blob] for entry in entries}
    return files, links, commit


def _environment(source: FollowedSource) -> dict[str, str]:
    """Return the environment in which git asks nothing and takes only safe ways."""
    is_here = os.path.isabs(source.address)
    return {
        **_without_git(),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=20",
        "GIT_ALLOW_PROTOCOL": "file" if is_here else "https:ssh",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }


def _without_git() -> dict[str, str]:
    """Return our environment without what it may say to git: `GIT_DIR` of a hook, say."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def _clone(git: str, source: FollowedSource, clone: Path) -> None:
    """Clone the newest commit, and stop where that takes too long or too much room."""
    address = source.address
    if os.path.isabs(address):
        address = Path(address).as_uri()  # a path alone would be copied whole, hard links too
    command = [
        git,
        "-c", f"core.hooksPath={os.devnull}",
        "-c", "http.followRedirects=initial",
        "-c", "gc.auto=0",
        "clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags",
        "--no-recurse-submodules", "--template=",
        *(["--branch", source.branch] if source.branch else []),
        "--", address, str(clone),
    ]  # fmt: skip
    until = monotonic() + LONGEST_S
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=_environment(source),
                start_new_session=True,
            )
        except OSError as error:
            raise QuizError(_("git failed: {reason}").format(reason=reason_of(error))) from error
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_WAIT_S)
                    break
                if monotonic() > until:
                    words = _("{source}: no answer in time; try again later")
                    raise QuizError(words.format(source=source.words))
                if _size(clone) > MOST_CLONE_BYTES:
                    raise QuizError(_too_much(source))
        finally:
            _stop(process)
        if process.returncode:
            said.seek(0)
            text = said.read(20_000).decode("utf-8", "replace")
            raise QuizError(f"{source.words}: {_why(text)}")
    if _size(clone) > MOST_CLONE_BYTES:
        raise QuizError(_too_much(source))


def _too_much(source: FollowedSource) -> str:
    words = _("{source}: over {n} MB, too large to follow")
    return words.format(source=source.words, n=MOST_CLONE_BYTES // (1024 * 1024))


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End git and what it started, if it is still there."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _size(folder: Path) -> int:
    size = 0
    for at, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(at, name)).st_size
    return size


def _why(text: str) -> str:
    """Return in plain words why a clone failed."""
    known = (
        (r"(?:certificate)", _("its certificate isn't valid; nothing was read")),
        (r"(?:remote branch .* not found)", _("it has no such branch")),
        (r"(?:could not resolve host|unable to access|connection refused|network is)",
         _("can't be reached; are you online?")),
        (r"(?:authentication failed|could not read username|permission denied|publickey)",
         _("not found, or not open to everyone")),
        (r"(?:not found|does not exist|does not appear to be a git repository)",
         _("no git repository there; check the address")),
        (r"(?:dubious ownership)", _("it belongs to another user; git refuses to read it")),
        (r"(?:host key verification failed)",
         _("its host isn't known to ssh yet; connect once with ssh to check its key")),
        (r"(?:transport|not allowed)", _("git isn't allowed to fetch from there")),
    )  # fmt: skip
    folded = text.casefold()
    for signs, words in known:
        if re.search(signs, folded):
            return words
    lines = [line for line in text.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    return _("git failed: {reason}").format(reason=clean_line(last.removeprefix("fatal: "))[:300])


# Reading the clone


def _read(git: str, clone: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Return what git says of the clone.

    Raises:
        QuizError: It fails, as in a repository without a commit.
    """
    try:
        done = subprocess.run(
            [git, "--git-dir", str(clone), *arguments],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            check=False,
            timeout=_LONGEST_READING_S,
            env=_without_git() | {"GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise QuizError(_("git failed: {reason}").format(reason=error)) from error
    if done.returncode:
        raise QuizError(_("the repository is empty"))
    return done.stdout


def _entries(git: str, clone: Path, source: FollowedSource) -> tuple[list[_Entry], list[str]]:
    """Return the files that may belong to banks, and the links; submodules are left alone."""
    prefix = f"{source.folder}/" if source.folder else ""
    where = [f"HEAD:{source.folder}"] if source.folder else ["HEAD"]
    try:
        listed = _read(git, clone, "ls-tree", "-r", "-z", "--long", "--full-tree", *where)
    except QuizError:
        if not prefix:
            raise
        words = _("{source}: no such folder in the repository")
        raise QuizError(words.format(source=source.words)) from None
    found: list[_Entry] = []
    links: list[str] = []
    for number, line in enumerate(listed.split(b"\0")):
        if number > _MOST_NAMES:
            raise QuizError(_("{path}: too many files to follow").format(path=source.words))
        about, _tab, raw = line.partition(b"\t")
        parts = about.split()
        if len(parts) != 4 or parts[1] != b"blob":
            continue
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            continue
        if not is_wanted(name) or _is_passed_over(name):
            continue
        if parts[0] == b"120000":
            links.append(name)
        else:
            size = int(parts[3]) if parts[3].isdigit() else 0
            found.append(_Entry(name, parts[0].decode(), size, parts[2].decode()))
    return found, links


def _is_passed_over(name: str) -> bool:
    parts = name.split("/")
    return len(parts) > _DEEPEST + 1 or any(
        part.startswith((".", "_")) or part in _SKIPPED for part in parts
    )


def _contents(git: str, clone: Path, blobs: Sequence[str]) -> Mapping[str, bytes]:
    """Return the contents of blobs, by their ids."""
    if not blobs:
        return {}
    wanted = [*dict.fromkeys(blobs)]
    data = _read(git, clone, "cat-file", "--batch", given="\n".join([*wanted, ""]).encode())
    found: dict[str, bytes] = {}
    at = 0
    for _blob in wanted:
        end = data.index(b"\n", at)
        blob, kind, size = data[at:end].split()
        assert kind == b"blob", "only blobs were asked for"
        at = end + 1
        found[blob.decode()] = data[at : at + int(size)]
        at += int(size) + 1
    return found
