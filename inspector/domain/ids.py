"""Names of things: ids that laptops share, ids that sort by time, labels people say."""

from hashlib import sha256
from typing import NewType
from uuid import UUID, uuid5

PointId = NewType("PointId", str)
StandardCode = NewType("StandardCode", str)
FindingId = NewType("FindingId", str)
IssueId = NewType("IssueId", str)
StreamId = NewType("StreamId", str)
UnitId = NewType("UnitId", str)

# One namespace for every row that laptops must give the same id without having met.
_NAMESPACE = UUID("5d9a5f0e-6f0b-5c53-9a54-8d7b1b0f2a11")

# Letters and digits that are not mistaken for one another when read aloud or from a photo.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def master_id(kind: str, code: str) -> str:
    """Id of a master row: twenty laptops that load one file meet in the same row."""
    return str(uuid5(_NAMESPACE, f"{kind}/{code}"))


def fact_id(milliseconds: int, randomness: bytes) -> str:
    """UUID version 7 (RFC 9562): ``milliseconds`` since 1970, then 10 bytes of randomness."""
    value = bytearray(milliseconds.to_bytes(6, "big") + randomness[:10])
    value[6] = 0x70 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    return str(UUID(bytes=bytes(value)))


def stream_code(stream: StreamId) -> str:
    """Four characters by which people call a device's stream; two streams may share one."""
    number = int.from_bytes(sha256(stream.encode()).digest()[:8], "big")
    letters = []
    for _ in range(4):
        number, rest = divmod(number, len(_READABLE))
        letters.append(_READABLE[rest])
    return "".join(letters)


def label(stream: StreamId, number: int) -> str:
    """What people read and say: ``K7QF-214``."""
    return f"{stream_code(stream)}-{number}"
