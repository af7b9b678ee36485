"""The search index (检索): each issue's own words and those of its point, standard, unit, place.

It holds nothing that is not in the facts, is kept by derivation, and no digest covers it. Names are
kept once and named by number, so that what was indexed can be taken out again to the letter. A row
of the index is the ``doc`` of its issue: the day it was found, then a running number, so that the
newest are the highest.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlite_utils import Database

from inspector.domain.search_words import pieces

Row = dict[str, Any]

DOCS_A_DAY = 1 << 22

# What a list is filtered by, told apart by a private character that no plain text contains.
_FACETS = {
    "point": "\ue001",
    "standard": "\ue002",
    "town": "\ue003",
    "unit": "\ue004",
    "state": "\ue005",
}
REPEATED, UNNOTICED = "\ue006", "\ue007"
_HEX = "\ue008"
_SAFE = re.compile(r"[^\sa-z\x00-\x1f\ue000-\uf8ff]+")  # as it stands: one token, no case to fold

_INDEXED = ("doc", "text", "names", "point", "standard", "town", "unit", "state")


def facet(name: str, code: str) -> str:
    """The token by which issues with this code in this column are found."""
    safe = code if _SAFE.fullmatch(code) else _HEX + code.encode("utf-8", "replace").hex()
    return _FACETS[name] + safe


def first_doc(found_at: str) -> int:
    """The lowest number of the day (UTC) of a stored moment."""
    return date.fromisoformat(found_at[:10]).toordinal() * DOCS_A_DAY


class SearchIndex:
    """The index during one derivation."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._numbers: dict[str, int] = {}
        self._pieces: dict[str, dict[str, None]] = {}
        self._next: dict[int, int] = {}

    def clear(self) -> None:
        """Take out everything, rows of issues included."""
        self._db.execute("insert into sought(sought) values ('delete-all')")
        for table in ("named", "issue"):
            self._db.execute(f"delete from {table}")

    def replace(self, standing: Iterable[Row], lines: Iterable[Row]) -> list[Row]:
        """Index what of ``lines`` differs from the rows that stand, and give them their numbers.

        An issue keeps its ``doc`` as long as it keeps its day. Returns the lines with ``doc`` and
        with numbers for ``names``; of two lines of one issue the later holds.
        """
        before = {row["id"]: row for row in standing}
        after = {line["id"]: line for line in lines}
        for name, line in after.items():
            self._number_line(line, before.get(name))
        old = {name: _indexed(row) for name, row in before.items()}
        new = {name: _indexed(line) for name, line in after.items()}
        gone = [row for name, row in before.items() if new.get(name) != old[name]]
        fresh = [line for name, line in after.items() if old.get(name) != new[name]]
        self._write("(sought, rowid, words) values ('delete', ?, ?)", gone)
        # FTS5 wants rising rows
        self._write("(rowid, words) values (?, ?)", sorted(fresh, key=lambda one: int(one["doc"])))
        return list(after.values())

    def _number_line(self, line: Row, standing: Row | None) -> None:
        day = first_doc(line["found_at"])
        line["names"] = " ".join(str(self._number(words)) for words in line["names"] if words)
        if standing is not None and 0 <= standing["doc"] - day < DOCS_A_DAY:
            line["doc"] = standing["doc"]
            return
        if day not in self._next:
            self._next[day] = self._free(day)
        line["doc"] = self._next[day]
        self._next[day] += 1

    def _write(self, target: str, rows: Iterable[Row]) -> None:
        words = [(row["doc"], " ".join(self._tokens(row))) for row in rows]
        self._db.conn.executemany(f"insert into sought {target}", words)

    def _tokens(self, row: Row) -> dict[str, None]:
        tokens = pieces(row["text"])
        for number in row["names"].split():
            tokens |= self._named(number)
        tokens |= dict.fromkeys(_facets(row))
        return tokens

    def _named(self, number: str) -> dict[str, None]:
        if number not in self._pieces:
            words = self._db.execute("select words from named where no = ?", [number]).fetchone()
            self._pieces[number] = pieces(words[0])
        return self._pieces[number]

    def _number(self, words: str) -> int:
        if words not in self._numbers:
            self._db.execute("insert or ignore into named(words) values (?)", [words])
            row = self._db.execute("select no from named where words = ?", [words]).fetchone()
            self._numbers[words] = row[0]
        return self._numbers[words]

    def _free(self, day: int) -> int:
        sql = "select max(doc) from issue where doc >= ? and doc < ?"
        row = self._db.execute(sql, [day, day + DOCS_A_DAY]).fetchone()
        return day if row[0] is None else row[0] + 1


def _indexed(row: Row) -> tuple[object, ...]:
    """What of an issue stands in the index."""
    return (*(row[name] for name in _INDEXED), row["occurrence"] > 1, row["notice"] is None)


def _facets(row: Row) -> Iterator[str]:
    for name in _FACETS:
        if row[name]:
            yield facet(name, row[name])
    if row["occurrence"] > 1:
        yield REPEATED
    if row["notice"] is None:
        yield UNNOTICED
