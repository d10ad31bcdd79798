"""Setting an exam, or changing one: date, minutes a day, banks, topics and what they count."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from quiz.cleaning import clean, clean_line
from quiz.desk.plans.editing import PlanError, checked_plan, plan_date, read_minutes, usual_name
from quiz.desk.plans.text import days_words
from quiz.errors import QuizError
from quiz.store import PlanRow
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.dates import in_full
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField
from quiz.ui.widgets.tick_list import TickList, TickRow

_FIELDS = {"name": "name", "day": "day", "minutes_a_day": "minutes", "tags": "topics",
           "weights": "topics", "banks": "banks"}  # fmt: skip
"""The widget for each field of an exam that may be wrong."""
_ABOUT = {
    "day": _("18 Jan, or: in 2 weeks"),
    "minutes": _("per day, for this exam"),
}
_USUAL_MINUTES = 20


class PlanEditorScreen(QuizModal[PlanRow | None]):
    """Asks what an exam is; gives back the exam, checked, or None if it was left."""

    CSS_PATH = "editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", _("Next field"), id="exam.next", tooltip=_("Next field")),
        Binding(
            "shift+tab", "app.focus_previous", _("Previous field"), show=False, id="exam.previous"
        ),
        Binding("enter", "save", _("Save"), id="exam.save", tooltip=_("Save the exam plan")),
        Binding(
            "escape", "cancel", _("Cancel"), id="exam.cancel", tooltip=_("Go back without saving")
        ),
    ]

    def __init__(self, before: PlanRow | None = None) -> None:
        """Ask about a new exam, or change one."""
        super().__init__()
        self.before = before

    def compose(self) -> ComposeResult:
        """Yield the fields, a place for what is wrong, and keys."""
        before = self.before
        title = _("New exam plan") if before is None else _("Edit exam plan")
        with ModalBox():
            yield Static(parts.title(title), id="title")
            for name, label, value in (
                ("name", _("Name"), before.name if before else ""),
                ("day", _("Date"), before.day if before else ""),
                (
                    "minutes",
                    _("Minutes"),
                    f"{before.minutes_a_day if before else _USUAL_MINUTES:g}",
                ),
            ):
                with Horizontal(classes="field"):
                    yield Static(Content.styled(label, MUTED), classes="label")
                    yield LineField(
                        clean_line(value),
                        id=name,
                        select_on_focus=False,
                        joiner=" " if name == "name" else None,
                    )
                    yield Static(id=f"{name}-note", classes="note")
                yield Static(id=f"{name}-fault", classes="fault")
            yield Static(id="banks-note", classes="head")
            yield TickList(id="banks")
            yield Static(id="topics-note", classes="head")
            yield TickList(id="topics", has_weights=True)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what there is to choose from, and begin at the first field."""
        desk, before = self.desk, self.before
        entries = desk.library.entries
        rows = [
            TickRow(
                entry.id,
                entry.title,
                ngettext("{n} card", "{n} cards", entry.cards).format(n=entry.cards),
            )
            for entry in entries.values()
        ]
        banks, topics = self.query_one("#banks", TickList), self.query_one("#topics", TickList)
        if before is not None:
            gone = [bank for bank in before.banks if bank not in entries]
            rows += [TickRow(bank, bank, _("not found")) for bank in gone]
            banks.ticked = set(before.banks)
            topics.ticked = set(before.tags)
            topics.weights = dict(before.weights)
        banks.offer(rows)
        self._show_topics()
        self._fit()
        for name in ("name", "day", "minutes"):
            self._say(name)
        self._forgive()
        self.query_one("#name", Input).focus()

    def on_resize(self, event: Resize) -> None:
        """Use the height there is."""
        self._fit()

    def _fit(self) -> None:
        """Share the lines that are left between banks and topics."""
        lists = (self.query_one("#banks", TickList), self.query_one("#topics", TickList))
        room = max(4, min(26, self.app.size.height - 14))
        wants = [len(ticks.rows) for ticks in lists]
        first = min(wants[0], max(room // 2, room - wants[1]))
        lists[0].fit(max(1, first))
        lists[1].fit(max(1, room - first))

    def _show_topics(self) -> None:
        """Offer the topics of the banks that are ticked, or of all."""
        desk = self.desk
        chosen = self.query_one("#banks", TickList).chosen
        tags = dict.fromkeys(
            tag
            for entry in desk.library.entries.values()
            if not chosen or entry.id in chosen
            for tag in desk.library.tags(entry)
        )
        self.query_one("#topics", TickList).offer([TickRow(tag, tag) for tag in tags])
        self._say_ticks()

    def _say_ticks(self) -> None:
        labels = (("banks", _("Banks")), ("topics", _("Topics")))
        size = max(9, *(len(label) + 1 for _name, label in labels))
        for name, label in labels:
            ticks = self.query_one(f"#{name}", TickList)
            count = len(ticks.chosen)
            how = _("all (Space to choose some)")
            if count:
                how = _("{n} of {total}").format(n=count, total=len(ticks.rows))
            line = Content.styled(label.ljust(size), MUTED) + Content(how)
            self.query_one(f"#{name}-note", Static).update(line)
        self.query_one("#name", Input).placeholder = self._usual_name()

    def _usual_name(self) -> str:
        """Return what a plan is called that is given no name."""
        return usual_name(self.desk, self.query_one("#banks", TickList).chosen)

    def _say(self, name: str) -> None:
        """Say beside a field what it means."""
        note = _ABOUT.get(name, "")
        if name == "day":
            try:
                day = plan_date(self.desk, self.query_one("#day", Input).value)
            except QuizError:
                pass  # said when it is handed in: half a date is no mistake
            else:
                note = _day_words(day, self.desk.today)
        line = Content.styled(note, MUTED)
        self.query_one(f"#{name}-note", Static).update(line)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id is not None:
            self._say(event.input.id)
            self.query_one(f"#{event.input.id}-fault").display = False

    @on(TickList.Changed)
    def _ticked(self) -> None:
        focused = self.focused
        if focused is not None and focused.id == "banks":
            self._show_topics()
            self._fit()
        else:
            self._say_ticks()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Give the exam back, or say at its field what cannot be."""
        banks, topics = self.query_one("#banks", TickList), self.query_one("#topics", TickList)
        try:
            exam = checked_plan(
                self.desk,
                name=self.query_one("#name", Input).value.strip() or self._usual_name(),
                day=self.query_one("#day", Input).value,
                banks=banks.chosen,
                tags=topics.chosen,
                weights=topics.weights,
                minutes_a_day=read_minutes(self.query_one("#minutes", Input).value),
                before=self.before,
            )
        except PlanError as fault:
            self._blame(_FIELDS.get(fault.field, "name"), str(fault))
            return
        except QuizError as error:
            self._blame("banks", str(error))
            return
        self.dismiss(exam)

    def _blame(self, name: str, text: str) -> None:
        """Say at a field what is wrong with it, and let the keys go there."""
        self._forgive()
        words = clean(f"✘ {text[:1].upper()}{text[1:]}")
        place = "fault" if self.query(f"#{name}-fault") else "note"
        shown = self.query_one(f"#{name}-{place}", Static)
        shown.display = True
        shown.update(Content.styled(words, "$text-error"))
        self.query_one(f"#{name}").focus()

    def _forgive(self) -> None:
        """Take away what was said to be wrong."""
        for fault in self.query(".fault"):
            fault.display = False
        self._say_ticks()

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)


def _day_words(day: date, today: int) -> str:
    when = days_words(day.toordinal() - today)
    return f"{in_full(day)}, {when}"
