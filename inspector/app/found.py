"""Founding a workspace: built whole beside its place, then moved there."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from inspector.app.district import calendar_drafts, catalogue_drafts, district_drafts, unreadable
from inspector.app.workspace import Clock, Workspace, open_workspace, system_clock
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import StreamId, fact_id, master_id, stream_code
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.connection import create_database
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.seat import Seat, read_seat
from inspector.store.streams import database_id, device_row, new_stream, write_meta
from inspector.store.transaction import keeps_place, remember, tx_at, writing
from inspector.store.upgrade import note_understanding
from inspector.text import _


def found(
    folder: Path,
    *,
    district: Path | None = None,
    catalogue: Path | None = None,
    device: str = "",
    person: str = "",
    seat: bool = True,
    bare: bool = False,
    clock: Clock = system_clock,
) -> Workspace:
    """Make a new workspace at ``folder``; whole, or not there at all.

    Without files it holds the fictional district of the program's own resources; ``bare`` leaves
    the register empty, as for a laptop that gets everything from a bundle. InputError when the
    folder is in use or a file cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            _("文件夹不是空的：{folder}").format(folder=folder),
            _("换一个空文件夹或新名字。"),
            code="exists",
        )
    drafts = [] if bare else [*_register(district, catalogue), *calendar_drafts()]
    building = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    with told():
        try:
            building.mkdir(parents=True)
            _build(building, drafts, device=device, person=person, seat=seat, clock=clock)
            if folder.exists():
                folder.rmdir()
            building.rename(folder)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    ws = open_workspace(folder, person=person, clock=clock)
    remember(tx_at(ws.db, folder, clock()))
    return ws


def _build(
    folder: Path,
    drafts: Iterable[Draft],
    *,
    device: str,
    person: str,
    seat: bool,
    clock: Clock,
) -> None:
    for name in ("photos", "notices", "derived", "backups", "logs", "inbox"):
        (folder / name).mkdir()
    db = create_database(folder)
    moment = clock()
    write_meta(db, "database", fact_id(int(moment.timestamp() * 1000), os.urandom(10)))
    write_meta(db, "person", person)
    uid = new_stream(db)
    remember(tx_at(db, folder, moment))
    with writing(db, folder, moment) as tx:
        first = [device_row(db, uid, name=device or _("本机"), person=person), *drafts]
        if seat:
            first.append(_claim(uid, moment))
        derive(tx, apply(tx, first))
        note_understanding(db)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _claim(uid: StreamId, at: datetime) -> Draft:
    """The seat is held by the first that claimed it, until it is handed on."""
    fields: dict[str, Value] = {"holder": uid, "at": stored(at), "kind": "claim"}
    return Draft("seat", master_id("seat", uid), fields)


def _register(district: Path | None, catalogue: Path | None) -> Iterator[Draft]:
    own = files("resources")
    if catalogue:
        yield from catalogue_drafts(read_json(catalogue))
    else:
        yield from catalogue_drafts(json.loads((own / "catalogue.json").read_text("utf-8")))
    if district:
        raw = read_json(district)
        beside = district.with_name(str(raw.get("geojson") or "district.geojson"))
        yield from district_drafts(raw, read_json(beside) if beside.is_file() else {})
    else:
        outlines = json.loads((own / "district.geojson").read_text("utf-8"))
        yield from district_drafts(json.loads((own / "district.json").read_text("utf-8")), outlines)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object out of a file of the person's; InputError when it is none."""
    with told():
        text = path.read_bytes()
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise InputError(
            _("不是 JSON 文件：{name}").format(name=path.name),
            _("检查文件是否选对，是否以 UTF-8 保存。"),
            code="bad_file",
        ) from error
    if not isinstance(raw, dict):
        raise unreadable(path.name, TypeError("{}"))
    return raw


def seat_of(ws: Workspace) -> Seat:
    """Which stream numbers, freezes and approves (编号席位), or which could each be the one."""
    return read_seat(ws.db)


def holds_seat(ws: Workspace) -> bool:
    """Whether this workspace holds the seat; a copy of the one that does never."""
    return seat_of(ws).holder == identity(ws)[0] and keeps_place(ws.db, ws.folder)


def identity(ws: Workspace) -> tuple[str, str]:
    """Stream and database id of this workspace."""
    own = ws.db.execute("select v from meta where k = 'stream'").fetchone()
    return str(own[0]), database_id(ws.db)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A workspace in numbers."""

    workspace: str
    device: str
    stream: str
    code: str
    seat: bool
    points: int
    standards: int
    units: int


def describe(ws: Workspace) -> Founded:
    """What a workspace is and holds."""
    stream, _database = identity(ws)

    def count(table: str) -> int:
        return int(ws.db.execute(f'select count(*) from "{table}"').fetchone()[0])

    return Founded(
        workspace=str(ws.folder),
        device=ws.device,
        stream=stream,
        code=stream_code(StreamId(stream)),
        seat=holds_seat(ws),
        points=count("point"),
        standards=count("standard"),
        units=count("unit"),
    )
