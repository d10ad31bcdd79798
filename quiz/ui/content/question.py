"""What the question screen says, as content: head, feedback, ratings."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content

from quiz.cleaning import clean_line
from quiz.desk.sittings.question import Feedback, Question
from quiz.desk.sittings.sitting import OpenSitting
from quiz.items import (
    Cloze,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Order,
    Outcome,
    Rating,
    SingleChoice,
    TrueFalse,
    Verdict,
)
from quiz.items.wording import option_text, points_of_text
from quiz.memory import MemoryState
from quiz.study import LIVES, Mode, multiplier
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import KEY, MUTED, PARTLY, RIGHT, WRONG
from quiz.ui.markup import fold_code, inline, inline_gapped, plain

BANDS = {Verdict.RIGHT: "right-tint", Verdict.PARTLY: "partly-tint", Verdict.WRONG: "wrong-tint"}
"""Grounds of the line that says a verdict."""
VERDICTS = {
    Verdict.RIGHT: ("✔", _("Right"), RIGHT),
    Verdict.PARTLY: ("◐", _("Partly right"), PARTLY),
    Verdict.WRONG: ("✘", _("Wrong"), WRONG),
}
RATINGS = {
    Rating.AGAIN: _("Again"),
    Rating.HARD: _("Hard"),
    Rating.GOOD: _("Good"),
    Rating.EASY: _("Easy"),
}
_MOST_SIGNS = 20
_WITH_LEFT = 70
"""Columns from which a review says what is left of it."""


def head(
    sitting: OpenSitting,
    question: Question,
    left_s: float | None,
    width: int,
    against: str = "",
    told: str = "",
) -> Content:
    """Return title and place on the left; verdicts, score, lives and time on the right.

    Args:
        sitting: What is played.
        question: What is asked.
        left_s: Seconds left; None without a limit.
        width: In cells.
        against: How it goes against one's best run; empty without one.
        told: What is left of a review, or how far its round is; empty elsewhere.
    """
    tally = sitting.tally
    answered = len(sitting.sitting.answers)
    place = min(question.place + 1, answered + 1)
    at = f"{place}"
    if question.total:
        at = _("{place} of {total}").format(place=place, total=question.total)
    facts: list[Content] = []
    if sitting.sitting.lives is not None:
        lives = sitting.sitting.lives
        hearts = Content.styled("♥" * lives, WRONG) + Content.styled("♡" * (LIVES - lives), MUTED)
        facts.append(hearts)
    if left_s is not None:
        facts.append(parts.clock(left_s, f"bold {PARTLY}"))
    if sitting.sitting.request.mode is Mode.QUIZ:
        if against:
            facts.append(Content.styled(against, MUTED))
        times = multiplier(tally.streak)
        score = Content(_("score {n}").format(n=tally.score))
        facts.append(score + Content.styled(f"  ×{times}", PARTLY) if times > 1 else score)
    elif sitting.sitting.request.mode is Mode.CRAM:
        facts.append(Content.styled(_("doesn't change your schedule"), MUTED))
    elif told and width >= _WITH_LEFT:
        facts.append(Content.styled(told, MUTED))
    right, after = Content("   ").join(facts), f" · {at}"
    if width >= 72:
        signs = Content("").join(
            Content.styled("–", MUTED)
            if answer.is_skipped
            else Content.styled(VERDICTS[answer.verdict][0], VERDICTS[answer.verdict][2])
            for answer in sitting.sitting.answers[-_MOST_SIGNS:]
        )
        left = parts.head(sitting.title, width, after=after)
        if signs.cell_length <= width - left.cell_length - right.cell_length - 6:
            right = signs + Content("   ") + right
    return parts.head(sitting.title, width, right, after=after)


def bar(sitting: OpenSitting, width: int) -> Content:
    """Return a line that grows with the answers."""
    total = len(sitting.sitting.cards)
    if not total or sitting.sitting.left_ms is not None:
        return parts.rule(width)
    return parts.bar(len(sitting.sitting.answers) / total, width)


def rungs(sitting: OpenSitting) -> Content:
    """Return the rungs of a ladder from the last to the first, and what helps."""
    held = sitting.sitting
    lines = []
    for at in reversed(range(len(held.cards))):
        if at < len(held.answers):
            sign, _word, ink = VERDICTS[held.answers[at].verdict]
            lines.append(Content(f"  {at + 1:>2}  ") + Content.styled(sign, ink))
        elif at == held.place:
            lines.append(Content.styled(f"▌ {at + 1:>2}", "bold"))
        else:
            lines.append(Content.styled(f"  {at + 1:>2}  ·", MUTED))
    lines.append(Content(""))
    helps = sitting.lifelines
    for key, name, is_left in (
        ("F5", _("half of the options"), helps is not None and helps.has_half),
        ("F2", _("a hint"), helps is not None and helps.has_hint),
        ("l ", _("what a class answered"), helps is not None and helps.has_class),
    ):
        words = f"  {key}  {name}"
        lines.append(Content(words) if is_left else Content.styled(f"  –   {name}", MUTED))
    return Content("\n").join(lines)


def hints(shown: list[str]) -> Content:
    """Return the hints shown so far."""
    lines = [Content.styled(_("Hint") + "  ", PARTLY) + inline(hint) for hint in shown]
    return Content("\n").join(lines)


def room(item: Item, width: int) -> int:
    """Return how many lines the feedback of a question takes at most, for a width."""
    width = max(1, width)  # of a window that is being made smaller
    notes = [0]
    if isinstance(item, SingleChoice | MultipleChoice):
        notes += [_height(plain(option.feedback), width) for option in item.options]
    solution = 2 + len(item.solution) if isinstance(item, Order) else 1
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        solution = _room_beside(item, width)
    # As written: marks take no room worth counting, and reading them costs 30 ms the first time.
    why = Content("\n".join(filter(None, [item.explain.strip(), item.source and _source(item)])))
    spare = why.cell_length // (width * 8)  # ragged ends, as `fits` allows for them
    return 1 + solution + max(notes) + _height(why, width) + spare


def _room_beside(item: SingleChoice | MultipleChoice | TrueFalse, width: int) -> int:
    """Return how many lines the picked options and the right ones take at most."""
    size = max(len(_("Wrong options")), len(_("Your answer")), len(_("Correct answer"))) + 2
    texts = [option_text(item, option.text) for option in item.options]
    right = sum(len(option_text(item, text)) + 2 for text in item.solution)
    wrong = sum(len(text) + 2 for text in texts) - right
    if not isinstance(item, MultipleChoice):
        wrong = max(map(len, texts))
    # As `fits` counts: a line more for each width that is filled, a tenth for ragged ends.
    return sum(1 + (size + length) * 11 // (max(8, width) * 10) for length in (wrong, right))


def fits(content: Content, width: int, height: int) -> bool:
    """Return whether content surely fits, unwrapped: a tenth is allowed for ragged ends."""
    if width < 8:
        return False
    lines = content.plain.split("\n")
    return sum(1 + cell_len(line) * 11 // (width * 10) for line in lines) <= height


def height_of(text: str, width: int) -> int:
    """Return how many lines a text takes as it is written."""
    return _height(Content(text.strip()), width)


def _height(content: Content, width: int) -> int:
    width = max(8, width)
    return len(fold_code(content, width).wrap(width)) if content else 0


def feedback(given: Feedback, *, is_scored: bool = True) -> Content:
    """Return the verdict, what was right, why, and where it stands."""
    sign, word, ink = VERDICTS[given.outcome.verdict]
    line = Content.styled(f"▌ {sign} {word}", f"bold {ink}")
    if given.was_overridden:
        line = line + Content.styled("  " + _("counted as right by you"), MUTED)
    seconds = given.review.elapsed_ms / 1000
    gained = points_of_text(given.points, given.question.item.points)
    if given.score and is_scored:
        gained += "   " + _("score +{n}").format(n=given.score)
    line = line + Content.styled(f"   {gained}", MUTED)
    if given.speed is not None and is_scored:
        words = _("speed {share:.0%}").format(share=given.speed)
        line = line + Content.styled(f"   {words}", MUTED)
    if given.streak >= 3 and is_scored:
        # What multiplies the score is said where it does.
        plain_score = round(10 * given.points)
        times = given.score // plain_score if plain_score else 1
        words = _("{n} in a row").format(n=given.streak)
        if times > 1:
            words += " " + _("({score} × {times})").format(score=plain_score, times=times)
        line = line + Content.styled(f"   {words}", PARTLY)
    lines = [line + Content.styled("\t" + _("{n} s").format(n=round(seconds)) + " ", MUTED)]
    if given.is_leech:
        words = given.leech_words
        if not given.state.is_suspended:
            words = f"{words.removesuffix('.')}: @."
        lines.append(Content.styled(words, "$text-warning"))
    return Content("\n").join([*lines, *reasons(given.question.item, given.outcome)])


def shown_answer(item: Item) -> Content:
    """Return what is right, why, and where it stands, of a card that is not asked yet."""
    if isinstance(item, Cloze):
        texts = [gap.answers[0] for gap in item.gaps]
        right = inline_gapped(item.segments, lambda at: Content.styled(texts[at], f"bold {RIGHT}"))
    elif isinstance(item, Flashcard):
        right = inline(item.back)
    else:
        texts = [option_text(item, text) for text in item.solution]
        arrow = Content.styled("→ ", MUTED)
        right = Content("\n").join(arrow + plain(text).stylize(f"bold {RIGHT}") for text in texts)
    why = explanation(item)
    return Content("\n\n").join([right, why] if why else [right])


def outcome_words(item: Item, outcome: Outcome) -> Content:
    """Return the verdict, what was right and why, where nothing is kept of an answer."""
    sign, word, ink = VERDICTS[outcome.verdict]
    lines = [Content.styled(f"▌ {sign} {word}", f"bold {ink}")]
    return Content("\n").join([*lines, *reasons(item, outcome)])


def reasons(item: Item, outcome: Outcome) -> list[Content]:
    """Return what was right, the author's feedback, why, and where it stands."""
    lines = _beside(item, outcome)
    if _needs_solution(item, outcome):
        right = [plain(option_text(item, text)).stylize("bold") for text in outcome.solution]
        title = Content.styled(_("Correct answer") + "  ", MUTED)
        if len(right) == 1:
            lines.append(title + right[0])
        else:
            lines += [title, *(Content("  ") + line for line in right)]
    if isinstance(item, SingleChoice | MultipleChoice):
        lines += [plain(part.note) for part in outcome.parts if part.note]
    rest = explanation(item)
    return [*lines, rest] if rest else lines


