"""A letter aims at one page: its seal is free, its sign-off has text, 抄送 touches nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.documents import ladder
from inspector.documents.letter import Letter, letter_pdf
from inspector.documents.letter_case import Case
from inspector.documents.notice import notice_pdf
from inspector.documents.official import Kind, Official
from inspector.documents.paper import Form, OfficeOnPaper
from inspector.documents.sheet import TOP, Sheet
from tests.documents.papers import BUREAU, OFFICE, a_notice
from tests.documents.reading import Word, running_text, words_of
from tests.documents.test_letter import ASKED, CASE

SEAL = 42  # mm across
LINE = 225 / 22  # mm from one line to the next
EMPTY_WORDS = ("联系人，", "联系人）", "，）", "（，", "（）")
TWO = ("南浦街道办事处", "稻香镇人民政府")
FIVE = (
    *TWO,
    "青屿区人民政府新桥湾街道办事处",
    "区住房和城乡建设局物业管理中心",
    "灯塔社区居民委员会",
)
LONG_NAME = "青屿区城市精细化管理与综合考核评价工作领导小组办公室（区考核办）联合督查组"
Step = Callable[[Case], Letter]
LETTERS = [(ladder.supervision, CASE), (ladder.listing, CASE), (ladder.request, ASKED)]


def signed(words: list[Word], office: OfficeOnPaper) -> tuple[Word, Word]:
    """The name over the date, and the date."""
    day = [word for word in words if word.text == "2026年11月18日"][-1]
    names = [word for word in words if word.text == office.name and word.page == day.page]
    return names[-1], day


def seal_is_free(words: list[Word], office: OfficeOnPaper = OFFICE) -> bool:
    """Name and date in the lower half of the circle, nothing else in it."""
    name, day = signed(words, office)
    x, y = (day.left + day.right) / 2, day.top - LINE
    near = [word for word in words if word.page == day.page and word not in (name, day)]

    def distance(word: Word) -> float:
        across = max(word.left - x, 0, x - word.right)
        down = max(word.top - y, 0, y - word.bottom)
        return float((across**2 + down**2) ** 0.5)

    return all(distance(word) > SEAL / 2 - 1 for word in near)


@pytest.mark.parametrize(("step", "case"), LETTERS)
@pytest.mark.parametrize("copies", [(), TWO, FIVE])
def test_text_seal_and_copies_of_a_letter_stand_clear_of_each_other(
    step: Step, case: Case, copies: tuple[str, ...], tmp_path: Path
) -> None:
    words = words_of(tmp_path, letter_pdf(step(replace(case, copy_to=copies))).pdf)
    same = [
        (one, other)
        for number, one in enumerate(words)
        for other in words[number + 1 :]
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 2.5  # boxes hold air
    ]

    assert seal_is_free(words)
    assert signed(words, OFFICE)[1].page == 1
    assert not same


def test_the_contact_moves_into_the_text_before_a_letter_takes_a_second_page(
    tmp_path: Path,
) -> None:
    made = letter_pdf(ladder.request(ASKED))
    text = running_text(tmp_path, made.pdf)

    assert made.pages == 1
    assert "专此函达，感谢支持（联系人何某申，000-0000-0900）。" in text
    assert "联系电话" not in text


def test_a_letter_with_room_keeps_its_contact_below_the_date(tmp_path: Path) -> None:
    text = running_text(tmp_path, letter_pdf(ladder.supervision(CASE)).pdf)

    assert text.count("联系人") == 1
    assert "（联系人：何某申；联系电话：000-0000-0900）" in text


@pytest.mark.parametrize("office", [replace(OFFICE, contact=""), replace(OFFICE, phone="")])
def test_half_a_contact_leaves_no_empty_words(office: OfficeOnPaper, tmp_path: Path) -> None:
    text = running_text(tmp_path, letter_pdf(ladder.request(replace(ASKED, office=office))).pdf)

    assert not [
        words for words in ("联系人，", "联系人）", "，）", "（，", "（）") if words in text
    ]


def test_many_copies_go_to_the_foot_of_the_last_page(tmp_path: Path) -> None:
    made = letter_pdf(ladder.request(replace(ASKED, copy_to=FIVE)))
    copies = next(word for word in words_of(tmp_path, made.pdf) if word.text.startswith("抄送"))

    assert copies.page == made.pages == 2
    assert copies.bottom < 297 - 35 + 1


@pytest.mark.parametrize("copies", [(), TWO, FIVE])
def test_a_notice_as_a_letter_with_one_problem_is_signed_on_its_first_page(
    copies: tuple[str, ...], tmp_path: Path
) -> None:
    paper = a_notice(1, unit=BUREAU, form=Form.LETTER, copy_to=copies)
    words = words_of(tmp_path, notice_pdf(paper).pdf)

    assert signed(words, OFFICE)[1].page == 1
    assert seal_is_free(words)
    assert {word.page for word in words if word.text.startswith("抄送")} <= {2}


def test_copies_behind_do_not_lie_on_the_photos(tmp_path: Path) -> None:
    paper = a_notice(1, unit=BUREAU, form=Form.LETTER, copy_to=FIVE)
    words = words_of(tmp_path, notice_pdf(paper).pdf)
    caption = max((word for word in words if "远景" in word.text), key=lambda word: word.bottom)
    copies = next(word for word in words if word.text.startswith("抄送"))

    assert copies.page > caption.page or copies.top > caption.bottom


def test_a_sign_off_that_goes_over_takes_text_or_the_annexes_along(tmp_path: Path) -> None:
    office = replace(OFFICE, name=LONG_NAME)
    measures = "清运频次、保洁力量、管理责任、巡查制度、宣传引导、设施更新" * 6
    made = letter_pdf(ladder.supervision(replace(CASE, office=office, measures=measures)))
    words = words_of(tmp_path, made.pdf)
    name, day = signed(words, office)
    above = [word for word in words if word.page == day.page and word.bottom <= name.top]

    assert day.page == made.pages == 2
    assert sum(len(word.text) for word in above) > 12
    assert seal_is_free(words, office)


@pytest.mark.parametrize("form", [Form.LETTER, Form.FILE])
@pytest.mark.parametrize("rows", range(6, 24))
def test_the_list_of_annexes_is_never_torn(rows: int, form: Form, tmp_path: Path) -> None:
    sheet = Sheet("", author="", subject="")
    page = Official(sheet, OFFICE, form)
    for row in range(rows):
        page.para(f"第{row}行")
    page.blank()
    page.hung("附件：", ["1.问题清单", "2.问题现场照片"], indent=2, kind=Kind.ANNEXES)
    page.sign_off(date(2026, 11, 18))
    page.flow(TOP)
    sheet.canvas.showPage()
    words = words_of(tmp_path, sheet.finish())

    (first,) = (word.page for word in words if word.text == "附件：1.问题清单")
    (second,) = (word.page for word in words if word.text == "2.问题现场照片")
    assert first == second == signed(words, OFFICE)[1].page
