"""Freezing (冻结): a month's result and its profile kept; later facts stand beside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from inspector.app.stats_told import Amended, Frozen, Stats
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored
from inspector.domain.profile import Profile
from inspector.store.hand_rows import frozen_row
from inspector.store.profiles import read_profile

_FIGURES = ("rank", "score", "deduction", "issues", "repeats", "rebounds", "visits", "coverage")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenMonth:
    """What was frozen, priced by the copy of the profile it was priced with."""

    at: datetime
    person: str
    profile: Profile
    stats: Stats


def frozen_month(ws: Workspace, month: str | None) -> FrozenMonth | None:
    """The frozen result of a month; None while it is open or the period is no month."""
    row = frozen_row(ws.db, month) if month else None
    if row is None:
        return None
    at, person, profile, numbers, factors, result = row
    known = {code: Decimal(factor) for code, factor in orjson.loads(factors or "{}").items()}
    return FrozenMonth(
        at=from_stored(at),
        person=person,
        profile=read_profile(profile, orjson.loads(numbers or "{}"), known),
        stats=revive(Stats, orjson.loads(result)),
    )


def frozen_stats(kept: FrozenMonth, amendment: Iterable[Amended]) -> Stats:
    """The frozen figures, and what later facts would make of them."""
    at = kept.at.astimezone(kept.stats.period.as_of.tzinfo)
    frozen = Frozen(at=at, person=kept.person)
    return replace(kept.stats, frozen=frozen, amendment=tuple(amendment))


def amended(frozen: Stats, now: Stats) -> Iterator[Amended]:
    """Figures that differ from the frozen ones, line by line."""
    for kind in ("towns", "units"):
        key = kind.removesuffix("s")
        later = {getattr(one, key): one for one in getattr(now, kind)}
        for one in getattr(frozen, kind):
            yield from _differing(str(getattr(one, key)), one, later.get(getattr(one, key)))
    yield from _differing("", frozen.rates, now.rates)


def _differing(who: str, then: object, now: object) -> Iterator[Amended]:
    names = [one.name for one in fields(then)] if is_dataclass(then) else []
    for name in names if not who else [one for one in _FIGURES if one in names]:
        before, after = getattr(then, name), getattr(now, name, None)
        if before != after:
            yield Amended(who=who, figure=name, frozen=_shown(before), now=_shown(after))


def _shown(value: object) -> str | None:
    return None if value is None else str(value)


def plain(stats: Stats) -> dict[str, object]:
    """The figures as JSON keeps them, amounts as strings."""
    kept: dict[str, object] = orjson.loads(orjson.dumps(stats, default=str))
    return kept


def revived(raw: dict[str, object]) -> Stats:
    """The figures that :func:`plain` kept."""
    stats: Stats = revive(Stats, raw)
    return stats


def revive(kind: Any, raw: Any) -> Any:
    """A value of ``kind`` out of its JSON, the inverse of :func:`plain`."""
    if raw is None:
        return None
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {name: revive(hints[name], value) for name, value in raw.items() if name in hints}
        make: Any = kind
        return make(**known)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return revive(next(one for one in inner if one is not type(None)), raw)
    if origin is tuple:
        return tuple(revive(inner[0], one) for one in raw)
    if origin is not None:
        return dict(raw)
    if kind is Decimal:
        return Decimal(raw)
    if kind in (date, datetime):
        return kind.fromisoformat(raw)
    return kind(raw) if isinstance(kind, type) and issubclass(kind, Enum) else raw
