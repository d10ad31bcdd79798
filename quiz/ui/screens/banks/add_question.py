"""Adding a question to a bank of one's own: a form, checked as a bank is checked."""

import os
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from quiz.cleaning import clean
from quiz.desk.banks.authoring import (
    CARD,
    CHOICE,
    TEXT,
    DraftFault,
    QuestionDraft,
    begin_bank,
    keep_question,
    lines_of,
    own_banks,
    parts_of,
)
from quiz.errors import QuizError
from quiz.library.index import BankEntry
from quiz.translation import _, pgettext
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField
from quiz.ui.widgets.turner import Turner

_KINDS = (
    (CARD, _("card: front and back, you grade yourself")),
    (CHOICE, _("choice: one right answer and some wrong ones")),
    (TEXT, _("short answer: typed, and checked by the program")),
)
_NEW = ""
"""Stands for a bank that is still to be begun."""
_LABELS = {
    "question": (_("Front"), _("Question")),
    "answer": (pgettext("side of a card", "Back"), _("Answer")),
    "wrong": ("", _("Wrong")),
    "accept": ("", _("Accept")),
    "explain": (_("Explain"), _("Explain")),
    "tags": (_("Topics"), _("Topics")),
}
"""What each field is called, of a card and of other kinds."""
_AREAS = ("question", "answer", "wrong", "explain")
_ONLY = {"wrong": CHOICE, "accept": TEXT}
"""Fields of one kind alone."""


