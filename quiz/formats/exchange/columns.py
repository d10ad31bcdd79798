"""Which column of a table is what: by its name in several languages, or by what is in it."""

import re
from collections.abc import Sequence

import msgspec

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Choices
from quiz.formats.exchange.grids import GridRow
from quiz.translation import _

_FRONTS = {
    "front", "term", "question", "questions", "word", "q", "prompt", "stem", "cue", "clue",
    "vorderseite", "begriff", "frage", "wort", "fragetext", "fronte", "termine", "domanda",
    "parola", "recto", "terme", "question text", "mot", "pregunta", "anverso", "término",
    "вопрос", "термин", "question 1", "text", "german", "deutsch", "statement", "aussage",
    "affermazione",
}  # fmt: skip
_BACKS = {
    "back", "definition", "meaning", "answer", "answers", "a", "translation", "response",
    "rückseite", "bedeutung", "antwort", "übersetzung", "definizione", "significato", "risposta",
    "traduzione", "retro", "verso", "définition", "réponse", "traduction", "respuesta", "reverso",
    "definición", "traducción", "ответ", "перевод", "определение", "english", "englisch",
    "true/false", "true or false", "richtig/falsch", "wahr/falsch", "vero/falso",
}  # fmt: skip
_RIGHTS = {
    "correct", "correct answer", "correct answers", "correct option", "right", "right answer",
    "key", "solution", "correct choice", "answer key", "lösung", "richtig", "richtige antwort",
    "korrekt", "risposta corretta", "risposta esatta", "corretta", "soluzione", "bonne réponse",
    "réponse correcte", "respuesta correcta", "correcta", "правильный ответ",
}  # fmt: skip
_TAGS = {"tags", "tag", "topic", "topics", "category", "categories", "thema", "themen", "kategorie",
         "schlagwort", "schlagwörter", "argomento", "categoria", "etichette", "thème", "catégorie",
         "tema", "categoría", "subject", "deck", "chapter", "kapitel"}  # fmt: skip
_WHYS = {"explanation", "explain", "feedback", "comment", "note", "notes", "rationale", "erklärung",
         "kommentar", "bemerkung", "begründung", "spiegazione", "commento", "nota", "explication",
         "commentaire", "explicación", "why", "example", "beispiel", "esempio"}  # fmt: skip
_HINTS = {"hint", "hints", "hinweis", "tipp", "suggerimento", "indice", "indizio", "pista"}
_IDS = {"id", "guid", "uid", "nr", "no", "no.", "number", "#", "key id", "nummer", "numero"}
_KINDS = {"kind", "type", "question type", "typ", "fragetyp", "tipo"}
_POINTS = {"points", "score", "punkte", "punti", "marks"}
_PEOPLE = {
    "email", "e-mail", "email address", "e-mail address", "e-mail-adresse", "student", "students",
    "first name", "last name", "surname", "vorname", "nachname", "nome", "cognome", "prénom",
    "username", "student id", "id number", "matrikelnummer", "indirizzo email",
}  # fmt: skip
_GRADES = {
    "timestamp", "zeitstempel", "score", "total", "grade", "total score", "started on", "completed",
    "time taken", "id", "state", "status", "punkte", "bewertung", "informazioni cronologiche",
    "quiz 1", "test 1",
}  # fmt: skip
_FORM_TIMES = {"timestamp", "zeitstempel", "horodateur", "marca temporal", "отметка времени",
               "informazioni cronologiche"}  # fmt: skip
_FORM_NAMES = {"name", "your name", "full name", "dein name", "ihr name", "nom", "nombre"}
_CHOICE = re.compile(
    r"(?:choice|option|answer option|answer|antwort|antwortmöglichkeit|auswahl|risposta|opzione|"
    r"réponse|choix|proposition|opción|alternativa|respuesta|distractor|wrong|wrong answer|"
    r"incorrect|incorrect answer|falsch|falsche antwort|sbagliata|errata|вариант|вариант ответа|"
    r"ответ|option de réponse)s?[\s_.-]*(?P<at>[a-jа-и]|\d{1,2})?\Z"
)
_WRONG = re.compile(r"(?:distractor|wrong|incorrect|falsch|sbagliata|errata)")
_LETTER = re.compile(r"[a-jA-J]\Z")
_CYRILLIC = "абвгдежи"
"""Letters that options have in Russian: the third one looks like the Latin second."""
_NAMED_PLACE = re.compile(
    r"(?:option|answer|choice|antwort|auswahl|risposta|opzione|réponse|choix|opción|respuesta|"
    r"вариант|ответ)\s*[#:.]?\s*(?P<sign>\w{1,2})\Z"
)
"""`Option B`, `Answer 2`: a place, where no option reads so."""
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Between the words of `CorrectAnswer`."""
_LONGEST_NAME = 40
_MOST_ABOVE = 6
"""Rows of a title that may stand above the names of columns."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Indices of the columns of a table, by what they are; None for those that are not there."""

    front: int
    """What is asked."""
    back: int | None
    """What is right."""
    options: tuple[int, ...] = ()
    """Options to choose from, right ones among them if `is_keyed`."""
    right: int | None = None
    """Which option is right: its letter, number or text."""
    tags: int | None = None
    """Topics."""
    why: int | None = None
    """The explanation."""
    hint: int | None = None
    """A hint."""
    id: int | None = None
    """What it is called for good."""
    kind: int | None = None
    """The kind of question, by our names."""
    points: int | None = None
    """What it is worth."""
    has_header: bool = False
    """Whether the first row names the columns."""

    @property
    def used(self) -> set[int]:
        """All of them."""
        single = (self.front, self.back, self.right, self.tags, self.why, self.hint, self.id,
                  self.kind, self.points)  # fmt: skip
        return {at for at in (*single, *self.options) if at is not None}


