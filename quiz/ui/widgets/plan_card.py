"""One exam as a card: what to expect, what today asks, what is weakest, what does not fit."""

from datetime import date

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quiz.cleaning import clean_line
from quiz.desk.plans.outlook import PlanOutlook
from quiz.desk.plans.plan import ExamPlan
from quiz.desk.plans.text import (
    days_words,
    early_words,
    fitting_words,
    no_cards_words,
    outcome_words,
    suspended_words,
    today_words,
)
from quiz.desk.today.day import Today
from quiz.memory.planning import ScoreRange
from quiz.store import PlanRow
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.dates import in_full
from quiz.ui.inks import KEY, MUTED
from quiz.ui.markup import folded

_LABEL = 24
_LEAST_BESIDE = 108
"""Columns from which topics stand beside the figures."""
_FEW_TOPICS = 6


class ExamPlanCard(Widget, can_focus=True):
    """Shows an exam; which one the keys mean is marked at its edge."""

    DEFAULT_CSS = """
    ExamPlanCard {
        height: auto; padding: 0 1 1 1; border-left: outer $foreground 15%;
        &:focus { border-left: outer $primary; }
    }
    """

    class Chosen(Message):
        """A card was clicked while it was marked."""

    def __init__(
        self, exam: PlanRow, plan: ExamPlan | None = None, today: Today | None = None
    ) -> None:
        """Show an exam.

        Args:
            exam: The exam.
            plan: Its plan; None if it is over.
            today: What a review of the plan asks now; None if it is over.
        """
        super().__init__()
        self.exam, self.plan = exam, plan
        self.today = today or Today()
        self.look: PlanOutlook | None = None
        """Where the plan leads; None while that is being worked out."""
        self.left_out: tuple[str, ...] = ()
        """The first questions that do not fit."""
        self.shows_all = False
        """Whether all topics are shown, and not the weakest alone."""
        self._drawn: tuple[int, list[Content]] | None = None

    def show(self, look: PlanOutlook, left_out: tuple[str, ...]) -> None:
        """Show where the plan leads."""
        self.look, self.left_out = look, left_out
        self.redraw()

    def show_topics(self, shows_all: bool) -> None:
        """Show all topics, or the weakest."""
        self.shows_all = shows_all
        self.redraw()

    def redraw(self) -> None:
        """Draw again."""
        self._drawn = None
        self.refresh(layout=True)

    @property
    def has_more_topics(self) -> bool:
        """Whether some topics are not shown."""
        topics = self.look.now.topics if self.look and self.look.now else {}
        return len(topics) > _FEW_TOPICS

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._laid_out(max(20, width)))
        return self._drawn[1]

    def _laid_out(self, width: int) -> list[Content]:
        head = self._head(width)
        if self.plan is None:
            return [*head, *self._over(width)]
        if not self.plan.cards:
            words = no_cards_words(self.plan)
            return [*head, *_folded(Content.styled(words, "$text-warning"), width)]
        if self.look is None:
            waiting = Content.styled(_("Preparing the prediction…"), "$text-accent")
            return [*head, waiting, *self._today(self.plan, width)]
        half = (width - 4) // 2
        topics = self._topics(half if width >= _LEAST_BESIDE else width)
        if width < _LEAST_BESIDE or not topics:
            figures = self._figures(self.plan, self.look, width)
            return [*head, *figures, *([Content(""), *topics] if topics else [])]
        left, right = self._figures(self.plan, self.look, half), topics
        rows = []
        for at in range(max(len(left), len(right))):
            one = left[at] if at < len(left) else Content("")
            other = right[at] if at < len(right) else Content("")
            rows.append(one.pad_right(max(0, half - one.cell_length)) + Content("    ") + other)
        return [*head, *rows]

    def _head(self, width: int) -> list[Content]:
        when = _date_words(self.exam.day)
        if self.plan is not None:
            when = f"{when}, {days_words(self.plan.days_left)}"
        lines = [parts.clip(parts.head(self.exam.name, width, when), width)]
        if self.plan is not None:
            lines.append(parts.clip(Content.styled(self._asks(self.plan), MUTED), width))
        return [*lines, Content("")]

    def _asks(self, plan: ExamPlan) -> str:
        exam = self.exam
        cards, banks, topics = len(plan.cards), len(exam.banks), len(exam.tags)
        facts = [ngettext("{n} card", "{n} cards", cards).format(n=cards)]
        banks_words = ngettext("{n} bank", "{n} banks", banks).format(n=banks)
        facts.append(banks_words if banks else _("all banks"))
        if topics:
            facts.append(ngettext("{n} topic", "{n} topics", topics).format(n=topics))
        minutes = exam.minutes_a_day
        words = ngettext("{n:g} minute a day", "{n:g} minutes a day", 1 if minutes == 1 else 2)
        facts.append(words.format(n=minutes))
        return " · ".join(facts)

    def _figures(self, plan: ExamPlan, look: PlanOutlook, width: int) -> list[Content]:
        lines: list[Content] = []
        course = look.course
        if course.range is None:
            lines += _folded(Content.styled(early_words(plan), "$text-warning"), width)
            note = _("The plan already works. The expected score appears once it's reliable.")
            lines += _folded(Content.styled(note, MUTED), width)
        else:
            lines.append(_ranged(_("If you follow the plan"), course.range, width, "bold"))
            more = look.more.range
            if more is not None:
                lines.append(self._more(course.range, more, width))
        if look.now is not None:
            lines.append(_ranged(_("If you stopped now"), look.now.total, width))
        known = Content.styled(f"{plan.known_now:>4.0%}", "bold" if course.range is None else "")
        lines.append(_line(_("Known now"), _bar(plan.known_now, width), known, width))
        lines += self._today(plan, width)
        if course.left_out:
            lines += [Content(""), *self._not_fitting(plan, look, width)]
        if plan.suspended:
            lines.append(Content.styled(suspended_words(plan.suspended), MUTED))
        return lines

    def _more(self, course: ScoreRange, more: ScoreRange, width: int) -> Content:
        """Return what five minutes a day more would buy."""
        label = _("With 5 more minutes a day")
        if more.expected <= course.expected + 0.005:
            words = _("With 5 more minutes a day: about the same")
            return parts.clip(Content.styled(words, MUTED), width)
        return _line(label, _bar(more.expected, width), Content(f"{more.expected:>4.0%}"), width)

    def _today(self, plan: ExamPlan, width: int) -> list[Content]:
        words = today_words(plan, self.today)
        is_done = not self.today.total
        style = "bold $text-success" if is_done else "bold $text-warning"
        lead = Content.styled(_("Today").ljust(_LABEL + 2), "bold")
        line = Content.styled(f"{words[:1].upper()}{words[1:]}", style)
        rest = Content(" " * lead.cell_length)
        return [Content(""), *folded(line, width, lead, rest)]

    def _not_fitting(self, plan: ExamPlan, look: PlanOutlook, width: int) -> list[Content]:
        course = look.course
        words = fitting_words(plan, course)
        lines = _folded(Content.styled(words, "$text-warning"), width)
        count = len(course.left_out)
        words = ngettext("{n} new card doesn't fit:", "{n} new cards don't fit:", count)
        lines.append(Content.styled(words.format(n=count), MUTED))
        for text in self.left_out:
            lines.append(parts.clip(f"  {clean_line(text)}", width))
        if count > len(self.left_out):
            more = count - len(self.left_out)
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            lines.append(Content.styled(f"  {words}", MUTED))
        return lines

    def _topics(self, width: int) -> list[Content]:
        """Return the topics, the weakest first."""
        found = self.look.now.topics if self.look and self.look.now else {}
        if len(found) < 2:
            return []
        topics = sorted(found.items(), key=lambda pair: (pair[1].expected, pair[0]))
        shown = topics if self.shows_all else topics[:_FEW_TOPICS]
        lines = [
            Content.styled(_("By topic, weakest first"), "bold")
            + Content.styled("  " + _("if you stopped now"), MUTED)
        ]
        lines += [_ranged(clean_line(topic), score, width) for topic, score in shown]
        if len(shown) < len(topics):
            key = Content.styled("t", KEY)
            words = ngettext("Show all {n} topic", "Show all {n} topics", len(topics))
            lines.append(key + Content("  " + words.format(n=len(topics))))
        return lines

    def _over(self, width: int) -> list[Content]:
        """Return how an exam went that is over, or ask for it."""
        exam = self.exam
        if exam.score is None:
            key = Content.styled("e", KEY)
            return [key + Content("  " + _("It's over. How did it go?"))]
        lines = [
            _line(_("Your score"), _bar(exam.score, width), Content(f"{exam.score:>4.0%}"), width)
        ]
        if exam.expected is not None:
            expected = Content(f"{exam.expected:>4.0%}")
            lines.append(_line(_("Expected score"), _bar(exam.expected, width), expected, width))
            words = outcome_words(exam).rpartition(": ")[2]
            lines.append(Content.styled(f"{words[:1].upper()}{words[1:]}", "bold"))
        return lines

    def on_click(self, event: Click) -> None:
        """Take the keys; a second click is meant for the exam."""
        if self.has_focus:
            self.post_message(self.Chosen())
        self.focus()


def _folded(content: Content, width: int) -> list[Content]:
    return folded(content, width, Content(""), Content(""))


def _room(width: int) -> int:
    """Return how long bars are."""
    return max(6, min(30, width - _LABEL - 2 - 20))


def _bar(share: float, width: int) -> Content:
    return parts.bar(share, _room(width))


def _ranged(label: str, score: ScoreRange, width: int, style: str = "") -> Content:
    """Return a line with a score and its range: the bar is thin where it is in doubt."""
    bar = parts.range_bar(score.low, score.expected, score.high, _room(width))
    words = Content.styled(f"{score.expected:>4.0%}", style) + Content.styled(
        "  " + _("{low:.0%}–{high:.0%}").format(low=score.low, high=score.high), MUTED
    )
    return _line(label, bar, words, width)


def _line(label: str, bar: Content, words: Content, width: int) -> Content:
    name = parts.pad(parts.clip(label, _LABEL + 1), _LABEL + 2)
    return parts.clip(name + bar + " " + words, width)


def _date_words(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:  # a record from elsewhere
        return clean_line(text)
    return in_full(day)
