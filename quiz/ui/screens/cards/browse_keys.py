"""The keys of Browse: those of the table, and those of the selected cards."""

from collections.abc import Callable

from textual.binding import Binding, BindingType

from quiz.translation import _
from quiz.ui.widgets.key_bar import KeyBar

BINDINGS: list[BindingType] = [
    Binding("slash", "find", _("Search"), id="browse.find", tooltip=_("Type a search")),
    Binding("enter,i", "open", _("Card"), id="browse.open",
            tooltip=_("Open the card: its memory, answers and kin")),
    Binding("space", "select", _("Select"), id="browse.select",
            tooltip=_("Select the card or clear it, and go on")),
    Binding("shift+down", "extend(1)", _("Select down"), show=False, id="browse.extend_down",
            tooltip=_("Select from card to card, downwards")),
    Binding("shift+up", "extend(-1)", _("Select up"), show=False, id="browse.extend_up",
            tooltip=_("Select from card to card, upwards")),
    Binding("a", "select_all", _("Select all"), show=False, id="browse.select_all",
            tooltip=_("Select all cards found, or none")),
    Binding("o", "sort", _("Sort"), id="browse.sort", tooltip=_("Sort by the next column")),
    Binding("O", "turn_round", _("Reverse"), show=False, id="browse.reverse",
            tooltip=_("Turn the order round")),
    Binding("f", "filter", _("Filters"), id="browse.filter",
            tooltip=_("Put the next state into the search")),
    Binding("asterisk", "save", _("Save search"), key_display="*", id="browse.save",
            tooltip=_("Save the search for Home, or remove it there")),
    Binding("w", "bank_page", _("Bank"), show=False, id="browse.bank",
            tooltip=_("Open the page of the card's bank: issues, overrides, preview")),
    Binding("s", "suspend", _("Suspend"), id="browse.suspend",
            tooltip=_("Suspend the selected cards, or unsuspend them")),
    Binding("minus", "bury", _("Bury"), show=False, id="browse.bury",
            tooltip=_("Hide the selected cards until tomorrow")),
    Binding("t", "tag", _("Tag"), id="browse.tag",
            tooltip=_("Add a topic to the selected cards of your own banks")),
    Binding("c", "cram", _("Cram"), id="browse.cram",
            tooltip=_("Practise the selected cards; your schedule stays")),
    Binding("r", "reset", _("Reset"), id="browse.reset",
            tooltip=_("Reset the selected cards to new; asks first")),
    Binding("d", "set_due", _("Set due"), show=False, id="browse.set_due",
            tooltip=_("Choose the day on which the selected cards are due")),
    Binding("x", "export", _("Export"), id="browse.export",
            tooltip=_("Save the selected cards as a bank of their own")),
    Binding("p", "paper", _("Paper"), id="browse.paper",
            tooltip=_("Print the selected questions as an exam")),
    Binding("e", "edit", _("Edit"), show=False, id="browse.edit",
            tooltip=_("Open the question in your editor")),
    Binding("u", "undo", _("Undo"), show=False, id="browse.undo",
            tooltip=_("Undo the last answer or card action")),
    Binding("escape", "leave", _("Back"), id="browse.leave",
            tooltip=_("Clear the selection, then go back")),
]  # fmt: skip

ON_SELECTED = frozenset(("suspend", "bury", "tag", "cram", "reset", "set_due", "export", "paper"))
"""Actions that the bar names while cards are selected."""
_ON_ONE = frozenset(("find", "sort", "filter", "save", "open", "select"))


class BrowseKeys(KeyBar):
    """Names what can be done with the selected cards while there are some."""

    def __init__(self, has_selected: Callable[[], bool]) -> None:
        """Begin.

        Args:
            has_selected: Tells whether there are selected cards.
        """
        super().__init__()
        self.has_selected = has_selected

    def shown_keys(self) -> list[tuple[str, str, str]]:
        """Return key, label and action of what is shown."""
        shown = super().shown_keys()
        hidden = _ON_ONE if self.has_selected() else ON_SELECTED
        return [entry for entry in shown if entry[2].partition("(")[0] not in hidden]
