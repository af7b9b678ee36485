"""Sticks and cards (U 盘、存储卡): where they are plugged in, and what of ours lies on them."""

import ctypes
import os
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.exchange.sign import is_bundle
from inspector.photos.gather import gather

ELSEWHERE = "INSPECTOR_MEDIA"
"""Names the folders under which sticks appear, where a system mounts them nowhere usual."""

_PHOTOS = frozenset({".jpg", ".jpeg", ".heic", ".heif", ".png", ".webp", ".tif", ".tiff"})
_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """``bundles`` are files another computer exported; ``photos`` counts those of a camera."""

    place: Path
    bundles: tuple[Path, ...]
    photos: int

    @property
    def camera_folder(self) -> Path:
        return self.place / "DCIM"


def plugged_in(surroundings: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where something removable is mounted now; slow where a drive must first wake up."""
    named = surroundings.get(ELSEWHERE)
    if named:
        parents = [Path(part) for part in named.split(os.pathsep)]
        return tuple(sorted(one for parent in parents for one in _folders(parent)))
    if sys.platform == "win32":
        return tuple(_removable_drives())
    usual = [Path("/Volumes")] if sys.platform == "darwin" else _usual_on_linux()
    return tuple(sorted(one for part in usual for one in _folders(part) if _is_mounted(one)))


def look_at(place: Path) -> Stick:
    """What of ours lies on it: bundles at the top or one folder down, photos where cameras put.

    :raises OSError: it was pulled out meanwhile, or cannot be read.
    """
    files = [*place.glob("*.db"), *place.glob("*/*.db")]
    camera = place / "DCIM"
    return Stick(
        place=place,
        bundles=tuple(sorted(one for one in files if is_bundle(one))),
        photos=sum(one.suffix.lower() in _PHOTOS for one in gather([camera])),
    )


def _folders(parent: Path) -> Iterator[Path]:
    try:
        yield from (one for one in parent.iterdir() if one.is_dir())
    except OSError:
        return  # nothing was ever mounted there, or it is somebody else's


def _is_mounted(place: Path) -> bool:
    try:
        return place.is_mount()
    except OSError:  # pulled out, and its place is still there
        return False


def _usual_on_linux() -> list[Path]:
    homes = [*_folders(Path("/media")), *_folders(Path("/run/media"))]
    return [Path("/media"), Path("/mnt"), *homes]


def _removable_drives() -> list[Path]:
    found: list[Path] = []
    if sys.platform == "win32":
        roots = [f"{letter}:\\" for letter in string.ascii_uppercase]
        kind_of = ctypes.windll.kernel32.GetDriveTypeW
        found = [Path(root) for root in roots if kind_of(root) == _REMOVABLE]
    return found
