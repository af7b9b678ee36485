"""Conflicts (冲突): fields that two devices changed without knowing of each other, and rulings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from inspector.app import amend
from inspector.app.field_words import field_word
from inspector.app.ledger import label_of
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.merge_order import TOLERATED_S, wall_ms
from inspector.domain.moment import from_stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.history import Recorded, changes_of
from inspector.store.leaves import OpenLeaf, open_fields, open_leaves
from inspector.store.schema import ENTITIES, sql_name
from inspector.text import _

_TEXTS = frozenset({"note", "caption", "reason", "measures", "title"})  # may hold several sayings
_TOLERATED = timedelta(seconds=TOLERATED_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafTold:
    """One of the values that stand: who wrote it, on which device, and when.

    ``at`` is that device's clock, never later than the merge that brought the value; ``ahead_s``
    says by how many seconds it was put right, 0 mostly.
    """

    leaf: str
    value: Value
    person: str
    device: str
    at: datetime
    ahead_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictTold:
    """A field with several values; ``base`` is the value before any of them, None if none was."""

    id: str
    label: str
    entity: str
    field: str
    base: Value
    leaves: tuple[LeafTold, ...]

    @property
    def row(self) -> str:
        return self.id.split("/")[1]


Field = tuple[str, str, str]  # entity, row, name


def list_conflicts(ws: Workspace, *, most: int | None = None) -> tuple[ConflictTold, ...]:
    """Fields that wait for a ruling, the same list on every workspace; the first ``most`` of it."""
    fields = _by_field(open_leaves(ws.db))
    return _all_told(ws, dict(islice(fields.items(), most)))


def open_ids(ws: Workspace) -> frozenset[str]:
    """Which conflicts are open, by the ids they are ruled on with."""
    return frozenset(
        f"{entity}/{row}/{name}"
        for (entity, row), names in open_fields(ws.db).items()
        for name in names
    )


def _by_field(leaves: Iterable[OpenLeaf]) -> dict[Field, list[OpenLeaf]]:
    fields: dict[Field, list[OpenLeaf]] = {}
    for leaf in leaves:
        fields.setdefault((leaf.entity, leaf.row, leaf.field), []).append(leaf)
    return fields


def _all_told(ws: Workspace, fields: Mapping[Field, list[OpenLeaf]]) -> tuple[ConflictTold, ...]:
    """History is asked once for all rows: what is not indexed yet is read segment by segment."""
    history: dict[Field, list[Recorded]] = {}
    for one in changes_of(ws.db, {row for _entity, row, _field in fields}) if fields else ():
        history.setdefault((one.entity, one.row, one.field), []).append(one)
    return tuple(_told(ws, key, leaves, history.get(key, [])) for key, leaves in fields.items())


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
    """Rule for a value of the person's own; InputError where the field cannot hold it."""
    told = _known(ws, conflict)
    if told.entity == "finding" and told.field in amend.FIELDS:
        values = amend.checked(ws, {amend.FIELDS[told.field]: text})
        _write(ws, [Draft(told.entity, told.row, values)])
    elif isinstance(told.leaves[0].value, str):
        _rule(ws, told, text)
    else:
        raise InputError(
            _("这个字段不能手写：{field}").format(field=told.field),
            _("用 --take 采用其中一个值。"),
            code="unknown_field",
        )


