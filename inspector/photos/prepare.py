"""The second stage of take-in: thumb and likeness of an original already in the store."""

from dataclasses import dataclass

from inspector.photos.containers import unwrap
from inspector.photos.exif import Flag, read_metadata, turn_to_show
from inspector.photos.inner_thumb import thumb_bits
from inspector.photos.likeness import Likeness, likeness_of
from inspector.photos.photo_store import PhotoStore
from inspector.photos.pixels import CannotDraw, decode
from inspector.photos.renditions import LONG_SIDE, Kind, save_rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What one decode of the stored original gave; ``flag`` is set where it gave less."""

    sha256: str
    likeness: Likeness | None = None
    thumb_bits: int | None = None  # how far the embedded thumbnail is from the picture
    flag: Flag | None = None


def prepare(store: PhotoStore, sha256: str) -> Prepared:
    """Make the thumb and the likeness hashes; done again, it gives the same.

    :raises InputError: the original is missing.
    :raises MachineError: the thumb cannot be written.
    """
    content = store.path(sha256).read_bytes()
    container = unwrap(content, hashing=False)
    turn = turn_to_show(container, read_metadata(container).orientation)
    try:
        decoded = decode(content, container, turn, LONG_SIDE[Kind.THUMB])
    except CannotDraw as cannot:
        flag = Flag.TOO_LARGE if cannot.too_large else Flag.UNDECODABLE
        return Prepared(sha256=sha256, flag=flag)
    save_rendition(store, sha256, Kind.THUMB, decoded.image)
    likeness = likeness_of(decoded.image)
    return Prepared(
        sha256=sha256,
        likeness=likeness,
        thumb_bits=thumb_bits(container, turn, likeness),
        flag=Flag.DAMAGED if decoded.damaged else None,
    )
