"""How far a take-in is: storing and drawing on one scale, each format by what it costs."""

from collections.abc import Callable, Sequence
from pathlib import Path

Report = Callable[[int, int], None]
"""Called with the labour done and the whole of it; 1 is what storing one byte costs."""

DRAWING = {
    ".jpg": 3, ".jpeg": 3, ".mpo": 3, ".png": 3,
    ".webp": 40, ".heic": 30, ".heif": 30, ".hif": 30, ".avif": 0,
}  # fmt: skip
"""Labour of drawing a byte, by extension; others are stored and not drawn.

Measured: storing 2.2 MB takes about 10 ms with its fsync, its thumb 25 ms; a HEIC of 12 MP is
decoded as a whole in 240 to 460 ms, a WebP in about 320.
"""


class Pace:
    """Told what each stage has done, tells what both have; never goes back, ends at the whole."""

    def __init__(self, report: Report, files: Sequence[Path], sizes: Sequence[int]) -> None:
        self._report = report
        self._labour = {
            file: size * DRAWING.get(file.suffix.lower(), 0)
            for file, size in zip(files, sizes, strict=True)
        }
        self._stored = sum(sizes)
        self._whole = self._stored + sum(self._labour.values())
        self._before = 0
        self._to_draw: list[int] = []

    def report_to(self, report: Report) -> None:
        """Somebody else listens from here on, on the same scale."""
        self._report = report

    def stored(self, done: int, _whole: int) -> None:
        """So many bytes are on disk."""
        self._report(done, self._whole)

    def draws(self, files: Sequence[Path]) -> None:
        """Only these are drawn; the others' share counts as done."""
        self._to_draw = [self._labour.get(file, 0) for file in files]
        self._before = self._whole - sum(self._to_draw)
        if self._whole:
            self._report(self._before, self._whole)

    def drawn(self, count: int, _whole: int) -> None:
        """So many of them have their thumbs, in the order given."""
        self._report(self._before + sum(self._to_draw[:count]), self._whole)
