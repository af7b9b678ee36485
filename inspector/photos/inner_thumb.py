"""The small picture inside the EXIF block, compared with the photo it stands for."""

from inspector.photos.containers import Container, unwrap
from inspector.photos.likeness import Likeness, distance, likeness_of
from inspector.photos.pixels import CannotDraw, decode
from inspector.photos.tiff_tags import read_tags, thumbnail_in

_SIDE = 320  # pixels; cameras embed 160 x 120


def thumb_bits(container: Container, turn: int, likeness: Likeness | None) -> int | None:
    """Bits by which the embedded thumbnail's hash differs from the photo's; None without one.

    An editor that forgets the thumbnail leaves the old picture there. Bars that a 3:2 photo gets
    in a 4:3 thumbnail are trimmed before hashing.
    """
    if likeness is None:
        return None
    thumb = thumbnail_in(container.tiff, read_tags(container.tiff))
    if thumb is None:
        return None
    try:
        small = likeness_of(decode(thumb, unwrap(thumb), turn, _SIDE).image)
    except CannotDraw:
        return None
    return distance(small.plain, likeness.plain) if small else None
