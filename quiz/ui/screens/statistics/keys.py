"""The keys of the statistics."""

from textual.binding import Binding, BindingType

from quiz.translation import _

BINDINGS: list[BindingType] = [
    Binding("1", "show_tab(1)", _("Tab"), key_display="1-6", id="stats.tab.1",
            tooltip=_("Overview")),
    Binding("2", "show_tab(2)", _("Tab"), show=False, id="stats.tab.2", tooltip=_("Retention")),
    Binding("3", "show_tab(3)", _("Tab"), show=False, id="stats.tab.3", tooltip=_("Forecast")),
    Binding("4", "show_tab(4)", _("Tab"), show=False, id="stats.tab.4", tooltip=_("Hours")),
    Binding("5", "show_tab(5)", _("Tab"), show=False, id="stats.tab.5", tooltip=_("Topics")),
    Binding("6", "show_tab(6)", _("Tab"), show=False, id="stats.tab.6", tooltip=_("Calibration")),
    Binding("tab", "next_part(1)", _("Next plot"), id="stats.part",
            tooltip=_("Next plot or list of this tab")),
    Binding("shift+tab", "next_part(-1)", show=False, id="stats.part_back",
            tooltip=_("Previous plot or list of this tab")),
    Binding("enter", "open_day", _("Open day"), id="stats.day",
            tooltip=_("The cards that are due on the selected day")),
    Binding("c", "cram", _("Cram"), id="stats.cram",
            tooltip=_("Cram what is selected; doesn't change your schedule")),
    Binding("m", "match", _("Match"), id="stats.match",
            tooltip=_("Make a matching question of this pair, in a bank of your own")),
    Binding("n", "numbers", _("Numbers"), id="stats.numbers",
            tooltip=_("The numbers as a table, or the plot again")),
    Binding("b", "scope", _("Bank"), id="stats.scope", tooltip=_("Choose a bank or a topic")),
    Binding("p", "period", _("Period"), id="stats.period",
            tooltip=_("30 days, 90 days, a year, or all")),
    Binding("w", "save", _("Save CSV"), id="stats.save",
            tooltip=_("Save the numbers as a CSV file")),
    Binding("right", "turn_tab(1)", show=False, id="stats.next", tooltip=_("Next tab")),
    Binding("left", "turn_tab(-1)", show=False, id="stats.previous", tooltip=_("Previous tab")),
    Binding("down,j", "move(1)", show=False, id="stats.down", tooltip=_("Next row or day")),
    Binding("up,k", "move(-1)", show=False, id="stats.up", tooltip=_("Previous row or day")),
    Binding("pagedown", "move(10)", show=False, id="stats.page_down", tooltip=_("Ten rows down")),
    Binding("pageup", "move(-10)", show=False, id="stats.page_up", tooltip=_("Ten rows up")),
    Binding("home", "move(-100000)", show=False, id="stats.first", tooltip=_("First row")),
    Binding("end", "move(100000)", show=False, id="stats.last", tooltip=_("Last row")),
    Binding("escape", "leave", _("Back"), id="stats.back", tooltip=_("Back to Home")),
]  # fmt: skip
