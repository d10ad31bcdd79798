"""The keys of the question screen."""

from textual.binding import Binding, BindingType

from quiz.items import Rating
from quiz.memory import CardAction
from quiz.translation import _
from quiz.ui.content import question as question_content


def _either(
    once: str, always: str, action: str, label: str, *, id: str, tooltip: str
) -> tuple[Binding, Binding]:
    """Return a command's keys: letters once the answer is marked, function keys at any time.

    Before it letters belong to the answer: a stray one must not skip a question or open an editor.
    """
    name, _open, rest = action.partition("(")
    once_told = f"told_{name}({rest}" if rest else f"told_{name}"
    return (
        Binding(once, once_told, label, id=f"{id}_told", tooltip=tooltip),
        Binding(always, action, label, id=id, tooltip=tooltip),
    )


BINDINGS: list[BindingType] = [
    Binding("enter,space", "go_on", _("Next"), id="question.next",
            tooltip=_("Next question")),
    *(
        Binding(str(int(rating)), f"rate({int(rating)})", _("Rate"),
                show=rating is Rating.AGAIN, key_display="1-4", id=f"question.{rating.word}",
                tooltip=_("Rate the card as {word}").format(
                    word=question_content.RATINGS[rating].lower()))
        for rating in Rating
    ),
    Binding("w", "override", _("I was right"), id="question.right",
            tooltip=_("Count your typed answer as right")),
    Binding("f10", "reading", _("Text"), id="question.reading",
            tooltip=_("Read the text that the questions are about")),
    Binding("f2", "hint", _("Hint"), id="question.hint",
            tooltip=_("Show a hint (costs a third of the points)")),
    Binding("f5", "halve", _("Half"), id="question.halve",
            tooltip=_("Take half of the options away (counts as a hint)")),
    Binding("l,f11", "ask_class", _("Class"), id="question.ask_class",
            tooltip=_("See what a class answered (counts as a hint)")),
    Binding("f3", "skip", _("Skip"), id="question.skip",
            tooltip=_("Skip this question")),
    *_either("u", "f6,ctrl+z", "undo", _("Undo"), id="question.undo",
             tooltip=_("Undo your last action")),
    Binding("i", "card", _("Card"), show=False, id="question.card",
            tooltip=_("Open this card's page: its memory, answers and kin")),
    Binding("c", "mistake_card", _("Make card"), id="question.mistake_card",
            tooltip=_("Make a card from this mistake")),
    Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="question.note",
            tooltip=_("Note what's wrong with this question, or remove the note")),
    Binding("escape", "leave", _("Leave"), id="question.leave",
            tooltip=_("Leave; your answers are saved")),
    *_either("minus", "f7", "put_away('bury')", _("Bury"), id="question.bury",
             tooltip=_("Bury: hide this card until tomorrow")),
    *_either("at", "f8", "put_away('suspend')", _("Suspend"), id="question.suspend",
             tooltip=_("Suspend: hide this card until you unsuspend it")),
    *_either("e", "f4", "edit", _("Edit"), id="question.edit",
             tooltip=_("Open the question in your editor")),
    *_either("n,plus", "f9", "add_question", _("New question"), id="question.add_question",
             tooltip=_("Add a question to one of your own banks")),
    Binding("pageup", "page(-1)", _("Page up"), show=False, id="question.page_up",
            tooltip=_("Scroll up a page")),
    Binding("pagedown", "page(1)", _("Page down"), show=False, id="question.page_down",
            tooltip=_("Scroll down a page")),
]  # fmt: skip
"""Letters that answer nothing, and function keys that do the same at any time."""

PUT_AWAY = {
    CardAction.BURY: _("Buried until tomorrow. Undo: {key}"),
    CardAction.SUSPEND: _("Suspended. Undo: {key}"),
    CardAction.FORGET: _("Card reset: it's new again. Undo: {key}"),
}
"""What is said of a card that was put away."""
