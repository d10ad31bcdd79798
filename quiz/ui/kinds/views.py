"""Which view answers which kind."""

from typing import assert_never

from quiz.items import (
    Cloze,
    Computed,
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
from quiz.ui.kinds.base import AnswerView


def view_class(item: Item) -> type[AnswerView]:
    """Return the class of the view that answers an item; its module is imported now."""
    match item:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            from quiz.ui.kinds.options import OptionsView

            return OptionsView
        case ShortText() | TextList() | Number() | Date() | Cloze() | Computed():
            from quiz.ui.kinds.fields import FieldsView

            return FieldsView
        case Match() | Groups():
            from quiz.ui.kinds.placing import PlacingView

            return PlacingView
        case Order():
            from quiz.ui.kinds.order import OrderView

            return OrderView
        case Flashcard():
            from quiz.ui.kinds.card import CardView

            return CardView
        case Essay():
            from quiz.ui.kinds.essay import EssayView

            return EssayView
        case _:
            assert_never(item)
