"""A working database or workspace folder handed over as it is: read for its segments alone."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from inspector.exchange.bundle import BlobInBundle, StreamInBundle, damaged, not_ours
from inspector.store.connection import FILE_NAME
from inspector.store.faults import told
from inspector.store.schema import APPLICATION_ID, SCHEMA_VERSION
from inspector.store.segments import Segment

_SUFFIXES = ("", "-wal")  # what was written last may still lie in the log beside the database


class WorkingDatabase:
    """A copy of somebody's working database; what they had not sealed is counted, not taken."""

    def __init__(self, path: Path) -> None:
        source = path / FILE_NAME if path.is_dir() else path
        self._folder = path if path.is_dir() else path.parent
        self._name = path.name
        if not source.is_file():
            raise not_ours(path.name)
        self._staging = tempfile.TemporaryDirectory(prefix="inspector-")
        with told():
            for suffix in _SUFFIXES:
                beside = source.with_name(source.name + suffix)
                if beside.is_file():
                    shutil.copyfile(beside, Path(self._staging.name) / (FILE_NAME + suffix))
        self._db = sqlite3.connect(Path(self._staging.name) / FILE_NAME, isolation_level=None)
        try:
            self._db.execute("pragma trusted_schema = off")
            ours = self._db.execute("pragma application_id").fetchone()[0]
            version = self._db.execute("pragma user_version").fetchone()[0]
        except sqlite3.Error as error:
            self.close()
            raise damaged(self._name) from error
        if ours != APPLICATION_ID or version > SCHEMA_VERSION:
            self.close()
            raise not_ours(self._name)

    def close(self) -> None:
        self._db.close()
        self._staging.cleanup()

    @property
    def unsealed(self) -> int:
        """Changes its owner has not exported yet: they come with the next proper bundle."""
        return int(self._db.execute("select count(*) from tail").fetchone()[0])

    @property
    def lost(self) -> int:
        """A damaged working database is refused whole."""
        return 0

    def streams(self) -> list[StreamInBundle]:
        """The streams, each with the key its segments are signed by."""
        rows = self._db.execute(
            "select s.uid, s.pubkey, coalesce(d.name, '') from stream s left join device d "
            "on d.id = s.uid where s.pubkey is not null and s.uid not like '%~%' order by s.uid"
        )
        return [StreamInBundle(uid=uid, pubkey=key, name=name) for uid, key, name in rows]

    def named(self) -> list[tuple[str, int]]:
        """A working database is always looked at whole."""
        return []

    def segments(self) -> Iterator[Segment]:
        """Every segment it holds; whether they are genuine is asked of each one later."""
        try:
            rows = self._db.execute("select header, sig, body from segment order by stream, first")
            for header, sig, body in rows:
                yield Segment(header=header.encode(), sig=sig, body=body)
        except sqlite3.Error as error:
            raise damaged(self._name) from error

    def blobs(self) -> Iterator[BlobInBundle]:
        """The originals and documents that lie beside it, where a whole folder was handed over."""
        for kind, below in (("photo", "photos"), ("document", "notices")):
            for file in sorted((self._folder / below).glob("??/*")):
                content = file.read_bytes()
                if sha256(content).hexdigest() == file.stem:
                    yield BlobInBundle(hash=file.stem, kind=kind, content=content)
