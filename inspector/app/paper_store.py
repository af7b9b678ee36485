"""Issued documents (已发文书): their bytes are kept under their own name and never change."""

import os
from hashlib import sha256
from pathlib import Path

from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.photos.formats import Format, sniff
from inspector.store.connection import spare
from inspector.store.faults import told
from inspector.text import _

_SUFFIXES = {Format.JPEG: ".jpg", Format.PNG: ".png"}
_PAPER = ".pdf"


def suffix_of(content: bytes) -> str:
    """What a kept document is called after: a paper is PDF, a scanned slip may be a picture."""
    return _SUFFIXES.get(sniff(content), _PAPER)


def keep_document(ws: Workspace, content: bytes) -> str:
    """Keep a document's bytes for good and give their name; on disk before anybody says issued."""
    name = sha256(content).hexdigest()
    with told():
        path = _path(ws, name, suffix_of(content))
        if not (path.exists() and path.stat().st_size == len(content)):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, content)
    return name


def has_document(ws: Workspace, name: str) -> bool:
    """Whether the bytes of this name are here, whatever they are worth."""
    return any(_path(ws, name, suffix).is_file() for suffix in (_PAPER, *_SUFFIXES.values()))


def read_document(ws: Workspace, name: str) -> bytes:
    """The bytes as they were issued; InputError when they are not here or were changed."""
    with told():
        paths = (_path(ws, name, suffix) for suffix in (_PAPER, *_SUFFIXES.values()))
        content = next((path.read_bytes() for path in paths if path.is_file()), b"")
    if sha256(content).hexdigest() != name:
        raise InputError(
            _("这份文书的原件不在本机或已被改动。"),
            _("从备份或其他电脑的数据包中取回。"),
            code="document_missing",
        )
    return content


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, then rename: whole or not there.

    :raises InputError: something lies there that no paper may replace.
    """
    spare(path)
    name = sha256(os.fsencode(path.name)).hexdigest()[:16]  # a longest name takes nothing more
    beside = path.with_name(f".{name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def hand_out(folder: Path, name: str, content: bytes) -> Path:
    """A copy for people, in a folder of theirs."""
    with told():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        write_durably(path, content)
    return path


def _path(ws: Workspace, name: str, suffix: str) -> Path:
    return ws.folder / "notices" / name[:2] / f"{name}{suffix}"
