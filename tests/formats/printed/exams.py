"""Exams for tests: a bank's questions, laid out as versions."""

from quiz.formats import yaml_bank
from quiz.formats.printed.versions import PaperHead, PaperQuestion, Printed, printed
from quiz.items import Bank
from tests.support import EVERY_KIND


def bank_of(text: str) -> Bank:
    """Return the bank of a YAML text, which has no fault."""
    return yaml_bank.decode(text.encode(), source="bank.yaml", exists=lambda _: True).sound_bank()


def asked_of(bank: Bank) -> list[PaperQuestion]:
    """Return all questions of a bank in their order."""
    passages = dict(bank.passages)
    return [
        PaperQuestion(
            bank=bank.id, item=item, points=item.points, passage=passages.get(item.passage, "")
        )
        for item in bank.items
    ]


def exam_of(bank: Bank, *, versions: int = 1, seed: int = 0, shuffle: bool = True) -> Printed:
    """Return an exam of all questions of a bank."""
    head = PaperHead(
        title=bank.title,
        about=bank.about,
        language=bank.language,
        minutes=30,
        seed=seed,
        shuffle=shuffle,
    )
    return printed(head, [asked_of(bank)] * versions)


def every_kind() -> Bank:
    """Return a bank with a question of every kind."""
    return bank_of(EVERY_KIND)
