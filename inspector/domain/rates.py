"""Rates (指标): parts of a whole in per cent; where there is no whole there is no rate."""

from decimal import Decimal

from inspector.domain.scoring import rounded


def percent(part: int, whole: int) -> Decimal | None:
    """Per cent, two places, half up; None on zero, never 0 % or 100 % out of nothing."""
    return rounded(Decimal(100 * part) / whole) if whole else None


def per_visit(count: int, visits: int) -> Decimal | None:
    """Issues on one visit, two places."""
    return rounded(Decimal(count) / visits) if visits else None


def growth(now: Decimal | int, then: Decimal | int) -> Decimal | None:
    """(this − then) ÷ then in per cent (环比、同比); None where there was nothing."""
    return rounded(Decimal(100) * (Decimal(now) - then) / then) if then else None
