"""Files dropped or pasted onto the window, by the names they have on the disk."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl


def files_of(urls: Iterable[object]) -> list[Path]:
    """Those of the addresses that are files of this machine."""
    return [_path(url) for url in urls if isinstance(url, QUrl) and url.isLocalFile()]


def is_folder(path: Path) -> bool:
    """False also for one on a drive that fails: told as a file by who takes it in."""
    try:
        return path.is_dir()
    except OSError:
        return False


def files_in(folder: Path) -> list[Path]:
    """What lies in it, by name; the folder itself where it cannot be read: it is told as that."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return [folder]


def _path(url: QUrl) -> Path:
    """On Linux a name is bytes, those of GBK for one; Qt's own text of it is UTF-8 or lost."""
    if not sys.platform.startswith("linux"):
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))
