"""What a merge must say in a sentence: what waits and for whom, and where the seat went."""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from inspector.domain.ids import StreamId, stream_code
from inspector.store.branches import branch_root
from inspector.store.seat import Seat
from inspector.text import _

_NAMED = 3  # devices in one sentence


def notes_of(
    db: Database, held: dict[str, int], hidden: int, *, before: Seat, now: Seat
) -> list[str]:
    """Sentences with what to do.

    ``held``: by hash, how many changes wait; ``hidden`` of them were to be seen here before.
    """
    return [*waiting(db, held), *_hidden(hidden), *_seat(db, before, now)]


def waiting(db: Database, held: dict[str, int]) -> Iterator[str]:
    """One sentence for keys nobody approved, one for what follows something that is not here."""
    unknown: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for digits, count in held.items():
        row = db.execute(
            "select g.state, s.uid from segment g join stream s on s.no = g.stream "
            "where g.hash = ?",
            [digits],
        ).fetchone()
        if row:
            (unknown if row[0] == "unknown" else behind)[branch_root(row[1])] += count
    if unknown:
        yield _(
            "{n} 条变更暂不显示，{devices} 未获批准或已撤销；核对口令后由占席位的电脑批准即恢复"
        ).format(n=unknown.total(), devices=_names(db, unknown))
    if behind:
        yield _("{n} 条变更要等前面的数据包；请 {devices} 重新导出一份完整的").format(
            n=behind.total(), devices=_names(db, behind)
        )


def _hidden(count: int) -> Iterator[str]:
    if count:
        yield _("其中 {n} 条先前看得到，现按电脑名册收起，一条没丢").format(n=count)


def _seat(db: Database, before: Seat, now: Seat) -> Iterator[str]:
    if now.rivals - before.rivals:
        yield seat_in_doubt()
    elif now.holder and now.holder != before.holder and before != Seat():
        yield _("编号席位现在由 {device} 占用；若不是你们商定的，请马上联系该电脑").format(
            device=_names(db, {now.holder: 1})
        )


def seat_in_doubt() -> str:
    """Two computers could each be the seat; nobody numbers until a person says which."""
    return _(
        "编号席位有副本同时在用，暂停编号；查明哪台是真的，在该电脑上用 "
        "inspector devices --take-seat 接管"
    )


def _names(db: Database, streams: dict[str, int] | Counter[str]) -> str:
    """Names and codes, the first few."""
    known = [_name(db, uid) for uid in sorted(streams)]
    more = _(" 等 {n} 台").format(n=len(known)) if len(known) > _NAMED else ""
    return "、".join(known[:_NAMED]) + more


def _name(db: Database, uid: str) -> str:
    row = db.execute("select name from device where id = ?", [uid]).fetchone()
    code = stream_code(StreamId(uid))
    return f"{row[0]}（{code}）" if row and row[0] else code
