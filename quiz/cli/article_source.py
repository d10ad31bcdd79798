"""The article that a command names: a file, an https address or standard input."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.articles import ArticleRead

_HTTPS = "https://"


def read_article(name: str, language: str = "") -> "ArticleRead":
    """Return an article from where it is.

    Args:
        name: A file, an https address, or - for standard input.
        language: Its BCP 47 tag; empty: found out.

    Raises:
        QuizError: It cannot be read, is too large, or holds no text.
    """
    from quiz.desk.banks.articles import article_read
    from quiz.formats.articles import MOST_BYTES, text_of

    if name.startswith(("http://", _HTTPS)):
        from quiz.library.fetching import page_at

        if not name.startswith(_HTTPS):
            raise QuizError(_("{address}: only https addresses").format(address=name))
        return article_read(text_of(page_at(name), name), name, language, address=name)
    if name == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        shown = _("standard input")
        return article_read(text_of(data, shown), shown, language)
    from quiz.library.files import read

    path = Path(name).expanduser()
    return article_read(text_of(read(path, most=MOST_BYTES), path.name), path.name, language)
