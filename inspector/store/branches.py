"""Branches: the ends of a chain that a copied database continued beside its original."""

from sqlite_utils import Database

from inspector.store.segments import Header, Segment, read_header
from inspector.store.streams import stream_number

_HASH_IN_NAME = 16


def head_named(db: Database, header: Header) -> int | None:
    """The stream whose end this segment follows; None when it follows no end."""
    row = db.execute(
        "select no from stream where (uid = :uid or uid like :branches) "
        "and head_seq = :seq and head_hash = :prev order by uid limit 1",
        {
            "uid": header.stream,
            "branches": f"{header.stream}~%",
            "seq": header.first - 1,
            "prev": header.prev,
        },
    ).fetchone()
    return row[0] if row else None


def fork_at(db: Database, segment: Segment) -> int | None:
    """Split the chain behind the segment this one follows too; the number of its new branch.

    None when what it follows is not here. What stood behind that segment moves to a branch of its
    own; a branch is named by its first segment, so that all workspaces name it alike.
    """
    header = read_header(segment)
    parent = _parent(db, header)
    if parent is None:
        return None
    trunk, seq, tail = parent
    rest = db.execute(
        "select hash, last from segment where stream = ? and state = 'ok' and first > ? "
        "order by first",
        [trunk, seq],
    ).fetchall()
    key = db.execute("select pubkey from stream where no = ?", [trunk]).fetchone()[0]
    if rest:
        branch = _branch(db, header.stream, rest[0][0], key)
        db.execute(
            "update segment set stream = ? where stream = ? and state = 'ok' and first > ?",
            [branch, trunk, seq],
        )
        _set_head(db, branch, rest[-1][1], rest[-1][0])
        _set_head(db, trunk, seq, tail)
    own = _branch(db, header.stream, segment.hash, key)
    _set_head(db, own, seq, tail)
    return own


def loose_branch(db: Database) -> tuple[int, int] | None:
    """A branch that follows a segment which is folded no more, and its first change."""
    row = db.execute(
        "select b.no, g.first from stream b join segment g on g.stream = b.no "
        "where instr(b.uid, '~') > 0 and g.state = 'ok' and g.first > 1 and not exists "
        "(select 1 from segment p where p.hash = json_extract(g.header, '$.prev') "
        "and p.state = 'ok') order by b.uid, g.first limit 1"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def rejoin(db: Database) -> None:
    """Where an undone merge took one of two ends away, the other stands under its stream again.

    The names of branches are as if the end that is gone had never come.
    """
    for trunk, root in _forked(db):
        while (only := _only_branch(db, root, trunk)) is not None:
            _fold_back(db, trunk, only)
    db.execute(
        "update segment set stream = (select t.no from stream t join stream b "
        "on t.uid = substr(b.uid, 1, instr(b.uid, '~') - 1) where b.no = segment.stream) "
        f"where stream in ({_EMPTY})"
    )
    db.execute(f"delete from stream where no in ({_EMPTY})")


_EMPTY = (
    "select b.no from stream b where instr(b.uid, '~') > 0 and not exists "
    "(select 1 from segment g where g.stream = b.no and g.state = 'ok')"
)


def _forked(db: Database) -> list[tuple[int, str]]:
    """Every chain and branch behind which others may stand, and the stream it belongs to."""
    rows = db.execute(
        "select no, uid from stream t where exists (select 1 from stream b "
        "where b.uid like substr(t.uid || '~', 1, instr(t.uid || '~', '~')) || '%') "
        "order by length(uid), uid"
    ).fetchall()
    return [(int(number), branch_root(uid)) for number, uid in rows]


def _only_branch(db: Database, root: str, trunk: int) -> int | None:
    """The one branch that follows the end of this chain; None where none or several do."""
    seq, tail = db.execute(
        "select head_seq, head_hash from stream where no = ?", [trunk]
    ).fetchone()
    rows = db.execute(
        "select b.no from stream b join segment g on g.stream = b.no and g.state = 'ok' "
        "where b.uid like :branches and b.no <> :trunk and g.first = :first "
        "and json_extract(g.header, '$.prev') = :prev order by b.no",
        {"branches": f"{root}~%", "trunk": trunk, "first": seq + 1, "prev": tail},
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def _fold_back(db: Database, trunk: int, branch: int) -> None:
    last, tail = db.execute(
        "select head_seq, head_hash from stream where no = ?", [branch]
    ).fetchone()
    db.execute("update segment set stream = ? where stream = ? and state = 'ok'", [trunk, branch])
    _set_head(db, trunk, last, tail)
    _set_head(db, branch, 0, "")


def is_forked(db: Database, uid: str) -> bool:
    """Whether a stream's chain has more than one end here."""
    sql = "select 1 from stream where uid like ? limit 1"
    return db.execute(sql, [f"{uid}~%"]).fetchone() is not None


def fork_points(db: Database) -> dict[str, int]:
    """Each stream whose chain has several ends, and the last change that all of them share."""
    rows = db.execute(
        "select distinct t.uid, t.head_seq from stream t join stream b on b.uid like t.uid || '~%' "
        "order by t.uid"
    ).fetchall()
    return dict(rows)


def branch_root(uid: str) -> str:
    """The stream a branch belongs to; a stream that never forked is its own."""
    return uid.split("~", 1)[0]


def _parent(db: Database, header: Header) -> tuple[int, int, str] | None:
    """Stream, end and hash of the segment that a segment names as the one before it."""
    if header.first == 1:
        row = db.execute("select no from stream where uid = ?", [header.stream]).fetchone()
        return (row[0], 0, "") if row else None
    row = db.execute(
        "select stream, last, hash from segment where hash = ? and state = 'ok' and last = ?",
        [header.prev, header.first - 1],
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _branch(db: Database, stream: str, first_hash: str, key: bytes | None) -> int:
    return stream_number(db, f"{stream}~{first_hash[:_HASH_IN_NAME]}", key)


def _set_head(db: Database, stream: int, seq: int, tail: str) -> None:
    db.execute("update stream set head_seq = ?, head_hash = ? where no = ?", [seq, tail, stream])
