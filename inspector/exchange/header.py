"""The first hundred bytes of a SQLite file: what it claims to be, before SQLite sees it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspector.exchange.bundle import damaged, not_ours
from inspector.store.faults import told

_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_UTF8 = 1
_MOST_PAGES = 1 << 24  # a header that claims more beside a smaller file is not believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Page size in bytes, pages by its own count, and the file's real size in bytes.

    Source: the SQLite file format, https://www.sqlite.org/fileformat.html §1.3.
    """

    application_id: int
    version: int
    page_size: int
    pages: int
    size: int
    is_closed: bool  # written without a log beside it, as an export is

    @property
    def is_short(self) -> bool:
        return self.pages * self.page_size > self.size


def read_header(path: Path, name: str) -> Header:
    """The header of a staged copy; InputError when it is no database, or lies about its pages."""
    with told(), path.open("rb") as file:
        head = file.read(_BYTES)
        size = os.fstat(file.fileno()).st_size
    if len(head) < _BYTES or not head.startswith(_MAGIC):
        raise not_ours(name)
    page_size = _number(head, 16, 2)
    page_size = 1 << 16 if page_size == 1 else page_size
    sound = page_size >= 512 and page_size & (page_size - 1) == 0
    if not sound or _number(head, 56, 4) != _UTF8 or head[21:24] != b"\x40\x20\x20":
        raise damaged(name)
    return Header(
        application_id=_number(head, 68, 4),
        version=_number(head, 60, 4),
        page_size=page_size,
        pages=_number(head, 28, 4),
        size=size,
        is_closed=head[18] == head[19] == 1,
    )


def mend_length(path: Path, header: Header) -> None:
    """Let SQLite read what is left of our copy of a file that was cut short, or counts wrongly.

    It refuses a database shorter than its header says before it reads a single page.
    """
    there = -(-header.size // header.page_size)
    pages = max(there, header.pages if header.pages <= _MOST_PAGES else 0)
    if pages == header.pages and not header.is_short:
        return
    with suppress(OSError), path.open("r+b") as file:
        file.truncate(pages * header.page_size)
        file.seek(24)
        counter = file.read(4)
        file.write(pages.to_bytes(4, "big"))
        file.seek(92)
        file.write(counter)


def _number(head: bytes, place: int, length: int) -> int:
    return int.from_bytes(head[place : place + length], "big")
