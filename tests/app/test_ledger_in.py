"""Last year's ledger comes in as offices keep it: a title above, dates without hours."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from inspector.app.history import import_history
from inspector.app.workspace import Workspace

HEADING = [
    "序号",
    "问题编号",
    "检查日期",
    "点位",
    "具体位置",
    "标准条款",
    "下发日期",
    "整改期限",
    "销号",
]
ROWS = [
    [
        1,
        "A-1",
        "2026-08-03",
        "纺机二村",
        "北门",
        "P3.03.01 垃圾桶",
        "2026-08-03",
        "2026-08-04",
        "2026-08-05",
    ],
    [2, "A-2", "2026-08-12", "纺机二村", "北门", "P3.03.01 垃圾桶", None, None, None],
    [3, "A-3", "2026-08-13", "没有这个点位", None, "P3.03.01", None, None, None],
]


def a_sheet(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["青屿区整改台账"])
    sheet.append(["2026年8月", "截至8月31日"])
    for row in (HEADING, *ROWS):
        sheet.append(row)
    book.save(folder / "ledger.xlsx")
    return folder / "ledger.xlsx"


def a_csv(folder: Path) -> Path:
    lines = [",".join(str(cell or "") for cell in row) for row in (HEADING, *ROWS)]
    (folder / "ledger.csv").write_bytes("\n".join(lines).encode("gbk"))
    return folder / "ledger.csv"


@pytest.mark.parametrize("write", [a_sheet, a_csv])
def test_a_ledgers_rows_become_findings_with_their_verdicts(
    ws: Workspace, tmp_path: Path, write: object
) -> None:
    assert callable(write)
    told = import_history(ws, [write(tmp_path)])

    verdicts = {one.ref: (one.kind, one.occurrence, one.rebound) for one in told.verdicts}
    assert verdicts == {"A-1": ("new", 1, False), "A-2": ("repeat", 2, True)}
    assert [one.column for one in told.rejected] == ["点位"]
    assert import_history(ws, [write(tmp_path)]).added == 0
