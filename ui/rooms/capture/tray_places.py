"""Where everything in the tray lies: heads of groups and photos two abreast, in pixels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.capture_told import TrayGroup, TrayPhoto


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Pixels: ``name``, ``words``, ``doubt`` are the lines of a head, ``gap`` parts thumbs."""

    name: int
    words: int
    doubt: int
    width: int
    height: int
    gap: int = 8
    between: int = 12
    across: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The head of a group, or one of its photos."""

    group: TrayGroup
    photo: TrayPhoto | None
    left: int
    top: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """From top to bottom; ``height`` is that of them all."""

    all: tuple[Place, ...]
    height: int

    def between(self, top: int, bottom: int) -> Sequence[Place]:
        """Those any part of which lies there; found by halving, not by looking at each."""
        first = bisect_left(self.all, top, key=lambda one: one.top + one.height)
        last = bisect_left(self.all, bottom, key=lambda one: one.top)
        return self.all[first:last]


def places_of(groups: Sequence[TrayGroup], sizes: Measures) -> Places:
    """Groups one below the other; one without photos stands only where it raises a doubt."""
    found: list[Place] = []
    top = 0
    for group in groups:
        if not (group.photos or group.doubt):
            continue
        head = head_height(group, sizes)
        found.append(Place(group=group, photo=None, left=0, top=top, height=head))
        top += head + 4
        for number, photo in enumerate(group.photos):
            row, column = divmod(number, sizes.across)
            found.append(
                Place(
                    group=group,
                    photo=photo,
                    left=column * (sizes.width + sizes.gap),
                    top=top + row * (sizes.height + sizes.gap),
                    height=sizes.height,
                )
            )
        rows = -(-len(group.photos) // sizes.across)
        top += rows * (sizes.height + sizes.gap) - (sizes.gap if rows else 0) + sizes.between
    return Places(all=tuple(found), height=top)


def head_height(group: TrayGroup, sizes: Measures) -> int:
    return (
        sizes.name + bool(group.words) * (sizes.words + 2) + bool(group.doubt) * (sizes.doubt + 2)
    )
