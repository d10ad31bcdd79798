"""Adding a bank, a pack of banks or a file of another program: looked into, then copied."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean, clean_line
from quiz.errors import BankError, QuizError
from quiz.library.index import BankEntry
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.path_field import PathField

if TYPE_CHECKING:
    from quiz.desk.banks.importing import Prepared
    from quiz.library.packing import Pack

_MOST_FAULTS = 6
_MEANT = (".yaml", ".yml", ".zip", ".apkg", ".colpkg", ".csv", ".tsv", ".xlsx", ".ods", ".xml",
          ".imscc", ".gift")  # fmt: skip
"""Endings of files that hold nothing else as a rule; plain text may be anything."""
_MOST_LEFT_OUT = 4


class BankPath(PathField):
    """The path of a bank; Enter adds it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Add bank"), id="add.submit",
                tooltip=_("Preview the file and add its banks")),
    ]  # fmt: skip


class AddBankScreen(QuizModal[None]):
    """Asks for a path; a bank is copied at once, of a pack it is shown first what is inside."""

    CSS_PATH = "add_bank.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", _("Cancel"), id="add.cancel",
                tooltip=_("Back to Home")),
        Binding("f5", "add(False)", _("Add all"), id="add.add",
                tooltip=_("Add the banks shown")),
        Binding("f6", "add(True)", _("Replace"), id="add.replace",
                tooltip=_("Add them, replacing banks with the same file name")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Ask."""
        super().__init__()
        self._pack: Pack | Prepared | None = None
        """What was looked into and is not added yet."""
        self._path = ""
        """The file that is being looked into; empty if none is."""

    def compose(self) -> ComposeResult:
        """Yield the question, the field and a place for what is inside, and for faults."""
        with ModalBox():
            yield Static(parts.title(_("Add a bank")))
            yield Static(Content(_("The file is checked, then copied to your own folder.")))
            yield BankPath(
                placeholder=_("path to a bank, a pack, or a file of another program"),
                endings=_MEANT,
            )
            with VerticalScroll(id="scroll", can_focus=False):
                yield Static(id="inside")
                yield Static(id="faults")
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the field."""
        self.query_one("#scroll").display = False
        self.query_one(Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the adding until something was looked into."""
        return self._pack is not None if action == "add" else True

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._pack is not None:
            self._pack = None
            self.query_one("#scroll").display = False
            self.refresh_bindings()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Look into the file; a pack that is shown already is added."""
        path = event.value.strip().strip("'\"")
        if not path:
            self._say(_("Type a path first."))
            return
        if self._pack is not None:
            self.action_add(False)
            return
        self._path = path
        self._tell(_("Reading…"))
        self._look(path, self.desk.places.banks)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, path: str, folder: Path) -> None:
        """Look into a file; a large one takes a while, and the app goes on."""
        from quiz.desk.banks.importing import looked_at

        try:
            found: Pack | Prepared | QuizError = looked_at(Path(path), folder)
        except QuizError as error:
            found = error
        self.app.call_from_thread(self._looked, path, found)

    def _looked(self, path: str, found: "Pack | Prepared | QuizError") -> None:
        """Show what is in a file; a single bank of ours is added at once."""
        from quiz.library.packing import Pack

        if path != self._path or not self.is_attached:
            return  # another path is asked for by now
        self._path = ""
        if isinstance(found, QuizError):
            self._say(_faults_of(found))
            return
        self._pack = found
        if not isinstance(found, Pack):
            self._show_import(found)
        elif path.lower().endswith(".zip"):
            self._show(found)
        else:
            self.action_add(False)
        self.refresh_bindings()

    def _show_import(self, prepared: "Prepared") -> None:
        """Show what a file of another program holds, and what of it is lost."""
        from quiz.desk.banks.import_report import report_lines

        lines = [*report_lines(prepared, _MOST_LEFT_OUT), _("Press Enter to add these questions.")]
        self._tell("\n".join(lines))

    def _tell(self, text: str) -> None:
        self.query_one("#scroll").display = True
        self.query_one("#inside", Static).update(Content(text))
        self.query_one("#faults", Static).update("")

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
        lines += ["", _("Press Enter to add these banks.")]
        self._tell("\n".join(lines))

    def action_add(self, replaces: bool) -> None:
        """Add what was looked into."""
        assert self._pack is not None, "hidden without one"
        from quiz.desk.banks.packs import add_packed
        from quiz.library.packing import Pack

        if not isinstance(self._pack, Pack):
            self._import(self._pack, replaces=replaces)
            return
        desk = self.desk
        added: list[BankEntry] = []
        for bank in self._pack.banks:
            try:
                added.append(add_packed(desk, bank, replaces=replaces))
            except QuizError as error:
                self._say(_faults_of(error))
                return
        for entry in added:
            self.host.announce(_added_text(entry), timeout=5)
        self.dismiss()

    def _import(self, prepared: "Prepared", *, replaces: bool) -> None:
        """Write what was read of a file of another program."""
        from quiz.desk.banks.importing import write
        from quiz.desk.care.past_answers import add_answers

        try:
            write(prepared, force=replaces)
            self.desk.refresh()
            imported = prepared.imported
            added = add_answers(self.desk, prepared.bank_id, prepared.format.name, imported)
        except QuizError as error:
            self._say(_faults_of(error))
            return
        bank = prepared.imported.bank
        count = len(bank.items)
        questions = ngettext("{n} question", "{n} questions", count).format(n=count)
        words = _("Added: {title}, {questions}")
        self.host.announce(words.format(title=clean_line(bank.title), questions=questions))
        if added.answers:
            words = ngettext(
                "{n} answer added to your progress", "{n} answers added to your progress",
                added.answers,
            )  # fmt: skip
            self.host.announce(words.format(n=f"{added.answers:,}"))
        self.dismiss()

    def _say(self, text: str) -> None:
        self.query_one("#inside", Static).update("")
        self.query_one("#scroll").display = True
        self.query_one("#faults", Static).update(Content.styled(text, "$text-error"))

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
