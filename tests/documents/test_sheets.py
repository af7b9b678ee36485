"""Workbooks read back as an office's own program reads them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from inspector.documents.feedback import (
    FIRST_ROW,
    HEAD_ROW,
    KEY_COLUMN,
    REFUSALS,
    feedback_xlsx,
)
from inspector.documents.ledger import COLUMNS, EarlierSight, LedgerPaper, LedgerRow, ledger_xlsx
from tests.documents.papers import a_notice, a_photo, a_problem, a_repeat

ROW = LedgerRow(
    label="E2A4-022",
    inspected_on=date(2026, 11, 17),
    town="新桥湾街道",
    point="临湾村改居片区",
    spot="主巷",
    description="3个垃圾桶满冒，垃圾散落约2㎡",
    standard_code="P3.03.01",
    occurrence="第2次",
    rebound=True,
    unit="新桥湾街道办事处",
    number="青城考〔2026〕37号",
    notified_on=date(2026, 11, 18),
    deadline=date(2026, 11, 19),
    state="整改中",
    deduction=Decimal("1.00"),
)


def a_ledger(*rows: LedgerRow) -> LedgerPaper:
    return LedgerPaper(
        title="青屿区城市管理督查问题整改台账",
        office_name="青屿区城市管理考核办公室",
        first_day=date(2026, 10, 26),
        last_day=date(2026, 11, 25),
        as_of=date(2026, 11, 19),
        rows=rows,
    )


def opened(xlsx: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx))


def cell(sheet: Any, name: str, row: int = 4) -> Any:
    names = [title for title, _width in COLUMNS]
    return sheet.cell(row=row, column=names.index(name) + 1)


def test_the_ledger_holds_real_dates_numbers_and_texts() -> None:
    sheet = opened(ledger_xlsx(a_ledger(ROW)))["整改台账"]

    assert cell(sheet, "检查日期").value.date() == date(2026, 11, 17)
    assert cell(sheet, "扣分").value == 1
    assert cell(sheet, "标准条款").value == "P3.03.01"
    assert cell(sheet, "反弹").value == "是"
    assert [sheet.cell(row=3, column=at + 1).value for at in range(len(COLUMNS))] == [
        name for name, _width in COLUMNS
    ]


def test_an_overdue_row_says_so_in_words_and_in_red() -> None:
    sheet = opened(ledger_xlsx(a_ledger(replace(ROW, days_late=10))))["整改台账"]

    assert cell(sheet, "状态").value == "整改中\n逾期"
    assert cell(sheet, "状态").fill.fgColor.rgb == "FFF8D0D0"
    assert cell(sheet, "整改期限").font.color.rgb == "FFC00000"
    assert cell(sheet, "逾期天数").value == 10


def test_the_counts_above_the_ledger_are_those_of_its_rows() -> None:
    rows = (ROW, replace(ROW, state="已销号"), replace(ROW, days_late=3))
    sheet = opened(ledger_xlsx(a_ledger(*rows)))["整改台账"]

    assert "共3件：已销号1件，整改中2件；其中逾期1件" in sheet.cell(row=2, column=11).value


def test_what_looks_like_a_formula_stays_text() -> None:
    notes = ('=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "{=1}", "http://x")
    rows = tuple(replace(ROW, description=note, remark=note) for note in notes)
    sheet = opened(ledger_xlsx(a_ledger(*rows)))["整改台账"]

    for at, note in enumerate(notes, 4):
        assert cell(sheet, "问题描述", at).value == note
        assert cell(sheet, "问题描述", at).data_type == "s"
        assert cell(sheet, "备注", at).hyperlink is None


def test_the_head_stays_in_sight_and_is_repeated_on_paper() -> None:
    sheet = opened(ledger_xlsx(a_ledger(ROW)))["整改台账"]

    assert sheet.freeze_panes == "H4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.auto_filter.ref == "A3:AB4"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_photos_stand_on_the_second_sheet_with_their_place() -> None:
    row = replace(ROW, before=a_photo(1), after=a_photo(2, portrait=True))
    sheet = opened(ledger_xlsx(a_ledger(ROW, row)))["整改照片"]

    assert len(sheet._images) == 2
    assert sheet["A1"].value.split("\n") == [
        "2. E2A4-022  临湾村改居片区（主巷）",
        "整改前  11月17日",
    ]
    assert sheet["B1"].value.split("\n") == ["", "整改后  11月17日"]  # beside the other's caption


def test_no_page_tears_a_problem_from_its_photos() -> None:
    rows = [replace(ROW, label=f"L-{n}", before=a_photo(n)) for n in range(5)]
    sheet = opened(ledger_xlsx(a_ledger(*rows)))["整改照片"]
    places = [(one.anchor._from.row, one.anchor.to.row) for one in sheet._images]

    assert places == [(at, at) for at in range(5)]  # words and photos in one row, which is whole
    assert sheet.max_row == 5
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_photos_leave_room_for_a_place_of_several_lines() -> None:
    long = replace(
        ROW, point="青屿区人民政府桐荫街道办事处灯塔社区城中村改造工程指挥部临时办公区北侧"
    )
    plain, tall = (
        opened(ledger_xlsx(a_ledger(replace(row, before=a_photo(1)))))["整改照片"]
        for row in (ROW, long)
    )

    assert tall.row_dimensions[1].height > plain.row_dimensions[1].height
    assert tall._images[0].anchor._from.rowOff > plain._images[0].anchor._from.rowOff


def test_a_year_is_written_again_only_where_it_changes() -> None:
    paper = a_ledger(ROW)
    within = opened(ledger_xlsx(paper))["整改台账"]["A2"].value
    over = replace(paper, first_day=date(2025, 12, 26), last_day=date(2026, 1, 25))

    assert within.count("年") == 1
    assert opened(ledger_xlsx(over))["整改台账"]["A2"].value.endswith(
        "2025年12月26日至2026年1月25日"
    )


def test_a_repeat_shows_every_time_it_was_found_in_one_row() -> None:
    earlier = tuple(
        EarlierSight(
            occurrence=number,
            label=f"E2A4-00{number}",
            found_on=date(2026, 8 + number, 11),
            photo=photo,
        )
        for number, photo in ((1, a_photo(3)), (2, None))
    )
    row = replace(ROW, before=a_photo(1), earlier=earlier)
    sheet = opened(ledger_xlsx(a_ledger(row, replace(ROW, before=a_photo(2)))))["整改照片"]

    assert [one.value.split("\n")[-1] for one in sheet[1]] == [
        "整改前  11月17日",
        "整改后（无）",
        "第1次  9月11日  E2A4-001",
        "第2次  10月11日  E2A4-002（无）",
    ]
    assert [one.anchor._from.col for one in sheet._images if one.anchor._from.row == 0] == [0, 2]
    assert [one.value for one in sheet[2]][2:] == [None, None]


def test_of_many_earlier_times_the_last_six_are_shown() -> None:
    earlier = tuple(
        EarlierSight(occurrence=n, label=f"L-{n}", found_on=date(2026, 1, n), photo=a_photo(1))
        for n in range(1, 9)
    )
    sheet = opened(ledger_xlsx(a_ledger(replace(ROW, earlier=earlier))))["整改照片"]

    assert sheet["C1"].value.split("\n")[-1].startswith("第3次")
    assert sheet.max_column == 8


def test_the_same_rows_give_the_same_workbook() -> None:
    assert ledger_xlsx(a_ledger(ROW)) == ledger_xlsx(a_ledger(ROW))
    assert feedback_xlsx(a_notice()) == feedback_xlsx(a_notice())


def test_the_feedback_sheet_has_a_row_per_problem_in_the_order_of_the_list() -> None:
    items = (a_repeat(1, key="k1"), a_problem(2, key="k2"))
    sheet = opened(feedback_xlsx(a_notice(items=items)))["整改反馈单"]
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_row=6)]

    assert [row[0] for row in rows] == [1, 2]
    assert [row[KEY_COLUMN] for row in rows] == ["k1", "k2"]
    assert rows[0][3] == "第2次\n反弹"
    assert sheet.column_dimensions["M"].hidden
    assert len(sheet._images) == 2


def test_the_unit_fills_in_only_what_is_yellow() -> None:
    sheet = opened(feedback_xlsx(a_notice()))["整改反馈单"]
    open_heads = {
        sheet.cell(row=HEAD_ROW + 1, column=one.column).value.split("\n")[0]
        for one in sheet[FIRST_ROW + 1]
        if not one.protection.locked
    }

    assert open_heads == {"整改措施", "完成日期", "整改后照片", "责任人", "联系电话", "退单理由"}
    (refusal,) = sheet.data_validations.dataValidation
    assert refusal.formula1 == f'"{",".join(REFUSALS)}"'


def test_photos_stay_inside_their_cell() -> None:
    items = (a_problem(1, photos=1), a_problem(2, photos=0, photo_needed=False))
    sheet = opened(feedback_xlsx(a_notice(items=items)))["整改反馈单"]
    (image,) = sheet._images
    start, end = image.anchor._from, image.anchor.to

    assert (start.col, start.row) == (end.col, end.row) == (5, FIRST_ROW)


def test_long_labels_find_room_in_their_cell() -> None:
    long = replace(ROW, label="0826-104-FF-04-P1.02.01")
    sheet = opened(ledger_xlsx(a_ledger(long, ROW)))["整改台账"]

    width = sheet.column_dimensions["B"].width
    lines = -(-len(long.label) // int(width))
    assert sheet.row_dimensions[4].height >= 13 * lines


def test_a_row_is_as_high_as_its_longest_words() -> None:
    wordy = replace(ROW, description="垃圾桶满冒，散落在地，未及时清运" * 6)
    sheet = opened(ledger_xlsx(a_ledger(wordy, ROW)))["整改台账"]

    assert sheet.row_dimensions[4].height > 9 * 13  # 96 characters, ten and a half a line
    assert sheet.row_dimensions[5].height == 30
