"""Merging (数据汇总): others' bundles in, rehearsed first, after a backup, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson

from inspector.app.backup import back_up
from inspector.app.conflicts import ConflictTold, list_conflicts
from inspector.app.devices import not_seat
from inspector.app.found import found, holds_seat
from inspector.app.incoming import (
    Incoming,
    bad_rows,
    damage,
    is_known,
    open_all,
    reason_of,
    remember,
)
from inspector.app.paper_store import keep_document
from inspector.app.travelling import PRINT
from inspector.app.workspace import Clock, Workspace, system_clock
from inspector.domain.change import Draft
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.merge_order import TOLERATED_S, wall_ms
from inspector.domain.moment import from_stored, stored
from inspector.exchange.bundle import BlobInBundle
from inspector.exchange.receiving import Received, Receiving
from inspector.photos.formats import sniff
from inspector.photos.renditions import received_path
from inspector.store.apply import apply
from inspector.store.digest import keep_open_conflicts
from inspector.store.fold import Write, rows_here
from inspector.store.intake import Intake, drop_segments, fold_taken, take_segments
from inspector.store.schema import ENTITIES
from inspector.store.seal import seal_tail
from inspector.store.tx import Tx
from inspector.store.values import canonical
from inspector.text import _

_SNIFFED = 4096
_MANY_VOIDS, _MANY_SHARE = 20, 0.05  # design.md §9: more than both stops a merge
_MANY_BAD, _BAD_SHARE = 50, 0.01  # reliability-security.md §4: more than both is no accident


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
    """The report of a merge or of its rehearsal; new, merged, known count changes.

    ``contested`` are the conflicts there would be, in a rehearsal alone.
    """

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
    contested: tuple[ConflictTold, ...]

    @property
    def needs_person(self) -> bool:
        """Whether anything waits for a decision (exit 4)."""
        refused = any(one.status in ("refused", "partial") for one in self.files)
        return bool(self.conflicts or self.quarantined or self.waiting or refused)


def merge(
    ws: Workspace,
    files: Sequence[Path],
    *,
    rehearse: bool = False,
    yes: bool = False,
    approve: Sequence[str] = (),
) -> Merged:
    """Take every file in, in one transaction after a verified backup; or only say what would be.

    Many voids or bad rows at once apply only with ``yes``: NeedsPerson otherwise, and nothing is
    merged.
    ``approve`` names devices of these files, by code, that the seat accepts from now on.
    """
    if approve and not holds_seat(ws):
        raise not_seat()
    with Receiving(ws.folder) as desk:
        opened, away = open_all(ws, desk, files)
        refused = [
            FileMerged(file=str(one.file), status="refused", reason=one.reason, device="")
            for one in away
        ]
        if not rehearse and opened:
            if not all(is_known(ws, bundle) for _file, bundle in opened):
                back_up(ws)
            for file, bundle in opened:
                del file
                _keep_blobs(ws, bundle.blobs())
        report = _Report(files=refused)
        with suppress(_RehearsedError), ws.writing() as tx:
            apply(tx, _approvals([bundle for _file, bundle in opened], approve))
            seal_tail(tx)
            for file, bundle in opened:
                report.take(tx, file, bundle)
            batch = ws.new_id()
            result = report.finish(ws, tx, None if rehearse else batch)
            if rehearse:
                raise _RehearsedError
            if not yes:
                _brake(tx, report)
            tx.db.execute(
                "insert into batch (id, at, report, streams) values (?, ?, ?, ?)",
                [
                    batch,
                    stored(ws.now),
                    canonical({"files": [one.name for one in files]}),
                    canonical(report.taken),
                ],
            )
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One merge of the past: when, from which files, and whether it was undone."""

    batch: str
    at: datetime
    files: tuple[str, ...]
    undone: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How many segments were set aside, and how many of our own changes had seen them."""

    batch: str
    segments: int
    own_changes_after: int


def list_batches(ws: Workspace) -> tuple[Batch, ...]:
    """Every merge, the latest first."""
    rows = ws.db.query("select * from batch order by at desc, id desc")
    return tuple(
        Batch(
            batch=row["id"],
            at=from_stored(row["at"]).astimezone(ws.register.zone),
            files=tuple(orjson.loads(row["report"])["files"]),
            undone=from_stored(row["undone"]) if row["undone"] else None,
        )
        for row in rows
    )


def undo(ws: Workspace, batch: str) -> Undone:
    """Set a batch's segments aside and fold the rest anew; its files can be merged again."""
    row = ws.db.execute("select streams, undone from batch where id = ?", [batch]).fetchone()
    if row is None or row[1]:
        raise InputError(
            _("没有可撤销的批次：{batch}").format(batch=batch),
            _("用 inspector merges 查看。"),
            code="unknown_batch",
        )
    back_up(ws)
    with ws.writing() as tx:
        own = int(tx.db.execute("select count(*) from tail").fetchone()[0])
        aside = drop_segments(tx, orjson.loads(row[0] or "[]"))
        tx.db.execute("update batch set undone = ? where id = ?", [stored(ws.now), batch])
    return Undone(batch=batch, segments=aside, own_changes_after=own)


