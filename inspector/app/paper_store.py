"""Issued documents (已发文书): their bytes are kept under their own name and never change."""

import os
from hashlib import sha256
from pathlib import Path

from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.text import _


def keep_document(ws: Workspace, content: bytes, suffix: str = ".pdf") -> str:
    """Keep a document's bytes for good and give their name; on disk before anybody says issued."""
    name = sha256(content).hexdigest()
    with told():
        path = _path(ws, name, suffix)
        if not (path.exists() and path.stat().st_size == len(content)):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, content)
    return name


def read_document(ws: Workspace, name: str, suffix: str = ".pdf") -> bytes:
    """The bytes as they were issued; InputError when they are not here or were changed."""
    with told():
        path = _path(ws, name, suffix)
        content = path.read_bytes() if path.is_file() else b""
    if sha256(content).hexdigest() != name:
        raise InputError(
            _("这份文书的原件不在本机或已被改动。"),
            _("从备份或其他电脑的数据包中取回。"),
            code="document_missing",
        )
    return content


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, then rename: whole or not there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
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
