"""What a round of notices tells: what bars a unit's paper, which units are ready."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round takes in: all, or what was found in a town, by its name; what is due in time.

    ``due_days`` is within how many days, 0 until the end of today.
    """

    town: str = ""
    due_days: int | None = None


EVERYTHING = Round()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the pre-flight: ``weight`` is danger, warn or ok.

    ``mend`` names what can be mended in this room: ``photo`` of the issue, its
    ``first_photo`` where it has none, ``contact`` of ours.
    """

    weight: str
    title: str
    words: str = ""
    cure: str = ""
    issue: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReady:
    unit: str
    name: str
    issues: int
    repeats: int
    words: str
    blocked: tuple[Check, ...]
    advice: tuple[Check, ...]
