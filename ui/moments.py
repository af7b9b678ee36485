"""Dates as an office writes them: today by its hour, this year without the year."""

from datetime import date, datetime, time, timedelta

from inspector.text import _


def here(moment: datetime, now: datetime) -> datetime:
    """The moment on the clock of ``now``; one without a zone is taken as it stands."""
    if moment.tzinfo is None or now.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment.astimezone(now.tzinfo)


def day(moment: datetime, now: datetime) -> str:
    """``11-20``, with the year where it is another one."""
    local = here(moment, now)
    return f"{local:%m-%d}" if local.year == now.year else f"{local:%Y-%m-%d}"


def when(moment: datetime, now: datetime) -> str:
    """``今天 14:08``, ``11-18 10:44``, ``2025-12-30``."""
    local = here(moment, now)
    if local.date() == now.date():
        return _("今天 {time}").format(time=f"{local:%H:%M}")
    return f"{local:%m-%d %H:%M}" if local.year == now.year else f"{local:%Y-%m-%d}"


def last_day(deadline: datetime) -> date:
    """The day a local deadline runs to: a day ends at its 24:00, the next one's midnight."""
    return (deadline - timedelta(microseconds=1)).date()


def due(moment: datetime, now: datetime) -> str:
    """A deadline: today by its hour, else its day; one at midnight ends the day before."""
    local = here(moment, now)
    if local.time() == time():
        return day(local - timedelta(seconds=1), now)
    return when(local, now) if local.date() == now.date() else day(local, now)


def until_when(deadline: datetime) -> str:
    """``08-28``, where it runs to the end of that day; else with its hour."""
    if deadline.time() == time():
        return f"{last_day(deadline):%m-%d}"
    return f"{deadline:%m-%d %H:%M}"


def remaining(moment: datetime, now: datetime) -> str:
    """``还有 1 小时 12 分``, ``还有 3 天``, ``已过 2 天``: days as a calendar counts them."""
    local = here(moment, now)
    seconds = (local - now).total_seconds()
    size = abs(seconds)
    if size >= 86400:
        words = _("{n} 天").format(n=abs((now.date() - last_day(local)).days))
    else:
        hours, minutes = divmod(int(size // 60), 60)
        words = (
            _("{h} 小时 {m} 分").format(h=hours, m=minutes)
            if hours
            else _("{m} 分").format(m=minutes)
        )
    return (
        _("还有 {span}").format(span=words) if seconds >= 0 else _("已过 {span}").format(span=words)
    )


def weekday(on: date) -> str:
    """What the day of the week is called, in short."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[on.weekday()]
