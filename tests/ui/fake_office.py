"""An office made of plain values with the content of a working day."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from inspector.app.district import initials
from inspector.domain.issue import State
from tests.ui.drawn import draw_scene
from tests.ui.fake_assess import FakeAssess
from tests.ui.fake_care import FakeCare
from tests.ui.fake_days import CHINA, NOW, at
from tests.ui.fake_district import (
    CONTESTED,
    GROUPS,
    POINTS,
    PUT_AWAY,
    RATES,
    STANDARDS,
    UNITS,
    UNSETTLED,
    a_day,
    a_days_work,
    of_the_checklist,
    title_of,
    unit_name,
)
from tests.ui.fake_ledger import FakeLedger
from tests.ui.fake_map import FakeMap
from tests.ui.fake_marking import FakeMarking
from tests.ui.fake_papers import FakePapers
from tests.ui.fake_register import FakeRegister
from tests.ui.fake_syncing import FakeSyncing
from tests.ui.fake_visits import FakeVisits
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
from ui.merge_told import ConflictLine, ConflictRuling, DeviceLine, FileLine, MergeReport
from ui.notice_told import EVERYTHING, Check, Round, UnitReady
from ui.office import Tell
from ui.recheck_told import Recheck, Verified
from ui.score_told import (
    MonthScores,
    PartLine,
    TownScore,
    Trends,
    WeakLine,
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
            deadline_words=f"{draft.deadline[5:]} 前　登记时定"
            if draft.deadline
            else "2 工作时　送达起算",
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
            disputed=2,
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

    def write_patrol(self, out: Path) -> str:
        self.papers_written.append(("patrol", "", out, ""))
        return f"已写好 {out.name}"

    def freeze(self, month: str) -> str:
        self.frozen.append(month)
        return "已冻结本月"

    def ready_units(self, wanted: Round = EVERYTHING) -> Sequence[UnitReady]:
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
            if f"U{number}" not in self.issued
            and (not wanted.town or f"{wanted.town}办事处" in name)
            and (wanted.due_days is None or "今天到期" in words)
        )

    def preview(self, unit: str, wanted: Round) -> bytes:
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
        and (not wanted.unit or line.unit_name == unit_name(wanted.unit))
        and (not wanted.standard or line.title == title_of(wanted.standard))
        and (not wanted.month or f"{line.found_at:%Y-%m}" == wanted.month)
    )
