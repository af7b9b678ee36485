"""What a bulletin says: its sentences and the rows of its tables, alike on paper and in Word."""

from dataclasses import dataclass
from decimal import Decimal

from inspector.documents.bulletin_paper import (
    LOW,
    BulletinPaper,
    Group,
    Overdue,
    Ranked,
    Relapse,
    Repeated,
)
from inspector.documents.faces import Face
from inspector.documents.figures import NONE, Indicator, in_words, moved
from inspector.documents.table import CENTRE, RIGHT, Column, Row, bracket_apart, words
from inspector.documents.wording import day

RANKING, PROBLEMS, REPEATS, LATE, DEMANDS = (
    "一、考核排名",
    "二、问题情况",
    "三、重复问题",
    "四、逾期未整改问题",
    "五、工作要求",
)
SCORES, RELAPSES = "考核得分明细", "重复问题清单"
RANK_COLUMNS = tuple(
    Column(width=width, head=head, anchor=CENTRE)
    for width, head in (
        (14, ("名次",)),
        (32, ("镇街",)),
        (20, ("得分",)),
        (18, ("较上月", "名次")),
        (16, ("实查", "点次")),
        (16, ("发现", "问题")),
        (16, ("重复", "问题")),
        (24, ("按期", "整改率")),
    )
)
INDICATOR_COLUMNS = tuple(
    Column(width=width, head=(head,), anchor=RIGHT if head != "指标" else 0.0)
    for width, head in (
        (34, "指标"),
        (20, "本月"),
        (20, "上月"),
        (31, "环比"),
        (20, "去年同月"),
        (31, "同比"),
    )
)
OVERDUE_COLUMNS = tuple(
    Column(width=width, head=(head,), anchor=CENTRE if middle else 0.0)
    for width, head, middle in (
        (11, "序号", True),
        (34, "责任单位", False),
        (33, "点位（具体位置）", False),
        (34, "问题", False),
        (18, "整改期限", True),
        (11, "逾期", True),
        (15, "督办", True),
    )
)
SCORE_COLUMNS = tuple(
    Column(width=width, head=head, anchor=RIGHT if number else CENTRE)
    for width, head, number in (
        (14, ("名次",), False),
        (34, ("镇街",), False),
        (20, ("实查", "点次"), True),
        (22, ("问题", "扣分"), True),
        (22, ("其他", "扣分"), True),
        (20, ("加分",), True),
        (24, ("得分",), True),
    )
)
_AT, _WHAT, _DATES = 38.0, 34.0, 37.0  # millimetres
RELAPSE_COLUMNS = tuple(
    Column(width=width, head=head, anchor=CENTRE if middle else 0.0)
    for width, head, middle in (
        (10.0, ("序号",), True),
        (20.0, ("镇街",), True),
        (_AT, ("点位（具体位置）",), False),
        (_WHAT, ("问题",), False),
        (17.0, ("发现", "次数"), True),
        (_DATES, ("历次发现",), False),
    )
)
_RANK_NOTE = (
    "注：得分为实地督查得分；加粗为本组后2名；“—”为实查点次不足，不参加排名；"
    "按期整改率＝按期整改件数÷（到期应整改件数－缓办件数）。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """A table with what stands above and below it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What stands on pages of its own behind the sign-off."""

    mark: str  # 附件1
    name: str
    tables: tuple[Tabled, ...]


def title_parts(paper: BulletinPaper) -> tuple[str, ...]:
    """The title in parts between which it may be broken."""
    return ("关于", f"{paper.month}城市管理综合", "考核情况的通报")


def totals(paper: BulletinPaper) -> str:
    first, last = paper.first_day, paper.last_day
    repeats = paper.second + paper.later
    again = f"，其中重复问题{repeats}件" if repeats else ""
    return (
        f"按照{paper.basis}，{day(first, last.year)}至{day(last)}，{paper.office.we}组织实地督查"
        f"{paper.rounds}轮，检查点位{paper.inspected}点次，发现问题{paper.problems.now}件{again}。"
        "现将考核情况通报如下："
    )


def ranking(paper: BulletinPaper) -> str:
    """First and last of every group, and who has been among the last for months."""
    if not paper.groups:
        return "本月无镇街参加排名。"
    told = [one for group in paper.groups for one in group.streaks]
    streaks = "，".join(told) + "。" if told else ""
    return "；".join(_ranking_of(group) for group in paper.groups) + "。" + streaks


def _ranking_of(group: Group) -> str:
    ranked = [one.town for one in group.towns if one.rank is not None]
    if not ranked:
        return f"{group.name}实查点次不足，未排名"
    if len(ranked) < 2 * LOW:
        return f"{group.name}依次为{'、'.join(ranked)}"
    first, last = "、".join(ranked[:LOW]), "、".join(ranked[-LOW:])
    return f"{group.name}前{LOW}名为{first}，后{LOW}名为{last}"


def rank_tables(paper: BulletinPaper) -> list[Tabled]:
    """A table for each group; what the signs mean stands under the last."""
    return [
        Tabled(
            caption=f"表{number}  {group.name}{paper.month}考核排名",
            columns=RANK_COLUMNS,
            rows=tuple(_rank_rows(group)),
            note=_RANK_NOTE if number == len(paper.groups) else "",
        )
        for number, group in enumerate(paper.groups, 1)
    ]


def _rank_rows(group: Group) -> list[Row]:
    ranked = [one for one in group.towns if one.rank is not None]
    low = {one.town for one in ranked[-LOW:]}
    return [_rank_row(one, low=one.town in low) for one in group.towns]


def _rank_row(one: Ranked, *, low: bool) -> Row:
    face = Face.SONG_BOLD if low else Face.SONG
    plain = (
        f"{one.score:.2f}" if one.score is not None else NONE,
        moved(one.rank, one.last_rank),
        str(one.inspected),
        str(one.problems),
        str(one.repeats),
        f"{one.on_time:.2f}%" if one.on_time is not None else NONE,
    )
    rank = str(one.rank) if one.rank is not None else NONE
    return Row(cells=(words(rank), words(one.town, face), *(words(text) for text in plain)))


def indicator_table(paper: BulletinPaper) -> Tabled:
    return Tabled(
        caption=f"表{len(paper.groups) + 1}  主要指标",
        columns=INDICATOR_COLUMNS,
        rows=tuple(_indicator_row(one) for one in paper.indicators),
    )


def _indicator_row(one: Indicator) -> Row:
    texts = (
        one.name,
        one.shown(one.now),
        one.shown(one.before),
        one.change(one.before),
        one.shown(one.year_ago),
        one.change(one.year_ago),
    )
    return Row(cells=tuple(words(text) for text in texts))


def overdue_table(paper: BulletinPaper) -> Tabled:
    rows = tuple(_overdue_row(number, one) for number, one in enumerate(paper.overdue, 1))
    return Tabled(columns=OVERDUE_COLUMNS, rows=rows)


def _overdue_row(number: int, one: Overdue) -> Row:
    texts = (one.problem, day(one.deadline), f"{one.days}日", one.ladder or NONE)
    place = bracket_apart(one.place, OVERDUE_COLUMNS[2].width)
    cells = (words(str(number)), words(one.unit), place, *(words(text) for text in texts))
    return Row(cells=cells)


def score_tables(paper: BulletinPaper) -> list[Tabled]:
    """得分明细: how each town came to its score, a table for each group."""
    return [
        Tabled(
            caption=group.name,
            columns=SCORE_COLUMNS,
            rows=tuple(_score_row(one) for one in group.towns),
            note=f"注：{paper.formula}。" if paper.formula and number == len(paper.groups) else "",
        )
        for number, group in enumerate(paper.groups, 1)
    ]


def _score_row(one: Ranked) -> Row:
    texts = (
        str(one.rank) if one.rank is not None else NONE,
        one.town,
        str(one.inspected),
        *(f"{points:.2f}" for points in (one.deduction, one.charges, one.bonus)),
        f"{one.score:.2f}" if one.score is not None else NONE,
    )
    return Row(cells=tuple(words(text) for text in texts))


def relapse_table(paper: BulletinPaper) -> Tabled:
    """重复问题清单: every repeat of the month with all its days."""
    rows = tuple(_relapse_row(number, one) for number, one in enumerate(paper.relapses, 1))
    return Tabled(columns=RELAPSE_COLUMNS, rows=rows)


def _relapse_row(number: int, one: Relapse) -> Row:
    dates = "、".join(day(found) for found in one.found_on)
    times, _bar, rebound = one.occurrence.partition("·")
    return Row(
        cells=(
            words(str(number)),
            words(one.town),
            bracket_apart(one.place, _AT),
            words(one.problem),
            words(times) + (words(rebound) if rebound else ()),
            words(dates),
        )
    )


def problems(paper: BulletinPaper) -> str:
    """How many, against the month and the year before, and the two themes that lead."""
    found = paper.problems
    now = int(found.now or 0)
    said = [f"全区发现问题{now}件"]
    for than, name in ((found.before, "环比"), (found.year_ago, "同比")):
        told = in_words(now, int(than) if than is not None else None, name)
        said += [told] if told else []
    most = sorted(paper.themes, key=lambda one: -one.now)[:2]
    total = sum(one.now for one in paper.themes)
    if len(most) == 2 and total:
        both = most[0].now + most[1].now
        share = Decimal(100 * both) / total
        told = f"{most[0].name}、{most[1].name}两类问题{both}件，占{share:.2f}%"
        return "，".join(said) + f"；{told}。"
    return "，".join(said) + "。"


def repeats(paper: BulletinPaper) -> str:
    total = paper.second + paper.later
    if not total:
        return "本月无重复问题。"
    if not paper.later:
        listed = f"（见{_mark(paper, RELAPSES)}）" if paper.relapses else ""
        return f"重复问题{total}件{listed}，均为第2次发现。本月无第3次重复问题。"
    second = f"第2次的{paper.second}件、" if paper.second else ""
    shown = "，典型情况：" if paper.repeated else "。"
    listed = f"（见{_mark(paper, RELAPSES)}）" if paper.relapses else ""
    return f"{total}件重复问题{listed}中，{second}第3次及以上的{paper.later}件{shown}"


def times_found(one: Repeated) -> str:
    """6月3日（青城考〔2026〕19号）、6月17日: the days of a repeat without pictures."""
    return "、".join(
        day(time.found_on) + (f"（{time.number}）" if time.number else "") for time in one.times
    )


def late(paper: BulletinPaper) -> str:
    if not paper.overdue:
        return f"截至{day(paper.last_day)}，无逾期未整改问题。"
    listed = len(paper.overdue)
    whole = max(paper.late, listed)
    told = "，均已督办" if all(one.ladder for one in paper.overdue) else ""
    some = f"，其中逾期最长的{listed}件" if whole > listed else ""
    return f"截至{day(paper.last_day)}，逾期未整改问题{whole}件{told or some}："


def annexes(paper: BulletinPaper) -> list[Annex]:
    """What follows the sign-off, in its order; nothing is listed that does not follow."""
    made = [(f"{paper.month}{SCORES}", score_tables(paper))] if paper.groups else []
    made += [(RELAPSES, [relapse_table(paper)])] if paper.relapses else []
    several = len(made) > 1
    return [
        Annex(mark=f"附件{number}" if several else "附件", name=name, tables=tuple(tables))
        for number, (name, tables) in enumerate(made, 1)
    ]


def annexes_listed(paper: BulletinPaper) -> list[str]:
    several = annexes(paper)
    numbered = len(several) > 1
    return [f"{n}.{one.name}" if numbered else one.name for n, one in enumerate(several, 1)]


def _mark(paper: BulletinPaper, name: str) -> str:
    return next(one.mark for one in annexes(paper) if one.name == name)
