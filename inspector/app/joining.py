"""Joining: a new laptop that gets everything from a remote others sync with."""

import time
from collections.abc import Callable
from pathlib import Path

from inspector.app.found import found
from inspector.app.progress import Tell
from inspector.app.sync import Connect, sync, usual_connection
from inspector.app.sync_setting import set_up
from inspector.app.workspace import Clock, Workspace, system_clock
from inspector.domain.errors import InputError
from inspector.exchange.remotes.address import Address, read_address
from inspector.exchange.remotes.layout import HEADS, read_heads
from inspector.exchange.remotes.patience import PatientRemote
from inspector.exchange.remotes.remote import RemoteFaultError, told_of
from inspector.text import _


def join(
    folder: Path,
    url: str,
    *,
    device: str = "",
    person: str = "",
    photos: str | None = None,
    clock: Clock = system_clock,
    tell: Tell | None = None,
    connecting: Connect = usual_connection,
    sleep: Callable[[float], None] = time.sleep,
) -> Workspace:
    """A new workspace at ``folder``, without the seat, that knows all the remote holds.

    Where the line breaks on the way the workspace stays, and an ordinary sync goes on from there.

    :raises InputError: nobody has synced there; nothing is made, here or there.
    :raises MachineError: it is away or refuses us.
    """
    address = read_address(url)
    _look(address, connecting, sleep)
    ws = found(folder, device=device, person=person, seat=False, bare=True, clock=clock)
    try:
        set_up(ws, address.url, photos=photos or "all")
        sync(ws, url, tell=tell, connecting=connecting, sleep=sleep)
    except BaseException:
        ws.close()
        raise
    return ws


def _look(address: Address, connecting: Connect, sleep: Callable[[float], None]) -> None:
    """Refuse an empty place before anything is made."""
    try:
        remote = PatientRemote(connecting(address, False), sleep=sleep)
        try:
            heads = read_heads(remote.list(HEADS))
        finally:
            remote.close()
    except RemoteFaultError as error:
        raise told_of(error, address.url) from error
    if heads.is_empty:
        raise InputError(
            _("这个同步位置还是空的：{url}").format(url=address.url),
            _("核对地址；先由已有数据的电脑同步一次。"),
            code="remote_unused",
        )
