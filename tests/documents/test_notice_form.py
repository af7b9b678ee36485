"""A notice as a form: its own list, room for both seals, the same words as the other forms."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from inspector.documents.notice import notice_pdf
from inspector.documents.notice_docx import notice_docx
from inspector.documents.notice_words import LIST, annexes_of, form_of
from inspector.documents.paper import Form, NoticePaper
from inspector.domain.unit import Relation
from tests.documents.papers import BUREAU, a_notice, a_problem, a_repeat
from tests.documents.reading import running_text, words_of


def a_form(problems: int = 2, **named: object) -> NoticePaper:
    return a_notice(problems, form=Form.TABLE, **named)


def test_the_form_names_unit_matter_number_and_every_problem(tmp_path: Path) -> None:
    text = running_text(tmp_path, notice_pdf(a_form(items=(a_repeat(1), a_problem(2)))).pdf)

    for words in ("整改通知书", "青城考〔2026〕37号", "新桥湾街道办事处", "签发单位（盖章）"):
        assert words in text
    assert "关于限期整改新桥湾街道城市管理问题的通知" in text  # later papers cite this title
    assert text.count("P3.03.01") == 2
    assert "11月23日（星期一）17时前" in text


def test_a_form_holds_its_list_and_has_no_annex_for_it() -> None:
    assert LIST not in annexes_of(a_form(5)).names
    assert LIST in annexes_of(a_notice(5)).names


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8])
def test_the_seals_find_room_beside_at_least_one_row(tmp_path: Path, count: int) -> None:
    words = words_of(tmp_path, notice_pdf(a_form(count)).pdf)
    label = next(one for one in words if one.text.startswith("签发单位"))
    above = [one for one in words if one.page == label.page and one.bottom < label.top]

    assert label.top + 42 <= 297 - 35
    assert any(one.text.startswith("说") for one in above)


@pytest.mark.parametrize("count", [1, 3, 12, 45])
def test_nothing_of_a_form_stands_below_the_type_area(tmp_path: Path, count: int) -> None:
    words = words_of(tmp_path, notice_pdf(a_form(count)).pdf)

    below = [one.text for one in words if one.bottom > 297 - 35 + 2]
    assert all(text in "—0123456789" for text in "".join(below))
    assert sum(one.text.startswith("签收单位") for one in words) == 1


def test_long_demands_go_on_over_the_page_without_losing_a_word(tmp_path: Path) -> None:
    theme = "乱堆乱放" * 12
    paper = a_form(9, themes=tuple(f"{theme}{at}" for at in range(9)))

    assert running_text(tmp_path, notice_pdf(paper).pdf).count(theme) >= 9


@pytest.mark.parametrize("relation", [Relation.PEER, Relation.VERTICAL])
def test_who_can_only_be_asked_gets_a_letter_and_no_form(relation: Relation) -> None:
    unit = BUREAU.__class__(name=BUREAU.name, you=BUREAU.you, relation=relation)

    assert form_of(a_form(unit=unit)) is Form.LETTER


def test_the_form_in_word_has_the_words_of_the_printed_one(tmp_path: Path) -> None:
    paper = a_form(items=(a_repeat(1), a_problem(2)))
    printed = running_text(tmp_path, notice_pdf(paper).pdf)
    document = Document(BytesIO(notice_docx(paper)))

    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            for line in (one for one in cell.paragraphs if len(one.text) > 12):
                assert "".join(line.text.split())[:12] in printed
    text = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    assert "签收单位（盖章）" in text
    assert "限期整改" in text


def test_the_same_form_is_the_same_bytes() -> None:
    assert notice_pdf(a_form()).pdf == notice_pdf(a_form()).pdf
    assert notice_docx(a_form()) == notice_docx(a_form())
