"""Groups of the tray as batches come in: nothing twice, and settled ones in place of the first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ui.capture_told import TrayGroup, TrayPhoto


def less_known(groups: Sequence[TrayGroup], known: set[Path]) -> list[TrayGroup]:
    """The groups less photos that lie in the tray already: the same file was taken in twice."""
    fresh = [_without(group, known) for group in groups]
    return [group for group in fresh if group.photos or group.notes or group.doubt]


def with_settled(
    groups: Sequence[TrayGroup], settled: Sequence[TrayGroup]
) -> tuple[TrayGroup, ...]:
    """Photos as the second stage saw them; a batch's notes stand once, in their last words."""
    seen = {photo.path: photo for group in settled for photo in group.photos}
    told = [group for group in settled if not group.photos]
    kept = [
        replace(one, photos=tuple(_seen_as(seen, photo) for photo in one.photos))
        for one in groups
        if one.photos or not any(_is_same_note(one, other) for other in told)
    ]
    return (*kept, *told)


def _seen_as(seen: Mapping[Path, TrayPhoto], photo: TrayPhoto) -> TrayPhoto:
    """It keeps the name it came with: looked at from the store it has none."""
    found = seen.get(photo.path)
    return replace(found, name=photo.name) if found else photo


def _is_same_note(first: TrayGroup, later: TrayGroup) -> bool:
    """Whether all that was told at the first stage is told by the later one too."""
    return first.name == later.name and set(first.notes) <= set(later.notes)


def _without(group: TrayGroup, known: set[Path]) -> TrayGroup:
    fresh = tuple(photo for photo in group.photos if photo.path not in known)
    gone = bool(group.photos) and not fresh
    return replace(group, photos=fresh, doubt="" if gone else group.doubt)
