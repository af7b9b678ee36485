"""Marks (标注) on a photo: lines, words and covers that lie beside it, never in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

Shape = tuple[float, float, float, float]
"""Fractions of the picture as shown, from its top left corner: x, y, width, height of an area;
x, y of both ends of an arrow, its head at the second; x, y of where words begin, then 0, 0."""

WHOLE: Shape = (0.0, 0.0, 1.0, 1.0)


class MarkKind(StrEnum):
    """What a mark is."""

    ARROW = "箭头"
    BOX = "方框"
    TEXT = "文字"
    REDACT = "遮挡"
    MOSAIC = "马赛克"


MOSAIC_CELLS = 6
"""Cells on the longer side of a mosaic: so few that letters and faces cannot be tried out.
Counted by the area, not by pixels, so that every size shows the same averages and no more."""

COVERS = frozenset({MarkKind.REDACT, MarkKind.MOSAIC})
"""Kinds that make a part of the picture unreadable wherever it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark; ``words`` are those of a TEXT."""

    kind: MarkKind
    shape: Shape
    words: str = ""

    @property
    def covers(self) -> bool:
        return self.kind in COVERS


def drawn_shape(kind: MarkKind, numbers: Sequence[float]) -> Shape:
    """What a person drew, as a shape: four numbers, or the two where words begin.

    :raises ValueError: too few or too many, outside the picture, or of no size.
    """
    wanted = 2 if kind is MarkKind.TEXT else 4
    if len(numbers) != wanted or not all(0 <= number <= 1 for number in numbers):
        raise ValueError(numbers)
    x, y, wide, high = (*numbers, 0.0, 0.0)[:4]
    if kind is MarkKind.ARROW and (x, y) == (wide, high):
        raise ValueError(numbers)
    if kind in COVERS | {MarkKind.BOX} and not (
        wide > 0 and high > 0 and x + wide <= 1 + _ROUNDING and y + high <= 1 + _ROUNDING
    ):
        raise ValueError(numbers)
    return (x, y, wide, high)


_ROUNDING = 1e-9


def as_stored(kind: str | None, shape: object, words: str | None) -> Mark | None:
    """A mark out of a row; None where there is nothing to draw.

    What cannot be read covers rather than bares: a kind unknown here (of a newer version, or set
    aside) is a cover, and a cover without a shape covers the whole picture.
    """
    known = MarkKind.__members__.get((kind or "").upper(), MarkKind.REDACT)
    place = _shape(shape)
    if place is None:
        return Mark(kind=MarkKind.REDACT, shape=WHOLE) if known in COVERS else None
    return Mark(kind=known, shape=place, words=words or "")


def _shape(value: object) -> Shape | None:
    if not is_shape(value):
        return None
    x, y, third, fourth = map(float, value)
    return (x, y, third, fourth)


def is_shape(value: object) -> TypeGuard[list[float]]:
    """Whether a value from outside is four fractions."""
    return (
        type(value) is list
        and len(value) == 4
        and all(type(one) in (int, float) and 0 <= one <= 1 for one in value)
    )
