"""A card's page as lines of text, and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.items.spoken import stem_line
from quiz.items.wording import solution_text, stem_text
from quiz.memory.interval_text import interval_words
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.today.card_page import CardAnswer, CardPage

_DAY_S = 86_400


def card_text(page: "CardPage", today: int) -> Iterator[str]:
    """Yield what a card's page says, line by line.

    Args:
        page: The card.
        today: The study day, as an ordinal.
    """
    name = f"{page.ref.bank}/{page.ref.card}"
    if page.item is None:
        yield _("{card}: no bank has this question any more").format(card=name)
    else:
        yield clean_line(stem_line(page.item))
        yield f"→ {clean_line(solution_text(page.item))}"
        yield " · ".join([name, page.item.kind, *map(clean_line, page.item.tags)])
    yield from _standing(page, today)
    for answer in page.answers:
        yield _answer(answer)
    for kin in page.related:
        words = _("related: {card}  {question}")
        card = f"{kin.ref.bank}/{kin.ref.card}"
        yield words.format(card=card, question=clean_line(kin.stem))
    for plan in page.plans:
        yield _("exam plan: {name}, {day}").format(name=clean_line(plan.name), day=plan.day)


def _standing(page: "CardPage", today: int) -> Iterator[str]:
    state = page.state
    if state.is_suspended:
        yield _("suspended")
    elif state.is_away(today):
        yield _("buried until tomorrow")
    if page.is_leech:
        times = ngettext("leech: forgotten once", "leech: forgotten {n} times", state.lapses)
        yield times.format(n=state.lapses)
    if page.chance is None or state.stability is None or state.difficulty is None:
        yield _("not asked yet")
        return
    facts = [
        _("recall now {share}").format(share=f"{page.chance:.0%}"),
        _("lasts {time}").format(time=interval_words(state.stability * _DAY_S)),
        _("difficulty {n} of 10").format(n=f"{state.difficulty:.1f}"),
        _("{n} of {count} right").format(n=page.right, count=page.asked),
    ]
    if page.due_at is not None:
        facts.insert(2, _("due {day}").format(day=page.due_at.astimezone().date().isoformat()))
    yield ", ".join(facts)


def _answer(answer: "CardAnswer") -> str:
    when = answer.at.astimezone().strftime("%Y-%m-%d %H:%M")
    sign = "✔" if answer.credit >= 1 else "◐" if answer.credit > 0 else "✘"
    parts = [when, sign, _("{n} s").format(n=round(answer.elapsed_ms / 1000))]
    if answer.is_practice:
        parts.append(_("practice"))
    elif answer.after is not None:
        after = interval_words(answer.after * _DAY_S)
        before = _("new") if answer.before is None else interval_words(answer.before * _DAY_S)
        if answer.recall is not None:
            parts.append(_("recall {share}").format(share=f"{answer.recall:.0%}"))
        parts.append(f"{before} → {after}")
    if answer.response:
        parts.append(clean_line(answer.response))
    return "  ".join(parts)


def card_json(page: "CardPage") -> dict[str, object]:
    """Return what a card's page says, for programs."""
    return {
        "bank": page.ref.bank,
        "card": page.ref.card,
        "question": stem_text(page.item) if page.item is not None else None,
        "answer": solution_text(page.item) if page.item is not None else None,
        "recall": None if page.chance is None else round(page.chance, 4),
        "stability": page.state.stability,
        "difficulty": page.state.difficulty,
        "due": page.due_at.astimezone().isoformat() if page.due_at is not None else None,
        "lapses": page.state.lapses,
        "suspended": page.state.is_suspended,
        "leech": page.is_leech,
        "answers": [
            {
                "at": answer.at.astimezone().isoformat(),
                "rating": None if answer.rating is None else int(answer.rating),
                "credit": answer.credit,
                "elapsed_ms": answer.elapsed_ms,
                "response": answer.response,
                "practice": answer.is_practice,
                "recall": None if answer.recall is None else round(answer.recall, 4),
                "stability": answer.after,
            }
            for answer in page.answers
        ],
        "related": [f"{kin.ref.bank}/{kin.ref.card}" for kin in page.related],
        "exam_plans": [plan.name for plan in page.plans],
    }
