"""Segments from elsewhere: checked, put behind their stream's head, or kept until they fit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from inspector.store.fold import Write
from inspector.store.segments import (
    READER,
    Segment,
    is_genuine,
    read_entries,
    read_header,
    writes,
)
from inspector.store.streams import keep_segment, stream_number
from inspector.store.tx import Tx


@dataclass(slots=True)
class Intake:
    """What became of the segments of one sender; counts are changes."""

    writes: list[Write] = field(default_factory=list)
    known: int = 0
    waiting: int = 0
    quarantined: list[tuple[str, str]] = field(default_factory=list)  # what, reason


def take_segments(tx: Tx, pubkeys: dict[str, bytes], segments: Iterable[Segment]) -> Intake:
    """Take every segment that is genuine; one bad segment bars no other.

    The caller has sealed our own tail before, so that each segment of ours has one causal context.
    """
    intake = Intake()
    genuine = [one for one in segments if _is_sound(one, pubkeys, intake)]
    for segment in sorted(genuine, key=_place):
        header = read_header(segment)
        number = stream_number(tx.db, header.stream, pubkeys[header.stream])
        count = header.last - header.first + 1
        if _is_here(tx.db, segment.hash):
            intake.known += count
        elif not _follows(tx.db, number, segment):
            _put_aside(tx, segment, number, intake, count)
        else:
            intake.writes += _accept(tx, segment, number)
            intake.writes += _waiting_that_fit(tx, number, intake)
    return intake


def _is_sound(segment: Segment, pubkeys: dict[str, bytes], intake: Intake) -> bool:
    try:
        header = read_header(segment)
    except ValueError as error:
        intake.quarantined.append(("segment", str(error)))
        return False
    name = f"{header.stream[:8]} {header.first}-{header.last}"
    if not is_genuine(segment, pubkeys.get(header.stream, b"")):
        intake.quarantined.append((name, "signature"))
        return False
    try:
        if header.min_reader <= READER:
            read_entries(segment)
    except ValueError as error:
        intake.quarantined.append((name, str(error)))
        return False
    return True


def _place(segment: Segment) -> tuple[str, int]:
    header = read_header(segment)
    return header.stream, header.first


def _is_here(db: Database, name: str) -> bool:
    return db.execute("select 1 from segment where hash = ?", [name]).fetchone() is not None


def _follows(db: Database, number: int, segment: Segment) -> bool:
    header = read_header(segment)
    seq, tail = db.execute(
        "select head_seq, head_hash from stream where no = ?", [number]
    ).fetchone()
    return bool(header.first == seq + 1 and header.prev == tail)


def _accept(tx: Tx, segment: Segment, number: int) -> list[Write]:
    keep_segment(tx.db, segment, number)
    header = read_header(segment)
    if number == tx.stream:
        tx.seq = max(tx.seq, header.last)  # our own past, come back to us
    return writes(segment, number) if header.min_reader <= READER else []


def _put_aside(tx: Tx, segment: Segment, number: int, intake: Intake, count: int) -> None:
    """Behind a gap it waits for what is missing; beside another branch it is a fork."""
    header = read_header(segment)
    head = tx.db.execute("select head_seq from stream where no = ?", [number]).fetchone()[0]
    state = "waiting" if header.first > head + 1 else "forked"
    tx.db.execute(
        "insert into segment (stream, first, last, hash, header, sig, body, state) "
        "values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            header.first,
            header.last,
            segment.hash,
            segment.header.decode(),
            segment.sig,
            segment.body,
            state,
        ],
    )
    if state == "waiting":
        intake.waiting += count
    else:
        tx.db.execute("update stream set state = 'forked' where no = ?", [number])
        name = f"{header.stream[:8]} {header.first}-{header.last}"
        intake.quarantined.append((name, "fork"))


def _waiting_that_fit(tx: Tx, number: int, intake: Intake) -> Iterator[Write]:
    while True:
        row = tx.db.execute(
            "select g.id, g.header, g.sig, g.body from segment g join stream s on s.no = g.stream "
            "where g.stream = ? and g.state = 'waiting' and g.first = s.head_seq + 1 "
            "order by g.id limit 1",
            [number],
        ).fetchone()
        if row is None:
            return
        segment = Segment(header=row[1].encode(), sig=row[2], body=row[3])
        tx.db.execute("delete from segment where id = ?", [row[0]])
        if not _follows(tx.db, number, segment):
            _put_aside(tx, segment, number, intake, 0)
            return
        yield from _accept(tx, segment, number)
