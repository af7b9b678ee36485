"""Who had seen what: the vector of streams each change's author knew."""

from bisect import bisect_right
from collections.abc import Mapping

import orjson
from sqlite_utils import Database

from inspector.domain.change import Stamp

Vector = Mapping[str, int]


class Causality:
    """Answers whether the author of one change had seen another; reads headers as needed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._uids: dict[int, str] = {}
        self._contexts: dict[int, tuple[list[int], list[Vector]]] = {}
        self._sealed: dict[int, int] = {}
        self._heads: Vector | None = None

    def saw(self, later: Stamp, earlier: Stamp) -> bool:
        """Whether the author of ``later`` had ``earlier`` before them."""
        if later.stream == earlier.stream:
            return later.seq > earlier.seq
        return self.vector_of(later).get(self.uid(earlier.stream), 0) >= earlier.seq

    def vector_of(self, at: Stamp) -> Vector:
        """Last sequence number seen of each stream by the author of the change at ``at``."""
        if at.stream not in self._contexts:
            self._read(at.stream)
        firsts, vectors = self._contexts[at.stream]
        if at.seq > self._sealed[at.stream]:
            return self._current()  # not sealed yet: every merge seals before it adds anything
        return vectors[bisect_right(firsts, at.seq) - 1]

    def _read(self, stream: int) -> None:
        rows = self._db.execute(
            "select first, last, header from segment where stream = ? and state = 'ok' "
            "order by first",
            [stream],
        ).fetchall()
        firsts: list[int] = []
        vectors: list[Vector] = []
        known: dict[str, int] = {}
        for first, _last, header in rows:
            seen = orjson.loads(header)["seen"]
            known = {**known, **{uid: entry[0] for uid, entry in seen.items()}}
            firsts.append(first)
            vectors.append(known)
        self._contexts[stream] = (firsts, vectors)
        self._sealed[stream] = rows[-1][1] if rows else 0

    def _current(self) -> Vector:
        if self._heads is None:
            self._heads = seen_now(self._db)
        return self._heads

    def uid(self, stream: int) -> str:
        """The name of a stream that is the same on every computer."""
        if not self._uids:
            self._uids = dict(self._db.execute("select no, uid from stream order by no").fetchall())
        return self._uids[stream]


def heads(db: Database) -> dict[str, int]:
    """How far each stream has come here: last sequence number that is folded."""
    rows = db.execute("select uid, head_seq from stream where head_seq > 0 order by uid")
    return dict(rows.fetchall())


def seen_now(db: Database) -> dict[str, int]:
    """How far this database has seen each stream, itself or through another's segments.

    What an author saw whose segments we hold counts as seen by us, so that what they superseded
    stays superseded when it reaches us later.
    """
    rows = db.execute("select uid, max(head_seq, seen_seq) from stream order by uid")
    return {uid: seq for uid, seq in rows.fetchall() if seq}
