"""The keys of the home screen."""

from textual.binding import Binding, BindingType

from quiz.words import _

BINDINGS: list[BindingType] = [
    Binding("enter,r", "review", _("Review"), id="home.review",
            tooltip=_("Review what is due, then new cards")),
    Binding("q", "quiz", _("Quiz"), id="home.quiz", tooltip=_("A quiz of the marked bank")),
    Binding("t", "reading", _("Text"), id="home.reading",
            tooltip=_("Read the text that the selected bank is about")),
    Binding("x", "exams", _("Exams"), id="home.exams",
            tooltip=_("Exams: what to study for each, and the score to expect")),
    Binding("b", "browse", _("Browse"), id="home.browse",
            tooltip=_("The marked bank's questions, findings, answers")),
    Binding("g", "changed", _("Changed"), id="home.changed",
            tooltip=_("Questions that changed: keep their progress, or start anew")),
    Binding("o", "options", _("Options"), id="home.options",
            tooltip=_("Choose what a quiz asks, or sit an exam")),
    Binding("c", "resume", _("Go on"), id="home.resume",
            tooltip=_("Go on with the exam or the quiz you left")),
    Binding("C", "choose_unfinished", _("Unfinished"), id="home.unfinished",
            tooltip=_("All quizzes and exams you left: choose one to resume")),
    Binding("a", "add", _("Add"), id="home.add", tooltip=_("Add a bank to your own")),
    Binding("e", "edit", _("Edit"), id="home.edit",
            tooltip=_("Open the marked bank's file in your editor")),
    Binding("plus,f9", "add_question", _("New question"), id="home.add_question",
            tooltip=_("Write a question into a bank of your own")),
    Binding("u", "undo", _("Undo"), show=False, id="home.undo",
            tooltip=_("Take back what you did last")),
    Binding("m", "mistakes", _("Mistakes"), id="home.mistakes",
            tooltip=_("Practise what was wrong lately; the schedule stays as it is")),
    Binding("n", "more_new", _("10 more new"), id="home.more_new",
            tooltip=_("10 more new cards today")),
    Binding("slash", "find", _("Find"), id="home.find", tooltip=_("Find a bank by its title")),
    Binding("escape", "leave", _("Quit"), id="home.quit", tooltip=_("Leave the program")),
]  # fmt: skip
"""What is due first, then what is done with the selected bank, then all else."""
