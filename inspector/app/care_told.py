"""What a computer tells of its health: checks, copies, photos read, who may sit at it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Weight(StrEnum):
    """How much a line matters."""

    OK = "正常"
    LOOK = "留意"
    ACT = "要处理"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One thing looked at: its weight, what it is, how it stands and what to do about it.

    ``details`` are sentences there are too many of for ``words``.
    """

    code: str
    weight: Weight
    title: str
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTold:
    """Somebody who may record here; ``device`` is the computer they usually sit at."""

    code: str
    name: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """Where the copy is, and how many photos and documents were copied beside it."""

    backup: str
    copied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPhoto:
    """An original that is not as it was taken in; ``label`` is a finding that shows it."""

    sha256: str
    name: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosRead:
    """When all originals were read, how many there were, and which were not as they were."""

    at: datetime
    checked: int
    broken: tuple[BrokenPhoto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Where the pack lies and how many files are in it."""

    pack: str
    files: int
