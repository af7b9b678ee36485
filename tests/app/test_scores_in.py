"""Departments' sub-scores come in as sheets and make the composite whole."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from inspector.app.imports import import_register
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import CompositeStat
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError

TOWN, OTHER = "990102003", "990102004"
MONTH = "2026-08"


def a_sheet(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "scores.xlsx")
    return folder / "scores.xlsx"


def composite_of(ws: Workspace, town: str) -> CompositeStat:
    told = stats(ws, assessed(ws, month=MONTH))
    return next(one for one in told.composite if one.town == town)


def part(ws: Workspace, town: str, code: str) -> Decimal | None:
    return next(one.score for one in composite_of(ws, town).parts if one.code == code)


def test_a_line_per_score_fills_the_composite(ws: Workspace, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        ["月份", "镇街", "分项", "评分单位", "得分"],
        ["2026-08", TOWN, "部门评分", "城管局", 91.5],
        ["2026-08", TOWN, "部门评分", "生态环境局", 88],
        ["2026年8月", TOWN, "digital", "", "95"],
    )

    told = import_register(ws, "scores", [sheet])

    assert (told.added, told.rejected) == (3, ())
    assert part(ws, TOWN, "department") == Decimal("89.75")  # the mean of two scorers
    assert part(ws, TOWN, "digital") == Decimal(95)
    assert part(ws, OTHER, "digital") is None


def test_the_composite_weighs_what_was_imported(ws: Workspace, tmp_path: Path) -> None:
    """Nothing was visited, so that only the imported parts weigh: 20, 10 and 10."""
    sheet = a_sheet(
        tmp_path,
        ["月份", "镇街", "部门评分", "数字城管", "12345热线"],
        ["2026-08", TOWN, 90, 80, 100],
    )

    import_register(ws, "scores", [sheet])

    told = composite_of(ws, TOWN)
    given = {one.code: one.score for one in told.parts}
    assert given == {
        "field": None,
        "department": Decimal(90),
        "digital": Decimal(80),
        "hotline": Decimal(100),
    }
    assert told.missing == ("field",)


def test_a_town_by_its_name_is_the_town_by_its_code(ws: Workspace, tmp_path: Path) -> None:
    town = ws.register.area(TOWN)
    assert town is not None
    sheet = a_sheet(tmp_path, ["月份", "镇街名称", "12345热线"], [MONTH, town.name, 77])

    import_register(ws, "scores", [sheet])

    assert part(ws, TOWN, "hotline") == Decimal(77)


def test_rejected_scores_name_row_column_and_reason(ws: Workspace, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        ["月份", "镇街", "分项", "得分"],
        ["2026-13", TOWN, "hotline", 90],
        [MONTH, "999", "hotline", 90],
        [MONTH, TOWN, "field", 90],
        [MONTH, TOWN, "hotline", 101],
        [MONTH, TOWN, "hotline", "优"],
        [MONTH, TOWN, "hotline", None],
        [MONTH, TOWN, "hotline", 90],
    )

    told = import_register(ws, "scores", [sheet])

    assert [(one.row, one.column) for one in told.rejected] == [
        (2, "月份"),
        (3, "镇街"),
        (4, "分项"),
        (5, "得分"),
        (6, "得分"),
        (7, "得分"),
    ]
    assert told.added == 1


def test_the_same_sheet_again_changes_nothing_and_a_corrected_one_corrects(
    ws: Workspace, tmp_path: Path
) -> None:
    heading = ["月份", "镇街", "分项", "得分"]
    import_register(ws, "scores", [a_sheet(tmp_path, heading, [MONTH, TOWN, "hotline", 90])])

    again = import_register(
        ws, "scores", [a_sheet(tmp_path, heading, [MONTH, TOWN, "hotline", 90])]
    )
    better = import_register(
        ws, "scores", [a_sheet(tmp_path, heading, [MONTH, TOWN, "hotline", 92])]
    )

    assert (again.unchanged, better.changed) == (1, 1)
    assert part(ws, TOWN, "hotline") == Decimal(92)


def test_a_dry_run_says_what_would_be_and_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path, ["月份", "镇街", "分项", "得分"], [MONTH, TOWN, "hotline", 90])

    told = import_register(ws, "scores", [sheet], dry_run=True)

    assert told.added == 1
    assert part(ws, TOWN, "hotline") is None


def test_columns_may_be_named_by_hand(ws: Workspace, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path, ["期", "单位", "哪项", "几分"], [MONTH, TOWN, "hotline", 90])

    mapping = ["期=month", "单位=town", "哪项=item", "几分=points"]
    told = import_register(ws, "scores", [sheet], mapping=mapping)

    assert (told.added, told.rejected) == (1, ())
    with pytest.raises(InputError):
        import_register(ws, "scores", [sheet], mapping=["期=months"])
