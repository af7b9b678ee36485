"""Reckoning once: a period that is over is summed up again only after something was written."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from inspector.app.workspace import Workspace
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import Profile
from inspector.store.reckoned import keep, kept, version

T = TypeVar("T")

# Raised whenever the same facts come to other figures or figures gain a field: what an earlier
# version of the program kept is then reckoned again.
_RECKONING = 3


def reckoned(
    ws: Workspace,
    what: str,
    period: Period,
    profile: Profile,
    make: Callable[[], T],
    *,
    write: Callable[[T], str],
    read: Callable[[str], T],
) -> T:
    """What ``make`` makes of a period: of one that is over kept on disk, else for this moment."""
    key = f"{_RECKONING} {what} {period.month} {period.first} {period.last}"
    key += f" {stored(period.as_of)} {period.zone} {period.cutoff} {period.cadence}"
    key += f" {_fingerprint(profile)}"

    def from_disk() -> T:
        if period.as_of < period.end:
            return make()
        body, seen = kept(ws.db, key), version(ws.db)
        if body is not None:
            return read(body)
        made = make()
        keep(ws.folder, key, seen, write(made))
        return made

    return ws.remember(key, from_disk)


def _fingerprint(profile: Profile) -> str:
    """Two profiles of one code may differ: a frozen month keeps its own copy."""
    numbers = repr(replace(profile, bonus_kinds=frozenset())), sorted(profile.bonus_kinds)
    return sha256(repr(numbers).encode()).hexdigest()[:16]
