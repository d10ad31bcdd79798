"""Browse: all cards of all banks, a search line, and what can be done with what it finds."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize, ScreenResume
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from quiz.cleaning import clean_line
from quiz.desk.search.completion import Completions, completions
from quiz.desk.search.keys import QueryError
from quiz.desk.search.matching import Search, nearest_search
from quiz.desk.search.saved import remove_search, save_search, saved_searches
from quiz.desk.search.sorting import Sorting, measure_of, sorted_places
from quiz.desk.search.table import CardData, CardTable, Column, read_apart
from quiz.desk.search.terms import CardMeasure, State
from quiz.desk.today.card_page import CardPage, card_page
from quiz.errors import QuizError
from quiz.study import CardRef, Mode
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import card as card_content
from quiz.ui.content import card_list
from quiz.ui.content.memory import lasts
from quiz.ui.screens.cards.browse_keys import BINDINGS, ON_SELECTED, BrowseKeys
from quiz.ui.screens.cards.collecting import CollectingScreen
from quiz.ui.screens.cards.line import SearchLine
from quiz.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from quiz.desk.banks.editing import Edited

_WIDE, _BROAD = 120, 150
"""Columns from which the card stands beside the list, and from which it is broad."""
_MANY = 10_000
"""Cards from which reading them takes longer than a key press may."""
_REST_S = 0.08
"""Seconds that the cursor rests before the card beside it is read."""
_CHIPS = (State.DUE, State.NEW, State.SUSPENDED, State.LEECH, State.MISTAKE)


class BrowseScreen(CollectingScreen):
    """A table of cards, virtual; a search that follows the keys; the card beside it."""

    CSS_PATH = "browse.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self, text: str = "", *, bank: str = "") -> None:
        """Show cards.

        Args:
            text: The search to begin with.
            bank: Id of the bank whose first card is the current one at first.
        """
        super().__init__()
        self.text = text
        """The search as it is typed."""
        self._bank = bank
        self.selected: dict[CardRef, None] = {}
        """The selected cards, in the order in which they were selected."""
        self.error: QueryError | None = None
        """What is wrong with the search; what is listed is what the last sound one found."""
        self._search: Search
        self._table: CardTable
        self._is_ready = False
        """Whether the cards were read."""
        self._found = 0
        self._places: Sequence[int] = ()
        """Of the cards that are listed, in the table."""
        self._order: Sequence[int] | None = None
        self.sorting = Sorting()
        """How the cards are sorted."""
        self._nearest = ""
        """A search that finds something, where this one finds nothing."""
        self._offered = Completions(0)
        self._turn = -1
        """Index of the completion that Tab put in last."""
        self._said = ""
        self._can_undo = False
        self._page: CardPage | None = None
        self._rest: Timer | None = None
        self._range: tuple[int, int] | None = None
        """Where a selection with Shift began and has come to."""

    def compose(self) -> ComposeResult:
        """Yield head, search line, chips, table with the card beside it, and keys."""
        yield Paint(self._draw_head, id="head")
        yield SearchLine(self.text)
        yield Paint(self._draw_chips, id="chips")
        with Container(id="both"):
            yield BoardList(self._draw_frame, self._draw_row, id="cards")
            yield Paint(self._draw_side, id="side")
        yield BrowseKeys(lambda: bool(self.selected))

    def on_mount(self) -> None:
        """Read the cards, and show them."""
        self._lay_out()
        self._list = self.query_one(BoardList)
        self._line = self.query_one(SearchLine)
        self._list.focus()
        self._read()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if not self._is_ready:
            return
        self.desk.refresh()
        self.host.say_notices()
        self._take_up()

    def on_resize(self, event: Resize) -> None:
        """Put the card beside the table where there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        both = self.query_one("#both")
        both.set_class(self.app.size.width >= _WIDE, "-wide")
        both.set_class(self.app.size.width >= _BROAD, "-broad")

    def _read(self) -> None:
        """Read the cards; many of them in a thread, which takes a second or two."""
        if sum(entry.cards for entry in self.desk.library.all()) > _MANY:
            self._is_ready = False
            self._repaint()
            self._read_many(read_apart(self.desk))
        else:
            self._take(None)

    def _lacking(self) -> set[CardMeasure]:
        """Return what is to be worked out of a long log for this search and order.

        Raises:
            QueryError: The search cannot be read.
        """
        lacking = self._search.lacks(self.text)
        measure = measure_of(self.sorting)
        return lacking | ({measure} if measure and self._table.lacks(measure) else set())

    @work(thread=True, exclusive=True, group="measures")
    def _count(self, work: Callable[[], dict[CardMeasure, Column]], revision: int) -> None:
        columns = work()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._counted, columns, revision)

    def _counted(self, columns: dict[CardMeasure, Column], revision: int) -> None:
        self._said = ""
        self._table.take(columns, revision)
        self.search(self._place)
        self._rest_soon()

    @work(thread=True, exclusive=True, group="cards")
    def _read_many(self, read: Callable[[], CardData]) -> None:
        try:
            data: CardData | None = read()
        except QuizError:  # the record could not be opened twice
            data = None
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take, data)

    def _take(self, data: CardData | None) -> None:
        """Take up the cards that were read; what was current stays so."""
        current = self.current if self._places else None
        self._table = CardTable(self.desk, data)
        self._search, self._order, self._is_ready = Search(self._table), None, True
        self.search(self._table.place(current) if current is not None else None)
        if self._bank:
            rows = self._table.rows
            first = (at for at, place in enumerate(self._places) if rows[place].bank == self._bank)
            self._list.show(len(self._places), next(first, 0))
            self._bank = ""
        self._rested()

    def _take_up(self, changed: Sequence[CardRef] | None = None) -> None:
        """Take up what became of banks and record; the current card stays current.

        Args:
            changed: The cards with which something was done; None: any.
        """
        if not self._table.is_current:
            self._read()
            return
        if changed is None:
            self._table.refresh()
        else:
            self._table.update(changed)
        if not self.sorting.is_plain:
            self._order = None
        self.search(self._place)
        self._rested()

    # What is found

    @property
    def current(self) -> CardRef | None:
        """The card that the cursor is on."""
        return self._table.ref(self._place) if self._place is not None else None

    @property
    def _place(self) -> int | None:
        """The current card's place in the table."""
        at = self._list.cursor
        return self._places[at] if at < len(self._places) else None

    @property
    def found(self) -> list[CardRef]:
        """The cards that are listed."""
        return [self._table.ref(place) for place in self._places]

    def search(self, current: int | None = None) -> None:
        """List what is searched for; where the search can't be read, what was listed stays."""
        if not self._is_ready:
            return
        try:
            if lacking := self._lacking():
                self._count(self._table.columns_apart(lacking), self._table.revision)
                self.say(_("Counting…"))
                return
            self._found = self._search.found(self.text)
        except QueryError as error:
            self.error, self._nearest = error, ""
        else:
            self.error = None
            if self._order is None and not self.sorting.is_plain:
                self._order = sorted_places(self._table, self.sorting)
            self._places = self._search.places(self._found, self._order)
            self._nearest = "" if self._places else nearest_search(self._search, self.text)
        self._list.count, self._list.cursor = len(self._places), self._cursor_of(current)
        self._offer()
        self._repaint()
        self.refresh_bindings()

    def _cursor_of(self, place: int | None) -> int:
        """Return where a card is listed; where it is not, the row that the cursor is on."""
        if place is None:
            return 0
        try:
            return self._places.index(place)
        except ValueError:
            return self._list.cursor

    def _offer(self) -> None:
        """Work out what Tab can put in."""
        if not self._line.has_focus or not self._is_ready:
            self._offered = Completions(0)
            return
        self._offered = completions(
            self.text,
            self._line.cursor_position,
            tags=tuple(self._table.tags),
            banks=tuple(self._table.banks),
        )

    def _repaint(self) -> None:
        """Draw again all but the card beside, which follows when the cursor rests."""
        self._list.repaint()
        self.query_one("#head", Paint).repaint()
        self._repaint_chips()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.text:
            self.text, self._turn, self._said = event.value, -1, ""
            self.search(self._place)
            self._rest_soon()

    @on(BoardList.Moved)
    def _moved(self) -> None:
        self._said = ""
        self._repaint_chips()
        self._rest_soon()

    def _repaint_chips(self) -> None:
        self.query_one("#chips", Paint).repaint()

    def _rest_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST_S, self._rested)

    def _rested(self) -> None:
        """Show the card beside the table."""
        side = self.query_one("#side", Paint)
        current = self.current
        if self.app.size.width >= _WIDE:
            self._page = card_page(self.desk, current) if current is not None else None
            side.repaint()

    # What is drawn

    def _draw_head(self, canvas: Canvas) -> None:
        canvas.fill(Area(0, 0, canvas.width, 1), "bar")
        canvas.row(2, 0, (_("Browse"), "bold key"))
        if not self._is_ready:
            return
        total, count = self._table.present, len(self._places)
        words = ngettext("of {total} card", "of {total} cards", total).format(total=f"{total:,}")
        canvas.right(canvas.width - 2, 0, (f"{count:,} ", "bold text"), (words, "dim"))

    def _draw_chips(self, canvas: Canvas) -> None:
        if not self._is_ready:
            return
        offers = self._line.has_focus and bool(self._offered.texts)
        # What is still being typed is no error yet.
        is_at_cursor = self.error is not None and self.error.end >= self._line.cursor_position
        if self.error is not None and not (offers and is_at_cursor):
            offset = round(self._line.scroll_offset.x)
            card_list.error(canvas, 4 - offset, self.text, self.error)
            return
        if self._said:
            card_list.said(canvas, self._said, can_undo=self._can_undo)
            return
        if offers:
            card_list.offered(canvas, self._offered.texts, self._turn)
            return
        counts = [(state, self._search.count(self._found, state)) for state in _CHIPS]
        card_list.chips(canvas, counts, self.sorting)

    def _draw_frame(self, canvas: Canvas) -> Area:
        """Draw what is around the rows: box, heads of columns, and what is selected."""
        is_wide = self.app.size.width >= _WIDE
        if is_wide:
            whole = Area(2, 0, canvas.width - 3, canvas.height)
            x, y, width, height = canvas.pane(whole, _("Cards"), is_focused=self._list.has_focus)
        else:
            x, y, width, height = 4, 0, canvas.width - 7, canvas.height
        card_list.head(canvas, Area(x, y, width, 1), self.sorting)
        if not self._is_ready:
            canvas.put(x, y + 2, _("Counting…"), "dim")
        elif not self._places:
            card_list.nothing(canvas, Area(x, y + 2, width, 3), self._nearest,
                              has_cards=bool(self._table.present))  # fmt: skip
        if self.selected:
            places = [at for ref in self.selected if (at := self._table.place(ref)) is not None]
            asked = sum(self._table.states[place].reps for place in places)
            area = Area(x - 2, y + height - 1, width + 3, 1)
            card_list.selected(canvas, area, len(self.selected), asked, len(self._places))
            height -= 1
        return Area(x, y + 1, width, height - 1)

    def _draw_row(self, canvas: Canvas, area: Area, at: int) -> None:
        place = self._places[at]
        row, state = self._table.rows[place], self._table.states[place]
        card_list.row(
            canvas,
            area,
            row,
            bank=clean_line(self._table.banks.get(row.bank, row.bank)),
            due=card_list.due(state, self._table.today),
            stays=lasts(state.stability) if state.reps else "",
            share=self._table.share(place),
            is_current=at == self._list.cursor,
            is_selected=CardRef(row.bank, row.card) in self.selected,
        )

    def _draw_side(self, canvas: Canvas) -> None:
        if self._page is not None:
            card_content.beside(canvas, self._page, self.desk.now())

    # Keys of the search line

    def action_find(self) -> None:
        """Go to the search line."""
        self._line.focus()
        self._line.cursor_position = len(self._line.value)
        self._offer()
        self._repaint_chips()

    def action_to_cards(self) -> None:
        """Go back to the cards."""
        self._list.focus()
        self._offer()
        self._repaint_chips()

    def action_complete(self) -> None:
        """Fix the search, or put in what is offered, one after the other."""
        if self._turn >= 0:
            self._put(self._turn + 1)
        elif self.error is not None and self.error.has_fix and not self._offered.texts:
            self._set_text(self.error.with_fix(self.text))
        elif self._offered.texts:
            self._put(0)
        elif self._nearest:
            self._set_text(self._nearest)
        elif self.text.strip():  # in the list the letters typed on would be keys
            self.say(_("Nothing to complete here. Enter goes to the cards."))
        else:
            self.action_to_cards()

    def _put(self, turn: int) -> None:
        offered = self._offered
        self._turn = turn % len(offered.texts)
        cursor = self._line.cursor_position
        text = self.text[: offered.start] + offered.texts[self._turn]
        self._set_text(text + self.text[cursor:], len(text))
        self._offered = offered

    def _set_text(self, text: str, cursor: int | None = None) -> None:
        turn = self._turn
        self.text, self._said = text, ""
        self._line.value = text
        self._line.cursor_position = len(text) if cursor is None else cursor
        self.search(self._place)
        self._turn = turn
        self._rest_soon()

    # Keys of the table

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        if not self._is_ready:
            return action in ("leave", "find", "to_cards")
        if action in ("open", "select", "extend", "bank_page", "edit") or action in ON_SELECTED:
            return bool(self._places or self.selected)
        return True

    @on(BoardList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the current card; ← and → go through what is listed."""
        from quiz.ui.screens.cards.card import CardScreen

        places, table = self._places, self._table
        if not places:
            return
        screen = CardScreen(lambda at: table.ref(places[at]), self._list.cursor, len(places))
        self.app.push_screen(screen, lambda _: self._come_back(screen.at))

    def _come_back(self, at: int) -> None:
        self._list.show(len(self._places), at)
        self._take_up()

    def action_select(self) -> None:
        """Select the current card, or clear it, and go on."""
        current = self.current
        if current is None:
            return
        if self.selected.pop(current, 0) == 0:
            self.selected[current] = None
        self._list.action_move(1)
        self._list.repaint()
        self.refresh_bindings()

    def action_extend(self, step: int) -> None:
        """Select all from the card where this began to the next one."""
        here = self._list.cursor
        anchor = self._range[0] if self._range is not None and self._range[1] == here else here
        self._list.action_move(step)
        low, high = sorted((anchor, self._list.cursor))
        for place in self._places[low : high + 1]:
            self.selected[self._table.ref(place)] = None
        self._range = anchor, self._list.cursor
        self._list.repaint()
        self.refresh_bindings()

    def action_select_all(self) -> None:
        """Select all that is listed; if all of it is selected, none."""
        found = dict.fromkeys(self.found)
        self.selected = {} if found.keys() <= self.selected.keys() else self.selected | found
        self._list.repaint()
        self.refresh_bindings()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort(self.sorting.next())

    def action_turn_round(self) -> None:
        """Turn the order round."""
        self._sort(self.sorting.turned_round())

    def _sort(self, sorting: Sorting) -> None:
        self.sorting, self._order, self._said = sorting, None, ""
        self.search()
        self._rest_soon()

    def action_filter(self) -> None:
        """Put the next state that some card is in into the search; after the last one, none."""
        words = self.text.split()
        last = words[-1].removeprefix("is:") if words and words[-1].startswith("is:") else ""
        names = [str(state) for state in _CHIPS]
        rest = " ".join(words[:-1] if last in names else words)
        try:
            found = self._search.found(rest)
        except QueryError:
            return
        first = names.index(last) + 1 if last in names else 0
        with_cards = (state for state in _CHIPS[first:] if self._search.count(found, state))
        state = next(with_cards, None)
        self._set_text(f"{rest} is:{state}".strip() if state is not None else rest)

    def action_put_state(self, state: str) -> None:
        """Put a state into the search, or take it out: its chip was clicked."""
        words = self.text.split()
        word = f"is:{state}"
        words = [each for each in words if each != word] if word in words else [*words, word]
        self._set_text(" ".join(words))

    def action_save(self) -> None:
        """Ask for a name and save the search; one that is saved is removed."""
        from quiz.ui.screens.ask_line import AskLineScreen

        text = self.text.strip()
        saved = next((each for each in saved_searches(self.desk) if each.text == text), None)
        if saved is not None:
            remove_search(self.desk, saved.name)
            self.say(_("Search removed from Home: {name}").format(name=saved.name))
            return
        if not text or self.error is not None:
            self.say(_("Type a search first: press /"))
            return

        def answered(name: str | None) -> None:
            if name:
                save_search(self.desk, name, text)
                self.say(_("Search saved. Home shows it."))

        screen = AskLineScreen(
            title=_("Save this search as"),
            about=_("Home shows it under this name."),
            placeholder=_("Weak on trade"),
            read=lambda name: clean_line(name) or text,
            value=text,
        )
        self.app.push_screen(screen, answered)

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say what was done, in the place of the chips."""
        self._said, self._can_undo = words, can_undo
        self._repaint_chips()

    # What is done with cards

    def acted_on(self) -> Sequence[CardRef]:
        """Return the selected cards; without any, the current one."""
        if self.selected:
            return tuple(self.selected)
        return (self.current,) if self.current is not None else ()

    def changed(
        self, words: str, refs: Sequence[CardRef] | None = None, *, can_undo: bool = False
    ) -> None:
        """Show the cards as they are now, and say what was done."""
        self.file_changes = ()
        self._take_up(refs)
        self.say(words, can_undo=can_undo)

    def action_cram(self) -> None:
        """Practise the cards."""
        self.ask(self.acted_on(), Mode.CRAM)

    def action_edit(self) -> None:
        """Edit the current card's question."""
        current = self.current
        found = self.desk.library.item(current.bank, current.card) if current else None
        if current is None or found is None:
            return

        def take_up(edited: "Edited | None") -> None:
            if edited is not None and edited.has_changed:
                self._take_up()

        self.host.edit(self.desk.library.entries[current.bank].path, found[1], take_up)

    def action_bank_page(self) -> None:
        """Open the page of the current card's bank."""
        from quiz.ui.screens.banks.page import BankPageScreen

        current = self.current
        if current is not None and current.bank in self.desk.library.entries:
            self.app.push_screen(BankPageScreen(current.bank, current.card))

    def action_leave(self) -> None:
        """Clear the search that is typed or the selection, or go back."""
        if self._line.has_focus:
            if self._line.value:
                self._set_text("")
            else:
                self.action_to_cards()
            return
        if self.selected:
            self.selected.clear()
            self._list.repaint()
            self.refresh_bindings()
            return
        self.dismiss(None)
