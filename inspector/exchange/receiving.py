"""Receiving (接收): a file from elsewhere, read behind a fence for its segments and photos alone.

It may be a bundle, or somebody's working database or whole workspace folder, whose unsealed
changes are counted and not taken. Every segment is asked for its signature later, in our process.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import orjson
from sqlite_utils import Database

from inspector.domain.errors import InputError
from inspector.exchange.bundle import (
    PRINT,
    TABLES,
    VERSION,
    BlobInBundle,
    StreamInBundle,
    damaged,
    newer,
    not_ours,
    too_large,
)
from inspector.exchange.child import SEGMENTS
from inspector.exchange.header import Header, mend_length, read_header
from inspector.exchange.reader import Reader, ReaderGoneError, RefusedByReaderError
from inspector.exchange.sign import APPLICATION_ID
from inspector.exchange.staging import SourceError, Staged, Staging, read_regular, reading
from inspector.store.connection import FILE_NAME
from inspector.store.faults import told
from inspector.store.schema import APPLICATION_ID as WORKING_ID
from inspector.store.schema import SCHEMA_VERSION, migrations
from inspector.store.segments import Segment

LARGEST_BLOB = 128 << 20  # bytes; a photo or an issued document, held in memory once
_HEX = frozenset("0123456789abcdef")
_NAME = 64  # letters of a SHA-256
_KINDS = ("photo", "document")
_LONGEST_NAME = 200

Schema = tuple[tuple[str, str, str, str], ...]


class Receiving:
    """What one merge receives: the staging folder and the fenced reader, for all of its files."""

    def __init__(self, beside: Path | None = None) -> None:
        self._staging = Staging(beside)
        self._reader = Reader()

    def __enter__(self) -> "Receiving":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._reader.close()
        self._staging.close()

    def stage(self, source: Path) -> "Arrived":
        """Copy a file, or the database of a folder, into our own staging.

        InputError for what is no regular file or none of ours; SourceError for what cannot be
        read where it lies; MachineError for a full disk of ours.
        """
        with reading(source):
            folder = source if source.is_dir() and not source.is_symlink() else None
        database = source / FILE_NAME if folder else source
        if folder and not database.is_file():
            raise not_ours(source.name)
        staged = self._staging.take(database)
        try:
            header = read_header(staged.path, source.name)
            working = header.application_id == WORKING_ID
            if working:
                self._take_log(database, staged)
            else:
                _check_bundle(header, source.name)
                mend_length(staged.path, header)
            if header.version > (SCHEMA_VERSION if working else VERSION):
                raise newer(source.name)
        except (InputError, SourceError):
            self._staging.drop(staged)
            raise
        return Arrived(
            name=source.name,
            staged=staged,
            working=working,
            is_short=not working and header.is_short,
            photos=database.parent if working else None,
        )

    def open(self, arrived: "Arrived") -> "Received":
        """Have the staged copy read; InputError when its schema is not letter by letter ours."""
        received = Received(arrived, self._reader)
        try:
            received.look()
        except InputError:
            self._staging.drop(arrived.staged)
            raise
        return received

    def receive(self, source: Path) -> "Received":
        """Stage and open in one."""
        return self.open(self.stage(source))

    def _take_log(self, database: Path, staged: Staged) -> None:
        """What a working database wrote last may still lie in the log beside it."""
        log = database.with_name(f"{database.name}-wal")
        with reading(log):
            has_log = log.is_file() and not log.is_symlink()
        if has_log:
            beside = self._staging.take(log)
            with told():
                beside.path.replace(staged.path.with_name(f"{staged.path.name}-wal"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A staged file that claims to be ours; ``photos`` is the folder a working one lay in."""

    name: str
    staged: Staged
    working: bool
    is_short: bool
    photos: Path | None


