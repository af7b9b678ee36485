"""The disk a workspace lies on: how much room is left, and whether it is encrypted."""

import os
import shutil
from pathlib import Path

_SYS = Path("/sys/dev/block")


def free_bytes(folder: Path) -> int:
    """Room left where the folder lies."""
    return shutil.disk_usage(folder).free


def is_encrypted(folder: Path, *, devices: Path = _SYS) -> bool | None:
    """Whether the disk below is encrypted; None where this system does not tell.

    Linux says it in sysfs: the mapping of a LUKS volume has a uuid that begins with CRYPT, and so
    has one of the disks below a logical volume on it. Windows and macOS tell only an
    administrator, or by programs of their own.
    """
    number = os.stat(folder).st_dev
    device = devices / f"{os.major(number)}:{os.minor(number)}" if hasattr(os, "major") else None
    if device is None or not device.exists():
        return None
    return _is_crypt(device)


def _is_crypt(device: Path) -> bool:
    mapping = device / "dm" / "uuid"
    if mapping.is_file() and mapping.read_text("utf-8", "replace").startswith("CRYPT-"):
        return True
    below = device / "slaves"
    return below.is_dir() and any(_is_crypt(one) for one in sorted(below.iterdir()))
