"""A question as it is asked, whoever asks: its texts, what answers it, and what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.items import Cloze, Item, Prompt, Verdict
from quiz.translation import _
from quiz.ui.content import question as question_content
from quiz.ui.kinds.base import AnswerView
from quiz.ui.kinds.views import view_class
from quiz.ui.widgets.folded_text import FoldedText
from quiz.ui.widgets.markdown_text import MarkdownText

if TYPE_CHECKING:
    from quiz.ui.pictures.picture import QuestionPicture

_BESIDE = 120
"""Columns from which a passage stands at the left of its question."""
_MEMORY_ROWS = 3
"""Rows of the line of memory, and an empty one above it."""
_AROUND = 4
"""Lines of the window that are head, progress, ratings and keys."""


class QuestionSheet(VerticalScroll):
    """Asks a question in place: its views are kept, and each is there before it is needed."""

    DEFAULT_CSS = """
    QuestionSheet {
        height: 1fr; align-horizontal: center; scrollbar-size-vertical: 1;
        #texts { width: 100%; max-width: 84; height: auto; padding: 1 3; }
        #passage-blocks, #stem-blocks {
            height: auto; margin: 0 0 1 0; padding: 0; background: transparent;
        }
        #passage-blocks { margin: 0; }
        #passage-box {
            height: auto; width: 100%; max-width: 78; margin: 1 3 0 3; scrollbar-size-vertical: 1;
            border-left: outer $primary-muted; border-subtitle-color: $text-muted;
            &.-long { border-bottom: solid $primary-muted; }
            &.-beside {
                dock: left; width: 45%; max-width: 84; height: 100%; margin: 1 0 0 2;
                padding: 0 1; border: round $primary-muted; border-title-style: bold;
                border-title-color: $foreground;
            }
        }
        #passage { color: $text-muted; padding: 0 2; }
        #stem { text-style: bold; }
        #wants { height: auto; color: $text-muted; margin: 0 0 1 0; }
        #answer { height: auto; }
        #answer > * { height: auto; width: 100%; }
        #hints { height: auto; margin-top: 1; }
        #feedback { height: auto; margin-top: 1; &.-alone { margin-top: 0; } }
        OptionsView:focus, OrderView:focus, PlacingView:focus, CardView:focus {
            background-tint: transparent;
        }
    }
    """

    def __init__(
        self, first: Item | None = None, *, keeps: bool = False, scroll_key: str = "PgDn"
    ) -> None:
        """Begin with nothing asked.

        Args:
            first: What will be asked first: its view is there from the first layout on, which
                is a frame less at the start.
            keeps: Whether answers are kept as they stand, as in an exam.
            scroll_key: The key that scrolls down on this screen.
        """
        super().__init__(id="body", can_focus=False)
        self.view: AnswerView | None = None
        """What answers the question."""
        self.spare_rows = 0
        """About how many rows are free below all that is kept free for feedback."""
        self._views: dict[type[AnswerView], AnswerView] = {}
        self._first, self._keeps, self._scroll_key = first, keeps, scroll_key
        # Few questions have a passage or a picture, and each widget takes its time at the start:
        # these are mounted when they are first needed.
        self._passage_text = MarkdownText(id="passage")
        self._passage = VerticalScroll(self._passage_text, id="passage-box", can_focus=False)
        self._passage.display = False
        self._picture: QuestionPicture | None = None
        # Held, not looked up: they are drawn again at every answer.
        self._wants, self._hints = Static(id="wants"), FoldedText(id="hints")
        self._feedback = FoldedText(id="feedback")

    def compose(self) -> ComposeResult:
        """Yield texts, answer, hints and feedback."""
        with Vertical(id="texts"):
            yield MarkdownText(id="stem")
            yield self._wants
            with Vertical(id="answer"):
                if self._first is not None:
                    yield self._made(view_class(self._first))
            yield self._hints
            yield self._feedback

    def _made(self, kind: type[AnswerView]) -> AnswerView:
        """Return a new view, hidden until it has its question."""
        view = self._views[kind] = kind()
        view.display = False
        view.is_kept = self._keeps
        return view

    async def ask(
        self, prompt: Prompt, *, path: str, passage: str, hints: list[str], is_asked: bool = True
    ) -> None:
        """Show a question.

        Args:
            prompt: The question as laid out.
            path: The file of its bank, beside which its picture lies.
            passage: Markdown shown before it; empty for none.
            hints: Those that were shown already.
            is_asked: Whether it can be answered; otherwise it is only to be read.
        """
        item = prompt.item
        if not self.is_attached:
            return  # the app was left while the screen opened
        await self._show_passage(passage)
        if item.image and not self.picture.is_attached:
            await self.query_one("#texts").mount(self.picture, before=0)
        if self._picture is not None and self._picture.is_attached:
            await self._picture.show(item, path, share=self._picture_share)
        stem = "" if isinstance(item, Cloze) else item.stem
        await self.query_one("#stem", MarkdownText).show(stem)
        self._feedback.set_class(not is_asked, "-alone")
        if is_asked:
            await self._show_view(prompt)
            self.make_room(item)
        else:
            self._show_no_view()
        self.show_hints(hints)
        self.scroll_home(animate=False)
        if passage:
            self._passage.scroll_home(animate=False)
            self.call_after_refresh(self._show_passage_end)

    def on_resize(self) -> None:
        """Bound the passage to the height there is now."""
        self._bound_passage()
        if self._picture is not None and self._picture.is_attached:
            self._picture.refit(self._picture_share)
        if self._passage.display:
            self.call_after_refresh(self._show_passage_end)

    @property
    def rows_left(self) -> int:
        """Rows below the texts as they were laid out last; below 0 where they are scrolled."""
        return self.size.height - self.query_one("#texts").outer_size.height

    @property
    def has_passage(self) -> bool:
        """Whether the question is about a passage."""
        return bool(self._passage.display)

    @property
    def picture(self) -> "QuestionPicture":
        """The place of the question's picture."""
        if self._picture is None:
            from quiz.ui.pictures.picture import QuestionPicture

            self._picture = QuestionPicture()
        return self._picture

    async def _show_passage(self, passage: str) -> None:
        if passage and not self._passage.is_attached:
            await self.mount(self._passage, before=0)
        self._passage.display = bool(passage)
        self._bound_passage()
        if self._passage.is_attached:
            await self._passage_text.show(passage)

    def _bound_passage(self) -> None:
        if not self._passage.is_attached:
            return
        width, height = self.app.size
        is_beside = width >= _BESIDE
        self._passage.set_class(is_beside, "-beside")
        self._passage.border_title = _("Text") if is_beside else ""
        # In lines: of `vh` the height of what is around it takes no notice.
        self._passage.styles.max_height = height if is_beside else max(4, height * 2 // 5)

    @property
    def _has_picture(self) -> bool:
        return self._picture is not None and self._picture.display

    @property
    def _picture_share(self) -> float:
        """The part of the height for a picture: two fifths, or half of it under a passage."""
        is_under = self._passage.display and not self._passage.has_class("-beside")
        return 0.2 if is_under else 0.4

    def _show_passage_end(self) -> None:
        """Say how to scroll a passage that is longer than its place: two fifths of the window.

        So that the question and its options are in sight, however long the passage is.
        """
        is_long = self._passage.max_scroll_y > 0
        self._passage.set_class(is_long, "-long")
        words = _("{key} to scroll").format(key=self._scroll_key)
        self._passage.border_subtitle = words if is_long else ""

    def _show_no_view(self) -> None:
        for view in self._views.values():
            view.display = False
        self.screen.set_focus(None)
        self.unroom()

    async def _show_view(self, prompt: Prompt) -> None:
        kind = view_class(prompt.item)
        view = self._views.get(kind)
        if view is None:
            view = self._made(kind)
            await self.query_one("#answer").mount(view)
        self.view = view
        await view.ask(prompt)
        self._bound_rows(view)
        for other in self._views.values():
            other.display = other is view
        view.take_focus()
        wants = view.wants
        how = f" · {view.how}" if view.how else ""
        self.say_wants(f"{wants[:1].upper()}{wants[1:]}{how}")

    def _bound_rows(self, view: AnswerView) -> None:
        """Part options by empty lines if all of them fit that way, feedback included."""
        from quiz.ui.kinds.options import OptionsView

        if not isinstance(view, OptionsView):
            return
        spare = self._spare_rows(view.prompt.item, view.airy_height(self._text_width))
        is_airy = spare is not None and spare >= 0
        if is_airy != view.is_airy:
            view.is_airy = is_airy
            view.redraw()

    def _spare_rows(self, item: Item, answer_rows: int) -> int | None:
        """Return how many rows of the window are free below a question and its feedback.

        None where a passage or a picture stands above it. As it is estimated before the layout.
        """
        if (self.has_passage and self.app.size.width < _BESIDE) or self._has_picture:
            return None
        width = self._text_width
        stem = question_content.height_of(item.stem, width)
        # An empty line above the stem, what is wanted and one below it, and one above feedback.
        taken = 1 + stem + 2 + answer_rows + 1 + question_content.room(item, width)
        if self._hints.display:
            taken += 1 + self._hints.get_content_height(self.size, self.size, width)
        return (self.size.height or self.app.size.height - _AROUND) - taken

    def _answer_rows(self) -> int:
        """Return about how many rows answer the question."""
        from quiz.ui.kinds.base import RowsView

        if isinstance(self.view, RowsView):
            return self.view.rows_at(self._text_width)
        return self.view.about_rows if self.view is not None else 0

    @property
    def _text_width(self) -> int:
        return self.query_one("#texts").content_size.width or min(84, self.app.size.width) - 6

    def say_wants(self, words: str) -> None:
        """Say what is wanted now, in the place of what the question wants; empty for nothing."""
        self._wants.display = bool(words)
        self._wants.update(Content(words))

    @property
    def is_typing(self) -> bool:
        """Whether letters are text now, and not keys."""
        return self.view is not None and self.view.is_typing

    def show_hints(self, hints: list[str]) -> None:
        """Show the hints taken so far."""
        self._hints.display = bool(hints)
        self._hints.update(question_content.hints(hints))
        if hints and self.view is not None and self.view.outcome is None:
            self.make_room(self.view.prompt.item)  # there is less of it now

    # What came of an answer

    def make_room(self, item: Item) -> None:
        """Keep as many lines free as the feedback will take.

        So that it is drawn in place: laying the screen out again costs several frames.
        """
        self._feedback.update(Content(""), layout=False)
        room = question_content.room(item, self._text_width)
        spare = self._spare_rows(item, self._answer_rows())
        if spare is not None and spare >= _MEMORY_ROWS:
            room += _MEMORY_ROWS
            spare -= _MEMORY_ROWS
        self.spare_rows = spare or 0
        self._feedback.styles.height = room

    def unroom(self) -> None:
        """Let the feedback take the lines that it needs."""
        self._feedback.styles.height = "auto"

    def show(
        self,
        words: Content,
        verdict: Verdict | None = None,
        memory: Callable[[int], Content] | None = None,
    ) -> None:
        """Show feedback in the room kept for it, and scroll to it.

        Args:
            words: What to say.
            verdict: What its first line says, as a band of its colour; None for usual text.
            memory: Draws the line of memory for a width; it is left out where it would not fit.
        """
        shown = self._feedback
        if memory is not None:
            width = self._text_width
            line = memory(width)
            whole = Content("\n\n").join([words, line])
            room = shown.size.height + max(0, self.rows_left)
            if line and question_content.fits(whole, width, room):
                words = whole
        shown.band = question_content.BANDS[verdict] if verdict is not None else ""
        fits = question_content.fits(words, shown.content_size.width, shown.size.height)
        if not fits:
            self.unroom()
        shown.update(words, layout=not fits)
        if fits and self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
        elif not fits:
            self.call_after_refresh(self.scroll_end, animate=False)

    def page(self, pages: int) -> None:
        """Scroll what does not fit by pages: the passage first, then the rest."""
        scroller = self._scroller(pages)
        lines = pages * max(1, scroller.size.height - 2)
        scroller.scroll_relative(y=lines, animate=False)

    def action_page_down(self) -> None:
        """Scroll down a page: Textual binds the key to what scrolls."""
        self._page_or_skip(1)

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self._page_or_skip(-1)

    def _page_or_skip(self, pages: int) -> None:
        """Scroll by a page; where all is in sight the key is the screen's."""
        if not self.max_scroll_y and not self._passage.max_scroll_y:
            raise SkipAction
        self.page(pages)

    def scroll_lines(self, lines: int) -> None:
        """Scroll what does not fit by lines: the passage first, then the rest."""
        self._scroller(lines).scroll_relative(y=lines, animate=False)

    def _scroller(self, step: int) -> VerticalScroll:
        """Return what scrolls next in a direction; going back the passage is the last."""
        passage = self._passage
        if not passage.display or not passage.max_scroll_y:
            return self
        if step > 0:
            return passage if passage.scroll_y < passage.max_scroll_y else self
        return self if self.scroll_y > 0 else passage
