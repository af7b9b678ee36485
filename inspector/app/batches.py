"""Batches (批次): the merges of the past, each undone as a whole where it was a mistake."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from inspector.app.backup import back_up
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, stored
from inspector.store.leaving_out import drop_segments
from inspector.store.settling import settle
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One merge of the past: when, from which files, and whether it was undone."""

    batch: str
    at: datetime
    files: tuple[str, ...]
    undone: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How many segments were set aside, and how many of our own changes had seen them."""

    batch: str
    segments: int
    own_changes_after: int


def list_batches(ws: Workspace) -> tuple[Batch, ...]:
    """Every merge, the latest first."""
    rows, zone = ws.db.query("select * from batch order by at desc, id desc"), ws.register.zone
    return tuple(
        Batch(
            batch=row["id"],
            at=from_stored(row["at"]).astimezone(zone),
            files=tuple(orjson.loads(row["report"])["files"]),
            undone=from_stored(row["undone"]).astimezone(zone) if row["undone"] else None,
        )
        for row in rows
    )


def undo(ws: Workspace, batch: str) -> Undone:
    """Set a batch's segments aside and fold the rest anew; its files can be merged again."""
    row = ws.db.execute("select streams, undone from batch where id = ?", [batch]).fetchone()
    if row is None or row[1]:
        raise InputError(
            _("没有可撤销的批次：{batch}").format(batch=batch),
            _("用 inspector merges 查看。"),
            code="unknown_batch",
        )
    back_up(ws)
    with ws.writing() as tx:
        own = int(tx.db.execute("select count(*) from tail").fetchone()[0])
        aside = drop_segments(tx, orjson.loads(row[0] or "[]"))
        settle(tx)
        tx.db.execute("update batch set undone = ? where id = ?", [stored(ws.now), batch])
    return Undone(batch=batch, segments=aside, own_changes_after=own)
