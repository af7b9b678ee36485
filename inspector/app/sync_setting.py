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


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSetting:
    """``photos`` is all, print or none; ``keyring``: this computer can keep a password."""

    remote: str
    user: str
    photos: str
    keyring: bool


def setting(ws: Workspace) -> SyncSetting:
    """What is set; an empty ``remote`` where nothing is."""
    with reading_notes(ws.folder) as notes:
        used = notes.remotes() if notes else []
        photos = notes.chosen(PHOTOS) if notes else ""
    address = read_address(used[0].url) if used else None
    return SyncSetting(
        remote=address.url if address else "",
        user=address.user if address else "",
        photos=photos or "all",
        keyring=has_keyring(),
    )


def set_up(
    ws: Workspace, remote: str, *, user: str = "", password: str = "", photos: str = "all"
) -> bool:
    """Sync with this remote from now on; says whether the password, if any, could be kept.

    :raises InputError: an address of no known kind, or with a secret in it.
    """
    address = read_address(with_user(remote.strip(), user.strip()))
    if photos not in PHOTOS_SENT:
        raise InputError(
            _("照片只能选 all、print 或 none。"), _("重选照片怎么传。"), code="bad_photos"
        )
    notes = SyncNotes(ws.folder)
    try:
        notes.use(address.url, ws.now)
        notes.choose(PHOTOS, photos)
    finally:
        notes.close()
    return not password or keep_password(address, password)
