"""Draws of points (抽取): kept once with their seed, so that anybody can repeat them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import orjson

from inspector.app.plan_told import Draw
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, stored
from inspector.store import plan_rows
from inspector.store.apply import apply
from inspector.text import _


def keep_draw(ws: Workspace, drawn: Draw) -> Draw:
    """Record a draw; the one that is there already if it is the same but for person and time."""
    same = next((one for one in draws(ws) if _is_same(one, drawn)), None)
    if same is not None:
        return same
    row = ws.new_id()
    with ws.writing() as tx:
        apply(tx, [_draft(replace(drawn, draw=row))])
    return next(one for one in draws(ws) if one.draw == row)


def named_draw(ws: Workspace, *, draw: str | None, campaign: str) -> Draw | None:
    """The draw of that id or seed, else the last one of the campaign; None where none is named.

    InputError for one that nobody recorded.
    """
    if not draw and not campaign:
        return None
    for one in draws(ws):
        if draw in (one.draw, one.seed) if draw else one.campaign == campaign:
            return one
    raise InputError(
        _("没有这次抽取：{name}").format(name=draw or campaign),
        _("不带参数运行 plan，查看已有的抽取。"),
        code="unknown_draw",
    )


def draws(ws: Workspace) -> tuple[Draw, ...]:
    """Every draw that was recorded, the latest first."""
    return tuple(_drawn(ws, row) for row in plan_rows.draws(ws.db))


def _draft(one: Draw) -> Draft:
    asked: dict[str, object] = {
        "on": one.on.isoformat(),
        "number": one.number,
        "types": list(one.types),
        "towns": list(one.towns),
        "standards": list(one.standards),
        "candidates": one.candidates,
    }
    return Draft(
        "draw",
        one.draw,
        {
            "at": stored(one.at),
            "seed": one.seed,
            "person": one.person,
            "campaign": one.campaign,
            "asked": asked,
            "points": list(one.points),
        },
    )


def _drawn(ws: Workspace, row: plan_rows.Drawn) -> Draw:
    asked = orjson.loads(row.asked or "{}")
    at = from_stored(row.at).astimezone(ws.register.zone)
    return Draw(
        draw=row.row,
        at=at,
        on=date.fromisoformat(asked["on"]) if asked.get("on") else at.date(),
        seed=row.seed,
        number=int(asked.get("number") or 0),
        person=row.person or "",
        campaign=row.campaign or "",
        types=_words(asked.get("types")),
        towns=_words(asked.get("towns")),
        standards=_words(asked.get("standards")),
        candidates=int(asked.get("candidates") or 0),
        points=_words(orjson.loads(row.points)),
    )


def _words(some: Iterable[object] | None) -> tuple[str, ...]:
    return tuple(str(one) for one in some or ())


def _is_same(one: Draw, other: Draw) -> bool:
    return replace(one, draw="", at=other.at, person=other.person) == other
