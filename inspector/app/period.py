"""Periods (考核月): which moments a month or a pair of dates covers in the district's zone."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from types import MappingProxyType

from inspector.app.workspace import Workspace
from inspector.domain.cadence import (
    Cadence,
    month_of,
    read_half,
    read_quarter,
    read_week,
    read_year,
)
from inspector.domain.cadence import month_days as days_of_month
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.period import Period, cadence_period, month_period
from inspector.store.period_rows import last_found
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
    cadence: Cadence | None = None,
) -> Period:
    """The period a person asked for; InputError without a month or two dates in their order.

    Exactly one of ``month``, ``cadence`` and the two dates says which.
    """
    if sum(map(bool, (month, cadence, since or until))) > 1:
        raise InputError(
            _("考核期只能有一种说法。"),
            _("月、周、季、年或起止日期，任选其一。"),
            code="two_periods",
        )
    cutoff, zone = ws.register.district.get("month_cutoff_day"), ws.register.zone
    now = as_of or ws.now
    if month:
        month_days(month, cutoff)
        return month_period(month, cutoff, zone, now)
    if cadence:
        return cadence_period(cadence, cutoff, zone, now)
    first, last = _day(since), _day(until)
    if first is None or last is None or last < first:
        raise InputError(
            _("没有说明考核期。"),
            _("用 --month 2026-08，或 --from 和 --to 两个日期。"),
            code="no_period",
        )
    return Period(first=first, last=last, zone=zone, now=now, cutoff=cutoff)


def asked_or_latest(ws: Workspace, month: str) -> Period:
    """The month asked for; with none the one that runs, or the last in which anything was found."""
    if month:
        return assessed(ws, month=month)
    cutoff = ws.register.district.get("month_cutoff_day")
    running = assessed(ws, month=month_of(ws.now.date(), cutoff))
    found_at = last_found(ws.db, stored(ws.now))
    last = local_date(from_stored(found_at), ws.register.zone) if found_at else running.last
    return running if last >= running.first else assessed(ws, month=month_of(last, cutoff))


# How each cadence is named, and an example of it.
CADENCES: Mapping[str, tuple[Callable[[str], Cadence], str]] = MappingProxyType(
    {
        "week": (read_week, "2026-W33"),
        "fortnight": (partial(read_week, count=2), "2026-W33"),
        "quarter": (read_quarter, "2026-Q3"),
        "half": (read_half, "2026-H2"),
        "year": (read_year, "2026"),
    }
)


def read_cadence(kind: str, name: str) -> Cadence:
    """What a person called a week, fortnight, quarter, half or year; InputError for other names."""
    read, example = CADENCES[kind]
    try:
        return read(name)
    except ValueError as error:
        raise InputError(
            _("看不懂这个考核期：{name}").format(name=name),
            _("写成 {example}。").format(example=example),
            code="bad_period",
        ) from error


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
