"""What GIFT and Moodle XML have in common: texts in Moodle's formats, categories, Cloze gaps."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import unescape

from quiz.cleaning import clean
from quiz.formats.exchange.answers import (
    Change,
    UnreadableError,
    WeightedAnswer,
    decimal_of,
    gap_of,
    nearest_weight,
)
from quiz.formats.exchange.rich import (
    Picture,
    escaped,
    html_line,
    html_of,
    line_of,
    looks_like_html,
    markdown_of,
    with_dollars,
)
from quiz.items import Gap
from quiz.translation import _

_PLAIN = re.compile(r"[^\\`*_\[\]<>&~$\n\t#|+\-=\d!][^\\`*_\[\]<>&~$\n\t]*\Z")
"""Texts that no reader takes for anything but text; most of them."""
_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|code|dd|del|div|dl|dt|em|h[1-6]|hr|i|img|ins|li|ol|p|pre|s|small"
    r"|span|strong|strike|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|font|video|audio)"
    r"(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{1,6});",
    re.I,
)
_FORMATS = {
    "html": "html", "moodle": "moodle", "moodle_auto_format": "moodle", "plain": "plain",
    "plain_text": "plain", "markdown": "markdown", "1": "html", "0": "moodle", "2": "plain",
    "4": "markdown",
}  # fmt: skip


class TextReader:
    """Reads texts in one of Moodle's formats; keeps what they name and lose."""

    __slots__ = ("_change", "_place", "pictures")

    def __init__(self, change: Change, place: Callable[[str], str] = lambda source: source) -> None:
        """Begin with no pictures.

        Args:
            change: Takes note of what is carried otherwise.
            place: Returns the path beside the bank of a picture's address.
        """
        self._change, self._place = change, place
        self.pictures: list[Picture] = []

    def markdown(self, text: str, kind: str) -> str:
        """Return a text as Markdown.

        Args:
            text: As Moodle keeps it.
            kind: `html`, `moodle`, `plain` or `markdown`; anything else is `moodle`.
        """
        if _PLAIN.match(text):
            return " ".join(text.split(" ")).strip() if kind == "html" else text.strip()
        kind = _FORMATS.get(kind, "moodle")
        if kind == "markdown":
            return with_dollars(clean(text)).strip()
        if kind == "plain" or (kind == "moodle" and not _TAG.search(text)):
            return escaped(with_dollars(clean(text))).strip()
        if kind == "moodle":
            text = text.strip().replace("\n", "<br>")
        rich = markdown_of(text, place=self._place)
        self.pictures += rich.pictures
        self._lost(rich.lost)
        return rich.text

    def line(self, text: str, kind: str) -> str:
        """Return an option or an answer as one line of plain text."""
        if _PLAIN.match(text):
            return " ".join(text.split())
        kind = _FORMATS.get(kind, "moodle")
        if kind in ("plain", "markdown") or (kind == "moodle" and not _TAG.search(text)):
            return " ".join(with_dollars(clean(text)).split())
        rich = line_of(text)
        self._lost(rich.lost)
        if rich.pictures:
            self._change(_("a picture in an option is left out"))
        elif not rich.text and not rich.lost and kind == "moodle":
            return " ".join(clean(text).split())  # an option such as `<b>`, which asks for the tag
        return rich.text

    def _lost(self, lost: Sequence[str]) -> None:
        if lost:
            self._change(_("left out: {what}").format(what=", ".join(lost)))


def category_parts(path: str) -> tuple[str, ...]:
    """Return the names in the path of a category of Moodle, from the widest to the narrowest."""
    parts = path.replace("//", "\x01").split("/")
    names = (" ".join(clean(part.replace("\x01", "/")).split()) for part in parts)
    return tuple(
        dict.fromkeys(
            name for name in names if name and name != "top" and not re.match(r"\$\w+\$\Z", name)
        )
    )


# Weights


def weights(keys: int, wrong: int) -> tuple[list[float], list[float]] | None:
    """Return what options are worth so that Moodle marks as a bank does.

    Args:
        keys: How many are right.
        wrong: How many are not.

    Returns:
        Percentages of the right ones, which sum to 100, and of the wrong ones; None if Moodle
        has none for so many.
    """
    least, most = 10, 20
    if keys > most:
        return None
    if keys > least:
        right = [10.0] * (most - keys) + [5.0] * (2 * (keys - least))
    else:
        right = [nearest_weight(100 / keys)] * keys
    return right, [-nearest_weight(100 / wrong)] * wrong if wrong else []


def percent_text(percent: float) -> str:
    """Return a weight as Moodle writes it."""
    return f"{percent:.5f}".rstrip("0").rstrip(".")


# Texts for Moodle


def is_bare(text: str) -> bool:
    """Return whether a text reads the same in each of Moodle's formats."""
    return _PLAIN.match(text) is not None and "  " not in text and text == text.strip()


def stem_html(markdown: str) -> str:
    """Return a text as HTML for Moodle."""
    return markdown if is_bare(markdown) else html_of(markdown)


def option_html(text: str) -> str:
    """Return an option as HTML for Moodle."""
    return text if is_bare(text) else html_line(text)


# Cloze

