"""The boards of the Draft screen: a draft with its sentence, the sentences, and what came of it."""

import re
from collections.abc import Sequence
from itertools import groupby

from quiz.cells import cell_length, clip
from quiz.cleaning import clean_line
from quiz.desk.banks.drafting import DROPPED, KEPT, Drafting
from quiz.drafting.article import Sentence, Span
from quiz.drafting.asking.making import DraftedQuestion
from quiz.formats.printed.printed_words import printed_date
from quiz.items import Date, Flashcard, Item, Match, Order, SingleChoice
from quiz.items.wording import solution_text, stem_text
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, wrapped

WIDE = 110
"""Columns from which on the list of drafts stands beside them."""
_LIST = 40
_LABEL = 10
_MOST_FINDINGS = 3
_LEAST_PREVIEW = 8
"""Rows that must be free for a preview."""
_MOST_ROWS = 7
_QUOTED = re.compile(r"[^?]*\?\s*[“„«]\s*(?P<quote>.{8,}?)\s*[”“»]$")
"""A question that ends in a quotation: its beginning is the same in many."""
_SIGNS = {KEPT: ("✔", "bold right"), DROPPED: ("✘", "wrong"), "": ("·", "dim")}
SORTS = {
    "quotation": _("quotation"),
    "claim": _("claim"),
    "office": _("office"),
    "figure": _("figure"),
    "date": _("date"),
    "arithmetic": _("calculation"),
    "members": _("members"),
    "name": _("name"),
    "deed": _("deed"),
    "place": _("place"),
    "phrase": _("quoted phrase"),
    "demand": _("demand"),
    "match": _("match"),
    "order": _("order"),
    "own": _("your own"),
}
"""Kinds of facts, as they are shown."""


