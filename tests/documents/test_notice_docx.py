"""The Word file names the office's faces, keeps page and grid, and carries the same words."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from inspector.documents.notice_docx import notice_docx
from tests.documents.papers import BUREAU, a_notice, a_problem, a_repeat


def opened(docx: bytes) -> "Document":
    return Document(BytesIO(docx))


def test_page_and_grid_are_those_of_the_standard() -> None:
    section = opened(notice_docx(a_notice())).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))

    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one.twips) for one in margins] == [2098, 1474, 1984, 1588]
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_every_run_names_its_face_for_latin_and_chinese_alike() -> None:
    document = opened(notice_docx(a_notice(items=(a_repeat(1), a_problem(2)))))
    faces = {
        (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia")))
        for fonts in document.element.body.iter(qn("w:rFonts"))
    }

    assert {latin for latin, _chinese in faces} <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"}
    assert all(latin == chinese for latin, chinese in faces)


def test_the_word_file_has_a_row_per_problem_and_its_photos() -> None:
    document = opened(notice_docx(a_notice(items=(a_repeat(1, photos=3), a_problem(2)))))
    table, first, second = document.tables

    assert [len(one.columns) for one in (first, second)] == [3, 1]
    assert [row.cells[0].text for row in table.rows] == ["序号", "1", "2"]
    assert table.rows[1].cells[4].text == "第2次·反弹"
    assert len(document.inline_shapes) == 4


@pytest.mark.parametrize("copies", [0, 1, 14])
def test_the_imprint_stands_at_the_foot_of_the_last_page_in_word_too(copies: int) -> None:
    named = tuple(f"第{n}社区居民委员会" for n in range(copies))
    document = opened(notice_docx(a_notice(copy_to=named)))
    lines = [one for one in document.paragraphs if one._p.find(f".//{qn('w:framePr')}") is not None]
    places = {tuple(sorted(one._p.pPr.find(qn("w:framePr")).items())) for one in lines}
    (place,) = places  # the same for all lines: they are one frame

    assert [one.text for one in lines if one.text][-1].endswith("2026年11月18日印发")
    assert len(lines) == (3 if copies else 1)
    assert {(qn("w:vAnchor"), "margin"), (qn("w:yAlign"), "bottom")} <= set(place)
    assert not document.element.body.findall(f".//{qn('w:between')}")  # LibreOffice loses it
    assert document.paragraphs[-1].text == ""  # what the frame hangs on, below all else


def test_the_same_values_give_the_same_word_file() -> None:
    assert notice_docx(a_notice()) == notice_docx(a_notice())


@pytest.mark.parametrize("count", [1, 2, 40])
def test_those_who_are_asked_are_not_ordered_in_word_either(count: int) -> None:
    document = opened(notice_docx(a_notice(count, unit=BUREAU)))
    text = "".join(one.text for one in document.paragraphs)

    assert "商请贵局" in text
    assert "限期" not in text


def test_hostile_notes_stay_text_in_word() -> None:
    note = "<w:p>&amp;\x00\u202e=1"
    document = opened(notice_docx(a_notice(items=(a_problem(1, description=note), a_problem(2)))))

    assert document.tables[0].rows[1].cells[2].text == "<w:p>&amp;=1"