_CLOZE_GAP = re.compile(
    r"\{(?P<weight>\d*):(?P<type>NUMERICAL|NM|MULTICHOICE(?:_[VHS]{1,2})?|MC(?:[VHS]|VS|HS)?"
    r"|MULTIRESPONSE(?:_[HS]{1,2})?|MR(?:[HS]|HS)?|SHORTANSWER(?:_C)?|SAC?|MWC?):"
    r"(?P<inner>(?:[^\\{}]|\\.|\{(?!\d*:)){0,20000})\}",
    re.S,
)
_CLOZE_ANSWER = re.compile(
    r"\s*(?P<weight>=|%-?\d{1,3}(?:[.,]\d{1,10})?%)?(?P<text>(?:[^\\#]|\\.|(?<=&)#)*)"
    r"(?:#(?P<feedback>.*))?\Z",
    re.S,
)
_CLOZE_ESCAPE = re.compile(r"\\([}~#/\"\\{=%])")
_CLOZE_SPLIT = re.compile(r"(?<!\\)~")


def has_cloze_gaps(text: str) -> bool:
    """Return whether a text has gaps of Moodle's Cloze."""
    return _CLOZE_GAP.search(text) is not None


def cloze_parts(
    text: str, reader: TextReader, kind: str, change: Change
) -> tuple[list[str], list[Gap], bool]:
    """Return the text between gaps of Cloze as Markdown, the gaps, and whether capitals count.

    Args:
        text: With gaps as `{1:MC:a~=b}`.
        reader: Reads its texts.
        kind: Its format.
        change: Takes note of what is carried otherwise.

    Raises:
        UnreadableError: A gap cannot be read, or there is none.
    """
    gaps: list[Gap] = []
    cases: set[bool] = set()
    shares: set[str] = set()

    def take(found: re.Match[str]) -> str:
        gaps.append(_gap(found, reader, change))
        cases.add(found["type"] in ("SAC", "MWC", "SHORTANSWER_C"))
        shares.add(found["weight"] or "1")
        return f"\ue000{len(gaps) - 1}\ue001"

    marked = _CLOZE_GAP.sub(take, text.replace("\ue000", "").replace("\ue001", ""))
    if not gaps:
        raise UnreadableError(_("a text without gaps"))
    if len(shares) > 1:
        change(_("gaps with weights of their own count the same here"))
    if len(cases) > 1:
        change(_("capitals count in some gaps there: here in none"))
    markdown = reader.markdown(marked, kind)
    pieces = re.split("\ue000(\\d+)\ue001", markdown)
    order = [int(number) for number in pieces[1::2]]
    if order != list(range(len(gaps))):
        raise UnreadableError(_("gaps in a place where no text can be"))
    return pieces[::2], gaps, cases == {True}


def _gap(found: re.Match[str], reader: TextReader, change: Change) -> Gap:
    type_ = found["type"]
    is_picked = type_.startswith("M") and not type_.startswith("MW")
    if type_.startswith(("MR", "MULTIR")):
        raise UnreadableError(_("a gap with several correct options"))
    answers = []
    is_number = type_ in ("NM", "NUMERICAL")
    for part in _CLOZE_SPLIT.split(found["inner"]):
        answer = _CLOZE_ANSWER.match(part)
        if answer is None or not part.strip():
            continue
        weight = answer["weight"] or ""
        percent = (
            100.0 if weight == "=" else float(weight.strip("%").replace(",", ".")) if weight else 0
        )
        raw = _CLOZE_ESCAPE.sub(r"\1", answer["text"]).strip()
        text = reader.line(raw, "html") if looks_like_html(raw) else unescape(raw)
        feedback = (answer["feedback"] or "").strip()
        if is_number and text != "*" and percent > 0:
            text = _number_text(text, change)
        answers.append(WeightedAnswer(" ".join(text.split()), percent, feedback))
    return gap_of(answers, change, is_picked=is_picked)


def _number_text(text: str, change: Change) -> str:
    value, _colon, tolerance = text.partition(":")
    allowed = decimal_of(tolerance) if tolerance.strip() else Decimal(0)
    if decimal_of(value) is None or allowed is None:
        raise UnreadableError(_("its answer is no number"))
    if allowed:
        words = _("the tolerance of a number in a gap is left out: {what}")
        change(words.format(what=text.strip()))
    return value.strip()


def cloze_text(segments: Sequence[str], gaps: Sequence[Gap], *, case: bool) -> str:
    """Return a text with gaps as Moodle's Cloze writes them, HTML.

    Args:
        segments: Markdown, one more than gaps.
        gaps: The gaps.
        case: Whether capitals count.
    """
    marked = segments[0]
    for at, segment in enumerate(segments[1:]):
        marked += f"\ue000{at}\ue001{segment}"
    html = html_of(marked)

    def write(found: re.Match[str]) -> str:
        gap = gaps[int(found[1])]
        if gap.options:
            right, *wrong = map(_escaped_gap, gap.options)
            return "{1:MC:=" + "~".join([right, *wrong]) + "}"
        kind = "SAC" if case else "SA"
        texts = [_escaped_gap(answer.replace("*", "\\*")) for answer in gap.answers]
        return "{1:" + kind + ":" + "~".join("=" + text for text in texts) + "}"

    return re.sub("\ue000(\\d+)\ue001", write, html)


def _escaped_gap(text: str) -> str:
    from html import escape

    return re.sub(
        r"[}~#\"\\]|\A[=%]", lambda found: "\\" + found.group(), escape(text, quote=False)
    )
