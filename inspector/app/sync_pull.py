"""Pulling (收): others' chains walked back to what is here, then merged as one bundle."""

import tempfile
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from inspector.app.merge_report import Merged
from inspector.app.merging import keep_blobs, merge
from inspector.app.paper_store import has_document
from inspector.app.progress import Progress
from inspector.app.sync_guard import check_ours
from inspector.app.sync_pack import fetch_packs
from inspector.app.sync_session import Session
from inspector.domain.errors import NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.moment import stored
from inspector.exchange.bundle import PRINT, BlobInBundle, StreamInBundle, write_bundle
from inspector.exchange.receiving import LARGEST_BLOB
from inspector.exchange.remotes.layout import Chain, Heads, Marker, file_key, marker, read_marker
from inspector.exchange.remotes.objects import (
    FileList,
    TamperedError,
    TornError,
    read_list,
    read_segment,
)
from inspector.exchange.remotes.remote import NotThereError
from inspector.store.chains import SegmentHere, segment_named
from inspector.store.notices import kept_documents
from inspector.store.segments import Segment, read_header
from inspector.store.sync_notes import PieceNote
from inspector.text import _

_STAGED = ".receiving-"  # swept with what a killed merge leaves
_FIRST_THEN = ("document", "print", "photo")


class _NotYetError(Exception):
    """Something a marker promises is not there whole: another sync will find it."""


@dataclass(slots=True)
class _Haul:
    """What was fetched: segments by hash, and the key of each stream."""

    segments: dict[str, Segment] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)


def pull_segments(session: Session, heads: Heads) -> Merged | None:
    """Fetch every segment that is not here and merge them by the road of bundles; None: no news."""
    haul = _Haul()
    accepted = session.accepted()
    fetch_packs(session, heads, accepted)
    chains = sorted(one for one in heads.markers if one.chain is Chain.SEGMENTS)
    for at in chains:
        _fetch_chain(session, at, haul, is_accepted=accepted(at.stream))
    if not haul.segments:
        return None
    found = list(haul.segments.values())
    before = session.notes.remote(session.url)
    if before is None or not before.epochs:
        check_ours(session, found)
    merged = _merge(session, found, haul.keys)
    session.counts.received += len(found)
    session.counts.changes_received += merged.new + merged.merged
    return merged


def _fetch_chain(session: Session, at: Marker, haul: _Haul, *, is_accepted: bool) -> None:
    """One chain, newest first; where its end is torn, as far as it is whole."""
    if _take_chain(session, at, haul, is_accepted=is_accepted):
        return
    session.counts.left_to_receive += 1
    for older in _older(session, at, is_accepted=is_accepted):
        if _take_chain(session, older, haul, is_accepted=is_accepted):
            return


def _take_chain(session: Session, at: Marker, haul: _Haul, *, is_accepted: bool) -> bool:
    """From this end back to what is here: all of it, or nothing."""
    try:
        found = _walk(session, at, haul, is_accepted=is_accepted)
    except _NotYetError:
        return False
    for segment, key in found:
        haul.segments[segment.hash] = segment
        haul.keys[read_header(segment).stream] = key
    return True


def _older(session: Session, at: Marker, *, is_accepted: bool) -> list[Marker]:
    """Other ends the chain may have, the farthest first: what its folder lists."""
    folder = at.object_key.rpartition("/")[0]
    found = []
    for name in session.remote.list(folder):
        one = read_marker(f"{at.stream}.{at.chain.value}.{name.replace('-', '.')}")
        if one and one.last < at.last and not _is_held(session, one, is_accepted=is_accepted):
            found.append(one)
    return sorted(found, key=lambda one: one.last, reverse=True)


def _walk(
    session: Session, at: Marker, haul: _Haul, *, is_accepted: bool
) -> list[tuple[Segment, bytes]]:
    """The segments from the end back to what is here; :class:`_NotYetError` where one lacks."""
    found: list[tuple[Segment, bytes]] = []
    step: Marker | None = at
    while step and not _is_held(session, step, is_accepted=is_accepted):
        here = segment_named(session.ws.db, step.last, step.tail)
        segment, key = (here.segment, here.pubkey) if here else _fetch(session, step)
        if segment.hash in haul.segments:
            break
        found.append((segment, key))
        header = read_header(segment)
        step = (
            marker(header.stream, Chain.SEGMENTS, header.first - 1, header.prev)
            if header.prev
            else None
        )
    return found


def _is_held(session: Session, at: Marker, *, is_accepted: bool) -> bool:
    """Whether a walk may end here: it is folded, or waits for a person's word."""
    here: SegmentHere | None = segment_named(session.ws.db, at.last, at.tail)
    if here is None or here.state == "waiting":
        return False
    if here.state == "unknown":
        return not is_accepted
    return here.state == "ok" or not session.yes  # aside: undone here, comes back on --yes alone


def _fetch(session: Session, at: Marker) -> tuple[Segment, bytes]:
    key = at.object_key
    content = session.notes.fetched(key)
    if content is None:
        try:
            content = session.remote.get(key)
        except NotThereError as error:
            raise _NotYetError from error
    try:
        found = read_segment(content, at)
    except TornError as error:
        raise _NotYetError from error
    except TamperedError as error:
        _refuse_tampered(session, at, error)
        raise _NotYetError from error
    session.notes.keep_fetched(key, content)
    session.step()
    return found


