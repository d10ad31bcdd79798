"""Our themes, and the roles of colour that every theme fills.

A board names roles (`right`, `dim`, `select`), never colours: so it looks right in each theme. What
is written in a role of text has a contrast of 4.5 to 1 or more on every ground, what is drawn in a
fill 3 to 1 (WCAG 2.2, AA); `chalk` has 7 to 1.
"""

import os

from textual.color import Color
from textual.theme import Theme

from quiz.ui.inks import contrast

GROUNDS = ("ground", "pane", "bar", "select")
"""Of the screen; of cards on it; of header, key bar and fields; of the selected row."""
INKS = ("text", "dim", "key", "right", "partly", "wrong", "predicted")
"""Words; those of second rank; keys and focus; verdicts; what is expected and not yet counted."""
TINTS = ("right-tint", "partly-tint", "wrong-tint")
"""Grounds of a verdict's band."""
FILLS = ("key-fill", "right-fill", "partly-fill", "wrong-fill", "predicted-fill")
"""Of columns and blocks: calmer than the inks."""
HEATS = ("heat-1", "heat-2", "heat-3")
"""Of a calendar, the busiest day last."""
ROLES = (*GROUNDS, "line", *INKS, *TINTS, *HEATS, *FILLS)
"""All of them; `line` is of borders, empty tracks and grids, never of text."""

_PALETTES = {
    "ink": (
        "#14171c #1a1e25 #232831 #26364f #4a5364 "
        "#e3e7ee #a4adbb #8ab8ff #8bd49c #f0bf6a #ff9f98 #c8adff "
        "#18291f #2c2719 #331f22 #2d7355 #4ba67c #8bd49c "
        "#5b8fd9 #5fae78 #c9963f #d66d68 #9079c6"
    ),
    "paper": (
        "#fbf9f4 #f4f1e9 #e9e5da #d5e3f7 #b5af9f "
        "#22262c #555b64 #164fa8 #1c6636 #7a4d00 #ad1f1a #6138ad "
        "#e3f1e2 #f8ecd0 #fbe4e0 #5c9b6b #3f8754 #14572c "
        "#3f78cc #3f8f5c #b7791f #cf4b44 #8a66cf"
    ),
    "chalk": (
        "#000000 #000000 #1a1a1a #00386c #8c8c8c "
        "#ffffff #d6d6d6 #a8d0ff #9df0ae #ffd886 #ffb9b4 #dcc8ff "
        "#00260c #2b2000 #360a08 #45996e #6cc897 #9df0ae "
        "#a8d0ff #9df0ae #ffd886 #ffb9b4 #dcc8ff"
    ),
}
OURS = tuple(_PALETTES)
"""Names of our themes: dark, light, and of high contrast."""
_LIGHT = {"paper"}
_ANSI = {
    "line": "ansi_bright_black", "key": "ansi_bright_blue", "right": "ansi_green",
    "partly": "ansi_yellow", "wrong": "ansi_red", "predicted": "ansi_magenta",
    "heat-1": "ansi_green", "heat-2": "ansi_green", "heat-3": "ansi_bright_green",
    "key-fill": "ansi_blue", "right-fill": "ansi_green", "partly-fill": "ansi_yellow",
    "wrong-fill": "ansi_red", "predicted-fill": "ansi_magenta",
}  # fmt: skip
"""In a theme of the terminal's own colours; all else is the terminal's ink on its ground."""
_LEAST_TEXT, _LEAST_FILL = 4.6, 3.1
"""A little above 4.5 and 3, since colours are rounded on the way."""
_LIGHT_GROUNDS = {"7", "15"}


def usual_theme() -> str:
    """Return the theme of a learner who chose none: `paper` where the terminal says it is light.

    Source: `COLORFGBG`, as rxvt, Konsole and others set it: the last number is the ground.
    """
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2].strip()
    return "paper" if ground in _LIGHT_GROUNDS else "ink"


def theme_names() -> list[str]:
    """Return the names of all themes, ours first."""
    from textual.theme import BUILTIN_THEMES

    return [*OURS, *sorted(BUILTIN_THEMES)]


def our_themes() -> list[Theme]:
    """Return our themes, as Textual wants them."""
    return [_theme(name, _palette(name)) for name in OURS]


def _palette(name: str) -> dict[str, str]:
    return dict(zip(ROLES, _PALETTES[name].split(), strict=True))


