"""Russian names of people in their subject form, where an ending tells it without doubt."""

_MALE = frozenset(
    """
    александр алексей анатолий андрей антон аркадий артём борис вадим валентин валерий
    василий виктор виталий владимир владислав вячеслав геннадий георгий глеб григорий даниил
    денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид максим марк
    михаил никита николай олег павел пётр роман руслан семён сергей станислав степан тимофей
    тимур фёдор эдуард юрий яков ярослав
    """.split()  # noqa: SIM905  # a table of words reads best as one text
)
_OBLIQUE = (
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ом",
    "ем",
    "ой",
    "ей",
    "ою",
    "у",
    "ю",
    "ы",
    "и",
    "е",
)


def subject_form(name: str) -> str:
    """Return a name as the subject of a sentence has it; empty where its endings leave that open.

    Source: the declension of first names and of surnames in -ов, -ев, -ин, -ский and their feminine
    forms; other surnames in a case that is not the first are left open.

    Args:
        name: First name and surname, or a surname, in any case.
    """
    words = name.split()
    first, last = words[0], words[-1]
    if len(words) == 1:
        return "" if last.endswith(_OBLIQUE) else name
    if first.lower() in _MALE and not last.endswith(_OBLIQUE[:5]):
        return name
    male = _male_first(first)
    if male and (surname := _male_last(last)):
        return " ".join((male, *words[1:-1], surname))
    if first.endswith(("а", "я")) and not male:
        return name if last.endswith(("ва", "на", "ая")) or not last.endswith(_OBLIQUE) else ""
    if first.endswith(("ы", "и")) and not male:
        vowel = "я" if first.endswith("ии") else "а"
        if last.endswith(("вой", "ной")):
            return " ".join((first[:-1] + vowel, *words[1:-1], last[:-2] + "а"))
        if last.endswith("ской"):
            return " ".join((first[:-1] + vowel, *words[1:-1], last[:-2] + "ая"))
        return ""
    return "" if last.endswith(_OBLIQUE) or first.endswith(("у", "ю")) else name


def _male_first(word: str) -> str:
    for ending, base in (
        ("а", ""),
        ("я", "й"),
        ("я", "ь"),
        ("у", ""),
        ("ю", "й"),
        ("ом", ""),
        ("ем", "й"),
    ):
        if word.endswith(ending):
            guess = word.removesuffix(ending) + base
            if guess.lower() in _MALE:
                return guess
    return ""


def _male_last(word: str) -> str:
    if word.endswith(("ского", "цкого", "скому", "цкому")):
        return word[:-3] + "ий"
    if word.endswith(("ова", "ева", "ёва", "ина", "ына", "ову", "еву", "ину")):
        return word[:-1]
    if word.endswith(("овым", "евым", "иным")):
        return word[:-2]
    return ""