def draw_draft(canvas: Canvas, drafting: Drafting, at: int) -> None:
    """Draw a draft, its sentence above it.

    Args:
        canvas: An empty board.
        drafting: The drafts.
        at: Index of the draft.
    """
    done = drafting.progress()
    share = (done.total - done.left) / done.total if done.total else 1.0
    charts.gauge(canvas, 2, 0, canvas.width - 4, share)
    draft = drafting.drafts[at]
    if canvas.width < WIDE:
        x, width = 3, canvas.width - 6
        y = _source(canvas, drafting, draft, Area(x, 1, width, max(4, canvas.height // 2 - 3)))
        _draft(canvas, drafting, at, Area(x, y + 1, width, canvas.height - y - 1), is_small=True)
        return
    area = canvas.pane(Area(2, 1, _LIST, canvas.height - 1), _("Drafts"), str(len(drafting.drafts)))
    _list(canvas, drafting, at, area)
    x, width = _LIST + 3, canvas.width - _LIST - 5
    high = max(8, min(14, canvas.height // 3))
    sentence = drafting.sentence(draft)
    note = _("paragraph {n}").format(n=sentence.paragraph)
    area = canvas.pane(Area(x, 1, width, high), _("Source"), note)
    _neighbours(canvas, drafting, draft, area)
    sort = SORTS.get(draft.sort, draft.sort)
    pane = canvas.pane(
        Area(x, high + 1, width, canvas.height - high - 1),
        _("Draft {n}").format(n=at + 1),
        sort,
        is_focused=True,
    )
    _draft(canvas, drafting, at, pane, is_small=False)


def _list(canvas: Canvas, drafting: Drafting, at: int, area: Area) -> None:
    """Draw the list of drafts round the one that is looked at."""
    first = max(0, min(at - area.height // 2, len(drafting.drafts) - area.height + 1))
    for row, draft in enumerate(drafting.drafts[first : first + area.height - 1]):
        number = first + row
        state = drafting.decision(draft).state
        sign, ink = _SIGNS[state]
        y = area.y + row
        if number == at:
            canvas.select(area.x - 1, y, area.width + 2)
            sign, ink = "▸", "bold key"
        canvas.put(area.x, y, sign, ink)
        item = drafting.item(draft)
        words = _label(stem_text(item)) if item is not None else f"? {draft.quote}"
        style = "bold text" if number == at else "dim" if state == DROPPED else "text"
        canvas.put(area.x + 2, y, words, style, area.width - 3)
        canvas.spot(Area(area.x, y, area.width, 1), f"go({number})")
    legend = _("✔ kept  ✘ dropped  · open")
    canvas.put(area.x, area.y + area.height - 1, legend, "dim", area.width)


def _label(stem: str) -> str:
    """Return what tells a question from others: what is quoted in it, where that is its end."""
    found = _QUOTED.match(clean_line(stem))
    return found["quote"] if found else clean_line(stem)


def _source(canvas: Canvas, drafting: Drafting, draft: DraftedQuestion, area: Area) -> int:
    """Draw a sentence with its evidence; returns the next free row."""
    sentence = drafting.sentence(draft)
    words = _("paragraph {n} · evidence marked") if draft.spans else _("paragraph {n}")
    note = words.format(n=sentence.paragraph)
    canvas.heading(area.x, area.y, area.width, _("Source"), (note, "dim"))
    below = Area(area.x, area.y + 1, area.width, area.height - 1)
    if draft.candidates:  # who said it stands in the sentences around, if anywhere
        return _neighbours(canvas, drafting, draft, below)
    return draw_marked(canvas, below, sentence.text, draft.spans)


def _neighbours(canvas: Canvas, drafting: Drafting, draft: DraftedQuestion, area: Area) -> int:
    """Draw a sentence between the one before and the one behind, as far as there is room.

    Returns:
        The next free row.
    """
    sentence = drafting.sentence(draft)
    sentences = drafting.article.sentences
    lines = len(wrapped(sentence.text, area.width))
    y = area.y
    room = area.height - lines
    before = sentences[sentence.index - 1] if sentence.index else None
    if before is not None and before.paragraph == sentence.paragraph and room > 1:
        rows = min(room - 1, len(wrapped(before.text, area.width)), 3)
        y = canvas.wrap(area.x, y, area.width, before.text, "dim", rows)
    y = draw_marked(
        canvas, Area(area.x, y, area.width, area.y + area.height - y), sentence.text, draft.spans
    )
    room = area.y + area.height - y
    behind = sentences[sentence.index + 1] if sentence.index + 1 < len(sentences) else None
    if behind is not None and behind.paragraph == sentence.paragraph and room > 0:
        y = canvas.wrap(area.x, y, area.width, behind.text, "dim", room)
    return y


def draw_marked(canvas: Canvas, area: Area, text: str, spans: Sequence[Span]) -> int:
    """Write a text word by word, some of it marked as evidence; returns the next free row.

    Of a text that does not fit the part with the evidence is shown, between ellipses.
    """
    rows = _word_rows(text, area.width)
    first = _first_row(rows, max(1, area.height), spans)
    shown = rows[first : first + max(1, area.height)]
    for y, row in enumerate(shown, area.y):
        x = area.x
        if y == area.y and first:
            x = canvas.put(x, y, "… ", "dim", area.width)
        for number, (start, word) in enumerate(row):
            if number:
                if _is_marked(start - 1, spans) and _is_marked(start, spans):
                    canvas.fill(Area(x, y, 1, 1), "partly-tint")
                    canvas.put(x, y, " ", "bold underline partly")
                x += 1
            for is_marked, letters in groupby(
                enumerate(word, start), lambda one: _is_marked(one[0], spans)
            ):
                piece = "".join(letter for _at, letter in letters)
                room = area.x + area.width - x
                if is_marked:
                    canvas.fill(Area(x, y, min(room, cell_length(piece)), 1), "partly-tint")
                x = canvas.put(x, y, piece, "bold underline partly" if is_marked else "text", room)
        if y == area.y + len(shown) - 1 and first + len(shown) < len(rows):
            canvas.put(min(x + 1, area.x + area.width - 1), y, "…", "dim")
    return area.y + len(shown)


def _word_rows(text: str, width: int) -> list[list[tuple[int, str]]]:
    """Return the words of a text row by row, each with its place in the text."""
    rows: list[list[tuple[int, str]]] = [[]]
    place = taken = 0
    for word in text.split(" "):
        start, place = place, place + len(word) + 1
        size = cell_length(word)
        # Two cells are kept free for an ellipsis in front.
        if rows[-1] and taken + 1 + size > width - 2:
            rows.append([])
            taken = 0
        taken += size + bool(rows[-1])
        rows[-1].append((start, word))
    return rows


def _first_row(
    rows: Sequence[Sequence[tuple[int, str]]], height: int, spans: Sequence[Span]
) -> int:
    """Return the row from which on a text is shown, so that its evidence is in sight."""
    marked = [
        at
        for at, row in enumerate(rows)
        if any(
            start < end and start + len(word) > begin for start, word in row for begin, end in spans
        )
    ]
    if len(rows) <= height or not marked or marked[-1] < height:
        return 0
    return max(0, min(marked[0], len(rows) - height, max(0, marked[-1] - height + 1)))


def _is_marked(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _draft(canvas: Canvas, drafting: Drafting, at: int, area: Area, *, is_small: bool) -> None:
    """Draw the question, what the checker finds in it, and how students will see it."""
    draft = drafting.drafts[at]
    x, y, width, bottom = area.x, area.y, area.width, area.y + area.height
    decision, item = drafting.decision(draft), drafting.item(draft)
    if is_small:
        title = _("Draft {n}").format(n=at + 1)
        canvas.put(x - 1, y, "─" * (width + 2), "line")
        canvas.put(x, y, f" {title} ", "bold text")
        canvas.right(x + width, y, (f" {SORTS.get(draft.sort, draft.sort)} ", "dim"))
        y += 1
    if item is None:
        y = _open(canvas, draft, Area(x, y, width, bottom - y))
    else:
        y = canvas.wrap(x, y, width, clean_line(stem_text(item)), "bold text", 4) + 1
        rows = _rows(item, decision.both, drafting.article.language)
        for what, value, ink in rows[: max(1, min(_MOST_ROWS, bottom - y - 2))]:
            canvas.put(x, y, what, "dim", _LABEL)
            canvas.put(x + _LABEL, y, value, ink, width - _LABEL)
            y += 1
        y = _check(canvas, drafting, draft, Area(x, y + (not is_small), width, bottom - y))
    if item is not None and not is_small and bottom - y > _LEAST_PREVIEW:
        y = _preview(canvas, item, Area(x, y + 1, width, bottom - y - 2))
    if decision.state and y < bottom:
        words = _("kept") if decision.state == KEPT else _("dropped")
        sign, ink = _SIGNS[decision.state]
        canvas.row(x, min(y, bottom - 1), (f"{sign} ", ink), (words, ink))


def _preview(canvas: Canvas, item: Item, area: Area) -> int:
    """Draw the question as students will see it; returns the next free row."""
    x, y, width, height = area
    canvas.put(x, y, _("As students will see it"), "bold text", width)
    wants = clean_line(item.wants)
    canvas.put(x, y + 1, f"{wants[:1].upper()}{wants[1:]}", "dim", width)
    options = [option.text for option in getattr(item, "options", ())]
    y += 2
    if not options:
        canvas.fill(Area(x, y, min(width, 60), 1), "bar")
        canvas.put(x, y, "▌", "key")
        return y + 2
    # In alphabetical order: as they are written, the first would be the correct one.
    for letter, text in zip("ABCDEFGH", sorted(options), strict=False):
        if y < area.y + height:
            canvas.row(x, y, (f"{letter} ", "bold key"), clip(clean_line(text), width - 3))
            y += 1
    return y + 1


def _open(canvas: Canvas, draft: DraftedQuestion, area: Area) -> int:
    """Draw who may have said something that the text gives to nobody."""
    words = _("The text doesn’t name who said this. Choose:")
    y = canvas.wrap(area.x, area.y, area.width, f"“{draft.quote}”", "bold text", 3)
    y = canvas.wrap(area.x, y + 1, area.width, words, "text", 2)
    for number, name in enumerate(draft.candidates, 1):
        canvas.row(area.x, y, (f"{number} ", "bold key"), clip(clean_line(name), area.width - 4))
        canvas.spot(Area(area.x, y, area.width, 1), f"choose({number})")
        y += 1
    return y + 1


def _rows(item: Item, both: bool, language: str) -> list[tuple[str, str, str]]:
    """Return the rows below a question, in the language of the article: label, value and ink."""
    rows = []
    if isinstance(item, Match):
        rows += [("" if at else _("pairs"), f"{one.left} = {one.right}", "right")
                 for at, one in enumerate(item.pairs)]  # fmt: skip
    elif isinstance(item, Order):
        rows += [("" if at else _("order"), f"{at + 1}. {one}", "right")
                 for at, one in enumerate(item.entries)]  # fmt: skip
    else:
        answer = item.back if isinstance(item, Flashcard) else solution_text(item)
        if isinstance(item, Date):
            answer = printed_date(item.date, language)
        rows.append((_("correct"), clean_line(answer), "bold right"))
    wrong = getattr(item, "options", ())
    if isinstance(item, SingleChoice) or item.kind == "several":
        right = set(item.keys)  # type: ignore[union-attr]
        texts = [one.text for at, one in enumerate(wrong) if at not in right]
        rows.append((_("wrong"), clean_line(", ".join(texts)), "text"))
    accept = getattr(item, "accept", ())
    if accept:
        rows.append((_("accepts"), clean_line(" · ".join(map(str, accept))), "text"))
    rows.append((_("kind"), item.kind, "text"))
    if both:
        rows.append(("", _("kept typed as well"), "text"))
    rows.append((_("source"), clean_line(item.source), "dim"))
    return rows


def _check(canvas: Canvas, drafting: Drafting, draft: DraftedQuestion, area: Area) -> int:
    """Draw what the checker finds, and slips of the sentence; returns the next free row."""
    found = [one.message for one in drafting.findings(draft)]
    slips = [slip.message for slip in drafting.slips_in(draft)]
    lines = [*(_("text: {slip}").format(slip=slip) for slip in slips), *found]
    y = area.y
    if area.height < 1:
        return y
    tint, ink = ("partly-tint", "partly") if lines else ("right-tint", "right")
    canvas.fill(Area(area.x, y, area.width, 1), tint)
    sign = "◐" if lines else "✔"
    count = ngettext("{n} issue", "{n} issues", len(lines)).format(n=len(lines))
    words = count if lines else _("no issues")
    check = _("Check")
    canvas.row(area.x, y, (f"▌ {sign} {check}", f"bold {ink}"), (f"   {words}", "text"))
    for line in lines[: min(_MOST_FINDINGS, max(0, area.height - 1))]:
        y = canvas.wrap(area.x + 2, y + 1, area.width - 2, clean_line(line), "text", 2) - 1
    return y + 1


def draw_sentences(canvas: Canvas, drafting: Drafting, at: int) -> None:
    """Draw the sentences of the article, each with how many kept questions are about it.

    Args:
        canvas: An empty board.
        drafting: The drafts.
        at: Index of the selected sentence.
    """
    counts: dict[int, list[int]] = {}
    for draft in drafting.drafts:
        found = counts.setdefault(draft.sentence, [0, 0])
        found[1] += 1
        found[0] += drafting.decision(draft).state == KEPT
    x, width, height = 3, canvas.width - 6, canvas.height
    unasked = len(drafting.unasked())
    note = ngettext("{n} sentence without a question", "{n} sentences without a question", unasked)
    canvas.heading(x, 0, width, _("Text"), (note.format(n=unasked), "dim"))
    rows: list[tuple[Sentence, list[str]]] = [
        (one, wrapped(clean_line(one.text), width - 8)) for one in drafting.article.sentences
    ]
    top = at
    room = height - 2 - len(rows[at][1])
    while top > 0 and room - len(rows[top - 1][1]) >= (height - 2) // 3:
        top -= 1
        room -= len(rows[top][1])
    y = 1
    for sentence, lines in rows[top:]:
        kept, count = counts.get(sentence.index, [0, 0])
        sign, ink = ("✔", "right") if kept else ("·", "dim") if count else (" ", "dim")
        tall = min(len(lines), height - y)
        if tall <= 0:
            break
        if sentence.index == at:
            canvas.select(x - 1, y, width + 2, tall)
        is_first = sentence.index == 0 or (
            drafting.article.sentences[sentence.index - 1].paragraph != sentence.paragraph
        )
        if is_first:
            canvas.put(x, y, f"{sentence.paragraph:>3}", "dim")
        canvas.put(x + 4, y, sign, ink)
        if kept > 1:
            canvas.put(x + 5, y, str(kept), ink, 2)
        for row, line in enumerate(lines[:tall]):
            canvas.put(x + 8, y + row, line, "text" if kept or sentence.index == at else "dim")
        canvas.spot(Area(x, y, width, tall), f"sentence({sentence.index})")
        y += tall


def draw_done(canvas: Canvas, drafting: Drafting, said: str) -> None:
    """Draw what came of it, by paragraph and by kind of fact.

    Args:
        canvas: An empty board.
        drafting: The drafts.
        said: Where it was saved.
    """
    done = drafting.progress()
    width = min(76, canvas.width - 6)
    x, y = (canvas.width - width) // 2, max(1, canvas.height // 5)
    seen = done.total - done.left
    words = _("{n} of {all} looked at").format(n=seen, all=done.total)
    canvas.put(x, y, words, "bold right" if not done.left else "bold text")
    y += 2
    canvas.row(
        x, y,
        ("✔ ", "bold right"), _("{n} kept").format(n=done.kept),
        ("     ✘ ", "wrong"), _("{n} dropped").format(n=done.dropped),
        ("     e ", "bold key"), _("{n} edited").format(n=done.edited),
    )  # fmt: skip
    y = canvas.wrap(x, y + 2, width, said, "text", 4) + 1
    rows = [
        (_("paragraph {n}").format(n=number), kept, count)
        for number, (kept, count) in enumerate(drafting.by_paragraph(), 1)
    ]
    half = (width - 4) // 2
    right = [(SORTS.get(sort, sort), kept, count) for sort, kept, count in drafting.by_sort()]
    for column, entries in ((x, rows), (x + half + 4, right)):
        for at, (name, kept, count) in enumerate(entries[: max(0, canvas.height - y)]):
            canvas.put(column, y + at, name, "dim", half - 16)
            share = kept / count if count else 0.0
            charts.gauge(canvas, column + half - 15, y + at, 8, share, "right")
            canvas.right(column + half, y + at, (f"{kept}/{count}", "text"))
