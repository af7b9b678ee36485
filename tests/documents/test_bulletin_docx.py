"""The bulletin in Word says what its PDF says, in the same order."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.bulletin_charts import score_chart, theme_chart
from inspector.documents.bulletin_docx import bulletin_docx
from inspector.documents.chart_picture import chart_png
from tests.documents.reading import running_text
from tests.documents.test_bulletin import PAPER


def opened(docx: bytes) -> Any:
    return Document(BytesIO(docx))


def whole_text(document: Any) -> str:
    """Every word of the body in its order, tables included, without blanks."""
    words = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    return words.replace(" ", "")


def test_every_sentence_of_the_bulletin_stands_in_word_too(tmp_path: Path) -> None:
    printed = running_text(tmp_path, bulletin_pdf(PAPER).pdf)
    sentences = [one.text for one in opened(bulletin_docx(PAPER)).paragraphs if len(one.text) > 20]

    assert len(sentences) > 5
    for one in sentences:
        assert "".join(one.split()) in printed


def test_word_follows_the_order_of_the_paper() -> None:
    text = whole_text(opened(bulletin_docx(PAPER)))
    order = ("一、", "表1", "表2", "图1", "二、", "表3", "图2", "三、", "四、", "五、", "印发")

    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_tables_have_a_row_per_town_figure_and_overdue_problem() -> None:
    tables = opened(bulletin_docx(PAPER)).tables
    ranked, _second, figures, repeated, overdue = tables[:5]

    assert [row.cells[1].text for row in ranked.rows] == [
        "镇街",
        *(one.town for one in PAPER.groups[0].towns),
    ]
    assert [len(one.rows) - 1 for one in (figures, overdue)] == [2, 1]
    assert "第3次" in repeated.rows[0].cells[0].text


def test_the_last_ranks_are_bold_in_word() -> None:
    ranked = opened(bulletin_docx(PAPER)).tables[0]
    bold = [
        row.cells[1].text
        for row in ranked.rows[1:]
        if any(run.bold for run in row.cells[1].paragraphs[0].runs)
    ]

    assert bold == ["戊街道", "己街道"]


def test_the_charts_of_word_are_the_drawings_of_the_paper() -> None:
    for chart in (score_chart(PAPER), theme_chart(PAPER)):
        assert chart is not None
        picture = Image.open(BytesIO(chart_png(chart)))
        assert picture.width == pytest.approx(156 / 25.4 * 220, abs=1)  # 220 dots per inch
        assert picture.convert("L").getextrema()[0] < 100  # something is drawn


def test_nothing_leaves_no_empty_table_in_word() -> None:
    bare = replace(PAPER, second=0, later=0, repeated=(), relapses=(), overdue=(), themes=())
    document = opened(bulletin_docx(bare))

    assert "本月无重复问题。" in whole_text(document)
    assert len(document.inline_shapes) == 1  # the scores alone
    assert len(document.tables) == 5  # two rankings, the figures, the scores of both groups


def test_the_same_month_gives_the_same_word_file() -> None:
    assert bulletin_docx(PAPER) == bulletin_docx(PAPER)
