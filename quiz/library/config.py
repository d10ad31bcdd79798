"""The learner's settings: `config.toml`, read and checked as kindly as a bank."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from quiz.errors import Location, Problem, reason_of
from quiz.library.files import opened
from quiz.library.settings import TABLES, WEEKDAYS, Setting, settings_in, written
from quiz.translation import _

_MOST_BYTES = 1_000_000


class BankConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one bank; what is None is as for all banks."""

    new_cards: int | None = None
    """New cards a day."""
    reviews: int | None = None
    """Due cards a day."""
    desired_retention: float | None = None
    """0.70 to 0.97."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """All settings."""

    new_cards: int = 20
    """New cards a day."""
    reviews: int = 200
    """Due cards a day."""
    desired_retention: float = 0.9
    """0.70 to 0.97."""
    day_starts_at: int = 4
    """Hour of the wall clock, 0 to 23."""
    new_questions: str = "shown"
    """How a new one is met in a review: `shown`, `options` or `asked`."""
    extra_time: float = 1.0
    """Of an exam's time, 1 to 10."""
    goal: str = ""
    """Of a day, as it is written; empty for the one that was chosen on a screen."""
    streak: bool = True
    """Whether days in a row are counted."""
    rewards: bool = True
    """Whether there are levels and achievements."""
    theme: str = ""
    """Name of a theme; empty for the usual one."""
    motion: bool = True
    """Whether anything on the screen moves."""
    language: str = ""
    """Of the program's words; empty for the environment's."""
    line_mode: bool = False
    """Whether sittings are in line mode."""
    glyphs: str = "usual"
    """`usual` or `ascii`."""
    pictures: str = "auto"
    """`auto`, `kitty`, `sixel`, `blocks` or `off`."""
    leech_threshold: int = 8
    """Lapses after which a card is a leech, at least 1."""
    suspends_leeches: bool = False
    """Whether a leech is kept out of reviews."""
    easy_days: dict[int, str] = {}
    """`reduced` or `minimum` by weekday, 0 is Monday."""
    key_set: str = "usual"
    """Name of a set of keys."""
    keys: dict[str, str] = {}
    """Keys by the id of what they do, several separated by commas."""
    banks: dict[str, BankConfig] = {}
    """By bank id."""

    def retention_of(self, bank: str) -> float:
        """Return the desired retention of a bank."""
        own = self.banks.get(bank)
        if own is None or own.desired_retention is None:
            return self.desired_retention
        return own.desired_retention


class ConfigRead(msgspec.Struct, frozen=True):
    """What a file gave: the settings that were understood, and what was not."""

    config: Config
    """The settings in effect."""
    problems: tuple[Problem, ...] = ()
    """Each with its line."""


def values_of(config: Config) -> dict[str, object]:
    """Return the settings in effect by their full names: what `quiz config` shows."""
    values: dict[str, object] = {name: getattr(config, name) for name in settings_in("")}
    for name in ("goal", "theme", "language"):
        values[name] = values[name] or None
    values["leeches.threshold"] = config.leech_threshold
    values["leeches.action"] = "suspend" if config.suspends_leeches else "tell"
    for day, ease in sorted(config.easy_days.items()):
        values[f"easy_days.{WEEKDAYS[day]}"] = ease
    values["keys.set"] = config.key_set
    for action, key in sorted(config.keys.items()):
        values[f"keys.{action}"] = key
    for bank, own in config.banks.items():
        for name in settings_in("banks.ID"):
            if (value := getattr(own, name)) is not None:
                values[f"banks.{bank}.{name}"] = value
    return values


