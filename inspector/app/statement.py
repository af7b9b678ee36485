"""A unit's own statement (扣分明细): every part it pays, adding up to its score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from inspector.app.assess import appeal_until
from inspector.app.entries import named_entries
from inspector.app.paper_parts import (
    PagesMade,
    Row,
    RowsMade,
    area_name,
    check_suffix,
    hand_over,
    picture_of,
    point_name,
    sure_day,
    unit_name,
    write,
)
from inspector.app.paper_words import office_on_paper
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats
from inspector.app.tally import Depth, Tally, tally
from inspector.app.workspace import Workspace
from inspector.documents.statement import Deduction, StatementPaper, statement_pdf
from inspector.documents.statement_xlsx import statement_xlsx
from inspector.domain.charging import Entry, share
from inspector.domain.errors import InputError
from inspector.domain.moment import local_date
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Normalise, Profile
from inspector.domain.scoring import PartKind, rounded
from inspector.photos.renditions import Kind
from inspector.store import paper_rows
from inspector.text import _

_UNVISITED = "本期未检查，不计分。"
_RECKONED = "得分＝{base}－{deduction}{held}＋{bonus}{taken}＝{score}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who pays: a town or a unit, by code."""

    town: str | None = None
    unit: str | None = None


def write_statement(ws: Workspace, payer: Payer, month: str, out: Path) -> PagesMade | RowsMade:
    """One payer's month, as PDF or as a workbook by the file's suffix.

    InputError for an unknown town or unit.
    """
    suffix = check_suffix(out, ".pdf", ".xlsx")
    _check(ws, payer)
    paper = statement_paper(ws, payer, assessed(ws, month=month))
    if suffix == ".pdf":
        return hand_over(out, statement_pdf(paper))
    content = statement_xlsx(paper)
    write(out, content)
    return RowsMade(file=str(out), rows=len(paper.lines), bytes=len(content))


def statement_page(ws: Workspace, payer: Payer, month: str) -> bytes:
    """The statement as PDF, to be looked at; nothing is written."""
    _check(ws, payer)
    return statement_pdf(statement_paper(ws, payer, assessed(ws, month=month))).pdf


def _check(ws: Workspace, payer: Payer) -> None:
    known = ws.register.area(payer.town) or ws.register.directory.unit(payer.unit)
    if bool(payer.town) == bool(payer.unit) or known is None:
        raise InputError(
            _("没有这个镇街或单位：{code}").format(code=payer.town or payer.unit or "—"),
            _("用 --town 或 --unit 写一个编号。"),
            code="unknown_unit",
        )


def statement_paper(ws: Workspace, payer: Payer, period: Period) -> StatementPaper:
    """What the statement says: its lines are the parts the score was made of."""
    profile = ws.register.profile
    summed = tally(ws, period, profile, depth=Depth.SCORED)
    account = summed.town(payer.town) if payer.town else summed.unit(payer.unit)
    lines = tuple(_lines(ws, period, profile, payer))
    visits = account.visits if payer.town else summed.whole.visits
    score = summed.score(account, visits=visits)
    today = local_date(ws.now, ws.register.zone)
    name = area_name(ws, payer.town) if payer.town else unit_name(ws, payer.unit)
    month = int((period.month or "0-0").split("-")[1])
    return StatementPaper(
        title=f"{name}{month}月份扣分明细",
        office=office_on_paper(ws),
        first_day=period.first,
        last_day=period.last,
        issued_on=today,
        basis=profile.base,
        total=sum((line.points for line in lines), ZERO),
        inspected=visits,
        bonus=account.bonus,
        score=score,
        rank=_rank(stats(ws, period), payer),
        formula=_formula(
            summed,
            *(account.deduction, visits, account.bonus, account.charges, score),
            form=_UNVISITED if score is None else _RECKONED,
        ),
        appeal=(
            f"对本明细有异议的，请于{_day_words(date.fromisoformat(appeal_until(ws, ws.now)))}前"
            "书面申诉，写明序号、理由并附依据材料，盖章后报送我办；"
            "定稿后不再受理。"
        ),
        lines=lines,
    )


def formula_of(ws: Workspace, payer: Payer, period: Period) -> str:
    """How a payer's score was reckoned, with the numbers put in, for the window."""
    summed = tally(ws, period, ws.register.profile, depth=Depth.SCORED)
    account = summed.town(payer.town) if payer.town else summed.unit(payer.unit)
    visits = account.visits if payer.town else summed.whole.visits
    score = summed.score(account, visits=visits)
    form = (
        _("本期未检查，不计分。")
        if score is None
        else _("得分＝{base}－{deduction}{held}＋{bonus}{taken}＝{score}。")
    )
    numbers = (account.deduction, visits, account.bonus, account.charges, score)
    return _formula(summed, *numbers, form=form)


