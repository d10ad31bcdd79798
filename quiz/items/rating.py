"""What an answer says about memory, in the scheduler's four words."""

from enum import IntEnum


class Rating(IntEnum):
    """How well a card was recalled; the numbers are Anki's and FSRS's."""

    AGAIN = 1
    """Forgotten."""
    HARD = 2
    """Recalled with much effort, a hint or a mistake."""
    GOOD = 3
    """Recalled."""
    EASY = 4
    """Recalled without effort."""

    @property
    def word(self) -> str:
        """The rating in lower case, as shown and logged: `again`, `hard`, `good`, `easy`."""
        return self.name.lower()
