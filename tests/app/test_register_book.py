"""The register is read, corrected and added to from the window; everything stays in its history."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app import register_book, register_lists
from inspector.app.capture import record
from inspector.app.imports import import_register
from inspector.app.period import assessed
from inspector.app.register_sheet import propose
from inspector.app.register_told import Entry, RecordTold
from inspector.app.stats import stats
from inspector.app.upkeep import rebuild
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import POINT, a_draft


def entry(ws: Workspace, kind: str, code: str) -> Entry:
    return next(one for one in register_lists.listing(ws, kind).entries if one.code == code)


def read(ws: Workspace, kind: str, code: str) -> RecordTold:
    return register_book.record(ws, kind, entry(ws, kind, code).key)


def shown(record: RecordTold) -> dict[str, str]:
    return {one.name: one.shown for one in record.fields}


def test_every_kind_is_listed_with_as_many_lines_as_it_counts(ws: Workspace) -> None:
    counted = {one.code: one.count for one in register_lists.kinds(ws)}
    listed = {code: len(register_lists.listing(ws, code).entries) for code in counted}

    assert counted == listed
    assert (counted["points"], counted["units"], counted["people"]) == (72, 118, 8)


def test_every_record_of_every_kind_can_be_opened(ws: Workspace) -> None:
    for kind in register_lists.kinds(ws):
        for line in register_lists.listing(ws, kind.code).entries[:5]:
            assert register_book.record(ws, kind.code, line.key).fields


def test_an_unknown_kind_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError):
        register_lists.listing(ws, "secrets")


def test_a_point_is_found_by_the_initials_of_its_name(ws: Workspace) -> None:
    assert "fjec" in entry(ws, "points", POINT).sought


def test_codes_are_told_by_the_names_people_know(ws: Workspace) -> None:
    told = shown(read(ws, "points", POINT))

    assert (told["type"], told["town"]) == ("老旧小区", "桐荫街道")


def test_a_corrected_point_says_who_corrected_what_and_why(ws: Workspace) -> None:
    key = entry(ws, "points", POINT).key

    changed = register_book.amend(ws, "points", key, {"address": "桐荫路 8 号"}, why="门牌更换")

    assert changed == ("地址",)
    latest = register_book.history(ws, "points", key)[0]
    assert latest.fields == (("地址", "桐荫路 8 号"),)
    assert (latest.person, latest.device, latest.reason) == ("检查员1号", "LAPTOP-03", "门牌更换")


def test_a_corrected_point_keeps_what_was_not_touched(ws: Workspace) -> None:
    before = shown(read(ws, "points", POINT))
    key = entry(ws, "points", POINT).key

    register_book.amend(ws, "points", key, {"phone": "000-1"})

    after = shown(read(ws, "points", POINT))
    assert {name for name in after if after[name] != before[name]} == {"phone"}


def test_a_renamed_point_is_found_by_its_new_initials(ws: Workspace) -> None:
    register_book.amend(ws, "points", entry(ws, "points", POINT).key, {"zh": "河滨新村"})

    assert "hbxc" in entry(ws, "points", POINT).sought


def test_a_correction_that_changes_nothing_records_nothing(ws: Workspace) -> None:
    key, told = entry(ws, "points", POINT).key, read(ws, "points", POINT)
    edits = len(register_book.history(ws, "points", key))

    same = {one.name: one.text for one in told.fields if not one.fixed}

    assert register_book.amend(ws, "points", key, same) == ()
    assert len(register_book.history(ws, "points", key)) == edits


def test_a_field_may_be_emptied(ws: Workspace) -> None:
    key = entry(ws, "units", "JD-990102001").key

    register_book.amend(ws, "units", key, {"contact": ""})

    assert shown(read(ws, "units", "JD-990102001"))["contact"] == ""


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"zh": ""}, "bad_field", "zh"),
        ({"lat": "北纬38"}, "bad_field", "lat"),
        ({"lat": "138"}, "bad_field", "lat"),
        ({"type": "ZZ"}, "bad_field", "type"),
        ({"code": "X"}, "unknown_field", "code"),
        ({"colour": "red"}, "unknown_field", "colour"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_named(
    ws: Workspace, said: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        register_book.amend(ws, "points", entry(ws, "points", POINT).key, said)

    assert (refused.value.code, refused.value.field) == (code, field)


def test_what_is_not_entered_by_hand_cannot_be_corrected(ws: Workspace) -> None:
    key = register_lists.listing(ws, "profiles").entries[0].key

    with pytest.raises(InputError):
        register_book.amend(ws, "profiles", key, {"base": "90"})


def test_a_point_is_added_and_findings_can_be_recorded_at_it(ws: Workspace) -> None:
    key = register_book.add(
        ws,
        "points",
        {
            "code": "003-OR-95",
            "zh": "河滨六村",
            "type": "OR",
            "town": "990102003",
            "spots": "东门、西门",
        },
    )

    point = ws.register.point("003-OR-95")
    assert point is not None
    assert (point.name, point.spots, point.active) == ("河滨六村", ("东门", "西门"), True)
    assert register_book.history(ws, "points", key)[0].person == "检查员1号"


def test_a_code_that_is_taken_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        register_book.add(ws, "points", {"code": POINT, "zh": "又一个", "type": "OR"})

    assert refused.value.code == "exists"


def test_a_blank_record_asks_for_what_must_be_said(ws: Workspace) -> None:
    asked = register_book.blank(ws, "points")

    assert [one.name for one in asked.fields if one.required] == ["code", "zh", "type"]


def test_a_person_and_a_holiday_are_added(ws: Workspace) -> None:
    register_book.add(ws, "people", {"code": "u20", "zh": "检查员9号", "role": "inspector"})
    register_book.add(ws, "calendar", {"day": "2031-02-03", "kind": "holiday", "zh": "休"})

    assert shown(read(ws, "people", "u20"))["role"] == "检查员"
    assert shown(read(ws, "calendar", "2031-02-03"))["kind"] == "放假"


def test_what_was_corrected_comes_out_of_the_segments_again(ws: Workspace) -> None:
    register_book.amend(ws, "points", entry(ws, "points", POINT).key, {"address": "桐荫路 8 号"})
    register_book.add(ws, "people", {"code": "u20", "zh": "检查员9号"})

    assert rebuild(ws).same


def sheet(folder: Path, *lines: str) -> Path:
    file = folder / "points.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_the_columns_of_a_sheet_are_proposed_with_some_of_their_values(
    ws: Workspace, tmp_path: Path
) -> None:
    file = sheet(
        tmp_path, "点位编号,小区,镇街,备注", "A-1,河滨,桐荫街道,", "A-2,河滨二村,桐荫街道,x"
    )

    told = propose(ws, "points", file)

    assert told.rows == 2
    assert [(one.name, one.field) for one in told.columns] == [
        ("点位编号", "code"),
        ("小区", ""),
        ("镇街", "town"),
        ("备注", ""),
    ]
    assert told.columns[1].sample == ("河滨", "河滨二村")


def test_a_field_is_proposed_for_one_column_only(ws: Workspace, tmp_path: Path) -> None:
    file = sheet(tmp_path, "编号,点位编号,名称", "1,A-1,河滨")

    assert [one.field for one in propose(ws, "points", file).columns] == ["code", "", "zh"]


def test_a_sheet_without_rows_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        propose(ws, "points", sheet(tmp_path, "点位编号,名称,类型"))

    assert refused.value.code == "empty"


def test_a_column_can_be_left_out(ws: Workspace, tmp_path: Path) -> None:
    file = sheet(tmp_path, "编号,名称,类型,经度", "003-OR-96,河滨七村,老旧小区,不详")

    told = import_register(ws, "points", [file], mapping=("经度=",))

    assert (told.added, told.rejected) == (1, ())


def test_types_and_towns_may_be_named_as_people_call_them(ws: Workspace, tmp_path: Path) -> None:
    file = sheet(tmp_path, "编号,名称,类型,镇街", "003-OR-97,河滨八村,老旧小区,桐荫街道")

    import_register(ws, "points", [file])

    point = ws.register.point("003-OR-97")
    assert point is not None
    assert (point.type, point.town) == ("OR", "990102003")


def test_an_assigned_official_is_entered_corrected_and_withdrawn_by_hand(ws: Workspace) -> None:
    said = {"official": "包某甲", "community": "990102003001", "first": "2026-08-01"}
    key = register_book.add(ws, "assignments", said)

    (line,) = register_lists.listing(ws, "assignments").entries
    assert (line.name, line.cells[1]) == ("包某甲", "2026-08-01")
    assert register_book.amend(ws, "assignments", key, {"last": "2026-08-15"}, "调走") == ("止日",)
    assert shown(register_book.record(ws, "assignments", key))["last"] == "2026-08-15"
    register_book.withdraw(ws, "assignments", key, "记错人")

    assert register_lists.listing(ws, "assignments").entries == ()
    newest = register_book.history(ws, "assignments", key)[0]
    assert newest.reason == "记错人"
    assert register_book.add(ws, "assignments", said) == key  # and may be entered anew
    assert len(register_lists.listing(ws, "assignments").entries) == 1


def test_an_outside_result_is_entered_corrected_and_withdrawn_by_hand(ws: Workspace) -> None:
    said = {"source": "city", "period": "2026年8月", "town": "", "place": "3", "out_of": "9"}
    key = register_book.add(ws, "outside", said)

    register_book.amend(ws, "outside", key, {"place": "2", "points": "91.50"}, "更正公布")

    (line,) = register_lists.listing(ws, "outside").entries
    assert (line.code, line.cells) == ("2026-08", ("全区", "2/9", "91.50"))
    register_book.withdraw(ws, "outside", key, "误登")
    assert register_lists.listing(ws, "outside").entries == ()
    assert next(one for one in register_lists.kinds(ws) if one.code == "outside").count == 0


def test_the_same_result_is_not_entered_twice_and_nothing_is_withdrawn_without_a_reason(
    ws: Workspace,
) -> None:
    said = {"source": "city", "period": "2026-08", "place": "3"}
    key = register_book.add(ws, "outside", said)

    with pytest.raises(InputError):
        register_book.add(ws, "outside", said)
    with pytest.raises(InputError):
        register_book.withdraw(ws, "outside", key, " ")
    with pytest.raises(InputError):
        register_book.withdraw(ws, "points", entry(ws, "points", POINT).key, "不要了")
    assert len(register_lists.listing(ws, "outside").entries) == 1


def test_a_wrong_value_of_a_result_names_its_box(ws: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        register_book.add(ws, "outside", {"source": "city", "period": "去年", "place": "3"})

    assert refused.value.field == "period"


def test_a_sheet_of_officials_is_proposed_and_its_columns_may_be_named_by_hand(
    ws: Workspace, tmp_path: Path
) -> None:
    sheet = tmp_path / "包村居.csv"
    sheet.write_text(
        "姓名,负责村居,电话\n包某甲,990102003001、990102003002,000-1\n包某乙,无此村,000-2\n",
        "gb18030",
    )
    proposed = propose(ws, "assignments", sheet)
    assert {one.name: one.field for one in proposed.columns} == {
        "姓名": "official",
        "负责村居": "",
        "电话": "phone",
    }

    told = import_register(ws, "assignments", [sheet], mapping=["负责村居=community"])

    assert (told.added, [(one.row, one.column) for one in told.rejected]) == (2, [(3, "负责村居")])
    assert len(register_lists.listing(ws, "assignments").entries) == 2


def test_a_departments_score_is_entered_corrected_and_withdrawn_by_hand(ws: Workspace) -> None:
    said = {"month": "2026-08", "town": "990102003", "item": "department", "scorer": "城管局"}
    key = register_book.add(ws, "scores", {**said, "points": "88"})
    register_book.amend(ws, "scores", key, {"points": "91.5"}, "笔误")

    (line,) = register_lists.listing(ws, "scores").entries
    assert (line.code, line.name) == ("2026-08", "桐荫街道")
    assert line.cells == ("部门评分", "城管局", "91.5")
    register_book.withdraw(ws, "scores", key, "误登")
    assert register_lists.listing(ws, "scores").entries == ()


def test_a_sheet_with_a_column_for_each_part_is_mapped_part_by_part(
    ws: Workspace, tmp_path: Path
) -> None:
    sheet = tmp_path / "评分.csv"
    sheet.write_text("月份,镇街,部门评分,热线得分\n2026-08,桐荫街道,90,80\n", "gb18030")
    proposed = propose(ws, "scores", sheet)
    fields = {one.name: one.field for one in proposed.columns}
    assert fields["部门评分"] == "part:department"
    assert fields["热线得分"] == ""
    assert ("part:hotline", "12345热线", False) in proposed.fields

    fields["热线得分"] = "part:hotline"
    told = import_register(ws, "scores", [sheet], mapping=[f"{c}={f}" for c, f in fields.items()])

    assert (told.added, told.rejected) == (2, ())
    lines = register_lists.listing(ws, "scores").entries
    assert {one.cells[0]: one.cells[2] for one in lines} == {"部门评分": "90", "12345热线": "80"}


def test_a_bonus_is_entered_corrected_and_withdrawn_by_hand_and_the_score_follows(
    ws: Workspace,
) -> None:
    record(ws, a_draft())
    town = "990102003"

    def bonus() -> Decimal:
        told = stats(ws, assessed(ws, month="2026-08"))
        return next(one.bonus for one in told.towns if one.town == town)

    said = {"at": "2026-08-10", "town": town, "kind": "demo_road", "points": "0.5"}
    key = register_book.add(ws, "charges", {**said, "reason": "样板路验收合格"})
    line = entry(ws, "charges", "2026-08-10")
    assert (line.name, *line.cells) == ("桐荫街道", "样板路、精品街区", "0.5", "样板路验收合格")
    assert bonus() == Decimal("0.50")

    register_book.amend(ws, "charges", key, {"points": "1"}, "按文件")
    assert bonus() == Decimal("1.00")

    register_book.withdraw(ws, "charges", key, "重复登记")
    assert bonus() == 0
    assert register_lists.listing(ws, "charges").entries == ()


def test_a_charge_names_one_payer_and_points_that_make_sense(ws: Workspace) -> None:
    said = {"kind": "refusal", "points": "1", "reason": "推诿"}
    both = {"town": "990102003", "unit": "DEP-CG"}
    for wrong, field in ((said, "town"), (said | both, "town"), (said | {"points": "0"}, "points")):
        whom = {} if field == "town" else {"unit": "DEP-CG"}
        with pytest.raises(InputError) as refused:
            register_book.add(ws, "charges", wrong | whom)
        assert refused.value.field == field
