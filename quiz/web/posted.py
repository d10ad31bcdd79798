"""What a form sent."""

from urllib.parse import parse_qs

from starlette.requests import Request

from quiz.errors import QuizError
from quiz.translation import _

_MOST_FIELDS = 1_000


async def posted(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form that was sent.

    Raises:
        QuizError: It is no form, or has more fields than any of ours.
    """
    try:
        text = (await request.body()).decode("ascii")
        return parse_qs(
            text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise QuizError(_("The answer cannot be read.")) from error


def field(form: dict[str, list[str]], name: str) -> str:
    """Return the first value of a field; empty for none."""
    return form.get(name, [""])[0]


def place_from(text: str) -> int:
    """Return the number that a field holds; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
