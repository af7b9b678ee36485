"""The month's bulletin (考核通报): the figures of a month put into the order of the paper."""

from collections import Counter
from pathlib import Path

from inspector.app.ledger import verdict_told
from inspector.app.paper_parts import (
    PagesMade,
    Row,
    area_name,
    check_suffix,
    count,
    days_found,
    group_name,
    hand_over,
    last_urged,
    picture_of,
    place_of,
    point_name,
    share,
    sure_day,
    times_told,
    unit_name,
)
from inspector.app.paper_words import office_on_paper
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats, TownStat
from inspector.app.workspace import Workspace
from inspector.documents.bulletin import bulletin_pdf
from inspector.documents.bulletin_docx import bulletin_docx
from inspector.documents.bulletin_paper import (
    BulletinPaper,
    Group,
    Overdue,
    Ranked,
    Relapse,
    Repeated,
    Time,
)
from inspector.documents.charts import Grouped
from inspector.documents.figures import Indicator
from inspector.domain.moment import days_late, from_stored, last_day, local_date, stored
from inspector.domain.period import Period
from inspector.domain.profile import Normalise, Profile
from inspector.domain.scoring import rounded
from inspector.photos.renditions import Kind
from inspector.store import paper_rows
from inspector.store.issues import issue_row

_MOST_OVERDUE, _MOST_REPEATS, _MOST_THEMES = 12, 3, 6
_ALL, _MOST_DAYS = -1, 6


def write_bulletin(ws: Workspace, month: str, out: Path) -> PagesMade:
    """The bulletin of an assessment month, as PDF or as Word by the file's suffix."""
    suffix = check_suffix(out, ".pdf", ".docx")
    paper = bulletin_paper(ws, assessed(ws, month=month))
    content = bulletin_docx(paper) if suffix == ".docx" else None
    return hand_over(out, bulletin_pdf(paper), content)


def bulletin_paper(ws: Workspace, period: Period) -> BulletinPaper:
    """What the bulletin says of a month; its number is left for the office to fill in."""
    now, before = stats(ws, period), stats(ws, period.previous())
    begin, until = stored(period.begin), stored(period.as_of)
    times = paper_rows.times_found(ws.db, begin, until)
    issued_on = local_date(ws.now, ws.register.zone)
    office = office_on_paper(ws)
    known = indicators(now)
    return BulletinPaper(
        number=f"{office.prefix}〔{issued_on.year}〕  号",
        office=office,
        addressees="各镇人民政府、街道办事处，区直有关部门",
        month="{n}月份".format(n=int((period.month or "0-0").split("-")[1])),
        basis=f"《{ws.name}城市管理综合考核办法》",
        first_day=period.first,
        last_day=period.last,
        issued_on=issued_on,
        rounds=paper_rows.rounds_between(ws.db, begin, until),
        inspected=now.totals.visits,
        groups=tuple(_groups(ws, now, before)),
        problems=known[0],
        indicators=known,
        themes=themes(ws, now, before),
        second=times.get(2, 0),
        later=sum(number for time, number in times.items() if time > 2),
        repeated=tuple(
            _repeated(ws, row)
            for row in paper_rows.repeats_of(ws.db, begin, until, _MOST_REPEATS)
            if row["occurrence"] > 2
        ),
        overdue=tuple(
            _overdue(ws, row, period) for row in paper_rows.late_at(ws.db, until, _MOST_OVERDUE)
        ),
        late=paper_rows.count_late(ws.db, until),
        demands=(
            "请各责任单位对照通知书和附件逐件整改，举一反三排查同类问题；重复问题和逾期未整改问题"
            "查明原因，落实长效措施，整改情况按期书面反馈。"
        ),
        relapses=tuple(_relapses(ws, begin, until)),
        formula=_formula(ws.register.profile),
    )


def indicators(now: Stats) -> tuple[Indicator, ...]:
    """The rates and counts that bulletin and one-page brief print, the count of issues first."""
    this, last, ago = now.totals, now.previous.totals, now.same_month_last_year.totals
    seen = (last.visits > 0, ago.visits > 0)
    rates, then, year = now.rates, now.previous.rates, now.same_month_last_year.rates
    names = {
        "on_time_close_rate": "按期结案率",
        "rectification_rate": "整改率",
        "repeat_rate": "重复率",
        "rebound_rate": "反弹率",
        "compliance_rate": "点位达标率",
        "coverage_rate": "点位覆盖率",
    }
    return (
        count("发现问题（件）", this.issues, last.issues, ago.issues, seen=seen),
        count("重复问题（件）", this.repeats, last.repeats, ago.repeats, seen=seen),
        count("销号问题（件）", this.closed, last.closed, ago.closed, seen=seen),
        *(
            share(
                name,
                getattr(rates, key),
                getattr(then, key) if seen[0] else None,
                getattr(year, key) if seen[1] else None,
            )
            for key, name in names.items()
        ),
    )


