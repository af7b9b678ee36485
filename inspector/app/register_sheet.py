"""A sheet to import, looked at first: its columns, some values, the fields they are taken for."""

from pathlib import Path

from inspector.app.column_names import field_of_column
from inspector.app.register_fields import specs
from inspector.app.register_told import Column, Proposal
from inspector.app.scores_in import PART, components
from inspector.app.tables_in import Raw, read_rows
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.text import _

_SAMPLES = 3  # values of a column that are shown
_LOOKED_AT = 200  # rows whose columns are gathered; GeoJSON may say other things of each row


def propose(ws: Workspace, kind: str, file: Path) -> Proposal:
    """Which field each column of the file is taken for; a field is proposed once.

    :raises InputError: the file cannot be read, or holds no row.
    """
    parts = {one.name: one.code for one in components(ws)} if kind == "scores" else {}
    rows = [row for _line, row in read_rows(kind, file)]
    if not rows:
        raise InputError(
            _("{name} 里没有一行数据。").format(name=file.name),
            _("第一行写列名，下面每行一条。"),
            code="empty",
        )
    known = {one.name: one for one in specs(kind)}
    taken: set[str] = set()
    columns = []
    for name in dict.fromkeys(name for row in rows[:_LOOKED_AT] for name in row if name):
        field = _field(kind, name)
        proposed = field if field in known and field not in taken else ""
        if name in parts or name in parts.values():
            proposed = PART + parts.get(name, name)
        taken.add(proposed)
        columns.append(Column(name=name, sample=_sample(rows, name), field=proposed))
    return Proposal(
        kind=kind,
        file=file.name,
        rows=len(rows),
        columns=tuple(columns),
        fields=(
            *((one.name, one.word, one.required) for one in known.values()),
            *((PART + code, name, False) for name, code in parts.items()),
        ),
    )


def _field(kind: str, column: str) -> str:
    """By the names offices use, else by the words our own forms and lists show."""
    words = {one.word: one.name for one in specs(kind)}
    return words.get(column) or field_of_column(kind, column)


def _sample(rows: list[Raw], name: str) -> tuple[str, ...]:
    values = (str(row[name]).strip() for row in rows if row.get(name) not in (None, ""))
    return tuple(dict.fromkeys(value for value in values if value))[:_SAMPLES]
