"""Bundles (数据包): one SQLite file built fresh, holding segments and the bytes they name."""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.exchange.sign import APPLICATION_ID
from inspector.store.connection import spare
from inspector.store.faults import told
from inspector.store.segments import Segment, read_header
from inspector.store.values import canonical
from inspector.text import _

VERSION = 1
PRINT = "print:"  # kind of a rendition; the original's hash follows
PART = 1 << 20  # bytes of one part of a blob: under every reader's limit of a value

# The whole schema: a reader refuses a file with anything else in it.
TABLES = {
    "manifest": "CREATE TABLE manifest (k text primary key, v text not null) without rowid",
    "stream": "CREATE TABLE stream (uid text primary key, pubkey blob not null, name text not null)"
    " without rowid",
    "segment": "CREATE TABLE segment (hash text primary key, stream text not null, "
    "first integer not null, last integer not null, header text not null, sig blob not null, "
    "body blob not null)",
    "blob": "CREATE TABLE blob (hash text not null, kind text not null, part integer not null, "
    "data blob not null, primary key (hash, kind, part))",
}

_PAGE = 1024  # bytes; of 4096 the half page behind each segment takes two bytes a change


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamInBundle:
    """A stream whose segments lie in the bundle, and what its device is called."""

    uid: str
    pubkey: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobInBundle:
    """Bytes that a row names: an original photo, or an issued document."""

    hash: str
    kind: str
    content: bytes


def write_bundle(
    path: Path,
    streams: Iterable[StreamInBundle],
    segments: Iterable[Segment],
    blobs: Iterable[BlobInBundle],
    manifest: dict[str, object],
) -> None:
    """Build a bundle beside ``path`` and move it there whole.

    :raises InputError: something lies there that no bundle may replace.
    """
    spare(path)
    name = sha256(os.fsencode(path.name)).hexdigest()[:16]  # a longest name takes nothing more
    beside = path.with_name(f".{name}.{os.getpid()}")
    with told():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.unlink(missing_ok=True)
            _fill(beside, streams, segments, blobs, manifest)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def _fill(
    path: Path,
    streams: Iterable[StreamInBundle],
    segments: Iterable[Segment],
    blobs: Iterable[BlobInBundle],
    manifest: dict[str, object],
) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("pragma synchronous = full")
        db.execute(f"pragma page_size = {_PAGE}")
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {VERSION}")
        db.execute("begin")
        for statement in TABLES.values():
            db.execute(statement)
        rows = [(key, canonical(value)) for key, value in sorted(manifest.items())]
        db.executemany("insert into manifest values (?, ?)", rows)
        db.executemany(
            "insert into stream values (?, ?, ?)",
            [(one.uid, one.pubkey, one.name) for one in streams],
        )
        db.executemany("insert into segment values (?, ?, ?, ?, ?, ?, ?)", map(_row, segments))
        for blob in blobs:
            for part, start in enumerate(range(0, max(len(blob.content), 1), PART)):
                piece = blob.content[start : start + PART]
                db.execute(
                    "insert or ignore into blob values (?, ?, ?, ?)",
                    (blob.hash, blob.kind, part, piece),
                )
        db.execute("commit")
    finally:
        db.close()


def _row(segment: Segment) -> tuple[object, ...]:
    header = read_header(segment)
    return (
        segment.hash,
        header.stream,
        header.first,
        header.last,
        segment.header.decode(),
        segment.sig,
        segment.body,
    )


def not_ours(name: str) -> InputError:
    """The file is no bundle of this product."""
    return InputError(
        _("{name} 不是本软件导出的数据包。").format(name=name),
        _("请对方用“导出数据包”重新导出。"),
        code="not_ours",
    )


def damaged(name: str) -> InputError:
    """The file was a bundle and is damaged."""
    return InputError(
        _("{name} 已损坏。").format(name=name),
        _("请对方重新导出，或换一个 U 盘再复制一次。"),
        code="damaged",
    )


def newer(name: str) -> InputError:
    """A later version of this product wrote it."""
    return InputError(
        _("{name} 由更新的版本导出，没有改动任何数据。").format(name=name),
        _("请升级本软件后再汇入。"),
        code="newer",
    )


def too_large(name: str) -> InputError:
    """More than any file of ours holds."""
    return InputError(
        _("{name} 太大，没有打开。").format(name=name),
        _("请对方用 --max-size 分成几个文件导出。"),
        code="too_large",
    )