class AddQuestionScreen(QuizModal[BankEntry | None]):
    """Asks for a question; gives back the bank that it was written into, None if it was left."""

    CSS_PATH = "add_question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", _("Next field"), id="question_form.next",
                tooltip=_("Next field")),
        Binding("shift+tab", "app.focus_previous", _("Previous field"), show=False,
                id="question_form.previous"),
        Binding("ctrl+s,f5", "save", _("Save"), priority=True, id="question_form.save",
                tooltip=_("Save the question to the bank")),
        Binding("escape", "cancel", _("Cancel"), id="question_form.cancel",
                tooltip=_("Go back without saving")),
    ]  # fmt: skip

    def __init__(self, draft: QuestionDraft | None = None, *, bank: str = "") -> None:
        """Ask for a question.

        Args:
            draft: What the fields hold at first; None for empty ones.
            bank: Id of the bank in front; it is offered first if it is one's own.
        """
        super().__init__()
        self._first = draft or QuestionDraft()
        self._is_mistake = draft is not None
        self._bank = bank

    def compose(self) -> ComposeResult:
        """Yield the fields, each with a place for what is wrong, and keys."""
        first = self._first
        title = _("Card from this mistake") if self._is_mistake else _("Add a question")
        texts = {
            "question": first.question,
            "answer": first.answer,
            "wrong": "\n".join(first.wrong),
            "accept": "; ".join(first.accept),
            "explain": first.explain,
            "tags": ", ".join(first.tags),
        }
        hints = {
            "wrong": _("one per line"),
            "accept": _("other accepted spellings, separated by ;"),
            "tags": _("optional, comma-separated"),
            "explain": _("optional: why the answer is right"),
        }
        with ModalBox():
            yield Static(parts.title(title), id="title-line")
            with VerticalScroll(id="fields", can_focus=False):
                yield self._field("kind", Turner(_KINDS, first.kind, id="kind"))
                for name, text in texts.items():
                    widget = self._widget(name, text, hints.get(name, ""))
                    yield self._field(name, widget)
                    yield Static(id=f"{name}-fault", classes="fault")
                yield self._field("bank", self._turner())
                yield Static(id="bank-fault", classes="fault")
                title_field = LineField("", id="title", placeholder=_("My cards"))
                yield self._field("title", title_field)
                yield Static(id="title-fault", classes="fault")
            yield KeyBar()

    def _field(self, name: str, widget: Turner | TextArea | Input) -> Horizontal:
        names = {"kind": _("Kind"), "bank": _("Bank"), "title": _("Title")}
        label = Static(Content(names.get(name, "")), id=f"{name}-label", classes="label")
        return Horizontal(label, widget, classes=f"field -{name}")

    def _widget(self, name: str, text: str, hint: str) -> TextArea | Input:
        if name not in _AREAS:
            joiner = {"accept": "; ", "tags": ", "}.get(name, " ")
            return LineField(text, id=name, placeholder=hint, select_on_focus=False, joiner=joiner)
        return TextArea(
            text,
            id=name,
            show_line_numbers=False,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=hint,
        )

    def _turner(self) -> Turner:
        """Return the choice among one's own banks; the one in front or used last comes first."""
        banks = own_banks(self.desk)
        values = [(entry.path, entry.title) for entry in banks]
        values.append((_NEW, _("new bank")))
        paths = [path for path, _title in values]
        front = next((entry.path for entry in banks if entry.id == self._bank), "")
        last = self.host.own_bank
        chosen = front or (last if last and last in paths else paths[0])
        return Turner(values, chosen, id="bank")

    def on_mount(self) -> None:
        """Show the fields of the kind, and begin at the first one."""
        self._forgive()
        self._show_fields()
        self.query_one("#question").focus()

    def _show_fields(self) -> None:
        kind = self.query_one("#kind", Turner).value
        for name, labels in _LABELS.items():
            self.query_one(f".-{name}").display = _ONLY.get(name, kind) == kind
            self.query_one(f"#{name}-label", Static).update(Content(labels[kind != CARD]))
        self.query_one(".-title").display = self.query_one("#bank", Turner).value == _NEW

    @on(Turner.Turned)
    def _turned(self) -> None:
        self._forgive()
        self._show_fields()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    # What was typed

    def _text(self, name: str) -> str:
        if name in _AREAS:
            return self.query_one(f"#{name}", TextArea).text
        return self.query_one(f"#{name}", Input).value

    @property
    def draft(self) -> QuestionDraft:
        """The question as it is typed."""
        kind = self.query_one("#kind", Turner).value
        return QuestionDraft(
            kind=kind,
            question=self._text("question").strip(),
            answer=self._text("answer").strip(),
            wrong=lines_of(self._text("wrong")) if kind == CHOICE else (),
            accept=parts_of(self._text("accept")) if kind == TEXT else (),
            tags=parts_of(self._text("tags"), ","),
            explain=self._text("explain").strip(),
        )

    def action_save(self) -> None:
        """Write the question, or say at its field what cannot be; nothing typed is lost."""
        path = self.query_one("#bank", Turner).value
        title = self._text("title").strip() or _("My cards")
        self._forgive()
        try:
            if path == _NEW:
                entry = begin_bank(self.desk, self.draft, title)
            else:
                entry = keep_question(self.desk, self.draft, path)
        except DraftFault as fault:
            self._blame(fault.field, str(fault))
            return
        except QuizError as error:
            # The bank is named above; its whole path would fill the form.
            self._blame("bank", str(error).replace(path, os.path.basename(path)))
            return
        self.host.own_bank = entry.path
        self.host.say_notices()
        words = _("Saved to {title}.").format(title=entry.title)
        self.host.announce(clean(words))
        self.dismiss(entry)

    def _blame(self, name: str, text: str) -> None:
        """Say at a field what is wrong with it, and let the keys go there."""
        fault = self.query_one(f"#{name}-fault", Static)
        fault.display = True
        fault.update(Content.styled(clean(f"✘ {text[:1].upper()}{text[1:]}"), "$text-error"))
        self.query_one(f"#{name}").focus()
        fault.scroll_visible(animate=False)

    def _forgive(self) -> None:
        for fault in self.query(".fault"):
            fault.display = False

    def action_cancel(self) -> None:
        """Go back; what was typed is only thrown away after a word."""
        if self._is_mistake or self.draft.is_empty:
            self.dismiss(None)
            return
        from quiz.ui.screens.confirm import ConfirmScreen

        about = Content(_("It hasn't been saved to any bank."))
        screen = ConfirmScreen(_("Discard this question?"), about)
        self.app.push_screen(screen, self._confirmed)

    def _confirmed(self, is_wanted: bool | None) -> None:
        if is_wanted:
            self.dismiss(None)
