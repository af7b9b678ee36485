"""The files that were meant: those named, and those below the folders named."""

from collections.abc import Iterable
from pathlib import Path


def gather(paths: Iterable[Path]) -> list[Path]:
    """The files named and all files below the folders named, by path, each once.

    Hidden folders are left out, so is a folder that cannot be read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not _is_folder(path):
            found[path] = None
            continue
        below = (file for file in path.rglob("*") if not _is_folder(file))
        visible = (
            file
            for file in below
            if not any(part.startswith(".") for part in file.relative_to(path).parts[:-1])
        )
        found |= dict.fromkeys(sorted(visible))
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # longer than any name may be, or the card is gone: told as a file
        return False
