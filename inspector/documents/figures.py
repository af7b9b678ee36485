"""Figures as a bulletin prints them: rates, changes, and — where there is nothing to divide by."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NONE = "—"
_PLACES = Decimal("0.01")


def two_places(value: Decimal) -> Decimal:
    return value.quantize(_PLACES, ROUND_HALF_UP)


def rate(part: int, whole: int) -> Decimal | None:
    """Per cent with two places; None where the whole is 0."""
    return two_places(Decimal(100 * part) / whole) if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A line of the table of indicators; per cents when ``percent``."""

    name: str
    now: Decimal | int | None
    before: Decimal | int | None = None
    year_ago: Decimal | int | None = None
    percent: bool = False

    def shown(self, value: Decimal | int | None) -> str:
        if value is None:
            return NONE
        return f"{two_places(Decimal(value))}%" if self.percent else str(value)

    def change(self, than: Decimal | int | None) -> str:
        """Signed: growth of a count, difference of a rate in points."""
        if self.now is None or than is None:
            return NONE
        if self.percent:
            return f"{two_places(Decimal(self.now) - Decimal(than)):+}个百分点".replace("-", "−")
        if not than:
            return NONE
        grown = two_places(100 * (Decimal(self.now) - Decimal(than)) / Decimal(than))
        return f"{grown:+}%".replace("-", "−")


def in_words(now: int, than: int | None, name: str) -> str:
    """环比下降7.19%; nothing when there is nothing to compare with."""
    if not than:
        return ""
    if now == than:
        return f"{name}持平"
    grown = two_places(100 * (Decimal(now) - than) / than)
    return f"{name}{'上升' if grown > 0 else '下降'}{abs(grown)}%"


def moved(rank: int | None, last: int | None) -> str:
    """↑1, ↓1, 持平, or — where one of the two is not known."""
    if rank is None or last is None:
        return NONE
    if rank == last:
        return "持平"
    return f"↑{last - rank}" if rank < last else f"↓{rank - last}"
