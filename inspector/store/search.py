"""Finding issues by words: pages and totals read from the search index, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from inspector.domain.issue import State
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import stored
from inspector.domain.search_words import Piece, asked, plain
from inspector.store.search_index import DOCS_A_DAY, REPEATED, UNNOTICED, facet, first_doc

Bound = dict[str, object]
Row = dict[str, Any]

_LAST_DOC = (1 << 63) - 1
# Pieces say where a long word may be; up to so many issues are then read to see that it is. What
# still fits more issues than this is counted by its pieces.
_READ_AT_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """A question: the index's expression, and the words whose pieces do not say all."""

    match: str
    unsure: tuple[str, ...]

    def is_empty(self) -> bool:
        return not self.match


def hunt_for(wanted: IssueFilter) -> Hunt:
    """The question behind a filter; an empty one where its text says nothing."""
    words = list(dict.fromkeys(plain(wanted.text).split()))
    if not words:
        return Hunt(match="", unsure=())
    parts = [_quoted(piece) for word in words for piece in asked(word)]
    parts += ["(" + " OR ".join(some) + ")" for some in _facets(wanted)]
    hidden = "" if wanted.states else f" NOT {_quoted(Piece(facet('state', 'void')))}"
    return Hunt(
        match=f"({' AND '.join(dict.fromkeys(parts))}){hidden}",
        unsure=tuple(word for word in words if len(asked(word)) > 1),
    )


def _facets(wanted: IssueFilter) -> Iterator[list[str]]:
    several = {
        "point": wanted.points,
        "standard": wanted.standards,
        "town": wanted.towns,
        "unit": wanted.units,
        "state": wanted.states,
    }
    for name, codes in several.items():
        if codes:
            yield [_quoted(Piece(facet(name, code))) for code in codes]
    if wanted.late:
        states = (one.name.lower() for one in State if one not in (State.CLOSED, State.VOID))
        yield [_quoted(Piece(facet("state", state))) for state in states]
    if wanted.repeat:
        yield [f'"{REPEATED}"']
    if wanted.unnoticed:
        yield [f'"{UNNOTICED}"']


def _quoted(piece: Piece) -> str:
    doubled = piece.text.replace('"', '""')
    return f'"{doubled}" *' if piece.is_open else f'"{doubled}"'


_HITS = "select rowid from sought where sought match :match and rowid between :low and :high"


def found_page(
    db: Database,
    hunt: Hunt,
    wanted: IssueFilter,
    where: Sequence[str],
    bound: Bound,
    *,
    last_day: str | None,
    limit: int,
) -> list[str]:
    """Ids of the newest ``limit`` issues that fit; ``last_day``: none found later than that day.

    The index's rows rise by day, so whole days are read from the newest on until there are enough.
    """
    low, high = _span(wanted, last_day)
    found: list[str] = []
    sure, take = _Sure(db, hunt), limit
    while len(found) < limit and low <= high:
        values = bound | {"match": hunt.match, "low": low, "high": high, "take": take}
        edge = db.execute(f"{_HITS} order by rowid desc limit 1 offset :take", values).fetchone()
        values["low"] = edge = edge[0] - edge[0] % DOCS_A_DAY if edge else low
        rows = db.execute(
            f"select id, text, names from issue where doc in ({_HITS}) and {' and '.join(where)} "
            "order by found_at desc, id desc",
            values,
        )
        found += [row[0] for row in rows if sure.of(row[1], row[2])]
        high, take = edge - 1, take * 4
    return found[:limit]


def count_found(
    db: Database,
    hunt: Hunt,
    wanted: IssueFilter,
    where: Sequence[str],
    bound: Bound,
    *,
    is_indexed: bool,
) -> int:
    """How many issues fit; ``is_indexed``: the expression alone says all but the day's hours."""
    low, high = _span(wanted, None)
    values = bound | {"match": hunt.match, "low": low, "high": high}
    hits = int(db.execute(f"select count(*) from ({_HITS})", values).fetchone()[0])
    if hunt.unsure and hits <= _READ_AT_MOST:
        sure = _Sure(db, hunt)
        sql = f"select text, names from issue where doc in ({_HITS}) and {' and '.join(where)}"
        return sum(sure.of(*row) for row in db.execute(f"{sql} order by doc", values))
    if not is_indexed:
        sql = f"select count(*) from issue where doc in ({_HITS}) and {' and '.join(where)}"
        return int(db.execute(sql, values).fetchone()[0])
    return hits - sum(_outside(db, values, *edge) for edge in _edges(wanted))


def _span(wanted: IssueFilter, last_day: str | None) -> tuple[int, int]:
    low = first_doc(stored(wanted.since)) if wanted.since else 0
    last = [stored(wanted.until)] if wanted.until else []
    last += [last_day] if last_day else []
    return low, min((first_doc(one) + DOCS_A_DAY - 1 for one in last), default=_LAST_DOC)


def _edges(wanted: IssueFilter) -> Iterator[tuple[str, str]]:
    """The moments a span begins and ends at, and what of their days lies outside it."""
    if wanted.since:
        yield stored(wanted.since), "<"
    if wanted.until:
        yield stored(wanted.until), ">="


def _outside(db: Database, values: Bound, moment: str, sign: str) -> int:
    sql = f"select count(*) from issue where doc in ({_HITS}) and found_at {sign} :moment"
    span = {"low": first_doc(moment), "high": first_doc(moment) + DOCS_A_DAY - 1, "moment": moment}
    return int(db.execute(sql, values | span).fetchone()[0])


class _Sure:
    """Whether the words whose pieces were found do stand there in one piece."""

    def __init__(self, db: Database, hunt: Hunt) -> None:
        self._words = [(word, _named(db, word)) for word in hunt.unsure]

    def of(self, text: str, names: str) -> bool:
        return all(
            word in text or not numbers.isdisjoint(names.split()) for word, numbers in self._words
        )


def _named(db: Database, word: str) -> frozenset[str]:
    rows = db.execute("select no from named where instr(words, ?) order by no", [word])
    return frozenset(str(row[0]) for row in rows)
