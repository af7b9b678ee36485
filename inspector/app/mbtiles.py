"""Raster tiles in one file after MBTiles 1.3: what it holds, and the tiles asked for."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.text import _

_RASTER = ("png", "jpg", "jpeg", "webp")
_LARGEST = 4 * 1024 * 1024  # bytes of a tile; a foreign file may claim anything
_DEEPEST = 22  # zoom levels of the MBTiles 1.3 specification in use

Tile = tuple[int, int, int]
"""Zoom, column from the west, row from the north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMap:
    """A file after MBTiles 1.3 with raster tiles; zoom levels it holds, who made it."""

    file: Path
    name: str
    attribution: str
    lowest: int
    highest: int

    def tiles(self, wanted: Iterable[Tile]) -> Mapping[Tile, bytes]:
        """Encoded pictures of those tiles it has; rows count from the south in the file."""
        sql = (
            "select tile_data from tiles where zoom_level = :zoom and tile_column = :column "
            "and tile_row = :row and length(tile_data) <= :most order by tile_row"
        )
        found = {}
        with closing(_opened(self.file)) as db:
            for zoom, column, row in wanted:
                flipped = (1 << zoom) - 1 - row
                given = {"zoom": zoom, "column": column, "row": flipped, "most": _LARGEST}
                hit = db.execute(sql, given).fetchone()
                if hit and isinstance(hit[0], bytes):
                    found[(zoom, column, row)] = hit[0]
        return found


def read_base_map(file: Path) -> BaseMap:
    """What the file says of itself; InputError where it holds no raster tiles."""
    try:
        with closing(_opened(file)) as db:
            said = dict(db.execute("select name, value from metadata order by name").fetchall())
            span = db.execute("select min(zoom_level), max(zoom_level) from tiles").fetchone()
    except sqlite3.Error as error:
        raise _unfit(file) from error
    if said.get("format", "png") not in _RASTER or span[0] is None:
        raise _unfit(file)
    return BaseMap(
        file=file,
        name=str(said.get("name") or file.stem),
        attribution=str(said.get("attribution") or ""),
        lowest=max(int(span[0]), 0),
        highest=min(int(span[1]), _DEEPEST),
    )


def _opened(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    db.execute("pragma trusted_schema = off")
    return db


def _unfit(file: Path) -> InputError:
    return InputError(
        _("不是能用的底图：{name}").format(name=file.name),
        _("选栅格瓦片的 MBTiles 文件（PNG、JPEG 或 WebP），不能是矢量的。"),
        code="bad_base_map",
    )
