"""By which names an issue is found: those of its point, standard, unit, town and community."""

from collections.abc import Iterable
from functools import cached_property

from inspector.domain.point import Point
from inspector.domain.search_words import plain
from inspector.domain.standard import Standard, Variant
from inspector.store.register import Register


class Names:
    """The names of the register as a search compares them, each made once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._of_point: dict[str, str] = {}
        self._of_standard: dict[tuple[str, str, str | None], str] = {}
        self._of_unit: dict[str, str] = {}
        self._of_area: dict[str, str] = {}

    def of_issue(
        self,
        point: Point | None,
        standard: Standard,
        variant: Variant | None,
        unit: str | None,
        areas: Iterable[str | None],
    ) -> list[str]:
        """One text for each thing of the register that the issue names; empty where none is."""
        named = [self._point(point), self._standard(standard, variant), self._unit(unit)]
        return [*named, *(self._area(code) for code in areas)]

    def of_void(self, point: str | None, standard: Standard | None) -> list[str]:
        """What a void finding is found by besides its label."""
        named = self._point(self._register.point(point))
        return [named, self._standard(standard, None) if standard else ""]

    def _point(self, point: Point | None) -> str:
        if point is None:
            return ""
        if point.code not in self._of_point:
            letters = self._points.get(point.code, "")
            self._of_point[point.code] = _joined(point.name, point.code, letters)
        return self._of_point[point.code]

    def _standard(self, standard: Standard, variant: Variant | None) -> str:
        key = (standard.edition, standard.code, variant.code if variant else None)
        if key not in self._of_standard:
            own = variant.title if variant else ""
            letters = self._standards.get(standard.code, "")
            self._of_standard[key] = _joined(
                own, standard.title, standard.code, *standard.aliases, letters
            )
        return self._of_standard[key]

    def _unit(self, code: str | None) -> str:
        unit = self._register.directory.unit(code)
        if unit is None or code is None:
            return ""
        if code not in self._of_unit:
            letters = self._units.get(code, "")
            self._of_unit[code] = _joined(unit.name, unit.short_name, code, letters)
        return self._of_unit[code]

    def _area(self, code: str | None) -> str:
        area = self._register.area(code)
        if area is None or code is None:
            return ""
        if code not in self._of_area:
            self._of_area[code] = _joined(area.name, self._areas.get(code, ""))
        return self._of_area[code]

    @cached_property
    def _points(self) -> dict[str, str]:
        return self._register.initials("point")

    @cached_property
    def _standards(self) -> dict[str, str]:
        return self._register.initials("standard")

    @cached_property
    def _units(self) -> dict[str, str]:
        return self._register.initials("unit")

    @cached_property
    def _areas(self) -> dict[str, str]:
        return self._register.initials("area")


def _joined(*names: str) -> str:
    return plain(" ".join(dict.fromkeys(name for name in names if name)))
