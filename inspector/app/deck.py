"""The month's review (点评会): its figures and photos put on slides whose titles are findings."""

from collections import Counter
from datetime import datetime
from itertools import chain
from pathlib import Path

from inspector.app.bulletin import themes
from inspector.app.ledger import verdict_told
from inspector.app.paper_parts import (
    Row,
    SlidesMade,
    area_name,
    check_suffix,
    group_name,
    picture_of,
    place_of,
    point_name,
    sure_day,
    unit_name,
    write,
)
from inspector.app.paper_words import office_on_paper
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats, TownStat
from inspector.app.workspace import Workspace
from inspector.documents.charts import Grouped
from inspector.documents.deck import (
    LONGEST_TITLE,
    Again,
    DeckPaper,
    GroupBars,
    LateLine,
    Mended,
    Seen,
    TownBar,
    TownPage,
    deck_pptx,
    names,
)
from inspector.documents.paper import PhotoOnPaper
from inspector.documents.wording import day
from inspector.domain.moment import days_late, from_stored, last_day, local_date, stored
from inspector.domain.period import Period
from inspector.photos.renditions import Kind
from inspector.store import paper_rows
from inspector.text import _

_COUNTED = 500  # problems looked at to tell who has the most
_PHOTOS, _POINTS, _MENDED, _REPEATS, _LATE = 3, 2, 2, 3, 9


def write_deck(ws: Workspace, month: str, out: Path) -> SlidesMade:
    """The deck of an assessment month as PPTX."""
    check_suffix(out, ".pptx")
    paper = deck_paper(ws, assessed(ws, month=month))
    content, slides = deck_pptx(paper)
    write(out, content)
    return SlidesMade(file=str(out), slides=slides, bytes=len(content), advice=_advice(paper))


def _advice(paper: DeckPaper) -> tuple[str, ...]:
    told = [_("照片中有人脸、车牌的，放映前遮挡或换片。")]
    if not paper.towns:
        told.append(_("本月没有带照片的问题，镇街没有单独成页。"))
    if not paper.mended:
        told.append(_("本月销号的问题没有整改后照片，没有整改前后对比。"))
    return tuple(told)


def deck_paper(ws: Workspace, period: Period) -> DeckPaper:
    """What the slides say of a month, all of it from its figures and records."""
    now, before = stats(ws, period), stats(ws, period.previous())
    ranked = _ranked(now)
    kinds = themes(ws, now, before)
    begin, until = stored(period.begin), stored(period.as_of)
    again = [
        row for row in paper_rows.repeats_of(ws.db, begin, until, _COUNTED) if row["occurrence"] > 2
    ]
    often = sum(n for times, n in paper_rows.times_found(ws.db, begin, until).items() if times > 2)
    late = paper_rows.late_at(ws.db, until, _COUNTED)
    overdue = paper_rows.count_late(ws.db, until)
    return DeckPaper(
        office=office_on_paper(ws),
        name=f"{ws.name}城市管理综合考核",
        month="{n}月份".format(n=int((period.month or "0-0").split("-")[1])),
        held_on=local_date(ws.now, ws.register.zone),
        as_of=local_date(period.as_of, period.zone),
        ranking_title=_ranking_title(ranked),
        ranking_note=_risen(ranked),
        groups=tuple(_groups(ranked, before)),
        themes_title=_themes_title(kinds),
        themes=tuple((one.name, int(one.now), _whole(one.before)) for one in kinds),
        towns=tuple(
            page
            for one in (*chain(*ranked), *(one for one in now.towns if one.rank is None))
            if (page := _town(ws, one, begin, until)) is not None
        ),
        mended=tuple(_mended(ws, begin, until)),
        repeats_title=_among(f"第3次及以上重复问题{often}件", _towns_of(ws, again), often),
        repeats=tuple(_again(ws, row) for row in again[:_REPEATS]),
        repeats_note=_rest(often, _REPEATS),
        late_title=_late_title(ws, late, overdue, period),
        late_note=_rest(overdue, _LATE),
        late=tuple(_late(ws, row, period) for row in late[:_LATE]),
        steps_title="下一步：盯住重复、逾期和连续末位",
        steps=_steps(now, often, overdue),
    )


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _ranked(now: Stats) -> list[list[TownStat]]:
    """Towns with a rank by group, the first of each group first."""
    groups = sorted({one.group for one in now.towns})
    whole = [
        sorted(
            (one for one in now.towns if one.group == group and one.rank is not None),
            key=lambda one: (one.rank or 0, one.town),
        )
        for group in groups
    ]
    return [group for group in whole if group]


