"""Fetching shared banks from where they are, under bounds; what comes is a stranger's.

Whatever the way, what is returned was read by the rules of packs: banks, their pictures, their
licence, in memory, and nothing else. Nothing is written but a clone, which is deleted again.
"""

import http.client
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import IO, assert_never
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from quiz import __version__
from quiz.cleaning import clean_line
from quiz.errors import BankError, QuizError, reason_of
from quiz.library.files import opened
from quiz.library.packing import Pack, PackedBank, is_wanted, looked_into, opened_data, opened_files
from quiz.library.reading import decoded_file
from quiz.library.sources import FollowedSource, SourceKind
from quiz.translation import _

MOST_BYTES = 8 * 1024 * 1024
"""Of a file that is fetched, and of all banks and pictures of a folder or repository together."""
MOST_OF_A_PAGE = 1024 * 1024
"""Of a page that is drafted from."""
LONGEST_S = 60.0
"""Seconds that fetching a file may take in all."""
_STILL_S = 20.0
"""Seconds without a byte, after which a host is given up."""
_MOST_FILES = 2_000
_DEEPEST = 6
_SKIPPED = ("node_modules", "__pycache__")
_BLOCK = 64 * 1024
_MOST_REDIRECTS = 5


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered, its body not read yet."""

    body: IO[bytes]
    """Read piece by piece, and closed."""
    length: int | None
    """Bytes that it says it has; it may lie. None if it says nothing."""


OpenAddress = Callable[[str], Reply]
"""Opens an https address; raises `OSError` as urllib does."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a source holds now."""

    pack: Pack
    """Its banks."""
    version: str = ""
    """The commit of a repository; empty elsewhere."""

    @property
    def size(self) -> int:
        """Bytes of all that would be kept."""
        return sum(
            len(bank.data) + sum(map(len, bank.pictures.values())) + len(bank.license_text)
            for bank in self.pack.banks
        )


def fetched(source: FollowedSource, *, open_address: OpenAddress | None = None) -> Fetched:
    """Return what a source holds now.

    Args:
        source: Where it is.
        open_address: Opens an https address; None for the real one.

    Raises:
        QuizError: It cannot be reached, is too large, or holds no bank; says which and why.
    """
    match source.kind:
        case SourceKind.FOLDER:
            found = Fetched(pack=_of_folder(source.address))
        case SourceKind.FILE:
            found = Fetched(pack=_of_file(source.address))
        case SourceKind.HTTPS:
            data = downloaded(source.address, open_address or _open_address)
            found = Fetched(pack=_of_data(data, source.address))
        case SourceKind.GIT:
            from quiz.library.git import cloned_files

            files, links, commit = cloned_files(source, most_bytes=MOST_BYTES)
            pack = opened_files(files, links, source.words)
            found = Fetched(pack=pack, version=commit)
        case unknown:
            assert_never(unknown)
    if found.size > MOST_BYTES:  # of a pack: unpacked
        raise QuizError(_too_large(source.words))
    return found


def _too_large(name: str) -> str:
    return _("{source}: over {n} MB of banks and pictures, too large to follow").format(
        source=name, n=MOST_BYTES // (1024 * 1024)
    )


# Folders and files of this computer


def _of_folder(path: str) -> Pack:
    """Return the banks of a folder, as it is now; links in it are not followed."""
    if not os.path.isdir(path):
        raise QuizError(_("{path} no longer exists").format(path=path))
    files: dict[str, bytes] = {}
    links: list[str] = []
    left = MOST_BYTES
    for name, entry in _entries(path):
        if entry.is_symlink():
            links.append(name)
            continue
        try:
            with opened(entry.path) as file:
                data = file.read(left + 1)
        except OSError as error:
            raise QuizError(f"{entry.path}: {reason_of(error)}") from error
        left -= len(data)
        if left < 0:
            raise QuizError(_too_large(path))
        files[name] = data
        if len(files) > _MOST_FILES:
            raise QuizError(_("{path}: too many files to follow").format(path=path))
    return opened_files(files, links, path)


def _entries(path: str) -> list[tuple[str, "os.DirEntry[str]"]]:
    """Return what may belong to banks below a folder, by its name there."""
    found: list[tuple[str, os.DirEntry[str]]] = []
    below = [("", path, 0)]
    while below:
        prefix, folder, depth = below.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder == path:
                raise QuizError(f"{path}: {reason_of(error)}") from error
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.name.startswith((".", "_")) or entry.name in _SKIPPED:
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    below.append((f"{name}/", entry.path, depth + 1))
            elif is_wanted(entry.name):
                found.append((name, entry))
    return sorted(found, key=lambda one: one[0])


def _of_file(path: str) -> Pack:
    try:
        size = os.stat(path).st_size
    except OSError as error:
        raise QuizError(f"{path}: {reason_of(error)}") from error
    if size > MOST_BYTES:
        raise QuizError(_too_large(path))
    return looked_into(Path(path))


