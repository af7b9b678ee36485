"""Taking everything out (全部带走): the whole record in formats that need no program of ours."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from inspector.app.ledger_sheet import write_ledger
from inspector.app.paper_store import hand_out, read_document, suffix_of
from inspector.app.paper_words import file_name
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from inspector.store.faults import told
from inspector.store.notices import kept_documents
from inspector.store.schema import ENTITIES, sql_name
from inspector.text import _

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_PIECE = 1 << 20  # bytes copied at once
_README = """点位督查：全部数据 · everything in open formats
tables/      每类记录一个 CSV（UTF-8，带 BOM，WPS 可直接打开） · one CSV per kind of record
             以 = + - @ 开头的文字前加了 ' · texts that look like formulas begin with '
点位.geojson  点位，WGS 84 · points
整改台账.xlsx 全部问题 · every issue
photos/      照片原件，文件名为登记时的名字 · originals under the names they came with
documents/   已发文书原件 · issued papers as issued
SHA256SUMS   每个文件的校验值，可用 sha256sum -c 核对 · checksums
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """Where everything lies now, and what could not be taken because it is not on this computer."""

    folder: str
    files: int
    bytes: int
    rows: int
    photos: int
    documents: int
    missing: tuple[str, ...]


def take_out(ws: Workspace, folder: Path) -> TakenOut:
    """Write everything into an empty folder; InputError when something lies there already."""
    with told():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(
                _("文件夹不是空的：{folder}").format(folder=folder),
                _("换一个新的文件夹。"),
                code="not_empty",
            )
    rows = sum(_table(ws, entity, folder / "tables") for entity in ENTITIES)
    hand_out(folder, "点位.geojson", orjson.dumps(_points(ws), option=orjson.OPT_INDENT_2))
    write_ledger(ws, IssueFilter(), folder / "整改台账.xlsx")
    missing: list[str] = []
    photos = sum(_photo(ws, folder / "photos", *row, missing) for row in _photo_rows(ws))
    documents = sum(_document(ws, folder / "documents", *row, missing) for row in _papers(ws))
    hand_out(folder, "README.txt", _README.encode())
    sums = sorted(_sums(folder))
    hand_out(folder, "SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums).encode())
    with told():
        every = [file for file in folder.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in every)
    return TakenOut(
        folder=str(folder),
        files=len(every),
        bytes=size,
        rows=rows,
        photos=photos,
        documents=documents,
        missing=tuple(missing),
    )


def _table(ws: Workspace, entity: str, folder: Path) -> int:
    """One kind of record as CSV; says how many rows. What a later version wrote is in _extra."""
    names = ["id", *ENTITIES[entity], "_extra"]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = ws.db.execute(f"select {columns} from {sql_name(entity)} order by id").fetchall()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_plain(value) for value in row] for row in rows)
    hand_out(folder, f"{entity}.csv", out.getvalue().encode("utf-8-sig"))
    return len(rows)


def _plain(value: object) -> object:
    """A cell that a spreadsheet would take for a formula is told to be text; numbers are none."""
    if not isinstance(value, str) or value[:1] not in tuple("=+-@\t") or _NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def _points(ws: Workspace) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [point.position.lon, point.position.lat],
                }
                if point.position
                else None,
                "properties": {"code": point.code, "name": point.name, "type": point.type},
            }
            for point in ws.register.points
        ],
    }


def _photo_rows(ws: Workspace) -> list[tuple[str, str]]:
    return ws.db.execute(
        "select sha256, coalesce(name, '') from photo where sha256 is not null order by id"
    ).fetchall()


def _photo(ws: Workspace, folder: Path, name: str, shown: str, missing: list[str]) -> int:
    """One original under its own name, told apart by the first letters of its content's name."""
    if not ws.photo_store.has(name):
        missing.append(shown or name)
        return 0
    source = ws.photo_store.path(name)
    stem = Path(shown).stem or _("照片")
    with told():
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / file_name(stem, name[:8], suffix=source.suffix)
        with source.open("rb") as original, target.open("wb") as copy:
            while piece := original.read(_PIECE):
                copy.write(piece)
    return 1


def _papers(ws: Workspace) -> list[tuple[str, str]]:
    """Issued papers and the stamped slips that came back, each with the number it goes by."""
    return [(name, label or row) for row, name, label in kept_documents(ws.db)]


def _document(ws: Workspace, folder: Path, name: str, label: str, missing: list[str]) -> int:
    try:
        content = read_document(ws, name)
    except InputError:
        missing.append(label)
        return 0
    hand_out(folder, file_name(label, name[:8], suffix=suffix_of(content)), content)
    return 1


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    with told():
        for file in folder.rglob("*"):
            if file.is_file():
                digest = sha256()
                with file.open("rb") as content:
                    while piece := content.read(_PIECE):
                        digest.update(piece)
                yield file.relative_to(folder).as_posix(), digest.hexdigest()
