"""The month on one page (一页纸): what a leader reads, and three sentences to speak."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from inspector.app.bulletin import indicators, themes
from inspector.app.paper_parts import (
    PagesMade,
    area_name,
    check_suffix,
    group_name,
    hand_over,
    picture_of,
    place_of,
)
from inspector.app.paper_words import office_on_paper
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats, TownStat
from inspector.app.tally import Depth, look_back
from inspector.app.workspace import Workspace
from inspector.documents.brief import BriefPaper, Month, RankLine, Shown, brief_pdf
from inspector.documents.figures import Indicator, in_words
from inspector.domain.moment import local_date, stored
from inspector.domain.period import Period
from inspector.store import paper_rows

_MONTHS, _NAMED, _PHOTOS = 6, 2, 3
_LOOKED_AT, _MOST_TOWNS = 500, 3


def write_brief(ws: Workspace, month: str, out: Path) -> PagesMade:
    """One page about an assessment month as PDF."""
    check_suffix(out, ".pdf")
    return hand_over(out, brief_pdf(brief_paper(ws, assessed(ws, month=month))))


def brief_paper(ws: Workspace, period: Period) -> BriefPaper:
    """What the page says, all of it from the month's figures."""
    now, before = stats(ws, period), stats(ws, period.previous())
    known = {one.name: one for one in indicators(now)}
    month = _month(period)
    return BriefPaper(
        title=f"{month}份城市管理考核情况",
        office=office_on_paper(ws),
        issued_on=local_date(ws.now, ws.register.zone),
        as_of=local_date(period.as_of, period.zone),
        verdict=verdict_of(now, _again(ws, period)),
        figures=(
            (_renamed(known["发现问题（件）"], "发现问题"), "件"),
            (_renamed(known["重复问题（件）"], "重复问题"), "件"),
            (known["按期结案率"], "%"),
            (known["点位达标率"], "%"),
        ),
        group_names=tuple(
            group_name(group, [one.name for one in some]) for group, some in _by_group(now)
        ),
        ranks=tuple(_ranks(now)),
        months=tuple(_months(ws, period, now)),
        shown=tuple(_shown(ws, period)),
        sentences=_sentences(ws, now, before, month),
        advice=_advice(now),
    )


def _month(period: Period) -> str:
    return "{n}月".format(n=int((period.month or "0-0").split("-")[1]))


def _renamed(one: Indicator, name: str) -> Indicator:
    return Indicator(name=name, now=one.now, before=one.before, year_ago=one.year_ago)


def _by_group(now: Stats) -> list[tuple[str, list[TownStat]]]:
    groups = sorted({one.group for one in now.towns})
    return [(group, [one for one in now.towns if one.group == group]) for group in groups]


def verdict_of(now: Stats, again: str) -> tuple[str, str]:
    """How the month went, in a clause and what it rests on; ``again`` tells what came back."""
    this, last = now.totals, now.previous.totals
    first = _moved(_way(this.issues, last.issues), _way(this.repeats, last.repeats))
    first = first if last.visits else "本月首次统计。"
    said = f"发现问题{this.issues}件"
    for one in (in_words(this.issues, last.issues, "环比"), _told("按期结案率", now)):
        said += f"，{one}" if one else ""
    return first, said + (f"；{again}" if again else "") + "。"


def _moved(total: int, repeats: int) -> str:
    """How the month went, in a clause; 1 is up, 0 as before, -1 down."""
    if total > 0 and repeats > 0:
        return "问题总量和重复问题双升。"
    if total <= 0 and repeats <= 0:
        return "总体平稳向好。" if total or repeats else "总体平稳。"
    ways = {1: "上升", 0: "持平", -1: "下降"}
    told = "问题总量{total}，重复问题{repeats}。"
    return told.format(total=ways[total], repeats=ways[repeats])


def _way(now: int, before: int) -> int:
    return (now > before) - (now < before)


def _again(ws: Workspace, period: Period) -> str:
    """第3次及以上重复问题6件，集中在柳堰镇、南浦街道; nothing where none came back that often."""
    begin, until = stored(period.begin), stored(period.as_of)
    often = sum(n for times, n in paper_rows.times_found(ws.db, begin, until).items() if times > 2)
    if not often:
        return ""
    rows = paper_rows.repeats_of(ws.db, begin, until, _LOOKED_AT)
    towns = Counter(area_name(ws, row["town"]) for row in rows if row["occurrence"] > 2)
    most = sorted((one for one in towns if one), key=lambda one: (-towns[one], one))[:_MOST_TOWNS]
    told = f"第3次及以上重复问题{often}件"
    return told + ("，集中在{towns}".format(towns="、".join(most)) if most else "")


