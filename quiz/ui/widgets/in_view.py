"""Keeping in view what the keys change, however far down a long question it stands."""

from textual.geometry import Region
from textual.widget import Widget


def keep_in_view(widget: Widget, part: Region | None = None) -> None:
    """Scroll what scrolls a widget, so that a part of it is seen.

    Args:
        widget: It may lie levels below what scrolls.
        part: Relative to the widget; None for all of it.
    """
    region = Region(0, 0, *widget.outer_size) if part is None else part
    for parent in widget.ancestors:
        if not isinstance(parent, Widget):
            return
        # Regions are relative to the inside of the parent.
        region = region.translate(widget.virtual_region.offset)
        if parent.allow_vertical_scroll:
            # At once: a key held down asks again before the next frame.
            parent.scroll_to_region(region, animate=False, immediate=True)
            return
        region = region.translate((parent.gutter.left, parent.gutter.top))
        widget = parent