def _groups(ranked: list[list[TownStat]], before: Stats) -> list[GroupBars]:
    last = {one.town: one.score for one in before.towns}
    return [
        GroupBars(
            name=group_name(group[0].group, [one.name for one in group]),
            towns=tuple(
                TownBar(
                    town=one.name,
                    rank=one.rank or 0,
                    score=one.score,
                    last_score=last.get(one.town),
                )
                for one in group
                if one.score is not None
            ),
        )
        for group in ranked
    ]


def _ranking_title(ranked: list[list[TownStat]]) -> str:
    first = [group[0].name for group in ranked]
    streaks = [one for group in ranked for one in group if one.tail_streak > 1]
    if not first:
        return "本月没有镇街达到排名的覆盖要求"
    told = f"{names(first)}居首"
    last = [group[-1].name for group in ranked if len(group) > 1]
    wordings = [f"{told}；{names(last)}居末"] if last else []
    if streaks:
        longest = max(one.tail_streak for one in streaks)
        who = [one.name for one in streaks if one.tail_streak == longest]
        wordings.insert(0, f"{told}；{names(who)}连续{longest}个月列后")
    return next((one for one in wordings if len(one) <= LONGEST_TITLE), told)


def _risen(ranked: list[list[TownStat]]) -> str:
    risen = [one for group in ranked for one in group if (one.rank_change or 0) > 0]
    if not risen:
        return ""
    most = max(one.rank_change or 0 for one in risen)
    return f"进位最大：{names([one.name for one in risen if one.rank_change == most])}升{most}位"


def _themes_title(kinds: tuple[Grouped, ...]) -> str:
    total = sum(one.now for one in kinds)
    if not total:
        return ""
    part = round(100 * sum(one.now for one in kinds[:2]) / total)
    return f"问题集中在{'、'.join(one.name for one in kinds[:2])}，占{part}%"


def _town(ws: Workspace, one: TownStat, begin: str, until: str) -> TownPage | None:
    """A page for a town that has photos to show."""
    seen: list[Seen] = []
    for row in paper_rows.pictured_in(ws.db, begin, until, one.town, 3 * _PHOTOS):
        photo = picture_of(ws, row["id"])
        if photo and len(seen) < _PHOTOS:
            times = f"，第{row['occurrence']}次" if row["occurrence"] > 1 else ""
            when = day(sure_day(ws, row["found_at"]))
            what = f"{when}　{row['title']}{times}"
            seen.append(Seen(photo=photo, where=place_of(ws, row), what=what))
    if not seen:
        return None
    rate = one.on_time_close_rate
    return TownPage(
        title=f"{one.name}：{_standing(one)}",
        figures=(
            ("发现问题", f"{one.issues}件", False),
            ("重复问题", f"{one.repeats}件", one.repeats > 0),
            ("按期结案率", "—" if rate is None else f"{rate}%", False),
        ),
        points=tuple(
            f"{point_name(ws, row['point'])}{row['number']}件"
            for row in paper_rows.busiest_points(ws.db, begin, until, one.town, _POINTS)
        ),
        seen=tuple(seen),
    )


def _standing(one: TownStat) -> str:
    if one.rank is not None:
        return f"{one.score}分，第{one.rank}名{_moved(one)}"
    told = "实查点次不足，不排名"
    return told if one.score is None else f"{one.score}分，{told}"


def _moved(one: TownStat) -> str:
    change = one.rank_change
    if change is None:
        return ""
    if not change:
        return "，与上月持平"
    return f"，较上月{'升' if change > 0 else '降'}{abs(change)}位"


