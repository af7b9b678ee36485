"""Rulings (核准): who approved or revoked whom, and who gave the seat to whom."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import orjson
from sqlite_utils import Database

from inspector.store.branches import branch_root
from inspector.store.shape import SHAPES
from inspector.store.values import unpack_groups

_STATE, _HOLDER = SHAPES["device"].column("state").bit, SHAPES["seat"].column("holder").bit


class Ruling(NamedTuple):
    """One word about a stream; of several that stand side by side each is one."""

    clock: int
    author: str
    device: str
    state: str


class Giving(NamedTuple):
    """The seat claimed or handed on; ``author`` is who says so."""

    at: str
    row: str
    author: str
    holder: str
    is_handover: bool


def read_rulings(db: Database) -> list[Ruling]:
    """What the roster's rows and their open values say of each stream."""
    authors = _authors(db)
    open_here = db.execute(
        "select row, clock, stream, value from leaf where entity = 'device' and field = 'state' "
        "order by row, clock, stream, seq"
    ).fetchall()
    contested = {row for row, *_leaf in open_here}
    found = [
        Ruling(clock, authors[stream], row, orjson.loads(value) or "")
        for row, clock, stream, value in open_here
    ]
    shown = db.execute("select id, state, _clk from device where state is not null order by id")
    for device, state, packed in shown.fetchall():
        if device not in contested:
            clock, stream = _written(packed, _STATE)
            found.append(Ruling(clock, authors[stream], device, state))
    return found


def read_givings(db: Database) -> list[Giving]:
    """The first claim and every handover."""
    authors = _authors(db)
    rows = db.execute(
        "select at, id, _clk, holder, kind from seat where holder is not null order by at, id"
    ).fetchall()
    found = [
        Giving(at or "", row, authors[_written(packed, _HOLDER)[1]], holder, kind == "handover")
        for at, row, packed, holder, kind in rows
    ]
    return [*[one for one in found if one.is_handover], *_first_claim(found)]


def states_by(rulings: Iterable[Ruling], authors: Collection[str]) -> dict[str, str]:
    """The last word of ``authors`` on each stream, where it approves or revokes."""
    last = {one.device: one.state for one in sorted(rulings) if one.author in authors}
    return {device: state for device, state in last.items() if state in ("approved", "revoked")}


def _first_claim(givings: Iterable[Giving]) -> list[Giving]:
    return [one for one in givings if not one.is_handover][:1]


def _authors(db: Database) -> dict[int, str]:
    rows = db.execute("select no, uid from stream order by no").fetchall()
    return {number: branch_root(uid) for number, uid in rows}


def _written(packed: bytes, column: int) -> tuple[int, int]:
    """Clock and number of the stream that wrote a column."""
    for clock, stream, _seq, mask in unpack_groups(packed)[0]:
        if mask & column:
            return clock, stream
    raise LookupError(column)
