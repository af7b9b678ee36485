"""The patrol sheet lists every open issue of every point and fits its pages."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from inspector.documents.patrol import OpenIssue, PatrolPaper, Stop, patrol_pdf
from inspector.documents.patrol_phone import patrol_pictures
from tests.documents.papers import a_photo
from tests.documents.reading import fonts_of, running_text, words_of


def a_patrol(stops: int, issues: int) -> PatrolPaper:
    each = tuple(
        OpenIssue(
            state="待复查" if at % 2 else "逾期1日",
            spot=f"位置{at}",
            problem="暴露垃圾",
            occurrence="第3次·反弹",
            found_on=(date(2026, 9, 22), date(2026, 10, 20), date(2026, 11, 17)),
            deadline="11月18日16:00前",
            photo=a_photo(at, portrait=at % 2 == 0),
        )
        for at in range(issues)
    )
    return PatrolPaper(
        day=date(2026, 11, 20),
        town="新桥湾街道",
        as_of=datetime(2026, 11, 19, 18, 20),  # noqa: DTZ001 - local time, as it is printed
        stops=tuple(
            Stop(
                no=no,
                name=f"点位{no}号",
                remark="散片区 · 上次11月17日",
                issues=each,
                watch=("主巷", "村口牌坊"),
            )
            for no in range(1, stops + 1)
        ),
    )


def test_every_issue_stands_on_the_sheet_with_its_dates(tmp_path: Path) -> None:
    made = patrol_pdf(a_patrol(3, 5))
    text = running_text(tmp_path, made.pdf)

    assert text.count("暴露垃圾") == 15
    assert text.count("新发现：") == 3
    assert "数据截至11月19日18:20" in text
    assert text.count("用后收回") == made.pages
    assert not made.warnings
    assert all("+Inspector" in font[0] for font in fonts_of(tmp_path, made.pdf))


def test_nothing_runs_off_the_page(tmp_path: Path) -> None:
    for stops, issues in ((1, 0), (1, 40), (12, 2)):
        for word in words_of(tmp_path, patrol_pdf(a_patrol(stops, issues)).pdf):
            assert 14.5 < word.left < word.right < 196
            assert word.bottom < 288


def test_ticks_are_drawn_not_typed(tmp_path: Path) -> None:
    assert not set("□☑√☐") & set(running_text(tmp_path, patrol_pdf(a_patrol(1, 2)).pdf))


CLOSED_ONE = OpenIssue(
    state="已销号",
    spot="",
    problem="线缆垂落",
    found_on=(date(2026, 10, 26),),
    closed_on=date(2026, 10, 28),
)


def with_one(issue: OpenIssue) -> PatrolPaper:
    paper = a_patrol(1, 0)
    return replace(paper, stops=(replace(paper.stops[0], issues=(issue,)),))


def test_what_has_no_value_is_a_dash_and_what_is_closed_says_when(tmp_path: Path) -> None:
    lines = [word.text for word in words_of(tmp_path, patrol_pdf(with_one(CLOSED_ONE)).pdf)]

    assert lines.count("—") == 3  # no spot, no term, no photo
    assert {"10月26日", "（10月28日销号）"} <= set(lines)


def test_a_problem_and_how_often_it_was_found_are_not_torn(tmp_path: Path) -> None:
    issue = replace(CLOSED_ONE, problem="盲道被占压", occurrence="第2次·反弹")
    lines = [word.text for word in words_of(tmp_path, patrol_pdf(with_one(issue)).pdf)]

    assert {"盲道被占压", "（第2次·反弹）"} <= set(lines)


def sizes(paper: PatrolPaper) -> list[tuple[int, int]]:
    return [Image.open(BytesIO(png)).size for png in patrol_pictures(paper).pngs]


def test_on_the_telephone_it_is_1080_wide_and_a_card_226_high() -> None:
    ((width, none),) = sizes(a_patrol(1, 0))
    ((_width, one),) = sizes(with_one(CLOSED_ONE))

    assert width == 1080
    assert one - none == 226


def test_a_long_day_is_cut_into_pictures_that_a_telephone_shows() -> None:
    made = patrol_pictures(a_patrol(12, 10))

    assert len(made.pngs) > 1
    assert not made.warnings
    for png, (width, height) in zip(made.pngs, sizes(a_patrol(12, 10)), strict=True):
        assert width == 1080
        assert height <= 12_000
        assert len(png) <= 3_000_000


def test_nothing_on_the_telephone_is_cut_off_by_a_long_name() -> None:
    paper = a_patrol(1, 1)
    stop = paper.stops[0]
    long = replace(stop, name="青屿区人民政府桐荫街道办事处灯塔社区城中村改造工程建设指挥部临时")
    issue = replace(stop.issues[0], problem="流动摊贩占用人行道经营并乱倒污水" * 6, spot="东" * 40)
    plain = sizes(paper)[0][1]

    assert sizes(replace(paper, stops=(long,)))[0][1] > plain
    many = replace(paper, stops=(replace(stop, issues=(issue,)),))
    assert sizes(many)[0][1] > plain + 5 * 56


def test_the_same_patrol_gives_the_same_picture_and_a_missing_sign_is_told() -> None:
    paper = a_patrol(2, 3)
    odd = replace(paper, town="桐荫街道\U0001f600")

    assert patrol_pictures(paper) == patrol_pictures(paper)
    assert [one.detail for one in patrol_pictures(odd).warnings] == ["U+1F600"]
