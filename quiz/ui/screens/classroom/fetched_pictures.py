"""Pictures of questions that are asked from another machine: fetched once, and shown."""

from collections.abc import Callable

from textual.screen import Screen

from quiz.errors import QuizError
from quiz.items import Item
from quiz.library.pictures import checked_picture
from quiz.ui.pictures.picture import QuestionPicture
from quiz.ui.screens.classroom.background import call_beside

_MOST_KEPT = 3


class FetchedPictures:
    """Fetches the picture of the question in front, beside the screen."""

    def __init__(
        self, screen: Screen[None], picture: QuestionPicture, fetch: Callable[[int], bytes]
    ) -> None:
        """Take where they are shown, and what fetches the one of a place.

        Args:
            screen: Of the question.
            picture: Shows it.
            fetch: Returns the bytes of the picture of a place; may raise `QuizError`.
        """
        self._screen, self._picture, self._fetch = screen, picture, fetch
        self._kept: dict[int, bytes] = {}
        self._place = -1

    def show(self, place: int, item: Item) -> None:
        """Show the picture of a question, which is asked already with its description."""
        self._place = place
        if not item.image or not self._picture.is_drawn:
            return
        kept = self._kept.get(place)
        if kept is not None:
            self._picture.show_data(item.image, kept)
            return

        def take(data: bytes) -> None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[place] = data
            if place == self._place:
                self._picture.show_data(item.image, data)

        def fail(error: QuizError) -> None:
            if place == self._place:
                self._picture.fail(item.image, error)

        call_beside(self._screen, lambda: checked_picture(self._fetch(place)), take, fail)
