"""Marks on photos, asked of a workspace."""

from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.app import marks, pictures
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.mark import as_stored
from ui.marking_office import PhotoMark, Sketch


class MarkingAnswers:
    """What the window asks to mark photos; ``workspace`` is the one of the thread that asks."""

    def __init__(self, workspace: Callable[[], Workspace]) -> None:
        self._workspace = workspace

    def bare_photo(self, original: Path) -> Path:
        try:
            return pictures.bare_screen(self._workspace(), original.stem)
        except InputError:
            return original

    def marks_on(self, original: Path) -> Sequence[PhotoMark]:
        return _shown(marks.marks(self._workspace(), original.stem))

    def mark(
        self, original: Path, sketches: Sequence[Sketch], taken_off: Sequence[str]
    ) -> Sequence[PhotoMark]:
        drawn = [
            marks.Drawn(kind=one.kind, numbers=one.numbers, words=one.words) for one in sketches
        ]
        return _shown(marks.mark(self._workspace(), original.stem, drawn, remove=taken_off))


def _shown(marked: marks.Marked) -> tuple[PhotoMark, ...]:
    """Marks that can be drawn; one that cannot be read covers, as everywhere."""
    read = (
        (one.mark, as_stored(one.kind, list(one.shape) if one.shape else None, one.text))
        for one in marked.marks
    )
    return tuple(PhotoMark(name=name, drawn=drawn) for name, drawn in read if drawn)
