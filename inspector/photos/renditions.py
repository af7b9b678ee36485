"""Smaller pictures made from an original: for lists, for the screen, for paper."""

import io
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from PIL import Image

from inspector.domain.errors import InputError
from inspector.photos.containers import unwrap
from inspector.photos.exif import read_metadata, turn_to_show
from inspector.photos.marking import BARE, Layers, cover, draw
from inspector.photos.photo_store import PhotoStore
from inspector.photos.pixels import CannotDraw, decode, fit
from inspector.text import _

RECIPE = 1
"""Raised whenever the bytes of a rendition would come out differently; old ones are then left."""

_QUALITY = 80
_SUBSAMPLING_420 = 2


class Kind(StrEnum):
    """What a rendition is for; sizes in LONG_SIDE."""

    THUMB = "thumb"
    SCREEN = "screen"
    PRINT = "print"


LONG_SIDE = {Kind.THUMB: 320, Kind.SCREEN: 2048, Kind.PRINT: 1182}
"""Pixels of the longer side, never enlarged; 1182 px are 100 mm at 300 dpi."""


def rendition_path(store: PhotoStore, sha256: str, kind: Kind, layers: Layers = BARE) -> Path:
    """Where the rendition lies or will lie: ``derived/thumb-1/ab/<sha256>[-<layers>].jpg``."""
    name = f"{sha256}-{layers.key}" if layers.key else sha256
    return store.derived / f"{kind}-{RECIPE}" / sha256[:2] / f"{name}.jpg"


def received_path(store: PhotoStore, sha256: str) -> Path:
    """Where a print lies that was sent in place of an original that is not here."""
    return store.derived / "received" / sha256[:2] / f"{sha256}.jpg"


def rendition(store: PhotoStore, sha256: str, kind: Kind, layers: Layers) -> Path:
    """The rendition's file, made now unless it is there; always rebuildable from the original.

    ``layers`` are part of its name, so that one made before a mark was set is never taken for
    one made after it. Thumbs bear no stamp. Without the original a print received instead of it
    is drawn from.

    :raises InputError: neither is here, or nothing in it can be drawn.
    """
    path = rendition_path(store, sha256, kind, _worn(kind, layers))
    if not is_whole(path):
        make_renditions(store, sha256, [kind], layers)
    return path


def make_renditions(store: PhotoStore, sha256: str, kinds: Iterable[Kind], layers: Layers) -> None:
    """Make several renditions from one decode, the largest first.

    :raises InputError: no original and no print of it is here, or nothing in it can be drawn.
    """
    content = _source(store, sha256)
    container = unwrap(content)
    wanted = sorted(kinds, key=lambda kind: -LONG_SIDE[kind])
    turn = turn_to_show(container, read_metadata(container).orientation)
    try:
        image = decode(content, container, turn, LONG_SIDE[wanted[0]]).image
    except CannotDraw:
        raise InputError(
            _("这份文件没有可显示的画面"),
            _("原件完好保存，可导出后用其他软件打开"),
            code="no_picture",
        ) from None
    # Covered before it is made smaller: what is hidden must not bleed over the edges either.
    image = cover(image, layers)
    for kind in wanted:
        save_rendition(store, sha256, kind, image, _worn(kind, layers))


def save_rendition(
    store: PhotoStore, sha256: str, kind: Kind, image: Image.Image, layers: Layers = BARE
) -> Path:
    """Write ``image`` (upright, RGB, covered) as the rendition, with lines, words and stamp.

    Baseline JPEG, 4:2:0, without metadata.
    """
    size = fit(image.size, LONG_SIDE[kind])
    if size != image.size:
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if layers.key:
        image = draw(image, layers)
    jpeg = io.BytesIO()
    image.save(
        jpeg, "JPEG", quality=_QUALITY, subsampling=_SUBSAMPLING_420, exif=b"", icc_profile=None
    )
    path = rendition_path(store, sha256, kind, layers)
    store.write_derived(path, jpeg.getvalue())
    return path


def _worn(kind: Kind, layers: Layers) -> Layers:
    return layers.without_stamp() if kind is Kind.THUMB else layers


def _source(store: PhotoStore, sha256: str) -> bytes:
    received = received_path(store, sha256)
    if not store.has(sha256) and is_whole(received):
        return received.read_bytes()
    return store.path(sha256).read_bytes()


def is_whole(path: Path) -> bool:
    """Whether a rendition is there with both ends; they are written without fsync."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
            file.seek(-2, 2)
            return start == b"\xff\xd8" and file.read(2) == b"\xff\xd9"
    except OSError:
        return False
