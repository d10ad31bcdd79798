"""What is said of a question in words: the same on the screens, in lines and on paper."""

from quiz.items import Item
from quiz.items.true_false import TrueFalse
from quiz.words import _


def option_text(item: Item, text: str) -> str:
    """Return an option or a solution as it is shown: true and false are words of ours."""
    return _(text) if isinstance(item, TrueFalse) else text
