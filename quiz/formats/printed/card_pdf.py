"""Flashcards as PDF by typst."""

from collections.abc import Mapping
from typing import Any

import msgspec

from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.cards import PER_PAGE, CardGrid, CardSheet, Flip, grid
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.layout import LAYOUTS, Layout, PageSize
from quiz.formats.printed.template_data import Shown, height_cm, language_of
from quiz.formats.printed.typesetting import (
    Compiled,
    look_of,
    made,
    missing_glyphs,
    query,
    source_of,
    with_pictures,
)
from quiz.items.directions import direction
from quiz.translation import _

_MARGIN_CM = 0.8
"""Most printers leave half a centimetre white."""
_SIZE_PT = {8: 12.0, 12: 11.0}
_CARD_SHARE = 0.55
"""Of a page's line, what a card's line takes."""


class Fit(msgspec.Struct, frozen=True):
    """At which size the text of a side has room."""

    card: int
    """Index of the card."""
    side: str
    """`front` or `back`."""
    share: float | None
    """Of the usual size; None: at none."""


class CardPress:
    """Makes the pages of cards."""

    def __init__(
        self,
        cards: CardSheet,
        pictures: Mapping[str, bytes],
        *,
        flip: Flip = Flip.LONG,
        per_page: int = 8,
        size: PageSize = PageSize.A4,
    ) -> None:
        """Take cards.

        Args:
            cards: What is printed.
            pictures: The bytes of each picture that they name.
            flip: How fronts and backs come together.
            per_page: How many a page has, one of `PER_PAGE`.
            size: Of the paper.
        """
        self._cards = cards
        self._pictures = dict(pictures)
        self._grid: CardGrid = grid(per_page, flip)
        look, self.warnings = look_of(Layout.NORMAL, size, False)
        self._look = {**look, "margin_cm": _MARGIN_CM, "size_pt": _SIZE_PT[per_page]}
        tall_cm = {name: height_cm(*pictures_.size(data)) for name, data in pictures.items()}
        measure = Measure.of(LAYOUTS[Layout.NORMAL], tall_cm)
        self._measure = msgspec.structs.replace(
            measure,
            characters=measure.characters * _CARD_SHARE,
            width_em=measure.width_em * _CARD_SHARE,
        )

    def pages(self, *, png_ppi: float | None = None) -> Compiled:
        """Return the pages; what has no room on its card is named in a warning.

        Args:
            png_ppi: Give pictures of the pages in place of a PDF, so fine.

        Raises:
            QuizError: Typst cannot make them.
        """
        form = "png" if png_ppi else "pdf"

        def make(
            files: Mapping[str, str], folder: str
        ) -> tuple[dict[str, Any], tuple[bytes, ...], list[Fit]]:
            data = self.data(files)
            found = msgspec.json.decode(query("cards.typ", "fit", data, folder), type=list[Fit])
            data["fits"] = {f"{one.card}{one.side}": one.share for one in found}
            pages = made(source_of("cards.typ"), data, form=form, root=folder, ppi=png_ppi)
            return data, pages, found

        (data, pages, fits), warnings = with_pictures(self._pictures, make)
        warnings += missing_glyphs(data, self._look["fonts"])
        message = (
            _("card {n} ({item}) is too long and is cut off; shorten it")
            if self._grid.cards <= min(PER_PAGE)
            else _("card {n} ({item}) is too long and is cut off; try `--per-page {least}`")
        )
        for one in fits:
            if one.share is not None:
                continue
            item = self._cards.cards[one.card - 1].item
            warnings.append(message.format(n=one.card, item=item, least=min(PER_PAGE)))
        return Compiled(data=pages, warnings=tuple(dict.fromkeys(warnings)))

    def data(self, files: Mapping[str, str]) -> dict[str, Any]:
        """Return what the template is handed.

        Args:
            files: The file of each picture that can be drawn.
        """
        language = self._cards.language
        to = Shown(self._measure, files, self._pictures, direction(language))
        return {
            "title": to.plain(self._cards.title),
            "cards": [to.plain(card) for card in self._cards.cards],
            "sheets": self._sheets(),
            "columns": self._grid.columns,
            "rows": self._grid.rows,
            "flip": str(self._grid.flip),
            **language_of(language),
            "look": self._look,
            "fits": None,
        }

    def _sheets(self) -> list[list[list[dict[str, Any]]]]:
        """Return the sides on each page of each sheet of paper."""
        sheets = []
        count = len(self._cards.cards)
        for first in range(0, count, self._grid.cards):
            fronts: list[dict[str, Any]] = []
            backs: list[dict[str, Any]] = []
            for at, card in enumerate(range(first, min(count, first + self._grid.cards))):
                for side, (column, row), sides in (
                    ("front", self._grid.front(at), fronts),
                    ("back", self._grid.back(at), backs),
                ):
                    sides.append({"card": card, "side": side, "column": column, "row": row})
            is_folded = self._grid.flip is Flip.FOLD
            sheets.append([fronts + backs] if is_folded else [fronts, backs])
        return sheets
