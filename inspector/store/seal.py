"""Sealing: our tail becomes signed segments before anything leaves or comes in."""

from collections.abc import Iterator

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector.domain.errors import MachineError
from inspector.store import install
from inspector.store.causality import seen_now
from inspector.store.segment_rows import keep_segment
from inspector.store.segments import (
    MAX_CHANGES,
    MAX_SEALED,
    READER,
    Entry,
    Header,
    Seen,
    Segment,
    seal,
)
from inspector.store.streams import tail_entries
from inspector.store.succession import become_ours
from inspector.store.tx import Tx
from inspector.store.values import canonical
from inspector.store.words import words_to_seal
from inspector.text import _


def seal_tail(tx: Tx) -> int:
    """Seal every unsealed change into segments; says how many changes that were.

    All of one tail share one causal context, because whatever comes in is preceded by a seal.
    """
    if not list(tail_entries(tx.db)):
        return 0
    become_ours(tx)
    entries = list(tail_entries(tx.db))
    key = install.read_key(tx.database, tx.uid)
    if key is None:
        raise MachineError(
            _("本机找不到这个工作区的签名密钥。"),
            _("检查用户目录是否可读，然后重试。"),
            code="key",
        )
    for run in _runs(entries):
        keep_segment(tx.db, _sealed(tx, run, key), tx.stream)
    tx.db.execute("delete from tail")
    return len(entries)


def _runs(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Runs of changes none of which grows larger than a reader takes."""
    if len(entries) <= MAX_CHANGES and len(canonical(entries)) <= MAX_SEALED // 2:
        yield entries
    elif len(entries) > MAX_CHANGES:
        for start in range(0, len(entries), MAX_CHANGES):
            yield from _runs(entries[start : start + MAX_CHANGES])
    elif len(entries) == 1:
        yield entries
    else:
        yield from _runs(entries[: len(entries) // 2])
        yield from _runs(entries[len(entries) // 2 :])


def _sealed(tx: Tx, run: list[Entry], key: Ed25519PrivateKey) -> Segment:
    prev = tx.db.execute("select head_hash from stream where no = ?", [tx.stream]).fetchone()[0]
    header = Header(
        stream=tx.uid,
        first=run[0][0],
        last=run[-1][0],
        prev=prev,
        min_reader=READER,
        seen=_newly_seen(tx),
    )
    words = words_to_seal(tx.db) if header.first == 1 else []
    return seal(run, header=header, key=key, words=words)


def _newly_seen(tx: Tx) -> Seen:
    """What we have seen of other streams since our last segment said so."""
    said: dict[str, int] = {}
    for (header,) in tx.db.execute(
        "select header from segment where stream = ? and state = 'ok' order by first", [tx.stream]
    ).fetchall():
        said.update({uid: entry[0] for uid, entry in orjson.loads(header)["seen"].items()})
    now = seen_now(tx.db)
    hashes = dict(tx.db.execute("select uid, substr(head_hash, 1, 16) from stream order by uid"))
    return {
        uid: (seq, hashes.get(uid, ""))
        for uid, seq in now.items()
        if uid != tx.uid and seq > said.get(uid, 0)
    }
