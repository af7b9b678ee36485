"""The files that were meant: those named, and those below the folders named."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def gather(paths: Iterable[Path]) -> list[Path]:
    """The files named and all files below the folders named, by path, each once.

    Hidden folders are left out, so is a folder one may not enter. A folder that cannot be read
    stands for the files in it: whoever takes them in is told which it is.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(sorted(_below(path)) if _is_folder(path) else [path])
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    unread: list[Path] = []

    def note(error: OSError) -> None:
        if not isinstance(error, PermissionError):
            unread.append(Path(error.filename))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = [one for one in folders if not one.startswith(".")]
        yield from (Path(place, one) for one in files)
    yield from unread


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # longer than any name may be, or the card is gone: told as a file
        return False
