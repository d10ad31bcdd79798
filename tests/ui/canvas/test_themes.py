"""Every role of colour stands out in every theme: ours, and those that come with Textual."""

import pytest
from textual.app import App
from textual.color import Color

from quiz.ui.inks import contrast
from quiz.ui.themes import (
    FILLS,
    GROUNDS,
    HEATS,
    INKS,
    OURS,
    ROLES,
    TINTS,
    our_themes,
    roles,
    theme_names,
    usual_theme,
)


def colours_of(name: str) -> dict[str, Color]:
    app: App[None] = App()
    for theme in our_themes():
        app.register_theme(theme)
    app.theme = name
    return {role: Color.parse(text) for role, text in roles(name, app.get_css_variables()).items()}


def own_tints(ink: str) -> list[str]:
    return [tint for tint in TINTS if tint.startswith(ink) or ink in ("text", "dim")]


@pytest.mark.parametrize("name", [name for name in theme_names() if not name.startswith("ansi")])
def test_inks_can_be_read_on_every_ground(name: str) -> None:
    colour = colours_of(name)
    assert set(colour) == set(ROLES)
    least_text, least_fill = (7.0, 3.0) if name == "chalk" else (4.5, 3.0)
    low = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink in INKS
        for ground in (*GROUNDS, *own_tints(ink))
        if (ratio := contrast(colour[ink], colour[ground])) < least_text
    }
    low |= {
        fill: round(ratio, 2)
        for fill in (*FILLS, *HEATS)
        if (ratio := contrast(colour[fill], colour["ground"])) < least_fill
    }
    assert not low


@pytest.mark.parametrize("name", [name for name in theme_names() if name.startswith("ansi")])
def test_a_theme_of_the_terminals_own_colours_has_every_role(name: str) -> None:
    assert set(colours_of(name)) == set(ROLES)


@pytest.mark.parametrize(
    ("said", "theme"),
    [("0;15", "paper"), ("0;default;15", "paper"), ("12;7", "paper"), ("15;0", "ink"),
     ("", "ink"), ("nonsense", "ink"), (";", "ink")],
)  # fmt: skip
def test_a_light_terminal_gets_the_light_theme(
    said: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", said)
    assert usual_theme() == theme


def test_our_themes_come_first() -> None:
    assert tuple(theme_names()[:3]) == OURS
