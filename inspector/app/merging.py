"""Merging (数据汇总): others' bundles in, rehearsed first, after a backup, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from inspector.app.backup import back_up
from inspector.app.found import found
from inspector.app.paper_store import keep_document
from inspector.app.workspace import Clock, Workspace, system_clock
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.exchange.bundle import BlobInBundle, Bundle
from inspector.photos.formats import sniff
from inspector.store.derive import derive
from inspector.store.digest import open_conflicts
from inspector.store.fold import Write, fold
from inspector.store.intake import take_segments
from inspector.store.seal import seal_tail
from inspector.store.segments import Segment
from inspector.store.tx import Tx
from inspector.store.values import canonical

_SNIFFED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMerged:
    """What became of one file: merged, known, partial, waiting or refused."""

    file: str
    status: str
    reason: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A part of a file that was not taken, and why."""

    file: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedChanged:
    """A paper that says what the record no longer says."""

    notice: str
    number: str
    issue: str
    field: str
    said: object
    now: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The report of a merge or of its rehearsal; new, merged, known count changes."""

    batch: str | None
    files: tuple[FileMerged, ...]
    new: int
    merged: int
    known: int
    conflicts: int
    quarantined: tuple[Quarantined, ...]
    waiting: int
    candidates: int
    missing_photos: int
    skew: dict[str, int]
    issued_changed: tuple[IssuedChanged, ...]

    @property
    def needs_person(self) -> bool:
        """Whether anything waits for a decision (exit 4)."""
        refused = any(one.status in ("refused", "partial") for one in self.files)
        return bool(self.conflicts or self.quarantined or self.waiting or refused)


def merge(ws: Workspace, files: Sequence[Path], *, rehearse: bool = False) -> Merged:
    """Take every file in, in one transaction after a verified backup; or only say what would be."""
    opened, refused = _open_all(files)
    try:
        if not rehearse and opened:
            back_up(ws)
            for file, bundle in opened:
                del file
                _keep_blobs(ws, bundle.blobs())
        report = _Report(files=refused)
        with suppress(_RehearsedError), ws.writing() as tx:
            seal_tail(tx)
            for file, bundle in opened:
                report.take(tx, file, bundle)
            batch = ws.new_id()
            result = report.finish(ws, tx, None if rehearse else batch)
            if rehearse:
                raise _RehearsedError
            tx.db.execute(
                "insert into batch (id, at, report) values (?, ?, ?)",
                [batch, stored(ws.now), canonical({"files": [one.name for one in files]})],
            )
    finally:
        for _file, bundle in opened:
            bundle.close()
    return result


def found_from(
    folder: Path,
    bundle: Path,
    *,
    device: str = "",
    person: str = "",
    clock: Clock = system_clock,
) -> Workspace:
    """A new workspace that knows everything a bundle says, without the seat."""
    Bundle(bundle).close()  # refuse what is none before anything is made
    ws = found(folder, device=device, person=person, seat=False, bare=True, clock=clock)
    merge(ws, [bundle])
    return ws


class _RehearsedError(Exception):
    """Ends a rehearsal: everything it did is rolled back."""


@dataclass(slots=True)
class _Report:
    files: list[FileMerged]
    writes: list[Write] = field(default_factory=list)
    known: int = 0
    waiting: int = 0
    quarantined: list[Quarantined] = field(default_factory=list)

    def take(self, tx: Tx, file: Path, bundle: Bundle) -> None:
        """The segments of one bundle; a damaged one gives what can be read."""
        streams = bundle.streams()
        pubkeys = {one.uid: one.pubkey for one in streams}
        segments: list[Segment] = []
        status, reason = "", ""
        try:
            segments.extend(bundle.segments())
        except InputError as error:
            status, reason = "partial", error.message
        intake = take_segments(tx, pubkeys, segments)
        self.writes += intake.writes
        self.known += intake.known
        self.waiting += intake.waiting
        self.quarantined += [
            Quarantined(file=str(file), what=what, reason=why) for what, why in intake.quarantined
        ]
        if intake.quarantined:
            status = "partial"
        status = status or ("merged" if intake.writes else "waiting" if intake.waiting else "known")
        device = "、".join(one.name for one in streams)
        self.files.append(FileMerged(file=str(file), status=status, reason=reason, device=device))

    def finish(self, ws: Workspace, tx: Tx, batch: str | None) -> Merged:
        """Fold everything at once, derive what it touched, and say what came of it."""
        fresh = _fresh_rows(tx, self.writes)
        derive(tx, fold(tx, self.writes))
        new = sum((write.entity, write.row) in fresh for write in self.writes)
        return Merged(
            batch=batch,
            files=tuple(self.files),
            new=new,
            merged=len(self.writes) - new,
            known=self.known,
            conflicts=open_conflicts(tx.db),
            quarantined=tuple(self.quarantined),
            waiting=self.waiting,
            candidates=_count(tx, "select count(*) from issue where candidate_of is not null"),
            missing_photos=_missing(ws, tx),
            skew={},
            issued_changed=tuple(_issued_changed(tx)),
        )


def _open_all(files: Sequence[Path]) -> tuple[list[tuple[Path, Bundle]], list[FileMerged]]:
    opened, refused = [], []
    for file in files:
        try:
            opened.append((file, Bundle(file)))
        except InputError as error:
            refused.append(
                FileMerged(file=str(file), status="refused", reason=error.message, device="")
            )
    return opened, refused


def _fresh_rows(tx: Tx, writes: Iterable[Write]) -> set[tuple[str, str]]:
    """Rows that were not here before, asked for once each."""
    rows = dict.fromkeys((write.entity, write.row) for write in writes)
    return {(entity, row) for entity, row in rows if not _has_row(tx, entity, row)}


def _has_row(tx: Tx, entity: str, row: str) -> bool:
    if entity not in tx.db.table_names():
        return False
    return tx.db.execute(f'select 1 from "{entity}" where id = ?', [row]).fetchone() is not None


def _count(tx: Tx, sql: str) -> int:
    return int(tx.db.execute(sql).fetchone()[0])


def _missing(ws: Workspace, tx: Tx) -> int:
    rows = tx.db.execute("select sha256 from photo order by id").fetchall()
    return sum(not ws.photo_store.has(row[0]) for row in rows if row[0])


def _issued_changed(tx: Tx) -> Iterator[IssuedChanged]:
    """Papers whose issue is another verdict or another unit's by now."""
    rows = tx.db.query(
        "select i.notice, n.number, n.draft, i.finding, i.said, s.occurrence, s.rebound, s.unit "
        "from notice_item i join notice n on n.id = i.notice "
        "join verdict v on v.finding = i.finding join issue s on s.id = v.issue "
        "where i.said is not null order by i.notice, i.position, i.id"
    )
    for row in rows:
        said = orjson.loads(row["said"])
        for name in ("occurrence", "rebound", "unit"):
            if name in said and said[name] != row[name]:
                yield IssuedChanged(
                    notice=row["notice"],
                    number=row["number"] or row["draft"] or "",
                    issue=row["finding"],
                    field=name,
                    said=said[name],
                    now=row[name],
                )


def _keep_blobs(ws: Workspace, blobs: Iterator[BlobInBundle]) -> None:
    """Bytes before rows: a row never names a photo that is not on disk yet."""
    for blob in blobs:
        if blob.kind == "document":
            keep_document(ws, blob.content)
        elif blob.kind == "photo" and not ws.photo_store.has(blob.hash):
            kind = sniff(blob.content[:_SNIFFED])
            ws.photo_store.keep([blob.content], blob.hash, kind, len(blob.content))
