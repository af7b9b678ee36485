"""Forms: what a value of each field may look like, whoever wrote it.

A form is a pure function of entity, field and value, never of what else is here or came before:
every workspace must refuse the same values, or the same segments would not give the same rows.
The limits are stated in docs/format.md 2.1.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from math import isfinite
from types import MappingProxyType
from typing import Any

from inspector.domain.change import Value
from inspector.domain.deadline import TimeUnit
from inspector.domain.mark import MarkKind, is_shape
from inspector.domain.point import Shape
from inspector.domain.repeat import ChainReset
from inspector.domain.standard import CheckKind, Severity
from inspector.domain.unit import Relation, UnitKind
from inspector.store.profiles import read_profile
from inspector.store.schema import ENTITIES
from inspector.store.values import canonical

_TEXT, _LINE, _ROW = 20_000, 1_000, 200  # characters
_SUFFIX = 10  # characters; a longer one is no file type
_UUID = 36
_DEPTH, _NODES = 16, 200_000  # of a JSON value
_INTEGER = 1 << 53
_FIRST, _LAST = 1970, 2199  # years
_AMOUNT = Decimal(10) ** 9

_PLAIN_ROW = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:+~-]{0,199}|h-[^\x00-\x1f\x7f]{1,198}")
_HASH = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"[0-9]{1,20}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_NUMBER = re.compile(r'"[+-]?(s?nan|inf)', re.IGNORECASE)  # Decimal reads these too
_ZONE = re.compile(r"[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

_from_iso = datetime.fromisoformat
Holds = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """A name for people's lists, and whether a value that is not null has it.

    ``together`` says it of most lists of values in a few steps; False of it says nothing.
    """

    name: str
    holds: Holds
    together: Callable[[Sequence[Any]], bool] | None = None

    def holds_all(self, values: Sequence[Any]) -> bool:
        """Whether each of the values has it."""
        at_once = self.together is not None and self.together(values)
        return at_once or all(map(self.holds, values))


def is_row(name: str) -> bool:
    """Whether this may be the id of a row: a UUID, a stream, a history's own reference."""
    return are_rows([name]) or _PLAIN_ROW.fullmatch(name) is not None


def are_rows(names: Sequence[str]) -> bool:
    """Whether all are plain ids of a row as nearly all are: looked at together, by no expression.

    False says nothing: then each is asked by itself.
    """
    every = "".join(names)
    return (
        set(map(len, names)) == {_UUID}
        and every.isascii()
        and every.replace("-", "").isalnum()
        and "-" not in every[::_UUID]
    )


def is_bounded(value: Value) -> bool:
    """Whether a value nobody knows the meaning of may be carried: so deep, so many, so long."""
    if type(value) is str:
        return len(value) <= _TEXT * 5 and "\0" not in value
    return _is_json(value)


def _is_text(value: Any) -> bool:
    return type(value) is str and len(value) <= _TEXT and "\0" not in value


def _is_line(value: Any) -> bool:
    # Most lines are printable, which is asked faster; a wide blank (U+3000) is not, and is allowed.
    return (
        type(value) is str
        and len(value) <= _LINE
        and (value.isprintable() or _CONTROL.search(value) is None)
    )


def _are_lines(values: Sequence[Any]) -> bool:
    return (
        set(map(type, values)) == {str}
        and max(map(len, values)) <= _LINE
        and "".join(values).isprintable()
    )


def _is_name(value: Any) -> bool:
    return (
        type(value) is str
        and len(value) <= _ROW
        and "/" not in value
        and "\\" not in value
        and (value.isprintable() or _CONTROL.search(value) is None)
    )


def as_name(text: str) -> str:
    """The nearest name a row may hold: what file systems allow and :func:`_is_name` does not.

    A lone surrogate stands for a byte that is no UTF-8, as in a name written under GBK.
    """
    plain = _NO_NAME.sub("_", text.encode("utf-8", "replace").decode("utf-8"))
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) <= _ROW or not stem or len(suffix) > _SUFFIX:
        return plain[:_ROW]
    return stem[: _ROW - len(suffix) - 1] + dot + suffix


