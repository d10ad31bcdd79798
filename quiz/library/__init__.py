"""Where banks lie on disk, and the compiled index that opens them in no time."""

from quiz.library.folders import Folders, folders
from quiz.library.index import REVERSE, BankEntry, CardRow, Change
from quiz.library.library import Hidden, Library

__all__ = [
    "REVERSE",
    "BankEntry",
    "CardRow",
    "Change",
    "Folders",
    "Hidden",
    "Library",
    "folders",
]
