"""Study days: calendar days that begin at the rollover hour instead of midnight."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


class StudyDays(msgspec.Struct, frozen=True, kw_only=True):
    """Tells which study day a moment belongs to, by the rules of a time zone.

    Study day D begins with the first moment at which a clock on the wall shows the rollover hour
    of date D or later. So every moment belongs to exactly one day, whatever a zone does: a
    skipped hour begins the day at the jump, a repeated hour begins it the first time.
    """

    zone: tzinfo | None = None
    """None for the zone of the system."""
    rollover_hour: int = 4
    """Hour of the wall clock at which a study day begins; 0 to 23."""

    def day_of(self, moment: datetime) -> date:
        """Return the study day of a moment (aware)."""
        wall = moment.astimezone(self.zone).replace(tzinfo=None)
        shifted = wall - timedelta(hours=self.rollover_hour)
        day = shifted.date()
        # A clock set back over the rollover hour shows the old day's last hours once more, but
        # the new day goes on. No clock is set back by more than three hours.
        if shifted.hour >= 20 and self.start_of(day + _DAY) <= moment:
            return day + _DAY
        return day

    def start_of(self, day: date) -> datetime:
        """Return the first moment of a study day, in UTC."""
        wall = datetime.combine(day, time(self.rollover_hour))
        moment = self._from_wall(wall)
        if self._to_wall(moment) == wall:
            return moment
        return self._end_of_gap(self._from_wall(wall.replace(fold=1)), moment)

    def ordinal(self, moment: datetime) -> int:
        """Return the study day of a moment as a number, counted from 1 January of year 1."""
        return self.day_of(moment).toordinal()

    def start_of_ordinal(self, ordinal: int) -> datetime:
        """Return the first moment of a study day given as a number, in UTC."""
        return self.start_of(date.fromordinal(ordinal))

    def _from_wall(self, wall: datetime) -> datetime:
        local = wall if self.zone is None else wall.replace(tzinfo=self.zone)
        return local.astimezone(UTC)

    def _to_wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _end_of_gap(self, before: datetime, after: datetime) -> datetime:
        """Return the second at which the clocks jump, between two moments around it."""
        offset = before.astimezone(self.zone).utcoffset()
        low, high = 0, int((after - before) / _SECOND)
        while high - low > 1:
            middle = (low + high) // 2
            moment = before + middle * _SECOND
            if moment.astimezone(self.zone).utcoffset() == offset:
                low = middle
            else:
                high = middle
        return before + high * _SECOND
