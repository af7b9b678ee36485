"""How far sync has come: the last good one, the last that failed, and each record's own state."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from inspector.app.workspace import Workspace
from inspector.exchange.remotes.layout import Chain, read_marker
from inspector.store.history import changes_of
from inspector.store.streams import read_meta
from inspector.store.sync_notes import RemoteNote, SyncNotes, reading_notes
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncTold:
    """The remote used last; ``failure`` is empty once a sync went well, ``left`` counts pieces."""

    remote: str
    good_at: datetime | None
    failed_at: datetime | None
    failure: str
    left: int

    @property
    def advice(self) -> list[str]:
        """What its person should see to."""
        if self.failure:
            return [_("上次同步没有完成：{failure}").format(failure=self.failure)]
        if self.left:
            return [_("还有 {n} 件没有同步完。").format(n=self.left)]
        return []


class RecordState(Enum):
    """Where a record is, besides here."""

    LOCAL = auto()  # changes of it have not left this computer
    PHOTOS_WAIT = auto()  # its words are out, some of its photos are not acknowledged
    SYNCED = auto()  # words and every photo are acknowledged by hash


def standing(ws: Workspace) -> SyncTold | None:
    """The remote used last, and how it went; None where none ever was."""
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
    if not used:
        return None
    note, zone = used[0], ws.register.zone
    return SyncTold(
        remote=note.url,
        good_at=note.good_at.astimezone(zone) if note.good_at else None,
        failed_at=note.failed_at.astimezone(zone) if note.failed_at else None,
        failure=note.failure,
        left=note.waiting,
    )


def state_of(ws: Workspace, finding: str) -> RecordState:
    """A finding's state with the remote used last; its id, not its label."""
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
        if notes is None or not used or not _are_words_out(ws, finding, used[0]):
            return RecordState.LOCAL
        there = _photos_there(notes, used[0])
    photos = ws.db.execute(
        "select p.sha256 from evidence e join photo p on p.id = e.photo "
        "where e.finding = ? and p.sha256 is not null order by p.sha256",
        [finding],
    ).fetchall()
    return RecordState.SYNCED if {row[0] for row in photos} <= there else RecordState.PHOTOS_WAIT


def to_hand_over(ws: Workspace) -> int:
    """Changes of ours that nobody else is known to have; 0 where there is nobody else.

    Known is what the authors of others' segments had seen of us, and what lies on the remote.
    """
    own = read_meta(ws.db, "stream") or ""
    mine = ws.db.execute("select head_seq, seen_seq from stream where uid = ?", [own]).fetchone()
    others = ws.db.execute("select 1 from stream where uid <> ? limit 1", [own]).fetchone()
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
    if mine is None or not (others or used):
        return 0
    head, seen = mine
    made = max(int(read_meta(ws.db, "seq") or 0), int(head))
    known = max(int(seen), _words_there(used[0], own) if used else 0)
    return max(made - known, 0)


def _are_words_out(ws: Workspace, finding: str, note: RemoteNote) -> bool:
    """Whether every change of ours to this row lies on the remote."""
    own = read_meta(ws.db, "stream") or ""
    ours = [one.seq for one in changes_of(ws.db, [finding]) if one.stream == own]
    return max(ours, default=0) <= _words_there(note, own)


def _words_there(note: RemoteNote, own: str) -> int:
    """Up to which of our changes the remote holds them."""
    ends = [one for one in map(read_marker, note.markers) if one and one.stream == own]
    return max((one.last for one in ends if one.chain is Chain.SEGMENTS), default=0)


def _photos_there(notes: SyncNotes, note: RemoteNote) -> set[str]:
    return {one.name for one in notes.pieces(note.url) if one.kind == "photo"}
