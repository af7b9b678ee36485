"""What this computer remembers of each remote: beside the database, and safe to lose.

Nothing in it is truth. Without it sync looks again at what lies on the remote before it sends.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from inspector.domain.moment import from_stored, stored
from inspector.store.faults import told

FILE_NAME = "sync.db"
_PAGES_TO_GIVE_BACK = 4_096  # 16 MiB, as a new laptop leaves behind

_TABLES = """
    create table if not exists remote (
        url text primary key, epochs text not null, markers text not null, used_at text,
        good_at text, failed_at text, failure text not null, waiting integer not null
    ) without rowid;
    create table if not exists piece (
        url text not null, kind text not null, name text not null, sha256 text not null,
        size integer not null, announced integer not null, here integer not null,
        primary key (url, kind, name)
    ) without rowid;
    create table if not exists listed (
        url text not null, name text not null, primary key (url, name)
    ) without rowid;
    create table if not exists chosen (key text primary key, value text not null);
    create table if not exists outcome (
        url text primary key, sent integer not null, received integer not null,
        acknowledged integer not null, failed integer not null, clock_offset_s real
    ) without rowid;
    create table if not exists packed (url text primary key, note text not null);
    create table if not exists fetched (key text primary key, content blob not null);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteNote:
    """One remote: what it showed last, when it last went well, and what went wrong since.

    ``waiting`` counts pieces that had still to go or come then; ``failure`` is empty once a sync
    went well.
    """

    url: str
    epochs: frozenset[str]
    markers: frozenset[str]
    good_at: datetime | None
    failed_at: datetime | None
    failure: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceNote:
    """A file known to lie on the remote; ``announced``: others were told, ``here``: we have it."""

    kind: str
    name: str
    sha256: str
    size: int
    announced: bool
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeNote:
    """What the last good sync did, in pieces; ``clock_offset_s`` is the server's minus ours."""

    sent: int
    received: int
    acknowledged: int
    failed: int
    clock_offset_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackNote:
    """The newest pack we put: segments with local numbers above ``base``, up to ``through``.

    ``before`` and ``prev`` name the pack before it, ``last`` and ``tail`` itself; ``size`` is in
    bytes.
    """

    stream: str
    name: str
    base: int
    through: int
    before: int
    prev: str
    last: int
    tail: str
    size: int


