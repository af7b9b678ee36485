"""When a photo was taken, read from the strings cameras and phones leave."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_STAMP = re.compile(
    r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_EPOCH_IN_NAME = re.compile(r"(?:mmexport|wx_camera_|microMsg\.|pt)(\d{13})(?!\d)", re.IGNORECASE)
_STAMP_IN_NAME = re.compile(
    r"(?<!\d)(20\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[-_ .T]|at|上午|下午)*"
    r"([0-2]\d)[-_.:]?([0-5]\d)[-_.:]?([0-5]\d)"
)
_QUARTER = timedelta(minutes=15)  # offsets from UTC are whole quarters
_WIDEST_OFFSET = timedelta(hours=14)
_EARLIEST, _LATEST = 1990, 2070

CHINA = timedelta(hours=8)


def parse_stamp(text: str | None, subsecond: str | None = None) -> datetime | None:
    """Local time of an EXIF stamp ``2026:09:01 08:30:00``; sub-seconds inside it or beside it.

    Other separators are read too; blank, zero and impossible stamps give None.
    """
    found = _STAMP.search(text or "")
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction = found[7] or re.sub(r"\D", "", subsecond or "")
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    try:
        return datetime.combine(date(year, month, day), time(hour, minute, second, micro))
    except ValueError:
        return None


def parse_offset(text: str | None) -> timedelta | None:
    """Offset from UTC of ``+08:00``; ``Z`` is zero; None when absent or wider than 14 hours."""
    clean = (text or "").strip()
    if clean in ("Z", "z"):
        return timedelta(0)
    found = _OFFSET.fullmatch(clean)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if offset > _WIDEST_OFFSET:
        return None
    return -offset if found[1] == "-" else offset


def gps_moment(day: str | None, clock: tuple[float, ...] | None) -> datetime | None:
    """The instant of GPSDateStamp and GPSTimeStamp, aware in UTC; None unless both make sense."""
    found = re.fullmatch(r"(\d{4})[:\-/](\d{1,2})[:\-/](\d{1,2})", (day or "").strip())
    if not found or clock is None or len(clock) != 3:
        return None
    try:
        start = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
        seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
        return start + timedelta(seconds=seconds) if 0 <= seconds < 86_401 else None
    except (ValueError, OverflowError):
        return None


def offset_by_gps(local: datetime, gps: datetime) -> tuple[timedelta, timedelta] | None:
    """Offset of the camera's clock, to the quarter hour, with what the clock was then wrong by.

    None when the two lie farther apart than any zone: the GPS stamp is then an old one.
    """
    apart = local - gps.replace(tzinfo=None)
    offset = round(apart / _QUARTER) * _QUARTER
    return (offset, apart - offset) if abs(offset) <= _WIDEST_OFFSET else None


def stamp_in_name(name: str, zone: timedelta = CHINA) -> datetime | None:
    """Local time told by a name: ``mmexport<ms>``, ``IMG_20260803_101500``, ``微信图片_2026…``.

    A 13-digit number is milliseconds since 1970, told in the local time of ``zone``.
    """
    if found := _EPOCH_IN_NAME.search(name):
        there = timezone(zone)
        moment = datetime.fromtimestamp(int(found[1]) // 1000, there).replace(tzinfo=None)
        return moment if is_plausible(moment) else None
    for found in _STAMP_IN_NAME.finditer(name):
        year, month, day, hour, minute, second = map(int, found.groups())
        try:
            return datetime.combine(date(year, month, day), time(hour, minute, second))
        except ValueError:
            continue
    return None


def is_plausible(moment: datetime) -> bool:
    """Whether a digital camera may have taken a photo then; 2099 and 1904 are unset clocks."""
    return _EARLIEST <= moment.year <= _LATEST