def _theme(name: str, role: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=role["key"],
        secondary=role["predicted"],
        accent=role["key"],
        success=role["right"],
        warning=role["partly"],
        error=role["wrong"],
        foreground=role["text"],
        background=role["ground"],
        surface=role["pane"],
        panel=role["bar"],
        dark=name not in _LIGHT,
        variables={
            "text-primary": role["key"],
            "text-secondary": role["predicted"],
            "text-accent": role["key"],
            "text-success": role["right"],
            "text-warning": role["partly"],
            "text-error": role["wrong"],
            "foreground-muted": role["dim"],
            "primary-muted": role["line"],
            "success-muted": role["right-tint"],
            "warning-muted": role["partly-tint"],
            "error-muted": role["wrong-tint"],
            "border": role["key"],
            "border-blurred": role["line"],
            "block-cursor-background": role["select"],
            "block-cursor-foreground": role["text"],
            "block-cursor-blurred-background": role["select"],
            "block-cursor-blurred-foreground": role["text"],
            "input-cursor-background": role["text"],
            "input-cursor-foreground": role["ground"],
            "input-selection-background": role["select"],
            "scrollbar": role["line"],
            "scrollbar-background": role["ground"],
            "scrollbar-corner-color": role["ground"],
        },
    )


def roles(name: str, variables: dict[str, str]) -> dict[str, str]:
    """Return the colour of each role in a theme, by the names in `ROLES`.

    Args:
        name: Of the theme.
        variables: Its colours, as Textual has them.

    Returns:
        Colours that `Color.parse` reads. In a theme of the terminal's own colours the tints and
        the ground of the selected row are the usual ground: a board shows that row in reverse.
    """
    if name in _PALETTES:
        return _palette(name)
    if name.startswith("ansi"):
        return {role: _ANSI.get(role, "ansi_default") for role in ROLES}
    return _derived({key: variables[key] for key in _NEEDED})


def grounds_of(name: str, variables: dict[str, str]) -> dict[str, str]:
    """Return the grounds that texts in widgets stand on, and the inks for them, as CSS variables.

    Args:
        name: Of the theme.
        variables: Its colours, as Textual has them.
    """
    found = roles(name, variables)
    grounds = {role: found[role] for role in ("select", *TINTS)} | {"select-text": found["text"]}
    if name in _PALETTES or name.startswith("ansi"):
        return grounds
    # Strong enough on the tints too, which `readable` does not know.
    inks = {"success": "right", "warning": "partly", "error": "wrong", "accent": "key"}
    return grounds | {f"text-{ink}": found[role] for ink, role in inks.items()}


_NEEDED = (
    "background", "surface", "panel", "primary", "secondary", "accent", "success", "warning",
    "error", "foreground",
)  # fmt: skip


def _derived(variables: dict[str, str]) -> dict[str, str]:
    """Return the roles in a theme that is not ours, its colours made strong enough to be read."""
    colour = {name: Color.parse(text) for name, text in variables.items()}
    ground, text = colour["background"], colour["foreground"]
    found = {
        "ground": ground,
        "pane": ground.blend(colour["surface"], 1.0, alpha=1.0),
        "bar": colour["panel"],
        "select": ground.blend(colour["primary"], 0.22, alpha=1.0),
    }
    grounds = list(found.values())
    inks = {
        "text": text,
        "dim": text.blend(ground, 0.3, alpha=1.0),
        "key": colour["accent"],
        "right": colour["success"],
        "partly": colour["warning"],
        "wrong": colour["error"],
        "predicted": colour["secondary"],
    }
    for name in ("right", "partly", "wrong"):
        found[f"{name}-tint"] = ground.blend(inks[name], 0.12, alpha=1.0)
    for name, ink in inks.items():
        tints = [found[tint] for tint in TINTS if tint.startswith(name) or name in ("text", "dim")]
        found[name] = _strong(ink, [*grounds, *tints], _LEAST_TEXT)
    found["line"] = ground.blend(text, 0.3, alpha=1.0)
    for name in ("key", "right", "partly", "wrong", "predicted"):
        found[f"{name}-fill"] = _strong(inks[name], [ground], _LEAST_FILL)
    for step in range(3):
        heat = ground.blend(found["right"], 0.5 + step * 0.25, alpha=1.0)
        found[f"heat-{step + 1}"] = _strong(heat, [ground], _LEAST_FILL)
    return {name: found[name].hex for name in ROLES}


def _strong(ink: Color, grounds: list[Color], least: float) -> Color:
    """Return a colour moved towards black or white until it stands out from every ground."""
    best = ink
    for far in (Color(255, 255, 255), Color(0, 0, 0)):
        for step in range(21):
            blended = ink.blend(far, step / 20, alpha=1.0)
            lowest = min(contrast(blended, ground) for ground in grounds)
            if lowest >= least:
                return blended
            if lowest > min(contrast(best, ground) for ground in grounds):
                best = blended
    return best
