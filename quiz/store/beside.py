"""What a record keeps beside its log: weights, exams, limits of a day, questions as seen."""

from collections.abc import Collection, Mapping
from datetime import datetime

from quiz.store import log, side_tables
from quiz.store.database import Database
from quiz.store.rows import DayLimit, ExamRow, SeenQuestion, WeightsRow


class Beside:
    """The part of a record that is not its log. Every method that writes is one transaction."""

    _database: Database
    learner: str
    """Whose record it is."""

    @property
    def device(self) -> str:
        """Id of this device, made once with the file."""
        return self._database.device

    def weights(self) -> WeightsRow | None:
        """Return the newest weights that were not taken back; None for the model's defaults."""
        return self._database.read(lambda c: side_tables.weights(c, self.learner))

    def keep_weights(self, row: WeightsRow) -> None:
        """Keep weights that were fitted; those of a uid that is kept already change nothing."""
        self._database.write(lambda c: side_tables.keep_weights(c, self.learner, self.device, row))

    def take_back_weights(self, now: datetime) -> WeightsRow | None:
        """Take the newest weights back and return them; None if there are none."""
        row = self.weights()
        if row is not None:
            uid = row.uid
            self._database.write(lambda c: log.take_back(c, uid, self.learner, self.device, now))
        return row

    def exams(self) -> list[ExamRow]:
        """Return the exams, by day and name."""
        return self._database.read(lambda c: side_tables.exams(c, self.learner))

    def has_exams(self) -> bool:
        """Return whether there is an exam."""
        return self._database.read(lambda c: side_tables.has_exams(c, self.learner))

    def put_exam(self, exam: ExamRow) -> None:
        """Keep an exam; of two versions of one uid the one that was changed last holds."""
        self._database.write(lambda c: side_tables.put_exam(c, self.learner, self.device, exam))

    def remove_exam(self, exam: ExamRow) -> None:
        """Keep an exam no more; its `changed_at` says when."""
        self._database.write(
            lambda c: side_tables.put_exam(c, self.learner, self.device, exam, is_removed=True)
        )

    def day_limits(self, day: int) -> dict[str, DayLimit]:
        """Return the limits of one day alone, by bank; those of all banks under the empty id."""
        return self._database.read(lambda c: side_tables.day_limits(c, self.learner, day))

    def put_day_limit(self, day: int, bank: str, limit: DayLimit) -> None:
        """Keep the limits of one day alone; of all banks for the empty id."""
        self._database.write(lambda c: side_tables.put_day_limit(c, self.learner, day, bank, limit))

    def seen_questions(self, bank: str) -> dict[str, SeenQuestion]:
        """Return the questions of a bank as they were last seen, by item."""
        return self._database.read(lambda c: side_tables.seen_questions(c, bank))

    def put_seen_questions(self, bank: str, questions: Mapping[str, SeenQuestion]) -> None:
        """Keep how questions are now."""
        questions = dict(questions)
        self._database.write(lambda c: side_tables.put_seen_questions(c, bank, questions))

    def forget_questions(self, bank: str, items: Collection[str]) -> None:
        """Keep no more how questions were."""
        items = tuple(items)
        self._database.write(lambda c: side_tables.forget_questions(c, bank, items))

    def seen_items(self, bank: str) -> set[str]:
        """Return all questions that a bank had when it was last seen."""
        return self._database.read(lambda c: side_tables.seen_items(c, bank))

    def parted(self, bank: str) -> set[tuple[str, str]]:
        """Return the pairs of an old and a new item that the learner said are not the same."""
        return self._database.read(lambda c: side_tables.parted(c, bank))

    def part(self, bank: str, old_item: str, new_item: str) -> None:
        """Note that two items are not the same."""
        self._database.write(lambda c: side_tables.part(c, bank, old_item, new_item))

    def note(self, key: str) -> str | None:
        """Return a note that was kept under a key; None if there is none."""
        row = self._database.read(
            lambda c: c.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        )
        return None if row is None else str(row["value"])

    def put_note(self, key: str, value: str) -> None:
        """Keep a note under a key."""
        self._database.write(
            lambda c: c.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        )
