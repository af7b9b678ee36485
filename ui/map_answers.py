"""The questions of the map, put to inspector.app."""

from collections.abc import Callable
from pathlib import Path

from inspector.app import base_map, district_map
from inspector.app.map_told import DistrictMap, Route
from inspector.app.mbtiles import BaseMap
from inspector.app.workspace import Workspace
from inspector.domain.geometry import Position


class MapAnswers:
    """Answers over the workspace of whichever thread asks; ``changed`` tells the other threads."""

    def __init__(self, workspace: Callable[[], Workspace], changed: Callable[[], None]) -> None:
        self._workspace, self._changed = workspace, changed

    def district(self) -> DistrictMap:
        return district_map.district_map(self._workspace())

    def route(self) -> Route:
        return district_map.todays_route(self._workspace())

    def move(self, key: str, to: Position, why: str) -> None:
        district_map.move_point(self._workspace(), key, to, why)
        self._changed()

    def base_map(self) -> BaseMap | None:
        return base_map.base_map(self._workspace())

    def name_base_map(self, file: Path | None) -> BaseMap | None:
        return base_map.name_base_map(self._workspace(), file)
