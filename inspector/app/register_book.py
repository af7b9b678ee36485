"""A record of the register: read field by field, corrected, added, and its history."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import orjson

from inspector.app import check
from inspector.app.bad_row import BadRowError
from inspector.app.changes import ChangeTold, changes_told
from inspector.app.charges_in import charge_in_words
from inspector.app.imports import signed
from inspector.app.register_fields import Choices, Spec, choices, shown, specs
from inspector.app.register_lists import EDITABLE, WITHDRAWABLE, entities_of, stands
from inspector.app.register_rows import draft_of, only_said
from inspector.app.register_told import EditTold, FieldTold, RecordTold, Typed
from inspector.app.register_words import lines_of, word_of
from inspector.app.unit_hours import hours_in_words
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.schema import ENTITIES
from inspector.store.values import into_column
from inspector.text import _

Row = dict[str, Any]
# Without these a row of the kind says nothing, and no list or figure reads it; others are voided.
_GONE = {"assignment": ("community",), "outside": ("place", "points"), "subscore": ("points",)}
_CODES = ("code", "day", "standard", "period", "month", "at")
_NAMES = ("name", "title", "campaign", "official", "source", "scorer", "whom", "town")
_NEW = {"declared": "0", "active": "1", "kind": "department", "relation": "subordinate"}


def record(ws: Workspace, kind: str, key: str) -> RecordTold:
    """One record with its fields; InputError when there is none."""
    with told():
        entity, row = _row(ws, kind, key)
    asked = [_field(ws, kind, spec, row.get(spec.column)) for spec in specs(kind)]
    told_of = [
        FieldTold(name=name, word=word, text=value, shown=value, fixed=True)
        for name, word, value in lines_of(ws, entity, row)
    ]
    return RecordTold(
        key=key,
        kind=kind,
        code=_first_said(row, _CODES),
        name=_first_said(row, _NAMES),
        fields=(*asked, *told_of),
        editable=kind in EDITABLE,
        withdrawable=kind in WITHDRAWABLE,
    )


def _first_said(row: Row, columns: tuple[str, ...]) -> str:
    return next((str(row[name]) for name in columns if row.get(name)), "")


def blank(ws: Workspace, kind: str) -> RecordTold:
    """A record to be filled in; InputError for kinds that are not entered by hand."""
    _must_be_editable(kind)
    known = {one.name for one in specs(kind)}
    plain: Mapping[str, str] = {} if kind == "calendar" else _NEW
    if kind == "charges":
        plain = {"at": local_date(ws.now, ws.register.zone).isoformat()}
    fields = tuple(
        _field(ws, kind, spec, plain.get(spec.name) if spec.name in known else None)
        for spec in specs(kind)
    )
    return RecordTold(key="", kind=kind, code="", name="", fields=fields, editable=True)


def amend(
    ws: Workspace, kind: str, key: str, said: Mapping[str, str], why: str = ""
) -> tuple[str, ...]:
    """Correct fields of a record; the words of those that changed, empty where none did.

    :raises InputError: no such record or field, or a value the field cannot hold.
    """
    _must_be_editable(kind)
    entity, row = _row(ws, kind, key)
    known = {spec.name: spec for spec in specs(kind)}
    for name in said:
        if name not in known or known[name].fixed:
            raise InputError(
                _("不能修改这个字段：{name}").format(name=name),
                _("可改：{known}").format(
                    known="、".join(one.word for one in known.values() if not one.fixed)
                ),
                code="unknown_field",
                field=name,
            )
    whole = {spec.name: row[spec.column] for spec in known.values() if row[spec.column] is not None}
    draft = only_said(_drafted(ws, kind, {**whole, **_read(known, said)}), said)
    columns = ENTITIES[entity]
    fields = {
        name: None if value == "" else value
        for name, value in draft.fields.items()
        if into_column(None if value == "" else value, columns[name]) != row[name]
    }
    if fields:
        _write(ws, Draft(entity, row["id"], fields), why)
    return tuple(word_of(entity, name) for name in fields if name != "initials")


def add(ws: Workspace, kind: str, said: Mapping[str, str]) -> str:
    """Add a record; its key. InputError where its code is taken or a field is wrong."""
    _must_be_editable(kind)
    known = {spec.name: spec for spec in specs(kind)}
    given = {name: value for name, value in _read(known, said).items() if value != ""}
    draft = _drafted(ws, kind, given)
    if stands(ws, draft.entity, draft.row):
        code = given.get("code") or given.get("day")
        raise InputError(
            _("已有这个编号：{code}").format(code=code) if code else _("这一条已经登记过了。"),
            _("换一个编号，或在列表里找到它再改。"),
            code="exists",
        )
    _write(ws, signed(ws, draft), "")
    return f"{draft.entity}:{draft.row}"


def withdraw(ws: Workspace, kind: str, key: str, why: str) -> None:
    """Take a record entered by mistake out of the lists; its history keeps it, and the reason.

    :raises InputError: no such record, a kind that is corrected instead, or no reason.
    """
    if kind not in WITHDRAWABLE:
        raise InputError(_("这类资料不能撤回。"), _("改它的内容，或停用它。"), code="fixed")
    entity, row = _row(ws, kind, key)
    reason = check.reason(why)
    if entity in _GONE:
        fields: dict[str, Value] = dict.fromkeys(_GONE[entity])
        _write(ws, Draft(entity, row["id"], fields), reason)
        return
    fields = {"entity": entity, "subject": row["id"], "at": stored(ws.now)}
    fields |= {"reason": reason, "person": ws.person}
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))


def history(ws: Workspace, kind: str, key: str) -> tuple[EditTold, ...]:
    """What was ever written to a record, newest first; what was written in one go is together."""
    entity, row = _row(ws, kind, key)
    people = dict(ws.db.execute("select code, name from person order by id").fetchall())
    changes = changes_told(ws, [row["id"]])
    edits = [
        _edit(ws, kind, entity, people, list(together))
        for _moment, together in groupby(changes, key=lambda one: (one.at, one.device))
    ]
    return tuple(reversed([one for one in edits if one.fields]))


def _edit(
    ws: Workspace, kind: str, entity: str, people: Mapping[str, str], together: list[ChangeTold]
) -> EditTold:
    first = together[0]
    options = {spec.column: choices(ws, kind, spec.name) for spec in specs(kind)}
    return EditTold(
        at=first.at,
        person=people.get(first.person) or first.person,
        device=first.device,
        reason=first.reason,
        fields=tuple(
            (word, _read_back(ws, one.field, one.value, options.get(one.field, ())))
            for one in together
            if (word := word_of(entity, one.field)) and one.field != "initials"
        ),
    )


def _read_back(ws: Workspace, field: str, value: object, options: Choices) -> str:
    """A value of the history as people read it; a moment by the district's clock."""
    if field == "at" and isinstance(value, str):
        return f"{from_stored(value).astimezone(ws.register.zone):%Y-%m-%d %H:%M}"
    return shown(value, options)


