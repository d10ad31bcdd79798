"""What a published page needs to mark a question: all that Python can work out before.

`quiz/web/static/mark.js` reads it. What is picked is marked by places, exactly; what is typed by
tables of what is surely right and surely wrong, and what neither holds is left to the learner.
"""

from dataclasses import replace
from typing import Any, assert_never

from quiz.items import (
    Cloze,
    Computed,
    Context,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.items.typing import with_spellings
from quiz.marking.folding import fold
from quiz.marking.language import language
from quiz.marking.manners import conjunctions
from quiz.marking.strictness import Strictness
from quiz.web.publishing.date_keys import calendar_table, date_key
from quiz.web.publishing.number_keys import UnitTables, carriers_table, number_key
from quiz.web.publishing.text_keys import TextSlot, TextTables, bank_table, slot_key

Key = dict[str, Any]
"""The marking of a question, as JSON."""


class PageKeys:
    """The keys of a page's questions, and the tables that they share."""

    def __init__(self) -> None:
        self._banks: list[dict[str, Any]] = []
        self._texts, self._units = TextTables(), UnitTables()

    @property
    def tables(self) -> dict[str, Any]:
        """What `quizMark.use` takes."""
        return {
            "banks": self._banks,
            "typos": self._texts.typos,
            "units": self._units.tables,
            "meanings": self._units.meanings,
        }

    def add_bank(self, context: Context) -> int:
        """Return the place of a new bank."""
        rules = language(context.language)
        self._banks.append(bank_table(rules) | {"before": carriers_table(rules)})
        return len(self._banks) - 1

    def key_of(self, item: Item, context: Context, bank: int) -> Key:
        """Return what marks a question.

        Args:
            item: As it is asked: a computed question with its numbers.
            context: What marking knows of its bank.
            bank: The place of its bank.
        """
        match item:
            case ShortText():
                slot = TextSlot(
                    accepted=with_spellings((item.answer, *item.accept), context),
                    strictness=_strictness(item, context),
                    question=item.stem,
                    is_equivalent=item.equivalent,
                )
                return {"kind": "text", "bank": bank, "slot": self._slot(slot, context)}
            case TextList():
                return self._list(item, context, bank)
            case Cloze():
                return self._cloze(item, context, bank)
            case Number():
                found = number_key(item, context, language(context.language), self._units)
                return {"kind": "number", "bank": bank, **found}
            case Date():
                table = self._banks[bank]
                if "calendar" not in table:
                    table["calendar"] = calendar_table(language(context.language))
                return {"kind": "date", "bank": bank, **date_key(item)}
            case _:
                return _key_of(item)

    def _list(self, item: TextList, context: Context, bank: int) -> Key:
        rules = language(context.language)
        slots = [
            TextSlot(
                accepted=with_spellings(entry, context),
                strictness=item.strictness(rules),
                rivals=tuple(
                    text for other in item.entries if other is not entry for text in other
                ),
                question=item.stem,
            )
            for entry in item.entries
        ]
        return {
            "kind": "list",
            "bank": bank,
            "count": item.count,
            "partial": item.partial,
            "single": not any(" " in text.strip() for entry in item.entries for text in entry),
            "answers": sorted({fold(text) for entry in item.entries for text in entry}),
            "ands": sorted(conjunctions(rules.primary)),
            "slots": [self._slot(slot, context) for slot in slots],
        }

    def _cloze(self, item: Cloze, context: Context, bank: int) -> Key:
        gaps: list[Key] = []
        for gap in item.gaps:
            if gap.options:
                gaps.append({"option": gap.options[0], "group": gap.group})
            else:
                rules = item.gap_rules(gap, language(context.language))
                slot = TextSlot(
                    accepted=with_spellings(gap.answers, context),
                    strictness=rules.strictness,
                    rivals=rules.rivals,
                    question=rules.question,
                )
                gaps.append({"slot": self._slot(slot, context), "group": gap.group})
        return {"kind": "cloze", "bank": bank, "partial": item.partial, "gaps": gaps}

    def _slot(self, slot: TextSlot, context: Context) -> dict[str, Any]:
        return slot_key(slot, context, language(context.language), self._texts)


def _strictness(item: ShortText, context: Context) -> Strictness:
    found = item.strictness(language(context.language))
    # Of an expression other spellings are none: what is equal is right already.
    return replace(found, typos=False) if item.equivalent else found


def _key_of(item: Item) -> Key:
    """Return what marks a question whose answer is picked, or graded by the learner."""
    match item:
        case SingleChoice() | TrueFalse():
            return {"kind": "choice", "keys": item.keys, "n": len(item.options)}
        case MultipleChoice():
            return {
                "kind": "several",
                "keys": item.keys,
                "n": len(item.options),
                "partial": item.partial,
            }
        case Match():
            rights = item.rights
            wanted = [rights.index(pair.right) for pair in item.pairs]
            return _placed(rights, wanted, item.partial)
        case Groups():
            wanted = [at for at, group in enumerate(item.groups) for _member in group.members]
            return _placed(item.names, wanted, item.partial)
        case Order():
            return {"kind": "ordered", "n": len(item.entries), "partial": item.partial}
        case Flashcard() | Essay():
            return {"kind": "graded", "partial": item.partial}
        case ShortText() | TextList() | Cloze() | Number() | Date() | Computed():
            raise ValueError("what is typed is marked by tables, a computed question as a number")
        case _:
            assert_never(item)


def _placed(texts: tuple[str, ...], wanted: list[int], partial: bool) -> Key:
    """Return what marks entries that were put somewhere; the same text is the same place."""
    same = [texts.index(text) if text else -1 for text in texts]
    return {
        "kind": "placed",
        "same": same,
        "wanted": [same[at] for at in wanted],
        "partial": partial,
    }
