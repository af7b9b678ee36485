"""The district's register as values: points, standards, units, areas, calendar, rules."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from sqlite_utils import Database

from inspector.domain.area import Area
from inspector.domain.deadline import Term, TimeUnit, WorkCalendar
from inspector.domain.geometry import Position
from inspector.domain.ids import PointId, StandardCode
from inspector.domain.point import DEFAULT_RADIUS_M, Point, PointType, Shape
from inspector.domain.profile import Profile
from inspector.domain.repeat import ChainReset, Rule
from inspector.domain.standard import (
    CheckKind,
    Edition,
    Measure,
    Severity,
    Stage,
    Standard,
    Variant,
    in_force,
)
from inspector.domain.unit import Addressing, Directory, Hours, Relation, Unit, UnitKind
from inspector.store.profiles import read_profile

_CHINA = ZoneInfo("Asia/Shanghai")
_OFFICE_HOURS = ((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30)))

Row = dict[str, Any]


class Register:
    """What the master tables say, read once and kept for one job; make a new one after writing."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._points: dict[str, Point | None] = {}
        self._standards: dict[str, dict[str, Standard]] = {}
        self._ruling: dict[tuple[str, date], Standard | None] = {}
        self._rule_at: dict[tuple[str, str, float, str], Rule] = {}
        self._radius_of: dict[str, float] = {}

    @cached_property
    def district(self) -> Row:
        return next(iter(self._rows("select * from district order by id")), {})

    @cached_property
    def zone(self) -> ZoneInfo:
        name = self.district.get("zone")
        try:
            return ZoneInfo(name) if name else _CHINA
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return _CHINA  # a zone this machine does not know

    @cached_property
    def office(self) -> Row:
        return next(iter(self._rows("select * from office order by id")), {})

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(
            Edition(code=row["code"], in_force_from=date.fromisoformat(row["in_force_from"]))
            for row in self._rows("select * from edition order by id")
            if row["in_force_from"] and row["code"]
        )

    @cached_property
    def calendar(self) -> WorkCalendar:
        days = self._rows(
            "select day, kind from calendar_day where kind is not null and day is not null "
            "order by id"
        )
        hours = orjson.loads(self.district.get("working_time") or "null")
        return WorkCalendar(
            zone=self.zone,
            spans=_spans(hours) if hours else _OFFICE_HOURS,
            holidays=frozenset(_day(row) for row in days if row["kind"] == "holiday"),
            make_up_days=frozenset(_day(row) for row in days if row["kind"] == "workday"),
        )

    def calendar_of(self, unit: str | None) -> WorkCalendar:
        """When a unit works: the district's calendar, with its own week and hours if it has any."""
        known = self._own_hours.get(unit or "")
        return known or self.calendar

    @cached_property
    def has_own_hours(self) -> bool:
        """Whether any unit works at other times than the district."""
        return bool(self._own_hours)

    @cached_property
    def _own_hours(self) -> dict[str, WorkCalendar]:
        return {
            one.code: replace(
                self.calendar,
                spans=one.hours.spans or self.calendar.spans,
                week=one.hours.week,
                rests_on_holidays=one.hours.rests_on_holidays,
            )
            for one in self.units
            if one.hours
        }

    @cached_property
    def point_types(self) -> dict[str, PointType]:
        rows = self._rows("select * from point_type where code is not null order by code")
        return {row["code"]: _point_type(row) for row in rows}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(
            _unit(row)
            for row in self._rows("select * from unit where code is not null order by code")
        )

    @cached_property
    def directory(self) -> Directory:
        row = next(iter(self._rows("select * from addressing order by id")), {})
        loaded = {name: orjson.loads(text) for name, text in row.items() if _is_json(text)}
        addressing = Addressing(
            rule_of_type=loaded.get("rule_of_type", {}),
            industry=loaded.get("industry", {}),
            utility_candidates={
                code: tuple(units) for code, units in loaded.get("utility_candidates", {}).items()
            },
            utility_fallback=loaded.get("utility_fallback"),
        )
        return Directory(self.units, addressing)

    @cached_property
    def areas(self) -> dict[str, tuple[Area, ...]]:
        """Areas by kind: town, community, grid."""
        kinds: dict[str, list[Area]] = {}
        for row in self._rows("select * from area where code is not null order by code"):
            kinds.setdefault(row["kind"], []).append(_area(row))
        return {kind: tuple(areas) for kind, areas in kinds.items()}

    def area(self, code: str | None) -> Area | None:
        return self._areas_by_code.get(code or "")

    @cached_property
    def _areas_by_code(self) -> dict[str, Area]:
        return {one.code: one for areas in self.areas.values() for one in areas}

    @cached_property
    def profile(self) -> Profile:
        """The first profile by code; without any, the numbers that change nothing."""
        return next(iter(self.profiles.values()), read_profile("", {}, self.source_factors))

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        return {
            code: read_profile(code, raw, self.source_factors)
            for code, raw in self.profile_numbers.items()
        }

    @cached_property
    def profile_numbers(self) -> dict[str, Row]:
        """Each profile as it was written, by code; what a frozen period keeps."""
        rows = self._rows("select code, numbers from profile where code is not null order by code")
        return {row["code"]: orjson.loads(row["numbers"] or "{}") for row in rows}

    @cached_property
    def source_names(self) -> tuple[tuple[str, str], ...]:
        """Code and name of each source level, by code."""
        sql = "select code, name from source_level where code is not null order by code"
        return tuple((row["code"], row["name"] or row["code"]) for row in self._rows(sql))

    @cached_property
    def source_factors(self) -> dict[str, Decimal]:
        rows = self._rows(
            "select code, factor from source_level where code is not null order by code"
        )
        return {row["code"]: Decimal(row["factor"] or "1") for row in rows}

    @cached_property
    def _rules(self) -> Row:
        return next(iter(self._rows("select * from rules order by id")), {})

    @cached_property
    def _local_rules(self) -> dict[str, Row]:
        return {row["standard"]: row for row in self._rows("select * from local_rule order by id")}

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            _point(row)
            for row in self._rows("select * from point where code is not null order by code")
        )

    def point(self, code: str | None) -> Point | None:
        if code is None:
            return None
        if code not in self._points:
            rows = self._rows("select * from point where code = :code order by id", code=code)
            self._points[code] = _point(rows[0]) if rows else None
        return self._points[code]

    def standard(self, code: str, day: date) -> Standard | None:
        """The standard as the edition in force on ``day`` has it; else as the latest one had."""
        if (code, day) not in self._ruling:
            self._ruling[code, day] = self._standard_on(code, day)
        return self._ruling[code, day]

    def has_standard(self, code: str) -> bool:
        """Whether any edition has a standard of that code."""
        sql = "select 1 from standard where code = ? limit 1"
        return self._db.execute(sql, [code]).fetchone() is not None

    def _standard_on(self, code: str, day: date) -> Standard | None:
        if code not in self._standards:
            rows = self._rows("select * from standard where code = :code order by id", code=code)
            self._standards[code] = {row["edition"] or "": _standard(row) for row in rows}
        known = self._standards[code]
        ruling = in_force(self.editions, day)
        if ruling and ruling.code in known:
            return known[ruling.code]
        return known[max(known)] if known else None

    def standards(self, day: date) -> tuple[Standard, ...]:
        """Every active standard of the edition in force on ``day``, by code."""
        ruling = in_force(self.editions, day)
        rows = self._rows(
            "select * from standard where edition = :edition and active is not 0 order by code",
            edition=ruling.code if ruling else "",
        )
        return tuple(_standard(row) for row in rows)

    def rule(self, standard: Standard, point: Point | None) -> Rule:
        """The repeat rule for findings of ``standard`` at ``point``."""
        radius, line = self._radius(point), point.code if point and point.line else ""
        key = (standard.edition, standard.code, radius, line)
        if key not in self._rule_at:
            self._rule_at[key] = self._rule(standard, radius, point.line if point else ())
        return self._rule_at[key]

    def _rule(self, standard: Standard, radius_m: float, line: tuple[Position, ...]) -> Rule:
        local, rules = self._local_rules.get(standard.code, {}), self._rules
        repeat, rebound = local.get("repeat_window_days"), local.get("rebound_window_days")
        reset = rules.get("chain_reset") or ChainReset.CALENDAR_YEAR.name.lower()
        return Rule(
            edition=standard.edition,
            repeat_window_days=standard.repeat_window_days or 0 if repeat is None else repeat,
            rebound_window_days=standard.rebound_window_days or 0 if rebound is None else rebound,
            radius_m=radius_m,
            line=line,
            candidate_radius_m=_or(rules.get("candidate_radius_m"), DEFAULT_RADIUS_M),
            chain_reset=ChainReset[reset.upper()],
            overdue_counts_as_repeat=bool(rules.get("overdue_counts_as_repeat")),
        )

    def initials(self, entity: str) -> dict[str, str]:
        """Pinyin initials by code, of points or standards, as they were made at import."""
        rows = self._db.execute(
            f'select code, initials from "{entity}" where initials is not null order by id'
        )
        return dict(rows.fetchall())

    def _radius(self, point: Point | None) -> float:
        code = point.code if point else ""
        if code not in self._radius_of:
            kind = self.point_types.get(point.type) if point else None
            own = point.radius_m if point else None
            self._radius_of[code] = _or(own, _or(kind.radius_m if kind else None, DEFAULT_RADIUS_M))
        return self._radius_of[code]

    def _rows(self, sql: str, **values: object) -> list[Row]:
        return list(self._db.query(sql, values))


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _is_json(text: object) -> bool:
    return isinstance(text, str) and text[:1] in '{["'


