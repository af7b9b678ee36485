"""Laptops that sync: each a workspace, all of one district, on a remote in memory."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from inspector.app.capture import record
from inspector.app.sync import Synced, sync
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InspectorError
from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.remote import Remote
from tests.builders import a_draft
from tests.photos.builders import a_file, a_jpeg, a_picture
from tests.sync.faulty import MemoryRemote, survived

URL = "webdavs://cloud.example/office"


def through(remote: Remote) -> Callable[[Address, bool], Remote]:
    """Whatever the address, this remote."""
    return lambda _address, _is_first: remote


def synced(ws: Workspace, remote: Remote, **how: object) -> Synced:
    """One sync, its pauses taken as past."""
    return sync(ws, URL, connecting=through(remote), sleep=lambda _s: None, **how)  # type: ignore[arg-type]


def attempted(ws: Workspace, remote: Remote, **how: object) -> Synced | None:
    """One sync that may fail, or be killed."""
    with survived(), suppress(InspectorError):
        return synced(ws, remote, **how)
    return None


def a_photo(folder: Path, number: int) -> Path:
    """A small photo unlike all others."""
    return a_file(folder, f"{number}.jpg", a_jpeg(image=a_picture(64 + number % 900, 48)))


def found_something(ws: Workspace, number: int, *, folder: Path | None = None) -> str:
    """A finding, with a photo where a folder for it is named; says its id."""
    photos = (a_photo(folder, number),) if folder else ()
    return record(ws, a_draft(on=number / 50, photos=photos)).finding


def knowledge(ws: Workspace) -> tuple[str, str, str]:
    """State, conflicts, derivations."""
    told = digest(ws)
    return told.state, told.conflicts, told.derived


def one_content_each(remote: MemoryRemote) -> bool:
    """No key was ever written with two contents, and only markers were taken away."""
    markers = all(key.startswith("v1/heads/") for key in remote.retired)
    return markers and all(len(contents) == 1 for contents in remote.written.values())
