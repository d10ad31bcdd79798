"""Adding a bank, a pack of banks or a file of another program: looked into, then copied."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from quiz.cleaning import clean, clean_line
from quiz.errors import BankError, QuizError
from quiz.library.index import BankEntry
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.content.importing import adding, preview, reading, writing
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.path_field import PathField, pasted_path

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.banks.importing import Prepared
    from quiz.formats.exchange.exchanged import Watch
    from quiz.library.packing import Pack
    from quiz.ui.host import Host

_MOST_FAULTS = 6
_MEANT = (".yaml", ".yml", ".zip", ".apkg", ".colpkg", ".csv", ".tsv", ".xlsx", ".ods", ".xml",
          ".imscc", ".gift")  # fmt: skip
"""Endings of files that hold nothing else as a rule; plain text may be anything."""
_MOST_LEFT_OUT = 4
_TELL_S = 0.08
"""Seconds between two changes of the bar."""


class BankPath(PathField):
    """The path of a bank; Enter adds it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Preview"), id="add.submit",
                tooltip=_("Read the file and show what is in it")),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter to the screen once the file is shown; typing begins again."""
        if action in ("page_up", "page_down"):
            return False  # it is one line: they scroll what is below it
        screen = self.screen
        is_begun = isinstance(screen, AddBankScreen) and (screen.is_shown or screen.is_at_work)
        return not is_begun or action not in ("submit", "complete")


class AddBankScreen(QuizModal[None]):
    """Asks for a path; a bank is copied at once, of a pack it is shown first what is inside."""

    CSS_PATH = "add_bank.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add(False)", _("Add to my banks"), id="add.add",
                tooltip=_("Add what is shown to your banks")),
        Binding("f6", "add(True)", _("Replace"), id="add.replace",
                tooltip=_("Add them, replacing banks with the same file name")),
        Binding("f6", "add_to_other", _("Add to that bank"), id="add.to_other",
                tooltip=_("Add the questions to the bank of the same name")),
        Binding("pagedown", "scroll_shown(1)", _("Scroll"), id="add.page_down",
                tooltip=_("Show more of it")),
        Binding("pageup", "scroll_shown(-1)", _("Page up"), show=False, id="add.page_up",
                tooltip=_("Show what came before")),
        Binding("escape", "stop", _("Stop"), id="add.stop",
                tooltip=_("Stop; nothing is added")),
        Binding("escape", "cancel", _("Cancel"), id="add.cancel",
                tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Ask."""
        super().__init__()
        self._found: Pack | Prepared | None = None
        """What was looked into and is not added yet."""
        self._path = ""
        """The file that is being looked into; empty if none is."""
        self._is_writing = False
        self._told_at = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether the file that is named is shown, and Enter adds it."""
        return self._found is not None

    @property
    def is_at_work(self) -> bool:
        """Whether a file is being read, or what was read of it is being written."""
        return bool(self._path) or self._is_writing

    def compose(self) -> ComposeResult:
        """Yield the question, the field and a place for what is inside, and for faults."""
        with ModalBox():
            yield Static(parts.title(_("Add a bank")))
            words = _("The file is checked, then copied to your own folder.")
            yield Static(Content(words), id="how")
            yield BankPath(
                placeholder=_("path to a bank, a pack, or a file of another program"),
                endings=_MEANT,
            )
            with VerticalScroll(id="scroll", can_focus=False):
                yield Static(id="inside")
            yield Static(id="next")
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the field."""
        self._clear()
        scroll = self.query_one("#scroll")
        self.watch(scroll, "show_vertical_scrollbar", lambda: self.refresh_bindings(), init=False)
        self.query_one(Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what cannot be done at this stage."""
        from quiz.library.packing import Pack

        is_ready = self.is_shown and not self._is_writing
        if action == "add":
            return is_ready and (parameters != (True,) or isinstance(self._found, Pack))
        if action == "add_to_other":
            return is_ready and self._clashes
        if action == "scroll_shown":
            return bool(self.query_one("#scroll").show_vertical_scrollbar)
        if action in ("stop", "cancel"):
            return self.is_at_work is (action == "stop")
        return True

    @property
    def _clashes(self) -> bool:
        """Whether the bank that an import would be written to is another one."""
        from quiz.desk.banks.importing import Prepared, is_other_bank

        return isinstance(self._found, Prepared) and is_other_bank(self._found)

    @on(Input.Changed)
    def _changed(self) -> None:
        if self.is_shown and not self._is_writing:
            self._found = None
            self._clear()

    # Looking into a file

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Look into the file."""
        path = pasted_path(event.value)
        if not path:
            self._say(_("Type a path first."))
            return
        self._path = path
        self._told_at = 0.0
        self._clear()
        self._progress(reading(0, 0))
        self._look(path, self.desk.places.banks)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, path: str, folder: Path) -> None:
        """Look into a file; a large one takes a while, and the app goes on."""
        from quiz.desk.banks.importing import looked_at
        from quiz.formats.exchange.exchanged import Stopped

        try:
            found: Pack | Prepared | QuizError = looked_at(Path(path), folder, self._watch(reading))
        except Stopped:
            return
        except QuizError as error:
            found = error
        self.app.call_from_thread(self._looked, path, found)

    def _watch(self, words: Callable[[int, int], Content]) -> "Watch":
        """Return what a worker tells how far it is, and by which it is stopped."""
        from quiz.formats.exchange.exchanged import Stopped

        worker, app = get_current_worker(), self.app

        def watch(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise Stopped
            now = monotonic()
            if done == of or now - self._told_at >= _TELL_S:
                self._told_at = now
                app.call_from_thread(self._progress, words(done, of))

        return watch

    def _progress(self, words: Content) -> None:
        if self.is_attached and self.is_at_work:
            self.query_one("#next", Static).update(words)

    def _looked(self, path: str, found: "Pack | Prepared | QuizError") -> None:
        """Show what is in a file; a single bank of ours is added at once."""
        from quiz.library.packing import Pack

        if path != self._path or not self.is_attached:
            return  # another path is asked for by now, or none
        self._path = ""
        if isinstance(found, QuizError):
            self._say(_faults_of(found))
            return
        self._found = found
        if not isinstance(found, Pack):
            self._show_import(found)
        elif path.lower().endswith(".zip"):
            self._show(found)
        else:
            self._clear()
            self.action_add(False)

    def _show_import(self, prepared: "Prepared") -> None:
        """Show what a file of another program holds, and what of it is lost."""
        from quiz.desk.banks.import_report import report

        if self._clashes:
            words = _("Your bank {name} has other questions. F6 adds these to it.")
            after = words.format(name=clean_line(prepared.target.name))
        elif prepared.change is not None:
            after = _("Press Enter to update this bank.")
        else:
            after = _("Press Enter to add these questions.")
        self._tell(preview(report(prepared)), after)

    def _clear(self) -> None:
        """Show nothing below the field."""
        self._tell(Content(""), "")

    def _tell(self, inside: Content, after: str) -> None:
        """Show what is inside a file, and below it what to do next."""
        scroll = self.query_one("#scroll", VerticalScroll)
        scroll.display = bool(inside)
        self.query_one("#how").display = not inside
        scroll.scroll_home(animate=False)
        self.query_one("#inside", Static).update(inside)
        self.query_one("#next", Static).update(Content(after))
        self.refresh_bindings()

    def _show(self, pack: "Pack") -> None:
        """Show what is inside, before anything of it is written."""
        from quiz.desk.banks.packs import clashes, contents

        desk = self.host.desk
        lines = [*contents(pack.banks)]
        lines += clashes(pack.banks, desk.library.entries, desk.places.banks)
        more = len(pack.ignored) - _MOST_LEFT_OUT
        left_out = _("left out: {what}")
        lines += [left_out.format(what=line) for line in pack.ignored[:_MOST_LEFT_OUT]]
        if more > 0:
            lines.append(
                ngettext("and {n} more left out", "and {n} more left out", more).format(n=more)
            )
        self._tell(Content("\n".join(lines)), _("Press Enter to add these banks."))

    # Adding

    def action_add(self, replaces: bool) -> None:
        """Add what was looked into."""
        from quiz.library.packing import Pack

        if isinstance(self._found, Pack):
            self._add_pack(self._found, replaces=replaces)
        elif self._found is not None:
            self._import(self._found, adds_to_other=False)

    def action_add_to_other(self) -> None:
        """Add what was imported to the bank of the same name."""
        from quiz.desk.banks.importing import Prepared

        if isinstance(self._found, Prepared):
            self._import(self._found, adds_to_other=True)

    def _add_pack(self, pack: "Pack", *, replaces: bool) -> None:
        from quiz.desk.banks.packs import add_packed

        desk = self.desk
        added: list[BankEntry] = []
        for bank in pack.banks:
            try:
                added.append(add_packed(desk, bank, replaces=replaces))
            except QuizError as error:
                self._say(_faults_of(error), keeps=pack)
                return
        for entry in added:
            self.host.announce(_added_text(entry), timeout=5)
        self.dismiss()

    def _import(self, prepared: "Prepared", *, adds_to_other: bool) -> None:
        if self._clashes and not adds_to_other:
            return  # what to do is said already
        self._is_writing = True
        self._told_at = 0.0
        self._progress(writing(0, 0))
        self.refresh_bindings()
        self._write(prepared, adds_to_other)

    @work(thread=True, exclusive=True, group="look")
    def _write(self, prepared: "Prepared", adds_to_other: bool) -> None:
        """Write what was read of a file of another program: a thousand pictures take a while."""
        from quiz.desk.banks.importing import write
        from quiz.formats.exchange.exchanged import Stopped

        try:
            write(prepared, force=adds_to_other, watch=self._watch(writing))
        except Stopped:
            return
        except QuizError as error:
            self.app.call_from_thread(self._failed, error)
            return
        self.app.call_from_thread(self._progress, adding(len(prepared.imported.answers)))
        self.app.call_from_thread(self._written, self.desk, self.host, prepared)

    def _failed(self, error: QuizError) -> None:
        self._is_writing = False
        if self.is_attached:
            self._say(_faults_of(error))

    def _written(self, desk: "Desk", host: "Host", prepared: "Prepared") -> None:
        """Take up a bank that was written, and the answers that were given in the other program."""
        from quiz.desk.care.past_answers import add_answers

        self._is_writing = False
        try:
            desk.refresh()
            imported = prepared.imported
            added = add_answers(desk, prepared.bank_id, prepared.format.name, imported)
        except QuizError as error:
            self._failed(error)
            return
        bank = prepared.imported.bank
        count = len(bank.items)
        questions = ngettext("{n} question", "{n} questions", count).format(n=f"{count:,}")
        words = _("Added: {title}, {questions}")
        host.announce(words.format(title=clean_line(bank.title), questions=questions))
        if added.answers:
            words = ngettext(
                "{n} answer added to your progress", "{n} answers added to your progress",
                added.answers,
            )  # fmt: skip
            host.announce(words.format(n=f"{added.answers:,}"))
        if self.is_attached:
            self.dismiss()

    def _say(self, text: str, keeps: "Pack | None" = None) -> None:
        """Say what is wrong.

        Args:
            text: It.
            keeps: What may still be added.
        """
        self._found = keeps
        self._tell(Content.styled(text, "$text-error"), "")

    # Leaving

    def action_scroll_shown(self, step: int) -> None:
        """Scroll what is shown.

        Args:
            step: 1 a page down, -1 a page up.
        """
        scroll = self.query_one("#scroll", VerticalScroll)
        (scroll.scroll_page_down if step > 0 else scroll.scroll_page_up)(animate=False)

    def action_stop(self) -> None:
        """Stop reading or writing; nothing is added."""
        self.workers.cancel_group(self, "look")
        self._path, self._is_writing, self._found = "", False, None
        self._clear()
        self.query_one("#next", Static).update(Content(_("Stopped. Nothing was added.")))

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss()


def _faults_of(error: QuizError) -> str:
    """Return an error in lines, of a bank's faults the first few."""
    if not isinstance(error, BankError):
        return clean(str(error))
    lines = [
        clean_line(_("line {line}: {fault}").format(line=p.where.line, fault=p.message))
        for p in error.problems[:_MOST_FAULTS]
    ]
    more = len(error.problems) - _MOST_FAULTS
    if more > 0:
        lines.append(_("and {n} more; `quiz check` lists them").format(n=more))
    return "\n".join(lines)


def _added_text(entry: BankEntry) -> str:
    questions = ngettext("{n} question", "{n} questions", entry.items).format(n=entry.items)
    said = _("Added: {title}, {questions}").format(
        title=clean_line(entry.title), questions=questions
    )
    if entry.left_out:
        words = ngettext("{n} more has errors", "{n} more have errors", entry.left_out)
        said += "; " + words.format(n=entry.left_out)
    return said + "."
