"""Scoring profiles as values, from the numbers an office or its catalogue wrote."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inspector.domain.profile import Component, Normalise, Overdue, Profile, Shares

Raw = Mapping[str, Any]


def read_profile(code: str, raw: Raw, factors: Mapping[str, Decimal]) -> Profile:
    """One profile; a number that is not given is the one that changes nothing."""
    repeat, rebound = raw.get("repeat", {}), raw.get("rebound", {})
    rework, normalise, rank = raw.get("rework", {}), raw.get("normalise", {}), raw.get("rank", {})
    bonus = raw.get("bonus", {})
    return Profile(
        code=code,
        name=str(raw.get("zh") or code),
        base=_number(raw.get("base"), "100"),
        floor=_number(raw.get("floor"), "0"),
        multipliers=tuple(_number(one, "1") for one in repeat.get("multipliers", ()))
        or (Decimal(1),),
        source_factors=factors,
        on_the_spot_factor=_number(raw.get("on_the_spot", {}).get("factor"), "1"),
        rebound_factor=_number(rebound.get("extra_factor"), "0"),
        rebound_higher_only=bool(rebound.get("higher_only", True)),
        cap_per_key_month=_limit(repeat.get("cap_per_key_month")),
        overdue=_overdue(raw.get("overdue", {})),
        per_return=_number(rework.get("per_return"), "0"),
        from_third_return=_number(
            rework.get("from_third_return"), str(rework.get("per_return") or "0")
        ),
        bonus_cap=_limit(bonus.get("cap")),
        bonus_kinds=frozenset({"bonus", *(one["code"] for one in bonus.get("items", ()))}),
        shares=_shares(raw.get("shares", {})),
        normalise=Normalise[str(normalise.get("mode", "plain")).upper()],
        per_visit_k=_number(normalise.get("K"), "1"),
        min_coverage_percent=_limit(normalise.get("min_coverage_percent")),
        tail_n=int(rank.get("tail_n") or 0),
        tail_streak_alert=int(rank.get("tail_streak_alert") or 0),
        composite=tuple(
            Component(
                code=one["code"],
                name=one.get("zh", one["code"]),
                weight=_number(one["weight"], "0"),
            )
            for one in raw.get("composite", ())
        ),
    )


def _overdue(raw: Raw) -> Overdue:
    return Overdue(
        first=_number(raw.get("first"), "0"),
        per_day=_number(raw.get("per_day"), "0"),
        cap=_limit(raw.get("cap")),
    )


def _shares(raw: Raw) -> Shares:
    names = ("territory", "department", "territory_when_department_owned")
    return Shares(**{name: _number(raw.get(name), "1") for name in names})


def _number(value: object, otherwise: str) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(otherwise)


def _limit(value: object) -> Decimal | None:
    return Decimal(str(value)) if value is not None else None
