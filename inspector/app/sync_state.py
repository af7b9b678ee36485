"""How far sync has come: the last good one, the last that failed, and each record's own state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from inspector.app.workspace import Workspace
from inspector.exchange.remotes.layout import Chain, read_marker
from inspector.store.deeds import photos_of, story
from inspector.store.fold import last_change_of
from inspector.store.streams import read_meta, stream_number
from inspector.store.sync_notes import OutcomeNote, RemoteNote, reading_notes
from inspector.text import _

_SKEW_S = 120  # from here a clock's offset is told


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncTold:
    """The remote used last; ``failure`` is empty once a sync went well, ``left`` counts pieces.

    ``did`` is what the last good sync did; ``clock_offset_s`` the server's clock minus ours as it
    was last told.
    """

    remote: str
    good_at: datetime | None
    failed_at: datetime | None
    failure: str
    left: int
    did: OutcomeNote | None = None

    @property
    def clock_offset_s(self) -> int | None:
        """Whole seconds."""
        told = self.did.clock_offset_s if self.did else None
        return None if told is None else round(told)

    @property
    def tried_at(self) -> datetime | None:
        """When the last sync ended, well or not."""
        return max((one for one in (self.good_at, self.failed_at) if one), default=None)

    @property
    def advice(self) -> list[str]:
        """What its person should see to."""
        found = []
        if self.failure:
            found.append(_("上次同步没有完成：{failure}").format(failure=self.failure))
        elif self.left:
            found.append(_("还有 {n} 件没有同步完。").format(n=self.left))
        if is_off(self.clock_offset_s):
            found.append(clock_words(self.clock_offset_s or 0))
        return found


def is_off(clock_offset_s: float | None) -> bool:
    """Whether this computer's clock is too far from the server's to be passed over."""
    return abs(clock_offset_s or 0) > _SKEW_S


def clock_words(offset_s: int) -> str:
    """How far this computer's clock is from the server's, for its person."""
    return _("本机时钟与服务器相差 {seconds} 秒，请校准。").format(seconds=offset_s)


class RecordState(Enum):
    """Where a record is, besides here; in the order in which it gets there."""

    LOCAL = auto()  # changes of it have not left this computer
    PHOTOS_WAIT = auto()  # its words are out, some of its photos are not acknowledged
    SYNCED = auto()  # words and every photo are acknowledged by hash

    @property
    def words(self) -> str:
        """As people say it."""
        return {
            RecordState.LOCAL: _("未交换"),
            RecordState.PHOTOS_WAIT: _("已发出"),
            RecordState.SYNCED: _("已确认"),
        }[self]


def standing(ws: Workspace) -> SyncTold | None:
    """The remote used last, and how it went; None where none ever was."""
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
        did = notes.outcome(used[0].url) if notes and used else None
    if not used:
        return None
    note, zone = used[0], ws.register.zone
    return SyncTold(
        remote=note.url,
        good_at=note.good_at.astimezone(zone) if note.good_at else None,
        failed_at=note.failed_at.astimezone(zone) if note.failed_at else None,
        failure=note.failure,
        left=note.waiting,
        did=did,
    )


def state_of_all(ws: Workspace, findings: Sequence[str]) -> RecordState | None:
    """How far these findings, the deeds on them and the photos of all have come, the hindmost.

    None where there is no remote to get to.
    """
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
        if notes is None or not used:
            return None
        photos = photos_of(ws.db, findings)
        rows = [*findings, *(str(one["id"]) for one in (*story(ws.db, findings), *photos))]
        own = read_meta(ws.db, "stream") or ""
        ours = last_change_of(ws.db, rows, stream_number(ws.db, own))
        if ours > _words_there(used[0], own):
            return RecordState.LOCAL
        names = sorted({str(one["sha256"]) for one in photos if one["sha256"]})
        is_whole = all(notes.holds(used[0].url, "photo", one) for one in names)
    return RecordState.SYNCED if is_whole else RecordState.PHOTOS_WAIT


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


def _words_there(note: RemoteNote, own: str) -> int:
    """Up to which of our changes the remote holds them."""
    ends = [one for one in map(read_marker, note.markers) if one and one.stream == own]
    return max((one.last for one in ends if one.chain is Chain.SEGMENTS), default=0)
