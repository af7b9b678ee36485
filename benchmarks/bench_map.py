"""Budget: a frame of the map in at most 33 ms for 19 of 20, with 1,200 points, 20,000 open issues.

Every theme is panned and zoomed as a hand does it. Beside it the same frames without any mark: what
outlines, lines and names cost alone is the floor. Milliseconds are of the processor, as the machine
may be shared; what the clock said stands beside. Marks are joined beforehand, off the screen's
thread; how long that takes is printed too.

python -m benchmarks.bench_map
"""

import os
import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchmarks.table import Table
from inspector.app.map_told import DistrictMap, MapArea, MapIssue, MapPoint, Visit
from inspector.domain.geometry import Position
from ui.faces import load_faces
from ui.look import Look
from ui.rooms.map.canvas import MapCanvas
from ui.rooms.map.sheet import Sheet, Theme
from ui.rooms.map.tiles import Tiles
from ui.tasks import TaskRunner

POINTS, ISSUES = 1_200, 20_000
TOWNS, GRIDS = (4, 3), (24, 24)  # across, down: a district of twelve towns, 576 grids
WEST, SOUTH, WIDE, HIGH = 83.40, 38.82, 0.17, 0.10  # degrees
STATES = ("OPEN", "NOTIFIED", "REPLIED", "RETURNED", "DEFERRED", "PARKED")
FRAMES, BUDGET_MS = 120, 33.0
SIZE = (910, 632)  # the map on a 1366 x 768 screen


def main() -> None:
    app = QApplication([])
    table = Table("map: 1,200 points, 20,000 open issues, 910 x 632")
    district = a_district(random.Random(7))
    started = time.process_time()
    sheet = Sheet(district)
    joining = time.process_time() - started
    bare = Sheet(replace(district, points=(), issues=()))
    table.line("joining the marks of all levels, behind the screen", f"{joining * 1000:,.0f} ms")
    runner = TaskRunner()
    look = Look(load_faces())
    look.dress(app)
    floor = statistics.median(cpu for cpu, _wall in frames(look, runner, bare, Theme.COVERAGE))
    table.line("a frame without marks, median", f"{floor:.1f} ms")
    for theme in Theme:
        taken = frames(look, runner, sheet, theme)
        cpu, wall = (sorted(one[kind] for one in taken) for kind in (0, 1))
        at = int(len(taken) * 0.95)
        name = f"{theme.name.lower()}: p95 of {len(taken)} frames"
        table.hold(name, f"{wall[at]:.1f} by clock", cpu[at], BUDGET_MS, unit="ms")
        middle = statistics.median(cpu)
        ratio = f"{middle / floor:.2f} x"
        table.line("  median, and as a multiple of the floor", f"{middle:.1f} ms", ratio=ratio)
    runner.close()
    table.end()


def frames(look: Look, runner: TaskRunner, sheet: Sheet, theme: Theme) -> list[tuple[float, float]]:
    """Milliseconds by processor and by clock of each frame of a walk: aside, nearer, back."""
    canvas = MapCanvas(look, Tiles(runner))
    canvas.resize(*SIZE)
    canvas.show_sheet(sheet)
    canvas.show_theme(theme, "")
    canvas.fit()
    picture = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.render(picture)  # the names are drawn once
    taken = []
    for step in range(FRAMES):
        if step % 12 == 0:
            canvas.zoom(0.5 if step < FRAMES / 2 else -0.5)
        angle = 1 if step % 24 < 12 else -1
        cpu, wall = time.process_time(), time.perf_counter()
        canvas.camera = canvas.camera.panned(-14.0 * angle, 6.0 * angle)
        canvas.render(picture)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        taken.append((cpu * 1000, wall * 1000))
    return taken


def a_district(chance: random.Random) -> DistrictMap:
    """Points spread over the grids, most issues around a third of them, as in a real district."""
    points = tuple(_point(number, chance) for number in range(POINTS))
    busy = points[: POINTS // 3]
    issues = tuple(_issue(number, chance.choice(busy), chance) for number in range(ISSUES))
    return DistrictMap(
        at=datetime(2026, 11, 20, tzinfo=UTC),
        points=points,
        issues=issues,
        areas=(*_areas("town", TOWNS, chance), *_areas("grid", GRIDS, chance)),
    )


def _point(number: int, chance: random.Random) -> MapPoint:
    at = Position(WEST + chance.random() * WIDE, SOUTH + chance.random() * HIGH)
    line = (
        Position(at.lon - 0.002, at.lat - 0.0006),
        at,
        Position(at.lon + 0.002, at.lat + 0.0006),
    )
    return MapPoint(
        key=f"point:{number}",
        code=f"{number:04d}",
        name=f"点位{number}",
        initials="dw",
        type_name="主次干道",
        town_name="桐荫街道",
        grid=None,
        position=at,
        line=line if number % 4 == 0 else (),
        visit=list(Visit)[number % 3],
        days=number % 12,
        every_days=7,
        open_issues=0,
        late=0,
        returned=chance.randint(0, 6),
    )


def _issue(number: int, point: MapPoint, chance: random.Random) -> MapIssue:
    at = point.position or Position(WEST, SOUTH)
    return MapIssue(
        issue=f"{number:06d}",
        label=f"K7QF-{number}",
        title="垃圾桶满冒",
        point=point.code,
        state=chance.choice(STATES),
        late=number % 9 == 0,
        occurrence=1,
        position=Position(at.lon + chance.gauss(0, 0.0006), at.lat + chance.gauss(0, 0.0005)),
    )


def _areas(kind: str, size: tuple[int, int], chance: random.Random) -> list[MapArea]:
    across, down = size
    wide, high = WIDE / across, HIGH / down
    return [
        MapArea(
            kind=kind,
            code=f"{kind}-{column}-{row}",
            name=f"{kind} {column * down + row}",
            town_name="",
            outline=_ring(WEST + column * wide, SOUTH + row * high, wide, high),
            points=4,
            open_issues=chance.randint(0, 60),
            returned=chance.randint(0, 20),
        )
        for column in range(across)
        for row in range(down)
    ]


def _ring(west: float, south: float, wide: float, high: float) -> tuple[Position, ...]:
    """A square of sixteen corners: outlines are never four straight lines."""
    sides = (((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (0, 1)), ((0, 1), (0, 0)))
    return tuple(
        Position(
            west + wide * (x1 + (x2 - x1) * step / 4), south + high * (y1 + (y2 - y1) * step / 4)
        )
        for (x1, y1), (x2, y2) in sides
        for step in range(4)
    )


if __name__ == "__main__":
    main()
