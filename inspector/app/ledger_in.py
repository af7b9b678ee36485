"""Last year's ledger (整改台账) as XLSX or CSV: each row becomes the events it tells of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from inspector.app.bad_row import Place
from inspector.app.tables_in import Raw, read_rows
from inspector.app.workspace import Workspace

# Columns of the ledger, and what people also call them.
_COLUMNS = {
    "ref": ("问题编号", "编号"),
    "at": ("检查日期", "检查时间", "发现日期"),
    "point": ("点位", "点位名称"),
    "spot": ("具体位置",),
    "note": ("问题描述",),
    "standard": ("标准条款", "测评标准"),
    "notified": ("下发日期", "下发时间"),
    "deadline": ("整改期限",),
    "done": ("完成", "完成时间"),
    "closed": ("销号", "销号时间"),
}
_END_OF_DAY = "23:59:59"  # a ledger's deadline is a day, and runs to its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Events in order; where they came from a sheet, its lines, and its columns by our names."""

    events: list[Any]
    lines: list[int] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def place(self, file: str, number: int) -> Place:
        """Where the event of that number stands, as the person's own program counts."""
        return Place(file=file, row=self.lines[number] if self.lines else number + 1)


def read_ledger(ws: Workspace, file: Path) -> Ledger:
    """The events of every row, in the form of a history file; points are found by name."""
    codes = {point.name: point.code for point in ws.register.points}
    ledger = Ledger(events=[])
    for line, row in read_rows("history", file):
        cells = {name: _cell(row, names) for name, names in _COLUMNS.items()}
        made = list(_events(cells, codes))
        ledger.events.extend(made)
        ledger.lines.extend([line] * len(made))
        ledger.columns.update(
            {name: word for name, names in _COLUMNS.items() for word in names[::-1] if word in row}
        )
    return ledger


def _events(row: dict[str, str | None], codes: dict[str, str]) -> Iterator[Raw]:
    ref, point = row["ref"], row["point"]
    standard = (row["standard"] or "").split()
    yield {
        "do": "find",
        "ref": ref,
        "at": row["at"],
        "point": codes.get(point or "", point),
        "standard": standard[0] if standard else None,
        "spot": row["spot"],
        "note": row["note"],
    }
    if row["notified"]:
        yield {"do": "notify", "ref": ref, "at": row["notified"], "deadline": _day_end(row)}
    if row["done"]:
        yield {"do": "reply", "ref": ref, "at": row["done"], "done": row["done"]}
    if row["closed"]:
        yield {"do": "close", "ref": ref, "at": row["closed"]}


def _day_end(row: dict[str, str | None]) -> str | None:
    deadline = row["deadline"]
    whole_day = deadline is not None and len(deadline) == len("2026-08-03")
    return f"{deadline}T{_END_OF_DAY}" if whole_day else deadline


def _cell(row: Raw, names: tuple[str, ...]) -> str | None:
    value = next((row[name] for name in names if row.get(name) not in (None, "")), None)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).strip() if value is not None else None
