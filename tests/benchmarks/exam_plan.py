"""The exam plan against other ways to study, for simulated learners whose memory is hidden.

    python -m tests.benchmarks.exam_plan [--students 10] [--cards 100] [--cells TEXT …] [--quick]

Baseline: plain FSRS, due at 0.9 with the new cards spread over the days (`even`). Also a retention
that rises to 0.97 before the exam (`rising`), any card (`random`), and everything in the last days
(`cram`). `plan` is what the program does; `stops` is `plan` ended each day when it says it is done;
`steady` plans with the calibrator's steady chances in place of the student fit, `mixed` with both.
Goals: `plan` within 1 point of the best in 90 % of the cells, 3 points over `even` for learners
like FSRS and 15 for those who forget exponentially, the marks within the 90 % range for 90 % of
the learners like FSRS, and 5,000 cards planned in 50 ms.

A run follows the "Method" of the research: one graded pass a day for a card; right 8 s, wrong 20 s
with one good on the same day, new 30 s; a day ends at the first card that does not fit; the score
is the mean true recall on the day of the exam, from 0 to 100. Learners are paired: all ways to
study meet the same memories and the same luck.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from math import ceil, exp, log
from multiprocessing import Pool
from random import Random
from typing import NamedTuple

from msgspec import structs

from quiz.memory.calibration import Calibrator
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, LOWER_BOUNDS, UPPER_BOUNDS, Fsrs6
from quiz.memory.planning import (
    FIRST_RATINGS,
    Costs,
    PlanCard,
    ScoreRange,
    StudentAnswer,
    StudentFit,
    expected_score,
    fit_student,
    forecast,
    plan_day,
)
from quiz.memory.planning.gains import first_sight, reviewed
from quiz.memory.seen import SeenCard

TRUTHS = ("default", "spread", "slow", "hlr")
BUDGETS = {"short": 3, "middle": 8, "ample": 20}
"""Minutes a day for 200 cards."""
RIVALS = ("even", "rising", "random", "cram")
COSTS = Costs()
MODEL = Fsrs6()
HIDDEN_FACTORS = {"slow": 0.5, "fast": 2.0}
NEVER = -1_000
DECAY = DEFAULT_WEIGHTS[20]
STEEPNESS = 0.9 ** (-1 / DECAY) - 1
SURE = 200
"""So many answers just as expected make a fit that corrects nothing."""


class Cell(NamedTuple):
    """What a group of learners have in common."""

    truth: str
    days: int
    budget: str
    start: str
    cards: int

    @property
    def budget_s(self) -> float:
        """Seconds a day."""
        return 60 * BUDGETS[self.budget] * self.cards / 200

    def __str__(self) -> str:
        return f"{self.truth} {self.days} {self.budget} {self.start}"


class Truth:
    """A learner's true memory: FSRS-6 with weights of their own, or half-lives (hlr)."""

    def __init__(self, kind: str, cards: int, rng: Random) -> None:
        self.is_hlr = kind == "hlr"
        weights = list(DEFAULT_WEIGHTS)
        self.firsts = [1.0] * cards
        if kind == "spread":
            weights = [weight * exp(rng.gauss(0, 0.25)) for weight in weights]
            self.firsts = [exp(rng.gauss(0, 0.4)) for _ in range(cards)]
        elif kind in HIDDEN_FACTORS:
            factor = HIDDEN_FACTORS[kind]
            weights[:4] = [factor * weight for weight in weights[:4]]
            weights[8] += log(factor)
            weights[11] *= factor
        elif kind == "hlr":
            self.firsts = [exp(rng.gauss(0, 0.7)) for _ in range(cards)]
        bounded = zip(LOWER_BOUNDS, weights, UPPER_BOUNDS, strict=True)
        self.model = Fsrs6([min(max(low, weight), high) for low, weight, high in bounded])
        self.states: list[tuple[float, float] | None] = [None] * cards
        self.last = [NEVER] * cards

    def recall(self, card: int, day: int) -> float:
        state = self.states[card]
        if state is None:
            return 0.0
        days = day - self.last[card]
        if self.is_hlr:
            chance: float = 2 ** (-days / state[0])
            return chance
        return self.model.recall(days, state[0])

    def see(self, card: int, rating: int, day: int) -> None:
        if self.is_hlr:
            stability, difficulty = (1.0, 2.5, 5.0, 12.0)[rating - 1], 5.0
        else:
            stability, difficulty = first_sight(self.model, rating)
        self.states[card] = (stability * self.firsts[card], difficulty)
        self.last[card] = day

    def review(self, card: int, recalled: bool, day: int) -> None:
        state = self.states[card]
        assert state is not None
        if self.is_hlr:
            self.states[card] = (min(max(state[0] * (2 if recalled else 0.5), 0.1), 3000.0), 5.0)
        else:
            self.states[card] = reviewed(self.model, *state, recalled, day - self.last[card])
        self.last[card] = day


