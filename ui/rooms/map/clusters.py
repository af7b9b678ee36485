"""What lies close together on the screen is one mark with a count; made once for every level."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from inspector.domain.mercator import Place
from ui.rooms.map.camera import TILE, Box

LOWEST, HIGHEST = 5, 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Something to be marked: ``kind`` decides its shape, ``weight`` how much it counts."""

    key: str
    place: Place
    kind: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks that are drawn as one; ``kinds`` in falling number, ``keys`` at most a handful."""

    x: float
    y: float
    count: int
    weight: int
    kinds: tuple[tuple[str, int], ...]
    keys: tuple[str, ...]

    @property
    def place(self) -> Place:
        return Place(self.x, self.y)


_KEYS_KEPT = 8  # a cluster of more is gone into by zooming
_Cell = tuple[int, int]
_ROW = 1 << 32  # cells of a row; more than the square has at any level
_AROUND = tuple(down * _ROW + across for down in (-1, 0, 1) for across in (-1, 0, 1))


class Clusters:
    """The marks of every zoom level, found by the part of the square that is looked at."""

    def __init__(self, marks: Iterable[Marked], apart: float) -> None:
        """``apart``: pixels closer than which two marks of one level are drawn as one."""
        level = [
            Cluster(one.place.x, one.place.y, 1, one.weight, ((one.kind, one.weight),), (one.key,))
            for one in sorted(marks, key=lambda one: one.key)
        ]
        self._levels: dict[int, Mapping[_Cell, Sequence[Cluster]]] = {}
        for zoom in range(HIGHEST, LOWEST - 1, -1):
            level = _joined(level, apart / (TILE * 2**zoom))
            self._levels[zoom] = _filed(level, zoom)

    def within(self, zoom: float, box: Box) -> Iterator[Cluster]:
        """The marks of a zoom level that lie in the box, in a steady order."""
        level = min(max(int(zoom), LOWEST), HIGHEST)
        filed, side = self._levels[level], 1 << level
        columns = range(int(box.west * side), int(box.east * side) + 1)
        rows = range(int(box.north * side), int(box.south * side) + 1)
        if len(columns) * len(rows) > len(filed):
            cells: Iterable[_Cell] = filed
        else:
            cells = (cell for cell in product(columns, rows) if cell in filed)
        for cell in cells:
            for one in filed[cell]:
                if box.holds(one.place):
                    yield one

    def all_of(self, zoom: float) -> Iterator[Cluster]:
        """Every mark of a level, wherever it lies."""
        level = min(max(int(zoom), LOWEST), HIGHEST)
        for cell in self._levels[level].values():
            yield from cell


def _joined(marks: Sequence[Cluster], apart: float) -> list[Cluster]:
    """Marks nearer than ``apart`` become one, where the weight of them lies.

    The heaviest takes first, so that a lone mark joins the crowd and not the crowd it. Cells are
    as wide as ``apart``, so that only the eight around a mark's own need be looked into; where a
    mark is alone in all nine, as most are when one looks closely, nothing else is asked.
    """
    cells: dict[int, list[int]] = {}
    homes = [int(one.y / apart) * _ROW + int(one.x / apart) for one in marks]
    for number, home in enumerate(homes):
        if home in cells:
            cells[home].append(number)
        else:
            cells[home] = [number]
    taken, square, joined = bytearray(len(marks)), apart * apart, list[Cluster]()
    for number in sorted(range(len(marks)), key=[-one.count for one in marks].__getitem__):
        if taken[number]:
            continue
        taken[number] = 1
        one, home = marks[number], homes[number]
        near = [one]
        for cell in [home + step for step in _AROUND if home + step in cells]:
            for other in cells[cell]:
                if not taken[other]:
                    there = marks[other]
                    if (there.x - one.x) ** 2 + (there.y - one.y) ** 2 < square:
                        taken[other] = 1
                        near.append(there)
        joined.append(_one_of(near) if len(near) > 1 else one)
    return joined


def _one_of(near: Sequence[Cluster]) -> Cluster:
    count = sum(one.count for one in near)
    kinds: Counter[str] = Counter()
    for one in near:
        for kind, number in one.kinds:
            kinds[kind] += number
    return Cluster(
        sum(one.x * one.count for one in near) / count,
        sum(one.y * one.count for one in near) / count,
        count,
        sum(one.weight for one in near),
        tuple(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))),
        tuple(key for one in near for key in one.keys)[:_KEYS_KEPT],
    )


def _filed(level: Sequence[Cluster], zoom: int) -> Mapping[_Cell, Sequence[Cluster]]:
    """By tile of the level, so that only what is looked at is walked through."""
    side, filed = 1 << zoom, defaultdict[_Cell, list[Cluster]](list)
    for one in level:
        filed[(int(one.x * side), int(one.y * side))].append(one)
    return dict(filed)