def _must_be_editable(kind: str) -> None:
    if kind not in EDITABLE:
        raise InputError(_("这类资料不能逐条修改。"), _("用导入表格整批更新。"), code="fixed")


def _row(ws: Workspace, kind: str, key: str) -> tuple[str, Row]:
    entity, _bar, row = key.partition(":")
    found: Row | None = None
    if entity in entities_of(kind):
        found = next(
            iter(ws.db.query(f'select * from "{entity}" where id = :id', {"id": row})), None
        )
    if found is None:
        raise InputError(
            _("没有这条资料，可能刚被另一台电脑改过。"), _("重新打开列表。"), code="unknown_row"
        )
    if entity == "unit":
        found |= hours_in_words(found["more"])
    if entity == "charge":
        found |= charge_in_words(ws, found)
    return entity, found


def _field(ws: Workspace, kind: str, spec: Spec, value: object) -> FieldTold:
    options = choices(ws, kind, spec.name)
    plain = _plain(spec, value)
    return FieldTold(
        name=spec.name,
        word=spec.word,
        text=plain,
        shown=shown(plain, options),
        typed=spec.typed,
        choices=options,
        required=spec.required,
        fixed=spec.fixed,
    )


def _plain(spec: Spec, value: object) -> str:
    """A stored value as it stands in a field of a form."""
    if spec.typed is Typed.LINES and str(value or "").startswith("["):
        return shown(orjson.loads(str(value or "[]")))
    if spec.typed is Typed.FLAG and value is None:
        return "1" if spec.name == "active" else "0"
    return shown(value)


def _read(known: Mapping[str, Spec], said: Mapping[str, str]) -> Row:
    return {name: check.line(value) for name, value in said.items() if name in known}


def _drafted(ws: Workspace, kind: str, row: Row) -> Draft:
    spots = row.get("spots")
    if isinstance(spots, str) and spots.startswith("["):
        row = {**row, "spots": orjson.loads(spots)}
    try:
        return draft_of(ws, kind, row)
    except BadRowError as error:
        word = next((one.word for one in specs(kind) if one.name == error.column), error.column)
        raise InputError(
            _("{field}：{reason}").format(field=word, reason=error.reason),
            _("改好这一栏再保存。"),
            code="bad_field",
            field=error.column,
        ) from error


def _write(ws: Workspace, draft: Draft, why: str) -> None:
    """The change, and right behind it who made it and why, as for a corrected finding."""
    correction: dict[str, Value] = {
        "finding": draft.row,
        "at": stored(ws.now),
        "reason": check.line(why),
        "person": ws.person,
        "fields": [*sorted(draft.fields)],
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [draft, Draft("correction", ws.new_id(), correction)]))
