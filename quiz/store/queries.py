"""What is asked of the record.

Every function takes a connection and changes nothing.
"""

import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime

from quiz.memory.pace import LONGEST_ANSWER_MS, TimedAnswer
from quiz.memory.state import MemoryState, Phase
from quiz.store.aliases import Aliases
from quiz.store.log import LIVE, LIVE_ACTION
from quiz.store.rows import (
    ACTION_COLUMNS,
    REVIEW_COLUMNS,
    STATE_COLUMNS,
    CardActionRow,
    DayTotals,
    DueRow,
    Review,
    action_of,
    from_micros,
    review_of,
    state_of,
    to_micros,
)

_HERE = "is_present = 1 AND is_suspended = 0 AND (buried_day IS NULL OR buried_day < :day)"
_SCHEDULES = "rating IS NOT NULL AND schedules = 1"


def learned_counts(connection: sqlite3.Connection, learner: str) -> dict[str, int]:
    """Return how many present cards of each bank were reviewed at least once."""
    rows = connection.execute(
        "SELECT bank, cards FROM learned WHERE learner = ? AND cards > 0", (learner,)
    )
    return dict(tuple(row) for row in rows)


def last_answers(connection: sqlite3.Connection, learner: str, most: int) -> list[TimedAnswer]:
    """Return how long the last answers took, the newest first."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT bank, card, day, elapsed_ms, rep IS 0,"
        " EXISTS (SELECT 1 FROM sitting WHERE uid = review.sitting AND mode = 'review')"
        # The plus keeps SQLite from gathering and sorting all of the learner's reviews.
        f" FROM review WHERE +learner = ? AND rating IS NOT NULL AND {LIVE}"
        " ORDER BY seq DESC LIMIT ?",
        (learner, most),
    )
    return [
        TimedAnswer(bank, card, day, elapsed_ms, bool(is_first), bool(in_review))
        for bank, card, day, elapsed_ms, is_first, in_review in cursor
    ]


def due_by_day(
    connection: sqlite3.Connection,
    learner: str,
    first: int,
    days: int,
    banks: Collection[str] | None = None,
) -> list[int]:
    """Return the number of cards due on each of some days; what is overdue counts for the first.

    Of all banks, or of some; those that are suspended do not count.
    """
    counts = [0] * days
    if days <= 0:
        return counts
    rows = connection.execute(
        "SELECT bank, max(due_day, :first) AS day, count(*) AS count FROM state "
        "INDEXED BY state_due WHERE learner = :learner AND is_present = 1 AND is_suspended = 0 "
        "AND due_day IS NOT NULL AND due_day < :end GROUP BY 1, 2 "
        "UNION ALL SELECT bank, :first, count(*) FROM state INDEXED BY state_step "
        "WHERE learner = :learner AND is_present = 1 AND is_suspended = 0 "
        "AND due_at IS NOT NULL GROUP BY 1",
        {"learner": learner, "first": first, "end": first + days},
    )
    for row in rows:
        if banks is None or row["bank"] in banks:
            counts[row["day"] - first] += row["count"]
    return counts


def queue_rows(
    connection: sqlite3.Connection,
    learner: str,
    banks: Collection[str],
    day: int,
    most: int,
    most_of_bank: Mapping[str, int] = {},
) -> list[DueRow]:
    """Return the cards of banks that are on learning steps, and those due by a study day.

    Of the due ones at most so many in all and of some banks, those due longest.
    """
    columns = "bank, card, phase, due_at, due_day, stability, last_day"
    cursor = connection.cursor()
    cursor.row_factory = None
    values = {"learner": learner, "day": day}
    cursor.execute(
        f"SELECT {columns} FROM state INDEXED BY state_step WHERE learner = :learner "
        f"AND {_HERE} AND due_at IS NOT NULL",
        values,
    )
    found = [
        DueRow(bank, card, Phase(phase), from_micros(due_at), due_day, stability, last_day)
        for bank, card, phase, due_at, due_day, stability, last_day in cursor
        if bank in banks
    ]
    cursor.execute(
        f"SELECT {columns} FROM state INDEXED BY state_due WHERE learner = :learner "
        f"AND {_HERE} AND due_day IS NOT NULL AND due_day <= :day ORDER BY due_day",
        values,
    )
    left, left_of_bank = most, dict(most_of_bank)
    for bank, card, _, _, due_day, stability, last_day in cursor:
        if left <= 0:
            break
        of_bank = left_of_bank.get(bank)
        if bank in banks and of_bank != 0:
            left -= 1
            if of_bank is not None:
                left_of_bank[bank] = of_bank - 1
            found.append(DueRow(bank, card, Phase.REVIEW, None, due_day, stability, last_day))
    return found


def seen_cards(connection: sqlite3.Connection, learner: str, bank: str, day: int) -> dict[str, int]:
    """Return what keeps cards of a bank from being new, by card.

    1 if it was reviewed today, 2 if it is kept out of reviews today, 0 if it was reviewed before.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT card, CASE WHEN is_suspended OR buried_day >= :day THEN 2 "
        "WHEN last_day = :day AND due_day IS NOT NULL THEN 1 ELSE 0 END FROM state "
        "WHERE learner = :learner AND bank = :bank "
        "AND (reps > 0 OR is_suspended OR buried_day >= :day)",
        {"learner": learner, "bank": bank, "day": day},
    )
    return dict(cursor.fetchall())


