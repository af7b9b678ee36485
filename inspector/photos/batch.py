"""Many files taken in at once: one line per file, both cores busy, stopped at any moment."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from inspector.domain.errors import MachineError
from inspector.photos.gather import gather
from inspector.photos.photo_store import PhotoStore
from inspector.photos.prepare import Prepared, prepare
from inspector.photos.take_in import InHand, Status, TakenIn, settle, stage

Report = Callable[[int, int], None]
"""Called with what is done and the whole: bytes for take-in, photos for preparing."""

_WORKERS = 2  # files read ahead, and decoded side by side

_One = TypeVar("_One")
_Result = TypeVar("_Result")


def take_in_many(
    store: PhotoStore, paths: Iterable[Path], report: Report | None = None
) -> Iterator[TakenIn]:
    """Take in every file, in the order given, without decoding (:func:`prepare_many` follows).

    Files are read ahead, but a photo gets its name in the store only when it is asked for: who
    writes its row before asking for the next leaves one without a row at most, killed whenever.
    One file's trouble is its line, never the end: also a store that cannot be written gives a
    line FAILED for each file. Closing the iterator stops; what was stored stays.
    """
    files = gather(paths)
    sizes = [size_of(file) for file in files]
    done, whole = 0, sum(sizes)

    def read(file: Path) -> InHand:
        try:
            return stage(store, file)
        except MachineError as error:
            return InHand(taken=_failed(file, error))

    def drop(in_hand: InHand) -> None:
        if in_hand.staged is not None:
            store.discard(in_hand.staged)

    for in_hand, size in zip(_in_order(read, files, drop), sizes, strict=True):
        try:
            taken = settle(store, in_hand)
        except MachineError as error:
            taken = _failed(in_hand.taken.file, error)
        done += size
        if report is not None:
            report(done, whole)
        yield taken


def _failed(file: Path, error: MachineError) -> TakenIn:
    return TakenIn(file=file, status=Status.FAILED, reason=error.message)


def prepare_many(
    store: PhotoStore, hashes: Iterable[str], report: Report | None = None
) -> Iterator[Prepared]:
    """Thumbs and likeness of the originals named, in that order; decoding leaves the GIL."""
    wanted = list(hashes)
    ready = _in_order(lambda sha256: prepare(store, sha256), wanted)
    for count, prepared in enumerate(ready, start=1):
        if report is not None:
            report(count, len(wanted))
        yield prepared


def _in_order(
    work: Callable[[_One], _Result],
    items: Iterable[_One],
    drop: Callable[[_Result], object] = lambda _unasked: None,
) -> Iterator[_Result]:
    """Results in order, never more than a few items ahead, so that closing stops soon.

    ``drop`` gets the results that nobody asked for any more.
    """
    waiting: deque[Future[_Result]] = deque()
    with ThreadPoolExecutor(max_workers=_WORKERS) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > 2 * _WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                if not future.cancel() and future.exception() is None:
                    drop(future.result())


def size_of(file: Path) -> int:
    """Bytes of a file; 0 where it cannot be asked."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
