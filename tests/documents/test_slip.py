"""The delivery slip is one page and finds its way back."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from inspector.documents.notice import notice_pdf
from inspector.documents.notice_words import annexes_of
from inspector.documents.qr import payload
from inspector.documents.slip import SlipPaper, contents_of, slip_pdf
from tests.documents.papers import OFFICE, a_notice, a_problem
from tests.documents.reading import fonts_of, running_text, words_of

SLIP = SlipPaper(
    number="青城考〔2026〕37号",
    office=OFFICE,
    unit_name="新桥湾街道办事处",
    title="关于限期整改新桥湾街道城市管理问题的通知",
    contents="正文2页，附件3件（问题清单6件、照片10张、整改反馈单1份）",
    issued_on=date(2026, 11, 18),
    paper_id="0192f3a7c4d17b20",
    digest="9f3c5a1e77d0b24600aa",
)


def test_the_slip_is_one_page_without_a_number_and_nobody_is_filled_in(tmp_path: Path) -> None:
    made = slip_pdf(SLIP)
    text = running_text(tmp_path, made.pdf)

    assert made.pages == 1
    assert "签名：职务：电话：" in text
    assert "—1—" not in text
    assert OFFICE.contact not in text
    assert all("+Inspector" in font[0] for font in fonts_of(tmp_path, made.pdf))


def test_the_slip_keeps_within_its_page_with_the_longest_names(tmp_path: Path) -> None:
    long = replace(SLIP, unit_name="澜川市青屿区望澜街道" * 4, title="关于整改城市管理问题" * 5)
    for word in words_of(tmp_path, slip_pdf(long).pdf):
        assert 27.9 < word.left < word.right < 184.1
        assert word.bottom < 263


def test_a_scan_gives_back_paper_day_and_digest_in_plain_letters() -> None:
    text = payload(SLIP.paper_id, SLIP.issued_on, SLIP.digest)

    assert text == "CJ1|0192f3a7c4d17b20|20261118|9f3c5a1e77d0b246"
    assert text.isascii()


@pytest.mark.parametrize(
    ("problems", "told"),
    [
        (6, "附件3件（问题清单6件、照片6张、整改反馈单1份）"),
        (1, "附件2件（照片1张、整改反馈单1份）"),
    ],
)
def test_it_confirms_the_pages_and_annexes_of_the_very_paper(problems: int, told: str) -> None:
    paper = a_notice(problems)
    names = annexes_of(paper).names
    issued = notice_pdf(paper).pdf
    words = contents_of(issued, problems, problems, names)
    with pikepdf.open(BytesIO(issued)) as file, file.open_outline() as outline:
        order = [page.obj.objgen for page in file.pages]
        annex = outline.root[0].children[0].destination[0]

    assert words == f"正文{order.index(annex.objgen)}页，{told}"


def test_a_paper_without_annexes_is_all_body() -> None:
    issued = notice_pdf(a_notice(1, items=(a_problem(photos=0),), feedback_annex=False)).pdf
    pages = len(pikepdf.open(BytesIO(issued)).pages)

    assert contents_of(issued, 1, 0, ()) == f"正文{pages}页"
