"""Writing a text, and grading it by the model answer."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from quiz.items import Essay, Outcome, Prompt, Rating, Response, SelfGraded, Ticked
from quiz.items.response import LONGEST_TEXT
from quiz.translation import _
from quiz.ui.inks import MUTED, RIGHT
from quiz.ui.kinds.base import AnswerView, Revealed, Rows, RowsView
from quiz.ui.markup import folded, inline, plain
from quiz.ui.widgets.folded_text import FoldedText
from quiz.ui.widgets.long_text import LongText


class Rubric(RowsView):
    """The points of a rubric, to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="rubric.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="rubric.down"),
        Binding(
            "space", "tick", _("Select"), id="rubric.tick", tooltip=_("Select a criterion you met")
        ),
        Binding(
            "enter",
            "hand_in",
            _("Submit"),
            id="answer.hand_in",
            tooltip=_("Submit the criteria you met"),
        ),
        *(
            Binding(str(n), f"number({n})", _("Select"), show=False, id=f"rubric.{n}")
            for n in range(1, 10)
        ),
    ]

    def offer(self, points: tuple[str, ...], ticked: tuple[int, ...] = ()) -> None:
        """Offer points, some of them ticked."""
        self.points = points
        self.ticked = set(ticked)
        self.cursor = 0
        self.outcome = None
        self.redraw()

    def rows(self, width: int) -> Rows:
        """Return the points with their boxes."""
        rows: Rows = []
        for place, point in enumerate(self.points):
            is_here, is_met = place == self.cursor, place in self.ticked
            bar = Content.styled("▌" if is_here and self.outcome is None else " ", "$primary")
            box = Content.styled(f" {'■' if is_met else '□'} ", RIGHT if is_met else "")
            lead = bar + box + Content.styled(f"{place + 1}  ", MUTED)
            blank = Content(" " * lead.cell_length)
            rows += [(line, place) for line in folded(plain(point), width, lead, blank)]
        return rows

    def clicked(self, index: int) -> None:
        """Tick a point."""
        self.action_number(index + 1)

    def action_move(self, step: int) -> None:
        """Mark another point."""
        self.cursor = max(0, min(len(self.points) - 1, self.cursor + step))
        self.redraw()

    def action_tick(self) -> None:
        """Tick or untick the marked point."""
        self.ticked ^= {self.cursor}
        self.redraw()

    def action_number(self, number: int) -> None:
        """Tick or untick a point by its number."""
        if number <= len(self.points):
            self.cursor = number - 1
            self.action_tick()

    def action_hand_in(self) -> None:
        """Hand in the points."""
        view = self.parent
        assert isinstance(view, EssayView)
        view.hand_in()


class EssayView(AnswerView):
    """A text area, then the model answer with its rubric."""

    hand_in_key = "Ctrl+S"
    takes = (SelfGraded, Ticked)
    DEFAULT_CSS = """
    EssayView {
        height: auto;
        TextArea { height: 6; border: none; padding: 0 1; background: $foreground 8%; }
        TextArea:focus { border: none; }
        .model { height: auto; margin: 1 0; }
        Rubric { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f5", "compare", _("Compare"), key_display="^s", id="essay.compare",
                tooltip=_("Compare with the model answer"), priority=True),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Yield the parts; the model answer shows later."""
        yield LongText(show_line_numbers=False, soft_wrap=True, tab_behavior="focus")
        yield FoldedText(classes="model")
        yield Rubric()

    def show(self, prompt: Prompt) -> None:
        """Open an empty text."""
        self.prompt = prompt
        self.outcome = None
        self.is_turned = False
        self.how = "" if self.is_kept else _("Ctrl+S shows it")
        area = self.query_one(TextArea)
        area.text, area.read_only = "", False
        self._ticked: tuple[int, ...] = ()
        self.query_one(".model").display = False
        self.query_one(Rubric).display = False

    @property
    def wants(self) -> str:
        """In an exam the comparing waits for the end."""
        if self.is_kept:
            return _("write your answer; compare it with the model answer after you hand in")
        return super().wants

    @property
    def text(self) -> str:
        """What is written."""
        return self.query_one(TextArea).text[:LONGEST_TEXT]

    def draft(self) -> Response | None:
        """Return the text, not graded yet."""
        return SelfGraded(None, self.text) if self.text.strip() else None

    def restore(self, response: Response) -> None:
        """Show what was written."""
        assert isinstance(response, SelfGraded | Ticked)
        area = self.query_one(TextArea)
        area.text = response.text
        area.move_cursor(area.document.end)
        if isinstance(response, Ticked):
            points = range(len(self._item.rubric))
            self._ticked = tuple(at for at in response.indices if at in points)

    @property
    def _item(self) -> Essay:
        assert isinstance(self.prompt.item, Essay)
        return self.prompt.item

    @property
    def is_typing(self) -> bool:
        """Whether the text is open."""
        return not self.is_turned and self.outcome is None

    def take_focus(self) -> None:
        """Let the keys go to the text, or to the rubric."""
        if not self.is_turned:
            self.query_one(TextArea).focus(scroll_visible=False)
        elif self._item.rubric:
            self.query_one(Rubric).focus(scroll_visible=False)
        else:
            self.screen.set_focus(None)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.touch()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The model answer is shown once."""
        return not self.is_turned and self.outcome is None

    def action_compare(self) -> None:
        """Show the model answer; in an exam keep the text."""
        if self.is_kept:
            self.respond_or("")
            return
        self.is_turned = True
        self.query_one(TextArea).read_only = True
        model = self.query_one(".model", Static)
        title = Content.styled(_("Model answer") + "  ", MUTED)
        model.update(title + inline(self._item.model_answer))
        model.display = True
        rubric = self.query_one(Rubric)
        rubric.display = bool(self._item.rubric)
        if self._item.rubric:
            rubric.offer(self._item.rubric, self._ticked)
            self.how = _("select the criteria you met")
        self.take_focus()
        self.post_message(Revealed())

    def write_on(self) -> None:
        """Hide the model answer again, and let the text be changed."""
        rubric = self.query_one(Rubric)
        self._ticked = tuple(sorted(rubric.ticked)) if self._item.rubric else ()
        self.is_turned = False
        self.query_one(TextArea).read_only = False
        self.query_one(".model").display = rubric.display = False
        self.how = _("Ctrl+S shows it")
        self.take_focus()

    def grade(self, rating: Rating) -> None:
        """Hand in the learner's own rating, where there is no rubric."""
        self.respond(SelfGraded(rating, self.text))

    def mark(self, outcome: Outcome) -> None:
        """Keep text, model answer and ticks in sight."""
        self.outcome = outcome
        rubric = self.query_one(Rubric)
        rubric.outcome = outcome
        if rubric.display:
            rubric.redraw()
        self.screen.set_focus(None)

    def hand_in(self) -> None:
        """Compare first, then hand in the ticked points."""
        if not self.is_turned:
            self.action_compare()
        elif self._item.rubric:
            ticked = tuple(sorted(self.query_one(Rubric).ticked))
            self.respond(Ticked(ticked, self.text))
