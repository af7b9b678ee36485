"""Slides say their finding in the title, carry native charts, and are the same every time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from inspector.documents.deck import (
    Again,
    DeckPaper,
    GroupBars,
    LateLine,
    Mended,
    Seen,
    TownBar,
    TownPage,
    deck_pptx,
)
from tests.documents.papers import OFFICE, a_photo

BARS = (
    TownBar(town="望澜街道", rank=1, score=Decimal("94.62"), last_score=Decimal("93.90")),
    TownBar(town="汇泉街道", rank=2, score=Decimal("92.18"), last_score=None),
)
TOWN = TownPage(
    title="新桥湾街道：88.40分，第4名，较上月升1位",
    figures=(("发现问题", "38件", False), ("重复问题", "5件", True)),
    points=("临湾村改居片区12件",),
    seen=(
        Seen(photo=a_photo(1), where="临湾村改居片区", what="10月20日　暴露垃圾，第2次"),
        Seen(photo=a_photo(2, portrait=True), where="灯塔片区", what="10月21日　小广告"),
    ),
)
FIXED = Mended(
    title="整改前后：钟楼步行街非机动车乱停",
    before=a_photo(3),
    after=a_photo(4),
    done="划定停放区3处，10月20日复查合格。",
    place="钟楼步行街（南入口）",
)
REPEATED = Again(
    town="柳堰镇",
    place="供销社家属院",
    problem="卫生死角",
    times=(
        ("第1次　8月29日", a_photo(5)),
        ("第2次　9月25日", None),
        ("第3次　10月22日", a_photo(6)),
    ),
)
LATE = LateLine(
    unit="柳堰镇政府",
    place="供销社家属院",
    problem="=1+1",
    deadline=date(2026, 10, 1),
    days=24,
)
DECK = DeckPaper(
    office=OFFICE,
    name="青屿区城市管理综合考核",
    month="10月份",
    held_on=date(2026, 10, 30),
    as_of=date(2026, 10, 25),
    ranking_title="望澜街道居首；汇泉街道居末",
    ranking_note="",
    groups=(GroupBars(name="第一组（街道）", towns=BARS),),
    themes_title="问题集中在环境卫生，占60%",
    themes=(("环境卫生", 6, 4), ("市容秩序", 4, None)),
    towns=(TOWN,),
    mended=(FIXED,),
    repeats_title="第3次重复问题1件",
    repeats=(REPEATED,),
    late_title="逾期未整改问题1件",
    late=(LATE,),
    steps_title="下一步：盯住重复和逾期",
    steps=("逐件督办。",),
)


def opened(paper: DeckPaper) -> Any:
    content, slides = deck_pptx(paper)
    deck = Presentation(BytesIO(content))
    assert len(deck.slides) == slides
    return deck


def words_of(slide: Any) -> str:
    frames = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    return "\n".join(frames)


def test_every_slide_has_a_finding_for_its_title() -> None:
    titles = [slide.shapes.title.text for slide in opened(DECK).slides]

    assert titles[0] == "10月份点评会"
    assert titles[1:3] == [DECK.ranking_title, DECK.themes_title]
    assert TOWN.title in titles
    assert all(0 < len(one) <= 26 for one in titles)


def test_a_long_title_is_cut_where_a_clause_ends() -> None:
    long = "望澜街道、石磨镇居首；新桥湾街道、南浦街道、柳堰镇连续2个月列后"
    title = opened(replace(DECK, ranking_title=long)).slides[1].shapes.title.text

    assert title == "望澜街道、石磨镇居首"


def test_charts_are_native_and_a_cut_axis_is_said() -> None:
    slide = opened(DECK).slides[1]
    (chart,) = [one.chart for one in slide.shapes if one.has_chart]

    assert [list(one.values) for one in chart.plots[0].series] == [[94.62, 92.18], [93.9, None]]
    assert chart.value_axis.minimum_scale == 80
    assert "条形自80分起" in words_of(slide)


def test_what_there_is_none_of_has_no_slide() -> None:
    bare = replace(DECK, groups=(), themes=(), towns=(), mended=(), repeats=(), late=(), steps=())

    assert len(opened(bare).slides) == 1


def test_photos_are_whole_and_inside_the_slide() -> None:
    deck = opened(DECK)
    for slide in deck.slides:
        for one in slide.shapes:
            assert one.left >= 0
            assert one.left + one.width <= deck.slide_width + 360  # a hundredth of a millimetre
            assert one.top + one.height <= deck.slide_height
            if one.shape_type == 13:  # a picture
                native = one.image.size[0] / one.image.size[1]
                assert one.width / one.height == pytest.approx(native, rel=0.01)


def test_letters_are_set_in_an_east_asian_face_by_name() -> None:
    for slide in opened(DECK).slides:
        for properties in slide.element.iter(qn("a:rPr")):
            faces = {properties.find(qn(f"a:{slot}")).get("typeface") for slot in ("latin", "ea")}
            assert faces == {"微软雅黑"}


def test_nothing_is_set_smaller_than_can_be_read_but_the_foot() -> None:
    for slide in opened(DECK).slides:
        for one in slide.shapes:
            if one.has_text_frame:
                for paragraph in one.text_frame.paragraphs:
                    for run in paragraph.runs:
                        foot = one.top > 180 * 36000
                        assert run.font.size.pt >= (11 if foot else 13)


def test_the_same_values_give_the_same_deck() -> None:
    first, second = deck_pptx(DECK)[0], deck_pptx(DECK)[0]

    assert first == second
    dates = {one.date_time for one in ZipFile(BytesIO(first)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
