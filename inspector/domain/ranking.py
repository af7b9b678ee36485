"""Ranking (排名): places within a group, the last ones, and how often they were last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Who is to be placed; ``score`` already rounded as shown, None where there is none."""

    code: str
    group: str
    score: Decimal | None
    repeats: int = 0
    on_time: Decimal | None = None
    density: Decimal | None = None
    covered: bool = True


def ranks(contenders: Sequence[Contender]) -> dict[str, int | None]:
    """Places 1, 2, 2, 4 within each group: score, fewer repeats, more on time, less dense.

    What is null loses to what is known; without score or coverage there is no place.
    """
    placed: dict[str, int | None] = {one.code: None for one in contenders}
    for group in {one.group for one in contenders}:
        ranked = [
            one
            for one in contenders
            if one.group == group and one.score is not None and one.covered
        ]
        keys = {one.code: _key(one) for one in ranked}
        for one in ranked:
            placed[one.code] = 1 + sum(keys[other] < keys[one.code] for other in keys)
    return placed


def _key(one: Contender) -> tuple[tuple[int, Decimal], ...]:
    return (
        _first(one.score, highest=True),
        (0, Decimal(one.repeats)),
        _first(one.on_time, highest=True),
        _first(one.density, highest=False),
    )


def _first(value: Decimal | None, *, highest: bool) -> tuple[int, Decimal]:
    if value is None:
        return 1, Decimal(0)
    return 0, -value if highest else value


def tails(
    places: Mapping[str, int | None], groups: Mapping[str, str], tail_n: int
) -> frozenset[str]:
    """Those in the last ``tail_n`` places of their group; nobody in a group that small."""
    ranked: dict[str, int] = {}
    for code, place in places.items():
        if place is not None:
            ranked[groups[code]] = ranked.get(groups[code], 0) + 1
    return frozenset(
        code
        for code, place in places.items()
        if place is not None
        and ranked[groups[code]] > tail_n
        and place > ranked[groups[code]] - tail_n
    )


def covered(visited: int, active: int, least_percent: Decimal | None) -> bool:
    """Whether enough of the active points were visited to be ranked."""
    if least_percent is None:
        return True
    return active > 0 and 100 * visited >= least_percent * active


def rank_change(now: int | None, before: int | None) -> int | None:
    """Places gained since; None where one of the two is not ranked."""
    return before - now if now is not None and before is not None else None


def composite(scores: Sequence[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Σ weight × sub-score, weights in per cent; None while a weighted part is missing."""
    counted = [(weight, score) for weight, score in scores if weight]
    known = [weight * score for weight, score in counted if score is not None]
    return sum(known, Decimal(0)) / 100 if known and len(known) == len(counted) else None
