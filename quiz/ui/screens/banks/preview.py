"""Preview: a bank beside your editor, each question as the student will see it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.cleaning import clean_line
from quiz.desk.banks.page import Snapshot
from quiz.desk.banks.preview import Preview
from quiz.errors import QuizError
from quiz.items import Flashcard, Prompt
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.content import question as question_content
from quiz.ui.content.findings import findings_words, worst
from quiz.ui.editing import open_editor
from quiz.ui.host import base_host
from quiz.ui.inks import MUTED
from quiz.ui.kinds.base import Responded, Revealed
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar

_EVERY_S = 0.25
"""The file is looked at so often."""
_LEAST_BESIDE = 120
"""Columns from which findings stand beside the question."""
_MOST_FAULTS = 8
_NO_QUESTION_YET = _("There's no valid question yet. A bank needs at least:")
_LEAST_BANK = """\
title: {title}
questions:
  - question: …
    answer: …"""


class FileLook(Message):
    """The file was read and checked."""

    def __init__(self, found: Snapshot | QuizError) -> None:
        """Carry what was found, or why it cannot be read."""
        super().__init__()
        self.found = found


class PreviewScreen(QuizScreen):
    """Plays single questions of a file, and follows the file; nothing is recorded."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", _("Next"), id="preview.go_on",
                tooltip=_("Next question")),
        Binding("right,n,pagedown", "go(1)", _("Next"), id="preview.next",
                tooltip=_("Go to the next question")),
        Binding("left,p,pageup", "go(-1)", _("Previous"), id="preview.previous",
                tooltip=_("Go to the previous question")),
        # Fields take these keys themselves, but there is no other way on from them.
        Binding("pagedown", "go(1)", _("Next"), show=False, priority=True, id="preview.page_down"),
        Binding("pageup", "go(-1)", _("Previous"), show=False, priority=True, id="preview.page_up"),
        Binding("e,f4", "edit", _("Edit"), id="preview.edit",
                tooltip=_("Open the question in your editor")),
        Binding("r,f3", "replay", _("Replay"), id="preview.replay",
                tooltip=_("Play it again, in a new order and with new numbers")),
        Binding("g,f9", "jump", _("Go to"), id="preview.jump",
                tooltip=_("Go to a question by number, text or kind")),
        Binding("h,f2", "hint", _("Hint"), id="preview.hint", tooltip=_("Show the next hint")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="preview.down"),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="preview.up"),
        Binding("escape", "leave", _("Leave"), id="preview.leave", tooltip=_("Leave the preview")),
    ]  # fmt: skip

    def __init__(self, preview: Preview, at: int = 0) -> None:
        """Show a file.

        Args:
            preview: The file.
            at: Index of the question to begin with.
        """
        super().__init__()
        self.preview = preview
        self.at = at
        self.prompt: Prompt | None = None
        """What is asked; None where there is no question."""
        self.is_told = False
        self._seed = 0
        self._hints: list[str] = []
        self._head, self._banner = Static(id="head"), Static(id="banner")
        self._sheet = QuestionSheet(scroll_key="Ctrl+↓")
        self._empty, self._findings = Static(id="empty"), Static(id="findings")
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Yield head, fault, question, findings and keys."""
        yield self._head
        yield self._banner
        with Horizontal(id="desk"):
            yield self._sheet
            with VerticalScroll(id="empty-body", can_focus=False):
                yield self._empty
            with VerticalScroll(id="findings-body", can_focus=False):
                yield self._findings
        yield self._keys

    async def on_mount(self) -> None:
        """Show the first question, and begin to follow the file."""
        self._lay_out()
        await self._ask()
        self.set_interval(_EVERY_S, self._watch)
        self.call_after_refresh(self._watch)

    def on_resize(self, event: Resize) -> None:
        """Put findings beside the question where there is room."""
        self._lay_out()
        self._show_head()
        if self.prompt is not None and not self.is_told:
            self._sheet.make_room(self.prompt.item)

    def _lay_out(self) -> None:
        self.query_one("#desk").set_class(self.app.size.width >= _LEAST_BESIDE, "-beside")

    # Following the file

    def _watch(self) -> None:
        if self.preview.has_changed():
            self._look()

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        """Read and check the file behind the screen: a large one takes a second."""
        try:
            found: Snapshot | QuizError = self.preview.look()
        except QuizError as error:
            found = error
        if not get_current_worker().is_cancelled:  # the file was saved again meanwhile
            self.post_message(FileLook(found))

    @on(FileLook)
    async def _take(self, message: FileLook) -> None:
        found = message.found
        preview, item = self.preview, self.prompt.item if self.prompt is not None else None
        before = preview.items[self.at] if self.at < len(preview.items) else None
        passage = preview.passage(self.at) if before is not None else ""
        if isinstance(found, QuizError):
            preview.lose(found)
        else:
            name = before.id if before is not None else ""
            touched = preview.take(found, name)
            self.at = touched if touched is not None else preview.place_of(name, self.at)
        now = preview.items[self.at] if self.at < len(preview.items) else None
        if item is None or now != before or (now and preview.passage(self.at) != passage):
            await self._ask()
        else:
            self._show_state()

    # What is shown

    async def _ask(self) -> None:
        """Show the question again."""
        self.is_told = False
        self._hints = []
        if self.preview.items:
            self.prompt = self.preview.lay_out(self.at, self._seed)
            passage = self.preview.passage(self.at)
            await self._sheet.ask(self.prompt, path=self.preview.path, passage=passage, hints=[])
        else:
            self.prompt = None
        self._show_state()

    def _show_state(self) -> None:
        has_items = bool(self.preview.items)
        self._sheet.display = self.query_one("#findings-body").display = has_items
        self.query_one("#empty-body").display = not has_items
        if not has_items:
            self._empty.update(self._what_is_missing())
        self._show_head()
        self._show_banner()
        if has_items:
            self._findings.update(findings_words(self.preview.findings(self.at)))
        self.refresh_bindings()
        self._keys.refresh()

    def _show_head(self) -> None:
        preview = self.preview
        right = self._findings_count()
        place = ""
        if self.prompt is not None:
            kind, line = preview.items[self.at].kind, preview.line(self.at)
            place = _(" · {n} of {count} · {kind} · line {line}").format(
                n=self.at + 1, count=len(preview.items), kind=kind, line=line
            )
        width = self.app.size.width - 2
        self._head.update(parts.head(preview.title, width, right, after=place))

    def _findings_count(self) -> Content:
        if self.preview.is_unread:
            return Content("")
        count = len(self.preview.now.findings)
        if not count:
            return Content.styled(_("✔ no issues"), "$text-success")
        return Content(ngettext("{n} issue", "{n} issues", count).format(n=count))

    def _show_banner(self) -> None:
        """Show the first fault of the file as it is."""
        faults = self.preview.faults
        self._banner.display = bool(faults) and bool(self.preview.items)
        if not faults:
            return
        first, more = faults[0], len(faults) - 1
        words = _("✘ line {line}: {message}").format(
            line=first.where.line, message=clean_line(first.message)
        )
        if more:
            others = ngettext("and {n} more error", "and {n} more errors", more).format(n=more)
            words = f"{words} · {others}"
        if self.preview.is_kept:
            words += " · " + _("showing the last valid version")
        self._banner.update(Content(words))

    def _what_is_missing(self) -> Content:
        """Return what a file without any question yet lacks."""
        if self.preview.is_unread:
            return Content.styled(_("Reading the bank…"), "$text-accent")
        faults = self.preview.faults
        lines = [findings_words(faults[:_MOST_FAULTS])] if faults else []
        if len(faults) > _MOST_FAULTS:
            more = len(faults) - _MOST_FAULTS
            lines.append(Content(ngettext("and {n} more", "and {n} more", more).format(n=more)))
        known = self.preview.now.decoded.bank
        title = clean_line(known.title) if known is not None and known.title else "…"
        lines += [Content(""), Content.styled(_NO_QUESTION_YET, MUTED)]
        lines.append(Content(_LEAST_BANK.replace("{title}", title)))
        return Content("\n").join(lines)

    # Answering

    @on(Responded)
    def _answered(self, message: Responded) -> None:
        """Mark a response, and keep nothing of it."""
        if self.is_told or self.prompt is None or self._sheet.view is None:
            return
        outcome = self.preview.mark(self.prompt, message.response)
        self.is_told = True
        self._sheet.view.mark(outcome)
        words = question_content.outcome_words(self.prompt.item, outcome)
        self._sheet.show(words, outcome.verdict)
        self.refresh_bindings()
        self._keys.refresh()

    @on(Revealed)
    def _revealed(self) -> None:
        """Show why; a card or an essay without points is graded by the student alone."""
        if self.prompt is None:
            return
        item = self.prompt.item
        is_over = isinstance(item, Flashcard) or not getattr(item, "rubric", ())
        if is_over:
            self.is_told = True
            grades = Content.styled(_("Students grade themselves here: 1 to 4."), MUTED)
            why = question_content.explanation(item)
            self._sheet.show(Content("\n").join([why, grades] if why else [grades]))
            self.set_focus(None)
        self.refresh_bindings()
        self._keys.refresh()

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "go_on":
            return self.is_told
        if action == "hint":
            return self._has_hint
        if action in ("go", "jump"):
            return len(self.preview.items) > 1
        return self.prompt is not None if action == "replay" else True

    @property
    def _has_hint(self) -> bool:
        hints = self.prompt.item.hints if self.prompt is not None else ()
        return not self.is_told and len(self._hints) < len(hints)

    async def action_go_on(self) -> None:
        """Look at the next question; behind the last one comes the first."""
        self.at = (self.at + 1) % len(self.preview.items)
        await self._ask()

    async def action_go(self, step: int) -> None:
        """Look at another question."""
        target = max(0, min(len(self.preview.items) - 1, self.at + step))
        if target != self.at:
            self.at = target
            await self._ask()

    async def action_replay(self) -> None:
        """Play the question again."""
        self._seed += 1
        await self._ask()

    def action_hint(self) -> None:
        """Show the next hint."""
        if self.prompt is not None and self._has_hint:
            self._hints.append(self.prompt.item.hints[len(self._hints)])
            self._sheet.show_hints(self._hints)
            self.refresh_bindings()

    def action_jump(self) -> None:
        """Go to a question."""
        from quiz.ui.screens.exams.jump import JumpScreen

        preview = self.preview
        levels = [worst(preview.findings(at)) for at in range(len(preview.items))]
        self.app.push_screen(JumpScreen(preview.items, levels, self.at), self._jumped)

    async def _jumped(self, at: int | None) -> None:
        if at is not None and at < len(self.preview.items):
            self.at = at
            await self._ask()

    def action_edit(self) -> None:
        """Open the editor at the question, or at the first fault of a file without any."""
        faults = self.preview.faults
        line = self.preview.line(self.at) if self.preview.items else 1
        if faults and (self.preview.is_kept or not self.preview.items):
            line = faults[0].where.line
        app = base_host(self)

        def edit(own: str | None) -> None:
            if own is not None:
                self.preview.path = own
                open_editor(app, own, line, waits=False)
                self._watch()

        app.with_own_file(self.preview.path, edit)

    def action_scroll(self, lines: int) -> None:
        """Scroll what does not fit the window."""
        self._sheet.scroll_lines(lines)

    def action_leave(self) -> None:
        """Go back to where one came from, or leave the program."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.app.exit()

    def palette_actions(self) -> Iterable[tuple[str, str]]:
        """Yield nothing: each action has its key."""
        return ()
