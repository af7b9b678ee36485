"""Smaller pictures made from an original: for lists, for the screen, for paper."""

import io
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from PIL import Image

from inspector.domain.errors import InputError
from inspector.photos.containers import unwrap
from inspector.photos.exif import read_metadata, turn_to_show
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


def rendition_path(store: PhotoStore, sha256: str, kind: Kind) -> Path:
    """Where the rendition lies or will lie: ``derived/thumb-1/ab/<sha256>.jpg``."""
    return store.derived / f"{kind}-{RECIPE}" / sha256[:2] / f"{sha256}.jpg"


def rendition(store: PhotoStore, sha256: str, kind: Kind) -> Path:
    """The rendition's file, made now unless it is there; always rebuildable from the original.

    :raises InputError: the original is missing, or nothing in it can be drawn.
    """
    path = rendition_path(store, sha256, kind)
    if not is_whole(path):
        make_renditions(store, sha256, [kind])
    return path


def make_renditions(store: PhotoStore, sha256: str, kinds: Iterable[Kind]) -> None:
    """Make several renditions from one decode, the largest first.

    :raises InputError: the original is missing, or nothing in it can be drawn.
    """
    content = store.path(sha256).read_bytes()
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
    for kind in wanted:
        save_rendition(store, sha256, kind, image)


def save_rendition(store: PhotoStore, sha256: str, kind: Kind, image: Image.Image) -> Path:
    """Write ``image`` (upright, RGB) as the rendition: baseline JPEG, 4:2:0, without metadata."""
    size = fit(image.size, LONG_SIDE[kind])
    if size != image.size:
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    jpeg = io.BytesIO()
    image.save(
        jpeg, "JPEG", quality=_QUALITY, subsampling=_SUBSAMPLING_420, exif=b"", icc_profile=None
    )
    path = rendition_path(store, sha256, kind)
    store.write_derived(path, jpeg.getvalue())
    return path


def is_whole(path: Path) -> bool:
    """Whether a rendition is there with both ends; they are written without fsync."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
            file.seek(-2, 2)
            return start == b"\xff\xd8" and file.read(2) == b"\xff\xd9"
    except OSError:
        return False