def _day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _rank(told: Stats, payer: Payer) -> str:
    if payer.town:
        own = next(one for one in told.towns if one.town == payer.town)
        group = [one.rank for one in told.towns if one.group == own.group]
        rank = own.rank
    else:
        unit = next((one for one in told.units if one.unit == payer.unit), None)
        group = [one.rank for one in told.units if unit and one.kind == unit.kind]
        rank = unit.rank if unit else None
    return "—" if rank is None else f"{rank}／{sum(one is not None for one in group)}"


def _formula(
    summed: Tally,
    deduction: Decimal,
    visits: int,
    bonus: Decimal,
    charges: Decimal,
    score: Decimal | None,
    *,
    form: str,
) -> str:
    """``form`` with the numbers put in."""
    profile = summed.profile
    per_visit = profile.normalise is Normalise.PER_VISIT
    held = f"÷{visits}×{profile.per_visit_k}" if per_visit else ""
    taken = f"－{rounded(charges)}" if charges else ""
    granted = bonus if profile.bonus_cap is None else min(bonus, profile.bonus_cap)
    return form.format(
        base=profile.base,
        deduction=rounded(deduction),
        held=held,
        bonus=granted,
        taken=taken,
        score=score,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """Points a payer bears for one reason, and of how many problems."""

    kind: PartKind
    points: Decimal
    issues: int


def borne_by(ws: Workspace, payer: Payer, period: Period) -> tuple[Borne, ...]:
    """Where a payer's points went, by reason in their order; InputError for an unknown payer."""
    _check(ws, payer)
    sums: dict[PartKind, Decimal] = {}
    issues: dict[PartKind, set[str]] = {}
    for issue, parts in _paid(ws, period, ws.register.profile, payer).items():
        for entry, points in parts:
            sums[entry.kind] = sums.get(entry.kind, ZERO) + points
            issues.setdefault(entry.kind, set()).add(issue)
    return tuple(
        Borne(kind=kind, points=rounded(sums[kind]), issues=len(issues[kind]))
        for kind in PartKind
        if kind in sums
    )


def _lines(ws: Workspace, period: Period, profile: Profile, payer: Payer) -> Iterable[Deduction]:
    paid = _paid(ws, period, profile, payer)
    rows = paper_rows.issues_named(ws.db, list(paid))
    for issue in sorted(paid, key=lambda one: (rows[one]["found_at"], one)):
        yield _line(ws, rows[issue], paid[issue])


def _paid(
    ws: Workspace, period: Period, profile: Profile, payer: Payer
) -> dict[str, list[tuple[Entry, Decimal]]]:
    """By issue, the parts a payer bears and how much of each."""
    kinds = {unit.code: unit.kind for unit in ws.register.units}
    paid: dict[str, list[tuple[Entry, Decimal]]] = {}
    for one in named_entries(ws, period, profile):
        portion = share(one.points, kinds.get(one.unit or ""), profile.shares)
        points = ZERO
        if payer.town and one.town == payer.town:
            points = portion.town
        elif payer.unit and one.unit == payer.unit:
            points = portion.unit
        if points:
            paid.setdefault(one.issue, []).append((one, points))
    return paid


def _line(ws: Workspace, row: Row, parts: list[tuple[Entry, Decimal]]) -> Deduction:
    again = "（第{n}次）".format(n=row["occurrence"]) if row["occurrence"] > 1 else ""
    whole = sum((points for _entry, points in parts), ZERO)
    return Deduction(
        found_on=sure_day(ws, row["found_at"]),
        point=point_name(ws, row["point"]),
        spot=row["spot"] or "",
        problem=row["title"] + again,
        standard_code=row["standard"],
        ground=_ground(parts),
        points=whole,
        photo=picture_of(ws, row["id"], kind=Kind.THUMB),
    )


_SHORT = {
    PartKind.BASE: "标准",
    PartKind.REPEAT: "重复",
    PartKind.REBOUND: "反弹",
    PartKind.REWORK: "返工",
    PartKind.OVERDUE: "逾期",
    PartKind.RELIEF: "核减",
}


def _ground(parts: list[tuple[Entry, Decimal]]) -> str:
    """标准0.50, ＋重复0.50: the parts by kind, as this payer bears them, a line each."""
    sums: dict[PartKind, Decimal] = {}
    for one, points in parts:
        sums[one.kind] = sums.get(one.kind, ZERO) + points
    told = "\n＋".join(f"{_SHORT[kind]}{rounded(points)}" for kind, points in sums.items())
    return told.replace("＋核减-", "－核减")
