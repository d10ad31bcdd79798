"""A field for one line, whose Enter hands it in and says so in the bar of keys."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from quiz.words import _


class LineField(Input):
    """Names what Enter does: an Input keeps that to itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Save"), id="field.save", tooltip=_("Take what is typed")),
    ]