def states(connection: sqlite3.Connection, learner: str, bank: str) -> dict[str, MemoryState]:
    """Return the states of all cards of a bank that were reviewed."""
    rows = connection.execute(
        f"SELECT card, {STATE_COLUMNS} FROM state WHERE learner = ? AND bank = ?", (learner, bank)
    )
    return {row["card"]: state_of(row) for row in rows}


def all_states(connection: sqlite3.Connection, learner: str) -> dict[str, dict[str, MemoryState]]:
    """Return the states of all cards that were reviewed, by bank and card."""
    rows = connection.execute(
        f"SELECT bank, card, {STATE_COLUMNS} FROM state WHERE learner = ?", (learner,)
    )
    found: dict[str, dict[str, MemoryState]] = {}
    for row in rows:
        found.setdefault(row["bank"], {})[row["card"]] = state_of(row)
    return found


def answered_since(
    connection: sqlite3.Connection,
    learner: str,
    first_day: int,
    *,
    rating: int | None = None,
    only_first: bool = False,
) -> set[tuple[str, str]]:
    """Return bank and card of what was answered from a study day on, by the names of now.

    Args:
        connection: The record.
        learner: Whose.
        first_day: The study day, as an ordinal.
        rating: 1 (Again) to 4 (Easy); None for any.
        only_first: Whether the first answer of a card, on schedule, counts alone.
    """
    wanted = f" AND {_SCHEDULES} AND rep = 0" if only_first else ""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT bank, card, max(at) FROM review INDEXED BY review_day WHERE learner = :learner"
        " AND day >= :day AND rating IS NOT NULL AND (:rating IS NULL OR rating = :rating)"
        f"{wanted} AND {LIVE} GROUP BY bank, card",
        {"learner": learner, "day": first_day, "rating": rating},
    )
    return _by_names_now(connection, cursor.fetchall())


def _by_names_now(
    connection: sqlite3.Connection, rows: list[tuple[str, str, int]]
) -> set[tuple[str, str]]:
    aliases = {bank: Aliases(connection, bank) for bank in {bank for bank, *_ in rows}}
    return {
        (bank, aliases[bank].name_now(card, from_micros(at)) if aliases[bank] else card)
        for bank, card, at in rows
    }


def day_totals(
    connection: sqlite3.Connection, learner: str, day: int
) -> tuple[DayTotals, dict[str, DayTotals]]:
    """Return what was done on a study day, in all and by bank."""
    renamed = {row["bank"] for row in connection.execute("SELECT DISTINCT bank FROM alias")}
    rows = connection.execute(
        "SELECT bank, count(*) AS answers, sum(min(max(0, elapsed_ms), :longest)) AS spent,"
        f" count(DISTINCT CASE WHEN {_SCHEDULES} THEN card END) AS seen,"
        f" count(DISTINCT CASE WHEN {_SCHEDULES} AND rep = 0 THEN card END) AS new "
        # By day, not through all of the learner's reviews in the order of banks.
        "FROM review INDEXED BY review_day "
        f"WHERE learner = :learner AND day = :day AND {LIVE} GROUP BY bank",
        {"learner": learner, "day": day, "longest": LONGEST_ANSWER_MS},
    )
    by_bank: dict[str, DayTotals] = {}
    for row in rows.fetchall():
        bank, seen, new = row["bank"], row["seen"], row["new"]
        if bank in renamed:
            seen, new = _cards_by_name_now(connection, learner, bank, day)
        by_bank[bank] = DayTotals(
            new_cards=new,
            reviews=seen - new,
            answers=row["answers"],
            minutes=row["spent"] / 60_000,
        )
    total = DayTotals(
        new_cards=sum(done.new_cards for done in by_bank.values()),
        reviews=sum(done.reviews for done in by_bank.values()),
        answers=sum(done.answers for done in by_bank.values()),
        minutes=sum(done.minutes for done in by_bank.values()),
    )
    return total, by_bank


