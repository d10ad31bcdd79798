"""What an answer says about memory, in the scheduler's four words."""

from enum import IntEnum


class Rating(IntEnum):
    """How well a card was recalled; the numbers are Anki's and FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The rating in lower case, as shown and logged: `again`, `hard`, `good`, `easy`."""
        return self.name.lower()
