"""What a source of shared banks is: a folder, a git address, or the address of a file.

Nothing is fetched here. Only ways that nobody on the way can change are taken: https and ssh.
"""

import os
import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from quiz.cleaning import CONTROLS, clean_line
from quiz.errors import QuizError
from quiz.library.folders import expanded
from quiz.translation import _

_LONGEST = 2_000
_GIT_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht", "gitee.com")
"""Hosts whose address of two parts is that of a repository."""
_FILE_ENDINGS = (".yaml", ".yml", ".zip")
_SCP = re.compile(r"(?:[\w.+-]+@)?[\w.-]+\.[\w-]+:(?!//)\S+\Z|[\w.+-]+@[\w.-]+:(?!//)\S+\Z")
"""`git@host:owner/repo.git`, as ssh has it."""
_HOST_FIRST = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S+\Z", re.IGNORECASE)
"""An address whose `https://` was left out."""
_BLOB = re.compile(r"(/[^/]+/[^/]+)(?:/-)?/(blob|src/branch|tree)/([^/]+)(?:/(.*))?\Z")
"""A page that shows a file or a folder of a repository: repository, what, branch, path."""


class SourceKind(StrEnum):
    """How a source is fetched."""

    FOLDER = "folder"
    """A folder of this computer, read as it is."""
    FILE = "file"
    """A bank or pack of this computer."""
    GIT = "git"
    """A git repository, elsewhere or here."""
    HTTPS = "https"
    """A bank or pack at an https address."""


class FollowedSource(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where shared banks come from."""

    kind: SourceKind
    """How it is fetched."""
    address: str
    """The path, absolute, or the address."""
    branch: str = ""
    """Of a git repository; empty: the one it names as its first."""
    folder: str = ""
    """The folder of a repository that is read; empty for all of it."""

    @property
    def words(self) -> str:
        """What it is called in messages, one clean line."""
        inside = f" ({'/'.join(filter(None, (self.branch, self.folder)))})" if self.branch else ""
        return clean_line(self.address) + inside

    @property
    def usual_name(self) -> str:
        """The name it is followed under unless the learner gives another."""
        path = self.folder or unquote(re.split(r"[?#]", self.address)[0])
        parts = [part for part in re.split(r"[/\\:]", path) if part]
        last = parts[-1] if parts else ""
        for ending in (".git", ".quiz.zip", *_FILE_ENDINGS):
            last = last.removesuffix(ending)
        return plain_name(last) or "shared"


def plain_name(text: str) -> str:
    """Return a text as the name of a followed source; empty if nothing of it can be."""
    return "-".join(re.findall(r"[\w]+", text.lower()))[:60].strip("-_")


def source_named(text: str) -> FollowedSource:
    """Return the source that a text means.

    Args:
        text: As the user wrote it: a path, or an address as browsers and git show it.

    Raises:
        QuizError: It means none, or one that is not safe; says what to write instead.
    """
    text = text.strip().strip("<>\"'")
    if not text or CONTROLS.search(text) or len(text) > _LONGEST:
        raise QuizError(_("give a folder, a git address or an https address"))
    scheme = text.partition("://")[0].lower() if "://" in text else ""
    if scheme in ("", "file"):
        return _without_scheme(text)
    if scheme == "http":
        words = _("{source}: http isn't safe, anyone on the way could change it; try {better}")
        raise QuizError(words.format(source=text, better=f"https{text[4:]}"))
    if scheme == "https":
        return _at_https(text)
    if scheme in ("ssh", "git+ssh", "git+https"):
        address = text.removeprefix("git+")
        _check_host(address)
        return FollowedSource(kind=SourceKind.GIT, address=address)
    if scheme == "git":
        words = _("{source}: git:// isn't safe, anyone on the way could change it; try https://")
        raise QuizError(words.format(source=text))
    words = _("{source}: {scheme}:// can't be followed; available: {known}")
    known = "https://, ssh://, git@…, " + _("a folder")
    raise QuizError(words.format(source=text, scheme=scheme, known=known))


def _without_scheme(text: str) -> FollowedSource:
    path = unquote(text[len("file://") :]) if text.lower().startswith("file://") else text
    place = expanded(path)
    if os.path.isdir(place):
        real = os.path.realpath(place)
        kind = SourceKind.GIT if _is_bare_repository(real) else SourceKind.FOLDER
        return FollowedSource(kind=kind, address=real)
    if os.path.lexists(place):
        return FollowedSource(kind=SourceKind.FILE, address=os.path.realpath(place))
    if _SCP.match(text):
        if text.startswith("-") or "@-" in text:
            raise QuizError(_("{source}: not a safe address").format(source=text))
        return FollowedSource(kind=SourceKind.GIT, address=text)
    if _HOST_FIRST.match(text) and not text.lower().endswith(_FILE_ENDINGS):
        return _at_https(f"https://{text}")
    message = _("{source}: no such folder or file; write an address in full, https://…")
    raise QuizError(message.format(source=text))


def _is_bare_repository(path: str) -> bool:
    """Return whether a folder is a repository without files of its own to read."""
    return all(os.path.exists(os.path.join(path, name)) for name in ("HEAD", "objects", "refs"))


def _check_host(address: str) -> tuple[str, str]:
    """Return host and path of an address.

    Raises:
        QuizError: It has no host, or holds a password.
    """
    try:
        parts = urlsplit(address)
        host, port, password = parts.hostname or "", parts.port, parts.password
    except ValueError:
        host, port, password, parts = "", None, None, urlsplit("")
    if not host or host.startswith("-") or port == 0 or " " in host:
        raise QuizError(_("{source}: not an address").format(source=clean_line(address)))
    if password is not None or (parts.scheme == "https" and parts.username):
        # It would be kept in a file, and be shown in lists.
        message = _("an address with a password isn't kept; use ssh, or git's credential helper")
        raise QuizError(message)
    return host.lower(), parts.path


def _at_https(address: str) -> FollowedSource:
    host, path = _check_host(address)
    path = path.rstrip("/")
    is_forge = host.removeprefix("www.") in _GIT_HOSTS
    shown = _BLOB.match(path) if is_forge or "/-/" in path else None
    if shown is not None:
        repository, what, branch, inside = shown.groups()
        is_file = (inside or "").lower().endswith(_FILE_ENDINGS)
        if what == "tree" or not inside or (what == "src/branch" and not is_file):
            return FollowedSource(
                kind=SourceKind.GIT,
                address=f"https://{host}{repository}",
                branch=unquote(branch),
                folder=unquote(inside or "").strip("/"),
            )
        return FollowedSource(kind=SourceKind.HTTPS, address=_raw(host, path))
    is_repository = path.endswith(".git") or (
        is_forge and path.count("/") == 2 and not path.lower().endswith(_FILE_ENDINGS)
    )
    if is_repository:
        return FollowedSource(kind=SourceKind.GIT, address=f"https://{_netloc(address)}{path}")
    return FollowedSource(kind=SourceKind.HTTPS, address=address.partition("#")[0])


def _netloc(address: str) -> str:
    return urlsplit(address).netloc


def _raw(host: str, path: str) -> str:
    """Return the address of a file itself, from that of the page that shows it."""
    if host.removeprefix("www.") == "github.com":
        return "https://raw.githubusercontent.com" + path.replace("/blob/", "/", 1)
    raw = path.replace("/src/branch/", "/raw/branch/", 1).replace("/blob/", "/raw/", 1)
    return f"https://{host}{raw}"


def resolved(name: str | Path) -> str:
    """Return a source's address, for comparing: without what makes no difference."""
    text = str(name).rstrip("/")
    return text.removesuffix(".git").casefold()
