"""The seat (编号席位): which stream numbers, freezes and approves, told by what is on record."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from inspector.domain.change import Draft, Value
from inspector.domain.ids import fact_id
from inspector.domain.moment import from_stored, stored
from inspector.store.branches import is_forked
from inspector.store.rulings import Giving, Ruling, read_givings, read_rulings, states_by
from inspector.store.standing import Standing
from inspector.store.words import After, read_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """``holder`` is None where nobody has it, or where ``rivals`` could each be the one.

    ``line``: whom it was given to last, and all that go on for that stream.
    """

    holder: str | None = None
    rivals: frozenset[str] = frozenset()
    line: frozenset[str] = frozenset()


def read_standing(db: Database, *, every: bool = False) -> Standing:
    """What the roster says, as it is folded here; ``every`` word, also of those it is silent on.

    A word counts where its author ever had the seat, goes on for who had, or is approved by a word
    that counts: nobody bears himself out, and no two each other. Until the seat is known none does.
    """
    rulings, givings = read_rulings(db), read_givings(db)
    holders = {one.holder for one in givings}
    base = None if every else {one.device for one in rulings} | holders
    after = read_after(db, base)
    given = _counted(givings, rulings, after)
    authors = frozenset(given)
    while True:
        standing = Standing(states=states_by(rulings, authors), after=after, given=given)
        heard = authors | standing.heirs_of(*given) | standing.approved
        if heard == authors:
            return standing
        authors = heard


def _counted(givings: Sequence[Giving], rulings: Sequence[Ruling], after: After) -> tuple[str, ...]:
    """Whom the seat was given to, the last one first, by those who could give it.

    That is who ever had it, and who was approved by such; anybody, while nobody was approved. What
    was revoked later counts too: it may have given the seat before.
    """
    could = frozenset(one.holder for one in givings if not one.is_handover)
    while True:
        states = states_by(rulings, could)
        approved = {device for device, state in states.items() if state == "approved"}
        named = {one.holder for one in givings if one.is_handover and one.author in could}
        more = Standing(states={}, after=after).heirs_of(*(could | approved | named))
        if more == could:
            break
        could = more
    is_open = "approved" not in states.values()
    last = sorted(givings, key=lambda one: one.row)
    last.sort(key=lambda one: (one.is_handover, one.at), reverse=True)
    counted = (one for one in last if is_open or not one.is_handover or one.author in could)
    return tuple(one.holder for one in counted if not _by_itself(one, states))


def _by_itself(giving: Giving, states: Mapping[str, str]) -> bool:
    """Whether a revoked stream takes the seat: it was another's to give."""
    return (
        giving.is_handover
        and giving.author == giving.holder
        and (states.get(giving.holder) == "revoked")
    )


def read_seat(db: Database, standing: Standing | None = None) -> Seat:
    """Who has the seat: whom it was given to last, or the one stream that goes on for that one.

    Nobody, where two go on for it and neither for the other, or where it went on itself beyond the
    end its heir knew of: then a copy is at work beside its original, and a person must say which of
    the two the seat is.
    """
    standing = standing or read_standing(db)
    if not standing.given:
        return Seat()
    line = standing.heirs_of(standing.given[0])
    ends = {one for one in line if not _heirs(standing, one, line)}
    alive = {one for one in line if _went_on(db, standing, one, line)}
    if alive or len(ends) != 1:
        return Seat(rivals=frozenset(ends | alive), line=line)
    return Seat(holder=ends.pop(), line=line)


def _heirs(standing: Standing, stream: str, line: frozenset[str]) -> dict[str, int]:
    """Who goes on for a stream, and the end each knew of."""
    return {
        new: standing.after[new][stream] for new in line if stream in standing.after.get(new, {})
    }


def _went_on(db: Database, standing: Standing, stream: str, line: frozenset[str]) -> bool:
    """Whether more is on record of a stream than one database could have said."""
    heirs = _heirs(standing, stream, line)
    if heirs and _last_of(db, stream) > min(heirs.values()):
        return True
    return _has_two_ends(db, stream)


_OF_CHAIN = (
    "from segment g join stream s on s.no = g.stream "
    "where (s.uid = :uid or s.uid like :branches) and g.state in ('ok', 'unknown', 'waiting')"
)


def _last_of(db: Database, stream: str) -> int:
    sql = f"select coalesce(max(g.last), 0) {_OF_CHAIN}"
    return int(db.execute(sql, {"uid": stream, "branches": f"{stream}~%"}).fetchone()[0])


def _has_two_ends(db: Database, stream: str) -> bool:
    """Whether two segments follow the same one; only where a branch ever had a name."""
    if not is_forked(db, stream):
        return False
    sql = f"select 1 {_OF_CHAIN} group by json_extract(g.header, '$.prev') having count(*) > 1"
    names = {"uid": stream, "branches": f"{stream}~%"}
    return db.execute(sql, names).fetchone() is not None


def a_handover(db: Database, to: str, now: datetime) -> Draft:
    """The seat goes to another stream.

    It is dated after the handover before it, whose clock may have been ahead.
    """
    last = db.execute("select max(at) from seat where kind = 'handover'").fetchone()[0]
    at = max(now, from_stored(last) + timedelta(milliseconds=1)) if last else now
    fields: dict[str, Value] = {"holder": to, "at": stored(at), "kind": "handover"}
    return Draft("seat", fact_id(int(now.timestamp() * 1000), os.urandom(10)), fields)
