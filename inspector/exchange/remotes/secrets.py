"""Who we are to a remote: from the environment, else from the system's keyring, never kept."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from inspector.exchange.remotes.address import Address

_SERVICE = "inspector-sync"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """User and password, or key id and secret; ``ca`` is a file of the office's own authority."""

    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""


def credentials_for(address: Address, environ: Mapping[str, str] = os.environ) -> Credentials:
    """What the environment says; a password it lacks is asked of the keyring under the user."""
    aws = address.scheme == "s3"
    user = (
        environ.get("INSPECTOR_REMOTE_USER")
        or address.user
        or (environ.get("AWS_ACCESS_KEY_ID", "") if aws else "")
    )
    password = environ.get("INSPECTOR_REMOTE_PASSWORD") or (
        environ.get("AWS_SECRET_ACCESS_KEY", "") if aws else ""
    )
    if user and not password:
        password = _from_keyring(f"{_SERVICE}:{address.host}", user)
    return Credentials(user=user, password=password, ca=environ.get("INSPECTOR_REMOTE_CA", ""))


def has_keyring() -> bool:
    """Whether this system has a place that keeps passwords."""
    with suppress(Exception):  # whatever is wrong with it, it keeps none
        import keyring

        return float(keyring.get_keyring().priority) > 0
    return False


def keep_password(address: Address, password: str) -> bool:
    """Into the system's keyring, under the address's user; whether it lies there now."""
    with suppress(Exception):  # none, locked, refused: the person is told another way
        import keyring

        keyring.set_password(f"{_SERVICE}:{address.host}", address.user, password)
        return bool(_from_keyring(f"{_SERVICE}:{address.host}", address.user) == password)
    return False


def _from_keyring(service: str, user: str) -> str:
    with suppress(Exception):  # no keyring, a locked one, a broken one: all mean no password
        import keyring

        return keyring.get_password(service, user) or ""
    return ""
