"""However much is typed: no paper tears a figure, leaves its sheet or breaks a rule of lines."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from inspector.documents.notice import notice_pdf
from inspector.documents.paper import Form, Trouble
from tests.documents.every_kind import every_kind
from tests.documents.grown import LONG_NAME, LONG_TEXT, grown
from tests.documents.papers import BUREAU, a_notice, a_problem
from tests.documents.reading import MM, running_text, saved, words_of
from tests.documents.reading import run as tool

PDFS = sorted(name for name in every_kind() if name.endswith(".pdf"))
FORMS = (Form.FILE, Form.LETTER, Form.TABLE)
NO_START = "，。；：）》、！？”〕％%㎡"
NO_END = "（《“〔"
UNIT = re.compile(r"[\d年月日时分件个张家处米㎡%.]")
_XHTML = "{http://www.w3.org/1999/xhtml}"


def columns_of(folder: Path, pdf: bytes) -> list[list[str]]:
    """The lines of each column of text; what stands side by side is one line."""
    page = tool("pdftotext", "-bbox-layout", saved(folder, pdf), "-")
    tree = ET.fromstring(re.sub(r"<meta[^>]*>|<title>.*?</title>", "", page, flags=re.DOTALL))
    columns = []
    for block in tree.iter(f"{_XHTML}block"):
        lines: dict[int, list[str]] = {}
        for line in block.iter(f"{_XHTML}line"):
            at = round(float(line.attrib["yMin"]) / MM)
            lines.setdefault(at, []).extend(one.text or "" for one in line.iter(f"{_XHTML}word"))
        columns.append(["".join(words) for words in lines.values()])
    return columns


@pytest.mark.parametrize("name", PDFS)
def test_the_longest_texts_and_names_keep_the_rules_of_lines(tmp_path: Path, name: str) -> None:
    for lines in columns_of(tmp_path, every_kind(grown)[name]()):
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            assert line[0] not in NO_START, line
            assert line[-1] not in NO_END, line
            assert not (line[-1].isdigit() and UNIT.match(after)), (line, after)


@pytest.mark.parametrize("name", PDFS)
def test_the_longest_texts_and_names_stay_in_the_sheet_and_are_read(
    tmp_path: Path, name: str
) -> None:
    pdf = every_kind(grown)[name]()

    assert "〓" not in running_text(tmp_path, pdf)
    for word in words_of(tmp_path, pdf):
        assert 13 < word.left < word.right < 197, word
        assert 9 < word.top < word.bottom < 287, word


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 2, 7, 40, 41])
def test_every_number_of_problems_stands_in_the_text_area(
    tmp_path: Path, form: Form, count: int
) -> None:
    words = words_of(tmp_path, notice_pdf(a_notice(count, form=form)).pdf)
    foot = 297 - 35
    wide = {word.page for word in words if word.right > 211}  # landscape pages

    for word in words:
        below = word.top > foot - 0.5
        assert word.left > 27.9, word
        if word.page not in wide:
            assert word.right < 187, word
            assert not below or word.top < foot + 8, word
    assert len([word for word in words if word.text == "序号"]) <= count + 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("photos", [0, 1, 6, 20])
def test_every_number_of_photos_is_printed_whole_or_counted(
    tmp_path: Path, form: Form, photos: int
) -> None:
    made = notice_pdf(a_notice(form=form, items=(a_problem(1, photos=photos), a_problem(2))))
    text = running_text(tmp_path, made.pdf)

    assert text.count("远景") == min(photos, 6) + 1
    assert ("另有14张，见电子版" in text) == (photos == 20)
    assert (Trouble.PHOTO_WANTED in {one.kind for one in made.warnings}) == (photos == 0)


@pytest.mark.parametrize("form", FORMS)
def test_a_description_of_three_hundred_characters_is_printed_to_its_last_word(
    tmp_path: Path, form: Form
) -> None:
    told = LONG_TEXT[:300]
    paper = a_notice(form=form, items=(a_problem(1, description=told, spot=LONG_NAME),) * 2)
    text = running_text(tmp_path, notice_pdf(paper).pdf)

    assert text.count(told[-12:]) >= 2


@pytest.mark.parametrize("form", FORMS)
def test_a_title_is_never_set_so_small_that_nobody_reads_it(tmp_path: Path, form: Form) -> None:
    paper = grown(a_notice(form=form))
    for unit in (paper.unit, grown(BUREAU)):
        words = words_of(tmp_path, notice_pdf(a_notice(form=form, unit=unit)).pdf)
        title = [word for word in words if word.page == 1 and 60 < word.top < 150]

        assert all(word.bottom - word.top > 2.8 for word in title)  # eight points
