"""Zip files of strangers: what cannot be bounded is not unpacked."""

import io
import tracemalloc
import zipfile

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.archive import Archive


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_a_method_that_ignores_bounds_are_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("collection.anki2", bytes(64 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(QuizError, match="isn't supported"):
            Archive(out.getvalue(), "a.apkg").read("collection.anki2")
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