def _mended(ws: Workspace, begin: str, until: str) -> list[Mended]:
    made: list[Mended] = []
    for row in paper_rows.mended(ws.db, begin, until, 4 * _MENDED):
        before, after = picture_of(ws, row["id"]), picture_of(ws, row["id"], of_deeds=True)
        if before is None or after is None or len(made) == _MENDED:
            continue
        done = (row["measures"] or "按要求整改").rstrip("。")
        closed = day(sure_day(ws, row["closed_at"]))
        made.append(
            Mended(
                title=f"整改前后：{point_name(ws, row['point'])}{row['title']}",
                before=before,
                after=after,
                done=f"{done}，{closed}复查合格。",
                place=f"{place_of(ws, row)}　{unit_name(ws, row['unit'])}",
            )
        )
    return made


def _again(ws: Workspace, row: Row) -> Again:
    told = verdict_told(ws, row["id"])
    earlier = list(reversed(told.earlier))[1 - row["occurrence"] :] if told else []
    found: list[tuple[datetime, str]] = [(one.found_at, one.issue) for one in earlier]
    found.append((from_stored(row["found_at"]), row["id"]))
    first = row["occurrence"] - len(found) + 1
    return Again(
        town=area_name(ws, row["town"]),
        place=place_of(ws, row),
        problem=row["title"],
        times=tuple(
            (
                f"第{first + at}次　{day(local_date(moment, ws.register.zone))}",
                _shown(ws, issue),
            )
            for at, (moment, issue) in enumerate(found)
        ),
    )


def _shown(ws: Workspace, issue: str) -> PhotoOnPaper | None:
    return picture_of(ws, issue, kind=Kind.PRINT)


def _late(ws: Workspace, row: Row, period: Period) -> LateLine:
    deadline = from_stored(row["deadline"])
    return LateLine(
        unit=unit_name(ws, row["unit"]),
        place=place_of(ws, row),
        problem=row["title"],
        deadline=last_day(deadline, period.zone),
        days=days_late(deadline, period.as_of, period.zone),
    )


def _towns_of(ws: Workspace, rows: list[Row]) -> list[str]:
    return [area_name(ws, row["town"]) for row in rows if row["town"]]


def _units_of(ws: Workspace, rows: list[Row]) -> list[str]:
    return [unit_name(ws, row["unit"]) for row in rows if row["unit"]]


def _among(told: str, owners: list[str], whole: int) -> str:
    """How many there are, and who has the most of them where every one was looked at."""
    if not whole:
        return ""
    (most, number), *_others = Counter(sorted(owners)).most_common(1) or [("", 0)]
    known = number > 1 and whole <= _COUNTED
    return f"{told}，{most}{number}件最多" if known else told


def _late_title(ws: Workspace, late: list[Row], whole: int, period: Period) -> str:
    """Who has the most; where that is too long for a title, how late the oldest is."""
    told = f"逾期未整改问题{whole}件"
    title = _among(told, _units_of(ws, late), whole)
    if title == told or len(title) > LONGEST_TITLE:
        days = max((_late(ws, row, period).days for row in late), default=0)
        return f"{told}，最长逾期{days}日" if days else title
    return title


def _rest(whole: int, shown: int) -> str:
    return f"共{whole}件，其余{whole - shown}件见会议材料" if whole > shown else ""


def _steps(now: Stats, again: int, late: int) -> tuple[str, ...]:
    tails = [one.name for one in now.towns if one.tail and one.rank is not None]
    steps = []
    if again:
        steps.append(f"第3次及以上重复问题{again}件，由分管负责同志牵头查明原因，落实长效措施。")
    if late:
        steps.append(f"逾期未整改问题{late}件，逐件督办，书面说明原因。")
    if tails:
        steps.append(f"对{names(tails, 4)}开展点对点督导。")
    steps.append("对照问题清单排查同类点位，整改情况按期书面反馈，附同角度照片。")
    return tuple(steps)
