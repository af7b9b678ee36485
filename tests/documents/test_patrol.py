"""The patrol sheet lists every open issue of every point and fits its pages."""

from datetime import date, datetime
from pathlib import Path

from inspector.documents.patrol import OpenIssue, PatrolPaper, Stop, patrol_pdf
from tests.documents.papers import a_photo
from tests.documents.reading import fonts_of, running_text, words_of


def a_patrol(stops: int, issues: int) -> PatrolPaper:
    each = tuple(
        OpenIssue(
            state="待复查" if at % 2 else "逾期1日",
            spot=f"位置{at}",
            problem="暴露垃圾（第3次·反弹）",
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
            Stop(no=no, name=f"点位{no}号", remark="散片区 · 上次11月17日", issues=each)
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
