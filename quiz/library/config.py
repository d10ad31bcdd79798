"""The learner's settings: `config.toml`, read and checked as kindly as a bank."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from quiz.cells import clip
from quiz.errors import Location, Problem
from quiz.library.files import opened
from quiz.words import _

TEMPLATE = """\
# Settings of quiz. Lines that begin with # show the defaults: remove the # and change the value.
# `quiz config` checks this file.

# Daily limits.
#new_cards = 20
#reviews = 200

# Desired retention, 0.70 to 0.97: your chance to recall a card when it is due. Higher means more
# work; `quiz plan --retention` shows how much.
#desired_retention = 0.9

# The hour at which a study day begins, 0 to 23.
#day_starts_at = 4

# Extra time in exams: 1.25 gives you a quarter more than the exam paper.
#extra_time = 1.0

# Theme (Ctrl+P, "Theme" shows them all), and whether anything on the screen moves.
#theme = "textual-dark"
#motion = true

# After this many lapses, a card is a leech (a card you keep forgetting): "tell" says so, "suspend"
# also suspends it.
#[leeches]
#threshold = 8
#action = "tell"

# Easy days: "reduced" is about half of the cards, "minimum" is almost none.
#[easy_days]
#sunday = "minimum"

# Limits and retention of one bank, by its id (`quiz banks` lists them).
#[banks.figures]
#new_cards = 5
#reviews = 50
#desired_retention = 0.95
"""
"""What `quiz config --write` writes."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST_RETENTION, MOST_RETENTION = 0.70, 0.97
_MOST_BYTES = 1_000_000
_MOST_A_DAY = 9999


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
    extra_time: float = 1.0
    """Of an exam's time, 1 to 10."""
    theme: str = ""
    """Name of a theme; empty for the usual one."""
    motion: bool = True
    """Whether anything on the screen moves."""
    leech_threshold: int = 8
    """Lapses after which a card is a leech, at least 1."""
    suspends_leeches: bool = False
    """Whether a leech is kept out of reviews."""
    easy_days: dict[int, str] = {}
    """`reduced` or `minimum` by weekday, 0 is Monday."""
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
    problems: tuple[Problem, ...] = ()


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
        return _unusable(path, 1, _("can't read this file: {reason}").format(reason=error.strerror))
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
        line = int(found.group(1)) if found else max(1, text.count("\n"))
        what = re.sub(r" \(at .*", "", str(error)) if found else _("the file ends too early")
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
        fields = self._settings("", table, _TOP)
        for name in ("leeches", "easy_days", "banks"):
            value = table.get(name)
            if value is not None and not isinstance(value, dict):
                self._note(
                    name,
                    "",
                    _("`{name}` must be a table; write [{name}] on a line of its own").format(
                        name=name
                    ),
                )
        leeches = self._settings("leeches", _table(table, "leeches"), _LEECHES)
        if "threshold" in leeches:
            fields["leech_threshold"] = leeches["threshold"]
        if "action" in leeches:
            fields["suspends_leeches"] = leeches["action"] == "suspend"
        days = self._settings("easy_days", _table(table, "easy_days"), _EASY_DAYS)
        fields["easy_days"] = {
            WEEKDAYS.index(day): ease for day, ease in days.items() if ease != "normal"
        }
        banks = {}
        for bank, settings in _table(table, "banks").items():
            if isinstance(settings, dict):
                banks[bank] = BankConfig(**self._settings(f"banks.{bank}", settings, _BANK))
            else:
                self._note(
                    bank, "banks", _("write [banks.{bank}] on a line of its own").format(bank=bank)
                )
        return ConfigRead(Config(**fields, banks=banks), tuple(self._problems))

    def _settings(
        self, table: str, settings: Mapping[str, Any], known: Mapping[str, "_Check"]
    ) -> dict[str, Any]:
        """Return the settings of a table that can be."""
        taken = {}
        tables = ("leeches", "easy_days", "banks") if not table else ()
        for name, value in settings.items():
            if name in tables:
                continue
            if name not in known:
                self._note(name, table, _no_setting(name, table, (*known, *tables)))
                continue
            advice = known[name](value)
            if advice:
                self._note(
                    name,
                    table,
                    _("`{name}` must be {advice}, not {value}").format(
                        name=name, advice=advice, value=_written(value)
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


_Check = Callable[[object], str]
"""Returns what a setting must be, or nothing if a value is right."""


def _whole(low: int, high: int) -> _Check:
    def check(value: object) -> str:
        is_right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return (
            "" if is_right else _("a whole number from {low} to {high}").format(low=low, high=high)
        )

    return check


def _retention(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and LEAST_RETENTION <= float(str(value)) <= MOST_RETENTION:
        return ""
    return _("a number from {low:.2f} to {high:.2f}, such as 0.9").format(
        low=LEAST_RETENTION, high=MOST_RETENTION
    )


def _factor(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number and 1 <= float(str(value)) <= 10 else _("a number from 1 to 10")


def _one_of(*names: str) -> _Check:
    first = ", ".join(f'"{name}"' for name in names[:-1])
    listed = _("{first} or {last}").format(first=first, last=f'"{names[-1]}"')
    return lambda value: "" if value in names else listed


def _text(value: object) -> str:
    return "" if isinstance(value, str) else _('a name in quotes, such as "nord"')


def _switch(value: object) -> str:
    return (
        "" if isinstance(value, bool) else _("{first} or {last}").format(first="true", last="false")
    )


_BANK: dict[str, _Check] = {
    "new_cards": _whole(0, _MOST_A_DAY),
    "reviews": _whole(0, _MOST_A_DAY),
    "desired_retention": _retention,
}
_TOP: dict[str, _Check] = {
    **_BANK,
    "day_starts_at": _whole(0, 23),
    "extra_time": _factor,
    "theme": _text,
    "motion": _switch,
}
_LEECHES: dict[str, _Check] = {
    "threshold": _whole(1, 999),
    "action": _one_of("tell", "suspend"),
}
_EASY_DAYS: dict[str, _Check] = dict.fromkeys(WEEKDAYS, _one_of("normal", "reduced", "minimum"))


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


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{clip(value, 40)}"' if isinstance(value, str) else clip(str(value), 40)
