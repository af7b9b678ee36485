"""Where things lie on a remote: every key is named by its content or written by one device."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ROOT = "v1"
HEADS = f"{ROOT}/heads"
FORMAT_KEY = f"{ROOT}/format.json"
FORMAT = b'{"format":1}'
_BUCKET = 100_000  # changes, or announced files: a folder of a few hundred names
_HASH = 16  # digits of a hash in a name

_MARKER = re.compile(r"([0-9a-f]{32})\.(seg|put|all)\.([0-9]{12})\.([0-9a-f]{16})")
_EPOCH = re.compile(r"epoch\.([0-9a-f]{32})")


class Chain(StrEnum):
    """The chains of a device: its sealed changes, its lists of files, its packs of all segments."""

    SEGMENTS = "seg"
    FILES = "put"
    PACKS = "all"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Marker:
    """An empty key that says how far a chain goes: its name is all there is."""

    stream: str
    chain: Chain
    last: int
    tail: str  # first digits of the hash of the chain's last object

    @property
    def name(self) -> str:
        return f"{self.stream}.{self.chain.value}.{self.last:012}.{self.tail}"

    @property
    def key(self) -> str:
        return f"{HEADS}/{self.name}"

    @property
    def object_key(self) -> str:
        """Where the object lies that the marker names."""
        bucket = self.last // _BUCKET
        return f"{ROOT}/{self.chain.value}/{self.stream}/{bucket}/{self.last:012}-{self.tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What one listing says: the marks of the remote's identity, and how far each chain goes."""

    epochs: frozenset[str]
    markers: frozenset[Marker]

    @property
    def is_empty(self) -> bool:
        return not self.epochs and not self.markers


def marker(stream: str, chain: Chain, last: int, digest: str) -> Marker:
    """The marker of a chain that ends in the object with this hash."""
    return Marker(stream=stream, chain=chain, last=last, tail=digest[:_HASH])


def read_marker(name: str) -> Marker | None:
    """The marker of this name; None for anything else."""
    found = _MARKER.fullmatch(name)
    if not found:
        return None
    stream, chain, last, tail = found.groups()
    return Marker(stream=stream, chain=Chain(chain), last=int(last), tail=tail)


def read_heads(names: Iterable[str]) -> Heads:
    """Sort a listing; names nobody knows (desktop.ini, conflict copies) are passed over."""
    epochs, markers = set(), set()
    for name in names:
        found = _EPOCH.fullmatch(name)
        if found:
            epochs.add(found[1])
        elif one := read_marker(name):
            markers.add(one)
    return Heads(epochs=frozenset(epochs), markers=frozenset(markers))


def epoch_key(epoch: str) -> str:
    """The mark by which a remote is known again; made once, by whoever finds it new."""
    return f"{HEADS}/epoch.{epoch}"


def file_key(sha256: str) -> str:
    """Where an original, a document or a print lies."""
    return f"{ROOT}/blob/{sha256[:2]}/{sha256}"