def _refuse_tampered(session: Session, at: Marker, error: TamperedError) -> None:
    """A whole object that its author never wrote stops the sync, until a person passes over it."""
    what = _("{device} 到变更 {last} 为止的一段").format(
        device=stream_code(StreamId(at.stream)), last=at.last
    )
    session.counts.failed += 1
    session.counts.damaged.append(what)
    if not session.yes:
        raise NeedsPerson(
            _("同步位置上的内容被改动过：{what}。没有收，也没有传。").format(what=what),
            _("告诉管理员；加 --yes 跳过它，其余照常。"),
            code="remote_tampered",
        ) from error


def _merge(session: Session, segments: list[Segment], keys: dict[str, bytes]) -> Merged:
    """The fetched segments as one bundle, by the road every bundle goes."""
    ws = session.ws
    vector: dict[str, int] = {}
    for segment in segments:
        header = read_header(segment)
        vector[header.stream] = max(header.last, vector.get(header.stream, 0))
    manifest: dict[str, object] = {
        "vector": vector,
        "at": stored(ws.now),
        "segments": len(segments),
    }
    names = dict(ws.db.execute("select id, coalesce(name, '') from device order by id").fetchall())
    streams = [
        StreamInBundle(uid=uid, pubkey=key, name=names.get(uid, ""))
        for uid, key in sorted(keys.items())
    ]
    with tempfile.TemporaryDirectory(prefix=_STAGED, dir=ws.folder) as folder:
        bundle = Path(folder) / f"sync-{ws.now:%Y%m%d-%H%M%S}.db"
        write_bundle(bundle, streams, segments, (), manifest)
        return merge(ws, [bundle], yes=session.yes)


def pull_files(session: Session, heads: Heads) -> None:
    """Learn which files others have put, and fetch what rows here name and we lack."""
    accepted = session.accepted()
    for at in sorted(heads.markers):
        if at.chain is Chain.FILES and accepted(at.stream):
            _learn(session, at)
    away = [one for one in session.notes.pieces(session.url) if not one.here]
    if not away:
        return
    wanted = [one for one in _in_order(away) if _is_wanted(session, one)]
    for place, piece in enumerate(wanted):
        _fetch_piece(session, piece)
        session.step(len(wanted) - place - 1)


def _learn(session: Session, at: Marker) -> None:
    """The lists of one device, back to the last we have read; the oldest is noted first."""
    lists: list[tuple[Marker, FileList]] = []
    step: Marker | None = at
    while step and not session.notes.is_listed(session.url, step.name):
        try:
            listed = read_list(session.remote.get(step.object_key), step)
        except (NotThereError, TornError):
            session.counts.left_to_receive += 1
            return
        except TamperedError as error:
            _refuse_tampered(session, step, error)
            return
        lists.append((step, listed))
        step = (
            marker(listed.stream, Chain.FILES, listed.before, listed.prev) if listed.prev else None
        )
    for one, listed in reversed(lists):
        session.note_all(list(listed.pieces), announced=True, here=False)
        session.notes.note_listed(session.url, one.name)


def _in_order(pieces: list[PieceNote]) -> list[PieceNote]:
    """Documents, then prints, then originals: what people look at comes first."""
    return sorted(pieces, key=lambda one: (_FIRST_THEN.index(one.kind), one.name))


def _is_wanted(session: Session, piece: PieceNote) -> bool:
    """Whether a row names it and it is not here; what is here already is noted so."""
    ws = session.ws
    if piece.kind == "document":
        if has_document(ws, piece.name):
            _note_here(session, piece)
            return False
        return any(name == piece.name for _row, name, _label in kept_documents(ws.db))
    if ws.photo_store.has(piece.name):
        _note_here(session, piece)
        return False
    named = ws.db.execute("select 1 from photo where sha256 = ?", [piece.name]).fetchone()
    asked = session.photos == "all" or (session.photos == "print" and piece.kind == "print")
    if named and not asked and piece.kind == "photo":
        session.counts.left_to_receive += 1
    return bool(named and asked)


def _note_here(session: Session, piece: PieceNote) -> None:
    session.notes.note_pieces(session.url, [replace(piece, here=True)])


def _fetch_piece(session: Session, piece: PieceNote) -> None:
    """One file; bytes that are not what their name says are not taken."""
    if piece.size > LARGEST_BLOB:
        session.counts.failed += 1
        return
    try:
        content = session.remote.get(file_key(piece.sha256))
    except NotThereError:
        session.counts.left_to_receive += 1
        return
    if sha256(content).hexdigest() != piece.sha256:
        if len(content) < piece.size:
            session.counts.left_to_receive += 1  # torn: somebody is still writing it
        else:
            session.counts.failed += 1
            session.counts.damaged.append(f"{piece.kind} {piece.name[:12]}")
        return
    kind = PRINT + piece.name if piece.kind == "print" else piece.kind
    blob = BlobInBundle(hash=piece.sha256, kind=kind, content=content)
    keep_blobs(session.ws, iter([blob]), Progress(None, 1))
    _note_here(session, piece)
    session.counts.received += 1
    session.counts.photos_received += piece.kind == "photo"
