"""What-if (测算): a period placed by other numbers of the profile, without keeping them."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector.app.composite import composites
from inspector.app.placing import placed_by_score, placed_units
from inspector.app.stats_told import NumberTried, TownMoved, UnitMoved, WhatIf
from inspector.app.tally import Depth, Tally, tally
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.period import Period
from inspector.domain.profile import Profile
from inspector.domain.ranking import rank_change
from inspector.store.faults import told
from inspector.store.profiles import read_profile
from inspector.text import _

_SOURCE = "source."  # source.city=3: the factor of a source level
_WEIGHT = "composite."  # composite.field=50: the weight of a part of the composite, in per cent
_MOST = 100  # per cent; what a weight can be at most

# What may be tried, as the profile's numbers are named; lists are parted by commas.
NUMBERS = (
    "base",
    "floor",
    "repeat.multipliers",
    "repeat.cap_per_key_month",
    "rebound.extra_factor",
    "rebound.higher_only",
    "overdue.first",
    "overdue.per_day",
    "overdue.cap",
    "rework.per_return",
    "rework.from_third_return",
    "bonus.cap",
    "on_the_spot.factor",
    "shares.territory",
    "shares.department",
    "shares.territory_when_department_owned",
    "normalise.mode",
    "normalise.K",
    "normalise.min_coverage_percent",
    "rank.tail_n",
)
_LIMITS = frozenset(one for one in NUMBERS if one.endswith(("cap", "cap_per_key_month", "percent")))


def what_if(ws: Workspace, period: Period, numbers: Mapping[str, str], profile: Profile) -> WhatIf:
    """Scores and places by ``profile``, and by it with ``numbers`` changed.

    Towns in the field and all in all, departments and utilities apart. Both are reckoned from the
    facts as they are now, also of a frozen month; nothing is written. An empty value takes a cap
    or a least coverage away. InputError for a number that is not known or makes no sense.
    """
    raw = ws.register.profile_numbers.get(profile.code, {})
    tried, changed = _tried(profile, raw, numbers)
    with told():
        before = tally(ws, period, profile, depth=Depth.SCORED)
        after = tally(ws, period, tried, depth=Depth.SCORED)
        return WhatIf(
            numbers=changed,
            towns=tuple(_towns(ws, before, after)),
            units=tuple(_units(ws, before, after)),
            composite=tuple(_composites(ws, before, after)),
            weights=_weights(tried, changed),
        )


def numbers_of(ws: Workspace, profile: Profile) -> tuple[tuple[str, str], ...]:
    """What may be tried of a profile and what stands there now, empty where nothing does."""
    raw = ws.register.profile_numbers.get(profile.code, {})
    own = [(name, _words(_stands(raw, name)) or "") for name in NUMBERS]
    factors = sorted(profile.source_factors.items())
    weights = ((f"{_WEIGHT}{one.code}", str(one.weight)) for one in profile.composite)
    return (*own, *((f"{_SOURCE}{level}", str(factor)) for level, factor in factors), *weights)


def names_of_parts(profile: Profile) -> Mapping[str, str]:
    """What the parts of the composite are called, by the name their weight is tried by."""
    return {f"{_WEIGHT}{one.code}": one.name for one in profile.composite}


def _stands(raw: Mapping[str, Any], name: str) -> object:
    here: Any = raw
    for room in name.split("."):
        here = here.get(room) if isinstance(here, Mapping) else None
    return here


def _tried(
    profile: Profile, raw: Mapping[str, Any], numbers: Mapping[str, str]
) -> tuple[Profile, tuple[NumberTried, ...]]:
    tried, factors = deepcopy(dict(raw)), dict(profile.source_factors)
    changed = []
    for name, text in numbers.items():
        level = name.removeprefix(_SOURCE)
        if name.startswith(_SOURCE) and level in factors:
            changed.append(NumberTried(name=name, before=str(factors[level]), after=text))
            factors[level] = _number(name, text)
            continue
        if name in names_of_parts(profile):
            before = _put_weight(tried, name.removeprefix(_WEIGHT), _weight(name, text))
            changed.append(NumberTried(name=name, before=_words(before), after=text))
            continue
        if name not in NUMBERS:
            raise _unknown(name, factors, profile)
        before = _put(tried, name, _value(name, text))
        changed.append(NumberTried(name=name, before=_words(before), after=text))
    return read_profile(profile.code, tried, factors), tuple(changed)


def _put(raw: dict[str, Any], name: str, value: object) -> object:
    """Put a value where its dotted name leads; what stood there is handed back."""
    *rooms, last = name.split(".")
    for room in rooms:
        raw = raw.setdefault(room, {})
    before: object = raw.get(last)
    raw[last] = value
    return before


def _weights(tried: Profile, changed: Sequence[NumberTried]) -> Decimal | None:
    if not any(one.name.startswith(_WEIGHT) for one in changed):
        return None
    return sum((one.weight for one in tried.composite), Decimal(0))


def _put_weight(raw: dict[str, Any], code: str, weight: str) -> object:
    part: dict[str, Any] = next(one for one in raw["composite"] if one["code"] == code)
    before, part["weight"] = part["weight"], weight
    return before


def _weight(name: str, text: str) -> str:
    """Nothing typed weighs nothing: the part is left out."""
    weight = _number(name, text or "0")
    if weight > _MOST:
        raise _bad(name, text)
    return str(weight)


def _value(name: str, text: str) -> object:
    match name:
        case "repeat.multipliers":
            return [str(_number(name, part)) for part in text.split(",")]
        case "rebound.higher_only":
            return _one_of(name, text, {"true": True, "false": False})
        case "normalise.mode":
            return _one_of(name, text, {"plain": "plain", "per_visit": "per_visit"})
        case "rank.tail_n":
            return int(_number(name, text))
    if not text and name in _LIMITS:
        return None
    return str(_number(name, text))


def _number(name: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _bad(name, text) from error
    if not number.is_finite() or not 0 <= number <= 1000:
        raise _bad(name, text)
    return number


def _one_of(name: str, text: str, known: Mapping[str, object]) -> object:
    if text not in known:
        raise _bad(name, text)
    return known[text]


def _words(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()  # as it is written to be tried
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _bad(name: str, text: str) -> InputError:
    return InputError(
        _("测算的数不对：{name}={text}").format(name=name, text=text),
        _("写成 0 到 1000 的数，例如 overdue.per_day=0.2。"),
        code="bad_number",
    )


def _unknown(name: str, factors: Mapping[str, Decimal], profile: Profile) -> InputError:
    known = [*NUMBERS, *(f"{_SOURCE}{level}" for level in sorted(factors))]
    known += names_of_parts(profile)
    return InputError(
        _("评分规则里没有这个数：{name}").format(name=name),
        _("可选：{known}").format(known="、".join(known)),
        code="unknown_number",
    )


def _towns(ws: Workspace, before: Tally, after: Tally) -> Iterator[TownMoved]:
    places, then = placed_by_score(ws, after), placed_by_score(ws, before)
    for town in ws.register.areas.get("town", ()):
        rank_before, rank = then.ranks.get(town.code), places.ranks.get(town.code)
        yield TownMoved(
            town=town.code,
            name=town.name,
            group=places.groups.get(town.code, ""),
            score_before=before.score(before.town(town.code)),
            rank_before=rank_before,
            score=after.score(after.town(town.code)),
            rank=rank,
            rank_change=rank_change(rank, rank_before),
        )


def _units(ws: Workspace, before: Tally, after: Tally) -> Iterator[UnitMoved]:
    """Who is ranked at all: departments and utilities with an issue or a charge."""
    places, then = placed_units(ws, after), placed_units(ws, before)
    for unit in ws.register.units:
        if unit.code not in places:
            continue
        yield UnitMoved(
            unit=unit.code,
            name=unit.short_name,
            kind=unit.kind.name.lower(),
            score_before=before.score(before.unit(unit.code), visits=before.whole.visits),
            rank_before=then.get(unit.code),
            score=after.score(after.unit(unit.code), visits=after.whole.visits),
            rank=places[unit.code],
            rank_change=rank_change(places[unit.code], then.get(unit.code)),
        )


def _composites(ws: Workspace, before: Tally, after: Tally) -> Iterator[TownMoved]:
    """Nothing where no weights are set: then the field score is all there is."""
    for then, now in zip(composites(ws, before), composites(ws, after), strict=True):
        if now.parts:
            yield TownMoved(
                town=now.town,
                name=now.name,
                group=now.group,
                score_before=then.score,
                rank_before=then.rank,
                score=now.score,
                rank=now.rank,
                rank_change=rank_change(now.rank, then.rank),
            )