def _is_row_id(value: Any) -> bool:
    return type(value) is str and (not value or is_row(value))


def _is_hash(value: Any) -> bool:
    return type(value) is str and _HASH.fullmatch(value) is not None


def _is_moment(value: Any) -> bool:
    if type(value) is not str:
        return False
    try:
        moment = _from_iso(value)
    except ValueError:
        return False
    return moment.tzinfo is not None and _FIRST <= moment.year <= _LAST and len(value) <= 40


def _is_day(value: Any) -> bool:
    if type(value) is not str or _DAY.fullmatch(value) is None:
        return False
    try:
        return _FIRST <= date.fromisoformat(value).year <= _LAST
    except ValueError:
        return False


def _is_day_or_moment(value: Any) -> bool:
    return value == "" or _is_day(value) or _is_moment(value)


def _is_month(value: Any) -> bool:
    return type(value) is str and _MONTH.fullmatch(value) is not None


def _is_zone(value: Any) -> bool:
    """By its look alone: which zones a machine knows differs, what is set aside must not."""
    return type(value) is str and len(value) <= _ROW and _ZONE.fullmatch(value) is not None


def _is_amount(value: Any) -> bool:
    if type(value) is not str or len(value) > 40:
        return False
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return False
    return amount.is_finite() and abs(amount) <= _AMOUNT


def _within(low: float, high: float) -> Holds:
    def holds(value: Any) -> bool:
        plain = type(value) is float or type(value) is int
        return plain and low <= value <= high  # NaN lies nowhere

    return holds


def _whole(low: int, high: int) -> Holds:
    def holds(value: Any) -> bool:
        if type(value) is float:
            return value.is_integer() and low <= value <= high
        return isinstance(value, int) and low <= value <= high

    return holds


def _one_of(*names: str) -> Holds:
    known = frozenset(names)
    return lambda value: type(value) is str and value in known


def _is_json(value: Any) -> bool:
    """Walked without recursion: depth, number of parts, length of texts, finite numbers."""
    row, nodes = [value], 0
    for _depth in range(_DEPTH):
        deeper: list[Any] = []
        for one in row:
            if type(one) is str:
                if len(one) > _TEXT * 5 or "\0" in one:
                    return False
            elif type(one) is list:
                deeper += one
            elif type(one) is dict:
                deeper += one.values()
                deeper += one.keys()
            elif type(one) is float and not isfinite(one):
                return False
        nodes += len(deeper)
        if nodes > _NODES:
            return False
        if not deeper:
            return True
        row = deeper
    return False


def _is_list_of_lines(value: Any) -> bool:
    return type(value) is list and len(value) <= _LINE and all(map(_is_line, value))


def _is_positions(value: Any) -> bool:
    """Longitudes and latitudes in pairs."""
    return type(value) is list and len(value) <= _NODES and all(map(_is_position, value))


def _is_position(value: Any) -> bool:
    return type(value) is list and len(value) == 2 and _is_lon(value[0]) and _is_lat(value[1])


def _is_lines_by_name(value: Any) -> bool:
    return (
        type(value) is dict
        and all(map(_is_line, value))
        and all(one is None or _is_line(one) for one in value.values())
    )


def _is_lists_by_name(value: Any) -> bool:
    return type(value) is dict and all(map(_is_list_of_lines, value.values()))


def _is_names_by_name(value: Any) -> bool:
    """Lines, or lines by name: what answers for one kind of unit, with a default."""
    return type(value) is dict and all(
        one is None or _is_line(one) or _is_lines_by_name(one) for one in value.values()
    )


def _is_hours(value: Any) -> bool:
    """Spans of the working day: ``{"am": ["08:30", "12:00"]}``."""
    if type(value) is not dict:
        return False
    try:
        return all(
            time.fromisoformat(opens) < time.fromisoformat(closes)
            for opens, closes in value.values()
        )
    except (ValueError, TypeError):
        return False


