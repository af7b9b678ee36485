"""The roster (电脑名册): whose segments are folded, told by what is on record alone."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlite_utils import Database

from inspector.domain.change import Draft, Value
from inspector.domain.ids import fact_id
from inspector.domain.moment import from_stored, stored
from inspector.store.branches import branch_root

_TAIL = 16  # hex digits by which a header names the end it had seen
_HELD = "g.state in ('ok', 'unknown')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """``states`` by stream; ``seats`` holds every stream that has ever been given the seat."""

    own: str
    holder: str
    seats: frozenset[str]
    states: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """Nobody was approved or revoked: every key is accepted."""
        return not self.states

    def accepts(self, stream: str) -> bool:
        """Whether all that a stream says is folded: everybody's while nobody was approved.

        The seat's always, for it is the seat that says who else is; and our own.
        """
        if stream in (self.own, self.holder):
            return True
        state = self.states.get(stream)
        if state == "revoked" or "approved" not in self.states.values():
            return state != "revoked"
        return state == "approved" or stream in self.seats

    def vouchers(self, stream: str) -> frozenset[str]:
        """Whose having seen a segment of a stream that is not accepted lets it in all the same.

        Of a revoked one the seat's alone: it takes no more of it from the revocation on, while
        others may go on until they hear of it. Our own word counts for no more than it does
        elsewhere.
        """
        seats = {one for one in {*self.seats, self.holder} if self.states.get(one) != "revoked"}
        if self.states.get(stream) == "revoked":
            return frozenset(seats - {stream})
        approved = {uid for uid, state in self.states.items() if state == "approved"}
        return frozenset(seats | approved)


def read_roster(db: Database, own: str) -> Roster:
    """The roster as it is folded here."""
    seats = db.execute(
        "select holder from seat where kind = 'handover' and holder is not null order by holder"
    ).fetchall()
    first = db.execute(
        "select holder from seat where kind != 'handover' order by at, id limit 1"
    ).fetchone()
    states = db.execute(
        "select id, state from device where state in ('approved', 'revoked') order by id"
    ).fetchall()
    return Roster(
        own=own,
        holder=seat_holder(db) or "",
        seats=frozenset(str(uid) for (uid,) in [*seats, *([first] if first else [])]),
        states=dict(states),
    )


def seat_holder(db: Database) -> str | None:
    """The stream that numbers, freezes and approves (编号席位).

    It is the last one the seat was handed to, else the first that claimed it.
    """
    row = db.execute(
        "select holder from seat order by kind = 'handover' desc, "
        "case kind when 'handover' then at end desc, at, id limit 1"
    ).fetchone()
    return str(row[0]) if row else None


def a_handover(db: Database, to: str, now: datetime) -> Draft:
    """The seat goes to another stream.

    It is dated after the handover before it, whose clock may have been ahead.
    """
    last = db.execute("select max(at) from seat where kind = 'handover'").fetchone()[0]
    at = max(now, from_stored(last) + timedelta(milliseconds=1)) if last else now
    fields: dict[str, Value] = {"holder": to, "at": stored(at), "kind": "handover"}
    return Draft("seat", fact_id(int(now.timestamp() * 1000), os.urandom(10)), fields)


def misplaced(db: Database, roster: Roster) -> tuple[list[str], list[str]]:
    """Segments that are folded and should wait, and those that wait and may be folded: hashes."""
    out: list[str] = []
    back: list[str] = []
    sql = "select distinct stream from segment where state = 'unknown'"
    waiting = {number for (number,) in db.execute(sql).fetchall()}
    for root, numbers in _streams_by_root(db).items():
        if roster.accepts(root):
            if waiting.isdisjoint(numbers):
                continue
            back += [name for name, state, _prev in _held(db, numbers) if state == "unknown"]
            continue
        held = _held(db, numbers)
        vouched = _vouched(db, root, held, roster.vouchers(root)) if held else set()
        out += [name for name, state, _prev in held if state == "ok" and name not in vouched]
        back += [name for name, state, _prev in held if state == "unknown" and name in vouched]
    return out, back


def _streams_by_root(db: Database) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, uid in db.execute("select no, uid from stream order by uid").fetchall():
        found.setdefault(branch_root(uid), []).append(number)
    return found


def _held(db: Database, numbers: list[int]) -> list[tuple[str, str, str]]:
    """Hash, state and hash of the one before, of every segment of a chain and its branches."""
    sql = (
        f"select g.hash, g.state, json_extract(g.header, '$.prev') from segment g "
        f"where {_HELD} and g.stream in ({', '.join('?' * len(numbers))}) order by g.first, g.hash"
    )
    return [(str(name), str(state), str(prev)) for name, state, prev in db.execute(sql, numbers)]


def _vouched(
    db: Database, root: str, held: list[tuple[str, str, str]], vouchers: frozenset[str]
) -> set[str]:
    """The segments of one chain that somebody who counts had seen, and all those before them."""
    before = {name: prev for name, _state, prev in held}
    tails = _tails_seen(db, root, vouchers)
    vouched: set[str] = set()
    for name in before:
        step = name if name[:_TAIL] in tails else ""
        while step in before and step not in vouched:
            vouched.add(step)
            step = before[step]
    return vouched


def _tails_seen(db: Database, root: str, vouchers: frozenset[str]) -> set[str]:
    rows = db.execute(
        "select s.uid, g.header from segment g join stream s on s.no = g.stream "
        "where g.state = 'ok' and instr(g.header, ?) > 0 order by g.id",
        [root],
    ).fetchall()
    return {
        tail
        for uid, header in rows
        if branch_root(uid) in vouchers
        for seen, (_seq, tail) in orjson.loads(header)["seen"].items()
        if branch_root(seen) == root
    }
