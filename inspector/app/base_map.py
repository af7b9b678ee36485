"""The base map (底图): a file of raster tiles that the office names, read and never written."""

from pathlib import Path

from inspector.app.mbtiles import BaseMap, read_base_map
from inspector.app.workspace import Workspace
from inspector.store.streams import read_meta, write_meta

IN_WORKSPACE = "map.mbtiles"  # found without being named
_META = "base_map"


def base_map(ws: Workspace) -> BaseMap | None:
    """The file named on this computer, else the one in the workspace; None where there is none."""
    named = read_meta(ws.db, _META)
    file = Path(named) if named else ws.folder / IN_WORKSPACE
    return read_base_map(file) if file.is_file() else None


def name_base_map(ws: Workspace, file: Path | None) -> BaseMap | None:
    """Use this file from now on, on this computer; None for no base map.

    :raises InputError: it is no file of raster tiles.
    """
    read = read_base_map(file) if file else None
    with ws.writing() as tx:
        write_meta(tx.db, _META, str(file.resolve()) if file else "")
    return read
