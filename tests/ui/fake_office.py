"""An office made of plain values with the content of a working day."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from inspector.app.day_told import Day, DayWork, MonthSoFar, Pace, Stop
from inspector.app.district import initials
from inspector.domain.issue import State
from tests.ui.drawn import draw_scene
from tests.ui.fake_assess import FakeAssess
from tests.ui.fake_care import FakeCare
from tests.ui.fake_days import CHINA, NOW, at
from tests.ui.fake_ledger import FakeLedger
from tests.ui.fake_map import FakeMap
from tests.ui.fake_marking import FakeMarking
from tests.ui.fake_papers import FakePapers
from tests.ui.fake_register import FakeRegister
from tests.ui.fake_syncing import FakeSyncing
from tests.ui.fake_visits import FakeVisits, the_list
from ui.capture_told import (
    Draft,
    Foreseen,
    PointChoice,
    Recorded,
    StandardChoice,
    TrayGroup,
    TrayPhoto,
    UnitChoice,
)
from ui.home_told import Due, Standing, Today
from ui.issue_told import (
    CasePhoto,
    ChangeLine,
    EarlierOccurrence,
    IssueCase,
    IssueLine,
    IssuePage,
    Step,
    Wanted,
)
from ui.merge_told import ConflictLine, ConflictRuling, DeviceLine, FileLine, LeafLine, MergeReport
from ui.notice_told import Check, UnitReady
from ui.office import Tell
from ui.recheck_told import Recheck, Verified
from ui.score_told import (
    MonthScores,
    PartLine,
    RateLine,
    TownGroup,
    TownLine,
    TownScore,
    Trends,
    WeakLine,
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


@dataclass
class FakeOffice:
    """Answers at once from memory and remembers the deeds it was asked to do."""

    folder: Path
    lines: tuple[IssueLine, ...] = field(default_factory=a_day)
    drafts: list[str] = field(default_factory=list)
    recorded: list[Draft] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    verified: list[tuple[str, bool, str]] = field(default_factory=list)
    merged: list[tuple[Path, ...]] = field(default_factory=list)
    ruled: list[ConflictRuling] = field(default_factory=list)
    months_asked: list[str] = field(default_factory=list)
    papers_written: list[tuple[str, str, Path, str]] = field(default_factory=list)
    frozen: list[str] = field(default_factory=list)
    marks: FakeMarking = field(default_factory=FakeMarking)
    sync_place: FakeSyncing = field(default_factory=lambda: FakeSyncing(NOW))
    page_asks: int = 0
    settled: tuple[TrayGroup, ...] = ()
    arrived: tuple[Path, ...] = ()
    inboxes_asked: list[Path | None] = field(default_factory=list)
    own_register: FakeRegister = field(default_factory=FakeRegister)
    own_care: FakeCare = field(default_factory=FakeCare)
    own_ledger: FakeLedger = field(default_factory=FakeLedger)
    own_visits: FakeVisits = field(default_factory=FakeVisits)
    own_map: FakeMap = field(default_factory=FakeMap)
    own_papers: FakePapers = field(init=False)
    own_assess: FakeAssess = field(default_factory=lambda: FakeAssess(a_pdf))

    def __post_init__(self) -> None:
        self.own_papers = FakePapers(self.folder, a_pdf, self.issued)

    def make_ready(self) -> None:
        """Everything is in memory."""

    def initials(self, words: Sequence[str]) -> Mapping[str, str]:
        return {one: initials(one) for one in words}

    def register(self) -> FakeRegister:
        return self.own_register

    def ledger(self) -> FakeLedger:
        return self.own_ledger

    def care(self) -> FakeCare:
        return self.own_care

    def assess(self) -> FakeAssess:
        return self.own_assess

    def papers(self) -> FakePapers:
        return self.own_papers

    def map(self) -> FakeMap:
        return self.own_map

    def standing(self) -> Standing:
        return Standing(
            office="青屿区城市管理考核办公室",
            district="青屿区",
            person="检查员1号",
            zone=CHINA,
            known_until=at(11, 19, 18, 40),
            issues=12408,
            to_hand_over=37,
        )

    def today(self) -> Today:
        due = (
            Due(
                kind="late",
                title="4 件今天到期",
                words="最近一件 17:30 · 纺机二村 北门",
                deed="看一看",
                room="ledger",
                count=4,
                wanted=Wanted(late=True),
            ),
            Due(
                kind="candidate",
                title="5 件疑似重复",
                words="同一点位、位置不明，要人认定",
                deed="去认定",
                room="ledger",
                count=5,
                wanted=Wanted(candidate=True, states=UNSETTLED),
            ),
            Due(
                kind="notice",
                title="7 个单位待开通知书",
                words="31 件，最早 11-18 发现",
                deed="去开",
                room="notices",
                count=7,
            ),
            Due(
                kind="draft",
                title="1 条草稿",
                words="昨天 17:52 没写完 · 双槐街 店外经营",
                deed="接着写",
                room="capture",
                count=1,
            ),
        )
        most = sorted(self.lines, key=lambda line: -line.occurrence)[:4]
        return Today(
            due=due,
            work=a_days_work(),
            most_repeated=tuple(most),
            repeated_open=118,
            recent=self.lines[:6],
        )

    def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage:
        self.page_asks += 1
        found = [line for line in self.lines if _fits(line, wanted)]
        start = int(after or 0)
        end = start + limit
        return IssuePage(
            lines=tuple(found[start:end]),
            next=str(end) if end < len(found) else None,
            total=len(found),
        )

    def count_issues(self, wanted: Wanted) -> int:
        return self.find_issues(wanted, None, 1).total

    def show_issue(self, issue: str) -> IssueCase:
        line = next(one for one in self.lines if one.issue == issue)
        seed = int(line.label.rpartition("-")[2])
        mine = self.photo(seed, "发现", line.found_at)
        earlier = self.earlier() if line.occurrence > 1 else ()
        steps = [Step(at=line.found_at, what="发现", words="检查员1号 · 2 张照片 · 扣 1.50 分")]
        if line.notice_number:
            sent = line.found_at + timedelta(hours=1, minutes=22)
            steps.append(Step(at=sent, what="送达", words=f"{line.notice_number} · 期限 2 工作时"))
        if line.deadline is not None:
            steps.append(Step(at=line.deadline, what="期限", words="", done=False))
        return IssueCase(
            line=line,
            description="北门垃圾桶满冒，垃圾散落约 3 ㎡",
            unit=line.unit_name,
            copy_to=("桐荫街道办事处", "住建局"),
            deduction_words="0.5 × 3 倍，反弹取高",
            photos=(mine, self.photo(seed + 7, "发现", line.found_at)),
            timeline=tuple(steps),
            earlier=earlier,
            alike="K7QF-163" if line.candidate else "",
        )

    def screen_photo(self, original: Path) -> Path:
        return original

    def units(self) -> Sequence[UnitChoice]:
        return UNITS

    def changes_of_issue(self, issue: str) -> Sequence[ChangeLine]:
        found = self.show_issue(issue).line.found_at
        return (
            ChangeLine(field="问题", value="垃圾桶满冒", person="检查员1号", at=found),
            ChangeLine(field="位置", value="北门", person="检查员1号", at=found),
        )

    def earlier(self) -> tuple[EarlierOccurrence, ...]:
        return (
            EarlierOccurrence(
                label="K7QF-163",
                occurrence=2,
                found_at=at(10, 25, 9, 12),
                closed_at=at(11, 11, 15, 0),
                days=26,
                distance_m=9.0,
                photos=(
                    self.photo(31, "发现", at(10, 25, 9, 12)),
                    self.photo(32, "整改后", at(11, 11, 14, 30), litter=0),
                ),
            ),
            EarlierOccurrence(
                label="K7QF-102",
                occurrence=1,
                found_at=at(10, 2, 10, 0),
                closed_at=at(10, 8, 10, 0),
                days=49,
                distance_m=14.0,
                photos=(self.photo(33, "发现", at(10, 2, 10, 0)),),
            ),
        )

    def photo(self, seed: int, caption: str, moment: datetime, *, litter: int = 14) -> CasePhoto:
        path = self.folder / f"photo-{seed}.jpg"
        if not path.exists():
            draw_scene(path, seed=seed, litter=litter)
        return CasePhoto(caption=caption, taken_at=moment, thumb=path, screen=path)

    def points(self) -> Sequence[PointChoice]:
        return POINTS

    def standards(self, point: str) -> Sequence[StandardChoice]:
        known = {one.code for one in STANDARDS}
        return (*STANDARDS, *(one for one in of_the_checklist() if one.code not in known))

    def arrivals(self, folder: Path | None) -> Sequence[Path]:
        self.inboxes_asked.append(folder)
        came, self.arrived = self.arrived, ()
        return came

    def settle_photos(self, tell: Tell | None = None) -> Sequence[TrayGroup]:
        del tell
        return self.settled

    def sort_photos(self, paths: Sequence[Path], tell: Tell | None = None) -> Sequence[TrayGroup]:
        del tell
        facts = (
            ("clock", "14:08:31 相机时间"),
            ("locate-fixed", "距点位 12 m（±8 m）"),
            ("camera", "HUAWEI P40"),
        )
        photos = tuple(
            TrayPhoto(
                path=path,
                thumb=path,
                name=path.name,
                taken_at=at(11, 20, 14, 8),
                facts=facts,
            )
            for path in paths
        )
        half = max(1, (len(photos) * 4) // 6)
        groups = [
            TrayGroup(
                photos=photos[:half],
                point="003-OR-04",
                name="纺机二村 北门",
                spot="北门",
                words="14:06–14:12 · 12 m · 96%",
            )
        ]
        if photos[half:]:
            groups.append(
                TrayGroup(
                    photos=photos[half:],
                    name="两处点位相近",
                    words="13:20–13:31 · 桐花路 / 双槐街",
                    doubt="请选点位",
                )
            )
        return groups

    def foresee(self, draft: Draft) -> Foreseen:
        again = draft.standard == "P3.03.01" and draft.same_as != "none"
        return Foreseen(
            kind="repeat" if again else "new",
            occurrence=3 if again else 1,
            rebound=again,
            words="距上次发现 26 天，销号后第 9 天又出现" if again else "首次发现，近 30 天无同类",
            rule="按规则 P3.03.01 · 2026 版 · 重复期 30 天 · 反弹期 15 天 · 按 11-19 收到的数据",
            deduction_words="1.50 分　较重 0.5 × 3 倍" if again else "0.50 分　较重 0.5",
            deadline_words="2 工作时　送达起算",
            unit_name="桐安物业服务有限公司",
            copy_to=("桐荫街道办事处", "住建局"),
            earlier=self.earlier() if again else (),
        )

    def record(self, draft: Draft) -> Recorded:
        self.recorded.append(draft)
        label = f"K7QF-{214 + len(self.recorded)}"
        return Recorded(label=label, words=f"已登记 {label}，第3次，扣 1.50 分")

    def take_back(self, label: str) -> None:
        self.taken_back.append(label)

    def save_draft(self, text: str) -> None:
        self.drafts.append(text)

    def load_draft(self) -> str:
        return self.drafts[-1] if self.drafts else ""

    def recheck(self, issue: str) -> Recheck:
        line = next(one for one in self.lines if one.issue == issue)
        seed = int(line.label.rpartition("-")[2])
        return Recheck(
            line=line,
            before=(self.photo(seed, "发现", line.found_at),),
            after=(self.photo(seed, "整改后", NOW - timedelta(hours=3), litter=0),),
            description="摊位占道约 2 米",
            reply="已清运并冲洗地面，桶边由专人早晚各巡一次。",
            replied="11-20 12:55 · 期限内",
            facts="完成时间 11-20 12:30 · 附 1 张照片 · 陈某丙",
            remarks=(
                ("ok", "同一地方", "相距 11 m"),
                ("ok", "没用过", "与已登记的照片都不相同"),
                ("warn", "时间倒挂", "拍摄 13:18，晚于答复 12:55"),
            ),
        )

    def verify_fix(self, issue: str, *, passed: bool, reason: str) -> Verified:
        line = next(one for one in self.lines if one.issue == issue)
        self.verified.append((line.label, passed, reason))
        state = State.CLOSED if passed else State.RETURNED
        self.lines = tuple(
            replace(one, state=state) if one.issue == issue else one for one in self.lines
        )
        return Verified(words=f"已{'销号' if passed else '退回'} {line.label}", deed=issue)

    def take_back_deed(self, deed: str) -> None:
        self.lines = tuple(
            replace(one, state=State.REPLIED) if one.issue == deed else one for one in self.lines
        )

    def rehearse(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        del tell
        return self._report(files, batch="")

    def merge(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        for part in range(4):
            if tell:
                tell(part, 4)
        self.merged.append(tuple(files))
        return self._report(files, batch="batch-1")

    def _report(self, files: Sequence[Path], *, batch: str) -> MergeReport:
        """Every second file is none of ours."""
        lines = (
            FileLine(
                name=file.name,
                folder=str(file.parent),
                device="" if number % 2 else f"LAPTOP-{number + 4:02d}",
                status="refused" if number % 2 else "merged",
                reason="不是本软件的数据包" if number % 2 else "",
                new=0 if number % 2 else 298,
                merged=0 if number % 2 else 14,
                conflicts=0 if number % 2 else 2,
                photos=0 if number % 2 else 86,
            )
            for number, file in enumerate(files)
        )
        return MergeReport(
            batch=batch,
            files=tuple(lines),
            new=298,
            merged=14,
            known=1204,
            conflicts=2,
            candidates=5,
            missing_photos=3,
            issued_changed=1,
            contested=() if batch else CONTESTED,
            notes=(PUT_AWAY,) if len(files) > 1 else (),
        )

    def conflicts(self) -> Sequence[ConflictLine]:
        return [one for one in CONTESTED if one.id not in {each.conflict for each in self.ruled}]

    def rule_on(self, rulings: Sequence[ConflictRuling]) -> None:
        self.ruled.extend(rulings)

    def undo_merge(self, batch: str) -> None:
        self.merged.clear()

    def hand_back(self, out: Path) -> str:
        return f"已导出 {out.name}：12,408 条改动，860 张照片"

    def devices(self) -> Sequence[DeviceLine]:
        return tuple(
            DeviceLine(
                name=f"LAPTOP-{number:02d}",
                code=f"{number}9XA",
                words=("本机", "齐", "缺 3 张照片", "欠 11-14 起", "还没收到过")[number - 3],
                own=number == 3,
                heard=("", "今天", "今天", "6 天前", "")[number - 3],
                owes=number > 4,
            )
            for number in range(3, 8)
        )

    def scores(self, month: str) -> MonthScores:
        self.months_asked.append(month)
        return MonthScores(
            month=month or "2026-11",
            first=date(2026, 10, 26),
            last=date(2026, 11, 25),
            frozen=bool(self.frozen),
            words="已冻结 11-26" if self.frozen else "草案，反馈期至 11-27",
            rates=RATES,
            groups=GROUPS,
            disputes=3,
            by_hand=2,
        )

    def trends(self, month: str) -> Trends:
        del month
        lines = [one for group in GROUPS for one in group.towns]
        tops = [float(one.score or 90) for one in lines]
        bends = (-1.8, -0.9, 0.4, -0.6, 0.7, 0.0)
        own = {
            one.town: tuple(Decimal(str(round(top + bend * (1 + n % 3), 2))) for bend in bends)
            for n, (one, top) in enumerate(zip(lines, tops, strict=True))
        }
        middle = tuple(Decimal(n) for n in ("89.7", "90", "90.4", "90.9", "91.1", "91.6"))
        return Trends(
            months=tuple(f"{n} 月" for n in range(6, 12)),
            towns=own,
            middle={one.town: middle for one in lines},
        )

    def town_score(self, month: str, town: str) -> TownScore:
        del month
        line = next(one for group in GROUPS for one in group.towns if one.town == town)
        return TownScore(
            town=town,
            name=line.name,
            words=f"第 {line.rank} 名，上月第 2",
            score=f"{line.score:.2f}" if line.score else "—",
            formula="得分＝100－38.60÷42×10＋0＝90.81。",
            parts=(
                PartLine(name="标准分值", kind="base", words="58 件", points=Decimal("21.40")),
                PartLine(name="重复加扣", kind="repeat", words="9 件", points=Decimal("10.50")),
                PartLine(name="逾期加扣", kind="overdue", words="7 件", points=Decimal("4.60")),
                PartLine(name="反弹加扣", kind="rebound", words="3 件", points=Decimal("1.50")),
                PartLine(name="返工加扣", kind="rework", words="3 件", points=Decimal("0.60")),
            ),
            total=Decimal("38.60"),
            weak=(
                WeakLine(
                    standard="P3.03.01",
                    title="垃圾桶满冒",
                    words="纺机二村、桐荫农贸市场",
                    issues=14,
                ),
                WeakLine(
                    standard="P6.01.01", title="水产区积水血污", words="桐荫农贸市场", issues=6
                ),
            ),
        )

    def write_paper(self, kind: str, month: str, out: Path, town: str = "") -> str:
        self.papers_written.append((kind, month, out, town))
        return f"已写好 {out.name}"

    def freeze(self, month: str) -> str:
        self.frozen.append(month)
        return "已冻结本月"

    def ready_units(self, town: str) -> Sequence[UnitReady]:
        broken = Check(
            weight="danger",
            title="照片读不出",
            words="K7QF-198 第 2 张，原件损坏 · 桐荫惠民市场",
            cure="重选照片",
            issue="K7QF-198",
            mend="photo",
        )
        lacking = Check(
            weight="danger",
            title="发文单位缺少联系人",
            words="每份文书都要用",
            cure="补联系人",
            mend="contact",
        )
        ours = () if all(self.own_papers.own_contact) else (lacking,)
        mended = bool(self.own_papers.replaced)
        small = Check(
            weight="warn",
            title="照片偏小",
            words="P9XA-140 打印约 132 dpi，低于 150",
            cure="看问题",
            issue="P9XA-140",
        )
        units = (
            ("桐安物业服务有限公司", 3, 1, "3 件 · 第3次 1 · 今天到期", (), ()),
            ("青屿区人民政府桐荫街道办事处", 6, 2, "6 件 · 重复 2", (), ()),
            ("青屿区环境卫生服务中心", 5, 1, "5 件 · 重复 1", (), (small,)),
            (
                "桐荫惠民市场服务有限公司",
                4,
                1,
                "4 件 · 第4次 1",
                () if mended else (broken,),
                (),
            ),
            ("青屿区城市管理和综合执法局", 7, 0, "7 件 · 平级，用函", (), ()),
        )
        return tuple(
            UnitReady(
                unit=f"U{number}",
                name=name,
                issues=issues,
                repeats=repeats,
                words=words,
                blocked=(*blocked, *ours),
                advice=advice,
            )
            for number, (name, issues, repeats, words, blocked, advice) in enumerate(units)
            if f"U{number}" not in self.issued and (not town or f"{town}办事处" in name)
        )

    def preview(self, unit: str, town: str) -> bytes:
        return a_pdf(2)

    def marking(self) -> FakeMarking:
        return self.marks

    def visits(self) -> FakeVisits:
        return self.own_visits

    def syncing(self) -> FakeSyncing:
        return self.sync_place


def a_pdf(pages: int) -> bytes:
    """A PDF of that many A4 pages with a red rule, as a notice has."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number in range(pages):
        canvas.setStrokeColorRGB(0.8, 0.1, 0.15)
        canvas.line(80, 680, 520, 680)
        canvas.drawString(280, 60, f"- {number + 1} -")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _fits(line: IssueLine, wanted: Wanted) -> bool:
    text = f"{line.title}{line.point_name}{line.spot}{line.label}"
    return (
        (not wanted.text or wanted.text in text)
        and (not wanted.states or line.state.name in wanted.states)
        and (not wanted.late or line.late_days > 0)
        and (not wanted.repeat or line.occurrence > 1 or line.rebound)
        and (not wanted.candidate or line.candidate)
        and (not wanted.town or line.town_name == wanted.town)
        and (not wanted.point or line.point_name == wanted.point)
        and (not wanted.unit or line.unit_name == _unit_name(wanted.unit))
        and (not wanted.standard or line.title == _title(wanted.standard))
        and (not wanted.month or f"{line.found_at:%Y-%m}" == wanted.month)
    )


def _unit_name(code: str) -> str:
    return next(one.name for one in UNITS if one.code == code)


def _title(code: str) -> str:
    return next(one.title for one in (*STANDARDS, *of_the_checklist()) if one.code == code)
