"""`quiz plan`: what to study until an exam, and the score to expect."""

from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from quiz.cells import cell_length, clip, pad
from quiz.cleaning import clean_line
from quiz.cli.options import banks_argument, tag_option
from quiz.cli.output import force_option, put_out
from quiz.cli.printed import opened_desk, print_json
from quiz.cli.tables import TableColumn, table
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan
    from quiz.desk.today.day import Today
    from quiz.memory.planning import ScoreRange
    from quiz.store import PlanRow

_MOST_LISTED = 10


class _Weight(click.ParamType[tuple[str, float]]):
    """A topic and how much it counts, as `TOPIC=2`."""

    name = "topic=weight"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Return topic and weight."""
        if isinstance(value, tuple):
            return value[0], value[1]
        topic, equals, number = str(value).rpartition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if not equals or not 0 <= weight < float("inf"):
            words = _("{value!r} isn't a weight; write it as TOPIC=2")
            self.fail(words.format(value=value), param, ctx)
        return topic, weight


@click.command("plan")
@banks_argument
@click.option("--exam", "day", metavar="DATE", help=_("Exam date: 2027-01-18, 18 Jan, in 3 weeks."))
@click.option("--name", help=_("Name of the exam (default: the titles of its banks)."))
@click.option(
    "--minutes-a-day", type=float, metavar="M", help=_("Study time per day (default: 20).")
)
@tag_option
@click.option(
    "--weight",
    "weights",
    multiple=True,
    type=_Weight(),
    help=_("Weight of a topic, as TOPIC=2 (repeatable)."),
)
@click.option("--score", type=click.FloatRange(0, 100), help=_("The score you got, in percent."))
@click.option("--remove", is_flag=True, help=_("Remove the exam plan named by --name."))
@click.option(
    "--retention", is_flag=True, help=_("Show what each desired retention costs in study time.")
)
@click.option(
    "--ics",
    metavar="FILE",
    help=_("Save the exams and each day's study as a calendar file; - is standard output."),
)
@force_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(
    banks: tuple[str, ...],
    day: str | None,
    name: str | None,
    minutes_a_day: float | None,
    tags: tuple[str, ...],
    weights: tuple[tuple[str, float], ...],
    score: float | None,
    remove: bool,
    retention: bool,
    ics: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Plan what to study each day until an exam, and predict your score.

    `quiz plan BANK… --exam DATE` adds an exam plan, or changes the one with the same name; `quiz
    plan` shows them all. Reviews and Home follow the plan until the exam is over. Afterwards,
    `--name NAME --score 78` saves your score and shows how accurate the prediction was.
    """
    from quiz.desk.banks.catalogue import banks_named
    from quiz.desk.plans.editing import put_score, remove_plan

    changes = bool(remove or score is not None or day or minutes_a_day or tags or weights)
    with opened_desk(saves=changes) as desk:
        entries = banks_named(desk, banks) if banks else ()
        ids = tuple(entry.id for entry in entries)
        if retention:
            return _print_retention(desk, ids, as_json)
        if remove or score is not None:
            exam = _named(desk, name)
            if remove:
                remove_plan(desk, exam)
                if desk.trouble:
                    return 1  # which is told at the end
                click.echo(_("Exam plan removed: {name}").format(name=clean_line(exam.name)))
                return 0
            put_score(desk, exam, (score or 0.0) / 100)
        elif day or banks or any(exam.name == name for exam in desk.record.exams()):
            _set(desk, ids, day, name, minutes_a_day, tags, dict(weights))
        elif name or minutes_a_day or tags or weights:
            raise QuizError(_("which banks, and when? Use `quiz plan BANK… --exam DATE`"))
        if ics is not None:
            return _save_calendar(desk, ics, force=force)
        return _print_exams(desk, as_json)


def _save_calendar(desk: "Desk", file: str, *, force: bool) -> int:
    from quiz.desk.plans.calendar import calendar_days
    from quiz.formats.calendar_file import calendar_file

    days = calendar_days(desk)
    if not days:
        raise QuizError(_("no exam to come; plan for one with `quiz plan BANK… --exam DATE`"))
    path = put_out(calendar_file(days, desk.now()), file, force=force)
    if path is not None:
        click.echo(_("Saved to {path}").format(path=clean_line(str(path))))
    return 0