def _told(name: str, now: Stats) -> str:
    rate = now.rates.on_time_close_rate
    return f"{name}{rate}%" if rate is not None else ""


def _ranks(now: Stats) -> list[RankLine]:
    groups = _by_group(now)
    ranked = [
        sorted((one for one in some if one.rank is not None), key=lambda one: one.rank or 0)
        for _group, some in groups
    ]
    return [
        RankLine(
            name=(f"前{_NAMED}名",),
            groups=tuple(_scores(some[:_NAMED]) for some in ranked),
        ),
        RankLine(
            name=(f"后{_NAMED}名",),
            groups=tuple(_scores(some[-_NAMED:]) for some in ranked),
        ),
        RankLine(
            name=("连续", "末位"),
            groups=tuple(
                tuple(f"{one.name} {one.tail_streak}个月" for one in some if one.tail_streak > 1)
                or ("—",)
                for some in ranked
            ),
        ),
        RankLine(name=("进步", "最大"), groups=tuple(_best(some) for some in ranked)),
    ]


def _scores(towns: list[TownStat]) -> tuple[str, ...]:
    return tuple(f"{one.name} {one.score}" for one in towns) or ("—",)


def _best(towns: list[TownStat]) -> tuple[str, ...]:
    moved = [one for one in towns if (one.rank_change or 0) > 0]
    if not moved:
        return ("—",)
    most = max(one.rank_change or 0 for one in moved)
    return tuple(f"{one.name} ↑{most}" for one in moved if one.rank_change == most)[:_NAMED]


def _months(ws: Workspace, period: Period, now: Stats) -> list[Month]:
    months = [Month(name=_month(period), problems=now.totals.issues, repeats=now.totals.repeats)]
    for _number in range(_MONTHS - 1):
        period = period.previous()
        whole = look_back(ws, period, ws.register.profile, depth=Depth.COUNTED).whole
        months.append(Month(name=_month(period), problems=whole.issues, repeats=whole.repeats))
    while len(months) > 1 and not months[-1].problems:
        months.pop()  # before the office began nothing was found
    return months[::-1]


def _shown(ws: Workspace, period: Period) -> list[Shown]:
    begin, until = stored(period.begin), stored(period.as_of)
    shown = []
    for row in paper_rows.pictured_of(ws.db, begin, until, _PHOTOS):
        photo = picture_of(ws, row["id"])
        if photo:
            again = "，第{n}次".format(n=row["occurrence"]) if row["occurrence"] > 1 else ""
            shown.append(Shown(photo=photo, place=place_of(ws, row), problem=row["title"] + again))
    return shown


def _sentences(ws: Workspace, now: Stats, before: Stats, month: str) -> tuple[str, ...]:
    this, last = now.totals, now.previous.totals
    first = f"{month}全区实地督查{this.visits}点次，发现问题{this.issues}件"
    if last.visits:
        more = this.issues - last.issues
        word = "多" if more > 0 else "少"
        first += f"，比上月{word}{abs(more)}件" if more else "，与上月持平"
    kinds = themes(ws, now, before)[:2]
    total = sum(now.counts.by_standard.values())
    second = "本月未发现问题。"
    if kinds and total:
        both = sum(one.now for one in kinds)
        part = (Decimal(100 * both) / total).quantize(Decimal(1))
        second = "问题集中在{names}，共{n}件，占{part}%。".format(
            names="、".join(one.name for one in kinds), n=both, part=part
        )
    third = f"重复问题{this.repeats}件，其中反弹{this.rebounds}件"
    rate = now.rates.rectification_rate
    third += f"；到期问题整改率{rate}%。" if rate is not None else "。"
    return first + "。", second, third


def _advice(now: Stats) -> str:
    last = [one.name for one in now.towns if one.tail]
    if not last:
        return "对重复问题和逾期未整改问题逐件督办。"
    return "对{names}开展点对点督导，重复问题和逾期未整改问题逐件督办。".format(
        names="、".join(last)
    )
