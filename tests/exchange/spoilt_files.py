"""Files spoilt from outside: no database, another schema, header lies, torn and cut pages."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from inspector.exchange.sign import APPLICATION_ID
from tests.exchange.base import Sender

Spoil = Callable[[Path], object]

PAGE = 1024  # bytes, of the bundles we write
_BRANCH = 5  # first byte of a page that names other pages of a table


def strangers(sound: Path) -> Iterator[tuple[str, Spoil]]:
    """What was never an export of ours."""
    content = sound.read_bytes()
    chance = Random(3)
    yield "empty", lambda path: path.write_bytes(b"")
    yield "a-jpeg", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    yield "a-zip", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(900))
    yield "text", lambda path: path.write_text("点位督查", "utf-8")
    yield "magic-alone", lambda path: path.write_bytes(content[:16])
    yield "header-alone", lambda path: path.write_bytes(content[:99])
    yield "another-application", lambda path: path.write_bytes(_put(content, 68, b"GPKG"))
    yield "no-application", lambda path: path.write_bytes(_put(content, 68, bytes(4)))
    yield "version-0", lambda path: path.write_bytes(_put(content, 60, bytes(4)))
    yield "a-folder", Path.mkdir
    yield "a-link", lambda path: path.symlink_to(sound)
    yield "a-dangling-link", lambda path: path.symlink_to("nowhere")
    yield "a-device", lambda path: path.symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        yield "a-pipe", os.mkfifo
    yield "a-foreign-database", _foreign
    for number in range(20):
        noise = chance.randbytes(chance.randrange(100, 20_000))
        yield f"noise-{number}", lambda path, noise=noise: path.write_bytes(noise)
    for number in range(10):  # noise behind a header that is ours
        noise = content[:100] + chance.randbytes(chance.randrange(4000, 40_000))
        yield (
            f"noise-behind-our-header-{number}",
            (lambda path, noise=noise: path.write_bytes(noise)),
        )


def _foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("create table notes (a, b)")
    db.commit()
    db.close()


# Statements run on a sound export; each leaves a schema that is not letter by letter ours.
SCHEMAS = (
    "create view later as select 1",
    (
        "create view v as with recursive c(x) as (select 1 union all select x + 1 from c) "
        "select x from c"
    ),
    "create view w as select 1 from segment a, segment b, segment c, segment d, segment e",
    "create trigger t after insert on segment begin delete from stream; end",
    "create trigger t before insert on manifest begin select load_extension('x'); end",
    "create virtual table words using fts5(a)",
    "create virtual table box using rtree(id, a, b)",
    "create table extra (a)",
    "create table extra (a, b generated always as (zeroblob(100000000)) stored)",
    "create index more on segment(stream)",
    "create index more on segment(abs(first))",
    "create unique index more on segment(hash, last)",
    "alter table segment add column more text",
    "alter table segment rename column body to content",
    "alter table segment rename to segments",
    "alter table stream rename to streams",
    "drop table blob",
    "drop table manifest",
    "drop table segment",
    "drop table stream",
    (
        "drop table segment; create view segment as select 'h' as hash, 's' as stream, 1 as first, "
        "1 as last, 'x' as header, x'00' as sig, x'00' as body"
    ),
    (
        "drop table manifest; create view manifest as with recursive c(x) as "
        "(select 1 union all select x + 1 from c) select x as k, x as v from c"
    ),
    "drop table manifest; create table manifest (k text primary key, v text not null)",
    "drop table stream; create table stream (uid text, pubkey blob, name text)",
    (
        "drop table blob; create table blob (hash text not null, kind text not null, "
        "part integer not null, data blob as (zeroblob(1000000000)))"
    ),
    "analyze",
    (
        "pragma writable_schema = on; update sqlite_schema set sql = 'CREATE TABLE manifest (k)' "
        "where name = 'manifest'"
    ),
    "pragma writable_schema = on; update sqlite_schema set sql = null where name = 'blob'",
    "pragma writable_schema = on; update sqlite_schema set rootpage = 1",
    "pragma writable_schema = on; update sqlite_schema set rootpage = 99999 where name = 'stream'",
    "pragma writable_schema = on; update sqlite_schema set type = 'trigger' where name = 'stream'",
    "pragma writable_schema = on; update sqlite_schema set name = x'ff' where name = 'stream'",
    "pragma writable_schema = on; insert into sqlite_schema select * from sqlite_schema",
    (
        "pragma writable_schema = on; update sqlite_schema set sql = sql || ' -- ' || hex(zeroblob("
        "2000000)) where name = 'blob'"
    ),
)


def other_schemas(sound: Path) -> Iterator[tuple[str, Spoil]]:
    for number, statements in enumerate(SCHEMAS):
        yield f"schema-{number:02d}", lambda path, sql=statements: _run(sound, path, sql)


def _run(sound: Path, path: Path, statements: str) -> None:
    path.write_bytes(sound.read_bytes())
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(statements)
    db.close()


# Rows of a right schema with contents of a wrong kind: what can be read is taken, or nothing.
ROWS = (
    "update segment set header = cast(header as blob) where rowid = 2",
    "update segment set header = x'fffe' where rowid = 2",
    "update segment set header = cast(x'c328a0a1' as text) where rowid = 2",
    "update segment set header = 7 where rowid = 2",
    "update segment set header = header || char(0) where rowid = 2",
    "update segment set header = '[]' where rowid = 2",
    "update segment set header = '{}' where rowid = 2",
    "update segment set header = replace(hex(zeroblob(1000000)), '00', '[') where rowid = 2",
    "update segment set sig = 'text' where rowid = 2",
    "update segment set sig = zeroblob(64) where rowid = 2",
    "update segment set sig = zeroblob(3000000) where rowid = 2",
    "update segment set body = 'text' where rowid = 2",
    "update segment set body = zeroblob(0) where rowid = 2",
    "update segment set body = zeroblob(5000000) where rowid = 2",
    "update segment set body = zeroblob(60000000) where rowid = 2",
    "update segment set body = substr(body, 1, 20) where rowid = 2",
    "delete from segment where rowid = 2",
    "update stream set pubkey = 'text'",
    "update stream set pubkey = zeroblob(32)",
    "update stream set pubkey = zeroblob(3000000)",
    "update stream set uid = x'00' where uid = (select min(uid) from stream)",
    "update stream set name = x'00'",
    "delete from stream",
)
# Contents that explain and never decide: the segments are what they are.
HARMLESS = (
    "update stream set name = cast(x'fffe7b7d' as text)",
    "update manifest set v = '99999999999999999999999999' where k = 'segments'",
    "update manifest set v = '-1' where k = 'segments'",
    "update segment set hash = 'x' || rowid",
    "update segment set hash = x'00' || rowid",
    "update segment set first = 9e18, last = -9e18",
    "update segment set stream = '../../x'",
    "update segment set rowid = rowid * 1000000",
    "update segment set rowid = 9223372036854775807 where rowid = 2",
    "update manifest set v = 'no json'",
    "update manifest set v = x'ff'",
    "update manifest set v = '{\"a\": 1e999}'",
    "update manifest set v = '99999999999999999999' where k = 'part'",
    "delete from manifest",
    "insert into manifest values ('x', hex(zeroblob(1500000)))",
    "update stream set name = '../../../etc/passwd'",
    "update stream set name = hex(zeroblob(100000))",
    "update stream set name = '''; drop table finding; --'",
    "insert into blob values ('../../evil', 'photo', 0, x'00')",
    "insert into blob values (hex(zeroblob(32)), '../../../tmp/evil', 0, x'00')",
    "insert into blob values (lower(hex(zeroblob(32))), 'print:../../evil', 0, x'00')",
    "insert into blob values (lower(hex(zeroblob(32))), 'photo', 0, 'text')",
    "insert into blob values (lower(hex(zeroblob(32))), 'photo', -9e18, x'00')",
    "insert into blob values (lower(hex(zeroblob(32))), 'photo', 0, zeroblob(8000000))",
    "insert into blob values (lower(hex(zeroblob(32))), 'document', 0, zeroblob(0))",
    "vacuum",
    "pragma auto_vacuum = full; vacuum",
    "pragma page_size = 512; vacuum",
    "pragma page_size = 65536; vacuum",
)


def other_rows(sound: Path) -> Iterator[tuple[str, Spoil]]:
    for number, statements in enumerate(ROWS):
        yield f"rows-{number:02d}", lambda path, sql=statements: _run(sound, path, sql)


def harmless_rows(sound: Path) -> Iterator[tuple[str, Spoil]]:
    for number, statements in enumerate(HARMLESS):
        yield f"harmless-{number:02d}", lambda path, sql=statements: _run(sound, path, sql)


def _put(content: bytes, place: int, with_what: bytes) -> bytes:
    return content[:place] + with_what + content[place + len(with_what) :]


def header_lies(sound: Path) -> Iterator[tuple[str, Spoil]]:
    """Every field of the hundred bytes that SQLite reads, with values it should never have."""
    content = sound.read_bytes()
    for place, length in ((16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 1)):
        for value in (0, 1, 2, 3, 255):
            yield from _lie(content, place, value.to_bytes(length, "big"))
    for value in (512, 1024, 8192, 32768, 0xFFFF):
        yield from _lie(content, 16, value.to_bytes(2, "big"))
    for place in (28, 32, 36, 40, 44, 48, 52, 56, 64, 92, 96):
        for value in (0, 2, 7, 1 << 31, (1 << 32) - 1):
            yield from _lie(content, place, value.to_bytes(4, "big"))


def _lie(content: bytes, place: int, value: bytes) -> Iterator[tuple[str, Spoil]]:
    lie = _put(content, place, value)
    if lie != content:
        yield f"header-{place}-{value.hex()}", lambda path: path.write_bytes(lie)


def wrong_lengths(sound: Path) -> Iterator[tuple[str, Spoil]]:
    """The count of pages says one thing, the file another; all its pages are there."""
    content = sound.read_bytes()
    pages = len(content) // PAGE
    for claim in (0, 1, pages - 1, pages + 1, pages * 2, pages * 1000, (1 << 32) - 1):
        lie = _put(content, 28, claim.to_bytes(4, "big"))
        yield f"pages-{claim}", lambda path, lie=lie: path.write_bytes(lie)
    for more in (1, 100, PAGE, PAGE * 3 + 7):
        long = content + bytes(more)
        yield f"longer-by-{more}", lambda path, long=long: path.write_bytes(long)


def cut_short(sound: Path, places: int) -> Iterator[tuple[str, Spoil]]:
    content = sound.read_bytes()
    for number in range(1, places):
        end = 100 + (len(content) - 100) * number // places
        yield f"cut-at-{end}", lambda path, end=end: path.write_bytes(content[:end])


def flipped(sound: Path, per_page: int) -> Iterator[tuple[str, Spoil]]:
    """Bits flipped on every page: the first bytes, where trees hang, and some by chance."""
    content = sound.read_bytes()
    chance = Random(5)
    for page in range(0, len(content), PAGE):
        first = 100 if page == 0 else 0
        places = [first, first + 3, first + 5, first + 9]
        places += [chance.randrange(first, PAGE) for _one in range(per_page)]
        for place in places[-per_page:] if per_page < 4 else places:
            body = bytearray(content)
            body[page + place] ^= 1 << chance.randrange(8)
            yield (
                f"flip-{page // PAGE}-{place}",
                lambda path, body=bytes(body): path.write_bytes(body),
            )


def leaves_shown_twice(sound: Path) -> Iterator[tuple[str, Spoil]]:
    """A branch of a tree names one leaf twice: as many rows as before, and one leaf is not seen.

    Source: the SQLite file format, https://www.sqlite.org/fileformat.html §1.6.
    """
    content = sound.read_bytes()
    for page in range(PAGE, len(content), PAGE):
        if content[page] != _BRANCH:
            continue
        cells = [int.from_bytes(content[page + at : page + at + 2], "big") for at in (12, 14)]
        first, second = (page + cell for cell in cells)
        lie = _put(content, second, content[first : first + 4])
        yield f"twice-{page // PAGE}", lambda path, lie=lie: path.write_bytes(lie)


def smashed(sound: Path, count: int) -> Iterator[tuple[str, Spoil]]:
    """Mutations as a fuzzer makes them: runs overwritten, copied elsewhere, taken out."""
    content = sound.read_bytes()
    chance = Random(11)
    for number in range(count):
        body = bytearray(content)
        for _step in range(chance.randrange(1, 12)):
            at, length = chance.randrange(100, len(body)), chance.randrange(1, 300)
            match chance.randrange(4):
                case 0:
                    body[at : at + length] = chance.randbytes(len(body[at : at + length]))
                case 1:
                    away = chance.randrange(100, len(body))
                    piece = body[away : away + length]
                    body[at : at + len(piece)] = piece
                case 2:
                    body[at : at + length] = bytes([chance.choice((0, 255))]) * len(
                        body[at : at + length]
                    )
                case _:
                    body[at : at + 4] = chance.randrange(1 << 32).to_bytes(4, "big")
        yield (
            f"smashed-{number}",
            lambda path, body=bytes(body): path.write_bytes(body),
        )


def newer(sender: Sender, path: Path, version: int) -> None:
    content = sender.write(path).read_bytes()
    path.write_bytes(_put(content, 60, version.to_bytes(4, "big")))


def in_wal_mode(sender: Sender, path: Path) -> None:
    sender.write(path)
    db = sqlite3.connect(path)
    db.execute("pragma journal_mode = wal")
    db.close()
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")
