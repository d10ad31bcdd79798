"""Writing Moodle XML."""

import base64
import re
from collections.abc import Callable
from decimal import Decimal
from html import escape

from quiz.formats.exchange import moodle_computed
from quiz.formats.exchange.answers import model_of
from quiz.formats.exchange.checking import as_writable, note_of, unwritable, with_bank_notes
from quiz.formats.exchange.exchanged import Exported, ExportSource, Note
from quiz.formats.exchange.moodle_text import (
    cloze_text,
    option_html,
    percent_text,
    stem_html,
    weights,
)
from quiz.items import (
    Bank,
    Cloze,
    Computed,
    Essay,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.number import plain

_TITLE = "Moodle XML"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_TAIL = "</quiz>\n"


def encode(source: ExportSource, read: Callable[[bytes], Item | None]) -> Exported:
    """Write a bank.

    Args:
        source: The bank.
        read: Reads one question back.
    """
    bank = source.bank
    parts = [_category(bank)]
    notes: list[Note] = with_bank_notes(bank, ("title", "about"))
    for number, item in enumerate(bank.items, 1):
        near = as_writable(item, bank, draws=_draws)
        written = _question(near, source) if near is not None else ""
        if not written:
            notes.append(unwritable(item, number, _TITLE))
            continue
        back = read(f"{_HEAD}{written}{_TAIL}".encode())
        if back is not None and back.image and item.image:
            back = back.replaced(image=item.image)  # the same picture under a name of its own
        note = note_of(item, near, back, number)
        if note is not None:
            notes.append(note)
        if back is not None:
            parts.append(written)
    data = f"{_HEAD}{''.join(parts)}{_TAIL}".encode() if len(parts) > 1 else b""
    return Exported(data=data, notes=tuple(notes))


def _category(bank: Bank) -> str:
    name = bank.title.replace("/", "//")
    about = _text("info", stem_html(bank.about)) if bank.about else ""
    path = escape(f"$course$/top/{name}", quote=False)
    category = f"<category><text>{path}</text></category>"
    return f'<question type="category">\n{category}\n{about}</question>\n'


def _question(item: Item, source: ExportSource) -> str:
    """Return a question; empty if Moodle has none of its kind."""
    kind, parts = _parts(item)
    if not kind:
        return ""
    if isinstance(item, Cloze):
        stem = cloze_text(item.segments, item.gaps, case=item.case)
    else:
        stem = stem_html(item.stem)
    picture, file = _picture(item, source)
    head = [
        f'<question type="{kind}">\n<name><text>{escape(item.id, quote=False)}</text></name>\n',
        _text("questiontext", picture + stem, file),
        _text("generalfeedback", stem_html(item.explain)),
        f"<defaultgrade>{item.points:.7g}</defaultgrade>\n",
        "<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n",
        f"<idnumber>{escape(item.id, quote=False) if item.has_written_id else ''}</idnumber>\n",
    ]
    tail = [_text("hint", stem_html(hint)) for hint in item.hints]
    if item.tags:
        tags = "".join(f"<tag>{_bare_text(tag)}</tag>" for tag in item.tags)
        tail.append(f"<tags>{tags}</tags>\n")
    return "".join([*head, *parts, *tail, "</question>\n"])


def _picture(item: Item, source: ExportSource) -> tuple[str, str]:
    data = source.media(item.image) if item.image else None
    if not data:
        return "", ""
    name = re.sub(r"[^\w.-]", "_", item.image.rsplit("/", 1)[-1])
    packed = base64.b64encode(data).decode("ascii")
    file = f'<file name="{escape(name)}" path="/" encoding="base64">{packed}</file>'
    return f'<p><img src="@@PLUGINFILE@@/{escape(name)}" alt="{escape(item.alt)}"></p>', file


def _parts(item: Item) -> tuple[str, list[str]]:
    """Return Moodle's name of a kind, and what only questions of it have; empty if it has none."""
    match item:
        case SingleChoice():
            shares = [100.0 if at == item.key else 0.0 for at in range(len(item.options))]
            return "multichoice", _options(item, shares, is_single=True)
        case MultipleChoice():
            return _several(item)
        case TrueFalse():
            answers = [
                _answer("true", 100.0 if item.key else 0.0),
                _answer("false", 0.0 if item.key else 100.0),
            ]
            return "truefalse", answers
        case ShortText():
            texts = [text.replace("*", "\\*") for text in (item.answer, *item.accept)]
            case = f"<usecase>{int(item.case)}</usecase>\n"
            return "shortanswer", [case, *(_answer(text, 100.0) for text in texts)]
        case Number():
            return "numerical", _number(item)
        case Match():
            return "matching", _pairs(item)
        case Order():
            entries = enumerate(item.entries, 1)
            order = [_answer(option_html(one), at, kind="html") for at, one in entries]
            settings = "<layouttype>0</layouttype><selecttype>0</selecttype>\n"
            return "ordering", [settings, *order]
        case Cloze():
            return "cloze", []
        case Computed():
            return "calculated", [*moodle_computed.written(item), _units(item.units)]
        case Essay():
            settings = "<responseformat>editor</responseformat>\n"
            return "essay", [settings, _text("graderinfo", stem_html(model_of(item)))]
        case _:
            return "", []


def _several(item: MultipleChoice) -> tuple[str, list[str]]:
    found = weights(len(item.keys), len(item.options) - len(item.keys))
    if found is None:
        return "", []
    right, wrong = map(iter, found)
    shares = [next(right) if at in item.keys else next(wrong) for at in range(len(item.options))]
    return "multichoice", _options(item, shares, is_single=False)


def _options(
    item: SingleChoice | MultipleChoice, shares: list[float], *, is_single: bool
) -> list[str]:
    settings = (
        f"<single>{str(is_single).lower()}</single>\n"
        f"<shuffleanswers>{str(item.shuffle).lower()}</shuffleanswers>\n"
        "<answernumbering>abc</answernumbering>\n"
    )
    answers = [
        _answer(option_html(option.text), share, stem_html(option.feedback), kind="html")
        for option, share in zip(item.options, shares, strict=True)
    ]
    return [settings, *answers]


def _number(item: Number) -> list[str]:
    answers = []
    for one in (item.answer, *item.accept):
        width = item.tolerance.value if item.tolerance is not None else Decimal(0)
        if item.tolerance is not None and item.tolerance.is_relative:
            width = abs(one * width / 100)
        inner = f"<tolerance>{plain(width)}</tolerance>"
        answers.append(_answer(plain(one), 100.0, more=inner))
    return [*answers, _units(item.units)]


def _units(units: tuple[str, ...]) -> str:
    written = "".join(
        f"<unit><multiplier>1</multiplier><unit_name>{escape(unit, quote=False)}</unit_name></unit>"
        for unit in units
    )
    settings = "<unitgradingtype>0</unitgradingtype>\n<showunits>0</showunits>\n"
    return f"<units>{written}</units>\n{settings}" if written else ""


def _draws(item: Computed) -> bool:
    """Return whether Moodle can draw the letters of a question."""
    return bool(moodle_computed.written(item))


def _pairs(item: Match) -> list[str]:
    pairs = [(option_html(pair.left), pair.right) for pair in item.pairs]
    pairs += [("", option.text) for option in item.distractors]
    return ["<shuffleanswers>true</shuffleanswers>\n"] + [
        f'<subquestion format="html">{_bare_text(left)}<answer>{_bare_text(right)}</answer>'
        "</subquestion>\n"
        for left, right in pairs
    ]


def _answer(
    text: str, share: float, feedback: str = "", *, kind: str = "plain_text", more: str = ""
) -> str:
    inner = _bare_text(text) + _text("feedback", feedback) + more
    return f'<answer fraction="{percent_text(share)}" format="{kind}">{inner}</answer>\n'


def _text(name: str, html: str, more: str = "") -> str:
    return f'<{name} format="html">{_bare_text(html)}{more}</{name}>\n'


def _bare_text(text: str) -> str:
    if not text:
        return "<text></text>"
    inner = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{inner}]]></text>"
