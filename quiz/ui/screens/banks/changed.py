"""Questions that changed since they were answered: is each still the same?"""

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean, clean_line
from quiz.desk.banks.changes import (
    ChangedQuestion,
    changed_questions,
    keep_changed,
    restart_changed,
)
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.banks.editing import Edited

_LONGEST = 2_000
"""Cells of a text that are compared and shown."""


class ChangedScreen(QuizModal[None]):
    """Shows each question before and after, and asks what is to become of its progress."""

    CSS_PATH = "changed.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", _("Keep"), id="changed.keep",
                tooltip=_("Same knowledge: keep your progress")),
        Binding("n", "reset", _("Reset"), id="changed.reset",
                tooltip=_("A different question: learn it as new")),
        Binding("s", "skip", _("Skip"), id="changed.skip", tooltip=_("Look at the next one first")),
        Binding("e", "edit", _("Edit"), id="changed.edit",
                tooltip=_("Open the question in your editor")),
        Binding("escape", "later", _("Later"), id="changed.later",
                tooltip=_("Decide later; your progress stays until then")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="changed.down"),
        Binding("up", "scroll(-1)", _("Up"), show=False, id="changed.up"),
        Binding("pagedown,space", "scroll(8)", _("Page down"), show=False, id="changed.page_down"),
        Binding("pageup", "scroll(-8)", _("Page up"), show=False, id="changed.page_up"),
    ]  # fmt: skip

    def __init__(self, changes: list[ChangedQuestion]) -> None:
        """Ask about questions, at least one."""
        super().__init__()
        self.changes = changes
        self._at = 0
        self._decided = 0
        self._total = len(changes)

    def compose(self) -> ComposeResult:
        """Yield the question before and after, and keys."""
        with ModalBox():
            yield Static(id="changed-head")
            with VerticalScroll(id="changed-body", can_focus=False):
                yield Static(id="changed-words")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the first one."""
        self._show()

    @property
    def change(self) -> ChangedQuestion:
        """The one that is asked about."""
        return self.changes[self._at]

    def _show(self) -> None:
        change = self.change
        at = self._decided + self._at + 1
        facts = [parts.title(_("Changed question")), Content(clip(clean_line(change.title), 44))]
        if self._total > 1:
            facts.append(Content(_("{n} of {total}").format(n=at, total=self._total)))
        head = Content.styled(" · ", MUTED).join(facts)
        self.query_one("#changed-head", Static).update(head)
        self.query_one("#changed-words", Static).update(_words(change))
        self.query_one("#changed-body").scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next one where there is one."""
        return len(self.changes) > 1 if action == "skip" else True

    def action_keep(self) -> None:
        """Let its progress go on."""
        keep_changed(self.desk, self.change)
        self._next()

    def action_reset(self) -> None:
        """Learn it as a new one."""
        restart_changed(self.desk, self.change)
        self._next()

    def _next(self) -> None:
        del self.changes[self._at]
        self._decided += 1
        self._show_next()

    def _show_next(self) -> None:
        if not self.changes:
            self.host.announce(_("All done."))
            self.dismiss(None)
            return
        self._at %= len(self.changes)
        self._show()

    def action_skip(self) -> None:
        """Look at the next one."""
        self._at = (self._at + 1) % len(self.changes)
        self._show()

    def action_edit(self) -> None:
        """Edit the question, then ask about those that still have changed."""
        change, library = self.change, self.desk.library
        entry = library.entries.get(change.bank)
        if entry is None:
            return
        found = library.item(change.bank, change.new_item)
        self.host.edit(entry.path, found[1] if found else 1, self._edited)

    def _edited(self, edited: "Edited | None") -> None:
        if edited is None:
            return
        before, self.changes = self.changes, changed_questions(self.desk)
        self._decided += max(0, len(before) - len(self.changes))
        self._total = self._decided + len(self.changes)
        self._show_next()

    def action_later(self) -> None:
        """Leave the rest for another time."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll what is long."""
        self.query_one("#changed-body").scroll_relative(y=lines, animate=False)


def _words(change: ChangedQuestion) -> Content:
    """Return a question before and after, with what differs marked."""
    why = (
        _("This looks like a question that's no longer in the bank. Is it the same one?")
        if change.is_moved
        else _("Its answer has changed since you last answered it.")
    )
    lines = [Content.styled(why, MUTED), Content("")]
    size = max(len(_("before")), len(_("now")))
    for name, before, after in (
        (_("Question"), change.before.question, change.after.question),
        (_("Answer"), change.before.answer, change.after.answer),
    ):
        lines.append(Content.styled(name, "bold"))
        if before == after:
            lines.append(Content(_cut(after)))
        else:
            was, now = _marked(_cut(before), _cut(after))
            lines += [
                Content.styled(_("before").ljust(size) + "  ", MUTED) + was,
                Content.styled(_("now").ljust(size) + "  ", MUTED) + now,
            ]
        lines.append(Content(""))
    return Content("\n").join(lines[:-1])


def _cut(text: str) -> str:
    text = "; ".join(line for line in clean(text).split("\n") if line.strip())
    return clip(text, _LONGEST)


def _marked(before: str, after: str) -> tuple[Content, Content]:
    """Return both texts: what went is struck out, what came is bold and underlined."""
    olds, news = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    was, now = [], []
    matcher = SequenceMatcher(None, olds, news)
    for what, i, j, k, m in matcher.get_opcodes():
        old, new = "".join(olds[i:j]), "".join(news[k:m])
        is_same = what == "equal"
        was.append(Content(old) if is_same else Content.styled(old, "strike $text-error"))
        now.append(Content(new) if is_same else Content.styled(new, "bold underline $text-success"))
    return Content("").join(was), Content("").join(now)
