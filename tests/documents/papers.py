"""Papers to print: a test names only what it is about."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from inspector.documents.paper import (
    EarlierOnPaper,
    NoticePaper,
    OfficeOnPaper,
    PhotoOnPaper,
    ProblemOnPaper,
    RoundOnPaper,
    UnitOnPaper,
)
from inspector.domain.unit import Relation

OFFICE = OfficeOnPaper(
    name="青屿区城市管理考核办公室",
    short_name="区城管考核办",
    prefix="青城考",
    contact="何某申",
    phone="000-0000-0900",
)
TOWN = UnitOnPaper(
    name="新桥湾街道办事处", you="你街道", relation=Relation.SUBORDINATE, place="新桥湾街道"
)
BUREAU = UnitOnPaper(name="青屿区城市管理和综合执法局", you="贵局", relation=Relation.PEER)


@cache
def a_jpeg(seed: int = 0, *, portrait: bool = False) -> bytes:
    """A print rendition of a drawn street."""
    size = (443, 591) if portrait else (591, 443)
    image = Image.new("RGB", size, (190, 205, 220))
    pen = ImageDraw.Draw(image)
    for at in range(6):
        fill = ((seed * 53 + at * 40) % 255, (seed * 91) % 255, at * 40)
        pen.rectangle((at * 70, 120, at * 70 + 50, 320), fill=fill)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def a_photo(seed: int = 0, *, portrait: bool = False, **named: Any) -> PhotoOnPaper:
    taken = datetime(2026, 11, 17, 10, 5)  # noqa: DTZ001 - local time, as it is printed
    photo = PhotoOnPaper(jpeg=a_jpeg(seed, portrait=portrait), role="远景", taken_at=taken)
    return replace(photo, **named)


def a_problem(no: int = 1, *, photos: int = 1, **named: Any) -> ProblemOnPaper:
    problem = ProblemOnPaper(
        no=no,
        point="临湾村改居片区",
        spot="主巷",
        description="3个垃圾桶满冒，垃圾散落约2㎡，未及时清运",
        standard_code="P3.03.01",
        standard_text="垃圾桶（箱）无满冒和散落，周边地面干净",
        deadline="11月19日前",
        found_on=date(2026, 11, 17),
        photos=tuple(a_photo(no * 10 + at, portrait=at % 3 == 2) for at in range(photos)),
    )
    return replace(problem, **named)


def a_repeat(no: int = 1, *, occurrence: int = 2, **named: Any) -> ProblemOnPaper:
    earlier = EarlierOnPaper(
        found_on=date(2026, 10, 20),
        number="青城考〔2026〕31号",
        title="关于限期整改新桥湾街道城市管理问题的通知",
        closed_on=date(2026, 10, 22),
    )
    told = {"earlier": (earlier,), "rebound": True, "rebound_after_days": 26}
    return a_problem(no, occurrence=occurrence, **(told | named))


def a_notice(problems: int = 2, **named: Any) -> NoticePaper:
    paper = NoticePaper(
        number="青城考〔2026〕37号",
        office=OFFICE,
        unit=TOWN,
        issued_on=date(2026, 11, 18),
        round=RoundOnPaper(
            first_day=date(2026, 11, 16), last_day=date(2026, 11, 17), name="11月第三轮", points=3
        ),
        items=tuple(a_problem(no) for no in range(1, problems + 1)),
        report_by=datetime(2026, 11, 23, 17),  # noqa: DTZ001 - local time, as it is printed
        all_done_by="11月20日前",
        copy_to=("灯塔社区居民委员会", "临湾社区居民委员会"),
        themes=("垃圾桶（箱）满冒", "乱堆乱放"),
    )
    return replace(paper, **named)
