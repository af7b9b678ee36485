"""Words (续用声明): an old stream's key says which new stream goes on for it.

A word lies in the header of the new stream's first segment, under the new key's signature: whoever
holds that segment can check both, whatever else he has, and a reader that knows no words carries it
unchanged.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlite_utils import Database

from inspector.store.segments import Word, stream_uid
from inspector.store.streams import read_meta, write_meta
from inspector.store.values import canonical

_UNSEALED = "continues"  # in meta, until our first segment carries it
_MAX_WORDS = 16  # of one header; nobody was restored in his place so often
_MAX_END = 1 << 63

After = Mapping[str, Mapping[str, int]]
"""Of each stream that goes on for others: their last change, as the word has it."""


def a_word(key: Ed25519PrivateKey, *, new: str, end: int) -> Word:
    """``key``'s stream ended with change ``end``; what comes after is said by ``new``."""
    pubkey = key.public_key().public_bytes_raw()
    return pubkey.hex(), end, key.sign(_said(stream_uid(pubkey), new, end)).hex()


def _said(old: str, new: str, end: int) -> bytes:
    """What is signed: longer than the hash of a segment, so that neither passes for the other."""
    return canonical(["continues", old, new, end]).encode()


def keep_words(db: Database, words: list[Word]) -> None:
    """Note what our first segment will carry; none replaces those of the stream before."""
    write_meta(db, _UNSEALED, canonical([list(one) for one in words]))


def words_to_seal(db: Database) -> list[Word]:
    """What our first segment is to carry."""
    return [(one[0], one[1], one[2]) for one in orjson.loads(read_meta(db, _UNSEALED) or "[]")]


def read_after(db: Database) -> After:
    """Every word that is on record here, also of segments that wait for their key."""
    after: dict[str, dict[str, int]] = {}
    rows = db.execute(
        "select g.header from stream s join segment g on g.stream = s.no and g.first = 1 "
        "where g.state in ('ok', 'unknown') and instr(g.header, '\"continues\"') > 0 "
        "order by s.uid"
    ).fetchall()
    heard = [(str(raw["stream"]), raw.get("continues")) for raw in _parsed(rows)]
    own = read_meta(db, "stream") or ""
    heard.append((own, [list(one) for one in words_to_seal(db)]))
    for new, words in heard:
        for old, end in _genuine(new, words):
            known = after.setdefault(new, {})
            known[old] = min(end, known.get(old, end))
    return after


def _parsed(rows: list[tuple[str]]) -> Iterator[dict[str, object]]:
    yield from (orjson.loads(header) for (header,) in rows)


def _genuine(new: str, words: object) -> Iterator[tuple[str, int]]:
    """The old streams whose own keys said so, and their ends; anything else is no word."""
    for word in words[:_MAX_WORDS] if isinstance(words, list) else ():
        match word:
            case [str(pubkey), int(end), str(sig)] if 0 <= end < _MAX_END:
                old = _sayer(pubkey, new, end, sig)
                if old and old != new:
                    yield old, end


@lru_cache(maxsize=1024)
def _sayer(pubkey: str, new: str, end: int, sig: str) -> str:
    """The stream whose key said it; empty where it did not. A signature takes 0.2 ms to check."""
    try:
        raw = bytes.fromhex(pubkey)
        old = stream_uid(raw)
        Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(sig), _said(old, new, end))
    except (InvalidSignature, ValueError):
        return ""
    return old
