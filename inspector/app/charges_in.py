"""Charges (加分、扣分) as people enter them: whom, what kind, how many points, why."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector.app import check
from inspector.app.tables_in import Raw
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, stored
from inspector.text import _

_MOST = 100  # points; a month begins with as many


def charge_draft(ws: Workspace, row: Raw) -> Draft:
    """One charge of one town or one unit; ``points`` > 0, ``at`` now where nothing is said.

    :raises InputError: both or neither of them, an unknown one, points that make no sense.
    """
    town, unit = row.get("town") or None, row.get("unit") or None
    if bool(town) == bool(unit):
        raise InputError(
            _("写明镇街或单位，二者取一。"), _("用 --town 或 --unit。"), code="whom", field="town"
        )
    if town:
        check.known_town(ws, town)
    fields: dict[str, Value] = {
        "at": stored(check.moment(ws, row.get("at"))),
        "town": town,
        "unit": check.known_unit(ws, unit),
        "kind": row["kind"],
        "points": str(points_of(str(row.get("points") or ""))),
        "reason": check.reason(str(row.get("reason") or "")),
        "proof": row.get("proof"),
        "person": ws.person,
    }
    return Draft("charge", ws.new_id(), fields)


def kinds_of_charge(ws: Workspace) -> tuple[tuple[str, str], ...]:
    """Code and name: what the profile gives points for, then what it takes them for."""
    numbers = ws.register.profile_numbers.get(ws.register.profile.code, {})
    items = numbers.get("bonus", {}).get("items", ())
    return (
        ("bonus", _("加分")),
        *((one["code"], str(one.get("zh") or one["code"])) for one in items),
        ("falsification", _("虚假整改")),
        ("refusal", _("拒不整改、推诿")),
        ("other", _("其他扣分")),
    )


def charge_in_words(ws: Workspace, row: Mapping[str, Any]) -> dict[str, str]:
    """Of a stored charge whom it concerns and when it counts, as people read them."""
    town = ws.register.area(row["town"])
    unit = ws.register.directory.unit(row["unit"]) if row["unit"] else None
    whom = town.name if town else unit.short_name if unit else row["town"] or row["unit"]
    at = from_stored(row["at"]).astimezone(ws.register.zone)
    return {"whom": whom or "", "at": f"{at:%Y-%m-%d %H:%M}"}


def points_of(text: str) -> Decimal:
    """More than 0 and at most 100; InputError for anything else."""
    try:
        points = Decimal(text)
    except InvalidOperation as error:
        raise _bad_points(text) from error
    if not points.is_finite() or points <= 0 or points > _MOST:
        raise _bad_points(text)
    return points


def _bad_points(text: str) -> InputError:
    return InputError(
        _("分值不对：{text}").format(text=text),
        _("写成大于0、不超过100的数，例如 0.5；加分用 --kind bonus。"),
        code="bad_number",
        field="points",
    )
