"""On paper that bears the red head already: no head, no red rule, every word moved alike."""

from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from inspector.documents import ladder
from inspector.documents.letter import letter_pdf
from inspector.documents.notice import notice_pdf
from inspector.documents.overprint import Shift, overprint
from inspector.documents.paper import Form
from inspector.domain.errors import InputError
from tests.documents.papers import OFFICE, a_notice
from tests.documents.reading import fonts_of, without_marks, words_of
from tests.documents.test_letter import ASKED, CASE

DAY = date(2026, 11, 18)
PAPERS: dict[str, Callable[[], bytes]] = {
    **{form.name: lambda form=form: notice_pdf(a_notice(4, form=form)).pdf for form in Form},
    "landscape": lambda: notice_pdf(a_notice(41)).pdf,
    "supervision": lambda: letter_pdf(ladder.supervision(CASE)).pdf,
    "request": lambda: letter_pdf(ladder.request(ASKED)).pdf,
}
HEADS = (f"{OFFICE.name}文件", OFFICE.name)


@cache
def paper(name: str) -> bytes:
    return PAPERS[name]()


@pytest.mark.parametrize("shift", [Shift(), Shift(right=1.5, down=-2), Shift(right=-3, down=4.2)])
@pytest.mark.parametrize("name", PAPERS)
def test_every_word_moves_by_the_millimetres_asked_for_and_the_head_is_gone(
    tmp_path: Path, name: str, shift: Shift
) -> None:
    issued = paper(name)
    before = words_of(tmp_path, issued)
    after = words_of(tmp_path, overprint(issued, shift, DAY))
    assert before.pop(0).text in HEADS

    assert [word.text for word in after] == [word.text for word in before]
    for old, new in zip(before, after, strict=True):
        assert new.left - old.left == pytest.approx(shift.right, abs=0.001)
        assert new.top - old.top == pytest.approx(shift.down, abs=0.001)


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_red_is_left_and_everything_black_is(name: str) -> None:
    issued = paper(name)
    printed = overprint(issued, Shift(right=1), DAY)
    assert not reds(printed)
    assert bool(reds(issued)) == (name != Form.TABLE.name)  # the head of a form is black
    assert pictures(printed) == pictures(issued)


def pictures(pdf: bytes) -> list[int]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return [len(page.get_images()) for page in file.pages]


def reds(pdf: bytes) -> list[tuple[str, ...]]:
    """Every colour that is no grey."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            tuple(map(str, one.operands))
            for page in file.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) in ("rg", "RG") and len(set(map(str, one.operands))) > 1
        ]


def test_the_copy_is_whole_and_the_same_every_time(tmp_path: Path) -> None:
    issued = paper("FILE")
    printed = overprint(issued, Shift(down=2), DAY)

    assert printed == overprint(issued, Shift(down=2), DAY)
    assert fonts_of(tmp_path, printed)
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts_of(tmp_path, printed))


def test_a_paper_whose_head_is_not_marked_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        overprint(without_marks(paper("FILE")), Shift(), DAY)

    assert refused.value.code == "red_head"


@pytest.mark.parametrize("far", [20.5, -21, float("inf"), float("nan")])
def test_a_page_is_not_moved_off_its_sheet(far: float) -> None:
    with pytest.raises(InputError):
        Shift(right=far)