def read_config(path: Path) -> ConfigRead:
    """Read settings; one that is not understood keeps its usual value, and is named.

    A file that is missing, as it usually is, gives the usual settings.
    """
    try:
        with opened(path) as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ConfigRead(Config())
    except OSError as error:
        return _unusable(
            path, 1, _("can't read this file: {reason}").format(reason=reason_of(error))
        )
    if len(data) > _MOST_BYTES:
        return _unusable(path, 1, _("over 1 MB, too large for a settings file"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return _unusable(path, line, _("not UTF-8; save the file as UTF-8"))
    import tomllib  # only for those who have settings

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        found = re.search(r"\(at line (\d+)", str(error))
        is_cut = isinstance(error, tomllib.TOMLDecodeError) and not found
        line = int(found.group(1)) if found else max(1, text.count("\n") * is_cut)
        what = _("a number has too many digits, or brackets are nested too deeply")
        if found:
            what = re.sub(r" \(at .*", "", str(error))
        elif is_cut:
            what = _("the file ends too early")
        return _unusable(path, line, _("invalid TOML: {what}").format(what=what))
    return _Checker(path, text).check(table)


def _unusable(path: Path, line: int, message: str) -> ConfigRead:
    where = Location(str(path), line, 1)
    return ConfigRead(
        Config(), (Problem(where, _("{message}; using the defaults").format(message=message)),)
    )


class _Checker:
    """Takes settings one by one, and notes those that cannot be."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._problems: list[Problem] = []

    def check(self, table: Mapping[str, Any]) -> ConfigRead:
        fields = self._settings("", table, settings_in(""))
        for name in TABLES:
            value = table.get(name)
            if value is not None and not isinstance(value, dict):
                self._note(
                    name,
                    "",
                    _("`{name}` must be a table; write [{name}] on a line of its own").format(
                        name=name
                    ),
                )
        leeches = self._settings("leeches", _table(table, "leeches"), settings_in("leeches"))
        if "threshold" in leeches:
            fields["leech_threshold"] = leeches["threshold"]
        if "action" in leeches:
            fields["suspends_leeches"] = leeches["action"] == "suspend"
        days = self._settings("easy_days", _table(table, "easy_days"), settings_in("easy_days"))
        fields["easy_days"] = {
            WEEKDAYS.index(day): ease for day, ease in days.items() if ease != "normal"
        }
        keys = dict(_table(table, "keys"))
        named = {name: keys.pop(name) for name in settings_in("keys") if name in keys}
        fields["key_set"] = self._settings("keys", named, settings_in("keys")).get("set", "usual")
        fields["keys"] = self._keys("", keys)
        banks = {}
        for bank, settings in _table(table, "banks").items():
            if isinstance(settings, dict):
                banks[bank] = BankConfig(
                    **self._settings(f"banks.{bank}", settings, settings_in("banks.ID"))
                )
            else:
                self._note(
                    bank, "banks", _("write [banks.{bank}] on a line of its own").format(bank=bank)
                )
        return ConfigRead(Config(**fields, banks=banks), tuple(self._problems))

    def _keys(self, before: str, table: Mapping[str, Any]) -> dict[str, str]:
        """Return the keys of a table and of those in it: `home.quiz` is one in TOML."""
        keys: dict[str, str] = {}
        for name, value in table.items():
            if isinstance(value, dict):
                keys |= self._keys(f"{before}{name}.", value)
            elif isinstance(value, str) and all(map(str.strip, value.split(","))):
                keys[f"{before}{name}"] = ",".join(map(str.strip, value.split(",")))
            else:
                words = _('`{name}` must be a key in quotes, such as "z" or "ctrl+t", not {value}')
                said = words.format(name=f"{before}{name}", value=written(value))
                where = Location(str(self._path), line_of_key(self._lines, f"{before}{name}"), 1)
                self._problems.append(Problem(where, said))
        return keys

    def _settings(
        self, table: str, settings: Mapping[str, Any], known: Mapping[str, Setting]
    ) -> dict[str, Any]:
        """Return the settings of a table that can be."""
        taken = {}
        tables = TABLES if not table else ()
        for name, value in settings.items():
            if name in tables:
                continue
            if name not in known:
                self._note(name, table, _no_setting(name, table, (*known, *tables)))
                continue
            advice = known[name].check(value)
            if advice:
                self._note(
                    name,
                    table,
                    _("`{name}` must be {advice}, not {value}").format(
                        name=name, advice=advice, value=written(value)
                    ),
                )
            else:
                taken[name] = value
        return taken

    def _note(self, name: str, table: str, message: str) -> None:
        where = Location(str(self._path), self._line_of(name, table), 1)
        self._problems.append(Problem(where, message))

    def _line_of(self, name: str, table: str) -> int:
        """Return the line of a setting in a table; that of the table if it cannot be found."""
        here, at = "", 1
        for number, line in enumerate(self._lines, 1):
            header = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
            if header:
                here = header.group(1).replace('"', "").replace("'", "").replace(" ", "")
                if here == table:
                    at = number
                if not table and here.split(".")[0] == name:
                    return number
            key = re.match(r"\s*([^=#\[]+?)\s*=", line)
            if key and here == table and key.group(1).strip("\"'").split(".")[0] == name:
                return number
        return at


def line_of_key(lines: Sequence[str], name: str) -> int:
    """Return the line, from 1, on which the key of an action is chosen.

    Args:
        lines: Of the settings file.
        name: Id of the action, which may be written within a table of its own.
    """
    last = re.escape(name.rpartition(".")[2])
    for pattern in (re.escape(name), rf"(?:[\w.\"' ]+\.)?[\"']?{last}[\"']?"):
        for number, line in enumerate(lines, 1):
            if re.match(rf"\s*[\"']?{pattern}[\"']?\s*=", line):
                return number
    return 1


def _table(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = table.get(name, {})
    return value if isinstance(value, dict) else {}


def _no_setting(name: str, table: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1, 0.6)
    fix = (
        _("did you mean `{near}`?").format(near=near[0])
        if near
        else _("available: {names}").format(names=", ".join(known))
    )
    if table:
        message = _("unknown setting `{name}` in [{table}]; {fix}")
        return message.format(name=name, table=table, fix=fix)
    return _("unknown setting `{name}`; {fix}").format(name=name, fix=fix)