def _day(row: Row) -> date:
    return date.fromisoformat(row["day"])


def _spans(hours: dict[str, list[str]]) -> tuple[tuple[time, time], ...]:
    return tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes))
        for opens, closes in (hours[name] for name in sorted(hours))
    )


def _positions(text: str | None) -> tuple[Position, ...]:
    return tuple(Position(lon, lat) for lon, lat in orjson.loads(text or "[]"))


def _term(raw: dict[str, Any] | None) -> Term | None:
    return Term(value=raw["value"], unit=TimeUnit[raw["unit"].upper()]) if raw else None


def _sure_term(raw: dict[str, Any]) -> Term:
    return Term(value=raw["value"], unit=TimeUnit[raw["unit"].upper()])


def _point(row: Row) -> Point:
    has_position = row["lon"] is not None and row["lat"] is not None
    return Point(
        id=PointId(row["code"]),
        code=row["code"],
        name=row["name"] or row["code"],
        type=row["type"] or "",
        town=row["town"],
        community=row["community"],
        grid=row["grid"],
        position=Position(row["lon"], row["lat"]) if has_position else None,
        radius_m=row["radius_m"],
        line=_positions(row["line"]),
        spots=tuple(orjson.loads(row["spots"] or "[]")),
        operator=row["operator"],
        declared=bool(row["declared"]),
        address=row["address"] or "",
        chief=row["chief"] or "",
        active=row["active"] != 0,
    )


