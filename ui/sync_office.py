"""What syncing (同步) asks of the office: where to, how it went, and one sync."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

Tell = Callable[[int, int], None]
"""Told the step and of how many; raises where the person called it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """The place synced with and how it went; ``failure`` stays until a sync goes well.

    ``did`` are pieces sent, acknowledged and received by the last good one; ``missing`` tells of
    each device how many of its photos and papers are not here. ``every_min`` 0: never by itself.
    """

    remote: str
    photos: str
    good_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""
    left: int = 0
    did: tuple[int, int, int] | None = None
    missing: tuple[tuple[str, int], ...] = ()
    next_at: datetime | None = None
    every_min: int = 0
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOutcome:
    """What one sync did, in pieces; ``words`` say the rest a person should know."""

    sent: int
    received: int
    acknowledged: int
    left: int
    failed: int
    conflicts: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSetup:
    """What a person enters; ``photos`` is all, print or none. A password is never given back.

    ``metered`` is as_usual, words or wait; ``every_min`` 0: only when asked. ``closing`` is ask,
    always or never.
    """

    remote: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    photos: str = "all"
    keyring: bool = True
    every_min: int = 0
    metered: str = "as_usual"
    closing: str = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtClosing:
    """What closing the window finds: ``news`` are changes that nobody else has.

    ``wish`` is ask, always or never; ``waits``: not on a metered network without being asked.
    """

    news: int = 0
    wish: str = "ask"
    waits: bool = False


class SyncOffice(Protocol):
    """One sync runs at a time; questions may be asked meanwhile."""

    def standing(self) -> SyncLine | None:
        """None where no place was ever set."""

    def setup(self) -> SyncSetup: ...

    def set_up(self, setup: SyncSetup) -> str:
        """Keep it; words for the person where the password could not be kept."""

    def is_due(self, *, metered: bool, is_first: bool) -> bool:
        """Whether to sync now without being asked; ``is_first``: the window was just opened."""

    def at_closing(self) -> AtClosing:
        """No news where no place is set."""

    def sync(self, tell: Tell, *, yes: bool, metered: bool = False) -> SyncOutcome:
        """Others' work in, ours out; ``yes`` goes past what stopped the sync before."""
