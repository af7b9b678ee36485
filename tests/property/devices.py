"""Devices that never meet: each makes signed segments of its own, having seen some of others'."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlite_utils import Database

from inspector.domain.change import Value
from inspector.store.connection import FILE_NAME, create_database, open_database
from inspector.store.derive import derive_all
from inspector.store.digest import (
    conflict_digest,
    derived_digest,
    keep_open_conflicts,
    open_conflicts,
    state_digest,
)
from inspector.store.intake import Intake, fold_taken, take_segments
from inspector.store.leaves import open_fields
from inspector.store.leaving_out import drop_segments
from inspector.store.refold import refold
from inspector.store.segments import Entry, Header, Segment, Word, read_header, seal, stream_uid
from inspector.store.streams import new_stream, read_tx
from inspector.store.tx import Tx
from inspector.store.words import a_word

NOW = datetime(2026, 11, 22, tzinfo=UTC)
Edit = tuple[str, str, dict[str, Value]]  # entity, row, fields


@dataclass
class Device:
    """One laptop: its key, its clock, its segments, and how far it has seen the others."""

    number: int
    skew: int = 0
    segments: list[Segment] = field(default_factory=list)
    seq: int = 0
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    told: dict[str, tuple[int, str]] = field(default_factory=dict)
    forked_at: int = 0  # how many segments its copy shares with it
    seen_then: list[dict[str, tuple[int, str]]] = field(default_factory=list)  # at each segment
    words: list[Word] = field(default_factory=list)  # for whom it goes on

    def __post_init__(self) -> None:
        seed = self.number.to_bytes(32, "big")
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        self.pubkey = self.key.public_key().public_bytes_raw()
        self.uid = stream_uid(self.pubkey)

    def write(self, edits: Sequence[Edit], tick: int, *, min_reader: int = 1) -> None:
        """Seal one segment of these edits."""
        entries: list[Entry] = []
        for place, (entity, row, fields) in enumerate(edits, start=1):
            clock = max(1, tick + self.skew) << 16
            entries.append((self.seq + place, clock + place, entity, row, fields))
        fresh = {uid: seen for uid, seen in self.seen.items() if self.told.get(uid) != seen}
        header = Header(
            stream=self.uid,
            first=self.seq + 1,
            last=self.seq + len(edits),
            prev=self.segments[-1].hash if self.segments else "",
            min_reader=min_reader,
            seen=fresh,
        )
        words = [] if self.segments else self.words
        self.segments.append(seal(entries, header=header, key=self.key, words=words))
        self.seq += len(edits)
        self.seen_then.append(dict(self.seen))
        self.told = dict(self.seen)

    def copied(self) -> "Device":
        """The same database on a second machine, forced to go on as if it were the first."""
        self.forked_at = len(self.segments)
        twin = Device(self.number, skew=self.skew)
        twin.segments, twin.seq = list(self.segments), self.seq
        twin.seen_then = list(self.seen_then)
        twin.seen, twin.told, twin.forked_at = dict(self.seen), dict(self.told), self.forked_at
        return twin

    def backed_up(self, upto: int) -> "Device":
        """As a backup has it that was made behind its first ``upto`` segments."""
        past = Device(self.number, skew=self.skew)
        past.segments, past.seen = self.segments[:upto], dict(self.seen_then[upto - 1])
        past.seq = read_header(past.segments[-1]).last
        return past

    def restored(self, number: int, before: "Device | None" = None) -> "Device":
        """It goes on in its place as a new stream, by the word of its key.

        ``before``: the same computer further back, as a backup has it.
        """
        fresh = Device(number, skew=self.skew)
        fresh.meet(before or self)
        fresh.words = [a_word(self.key, new=fresh.uid, end=self.seq)]
        return fresh

    def meet(self, other: "Device") -> None:
        """See everything the other has written and seen so far."""
        known = {**other.seen}
        before, after = other.segments[: other.forked_at], other.segments[other.forked_at :]
        if before:
            known[other.uid] = (read_header(before[-1]).last, before[-1].hash[:16])
        if after and other.forked_at:
            branch = f"{other.uid}~{after[0].hash[:16]}"
            known[branch] = (other.seq, after[-1].hash[:16])
        elif after:
            known[other.uid] = (other.seq, after[-1].hash[:16])
        for uid, seen in known.items():
            if uid.split("~")[0] != self.uid and seen > self.seen.get(uid, (0, "")):
                self.seen[uid] = seen


_folders = count()


@cache
def _template() -> Path:
    """An empty database, made once: its sixty tables take longer than a small history."""
    folder = Path(tempfile.mkdtemp(prefix="inspector-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create_database(folder).close()
    return folder / FILE_NAME


@dataclass(frozen=True)
class Outcome:
    """What a workspace makes of what it got."""

    state: str
    conflicts: str
    derived: str
    open: int


class Hub:
    """A workspace that takes segments in whatever portions they come."""

    def __init__(self, folder: Path) -> None:
        place = folder / f"hub{next(_folders)}"
        place.mkdir()
        shutil.copy(_template(), place / FILE_NAME)
        self.db: Database = open_database(place)
        self.db.execute("pragma synchronous = off")  # nobody pulls the plug here
        new_stream(self.db)

    def take(self, devices: Iterable[Device], segments: Sequence[Segment]) -> list[tuple[str, str]]:
        """One batch, as one merge; what of it was barred, and why."""
        return self.intake(devices, segments).quarantined

    def intake(self, devices: Iterable[Device], segments: Sequence[Segment]) -> Intake:
        """One batch, as one merge; what became of it."""
        pubkeys = {one.uid: one.pubkey for one in devices}
        taken: list[Intake] = []

        def merge(tx: Tx) -> None:
            taken.append(take_segments(tx, pubkeys, segments))
            folded = fold_taken(tx, taken)
            assert folded.open.items() <= open_fields(tx.db).items()
            keep_open_conflicts(tx)

        self.change(merge)
        return taken[0]

    def drop(self, hashes: Sequence[str]) -> None:
        """Undo a batch."""
        self.change(lambda tx: drop_segments(tx, hashes))

    def fold_anew(self) -> None:
        """Empty every table and fold all segments from zero."""
        self.change(refold)
        self.change(derive_all)

    def change(self, deed: Callable[[Tx], object]) -> None:
        """One transaction."""
        self.db.execute("begin immediate")
        deed(read_tx(self.db, NOW))
        self.db.execute("commit")

    def outcome(self) -> Outcome:
        assert open_conflicts(self.db) == sum(map(len, open_fields(self.db).values()))
        return Outcome(
            state=state_digest(self.db),
            conflicts=conflict_digest(self.db),
            derived=derived_digest(self.db),
            open=open_conflicts(self.db),
        )
