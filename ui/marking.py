"""Marking the photo that is shown: what was drawn is kept at once, and can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.domain.mark import MarkKind
from ui.marking_office import MarkingOffice, PhotoMark, Sketch
from ui.tasks import Runner


class MarkingView(Protocol):
    """Where the marks are seen."""

    def show_marks_on(self, original: Path, marks: Sequence[PhotoMark]) -> None: ...

    def show_fault(self, error: InspectorError) -> None: ...


@dataclass(slots=True, kw_only=True)
class _Back:
    """How a deed is taken back: what to draw again (and what it ``were`` called), what to take."""

    sketches: list[Sketch]
    were: list[str]
    names: list[str]


class PhotoMarking:
    """The marks of one photo at a time; ``marking`` gives the office's hand for them."""

    def __init__(
        self, view: MarkingView, marking: Callable[[], MarkingOffice], runner: Runner
    ) -> None:
        self._view, self._marking, self._runner = view, marking, runner
        self._original: Path | None = None
        self._marks: tuple[PhotoMark, ...] = ()
        self._undo: list[_Back] = []

    def show_photo(self, original: Path | None) -> None:
        """Another photo: its marks are read, what was drawn on the one before stays there."""
        if original == self._original:
            return
        self._original, self._marks, self._undo = original, (), []
        if original is not None:
            self._runner.read(
                lambda: self._marking().marks_on(original),
                lambda marks: self._take(original, marks),
                self._view.show_fault,
            )

    def draw(self, sketch: Sketch) -> None:
        """Set a mark."""
        self._change([sketch], [])

    def take_off(self, name: str) -> None:
        """Take a mark off; nothing happens where it is gone already."""
        if any(one.name == name for one in self._marks):
            self._change([], [name])

    def undo(self) -> None:
        """Take the last deed on this photo back."""
        if self._undo:
            back = self._undo.pop()
            self._change(back.sketches, back.names, undoing=back)

    def _change(
        self, sketches: Sequence[Sketch], taken_off: Sequence[str], *, undoing: _Back | None = None
    ) -> None:
        original, before = self._original, {one.name: one for one in self._marks}
        if original is None:
            return

        def done(marks: Sequence[PhotoMark]) -> None:
            if original == self._original:
                fresh = [one.name for one in marks if one.name not in before]
                if undoing:
                    self._rename(dict(zip(undoing.were, fresh, strict=True)))
                else:
                    gone = [_sketch(before[name]) for name in taken_off]
                    self._undo.append(_Back(sketches=gone, were=list(taken_off), names=fresh))
            self._take(original, marks)

        self._runner.write(
            lambda: self._marking().mark(original, sketches, taken_off),
            done,
            self._view.show_fault,
        )

    def _rename(self, names: Mapping[str, str]) -> None:
        """A mark that is set again has another name than the one older deeds know it by."""
        for back in self._undo:
            back.names = [names.get(one, one) for one in back.names]

    def _take(self, original: Path, marks: Sequence[PhotoMark]) -> None:
        if original == self._original:
            self._marks = tuple(marks)
            self._view.show_marks_on(original, self._marks)


def _sketch(mark: PhotoMark) -> Sketch:
    """The mark as it would be drawn again."""
    drawn = mark.drawn
    numbers = drawn.shape[:2] if drawn.kind is MarkKind.TEXT else drawn.shape
    return Sketch(kind=drawn.kind, numbers=numbers, words=drawn.words)
