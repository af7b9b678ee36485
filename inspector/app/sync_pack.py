"""Packs: all segments so far in few objects, so that a new laptop need not ask for each alone."""

import logging
from collections.abc import Callable

from inspector.app.found import holds_seat
from inspector.app.sync_put import put_surely, retire
from inspector.app.sync_session import Session
from inspector.exchange.remotes.layout import Chain, Heads, Marker, marker
from inspector.exchange.remotes.objects import (
    Pack,
    TamperedError,
    TornError,
    pack_many,
    pack_segment,
    read_many,
)
from inspector.exchange.remotes.remote import NotThereError
from inspector.store.chains import count_since, heads_here, newest_segment, segments_since
from inspector.store.segments import read_header
from inspector.store.sync_notes import PackNote

log = logging.getLogger(__name__)

FULL = 16 << 20  # bytes of a pack that is not written again; 13 s at 10 Mbit/s, and so resumable
GROWTH = 4  # the last pack is written anew when a quarter as many segments have come since


def fetch_packs(session: Session, heads: Heads, accepted: Callable[[str], bool]) -> None:
    """Where most of what a pack holds is not here, fetch the packs instead of each segment.

    They are laid with what earlier syncs had fetched; walking the chains finds and checks each
    segment there. A pack that is not whole, or not what its name says, is passed over.
    """
    ends = [one for one in heads.markers if one.chain is Chain.PACKS and accepted(one.stream)]
    at: Marker | None = max(ends, key=lambda one: (one.last, one.name), default=None)
    if at is None or 2 * _lacking(session, heads) < at.last:
        return
    while at and not session.notes.is_listed(session.url, at.name):
        try:
            pack, segments = read_many(session.remote.get(at.object_key), at)
        except (NotThereError, TornError, TamperedError):
            log.warning("pack %s is no use", at.name)
            return
        session.notes.keep_all_fetched([(one.object_key, content) for one, content in segments])
        session.notes.note_listed(session.url, at.name)
        session.step()
        at = marker(pack.stream, Chain.PACKS, pack.before, pack.prev) if pack.prev else None


def _lacking(session: Session, heads: Heads) -> int:
    """Changes that lie there and are not here."""
    here: dict[str, int] = {}
    for head in heads_here(session.ws.db):
        here[head.uid] = max(head.last, here.get(head.uid, 0))
    there: dict[str, int] = {}
    for one in heads.markers:
        if one.chain is Chain.SEGMENTS:
            there[one.stream] = max(one.last, there.get(one.stream, 0))
    return sum(max(last - here.get(uid, 0), 0) for uid, last in there.items())


def publish_packs(session: Session, heads: Heads) -> None:
    """The seat packs what came since its last pack, once that is much; nobody else does.

    What goes up for it is at most some five times the segments themselves, on the office's line.
    """
    db, note = session.ws.db, session.notes.pack(session.url)
    own = [one for one in heads.markers if one.chain is Chain.PACKS and one.stream == session.own]
    if note and (note.stream != session.own or note.name not in {one.name for one in own}):
        note = None
    since = count_since(db, note.through if note else 0)
    last_pack = count_since(db, note.base) - since if note else 0
    if since < max(session.pack_after, last_pack // GROWTH) or not holds_seat(session.ws):
        return
    newest = newest_segment(db)
    while note is None or note.through < newest:
        note = _write(session, note, newest)
        session.notes.note_pack(session.url, note)
    session.put_markers.add(note.name)
    retire(session, [one for one in own if one.last < note.last])


def _write(session: Session, note: PackNote | None, newest: int) -> PackNote:
    """The pack that goes on from a full one, or stands in for one that was not full."""
    if note is None:
        base, before, prev = 0, 0, ""
    elif note.size >= FULL:
        base, before, prev = note.through, note.last, note.tail
    else:
        base, before, prev = note.base, note.before, note.prev
    objects: list[bytes] = []
    size, last, through = 0, before, base
    for number, segment, pubkey in segments_since(session.ws.db, base):
        header = read_header(segment)
        objects.append(pack_segment(segment, pubkey))
        last += header.last - header.first + 1
        size, through = size + len(objects[-1]), number
        if size >= FULL:
            break
    else:
        through = newest
    pack = Pack(stream=session.own, last=last, before=before, prev=prev, objects=tuple(objects))
    at, content = pack_many(pack, session.key())
    put_surely(session, at.object_key, content)
    put_surely(session, at.key, b"")
    return PackNote(
        stream=session.own,
        name=at.name,
        base=base,
        through=through,
        before=before,
        prev=prev,
        last=last,
        tail=at.tail,
        size=size,
    )
