"""What the map (地图) asks of the office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.map_told import DistrictMap, Route
    from inspector.app.mbtiles import BaseMap
    from inspector.domain.geometry import Position


class MapOffice(Protocol):
    """Looks may be asked from any thread; deeds from the writer's thread only."""

    def district(self) -> DistrictMap: ...

    def route(self) -> Route: ...

    def move(self, key: str, to: Position, why: str) -> None:
        """Correct a point's position; ``key`` is its record."""

    def base_map(self) -> BaseMap | None: ...

    def name_base_map(self, file: Path | None) -> BaseMap | None:
        """Use this file of tiles from now on; None for none."""
