"""The keys of the home screen."""

from textual.binding import Binding, BindingType

from quiz.translation import _

BINDINGS: list[BindingType] = [
    Binding("enter,r", "review", _("Study"), id="home.review",
            tooltip=_("Study: due cards first, then new ones")),
    Binding("q", "quiz", _("Quiz"), id="home.quiz",
            tooltip=_("Quiz yourself on the selected bank")),
    Binding("t", "reading", _("Text"), id="home.reading",
            tooltip=_("Read the text that the selected bank is about")),
    Binding("x", "exams", _("Exams"), id="home.exams",
            tooltip=_("Plan for exams: what to study each day, what score to expect")),
    Binding("b", "browse", _("Browse"), id="home.browse",
            tooltip=_("See the selected bank's questions, issues and answers")),
    Binding("g", "changed", _("Changed"), id="home.changed",
            tooltip=_("Changed questions: keep or reset your progress")),
    Binding("o", "options", _("Custom"), id="home.options",
            tooltip=_("Custom quiz or mock exam")),
    Binding("c", "resume", _("Resume"), id="home.resume",
            tooltip=_("Resume the exam or quiz you left")),
    Binding("C", "choose_unfinished", _("Unfinished"), id="home.unfinished",
            tooltip=_("All unfinished quizzes and exams: choose one to resume")),
    Binding("a", "add", _("Add bank"), id="home.add", tooltip=_("Add a bank from a file")),
    Binding("e", "edit", _("Edit"), id="home.edit",
            tooltip=_("Open the selected bank in your editor")),
    Binding("plus,f9", "add_question", _("New question"), id="home.add_question",
            tooltip=_("Add a question to one of your own banks")),
    Binding("u", "undo", _("Undo"), show=False, id="home.undo",
            tooltip=_("Undo your last action")),
    Binding("m", "mistakes", _("Mistakes"), id="home.mistakes",
            tooltip=_("Practise recent mistakes; doesn't change your schedule")),
    Binding("n", "more_new", _("10 more new"), id="home.more_new",
            tooltip=_("10 more new cards today")),
    Binding("slash", "find", _("Find"), id="home.find", tooltip=_("Find a bank by title")),
    Binding("escape", "leave", _("Quit"), id="home.quit", tooltip=_("Quit the program")),
]  # fmt: skip
"""What is due first, then what is done with the selected bank, then all else."""
