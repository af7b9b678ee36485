"""The fenced reader: opens one untrusted SQLite file at a time, in a process of its own.

Standard library only, so that it starts in a moment; it is run by path or by a hidden word of the
bundled program. Each line on its input is a question, the answer are frames: one byte of kind,
four bytes of length, the bytes. Nothing it says is trusted by whoever asks.
"""

import contextlib
import json
import sqlite3
import struct
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

WORD = "--read-untrusted"  # the bundled program's first argument when it is the reader

MEMORY = 384 << 20  # bytes of address space
PATIENCE_S = 8.0  # processor seconds for one row; every honest row takes milliseconds
SEGMENTS, BLOBS, STREAMS, MANIFEST = 200_000, 500_000, 10_000, 1_000  # rows; more is refused
_RETRIES = 20_000  # torn rows stepped over
_TICK = 20_000  # steps of SQLite's machine between two looks at the clock
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 4 << 20),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)
_PRAGMAS = (
    "trusted_schema = off",
    "cell_size_check = on",
    "mmap_size = 0",
    "query_only = on",
    "temp_store = memory",
)
# Of a job object of Windows, winnt.h: a kind of information, two flags, GetCurrentProcess().
_EXTENDED_LIMITS = 9
_PROCESS_MEMORY, _DIE_SILENTLY = 0x100, 0x400
_THIS_PROCESS = -1
_STREAMS = {
    "bundle": "select uid, pubkey, name from stream order by uid",
    "working": "select s.uid, s.pubkey, coalesce((select name from device where id = s.uid), '') "
    "from stream s where s.pubkey is not null and instr(s.uid, '~') = 0 order by s.uid",
}


class RefusedError(Exception):
    """The file is not what it should be; the word says in which way."""


class _File:
    """One database opened behind the fence."""

    def __init__(self, question: dict[str, Any]) -> None:
        self.kind = question["kind"]
        self._until = 0.0
        # A working database may have its log beside it: our own copy of both, and no shared memory.
        mode = "mode=rw" if question["wal"] else "mode=ro&immutable=1"
        self.db = sqlite3.connect(f"{question['uri']}?{mode}", uri=True, isolation_level=None)
        self.db.text_factory = _text
        for limit, value in _LIMITS:
            self.db.setlimit(limit, value)
        self.db.set_progress_handler(self._is_late, _TICK)
        self.rest()
        if question["wal"]:
            self.db.execute("pragma locking_mode = exclusive")
        for pragma in _PRAGMAS:
            self.db.execute(f"pragma {pragma}")

    def rest(self) -> None:
        """A row has come: the next may take its time again."""
        self._until = time.process_time() + PATIENCE_S

    def _is_late(self) -> bool:
        return time.process_time() > self._until

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        self.rest()
        for row in self.db.execute(sql, values):
            yield row
            self.rest()

    def check_schema(self, expected: list[list[str]]) -> None:
        """Every table and index there is, letter by letter; views and triggers are never known."""
        found = [
            [kind, name, table, sql]
            for kind, name, table, sql in self.rows(
                "select type, name, tbl_name, sql from sqlite_schema limit 1000"
            )
            if not (kind == "index" and sql is None)
        ]
        if sorted(map(str, found)) != sorted(map(str, expected)):
            raise RefusedError("schema")

    def contents(self) -> dict[str, Any]:
        """What lies in it, without the bytes themselves."""
        said: dict[str, Any] = {"manifest": {}, "streams": [], "blobs": [], "unsealed": 0}
        said["streams"] = [
            [uid, key.hex(), name]
            for uid, key, name in self._some(_STREAMS[self.kind], STREAMS)
            if isinstance(uid, str) and isinstance(key, bytes) and isinstance(name, str)
        ]
        if self.kind == "working":
            said["unsealed"] = int(self.db.execute("select count(*) from tail").fetchone()[0])
            return said
        rows = self._some("select k, v from manifest order by k", MANIFEST)
        said["manifest"] = {k: v for k, v in rows if isinstance(k, str) and isinstance(v, str)}
        if int(self._one("select count(*) from (select 1 from segment limit ?)", SEGMENTS + 1)) > (
            SEGMENTS
        ):
            raise RefusedError("too_large")
        return said

    def _one(self, sql: str, value: int) -> int:
        try:
            return int(self.db.execute(sql, (value,)).fetchone()[0])
        except sqlite3.DatabaseError:
            return 0

    def _some(self, sql: str, most: int) -> list[tuple[Any, ...]]:
        """Rows as far as they can be read; more than ``most`` is no file of ours."""
        rows: list[tuple[Any, ...]] = []
        with contextlib.suppress(sqlite3.Error):
            for row in self.rows(sql):
                rows.append(row)
                if len(rows) > most:
                    raise RefusedError("too_large")
        return rows

    def named(self) -> Iterator[tuple[str, int]]:
        rows = self.rows("select hash, last - first + 1 from segment order by hash")
        for name, count in rows:
            if isinstance(name, str) and isinstance(count, int):
                yield name, count

    def segments(self) -> Iterator[tuple[bytes, bytes, bytes] | None]:
        """Every segment that can be read, None for a torn one: a page costs what lies on it."""
        at, torn, top = 0, 0, self._top()
        sql = "select rowid, header, sig, body from segment where rowid > ? order by rowid"
        while torn < _RETRIES:
            try:
                for rowid, header, sig, body in self.rows(sql, (at,)):
                    at = rowid
                    if (
                        isinstance(header, str)
                        and isinstance(sig, bytes)
                        and isinstance(body, bytes)
                    ):
                        yield header.encode(), sig, body
                    else:
                        yield None
            except sqlite3.Error:
                at, torn = at + 1, torn + 1
                if at > top:
                    return
                yield None
            else:
                return

    def _top(self) -> int:
        """The highest row there may be; the manifest says it where the table is torn."""
        try:
            return int(self.db.execute("select max(rowid) from segment").fetchone()[0] or 0)
        except sqlite3.Error:
            said = dict(self._some("select k, v from manifest order by k", MANIFEST))
            count = str(said.get("segments", "0"))
            return int(count) if count.isdecimal() and len(count) < 7 else 0

    def blobs(self) -> list[list[Any]]:
        """Names and sizes of what photos and documents there are."""
        if self.kind != "bundle":
            return []
        sql = (
            "select hash, kind, sum(length(data)) from blob group by hash, kind order by hash, kind"
        )
        return [
            [name, kind, size]
            for name, kind, size in self._some(sql, BLOBS)
            if isinstance(name, str) and isinstance(kind, str) and isinstance(size, int)
        ]

    def parts(self, name: str, kind: str) -> Iterator[bytes]:
        sql = "select data from blob where hash = ? and kind = ? order by part"
        for (part,) in self.rows(sql, (name, kind)):
            if isinstance(part, bytes):
                yield part