def columns_of(rows: Sequence[GridRow], choices: Choices) -> Columns:
    """Return which column is what.

    Args:
        rows: Of the table, at least one.
        choices: What the one who imports decided.

    Raises:
        QuizError: A column that was named is not there, or there is but one column.
    """
    head = [_name_of(cell) for cell in rows[0].cells]
    has_header = choices.has_header
    if has_header is None:
        has_header = _is_head(head)
    head = _with_letters(head)
    names = head if has_header else [""] * max(len(row.cells) for row in rows[:50])
    width = width_of(rows)
    found = _named(names) if has_header else {}
    front = _chosen(choices.front, rows[0], width)
    back = _chosen(choices.back, rows[0], width)
    options = tuple(
        at for one in choices.options if (at := _chosen(one, rows[0], width)) is not None
    )
    tags = _chosen(choices.tags, rows[0], width)
    front = front if front is not None else found.get("front")
    back = back if back is not None else found.get("back")
    listed = options or tuple(at for at, name in enumerate(names) if _is_option(name, at, found))
    taken = {*found.values(), *listed}
    free = [at for at in range(width) if at not in taken and at not in (front, back)]
    if front is None:
        if not free:
            raise QuizError(_("no column asks; name it with --front"))
        front = free.pop(0)
    right = found.get("right")
    if back is None and right is None and not (listed and not _are_wrong(names, listed)):
        back = free.pop(0) if free else None
    if back is None and right is None and not listed:
        raise QuizError(_("a table with one column; cards need two"))
    if len(listed) >= 2 and right is None and back is not None and not _are_wrong(names, listed):
        right, back = back, None  # `answer` beside options says which of them is right
    return Columns(
        front=front,
        back=back,
        options=listed,
        right=right,
        tags=tags if tags is not None else found.get("tags"),
        why=found.get("why"),
        hint=found.get("hint"),
        id=found.get("id"),
        kind=found.get("kind"),
        points=found.get("points"),
        has_header=has_header,
    )


def width_of(rows: Sequence[GridRow]) -> int:
    """Return how many columns a table has, without empty ones at its end."""
    filled = (at + 1 for row in rows[:1000] for at, cell in enumerate(row.cells) if cell)
    return max(filled, default=1)


def _with_letters(names: list[str]) -> list[str]:
    """Return names of columns in which `A` and `B` are options: `A` alone is an answer."""
    are_options = {"a", "b"} <= set(names) and any(len(name) > 1 for name in names)
    if not are_options:
        return names
    return [f"option {name}" if _LETTER.match(name) else name for name in names]


def _name_of(cell: str) -> str:
    name = _JOINED.sub(" ", cell) if " " not in cell else cell
    name = name.casefold().replace("_", " ").replace("(s)", "s")
    name = re.sub(r"\s*\((?:[a-j1-9]\s*(?:[-–,/]|to|or|bis)\s*)+[a-j1-9]\)\s*\Z", "", name)
    return " ".join(name.split()).strip("*:")


def without_title(rows: list[GridRow], choices: Choices) -> tuple[str, list[GridRow]]:
    """Return the title above a table, empty for none, and the rows below it.

    Args:
        rows: All rows.
        choices: What the one who imports decided.
    """
    if choices.has_header is False:
        return "", rows
    for at, row in enumerate(rows[:_MOST_ABOVE]):
        filled = [cell for cell in row.cells if cell]
        if len(filled) > 1:
            is_head = at > 0 and _is_head([_name_of(cell) for cell in row.cells])
            title = next(cell for cell in rows[0].cells if cell) if is_head else ""
            return (title, rows[at:]) if is_head else ("", rows)
    return "", rows


def are_results(rows: Sequence[GridRow]) -> bool:
    """Return whether a table says what students answered or scored, by the names of its columns."""
    names = {_name_of(cell) for cell in rows[0].cells}
    if names & _FORM_TIMES and names & (_GRADES - _FORM_TIMES | _PEOPLE | _FORM_NAMES):
        return True
    return len(names & _PEOPLE) + len(names & _GRADES) >= 2 and bool(names & _PEOPLE)


