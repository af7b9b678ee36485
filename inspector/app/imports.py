"""Importing registers (基础资料) and sub-scores from JSON, CSV, XLSX or GeoJSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inspector.app.assignments_in import each_community
from inspector.app.bad_row import BadRowError, Noted, Place, Rejected
from inspector.app.column_names import field_of_column
from inspector.app.office import parse
from inspector.app.progress import Progress, Tell
from inspector.app.register_notes import notes_of
from inspector.app.register_rows import FIELDS, draft_of, only_said
from inspector.app.register_told import Imported
from inspector.app.scores_in import PART, components, spread, value_column
from inspector.app.tables_in import Raw, read_rows
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.schema import ENTITIES
from inspector.store.values import into_column
from inspector.text import _


def import_register(
    ws: Workspace,
    kind: str,
    files: Sequence[Path],
    *,
    mapping: Sequence[str] = (),
    dry_run: bool = False,
    tell: Tell | None = None,
) -> Imported:
    """Rows of every file into the register; a bad row is named and bars no other.

    ``mapping`` says ``column=field`` where a column is called otherwise; ``column=`` leaves it out.
    A row that is known already changes in the columns the file has and fills; others stay.
    ``tell`` hears of rows read; what it raises calls the import off, and nothing of it is kept.
    """
    renamed = _mapping(mapping)
    sheets = [(file, list(_rows(ws, kind, file, renamed))) for file in files]
    way = Progress(tell, sum(len(rows) for _file, rows in sheets))
    drafts: dict[tuple[str, str], Draft] = {}
    rejected: list[Rejected] = []
    noted: list[Noted] = []
    for file, rows in sheets:
        for line, raw in rows:
            way.go_on(1)
            names = _columns(ws, kind, raw, renamed)
            row = {name: raw[column] for name, column in names.items() if raw[column] != ""}
            try:
                draft = draft_of(ws, kind, row)
            except BadRowError as error:
                column = names.get(error.column, error.column)
                rejected.append(
                    Rejected(file=file.name, row=line, column=column, reason=error.reason)
                )
                continue
            drafts[draft.entity, draft.row] = _given(ws, draft, row)
            noted += notes_of(ws, draft, Place(file=file.name, row=line), names)
    states = {key: _state(ws, draft) for key, draft in drafts.items()}
    wanted = [draft for key, draft in drafts.items() if states[key] != "unchanged"]
    if wanted and not dry_run:
        with way.while_writing(ws.db.conn), ws.writing() as tx:
            derive(tx, apply(tx, [signed(ws, draft) for draft in wanted]))
    return Imported(
        added=sum(state == "added" for state in states.values()),
        changed=sum(state == "changed" for state in states.values()),
        unchanged=sum(state == "unchanged" for state in states.values()),
        rejected=tuple(rejected),
        notes=tuple(noted),
    )


def _rows(
    ws: Workspace, kind: str, file: Path, renamed: Mapping[str, str]
) -> Iterator[tuple[int, Raw]]:
    """The rows of a file; of some sheets one for each score or community in a row."""
    for line, raw in read_rows(kind, file):
        for one in _spread(ws, kind, raw, renamed):
            yield line, one


def _spread(ws: Workspace, kind: str, raw: Raw, renamed: Mapping[str, str]) -> Iterable[Raw]:
    if kind == "scores":
        return spread(ws, _by_parts(ws, raw, renamed))
    if kind == "assignments":
        fields = ((name, renamed.get(name, field_of_column(kind, name))) for name in raw)
        named = (name for name, field in fields if field == "community")
        return each_community(raw, next(named, None))
    return (raw,)


def _by_parts(ws: Workspace, raw: Raw, renamed: Mapping[str, str]) -> Raw:
    """A sheet's columns under the names of the composite's parts that a person said they are."""
    names = {f"{PART}{one.code}": one.name for one in components(ws)}
    return {names.get(renamed.get(name, ""), name): value for name, value in raw.items()}


def _columns(ws: Workspace, kind: str, raw: Raw, renamed: Mapping[str, str]) -> dict[str, str]:
    """The file's column by our field; a column renamed to nothing is left out."""
    fields = ((name, renamed.get(name, field_of_column(kind, name))) for name in raw)
    names = {field: name for name, field in fields if field}
    own = value_column(ws, raw) if kind == "scores" else None
    return names | {"points": own} if own else names


def signed(ws: Workspace, draft: Draft) -> Draft:
    """A sub-score says who entered it, and when."""
    if draft.entity != "subscore":
        return draft
    return replace(draft, fields={**draft.fields, "at": stored(ws.now), "person": ws.person})


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    renamed = parse(pairs)
    for field in renamed.values():
        if field and field not in FIELDS and not field.startswith(PART):
            raise InputError(
                _("没有这个字段：{name}").format(name=field),
                _("可用：{known}").format(known="、".join(sorted(FIELDS))),
                code="unknown_field",
            )
    return renamed


def _given(ws: Workspace, draft: Draft, row: Raw) -> Draft:
    """Of a known row only what the file says: a sheet of two columns must not blank the rest."""
    known = ws.db.execute(f'select 1 from "{draft.entity}" where id = ?', [draft.row]).fetchone()
    if known is None:
        return draft
    return only_said(draft, {name for name, value in row.items() if value is not None})


def _state(ws: Workspace, draft: Draft) -> str:
    columns = ENTITIES[draft.entity]
    names = ", ".join(f'"{name}"' for name in draft.fields)
    row = ws.db.execute(
        f'select {names} from "{draft.entity}" where id = ?', [draft.row]
    ).fetchone()
    if row is None:
        return "added"
    values = [into_column(value, columns[name]) for name, value in draft.fields.items()]
    return "unchanged" if list(row) == values else "changed"