def keep_all(ws: Workspace, conflict: str) -> None:
    """Let no value go: texts stand one after the other, of others the latest, the rest as a note.

    InputError where the record has no place for a note.
    """
    told = _known(ws, conflict)
    latest = max(told.leaves, key=lambda one: one.at)
    others = [one for one in told.leaves if one.value != latest.value]
    if told.field in _TEXTS:
        every = dict.fromkeys(str(one.value) for one in (*others, latest) if one.value)
        _rule(ws, told, "；".join(every))
        return
    if "note" not in ENTITIES[told.entity]:
        raise InputError(
            _("这条记录没有备注栏，不能两个都留。"), _("用 --take 采用其中一个值。"), code="no_note"
        )
    row = ws.db.execute(
        f"select note from {sql_name(told.entity)} where id = ?", [told.row]
    ).fetchone()
    word = field_word(told.field) or told.field
    said = [
        _("另有{field}：{value}（{person}，{at:%m-%d %H:%M}）").format(
            field=word, value=one.value, person=one.person or one.device, at=one.at
        )
        for one in others
    ]
    note = "；".join([row[0], *said] if row and row[0] else said)
    _write(ws, [Draft(told.entity, told.row, {told.field: latest.value, "note": note})])


def settle_own(ws: Workspace) -> tuple[str, ...]:
    """Where one person wrote all the values on one day, the latest counts; says which conflicts."""
    own = [told for told in list_conflicts(ws) if _is_one_persons_day(told)]
    latest = [max(told.leaves, key=lambda one: one.at) for told in own]
    _write(
        ws,
        [
            Draft(told.entity, told.row, {told.field: leaf.value})
            for told, leaf in zip(own, latest, strict=True)
        ],
    )
    return tuple(told.id for told in own)


def _is_one_persons_day(told: ConflictTold) -> bool:
    days = {(one.person, one.at.date()) for one in told.leaves}
    return len(days) == 1 and told.leaves[0].person != ""


def _rule(ws: Workspace, told: ConflictTold, value: Value) -> None:
    _write(ws, [Draft(told.entity, told.row, {told.field: value})])


def _write(ws: Workspace, drafts: Sequence[Draft]) -> None:
    if drafts:
        with ws.writing() as tx:
            derive(tx, apply(tx, drafts))


def _known(ws: Workspace, conflict: str) -> ConflictTold:
    entity, _slash, rest = conflict.partition("/")
    row, _slash, field = rest.rpartition("/")
    key = (entity, row, field)
    fields = {key: leaves} if (leaves := _by_field(open_leaves(ws.db)).get(key)) else {}
    for one in _all_told(ws, fields):
        return one
    raise InputError(
        _("没有这处冲突：{id}").format(id=conflict),
        _("用 inspector conflicts 查看。"),
        code="unknown_conflict",
    )


def _told(
    ws: Workspace, key: Field, leaves: list[OpenLeaf], history: Sequence[Recorded]
) -> ConflictTold:
    entity, row, field = key
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
    written = datetime.fromtimestamp(wall_ms(leaf.clock) / 1000, UTC)
    arrived = _arrived(ws, leaf)
    ahead = written - arrived if arrived else _TOLERATED
    moment = arrived if arrived and ahead > _TOLERATED else written
    return LeafTold(
        leaf=f"{leaf.stream[:8]}-{leaf.seq}",
        value=leaf.value,
        person=str(device.get("person") or ""),
        device=str(device.get("name") or _("来处不明")),
        at=moment.astimezone(ws.register.zone),
        ahead_s=int((written - moment).total_seconds()),
    )


def _arrived(ws: Workspace, leaf: OpenLeaf) -> datetime | None:
    """When the merge that brought a value took place, by our clock; None for our own values."""
    row = ws.db.execute(
        "select min(b.at) from segment g join stream s on s.no = g.stream "
        "join batch b on instr(b.streams, g.hash) where s.uid = ? and g.first <= ? "
        "and g.last >= ? and g.state = 'ok'",
        [leaf.stream, leaf.seq, leaf.seq],
    ).fetchone()
    return from_stored(row[0]) if row and row[0] else None


def problem_of(ws: Workspace, told: ConflictTold) -> str:
    """What a contested finding is about, in the words of its standard; empty for other records."""
    if told.entity != "finding":
        return ""
    row = ws.db.execute("select standard from finding where id = ?", [told.row]).fetchone()
    standard = ws.register.standard(row[0], ws.now.date()) if row and row[0] else None
    return standard.title if standard else ""


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
