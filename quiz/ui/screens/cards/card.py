"""Card: what it asks, how its memory went and will go, every answer to it, and its kin."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from quiz.cleaning import clean_line
from quiz.desk.banks.noting import toggle_note
from quiz.desk.today.card_page import CardPage, card_page
from quiz.study import CardRef, Mode
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import card as card_content
from quiz.ui.content.memory import lasts
from quiz.ui.screens.cards.actions import CardActionsScreen
from quiz.ui.screens.noting import ask_for_note
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.banks.editing import Edited

_WIDE = 110
_CURVE = 10
"""Rows of the curve in a narrow window."""
_LEAST_BELOW = 5
"""Rows below it, from which one of them is left empty."""


class CardScreen(CardActionsScreen):
    """One card, of a list through which ← and → go."""

    CSS_PATH = "card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask_now", _("Ask now"), id="card.ask",
                tooltip=_("Ask this card now; it counts for your schedule")),
        Binding("e", "edit", _("Edit"), id="card.edit",
                tooltip=_("Open the question in your editor")),
        Binding("s", "suspend", _("Suspend"), id="card.suspend",
                tooltip=_("Suspend the card, or unsuspend it")),
        Binding("minus", "bury", _("Bury"), id="card.bury",
                tooltip=_("Hide the card until tomorrow, or bring it back")),
        Binding("d", "set_due", _("Set due"), id="card.set_due",
                tooltip=_("Choose the day on which it is due")),
        Binding("f", "reset", _("Reset"), id="card.reset",
                tooltip=_("Reset the card to new; asks first")),
        Binding("u", "undo", _("Undo"), id="card.undo",
                tooltip=_("Undo the last answer or card action")),
        Binding("r", "related", _("Related"), show=False, id="card.related",
                tooltip=_("Go through related cards; Enter opens one")),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="card.note",
                tooltip=_("Note what's wrong with this question, or remove the note")),
        Binding("w", "bank_page", _("Bank"), id="card.bank", show=False,
                tooltip=_("Open the page of its bank: issues, overrides, preview")),
        Binding("right,l", "step(1)", _("Next"), show=False, id="card.next",
                tooltip=_("Next card of the list")),
        Binding("left,h", "step(-1)", _("Previous"), show=False, id="card.previous",
                tooltip=_("Previous card of the list")),
        Binding("down,j", "scroll(1)", _("Older"), show=False, id="card.down",
                tooltip=_("Older answers")),
        Binding("up,k", "scroll(-1)", _("Newer"), show=False, id="card.up",
                tooltip=_("Newer answers")),
        Binding("escape", "leave", _("Back"), id="card.leave",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(
        self,
        refs: Sequence[CardRef] | Callable[[int], CardRef],
        at: int = 0,
        count: int | None = None,
        *,
        within_sitting: bool = False,
    ) -> None:
        """Show a card of a list.

        Args:
            refs: The cards, or what gives one by its index.
            at: Index of the card that is shown first.
            count: Number of cards; None: as many as `refs` has.
            within_sitting: Whether a sitting waits below: nothing is asked then, and what was
                answered in it is not undone behind its back.
        """
        super().__init__()
        if callable(refs):
            self._ref_at, self._count = refs, count or 1
        else:
            self._ref_at, self._count = refs.__getitem__, len(refs)
        self._within_sitting = within_sitting
        self._done = 0
        """Actions done here that were not undone."""
        self.at = at
        self.page: CardPage | None = None
        self._first = 0
        """Index of the answer at the top of the list."""
        self._kin = -1
        """Index of the selected related card; below 0 while none is."""
        self._said = ""
        self._can_undo = False

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Paint(self._draw_head, id="head")
        yield Paint(self._draw, id="board")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the card."""
        self.show()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.page is not None:
            self.desk.refresh()
            self.host.say_notices()
            self.show()

    @property
    def ref(self) -> CardRef:
        """The card that is shown."""
        return self._ref_at(self.at)

    def show(self) -> None:
        """Bring everything up to date."""
        self.page = card_page(self.desk, self.ref)
        self._first = min(self._first, max(0, len(self.page.answers) - 1))
        self._kin = min(self._kin, len(self.page.related) - 1)
        for paint in self.query(Paint):
            paint.repaint()
        self.refresh_bindings()

    def acted_on(self) -> Sequence[CardRef]:
        """Return the card."""
        return (self.ref,)

    def changed(
        self, words: str, refs: Sequence[CardRef] | None = None, *, can_undo: bool = False
    ) -> None:
        """Show the card as it is now, and say what was done."""
        self._said, self._can_undo = words, can_undo
        self._done += can_undo
        self.show()

    # What is drawn

    def _draw_head(self, canvas: Canvas) -> None:
        page = self.page
        canvas.fill(Area(0, 0, canvas.width, 1), "bar")
        if page is None:
            return
        place = _("{n} of {count}").format(n=f"{self.at + 1:,}", count=f"{self._count:,}")
        kind = page.item.kind if page.item is not None else ""
        right = f"{kind} · {place}" if self._count > 1 else kind
        room = canvas.width - 4 - len(right) - 11
        canvas.row(2, 0, (_("Card"), "bold key"), (" · ", "dim"))
        x = 2 + len(_("Card")) + 3
        canvas.put(x, 0, f"{clean_line(page.bank)} · {clean_line(page.ref.card)}", "dim", room)
        canvas.right(canvas.width - 2, 0, (right, "dim"))

    def _draw(self, canvas: Canvas) -> None:
        if self.page is None:
            return
        if canvas.width >= _WIDE:
            self._draw_wide(canvas, self.page)
        else:
            self._draw_narrow(canvas, self.page)

    def _draw_band(self, canvas: Canvas, page: CardPage, y: int) -> int:
        """Draw what keeps the card away, or what was just done; return the next free row."""
        said = self._said
        parts = card_content.band(page, self.desk.today)
        if said:
            undo = (("  u ", "bold key"), (_("Undo"), "dim")) if self._can_undo else ()
            parts = ((said, "bold text"), *undo)
        if not parts:
            return y
        tint = "pane" if said else "partly-tint"
        canvas.fill(Area(2, y, canvas.width - 4, 1), tint)
        canvas.put(2, y, "▌", "key" if said else "partly")
        canvas.row(4, y, *parts)
        return y + 1

    def _draw_narrow(self, canvas: Canvas, page: CardPage) -> None:
        width, now = canvas.width - 6, self.desk.now()
        y = self._draw_band(canvas, page, 0)
        top = y or 1
        # Without a curve the question has nearly all of the board.
        room = canvas.height - top - (_CURVE + 5 if page.past else 9)
        area = Area(3, top, width, max(4, room))
        y = card_content.question(canvas, area, page, explains=not page.past)
        y = max(y, top + 4)
        note: list[tuple[str, str]] = []
        if page.chance is not None:
            note = [
                (_("lasts "), "dim"),
                (lasts(page.state.stability), "bold text"),
                (" · ", "dim"),
                (card_content.due_day(page, now), "bold text"),
                (" · ", "dim"),
                (_("{n} of {count} right").format(n=page.right, count=page.asked), "dim"),
            ]
        canvas.heading(3, y, width, _("Memory"), *note)
        curve = max(_CURVE - 2, (canvas.height - y) * 5 // 9) if page.past else 3
        card_content.memory(canvas, Area(3, y + 1, width, curve), page, now)
        y += curve + 1
        y += canvas.height - y > _LEAST_BELOW
        left = canvas.height - y - 1
        if self._kin >= 0 or (not page.answers and (page.related or page.plans)):
            canvas.heading(3, y, width, _("Related"), (_("Enter opens"), "dim"))
            area = Area(3, y + 1, width, left)
            card_content.related(canvas, area, page, now, self._kin)
            return
        if not page.answers:
            return
        notes = [card_content.answers_note(page)]
        if kin := len(page.related):
            notes.append(ngettext("{n} related (r)", "{n} related (r)", kin).format(n=kin))
        if len(page.answers) > left:
            notes.append(_("↓ older"))
        canvas.heading(3, y, width, _("Answers"), (" · ".join(notes), "dim"))
        card_content.answers(canvas, Area(3, y + 1, width, left), page, self._first)

    def _draw_wide(self, canvas: Canvas, page: CardPage) -> None:
        now = self.desk.now()
        y = self._draw_band(canvas, page, 0)
        left = min(70, (canvas.width - 5) * 40 // 100)
        height = canvas.height - y
        top = min(13, max(9, height // 3))
        x2, wide = left + 3, canvas.width - left - 5
        inner = canvas.pane(Area(2, y, left, top), _("Question"))
        card_content.question(canvas, inner, page)
        facts = 8
        inner = canvas.pane(Area(2, y + top, left, facts), _("Now"))
        card_content.facts(canvas, inner, page, now)
        rest = height - top - facts
        kin = max(4, min(rest, len(page.related) + len(page.plans) + 2))
        given = rest - kin
        if given < 5 or not page.responses:
            kin, given = rest, 0
        note = _("Enter opens") if self._kin >= 0 else ("r" if page.related else "")
        area = Area(2, y + top + facts, left, kin)
        inner = canvas.pane(area, _("Related"), note, is_focused=self._kin >= 0)
        card_content.related(canvas, inner, page, now, self._kin)
        if given:
            inner = canvas.pane(
                Area(2, y + top + facts + kin, left, given), _("How it was answered")
            )
            card_content.responses(canvas, inner, page)
        high = height * 62 // 100
        inner = canvas.pane(Area(x2, y, wide, high), _("Memory"), _("chance that you know it"))
        card_content.memory(canvas, inner, page, now)
        note = card_content.answers_note(page)
        inner = canvas.pane(Area(x2, y + high, wide, height - high), _("Answers"), note)
        if page.answers:
            card_content.answers_head(canvas, inner.x, inner.y, inner.width)
            area = Area(inner.x, inner.y + 1, inner.width, inner.height - 1)
            card_content.answers(canvas, area, page, self._first)
        else:
            canvas.put(inner.x, inner.y, _("Each answer will stand here."), "dim", inner.width)

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        page = self.page
        if page is None:
            return True
        if action == "ask_now":
            return page.item is not None and (not self._within_sitting or self._kin >= 0)
        if action == "undo":
            return not self._within_sitting or self._done > 0
        if action in ("edit", "bank_page", "note"):
            return page.item is not None
        if action == "set_due":
            return bool(page.state.reps)
        if action == "reset":
            return bool(page.state.reps)
        if action == "related":
            return bool(page.related)
        return True

    def action_ask_now(self) -> None:
        """Ask the card; or open the selected related one."""
        if self.page is not None and 0 <= self._kin < len(self.page.related):
            refs = [kin.ref for kin in self.page.related]
            within = self._within_sitting
            self.app.push_screen(CardScreen(refs, self._kin, within_sitting=within))
            return
        self.ask((self.ref,), Mode.QUIZ)

    def action_edit(self) -> None:
        """Edit the question in its file."""
        page = self.page
        if page is None or page.item is None:
            return

        def take_up(edited: "Edited | None") -> None:
            if edited is not None and edited.has_changed:
                self.show()

        self.host.edit(page.path, page.line, take_up)

    def action_undo(self) -> None:
        """Undo what was done last."""
        super().action_undo()
        self._done = max(0, self._done - 1)
        self.refresh_bindings()

    def action_note(self) -> None:
        """Note what is wrong with the question, or remove the note that is there."""
        ask_for_note(self, self.ref, partial(toggle_note, self.desk, self.ref), self.show)

    def action_related(self) -> None:
        """Select the next related card; after the last one, none."""
        count = len(self.page.related) if self.page is not None else 0
        self._kin = self._kin + 1 if self._kin + 1 < count else -1
        self.query_one("#board", Paint).repaint()
        self.refresh_bindings()

    def action_bank_page(self) -> None:
        """Open the page of its bank."""
        from quiz.ui.screens.banks.page import BankPageScreen

        self.app.push_screen(BankPageScreen(self.ref.bank, self.ref.card))

    def action_step(self, step: int) -> None:
        """Show another card of the list."""
        at = max(0, min(self._count - 1, self.at + step))
        if at != self.at:
            self.at, self._first, self._kin, self._said = at, 0, -1, ""
            self.show()

    def action_scroll(self, step: int) -> None:
        """Show older or newer answers."""
        count = len(self.page.answers) if self.page is not None else 0
        self._first = max(0, min(count - 1, self._first + step))
        self.query_one("#board", Paint).repaint()

    def action_leave(self) -> None:
        """Let go of the related cards, or go back."""
        if self._kin >= 0:
            self._kin = -1
            self.query_one("#board", Paint).repaint()
            return
        self.dismiss(None)
