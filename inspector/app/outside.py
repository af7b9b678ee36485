"""Outside results (外部结果): what the city, the province or a third party made of a period."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from inspector.app import check
from inspector.app.bad_row import BadRowError
from inspector.app.outside_in import period_days, result_draft
from inspector.app.stats_told import OutsideResult, Stats
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.outside_rows import OutsideRow, outside_rows
from inspector.text import _


def results(ws: Workspace) -> tuple[OutsideResult, ...]:
    """The whole register, the latest period first; results of one period by source and town."""
    with told():
        every = [one for row in outside_rows(ws.db) if (one := _told(ws, row))]
    return tuple(sorted(every, key=lambda one: (-one.last.toordinal(), one.source, one.town or "")))


def results_beside(ws: Workspace, shown: Stats) -> tuple[OutsideResult, ...]:
    """Results of periods that share a day with the one shown, the own ones of the town beside.

    Own score and rank stand only where the days are the same: a quarter's place beside a month's
    score would compare what nobody compared.
    """
    first, last = shown.period.first, shown.period.last
    return tuple(
        _beside(one, shown) for one in results(ws) if one.first <= last and one.last >= first
    )


def enter(
    ws: Workspace,
    *,
    source: str,
    period: str,
    town: str | None = None,
    rank: int | None = None,
    out_of: int | None = None,
    score: str | None = None,
    note: str | None = None,
) -> OutsideResult:
    """One result; source, period and town again correct it. ``town`` None: the whole district.

    :raises InputError: neither rank nor score, a rank beyond ``out_of``, an unknown period or town.
    """
    said = {"source": source, "period": period, "town": town, "place": rank}
    said |= {"out_of": out_of, "points": score, "note": note}
    try:
        draft = result_draft(ws, {name: value for name, value in said.items() if value is not None})
    except BadRowError as error:
        raise InputError(
            _("外部结果有误：{reason}").format(reason=error.reason),
            _("写明来源、考核期，以及名次或得分。"),
            code="bad_outside",
        ) from error
    _write(ws, draft.row, draft.fields)
    return _known(ws, draft.row)


def withdraw(ws: Workspace, result: str, reason: str) -> OutsideResult:
    """Take a result back, with a reason: its line stays in the history and leaves the lists."""
    taken = _known(ws, result)
    _write(ws, result, {"place": None, "points": None, "note": check.reason(reason)})
    return taken


def _write(ws: Workspace, row: str, fields: Mapping[str, Value]) -> None:
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("outside", row, fields)]))


def _known(ws: Workspace, result: str) -> OutsideResult:
    for one in results(ws):
        if one.result == result:
            return one
    raise InputError(
        _("没有这条外部结果：{result}").format(result=result),
        _("用 outside 列出全部，取其编号。"),
        code="unknown_result",
    )


def _told(ws: Workspace, row: OutsideRow) -> OutsideResult | None:
    try:
        first, last = period_days(ws, row.period)
    except ValueError:
        return None  # a newer version may know periods that this one does not
    town = ws.register.area(row.town) if row.town else None
    return OutsideResult(
        result=row.row,
        source=row.source,
        name=dict(ws.register.source_names).get(row.source, row.source),
        period=row.period,
        first=first,
        last=last,
        town=row.town or None,
        town_name=town.name if town else row.town or None,
        rank=row.place,
        out_of=row.out_of,
        score=None if row.points is None else Decimal(row.points),
        note=row.note or "",
    )


def _beside(one: OutsideResult, shown: Stats) -> OutsideResult:
    if (one.first, one.last) != (shown.period.first, shown.period.last):
        return one
    return next(_with_own(one, shown), one)


def _with_own(one: OutsideResult, shown: Stats) -> Iterator[OutsideResult]:
    for town in shown.towns:
        if town.town == one.town:
            yield replace(one, own_rank=town.rank, own_score=town.score)
