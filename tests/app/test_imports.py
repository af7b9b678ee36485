import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from inspector.app.history import import_history
from inspector.app.imports import import_register
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import POINT

TOWN = "990102003"
HEADING = ["点位编号", "点位名称", "点位类型", "镇街", "经度", "纬度", "地址"]
NEW = ["003-OR-90", "河滨新村", "OR", TOWN, "83.45", "38.84", "河滨路1号"]
BAD_TYPE = ["003-OR-91", "河滨二村", "ZZ", TOWN, "83.45", "38.84", ""]
BAD_PLACE = ["003-OR-92", "河滨三村", "OR", TOWN, "83.45", "北纬38", ""]

Written = Callable[[Path], Path]


def _csv(encoding: str) -> Written:
    def write(folder: Path) -> Path:
        file = folder / f"points-{encoding}.csv"
        lines = [",".join(row) for row in (HEADING, NEW, BAD_TYPE, BAD_PLACE)]
        file.write_bytes("\r\n".join(lines).encode(encoding))
        return file

    return write


def _xlsx(folder: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (HEADING, NEW, BAD_TYPE, BAD_PLACE):
        book.active.append(row)
    book.save(folder / "points.xlsx")
    return folder / "points.xlsx"


@pytest.mark.parametrize("write", [_csv("utf-8"), _csv("utf-8-sig"), _csv("gbk"), _xlsx])
def test_points_come_from_what_offices_have_and_bad_rows_are_named(
    ws: Workspace, tmp_path: Path, write: Written
) -> None:
    file = write(tmp_path)

    told = import_register(ws, "points", [file])

    assert (told.added, told.changed, told.unchanged) == (1, 0, 0)
    assert [(one.file, one.row, one.column) for one in told.rejected] == [
        (file.name, 3, "点位类型"),
        (file.name, 4, "纬度"),
    ]
    point = ws.register.point("003-OR-90")
    assert point is not None
    assert (point.name, point.town, point.position.lat if point.position else None) == (
        "河滨新村",
        TOWN,
        38.84,
    )


def _two_headings(folder: Path) -> Path:
    """位置 and 坐标 each merged over the columns they head, the others over both rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["青屿区点位台账"])
    sheet.append(["编号", "名称", "位置", None, None, "坐标", None, "类型"])
    sheet.append([None, None, "镇街", "社区", "网格", "经度", "纬度", None])
    for cells in ("A1:H1", "A2:A3", "B2:B3", "C2:E2", "F2:G2", "H2:H3"):
        sheet.merge_cells(cells)
    sheet.append(["N-1", "新点位", TOWN, None, None, 83.451, 38.842, "OR"])
    sheet.append([None, "没有编号", TOWN, None, None, 83.451, 38.842, "OR"])
    book.save(folder / "two.xlsx")
    return folder / "two.xlsx"


def test_a_heading_of_merged_cells_over_two_rows_names_its_columns(
    ws: Workspace, tmp_path: Path
) -> None:
    told = import_register(ws, "points", [_two_headings(tmp_path)])

    point = ws.register.point("N-1")
    assert point is not None
    assert (point.name, point.type, point.town) == ("新点位", "OR", TOWN)
    assert point.position is not None
    assert (point.position.lon, point.position.lat) == (83.451, 38.842)
    assert [(one.row, one.column) for one in told.rejected] == [(5, "编号")]


def test_one_word_under_two_headings_is_told_apart_by_them(ws: Workspace, tmp_path: Path) -> None:
    lines = [
        "问题编号,检查时间,点位名称,标准条款,下发,,销号,",
        ",,,,文号,时间,人,时间",
        "A-1,2026-08-03,纺机二村,P3.03.01,1号,2026-08-04,某甲,2026-08-05",
    ]
    file = tmp_path / "ledger.csv"
    file.write_text("\n".join(lines), "utf-8")

    told = import_history(ws, [file])

    assert told.rejected == ()
    assert told.issues[0].state == "closed"


def test_importing_again_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    file = _csv("utf-8")(tmp_path)
    import_register(ws, "points", [file])
    before = digest(ws)

    told = import_register(ws, "points", [file])

    assert (told.added, told.changed, told.unchanged) == (0, 0, 1)
    assert digest(ws) == before


def test_a_dry_run_counts_and_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    before = digest(ws)

    assert import_register(ws, "points", [_csv("utf-8")(tmp_path)], dry_run=True).added == 1

    assert digest(ws) == before


def test_a_sheet_of_few_columns_leaves_the_others_as_they_were(
    ws: Workspace, tmp_path: Path
) -> None:
    usual = ws.register.point(POINT)
    file = tmp_path / "phones.csv"
    file.write_text(f"点位编号,点位名称,点位类型,电话\n{POINT},纺机二村,OR,000-1\n", "utf-8")

    told = import_register(ws, "points", [file])

    assert told.changed == 1
    assert ws.register.point(POINT) == usual
    row = ws.db.execute("select phone, spots from point where code = ?", [POINT]).fetchone()
    assert row[0] == "000-1"
    assert len(json.loads(row[1])) == 6


def test_points_come_from_a_map_program(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "points.geojson"
    properties = {"code": "003-OR-93", "zh": "河滨四村", "type": "OR", "town": TOWN}
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [83.46, 38.85]},
        "properties": properties,
    }
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")

    assert import_register(ws, "points", [file]).added == 1

    point = ws.register.point("003-OR-93")
    assert point is not None
    assert point.position is not None
    assert (point.position.lon, point.position.lat) == (83.46, 38.85)


def test_a_column_with_another_name_is_mapped(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("代号,小区,类型\n003-OR-94,河滨五村,OR\n", "utf-8")

    told = import_register(ws, "points", [file], mapping=("代号=code", "小区=zh"))

    assert told.added == 1


def test_a_mapping_to_no_field_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        import_register(ws, "points", [_csv("utf-8")(tmp_path)], mapping=("地址=where",))

    assert refused.value.code == "unknown_field"


def test_units_say_their_kind_in_chinese_or_by_code(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    rows = ["编号,名称,kind,relation,联系电话"]
    rows += ["DEP-ZZ,区档案馆,部门,平级,000-2", "DEP-YY,区图书馆,department,peer,"]
    rows += ["DEP-XX,区文化馆,部门,上级,"]
    file.write_text("\n".join(rows), "utf-8")

    told = import_register(ws, "units", [file])

    assert told.added == 2
    assert [(one.row, one.column) for one in told.rejected] == [(4, "relation")]
    unit = ws.register.directory.unit("DEP-ZZ")
    assert unit is not None
    assert (unit.kind.name, unit.relation.name) == ("DEPARTMENT", "PEER")


def test_a_standard_comes_with_whole_days_and_a_price(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "standards.json"
    good = {
        "code": "P9.90.01",
        "zh": "井盖完好",
        "issue_zh": "井盖缺失",
        "deduct": "1.0",
        "severity": "serious",
        "deadline": {"value": 2, "unit": "urgent_hours"},
        "repeat_window_days": 30,
    }
    file.write_text(
        json.dumps([good, {**good, "code": "P9.90.02", "repeat_window_days": "三十"}, "x"]), "utf-8"
    )

    told = import_register(ws, "standards", [file])

    assert told.added == 1
    assert [(one.row, one.column) for one in told.rejected] == [
        (2, "repeat_window_days"),
        (3, "code"),
    ]


def test_the_calendar_takes_holidays_and_days_worked_instead(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text("日期,性质\n2027-02-08,放假\n2027-02-14,上班\n二月,放假\n", "utf-8")

    told = import_register(ws, "calendar", [file])

    assert (told.added, len(told.rejected)) == (2, 1)


DAMAGED: dict[str, bytes] = {
    "points.json": b"[{",
    "list.json": b"7",
    "other.json": b'{"units": []}',
    "text.xlsx": "不是表格".encode(),
    "points.geojson": b'{"type": "FeatureCollection", "features": [1]}',
    "bytes.csv": b"\xff\xff\xff",
    "points.doc": b"",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_cannot_be_read_is_refused_whole(
    ws: Workspace, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(DAMAGED[name])
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        import_register(ws, "points", [tmp_path / name])

    assert refused.value.code == "bad_file"
    assert digest(ws) == before


FIND = {"do": "find", "ref": "r1", "at": "2026-08-03T09:00", "point": POINT, "standard": "P3.03.01"}


def _history(folder: Path, *events: Any) -> Path:
    file = folder / "history.json"
    file.write_text(json.dumps({"events": events}), "utf-8")
    return file


def test_a_history_taken_twice_is_there_once(ws: Workspace, tmp_path: Path) -> None:
    file = _history(tmp_path, FIND, {"do": "close", "ref": "r1", "at": "2026-08-05T09:00"})
    first = import_history(ws, [file])
    before = digest(ws)

    again = import_history(ws, [file])

    assert (first.added, again.added, again.unchanged) == (2, 0, 2)
    assert digest(ws) == before
    assert again.issues[0].state == "closed"


@pytest.mark.parametrize(
    ("event", "column"),
    [
        ("x", ""),
        ({"do": "dance"}, "do"),
        ({**FIND, "at": "gestern"}, "at"),
        ({**FIND, "at": None}, "at"),
        ({**FIND, "ref": ""}, "ref"),
        ({**FIND, "point": "9-Z"}, "point"),
        ({**FIND, "standard": "P0"}, "standard"),
        ({**FIND, "lonlat": [400, 0]}, "lonlat"),
        ({**FIND, "lonlat": "here"}, "lonlat"),
        ({**FIND, "accuracy_m": "5 m"}, "accuracy_m"),
        ({**FIND, "spot": ["北门"]}, "spot"),
        ({"do": "extend", "ref": "r1", "at": "2026-08-04", "until": "bald"}, "until"),
        ({"do": "inspect", "at": "2026-08-04", "point": "9-Z"}, "point"),
        ({"do": "charge", "at": "2026-08-04", "town": TOWN, "points": "viel"}, "points"),
        ({"do": "charge", "at": "2026-08-04", "town": "nowhere", "points": "1"}, "town"),
        ({"do": "charge", "at": "2026-08-04", "unit": "nobody", "points": "1"}, "unit"),
        ({"do": "charge", "at": "2026-08-04", "points": "1"}, "town"),
    ],
)
def test_a_bad_event_is_named_and_bars_no_other(
    ws: Workspace, tmp_path: Path, event: object, column: str
) -> None:
    told = import_history(ws, [_history(tmp_path, FIND, event)])

    assert told.added == 1
    assert [(one.row, one.column) for one in told.rejected] == [(2, column)]
    assert told.verdicts[0].kind == "new"


@pytest.mark.parametrize("events", [{"do": "find"}, 7, "find"])
def test_a_history_without_a_list_of_events_is_refused(
    ws: Workspace, tmp_path: Path, events: object
) -> None:
    file = tmp_path / "history.json"
    file.write_text(json.dumps({"events": events}), "utf-8")

    with pytest.raises(InputError) as refused:
        import_history(ws, [file])

    assert refused.value.code == "bad_file"


def test_an_import_tells_its_rows_and_leaves_nothing_when_called_off(
    ws: Workspace, tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []
    before = digest(ws)

    def no_more(now: int, whole: int) -> None:
        heard.append((now, whole))
        if now == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_register(ws, "points", [_csv("utf-8")(tmp_path)], tell=no_more)
    assert heard == [(1, 3), (2, 3)]
    assert digest(ws) == before
