"""Putting what must stay: asked after, put again, and the old marker taken away behind it."""

from contextlib import suppress

from inspector.app.sync_session import Session
from inspector.exchange.remotes.layout import Marker
from inspector.exchange.remotes.remote import Fault, RemoteFaultError

_PUTS = 3  # of one object that does not stay


def put_surely(session: Session, key: str, content: bytes) -> None:
    """A proxy may say yes to a put that nobody stored, so the remote is asked what it holds.

    Some servers keep a stump of what was cut off and say yes; it is put again, the same bytes.
    """
    for _try in range(_PUTS):
        session.remote.put(key, content)
        if session.remote.size(key) == len(content):
            return
    raise RemoteFaultError(Fault.ODD, key)


def retire(session: Session, old: list[Marker]) -> None:
    """Markers of ours that a later one replaces; one that may not be taken away stays."""
    for one in old:
        with suppress(RemoteFaultError):
            session.remote.retire(one.key)
