"""The bulletin says what the figures say, and nothing where there is nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.bulletin_paper import (
    BulletinPaper,
    Group,
    Overdue,
    Ranked,
    Relapse,
    Repeated,
    Time,
)
from inspector.documents.charts import Grouped, Scored, axis_start
from inspector.documents.figures import Indicator, in_words, moved, rate
from tests.documents.papers import OFFICE, a_photo
from tests.documents.reading import fonts_of, running_text, words_of

TOWNS = tuple(
    Ranked(
        town=f"{name}街道",
        rank=rank,
        score=Decimal(95 - rank),
        last_rank=7 - rank,
        last_score=Decimal(88),
        on_time=Decimal("91.5"),
        problems=20,
    )
    for rank, name in enumerate("甲乙丙丁戊己", 1)
)
TIMES = tuple(Time(found_on=date(2026, month, 9), photo=a_photo(month)) for month in (8, 9, 10))
PAPER = BulletinPaper(
    number="青城考〔2026〕33号",
    office=OFFICE,
    addressees="各镇人民政府、街道办事处，区直有关部门",
    month="10月份",
    basis="《青屿区城市管理综合考核办法》",
    first_day=date(2026, 9, 26),
    last_day=date(2026, 10, 25),
    issued_on=date(2026, 10, 28),
    rounds=4,
    inspected=296,
    groups=(Group(name="第一组（街道）", towns=TOWNS), Group(name="第二组（镇）", towns=TOWNS)),
    problems=Indicator(name="发现问题（件）", now=400, before=431, year_ago=None),
    indicators=(
        Indicator(name="发现问题（件）", now=400, before=431),
        Indicator(name="重复率", now=Decimal("10.5"), before=Decimal("8.58"), percent=True),
    ),
    themes=(Grouped(name="环境卫生", now=217, before=90), Grouped(name="其他", now=183)),
    second=36,
    later=6,
    repeated=(Repeated(town="柳堰镇", point="三闸片区", spot="闸口", subject="积土", times=TIMES),),
    overdue=(
        Overdue(
            unit="南浦街道办事处",
            place="芦花巷",
            problem="积水",
            deadline=date(2026, 10, 17),
            days=8,
            ladder="督办函",
        ),
    ),
    demands="请各责任单位对照通知书和附件逐件整改。",
    relapses=tuple(
        Relapse(
            town="柳堰镇",
            place="三闸片区（闸口）" if at % 2 else "灯塔农贸市场（水产品交易区）",
            problem="积土",
            occurrence="第3次·反弹" if at < 6 else "第2次",
            found_on=tuple(date(2026, month, 9) for month in (8, 9, 10)),
        )
        for at in range(42)
    ),
    formula="得分＝100－问题扣分÷实查点次×10＋加分－其他扣分",
)


def test_first_and_last_are_named_in_words_and_ranks_in_the_table(tmp_path: Path) -> None:
    made = bulletin_pdf(PAPER)
    text = running_text(tmp_path, made.pdf)

    assert "前2名为甲街道、乙街道，后2名为戊街道、己街道" in text
    assert "环比下降7.19%" in text
    assert "同比" in text
    assert "−7.19%" in text
    assert "+1.92个百分点" in text
    assert all("+Inspector" in font[0] for font in fonts_of(tmp_path, made.pdf))
    assert not made.warnings


def test_a_cut_axis_is_told_in_the_caption(tmp_path: Path) -> None:
    assert "轴从80分起" in running_text(tmp_path, bulletin_pdf(PAPER).pdf)
    assert axis_start([Scored(name="x", now=12.0)]) == 0


def test_nothing_is_said_in_one_sentence_without_an_empty_table(tmp_path: Path) -> None:
    bare = replace(PAPER, second=0, later=0, repeated=(), overdue=(), themes=())
    text = running_text(tmp_path, bulletin_pdf(bare).pdf)

    assert "本月无重复问题。" in text
    assert "无逾期未整改问题。" in text
    assert "图2" not in text


def test_who_is_not_ranked_has_a_dash(tmp_path: Path) -> None:
    last = Ranked(town="庚镇", rank=None, score=None)
    group = Group(name="第一组（街道）", towns=(*TOWNS, last))
    text = running_text(tmp_path, bulletin_pdf(replace(PAPER, groups=(group,))).pdf)

    assert "—庚镇—" in text


def test_no_heading_stands_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for lines in range(8):
        paper = replace(PAPER, basis="《办法》" + "及补充规定" * 6 * lines)
        words = [w for w in words_of(tmp_path, bulletin_pdf(paper).pdf) if w.top < 262]
        for page in {word.page for word in words}:
            last = max((w for w in words if w.page == page), key=lambda w: w.top)
            assert not last.text.startswith(("一、", "二、", "三、", "四、", "五、"))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(400, 431, "下降7.19%"), (42, 37, "上升13.51%"), (5, 5, "持平"), (5, 0, ""), (5, None, "")],
)
def test_growth_is_worded_or_left_out(now: int, before: int | None, said: str) -> None:
    assert in_words(now, before, "") == said


def test_there_is_no_rate_of_nothing() -> None:
    assert rate(0, 0) is None
    assert rate(1, 3) == Decimal("33.33")
    assert Indicator(name="x", now=3, before=0).change(0) == "—"


def test_ranks_move_up_down_or_stay() -> None:
    assert [moved(1, 3), moved(3, 1), moved(2, 2), moved(2, None)] == ["↑2", "↓2", "持平", "—"]


def test_what_is_listed_as_an_annex_follows_and_holds_every_repeat(tmp_path: Path) -> None:
    text = running_text(tmp_path, bulletin_pdf(PAPER).pdf)

    assert "附件：1.10月份考核得分明细2.重复问题清单" in text
    assert "42件重复问题（见附件2）中" in text
    assert text.index("附件1") < text.index("得分＝100－问题扣分") < text.rindex("附件2")
    annex = text[text.rindex("附件2") :]
    assert annex.count("8月9日、") == PAPER.second + PAPER.later
    assert annex.rstrip().endswith("2026年10月28日印发")


def test_a_month_without_repeats_has_one_annex_and_no_number_for_it(tmp_path: Path) -> None:
    bare = replace(PAPER, second=0, later=0, repeated=(), relapses=())
    text = running_text(tmp_path, bulletin_pdf(bare).pdf)

    assert "附件：10月份考核得分明细" in text
    assert "重复问题清单" not in text
    assert "附件1." not in text


def test_a_place_too_long_for_its_column_has_its_spot_on_a_line_of_its_own(
    tmp_path: Path,
) -> None:
    overdue = replace(PAPER.overdue[0], place="稻香集贸市场（小吃区）")
    words = words_of(tmp_path, bulletin_pdf(replace(PAPER, overdue=(overdue,))).pdf)
    lines = [word.text for word in words]

    assert {"稻香集贸市场", "（小吃区）"} <= set(lines)
    assert {"灯塔农贸市场", "（水产品交易区）"} <= set(lines)
    assert not [one for one in lines if one.count("（") != one.count("）") and len(one) < 14]


def test_a_repeat_without_photos_takes_no_room_for_them(tmp_path: Path) -> None:
    times = tuple(replace(time, photo=None, number="") for time in (*TIMES, *TIMES))
    bare = replace(PAPER, repeated=(replace(PAPER.repeated[0], times=times),))
    words = words_of(tmp_path, bulletin_pdf(bare).pdf)
    dates = [word for word in words if "8月9日、9月9日、10月9日、8月9日" in word.text]
    first = next(word for word in words if word.text.startswith("1.柳堰镇"))

    assert min(abs(word.top - first.top) for word in dates) < 2
