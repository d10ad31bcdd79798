"""Overview of an exam: how each question stands; from here it is handed in."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from quiz.desk.exams.sat_exam import SatExam
from quiz.items.wording import stem_markdown
from quiz.translation import _, ngettext
from quiz.ui.content import exam as exam_content
from quiz.ui.inks import MUTED
from quiz.ui.markup import inline
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList


class ExamOverviewScreen(QuizScreen):
    """Lists the questions of an exam; what was chosen stands in it when it is dismissed."""

    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,g", "choose", _("Go to"), id="exam_overview.choose",
                tooltip=_("Go to the selected question")),
        Binding("i,f10", "hand_in", _("Hand in"), id="exam_overview.hand_in",
                tooltip=_("Hand in the exam")),
        Binding("e", "next_empty", _("Next unanswered"), id="exam_overview.empty",
                tooltip=_("Select the next unanswered question")),
        Binding("f", "next_flagged", _("Next flagged"), id="exam_overview.flagged",
                tooltip=_("Select the next flagged question")),
        Binding("escape,o,f8", "back", _("Back"), id="exam_overview.back",
                tooltip=_("Back to the question")),
    ]  # fmt: skip

    def __init__(self, exam: SatExam) -> None:
        """Show how an exam stands."""
        super().__init__()
        self.exam = exam
        self.chosen: int | None = None
        """The question to go to; None for the one that was in front."""
        self.is_handed_in = False
        """Whether it is to be handed in."""

    def compose(self) -> ComposeResult:
        """Yield clock, counts, questions and keys."""
        with Vertical(id="top"):
            yield Static(id="head")
            yield Static(id="warning")
        with Vertical(classes="column"):
            yield Static(id="counts")
            yield MarkedList(self._row, id="rows")
        yield KeyBar()

    def on_mount(self) -> None:
        """Mark the question that was in front."""
        rows = self.query_one(MarkedList)
        rows.show(self.exam.total, self.exam.state.place)
        rows.focus()
        self.query_one("#counts", Static).update(self._counts())
        self._show_head()
        self.set_interval(0.5, self._show_head)

    def on_resize(self, event: Resize) -> None:
        """Keep the clock at the right edge."""
        self._show_head()

    def _show_head(self) -> None:
        exam = self.exam
        words = exam_content.head(exam, _("Overview"), self.app.size.width - 4)
        self.query_one("#head", Static).update(words, layout=False)
        warning = exam_content.warning(exam)
        shown = self.query_one("#warning", Static)
        shown.display = bool(warning)
        shown.update(warning, layout=False)

    def _counts(self) -> Content:
        state, total = self.exam.state, self.exam.total
        empty, flagged = len(state.empty), len(state.flagged)
        parts = [
            Content.styled(
                _("{n} of {total} answered").format(n=state.answered, total=total), "bold"
            )
        ]
        if empty:
            words = "○ " + ngettext("{n} unanswered", "{n} unanswered", empty).format(n=empty)
            parts.append(Content.styled(words, "$text-warning"))
        if flagged:
            words = "⚑ " + ngettext("{n} flagged", "{n} flagged", flagged).format(n=flagged)
            parts.append(Content.styled(words, "$text-warning"))
        return Content("   ").join(parts)

    def _row(self, at: int, width: int) -> Content:
        sign = exam_content.sign(self.exam, at)
        given = self.exam.state.given[at]
        words = sign.words + (f" · {given.certainty}" if given.certainty else "")
        question = self.exam.question(at)
        stem = _("no longer in its bank")
        if question is not None:
            stem = inline(stem_markdown(question.item)).plain.replace("\n", " ")
        return (
            Content.styled(f"{at + 1:>3} ", MUTED)
            + Content.styled(f"{sign.sign} ", sign.ink)
            + Content(f"{words:<15} ")
            + Content(stem)
        )

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        if action == "next_empty":
            return bool(self.exam.state.empty)
        if action == "next_flagged":
            return bool(self.exam.state.flagged)
        return True

    @on(MarkedList.Chosen)
    def action_choose(self) -> None:
        """Go to the marked question."""
        self.chosen = self.query_one(MarkedList).cursor
        self.dismiss(None)

    def action_next_empty(self) -> None:
        """Mark the next question without an answer."""
        self._mark_next(self.exam.state.empty)

    def action_next_flagged(self) -> None:
        """Mark the next question that is flagged."""
        self._mark_next(self.exam.state.flagged)

    def _mark_next(self, places: tuple[int, ...]) -> None:
        rows = self.query_one(MarkedList)
        after = [place for place in places if place > rows.cursor]
        for place in (after or places)[:1]:
            rows.action_move(place - rows.cursor)

    def action_hand_in(self) -> None:
        """Hand in, once what is empty and what is flagged was said."""
        from quiz.ui.screens.confirm import ConfirmScreen

        def hand_in(is_wanted: bool | None) -> None:
            if is_wanted:
                self.is_handed_in = True
                self.dismiss(None)

        about = exam_content.left_over(self.exam)
        self.app.push_screen(ConfirmScreen(_("Hand in the exam?"), about), hand_in)

    def action_back(self) -> None:
        """Go back to the question."""
        self.dismiss(None)
