"""The inks, and those of a theme made strong enough to be read: a few are below 4.5 to 1."""

from textual.color import BLACK, WHITE, Color

RIGHT, WRONG, PARTLY = "$text-success", "$text-error", "$text-warning"
"""Of verdicts, and of what goes well, badly or in between."""
MUTED = "$foreground-muted"
"""Of what is said on the side."""
KEY = "bold $text-accent"
"""Of a key that is named in a text."""
_WORDS = ("text-success", "text-warning", "text-error", "text-accent", "text-primary")
_GROUNDS = ("background", "surface", "panel")
_LEAST, _LEAST_MUTED = 4.6, 3.1
"""A little above 4.5 and 3 (WCAG 2.2, AA), since colours are rounded on the way."""


def readable(variables: dict[str, str]) -> dict[str, str]:
    """Return a theme's variables, the inks of verdicts, keys and muted words made strong enough."""
    grounds = [Color.parse(variables[name]) for name in _GROUNDS]
    far = WHITE if grounds[0].brightness < 0.5 else BLACK
    strong = dict(variables)
    for name in _WORDS:
        ink = Color.parse(variables[name])
        for step in range(21):
            blended = ink.blend(far, step / 20)
            if all(contrast(blended, ground) >= _LEAST for ground in grounds):
                strong[name] = blended.hex
                break
    muted = Color.parse(variables["foreground-muted"])
    for step in range(21):
        faint = muted.with_alpha(min(1.0, muted.a + step / 20))
        # Screens lie on the background, boxes on top of them on the surface.
        shown = [contrast(ground.blend(faint, faint.a, 1.0), ground) for ground in grounds[:2]]
        if min(shown) >= _LEAST_MUTED:
            strong["foreground-muted"] = faint.hex
            break
    return strong


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    """Return the relative luminance, 0 to 1. Source: WCAG 2.2, "relative luminance"."""
    parts = [part / 255 for part in color.rgb]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_of(share: float) -> str:
    """Return the ink for a share of points, 0 to 1."""
    return RIGHT if share >= 0.8 else PARTLY if share >= 0.5 else WRONG
