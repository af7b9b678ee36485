"""Segments from elsewhere: checked, hung onto their stream, or kept until they fit.

A stream is a chain. Where two segments follow the same one, a copied database went on beside the
original: the chain forks, and everything after the fork is a branch, a stream of its own named by
its first segment. The names depend on the segments alone, not on which branch came first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from sqlite_utils import Database

from inspector.store.branches import fork_at, head_named
from inspector.store.causality import has_branches
from inspector.store.derive import derive, derive_all
from inspector.store.fold import Folded, Touched, Write, fold, rows_here
from inspector.store.leaves import open_fields
from inspector.store.refold import refold
from inspector.store.schema import ENTITIES
from inspector.store.segment_rows import (
    keep_segment,
    keep_waiting,
    let_go,
    state_here,
    waiting_for,
)
from inspector.store.segments import (
    Entry,
    Segment,
    inflate,
    is_carried,
    is_genuine,
    known_entries,
    parse_entries,
    read_header,
    writes_of,
)
from inspector.store.sift import Refused, sift
from inspector.store.streams import stream_number
from inspector.store.tx import Tx
from inspector.store.uncollected import uncollected

_clock_of = itemgetter(1)  # of an entry
_USUAL_RATIO = 20  # our own segments inflate to six to eight times their size


@dataclass(slots=True)
class Intake:
    """What became of the segments of one sender; counts are changes.

    ``forked``: a chain turned out to have two ends; all rows must then be folded anew.
    """

    writes: list[Write] = field(default_factory=list)
    came: list[str] = field(default_factory=list)  # hashes of what this sender brought
    taken: list[str] = field(default_factory=list)  # of what is folded now, whoever brought it
    known: int = 0
    held: dict[str, int] = field(default_factory=dict)  # what waits, by hash: how many changes
    unknown_keys: list[str] = field(default_factory=list)  # streams
    quarantined: list[tuple[str, str]] = field(default_factory=list)  # what, reason
    refused: list[Refused] = field(default_factory=list)  # values of genuine changes
    latest: dict[int, int] = field(default_factory=dict)  # stream's number: highest clock reading
    forked: bool = False
    read: dict[str, list[Entry]] = field(default_factory=dict)  # by hash; until they are hung

    @property
    def waiting(self) -> int:
        """How many changes wait for others before them, or for their key to be approved."""
        return sum(self.held.values())

    def add(self, other: "Intake") -> None:
        """What was found out about more segments."""
        self.writes += other.writes
        self.taken += other.taken
        self.refused += other.refused
        self.held |= other.held
        for stream, clock in other.latest.items():
            self.latest[stream] = max(clock, self.latest.get(stream, 0))


Accepted = Callable[[str], bool]
"""Whether the key of a stream is accepted here."""


def everybody(stream: str) -> bool:
    """No roster: every key is accepted."""
    del stream
    return True


@uncollected()
def take_segments(
    tx: Tx,
    pubkeys: dict[str, bytes],
    segments: Iterable[Segment],
    accepted: Accepted = everybody,
) -> Intake:
    """Take every segment that is genuine; one bad segment bars no other.

    The caller has sealed our own tail before, so that each segment of ours has one causal
    context. Streams that are not ``accepted`` wait whole.
    """
    intake = Intake()
    for segment in sorted(_sound(segments, pubkeys, intake), key=_place):
        header = read_header(segment)
        count = header.last - header.first + 1
        state = state_here(tx.db, segment.hash)
        if state in ("ok", "waiting"):
            intake.known += count
            continue
        if state is not None:  # set aside by an undone merge: it comes again
            let_go(tx.db, segment.hash)
        intake.came.append(segment.hash)
        number = stream_number(tx.db, header.stream, pubkeys[header.stream])
        if not accepted(header.stream):
            keep_waiting(tx.db, segment, number, "unknown")
            intake.unknown_keys.append(header.stream)
            intake.held[segment.hash] = count
        elif _hang(tx, segment, intake):
            _hang_what_waited(tx, segment, intake)
        else:
            keep_waiting(tx.db, segment, number, "waiting")
            intake.held[segment.hash] = count
    intake.read.clear()
    return intake


def let_in(tx: Tx, hashes: Iterable[str]) -> Intake:
    """Hang segments that waited for their key to be accepted; the caller folds them."""
    intake = Intake()
    found = [let_go(tx.db, name) for name in hashes]
    for segment in sorted(found, key=_place):
        if _hang(tx, segment, intake):
            _hang_what_waited(tx, segment, intake)
        else:
            number = stream_number(tx.db, read_header(segment).stream)
            keep_waiting(tx.db, segment, number, "waiting")
    return intake


def _sound(segments: Iterable[Segment], pubkeys: dict[str, bytes], intake: Intake) -> list[Segment]:
    sound: dict[str, Segment] = {}
    room = _Room()
    for segment in segments:
        fault = _fault(segment, pubkeys, intake, room)
        if fault:
            intake.quarantined.append(fault)
        else:
            sound[segment.hash] = segment
    return list(sound.values())


@dataclass(slots=True)
class _Room:
    """How much more of one file may be inflated: many small bombs are one large one."""

    left: int = 16 << 20

    def spend(self, packed: int, raw: int) -> bool:
        self.left += packed * _USUAL_RATIO - raw
        return self.left >= 0


def _fault(
    segment: Segment, pubkeys: dict[str, bytes], intake: Intake, room: _Room
) -> tuple[str, str] | None:
    """What is wrong with a segment, and where; None when it is what its author sealed."""
    name = "segment"
    try:
        header = read_header(segment)
        name = f"{header.stream[:8]} {header.first}-{header.last}"
        if not is_genuine(segment, pubkeys.get(header.stream, b"")):
            return name, "signature"
        if is_carried(segment):
            intake.read[segment.hash] = []
            return None
        raw = inflate(segment)
        if not room.spend(len(segment.body), len(raw)):
            return name, "segment body is too large or cut short"
        intake.read[segment.hash] = parse_entries(segment, raw)
    except ValueError as error:
        return name, str(error)
    return None


def _place(segment: Segment) -> tuple[str, int, str]:
    header = read_header(segment)
    return header.stream, header.first, segment.hash


def _hang(tx: Tx, segment: Segment, intake: Intake) -> bool:
    """Put a segment behind the one it follows; False while that one is not here."""
    header = read_header(segment)
    number = head_named(tx.db, header)
    if number is None:
        number = fork_at(tx.db, segment)
        if number is None:
            return False
        intake.forked = True
        if tx.uid == header.stream:
            tx.is_ours = False  # our own chain has two ends: go on as a new one
    keep_segment(tx.db, segment, number)
    intake.taken.append(segment.hash)
    if number == tx.stream:
        tx.seq = max(tx.seq, header.last)  # our own past, come back to us
    entries = intake.read.pop(segment.hash, None)
    if entries is None:
        entries = known_entries(segment)
    latest = max(map(_clock_of, entries), default=0)
    intake.latest[number] = max(latest, intake.latest.get(number, 0))
    good, refused = sift(tx, writes_of(entries, number))
    intake.writes += good
    intake.refused += refused
    return True


def _hang_what_waited(tx: Tx, before: Segment, intake: Intake) -> None:
    """Segments that waited for this one, and those that waited for them."""
    for name in waiting_for(tx.db, before.hash):
        segment = let_go(tx.db, name)
        if _hang(tx, segment, intake):
            _hang_what_waited(tx, segment, intake)


@uncollected()
def fold_taken(tx: Tx, intakes: Iterable[Intake]) -> Folded:
    """Fold and derive what was taken; says what the tables made of it.

    Where a chain has forked everything is folded anew: whose branch an author had seen may only
    now have become known.
    """
    writes = [write for one in intakes for write in one.writes]
    if has_branches(tx.db):
        fresh = _not_here(tx.db, writes)
        refold(tx)
        derive_all(tx)
        return Folded(fresh=fresh, open=open_fields(tx.db))
    folded = fold(tx, writes)
    derive(tx, folded.touched)
    return folded


def _not_here(db: Database, writes: Iterable[Write]) -> Touched:
    fresh: Touched = defaultdict(set)
    for entity, row, _at, _fields in writes:
        fresh[entity].add(row)
    for entity in fresh.keys() & ENTITIES.keys():
        fresh[entity] -= rows_here(db, entity, fresh[entity])
    return fresh
