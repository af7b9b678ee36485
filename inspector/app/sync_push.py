"""Pushing (传): what the remote lacks goes up, small things first, heads after what they name."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

from inspector.app.paper_store import read_document
from inspector.app.pictures import covered_print
from inspector.app.sync_pack import publish_packs
from inspector.app.sync_put import is_held, put_surely, retire
from inspector.app.sync_session import Session
from inspector.domain.errors import InputError
from inspector.exchange.remotes.layout import (
    FORMAT,
    FORMAT_KEY,
    Chain,
    Heads,
    Marker,
    epoch_key,
    file_key,
    marker,
)
from inspector.exchange.remotes.objects import FileList, Piece, pack_list, pack_segment
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError
from inspector.store.chains import HeadHere, heads_here, names_of_chain, segment_named
from inspector.store.fold import authors_of
from inspector.store.notices import kept_documents
from inspector.store.seal import seal_tail
from inspector.store.segments import read_header
from inspector.store.streams import stream_number
from inspector.text import _

_PRINT_PAYS = 20  # an original this many times its print: the print adds 5 % and is there early
_ANNOUNCED_AT_ONCE = 200
_BYTES_BETWEEN = 64 << 20  # originals put before others are told of them


def push(session: Session, heads: Heads) -> frozenset[str]:
    """Put everything the remote lacks; says the remote's epochs afterwards.

    Texts go before originals: a record reaches the others within seconds, its photos when the
    line allows.
    """
    seal(session)
    epochs = heads.epochs or frozenset([_found_epoch(session)])
    files = _Files(session, heads)
    originals = files.lacking()
    files.put_documents()
    files.put_prints(originals)
    files.announce()
    _push_segments(session, heads)
    files.put_originals(originals)
    files.announce()
    publish_packs(session, heads)
    return epochs


def seal(session: Session) -> None:
    """Close our own run of changes; nothing is written where there is none."""
    if session.ws.db.execute("select 1 from tail limit 1").fetchone():
        with session.ws.writing() as tx:
            seal_tail(tx)


def _found_epoch(session: Session) -> str:
    """Make a new remote known: by a name drawn by lot, so that no other ever has it.

    Somebody else's web page may pass for an empty remote and say yes to every put; what was put
    is read back before anything of ours is trusted to it.
    """
    put_surely(session, FORMAT_KEY, FORMAT)
    try:
        held = session.remote.get(FORMAT_KEY)
    except NotThereError as error:
        raise RemoteFaultError(Fault.ODD, FORMAT_KEY) from error
    if held != FORMAT:
        raise RemoteFaultError(Fault.PORTAL, FORMAT_KEY)
    epoch = os.urandom(16).hex()
    put_surely(session, epoch_key(epoch), b"")
    return epoch


def _put(session: Session, key: str, content: bytes, *, look_first: bool) -> None:
    """Put and have acknowledged; what lies there whole already is not sent again."""
    if not (look_first and _lies_there(session, key, content)):
        put_surely(session, key, content)
        session.counts.sent += 1
    session.counts.acknowledged += 1


def _lies_there(session: Session, key: str, content: bytes) -> bool:
    """By its length; on a recheck that a person asked for, by its bytes."""
    if session.remote.size(key) != len(content):
        return False
    return not session.reread or is_held(session, key, content)


def _push_segments(session: Session, heads: Heads) -> None:
    there = {(one.stream, one.last, one.tail) for one in heads.markers}
    for head in heads_here(session.ws.db):
        end = marker(head.uid, Chain.SEGMENTS, head.last, head.hash)
        if (end.stream, end.last, end.tail) not in there or session.recheck:
            _push_chain(session, heads, head, end)


def _push_chain(session: Session, heads: Heads, head: HeadHere, end: Marker) -> None:
    """The part of a chain that is not there yet, its new head, and away with our old one."""
    names = [
        marker(head.uid, Chain.SEGMENTS, last, digits)
        for last, digits in names_of_chain(session.ws.db, head.number)
    ]
    known = [place for place, one in enumerate(names) if one in heads.markers]
    begin = 0 if session.recheck or not known else known[-1] + 1
    for at in names[begin:]:
        here = segment_named(session.ws.db, at.last, at.tail)
        if here is None:
            continue
        content = pack_segment(here.segment, head.pubkey)
        _put(session, at.object_key, content, look_first=session.recheck)
        header = read_header(here.segment)
        session.counts.changes_sent += header.last - header.first + 1
        session.step(1)
    if end not in heads.markers:
        put_surely(session, end.key, b"")
    session.put_markers.add(end.name)
    if head.uid == session.own:
        retire(session, [names[place] for place in known if names[place] != end])


class _Files:
    """The files a remote lacks, and our lists of those we put."""

    def __init__(self, session: Session, heads: Heads) -> None:
        self._session = session
        self._heads = heads
        # on a recheck what lists say is no proof: each is looked for again
        noted = [] if session.recheck else session.notes.pieces(session.url)
        self._known = {(one.kind, one.name): one for one in noted}
        self._last: Marker | None = max(
            (
                one
                for one in heads.markers
                if one.chain is Chain.FILES and one.stream == session.own
            ),
            default=None,
        )

    def lacking(self) -> list[tuple[str, bool]]:
        """Originals here that the remote lacks, and whether our own stream recorded each."""
        ws = self._session.ws
        rows = ws.db.execute(
            "select id, sha256 from photo where sha256 is not null order by id"
        ).fetchall()
        rows = [row for row in rows if ("photo", row[1]) not in self._known]
        authors = authors_of(ws.db, "photo", [row for row, _name in rows]) if rows else {}
        own = stream_number(ws.db, self._session.own) if rows else 0
        found = {name: authors.get(row) == own for row, name in rows}
        return [(name, mine) for name, mine in found.items() if ws.photo_store.has(name)]

    def put_documents(self) -> None:
        ws = self._session.ws
        for name in dict.fromkeys(name for _row, name, _label in kept_documents(ws.db)):
            if ("document", name) not in self._known:
                with suppress(InputError):  # a document that is not here cannot go from here
                    content = read_document(ws, name)
                    self._put(Piece("document", name, name, len(content)), content, look=True)

    def put_prints(self, originals: list[tuple[str, bool]]) -> None:
        """Prints before originals where they pay, or go instead of them; covered ones anew."""
        if self._session.photos == "none":
            return
        if self._session.photos == "print":
            lacking = {name for name, _mine in originals}
        else:
            lacking = {name for name, _mine in originals if self._is_large(name)}
        for name in sorted(lacking | set(self._covered_since())):
            with suppress(InputError):  # what cannot be drawn has no print
                content = covered_print(self._session.ws, name).read_bytes()
                digits = sha256(content).hexdigest()
                known = self._known.get(("print", name))
                if known is None or (known.sha256 != digits and name not in lacking):
                    self._put(
                        Piece("print", name, digits, len(content)),
                        content,
                        look=self._session.recheck,
                    )

    def _is_large(self, name: str) -> bool:
        store = self._session.ws.photo_store
        with suppress(InputError, OSError):
            size = store.path(name).stat().st_size
            if size < _PRINT_PAYS * (40 << 10):  # no print is smaller than 40 KiB
                return False
            return size >= _PRINT_PAYS * covered_print(self._session.ws, name).stat().st_size
        return False

    def _covered_since(self) -> Iterator[str]:
        """Photos here that bear covers and whose print lies there: it may show too much by now."""
        rows = self._session.ws.db.execute(
            "select distinct p.sha256 from mark m join photo p on p.id = m.photo "
            "where m.kind not in ('arrow', 'box', 'text') and p.sha256 is not null "
            "order by p.sha256"
        ).fetchall()
        has = self._session.ws.photo_store.has
        return (name for (name,) in rows if ("print", name) in self._known and has(name))

    def put_originals(self, originals: list[tuple[str, bool]]) -> None:
        session = self._session
        if session.photos != "all":
            session.counts.left_to_send += len(originals)
            return
        store, since = session.ws.photo_store, 0
        for place, (name, mine) in enumerate(originals):
            content = store.path(name).read_bytes()
            if sha256(content).hexdigest() != name:
                session.counts.failed += 1
                session.counts.damaged.append(_("照片 {name}").format(name=name[:12]))
                continue
            look = session.recheck or not mine
            self._put(Piece("photo", name, name, len(content)), content, look=look)
            session.counts.photos_sent += 1
            since += len(content)
            if since > _BYTES_BETWEEN:
                self.announce()
                since = 0
            session.step(len(originals) - place - 1)

    def _put(self, piece: Piece, content: bytes, *, look: bool) -> None:
        _put(self._session, file_key(piece.sha256), content, look_first=look)
        self._session.note(piece, announced=False, here=True)

    def announce(self) -> None:
        """Tell the others what we have put since we last told them."""
        session = self._session
        news = [one for one in session.notes.pieces(session.url) if not one.announced]
        if not news:
            return
        uid, key = session.own, session.key()
        for start in range(0, len(news), _ANNOUNCED_AT_ONCE):
            some = news[start : start + _ANNOUNCED_AT_ONCE]
            before, prev = (self._last.last, self._last.tail) if self._last else (0, "")
            pieces = tuple(Piece(one.kind, one.name, one.sha256, one.size) for one in some)
            listed = FileList(
                stream=uid, last=before + len(some), before=before, prev=prev, pieces=pieces
            )
            at, content = pack_list(listed, key)
            put_surely(session, at.object_key, content)
            put_surely(session, at.key, b"")
            session.notes.note_listed(session.url, at.name)
            session.note_all(list(pieces), announced=True, here=True)
            session.put_markers.add(at.name)
            if self._last:
                retire(session, [self._last])
            self._last = at