def _set(
    desk: "Desk",
    banks: tuple[str, ...],
    day: str | None,
    name: str | None,
    minutes_a_day: float | None,
    tags: tuple[str, ...],
    weights: dict[str, float],
) -> None:
    """Set an exam, or change the one of that name: what is not given stays as it was."""
    from quiz.desk.plans.editing import checked_plan, put_plan, usual_name

    called = name or usual_name(desk, banks)
    before = next((exam for exam in desk.record.exams() if exam.name == called), None)
    if day is None and before is None:
        raise QuizError(_("when is the exam? Add the date: --exam 2027-01-18"))
    kept = before.minutes_a_day if before else 20.0
    exam = checked_plan(
        desk,
        name=called,
        day=day or (before.day if before else ""),
        banks=banks or (before.banks if before else ()),
        tags=tags or (before.tags if before else ()),
        weights=weights or (before.weights if before else {}),
        minutes_a_day=kept if minutes_a_day is None else minutes_a_day,
        before=before,
    )
    put_plan(desk, exam)


def _named(desk: "Desk", name: str | None) -> "PlanRow":
    exams = desk.record.exams()
    if name is None and len(exams) == 1:
        return exams[0]
    for exam in exams:
        if exam.name == name:
            return exam
    if not exams:
        raise QuizError(_("no exam plans yet; add one with `quiz plan BANK… --exam DATE`"))
    listed = ", ".join(repr(exam.name) for exam in exams)
    raise QuizError(_("which exam? Choose one with --name: {listed}").format(listed=listed))


def _print_exams(desk: "Desk", as_json: bool) -> int:
    from quiz.desk.plans import exam_plans
    from quiz.desk.plans.outlook import outlook
    from quiz.desk.plans.text import over_words
    from quiz.desk.today.day import today

    plans = exam_plans(desk)
    held = [today(desk, plans=plans, plan=plan.exam.uid) for plan in plans]
    looks = [outlook(desk, plan) for plan in plans]
    lefts = [(exam, exam.days_left(desk.today)) for exam in desk.record.exams()]
    over = [exam for exam, left in lefts if left is None or left < 0]
    if as_json:
        print_json(
            {
                "exams": [_as_json(desk, *one) for one in zip(plans, looks, held, strict=True)],
                "over": [_over_json(exam) for exam in over],
            }
        )
        return 0
    if not plans and not over:
        click.echo(_("No exam plans yet. Add one with `quiz plan BANK… --exam DATE`."))
        return 0
    for place, (plan, look, held_today) in enumerate(zip(plans, looks, held, strict=True)):
        if place:
            click.echo()
        _print_plan(desk, plan, look, held_today)
    for exam in over:
        click.echo(over_words(exam))
    return 0


def _print_plan(desk: "Desk", plan: "ExamPlan", look: "PlanOutlook", held: "Today") -> None:
    from quiz.desk.exams.hub import exam_facts
    from quiz.desk.exams.mock_exams import effect_words, scored_words
    from quiz.desk.plans import text as words

    exam, course = plan.exam, look.course
    click.echo(f"{clean_line(exam.name)}: {exam.day}, {words.days_words(plan.days_left)}")
    if not plan.cards:
        click.echo(f"  {words.no_cards_words(plan)}")
        return
    if course.range is None:
        click.echo(f"  {words.early_words(plan)}")
    else:
        click.echo(f"  {words.course_lead(words.course_of(course.range))}")
        follow = _("If you follow the plan: {score}")
        click.echo("  " + follow.format(score=words.range_words(course.range)))
        more = look.more.range
        if more is not None and words.more_helps(look):
            longer = _("With 5 more minutes a day: {expected:.0%}")
            click.echo("  " + longer.format(expected=more.expected))
    if look.now is not None:
        stop = _("If you stopped now: {score}")
        click.echo("  " + stop.format(score=words.range_words(look.now.total)))
    count = len(plan.cards)
    known = ngettext(
        "Known now: {known:.0%} of {n} card", "Known now: {known:.0%} of {n} cards", count
    )
    click.echo("  " + known.format(known=plan.known_now, n=count))
    if plan.suspended:
        click.echo(f"  {words.suspended_words(plan.suspended)}")
    if course.left_out:
        click.echo("  " + words.fitting_words(plan, course) + " " + _("Left out so far:"))
        for card in course.left_out[:_MOST_LISTED]:
            found = desk.library.item(card.bank, card.card)
            stem = clean_line(found[0].stem) if found else card.card
            click.echo(f"    {card.bank}: {clip(stem, 68)}")
        if len(course.left_out) > _MOST_LISTED:
            more_cards = len(course.left_out) - _MOST_LISTED
            click.echo(
                "    " + ngettext("and {n} more", "and {n} more", more_cards).format(n=more_cards)
            )
    if look.now is not None and len(look.now.topics) > 1:
        click.echo("  " + _("By topic, if you stopped now:"))
        width = max(cell_length(clean_line(topic)) for topic in look.now.topics)
        for topic, score in sorted(look.now.topics.items(), key=lambda pair: pair[1].expected):
            click.echo(f"    {pad(clean_line(topic), width)}  {words.range_words(score)}")
    facts = exam_facts(desk, plan)
    days = [date.fromordinal(day).isoformat() for day in facts.days.missed]
    if days:
        click.echo("  " + words.missed_words(plan, days))
    for mock in facts.mocks:
        said = _("Mock exam of {day}: {scored}")
        click.echo("  " + said.format(day=mock.day, scored=scored_words(mock)))
    if facts.effect is not None:
        click.echo("  " + effect_words(facts.effect, facts.effect.exam.day.isoformat()))
    click.echo("  " + _("Today: {cards}").format(cards=words.today_words(plan, held)))


