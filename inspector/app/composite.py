"""The composite (综合得分): the field score and what others scored, each by its weight."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.app.stats_told import CompositeStat, SubScore
from inspector.app.tally import Tally
from inspector.app.workspace import Workspace
from inspector.domain.period import Period
from inspector.domain.ranking import Contender, composite, ranks
from inspector.domain.scoring import rounded
from inspector.store import period_rows


def composites(ws: Workspace, now: Tally) -> tuple[CompositeStat, ...]:
    """Field score and imported sub-scores by their weights; several scorers count on average."""
    given = _subscores(ws, now.period)
    lines = []
    for town in ws.register.areas.get("town", ()):
        parts = tuple(
            SubScore(
                code=one.code,
                name=one.name,
                weight=one.weight,
                score=now.score(now.town(town.code))
                if one.code == "field"
                else _mean(given.get((one.code, town.code), ())),
            )
            for one in now.profile.composite
        )
        whole = composite([(part.weight, part.score) for part in parts])
        lines.append(
            CompositeStat(
                town=town.code,
                name=town.name,
                group=str(town.group) if town.group is not None else "",
                rank=None,
                score=None if whole is None else rounded(whole),
                parts=parts,
                missing=tuple(one.code for one in parts if one.weight and one.score is None),
            )
        )
    places = ranks([Contender(code=one.town, group=one.group, score=one.score) for one in lines])
    return tuple(replace(one, rank=places[one.town]) for one in lines)


def _subscores(ws: Workspace, period: Period) -> dict[tuple[str, str], list[Decimal]]:
    given: dict[tuple[str, str], list[Decimal]] = {}
    for item, town, _scorer, points in period_rows.subscores(ws.db, period.month or ""):
        given.setdefault((item, town), []).append(Decimal(points))
    return given


def _mean(points: Sequence[Decimal]) -> Decimal | None:
    return rounded(sum(points, Decimal(0)) / len(points)) if points else None