def _cards_by_name_now(
    connection: sqlite3.Connection, learner: str, bank: str, day: int
) -> tuple[int, int]:
    """Return how many cards of a bank were reviewed on a day, and how many of them were new.

    One that had two names on that day counts once.
    """
    aliases = Aliases(connection, bank)
    rows = connection.execute(
        f"SELECT card, at, rep FROM review WHERE learner = ? AND bank = ? AND day = ? "
        f"AND {_SCHEDULES} AND {LIVE}",
        (learner, bank, day),
    ).fetchall()
    names = [(aliases.name_now(row["card"], from_micros(row["at"])), row["rep"]) for row in rows]
    return len({name for name, _ in names}), len({name for name, rep in names if rep == 0})


def log_mark(connection: sqlite3.Connection, learner: str) -> str:
    """Return what changes whenever the log or the weights do."""
    row = connection.execute(
        "SELECT (SELECT max(seq) FROM review), (SELECT count(*) FROM retraction),"
        " (SELECT max(seq) FROM deed), (SELECT count(*) FROM weights), :learner",
        {"learner": learner},
    ).fetchone()
    return " ".join(map(str, row))


def gap_us(
    connection: sqlite3.Connection, learner: str, earlier: int, later: int, now: datetime
) -> int | None:
    """Return the microseconds from the last answer of a study day to the first of a later one.

    Where there is none yet, to `now`.
    """
    row = connection.execute(
        "SELECT coalesce((SELECT min(at) FROM review WHERE learner = :learner AND day = :later),"
        " :now)"
        " - (SELECT max(at) FROM review WHERE learner = :learner AND day = :earlier)",
        {"learner": learner, "earlier": earlier, "later": later, "now": to_micros(now)},
    ).fetchone()
    gap: int | None = row[0]
    return gap


def last_review(connection: sqlite3.Connection, learner: str, device: str) -> Review | None:
    """Return the review that came last on a device and was not undone."""
    row = connection.execute(
        # The plus keeps SQLite from gathering and sorting all of the learner's reviews.
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE +learner = ? AND device = ? AND {LIVE} "
        "ORDER BY seq DESC LIMIT 1",
        (learner, device),
    ).fetchone()
    return None if row is None else review_of(row)


def last_action(connection: sqlite3.Connection, learner: str, device: str) -> CardActionRow | None:
    """Return what was done last with any card on a device and not undone."""
    row = connection.execute(
        f"SELECT {ACTION_COLUMNS} FROM deed WHERE +learner = ? AND device = ? AND {LIVE_ACTION} "
        "ORDER BY seq DESC LIMIT 1",
        (learner, device),
    ).fetchone()
    return None if row is None else action_of(row)


def actions_caused(connection: sqlite3.Connection, uid: str) -> list[CardActionRow]:
    """Return what was done along with another action, undone or not."""
    rows = connection.execute(f"SELECT {ACTION_COLUMNS} FROM deed WHERE cause = ?", (uid,))
    return [action_of(row) for row in rows]


def latest_day(connection: sqlite3.Connection, learner: str) -> int | None:
    """Return the latest study day with an answer; None before the first."""
    row = connection.execute("SELECT max(day) FROM review WHERE learner = ?", (learner,)).fetchone()
    day: int | None = row[0]
    return day


def reviews(connection: sqlite3.Connection, learner: str, first_day: int) -> list[Review]:
    """Return all reviews that were not undone from a study day on, as they came."""
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE learner = ? AND day >= ? AND {LIVE} "
        "ORDER BY seq",
        (learner, first_day),
    )
    return [review_of(row) for row in rows]
