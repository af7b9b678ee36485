"""The fictional district with a working day's visits and problems, as plain values."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from inspector.app.district import initials
from inspector.app.map_told import DistrictMap, MapArea, MapIssue, MapPoint, Route, Visit
from inspector.app.mbtiles import BaseMap
from inspector.domain.geometry import Position
from inspector.domain.route import in_order
from tests.ui.fake_days import NOW

_STATES = ("OPEN", "NOTIFIED", "NOTIFIED", "REPLIED", "RETURNED", "DEFERRED", "PARKED")
_BUSY = ("桐荫街道", "新桥湾街道", "南浦街道")  # where problems return


def a_map_point(code: str = "P1", **given: Any) -> MapPoint:
    """A point visited three days ago with nothing open."""
    point = MapPoint(
        key=f"point:{code}",
        code=code,
        name=f"点位{code}",
        initials=f"dw{code}".lower(),
        type_name="老旧小区",
        town_name="桐荫街道",
        grid="G1",
        position=Position(83.45, 38.85),
        line=(),
        visit=Visit.ON_TIME,
        days=3,
        every_days=7,
        open_issues=0,
        late=0,
        returned=0,
    )
    return replace(point, **given)


def a_map_issue(number: int = 1, **given: Any) -> MapIssue:
    """An open issue without point or position; the test names only what it is about."""
    issue = MapIssue(
        issue=f"i{number:06d}",
        label=f"K7QF-{number}",
        title="垃圾桶满冒",
        point=None,
        state="OPEN",
        late=False,
        occurrence=1,
        position=None,
    )
    return issue._replace(**given)


@cache
def the_district() -> DistrictMap:
    """72 points of the demo district, their visits and problems by a fixed rule."""
    raw = json.loads(files("resources").joinpath("district.json").read_text("utf-8"))
    towns = {one["code"]: one["zh"] for one in raw["towns"]}
    types = {"OR": "老旧小区", "FM": "农贸市场", "AR": "主次干道", "MR": "主次干道"}
    points, issues = [], []
    for number, one in enumerate(raw["points"]):
        town = towns[one["town"]]
        busy = town in _BUSY
        some = (number * 5) % 7 + (2 if busy else 0) if number % 4 != 1 else 0
        places = [_near(one, step) for step in range(some)]
        issues += [
            a_map_issue(
                len(issues) + step,
                title=("垃圾桶满冒", "占道经营", "路面破损")[step % 3],
                point=one["code"],
                state=_STATES[(number + step) % len(_STATES)],
                late=(number + step) % 9 == 0,
                position=place,
            )
            for step, place in enumerate(places)
        ]
        points.append(
            a_map_point(
                one["code"],
                name=one["zh"],
                initials=initials(one["zh"]),
                type_name=types.get(one["type"], "公共场所"),
                town_name=town,
                grid=one["grid"],
                position=Position(one["lon"], one["lat"]),
                line=tuple(Position(lon, lat) for lon, lat in one.get("line", ())),
                visit=_visit(number),
                days=_days(number),
                open_issues=some,
                late=sum(issue.late for issue in issues[-some:]) if some else 0,
                returned=some // 2 if busy else some // 6,
            )
        )
    return DistrictMap(
        at=NOW, points=tuple(points), issues=tuple(issues), areas=tuple(_areas(raw, towns, points))
    )


def _visit(number: int) -> Visit:
    return (Visit.OVERDUE, Visit.DUE, Visit.ON_TIME, Visit.ON_TIME, Visit.DUE, Visit.ON_TIME)[
        number % 6
    ]


def _days(number: int) -> int:
    return {Visit.OVERDUE: 8 + number % 4, Visit.DUE: 5 + number % 3, Visit.ON_TIME: number % 5}[
        _visit(number)
    ]


def _near(one: dict[str, Any], step: int) -> Position:
    """Problems lie around their point, some metres apart."""
    return Position(one["lon"] + (step % 3 - 1) * 0.0004, one["lat"] + (step // 3) * 0.0003)


def _areas(raw: dict[str, Any], towns: dict[str, str], points: list[MapPoint]) -> list[MapArea]:
    told = json.loads(files("resources").joinpath("district.geojson").read_text("utf-8"))
    areas = []
    for one in told["features"]:
        said = one["properties"]
        if said["kind"] not in ("town", "community", "grid"):
            continue
        town = towns[said["code"][:9]]
        within = [
            point
            for point in points
            if (said["kind"] == "town" and point.town_name == town) or point.grid == said["code"]
        ]
        areas.append(
            MapArea(
                kind=said["kind"],
                code=said["code"],
                name=said["zh"],
                town_name=town,
                outline=tuple(Position(x, y) for x, y in one["geometry"]["coordinates"][0][:-1]),
                points=len(within),
                open_issues=sum(point.open_issues for point in within),
                returned=sum(point.returned for point in within),
            )
        )
    return areas


@dataclass
class FakeMap:
    """Tells the district, keeps what was moved."""

    told: DistrictMap = field(default_factory=the_district)
    moved: list[tuple[str, Position, str]] = field(default_factory=list)
    base: BaseMap | None = None
    stops: tuple[str, ...] | None = None

    def district(self) -> DistrictMap:
        return self.told

    def route(self) -> Route:
        due = [one.code for one in self.told.points if one.visit is Visit.OVERDUE]
        places = {one.code: one.position for one in self.told.points if one.position}
        stops = in_order(due[0], {code: places[code] for code in due[:8]}) if due else ()
        stops = stops if self.stops is None else self.stops
        return Route(on=date(2026, 11, 20), points=stops, length_m=8400, due=len(due), drawn=False)

    def move(self, key: str, to: Position, why: str) -> None:
        self.moved.append((key, to, why))
        points = tuple(
            replace(one, position=to) if one.key == key else one for one in self.told.points
        )
        self.told = replace(self.told, points=points)

    def base_map(self) -> BaseMap | None:
        return self.base

    def name_base_map(self, file: Path | None) -> BaseMap | None:
        self.base = (
            BaseMap(file=file, name=file.stem, attribution="", lowest=10, highest=16)
            if file
            else None
        )
        return self.base
