"""The list of banks."""

from textual.content import Content
from textual.message import Message

from quiz.cleaning import clean_line
from quiz.desk.today.day import BankLine, CardCount, Today
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.widgets.marked_list import MarkedList

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


class BankList(MarkedList):
    """Banks with what is due, known and the best score; one of them is marked."""

    def __init__(self, *, id: str) -> None:
        """Begin without banks."""
        super().__init__(self._row, id=id, head=self._names, is_bold=False)
        self.lines: tuple[BankLine, ...] = ()
        self.known: dict[str, float] = {}
        self.exams: dict[str, str] = {}
        self.today: Today | None = None
        self.empty = ""

    def offer(
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
        self.show(len(ids), ids.index(marked) if marked in ids else self.cursor)

    @property
    def marked(self) -> BankLine | None:
        """The marked bank."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def _columns(self, width: int) -> tuple[tuple[str, int], ...]:
        """Return the columns that there is room for, each with its width."""
        columns = _COLUMNS if width >= 64 else (_COLUMNS[0], _COLUMNS[1], _COLUMNS[3])
        if width >= 92 and any(line.best_games for line in self.lines):
            columns = (*columns, *_GAMES)
        return (*columns, _EXAM) if self.exams and width >= 54 else columns

    def _names(self, width: int) -> Content:
        """Return the names of the columns."""
        columns = self._columns(width)
        room = width - 2 - sum(size for _name, size in columns)
        names = "".join(name.rjust(size) for name, size in columns)
        return Content.styled("  " + _("Bank").ljust(room) + names, MUTED)

    def _row(self, at: int, width: int) -> Content:
        line, columns = self.lines[at], self._columns(width + 2)
        room = width - sum(size for _name, size in columns)
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
        drawn = [name.stylize("bold") if at == self.cursor else name]
        for column, size in columns:
            text, style = cells[column]
            muted = MUTED if text in ("·", "–") else style
            drawn.append(Content.styled(text.rjust(size), muted))
        return Content("").join(drawn)
