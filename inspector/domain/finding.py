"""Findings (发现): one sighting of one breach, with where, when and by whom."""

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId, PointId, StandardCode

SAME_AS_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sighting; ``same_as`` is what a person decided: a finding's id, ``none``, or nothing.

    ``deadline`` is by when the inspector wants it mended, where it is not the standard's.
    """

    id: FindingId
    label: str
    point: PointId | None
    standard: StandardCode
    found_at: datetime
    spot: str | None = None
    position: Position | None = None
    accuracy_m: float = 0.0
    grid: str | None = None
    round: str | None = None
    source: str | None = None
    same_as: str | None = None
    variant: str | None = None
    on_the_spot: bool = False
    deadline: datetime | None = None

    @property
    def order(self) -> tuple[datetime, str]:
        """Findings are taken by moment, then by id, whatever order they arrived in."""
        return self.found_at, self.id
