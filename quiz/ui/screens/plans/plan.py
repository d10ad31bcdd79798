"""Plan: every exam with the score to expect, and what to study for it today."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.geometry import Region
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.plans import exam_plans
from quiz.desk.plans.editing import put_plan, put_score, read_score, remove_plan, restore_plan
from quiz.desk.today.day import today
from quiz.store import PlanRow
from quiz.study import Mode, Request
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.dates import with_weekday
from quiz.ui.inks import KEY
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.plans.outlooks import show_outlooks
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.plan_card import ExamPlanCard

if TYPE_CHECKING:
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan

_LEAST_SIDE_BY_SIDE = 150
_MOST_LEFT_OUT = 5


class _Page(VerticalScroll, inherit_bindings=False):
    """Scrolls, and leaves the keys to the screen: they also say which exam is meant."""


class PlanScreen(QuizScreen):
    """The exams, the soonest first, then those that are over."""

    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "study", _("Study"), id="plan.study", tooltip=_("Study today's plan")),
        Binding("n", "new", _("New plan"), id="plan.new", tooltip=_("Plan for an exam")),
        Binding("e", "edit", _("Edit"), id="plan.edit",
                tooltip=_("Edit the plan, or enter your score after the exam")),
        Binding("m", "mock_exam", _("Mock exam"), id="plan.mock_exam",
                tooltip=_("Take a mock exam of this exam's banks")),
        Binding("delete,d", "remove", _("Remove"), id="plan.remove",
                tooltip=_("Remove this exam plan")),
        Binding("u,ctrl+z,f6", "undo", _("Undo"), id="plan.undo",
                tooltip=_("Bring back the removed plan")),
        Binding("r", "past_exams", _("Results"), id="plan.past_exams",
                tooltip=_("Results of the mock exams you took")),
        Binding("t", "topics", _("Topics"), id="plan.topics",
                tooltip=_("Show all topics, or only the weakest")),
        Binding("down,j", "move(1)", _("Down"), show=False, id="plan.down"),
        Binding("up,k", "move(-1)", _("Up"), show=False, id="plan.up"),
        Binding("pagedown,space", "page(1)", _("Page down"), show=False, id="plan.page_down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="plan.page_up"),
        Binding("escape", "home", _("Home"), id="plan.home", tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self._is_told = False
        self._marked_uid = ""

    def compose(self) -> ComposeResult:
        """Yield head, exams and keys."""
        yield Static(id="head")
        with _Page(id="body", can_focus=False):
            yield Static(Content.styled(_("Preparing the plan…"), "$text-accent"), id="words")
            yield Container(id="cards")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the exams, once the first frame is there."""
        self._show_head()
        self.call_after_refresh(self.show)

    @on(ScreenResume)
    async def _resumed(self) -> None:
        if self._is_told:
            await self.show()

    def on_resize(self, event: Resize) -> None:
        """Put exams side by side where there is room."""
        self._show_head()
        self._lay_out()

    def _show_head(self) -> None:
        now = self.desk.now().astimezone()
        head = parts.head(_("Exam plans"), self.app.size.width - 2, with_weekday(now))
        self.query_one("#head", Static).update(head)

    def _lay_out(self) -> None:
        count = len(self.query(ExamPlanCard))
        is_wide = self.app.size.width >= _LEAST_SIDE_BY_SIDE and count > 1
        self.query_one("#cards").set_class(is_wide, "beside")

    # What is shown

    async def show(self) -> None:
        """Bring everything up to date."""
        self._is_told = True
        plans = exam_plans(self.desk)
        ahead = {plan.exam.uid for plan in plans}
        over = [exam for exam in reversed(self.desk.record.exams()) if exam.uid not in ahead]
        over.sort(key=lambda exam: exam.score is not None)  # those asked about come first
        cards = [
            ExamPlanCard(plan.exam, plan, today(self.desk, plans=plans, plan=plan.exam.uid))
            for plan in plans
        ]
        cards += [ExamPlanCard(exam) for exam in over]
        words = self.query_one("#words", Static)
        words.display = not cards
        words.update(_first_words())
        box = self.query_one("#cards")
        box.display = bool(cards)
        async with self.batch():
            await box.remove_children()
            await box.mount_all(cards)
        marked = next((card for card in cards if card.exam.uid == self._marked_uid), None)
        marked = marked or next(iter(cards), None)
        if marked is not None:
            marked.focus()
        self._lay_out()
        self.show_trouble()
        self.refresh_bindings()
        show_outlooks(self, plans, self._show_look)

    def _show_look(self, plan: "ExamPlan", look: "PlanOutlook") -> None:
        for card in self.query(ExamPlanCard) if self.is_attached else ():
            if card.exam.uid == plan.exam.uid:
                card.show(look, self._questions(look))
        self.refresh_bindings()

    def _questions(self, look: "PlanOutlook") -> tuple[str, ...]:
        """Return the first questions that are left out."""
        found = [
            self.desk.library.item(card.bank, card.card)
            for card in look.course.left_out[:_MOST_LEFT_OUT]
        ]
        return tuple(item[0].stem for item in found if item is not None)

    @property
    def marked(self) -> ExamPlanCard | None:
        """The exam that the keys mean."""
        cards = list(self.query(ExamPlanCard))
        focused = self.focused
        return focused if isinstance(focused, ExamPlanCard) else next(iter(cards), None)

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        card = self.marked if self._is_told else None
        if action in ("edit", "remove", "mock_exam"):
            return card is not None
        if action == "study":
            return card is not None and card.plan is not None
        if action == "undo":
            return bool(self.host.removed_exams)
        if action == "topics":
            return card is not None and card.has_more_topics
        return True

    def action_study(self) -> None:
        """Study today's share."""
        card = self.marked
        if card is None or card.plan is None:
            return
        self.host.try_to_begin(Request(mode=Mode.REVIEW, exam=card.exam.uid))

    @on(ExamPlanCard.Chosen)
    def _chosen(self) -> None:
        self.action_edit()

    def action_new(self) -> None:
        """Plan for another exam."""
        self._edit(None)

    def action_edit(self) -> None:
        """Change the exam, or take its real score once it is over."""
        card = self.marked
        if card is None:
            return
        self._marked_uid = card.exam.uid
        if card.plan is None:
            self._ask_score(card.exam)
        else:
            self._edit(card.exam)

    def _edit(self, exam: PlanRow | None) -> None:
        if not self.desk.library.entries:
            self.notify(_("No banks to plan for yet."), markup=False)
            return
        from quiz.ui.screens.plans.editor import PlanEditorScreen

        self.app.push_screen(PlanEditorScreen(exam), self._keep)

    def _ask_score(self, exam: PlanRow) -> None:
        from quiz.ui.screens.ask_line import AskLineScreen

        def keep(score: float | None) -> None:
            if score is not None:
                self._marked_uid = exam.uid
                put_score(self.desk, exam, score)

        screen = AskLineScreen(
            title=_("How did {exam} go?").format(exam=clip(clean_line(exam.name), 40)),
            about=_("Your score in percent."),
            placeholder="78",
            value="" if exam.score is None else f"{100 * exam.score:g}",
            read=read_score,
        )
        self.app.push_screen(screen, keep)

    def _keep(self, exam: PlanRow | None) -> None:
        """Keep an exam; the screen is drawn again when it is on top again."""
        if exam is not None:
            self._marked_uid = exam.uid
            put_plan(self.desk, exam)

    async def action_remove(self) -> None:
        """Plan for the exam no more."""
        card = self.marked
        if card is None:
            return
        self.host.removed_exams.append(remove_plan(self.desk, card.exam))
        name = clip(clean_line(card.exam.name), 40)
        words = _("Removed: {name}. Undo: u").format(name=name)
        self.notify(words, markup=False)
        await self.show()

    async def action_undo(self) -> None:
        """Bring the exam back that was removed last."""
        exam = self.host.removed_exams.pop()
        self._marked_uid = exam.uid
        restore_plan(self.desk, exam)
        await self.show()

    def action_past_exams(self) -> None:
        """List the exams that were sat."""
        from quiz.ui.screens.exams.past import PastExamsScreen

        self.app.push_screen(PastExamsScreen())

    def action_mock_exam(self) -> None:
        """Show what a mock exam of the selected exam's banks is; Enter begins it."""
        from quiz.desk.exams.exam import ExamRequest

        if self.marked is not None:
            self.host.start_exam(ExamRequest(names=self.marked.exam.banks))

    def action_topics(self) -> None:
        """Show all topics, or the weakest alone."""
        card = self.marked
        if card is not None:
            card.show_topics(not card.shows_all)

    def action_move(self, step: int) -> None:
        """Mark another exam; with one alone, scroll."""
        cards = list(self.query(ExamPlanCard))
        card = self.marked
        if len(cards) < 2 or card is None:
            self.query_one("#body").scroll_relative(y=2 * step, animate=False)
            return
        body = self.query_one("#body")
        edge = (
            card.region.bottom - body.region.bottom if step > 0 else body.region.y - card.region.y
        )
        if edge > 0 and card.region.height > body.region.height:
            # One that is higher than the window is read to its end before the next is marked.
            body.scroll_relative(y=2 * step, animate=False)
            return
        self._mark(cards[max(0, min(len(cards) - 1, cards.index(card) + step))])

    def _mark(self, card: ExamPlanCard, *, scrolls: bool = True) -> None:
        card.focus(scroll_visible=scrolls)
        self._marked_uid = card.exam.uid

    def action_page(self, pages: int) -> None:
        """Scroll a page; the keys then mean what is in sight."""
        body = self.query_one("#body")
        body.scroll_relative(y=pages * max(1, body.size.height - 2), animate=False, immediate=True)
        # The screen is drawn only later: the places within the page say where it will be.
        top, above = round(body.scroll_y), self.query_one("#cards").virtual_region.y
        window = Region(0, top - above, body.size.width, body.size.height)
        cards = list(self.query(ExamPlanCard))
        if cards:
            seen = max(cards, key=lambda card: card.virtual_region.intersection(window).area)
            self._mark(seen, scrolls=False)

    def on_descendant_focus(self) -> None:
        """Offer the keys of the exam that is marked."""
        self.refresh_bindings()

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()


def _first_words() -> Content:
    """Return what an exam plan does, for who has none."""
    return Content.assemble(
        (_("No exam plans yet"), "bold"),
        "\n\n",
        _(
            "A plan picks the cards that add most to your score in the time you have "
            "each day, and predicts that score."
        ),
        "\n",
        _(
            "It starts from what you already know. If you miss a day, the plan "
            "adjusts; nothing piles up."
        ),
        "\n\n",
        ("n", KEY),
        "  " + _("Plan for an exam: date, topics, minutes a day"),
    )