# Addresses


def _of_data(data: bytes, address: str) -> Pack:
    """Return the banks in what came from an address, by what it is and not what it is called."""
    if data.startswith(b"PK"):
        return opened_data(data, address)
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        message = _(
            "{source}: a web page, not a bank; give the address of the file itself ('Raw' or "
            "'Download'), or of a git repository, ending in .git"
        )
        raise QuizError(message.format(source=address))
    if b"\0" in data[:1000]:
        raise QuizError(_("{source}: not a question bank").format(source=address))
    name = os.path.basename(urlsplit(address).path) or "bank.yaml"
    decoded = decoded_file(data, name)
    if decoded.bank is None or not decoded.bank.items:
        if decoded.problems:
            raise BankError(decoded.problems)
        raise QuizError(_("{source}: not a question bank").format(source=address))
    return Pack(banks=(PackedBank(name=name, data=data, decoded=decoded),))


def page_at(address: str, *, open_address: OpenAddress | None = None) -> bytes:
    """Return a page of the web, at most 1 MB.

    Args:
        address: An https address.
        open_address: Opens it; None for the real way.

    Raises:
        QuizError: It cannot be had, or is too large, or takes too long.
    """
    too_large = _("{source}: over 1 MB, too large for an article").format(source=address)
    return downloaded(
        address, open_address or _open_address, most=MOST_OF_A_PAGE, too_large=too_large
    )


def downloaded(
    address: str, open_address: OpenAddress, *, most: int = MOST_BYTES, too_large: str = ""
) -> bytes:
    """Return what is at an https address.

    Args:
        address: The address.
        open_address: Opens it.
        most: Bytes that are read at most.
        too_large: What is said of more; empty: that it is too large to follow.

    Raises:
        QuizError: It cannot be had, or is too large, or takes too long.
    """
    until = monotonic() + LONGEST_S
    parts: list[bytes] = []
    size = 0
    try:
        reply = open_address(_in_ascii(address))
        with reply.body as body:
            if reply.length is not None and reply.length > most:
                raise QuizError(too_large or _too_large(address))
            while block := body.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise QuizError(too_large or _too_large(address))
                if monotonic() > until:
                    raise TimeoutError
                parts.append(block)
    except (OSError, ValueError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it is the reply as well
        raise QuizError(f"{address}: {_why(error)}") from error
    if reply.length is not None and size < reply.length:
        raise QuizError(_("{source}: the connection broke off").format(source=address))
    return b"".join(parts)


def _in_ascii(address: str) -> str:
    """Return an address as it is asked for: with what is not ASCII escaped."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~?") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _why(error: Exception) -> str:
    """Return in plain words why an address could not be read."""
    cause: object = error
    if isinstance(error, urllib.error.HTTPError):
        known: Mapping[int, str] = {
            401: _("it asks for a password; only open addresses can be followed"),
            403: _("access is refused; only open addresses can be followed"),
            404: _("not found there (404); check the address"),
            410: _("no longer there (410)"),
            429: _("too many requests (429); try again later"),
        }
        if 300 <= error.code < 400:
            return _("it leads on and on, or to no plain https address")
        return known.get(
            error.code, _("the server answered with error {code}").format(code=error.code)
        )
    if isinstance(error, urllib.error.URLError):
        cause = error.reason
    if isinstance(cause, QuizError):
        return str(cause)
    if isinstance(cause, ssl.SSLCertVerificationError):
        reason = clean_line(cause.verify_message or str(cause))
        return _("its certificate isn't valid ({reason}); nothing was read").format(reason=reason)
    if isinstance(cause, ssl.SSLError):
        return _("no secure connection ({reason})").format(reason=clean_line(str(cause)))
    if isinstance(cause, TimeoutError):
        return _("no answer in time; try again later")
    if isinstance(cause, http.client.HTTPException):
        return _("the connection broke off")
    if isinstance(cause, OSError):
        reason = clean_line(reason_of(cause))
        return _("can't be reached ({reason}); are you online?").format(reason=reason)
    return clean_line(str(cause))


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to https alone."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse a way that is not safe."""
        if urlsplit(newurl).scheme.lower() != "https":
            fp.close()
            words = _("it leads on to {address}, which isn't https").format(
                address=clean_line(newurl[:200])
            )
            raise urllib.error.URLError(QuizError(words))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open_address(address: str, context: ssl.SSLContext | None = None) -> Reply:
    """Open an https address: no other protocol is known to what opens it."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=context or ssl.create_default_context()),
        _SafeRedirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(
        address, headers={"User-Agent": f"quiz/{__version__}", "Accept-Encoding": "identity"}
    )
    response = opener.open(request, timeout=_STILL_S)
    assert response is not None, "the default handler raises what is no success"
    length = response.headers.get("Content-Length", "")
    return Reply(body=response, length=int(length) if length.isdecimal() else None)
