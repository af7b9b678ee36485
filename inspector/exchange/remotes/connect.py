"""From an address to a remote in hand; each kind is imported only when it is asked for."""

from pathlib import Path

from inspector.exchange.remotes.address import DAV, DAVS, FOLDER, Address
from inspector.exchange.remotes.remote import Remote
from inspector.exchange.remotes.secrets import credentials_for


def connect(address: Address, *, is_first: bool) -> Remote:
    """The remote at an address; ``is_first``: nothing was ever synced there from here.

    :raises RemoteFaultError: it is not there, or its settings are none.
    """
    if address.scheme == FOLDER:
        from inspector.exchange.remotes.folder import FolderRemote

        return FolderRemote(Path(address.path), may_make=is_first)
    if address.scheme in (DAV, DAVS):
        from inspector.exchange.remotes.webdav import DavRemote

        return DavRemote(address, credentials_for(address))
    from inspector.exchange.remotes.store_remote import StoreRemote

    return StoreRemote(address, credentials_for(address))
