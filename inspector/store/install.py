"""The install record: what this computer knows of a database, kept outside the workspace.

A copied or restored database does not match its record; its next write then starts a new stream
with a new key, so that no two computers ever continue the same one.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from platformdirs import user_data_path

_KEY, _RECORD = "key", "record.json"
_SECTOR = 512  # bytes; blanks fill the record up, so that its length rarely changes


class InstallRecord(NamedTuple):
    """Where the database was last written by us, and how far its stream had come.

    ``after``: the id of the database that this one goes on for.
    """

    stream: str
    path: str
    inode: int
    head: int
    after: str = ""


def home() -> Path:
    """Folder of all install records; ``INSPECTOR_HOME`` moves it."""
    chosen = os.environ.get("INSPECTOR_HOME")
    return Path(chosen) if chosen else _usual_home()


def read_record(database_id: str) -> InstallRecord | None:
    """The record of a database; None when there is none or it cannot be read."""
    try:
        with open(_file(database_id, _RECORD), "rb") as file:
            return InstallRecord(**json.loads(file.read()))
    except (OSError, ValueError, TypeError):
        return None


def family(database_id: str) -> dict[str, InstallRecord]:
    """The record of a database, and those of all it was restored from or to in one place, by id."""
    own = read_record(database_id)
    if own is None:
        return {}
    ids = [one.parent.name for one in sorted((home() / "installs").glob(f"*/{_RECORD}"))]
    read = {one: record for one in ids if (record := read_record(one)) is not None}
    here = {one: record for one, record in read.items() if record.path == own.path}
    found, left = {database_id: own}, [database_id]
    while left:
        one = left.pop()
        fresh = {
            other: record
            for other, record in here.items()
            if other not in found and (record.after == one or found[one].after == other)
        }
        found |= fresh
        left += fresh
    return found


def write_record(database_id: str, record: InstallRecord) -> None:
    """Write over the record; a torn one reads as none, which only costs a new stream.

    In one call and in place: ext4 and others flush a file that is renamed over another, which
    would double the time of every deed.
    """
    text = json.dumps(record._asdict()).encode()  # a path may hold what orjson does not write
    try:
        handle = _open(database_id)
    except FileNotFoundError:
        _folder(database_id).mkdir(parents=True, exist_ok=True)
        handle = _open(database_id)
    try:
        os.write(handle, text + b" " * (-len(text) % _SECTOR))
        os.ftruncate(handle, len(text) + -len(text) % _SECTOR)
    finally:
        os.close(handle)


def retire(database_id: str) -> None:
    """Another goes on for this database: restored once more, it is not the one we last wrote.

    Its inode alone cannot tell: a file system gives it to the next file.
    """
    record = read_record(database_id)
    if record is not None:
        write_record(database_id, record._replace(inode=0))


def read_key(database_id: str, stream: str) -> Ed25519PrivateKey | None:
    """The signing key of a stream; None when this computer does not hold it."""
    try:
        raw = (_folder(database_id) / f"{stream}.{_KEY}").read_bytes()
        return Ed25519PrivateKey.from_private_bytes(raw)
    except (OSError, ValueError):
        return None


def has_key(database_id: str, stream: str) -> bool:
    """Whether this computer holds the signing key of a stream."""
    return os.path.isfile(_file(database_id, f"{stream}.{_KEY}"))


def write_key(database_id: str, stream: str, key: Ed25519PrivateKey) -> None:
    """Keep a stream's key, readable by its owner alone, before the stream is first used."""
    folder = _folder(database_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stream}.{_KEY}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())


def _folder(database_id: str) -> Path:
    return home() / "installs" / database_id


def _open(database_id: str) -> int:
    return os.open(_file(database_id, _RECORD), os.O_WRONLY | os.O_CREAT, 0o600)


def _file(database_id: str, name: str) -> str:
    """As text: each deed asks for three, and putting paths together took a tenth of it."""
    home_folder = os.environ.get("INSPECTOR_HOME") or str(_usual_home())
    return os.path.join(home_folder, "installs", database_id, name)


@cache
def _usual_home() -> Path:
    return user_data_path("inspector", appauthor=False)
