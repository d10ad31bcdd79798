"""What a field in which a part of a title is typed says; light, since Input costs 10 ms."""

from textual.message import Message


class Wanted(Message):
    """A part of a title is looked for."""

    def __init__(self, text: str) -> None:
        """Carry what was typed."""
        super().__init__()
        self.text = text


class Found(Message):
    """The search is over; the keys go to the list."""
