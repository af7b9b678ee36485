"""Bytes that travel (随包照片): originals, print renditions, documents, in parts of a size."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from inspector.app.paper_store import read_document
from inspector.app.pictures import covered_print
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.exchange.bundle import PRINT, BlobInBundle, StreamInBundle, write_bundle
from inspector.store.notices import kept_documents
from inspector.store.segments import Segment


def travelling(ws: Workspace, photos: str, asked: set[str] | None) -> Iterator[BlobInBundle]:
    """The bytes to send, one after the other; ``asked`` narrows them to what another lacks."""
    if photos != "none":
        for (name,) in ws.db.execute("select sha256 from photo order by id").fetchall():
            if name and (asked is None or name in asked):
                yield from _photo(ws, name, as_print=photos == "print" and asked is None)
    for name in dict.fromkeys(name for _row, name, _label in kept_documents(ws.db)):
        if asked is None or name in asked:
            with suppress(InputError):  # a document that is not here cannot travel from here
                content = read_document(ws, name)
                yield BlobInBundle(hash=name, kind="document", content=content)


def _photo(ws: Workspace, name: str, *, as_print: bool) -> Iterator[BlobInBundle]:
    if not as_print:
        if ws.photo_store.has(name):
            content = ws.photo_store.path(name).read_bytes()
            yield BlobInBundle(hash=name, kind="photo", content=content)
        return
    with suppress(InputError):  # what cannot be drawn has no print
        content = covered_print(ws, name).read_bytes()
        yield BlobInBundle(hash=sha256(content).hexdigest(), kind=PRINT + name, content=content)


def write_parts(
    out: Path,
    streams: Sequence[StreamInBundle],
    segments: Sequence[Segment],
    blobs: Iterator[BlobInBundle],
    manifest: dict[str, object],
    max_size: int | None,
) -> tuple[list[Path], int]:
    """Write the bundle, parted where it would grow too large; the files, and photos sent."""
    files: list[Path] = []
    sent = 0
    parts = _Parts(blobs, max_size, sum(len(one.body) for one in segments))
    while not files or parts.left:
        number = len(files) + 1
        path = out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        part = {**manifest, "part": number}
        write_bundle(path, streams, segments if number == 1 else (), parts, part)
        files.append(path)
    sent = parts.photos
    return files, sent


class _Parts:
    """Blobs handed out file by file: each iteration ends where its file is full."""

    def __init__(self, blobs: Iterator[BlobInBundle], max_size: int | None, begun: int) -> None:
        self._blobs, self._max_size, self._used = blobs, max_size, begun
        self._next = next(blobs, None)
        self.photos = 0

    @property
    def left(self) -> bool:
        return self._next is not None

    def __iter__(self) -> Iterator[BlobInBundle]:
        first = True
        while self._next is not None:
            size = len(self._next.content)
            if self._max_size and not first and self._used + size > self._max_size:
                break
            self.photos += self._next.kind != "document"
            self._used, first = self._used + size, False
            yield self._next
            self._next = next(self._blobs, None)
        self._used = 0
