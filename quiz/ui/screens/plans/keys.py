"""The keys of the exam plans."""

from textual.binding import Binding, BindingType

from quiz.translation import _

BINDINGS: list[BindingType] = [
    Binding("enter", "mock_exam", _("Mock exam"), id="plan.mock_exam",
            tooltip=_("Take a mock exam of this exam's banks")),
    Binding("s", "study", _("Study"), id="plan.study", tooltip=_("Study today's plan")),
    Binding("u,ctrl+z,f6", "undo", _("Undo"), id="plan.undo",
            tooltip=_("Bring back the removed plan")),
    Binding("n", "new", _("New plan"), id="plan.new", tooltip=_("Plan for an exam")),
    Binding("e", "edit", _("Edit"), id="plan.edit",
            tooltip=_("Edit the plan, or enter your score after the exam")),
    Binding("c", "cram", _("Cram weakest"), id="plan.cram",
            tooltip=_("Cram the weakest topic; doesn't change your schedule")),
    Binding("r", "past_exams", _("Results"), id="plan.past_exams",
            tooltip=_("Results of the mock exams you took")),
    Binding("i", "calendar", _("Calendar"), id="plan.calendar",
            tooltip=_("Save the exams and each day's study as a calendar file")),
    Binding("t", "topics", _("Topics"), id="plan.topics",
            tooltip=_("Show all topics, or only the weakest")),
    Binding("delete,d", "remove", _("Remove"), id="plan.remove",
            tooltip=_("Remove this exam plan")),
    Binding("down,j", "move(1)", _("Down"), show=False, id="plan.down"),
    Binding("up,k", "move(-1)", _("Up"), show=False, id="plan.up"),
    Binding("pagedown,space", "page(1)", _("Page down"), show=False, id="plan.page_down"),
    Binding("pageup", "page(-1)", _("Page up"), show=False, id="plan.page_up"),
    Binding("escape", "home", _("Home"), id="plan.home", tooltip=_("Back to Home")),
]  # fmt: skip
