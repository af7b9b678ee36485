"""Where a workspace syncs with and how: kept in its local notes; the password only in a keyring."""

from dataclasses import dataclass

from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.exchange.remotes.address import read_address, with_user
from inspector.exchange.remotes.secrets import has_keyring, keep_password
from inspector.store.sync_notes import SyncNotes, reading_notes
from inspector.text import _

PHOTOS = "photos"
PHOTOS_SENT = ("all", "print", "none")
EVERY = "every_min"
METERED = "metered"
ON_METERED = ("as_usual", "words", "wait")
CLOSING = "closing"
AT_CLOSING = ("ask", "always", "never")
_LONGEST_MIN = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSetting:
    """``photos`` is all, print or none; ``keyring``: this computer can keep a password.

    ``every_min`` minutes the window syncs by itself, 0: never. On a metered network it goes
    ``as_usual``, sends ``words`` alone, or must ``wait`` for another. When it is closed over
    something new it may ``ask`` whether to sync first, does so ``always``, or ``never``.
    """

    remote: str
    user: str
    photos: str
    keyring: bool
    every_min: int = 0
    metered: str = "as_usual"
    closing: str = "ask"

    def photos_on(self, *, metered: bool) -> str:
        """What goes of the photos on such a network."""
        return "none" if metered and self.metered == "words" else self.photos


def setting(ws: Workspace) -> SyncSetting:
    """What is set; an empty ``remote`` where nothing is."""
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
        photos, every, metered, closing = (
            (notes.chosen(one) if notes else "") for one in (PHOTOS, EVERY, METERED, CLOSING)
        )
    address = read_address(used[0].url) if used else None
    return SyncSetting(
        remote=address.url if address else "",
        user=address.user if address else "",
        photos=photos or "all",
        keyring=has_keyring(),
        every_min=int(every or 0),
        metered=metered or "as_usual",
        closing=closing or "ask",
    )


def set_up(
    ws: Workspace,
    remote: str,
    *,
    user: str = "",
    password: str = "",
    photos: str = "all",
    every_min: int = 0,
    metered: str = "as_usual",
    closing: str = "ask",
) -> bool:
    """Sync with this remote from now on; says whether the password, if any, could be kept.

    :raises InputError: an address of no known kind, or with a secret in it.
    """
    address = read_address(with_user(remote.strip(), user.strip()))
    if photos not in PHOTOS_SENT:
        raise InputError(
            _("照片只能选 all、print 或 none。"), _("重选照片怎么传。"), code="bad_photos"
        )
    is_known = metered in ON_METERED and closing in AT_CLOSING
    if not 0 <= every_min <= _LONGEST_MIN or not is_known:
        raise InputError(
            _("自动同步的设置看不懂。"), _("间隔写 0 到 1440 分钟。"), code="bad_schedule"
        )
    notes = SyncNotes(ws.folder)
    try:
        notes.use(address.url, ws.now)
        chosen = {PHOTOS: photos, EVERY: str(every_min), METERED: metered, CLOSING: closing}
        for name, value in chosen.items():
            notes.choose(name, value)
    finally:
        notes.close()
    return not password or keep_password(address, password)