def _as_json(
    desk: "Desk", plan: "ExamPlan", look: "PlanOutlook", held: "Today"
) -> dict[str, object]:
    from quiz.desk.exams.hub import exam_facts

    exam, course = plan.exam, look.course
    facts = exam_facts(desk, plan)
    effect = facts.effect
    return {
        "name": exam.name,
        "day": exam.day,
        "days_left": plan.days_left,
        "banks": list(exam.banks),
        "tags": list(exam.tags),
        "weights": exam.weights,
        "minutes_a_day": exam.minutes_a_day,
        "cards": len(plan.cards),
        "suspended": plan.suspended,
        "known_now": plan.known_now,
        "answers": plan.habits.fit.count,
        "expected": _range_json(course.range),
        "if_studied_no_more": _range_json(look.now.total if look.now else None),
        "five_more_minutes": _range_json(look.more.range),
        "topics": {
            topic: _range_json(score)
            for topic, score in (look.now.topics if look.now else {}).items()
        },
        "fitting": course.fitting,
        "left_out": [f"{card.bank}/{card.card}" for card in course.left_out],
        "today": [f"{ref.bank}/{ref.card}" for ref in held.cards],
        "minutes_today": held.minutes,
        "is_done": not held.total,
        "minutes_by_day": {
            date.fromordinal(day).isoformat(): spent for day, spent in facts.days.minutes.items()
        },
        "planned_minutes": list(course.minutes),
        "missed": [date.fromordinal(day).isoformat() for day in facts.days.missed],
        "mock_exams": [
            {"day": mock.day.isoformat(), "score": mock.share, "predicted": mock.predicted}
            for mock in facts.mocks
        ],
        "last_mock_exam": effect
        and {
            "answers": effect.answers,
            "all_answers": effect.all_answers,
            "evidence": effect.evidence,
            "practice": effect.practice,
        },
    }


def _over_json(exam: "PlanRow") -> dict[str, object]:
    return {"name": exam.name, "day": exam.day, "score": exam.score, "expected": exam.expected}


def _range_json(score: "ScoreRange | None") -> dict[str, float] | None:
    if score is None:
        return None
    return {"expected": score.expected, "low": score.low, "high": score.high}


def _print_retention(desk: "Desk", banks: tuple[str, ...], as_json: bool) -> int:
    """Say what each desired retention costs: minutes a day against what is remembered."""
    from quiz.desk.banks.catalogue import banks_with
    from quiz.desk.plans.habits import habits_of
    from quiz.memory.workload import workloads

    entries = banks_with(desk, banks)
    cards = sum(entry.cards for entry in entries)
    habits = habits_of(desk, [entry.id for entry in entries])
    rows = workloads(
        cards,
        model=desk.scheduling.scheduler.model,
        costs=habits.costs,
        new_a_day=max(1, desk.config.new_cards),
        first_ratings=habits.firsts,
    )
    if as_json:
        print_json([msgspec.to_builtins(row) for row in rows])
        return 0
    new = max(1, desk.config.new_cards)
    count = ngettext("{n} card", "{n} cards", cards).format(n=cards)
    words = ngettext(
        "One year, {cards}, {n} new card a day:", "One year, {cards}, {n} new cards a day:", new
    )
    click.echo(words.format(cards=count, n=new))
    heads = (_("retention"), _("minutes a day"), _("later"), _("reviews a day"), _("remembered"))
    held = {desk.config.retention_of(entry.id) for entry in entries}
    cells = [
        (
            f"{row.retention:.0%}",
            f"{row.minutes_a_day:.1f}",
            f"{row.later_minutes_a_day:.1f}",
            f"{row.reviews_a_day:.1f}",
            f"{row.remembered:.0%}",
            "◂" if any(abs(row.retention - one) < 1e-9 for one in held) else "",
        )
        for row in rows
    ]
    for line in table([*map(TableColumn, heads), TableColumn("")], cells):
        click.echo(line)
    click.echo(_("To change it, set `desired_retention` in config.toml, for all banks or for one."))
    return 0
