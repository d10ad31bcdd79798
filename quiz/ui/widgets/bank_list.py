"""The list of banks: draws only the rows in sight, so that a thousand banks cost what ten do."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widget import Widget

from quiz.cleaning import clean_line
from quiz.desk.today.day import BankLine, CardCount, Today
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.words import _, ngettext

_COLUMNS = (
    (_("Cards"), 7),
    (_("Due"), 6),
    (_("New"), 6),
    (_("Known"), 8),
    (_("Best"), 7),
)
_GAMES = ((_("Sprint"), 8), (_("Survival"), 10))
"""Best of the other games, shown in a wide window once they were played."""
_EXAM = (_("Exam"), 8)
"""Shown while an exam is set."""


class Wanted(Message):
    """A part of a title is looked for."""

    def __init__(self, text: str) -> None:
        """Carry what was typed."""
        super().__init__()
        self.text = text


class Found(Message):
    """The search is over; the keys go to the list."""


class BankList(Widget, can_focus=True):
    """Banks with what is due, known and the best score; one of them is marked."""

    DEFAULT_CSS = "BankList { height: 1fr; min-height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="banks.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="banks.down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="banks.page_up"),
        Binding("pagedown", "page(1)", _("Page down"), show=False, id="banks.page_down"),
        Binding("home", "move(-1000000)", _("First"), show=False, id="banks.first"),
        Binding("end", "move(1000000)", _("Last"), show=False, id="banks.last"),
    ]

    class Chosen(Message):
        """A bank was clicked while it was marked."""

    def __init__(self, *, id: str) -> None:
        """Begin without banks."""
        super().__init__(id=id)
        self.lines: tuple[BankLine, ...] = ()
        self.known: dict[str, float] = {}
        self.exams: dict[str, str] = {}
        self.today: Today | None = None
        self.cursor = 0
        self.top = 0
        self.empty = ""

    def tell(
        self,
        lines: tuple[BankLine, ...],
        known: dict[str, float],
        exams: dict[str, str],
        marked: str = "",
        *,
        today: Today | None = None,
    ) -> None:
        """Show banks; the marked one stays marked.

        Args:
            lines: The banks.
            known: The share of each bank that is known now, as far as that is worked out.
            exams: The date of the next exam of each bank that has one.
            marked: The id of a bank to mark; empty for the one that is.
            today: What today holds; None while that is not counted.
        """
        self.today = today
        marked = marked or (self.marked.id if self.marked else "")
        self.lines, self.known, self.exams = lines, known, exams
        ids = [line.id for line in lines]
        self.cursor = ids.index(marked) if marked in ids else min(self.cursor, max(0, len(ids) - 1))
        self._follow()

    @property
    def marked(self) -> BankLine | None:
        """The marked bank."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def render(self) -> Content:
        """Return the head and the rows in sight."""
        width = self.size.width
        columns = _COLUMNS if width >= 64 else (_COLUMNS[0], _COLUMNS[1], _COLUMNS[3])
        if width >= 92 and any(line.best_games for line in self.lines):
            columns = (*columns, *_GAMES)
        if self.exams and width >= 54:
            columns = (*columns, _EXAM)
        room = width - 2 - sum(size for _name, size in columns)
        head = "  " + _("Bank").ljust(room) + "".join(name.rjust(size) for name, size in columns)
        rows = [Content.styled(head, MUTED)]
        if not self.lines:
            rows += [Content(""), Content.styled(f"  {self.empty}", MUTED)]
        height = max(1, self.size.height - 1)
        for at in range(self.top, min(len(self.lines), self.top + height)):
            rows.append(self._row(at, room, tuple(name for name, _size in columns)))
        return Content("\n").join(rows)

    def _row(self, at: int, room: int, names: tuple[str, ...]) -> Content:
        line = self.lines[at]
        known = self.known.get(line.id)
        held = self.today.of(line.id) if self.today else CardCount()
        cells = {
            _("Cards"): (f"{line.cards}", ""),
            _("Due"): (
                f"{held.to_review}" if held.to_review else "·",
                "bold $text-warning" if held.to_review else "",
            ),
            _("New"): (f"{held.new}" if held.new else "·", ""),
            _("Known"): (f"{known:.0%}" if known is not None else "–", ""),
            _("Exam"): (self.exams.get(line.id, "–"), ""),
            _("Best"): (f"{line.best:.0%}" if line.best is not None else "–", ""),
            _("Sprint"): (f"{line.best_games.get('sprint', '–')}", ""),
            _("Survival"): (f"{line.best_games.get('survival', '–')}", ""),
        }
        title = clean_line(line.title)
        if line.left_out:
            words = ngettext("({n} with errors)", "({n} with errors)", line.left_out)
            title += "  " + words.format(n=line.left_out)
        name = parts.pad(parts.clip(title, max(4, room - 1)), room)
        is_marked = at == self.cursor
        if is_marked:
            name = name.stylize("bold")
        drawn = [Content.styled("▌ " if is_marked else "  ", "$primary"), name]
        sizes = dict((*_COLUMNS, *_GAMES, _EXAM))
        for column in names:
            text, style = cells[column]
            muted = MUTED if text in ("·", "–") else style
            drawn.append(Content.styled(text.rjust(sizes[column]), muted))
        row = Content("").join(drawn)
        return row.stylize("on $boost") if is_marked and self.has_focus else row

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def _follow(self) -> None:
        height = max(1, self.size.height - 1)
        self.top = max(0, min(self.top, len(self.lines) - height))
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        self.refresh()

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self._follow()

    def action_move(self, step: int) -> None:
        """Mark another bank."""
        self.cursor = max(0, min(len(self.lines) - 1, self.cursor + step))
        self._follow()

    def action_page(self, pages: int) -> None:
        """Move a page."""
        self.action_move(pages * max(1, self.size.height - 2))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down."""
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up."""
        self.action_move(-1)

    def on_click(self, event: Click) -> None:
        """Mark the bank under the pointer; the marked one is chosen."""
        at = self.top + event.y - 1
        if event.y < 1 or at >= len(self.lines):
            return
        if at == self.cursor:
            self.post_message(self.Chosen())
        self.cursor = at
        self._follow()
