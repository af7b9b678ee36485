"""What merging tells: what files would change, conflicts and their leaves, computers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of a merge; ``status``: merged, known, partial, waiting or refused."""

    name: str
    folder: str
    device: str
    status: str
    reason: str
    new: int = 0
    merged: int = 0
    conflicts: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafLine:
    """One of the values of a conflict, in the words people read; ``remark`` is about its clock."""

    leaf: str
    value: str
    device: str
    person: str
    at: datetime
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """A field that two computers wrote apart, latest first; ``base`` stood there before."""

    id: str
    title: str
    field: str
    base: str
    leaves: tuple[LeafLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRuling:
    """What a conflict is settled by: one of its values, words of one's own, or all of them."""

    conflict: str
    leaf: str = ""
    words: str = ""
    keep_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """A merge, or its rehearsal where ``batch`` is empty; new, merged, known count changes.

    ``notes``: what waits for whom, and where the seat went, in sentences.
    """

    batch: str
    files: tuple[FileLine, ...]
    new: int
    merged: int
    known: int
    conflicts: int
    candidates: int
    missing_photos: int
    issued_changed: int
    contested: tuple[ConflictLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A computer that is known; ``owes`` where its data or photos have not come."""

    name: str
    code: str
    words: str
    own: bool
    heard: str = ""
    owes: bool = False
