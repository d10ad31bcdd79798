"""What the settings screen lists: groups, a name for each setting, and what it turns through."""

from collections.abc import Sequence

import msgspec

from quiz.library.settings import SETTINGS, WEEKDAYS, Setting
from quiz.memory.goal import CHOICES
from quiz.translation import _, languages, mark


class Row(msgspec.Struct, frozen=True):
    """One setting in the list."""

    setting: Setting
    """From the one table of settings."""
    label: str
    """Its name on the screen."""
    choices: Sequence[object] = ()
    """What ← and → turn through; empty for a number."""
    step: float = 0
    """By how much ← and → change a number."""

    def turned(self, value: object, by: int) -> object:
        """Return the next choice, or the number that is a step away; None if there is none."""
        if not self.choices:
            number = value if isinstance(value, int | float) else 0
            stepped = round(number + by * self.step, 2)
            new = int(stepped) if isinstance(self.setting.default, int) else stepped
            return None if self.setting.check(new) else new
        at = self.choices.index(value) if value in self.choices else (-1 if by > 0 else 0)
        return self.choices[(at + by) % len(self.choices)]


_WORDS = {
    "usual": mark("usual"),
    "ascii": "ASCII",
    "auto": mark("automatic"),
    "blocks": mark("blocks"),
    "off": mark("off"),
    "plain": mark("plain"),
    "shown": mark("shown first"),
    "options": mark("as options"),
    "asked": mark("asked at once"),
    "tell": mark("named"),
    "suspend": mark("suspended"),
    "normal": mark("normal"),
    "reduced": mark("fewer reviews"),
    "minimum": mark("as few as possible"),
}
"""What values that are words of the settings file are called on the screen."""


def value_words(value: object) -> str:
    """Return a value as the screen says it; names and numbers as they are."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return _(_WORDS[value]) if isinstance(value, str) and value in _WORDS else str(value)


_BY_NAME = {setting.full_name: setting for setting in SETTINGS}
_SWITCH = (True, False)


def groups(themes: Sequence[str], days: Sequence[str]) -> list[tuple[str, list[Row]]]:
    """Return the groups with their settings, in order.

    Args:
        themes: Names of the themes.
        days: Names of the weekdays, Monday first.
    """

    def row(name: str, label: str, choices: Sequence[object] = (), step: float = 0) -> Row:
        return Row(_BY_NAME[name], label, choices, step)

    eases = ("normal", "reduced", "minimum")
    return [
        (_("Look"), [
            row("theme", _("Theme"), themes),
            row("motion", _("Motion"), _SWITCH),
            row("glyphs", _("Signs"), ("usual", "ascii")),
            row("pictures", _("Pictures"), ("auto", "kitty", "sixel", "blocks", "off")),
            row("language", _("Language"), languages()),
            row("line_mode", _("Line mode"), _SWITCH),
            row("keys.set", _("Keys"), ("usual", "anki", "vim", "plain")),
        ]),
        (_("Every day"), [
            row("goal", _("Daily goal"), [goal.written() for goal in CHOICES]),
            row("streak", _("Streak"), _SWITCH),
            row("rewards", _("Rewards"), _SWITCH),
            row("day_starts_at", _("Day starts at"), step=1),
        ]),
        (_("Cards"), [
            row("new_cards", _("New cards a day"), step=1),
            row("new_questions", _("New questions"), ("shown", "options", "asked")),
            row("reviews", _("Due cards a day"), step=10),
            row("desired_retention", _("Desired retention"), step=0.01),
            row("leeches.threshold", _("Leech after lapses"), step=1),
            row("leeches.action", _("A leech is"), ("tell", "suspend")),
        ]),
        (_("Easy days"), [
            row(f"easy_days.{day}", name, eases)
            for day, name in zip(WEEKDAYS, days, strict=True)
        ]),
        (_("Exams"), [row("extra_time", _("Extra time"), step=0.05)]),
    ]  # fmt: skip
