"""The table of settings: the template of `config.toml`, its checks and its page of docs."""

from collections.abc import Callable

import msgspec

from quiz.cells import clip
from quiz.memory.goal import read_goal
from quiz.translation import _, languages, mark

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST_RETENTION, MOST_RETENTION = 0.70, 0.97
_MOST_A_DAY = 9999

Check = Callable[[object], str]
"""Returns what a value must be, or nothing if it is right."""


def _whole(low: int, high: int) -> Check:
    def check(value: object) -> str:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if is_whole and low <= int(str(value)) <= high:
            return ""
        return _("a whole number from {low} to {high}").format(low=low, high=high)

    return check


def _is_number(value: object, low: float, high: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and low <= float(str(value)) <= high


def _retention(value: object) -> str:
    if _is_number(value, LEAST_RETENTION, MOST_RETENTION):
        return ""
    return _("a number from {low:.2f} to {high:.2f}, such as 0.9").format(
        low=LEAST_RETENTION, high=MOST_RETENTION
    )


def _factor(value: object) -> str:
    return "" if _is_number(value, 1, 10) else _("a number from 1 to 10")


def _one_of(*names: str) -> Check:
    first = ", ".join(f'"{name}"' for name in names[:-1])
    listed = _("{first} or {last}").format(first=first, last=f'"{names[-1]}"')
    return lambda value: "" if value in names else listed


def _text(value: object) -> str:
    return "" if isinstance(value, str) else _('a name in quotes, such as "nord"')


def _goal(value: object) -> str:
    if isinstance(value, str) and read_goal(value) is not None:
        return ""
    return _('a goal in quotes: "10 min", "30 cards" or "none"')


def _switch(value: object) -> str:
    if isinstance(value, bool):
        return ""
    return _("{first} or {last}").format(first="true", last="false")


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One setting."""

    name: str
    """As it is written in the file."""
    table: str = ""
    """The table that it stands in: `leeches`, `easy_days`, or `banks.ID` for one of each bank."""
    default: object
    """The value without the file; None where it is the one of all banks, or the last choice."""
    values: str
    """What it may be, for the page of docs; Markdown."""
    about: str
    """What it does, a sentence without its period; Markdown."""
    check: Check
    """Says what a value must be, if it is not right."""
    example: object = None
    """What the template shows; None for the default."""

    @property
    def full_name(self) -> str:
        """The name with its table, as `quiz config` shows it."""
        return f"{self.table}.{self.name}" if self.table else self.name

    @property
    def shown(self) -> object:
        """The value that the template shows."""
        return self.default if self.example is None else self.example


_NEW_CARDS = Setting(
    name="new_cards",
    default=20,
    values="0 to 9999",
    about=mark("New cards a day"),
    check=_whole(0, _MOST_A_DAY),
)
_REVIEWS = Setting(
    name="reviews",
    default=200,
    values="0 to 9999",
    about=mark("Due cards a day; cards on their learning steps aren't counted"),
    check=_whole(0, _MOST_A_DAY),
)
_RETENTION = Setting(
    name="desired_retention",
    default=0.9,
    values="0.70 to 0.97",
    about=mark(
        "Your chance to recall a card when it is due; higher means more work, and "
        "`quiz plan --retention` shows how much"
    ),
    check=_retention,
)


def _of_a_bank(setting: Setting, example: object) -> Setting:
    return msgspec.structs.replace(setting, table="banks.ID", default=None, example=example)


SETTINGS: tuple[Setting, ...] = (
    _NEW_CARDS,
    _REVIEWS,
    _RETENTION,
    Setting(
        name="day_starts_at",
        default=4,
        values="0 to 23",
        about=mark("The hour at which a study day begins"),
        check=_whole(0, 23),
    ),
    Setting(
        name="new_questions",
        default="shown",
        values='"shown", "options", "asked"',
        about=mark(
            'New questions of a review: "shown" with the answer first, seven at a time, "options" '
            'to choose from first, or "asked" at once'
        ),
        check=_one_of("shown", "options", "asked"),
    ),
    Setting(
        name="extra_time",
        default=1.0,
        values="1 to 10",
        about=mark("Extra time in exams, and for speed points: 1.25 gives you a quarter more"),
        check=_factor,
    ),
    Setting(
        name="goal",
        default=None,
        example="10 min",
        values='`"10 min"`, `"30 cards"`, `"none"`',
        about=mark("Daily goal; the last one you chose on Home stays, at first 10 minutes"),
        check=_goal,
    ),
    Setting(
        name="streak",
        default=True,
        values="true, false",
        about=mark("Whether days in a row are counted and shown"),
        check=_switch,
    ),
    Setting(
        name="rewards",
        default=True,
        values="true, false",
        about=mark("Whether banks have levels and learning earns achievements"),
        check=_switch,
    ),
    Setting(
        name="theme",
        default=None,
        example="chalk",
        values="a name in quotes",
        about=mark(
            "Colours: ink (dark), paper (light), chalk (high contrast) or another that Ctrl+P, "
            '"Theme" shows; the last one you chose stays'
        ),
        check=_text,
    ),
    Setting(
        name="motion",
        default=True,
        values="true, false",
        about=mark("Whether anything on the screen moves"),
        check=_switch,
    ),
    Setting(
        name="language",
        default=None,
        example="it",
        values=", ".join(f'`"{name}"`' for name in languages()),
        about=mark("Language of the program, from its next start; that of your system if left out"),
        check=_one_of(*languages()),
    ),
    Setting(
        name="line_mode",
        default=False,
        values="true, false",
        about=mark(
            "Whether `quiz`, `quiz play`, `quiz review`, `quiz cram` and `quiz exam` use line "
            "mode without `--plain`; `--no-plain` opens the app"
        ),
        check=_switch,
    ),
    Setting(
        name="glyphs",
        default="usual",
        values='"usual", "ascii"',
        about=mark('Signs and plots: "ascii" draws them with the letters that every font has'),
        check=_one_of("usual", "ascii"),
    ),
    Setting(
        name="pictures",
        default="auto",
        values='"auto", "kitty", "sixel", "blocks", "off"',
        about=mark(
            'How pictures of questions are drawn (extra `images`): "auto" as your terminal can, '
            '"blocks" in half blocks, "off" not at all; their descriptions are always there'
        ),
        check=_one_of("auto", "kitty", "sixel", "blocks", "off"),
    ),
    Setting(
        name="threshold",
        table="leeches",
        default=8,
        values="1 to 999",
        about=mark(
            "After this many lapses a card is a leech (a card you keep forgetting), and again "
            "after every half of it"
        ),
        check=_whole(1, 999),
    ),
    Setting(
        name="action",
        table="leeches",
        default="tell",
        values='"tell", "suspend"',
        about=mark('"tell" says that a card is a leech, "suspend" also suspends it'),
        check=_one_of("tell", "suspend"),
    ),
    *(
        Setting(
            name=day,
            table="easy_days",
            default="normal",
            example="minimum",
            values='"normal", "reduced", "minimum"',
            about=mark('Easy days: "reduced" is about half of the cards, "minimum" is almost none'),
            check=_one_of("normal", "reduced", "minimum"),
        )
        for day in WEEKDAYS
    ),
    Setting(
        name="set",
        table="keys",
        default="usual",
        example="vim",
        values='"usual", "anki", "vim", "plain"',
        about=mark(
            'Keys: "anki" has those of Anki\'s windows, "vim" pages and ends as vim has them, '
            '"plain" has no letters that move'
        ),
        check=_one_of("usual", "anki", "vim", "plain"),
    ),
    _of_a_bank(_NEW_CARDS, 5),
    _of_a_bank(_REVIEWS, 50),
    _of_a_bank(_RETENTION, 0.95),
)
"""All settings, in the order in which they are shown."""
TABLES = ("leeches", "easy_days", "keys", "banks")
"""Names of the tables of the file."""


def settings_in(table: str) -> dict[str, Setting]:
    """Return the settings of a table, by name; `banks.ID` stands for every bank."""
    return {setting.name: setting for setting in SETTINGS if setting.table == table}


def written(value: object) -> str:
    """Return a value as it is written in the file, at most 40 cells of it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{clip(value, 40)}"' if isinstance(value, str) else clip(str(value), 40)


def _explained(setting: Setting) -> list[str]:
    """Return the comment above a setting."""
    from textwrap import wrap

    return wrap(
        setting.about + ".",
        98,
        initial_indent="# ",
        subsequent_indent="# ",
        break_on_hyphens=False,
    )


def template() -> str:
    """Return the file that `quiz config --write` writes: every setting, explained and off."""
    lines = [
        "# Settings of quiz. Lines that begin with # show the defaults: remove the # and change",
        "# the value. `quiz config` checks this file.",
    ]
    for table in ("", *TABLES):
        if table == "keys":
            lines += ["", "#[keys]", "# Other keys, by what they do; `quiz config` checks them."]
            lines.append('#home.quiz = "z"')
            for setting in settings_in(table).values():
                lines += [*_explained(setting), f"#{setting.name} = {written(setting.shown)}"]
            continue
        of_bank = table == "banks"
        listed = [*settings_in("banks.ID" if of_bank else table).values()]
        if table == "easy_days":
            listed = [setting for setting in listed if setting.name == "sunday"]
        if of_bank:
            lines += ["", "# The same for one bank, by its id (`quiz banks` lists them)."]
            lines += ["#[banks.figures]"]
        elif table:
            lines += ["", f"#[{table}]"]
        for setting in listed:
            if not of_bank:
                about = _explained(setting)
                lines += ["", *about] if not table else about
            lines.append(f"#{setting.name} = {written(setting.shown)}")
    return "\n".join(lines) + "\n"


def reference() -> str:
    """Return the table of `docs/settings.md`."""
    rows = ["| setting | default | values | what it does |", "| --- | --- | --- | --- |"]
    for table in ("", *TABLES):
        if table == "keys":
            example = '`home.quiz = "z,f7"`'
            about = f"The key for an action, or several: {example}"
            rows.append(f"| `[keys]` | | names of keys in quotes | {about} |")
        if table == "banks":
            names = ", ".join(f"`{name}`" for name in settings_in("banks.ID"))
            rows.append(f"| `[banks.ID]` | | {names} | The same for one bank, by its id |")
            continue
        listed = [*settings_in(table).values()]
        for setting in listed[:1] if table == "easy_days" else listed:
            name = f"`{setting.name}`"
            if table == "easy_days":
                name = f"`{listed[0].name}` … `{listed[-1].name}`"
            if table:
                name = f"`[{table}]` {name}"
            default = "" if setting.default is None else f"`{written(setting.default)}`"
            rows.append(f"| {name} | {default} | {setting.values} | {setting.about} |")
    return "\n".join(rows) + "\n"
