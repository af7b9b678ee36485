"""What marking photos (标注) asks of the office: a bare picture, its marks, marks set and taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector.domain.mark import Mark, MarkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMark:
    """A mark that is set; ``name`` is how it is taken off again."""

    name: str
    drawn: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A mark as it was drawn on the screen; ``numbers`` as domain.mark.drawn_shape takes them."""

    kind: MarkKind
    numbers: tuple[float, ...]
    words: str = ""


class MarkingOffice(Protocol):
    """Photos are named by their originals' files."""

    def bare_photo(self, original: Path) -> Path:
        """A picture of screen size without marks; the original where none can be made."""

    def marks_on(self, original: Path) -> Sequence[PhotoMark]: ...

    def mark(
        self, original: Path, sketches: Sequence[Sketch], taken_off: Sequence[str]
    ) -> Sequence[PhotoMark]:
        """Set marks and take others off, both or neither; the marks that are then on it."""