class Counts:
    """What the calibrator is told of a card beyond its state."""

    days_seen = 0
    forgotten = 0
    seen_today = 0


class Learner:
    """A learner on their way to the exam, and what the program knows of them."""

    def __init__(self, cell: Cell, number: int) -> None:
        self.cell = cell
        # Not of the budget: learners of one number are the same whatever time they have.
        seed = f"{cell.truth} {cell.days} {cell.start} {cell.cards} {number}"
        self.luck = Random(seed)
        self.own = Random(f"{seed} own")
        self.truth = Truth(cell.truth, cell.cards, self.luck)
        self.believed = Truth("default", cell.cards, self.luck)
        self.fit = fit_student()
        self.answers: list[StudentAnswer] = []
        self.calibrator = Calibrator()
        self.counts = [Counts() for _ in range(cell.cards)]
        self.corrected_fit = fit_student()
        self.spent_s = 0.0
        learned = cell.cards // 2 if cell.start == "half" else 0
        self.new = cell.cards - learned
        self._live_before(learned)

    def rating(self, share: float) -> int:
        for rating, chance in enumerate(FIRST_RATINGS, 1):
            share -= chance
            if share < 0:
                return rating
        return 4

    def study(self, card: int, share: float, day: int) -> float:
        """Study a card; returns the seconds it takes."""
        state = self.believed.states[card]
        if state is None:
            rating = self.rating(share)
            self.truth.see(card, rating, day)
            self.believed.see(card, rating, day)
            self.counts[card].days_seen = self.counts[card].seen_today = 1
            return COSTS.new_s
        recalled = share < self.truth.recall(card, day)
        days = day - self.believed.last[card]
        self.answers.append(StudentAnswer(days=days, stability=state[0], recalled=recalled))
        self._teach(card, recalled, day)
        self.truth.review(card, recalled, day)
        self.believed.review(card, recalled, day)
        return COSTS.right_s if recalled else COSTS.wrong_s

    def cost(self, card: int, share: float, day: int) -> float:
        if self.believed.states[card] is None:
            return COSTS.new_s
        return COSTS.right_s if share < self.truth.recall(card, day) else COSTS.wrong_s

    def day(self, day: int, order: Iterable[int], shares: Sequence[float]) -> None:
        """Study in an order until a card does not fit."""
        left_s = self.cell.budget_s
        for card in order:
            if self.cost(card, shares[card], day) > left_s:
                break
            spent_s = self.study(card, shares[card], day)
            left_s -= spent_s
            self.spent_s += spent_s

    def plan_cards(self) -> list[PlanCard]:
        believed = self.believed
        return [
            PlanCard(bank="", card="", order=place)
            if state is None
            else PlanCard(
                bank="",
                card="",
                order=place,
                stability=state[0],
                difficulty=state[1],
                last_day=believed.last[place],
            )
            for place, state in enumerate(believed.states)
        ]

    def seen(self, card: int, day: int) -> SeenCard:
        """Return a learned card as it stands on a day."""
        state, counts = self.believed.states[card], self.counts[card]
        assert state is not None
        return SeenCard(
            stability=state[0],
            difficulty=state[1],
            gap=day - self.believed.last[card],
            days_seen=counts.days_seen,
            was_again=False,
            forgotten=counts.forgotten,
            seen_today=counts.seen_today,
        )

    def _teach(self, card: int, recalled: bool, day: int) -> None:
        """Tell the calibrator of an answer, and the fit of what it corrected."""
        seen, counts = self.seen(card, day), self.counts[card]
        if seen.gap < 1:
            return
        corrected = StudentAnswer(
            days=seen.gap, stability=self.corrected(card, day), recalled=recalled
        )
        self.corrected_fit = self.corrected_fit.add(corrected)
        self.calibrator.take(seen, 3 if recalled else 1, 86_400.0 * day, 0)
        counts.days_seen += 1
        counts.forgotten += not recalled
        counts.seen_today = 1 if recalled else 2

    def corrected(self, card: int, day: int) -> float:
        """Return the stability by which the model's recall on a day is the steady chance."""
        seen = self.seen(card, day)
        if seen.gap < 1:
            return seen.stability
        chance = self.calibrator.chance(seen, 86_400.0 * day, steady=True)
        stability: float = seen.gap * STEEPNESS / (chance ** (-1 / DECAY) - 1)
        return stability

    def corrected_cards(self) -> list[PlanCard]:
        """Return the cards with the stabilities that give the steady chances of the exam's day."""
        return [
            card
            if card.is_new
            else structs.replace(card, stability=self.corrected(card.order, self.cell.days))
            for card in self.plan_cards()
        ]

    def known(self) -> StudentFit:
        self.fit = self.fit.add(*self.answers)
        self.answers.clear()
        return self.fit

    def _live_before(self, learned: int) -> None:
        """Have some cards learned: first seen 5 to 60 days ago, reviewed near 0.9 since."""
        begins = [-self.luck.randint(5, 60) for _ in range(learned)]
        for day in range(-60, 0):
            for card, begin in enumerate(begins):
                share, jitter = self.luck.random(), self.luck.uniform(0.7, 1.6)
                state = self.believed.states[card]
                days = day - self.believed.last[card]
                is_due = state is not None and (days >= max(1, state[0] * jitter) or days >= 28)
                if day == begin or is_due:
                    self.study(card, share, day)