def _beside(item: Item, outcome: Outcome) -> list[Content]:
    """Return what was picked wrongly beside what is right, in words; nothing for a right answer.

    The options say so by their signs; but those may have been scrolled out of sight.
    """
    if not isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return []
    if outcome.verdict is Verdict.RIGHT or _needs_solution(item, outcome):
        return []
    wrong = [
        option_text(item, part.given) for part in outcome.parts if part.given and not part.is_right
    ]
    right = [option_text(item, text) for text in outcome.solution]
    yours = _("Wrong options") if isinstance(item, MultipleChoice) else _("Your answer")
    rights = _("Correct answer")
    size = max(len(yours), len(rights)) if wrong else 0
    lines = []
    for title, texts, ink in ((yours, wrong, WRONG), (rights, right, f"bold {RIGHT}")):
        if texts:
            words = plain("; ".join(texts)).stylize(ink)
            lines.append(Content.styled(f"{title.ljust(size)}  ", MUTED) + words)
    return lines


def _needs_solution(item: Item, outcome: Outcome) -> bool:
    """Return whether what is right is not shown in the answer itself already."""
    if outcome.verdict is Verdict.RIGHT or outcome.self_rating is not None:
        return False
    if isinstance(item, MultipleChoice | Match | Groups | Cloze):
        return False
    if outcome.is_empty:
        return True
    return item.kind == "order" or (
        item.kind in ("text", "number", "date") and not any(part.right for part in outcome.parts)
    )


