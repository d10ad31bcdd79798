"""Texts in the encodings that people save."""

import pytest

from quiz.errors import QuizError
from quiz.formats.csv_reading import decoded
from quiz.formats.encodings import encoding_of

RUSSIAN = "вопрос;ответ\nСобака;dog\nстолица России;Москва\n"
GREEK = "ερώτηση;απάντηση\nΗ πρωτεύουσα της Ελλάδας;Αθήνα\nσκύλος;dog\n"
FRENCH = "Où est passé l'été ?;Là-bas, à côté\nGröße;size\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"), (RUSSIAN, "utf-8-sig"), (RUSSIAN, "utf-16"), (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"), (GREEK, "cp1253"), (FRENCH, "cp1252"), (FRENCH, "utf-8"),
        (FRENCH, "utf-16-le"), (FRENCH, "utf-16-be"), (FRENCH, "utf-16"), ("a,b", "ascii"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_encoding_that_it_was_saved_in(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a.csv") == text


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfe", b"a\0", b"\0" * 9, b"\xe4\xf6"])
def test_any_bytes_have_an_encoding(data: bytes) -> None:
    assert encoding_of(data)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(QuizError, match="not a text file"):
        decoded(b"\x89PNG\r\n\0\0\xff\xfe\0\0\0\r", "a.csv")
