"""org-drill: headings of Org with the tag `:drill:` as cards and texts with gaps.

The text below such a heading asks, the headings below it answer; `[brackets]` in it are gaps, with
a hint behind `||`. `DRILL_CARD_TYPE` says what else it is. When it was last asked and is due
comes along.

Source: org-drill, README, "Writing the questions", and `org-drill-card-type-alist`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from quiz.cleaning import clean_line
from quiz.formats.exchange.answers import UnreadableError, cloze
from quiz.formats.exchange.collecting import Collector, hashed, line_place, text_in
from quiz.formats.exchange.exchanged import (
    Format,
    Imported,
    PastAnswer,
    PastChange,
    Source,
    Trust,
)
from quiz.formats.exchange.media import keep_picture
from quiz.formats.exchange.org_text import PROTECTED, markdown_of_org
from quiz.formats.exchange.rich import Rich, escaped
from quiz.items import Flashcard, Gap, Item
from quiz.translation import _

_LOOKED_AT = 200_000
_DRILL = re.compile(rb"(?m)^\*+ .*:drill:[\w:@#%]*[ \t]*\r?$")
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]+(?P<title>.*?)(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*\Z")
_STATE = re.compile(r"(?:(?:TODO|NEXT|WAIT|DONE)\s+)?(?:\[#[A-Z]\]\s*)?")
_TITLE = re.compile(r"(?i)#\+title:[ \t]*(?P<title>.*)\Z")
_PROPERTY = re.compile(r"\s*:(?P<name>[\w-]+):[ \t]*(?P<value>.*?)\s*\Z")
_DRAWER = re.compile(r"(?i)\s*:(?:properties|logbook|clock):\s*\Z")
_PLANNED = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):")
_SCHEDULED = re.compile(r"SCHEDULED:\s*<(?P<day>\d{4}-\d\d-\d\d)")
_MOMENT = re.compile(r"\[?(?P<day>\d{4}-\d\d-\d\d)(?:[^\d\]]*(?P<time>\d\d:\d\d))?")
_GAP = re.compile(
    PROTECTED + r"|(?<![\w\]\[\\])\[(?!fn:|#[A-Z]\]|[ xX-]\]|\d*[/%]\d*\]|\d{4}-\d\d-\d\d)"
    r"(?P<answer>[^\[\]|]{1,500})(?:\|\|(?P<hint>[^\[\]]{0,200}))?\]",
    re.S,
)
_NEUTRAL = re.compile(
    r"(?i)(?:the )?(?:item|question|fact|card|word|note|topic|problem|answer|side|front|back"
    r"|solution|flashcard)?\W*\d*\W*\Z"
)
"""What headings are called that say nothing."""
_TYPES_OF_ALL = {"", "simple", "show1cloze", "show1_firstless", "show1_lastmore", "show2cloze"}
"""Types whose gaps are all of one question."""
_TYPES_OF_ONE = re.compile(r"hide(?:1cloze|2cloze|1_\w+|_last|_first)\Z")
_TYPES_OF_SIDES = ("twosided", "multisided")
_LONGEST_GAP = 60
_OUR_RATINGS = (1, 1, 1, 2, 3, 4)
"""By the quality of an answer, 0 to 5."""
_LONGEST_DAYS = 36_500
_TICK = timedelta(seconds=1)


class _Node(msgspec.Struct):
    """A heading with what stands below it."""

    level: int
    title: str
    line: int
    tags: list[str] = []
    lines: list[str] = []
    properties: dict[str, str] = {}
    due: str = ""
    children: "list[_Node]" = []

    @property
    def text(self) -> str:
        """What stands between it and the next heading."""
        return "\n".join(self.lines).strip()


def trust(source: Source) -> Trust:
    """Return how surely a file is of org-drill: a heading has its tag."""
    return Trust.SURE if _DRILL.search(source.data[:_LOOKED_AT]) else Trust.NO


def decode(source: Source) -> Imported:
    """Read a file of Org.

    Raises:
        QuizError: It is no text, or no heading has the tag `:drill:`.
    """
    collector = Collector(source)
    root = _tree(text_in(source, collector), collector)
    reader = _Reader(collector, source)
    for node, above in _cards(root):
        reader.take(node, above)
    imported = collector.imported()
    answers: list[PastAnswer] = []
    changes: list[PastChange] = []
    for node, place in reader.taken:
        _take_schedule(node, imported.bank.items[place].id, answers, changes)
    return msgspec.structs.replace(
        imported,
        answers=tuple(sorted(answers, key=lambda one: (one.at, one.card))),
        changes=tuple(sorted(changes, key=lambda one: (one.at, one.card))),
    )


def _tree(text: str, collector: Collector) -> _Node:
    """Return all headings of a file in their order, below one that stands for it."""
    root = _Node(0, "", 1)
    path = [root]
    is_drawer = is_block = False
    for number, line in enumerate(text.split("\n"), 1):
        heading = None if is_block else _HEADING.match(line)
        node = path[-1]
        if heading:
            is_drawer = False
            level = min(len(heading["stars"]), 50)
            while path[-1].level >= level:
                path.pop()
            title = heading["title"][_STATE.match(heading["title"]).end() :]  # type: ignore[union-attr]
            node = _Node(
                level,
                title.strip(),
                number,
                [one for one in (heading["tags"] or "").split(":") if one],
            )
            path[-1].children.append(node)
            path.append(node)
        elif is_drawer:
            if line.strip().upper() == ":END:":
                is_drawer = False
            elif found := _PROPERTY.match(line):
                node.properties[found["name"].upper()] = found["value"]
        elif not is_block and _DRAWER.match(line):
            is_drawer = True
        elif not is_block and _PLANNED.match(line):
            planned = _SCHEDULED.search(line)
            node.due = planned["day"] if planned else node.due
        else:
            low = line.lstrip().lower()
            is_block = low.startswith("#+begin_") or (is_block and not low.startswith("#+end_"))
            if node is root and (title_found := _TITLE.match(line)):
                collector.title = title_found["title"]
            node.lines.append(line)
    return root


def _cards(root: _Node) -> Iterator[tuple[_Node, tuple[str, ...]]]:
    """Yield the headings with the tag, each with the titles of those above it."""
    waiting: list[tuple[_Node, tuple[str, ...]]] = [(root, ())]
    while waiting:
        node, above = waiting.pop()
        if "drill" in node.tags:
            yield node, above
            continue
        title = clean_line(markdown_of_org(node.title).text)
        below = (*above, title) if title else above
        waiting += [(child, below) for child in reversed(node.children)]


class _Reader:
    """Takes the cards of a file."""

    def __init__(self, collector: Collector, source: Source) -> None:
        self._collector, self._source = collector, source
        self.taken: list[tuple[_Node, int]] = []
        """Each heading with the place of its question among those that were taken."""

    def take(self, node: _Node, above: Sequence[str]) -> None:
        """Take a card, or say why not."""
        where = line_place(node.line)
        kind = node.properties.get("DRILL_CARD_TYPE", "").strip().lower()
        if kind in _TYPES_OF_SIDES:
            items = self._sides(node, where)
        elif kind in _TYPES_OF_ALL or _TYPES_OF_ONE.match(kind):
            items = self._simple(node, where, is_one_by_one=kind not in _TYPES_OF_ALL)
        else:
            words = _("cards of type “{type}” can't be carried")
            self._collector.skip(where, words.format(type=clean_line(kind)[:40]))
            return
        if not items:
            self._collector.skip(where, _("its front or its back is empty"))
        tags = tuple(dict.fromkeys((*above, *(tag for tag in node.tags if tag not in _OWN_TAGS))))
        key = node.properties.get("ID", "")
        for number, item in enumerate(items):
            fact = hashed(f"{key}{node.title}{node.text}") if len(items) > 1 else ""
            before = len(self._collector)
            self._collector.add(
                item.replaced(tags=tags, fact=fact),
                where=where,
                key=f"{key}-{number + 1}" if key and number else key,
            )
            if len(self._collector) > before:
                self.taken.append((node, before))

    def _text(self, org: str) -> Rich:
        return markdown_of_org(org)

    def _back(self, org: str, where: str) -> str:
        rich = markdown_of_org(org)
        if rich.pictures:
            self._collector.change(where, _("a picture or sound on the back is left out"))
        return rich.text

    def _simple(self, node: _Node, where: str, *, is_one_by_one: bool) -> list[Item]:
        back = self._answers(node.children, where)
        gaps = [found for found in _GAP.finditer(node.text) if found["answer"]]
        if gaps:
            groups = [[gap] for gap in gaps] if is_one_by_one else [gaps]
            made = (self._gaps(node, group, back, where) for group in groups)
            return [item for item in made if item is not None]
        front = self._front(node)
        if back and front.text:
            return [self._pictured(Flashcard(id="", stem=front.text, back=back), front, where)]
        text = self._back(node.text, where)
        if not node.title or not text or _NEUTRAL.match(node.title):
            return []
        self._collector.change(where, _("nothing is hidden in it: its heading asks here"))
        return [Flashcard(id="", stem=self._text(node.title).text, back=text)]

    def _front(self, node: _Node) -> Rich:
        """Return what asks: the text, below the heading where that says something."""
        rich = self._text(node.text)
        if _NEUTRAL.match(node.title):
            return rich
        title = self._text(node.title).text
        text = f"**{title}**\n\n{rich.text}" if rich.text else title
        return Rich(text=text, pictures=rich.pictures)

    def _answers(self, nodes: Sequence[_Node], where: str) -> str:
        """Return what headings below a card say, each under its name if that says something."""
        parts = []
        for node in nodes:
            inner = "\n\n".join(
                part
                for part in (self._back(node.text, where), self._answers(node.children, where))
                if part
            )
            title = self._text(node.title).text
            if not inner:
                parts.append("" if _NEUTRAL.match(node.title) else title)
            elif len(nodes) == 1 or _NEUTRAL.match(node.title):
                parts.append(inner)
            else:
                parts.append(f"**{title}**\n\n{inner}")
        return "\n\n".join(part for part in parts if part)

    def _gaps(
        self, node: _Node, asked: Sequence[re.Match[str]], explain: str, where: str
    ) -> Item | None:
        """Return a text with some of its gaps; a card where they cannot be typed."""
        starts = {gap.start(): at for at, gap in enumerate(asked)}

        def marked(found: re.Match[str]) -> str:
            if not found["answer"]:
                return found[0]
            at = starts.get(found.start())
            return found["answer"] if at is None else f"\ue000{at}\ue001"

        text = re.sub("[\ue000\ue001]", "", node.text)
        rich = self._text(_GAP.sub(marked, text))
        pieces = re.split("\ue000(\\d+)\ue001", rich.text)
        answers = [self._text(gap["answer"]).text for gap in asked]
        hints = [self._text(gap["hint"] or "").text for gap in asked]
        title = "" if _NEUTRAL.match(node.title) else f"**{self._text(node.title).text}**\n\n"
        pieces[0] = title + pieces[0]
        is_typed = all(
            0 < len(one) <= _LONGEST_GAP and not set(one) & set("$`\n") for one in answers
        )
        try:
            if not is_typed or [int(one) for one in pieces[1::2]] != list(range(len(asked))):
                raise UnreadableError(_("gaps that can't be typed: it became a card to flip"))
            gaps = [
                Gap(answers=(answer,), hint=hint)
                for answer, hint in zip(answers, hints, strict=True)
            ]
            item: Item = cloze({"explain": explain}, pieces[::2], gaps)
        except UnreadableError:
            self._collector.change(where, _("gaps that can't be typed: it became a card to flip"))
            shown = [f"[{hint or '…'}]" for hint in hints]
            item = Flashcard(
                id="",
                stem=_filled(pieces, [escaped(one) for one in shown]),
                back=_filled(pieces, [f"**{one}**" for one in answers]),
                explain=explain,
            )
        return self._pictured(item, rich, where)

    def _sides(self, node: _Node, where: str) -> list[Item]:
        """Return a card with two sides; of more, the others are on its back."""
        if len(node.children) < 2:
            return []
        first, second, *more = node.children
        front, back = self._text(first.text or first.title), self._back(second.text, where)
        lead = self._front(node)
        stem = "\n\n".join(part for part in (lead.text, front.text) if part)
        pictured = front if front.pictures else lead
        if node.properties["DRILL_CARD_TYPE"].strip().lower() == "multisided" and more:
            back = self._answers([second, *more], where)
            self._collector.change(where, _("of a card with many sides the first one asks"))
            card = Flashcard(id="", stem=stem, back=back)
        else:
            explain = self._answers(more, where)
            card = Flashcard(id="", stem=stem, back=back, reverse=True, explain=explain)
        return [self._pictured(card, pictured, where)] if stem and back else []

    def _pictured(self, item: Item, rich: Rich, where: str) -> Item:
        if not rich.pictures:
            return item
        keys = keep_picture(self._collector, rich.pictures, self._source.beside, where)
        made: Item = item.replaced(**keys)
        return made


_OWN_TAGS = ("drill", "leech")


def _filled(pieces: Sequence[str], texts: Sequence[str]) -> str:
    out = list(pieces)
    for at in range(1, len(out), 2):
        number = int(out[at])
        out[at] = texts[number] if number < len(texts) else ""
    return "".join(out).strip()


def _take_schedule(
    node: _Node, name: str, answers: list[PastAnswer], changes: list[PastChange]
) -> None:
    """Take the last answer to a card, and when it is due."""
    found = _MOMENT.match(node.properties.get("DRILL_LAST_REVIEWED", ""))
    quality = node.properties.get("DRILL_LAST_QUALITY", "")
    if found is None or quality not in tuple("012345"):
        return
    last = _moment(f"{found['day']} {found['time'] or '12:00'}")
    due = _moment(f"{node.due} 12:00") if node.due else None
    if last is None:
        return
    days = None if due is None else (due.date() - last.date()).days
    if days is not None and not 0 < days <= _LONGEST_DAYS:
        days = due = None
    answers.append(
        PastAnswer(card=name, at=last, rating=_OUR_RATINGS[int(quality)], interval_days=days)
    )
    if due is not None:
        changes.append(PastChange(card=name, at=last + _TICK, what="due", day=due.toordinal()))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if 1980 <= found.year <= 2100 else None


FORMAT = Format(
    name="org-drill",
    title="org-drill",
    endings=(".org",),
    trust=trust,
    decode=decode,
    leaves=(
        _("cards that Emacs makes as it asks: verbs, numbers, declensions"),
        _("pictures on the back; answers before the last one"),
    ),
)
