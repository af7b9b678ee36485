"""What stands in a bulletin, as values: ranks, figures, repeats, what is overdue."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.documents.charts import Grouped
from inspector.documents.figures import Indicator
from inspector.documents.paper import OfficeOnPaper, PhotoOnPaper

LOW = 2  # the last ranks of a group, printed bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A town's month; ``rank`` None when too little was inspected to rank it."""

    town: str
    rank: int | None
    score: Decimal | None
    last_rank: int | None = None
    last_score: Decimal | None = None
    inspected: int = 0
    problems: int = 0
    repeats: int = 0
    on_time: Decimal | None = None  # per cent
    deduction: Decimal = Decimal(0)  # of its problems, before they are shared among the visits
    charges: Decimal = Decimal(0)  # points taken for other reasons
    bonus: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str  # 第一组（街道）
    towns: tuple[Ranked, ...]  # by rank, the unranked last
    streaks: tuple[str, ...] = ()  # 南浦街道连续2个月列本组末位


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One finding of a repeated problem."""

    found_on: date
    number: str = ""
    photo: PhotoOnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    town: str
    point: str
    spot: str
    subject: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """A line of the list of repeats (重复问题清单), with every day it was found."""

    town: str
    place: str
    problem: str
    occurrence: str  # 第2次·反弹
    found_on: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    unit: str
    place: str
    problem: str
    deadline: date
    days: int
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinPaper:
    """A month as the bulletin tells it; every count is given, nothing is counted here."""

    number: str
    office: OfficeOnPaper
    addressees: str  # 各镇人民政府、街道办事处，区直有关部门
    month: str  # 10月份
    basis: str  # 《青屿区城市管理综合考核办法》
    first_day: date
    last_day: date
    issued_on: date
    rounds: int
    inspected: int
    groups: tuple[Group, ...]
    problems: Indicator
    indicators: tuple[Indicator, ...]
    themes: tuple[Grouped, ...]
    second: int  # problems found the second time
    later: int  # the third time or more often
    repeated: tuple[Repeated, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    late: int = 0  # overdue in all, where the table names only those longest overdue
    demands: str = ""
    relapses: tuple[Relapse, ...] = ()  # all of the month, for the annex
    formula: str = ""  # 得分＝100－扣分÷实查点次×10＋加分－其他扣分
    copy_to: tuple[str, ...] = ()
