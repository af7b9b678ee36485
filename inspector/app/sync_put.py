"""Putting what must stay: asked after, put again, and the old marker taken away behind it."""

from contextlib import suppress

from inspector.app.sync_session import Session
from inspector.exchange.remotes.layout import Marker
from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError

_PUTS = 3  # of one object that does not stay


def put_surely(session: Session, key: str, content: bytes) -> None:
    """A proxy may say yes to a put that nobody stored, so the remote is asked what it holds.

    Some servers keep a stump of what was cut off and say yes; it is put again, the same bytes. And
    where a put was cut off, some still write its stump while the next one arrives: then the length
    is right and the bytes are not (WsgiDAV), so what took more than one try is read back.
    """
    is_doubtful = False
    for _try in range(_PUTS):
        is_doubtful |= session.remote.put(key, content)
        if session.remote.size(key) != len(content):
            is_doubtful = True
        elif not is_doubtful or not content or is_held(session, key, content):
            return
    raise RemoteFaultError(Fault.ODD, key)


def is_held(session: Session, key: str, content: bytes) -> bool:
    """Whether the remote gives back these very bytes."""
    try:
        return session.remote.get(key) == content
    except NotThereError:
        return False


def retire(session: Session, old: list[Marker]) -> None:
    """Markers of ours that a later one replaces; one that may not be taken away stays."""
    for one in old:
        with suppress(RemoteFaultError):
            session.remote.retire(one.key)
