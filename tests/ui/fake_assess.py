"""Numbers that are tried, payers and disputes of plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from inspector.domain.errors import InputError
from tests.ui.fake_days import at
from ui.assess_office import (
    DisputeLine,
    ListLine,
    MonthList,
    MovedGroup,
    MovedLine,
    NumberLine,
    Payer,
    Ruling,
    TimeLine,
    Tried,
)

NUMBERS = (
    NumberLine(name="base", title="满分", group="计分", value="100"),
    NumberLine(name="on_the_spot.factor", title="当场整改折扣", group="计分", value="0.5"),
    NumberLine(name="repeat.multipliers", title="各次倍数", group="重复和反弹", value="1,2,3"),
    NumberLine(
        name="rebound.higher_only",
        title="与重复取高",
        group="重复和反弹",
        value="true",
        choices=(("true", "取高"), ("false", "相加")),
    ),
    NumberLine(name="overdue.first", title="首日", group="逾期和返工", value="0.5"),
    NumberLine(name="overdue.per_day", title="每日", group="逾期和返工", value="0.1"),
    NumberLine(name="overdue.cap", title="封顶", group="逾期和返工", value="2.0"),
    NumberLine(name="rework.per_return", title="每退一次", group="逾期和返工", value="0.2"),
    NumberLine(
        name="shares.territory_when_department_owned",
        title="部门问题属地承担",
        group="谁承担",
        value="0.3",
    ),
    NumberLine(
        name="normalise.min_coverage_percent",
        title="排名的最低覆盖率 %",
        group="折算和排名",
        value="60",
    ),
    NumberLine(name="rank.tail_n", title="末位几名", group="折算和排名", value="2"),
)
STREETS = ("望澜街道", "汇泉街道", "钟楼坪街道", "桐荫街道", "新桥湾街道", "南浦街道")
DISPUTES = (
    DisputeLine(
        dispute="d1",
        issue="issue-208",
        label="K7QF-208",
        title="飞线充电 纺机一村 4号楼",
        unit="桐安物业",
        kind="退单",
        reason="4号楼已移交社区管理，不属本单位职责",
        at=at(11, 19, 9, 12),
        until=at(11, 19, 17, 30),
        late=False,
        deduction=Decimal("1.50"),
        waits=True,
    ),
    DisputeLine(
        dispute="d2",
        issue="issue-202",
        label="K7QF-202",
        title="水产区积水血污 桐荫农贸市场",
        unit="桐荫惠民市场",
        kind="申诉",
        reason="当日正在换水，照片拍于冲洗过程",
        at=at(11, 20, 8, 40),
        until=at(11, 18, 17, 30),
        late=True,
        deduction=Decimal("2.00"),
        waits=True,
    ),
    DisputeLine(
        dispute="d3",
        issue="issue-199",
        label="K7QF-199",
        title="公厕脏臭 月台火车站广场",
        unit="月台站区运营",
        kind="申诉",
        reason="已当场整改",
        at=at(11, 12, 9, 0),
        until=at(11, 13, 17, 30),
        late=False,
        deduction=Decimal("0.50"),
        waits=False,
        ruling="核减 · 核减 0.5 分 · 11-13 · 属实",
    ),
)


LISTS = (
    MonthList(
        code="repeats",
        name="重复问题",
        nothing="本期没有重复问题",
        total=214,
        lines=(
            ListLine(
                key="issue-208",
                name="垃圾桶满冒",
                words="桐荫街道 · 纺机二村 4号楼 · 桐安物业 · K7QF-208",
                value="第3次",
                flag="反弹",
                issue="K7QF-208",
                times=(
                    TimeLine(photo="first", words="第1次 08-03"),
                    TimeLine(photo="second", words="第2次 09-11 · 2 张"),
                    TimeLine(photo="", words="第3次 11-19"),
                ),
            ),
        ),
    ),
    MonthList(
        code="weak",
        name="薄弱项",
        nothing="本期没有发现问题",
        lines=(
            ListLine(
                key="P3.03.01",
                name="垃圾桶满冒",
                words="P3.03.01 · 问题 23 件 · 点位 14 个 · 镇街 6 个",
                value="−11.50",
                flag="共性",
                standard="P3.03.01",
            ),
            ListLine(
                key="P8.02.01",
                name="飞线充电",
                words="P8.02.01 · 问题 4 件 · 点位 3 个 · 镇街 2 个",
                value="−4.00",
                standard="P8.02.01",
            ),
        ),
    ),
    MonthList(
        code="blind",
        name="盲区",
        nothing="每个网格都去过",
        lines=(
            ListLine(
                key="g1", name="澜东社区第一网格", words="赵某甲 · 点位 1 个", value="从没有去过"
            ),
        ),
    ),
    MonthList(code="clean", name="零问题点位", nothing="去过的点位都有问题", lines=()),
    MonthList(
        code="assigned",
        entered="assignments",
        name="包村居",
        nothing="没有登记包村居干部",
        lines=(
            ListLine(
                key="assigned 包某甲",
                name="包某甲",
                words="问题 5 · 重复 1 · 销号 3 · 逾期 0 · 辖 2 处",
                value="−2.40",
            ),
        ),
    ),
    MonthList(
        code="outside",
        name="外部结果",
        nothing="没有登记本期的外部结果",
        lines=(
            ListLine(
                key="o1",
                name="市级考核反馈",
                words="2026-11 · 全区 · 较上月前进一位",
                value="第 3 名/9 · 91.20 分",
            ),
        ),
    ),
)


@dataclass
class FakeAssess:
    """The order turns when the price of a day rises; other numbers change no place."""

    page: Callable[[int], bytes]
    lines: list[DisputeLine] = field(default_factory=lambda: list(DISPUTES))
    asked: list[dict[str, str]] = field(default_factory=list)
    ruled: list[tuple[str, Ruling]] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    written: list[tuple[str, str, Path]] = field(default_factory=list)
    photos: dict[str, Path] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def numbers(self) -> Sequence[NumberLine]:
        return NUMBERS

    def try_numbers(self, month: str, numbers: Mapping[str, str]) -> Tried:
        self.asked.append(dict(numbers))
        for name, value in numbers.items():
            if not value.replace(".", "").replace(",", "").isdigit() and value != "false":
                raise InputError(f"测算的数不对：{name}={value}", "写成 0 到 1000 的数。")
        turned = Decimal(numbers.get("overdue.per_day", "0")) > Decimal("0.1")
        lines = [
            MovedLine(
                code=name,
                name=name,
                score_before=Decimal(94 - place),
                rank_before=place,
                score=Decimal(94 - place) - (Decimal("1.2") if turned and place == 2 else 0),
                rank={2: 3, 3: 2}.get(place, place) if turned else place,
                change={2: -1, 3: 1}.get(place, 0) if turned else 0,
            )
            for place, name in enumerate(STREETS, start=1)
        ]
        lines.sort(key=lambda one: one.rank or 0)
        unit = replace(lines[0], code="DEP-HW", name="区环卫中心")
        return Tried(
            field=(MovedGroup(name="第一组（街道）", lines=tuple(lines)),),
            composite=(),
            units=(MovedGroup(name="部门", lines=(unit,)),),
        )

    def lists(self, month: str) -> Sequence[MonthList]:
        self.listed.append(month)
        return LISTS

    def small_photo(self, photo: str) -> Path | None:
        self.fetched.append(photo)
        return self.photos.get(photo)

    def payers(self) -> Sequence[Payer]:
        towns = [Payer(code=name, name=name, is_town=True) for name in STREETS]
        units = ("桐安物业", "桐荫惠民市场", "区环卫中心")
        return [*towns, *(Payer(code=name, name=name, is_town=False) for name in units)]

    def statement(self, payer: Payer, month: str) -> bytes:
        return self.page(2)

    def write_statement(self, payer: Payer, month: str, out: Path) -> str:
        self.written.append((payer.name, month, out))
        return f"已写好 {out.name}"

    def disputes(self) -> Sequence[DisputeLine]:
        return list(self.lines)

    def decide(self, issue: str, ruling: Ruling) -> str:
        if ruling.decision == "reduced" and not ruling.points:
            raise InputError("写明核减多少分。", "写在理由上面。")
        self.ruled.append((issue, ruling))
        self.lines = [
            replace(one, waits=False, ruling="已裁") if one.issue == issue else one
            for one in self.lines
        ]
        self.lines.sort(key=lambda one: not one.waits)
        return "已裁定"
