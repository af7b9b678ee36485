"""Handing over (数据包): our database out as one file, whole or since what the other has."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from inspector.app.devices import list_devices
from inspector.app.travelling import travelling, write_parts
from inspector.app.upkeep import Missing, missing
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.exchange.bundle import StreamInBundle, not_ours
from inspector.exchange.receiving import Receiving
from inspector.store.branches import fork_points
from inspector.store.causality import heads, seen_by
from inspector.store.faults import told
from inspector.store.seal import seal_tail
from inspector.store.segment_rows import kept_segments
from inspector.store.segments import read_header
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What a bundle holds; ``vector`` says how far each stream goes in it."""

    files: tuple[str, ...]
    segments: int
    changes: int
    photos: int
    bytes: int
    vector: dict[str, int]
    sha256: str


def export(
    ws: Workspace,
    out: Path,
    *,
    since: str | None = None,
    photos: str = "all",
    wanted: Path | None = None,
    max_size: int | None = None,
) -> Exported:
    """Seal what we have and write it to ``out``.

    ``since`` leaves out what the other has: their bundle, a vector as JSON, or a device's code.
    ``photos`` is none, print or all; ``wanted`` names a workspace whose missing bytes are sent
    instead. ``max_size`` in bytes parts the bytes over ``out``, ``out-2`` and so on.
    """
    if out.exists() and out.is_dir():
        raise InputError(
            _("{out} 是文件夹。").format(out=out), _("写上文件名，例如 交接.db。"), code="usage"
        )
    known = _known_vector(ws, since)
    with ws.writing() as tx:
        seal_tail(tx)
    with told():
        known = _before_forks(ws, known)
        segments = [
            segment
            for segment in kept_segments(ws.db)
            if (header := read_header(segment)).last > known.get(header.stream, 0)
        ]
    asked = {one.sha256 for one in _missing_of(wanted)} if wanted else None
    blobs = travelling(ws, photos, asked)
    vector = heads(ws.db)
    manifest = {"vector": vector, "at": stored(ws.now), "segments": len(segments)}
    files, sent = write_parts(out, _streams(ws), segments, blobs, manifest, max_size)
    changes = sum((header := read_header(one)).last - header.first + 1 for one in segments)
    return Exported(
        files=tuple(str(one) for one in files),
        segments=len(segments),
        changes=changes,
        photos=sent,
        bytes=sum(one.stat().st_size for one in files),
        vector=vector,
        sha256=sha256(files[0].read_bytes()).hexdigest(),
    )


def _before_forks(ws: Workspace, known: Mapping[str, int]) -> dict[str, int]:
    """What the other has, but for what lies behind the fork of a chain with several ends.

    A number alone does not say which of the ends the other has.
    """
    forks = fork_points(ws.db)
    return {uid: min(seq, forks.get(uid, seq)) for uid, seq in known.items()}


def _missing_of(folder: Path) -> tuple[Missing, ...]:
    with open_workspace(folder, read_only=True) as other:
        return missing(other)


def _streams(ws: Workspace) -> list[StreamInBundle]:
    rows = ws.db.execute(
        "select s.uid, s.pubkey, coalesce(d.name, '') from stream s "
        "left join device d on d.id = s.uid "
        "where s.pubkey is not null and instr(s.uid, '~') = 0 order by s.uid"
    ).fetchall()
    return [StreamInBundle(uid=uid, pubkey=pubkey, name=name) for uid, pubkey, name in rows]


def _known_vector(ws: Workspace, since: str | None) -> dict[str, int]:
    """What the other has: a vector as JSON, what a device had seen, or what a bundle holds."""
    if not since:
        return {}
    if since.lstrip().startswith("{"):
        try:
            return {str(uid): int(seq) for uid, seq in orjson.loads(since).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(
                _("看不懂这个向量。"), _("用 inspector digest --json 的 vector。"), code="usage"
            ) from error
    for device in list_devices(ws):
        if since in (device.code, device.device, device.stream):
            return {**seen_by(ws.db, device.stream), device.stream: device.head}
    if not Path(since).is_file():
        raise not_ours(since)  # neither a device of ours nor a file
    with Receiving() as desk:
        vector: dict[str, int] = {}
        for segment in desk.receive(Path(since)).segments():
            with suppress(ValueError):  # what is damaged the other cannot have taken
                header = read_header(segment)
                vector[header.stream] = max(vector.get(header.stream, 0), header.last)
        return vector