def _is_head(head: Sequence[str]) -> bool:
    """Return whether a first row names columns, by the words that it has."""
    known = sum(name in _ALL or (_CHOICE.match(name) is not None and bool(name)) for name in head)
    if known >= 2 or (known and len([name for name in head if name]) <= 2):
        return not any(len(name) > _LONGEST_NAME or name.endswith("?") for name in head)
    return False


_ALL = {*_FRONTS, *_BACKS, *_RIGHTS, *_TAGS, *_WHYS, *_HINTS, *_IDS, *_KINDS, *_POINTS}


def _named(names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    roles = (("right", _RIGHTS), ("tags", _TAGS), ("hint", _HINTS), ("kind", _KINDS),
             ("points", _POINTS), ("front", _FRONTS), ("back", _BACKS), ("why", _WHYS),
             ("id", _IDS))  # fmt: skip
    for at, name in enumerate(names):
        if list(names).count(name) > 1 and _CHOICE.match(name):
            continue  # `Answer`, `Answer`, `Answer`: options
        for role, words in roles:
            if name in words and role not in found:
                found[role] = at
                break
    back = found.get("back")
    if back is not None and names[back] == "a" and "front" not in found:
        del found["back"]  # `Q` and `A` are question and answer, `A` and `B` two columns
    return found


def _is_option(name: str, at: int, found: dict[str, int]) -> bool:
    return bool(name) and at not in found.values() and _CHOICE.match(name) is not None


def _are_wrong(names: Sequence[str], options: Sequence[int]) -> bool:
    return all(_WRONG.match(names[at]) is not None for at in options if at < len(names)) and any(
        at < len(names) and names[at] for at in options
    )


def are_wrong(names: Sequence[str], options: Sequence[int]) -> bool:
    """Return whether columns of options hold only wrong ones, by their names."""
    return _are_wrong([name.casefold() for name in names], options)


def _chosen(name: str, head: GridRow, width: int) -> int | None:
    """Return the index of a column that was named, by its name or its number from 1.

    Raises:
        QuizError: There is none.
    """
    if not name:
        return None
    wanted = " ".join(name.casefold().split())
    for at, cell in enumerate(head.cells):
        if " ".join(cell.casefold().split()) == wanted:
            return at
    if name.isdecimal() and 1 <= int(name) <= width:
        return int(name) - 1
    shown = ", ".join(cell for cell in head.cells if cell)
    raise QuizError(
        _("no column {name!r}; the first row has: {columns}").format(name=name, columns=shown)
    )


def are_places(keys: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Return whether a column of right options has places, though some might be texts as well.

    Where one cell can be a place alone, none of the others is a text that looks like one.

    Args:
        keys: What each row's cell says, and the row's options.
    """
    said = [(text.strip(), options) for text, options in keys if text.strip() and options]
    are_signs = all(
        _sign_place(text.casefold(), len(options)) is not None for text, options in said
    )
    are_texts = all(
        " ".join(text.casefold().split()) in [" ".join(one.casefold().split()) for one in options]
        for text, options in said
    )
    return bool(said) and are_signs and not are_texts


def _sign_place(sign: str, count: int) -> int | None:
    """Return the place that a letter or a number from 1 names among so many options."""
    if _LETTER.match(sign):
        at = ord(sign) - ord("a")
    elif len(sign) == 1 and sign in _CYRILLIC:
        at = _CYRILLIC.index(sign)
    elif sign.isdecimal():
        at = int(sign[:4]) - 1
    else:
        return None
    return at if 0 <= at < count else None


def option_place(text: str, options: Sequence[str], *, by_place: bool = False) -> list[int]:
    """Return which options are right by letters, numbers or texts; none where that is not said.

    Args:
        text: What a cell says.
        options: The texts to choose from.
        by_place: Whether a letter or a number is a place even where an option reads so.
    """
    text = text.strip()
    folded = [" ".join(option.casefold().split()) for option in options]
    whole = " ".join(text.casefold().split())
    if whole in folded and not (by_place and _sign_place(whole, len(options)) is not None):
        return [folded.index(whole)]
    named = [_NAMED_PLACE.match(part.strip()) for part in whole.split(";")]
    if all(named):
        found = [_sign_place(one["sign"], len(options)) for one in named if one]
        return sorted({at for at in found if at is not None}) if None not in found else []
    places = []
    for part in re.split(r"[,;/|&+]|\s+and\s+|\s+", text):
        sign = part.strip().strip("().").casefold()
        if not sign:
            continue
        if (place := _sign_place(sign, len(options))) is not None:
            places.append(place)
        elif sign in folded:
            places.append(folded.index(sign))
        else:
            return _listed(text, folded)
    return sorted(set(places))


def _listed(text: str, folded: Sequence[str]) -> list[int]:
    """Return the places of options that a text lists, separated by semicolons or bars."""
    parts = [" ".join(part.casefold().split()) for part in re.split(r"[;|\n]", text)]
    found = [folded.index(part) for part in parts if part in folded]
    return sorted(set(found)) if len(found) == len([part for part in parts if part]) else []
