"""Syncing, asked of a workspace."""

from collections import Counter
from collections.abc import Callable, Iterator

from inspector.app import sync, sync_setting, sync_state
from inspector.app.sync_schedule import is_due, next_at
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.text import _
from ui.sync_office import AtClosing, SyncLine, SyncOutcome, SyncSetup, Tell


class SyncAnswers:
    """``workspace`` is the one of the thread that asks; ``changed``: rows came in from others."""

    def __init__(self, workspace: Callable[[], Workspace], changed: Callable[[], None]) -> None:
        self._workspace, self._changed = workspace, changed

    def standing(self) -> SyncLine | None:
        ws = self._workspace()
        told = sync_state.standing(ws)
        if told is None:
            return None
        wanted, did = sync_setting.setting(ws), told.did
        away = Counter(one.device for one in missing(ws))
        return SyncLine(
            remote=told.remote,
            photos=wanted.photos,
            good_at=told.good_at,
            failed_at=told.failed_at,
            failure=told.failure,
            left=told.left,
            did=(did.sent, did.acknowledged, did.received) if did else None,
            missing=tuple(away.most_common()),
            next_at=next_at(wanted, told.tried_at, ws.now, chance=0.5),
            every_min=wanted.every_min,
            clock=sync_state.clock_words(told.clock_offset_s or 0)
            if sync_state.is_off(told.clock_offset_s)
            else "",
        )

    def setup(self) -> SyncSetup:
        here = sync_setting.setting(self._workspace())
        return SyncSetup(
            remote=here.remote,
            user=here.user,
            photos=here.photos,
            keyring=here.keyring,
            every_min=here.every_min,
            metered=here.metered,
            closing=here.closing,
        )

    def set_up(self, setup: SyncSetup) -> str:
        is_kept = sync_setting.set_up(
            self._workspace(),
            setup.remote,
            user=setup.user,
            password=setup.password,
            photos=setup.photos,
            every_min=setup.every_min,
            metered=setup.metered,
            closing=setup.closing,
        )
        if is_kept:
            return ""
        return _("系统没有钥匙串，密码没有存：请设环境变量 INSPECTOR_REMOTE_PASSWORD")

    def is_due(self, *, metered: bool, is_first: bool) -> bool:
        return is_due(self._workspace(), metered=metered, is_first=is_first)

    def at_closing(self) -> AtClosing:
        ws = self._workspace()
        here = sync_setting.setting(ws)
        return AtClosing(
            news=sync_state.to_hand_over(ws) if here.remote else 0,
            wish=here.closing,
            waits=here.metered == "wait",
        )

    def sync(self, tell: Tell, *, yes: bool, metered: bool = False) -> SyncOutcome:
        ws = self._workspace()
        photos = sync_setting.setting(ws).photos_on(metered=metered)
        try:
            told = sync.sync(ws, photos=photos, yes=yes, tell=tell)
        finally:
            self._changed()
        return SyncOutcome(
            sent=told.sent,
            received=told.received,
            acknowledged=told.acknowledged,
            left=told.left,
            failed=told.failed,
            conflicts=told.conflicts,
            words=tuple(_remarks(told)),
        )


def _remarks(told: sync.Synced) -> Iterator[str]:
    for what in told.damaged:
        yield _("内容与名称不符，没有采用：{what}").format(what=what)
    yield from told.notes
    if told.quarantined:
        yield _("有 {n} 段变更待您认可").format(n=told.quarantined)
    if told.is_clock_off:
        yield sync_state.clock_words(told.clock_offset_s or 0)
