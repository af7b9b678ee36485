"""The diagnostic pack (诊断包): what a technician needs, and nothing about people or places."""

import platform
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import orjson

from inspector.app.about import about
from inspector.app.care_told import CheckLine, Packed
from inspector.app.upkeep import health
from inspector.app.workspace import Workspace
from inspector.store.faults import told

_HIDDEN = "×"
_LONGEST_LOG = 2_000_000  # bytes of each log, its end
_SHORTEST_NAME = 2  # characters; hiding single ones would make logs unreadable
# A telephone number; when something happened looks like one and is what a technician needs.
_PHONE = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d(?=:))|\+?\d[\d -]{6,}\d")
# Where names of people, places and units stand.
_NAMES = (
    ("person", ("name",)),
    ("unit", ("name", "short_name", "contact", "phone")),
    ("point", ("name", "address", "chief", "phone")),
    ("area", ("name", "officer", "phone")),
    ("device", ("name", "person")),
    ("office", ("name", "short_name", "contact", "phone", "address")),
    ("district", ("name", "contact")),
)


def write_pack(
    ws: Workspace, out: Path, checked: Iterable[CheckLine], stalls: Iterable[str] = ()
) -> Packed:
    """Versions, counts, the checkup, stalls of the window, logs: no photos, no names."""
    with told():
        hide = _hider(ws)
        parts = {
            "versions.txt": "\n".join(_versions()),
            "counts.json": _counts(ws),
            "checkup.txt": hide("\n".join(f"{one.code} {one.weight.name}" for one in checked)),
            "stalls.txt": hide("\n".join(stalls)),
        }
        for log in sorted((ws.folder / "logs").glob("*.log*")):
            text = log.read_bytes()[-_LONGEST_LOG:].decode("utf-8", "replace")
            parts[f"logs/{log.name}"] = hide(text)
        beside = out.with_name(f".{out.name}.part")
        try:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as pack:
                for name, text in parts.items():
                    pack.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
    return Packed(pack=str(out), files=len(parts))


def _versions() -> Iterator[str]:
    told_of = about()
    yield f"inspector {told_of.version}"
    yield f"python {platform.python_version()} sqlite {sqlite3.sqlite_version}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    yield from (f"{one.name} {one.version}" for one in told_of.parts)


def _counts(ws: Workspace) -> str:
    """Health in numbers; its words may name papers, points and grids and stay out."""
    said = ("advice", "doubts")
    numbers = {name: value for name, value in asdict(health(ws)).items() if name not in said}
    return orjson.dumps(numbers, option=orjson.OPT_INDENT_2).decode()


class _hider:  # noqa: N801 - called as a function
    """Crosses out every name of the register, phone numbers, and where things lie."""

    def __init__(self, ws: Workspace) -> None:
        names = {str(ws.folder): "WORKSPACE", str(Path.home()): "HOME"}
        for table, columns in _NAMES:
            for column in columns:
                rows = ws.db.execute(f'select distinct "{column}" from "{table}"').fetchall()
                names |= {row[0]: _HIDDEN for row in rows if len(row[0] or "") >= _SHORTEST_NAME}
        longest_first = sorted(names, key=len, reverse=True)
        self._words = names
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def __call__(self, text: str) -> str:
        known = self._pattern.sub(lambda found: self._words[found.group()], text)
        return _PHONE.sub(lambda found: found[1] or _HIDDEN, known)