def found_from(
    folder: Path,
    bundle: Path,
    *,
    device: str = "",
    person: str = "",
    clock: Clock = system_clock,
) -> Workspace:
    """A new workspace that knows everything a bundle says, without the seat."""
    with Receiving() as desk:
        desk.receive(bundle)  # refuse what is none before anything is made
    ws = found(folder, device=device, person=person, seat=False, bare=True, clock=clock)
    merge(ws, [bundle])
    return ws


class _RehearsedError(Exception):
    """Ends a rehearsal: everything it did is rolled back."""


@dataclass(slots=True)
class _Report:
    files: list[FileMerged]
    intakes: list[Intake] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)

    def take(self, tx: Tx, file: Path, bundle: Incoming) -> None:
        """The segments of one bundle; a damaged one gives what can be read."""
        streams = bundle.streams()
        if is_known(tx, bundle):
            self.intakes.append(Intake(known=sum(count for _name, count in bundle.named())))
            remember(tx, bundle, self.intakes[-1].known)
            device = "、".join(one.name for one in streams)
            self.files.append(FileMerged(file=str(file), status="known", reason="", device=device))
            return
        pubkeys = {one.uid: one.pubkey for one in streams}
        intake = take_segments(tx, pubkeys, bundle.segments(), _roster(tx))
        self.intakes.append(intake)
        self.quarantined += [
            Quarantined(file=str(file), what=what, reason=why) for what, why in intake.quarantined
        ]
        self.quarantined += [
            Quarantined(
                file=str(file),
                what=f"{one.entity} {one.row} {one.field}".rstrip(),
                reason=reason_of(one),
            )
            for one in intake.refused
        ]
        status, reason = "", ""
        if isinstance(bundle, Received) and (bundle.lost or bundle.is_short or intake.quarantined):
            status, reason = "partial", damage(tx, bundle)
        elif intake.refused:
            status, reason = "partial", _("{n} 处内容不合规，已隔离").format(n=len(intake.refused))
        elif not intake.waiting:
            remember(tx, bundle, intake.known + sum(1 for _write in intake.writes))
        if bundle.unsealed:
            reason = _("另有 {n} 条尚未封存，请对方导出后再汇").format(n=bundle.unsealed)
        status = status or ("merged" if intake.taken else "waiting" if intake.waiting else "known")
        device = "、".join(one.name for one in streams)
        self.files.append(FileMerged(file=str(file), status=status, reason=reason, device=device))

    @property
    def taken(self) -> list[str]:
        return [name for one in self.intakes for name in one.taken]

    def finish(self, ws: Workspace, tx: Tx, batch: str | None) -> Merged:
        """Fold everything at once, derive what it touched, and say what came of it."""
        writes = [write for one in self.intakes for write in one.writes]
        fresh = _fresh_rows(tx, writes)
        fold_taken(tx, self.intakes)
        new = sum((write.entity, write.row) in fresh for write in writes)
        return Merged(
            batch=batch,
            files=tuple(self.files),
            new=new,
            merged=len(writes) - new,
            known=sum(one.known for one in self.intakes),
            conflicts=keep_open_conflicts(tx),
            quarantined=tuple(self.quarantined),
            waiting=sum(one.waiting for one in self.intakes),
            candidates=_count(tx, "select count(*) from issue where candidate_of is not null"),
            missing_photos=_missing(ws, tx),
            skew=_skew(writes, ws.clock()),
            issued_changed=tuple(_issued_changed(tx)),
            contested=() if batch else list_conflicts(ws),
        )


