"""Conflicts (冲突): fields that two devices changed without knowing of each other, and rulings."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from inspector.app.ledger import label_of
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.merge_order import wall_ms
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.history import changes_of
from inspector.store.leaves import OpenLeaf, open_leaves
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafTold:
    """One of the values that stand: who wrote it, on which device, when by that device's clock."""

    leaf: str
    value: Value
    person: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictTold:
    """A field with several values; ``base`` is the value before any of them, None if none was."""

    id: str
    label: str
    entity: str
    field: str
    base: Value
    leaves: tuple[LeafTold, ...]


def list_conflicts(ws: Workspace) -> tuple[ConflictTold, ...]:
    """Every field that waits for a ruling, the same list on every workspace."""
    fields: dict[tuple[str, str, str], list[OpenLeaf]] = {}
    for leaf in open_leaves(ws.db):
        fields.setdefault((leaf.entity, leaf.row, leaf.field), []).append(leaf)
    return tuple(_told(ws, key, leaves) for key, leaves in fields.items())


def take(ws: Workspace, conflict: str, leaf: str) -> None:
    """Rule for one of the values; an ordinary change, so that every workspace agrees."""
    told = _known(ws, conflict)
    chosen = [one for one in told.leaves if one.leaf == leaf]
    if not chosen:
        raise InputError(
            _("没有这个值：{leaf}").format(leaf=leaf),
            _("可选：{known}").format(known="、".join(one.leaf for one in told.leaves)),
            code="unknown_leaf",
        )
    _rule(ws, told, chosen[0].value)


def take_value(ws: Workspace, conflict: str, text: str) -> None:
    """Rule for a value of the person's own."""
    _rule(ws, _known(ws, conflict), text)


def _rule(ws: Workspace, told: ConflictTold, value: Value) -> None:
    row = told.id.split("/")[1]
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft(told.entity, row, {told.field: value})]))


def _known(ws: Workspace, conflict: str) -> ConflictTold:
    for one in list_conflicts(ws):
        if one.id == conflict:
            return one
    raise InputError(
        _("没有这处冲突：{id}").format(id=conflict),
        _("用 inspector conflicts 查看。"),
        code="unknown_conflict",
    )


def _told(ws: Workspace, key: tuple[str, str, str], leaves: list[OpenLeaf]) -> ConflictTold:
    entity, row, field = key
    history = [one for one in changes_of(ws.db, [row]) if one.field == field]
    before = [one for one in history if all(one.value != leaf.value for leaf in leaves)]
    return ConflictTold(
        id="/".join(key),
        label=label_of(ws, row) if entity == "finding" else _name(ws, entity, row),
        entity=entity,
        field=field,
        base=before[-1].value if before else None,
        leaves=tuple(_leaf(ws, leaf) for leaf in leaves),
    )


def _leaf(ws: Workspace, leaf: OpenLeaf) -> LeafTold:
    device = next(iter(ws.db.query("select * from device where id = :id", {"id": leaf.stream})), {})
    moment = datetime.fromtimestamp(wall_ms(leaf.clock) / 1000, UTC)
    return LeafTold(
        leaf=f"{leaf.stream[:8]}-{leaf.seq}",
        value=leaf.value,
        person=str(device.get("person") or ""),
        device=str(device.get("name") or leaf.stream[:8]),
        at=moment.astimezone(ws.register.zone),
    )


def _name(ws: Workspace, entity: str, row: str) -> str:
    columns = {one.name for one in ws.db[entity].columns}
    for column in ("name", "code", "label"):
        if column in columns:
            found: Any = ws.db.execute(
                f'select "{column}" from "{entity}" where id = ?', [row]
            ).fetchone()
            if found and found[0]:
                return str(found[0])
    return row
