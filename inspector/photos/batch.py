"""Many files taken in at once: one line per file, both cores busy, stopped at any moment."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from inspector.domain.errors import MachineError
from inspector.photos.photo_store import PhotoStore
from inspector.photos.prepare import Prepared, prepare
from inspector.photos.take_in import Status, TakenIn, take_in

Report = Callable[[int, int], None]
"""Called with what is done and the whole: bytes for take-in, photos for preparing."""

_One = TypeVar("_One")
_Result = TypeVar("_Result")


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


def take_in_many(
    store: PhotoStore, paths: Iterable[Path], report: Report | None = None, workers: int = 2
) -> Iterator[TakenIn]:
    """Take in every file, in the order given, without decoding (:func:`prepare_many` follows).

    One file's trouble is its line, never the end: also a store that cannot be written gives a
    line FAILED for each file. Closing the iterator stops; what was stored stays.
    """
    files = gather(paths)
    sizes = [size_of(file) for file in files]
    done, whole = 0, sum(sizes)

    def take(file: Path) -> TakenIn:
        try:
            return take_in(store, file, decode_now=False)
        except MachineError as error:
            return TakenIn(file=file, status=Status.FAILED, reason=error.message)

    for taken, size in zip(_in_order(take, files, workers), sizes, strict=True):
        done += size
        if report is not None:
            report(done, whole)
        yield taken


def prepare_many(
    store: PhotoStore, hashes: Iterable[str], report: Report | None = None, workers: int = 2
) -> Iterator[Prepared]:
    """Thumbs and likeness of the originals named, in that order; decoding leaves the GIL."""
    wanted = list(hashes)
    ready = _in_order(lambda sha256: prepare(store, sha256), wanted, workers)
    for count, prepared in enumerate(ready, start=1):
        if report is not None:
            report(count, len(wanted))
        yield prepared


def _in_order(
    work: Callable[[_One], _Result], items: Iterable[_One], workers: int
) -> Iterator[_Result]:
    """Results in order, never more than a few items ahead, so that closing stops soon."""
    waiting: deque[Future[_Result]] = deque()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def size_of(file: Path) -> int:
    """Bytes of a file; 0 where it cannot be asked."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
