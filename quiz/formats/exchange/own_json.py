"""Banks of ours as JSON: the same keys as in YAML, and nothing lost."""

import json

import msgspec

from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Note,
    Source,
    Trust,
)
from quiz.formats.yaml_bank.writer import bank_mapping
from quiz.translation import _

_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=str)


def trust(source: Source) -> Trust:
    """Return how surely a file is a bank of ours in JSON: an object with title and questions."""
    head = source.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_bank = head.startswith(b"{") and b'"questions"' in source.data and b'"title"' in source.data
    return Trust.SURE if is_bank else Trust.NO


def decode(source: Source) -> Imported:
    """Read a bank of ours in JSON.

    Raises:
        QuizError: It is no JSON, or no bank.
    """
    collector = Collector(source)
    text = text_in(source, collector)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QuizError(
            _("{file}: not JSON ({why})").format(file=source.name, why=error)
        ) from error
    if not isinstance(found, dict):
        raise QuizError(_("{file}: not a bank in JSON").format(file=source.name))
    decoded = yaml_bank.decode(text.encode(), source=source.name)  # JSON is YAML
    if decoded.bank is None:
        message = decoded.problems[0].message if decoded.problems else _("not a bank in JSON")
        raise QuizError(f"{source.name}: {message}")
    notes = [
        Note(where=line_place(problem.where.line), reason=problem.message, is_skipped=True)
        for problem in decoded.problems
    ]
    read = len(decoded.bank.items) + decoded.left_out
    return Imported(bank=decoded.bank, notes=tuple(notes), read=read)


def encode(source: ExportSource) -> Exported:
    """Write a bank with all that it holds; its pictures are named, and lie beside it."""
    data = msgspec.json.format(_ENCODER.encode(bank_mapping(source.bank)))
    return Exported(data=data + b"\n")


FORMAT = Format(
    name="json",
    title="JSON of quiz",
    endings=(".json",),
    trust=trust,
    decode=decode,
    encode=encode,
)