def _text(content: bytes) -> str:
    """What is no UTF-8 costs itself: a name that only explains bars no row; no signature holds."""
    return content.decode("utf-8", "replace")


def serve(questions: BinaryIO, out: BinaryIO) -> None:
    """Answer one question after the other until there are no more."""
    file: _File | None = None
    for line in questions:
        question = json.loads(line)
        try:
            if question["do"] == "open":
                if file is not None:
                    file.db.close()
                file = _File(question)
                file.check_schema(question["schema"])
                _send(out, b"J", json.dumps(file.contents()).encode())
            elif file is not None:
                _answer(out, file, question)
            _send(out, b"E", b"")
        except RefusedError as refused:
            _send(out, b"X", str(refused).encode())
        except (sqlite3.Error, ValueError, OverflowError):
            _send(out, b"X", b"damaged")
        except MemoryError:
            _send(out, b"X", b"memory")
        out.flush()


def _answer(out: BinaryIO, file: _File, question: dict[str, Any]) -> None:
    match question["do"]:
        case "named":
            for name, count in file.named():
                _send(out, b"N", json.dumps([name, count]).encode())
        case "segments":
            for found in file.segments():
                _send(out, b"S" if found else b"T", _packed(found) if found else b"")
        case "blobs":
            for one in file.blobs():
                _send(out, b"B", json.dumps(one).encode())
        case "parts":
            for part in file.parts(question["hash"], question["kind"]):
                _send(out, b"P", part)


def _packed(found: tuple[bytes, bytes, bytes]) -> bytes:
    header, sig, body = found
    return struct.pack(">II", len(header), len(sig)) + header + sig + body


def _send(out: BinaryIO, kind: bytes, content: bytes) -> None:
    out.write(struct.pack(">cI", kind, len(content)))
    out.write(content)


def _fence() -> None:
    """Little memory, and no file may be written, whatever the file makes SQLite do.

    Windows knows a limit for memory alone; there `query_only` keeps SQLite from writing.
    """
    if sys.platform == "win32":
        import ctypes

        enter_job(ctypes.windll.kernel32, ctypes.c_void_p)
    else:
        import resource

        for limit, value in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (value, value))


def enter_job(kernel: Any, handle: Callable[[int], object]) -> bool:
    """Put this process into a job of its own that may not grow beyond :data:`MEMORY`.

    ``kernel`` is Windows' kernel32, ``handle`` makes a pointer-wide argument: a number alone
    would be passed as 32 bits. The job lasts as long as the process. False where Windows refuses.
    """
    kernel.CreateJobObjectW.restype = handle
    job = handle(kernel.CreateJobObjectW(None, None) or 0)
    limits = job_limits(MEMORY)
    return bool(
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, limits, len(limits))
        and kernel.AssignProcessToJobObject(job, handle(_THIS_PROCESS))
    )


def job_limits(memory: int) -> bytes:
    """A JOBOBJECT_EXTENDED_LIMIT_INFORMATION: bytes of memory for a process, no core.

    Source: winnt.h; the same layout as natural alignment gives, on 32 and 64 bits.
    """
    times, sets, counters = (0, 0), (0, 0), (0,) * 6
    flags = _PROCESS_MEMORY | _DIE_SILENTLY
    return struct.pack(
        "@qqINNINII6QNNNN", *times, flags, *sets, 0, 0, 0, 0, *counters, memory, 0, 0, 0
    )


def main() -> None:
    """Read behind the fence until the parent hangs up."""
    _fence()
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
