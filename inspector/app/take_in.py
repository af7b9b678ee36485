"""Taking photos in (导入照片): bytes first, then their rows, then what they may belong to."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from inspector.app.photo_signs import BatchSign, Signs, look_over
from inspector.app.preparing import likeness_fields, not_prepared, prepare_taken
from inspector.app.proposals import Cluster, Correction, Proposals, propose
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Fields
from inspector.domain.errors import InputError, MachineError
from inspector.domain.ids import photo_id
from inspector.domain.moment import stored
from inspector.photos.batch import size_of, take_in_many
from inspector.photos.exif import Flag
from inspector.photos.gather import gather
from inspector.photos.pace import Pace
from inspector.photos.photo_store import RESERVE
from inspector.photos.take_in import Status, TakenIn, shown_name, take_in
from inspector.store.apply import apply
from inspector.store.forms import as_name
from inspector.text import _

DATUMS = ("WGS84", "CGCS2000", "GCJ02")
_TORN = frozenset({Flag.DAMAGED, Flag.UNDECODABLE})
_STORED = frozenset({Status.NEW, Status.KNOWN, Status.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLine:
    """What became of one file; unknown values are None. Metres, degrees, pixels as shown."""

    file: str
    sha256: str | None
    status: str
    reason: str
    bytes: int
    format: str | None
    width: int | None
    height: int | None
    orientation: int | None
    taken_at: datetime | None
    time_source: str | None
    lat: float | None
    lon: float | None
    altitude: float | None
    make: str | None
    model: str | None
    point: str | None
    distance_m: float | None
    confidence: float | None
    flags: tuple[str, ...]
    signs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name as it may be shown, on one line."""
        return shown_name(Path(self.file).name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A take-in as a whole: its photos, what they probably show, what is odd about them."""

    photos: tuple[PhotoLine, ...]
    clusters: tuple[Cluster, ...]
    corrections: tuple[Correction, ...]
    signs: tuple[BatchSign, ...]


def keep(ws: Workspace, file: Path) -> TakenIn:
    """One photo into the store, as evidence; InputError when it is none, or torn.

    A torn one may be taken in by itself and named by its content: then somebody has seen it.
    """
    taken = take_in(ws.photo_store, file)
    if taken.status not in _STORED or (_TORN.intersection(taken.flags) and not _known(ws, taken)):
        raise InputError(
            _("照片没有收下：{name}，{reason}").format(
                name=taken.name, reason=taken.reason or _("文件不完整")
            ),
            _("从相机或手机重新复制这张照片。"),
            code="bad_photo",
        )
    return taken


def _known(ws: Workspace, taken: TakenIn) -> bool:
    row = ws.db.execute("select 1 from photo where id = ?", [photo_id(taken.sha256 or "")])
    return row.fetchone() is not None


def take_in_batch(
    ws: Workspace,
    paths: Iterable[Path],
    *,
    clock_offset: timedelta = timedelta(),
    datum: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> Batch:
    """Take files in, then propose where they belong and tell what is odd.

    Folders among ``paths`` count with all below them; ``clock_offset`` is added to camera time.

    :raises InputError: a datum that is none of ``DATUMS``.
    """
    stored = store_batch(ws, paths, clock_offset=clock_offset, datum=datum, report=report)
    return settle_batch(ws, stored, report)


@dataclass(slots=True, kw_only=True)
class StoredBatch:
    """Photos that lie in the store with their rows; ``pace`` goes on with the second stage."""

    taken: list[TakenIn]
    clock_offset: timedelta
    datum: str | None
    pace: Pace


def store_batch(
    ws: Workspace,
    paths: Iterable[Path],
    *,
    clock_offset: timedelta = timedelta(),
    datum: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> StoredBatch:
    """The first stage for all files of ``paths``: from here on nothing of them can be lost."""
    if datum and datum not in DATUMS:
        raise InputError(
            _("没有这种坐标系：{datum}").format(datum=datum),
            _("可选：{known}").format(known="、".join(DATUMS)),
            code="unknown_datum",
        )
    files = gather(paths)
    _check_room(ws, files)
    pace = Pace(report or _unheard, files, [size_of(file) for file in files])
    taken = store_all(ws, files, clock_offset, datum, pace.stored)
    return StoredBatch(taken=taken, clock_offset=clock_offset, datum=datum, pace=pace)


def settle_batch(
    ws: Workspace, batch: StoredBatch, report: Callable[[int, int], None] | None = None
) -> Batch:
    """The second stage: thumbs and likeness, then everything that can be said of the photos."""
    file_of = {one.sha256: one.file for one in batch.taken}
    wanted = not_prepared(ws, batch.taken)
    batch.pace.report_to(report or _unheard)
    batch.pace.draws([file_of[sha256] for sha256 in wanted])
    batch.taken = prepare_taken(ws, batch.taken, wanted, batch.pace.drawn)
    return sort_batch(ws, batch)


def sort_batch(ws: Workspace, batch: StoredBatch) -> Batch:
    """Visits with their proposals, and what is odd as far as it is known at this stage."""
    kept = [one for one in batch.taken if one.status in _STORED]
    proposed = propose(ws, kept, clock_offset=batch.clock_offset, datum=batch.datum)
    signs = look_over(ws, kept, proposed.guesses)
    lines = (_line(ws, one, batch.clock_offset) for one in batch.taken)
    return Batch(
        photos=tuple(_with_proposals(line, proposed, signs) for line in lines),
        clusters=proposed.clusters,
        corrections=proposed.corrections,
        signs=signs.of_batch,
    )


def _check_room(ws: Workspace, files: Sequence[Path]) -> None:
    """MachineError when the disk cannot hold what is new; a card taken in before needs no room."""
    sizes = sum(size_of(file) for file in files)
    if ws.photo_store.has_room(sizes):
        return
    needed = sum(size_of(file) for file in files if not is_taken(ws, file))
    if not ws.photo_store.has_room(needed):
        raise MachineError(
            _("磁盘空间不够：这批照片需要 {needed} MB，另留 {reserve} MB，没有开始导入。").format(
                needed=-(-needed // 1_000_000), reserve=RESERVE // 1_000_000
            ),
            _("清理磁盘，或分几次导入。"),
            code="no_room",
        )


def is_taken(ws: Workspace, file: Path) -> bool:
    """Whether this content has its row and its bytes here; False for what cannot be read."""
    try:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return False
    row = ws.db.execute("select 1 from photo where id = ?", [photo_id(sha256)]).fetchone()
    return row is not None and ws.photo_store.has(sha256)


def _unheard(_done: int, _whole: int) -> None:
    """Nobody asked how far it is."""


def _with_proposals(line: PhotoLine, proposed: Proposals, signs: Signs) -> PhotoLine:
    guess = proposed.guesses.get(line.sha256 or "")
    said = signs.of_photo.get(line.sha256 or "", ())
    if guess is None:
        return replace(line, signs=said)
    return replace(
        line,
        point=guess.point,
        distance_m=guess.distance_m,
        confidence=guess.confidence,
        signs=said,
    )


def store_all(
    ws: Workspace,
    files: Sequence[Path],
    clock_offset: timedelta = timedelta(),
    datum: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> list[TakenIn]:
    """The first stage: each file stored, and its row written before the next is asked for."""
    known = {row[0] for row in ws.db.execute("select id from photo order by id").fetchall()}
    taken = []
    for one in take_in_many(ws.photo_store, files, report):
        row = photo_id(one.sha256 or "")
        if one.status in _STORED and row not in known:
            known.add(row)
            with ws.writing() as tx:
                apply(tx, [photo_row(ws, one, clock_offset, datum)])
        taken.append(one)
    return taken


def photo_row(
    ws: Workspace,
    taken: TakenIn,
    clock_offset: timedelta = timedelta(),
    datum: str | None = None,
) -> Draft:
    """The row of a stored photo; one content has one row on every laptop."""
    seen = taken.metadata
    moment = _taken_at(ws, taken, clock_offset)
    fields: Fields = {
        "sha256": taken.sha256,
        "name": as_name(taken.name),
        "format": taken.format.value if taken.format else None,
        "taken_at": stored(moment) if moment else None,
        "time_source": seen.time_source.value if seen.time_source else None,
        "make": seen.make,
        "model": seen.model,
        "datum": datum or seen.map_datum,
        "scan_hash": taken.picture_hash,
        "bytes": taken.bytes,
        "width": taken.width or None,
        "height": taken.height or None,
        "orientation": seen.orientation,
        "lat": seen.lat,
        "lon": seen.lon,
        "altitude": seen.altitude,
        "accuracy_m": seen.h_pos_error,
        "direction": seen.img_direction,
        "more": {
            "raw": dict(seen.raw),
            "flags": [flag.value for flag in taken.flags],
        },
        **(likeness_fields(taken.likeness, taken.thumb_bits) if taken.likeness else {}),
    }
    return Draft("photo", photo_id(taken.sha256 or ""), fields)


def _taken_at(ws: Workspace, taken: TakenIn, offset: timedelta) -> datetime | None:
    zone = ws.now.utcoffset() or timedelta(hours=8)
    moment = taken.metadata.moment(zone)
    return moment + offset if moment else None


def _line(ws: Workspace, taken: TakenIn, offset: timedelta) -> PhotoLine:
    seen, moment = taken.metadata, _taken_at(ws, taken, offset)
    return PhotoLine(
        file=str(taken.file),
        sha256=taken.sha256,
        status="rejected" if taken.status is Status.PASSED else taken.status.value,
        reason=taken.reason,
        bytes=taken.bytes,
        format=taken.format.value if taken.format else None,
        width=taken.width or None,
        height=taken.height or None,
        orientation=seen.orientation,
        taken_at=moment.astimezone(ws.register.zone) if moment else None,
        time_source=seen.time_source.value if seen.time_source else None,
        lat=seen.lat,
        lon=seen.lon,
        altitude=seen.altitude,
        make=seen.make,
        model=seen.model,
        point=None,
        distance_m=None,
        confidence=None,
        flags=tuple(flag.value for flag in taken.flags),
    )