@dataclass(slots=True)
class Received:
    """What can be had out of a received file; ``lost`` counts segments that could not be read."""

    arrived: Arrived
    reader: Reader
    unsealed: int = 0
    lost: int = 0
    gave_up: bool = False
    blobs_named: int = 0  # how many photos and documents it says it holds
    vector: dict[str, int] = field(default_factory=dict)  # what the sender said it had
    _streams: list[StreamInBundle] = field(default_factory=list)
    _said: int | None = None
    _has_manifest: bool = False

    @property
    def sha256(self) -> str:
        return self.arrived.staged.sha256

    @property
    def is_short(self) -> bool:
        """Whether the file is shorter than its own header says."""
        return self.arrived.is_short

    def look(self) -> None:
        """Open it behind the fence and note what it says of itself."""
        try:
            (_kind, content), *_rest = self._ask_open()
            said = orjson.loads(content)
            self.unsealed = int(said["unsealed"])
            self._streams = [
                StreamInBundle(uid=uid, pubkey=bytes.fromhex(key), name=name[:_LONGEST_NAME])
                for uid, key, name in said["streams"]
            ]
            self._note(said["manifest"])
        except RefusedByReaderError as refused:
            raise _refusal(str(refused), self.arrived.name) from refused
        except (ReaderGoneError, ValueError, TypeError, KeyError) as error:
            raise damaged(self.arrived.name) from error

    def streams(self) -> list[StreamInBundle]:
        """The streams, each with the key its segments are signed by."""
        return list(self._streams)

    def named(self) -> list[tuple[str, int]]:
        """What the file says it holds: each segment's hash and how many changes it has.

        Empty where that cannot be read, or of a working database; then every segment is looked at.
        """
        if self.arrived.working or self.is_short:
            return []
        try:
            found = [orjson.loads(content) for _kind, content in self._ask("named")]
            named = {str(name): int(count) for name, count in found}
        except (RefusedByReaderError, ReaderGoneError, ValueError, TypeError):
            return []
        return [*named.items()] if self._said in (None, len(named)) else []

    def segments(self) -> Iterator[Segment]:
        """Every segment that can be read, one by one, genuine or not; says afterwards what is lost.

        A reader that crashes or hangs costs what was not read yet, never the merge.
        """
        read: set[bytes] = set()  # signatures: a spoilt page may show one segment twice
        self.lost = 0
        try:
            for kind, content in self._ask("segments"):
                segment = _unpacked(content) if kind == b"S" else None
                if segment is None:
                    self.lost += 1
                else:
                    read.add(segment.sig)
                    yield segment
        except (RefusedByReaderError, ReaderGoneError):
            self.gave_up = True
            self.lost += 1
        if not read and not (self._has_manifest or self.arrived.working):
            self.lost = max(self.lost, 1)  # nothing there, and nothing that says so: torn away
        if self._said is not None:
            self.lost = max(self._said - len(read), int(self.gave_up))

    def blobs(self) -> Iterator[BlobInBundle]:
        """Photos and documents whose bytes are what their name says; others are left out."""
        if self.arrived.photos is not None:
            yield from _beside(self.arrived.photos)
            return
        try:
            names = [orjson.loads(content) for _kind, content in self._ask("blobs")]
        except (RefusedByReaderError, ReaderGoneError, ValueError):
            return  # their bytes come by another road; `missing` goes on naming them
        self.blobs_named = len(names)
        for name, kind, size in names:
            if _is_hash(name) and _is_kind(kind) and 0 <= size <= LARGEST_BLOB:
                content = self._content(name, kind)
                if sha256(content).hexdigest() == name:
                    yield BlobInBundle(hash=name, kind=kind, content=content)

    def _content(self, name: str, kind: str) -> bytes:
        found = bytearray()
        with suppress(RefusedByReaderError, ReaderGoneError):
            for _kind, part in self._ask("parts", hash=name, kind=kind):
                found += part
                if len(found) > LARGEST_BLOB:
                    return b""
        return bytes(found)

    def _note(self, manifest: dict[str, str]) -> None:
        """What the manifest says; it is not signed, so that it may explain and never decide."""
        with suppress(ValueError, TypeError, AttributeError):
            if orjson.loads(manifest.get("part", "1")) == 1 and "segments" in manifest:
                said = int(orjson.loads(manifest["segments"]))
                self._said = said if 0 <= said <= SEGMENTS else None  # else nobody counted
            self._has_manifest = "segments" in manifest
            vector = orjson.loads(manifest.get("vector", "{}"))
            self.vector = {str(uid): int(seq) for uid, seq in vector.items()}

    def _ask(self, deed: str, **more: object) -> Iterator[tuple[bytes, bytes]]:
        """Ask about this file, whichever the reader looked at last."""
        if self.reader.holds != self.arrived.staged.path:
            for _frame in self._ask_open():
                pass
        yield from self.reader.ask({"do": deed, **more})

    def _ask_open(self) -> Iterator[tuple[bytes, bytes]]:
        path, working = self.arrived.staged.path, self.arrived.working
        self.reader.holds = None
        yield from self.reader.ask(
            {
                "do": "open",
                "uri": path.resolve().as_uri(),
                "kind": "working" if working else "bundle",
                "wal": working,
                "schema": _working_schema() if working else _bundle_schema(),
            }
        )
        self.reader.holds = path


def _check_bundle(header: Header, name: str) -> None:
    if header.application_id != APPLICATION_ID or header.version == 0:
        raise not_ours(name)
    if not header.is_closed:
        raise damaged(name)


def _refusal(word: str, name: str) -> InputError:
    refusals = {"schema": not_ours, "too_large": too_large}
    return refusals.get(word, damaged)(name)


def _bundle_schema() -> Schema:
    return tuple(("table", name, name, sql) for name, sql in TABLES.items())


@cache
def _working_schema() -> Schema:
    """Every table and index of our own working database, as SQLite writes them down."""
    db = Database(memory=True)
    migrations.apply(db)
    rows = db.execute(
        "select type, name, tbl_name, sql from sqlite_schema where sql is not null order by name"
    ).fetchall()
    db.close()
    return tuple((kind, name, table, sql) for kind, name, table, sql in rows)


def _unpacked(content: bytes) -> Segment | None:
    try:
        header, sig = struct.unpack_from(">II", content)
    except struct.error:
        return None
    start = struct.calcsize(">II")
    return Segment(
        header=content[start : start + header],
        sig=content[start + header : start + header + sig],
        body=content[start + header + sig :],
    )


def _is_hash(name: object) -> bool:
    return isinstance(name, str) and len(name) == _NAME and _HEX.issuperset(name)


def _is_kind(kind: object) -> bool:
    if not isinstance(kind, str):
        return False
    return kind in _KINDS or (kind.startswith(PRINT) and _is_hash(kind.removeprefix(PRINT)))


def _beside(folder: Path) -> Iterator[BlobInBundle]:
    """The originals and documents of a whole folder that was handed over; only plain files."""
    for kind, below in (("photo", "photos"), ("document", "notices")):
        for file in sorted((folder / below).glob("??/*")):
            if not _is_hash(file.stem):
                continue
            with suppress(InputError, SourceError):
                content = b"".join(read_regular(file, LARGEST_BLOB))
                if sha256(content).hexdigest() == file.stem:
                    yield BlobInBundle(hash=file.stem, kind=kind, content=content)
