"""Periods (考核月): which moments a month or a pair of dates covers in the district's zone."""

from datetime import date, datetime, time, timedelta

from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.period import Period, month_period
from inspector.domain.period import month_days as days_of_month
from inspector.text import _


def span(
    ws: Workspace, *, month: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[datetime | None, datetime | None]:
    """First moment, and the moment just after the last; None where nothing limits it.

    Month M runs from the day after the cut-off day of the month before to that day of M; the
    calendar month where no cut-off day is set. Dates are inclusive.
    """
    first, last = _day(since), _day(until)
    if month:
        first, last = month_days(month, ws.register.district.get("month_cutoff_day"))
    zone = ws.register.zone
    begin = datetime.combine(first, time(), zone) if first else None
    end = datetime.combine(last + timedelta(days=1), time(), zone) if last else None
    return begin, end


def assessed(
    ws: Workspace,
    *,
    month: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: datetime | None = None,
) -> Period:
    """The period a person asked for; InputError without a month or two dates in their order."""
    cutoff, zone = ws.register.district.get("month_cutoff_day"), ws.register.zone
    now = as_of or ws.now
    if month:
        month_days(month, cutoff)
        return month_period(month, cutoff, zone, now)
    first, last = _day(since), _day(until)
    if first is None or last is None or last < first:
        raise InputError(
            _("没有说明考核期。"),
            _("用 --month 2026-08，或 --from 和 --to 两个日期。"),
            code="no_period",
        )
    return Period(first=first, last=last, zone=zone, now=now, cutoff=cutoff)


def month_days(month: str, cutoff: int | None) -> tuple[date, date]:
    """First and last day of assessment month ``YYYY-MM``; InputError for anything else."""
    try:
        return days_of_month(month, cutoff)
    except ValueError as error:
        raise InputError(
            _("看不懂这个月份：{month}").format(month=month),
            _("写成 2026-08。"),
            code="bad_month",
        ) from error


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("看不懂这个日期：{text}").format(text=text), _("写成 2026-08-03。"), code="bad_time"
        ) from error