def explanation(item: Item) -> Content:
    """Return why, and the source; empty if the author gave neither."""
    lines = []
    if item.explain:
        lines.append(inline(item.explain))
    if item.source:
        lines.append(Content.styled(_source(item), MUTED))
    return Content("\n").join(lines)


def _source(item: Item) -> str:
    return _("Source: {source}").format(source=clean_line(item.source))


def ratings(
    chosen: Rating | None,
    previews: dict[Rating, MemoryState],
    words: Callable[[MemoryState], str],
) -> list[Content]:
    """Return the four ratings, each with the interval it gives; the chosen one is marked."""
    cells = []
    for rating, state in previews.items():
        interval = words(state)
        word = RATINGS[rating] + (" " if interval else "")
        key = Content.styled(f" {int(rating)} ", "bold $text-accent")
        if rating is chosen:
            cell = key + Content.styled(f"▸ {word}{interval} ", "bold $select-text")
            cells.append(cell.stylize_before("on $select"))
        else:
            cells.append(key + Content(word) + Content.styled(f"{interval} ", MUTED))
    return cells


def again_words(interval: str, *, can_override: bool) -> Content:
    """Return what is said of a card that was answered wrong, in the place of its ratings."""
    words = Content(_("Asked again in {time}").format(time=interval))
    if can_override:
        key = Content.styled("w", KEY)
        words += Content("   ·   ") + key + Content.styled(" " + _("if you were right"), MUTED)
    return words
