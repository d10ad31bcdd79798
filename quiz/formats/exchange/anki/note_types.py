"""The note types that quiz writes: its own in packages, Anki's usual ones in text files."""

import msgspec

from quiz.formats.exchange.anki.collection import NoteType, Template

OWN = "Quiz "
"""Begins the names of our note types; their fields are known when a package comes back."""
EXPLAIN = "Explain"
"""The field with the explanation in our note types."""
_ANSWER = "{{FrontSide}}<hr id=answer>"
_MORE = '<div class="explain">{{Explain}}</div>'


class OutType(msgspec.Struct, frozen=True, kw_only=True):
    """A note type to write."""

    id: int
    """The same in every file, or Anki would make the type a second time."""
    type: NoteType
    """How it is shown."""


def _made(number: int, name: str, fields: tuple[str, ...], *sides: tuple[str, str]) -> OutType:
    templates = {
        at: Template(f"Card {at + 1}", front, back) for at, (front, back) in enumerate(sides)
    }
    made = NoteType(
        name=name,
        fields=fields,
        templates=templates,
        is_cloze="cloze" in name.lower(),
        is_image_occlusion=False,
    )
    return OutType(id=number, type=made)


_FIRST = 1_764_000_000_000
_CARD = ("Front", "Back", "Hint", EXPLAIN)
_ONE_WAY = ("{{Front}} {{hint:Hint}}", f"{_ANSWER}{{{{Back}}}}{_MORE}")
_OTHER_WAY = ("{{Back}}", f"{_ANSWER}{{{{Front}}}}{_MORE}")
OWN_TYPES = {
    "card": _made(_FIRST, "Quiz card", _CARD, _ONE_WAY),
    "both": _made(_FIRST + 1, "Quiz card (both directions)", _CARD, _ONE_WAY, _OTHER_WAY),
    "typed": _made(
        _FIRST + 2,
        "Quiz typed",
        ("Front", "Answer", "Hint", EXPLAIN),
        ("{{Front}} {{hint:Hint}}{{type:Answer}}", f"{_ANSWER}{{{{type:Answer}}}}{_MORE}"),
    ),
    "cloze": _made(
        _FIRST + 3,
        "Quiz cloze",
        ("Text", "Hint", EXPLAIN),
        ("{{cloze:Text}} {{hint:Hint}}", f"{{{{cloze:Text}}}}{_MORE}"),
    ),
}
"""Our own, by what they are for."""
_BASIC = ("{{Front}}", f"{_ANSWER}{{{{Back}}}}")
USUAL_TYPES = {
    "card": _made(1, "Basic", ("Front", "Back"), _BASIC),
    "both": _made(
        2,
        "Basic (and reversed card)",
        ("Front", "Back"),
        _BASIC,
        ("{{Back}}", f"{_ANSWER}{{{{Front}}}}"),
    ),
    "typed": _made(
        3,
        "Basic (type in the answer)",
        ("Front", "Back"),
        ("{{Front}}{{type:Back}}", f"{_ANSWER}{{{{type:Back}}}}"),
    ),
    "cloze": _made(
        4,
        "Cloze",
        ("Text", "Back Extra"),
        ("{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}"),
    ),
}
"""Those that every Anki has, by what they are for."""