def _point_type(row: Row) -> PointType:
    shapes = {"area": Shape.AREA, "line": Shape.LINE}
    return PointType(
        code=row["code"],
        name=row["name"] or row["code"],
        shape=shapes.get(row["shape"], Shape.SPOT),
        radius_m=row["radius_m"],
        every_days=row["every_days"],
        default_department=row["default_department"],
    )


def _unit(row: Row) -> Unit:
    return Unit(
        code=row["code"],
        name=row["name"] or row["code"],
        short_name=row["short_name"] or row["name"] or row["code"],
        kind=UnitKind[(row["kind"] or "department").upper()],
        type=row["type"] or "",
        relation=Relation[(row["relation"] or "subordinate").upper()],
        area=row["area"],
        contact=row["contact"] or "",
        phone=row["phone"] or "",
        hours=_own_hours(orjson.loads(row["more"])) if row["more"] else None,
    )


def _own_hours(more: Row) -> Hours | None:
    """What a received row says wrongly is left out: it then works as the district does."""
    spans, week, rests = (more.get(name) for name in ("working_time", "work_week", "rest_days"))
    if not (spans or week or rests is False):
        return None
    try:
        own = _spans(spans) if spans else None
    except (AttributeError, KeyError, TypeError, ValueError):
        own = None
    return Hours(
        spans=own,
        week=week if week in (5, 6, 7) else 5,
        rests_on_holidays=rests is not False,
    )


def _area(row: Row) -> Area:
    return Area(
        kind=row["kind"],
        code=row["code"],
        name=row["name"] or row["code"],
        parent=row["parent"],
        group=row["grp"],
        outline=_positions(row["outline"]),
    )


def _standard(row: Row) -> Standard:
    raw = {name: orjson.loads(text) for name, text in row.items() if _is_json(text)}
    measure = raw.get("measure")
    return Standard(
        code=StandardCode(row["code"]),
        edition=row["edition"] or "",
        text=row["text"] or "",
        title=row["title"] or row["code"],
        title_en=row["title_en"] or "",
        aliases=tuple(raw.get("aliases", ())),
        phrases=tuple(raw.get("phrases", ())),
        kind=CheckKind[(row["kind"] or "problem").upper()],
        severity=Severity[(row["severity"] or "minor").upper()],
        deduct=Decimal(row["deduct"] or "0"),
        department=row["department"] or "",
        department_by_point_type=tuple(sorted(raw.get("department_by_point_type", {}).items())),
        term=_term(raw.get("term")),
        stages=tuple(
            Stage(title=one["zh"], term=_sure_term(one["deadline"]))
            for one in raw.get("stages", ())
        ),
        variants=tuple(_variant(one) for one in raw.get("variants", ())),
        measure=_measure(measure) if measure else None,
        photos_min=row["photos_min"] or 0,
        repeat_window_days=row["repeat_window_days"],
        rebound_window_days=row["rebound_window_days"],
        point_types=tuple(raw.get("point_types", ())),
    )


def _variant(raw: dict[str, Any]) -> Variant:
    return Variant(
        code=raw["code"],
        title=raw["issue_zh"],
        severity=Severity[raw["severity"].upper()],
        deduct=Decimal(raw["deduct"]),
        term=_term(raw.get("deadline")),
    )


def _measure(raw: dict[str, Any]) -> Measure:
    return Measure(
        what=raw["what_zh"],
        unit=raw["unit_zh"],
        operator=raw["op"],
        threshold=Decimal(str(raw["value"])),
    )
