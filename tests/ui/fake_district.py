"""A district of plain values with the content of a working day, for offices made of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from inspector.app.day_told import Day, DayWork, MonthSoFar, Pace, Stop
from inspector.domain.issue import State
from tests.ui.fake_days import NOW, at
from tests.ui.fake_visits import the_list
from ui.capture_told import (
    PointChoice,
    StandardChoice,
    UnitChoice,
)
from ui.issue_told import (
    IssueLine,
)
from ui.merge_told import ConflictLine, LeafLine
from ui.score_told import (
    RateLine,
    TownGroup,
    TownLine,
)

UNSETTLED = frozenset({"OPEN", "NOTIFIED", "REPLIED", "RETURNED", "DEFERRED", "PARKED"})


def a_line(number: int = 214, **given: object) -> IssueLine:
    """An open issue found today; the test names only what it is about."""
    line = IssueLine(
        issue=f"issue-{number}",
        label=f"K7QF-{number}",
        title="垃圾桶满冒",
        point_name="纺机二村",
        spot="北门",
        state=State.OPEN,
        found_at=NOW - timedelta(hours=2),
        deadline=None,
        late_days=0,
        occurrence=1,
        rebound=False,
        candidate=False,
        unit_name="桐安物业服务有限公司",
        town_name="桐荫街道",
    )
    return replace(line, **given)  # type: ignore[arg-type]


DAY = (
    (
        "整改中",
        "垃圾桶满冒",
        "纺机二村",
        "北门",
        at(11, 20, 14, 8),
        at(11, 20, 17, 30),
        0,
        3,
        True,
        False,
    ),
    ("待交办", "楼道堆物", "纺机二村", "5号楼", at(11, 20, 13, 58), None, 0, 1, False, False),
    ("待交办", "店外经营", "双槐街", "", at(11, 20, 11, 32), None, 0, 2, False, False),
    ("待交办", "机动车乱停", "桐花路", "", at(11, 20, 11, 2), None, 0, 1, False, True),
    (
        "待复查",
        "占道经营",
        "月台火车站广场",
        "出站口",
        at(11, 19, 16, 20),
        at(11, 20, 23, 59),
        0,
        1,
        False,
        False,
    ),
    (
        "待复查",
        "非机动车乱停",
        "月台火车站广场",
        "广场东侧",
        at(11, 19, 15, 47),
        at(11, 20, 23, 59),
        0,
        2,
        False,
        False,
    ),
    (
        "整改中",
        "飞线充电",
        "纺机一村",
        "4号楼",
        at(11, 18, 20, 15),
        at(11, 19, 20, 15),
        1,
        1,
        True,
        False,
    ),
    (
        "整改中",
        "路面破损",
        "桐花路",
        "",
        at(11, 18, 10, 44),
        at(11, 23, 23, 59),
        0,
        1,
        False,
        False,
    ),
    (
        "缓办",
        "充电设施不足",
        "纺机一村",
        "7号楼",
        at(11, 17, 9, 30),
        at(12, 31, 23, 59),
        0,
        1,
        False,
        False,
    ),
    (
        "整改中",
        "工地围挡缺损",
        "桐荫旧改三期工地",
        "临街围挡",
        at(11, 17, 8, 52),
        at(11, 21, 23, 59),
        0,
        1,
        False,
        False,
    ),
    (
        "待复查",
        "乱贴小广告",
        "双槐街",
        "",
        at(11, 16, 17, 3),
        at(11, 18, 23, 59),
        0,
        2,
        False,
        False,
    ),
    (
        "整改中",
        "摊位超线",
        "桐荫农贸市场",
        "蔬菜区",
        at(11, 14, 10, 5),
        at(11, 19, 10, 0),
        1,
        1,
        False,
        False,
    ),
    (
        "退回整改",
        "水产区积水血污",
        "桐荫农贸市场",
        "水产区",
        at(11, 12, 9, 10),
        at(11, 17, 9, 0),
        3,
        4,
        False,
        False,
    ),
    ("挂账", "违法搭建", "纺机二村", "9号楼", at(11, 10, 14, 26), None, 0, 1, False, False),
    (
        "退回整改",
        "公厕脏臭",
        "月台火车站广场",
        "进站口",
        at(11, 9, 11, 18),
        at(11, 14, 11, 0),
        6,
        1,
        False,
        False,
    ),
    ("已销号", "占道经营", "双槐街", "", at(11, 8, 9, 2), at(11, 9, 23, 59), 0, 1, False, False),
    ("作废", "垃圾桶满冒", "双槐街", "", at(11, 7, 9, 2), None, 0, 1, False, False),
)


def a_day() -> tuple[IssueLine, ...]:
    return tuple(
        a_line(
            214 - number,
            state=State(state),
            title=title,
            point_name=point,
            spot=spot,
            found_at=found,
            deadline=deadline,
            late_days=late,
            occurrence=occurrence,
            rebound=rebound,
            candidate=candidate,
            notice_number="" if state == "待交办" else "青城考〔2026〕118号",
            deduction=Decimal("1.50"),
        )
        for number, (
            state,
            title,
            point,
            spot,
            found,
            deadline,
            late,
            occurrence,
            rebound,
            candidate,
        ) in enumerate(DAY)
    )


POINTS = (
    PointChoice(
        code="003-OR-04",
        name="纺机二村",
        initials="fjec",
        type_name="老旧小区",
        town_name="桐荫街道",
        spots=("北门", "南门", "5号楼"),
    ),
    PointChoice(
        code="003-OR-03",
        name="纺机一村",
        initials="fjyc",
        type_name="老旧小区",
        town_name="桐荫街道",
        spots=(),
    ),
    PointChoice(
        code="003-MR-01",
        name="桐花路",
        initials="thl",
        type_name="主次干道",
        town_name="桐荫街道",
        spots=(),
    ),
    PointChoice(
        code="005-TS-01",
        name="月台火车站广场",
        initials="ythczgc",
        type_name="交通场站",
        town_name="月台街道",
        spots=("出站口", "广场东侧"),
    ),
)

STANDARDS = (
    StandardChoice(
        code="P3.03.01",
        title="垃圾桶满冒",
        aliases=("垃圾满溢",),
        initials="ljtmm",
        phrases=(
            "{位置}垃圾桶满冒，垃圾散落约{数量}㎡",
            "{位置}{数量}只垃圾桶满冒",
            "{位置}垃圾桶满冒，周边有污水",
        ),
        deduct=Decimal("0.5"),
        deadline_words="2 工作时",
    ),
    StandardChoice(
        code="P3.03.02",
        title="垃圾桶破损",
        aliases=(),
        initials="ljtps",
        phrases=("{位置}垃圾桶破损{数量}只",),
        deduct=Decimal("0.2"),
        deadline_words="3 工作日",
    ),
    StandardChoice(
        code="P5.01.02",
        title="楼道堆物",
        aliases=("堆放杂物",),
        initials="lddw",
        phrases=("{位置}楼道内堆放杂物{数量}处",),
        deduct=Decimal("0.2"),
        deadline_words="3 工作日",
    ),
    StandardChoice(
        code="P1.01.01",
        title="占道经营",
        aliases=("流动摊贩",),
        initials="zdjy",
        phrases=("{位置}占道经营{数量}处",),
        deduct=Decimal("0.5"),
        deadline_words="2 工作时",
    ),
)


def of_the_checklist() -> Sequence[StandardChoice]:
    return [
        StandardChoice(
            code=one.code,
            title=one.title,
            aliases=(),
            initials=f"zz{one.code.lower()}",  # found by none of the letters tests type
            phrases=one.phrases,
            deduct=one.deduct,
            deadline_words="3 工作日",
        )
        for one in the_list().items
        if one.records
    ]


CONTESTED = (
    ConflictLine(
        id="finding/f187/unit",
        title="K7QF-187 垃圾桶满冒",
        field="责任单位",
        base="桐荫街道办事处",
        leaves=(
            LeafLine(
                leaf="a1-5",
                value="桐安物业服务有限公司",
                device="LAPTOP-05",
                person="检查员3号",
                at=at(11, 18, 17, 20),
            ),
            LeafLine(
                leaf="b2-9",
                value="纺机新村社区居民委员会",
                device="LAPTOP-03",
                person="检查员1号",
                at=at(11, 19, 9, 5),
            ),
        ),
    ),
    ConflictLine(
        id="finding/f203/note",
        title="K7QF-203 占道经营",
        field="描述",
        base="",
        leaves=(
            LeafLine(
                leaf="a1-8",
                value="西侧第二个摊位占道约2米",
                device="LAPTOP-05",
                person="检查员3号",
                at=at(11, 19, 10, 2),
                remark="这台电脑的钟快了",
            ),
            LeafLine(
                leaf="b2-11",
                value="西侧第二、三个摊位占道约3米",
                device="LAPTOP-03",
                person="检查员1号",
                at=at(11, 19, 10, 40),
            ),
        ),
    ),
)


RATES = (
    RateLine(name="按期整改率", value="91.37%", moved=Decimal("2.1"), better=True),
    RateLine(name="整改率", value="96.02%", moved=Decimal("0.8"), better=True),
    RateLine(name="重复率", value="11.24%", moved=Decimal("1.6"), better=False),
    RateLine(name="反弹率", value="4.31%", moved=Decimal("-0.5"), better=True),
    RateLine(name="覆盖率", value="92.60%", moved=Decimal("-1.4"), better=False),
)
TOWNS = (
    ("望澜街道", "94.00", 1, 98, 41, 2, 0, "26.40"),
    ("汇泉街道", "93.00", -1, 100, 45, 4, 1, "30.10"),
    ("钟楼坪街道", "92.20", 0, 95, 44, 3, 1, "31.20"),
    ("桐荫街道", "90.81", -2, 98, 58, 9, 3, "38.60"),
    ("新桥湾街道", "88.80", 1, 93, 66, 8, 2, "45.90"),
    ("南浦街道", "86.13", 0, 88, 79, 12, 4, "52.70"),
    ("石磨镇", "90.97", 0, 100, 38, 3, 0, "29.80"),
    ("东篱镇", "90.19", 2, 97, 43, 4, 1, "31.40"),
    ("白沙岗镇", "89.10", -1, 94, 47, 5, 1, "33.80"),
    ("云峤镇", "88.13", 0, 91, 49, 6, 1, "35.60"),
    ("稻香镇", "87.44", -1, 95, 55, 7, 2, "40.20"),
)


def _towns(some: Sequence[tuple[str, str, int, int, int, int, int, str]]) -> tuple[TownLine, ...]:
    return tuple(
        TownLine(
            town=name,
            name=name,
            rank=place,
            change=change,
            score=Decimal(score),
            coverage=Decimal(coverage),
            issues=issues,
            repeats=repeats,
            rebounds=rebounds,
            deduction=Decimal(deduction),
            tail=place > len(some) - 2,
        )
        for place, (name, score, change, coverage, issues, repeats, rebounds, deduction) in (
            enumerate(some, start=1)
        )
    )


GROUPS = (
    TownGroup(name="第一组（街道）", words="6 个", towns=_towns(TOWNS[:6])),
    TownGroup(name="第二组（镇）", words="5 个", towns=_towns(TOWNS[6:])),
)


def a_days_work() -> DayWork:
    """A Friday afternoon: two points done, four to go."""
    visited = (12, 11, 12, 10, 2, 0, 0)
    stops = (
        ("书院巷", "背街小巷", at(11, 20, 8, 50), 2, 0, 0, 0, 9),
        ("纺机一村", "老旧小区", at(11, 20, 13, 52), 3, 0, 0, 0, 8),
        ("纺机二村", "老旧小区", None, 0, 4, 0, 2, 9),
        ("桐荫农贸市场", "农贸市场", None, 0, 7, 2, 0, 8),
        ("桐花路", "主次干道", None, 0, 5, 0, 0, 6),
        ("月台火车站广场", "交通场站", None, 0, 0, 0, 0, None),
    )
    found = (28, 18, 34, 24, 0, 2, 32, 20, 24, 36, 24)
    closed = (22, 24, 26, 30, 0, 4, 20, 24, 28, 26, 32)
    return DayWork(
        week=tuple(
            Day(
                on=date(2026, 11, 16 + number),
                visited=visits,
                wanted=4 if number == 4 else 0,
                works=number < 5,
            )
            for number, visits in enumerate(visited)
        ),
        stops=tuple(
            Stop(
                point=f"003-OR-0{number}",
                name=name,
                type_name=kind,
                seen_at=seen,
                found=found_here,
                open=open_,
                late=late,
                repeats=repeats,
                idle_days=idle,
                metres=None if number < 3 else 350.0 * number,
            )
            for number, (name, kind, seen, found_here, open_, late, repeats, idle) in enumerate(
                stops, start=1
            )
        ),
        due=4,
        pace=tuple(
            Pace(on=date(2026, 11, 10 + number), found=one, closed=other)
            for number, (one, other) in enumerate(zip(found, closed, strict=True))
        ),
        month=MonthSoFar(
            since=date(2026, 10, 26),
            found=512,
            closed=458,
            repeated=58,
            found_before=545,
            closed_before=420,
            repeated_before=47,
        ),
    )


PUT_AWAY = (
    "12 条变更暂不显示，LAPTOP-04（K7QF） 未获批准或已撤销；核对口令后由占席位的电脑批准即恢复"
)


UNITS = (
    UnitChoice(code="O-1", name="桐安物业服务有限公司", initials="tawy", kind="经营管理单位"),
    UnitChoice(code="T-3", name="桐荫街道办事处", initials="tyjdbsc", kind="镇街"),
)


def unit_name(code: str) -> str:
    return next(one.name for one in UNITS if one.code == code)


def title_of(code: str) -> str:
    return next(one.title for one in (*STANDARDS, *of_the_checklist()) if one.code == code)
