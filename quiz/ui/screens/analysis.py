"""What a class's results show: the questions of a test, each with its verdict."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from quiz.analysis.report import ItemReport, Report, report
from quiz.analysis.results import Results
from quiz.analysis.verdicts import facility_words
from quiz.cells import clip, column, pad
from quiz.cleaning import clean_line
from quiz.desk.exams.class_text import (
    SIGNS,
    group_bars,
    legend,
    question_words,
    sentences,
    test_lines,
)
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList

_LEAST_BESIDE = 130
"""Columns from which the marked question stands beside the list."""
_INKS = {"check": "$text-error", "look": "$text-warning", "good": "$text-success", "open": ""}
_NUMBER, _BARS = 8, 9
_ANSWER, _BAR = 21, 14
"""So that a row of answers or groups fits the narrowest column beside the list, of 45 cells."""


class AnalysisScreen(QuizScreen):
    """The questions of a test in a list, those to check first if wanted; the marked one in full."""

    CSS_PATH = "analysis.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "order", _("Sort"), id="analysis.order",
                tooltip=_("Most urgent first, or in test order")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="analysis.down",
                tooltip=_("Scroll down")),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="analysis.up",
                tooltip=_("Scroll up")),
        Binding("escape", "leave", _("Back"), id="analysis.leave",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    class Reported(Message):
        """The results were gone through."""

        def __init__(self, found: Report) -> None:
            """Carry what they show."""
            super().__init__()
            self.found = found

    def __init__(self, title: str, results: Results) -> None:
        """Show results.

        Args:
            title: The file's name.
            results: What is in it.
        """
        super().__init__()
        self._title, self._results = title, results
        self._report: Report | None = None
        self._items: list[ItemReport] = []
        self._is_sorted = False

    def compose(self) -> ComposeResult:
        """Yield head, list, the marked question and keys."""
        yield Static(id="head")
        with Vertical(id="page"):
            yield Static(Content.styled(_("Analysing the results…"), "$text-accent"), id="about")
            with Container(id="both"):
                yield MarkedList(self._row, id="rows", head=self._row_head)
                with VerticalScroll(id="detail", can_focus=False):
                    yield Static(id="item")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to go through the results: a large class takes a second."""
        self._lay_out()
        self._list = self.query_one(MarkedList)
        self._list.empty = ""
        self._list.focus()
        self._go_through()

    @work(thread=True, group="analysis")
    def _go_through(self) -> None:
        self.post_message(self.Reported(report(self._results)))

    @on(Reported)
    def _reported(self, message: Reported) -> None:
        """Show the questions as in the test."""
        self._report = message.found
        self._items = list(message.found.items)
        self.query_one("#about", Static).update(Content("\n".join(test_lines(message.found))))
        self._list.show(len(self._items))
        self._show()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another order once there is one."""
        return self._report is not None if action == "order" else True

    def on_resize(self, event: Resize) -> None:
        """Put the question beside the list where there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.app.size.width
        self.query_one("#both").set_class(width >= _LEAST_BESIDE, "-beside")
        head = parts.head(self._title, width - 2, before=_("Results") + " · ")
        self.query_one("#head", Static).update(head)

    # The list

    def _row_head(self, width: int) -> Content:
        room = max(8, width - 6 - 2 * _NUMBER - _BARS)
        names = "    " + _("Question").ljust(room)
        names += _("score").rjust(_NUMBER) + _("discr.").rjust(_NUMBER)
        return Content.styled((names + "  " + _("by group")).rstrip(), MUTED)

    def _row(self, at: int, width: int) -> Content:
        item = self._items[at]
        figures, weight = item.statistics, item.verdict.weight.value
        room = max(8, width - 4 - 2 * _NUMBER - _BARS)
        name = pad(question_words(item, room), room)
        index = "–" if figures.discrimination is None else f"{figures.discrimination:.0f}"
        bars = group_bars(item)
        sign = Content.styled(f"{SIGNS[weight]} ", _INKS[weight])
        numbers = f"{figures.facility:.0f}%".rjust(_NUMBER) + index.rjust(_NUMBER)
        return sign + Content(f"{name}{numbers}  {bars}")

    @on(MarkedList.Marked)
    def _show(self) -> None:
        """Show the marked question in full."""
        if not self._items:
            return
        item = self._items[self._list.cursor]
        self.query_one("#item", Static).update(Content("\n").join(_item_lines(item)))
        self.query_one("#detail").scroll_home(animate=False)

    # What is done

    def action_order(self) -> None:
        """Sort by how much a question asks for, or as in the test again."""
        assert self._report is not None, "hidden without one"
        self._is_sorted = not self._is_sorted
        items = list(self._report.items)
        if self._is_sorted:
            order = list(SIGNS)
            items.sort(key=lambda item: order.index(item.verdict.weight.value))
        self._items = items
        self._list.show(len(items))
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the question."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _item_lines(item: ItemReport) -> list[Content]:
    figures, span = item.statistics, item.intervals
    weight = item.verdict.weight.value
    lines = [
        Content.assemble((f"{SIGNS[weight]} ", _INKS[weight]), (question_words(item, 200), "bold")),
        *(Content(sentence) for sentence in sentences(item.verdict)),
        Content(""),
    ]
    facility = f"{figures.facility:.0f}%, {facility_words(figures.facility)}"
    if span.facility is not None:
        facility += f" ({span.facility.low:.0f} – {span.facility.high:.0f})"
    lines.append(Content.assemble((_("Average score: "), MUTED), facility))
    if figures.discrimination is not None:
        index = f"{figures.discrimination:.0f}"
        if span.discrimination is not None:
            index += f" ({span.discrimination.low:.0f} – {span.discrimination.high:.0f})"
        lines.append(Content.assemble((_("Discrimination: "), MUTED), index))
    if item.choices:
        names = _("low"), _("middle"), _("high")
        sizes = [column(name, 7) for name in names]
        thirds = "".join(name.rjust(size) for name, size in zip(names, sizes, strict=True))
        head = _("Answer").ljust(_ANSWER + 2) + thirds
        lines += [Content(""), Content.styled(head, MUTED)]
        for choice in item.choices:
            shown = clean_line(choice.response) or _("(no answer)")
            text = pad(clip(shown, _ANSWER - 1), _ANSWER)
            counts = zip(choice.thirds, sizes, strict=True)
            numbers = "".join(f"{count}".rjust(size) for count, size in counts)
            sign = Content.styled("✔ " if choice.is_key else "  ", "$text-success")
            lines.append(sign + Content(text + numbers))
    if item.characteristic:
        lines.append(Content(""))
    for group in item.characteristic:
        message = ngettext(
            "{n} student at {total:.0f}%", "{n} students at {total:.0f}%", group.learners
        ).format(n=group.learners, total=group.total)
        words = Content.styled(message.rjust(24) + "  ", MUTED)
        lines.append(words + parts.bar(group.mark / 100, _BAR) + Content(f" {group.mark:.0f}%"))
    return [*lines, Content(""), Content.styled(legend(), MUTED)]


def ask_for_results(screen: QuizScreen) -> None:
    """Ask for a file of results, and show what they show."""
    from quiz.ui.screens.ask_line import AskLineScreen

    def show(read: tuple[str, Results] | None) -> None:
        if read is not None:
            screen.app.push_screen(AnalysisScreen(*read))

    asked = AskLineScreen(
        title=_("Analyse class results"),
        about=_("A Moodle report, a table of scores, or a file from `quiz results`."),
        placeholder=_("path to a .csv or .json file"),
        read=_read,
        endings=(".csv", ".json"),
    )
    screen.app.push_screen(asked, show)


def _read(text: str) -> tuple[str, Results]:
    """Return a file's name and what is in it.

    Raises:
        QuizError: It cannot be read, or holds no results.
    """
    from quiz.formats.csv_reading import MOST_BYTES
    from quiz.formats.results import decode
    from quiz.library.files import read
    from quiz.library.folders import expanded

    path = expanded(text.strip("'\""))
    data = read(path, most=MOST_BYTES + 1)
    return path.name, decode(data, source=path.name).results
