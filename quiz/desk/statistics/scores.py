"""The scores of quizzes and exams, over time."""

from datetime import date, datetime

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.study import Mode, Request


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How a quiz or an exam went."""

    date: date
    """The study day on which it ended."""
    at: datetime
    """When it ended, UTC."""
    mode: str
    """`quiz` or `exam`."""
    title: str
    """What it is called on the screen."""
    share: float
    """Credit, 0 to 1."""
    predicted: float | None = None
    """What was predicted of an exam, 0 to 1."""
    compares: bool = False
    """Whether it is a quiz of a whole bank: its score may be one's best."""


class _Config(msgspec.Struct):
    banks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    game: str = "classic"


class _Result(msgspec.Struct):
    credit: float | None = None
    predicted: float | None = None


def scores(source: StatisticsSource) -> tuple[Score, ...]:
    """Return the classic quizzes and the exams of the scope that were finished, in order."""
    found = []
    for row in source.record.ended_scores((str(Mode.QUIZ), str(Mode.EXAM))):
        day = source.days.ordinal(row.ended_at)
        if day < source.first_day:
            continue
        try:
            config = msgspec.json.decode(row.config, type=_Config)
            result = msgspec.json.decode(row.result, type=_Result)
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue  # from elsewhere
        if result.credit is None or config.game != "classic" or not _is_in(config, source):
            continue
        found.append(
            Score(
                date=date.fromordinal(day),
                at=row.ended_at,
                mode=row.mode,
                title=row.title,
                share=result.credit,
                predicted=result.predicted,
                compares=_compares(row.config),
            )
        )
    return tuple(found)


def _compares(config: str | bytes) -> bool:
    """Return whether the settings of a sitting are those of a quiz of a whole bank."""
    try:
        return msgspec.json.decode(config, type=Request).is_of_whole_bank
    except msgspec.DecodeError:  # an exam has others
        return False


def _is_in(config: _Config, source: StatisticsSource) -> bool:
    """Return whether a sitting asked of the scope alone."""
    banks, tags = set(source.scope.banks), set(source.scope.tags)
    is_of_banks = not banks or (bool(config.banks) and banks >= set(config.banks))
    return is_of_banks and (not tags or (bool(config.tags) and tags >= set(config.tags)))
