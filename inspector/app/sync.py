"""Sync (同步): pull, merge, push against a folder, a WebDAV server or an object store."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from inspector.app.merge_report import Merged
from inspector.app.progress import Tell
from inspector.app.sync_guard import look
from inspector.app.sync_pull import pull_files, pull_segments
from inspector.app.sync_push import push
from inspector.app.sync_session import Session
from inspector.app.sync_setting import PHOTOS
from inspector.app.sync_state import is_off
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, InspectorError
from inspector.exchange.remotes.address import Address, read_address
from inspector.exchange.remotes.connect import connect
from inspector.exchange.remotes.patience import PatientRemote
from inspector.exchange.remotes.remote import Remote, RemoteFaultError, told_of
from inspector.store.digest import open_conflicts
from inspector.store.lock import writer_lock
from inspector.store.sync_notes import OutcomeNote, SyncNotes
from inspector.text import _

_LOCK = ".sync-lock"
PACK_AFTER = 200  # segments that come one request each: 12 s on a WebDAV server 60 ms away

Connect = Callable[[Address, bool], Remote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What one sync did; sent to failed count pieces: segments, photos, documents, prints.

    ``left`` still has to go or come. ``clock_offset_s`` is the server's clock minus ours. ``notes``
    say what waits for whom, and where the seat went.
    """

    remote: str
    sent: int
    received: int
    acknowledged: int
    left: int
    failed: int
    conflicts: int
    requests: int
    lists: int
    bytes_up: int
    bytes_down: int
    changes_sent: int
    changes_received: int
    photos_sent: int
    photos_received: int
    waiting: int
    quarantined: int
    damaged: tuple[str, ...]
    clock_offset_s: int | None
    batch: str | None
    notes: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether anything waits for a decision (exit 4)."""
        return bool(self.conflicts or self.failed or self.waiting or self.quarantined)

    @property
    def is_clock_off(self) -> bool:
        """Whether this computer's clock is far from the server's."""
        return is_off(self.clock_offset_s)


def sync(
    ws: Workspace,
    url: str | None = None,
    *,
    photos: str | None = None,
    yes: bool = False,
    recheck: bool = False,
    tell: Tell | None = None,
    connecting: Connect | None = None,
    sleep: Callable[[float], None] = time.sleep,
    pack_after: int = PACK_AFTER,
) -> Synced:
    """Fetch and merge what others put there, then put what it lacks; nothing is ever deleted.

    Without ``url`` the one that was set or worked last. ``photos`` is all, print or none, what goes
    and comes of them on a dear line; without it what was chosen for this workspace, else all.
    ``recheck`` reads back everything that should lie there. ``yes`` accepts what the guard and the
    brake of merges stop at. What ``tell`` raises calls it off between two pieces.

    :raises MachineError: the remote is away, full, refuses us; what was done so far is kept.
    :raises NeedsPerson: it is empty, another, rolled back or tampered with; or a merge's brake.
    """
    with writer_lock(ws.folder, _LOCK), _notes(ws) as notes:
        address = _address(notes, url)
        before = notes.remote(address.url)
        is_first = before is None or not before.epochs
        notes.meet(address.url)
        with _noted(ws, notes, address.url), ExitStack() as open_ones:
            remote = PatientRemote((connecting or usual_connection)(address, is_first), sleep=sleep)
            open_ones.callback(remote.close)
            session = Session(
                ws=ws,
                remote=remote,
                notes=notes,
                url=address.url,
                photos=photos or notes.chosen(PHOTOS) or "all",
                yes=yes,
                recheck=recheck,
                reread=recheck,
                pack_after=pack_after,
                tell=tell,
            )
            if recheck:
                notes.forget_pieces(address.url)
            merged = _run(session, sleep)
        told = _told(session, merged)
        notes.went_well(address.url, ws.now, told.left)
        notes.note_outcome(address.url, _outcome(told))
    return told


def _run(session: Session, sleep: Callable[[float], None]) -> Merged | None:
    """Pull before push: a pull that fails keeps anything of ours from going up."""
    heads = look(session, sleep)
    merged = pull_segments(session, heads)
    pull_files(session, heads)
    epochs = push(session, heads)
    seen = {one.name for one in heads.markers} | session.put_markers
    session.notes.pin(session.url, epochs, seen)
    return merged


def _told(session: Session, merged: Merged | None) -> Synced:
    counts, traffic = session.counts, session.remote.traffic
    offset = session.remote.clock_offset_s
    return Synced(
        remote=session.url,
        sent=counts.sent,
        received=counts.received,
        acknowledged=counts.acknowledged,
        left=counts.left_to_send + counts.left_to_receive,
        failed=counts.failed,
        conflicts=merged.conflicts if merged else open_conflicts(session.ws.db),
        requests=traffic.requests,
        lists=traffic.lists,
        bytes_up=traffic.bytes_up,
        bytes_down=traffic.bytes_down,
        changes_sent=counts.changes_sent,
        changes_received=counts.changes_received,
        photos_sent=counts.photos_sent,
        photos_received=counts.photos_received,
        waiting=merged.waiting if merged else 0,
        quarantined=len(merged.quarantined) if merged else 0,
        damaged=tuple(counts.damaged),
        clock_offset_s=None if offset is None else round(offset),
        batch=merged.batch if merged else None,
        notes=merged.notes if merged else (),
    )


def _outcome(told: Synced) -> OutcomeNote:
    return OutcomeNote(
        sent=told.sent,
        received=told.received,
        acknowledged=told.acknowledged,
        failed=told.failed,
        clock_offset_s=told.clock_offset_s,
    )


def _address(notes: SyncNotes, url: str | None) -> Address:
    if url:
        return read_address(url)
    used = notes.remotes()
    if not used:
        raise InputError(
            _("还没有同步位置。"),
            _("第一次用 --remote 写上地址，例如 file:///文件夹；以后不用再写。"),
            code="no_remote",
        )
    return read_address(used[0].url)


def usual_connection(address: Address, is_first: bool) -> Remote:
    """The remote that lies at the address."""
    return connect(address, is_first=is_first)


@contextmanager
def _notes(ws: Workspace) -> Iterator[SyncNotes]:
    notes = SyncNotes(ws.folder)
    try:
        yield notes
    finally:
        notes.close()


@contextmanager
def _noted(ws: Workspace, notes: SyncNotes, url: str) -> Iterator[None]:
    """A failure is told in the person's words, and noted until a sync goes well."""
    try:
        try:
            yield
        except RemoteFaultError as error:
            raise told_of(error, url) from error
    except InspectorError as error:
        notes.failed(url, ws.now, error.message)
        raise
