"""Words (续用声明): an old stream's key says which new stream goes on for it.

A word lies in the header of the new stream's first segment, under the new key's signature: whoever
holds that segment can check both, whatever else he has, and a reader that knows no words carries it
unchanged.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlite_utils import Database

from inspector.store.segments import Word, stream_uid
from inspector.store.streams import read_meta, write_meta
from inspector.store.values import canonical

_UNSEALED = "continues"  # in meta, until our first segment carries it
MAX_WORDS = 4  # of one header; those before are named by the streams between
_MAX_END = 1 << 63
_KEY, _SIGNATURE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")

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


def read_after(db: Database, base: Iterable[str] | None = None) -> After:
    """The words on record here, also of segments that wait for their key.

    ``base``: only of those that go on for one of these streams, directly or through others. What
    nobody asks for is not checked, so that a file of ten thousand words holds nobody up.
    """
    said = _said_here(db)
    after: dict[str, dict[str, int]] = {}
    met = set(said if base is None else base)
    left = sorted(met)
    while left:
        old = left.pop()
        for new, end in _heard(old, said.get(old, ())):
            ends = after.setdefault(new, {})
            ends[old] = min(end, ends.get(old, end))
            if new not in met:
                met.add(new)
                left.append(new)
    return after


def _said_here(db: Database) -> dict[str, list[tuple[str, Word]]]:
    """What looks like a word, by the stream that would have said it: of whom, and the word."""
    rows = db.execute(
        "select g.header from stream s join segment g on g.stream = s.no and g.first = 1 "
        "where g.state in ('ok', 'unknown') and instr(g.header, '\"continues\"') > 0 "
        "order by s.uid"
    ).fetchall()
    heard = [(str(raw["stream"]), raw.get("continues")) for raw in map(_parsed, rows)]
    heard.append((read_meta(db, "stream") or "", [list(one) for one in words_to_seal(db)]))
    said: dict[str, list[tuple[str, Word]]] = {}
    for new, words in heard:
        for old, word in _shaped(words):
            if old != new:
                said.setdefault(old, []).append((new, word))
    return said


def _parsed(row: tuple[str]) -> dict[str, object]:
    raw: dict[str, object] = orjson.loads(row[0])
    return raw


def _shaped(words: object) -> Iterator[tuple[str, Word]]:
    for word in words[:MAX_WORDS] if isinstance(words, list) else ():
        match word:
            case [str(pubkey), int(end), str(sig)] if _KEY.fullmatch(pubkey):
                if _SIGNATURE.fullmatch(sig) and type(end) is int and 0 <= end < _MAX_END:
                    yield stream_uid(bytes.fromhex(pubkey)), (pubkey, end, sig)


def _heard(old: str, said: Iterable[tuple[str, Word]]) -> Iterator[tuple[str, int]]:
    """Who goes on for a stream by its own key's word, and from where."""
    for new, (pubkey, end, sig) in said:
        if _is_genuine(pubkey, old, new, end, sig):
            yield new, end


@lru_cache(maxsize=1 << 16)
def _is_genuine(pubkey: str, old: str, new: str, end: int, sig: str) -> bool:
    """Whether the old key signed it; that takes 0.15 ms, and is asked at every merge."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(pubkey))
        key.verify(bytes.fromhex(sig), _said(old, new, end))
    except (InvalidSignature, ValueError):
        return False
    return True
