"""Draft: the questions that rules made of an article, looked at one by one."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.desk.banks.drafting import Drafting
from quiz.errors import QuizError
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.drafts.board import draw_done, draw_draft, draw_sentences
from quiz.ui.screens.drafts.question_text import QuestionText
from quiz.ui.widgets.key_bar import KeyBar

DRAFTS, TEXT, PROGRESS, DONE = "drafts", "text", "progress", "done"


class DraftScreen(QuizScreen):
    """Goes over drafts: one key decides and shows the next."""

    CSS_PATH = "draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", _("Keep"), id="drafts.keep",
                tooltip=_("Keep the question, and show the next draft")),
        Binding("d", "drop", _("Drop"), id="drafts.drop",
                tooltip=_("Drop the question, and show the next draft")),
        Binding("e", "edit", _("Edit"), id="drafts.edit",
                tooltip=_("Edit the question as it stands in the bank")),
        Binding("a", "another", _("Another"), id="drafts.another",
                tooltip=_("Ask it in other words")),
        Binding("t", "other_kind", _("Kind"), show=False, id="drafts.other_kind",
                tooltip=_("Ask it as another kind of question")),
        Binding("s", "source", _("Source"), id="drafts.source",
                tooltip=_("Show the text, sentence by sentence, with what isn’t asked yet")),
        Binding("u", "undo", _("Undo"), id="drafts.undo", tooltip=_("Undo the last decision")),
        Binding("b", "both", _("Both"), show=False, id="drafts.both",
                tooltip=_("Keep it twice: with options, and typed")),
        Binding("w", "swap", _("Swap"), show=False, id="drafts.swap",
                tooltip=_("Swap a wrong option for another name of the text")),
        Binding("p", "progress", _("Progress"), show=False, id="drafts.progress",
                tooltip=_("Show what is kept, by paragraph and by kind of fact")),
        Binding("n", "write", _("New"), id="drafts.write",
                tooltip=_("Write a question of your own on this sentence")),
        Binding("right,down,j,pagedown", "move(1)", _("Next"), show=False, id="drafts.next"),
        Binding("left,up,pageup", "move(-1)", _("Previous"), show=False, id="drafts.previous"),
        Binding("f5,ctrl+s", "save", _("Save"), show=False, id="drafts.save",
                tooltip=_("Write the questions kept so far into the bank")),
        Binding("enter", "enter", _("Next"), show=False, id="drafts.enter"),
        Binding("escape", "leave", _("Leave"), id="drafts.leave",
                tooltip=_("Leave; your decisions are saved")),
    ]  # fmt: skip

    def __init__(self, drafting: Drafting) -> None:
        """Begin with the first draft that nobody decided about."""
        super().__init__()
        self.drafting = drafting
        self.at = drafting.first
        """Index of the draft that is shown."""
        self.view = DRAFTS
        """What is shown: the drafts, the text, or what came of it."""
        self._sentence = 0
        self._said = ""
        self._note = ""
        if not drafting.drafts:
            self.view = TEXT

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="drafts")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the head, and what was decided before."""
        if self.drafting.was_begun and self.view == DRAFTS:
            done = self.drafting.progress()
            words = ngettext("{n} draft left", "{n} drafts left", done.left).format(n=done.left)
            self._note = _("Resumed. {words}").format(words=words)
            if not done.left:
                self._finish()
        self._show()

    def on_resize(self, event: Resize) -> None:
        """Keep the counts at the right edge."""
        super().on_resize(event)
        self._show()

    def on_key(self, event: Key) -> None:
        """Choose a speaker by number."""
        if self.view == DRAFTS and event.character and event.character in "123456789":
            self.action_choose(int(event.character))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something in this view."""
        only_drafts = {"keep", "drop", "edit", "another", "other_kind", "both", "swap"}
        if action in only_drafts and self.view != DRAFTS:
            return False
        if action == "source" and self.view == DONE:
            return False
        if action == "write" and self.view != TEXT:
            return False
        return super().check_action(action, parameters)

    # What is shown

    def _draw(self, canvas: Canvas) -> None:
        if self.view in (PROGRESS, DONE):
            draw_done(canvas, self.drafting, self._said if self.view == DONE else "")
        elif self.view == TEXT:
            draw_sentences(canvas, self.drafting, self._sentence)
        else:
            draw_draft(canvas, self.drafting, self.at)
        if self._note:
            canvas.put(3, canvas.height - 1, self._note, "bold partly", canvas.width - 6)

    def _show(self) -> None:
        done = self.drafting.progress()
        target = clean_line(self.drafting.target.name)
        names = f" · {self.drafting.source.name} → {target}"
        right = Content.assemble(
            (str(min(self.at + 1, done.total)), "bold"),
            " " + _("of {n}").format(n=done.total),
            "   " + _("kept {n}").format(n=done.kept),
            "   " + _("dropped {n}").format(n=done.dropped),
        )
        width = max(20, self.app.size.width - 4)
        head = parts.head(_("Drafts"), width, right, after=names)
        if head.cell_length > width:
            head = parts.head(_("Drafts"), width, right)
        self.query_one("#head", Static).update(head)
        self.query_one(Paint).repaint()
        self.refresh_bindings()

    def _do(self, work: Callable[[], object]) -> bool:
        """Do something that is saved; returns whether it could be."""
        self._note = ""
        try:
            work()
        except QuizError as error:
            self._note = clean_line(str(error))
            self._show()
            return False
        return True

    # What is done

    def action_go(self, at: int) -> None:
        """Show a draft."""
        self._note = ""
        self.at = max(0, min(at, len(self.drafting.drafts) - 1))
        self._show()

    def action_move(self, by: int) -> None:
        """Show the draft, or select the sentence, before or behind."""
        if self.view == TEXT:
            self.action_sentence(self._sentence + by)
        elif self.view == DRAFTS:
            self.action_go(self.at + by)

    def action_sentence(self, at: int) -> None:
        """Select a sentence."""
        self._sentence = max(0, min(at, len(self.drafting.article.sentences) - 1))
        self._show()

    def action_keep(self) -> None:
        """Keep the draft and show the next one."""
        draft = self.drafting.drafts[self.at]
        if self._do(lambda: self.drafting.keep(draft)):
            self._next()

    def action_both(self) -> None:
        """Keep the draft with options and typed."""
        draft = self.drafting.drafts[self.at]
        if self._do(lambda: self.drafting.keep(draft, both=True)):
            self._next()

    def action_drop(self) -> None:
        """Drop the draft and show the next one."""
        draft = self.drafting.drafts[self.at]
        if self._do(lambda: self.drafting.drop(draft)):
            self._next()

    def _next(self) -> None:
        """Show the next draft that nobody decided about, or what came of it all."""
        drafts = self.drafting.drafts
        order = [*range(self.at + 1, len(drafts)), *range(self.at)]
        left = [at for at in order if not self.drafting.decision(drafts[at]).state]
        if left:
            self.at = left[0]
            self._show()
        else:
            self._finish()

    def _finish(self) -> None:
        """Write the bank and show what came of it."""
        if not self._do(self._save):
            self._show()
            return
        self.view = DONE
        self._show()

    def _save(self) -> None:
        count = self.drafting.write_bank()
        kept = self.drafting.progress().kept
        target = clean_line(str(self.drafting.target))
        if not kept:
            self._said = _("No question was kept, so nothing was written.")
            return
        words = ngettext(
            "{n} question added to {file}. `quiz check {file}` looks it over.",
            "{n} questions added to {file}. `quiz check {file}` looks them over.",
            count,
        )
        self._said = words.format(n=count, file=target)

    def action_save(self) -> None:
        """Write what was kept so far."""
        if self._do(self._save):
            self._note = self._said
            self._show()

    def action_another(self) -> None:
        """Show another wording."""
        self._turn(self.drafting.another, _("There’s no other wording."))

    def action_other_kind(self) -> None:
        """Show another kind."""
        self._turn(self.drafting.other_kind, _("There’s no other kind."))

    def action_swap(self) -> None:
        """Swap a wrong option."""
        self._turn(self.drafting.swap, _("There’s no other option in the text."))

    def _turn(self, change: Callable[..., bool], words: str) -> None:
        draft = self.drafting.drafts[self.at]
        done: list[bool] = []
        if self._do(lambda: done.append(change(draft))) and not done[0]:
            self._note = words
        self._show()

    def action_choose(self, number: int) -> None:
        """Choose the speaker of an open draft."""
        draft = self.drafting.drafts[self.at]
        self._do(lambda: self.drafting.choose(draft, number))
        self._show()

    def action_undo(self) -> None:
        """Undo the last decision and show its draft."""
        if self.view == DONE:
            self.view = DRAFTS
        name = ""

        def undo() -> None:
            nonlocal name
            name = self.drafting.undo()

        if self._do(undo) and not name:
            self._note = _("Nothing to undo.")
        places = [at for at, draft in enumerate(self.drafting.drafts) if draft.id == name]
        self.at = places[0] if places else min(self.at, max(0, len(self.drafting.drafts) - 1))
        self._show()

    def action_edit(self) -> None:
        """Edit the question as it stands in the bank."""
        draft = self.drafting.drafts[self.at]
        if self.drafting.is_open(draft):
            self._note = _("Choose the speaker first, by number.")
            self._show()
            return
        text = self.drafting.text(draft)
        title = _("Edit draft {n}").format(n=self.at + 1)
        screen = QuestionText(title, text, lambda typed: self.drafting.edit(draft, typed))
        self.app.push_screen(screen, lambda _done: self._show())

    def action_progress(self) -> None:
        """Show what is kept so far, or the drafts again."""
        if self.drafting.drafts and self.view != DONE:
            self.view = DRAFTS if self.view == PROGRESS else PROGRESS
            self._show()

    def action_source(self) -> None:
        """Show the text, or the drafts again."""
        if self.view == TEXT and self.drafting.drafts:
            self.view = DRAFTS
        else:
            self.view = TEXT
            if self.drafting.drafts:
                self._sentence = self.drafting.drafts[self.at].sentence
        self._show()

    def action_write(self) -> None:
        """Write a question of one's own on a sentence."""
        sentence = self.drafting.article.sentences[self._sentence]
        title = _("A question on paragraph {n}").format(n=sentence.paragraph)
        screen = QuestionText(
            title,
            self.drafting.begun_question(sentence),
            lambda typed: self.drafting.write(sentence, typed),
            above=sentence.text,
        )
        self.app.push_screen(screen, lambda _done: self._show())

    def action_enter(self) -> None:
        """Show the drafts of the selected sentence; leave when all is done."""
        if self.view == DONE:
            self.dismiss_all()
        elif self.view == TEXT:
            places = [
                at
                for at, draft in enumerate(self.drafting.drafts)
                if draft.sentence == self._sentence
            ]
            if places:
                self.view, self.at = DRAFTS, places[0]
                self._show()
            else:
                self.action_write()

    def action_leave(self) -> None:
        """Leave the text for the drafts, or leave."""
        if self.view in (TEXT, PROGRESS) and self.drafting.drafts:
            self.view = DRAFTS
            self._show()
        else:
            self.dismiss_all()

    def dismiss_all(self) -> None:
        """Leave the app."""
        self.app.exit()