def _approvals(bundles: Sequence[Incoming], codes: Sequence[str]) -> list[Draft]:
    """Approvals of the devices with these codes; InputError for a code that no file has."""
    streams = {one.uid for bundle in bundles for one in bundle.streams()}
    by_code = {stream_code(StreamId(uid)): uid for uid in sorted(streams)}
    for code in codes:
        if code not in by_code:
            raise InputError(
                _("这些数据包里没有这台电脑：{code}").format(code=code),
                _("先用 --rehearse 看看是哪些电脑。"),
                code="unknown_device",
            )
    return [Draft("device", by_code[code], {"state": "approved"}) for code in codes]


def _brake(tx: Tx, report: _Report) -> None:
    """Stop where a merge would void many findings at once: a slip, or somebody's malice.

    Or where more of it can be no row than one slip explains.
    """
    bad = bad_rows(report.intakes)
    every = bad + sum(len(one.writes) for one in report.intakes)
    if bad > _MANY_BAD and bad > _BAD_SHARE * every:
        raise NeedsPerson(
            _("来件中有 {bad} 条内容不合规，没有汇入。").format(bad=bad),
            _("先用 --rehearse 看清楚，确认来源后加 --yes，其余照收。"),
            code="bad_rows",
        )
    voids = sum(write.entity == "void" for one in report.intakes for write in one.writes)
    findings = _count(tx, "select count(*) from finding")
    if voids > _MANY_VOIDS and voids > _MANY_SHARE * findings:
        raise NeedsPerson(
            _("这次汇入会作废 {voids} 条，没有执行。").format(voids=voids),
            _("先用 --rehearse 看清楚，确认无误后加 --yes。"),
            code="brake",
        )


def _roster(tx: Tx) -> Callable[[str], bool]:
    """Who is accepted: everybody while nobody was approved, then only those who were."""
    states = dict(tx.db.execute("select id, state from device where state is not null").fetchall())
    if "approved" not in states.values():
        return lambda stream: states.get(stream) != "revoked"
    return lambda stream: states.get(stream) == "approved" or stream == tx.uid


def _skew(writes: Iterable[Write], now: datetime) -> dict[str, int]:
    """Streams whose clock is ahead of ours, by how many seconds."""
    latest: dict[int, int] = {}
    for write in writes:
        clock, stream, _seq = write.at
        if clock > latest.get(stream, 0):
            latest[stream] = clock
    ahead = {
        str(stream): int(wall_ms(clock) / 1000 - now.timestamp())
        for stream, clock in latest.items()
    }
    return {stream: seconds for stream, seconds in ahead.items() if seconds > TOLERATED_S}


def _fresh_rows(tx: Tx, writes: Iterable[Write]) -> set[tuple[str, str]]:
    """Rows that were not here before; those of an entity we do not know never were."""
    fresh = {(write.entity, write.row) for write in writes}
    for entity in {entity for entity, _row in fresh} & ENTITIES.keys():
        here = rows_here(tx.db, entity, sorted(row for one, row in fresh if one == entity))
        fresh.difference_update((entity, row) for row in here)
    return fresh


def _count(tx: Tx, sql: str) -> int:
    return int(tx.db.execute(sql).fetchone()[0])


def _missing(ws: Workspace, tx: Tx) -> int:
    rows = tx.db.execute("select sha256 from photo order by id").fetchall()
    named = [row[0] for row in rows if row[0]]
    here = set(ws.photo_store.hashes()) if named else set()
    return sum(one not in here for one in named)


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
        elif blob.kind.startswith(PRINT):
            _keep_print(ws, blob)
        elif blob.kind == "photo" and not ws.photo_store.has(blob.hash):
            kind = sniff(blob.content[:_SNIFFED])
            ws.photo_store.keep([blob.content], blob.hash, kind, len(blob.content))


def _keep_print(ws: Workspace, blob: BlobInBundle) -> None:
    """A rendition sent in place of the original: to look at and to print, not evidence."""
    path = received_path(ws.photo_store, blob.kind.removeprefix(PRINT))
    ws.photo_store.write_derived(path, blob.content)  # the newest may cover more
