"""Who had seen what: the vector of streams each change's author knew."""

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

import orjson
from sqlite_utils import Database

from inspector.domain.change import Stamp

Vector = Mapping[str, int]
Seen = Mapping[int, int]


class Causality:
    """Answers whether the author of one change had seen another; reads headers as needed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._contexts: dict[int, tuple[list[int], list[Seen]]] = {}
        self._sealed: dict[int, int] = {}
        self._heads: Seen | None = None

    def saw(self, later: Stamp, earlier: Stamp) -> bool:
        """Whether the author of ``later`` had ``earlier`` before them."""
        if later.stream == earlier.stream:
            return later.seq > earlier.seq
        return self.seen_at(later).get(earlier.stream, 0) >= earlier.seq

    def seen_at(self, at: Stamp) -> Seen:
        """How far the author of a change had seen each other stream, by its number here."""
        _clock, stream, seq = at
        if stream not in self._contexts:
            self._read(stream)
        if seq > self._sealed[stream]:
            return self._current()  # not sealed yet: every merge seals before it adds anything
        firsts, seen = self._contexts[stream]
        return seen[bisect_right(firsts, seq) - 1]

    def vector_of(self, at: Stamp) -> Vector:
        """The same by the streams' names."""
        return {self.uids[stream]: seq for stream, seq in self.seen_at(at).items()}

    def _read(self, stream: int) -> None:
        rows = self._db.execute(
            "select first, last, header from segment where stream = ? and state = 'ok' "
            "order by first",
            [stream],
        ).fetchall()
        firsts: list[int] = []
        contexts: list[Seen] = []
        known: dict[int, int] = {}
        for first, _last, header in rows:
            raw = orjson.loads(header)
            if not firsts:
                known = self._before(stream, first, raw["prev"])
            for uid, (seq, tail) in raw["seen"].items():
                self._learn(known, uid, seq, tail)
            firsts.append(first)
            contexts.append(dict(known))
        self._contexts[stream] = (firsts, contexts)
        self._sealed[stream] = rows[-1][1] if rows else 0

    def _before(self, stream: int, first: int, prev: str) -> dict[int, int]:
        """What was seen before a chain's first segment: for a branch, all its trunk had seen."""
        row = self._db.execute("select stream from segment where hash = ?", [prev]).fetchone()
        if row is None or row[0] == stream:
            return {}
        trunk = self.seen_at(Stamp(0, row[0], first - 1))
        return {**trunk, row[0]: first - 1}

    def _learn(self, known: dict[int, int], uid: str, seq: int, tail: str) -> None:
        """Note what a header says was seen: of a forked chain, of the branch its hash lies on."""
        branch = self._branch_of(tail) or self._branch_of(uid.partition("~")[2])
        stream = branch or self._numbers.get(uid)
        if stream is None:
            return  # nothing of that stream is here, not even its name
        known[stream] = max(seq, known.get(stream, 0))
        if branch and "~" in self.uids[branch]:
            first, prev = self._db.execute(
                "select first, json_extract(header, '$.prev') from segment "
                "where stream = ? and state = 'ok' order by first limit 1",
                [branch],
            ).fetchone()
            for older, upto in self._before(branch, first, prev).items():
                known[older] = max(upto, known.get(older, 0))

    def _branch_of(self, tail: str) -> int | None:
        """The stream that holds the segment whose hash begins so; only forked chains are asked."""
        if not tail or not self._forked:
            return None
        row = self._db.execute(
            "select stream from segment where hash >= :low and hash < :high and state = 'ok'",
            {"low": tail, "high": tail + "g"},
        ).fetchone()
        return row[0] if row else None

    @cached_property
    def _forked(self) -> bool:
        return has_branches(self._db)

    def _current(self) -> Seen:
        if self._heads is None:
            seen = seen_now(self._db)
            self._heads = {self._numbers[uid]: seq for uid, seq in seen.items()}
        return self._heads

    @cached_property
    def uids(self) -> dict[int, str]:
        """The names of streams that are the same on every computer, by their numbers here."""
        return dict(self._db.execute("select no, uid from stream order by no").fetchall())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {uid: stream for stream, uid in self.uids.items()}


def heads(db: Database) -> dict[str, int]:
    """How far each stream has come here: last sequence number that is folded."""
    rows = db.execute("select uid, head_seq from stream where head_seq > 0 order by uid")
    return dict(rows.fetchall())


def seen_now(db: Database) -> dict[str, int]:
    """How far this database has seen each stream, itself or through another's segments.

    What an author saw whose segments we hold counts as seen by us, so that what they superseded
    stays superseded when it reaches us later.
    """
    rows = db.execute(
        "select s.uid, case when exists (select 1 from stream b where b.uid like s.uid || '~%') "
        "then s.head_seq else max(s.head_seq, s.seen_seq) end from stream s order by s.uid"
    )
    return {uid: seq for uid, seq in rows.fetchall() if seq}


def seen_by(db: Database, stream: str) -> dict[str, int]:
    """What a stream's author had seen when they last sealed."""
    row = db.execute("select no, head_seq from stream where uid = ?", [stream]).fetchone()
    if row is None or not row[1]:
        return {}
    return dict(Causality(db).vector_of(Stamp(0, row[0], row[1])))


def has_branches(db: Database) -> bool:
    """Whether any chain here has forked: then which branch was seen may become known later."""
    row = db.execute("select 1 from stream where uid like '%~%' limit 1").fetchone()
    return row is not None
