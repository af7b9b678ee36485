"""Sifting: what a genuine change says that no row may hold is set aside and named.

The same changes give the same refusals everywhere, so that every workspace folds the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from inspector.domain.change import Draft, Fields, Stamp, Value
from inspector.domain.errors import InputError
from inspector.store.fold import Write
from inspector.store.forms import FORMS, Form, are_rows, is_bounded, is_row
from inspector.store.tx import Tx
from inspector.store.values import canonical
from inspector.text import _

# Without these a row says nothing: where one is bad the whole change is set aside.
_ESSENTIAL = frozenset({"finding", "found_at", "standard", "at", "code", "day", "sha256"})
_MOST_FIELDS, _LONGEST_FIELD = 500, 100
_SHOWN = 2_000  # characters of a raw value that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A value set aside; ``field`` is empty where the whole change is. ``value`` is its JSON."""

    at: Stamp
    entity: str
    row: str
    field: str
    reason: str
    value: str


def sift(tx: Tx, writes: Sequence[Write]) -> tuple[list[Write], list[Refused]]:
    """The writes that rows may take, and what was refused of them, kept in ``quarantine``."""
    if _are_sound(writes):
        return list(writes), []
    good: list[Write] = []
    refused: list[Refused] = []
    for write in writes:
        faults = list(_faults(write))
        if not faults:
            good.append(write)
            continue
        refused += faults
        names = {one.field for one in faults}
        rest = {name: value for name, value in write.fields.items() if name not in names}
        if rest and "" not in names and not names & _ESSENTIAL:
            good.append(write._replace(fields=rest))
    _keep(tx.db, refused)
    return good, refused


def refuse_bad(drafts: Iterable[Draft]) -> None:
    """Our own deeds write nothing that another workspace would set aside.

    :raises InputError: names the field.
    """
    for draft in drafts:
        for fault in _faults(Write(draft.entity, draft.row, Stamp(0, 0, 0), draft.fields)):
            raise InputError(
                _("不能保存：{entity} 的 {field} 内容不合规。").format(
                    entity=fault.entity, field=fault.field or fault.row
                ),
                _("检查是否太长、含控制字符，或不是要求的格式。"),
                code="bad_value",
            )


def bad_field(draft: Draft) -> str:
    """The first field of a draft that no row may hold, ``id`` its name; empty where all is well."""
    faults = _faults(Write(draft.entity, draft.row, Stamp(0, 0, 0), draft.fields))
    return next((one.field or "id" for one in faults), "")


def forget_refused(db: Database) -> None:
    """Before everything is folded anew."""
    db.execute("delete from quarantine")


def count_refused(db: Database) -> int:
    """How many values of others' changes are set aside here."""
    return int(db.execute("select count(*) from quarantine").fetchone()[0])


def refused_here(db: Database) -> list[Refused]:
    """The values of others' changes that are set aside here, in the order of their streams."""
    rows = db.execute(
        "select stream, seq, entity, row, field, reason, value from quarantine "
        "order by stream, seq, field"
    ).fetchall()
    return [
        Refused(
            at=Stamp(0, stream, seq), entity=entity, row=row, field=field, reason=reason,
            value=value,
        )
        for stream, seq, entity, row, field, reason, value in rows
    ]  # fmt: skip


def _are_sound(writes: Sequence[Write]) -> bool:
    """Whether nothing is bad: a field is asked of all changes together, which is a few steps."""
    rows = [row for _entity, row, _at, _fields in writes]
    if not (are_rows(rows) or all(map(is_row, rows))):
        return False
    columns: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for entity, _row, _at, fields in writes:
        if len(fields) > _MOST_FIELDS:
            return False
        of_entity = columns[entity]
        for name, value in fields.items():
            of_entity[name].append(value)
    return all(
        _all_hold(FORMS[entity].get(name), name, [value for value in values if value is not None])
        for entity in columns.keys() & FORMS.keys()
        for name, values in columns[entity].items()
    )


def _all_hold(form: Form | None, name: str, values: Sequence[Value]) -> bool:
    return form.holds_all(values) if form else all(_is_carried(name, value) for value in values)


def _faults(write: Write) -> Iterable[Refused]:
    forms = FORMS.get(write.entity)
    if forms is None:
        return
    if not is_row(write.row) or len(write.fields) > _MOST_FIELDS:
        yield _refused(write, "", "row", write.fields)
        return
    for name, value in write.fields.items():
        fault = _fault(forms.get(name), name, value)
        if fault:
            yield _refused(write, name, fault, value)


def _fault(form: Form | None, name: str, value: Value) -> str:
    if value is None:
        return ""
    if form is None:
        return "" if _is_carried(name, value) else "size"
    return "" if form.holds(value) else form.name


def _is_carried(name: str, value: Value) -> bool:
    return len(name) <= _LONGEST_FIELD and name.isprintable() and is_bounded(value)


def _refused(write: Write, field: str, reason: str, value: Value | Fields) -> Refused:
    return Refused(
        at=write.at,
        entity=write.entity,
        row=write.row[:_LONGEST_FIELD],
        field=field[:_LONGEST_FIELD],
        reason=reason,
        value=canonical(value)[:_SHOWN],
    )


def _keep(db: Database, refused: Iterable[Refused]) -> None:
    db.conn.executemany(
        "insert or replace into quarantine (stream, seq, field, entity, row, reason, value) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [
            (one.at.stream, one.at.seq, one.field, one.entity, one.row, one.reason, one.value)
            for one in refused
        ],
    )
