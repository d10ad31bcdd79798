"""The keys of the question screen."""

from textual.binding import Binding, BindingType

from quiz.items import Rating
from quiz.ui.screens import told
from quiz.words import _


def _either(
    told: str, always: str, action: str, label: str, *, id: str, tooltip: str
) -> tuple[Binding, Binding]:
    """Return a command's keys: letters once the answer is told, function keys at any time.

    Before it letters belong to the answer: a stray one must not skip a question or open an editor.
    """
    name, _open, rest = action.partition("(")
    once_told = f"told_{name}({rest}" if rest else f"told_{name}"
    return (
        Binding(told, once_told, label, id=f"{id}_told", tooltip=tooltip),
        Binding(always, action, label, id=id, tooltip=tooltip),
    )


QUESTION_KEYS: list[BindingType] = [
    Binding("enter,space", "go_on", _("Next"), id="question.next",
            tooltip=_("The next question")),
    *(
        Binding(str(int(rating)), f"rate({int(rating)})", _("Rate"),
                show=rating is Rating.AGAIN, key_display="1-4", id=f"question.{rating.word}",
                tooltip=_("Rate the card {word}").format(word=told.RATINGS[rating].lower()))
        for rating in Rating
    ),
    Binding("w", "override", _("I was right"), id="question.right",
            tooltip=_("Count a refused typed answer as right")),
    Binding("f10", "reading", _("Text"), id="question.reading",
            tooltip=_("Read the text that the questions are about")),
    Binding("f2", "hint", _("Hint"), id="question.hint",
            tooltip=_("A hint, for a third of the points")),
    Binding("f3", "skip", _("Skip"), id="question.skip",
            tooltip=_("Leave the question unanswered")),
    *_either("u", "f6,ctrl+z", "undo", _("Undo"), id="question.undo",
             tooltip=_("Take back what was done last")),
    Binding("c", "mistake_card", _("Card of it"), id="question.mistake_card",
            tooltip=_("Make a card of it in a bank of your own")),
    Binding("escape", "leave", _("Leave"), id="question.leave",
            tooltip=_("Leave; what you answered is kept")),
    *_either("minus", "f7", "put_away('bury')", _("Bury"), id="question.bury",
             tooltip=_("Keep the card out of reviews until tomorrow")),
    *_either("at", "f8", "put_away('suspend')", _("Suspend"), id="question.suspend",
             tooltip=_("Keep the card out of reviews from now on")),
    *_either("e", "f4", "edit", _("Edit"), id="question.edit",
             tooltip=_("Open the question in your editor")),
    *_either("n,plus", "f9", "add_question", _("New question"), id="question.add_question",
             tooltip=_("Write a question into a bank of your own")),
    Binding("pageup", "page(-1)", _("Page up"), show=False, id="question.page_up",
            tooltip=_("A page up in a long question")),
    Binding("pagedown", "page(1)", _("Page down"), show=False, id="question.page_down",
            tooltip=_("A page down in a long question")),
]  # fmt: skip
