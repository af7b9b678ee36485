"""The schedule of sync (定时同步): when the next is due, and syncing again and again."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from inspector.app.progress import Tell
from inspector.app.sync import Synced, sync
from inspector.app.sync_setting import SyncSetting, setting
from inspector.app.sync_state import standing
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, InspectorError, NeedsPerson
from inspector.text import _

_SPREAD = 0.2  # a tenth earlier or later: laptops switched on together do not come together


def next_at(
    wanted: SyncSetting, tried_at: datetime | None, now: datetime, *, chance: float
) -> datetime | None:
    """When the window syncs by itself next; None: never. ``chance`` is drawn from 0 to 1.

    One that failed is tried again at its time like one that went well. A clock that was set back
    puts nothing off for longer than one span.
    """
    if not (wanted.every_min and wanted.remote):
        return None
    if tried_at is None or tried_at > now:
        return now
    span = timedelta(minutes=wanted.every_min * (1 - _SPREAD / 2 + _SPREAD * chance))
    return tried_at + span


def is_due(
    ws: Workspace, *, metered: bool, is_first: bool, chance: Callable[[], float] = random.random
) -> bool:
    """Whether the window should sync now; ``is_first``: it was opened a moment ago.

    A metered network is waited out where the person wants that. What waits for his yes is tried at
    its time too: the guard stops it each time before anything moves.
    """
    wanted, told = setting(ws), standing(ws)
    if told is None or (metered and wanted.metered == "wait"):
        return False
    due = next_at(wanted, None if is_first else told.tried_at, ws.now, chance=chance())
    return due is not None and due <= ws.now


def keep_syncing(
    ws: Workspace,
    url: str | None = None,
    *,
    every_min: int,
    metered: bool = False,
    photos: str | None = None,
    tell: Tell | None = None,
    once: Callable[..., Synced] = sync,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> Iterator[Synced | InspectorError]:
    """Sync, wait ``every_min`` minutes, sync again, without end; each outcome or what failed.

    :raises NeedsPerson: what no later sync mends by itself.
    """
    if every_min < 1:
        raise InputError(_("间隔至少 1 分钟。"), _("例如 --every 30。"), code="bad_schedule")
    while True:
        wanted = setting(ws)
        sent = wanted.photos_on(metered=metered) if photos is None and wanted.remote else photos
        try:
            yield once(ws, url, photos=sent, tell=tell)
        except NeedsPerson:
            raise
        except InspectorError as error:
            yield error
        sleep(60 * every_min * (1 - _SPREAD / 2 + _SPREAD * chance()))
