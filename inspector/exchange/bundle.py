"""Bundles (数据包): one SQLite file built fresh, holding segments and the bytes they name."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.store.segments import Segment, read_header
from inspector.store.values import canonical
from inspector.text import _

APPLICATION_ID = 0x444E4442  # "DNDB"
VERSION = 1
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

_HEADER_BYTES = 100
_PAGE = 1024  # bytes; of 4096 the half page behind each segment takes two bytes a change
LARGEST = 64 << 30  # bytes; no bundle of ours comes near it, photos included
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 4 << 20),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)


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
    """Build a bundle beside ``path`` and move it there whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
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


class Bundle:
    """A received file, opened read-only after it has shown to be one of ours."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._lost = 0
        with told():
            _check_header(path)
        self._db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
        for pragma in ("trusted_schema = off", "cell_size_check = on", "mmap_size = 0"):
            self._db.execute(f"pragma {pragma}")
        for limit, value in _LIMITS:
            self._db.setlimit(limit, value)
        try:
            self._check_schema()
        except sqlite3.Error as error:
            self.close()
            raise damaged(self._name) from error
        except InputError:
            self.close()
            raise

    def close(self) -> None:
        self._db.close()

    def streams(self) -> list[StreamInBundle]:
        """The streams, each with the key its segments are signed by."""
        rows = self._read("select uid, pubkey, name from stream order by uid")
        return [
            StreamInBundle(uid=uid, pubkey=pubkey, name=name)
            for uid, pubkey, name in rows
            if isinstance(uid, str) and isinstance(pubkey, bytes) and isinstance(name, str)
        ]

    @property
    def unsealed(self) -> int:
        """A bundle holds sealed changes alone."""
        return 0

    @property
    def lost(self) -> int:
        """How many segments could not be read, as far as :meth:`segments` has come."""
        return self._lost

    def segments(self) -> Iterator[Segment]:
        """Every segment that can be read, one by one: a damaged page costs what lies on it.

        Whether they are genuine is asked of each one later.
        """
        for row in range(1, self._last_row() + 1):
            try:
                found = self._db.execute(
                    "select header, sig, body from segment where rowid = ?", [row]
                ).fetchone()
            except sqlite3.Error:
                self._lost += 1
                continue
            header, sig, body = found or (None, None, None)
            if isinstance(header, str) and isinstance(sig, bytes) and isinstance(body, bytes):
                yield Segment(header=header.encode(), sig=sig, body=body)
            else:
                self._lost += found is not None

    def named(self) -> list[tuple[str, int]]:
        """What the file says it holds: each segment's hash and how many changes it has.

        Empty where that cannot be read; then every segment is looked at.
        """
        try:
            rows = self._db.execute("select hash, last - first + 1 from segment order by hash")
            return [(str(name), int(count)) for name, count in rows]
        except (sqlite3.Error, TypeError, ValueError):
            return []

    def _last_row(self) -> int:
        """The highest row of the segments; read from the manifest where the table is torn."""
        try:
            return int(self._db.execute("select max(rowid) from segment").fetchone()[0] or 0)
        except sqlite3.Error:
            counted = list(self._read("select v from manifest where k = 'segments'"))
            return int(str(counted[0][0])) if counted else 0

    def blobs(self) -> Iterator[BlobInBundle]:
        """Photos and documents whose bytes are what their name says; others are left out."""
        names = list(self._read("select distinct hash, kind from blob order by hash, kind"))
        for name, kind in names:
            try:
                parts = self._db.execute(
                    "select data from blob where hash = ? and kind = ? order by part", (name, kind)
                ).fetchall()
            except sqlite3.Error:
                continue  # its bytes come by another road; `missing` goes on naming it
            content = b"".join(part for (part,) in parts if isinstance(part, bytes))
            if sha256(content).hexdigest() == name:
                yield BlobInBundle(hash=str(name), kind=str(kind), content=content)

    def _read(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise damaged(self._name) from error

    def _check_schema(self) -> None:
        rows = self._db.execute(
            "select name, sql from sqlite_schema where name not like 'sqlite_autoindex%' "
            "order by name"
        ).fetchall()
        if dict(rows) != TABLES:
            raise not_ours(self._name)


def _check_header(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        raise not_ours(path.name)
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    size = path.stat().st_size
    if len(head) < _HEADER_BYTES or not head.startswith(b"SQLite format 3\0"):
        raise not_ours(path.name)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise not_ours(path.name)
    if int.from_bytes(head[60:64], "big") > VERSION:
        raise InputError(
            _("{name} 由更新的版本导出，没有改动任何数据。").format(name=path.name),
            _("请升级本软件后再汇入。"),
            code="newer",
        )
    if size > LARGEST:
        raise InputError(
            _("{name} 太大，没有打开。").format(name=path.name),
            _("请对方用 --max-size 分成几个文件导出。"),
            code="too_large",
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
