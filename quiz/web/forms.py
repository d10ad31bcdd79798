"""The form of a question: what a browser is shown, and the answer that comes back from it.

Fields of a form are numbered in the order in which they are shown: `o` holds picked options, `t0…`
typed texts, `p0…` where an entry was put, `r0…` its place in an order from 1.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import assert_never

import msgspec
from markupsafe import Markup

from quiz.cleaning import clean, clean_line
from quiz.errors import QuizError
from quiz.formats.pages import markdown
from quiz.formats.pages.markdown import joined
from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Match,
    MultipleChoice,
    Number,
    Order,
    Ordered,
    Picked,
    Placed,
    Prompt,
    Response,
    SelfGraded,
    ShortText,
    SingleChoice,
    TextList,
    Ticked,
    TrueFalse,
    Typed,
    TypedParts,
)
from quiz.items.markdown import Blank, blocks, gapped, plain_line
from quiz.items.response import LONGEST_ANSWER, LONGEST_TEXT
from quiz.items.wording import option_text, stem_markdown
from quiz.translation import _

SELECTED = Markup(" selected")
Posted = Mapping[str, Sequence[str]]
"""The fields of a form that was sent, each with its values."""


class FormKind(StrEnum):
    """A way to answer."""

    ONE = "one"
    """One of some options."""
    SEVERAL = "several"
    """Any number of options."""
    TYPED = "typed"
    """One line, or several."""
    GAPS = "gaps"
    """Gaps in a text."""
    PLACED = "placed"
    """Each entry to one of some partners or groups."""
    ORDERED = "ordered"
    """Entries in order."""
    WRITTEN = "written"
    """A text of one's own, which a person grades."""


class QuestionForm(msgspec.Struct, frozen=True, kw_only=True):
    """A question as a template draws it."""

    kind: FormKind
    """How it is answered."""
    stem: Markup
    """The question; a text with gaps has its fields in it."""
    wants: str
    """What the learner is to do."""
    options: tuple[Markup, ...] = ()
    """To pick."""
    entries: tuple[Markup, ...] = ()
    """To place, or to put in order."""
    targets: tuple[str, ...] = ()
    """Where an entry may be put."""
    fields: int = 1
    """How many lines to type."""
    unit: str = ""
    """Behind the field; empty for none."""
    is_number: bool = False
    """Whether a phone should show its figures."""
    given: Response | None = None
    """What was answered already; None for nothing."""

    def typed(self, at: int) -> str:
        """Return what stands in a field."""
        match self.given:
            case Typed():
                return self.given.text if at == 0 else ""
            case TypedParts():
                return self.given.texts[at] if at < len(self.given.texts) else ""
            case SelfGraded() | Ticked():
                return self.given.text
            case _:
                return ""

    def is_picked(self, at: int) -> bool:
        """Return whether an option is picked."""
        return isinstance(self.given, Picked) and at in self.given.indices

    def target(self, at: int) -> int:
        """Return where an entry was put; -1 for nowhere."""
        if isinstance(self.given, Placed) and at < len(self.given.targets):
            return self.given.targets[at]
        return -1

    def rank(self, at: int) -> int:
        """Return the place of an entry in its order, from 1; 0 for none."""
        if isinstance(self.given, Ordered) and at in self.given.indices:
            return self.given.indices.index(at) + 1
        return 0


def form_of(prompt: Prompt, given: Response | None = None) -> QuestionForm:
    """Return the form of a question.

    Args:
        prompt: The question without its key: what is shown stands in its order.
        given: What was answered already, to this same form; None for nothing.

    Raises:
        QuizError: It is of a kind that no machine marks.
    """
    item = prompt.item
    stem = markdown.blocks(blocks(stem_markdown(item)))
    match item:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            options = (option_text(item, item.options[at].text) for at in prompt.order)
            kind = FormKind.SEVERAL if isinstance(item, MultipleChoice) else FormKind.ONE
            return QuestionForm(
                kind=kind,
                stem=stem,
                wants=item.wants,
                given=given,
                options=tuple(map(_line, options)),
            )
        case ShortText() | Date():
            return QuestionForm(kind=FormKind.TYPED, stem=stem, wants=item.wants, given=given)
        case Number():
            unit = item.units[0] if item.units else ""
            return QuestionForm(
                kind=FormKind.TYPED,
                stem=stem,
                wants=item.wants,
                given=given,
                unit=unit,
                is_number=True,
            )
        case TextList():
            return QuestionForm(
                kind=FormKind.TYPED, stem=stem, wants=item.wants, given=given, fields=item.count
            )
        case Match():
            rights = tuple(item.rights[at] for at in prompt.order)
            return QuestionForm(
                kind=FormKind.PLACED, stem=stem, wants=item.wants, given=given,
                entries=tuple(_line(pair.left) for pair in item.pairs),
                targets=tuple(map(_plain, rights)),
            )  # fmt: skip
        case Groups():
            return QuestionForm(
                kind=FormKind.PLACED, stem=stem, wants=item.wants, given=given,
                entries=tuple(_line(item.entries[at]) for at in prompt.order),
                targets=tuple(map(_plain, item.names)),
            )  # fmt: skip
        case Order():
            entries = tuple(_line(item.entries[at]) for at in prompt.order)
            return QuestionForm(
                kind=FormKind.ORDERED, stem=stem, wants=item.wants, given=given, entries=entries
            )
        case Cloze():
            return _gapped(item, prompt, given)
        case Essay():
            return QuestionForm(
                kind=FormKind.WRITTEN, stem=stem, wants=_("write your answer"), given=given
            )
        case Computed() | Flashcard():
            raise QuizError(_("a question of this kind cannot be answered here"))
        case _:
            assert_never(item)


