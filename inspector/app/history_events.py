"""Events of a history: each becomes the facts it tells of, or says what is wrong with it."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector.app.bad_row import BadRowError
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.ids import master_id
from inspector.domain.moment import read_moment, stored
from inspector.store.sift import bad_field
from inspector.store.values import canonical
from inspector.text import _

Raw = dict[str, Any]

# Columns of our rows that an event calls otherwise.
_SAID_AS = {"id": "ref", "label": "ref", "found_at": "at", "lon": "lonlat", "lat": "lonlat"}


def finding_id(ref: str) -> str:
    """A history's finding is named by its ref, so that refs sort as their ids do."""
    return f"h-{ref}"


def drafts_of(ws: Workspace, event: object) -> Iterator[Draft]:
    """The rows one event stands for.

    :raises BadRowError: it lacks what it must say, names a code nobody knows, or says what no row
        can hold.
    """
    if not isinstance(event, dict):
        raise BadRowError("", _("不是一个事件"))
    maker = _MAKERS.get(str(event.get("do")))
    if maker is None:
        raise BadRowError("do", _("不认识的事件：{do}").format(do=event.get("do")))
    for draft in maker(ws, event):
        if field := bad_field(draft):
            raise BadRowError(
                _SAID_AS.get(field, field), _("内容不合规：太长、含控制字符，或不是要求的格式")
            )
        yield draft


def _moment(ws: Workspace, event: Raw, key: str) -> str | None:
    text = event.get(key)
    if text is None:
        return None
    try:
        return stored(read_moment(str(text), ws.register.zone))
    except (ValueError, OverflowError) as error:
        raise BadRowError(key, _("看不懂这个时间：{text}").format(text=text)) from error


def _at(ws: Workspace, event: Raw) -> str:
    at = _moment(ws, event, "at")
    if at is None:
        raise BadRowError("at", _("缺少时间"))
    return at


def _ref(event: Raw) -> str:
    ref = event.get("ref")
    if not ref:
        raise BadRowError("ref", _("缺少 ref"))
    return str(ref)


def _find(ws: Workspace, event: Raw) -> Iterator[Draft]:
    ref, at = _ref(event), _at(ws, event)
    point, standard = event.get("point"), event.get("standard")
    if point is not None and ws.register.point(str(point)) is None:
        raise BadRowError("point", _("没有这个点位：{code}").format(code=point))
    if ws.register.standard(str(standard), read_moment(at, ws.register.zone).date()) is None:
        raise BadRowError("standard", _("没有这条标准：{code}").format(code=standard))
    same_as = _word(event, "same_as")
    lon, lat = _lonlat(event)
    unit = _word(event, "unit")
    if unit and ws.register.directory.unit(unit) is None:
        raise BadRowError("unit", _("没有这个责任单位：{code}").format(code=unit))
    fields: dict[str, Value] = {
        "label": ref,
        "point": point,
        "standard": str(standard),
        "spot": _word(event, "spot"),
        "lon": lon,
        "lat": lat,
        "accuracy_m": _amount(event, "accuracy_m"),
        "found_at": at,
        "time_source": "history",
        "round": _word(event, "round"),
        "source": _word(event, "source") or "district",
        "person": _word(event, "person"),
        "note": _word(event, "note") or "",
        "unit": unit,
        "same_as": finding_id(same_as) if same_as and same_as != "none" else same_as,
        "on_the_spot": int(bool(event.get("on_the_spot"))),
    }
    yield Draft("finding", finding_id(ref), fields)


def _word(event: Raw, key: str) -> str | None:
    """A text, or a number that stands for one; nothing else can be a spot, a round, a name."""
    value = event.get(key)
    if isinstance(value, list | dict | bool):
        raise BadRowError(key, _("应为一个词：{text}").format(text=value))
    return None if value is None else str(value)


def _amount(event: Raw, key: str) -> float | None:
    value = event.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRowError(key, _("不是数字：{text}").format(text=value))
    return float(value)