_TERM_UNITS = frozenset(one.name.lower() for one in TimeUnit)


def _is_term(value: Any) -> bool:
    if not value:
        return value is None or type(value) is dict
    return (
        type(value) is dict
        and _whole(0, 10_000)(value.get("value"))
        and value.get("unit") in _TERM_UNITS
    )


def _is_stages(value: Any) -> bool:
    return (
        type(value) is list
        and len(value) <= _LINE
        and all(
            type(one) is dict and _is_line(one.get("zh")) and _is_sure_term(one.get("deadline"))
            for one in value
        )
    )


def _is_sure_term(value: Any) -> bool:
    return bool(value) and _is_term(value)


def _is_variants(value: Any) -> bool:
    return type(value) is list and len(value) <= _LINE and all(map(_is_variant, value))


def _is_variant(value: Any) -> bool:
    return (
        type(value) is dict
        and _is_line(value.get("code"))
        and _is_line(value.get("issue_zh"))
        and _is_severity(value.get("severity"))
        and _is_amount(value.get("deduct"))
        and _is_term(value.get("deadline"))
    )


def _is_measure(value: Any) -> bool:
    return value == {} or (
        type(value) is dict
        and all(_is_line(value.get(name)) for name in ("what_zh", "unit_zh", "op"))
        and _is_amount(str(value.get("value")))
    )


def _is_profile(value: Any) -> bool:
    """Numbers of a scoring profile, as the scorer will read them."""
    try:
        return (
            type(value) is dict
            and _is_json(value)
            and not _NO_NUMBER.search(canonical(value))
            and bool(read_profile("", value, {}))
        )
    except (AttributeError, TypeError, ValueError, LookupError, ArithmeticError):
        return False


def _is_64_bits(value: Any) -> bool:
    """A likeness hash: a number of 64 bits in decimal digits."""
    return type(value) is str and bool(_DIGITS.fullmatch(value)) and int(value) < 1 << 64


def _is_object(value: Any) -> bool:
    return type(value) is dict and _is_json(value)


def _is_list(value: Any) -> bool:
    return type(value) is list and _is_json(value)


_is_lon, _is_lat = _within(-180.0, 180.0), _within(-90.0, 90.0)
_is_severity = _one_of(*(one.name.lower() for one in Severity))

TEXT, NAME = Form("text", _is_text), Form("name", _is_name)
LINE = Form("line", _is_line, _are_lines)
ROW, HASH = Form("row", _is_row_id), Form("hash", _is_hash)
MOMENT, DAY, MONTH = Form("moment", _is_moment), Form("day", _is_day), Form("month", _is_month)
AMOUNT, FLAG = Form("amount", _is_amount), Form("flag", _whole(0, 1))
LENGTH = Form("range", _within(0.0, 1e7))
JSON, OBJECT, LIST = Form("json", _is_json), Form("json", _is_object), Form("json", _is_list)
LINES = Form("json", _is_list_of_lines)

