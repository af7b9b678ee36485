"""Scorer checks (雷同分、老好人): scores that say nothing, inspectors who find nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inspector.domain.rates import percent

NEAR_FLAT_POINTS = Decimal(1)  # highest less lowest; closer together a sheet ranks nobody
FEWEST_TOWNS = 3
FEWEST_VISITS, FEWEST_EXPECTED, LOW_SHARE_PERCENT = 10, 5, 50


class Flat(StrEnum):
    """What is odd about a department's sheet of scores."""

    IDENTICAL = "与其他部门完全相同"
    EQUAL = "各镇街同分"
    NEAR_FLAT = "分差过小"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatScores:
    """One department's sheet with the numbers that made it suspicious."""

    scorer: str
    kind: Flat
    towns: int
    lowest: Decimal
    highest: Decimal
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """One inspector's visits to points of one type and what he found there."""

    inspector: str
    point_type: str
    visits: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LowFindRate:
    """Far fewer findings than the others make on points of the same types."""

    inspector: str
    visits: int
    findings: int
    expected: Decimal
    percent_of_expected: Decimal | None


def flat_scores(sheets: Mapping[str, Mapping[str, Decimal]]) -> tuple[FlatScores, ...]:
    """Sheets (scorer → town → points) that are flat, near-flat, or another's copy."""
    vectors = {scorer: tuple(sorted(sheet.items())) for scorer, sheet in sheets.items()}
    found = []
    for scorer, sheet in sorted(sheets.items()):
        if len(sheet) < FEWEST_TOWNS:
            continue
        lowest, highest = min(sheet.values()), max(sheet.values())
        twins = tuple(
            sorted(
                other for other in vectors if other != scorer and vectors[other] == vectors[scorer]
            )
        )
        kind = _oddness(highest - lowest, copied=bool(twins))
        if kind:
            found.append(
                FlatScores(
                    scorer=scorer,
                    kind=kind,
                    towns=len(sheet),
                    lowest=lowest,
                    highest=highest,
                    same_as=twins,
                )
            )
    return tuple(found)


def _oddness(spread: Decimal, *, copied: bool) -> Flat | None:
    if not spread:
        return Flat.EQUAL
    if copied:
        return Flat.IDENTICAL
    return Flat.NEAR_FLAT if spread <= NEAR_FLAT_POINTS else None


def low_find_rates(rows: Sequence[Visits]) -> tuple[LowFindRate, ...]:
    """Inspectors who find less than half of what the others would have found on their visits.

    Named only with at least 10 visits and 5 findings to be expected: chance alone does less.
    """
    visits: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for row in rows:
        visits[row.point_type] += row.visits
        findings[row.point_type] += row.findings
    told = []
    for inspector in sorted({row.inspector for row in rows}):
        own = [row for row in rows if row.inspector == inspector]
        expected = sum((_expected(row, visits, findings) for row in own), Decimal(0))
        seen, found = sum(row.visits for row in own), sum(row.findings for row in own)
        if seen < FEWEST_VISITS or expected < FEWEST_EXPECTED:
            continue
        if 100 * found < LOW_SHARE_PERCENT * expected:
            told.append(
                LowFindRate(
                    inspector=inspector,
                    visits=seen,
                    findings=found,
                    expected=expected.quantize(Decimal("0.01")),
                    percent_of_expected=percent(100 * found, int(100 * expected)),
                )
            )
    return tuple(told)


def _expected(row: Visits, visits: Counter[str], findings: Counter[str]) -> Decimal:
    others = visits[row.point_type] - row.visits
    if not others:
        return Decimal(row.findings)  # nobody else went there: nothing to compare with
    return Decimal(row.visits * (findings[row.point_type] - row.findings)) / others