def _lonlat(event: Raw) -> tuple[float | None, float | None]:
    lonlat = event.get("lonlat")
    if lonlat is None:
        return None, None
    try:
        lon, lat = (float(one) for one in lonlat)
    except (TypeError, ValueError) as error:
        raise BadRowError("lonlat", _("坐标应为 [经度, 纬度]")) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadRowError("lonlat", _("经纬度超出范围"))
    return lon, lat


def _deed(ws: Workspace, event: Raw) -> Iterator[Draft]:
    at, ref = _at(ws, event), _ref(event)
    entity, fields = _DEEDS[event["do"]]
    values: dict[str, Value] = {"finding": finding_id(ref), "at": at}
    for column, source in fields.items():
        values[column] = _moment(ws, event, source[1:]) if source.startswith("@") else source
    if entity == "extension" and values["until"] is None:
        raise BadRowError("until", _("没有写延到哪一天"))
    yield Draft(entity, _row(event), values)


def _void(ws: Workspace, event: Raw) -> Iterator[Draft]:
    fields: dict[str, Value] = {
        "entity": "finding",
        "subject": finding_id(_ref(event)),
        "at": _at(ws, event),
    }
    yield Draft("void", _row(event), fields)


def _inspect(ws: Workspace, event: Raw) -> Iterator[Draft]:
    at, point = _at(ws, event), event.get("point")
    if ws.register.point(str(point)) is None:
        raise BadRowError("point", _("没有这个点位：{code}").format(code=point))
    row = _row(event)
    fields: dict[str, Value] = {"point": point, "at": at, "round": _word(event, "round")}
    yield Draft("inspection", row, fields)
    for answer in ("pass", "fail", "na"):
        for code in _codes(event, answer):
            if ws.register.standard(str(code), read_moment(at, ws.register.zone).date()) is None:
                raise BadRowError(answer, _("没有这条标准：{code}").format(code=code))
            check: dict[str, Value] = {
                "inspection": row,
                "point": point,
                "standard": str(code),
                "at": at,
                "answer": answer,
            }
            yield Draft("check", master_id("check", f"{row}/{code}"), check)


def _codes(event: Raw, key: str) -> list[object]:
    codes = event.get(key) or []
    if not isinstance(codes, list):
        raise BadRowError(key, _("应为一列标准编号：{text}").format(text=codes))
    return codes


def _charge(ws: Workspace, event: Raw) -> Iterator[Draft]:
    _check_payer(ws, event)
    fields: dict[str, Value] = {
        "at": _at(ws, event),
        "town": _word(event, "town"),
        "unit": _word(event, "unit"),
        "kind": _word(event, "kind"),
        "points": _points(event),
    }
    yield Draft("charge", _row(event), fields)


def _check_payer(ws: Workspace, event: Raw) -> None:
    """Points that nobody pays would vanish from every score without a word."""
    unit, town = event.get("unit"), event.get("town")
    area = ws.register.area(str(town)) if town else None
    if unit and ws.register.directory.unit(str(unit)) is None:
        raise BadRowError("unit", _("没有这个责任单位：{code}").format(code=unit))
    if town and (area is None or area.kind != "town"):
        raise BadRowError("town", _("没有这个镇街：{code}").format(code=town))
    if not (unit or town):
        raise BadRowError("town", _("没有写镇街或单位"))


def _points(event: Raw) -> str:
    text = str(event.get("points", ""))
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise BadRowError("points", _("不是数字：{text}").format(text=text))
    return text


def _row(event: Raw) -> str:
    """An event is named by what it says: importing it again adds nothing."""
    return master_id("history", canonical(event))


# Columns of each deed; @name takes the event's moment of that name, else the word itself.
_DEEDS: dict[str, tuple[str, dict[str, str]]] = {
    "notify": ("delivery", {"deadline": "@deadline"}),
    "reply": ("reply", {"done": "@done"}),
    "pass": ("verification", {"result": "pass"}),
    "close": ("verification", {"result": "pass"}),
    "return": ("verification", {"result": "fail"}),
    "extend": ("extension", {"until": "@until"}),
    "defer": ("deferral", {"until": "@until", "kind": "defer"}),
}
_MAKERS = {
    "find": _find,
    "void": _void,
    "inspect": _inspect,
    "charge": _charge,
    **dict.fromkeys(_DEEDS, _deed),
}
