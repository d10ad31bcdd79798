"""A bank's page, for who writes it: its questions, their issues, and overridden answers."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.desk.banks import page
from quiz.desk.banks.page import BankRecord, Snapshot
from quiz.errors import Problem, QuizError
from quiz.library.index import REVERSE, BankEntry, QuestionRow
from quiz.translation import _, ngettext
from quiz.ui.content import bank as bank_content
from quiz.ui.content import parts
from quiz.ui.dates import with_year
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.finding import Found, Wanted
from quiz.ui.widgets.folded_text import FoldedText
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from quiz.desk.banks.editing import Edited

_LEAST_BESIDE = 130
"""Columns from which a question in full stands beside the list."""


class BankLook(Message):
    """The file was checked, and the record summed up."""

    def __init__(self, look: Snapshot | None, record: BankRecord) -> None:
        """Carry what was found; no look if the file cannot be read."""
        super().__init__()
        self.look, self.record = look, record


class BankPageScreen(QuizScreen):
    """A bank's questions in a list; the marked one in full, with findings and answers."""

    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "preview", _("Preview"), id="bank_page.preview",
                tooltip=_("Preview the selected question; nothing is recorded")),
        Binding("e", "edit", _("Edit"), id="bank_page.edit",
                tooltip=_("Open the selected question in your editor")),
        Binding("n,a,plus,f9", "add_question", _("New question"), id="bank_page.add_question",
                tooltip=_("Add a question to one of your own banks")),
        Binding("w", "accept", _("Accept"), id="bank_page.accept",
                tooltip=_("Accept the overridden answers from now on")),
        Binding("slash", "find", _("Find"), id="bank_page.find",
                tooltip=_("Find questions by text, topic or kind")),
        Binding("f", "only('findings')", _("Issues"), id="bank_page.findings",
                tooltip=_("Show only questions with issues, or all")),
        Binding("o", "only('overridden')", _("Overrides"), id="bank_page.overridden",
                tooltip=_("Show only questions with overrides, or all")),
        Binding("t", "cover", _("Text"), show=False, id="bank_page.cover",
                tooltip=_("Show what of a text these questions ask")),
        Binding("q", "quiz", _("Quiz"), id="bank_page.quiz",
                tooltip=_("Quiz yourself on this bank")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="bank_page.down",
                tooltip=_("Scroll down")),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="bank_page.up",
                tooltip=_("Scroll up")),
        Binding("escape", "leave", _("Back"), id="bank_page.leave",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(self, bank: str, card: str = "") -> None:
        """Show a bank by its id, and one of its cards selected, if one is named."""
        super().__init__()
        self.bank = bank
        self._first = card.removesuffix(REVERSE)
        self._rows: list[QuestionRow] = []
        self._texts: list[str] = []
        self._found: list[int] = []
        """Indices of the rows that are listed."""
        self._findings: dict[str, tuple[Problem, ...]] = {}
        self._record = BankRecord()
        self._look: Snapshot | None = None
        self._wanted = self._before_search = ""
        self._only = ""
        """`findings` or `overridden`: only such questions are listed."""
        self._is_known = False
        """Whether findings and answers are there."""

    def compose(self) -> ComposeResult:
        """Yield head, list, the marked question and keys."""
        yield Static(id="head")
        with Vertical(id="page"):
            yield Static(id="about")
            with Container(id="both"):
                yield MarkedList(self._row, id="rows", head=bank_content.row_head)
                with VerticalScroll(id="detail", can_focus=False):
                    yield FoldedText(id="question")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the questions, then what is to be said of them."""
        self._lay_out()
        self._list = self.query_one(MarkedList)
        self._list.focus()
        self.show()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self._is_known:
            self.desk.refresh()
            self.host.say_notices()
            self.show()

    def on_resize(self, event: Resize) -> None:
        """Put the question beside the list where there is room."""
        self._lay_out()
        self._show_head()

    def _lay_out(self) -> None:
        self.query_one("#both").set_class(self.app.size.width >= _LEAST_BESIDE, "-beside")

    @property
    def _entry(self) -> BankEntry | None:
        return self.desk.library.entries.get(self.bank)

    @property
    def marked(self) -> QuestionRow | None:
        """The question that the keys mean."""
        at = self._list.cursor
        return self._rows[self._found[at]] if at < len(self._found) else None

    # What is shown

    def show(self) -> None:
        """Bring everything up to date; the marked question stays marked."""
        entry = self._entry
        if entry is None:
            self.host.report(QuizError(_("This bank no longer exists.")))
            self.dismiss(None)
            return
        marked = self.marked
        self._rows = self.desk.library.rows(entry)
        self._texts = [
            f"{row.item} {row.kind} {' '.join(row.tags)} {row.stem}".casefold()
            for row in self._rows
        ]
        self._sift(self._first or (marked.item if marked is not None else ""))
        self._first = ""
        self._look_closer(entry.path)

    def _sift(self, marked: str) -> None:
        """List the questions that are wanted."""
        words = self._wanted.casefold().split()
        self._found = [
            at
            for at, row in enumerate(self._rows)
            if self._is_listed(row) and all(word in self._texts[at] for word in words)
        ]
        self._list.empty = (
            _("No matching questions.") if self._rows else _("No valid questions yet.")
        )
        places = {self._rows[at].item: place for place, at in enumerate(self._found)}
        self._list.show(len(self._found), places.get(marked, 0 if marked else self._list.cursor))
        self._show_head()
        self._show_question()

    def _is_listed(self, row: QuestionRow) -> bool:
        if self._only == "findings":
            return row.item in self._findings
        return not self._only or row.item in self._record.overridden

    @work(thread=True, exclusive=True, group="look")
    def _look_closer(self, path: str) -> None:
        """Check the file and sum up the record, each of which takes long for a large bank."""
        record = self._sum_up()
        try:
            look: Snapshot | None = page.look_at(path)
        except QuizError:
            look = None
        if not get_current_worker().is_cancelled:
            self.post_message(BankLook(look, record))

    def _sum_up(self) -> BankRecord:
        try:
            return page.record_apart(self.desk, self.bank)()
        except QuizError:
            return BankRecord()

    @on(BankLook)
    def _looked(self, message: BankLook) -> None:
        self._record, self._look, self._is_known = message.record, message.look, True
        self._findings = page.findings_by_item(message.look[1]) if message.look else {}
        marked = self.marked
        self._sift(marked.item if marked is not None else "")

    def _show_head(self) -> None:
        entry = self._entry
        if entry is None:
            return
        width = self.app.size.width - 2
        head = parts.head(entry.title, width, self._count_words(entry))
        self.query_one("#head", Static).update(head)
        about = bank_content.head_lines(self.desk.library.head(self.bank), entry.path, width - 4)
        self.query_one("#about", Static).update(about)

    def _count_words(self, entry: BankEntry) -> str:
        count = len(self._rows)
        words = [ngettext("{n} question", "{n} questions", count).format(n=count)]
        if self._only or self._wanted:
            words.insert(0, _("{n} shown").format(n=len(self._found)))
        if entry.left_out:
            words.append(_("{n} with errors").format(n=entry.left_out))
        if not self._is_known:
            words.append(_("checking…"))
            return " · ".join(words)
        found = sum(len(problems) for problems in self._findings.values())
        words.append(
            ngettext("{n} issue", "{n} issues", found).format(n=found) if found else _("no issues")
        )
        counted = sum(sum(texts.values()) for texts in self._record.overridden.values())
        if counted:
            words.append(ngettext("{n} override", "{n} overrides", counted).format(n=counted))
        return " · ".join(words)

    def _row(self, at: int, width: int) -> Content:
        row = self._rows[self._found[at]]
        record = self._record
        due = bank_content.due_words(record.states.get(row.item), self.desk.today, self.desk.now())
        problems = self._findings.get(row.item, ())
        return bank_content.row_words(row, problems, record.tallies.get(row.item), due, width)

    @on(MarkedList.Marked)
    def _show_question(self) -> None:
        """Show the marked question in full."""
        shown = self.query_one("#question", Static)
        row = self.marked
        found = self.desk.library.item(self.bank, row.item) if row is not None else None
        if row is None or found is None:
            shown.update(Content(""))
        else:
            record = page.question_record(self.desk, self.bank, row.item)
            number = self._found[self._list.cursor] + 1
            place = _("{n} of {count} · line {line}").format(
                n=number, count=len(self._rows), line=row.line
            )
            if row.tags:
                place += f" · {', '.join(row.tags)}"
            last = record.last_at.astimezone() if record.last_at is not None else None
            shown.update(
                bank_content.question_words(
                    found[0],
                    self._findings.get(row.item, ()),
                    record,
                    self._spellings(row),
                    place=place,
                    last_on=with_year(last) if last is not None else "",
                )
            )
        self.query_one("#detail").scroll_home(animate=False)
        self.refresh_bindings()

    def _spellings(self, row: QuestionRow) -> dict[str, int]:
        counted = self._record.overridden.get(row.item)
        return page.still_refused(self.desk, self.bank, row.item, counted) if counted else {}

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        if not self.is_mounted or not hasattr(self, "_list"):
            return True
        row = self.marked
        if action == "accept":
            return row is not None and bool(self._spellings(row))
        if action == "only":
            has = {"findings": self._findings, "overridden": self._record.overridden}
            return bool(has[str(parameters[0])] or self._only == parameters[0])
        if action in ("preview", "quiz"):
            return row is not None
        return True

    def action_preview(self) -> None:
        """Play the marked question."""
        from quiz.desk.banks.preview import preview_of
        from quiz.ui.screens.banks.preview import PreviewScreen

        entry, row = self._entry, self.marked
        if entry is None or row is None:
            return
        try:
            preview = preview_of(entry.path, self._look)
        except QuizError as error:
            self.host.report(error)
            return
        at = self._found[self._list.cursor]
        if not preview.is_unread:
            at = preview.place_of(row.item, at)
        self.app.push_screen(PreviewScreen(preview, at))

    @on(MarkedList.Chosen)
    def _chosen(self) -> None:
        self.action_preview()

    def action_edit(self) -> None:
        """Edit the marked question; without one, the file."""
        entry, row = self._entry, self.marked
        if entry is None:
            return

        def take_up(edited: "Edited | None") -> None:
            if edited is None:
                return
            self._is_known = False
            if row is not None and row.item in edited.moves:
                self._rows[self._found[self._list.cursor]] = _renamed(row, edited.moves[row.item])
            self.show()

        self.host.edit(entry.path, row.line if row is not None else 1, take_up)

    def action_add_question(self) -> None:
        """Write a question into a bank of one's own; coming back shows it."""
        self.host.add_question(bank=self.bank)

    def action_accept(self) -> None:
        """Accept what was counted right most often."""
        entry, row = self._entry, self.marked
        spellings = self._spellings(row) if row is not None else {}
        if entry is None or row is None or not spellings:
            return
        item, spelling = row.item, next(iter(spellings))

        def accept(own: str | None) -> None:
            if own is None:
                return
            try:
                page.accept(self.desk, own, item, spelling)
            except QuizError as error:
                self.host.report(error)
                return
            words = _("Accepted from now on: {spelling}").format(spelling=spelling)
            self.host.announce(words, timeout=4)
            self.show()

        self.host.with_own_file(entry.path, accept)

    def action_only(self, which: str) -> None:
        """List only some questions, or all again."""
        self._only = "" if self._only == which else which
        marked = self.marked
        self._sift(marked.item if marked is not None else "")

    def action_cover(self) -> None:
        """Show what of a text the questions ask."""
        from quiz.ui.screens.banks.coverage import CoverageScreen

        if self._entry is not None:
            self.app.push_screen(CoverageScreen(self._entry.path))

    def action_quiz(self) -> None:
        """Play a quiz of this bank."""
        from quiz.study import Mode, Request

        self.host.try_to_begin(Request(mode=Mode.QUIZ, banks=(self.bank,)))

    async def action_find(self) -> None:
        """Type what is looked for."""
        from quiz.ui.widgets.find_field import FindField

        marked = self.marked
        self._before_search = marked.item if marked is not None else ""
        for field in self.query(FindField):
            field.focus()
            return
        field = FindField(_("text, topic or kind"))
        await self.query_one("#page").mount(field, before="#both")
        field.focus()

    @on(Wanted)
    def _find(self, message: Wanted) -> None:
        self._wanted = message.text
        self._list.cursor = 0
        self._sift(self._before_search)

    @on(Found)
    def _end_find(self) -> None:
        self._before_search = ""
        self._list.focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the marked question."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    async def action_leave(self) -> None:
        """Clear the search, leave it, or leave the page."""
        from quiz.ui.widgets.find_field import is_cleared

        marked = self.marked
        for field in self.query("#find"):
            if is_cleared(field):
                return
            is_in_field = field.has_focus
            await field.remove()
            self._wanted = ""
            kept = self._before_search if is_in_field else ""
            self._sift(kept or (marked.item if marked is not None else ""))
            self._end_find()
            return
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.host.go_home()


def _renamed(row: QuestionRow, item: str) -> QuestionRow:
    return QuestionRow(item, row.kind, row.line, row.tags, row.stem, row.is_two_way)
