"""The kinds of questions, one module each: its fields, what a response is, how it is marked."""

from quiz.items.bank import Bank, Defaults, Item, context_of, known_answers
from quiz.items.card import Flashcard
from quiz.items.choice import SingleChoice
from quiz.items.cloze import Cloze, Gap
from quiz.items.computed import Computed, Letter
from quiz.items.date import Date
from quiz.items.essay import Essay
from quiz.items.groups import Group, Groups
from quiz.items.item import BaseItem, Difficulty, Option, Trials
from quiz.items.kinds import KINDS, RECOGNISED, SELF_GRADED, SHOWN_FIRST
from quiz.items.match import Match, Pair
from quiz.items.number import Allowance, Number
from quiz.items.order import Order
from quiz.items.outcome import Context, Outcome, Part, Prompt, Verdict
from quiz.items.rating import Rating
from quiz.items.response import (
    Ordered,
    Picked,
    Placed,
    Response,
    SelfGraded,
    Ticked,
    Typed,
    TypedParts,
    decode_response,
    encode_response,
)
from quiz.items.several import MultipleChoice
from quiz.items.short_text import ShortText
from quiz.items.text_list import TextList
from quiz.items.true_false import TrueFalse

__all__ = [
    "KINDS",
    "RECOGNISED",
    "SELF_GRADED",
    "SHOWN_FIRST",
    "Allowance",
    "Bank",
    "BaseItem",
    "Cloze",
    "Computed",
    "Context",
    "Date",
    "Defaults",
    "Difficulty",
    "Essay",
    "Flashcard",
    "Gap",
    "Group",
    "Groups",
    "Item",
    "Letter",
    "Match",
    "MultipleChoice",
    "Number",
    "Option",
    "Order",
    "Ordered",
    "Outcome",
    "Pair",
    "Part",
    "Picked",
    "Placed",
    "Prompt",
    "Rating",
    "Response",
    "SelfGraded",
    "ShortText",
    "SingleChoice",
    "TextList",
    "Ticked",
    "Trials",
    "TrueFalse",
    "Typed",
    "TypedParts",
    "Verdict",
    "context_of",
    "decode_response",
    "encode_response",
    "known_answers",
]