def _groups(ws: Workspace, now: Stats, before: Stats) -> list[Group]:
    earlier = {one.town: one for one in before.towns}
    tails = ws.register.profile.tail_n
    alert = max(ws.register.profile.tail_streak_alert, 2)
    made = []
    for group in sorted({one.group for one in now.towns}):
        towns = [one for one in now.towns if one.group == group]
        made.append(
            Group(
                name=group_name(group, [one.name for one in towns]),
                towns=tuple(
                    _ranked(one, earlier.get(one.town))
                    for one in sorted(towns, key=lambda one: (one.rank or 999, one.town))
                ),
                streaks=tuple(
                    f"{one.name}连续{one.tail_streak}个月列本组后{tails}名"
                    for one in towns
                    if one.tail_streak >= alert
                ),
            )
        )
    return made


def _ranked(one: TownStat, earlier: TownStat | None) -> Ranked:
    return Ranked(
        town=one.name,
        rank=one.rank,
        score=one.score,
        last_rank=earlier.rank if earlier else None,
        last_score=earlier.score if earlier else None,
        inspected=one.visits,
        problems=one.issues,
        repeats=one.repeats,
        on_time=one.on_time_close_rate,
        deduction=rounded(one.deduction),
        charges=rounded(one.charges),
        bonus=rounded(one.bonus),
    )


def themes(ws: Workspace, now: Stats, before: Stats) -> tuple[Grouped, ...]:
    """Issues by project of the catalogue, the most frequent first, the rest together."""
    names = paper_rows.projects(ws.db)
    this, last = (_by_project(one) for one in (now, before))
    ordered = [code for code, _number in sorted(this.items(), key=lambda one: (-one[1], one[0]))]
    known = before.totals.visits > 0
    made = [
        Grouped(name=names.get(code, code), now=this[code], before=last[code] if known else None)
        for code in ordered[:_MOST_THEMES]
    ]
    rest = ordered[_MOST_THEMES:]
    if rest:
        counted = [sum(some[code] for code in rest) for some in (this, last)]
        made.append(Grouped(name="其他", now=counted[0], before=counted[1] if known else None))
    return tuple(made)


def _by_project(one: Stats) -> Counter[str]:
    counted = Counter[str]()
    for standard, number in one.counts.by_standard.items():
        counted[standard.split(".")[0]] += number
    return counted


def _repeated(ws: Workspace, row: Row) -> Repeated:
    seen = verdict_told(ws, row["id"])
    earlier = list(reversed(seen.earlier))[1 - row["occurrence"] :] if seen else []
    times = [
        Time(
            found_on=local_date(one.found_at, ws.register.zone),
            number=_ordered_by(ws, one.issue),
            photo=picture_of(ws, one.issue, kind=Kind.THUMB),
        )
        for one in earlier
    ]
    photo = picture_of(ws, row["id"], kind=Kind.THUMB)
    own = _ordered_by(ws, row["id"])
    times.append(Time(found_on=sure_day(ws, row["found_at"]), number=own, photo=photo))
    return Repeated(
        town=area_name(ws, row["town"]),
        point=point_name(ws, row["point"]),
        spot=row["spot"] or "",
        subject=row["title"],
        times=tuple(times),
    )


def _relapses(ws: Workspace, begin: str, until: str) -> list[Relapse]:
    """Every repeat of the month, the most often found first, by town."""
    rows = paper_rows.repeats_of(ws.db, begin, until, _ALL)
    rows.sort(key=lambda row: (-row["occurrence"], row["town"] or "", row["found_at"], row["id"]))
    return [
        Relapse(
            town=area_name(ws, row["town"]),
            place=place_of(ws, row),
            problem=row["title"],
            occurrence=times_told(row),
            found_on=days_found(ws, row)[-_MOST_DAYS:],
        )
        for row in rows
    ]


def _formula(profile: Profile) -> str:
    per_visit = profile.normalise is Normalise.PER_VISIT
    held = f"÷实查点次×{profile.per_visit_k}" if per_visit else ""
    return f"得分＝{profile.base}－问题扣分{held}＋加分－其他扣分"


def _ordered_by(ws: Workspace, issue: str) -> str:
    """The number of the notice by which it was ordered, nothing where it has none."""
    row = issue_row(ws.db, issue, ws.now)
    return str(row["notice_number"] or "") if row else ""


def _overdue(ws: Workspace, row: Row, period: Period) -> Overdue:
    deadline = from_stored(row["deadline"])
    return Overdue(
        unit=unit_name(ws, row["unit"]),
        place=place_of(ws, row),
        problem=row["title"],
        deadline=last_day(deadline, period.zone),
        days=days_late(deadline, period.as_of, period.zone),
        ladder=last_urged(ws, row["id"]),
    )
