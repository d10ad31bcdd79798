"""How an attempt at an assignment went."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.items.wording import points_of_text
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.markup import inline
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.web.work_told import WorkAnswer, WorkResult
from quiz.web.work_words import answer_points, done_words


class WorkResultScreen(QuizScreen):
    """Shows how an attempt went, question by question where the key may be known."""

    CSS_PATH = "work_result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", _("Down"), show=False, id="work_result.down"),
        Binding("up", "scroll(-1)", _("Up"), show=False, id="work_result.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), id="work_result.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="work_result.page_up"),
        Binding("escape,enter", "back", _("Back"), id="work_result.back",
                tooltip=_("Back to the assignments")),
    ]  # fmt: skip

    def __init__(self, result: WorkResult) -> None:
        """Show a result."""
        super().__init__()
        self._result = result

    def compose(self) -> ComposeResult:
        """Yield title, points, answers and keys."""
        yield Static(parts.title(clean_line(self._result.title)), id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(self._words())
        yield KeyBar()

    def _words(self) -> Content:
        result, done = self._result, self._result.done
        share = done.points / done.points_of if done.points_of else 0.0
        lines = [parts.points_bar(share, 24), Content.styled(done_words(done), "bold")]
        if done.to_grade:
            words = _("What is certain so far: {points}.")
            lines.append(Content(words.format(points=points_of_text(done.points, done.points_of))))
        if not result.shows_key:
            words = _("What is right is shown when nobody can sit it any more.")
            lines.append(Content.styled(words, MUTED))
        for number, answer in enumerate(result.answers, 1):
            lines += [Content(""), *_answer_lines(number, answer)]
        return Content("\n").join(lines)

    def action_scroll(self, lines: int) -> None:
        """Scroll the answers."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)


def _answer_lines(number: int, answer: WorkAnswer) -> list[Content]:
    """Return a question with what was answered, what is right, and why."""
    lines = [
        Content.styled(f"{number}. ", MUTED) + inline(answer.question).stylize("bold"),
        Content.styled(_("Your answer") + "  ", MUTED)
        + Content(clean_line(answer.given) or _("(no answer)"))
        + Content.styled(f"  {answer_points(answer)}", MUTED),
        Content.styled(_("Correct answer") + "  ", MUTED) + inline(answer.right),
    ]
    return [*lines, inline(answer.explain)] if answer.explain else lines
