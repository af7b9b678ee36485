"""Marks on photos, kept in memory."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.domain.mark import Mark, drawn_shape
from ui.marking_office import PhotoMark, Sketch


class FakeMarking:
    """Remembers what lies on each photo."""

    def __init__(self) -> None:
        self.on: dict[Path, tuple[PhotoMark, ...]] = {}
        self._numbers = count(1)

    def bare_photo(self, original: Path) -> Path:
        return original

    def marks_on(self, original: Path) -> Sequence[PhotoMark]:
        return self.on.get(original, ())

    def mark(
        self, original: Path, sketches: Sequence[Sketch], taken_off: Sequence[str]
    ) -> Sequence[PhotoMark]:
        kept = [one for one in self.marks_on(original) if one.name not in taken_off]
        try:
            fresh = [
                Mark(kind=one.kind, shape=drawn_shape(one.kind, one.numbers), words=one.words)
                for one in sketches
            ]
        except ValueError as error:
            raise InputError("标注的位置不对", "重新画", code="bad_mark") from error
        kept += [PhotoMark(name=f"mark-{next(self._numbers)}", drawn=one) for one in fresh]
        self.on[original] = tuple(kept)
        return self.on[original]
