"""The search index (检索): each issue's own words and those of its point, standard, unit, place.

It holds nothing that is not in the facts, is kept by derivation, and no digest covers it. Names are
kept once and named by number, so that what was indexed can be taken out again to the letter. A row
of the index is the ``doc`` of its issue: the day it was found, then a running number, so that the
newest are the highest.
"""

import re
from collections.abc import Iterable, Mapping, Set
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from inspector.domain.search_words import pieces
from inspector.store.replacing import Standing, Values

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

_TAKE_OUT = "insert into sought (sought, rowid, words) values ('delete', ?, ?)"
_PUT_IN = "insert into sought (rowid, words) values (?, ?)"


class Entry(NamedTuple):
    """What of an issue stands in the index."""

    doc: int
    text: str
    names: str
    occurrence: int
    notice: str | None
    point: str | None
    standard: str
    town: str | None
    unit: str | None
    state: str

    @property
    def filters(self) -> tuple[object, ...]:
        """All that a list is filtered by."""
        return self[3:]


@lru_cache(maxsize=4096)
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
        self._numbers: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._next: dict[int, int] = {}

    def clear(self) -> None:
        """Take out everything, rows of issues included."""
        self._db.execute("insert into sought(sought) values ('delete-all')")
        for table in ("named", "issue"):
            self._db.execute(f"delete from {table}")

    def number(self, line: Row, doc: int | None) -> None:
        """Give a line its ``doc`` and numbers for its ``names``; ``doc`` is the one it had.

        An issue keeps its number as long as it keeps its day.
        """
        day = first_doc(line["found_at"])
        line["names"] = " ".join([self._number(words) for words in line["names"] if words])
        if doc is None or not 0 <= doc - day < DOCS_A_DAY:
            doc = self._next[day] if day in self._next else self._free(day)
            self._next[day] = doc + 1
        line["doc"] = doc

    def replace(self, before: Standing, after: Mapping[object, Values]) -> None:
        """Index what of ``after`` differs from the rows that stand; both are numbered."""
        entry = itemgetter(*map(before.names.index, Entry._fields))
        edits: list[tuple[int, Entry | None, Entry | None]] = []
        for key, row in after.items():
            new, standing = Entry._make(entry(row)), before.rows.get(key)
            old = Entry._make(entry(standing)) if standing else None
            if old is None or old.doc == new.doc:
                edits += [(new.doc, old, new)] if old != new else []
            else:
                edits += [(old.doc, old, None), (new.doc, None, new)]
        for key in before.rows.keys() - after.keys():
            gone = Entry._make(entry(before.rows[key]))
            edits.append((gone.doc, gone, None))
        # FTS5 gathers what rises in memory and writes all of it at each step back.
        self._write(sorted(edits, key=itemgetter(0)))

    def _write(self, edits: list[tuple[int, Entry | None, Entry | None]]) -> None:
        run = self._db.conn.execute
        for doc, old, new in edits:
            gone, fresh = self._differing(old, new)
            if old:
                run(_TAKE_OUT, (doc, " ".join(gone)))
            if new:
                run(_PUT_IN, (doc, " ".join(fresh)))

    def _differing(self, old: Entry | None, new: Entry | None) -> tuple[Set[str], Set[str]]:
        """Tokens to take out, and tokens to put in."""
        had, has = self._parts(old), self._parts(new)
        gone, fresh = _pieces(had - has), _pieces(has - had)
        differ = gone ^ fresh
        for part in had & has if differ else ():
            differ -= differ & pieces(part)  # walks the smaller of the two
        gone, fresh = gone & differ, fresh & differ
        if old is None or new is None or old.filters != new.filters:
            before, after = _marks(old), _marks(new)
            gone, fresh = gone | (before - after), fresh | (after - before)
        return gone, fresh

    def _parts(self, entry: Entry | None) -> set[str]:
        """The words of its own text, and each of its names as a whole."""
        if entry is None:
            return set()
        return {*entry.text.split(), *map(self._name, entry.names.split())}

    def _name(self, number: str) -> str:
        if number not in self._names:
            row = self._db.execute("select words from named where no = ?", [number]).fetchone()
            self._names[number] = row[0]
        return self._names[number]

    def _number(self, words: str) -> str:
        if words not in self._numbers:
            self._db.execute("insert or ignore into named(words) values (?)", [words])
            row = self._db.execute("select no from named where words = ?", [words]).fetchone()
            self._numbers[words] = str(row[0])
        return self._numbers[words]

    def _free(self, day: int) -> int:
        sql = "select max(doc) from issue where doc >= ? and doc < ?"
        row = self._db.execute(sql, [day, day + DOCS_A_DAY]).fetchone()
        return day if row[0] is None else row[0] + 1


def _marks(entry: Entry | None) -> set[str]:
    """Filters as tokens; each begins with a character of its own."""
    if entry is None:
        return set()
    codes = (entry.point, entry.standard, entry.town, entry.unit, entry.state)
    marks = {facet(name, code) for name, code in zip(_FACETS, codes, strict=True) if code}
    marks |= {REPEATED} if entry.occurrence > 1 else set()
    return marks if entry.notice else marks | {UNNOTICED}


def _pieces(parts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    return found.union(*map(pieces, parts))
