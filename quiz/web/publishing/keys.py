"""What a published page needs to mark a question: all that Python can work out before.

`quiz/web/static/mark.js` reads it. What is picked is marked by places, exactly; what is typed by tables
of what is surely right and surely wrong, and what neither holds is left to the learner.
"""

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

Key = dict[str, Any]
"""The marking of a question, as JSON."""


def key_of(item: Item, context: Context) -> Key:
    """Return what marks a question.

    Args:
        item: As it is asked: a computed question with its numbers.
        context: What marking knows of its bank.
    """
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
        case ShortText() | TextList() | Cloze() | Number() | Date():
            return {"kind": "typed"}
        case Flashcard() | Essay():
            return {"kind": "graded", "partial": item.partial}
        case Computed():
            raise ValueError("a computed question is laid out as a number")
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
