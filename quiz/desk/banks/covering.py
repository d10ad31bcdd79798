"""What banks ask of a text, as lines and as JSON."""

from collections.abc import Sequence

from quiz.cells import clip
from quiz.desk.banks.articles import ArticleRead
from quiz.drafting.coverage import Coverage, coverage_of
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.items import Bank, Item
from quiz.library.files import read
from quiz.translation import _, ngettext

_LONGEST = 90
"""Characters of a sentence that are shown."""
_MOST_LISTED = 20


def covered(paths: Sequence[str], source: ArticleRead) -> Coverage:
    """Hold banks against a text, all of them together.

    Args:
        paths: Their files.
        source: The text.

    Raises:
        QuizError: One cannot be read, or none has a question.
    """
    items: list[Item] = []
    for path in paths:
        bank = yaml_bank.decode(read(path), source=path).bank
        items += bank.items if bank is not None else ()
    if not items:
        raise QuizError(_("no questions to hold against the text"))
    return coverage_of(Bank(id="all", title="all", items=tuple(items)), source.article)


def coverage_lines(found: Coverage, source: ArticleRead) -> list[str]:
    """Return what banks ask of a text, as lines."""
    facts = found.facts
    asked = [fact for fact in facts if fact.questions]
    both = [fact for fact in asked if fact.is_recognised and fact.is_recalled]
    article = source.article
    count = len(article.paragraphs)
    paragraphs = ngettext("{n} paragraph", "{n} paragraphs", count).format(n=count)
    lines = [
        f"{source.name}: {paragraphs}",
        _("Facts found in the text: {n}; asked: {asked}; asked from both sides: {both}").format(
            n=len(facts), asked=len(asked), both=len(both)
        ),
        _("Questions that only ask to remember: {share}%").format(
            share=round(100 * found.remembering)
        ),
        _("Questions by paragraph: {counts}").format(
            counts=", ".join(f"{at}: {n}" for at, n in enumerate(found.by_paragraph, 1))
        ),
    ]
    missing = [f"{fact.answer} – {fact.sentence.text}" for fact in facts if not fact.questions]
    places = [fact.sentence.paragraph for fact in facts if not fact.questions]
    lines += _listed(_("Not asked:"), places, missing)
    lines += _listed(
        _("Sentences that no question is about:"),
        [sentence.paragraph for sentence in found.unasked],
        [sentence.text for sentence in found.unasked],
    )
    for name, text in found.unknown_sources:
        words = _("{question}: its source “{source}” is no paragraph of the text")
        lines.append(words.format(question=name, source=text))
    for copied in found.copied:
        words = ngettext(
            "{question}: `{key}` copies {n} word; say it in your own words",
            "{question}: `{key}` copies {n} words in a row; say it in your own words",
            copied.words,
        )
        lines.append(words.format(question=copied.question, key=copied.where, n=copied.words))
    return lines


def _listed(title: str, paragraphs: Sequence[int], texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    rows = [
        f"  {paragraph}  {clip(text, _LONGEST)}"
        for paragraph, text in zip(paragraphs, texts, strict=True)
    ]
    left = len(rows) - _MOST_LISTED
    if left > 0:
        more = ngettext("  and {n} more", "  and {n} more", left).format(n=left)
        rows = [*rows[:_MOST_LISTED], more]
    return [title, *rows]


def coverage_json(found: Coverage, source: ArticleRead) -> dict[str, object]:
    """Return what banks ask of a text, as JSON has it."""
    return {
        "text": source.name,
        "language": source.article.language,
        "facts": [
            {
                "paragraph": fact.sentence.paragraph,
                "kind": fact.sort,
                "answer": fact.answer,
                "questions": list(fact.questions),
                "recognised": fact.is_recognised,
                "recalled": fact.is_recalled,
            }
            for fact in found.facts
        ],
        "unasked": [{"paragraph": one.paragraph, "sentence": one.text} for one in found.unasked],
        "by_paragraph": list(found.by_paragraph),
        "remembering": round(found.remembering, 3),
        "unknown_sources": [
            {"question": name, "source": text} for name, text in found.unknown_sources
        ],
        "copied": [
            {"question": one.question, "key": one.where, "words": one.words} for one in found.copied
        ],
    }
