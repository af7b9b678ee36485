"""The day's work in words: cells of the week, stops of today, figures of the month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from inspector.text import _
from ui.moments import weekday
from ui.widgets.week_strip import DayCell

if TYPE_CHECKING:
    from inspector.app.day_told import Day, DayWork, MonthSoFar, Pace, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStop:
    """A stop as its row shows it; ``number`` is its place, ``is_next`` the one to go to."""

    point: str
    number: str
    name: str
    flags: tuple[tuple[str, str], ...]
    words: str
    right: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the month; ``moved`` against the month before, in tone ok, danger or text3."""

    name: str
    value: str
    moved: str
    tone: str


def cells_of(week: Sequence[Day], today: date) -> list[DayCell]:
    """The full bar is the busiest day; today's is what was planned for it."""
    most = max((day.visited for day in week), default=0)
    return [_cell(day, today, most) for day in week]


def _cell(day: Day, today: date, most: int) -> DayCell:
    is_today, is_ahead = day.on == today, day.on > today
    name = _("今天") if is_today else weekday(day.on)
    planned = day.visited + day.wanted
    if is_today and planned:
        count, share = f"{day.visited}/{planned}", day.visited / planned
    elif day.visited or (day.works and not is_ahead):
        count, share = str(day.visited), day.visited / most if most else 0.0
    else:
        count, share = ("" if day.works else _("休")), None
    spoken = _("{day} 查 {n} 个点位").format(day=f"{name} {day.on.day}", n=day.visited)
    return DayCell(
        name=name,
        number=str(day.on.day),
        count=count,
        share=share,
        is_today=is_today,
        is_ahead=is_ahead,
        spoken=spoken if day.visited or not count else f"{name} {day.on.day} {count}",
    )


def stops_of(stops: Sequence[Stop]) -> list[ShownStop]:
    upcoming = next((stop.point for stop in stops if stop.seen_at is None), "")
    return [_stop(number, stop, upcoming) for number, stop in enumerate(stops, start=1)]


def _stop(number: int, stop: Stop, upcoming: str) -> ShownStop:
    flags = []
    if stop.repeats:
        flags.append(("repeat", _("重复 {n}").format(n=stop.repeats)))
    if stop.late:
        flags.append(("late", _("逾期 {n}").format(n=stop.late)))
    done = stop.seen_at is not None
    return ShownStop(
        point=stop.point,
        number=str(number),
        name=stop.name,
        flags=() if done else tuple(flags),
        words=_done_words(stop) if done else _waiting_words(stop),
        right=_right(stop),
        is_done=done,
        is_next=stop.point == upcoming,
    )


def _done_words(stop: Stop) -> str:
    found = _("{n} 件").format(n=stop.found) if stop.found else _("没有问题")
    return f"{stop.type_name} · {found}"


def _waiting_words(stop: Stop) -> str:
    parts = [stop.type_name]
    if stop.idle_days is None:
        parts.append(_("还没查过"))
    else:
        parts.append(_("{n} 天未查").format(n=stop.idle_days))
    if stop.open:
        parts.append(_("未销号 {n} 件").format(n=stop.open))
    return " · ".join(parts)


def _right(stop: Stop) -> str:
    if stop.seen_at is not None:
        return _("{time} 查完").format(time=f"{stop.seen_at:%H:%M}")
    if stop.metres is None:
        return ""
    return f"{stop.metres / 1000:.1f} km" if stop.metres >= 1000 else f"{stop.metres:.0f} m"


def figures_of(month: MonthSoFar) -> list[Figure]:
    """Fewer found and repeated is better, more closed is."""
    return [
        _figure(_("发现"), month.found, month.found_before, more_is=""),
        _figure(_("销号"), month.closed, month.closed_before, more_is="ok"),
        _figure(_("重复"), month.repeated, month.repeated_before, more_is="danger"),
    ]


def _figure(name: str, now: int, before: int, *, more_is: str) -> Figure:
    """Per cent where there is enough to compare with, else the difference."""
    if now == before or not before:
        moved, tone = "", "text3"
    else:
        sign = "▲" if now > before else "▼"
        change = abs(now - before)
        far = before >= _ENOUGH
        moved = f"{sign} {change * 100 // before}%" if far else f"{sign} {change}"
        less_is = {"ok": "danger", "danger": "ok"}.get(more_is, "text3")
        tone = (more_is or "text3") if now > before else less_is
    return Figure(name=name, value=f"{now:,}", moved=moved, tone=tone)


_ENOUGH = 100  # below it a per cent says less than the number


def bars_of(pace: Sequence[Pace], now: datetime) -> list[tuple[str, int, int]]:
    return [
        (_("今天") if day.on == now.date() else f"{day.on:%m-%d}", day.found, day.closed)
        for day in pace
    ]


def points_words(work: DayWork) -> str:
    """How many points the day has, how many are done."""
    done = sum(stop.seen_at is not None for stop in work.stops)
    words = _("{n} 个，已查 {done}").format(n=len(work.stops), done=done)
    beyond = work.due - (len(work.stops) - done)
    return _("{words}，另有 {n} 个到期").format(words=words, n=beyond) if beyond > 0 else words


_SHORT = 20  # characters beside a name in the side pane


def in_short(words: str) -> str:
    """The first thing said; the whole stands in the room it comes from."""
    first = words.split(" · ")[0].split("。")[0]
    return first if len(first) <= _SHORT else first[: _SHORT - 1] + "…"
