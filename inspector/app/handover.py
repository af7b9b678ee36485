"""Handing over (数据包): our database out as one file, whole or since what the other has."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from inspector.app.paper_store import read_document
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.exchange.bundle import BlobInBundle, Bundle, StreamInBundle, write_bundle
from inspector.store.causality import heads
from inspector.store.faults import told
from inspector.store.refold import kept_segments
from inspector.store.seal import seal_tail
from inspector.store.segments import read_header
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What a bundle holds; ``vector`` says how far each stream goes in it."""

    files: tuple[str, ...]
    segments: int
    changes: int
    photos: int
    bytes: int
    vector: dict[str, int]
    sha256: str


def export(ws: Workspace, out: Path, *, since: str | None = None, photos: str = "all") -> Exported:
    """Seal what we have and write it to ``out``; ``since`` leaves out what the other has."""
    if out.exists() and out.is_dir():
        raise InputError(
            _("{out} 是文件夹。").format(out=out), _("写上文件名，例如 交接.db。"), code="usage"
        )
    known = _known_vector(since)
    with ws.writing() as tx:
        seal_tail(tx)
    with told():
        segments = [
            segment
            for _stream, segment in kept_segments(ws.db)
            if (header := read_header(segment)).last > known.get(header.stream, 0)
        ]
        streams = _streams(ws)
    blobs = _Blobs(ws, photos)
    vector = heads(ws.db)
    write_bundle(out, streams, segments, blobs, {"vector": vector, "at": stored(ws.now)})
    changes = sum((header := read_header(one)).last - header.first + 1 for one in segments)
    return Exported(
        files=(str(out),),
        segments=len(segments),
        changes=changes,
        photos=blobs.photos,
        bytes=out.stat().st_size,
        vector=vector,
        sha256=sha256(out.read_bytes()).hexdigest(),
    )


def _streams(ws: Workspace) -> list[StreamInBundle]:
    rows = ws.db.execute(
        "select s.uid, s.pubkey, coalesce(d.name, '') from stream s "
        "left join device d on d.id = s.uid where s.pubkey is not null order by s.uid"
    ).fetchall()
    return [StreamInBundle(uid=uid, pubkey=pubkey, name=name) for uid, pubkey, name in rows]


def _known_vector(since: str | None) -> dict[str, int]:
    """What the other has: a vector as JSON, or the one a bundle of theirs ends with."""
    if not since:
        return {}
    if since.lstrip().startswith("{"):
        try:
            return {str(uid): int(seq) for uid, seq in orjson.loads(since).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(
                _("看不懂这个向量。"), _("用 inspector digest --json 的 vector。"), code="usage"
            ) from error
    bundle = Bundle(Path(since))
    try:
        vector: dict[str, int] = {}
        for segment in bundle.segments():
            header = read_header(segment)
            vector[header.stream] = max(vector.get(header.stream, 0), header.last)
        return vector
    finally:
        bundle.close()


class _Blobs:
    """The bytes that travel with the segments, read one after the other."""

    def __init__(self, ws: Workspace, photos: str) -> None:
        self._ws, self._photos = ws, photos
        self.photos = 0

    def __iter__(self) -> Iterator[BlobInBundle]:
        ws = self._ws
        if self._photos == "all":
            for (name,) in ws.db.execute("select sha256 from photo order by id").fetchall():
                if name and ws.photo_store.has(name):
                    self.photos += 1
                    content = ws.photo_store.path(name).read_bytes()
                    yield BlobInBundle(hash=name, kind="photo", content=content)
        rows = ws.db.execute("select distinct sha256 from notice where sha256 is not null")
        for (name,) in rows.fetchall():
            with suppress(InputError):  # a document that is not here cannot travel from here
                content = read_document(ws, name)
                yield BlobInBundle(hash=name, kind="document", content=content)