class SyncNotes:
    """The notes of one workspace; one thread."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rwc"
        with told():
            self._db = sqlite3.connect(
                f"{(folder / FILE_NAME).resolve().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                timeout=2.0,
            )
            if not read_only:
                self._db.execute("pragma journal_mode = wal")
                self._db.execute("pragma synchronous = normal")  # a power cut costs looking again
                self._db.executescript(_TABLES)

    def close(self) -> None:
        self._db.close()

    def remotes(self) -> list[RemoteNote]:
        """Every remote ever tried from here: first the one in use, last what never worked."""
        with told():
            rows = self._db.execute(
                "select url, epochs, markers, good_at, failed_at, failure, waiting from remote "
                "order by used_at desc, failed_at desc, url"
            ).fetchall()
        return [_note(row) for row in rows]

    def remote(self, url: str) -> RemoteNote | None:
        return next((one for one in self.remotes() if one.url == url), None)

    def meet(self, url: str) -> None:
        """This remote is about to be tried; whether it is the one to use is seen afterwards."""
        with told():
            self._db.execute(
                "insert or ignore into remote (url, epochs, markers, failure, waiting) "
                "values (?, '[]', '[]', '', 0)",
                [url],
            )

    def use(self, url: str, at: datetime) -> None:
        """This remote is the one to sync with from now on: a person chose it, or it worked."""
        self.meet(url)
        with told():
            self._db.execute("update remote set used_at = ? where url = ?", [stored(at), url])

    def chosen(self, key: str) -> str:
        """What a person chose; empty where nothing was, or before choices were kept."""
        with told():
            if not self._has("chosen"):
                return ""
            row = self._db.execute("select value from chosen where key = ?", [key]).fetchone()
        return str(row[0]) if row else ""

    def choose(self, key: str, value: str) -> None:
        with told():
            self._db.execute("insert or replace into chosen values (?, ?)", [key, value])

    def pin(self, url: str, epochs: Iterable[str], markers: Iterable[str]) -> None:
        """What the remote shows now; a later look that shows less is told to the person."""
        with told():
            self._db.execute(
                "update remote set epochs = ?, markers = ? where url = ?",
                [orjson.dumps(sorted(epochs)), orjson.dumps(sorted(markers)), url],
            )

    def went_well(self, url: str, at: datetime, waiting: int) -> None:
        self.use(url, at)
        with told():
            self._db.execute(
                "update remote set good_at = ?, failure = '', waiting = ? where url = ?",
                [stored(at), waiting, url],
            )
            self._db.execute("delete from fetched")
            if self._db.execute("pragma freelist_count").fetchone()[0] > _PAGES_TO_GIVE_BACK:
                self._db.execute("vacuum")

    def note_outcome(self, url: str, did: OutcomeNote) -> None:
        """A clock that the server did not tell this time is as it was told last."""
        row = [url, did.sent, did.received, did.acknowledged, did.failed, did.clock_offset_s]
        with told():
            self._db.execute(
                "insert into outcome values (?, ?, ?, ?, ?, ?) on conflict (url) do update set "
                "sent = excluded.sent, received = excluded.received, failed = excluded.failed, "
                "acknowledged = excluded.acknowledged, "
                "clock_offset_s = coalesce(excluded.clock_offset_s, clock_offset_s)",
                row,
            )

    def outcome(self, url: str) -> OutcomeNote | None:
        """What the last good sync did there; None before there was one."""
        with told():
            if not self._has("outcome"):
                return None
            row = self._db.execute(
                "select sent, received, acknowledged, failed, clock_offset_s from outcome "
                "where url = ?",
                [url],
            ).fetchone()
        names = ("sent", "received", "acknowledged", "failed", "clock_offset_s")
        return OutcomeNote(**dict(zip(names, row, strict=True))) if row else None

    def _has(self, table: str) -> bool:
        """Whether this table is there: notes that an older version wrote are read as they are."""
        sql = "select 1 from sqlite_master where type = 'table' and name = ?"
        return self._db.execute(sql, [table]).fetchone() is not None

    def failed(self, url: str, at: datetime, failure: str) -> None:
        """It stays to be seen until a sync goes well."""
        with told():
            self._db.execute(
                "update remote set failed_at = ?, failure = ? where url = ?",
                [stored(at), failure, url],
            )

    def forget(self, url: str) -> None:
        """Believe nothing of what lies there any more: everything is looked for again."""
        with told():
            self._db.execute("update remote set epochs = '[]', markers = '[]' where url = ?", [url])
            self._db.execute("delete from packed where url = ?", [url])
        self.forget_pieces(url)

    def forget_pieces(self, url: str) -> None:
        """Look anew which files lie there."""
        with told():
            self._db.execute("delete from piece where url = ?", [url])
            self._db.execute("delete from listed where url = ?", [url])

    def pieces(self, url: str) -> list[PieceNote]:
        """Every file known to lie there."""
        with told():
            rows = self._db.execute(
                "select kind, name, sha256, size, announced, here from piece where url = ? "
                "order by kind, name",
                [url],
            ).fetchall()
        return [
            PieceNote(
                kind=kind,
                name=name,
                sha256=digits,
                size=size,
                announced=bool(announced),
                here=bool(here),
            )
            for kind, name, digits, size, announced, here in rows
        ]

    def holds(self, url: str, kind: str, name: str) -> bool:
        """Whether this file is known to lie there."""
        with told():
            sql = "select 1 from piece where url = ? and kind = ? and name = ?"
            return self._db.execute(sql, [url, kind, name]).fetchone() is not None

    def note_pieces(self, url: str, pieces: Iterable[PieceNote]) -> None:
        """Files that lie there; of one known already, what is newer stands."""
        rows = [
            (url, one.kind, one.name, one.sha256, one.size, one.announced, one.here)
            for one in pieces
        ]
        with told():
            self._db.execute("begin immediate")
            self._db.executemany(
                "insert into piece values (?, ?, ?, ?, ?, ?, ?) "
                "on conflict (url, kind, name) do update set sha256 = excluded.sha256, "
                "size = excluded.size, announced = max(announced, excluded.announced), "
                "here = case when sha256 = excluded.sha256 then max(here, excluded.here) "
                "else excluded.here end",
                rows,
            )
            self._db.execute("commit")

    def is_listed(self, url: str, name: str) -> bool:
        """Whether this list of files was read or written here."""
        with told():
            sql = "select 1 from listed where url = ? and name = ?"
            return self._db.execute(sql, [url, name]).fetchone() is not None

    def note_listed(self, url: str, name: str) -> None:
        with told():
            self._db.execute("insert or ignore into listed values (?, ?)", [url, name])

    def fetched(self, key: str) -> bytes | None:
        """What a sync that was cut off had fetched before."""
        with told():
            row = self._db.execute("select content from fetched where key = ?", [key]).fetchone()
        return bytes(row[0]) if row else None

    def keep_fetched(self, key: str, content: bytes) -> None:
        with told():
            self._db.execute("insert or replace into fetched values (?, ?)", [key, content])

    def keep_all_fetched(self, found: Iterable[tuple[str, bytes]]) -> None:
        """Many at once: all of them, or none."""
        with told():
            self._db.execute("begin immediate")
            self._db.executemany("insert or replace into fetched values (?, ?)", found)
            self._db.execute("commit")

    def pack(self, url: str) -> PackNote | None:
        """The newest pack we put there, if we put one."""
        with told():
            row = self._db.execute("select note from packed where url = ?", [url]).fetchone()
        return PackNote(**orjson.loads(row[0])) if row else None

    def note_pack(self, url: str, note: PackNote) -> None:
        with told():
            self._db.execute(
                "insert or replace into packed values (?, ?)", [url, orjson.dumps(note)]
            )


@contextmanager
def reading_notes(folder: Path) -> Iterator[SyncNotes | None]:
    """The notes of a workspace to read alone; None where it never synced."""
    if not (folder / FILE_NAME).is_file():
        yield None
        return
    notes = SyncNotes(folder, read_only=True)
    try:
        yield notes
    finally:
        notes.close()


def _note(row: tuple[str, str, str, str | None, str | None, str, int]) -> RemoteNote:
    url, epochs, markers, good_at, failed_at, failure, waiting = row
    return RemoteNote(
        url=url,
        epochs=frozenset(orjson.loads(epochs)),
        markers=frozenset(orjson.loads(markers)),
        good_at=from_stored(good_at) if good_at else None,
        failed_at=from_stored(failed_at) if failed_at else None,
        failure=failure,
        waiting=waiting,
    )
