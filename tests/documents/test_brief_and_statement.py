"""One page is one page; a statement adds up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.documents.brief import BriefPaper, Month, RankLine, Shown, brief_pdf
from inspector.documents.figures import Indicator
from inspector.documents.statement import Deduction, StatementPaper, statement_pdf
from inspector.domain.errors import InputError
from tests.documents.papers import OFFICE, a_photo
from tests.documents.reading import running_text, words_of

FIGURE = (Indicator(name="发现问题", now=400, before=431, year_ago=468), "件")
BRIEF = BriefPaper(
    title="10月份城市管理考核情况",
    office=OFFICE,
    issued_on=date(2026, 10, 28),
    as_of=date(2026, 10, 25),
    verdict=("总体平稳向好，重复问题反升。", "问题总量环比、同比双降。"),
    figures=(FIGURE,) * 4,
    group_names=("第一组（街道）", "第二组（镇）"),
    ranks=(RankLine(name=("前2名",), groups=(("望澜街道 94.62",), ("石磨镇 92.05",))),),
    months=tuple(Month(name=f"{n}月", problems=400 + n, repeats=40) for n in range(5, 11)),
    shown=tuple(Shown(photo=a_photo(n), place="柳堰镇", problem="积土，第3次") for n in range(3)),
    sentences=("10月份全区发现问题400件，比上月少31件。",) * 3,
    advice="对第3次重复问题挂牌督办。",
)
LINE = Deduction(
    found_on=date(2026, 10, 20),
    point="临湾村改居片区",
    spot="垃圾收集点",
    problem="暴露垃圾约4㎡",
    standard_code="P3.02.01",
    ground="0.50×2（第2次）",
    points=Decimal("1.00"),
    photo=a_photo(1),
)
STATEMENT = StatementPaper(
    title="新桥湾街道10月份扣分明细",
    office=OFFICE,
    first_day=date(2026, 9, 26),
    last_day=date(2026, 10, 25),
    issued_on=date(2026, 10, 26),
    basis=Decimal(100),
    total=Decimal(3),
    inspected=24,
    bonus=Decimal(0),
    score=Decimal("98.75"),
    rank="4／6",
    formula="得分＝100－3.00÷24×10＋0＝98.75。",
    appeal="对本明细有异议的，请于10月29日前书面申诉。",
    lines=(LINE,) * 3,
)


def test_a_brief_is_one_page_whatever_is_in_it(tmp_path: Path) -> None:
    longer = replace(BRIEF, sentences=("10月份全区发现问题400件，比上月少31件，" * 5,) * 3)
    for paper in (BRIEF, longer, replace(BRIEF, shown=(), months=(), figures=())):
        made = brief_pdf(paper)
        assert made.pages == 1
        assert max(word.bottom for word in words_of(tmp_path, made.pdf)) < 297 - 17


def test_photos_give_way_before_words_do(tmp_path: Path) -> None:
    longer = replace(BRIEF, sentences=("10月份全区发现问题400件，比上月少31件，" * 7,) * 3)

    assert "突出问题" in running_text(tmp_path, brief_pdf(BRIEF).pdf)
    assert "突出问题" not in running_text(tmp_path, brief_pdf(longer).pdf)


def test_a_brief_that_cannot_fit_is_refused() -> None:
    with pytest.raises(InputError):
        brief_pdf(replace(BRIEF, advice="建议" * 2000))


def test_the_statement_shows_the_sum_with_its_numbers(tmp_path: Path) -> None:
    made = statement_pdf(STATEMENT)
    text = running_text(tmp_path, made.pdf)

    assert made.pages == 1
    assert "合计3.00" in text
    assert "得分＝100－3.00÷24×10＋0＝98.75" in text
    assert "第1页共1页" in text


def test_every_page_of_a_long_statement_has_its_own_sum_and_the_last_the_whole(
    tmp_path: Path,
) -> None:
    paper = replace(STATEMENT, lines=(LINE,) * 45, total=Decimal(45))
    made = statement_pdf(paper)
    text = running_text(tmp_path, made.pdf)

    assert made.pages > 1
    assert text.count("本页小计") == made.pages
    assert text.count("合计45.00") == 1
    assert f"第{made.pages}页共{made.pages}页" in text
    assert max(word.bottom for word in words_of(tmp_path, made.pdf)) < 297 - 10


def test_a_statement_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(InputError):
        statement_pdf(replace(STATEMENT, total=Decimal("2.99")))