# By name wherever the name says it; by entity and name where it does not.
_BY_NAME: Mapping[str, Form] = {
    **dict.fromkeys(["note", "text", "text_en", "reason", "words", "measures", "caption"], TEXT),
    **dict.fromkeys(
        ["finding", "subject", "photo", "notice", "inspection", "same_as", "ruling"], ROW
    ),
    **dict.fromkeys(
        ["code", "label", "point", "standard", "unit", "town", "community", "grid", "parent"], NAME
    ),
    **dict.fromkeys(["at", "found_at", "decided_at", "done"], MOMENT),
    **dict.fromkeys(["until", "deadline"], Form("moment", _is_day_or_moment)),
    **dict.fromkeys(["day", "first", "last"], DAY),
    "in_force_from": DAY,
    "issued_on": Form("day", _is_day_or_moment),
    "month": MONTH,
    "sha256": HASH,
    "lon": Form("range", _is_lon),
    "lat": Form("range", _is_lat),
    "altitude": Form("range", _within(-12_000.0, 1e6)),
    "direction": Form("range", _within(-360.0, 360.0)),
    **dict.fromkeys(["radius_m", "length_m", "accuracy_m", "candidate_radius_m"], LENGTH),
    **dict.fromkeys(
        ["on_the_spot", "active", "declared", "overdue_counts_as_repeat"],
        FLAG,
    ),
    "deduct": AMOUNT,
    "factor": AMOUNT,
    "points": AMOUNT,
    "zone": Form("zone", _is_zone),
    "severity": Form("choice", _is_severity),
    **dict.fromkeys(["outline", "line"], Form("json", _is_positions)),
    **dict.fromkeys(["spots", "aliases", "phrases", "point_types"], LINES),
    "department_by_point_type": Form("json", _is_lines_by_name),
    "term": Form("json", _is_term),
    "stages": Form("json", _is_stages),
    "variants": Form("json", _is_variants),
    "measure": Form("json", _is_measure),
    "numbers": Form("json", _is_profile),
    "working_time": Form("json", _is_hours),
    "rule_of_type": Form("json", _is_lines_by_name),
    "industry": Form("json", _is_names_by_name),
    "utility_candidates": Form("json", _is_lists_by_name),
    "copy_to": LIST,
    "refs": LIST,
    **dict.fromkeys(["said", "more", "settings", "factors", "result", "content"], OBJECT),
}


def _names(kind: Any) -> Form:
    return Form("choice", _one_of(*(one.name.lower() for one in kind)))


_BY_FIELD: Mapping[tuple[str, str], Form] = {
    ("unit", "kind"): _names(UnitKind),
    ("unit", "relation"): _names(Relation),
    ("standard", "kind"): _names(CheckKind),
    ("standard", "text"): TEXT,
    ("rules", "chain_reset"): _names(ChainReset),
    ("point_type", "shape"): Form("choice", _one_of("point", *(s.name.lower() for s in Shape))),
    ("calendar_day", "kind"): Form("choice", _one_of("holiday", "workday")),
    ("verification", "result"): Form("choice", _one_of("pass", "fail")),
    ("check", "answer"): Form("choice", _one_of("pass", "fail", "na")),
    ("deferral", "kind"): Form("choice", _one_of("defer", "park")),
    ("mark", "kind"): _names(MarkKind),
    ("mark", "text"): LINE,
    ("mark", "shape"): Form("json", is_shape),
    ("photo", "name"): NAME,
    **dict.fromkeys([("photo", "phash"), ("photo", "crop")], Form("likeness", _is_64_bits)),
    ("photo", "thumb_bits"): Form("range", _whole(0, 64)),
    ("photo", "width"): Form("range", _whole(0, 1_000_000)),
    ("photo", "height"): Form("range", _whole(0, 1_000_000)),
    ("photo", "orientation"): Form("range", _whole(0, 8)),
    ("district", "month_cutoff_day"): Form("range", _whole(0, 31)),
    ("void", "entity"): Form("choice", _one_of(*ENTITIES)),
    ("void", "subject"): Form("row", lambda value: _is_line(value) and len(value) <= _ROW),
    ("standard", "content"): NAME,
    ("dispute", "ruling"): LINE,
    ("draw", "points"): LINES,
    ("outside", "place"): Form("range", _whole(1, 100_000)),
    ("outside", "out_of"): Form("range", _whole(1, 100_000)),
}

_BY_KIND = {
    "text": LINE,
    "integer": Form("range", _whole(-_INTEGER, _INTEGER)),
    "real": Form("range", _within(-1e12, 1e12)),
    "json": JSON,
}

FORMS: Mapping[str, Mapping[str, Form]] = MappingProxyType(
    {
        entity: {
            name: _BY_FIELD.get((entity, name)) or _BY_NAME.get(name) or _BY_KIND[kind]
            for name, kind in columns.items()
        }
        for entity, columns in ENTITIES.items()
    }
)
