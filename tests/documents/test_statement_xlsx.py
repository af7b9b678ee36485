"""A statement as a workbook: a row for each deduction, figures that add up, text that is text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from inspector.documents.statement_xlsx import COLUMNS, FIRST_ROW, HEAD_ROW, statement_xlsx
from inspector.domain.errors import InputError
from tests.documents.test_brief_and_statement import LINE, STATEMENT


def sheet_of(xlsx: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx)).worksheets[0]


def cell(sheet: Any, name: str, row: int = 1) -> Any:
    """A cell of the ``row``-th deduction, from 1, by the head of its column."""
    names = [title for title, _width in COLUMNS]
    return sheet.cell(row=FIRST_ROW + row, column=names.index(name) + 1)


def test_every_deduction_is_a_row_with_real_dates_and_numbers() -> None:
    sheet = sheet_of(statement_xlsx(STATEMENT))

    assert cell(sheet, "日期").value.date() == date(2026, 10, 20)
    assert cell(sheet, "点位（具体位置）").value == "临湾村改居片区（垃圾收集点）"
    assert cell(sheet, "标准条款").value == "P3.02.01"
    assert cell(sheet, "计分依据").value == "0.50×2（第2次）"
    assert [cell(sheet, "扣分", row).value for row in (1, 2, 3)] == [1, 1, 1]
    assert cell(sheet, "照片").value == "有"


def test_the_total_is_the_sum_of_its_rows_and_of_the_head() -> None:
    sheet = sheet_of(statement_xlsx(STATEMENT))

    assert cell(sheet, "扣分", 4).value == 3
    assert cell(sheet, "序号", 4).value == "合计（3件）"
    assert sheet["C4"].value == "3.00"


def test_a_deduction_without_a_photo_says_so() -> None:
    bare = replace(STATEMENT, lines=(replace(LINE, photo=None),) * 3)

    assert cell(sheet_of(statement_xlsx(bare)), "照片").value == "无"


def test_what_does_not_add_up_is_not_written() -> None:
    with pytest.raises(InputError):
        statement_xlsx(replace(STATEMENT, total=Decimal(4)))


def test_a_unit_that_was_not_inspected_has_no_score() -> None:
    nothing = replace(STATEMENT, lines=(), total=Decimal(0), score=None, rank="—")
    sheet = sheet_of(statement_xlsx(nothing))

    assert sheet["F4"].value == "—"
    assert cell(sheet, "序号", 1).value == "合计（0件）"


def test_notes_that_look_like_formulas_stay_notes_in_a_statement() -> None:
    hostile = replace(STATEMENT, lines=(replace(LINE, problem='=HYPERLINK("x")', point="@A"),) * 3)
    sheet = sheet_of(statement_xlsx(hostile))

    assert (cell(sheet, "问题").value, cell(sheet, "问题").data_type) == ('=HYPERLINK("x")', "s")
    assert cell(sheet, "点位（具体位置）").data_type == "s"


def test_the_head_of_a_statement_is_repeated_on_paper() -> None:
    sheet = sheet_of(statement_xlsx(STATEMENT))

    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert sheet.freeze_panes == f"A{FIRST_ROW + 1}"
    assert [sheet.cell(row=HEAD_ROW + 1, column=at).value for at in range(1, 9)] == [
        name for name, _width in COLUMNS
    ]


def test_the_same_statement_gives_the_same_workbook() -> None:
    assert statement_xlsx(STATEMENT) == statement_xlsx(STATEMENT)
