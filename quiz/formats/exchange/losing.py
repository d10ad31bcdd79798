"""What a format cannot hold of a question of ours: one list for all that write."""

from quiz.formats.exchange.exchanged import Note
from quiz.items import Bank, Item
from quiz.translation import _

_KEYS = {
    "explain": ("explain", ""), "hints": ("hint", ()), "source": ("source", ""),
    "passage": ("passage", ""), "fact": ("fact", ""), "image": ("image", ""), "alt": ("alt", ""),
    "tags": ("tags", ()), "points": ("points", 1.0), "time_limit_s": ("time", 0.0),
    "partial": ("partial", True), "shown_first": ("shown_first", True),
    "is_draft": ("draft", False),
    "difficulty": ("difficulty", None), "typos": ("typos", True), "case": ("case", False),
    "accents": ("accents", None), "endings": ("endings", None), "article": ("article", None),
    "accept": ("accept", ()), "units": ("unit", ()), "tolerance": ("tolerance", None),
    "shuffle": ("shuffle", True), "rubric": ("rubric", ()), "reverse": ("reverse", False),
    "equivalent": ("equivalent", False), "need": ("need", 0), "distractors": ("wrong", ()),
}  # fmt: skip
"""Key of the bank format, and the usual value, by the field of an item."""
_HEAD = {"about": "about", "author": "author", "license": "license", "source": "source",
         "spellings": "spellings", "reading": "reading"}  # fmt: skip


def lost_of(item: Item, *carried: str) -> list[str]:
    """Return what is lost of a question, by the keys of the bank format.

    Args:
        item: The question.
        *carried: Fields of items that the format holds; `feedback` stands for that of options.
    """
    lost = [
        key
        for field, (key, usual) in _KEYS.items()
        if field not in carried and getattr(item, field, usual) not in (usual, None)
    ]
    trials = item.trials
    if trials.right or trials.wrong:
        lost.append("try")
    options = getattr(item, "options", ())
    if "feedback" not in carried and any(option.feedback for option in options):
        lost.append("feedback")
    return lost


def lost_note(where: str, lost: list[str]) -> list[Note]:
    """Return the note of what is lost of a question; none if nothing is."""
    if not lost:
        return []
    return [Note(where=where, reason=_("left out: {what}").format(what=", ".join(lost)))]


def lost_of_bank(bank: Bank, *carried: str) -> list[Note]:
    """Return the note of what is lost of a bank's head; none if nothing is."""
    lost = [key for field, key in _HEAD.items() if field not in carried and getattr(bank, field)]
    return lost_note(_("the bank"), lost)
