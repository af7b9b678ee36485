"""The roster (电脑名册): whose segments are folded, told by what is on record alone."""

from dataclasses import dataclass

import orjson
from sqlite_utils import Database

from inspector.store.branches import branch_root
from inspector.store.seat import Seat, read_seat, read_standing
from inspector.store.standing import Standing

_TAIL = 16  # hex digits by which a header names the end it had seen
_HELD = "g.state in ('ok', 'unknown', 'waiting')"  # what waits may be what somebody had seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """``seats``: every stream that was ever given the seat, and all that go on for one."""

    own: str
    seat: Seat
    seats: frozenset[str]
    standing: Standing

    def accepts(self, stream: str) -> bool:
        """Whether all that a stream says is folded here: our own always is."""
        return stream == self.own or self.is_heard(stream)

    def is_heard(self, stream: str) -> bool:
        """Whether all that a stream says is folded everywhere: anybody's while nobody was approved.

        The seat's always, for it is the seat that says who else is.
        """
        if stream == self.seat.holder:
            return True
        state = self.standing.state_of(stream)
        if state == "revoked" or "approved" not in self.standing.states.values():
            return state != "revoked"
        return state == "approved" or stream in self.seats

    def vouchers(self, stream: str) -> frozenset[str]:
        """Whose having seen a segment of a stream that is not accepted lets it in all the same.

        Of a revoked one the seat's alone: it takes no more of it from the revocation on, while
        others may go on until they hear of it. Our own word counts for no more than it does
        elsewhere.
        """
        state_of = self.standing.state_of
        holder = {self.seat.holder} if self.seat.holder else set()
        seats = {one for one in self.seats | holder if state_of(one) != "revoked"}
        if state_of(stream) == "revoked":
            return frozenset(seats - {stream})
        return frozenset(seats | self.standing.approved)


def read_roster(db: Database, own: str) -> Roster:
    """The roster as it is folded here."""
    standing = read_standing(db)
    return Roster(
        own=own,
        seat=read_seat(db, standing),
        seats=standing.heirs_of(*standing.given),
        standing=standing,
    )


def misplaced(db: Database, roster: Roster) -> tuple[list[str], list[str]]:
    """Segments that are folded and should wait, and those that wait and may be folded: hashes."""
    out: list[str] = []
    back: list[str] = []
    for root, numbers in _streams_by_root(db).items():
        if roster.accepts(root):
            back += _kept_out(db, numbers)
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


def _kept_out(db: Database, numbers: list[int]) -> list[str]:
    """Hashes of what waits of a chain; asked of every chain at every merge, so by an index."""
    sql = (
        f"select hash from segment where state = 'unknown' "
        f"and stream in ({', '.join('?' * len(numbers))}) order by first, hash"
    )
    return [str(name) for (name,) in db.execute(sql, numbers)]


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
