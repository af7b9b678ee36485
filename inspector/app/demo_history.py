"""The demo's past: three months drawn from the district's recipe, by seed, without photos."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

Raw = dict[str, Any]

_BUSY_TYPES = frozenset({"FF", "UV", "OR", "BL"})
_ROUNDS_OF_MONTH = 4
_DRAWN_DAYS = timedelta(days=29)  # of the last month, before the demo's own round begins


@dataclass(slots=True)
class _Past:
    """Events drawn so far, and where each key stands: when it was last closed, or None."""

    end: datetime  # what would be mended later is still open
    events: list[Raw] = field(default_factory=list)
    closed: dict[tuple[str, str], datetime | None] = field(default_factory=dict)


def draw_history(
    district: Raw, standards: list[Raw], spared: set[tuple[str, str]], later: timedelta
) -> list[Raw]:
    """Events in the form of a history file; keys in ``spared`` are left to the demo's round.

    They happen ``later`` than the recipe's months, by whole weeks.
    """
    recipe, chance = district["history_recipe"], Random(district["seed"])  # noqa: S311
    starts = [
        datetime.fromisoformat(f"{month}-01T00:00:00+08:00") + later for month in recipe["months"]
    ]
    past = _Past(starts[-1] + _DRAWN_DAYS)
    for first in starts:
        for number in range(_ROUNDS_OF_MONTH):
            start = first + timedelta(days=2 + 7 * number)
            for place, point in enumerate(district["points"]):
                at = start + timedelta(days=place % 3, hours=8 + chance.random() * 9)
                if at.weekday() < 5:
                    _visit(past, chance, district, standards, point, at, spared)
    return past.events


def _visit(
    past: _Past,
    chance: Random,
    district: Raw,
    standards: list[Raw],
    point: Raw,
    at: datetime,
    spared: set[tuple[str, str]],
) -> None:
    quality = district["history_recipe"]["town_quality"][point["town"]]
    looked_at = [one for one in standards if point["type"] in one["point_types"]]
    failed = [
        one
        for one in looked_at
        if (point["code"], one["code"]) not in spared
        and chance.random() < _risk(past, point, one, quality)
    ]
    codes = [one["code"] for one in failed]
    past.events.append(
        {
            "do": "inspect",
            "at": _iso(at),
            "point": point["code"],
            "round": _round(at),
            "pass": [one["code"] for one in looked_at if one["code"] not in codes],
            "fail": codes,
        }
    )
    for one in failed:
        past.events.extend(_case(past, chance, district, point, one, at, quality))


def _risk(past: _Past, point: Raw, standard: Raw, quality: float) -> float:
    key = (point["code"], standard["code"])
    if key in past.closed:
        return 0.35 * (1 - quality) + 0.05 if past.closed[key] else 0.1
    busy = 1.5 if point["type"] in _BUSY_TYPES else 1.0
    return float(0.10 * (1 - quality) * busy)


def _case(
    past: _Past,
    chance: Random,
    district: Raw,
    point: Raw,
    standard: Raw,
    at: datetime,
    quality: float,
) -> Iterator[Raw]:
    recipe = district["history_recipe"]
    ref = f"{at:%m%d}-{point['code']}-{standard['code']}"
    key = (point["code"], standard["code"])
    spots = point.get("spots") or [None]
    yield {
        "do": "find",
        "ref": ref,
        "at": _iso(at),
        "point": point["code"],
        "standard": standard["code"],
        "spot": chance.choice(spots),
        "round": _round(at),
        "source": "district",
        "note": standard["issue_zh"],
        "person": chance.choice(["u03", "u04", "u05", "u06"]),
    }
    if past.closed.get(key, at) is None:
        return  # still open: one case, no second paper
    past.closed[key] = None
    told = at + timedelta(days=1)
    yield {"do": "notify", "ref": ref, "at": _iso(told)}
    on_time = chance.random() < 0.6 + 0.35 * quality
    mended = told + timedelta(hours=1 + chance.random() * (3 if on_time else 300))
    if mended > past.end:
        return
    yield {"do": "reply", "ref": ref, "at": _iso(mended), "done": _iso(mended)}
    if chance.random() < recipe["p_rework"]:
        yield {"do": "return", "ref": ref, "at": _iso(mended + timedelta(hours=20))}
        return
    closed = mended + timedelta(hours=24 + chance.random() * 24)
    past.closed[key] = closed
    yield {"do": "close", "ref": ref, "at": _iso(closed)}


def prelude(problems: list[Raw]) -> Iterator[Raw]:
    """What had gone before at some places of the round, so that every verdict shows."""
    keys = list(dict.fromkeys((one["point"], one["standard"]) for one in problems))
    spots = {(one["point"], one["standard"]): one["spot"] for one in problems}
    first: dict[tuple[str, str], datetime] = {}
    for one in problems:
        first.setdefault((one["point"], one["standard"]), datetime.fromisoformat(one["at"]))
    for place, key in enumerate(keys):
        story = _STORIES[place % len(_STORIES)]
        for event in story(f"{first[key]:%Y}-{place + 1:03d}", key, spots[key], first[key]):
            yield {name: value for name, value in event.items() if value is not None}


def _found(ref: str, key: tuple[str, str], spot: str | None, at: datetime) -> Raw:
    point, standard = key
    return {
        "do": "find",
        "ref": ref,
        "at": _iso(at),
        "point": point,
        "standard": standard,
        "spot": spot,
        "round": _round(at),
        "person": "u05",
    }


def _third_time(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    for number, days in ((1, 45), (2, 20)):
        found = at - timedelta(days=days)
        yield _found(f"{ref}-{number}", key, spot, found)
        yield {"do": "notify", "ref": f"{ref}-{number}", "at": _iso(found + timedelta(hours=3))}
        yield {"do": "close", "ref": f"{ref}-{number}", "at": _iso(found + timedelta(days=6))}


def _once_closed(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    yield _found(ref, key, spot, at - timedelta(days=12))
    yield {"do": "notify", "ref": ref, "at": _iso(at - timedelta(days=12) + timedelta(hours=2))}
    yield {"do": "close", "ref": ref, "at": _iso(at - timedelta(days=9))}


def _overdue(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    yield _found(ref, key, spot, at - timedelta(days=9))
    until = _iso(at - timedelta(days=3))
    yield {"do": "notify", "ref": ref, "at": _iso(at - timedelta(days=8)), "deadline": until}


def _answered(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    yield from _overdue(ref, key, spot, at)
    done = _iso(at - timedelta(days=4))
    yield {"do": "reply", "ref": ref, "at": done, "done": done}


def _in_time(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    yield _found(ref, key, spot, at - timedelta(days=4))
    until = _iso(at + timedelta(days=5))
    yield {"do": "notify", "ref": ref, "at": _iso(at - timedelta(days=3)), "deadline": until}


def _elsewhere(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    del spot
    yield _found(ref, key, "另一处", at - timedelta(days=10))
    yield {"do": "close", "ref": ref, "at": _iso(at - timedelta(days=7))}


def _nothing(ref: str, key: tuple[str, str], spot: str, at: datetime) -> Iterator[Raw]:
    del ref, key, spot, at
    yield from ()


_STORIES = (
    _third_time,
    _once_closed,
    _nothing,
    _overdue,
    _answered,
    _nothing,
    _in_time,
    _elsewhere,
    _nothing,
)


def _round(at: datetime) -> str:
    return f"{at:%G-W%V}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
