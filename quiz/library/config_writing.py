"""Changing one setting of `config.toml` line by line: what a person wrote there stays.

A line that may be the setting's is tried, and what came of it is read again as TOML: only a text
that differs from the one before by this setting alone is written. So no rule of TOML need be known
here (texts of several lines, dotted and quoted keys), and what cannot be changed safely is refused.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quiz import private
from quiz.errors import QuizError
from quiz.library.files import read
from quiz.library.writing import write_whole
from quiz.translation import _

_VALUE = r"""(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'\[{][^#\n]*?)"""
_END = r"(?P<comment>[ \t]*(?:#[^\n]*)?)(?P<end>\r?\n|\Z)"
_HEADER = re.compile(r"[ \t]*\[[^\n]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def write_setting(path: Path, name: str, value: object) -> None:
    """Write a setting to the file, which is created if it is not there; None for the default.

    Args:
        path: The file.
        name: The setting's full name, as `quiz config` shows it: `theme`, `leeches.threshold`.
        value: Text, number or truth.

    Raises:
        QuizError: The file is not TOML, cannot be written, or holds the setting in a way that only
            a person can change.
    """
    try:
        data = read(path) if path.exists() else b""
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal(path, name) from error
    bom, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    try:
        changed = with_setting(text, tuple(name.split(".")), value)
    except ValueError as error:
        raise _refusal(path, name) from error
    if changed == text:
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    try:
        private.make_folder(target.parent)
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        write_whole(target, (bom + changed).encode(), mode=mode)
    except OSError as error:
        raise QuizError(
            _("can't write {path}: {reason}").format(path=path, reason=error.strerror)
        ) from error


def _refusal(path: Path, name: str) -> QuizError:
    words = _("can't change {name} in {path}; change it there with an editor")
    return QuizError(words.format(name=name, path=path))


def with_setting(text: str, key: tuple[str, ...], value: object) -> str:
    """Return the text of a settings file with one setting changed, all other lines as they are.

    Args:
        text: TOML.
        key: The setting's name, with its tables before it.
        value: Text, number or truth; None takes the setting away.

    Raises:
        ValueError: The text is not TOML, or holds the setting in a way that is not understood.
    """
    before = _parsed(text)
    wanted = _set(before, key, value)
    if _same(before, wanted):
        return text
    for candidate in _candidates(text, key, value):
        try:
            if _same(_parsed(candidate), wanted):
                return candidate
        except ValueError:
            continue
    raise ValueError


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # only for those who have settings

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError from error


def _same(one: object, other: object) -> bool:
    """Return whether two read values are the same: `1` is not `true` here, nor `1.0`."""
    if isinstance(one, dict) and isinstance(other, dict):
        # A table without a setting says as much as none.
        names = {**one, **other}
        return all(_same(one.get(name, {}), other.get(name, {})) for name in names)
    return type(one) is type(other) and repr(one) == repr(other)


def _set(table: dict[str, Any], key: tuple[str, ...], value: object) -> dict[str, Any]:
    """Return a copy of a table with one value other."""
    changed = dict(table)
    name, rest = key[0], key[1:]
    if rest:
        inner = changed.get(name, {})
        if not isinstance(inner, dict):
            raise ValueError(name)
        changed[name] = _set(inner, rest, value)
    elif value is None:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed


def written_value(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _name(part: str) -> str:
    return part if _BARE.match(part) else written_value(part)


def _candidates(text: str, key: tuple[str, ...], value: object) -> Iterator[str]:
    """Yield texts that may have the setting so, the most natural first."""
    yield from _replaced(text, key, value)
    if value is not None:
        yield from _inserted(text, key, f"{_name(key[-1])} = {written_value(value)}")


def _replaced(text: str, key: tuple[str, ...], value: object) -> Iterator[str]:
    """Yield the text with a line of the setting changed, or taken away; a comment stays."""
    last = re.escape(key[-1])
    quoted = rf"(?:{last}|\"{last}\"|'{last}')"
    pattern = re.compile(
        rf"(?m)^(?P<start>[ \t]*(?:[^\s=#\[]+\.)?{quoted}[ \t]*=[ \t]*){_VALUE}{_END}"
    )
    for found in pattern.finditer(text):
        if value is not None:
            kept = found["start"] + written_value(value) + found["comment"] + found["end"]
        elif "#" in found["comment"]:
            kept = found["comment"].lstrip() + found["end"]
        else:
            kept = ""
        yield text[: found.start()] + kept + text[found.end() :]


def _inserted(text: str, key: tuple[str, ...], line: str) -> Iterator[str]:
    """Yield the text with a new line for the setting: below what explains it, else in its table."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    new = line + end

    def at(place: int) -> str:
        return "".join([*lines[:place], new, *lines[place:]])

    explained = re.compile(rf"#[ \t]*{re.escape(key[-1])}[ \t]*=")
    yield from (at(i + 1) for i, text in enumerate(lines) if explained.match(text))
    headers = [i for i, text in enumerate(lines) if _HEADER.match(text)]
    if len(key) == 1:
        first = headers[0] if headers else len(lines)
        while first and lines[first - 1].lstrip().startswith("#") and first in headers:
            first -= 1  # what is written above a table is about the table
        yield at(first)
        yield at(0)
        return
    yield from (at(i + 1) for i in headers)
    table = ".".join(map(_name, key[:-1]))
    space = end if lines and lines[-1].strip() else ""
    yield "".join(lines) + f"{space}[{table}]{end}{new}"
    # The table is there as `table.name = value`, and cannot have a header besides.
    new = f"{table}.{new}"
    yield at(headers[0] if headers else len(lines))
    yield at(0)