def _gapped(item: Cloze, prompt: Prompt, given: Response | None) -> QuestionForm:
    typed = given.texts if isinstance(given, TypedParts) else ()

    def field(gap: Blank) -> Markup:
        at = max(0, gap.number - 1)
        value = typed[at] if at < len(typed) else ""
        label = item.gaps[at].hint or _("gap {n}").format(n=at + 1)
        if not item.gaps[at].options:
            text = Markup('<input class="gap" name="t{}" value="{}" aria-label="{}" maxlength="{}"'
                          ' placeholder="{}" autocomplete="off" autocapitalize="off">')  # fmt: skip
            return text.format(at, value, label, LONGEST_ANSWER, item.gaps[at].hint)
        choices = joined(
            Markup("<option{}>{}</option>").format(SELECTED if text == value else "", text)
            for text in (item.gaps[at].options[place] for place in prompt.gap_orders[at])
        )
        text = Markup('<select class="gap" name="t{}" aria-label="{}">{}{}</select>')
        return text.format(at, label, Markup('<option value="">…</option>'), choices)

    found = gapped(item.segments, [0.0] * len(item.gaps))
    stem = markdown.blocks(found, field)
    return QuestionForm(kind=FormKind.GAPS, stem=stem, wants=item.wants, given=given)


def _line(text: str) -> Markup:
    return markdown.line(plain_line(text))


def _plain(text: str) -> str:
    """Return an option of a list that can show no marks."""
    from quiz.items.spoken import spoken_line

    return spoken_line(text)


def response_of(prompt: Prompt, posted: Posted) -> Response:
    """Return the answer in a form that was sent, to the question without its key.

    Raises:
        QuizError: A text is too long, or a number that must be one is none.
    """
    item = prompt.item
    match item:
        case SingleChoice() | TrueFalse():
            return Picked(tuple(prompt.order[at] for at in _places(posted, "o", prompt))[:1])
        case MultipleChoice():
            return Picked(tuple(prompt.order[at] for at in _places(posted, "o", prompt)))
        case ShortText() | Date() | Number():
            return Typed(_texts(posted, 1)[0])
        case TextList():
            return TypedParts(_texts(posted, item.count))
        case Cloze():
            return TypedParts(_texts(posted, len(item.gaps)))
        case Match():
            return Placed(_numbers(posted, "p", len(item.pairs)))
        case Groups():
            return Placed(_numbers(posted, "p", len(item.entries)))
        case Order():
            places = _numbers(posted, "r", len(item.entries))
            if not any(place > 0 for place in places):
                return Ordered()
            # Two entries at one place stand as they were shown; those without one come last.
            last = len(places) + 1
            ordered = sorted(range(len(places)), key=lambda at: (places[at] if places[at] > 0
                                                                 else last, at))  # fmt: skip
            return Ordered(tuple(ordered))
        case Essay():
            essay = SelfGraded(None, clean((posted.get("essay") or ("",))[0]).strip())
            check_length(essay, is_essay=True)
            return essay
        case Computed() | Flashcard():
            raise QuizError(_("a question of this kind cannot be answered here"))
        case _:
            assert_never(item)


def _places(posted: Posted, name: str, prompt: Prompt) -> tuple[int, ...]:
    """Return which options were picked, by their places as shown; what is no option is refused."""
    found = tuple(_number(value) for value in posted.get(name, ()))
    if any(not 0 <= at < len(prompt.order) for at in found):
        raise QuizError(_("There is no such option."))
    return found


def _numbers(posted: Posted, name: str, count: int) -> tuple[int, ...]:
    values = ((posted.get(f"{name}{at}") or ("",))[0] for at in range(count))
    return tuple(_number(value) if value.strip() else -1 for value in values)


def _number(value: str) -> int:
    if len(value) > 6 or not value.isascii() or not value.strip().lstrip("-").isdigit():
        raise QuizError(_("The answer cannot be read."))
    return int(value)


def _texts(posted: Posted, count: int) -> tuple[str, ...]:
    texts = tuple(clean_line((posted.get(f"t{at}") or ("",))[0]) for at in range(count))
    check_length(TypedParts(texts))
    return texts


def is_blank(response: Response) -> bool:
    """Return whether a form was sent with nothing in it."""
    match response:
        case Picked() | Ordered():
            return not response.indices
        case Placed():
            return all(target < 0 for target in response.targets)
        case TypedParts():
            return not any(response.texts)
        case Typed() | SelfGraded() | Ticked():
            return not response.text
        case _:
            assert_never(response)


def check_length(response: Response, *, is_essay: bool = False) -> None:
    """Refuse what is longer than the app lets one type.

    Args:
        response: The answer.
        is_essay: Whether it answers an essay, whose one text may be longer.

    Raises:
        QuizError: It is.
    """
    longest = LONGEST_TEXT if is_essay else LONGEST_ANSWER
    texts: tuple[str, ...] = getattr(response, "texts", ())
    if not texts:
        texts = (getattr(response, "text", ""),)
    if any(len(text) > longest for text in texts) or sum(map(len, texts)) > LONGEST_TEXT:
        words = _("An answer can have at most {n} characters.")
        raise QuizError(words.format(n=f"{longest:,}"))
