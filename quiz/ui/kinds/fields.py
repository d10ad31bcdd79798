"""Typed answers: one line, the entries of a list, the gaps of a cloze."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from quiz.cleaning import clean
from quiz.items import Cloze, Outcome, Part, Prompt, Response, TextList, Typed, TypedParts
from quiz.items.labels import labels
from quiz.items.markup import spans
from quiz.translation import _, ngettext
from quiz.ui.inks import MUTED, RIGHT, WRONG
from quiz.ui.kinds.base import AnswerView, label_bindings, label_check
from quiz.ui.markup import inline_gapped, plain
from quiz.ui.widgets.line_field import OneLine

_MOST_FIELDS = 12
"""More entries than that are typed into the last field, separated by semicolons."""


class Changed(Message):
    """What stands in a field has changed."""


class PickList(Static, can_focus=True):
    """One of a few texts, turned to with the arrows or picked by number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", _("Next option"), id="gap.next",
                tooltip=_("Next option")),
        Binding("left", "turn(-1)", _("Previous option"), show=False, id="gap.previous"),
        Binding("enter", "done", _("Continue"), id="gap.done", tooltip=_("Next gap, or submit")),
        *label_bindings("gap", _("Choose"), _("Choose option {n}")),
    ]  # fmt: skip

    class Done(Message):
        """The learner goes on to the next field."""

    def __init__(self) -> None:
        """Begin with nothing to pick."""
        super().__init__()
        self.options: tuple[str, ...] = ()
        self.value = ""

    def offer(self, options: tuple[str, ...]) -> None:
        """Offer options, none picked."""
        self.options, self.value = options, ""
        self._draw()

    @property
    def labels(self) -> tuple[str, ...]:
        """What names each option."""
        return labels(len(self.options), self.options)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that are shown."""
        if action in ("number", "letter"):
            return label_check(self.labels, action, parameters)
        return True

    def pick(self, option: str) -> None:
        """Pick an option, if it is one."""
        self.value = option if option in self.options else ""
        self._draw()

    def _draw(self) -> None:
        parts = []
        for label, option in zip(self.labels, self.options, strict=True):
            is_picked = option == self.value
            style = "reverse bold" if is_picked else ""
            parts.append(Content.styled(f"{label} ", "$text-accent"))
            text = plain(option)
            parts.append(text.stylize(style) if style else text)
            parts.append(Content("   "))
        self.update(Content("").join(parts))
        self.post_message(Changed())

    def action_turn(self, step: int) -> None:
        """Pick the next option in turn."""
        at = self.options.index(self.value) if self.value in self.options else -1
        at = (at + step) % len(self.options) if at >= 0 or step > 0 else len(self.options) - 1
        self.value = self.options[at]
        self._draw()

    def action_number(self, number: int) -> None:
        """Pick an option by its number."""
        if number <= len(self.options):
            self.value = self.options[number - 1]
            self._draw()

    action_letter = action_number

    def action_done(self) -> None:
        """Go on to the next field."""
        self.post_message(self.Done())

    def on_click(self, event: Click) -> None:
        """Pick the option under the pointer."""
        at = 0
        for number, (label, option) in enumerate(zip(self.labels, self.options, strict=True), 1):
            at += len(f"{label} ") + plain(option).cell_length + 3
            if event.x < at:
                self.action_number(number)
                return


class AnswerInput(OneLine):
    """A field to type in; Enter is shown among the keys, and pasted lines are lost by none."""

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, field: "AnswerInput", lines: list[str]) -> None:
            """Take the field and the lines that say something."""
            super().__init__()
            self.field = field
            self.lines = lines

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "submit", _("Submit"), id="answer.hand_in", tooltip=_("Submit the answer")
        ),
    ]

    def take_lines(self, lines: list[str]) -> None:
        """Let the lines be spread over the fields."""
        self.post_message(self.Pasted(self, lines))


class Field(Horizontal):
    """A label, something to type in or pick from, and afterwards the verdict."""

    def compose(self) -> ComposeResult:
        """Yield the parts; which of them shows depends on the question."""
        yield Static(classes="label")
        yield AnswerInput(select_on_focus=False)
        yield PickList()
        yield Static(classes="verdict")

    def offer(self, label: str, placeholder: str, options: tuple[str, ...]) -> None:
        """Begin again: empty, and open."""
        self.query_one(".label", Static).update(Content(label))
        self.query_one(".label").display = bool(label)
        field, picks = self.query_one(Input), self.query_one(PickList)
        field.display, picks.display = not options, bool(options)
        field.value, field.placeholder = "", placeholder
        if options:
            picks.offer(options)
        self.query_one(".verdict").display = False

    @property
    def is_pick_list(self) -> bool:
        """Whether it is picked and not typed."""
        return bool(self.query_one(PickList).display)

    @property
    def value(self) -> str:
        """What stands there."""
        return self.query_one(PickList).value if self.is_pick_list else self.query_one(Input).value

    def fill(self, text: str) -> None:
        """Show what stood there before."""
        if self.is_pick_list:
            self.query_one(PickList).pick(text)
        else:
            field = self.query_one(Input)
            field.value = text
            field.cursor_position = len(text)

    def add(self, text: str, sign: str) -> None:
        """Add a pasted text to what is typed, behind a sign; say so if there is no room."""
        field = self.query_one(AnswerInput)
        field.selection = Selection.cursor(len(field.value))
        field.take(f"{sign}{text}" if field.value.strip() else text)

    def show(self, content: Content) -> None:
        """Show a verdict in the place of the field."""
        self.query_one(Input).display = self.query_one(PickList).display = False
        verdict = self.query_one(".verdict", Static)
        verdict.update(content)
        verdict.display = True

    @property
    def target(self) -> Widget:
        """What takes the keys."""
        return self.query_one(PickList) if self.is_pick_list else self.query_one(Input)


class FieldsView(AnswerView):
    """One or more fields; Enter goes on to the next, and from the last one hands in."""

    takes = (Typed, TypedParts)
    DEFAULT_CSS = """
    FieldsView {
        height: auto;
        .gapped { height: auto; margin-bottom: 1; }
        Field {
            height: auto;
            margin-bottom: 1;
            &.-close { margin-bottom: 0; }
        }
        .label { width: auto; color: $text-muted; padding-right: 1; }
        Input, Input:focus {
            width: 1fr; max-width: 62; height: 1; padding: 0 1 !important; background: $panel;
        }
        /* Compact fields have no border, however it is asked for, but by this word. */
        Input:focus { border-left: outer $primary !important; padding: 0 1 0 0 !important; }
        PickList, .verdict { width: 1fr; height: auto; padding: 0 1; }
        PickList:focus { border-left: outer $primary; padding: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """Yield the text of a cloze and the first field; more are made when they are needed."""
        yield Static(classes="gapped")
        yield Field()

    @property
    def _fields(self) -> list[Field]:
        return [field for field in self.query(Field) if field.display]

    @property
    def key_words(self) -> dict[str, tuple[str, str]]:
        """Return the words for Enter while it goes to the next field."""
        if self._ends_list() or self._place + 1 >= len(self._fields):
            return {}
        words = (_("Next field"), _("Go to the next field"))
        return {"answer.hand_in": words, "gap.done": words}

    @property
    def _place(self) -> int:
        """The place of the field that has the keys; the last one if none has."""
        targets = [field.target for field in self._fields]
        focused = self.screen.focused
        return targets.index(focused) if focused in targets else len(targets) - 1

    def _ends_list(self) -> bool:
        """Whether Enter submits a list because its line is empty."""
        if not isinstance(self.prompt.item, TextList):
            return False
        values = [field.value.strip() for field in self._fields]
        return any(values) and not values[self._place]

    @property
    def about_rows(self) -> int:
        """Fields with a line between them, and the text of a cloze."""
        item = self.prompt.item
        text = len(item.stem) // 60 + 2 if isinstance(item, Cloze) else 0
        return 2 * len(self._labels()) + text

    @property
    def is_typing(self) -> bool:
        """Whether a field to type in is open."""
        return self.outcome is None and isinstance(self.screen.focused, Input)

    async def ask(self, prompt: Prompt) -> None:
        """Make as many fields as are wanted, then show the question."""
        self.prompt = prompt
        missing = len(self._labels()) - len(self.query(Field))
        if not self.is_attached:
            return  # the app was left while the question opened
        if missing > 0:
            await self.mount(*(Field() for _ in range(missing)))
        self.show(prompt)

    def show(self, prompt: Prompt) -> None:
        """Lay out the fields, all empty."""
        self.prompt = prompt
        self.outcome = None
        labels = self._labels()
        for at, field in enumerate(self.query(Field)):
            field.display = at < len(labels)
            field.set_class(len(labels) > 4 or at == len(labels) - 1, "-close")
            if at < len(labels):
                field.offer(*labels[at])
        self.how = _("Tab: next field") if len(labels) > 1 else ""
        self._draw_text()

    def _labels(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return label, placeholder and options of each field."""
        item = self.prompt.item
        if isinstance(item, Cloze):
            labels = []
            for number, (gap, order) in enumerate(
                zip(item.gaps, self.prompt.gap_orders, strict=True), 1
            ):
                options = tuple(gap.options[at] for at in order)
                labels.append((f"{number}", clean(gap.hint), options))
            return labels
        if isinstance(item, TextList):
            count = min(_MOST_FIELDS, item.count)
            return [(f"{n}", "", ()) for n in range(1, count + 1)]
        return [("", "", ())]  # the line above the field says what is wanted

    def take_focus(self) -> None:
        """Let the keys go to the first field."""
        fields = self._fields
        if fields:
            fields[0].target.focus(scroll_visible=False)

    def _draw_text(self) -> None:
        """Draw a cloze's text, each gap filled with what stands in its field."""
        shown = self.query_one(".gapped", Static)
        item = self.prompt.item
        shown.display = isinstance(item, Cloze)
        if not isinstance(item, Cloze):
            return
        shown.update(inline_gapped(item.segments, self._gap))

    def _gap(self, at: int) -> Content:
        value = clean(self._fields[at].value).strip() if at < len(self._fields) else ""
        if self.outcome is not None:
            part = self.outcome.parts[at]
            return plain(part.right).stylize(f"bold {RIGHT if part.is_right else WRONG}")
        number = Content.styled(f"{at + 1}", "$text-accent")
        return number + Content.styled(
            f" {value} " if value else " ____ ", "underline $text-accent"
        )

    def draft(self) -> Response | None:
        """Return what stands in the fields."""
        values = [field.value for field in self._fields]
        if not any(value.strip() for value in values):
            return None
        if isinstance(self.prompt.item, TextList):
            return TypedParts((*values[:-1], *values[-1].split(";")))
        if isinstance(self.prompt.item, Cloze):
            return TypedParts(tuple(values))
        return Typed(values[0])

    def restore(self, response: Response) -> None:
        """Fill the fields with what was typed; a long list's last field holds the rest."""
        assert isinstance(response, Typed | TypedParts)
        texts = [response.text] if isinstance(response, Typed) else list(response.texts)
        fields = self._fields
        if len(texts) > len(fields):
            last = len(fields) - 1
            texts[last:] = [";".join(texts[last:])]
        for field, text in zip(fields, texts, strict=False):
            field.fill(text)
        self._draw_text()

    def mark(self, outcome: Outcome) -> None:
        """Show each field's verdict, letter by letter."""
        self.outcome = outcome
        fields = self._fields
        if isinstance(self.prompt.item, TextList):
            self._mark_list(fields, outcome)
        else:
            for field, part in zip(fields, outcome.parts, strict=False):
                field.show(verdict_of(part))
        if isinstance(self.prompt.item, Cloze):
            self._draw_text()
        self.screen.set_focus(None)

    def _mark_list(self, fields: list[Field], outcome: Outcome) -> None:
        verdicts = [verdict_of(part) for part in outcome.parts]
        for at, field in enumerate(fields):
            content = verdicts[at] if at < len(verdicts) else Content("")
            if at == len(fields) - 1 and len(verdicts) > len(fields):
                content = Content("\n").join(verdicts[at:])
            field.show(content)

    @on(Input.Changed)
    @on(Changed)
    def _changed(self) -> None:
        self.touch()
        if isinstance(self.prompt.item, TextList):
            self.screen.refresh_bindings()  # an empty line makes Enter submit
        if self.outcome is None and isinstance(self.prompt.item, Cloze):
            self._draw_text()

    @on(AnswerInput.Pasted)
    def _pasted(self, event: AnswerInput.Pasted) -> None:
        """Put each pasted line into a field of its own, and the rest into the last one."""
        event.stop()
        fields = [field for field in self._fields if not field.is_pick_list]
        at = next((at for at, f in enumerate(fields) if f.target is event.field), 0)
        takers = [fields[at], *(field for field in fields[at + 1 :] if not field.value.strip())]
        lines, count = event.lines, len(takers)
        if len(takers) < len(lines) and isinstance(self.prompt.item, TextList):
            takers += [fields[-1]] * (len(lines) - count)
        elif count < len(lines):
            event.field.say(
                ngettext(
                    "{n} line was joined into one.",
                    "{n} lines were joined into one.",
                    len(lines) - count + 1,
                ).format(n=len(lines) - count + 1)
            )
            lines = [*lines[: count - 1], " ".join(lines[count - 1 :])]
        for field, line in zip(takers, lines, strict=False):
            field.add(line, "; " if field is fields[-1] and len(fields) > 1 else " ")
        takers[len(lines) - 1].target.focus(scroll_visible=True)

    @on(Input.Submitted)
    @on(PickList.Done)
    def _submitted(self, event: Input.Submitted | PickList.Done) -> None:
        event.stop()
        if self.outcome is not None:
            return
        following = self._fields[self._place + 1 :]
        if following and not self._ends_list():
            following[0].target.focus(scroll_visible=True)
        else:
            self.hand_in()

    def hand_in(self) -> None:
        """Hand in what stands in the fields, if anything does."""
        self.respond_or(_("Type an answer, or press F3 to skip."))


def verdict_of(part: Part) -> Content:
    """Return what was typed beside what is right, letter by letter where they are alike."""
    from quiz.marking.text import diff

    note = Content.styled(f"  {part.note}", MUTED) if part.note else Content("")
    given, right = clean(part.given), clean(part.right)
    if part.is_right and (given == right or not right):
        return Content.styled("✔ ", RIGHT) + Content.styled(given, RIGHT) + note
    if part.is_right:
        return Content.styled("✔ ", RIGHT) + Content.styled(given, RIGHT) + note
    if not given:
        if not right:
            return Content.styled("–", MUTED) + note
        return Content.styled("– ", WRONG) + plain(right).stylize(f"bold {RIGHT}") + note
    if not right:
        return Content.styled(f"✘ {given}", WRONG) + note
    if spans(right):  # code and maths are drawn, and not compared letter by letter
        arrow = Content.styled("  →  ", MUTED)
        wanted_one = plain(right).stylize(f"bold {RIGHT}")
        return Content.styled(f"✘ {given}", WRONG) + arrow + wanted_one + note
    typed, wanted = [], []
    for piece in diff(given, right):
        if piece.state != "missing":
            style = WRONG if piece.state == "same" else f"bold underline {WRONG}"
            typed.append(Content.styled(piece.text, style))
        if piece.state != "extra":
            style = RIGHT if piece.state == "same" else f"bold underline {RIGHT}"
            wanted.append(Content.styled(piece.text, style))
    return Content("").join(
        [
            Content.styled("✘ ", WRONG),
            *typed,
            Content.styled("  →  ", MUTED),
            *wanted,
            note,
        ]
    )