def neutral_fit() -> StudentFit:
    """Return a fit that is sure of the model."""
    right = StudentAnswer(days=10, stability=10.0, recalled=True)
    wrong = StudentAnswer(days=10, stability=10.0, recalled=False)
    return fit_student().add(*[right] * (SURE * 9 // 10), *[wrong] * (SURE // 10))


NEUTRAL = neutral_fit()


def foreseen(learner: Learner, by: str) -> tuple[list[PlanCard], StudentFit]:
    """Return the cards and the fit that a plan goes by."""
    if by == "steady":
        return learner.corrected_cards(), NEUTRAL
    if by == "mixed":
        return learner.corrected_cards(), learner.corrected_fit
    return learner.plan_cards(), learner.known()


def planned(
    learner: Learner, day: int, *, stops: bool = False, by: str = "student fit"
) -> list[int]:
    """Return the cards by the plan of the program."""
    plan = plan_day(
        *foreseen(learner, by),
        COSTS,
        today=day,
        exam_day=learner.cell.days,
        minutes=learner.cell.budget_s / 60,
        model=MODEL,
    )
    return [entry.card.order for entry in plan.ranked[: plan.worthwhile if stops else None]]


def due(learner: Learner, day: int, *, rises: bool = False) -> list[int]:
    """Return the new cards of the day, then the due ones, the likeliest forgotten first."""
    cell, believed = learner.cell, learner.believed
    last_round = min(max(ceil(cell.cards * 10 / cell.budget_s), 1), max(cell.days // 3, 1))
    span, retention, since = cell.days, 0.9, NEVER
    if rises:
        lead = max(cell.days // 4, last_round)
        span -= last_round
        retention += 0.07 * min(max((day - (cell.days - lead)) / lead, 0), 1)
        if cell.days - day <= last_round:
            since = cell.days - last_round
    new = [card for card, state in enumerate(believed.states) if state is None]
    quota = ceil(learner.new * min(1, (day + 1) / max(span, 1))) - (learner.new - len(new))
    recalls = [
        (believed.recall(card, day), card)
        for card, state in enumerate(believed.states)
        if state is not None
    ]
    old = [(r, card) for r, card in recalls if r <= retention or believed.last[card] < since]
    return [*new[: max(0, quota)], *(card for _, card in sorted(old))]


def crammed(learner: Learner, day: int) -> list[int]:
    """Return nothing until the last days that suffice, then all, the likeliest forgotten first."""
    cell = learner.cell
    needed = ceil((learner.new * COSTS.new_s + cell.cards * 10) / cell.budget_s)
    if cell.days - day > min(max(needed, 1), cell.days):
        return []
    believed = learner.believed
    return [c for _, c in sorted((believed.recall(c, day), c) for c in range(cell.cards))]


def shuffled(learner: Learner, day: int) -> list[int]:
    """Return all cards in any order."""
    return learner.own.sample(range(learner.cell.cards), learner.cell.cards)


ORDERS: dict[str, Callable[[Learner, int], list[int]]] = {
    "even": due,
    "rising": lambda learner, day: due(learner, day, rises=True),
    "random": shuffled,
    "cram": crammed,
    "plan": planned,
    "stops": lambda learner, day: planned(learner, day, stops=True),
    "steady": lambda learner, day: planned(learner, day, by="steady"),
    "mixed": lambda learner, day: planned(learner, day, by="mixed"),
}


class Result(NamedTuple):
    """What came of one learner."""

    score: float
    """Mean true recall on the day of the exam, points."""
    used: float
    """Share of the time."""
    is_covered: bool | None
    """Whether the marks lay in the range told on the eve; None if it was too early to predict."""
    was_covered: bool | None
    """Whether they lay in the range forecast on day 0; `stops` only, and None if none was told."""
    miss: float
    """Forecast on day 0 minus score, points; of `stops` only, whose days it goes through."""
    eve_miss: float | None
    """Expected on the eve minus score, points; None if it was too early to predict."""
    width: float | None
    """Of the range told on the eve, points."""


def run(cell: Cell, number: int, policy: str) -> Result:
    """Take one learner to the exam."""
    learner = Learner(cell, number)
    miss = 0.0
    first_range = None
    if policy == "stops":
        ahead = forecast(
            learner.plan_cards(),
            learner.known(),
            COSTS,
            today=0,
            exam_day=cell.days,
            minutes=cell.budget_s / 60,
            model=MODEL,
        )
        miss = 100 * ahead.expected
        first_range = ahead.range
    for day in range(cell.days):
        shares = [learner.luck.random() for _ in range(cell.cards)]
        learner.day(day, ORDERS[policy](learner, day), shares)
    recalls = [learner.truth.recall(card, cell.days) for card in range(cell.cards)]
    score = 100 * statistics.fmean(recalls)
    marks = statistics.fmean(learner.luck.random() < recall for recall in recalls)
    on_the_eve = expected_score(*foreseen(learner, policy), cell.days)
    last_range = None if on_the_eve is None else on_the_eve.total
    return Result(
        score=score,
        used=learner.spent_s / cell.budget_s / cell.days,
        is_covered=holds(last_range, marks),
        was_covered=holds(first_range, marks),
        miss=miss - score,
        eve_miss=None if last_range is None else 100 * last_range.expected - score,
        width=None if last_range is None else 100 * (last_range.high - last_range.low),
    )


def holds(scores: ScoreRange | None, marks: float) -> bool | None:
    """Return whether a range holds the marks (0 to 1); None without a range."""
    return None if scores is None else scores.low <= marks <= scores.high


def run_cell(task: tuple[Cell, int]) -> dict[str, list[Result]]:
    """Take the learners of a cell to the exam, by every way to study."""
    cell, students = task
    return {policy: [run(cell, n, policy) for n in range(students)] for policy in ORDERS}


def plan_ms(cards: int = 5_000, runs: int = 15) -> float:
    """Return the least milliseconds of one plan, half of the cards new.

    The least, as whatever else the machine does can only add.
    """
    rng = Random(0)
    bank = [
        PlanCard(bank="bank", card=f"card-{place}", order=place)
        if place % 2
        else PlanCard(
            bank="bank",
            card=f"card-{place}",
            order=place,
            stability=exp(rng.gauss(2, 1)),
            difficulty=rng.uniform(1, 10),
            last_day=-rng.randint(1, 60),
        )
        for place in range(cards)
    ]
    fit = fit_student()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        plan_day(bank, fit, COSTS, today=0, exam_day=30, minutes=20, model=MODEL)
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


def mean(results: Sequence[Result]) -> float:
    return statistics.fmean(result.score for result in results)


Cells = dict[Cell, dict[str, list[Result]]]


def gap(results: dict[str, list[Result]], policy: str) -> float:
    """Return by how many points a way to study falls behind the best of a cell."""
    return max(mean(results[name]) for name in (*RIVALS, policy)) - mean(results[policy])


def gain(results: dict[str, list[Result]]) -> float:
    """Return the points of the plan over plain FSRS."""
    return mean(results["plan"]) - mean(results["even"])


def all_of(got: Cells, policy: str) -> list[Result]:
    return [result for results in got.values() for result in results[policy]]


def told(values: Iterable[bool | None]) -> list[bool]:
    """Return what is not None."""
    return [value for value in values if value is not None]


def print_cells(got: Cells) -> None:
    """Print the mean score of every cell, and the standard error of plan minus even."""
    print(f"{'cell':24}" + "".join(f"{name:>8}" for name in ORDERS) + "   plan-even    se    used")
    for cell, results in got.items():
        pairs = zip(results["plan"], results["even"], strict=True)
        gains = [plan.score - even.score for plan, even in pairs]
        error = statistics.stdev(gains) / len(gains) ** 0.5 if len(gains) > 1 else 0.0
        used = "/".join(
            f"{statistics.fmean(result.used for result in results[name]):.2f}"
            for name in ("plan", "stops")
        )
        scores = "".join(f"{mean(results[name]):8.1f}" for name in ORDERS)
        print(f"{cell!s:24}{scores}{gain(results):+12.1f}{error:6.1f}  {used}")


def print_truths(got: Cells) -> None:
    """Print the means of every kind of memory, and how far its ranges can be trusted."""
    for truth in dict.fromkeys(cell.truth for cell in got):
        part = {cell: results for cell, results in got.items() if cell.truth == truth}
        plans, stops = all_of(part, "plan"), all_of(part, "stops")
        eves, starts = (
            told(plan.is_covered for plan in plans),
            told(plan.was_covered for plan in stops),
        )
        misses = sorted(abs(plan.miss) for plan in stops)
        means = (statistics.fmean(mean(r[name]) for r in part.values()) for name in ORDERS)
        print(f"\n{truth}")
        print(
            "  mean      " + ", ".join(f"{n} {x:.1f}" for n, x in zip(ORDERS, means, strict=True))
        )
        for name in ("plan", "steady", "mixed"):
            print_eve(name, all_of(part, name))
        for name in ("plan", "stops"):
            gaps = [gap(results, name) for results in part.values()]
            within = share(value <= 1 for value in gaps)
            print(f"  {name:9} within 1 point of the best {within:.2f}, worst {max(gaps):.1f}")
        print(
            f"  eve       range told to {len(eves) / len(plans):.2f}, holds the marks"
            f" {share(eves):.2f}\n"
            f"  day 0     range told to {len(starts) / len(stops):.2f}, holds the marks"
            f" {share(starts):.2f}; 90 % of forecasts off by"
            f" {misses[int(0.9 * len(misses))]:.1f} at most"
        )
    print()


def print_eve(name: str, results: Sequence[Result]) -> None:
    """Print how far what a way to predict says on the eve can be trusted."""
    misses = told_numbers(result.eve_miss for result in results)
    if not misses:
        return
    widths = told_numbers(result.width for result in results)
    print(
        f"  {name:9} on the eve off by {statistics.fmean(map(abs, misses)):.1f} points, bias"
        f" {statistics.fmean(misses):+.1f}; range {statistics.fmean(widths):.1f} points wide, holds"
        f" the marks {share(told(result.is_covered for result in results)):.2f}"
    )


def told_numbers(values: Iterable[float | None]) -> list[float]:
    """Return what is not None."""
    return [value for value in values if value is not None]


def print_verdicts(got: Cells, milliseconds: float) -> None:
    """Print the figures that have goals."""
    for name in ("plan", "stops"):
        within = share(gap(results, name) <= 1 for results in got.values())
        verdict(f"share of cells in which {name} is within 1 point of the best", within, 0.9)
    like_fsrs = {cell: results for cell, results in got.items() if cell.truth != "hlr"}
    exponential = {cell: results for cell, results in got.items() if cell.truth == "hlr"}
    for name, goal, part in (("like FSRS", 3, like_fsrs), ("exponential", 15, exponential)):
        if part:
            gains = statistics.fmean(map(gain, part.values()))
            verdict(f"points of plan over even, {name}", gains, goal)
    eves = told(plan.is_covered for plan in all_of(like_fsrs, "plan"))
    if eves:
        verdict("marks within the range told on the eve, like FSRS", share(eves), 0.9)
    verdict("ms to plan a day of 5,000 cards", milliseconds, 50, at_most=True)


def share(truths: Iterable[bool]) -> float:
    values = list(truths)
    return sum(values) / len(values) if values else float("nan")


def verdict(name: str, value: float, goal: float, *, at_most: bool = False) -> None:
    """Print a figure beside its goal."""
    is_met = value <= goal if at_most else value >= goal
    print(f"{name}: {value:.2f} (goal {goal}: {'met' if is_met else 'NOT MET'})")


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10, help="learners in a cell")
    parser.add_argument("--cards", type=int, default=100)
    parser.add_argument("--cells", nargs="*", default=[], help="words that cells must have")
    parser.add_argument("--quick", action="store_true", help="30 days, three learners")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    students = 3 if options.quick else options.students
    every = (
        Cell(truth, days, budget, start, options.cards)
        for truth in TRUTHS
        for days in ((30,) if options.quick else (14, 30, 60))
        for budget in BUDGETS
        for start in ("new", "half")
    )
    cells = [cell for cell in every if set(options.cells) <= set(str(cell).split())]
    if not cells:
        parser.error("no cell has these words; a cell is, for example, `slow 30 middle half`")
    milliseconds = plan_ms()
    began = time.perf_counter()
    with Pool(options.jobs) as pool:
        tasks = [(cell, students) for cell in cells]
        got = dict(zip(cells, pool.imap(run_cell, tasks, chunksize=1), strict=True))
    print_cells(got)
    print_truths(got)
    print_verdicts(got, milliseconds)
    print(f"{len(cells)} cells, {students} learners each, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
