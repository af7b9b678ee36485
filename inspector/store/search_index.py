"""The search index (检索): each issue's own words and those of its point, standard, unit, place.

It holds nothing that is not in the facts, is kept by derivation, and no digest covers it. Names are
kept once and named by number, so that what was indexed can be taken out again to the letter. A row
of the index is the ``doc`` of its issue: the day it was found, then a running number, so that the
newest are the highest.
"""

import re
from collections.abc import Collection, Iterable, Mapping
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
    def words(self) -> tuple[str, str]:
        """All that is looked for by its parts."""
        return self.text, self.names


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
        self._of_name: dict[str, dict[str, None]] = {}
        self._sorted: dict[str, dict[str, list[str]]] = {}
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
            had, has = _marks(old), _marks(new)
            if old:
                run(_TAKE_OUT, (doc, " ".join([*gone, *(had - has)])))
            if new:
                run(_PUT_IN, (doc, " ".join([*fresh, *(has - had)])))

    def _differing(
        self, old: Entry | None, new: Entry | None
    ) -> tuple[Collection[str], Collection[str]]:
        """Pieces to take out and put in: of those with one first character all, or none.

        The index of prefixes holds a row once for all its pieces that begin alike.
        """
        if old is None or new is None:
            return self._pieces(old), self._pieces(new)
        if old.words == new.words:
            return (), ()
        had, has = old.names.split(), new.names.split()
        kept = [one for one in had if one in has]
        gone = self._pieces(old, [one for one in had if one not in kept])
        fresh = self._pieces(new, [one for one in has if one not in kept])
        initials = {one[0] for one in gone.keys() ^ fresh.keys()}
        stay = {
            piece: None
            for one in kept
            for initial in initials & self._by_initial(one).keys()
            for piece in self._by_initial(one)[initial]
        }
        return (
            {one: None for one in gone if one[0] in initials} | stay,
            {one: None for one in fresh if one[0] in initials} | stay,
        )

    def _pieces(self, entry: Entry | None, names: Iterable[str] | None = None) -> dict[str, None]:
        """Those of its own text and of its names, or of some of them."""
        if entry is None:
            return {}
        found = pieces(entry.text)
        for number in entry.names.split() if names is None else names:
            found |= self._named(number)
        return found

    def _by_initial(self, number: str) -> dict[str, list[str]]:
        if number not in self._sorted:
            self._sorted[number] = {}
            for piece in self._named(number):
                self._sorted[number].setdefault(piece[0], []).append(piece)
        return self._sorted[number]

    def _named(self, number: str) -> dict[str, None]:
        if number not in self._of_name:
            words = self._db.execute("select words from named where no = ?", [number]).fetchone()
            self._of_name[number] = pieces(words[0])
        return self._of_name[number]

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
