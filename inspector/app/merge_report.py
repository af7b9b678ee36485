"""What a merge did, or would do: file by file, in counts, and what waits for a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import orjson

from inspector.app.conflicts import ConflictTold, list_conflicts
from inspector.app.incoming import Incoming, damage, is_known, reason_of, remember
from inspector.app.merge_notes import notes_of, waiting
from inspector.app.workspace import Workspace
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.merge_order import TOLERATED_S, wall_ms
from inspector.exchange.receiving import Received
from inspector.store.digest import keep_open_conflicts
from inspector.store.fold import Folded
from inspector.store.forms import as_name
from inspector.store.intake import Accepted, Intake, fold_taken, take_segments
from inspector.store.leaves import open_fields
from inspector.store.seat import Seat, read_seat
from inspector.store.settling import settled
from inspector.store.tx import Tx
from inspector.text import _

_CONTESTED = 200  # conflicts a rehearsal lays out; nobody decides more before he has merged


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMerged:
    """What became of one file: merged, known, partial, waiting or refused.

    ``new``, ``merged`` and ``known`` count its changes, ``photos`` the photos they name,
    ``conflicts`` the fields it leaves open.
    """

    file: str
    status: str
    reason: str
    device: str
    new: int = 0
    merged: int = 0
    known: int = 0
    conflicts: int = 0
    photos: int = 0

    @property
    def name(self) -> str:
        """The file's name as it may be shown, on one line."""
        return as_name(Path(self.file).name)

    @classmethod
    def turned_away(cls, file: Path, reason: str) -> "FileMerged":
        """A file that was not opened."""
        return cls(file=str(file), status="refused", reason=reason, device="")


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

    ``contested`` are the first of the conflicts there would be, in a rehearsal alone. ``notes`` are
    sentences for the person: what waits for whom, where the seat went.
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
    notes: tuple[str, ...] = ()
    seat_in_doubt: bool = False

    @property
    def needs_person(self) -> bool:
        """Whether anything waits for a decision (exit 4)."""
        refused = any(one.status in ("refused", "partial") for one in self.files)
        waits = self.waiting or self.seat_in_doubt
        return bool(self.conflicts or self.quarantined or waits or refused)


@dataclass(slots=True)
class Reckoning:
    """The report as it grows, file by file; :meth:`finish` folds and counts."""

    asked: list[str]  # the files in the order they were named
    approves: bool = False  # this merge approves a device
    refused: list[FileMerged] = field(default_factory=list)
    files: list[FileMerged] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    kept_out: dict[str, int] = field(default_factory=dict)  # of what was folded here before
    seat: Seat = field(default_factory=Seat)  # as it was before

    def take(self, tx: Tx, file: Path, bundle: Incoming, accepted: Accepted) -> None:
        """The segments of one bundle; a damaged one gives what can be read."""
        device = "、".join(one.name for one in bundle.streams())
        known = is_known(tx, bundle)
        intake = _known(bundle) if known else _taken(tx, bundle, accepted)
        self.intakes.append(intake)
        self.quarantined += _quarantined(file, intake)
        status, reason = ("known", "") if known else _status(tx, bundle, intake)
        if status in ("known", "merged"):
            remember(tx, bundle, intake.known + len(intake.writes))
        if bundle.unsealed:
            reason = _("另有 {n} 条尚未封存，请对方导出后再汇").format(n=bundle.unsealed)
        self.files.append(FileMerged(file=str(file), status=status, reason=reason, device=device))

    @property
    def brought(self) -> list[str]:
        """Hashes of the segments that were not here before, folded or waiting."""
        return [name for one in self.intakes for name in one.came]

    @property
    def has_news(self) -> bool:
        """Whether anything came that was not here: else there is nothing to undo."""
        return any(one.taken or one.waiting for one in self.intakes)

    def _as_asked(self, files: Iterable[FileMerged]) -> tuple[FileMerged, ...]:
        return tuple(sorted(files, key=lambda one: self.asked.index(one.file)))

    def _share_out(self, let_in: Intake) -> None:
        """What the roster lets in after all, or keeps out, counts with the file that brought it.

        What came earlier counts with the first.
        """
        self.kept_out |= let_in.held
        for name in let_in.taken:
            self.kept_out.pop(name, None)
        if not let_in.taken:
            return
        counted = list(zip(self.files, self.intakes, strict=True))
        brought = [one for one in counted if one[1].held.keys() & {*let_in.taken}]
        for _file, intake in brought:
            for name in let_in.taken:
                intake.held.pop(name, None)
        for file, intake in (brought or counted)[:1]:
            intake.add(let_in)
            self.quarantined += _quarantined(Path(file.file), let_in)

    def finish(self, ws: Workspace, tx: Tx, batch: str | None, *, rehearsed: bool) -> Merged:
        """Fold everything at once, derive what it touched, and say what came of it."""
        folded = fold_taken(tx, self.intakes)
        for let_in in settled(tx) if self.has_news or self.approves else ():
            folded.note_fresh(fold_taken(tx, [let_in]).fresh)
            folded.open = open_fields(tx.db)
            self._share_out(let_in)
        conflicts = keep_open_conflicts(tx)
        seat = read_seat(tx.db)
        files = [
            _counted(_reasoned(tx, one, intake), intake, folded)
            for one, intake in zip(self.files, self.intakes, strict=True)
        ]
        return Merged(
            batch=batch,
            files=self._as_asked([*self.refused, *files]),
            new=sum(one.new for one in files),
            merged=sum(one.merged for one in files),
            known=sum(one.known for one in files),
            conflicts=conflicts,
            quarantined=tuple(self.quarantined),
            waiting=sum(one.waiting for one in self.intakes) + sum(self.kept_out.values()),
            candidates=_count(tx, "select count(*) from issue where candidate_of is not null"),
            missing_photos=_missing(ws, tx),
            skew=_skew(tx, self.intakes, ws.clock()),
            issued_changed=tuple(_issued_changed(tx)),
            contested=list_conflicts(ws, most=_CONTESTED) if rehearsed else (),
            notes=tuple(self._notes(tx, seat)),
            seat_in_doubt=bool(seat.rivals - self.seat.rivals),
        )

    def _notes(self, tx: Tx, seat: Seat) -> list[str]:
        held = {name: count for one in self.intakes for name, count in one.held.items()}
        hidden = sum(self.kept_out.values())
        return notes_of(tx.db, held | self.kept_out, hidden, before=self.seat, now=seat)


def _known(bundle: Incoming) -> Intake:
    return Intake(known=sum(count for _name, count in bundle.named()))


def _taken(tx: Tx, bundle: Incoming, accepted: Accepted) -> Intake:
    pubkeys = {one.uid: one.pubkey for one in bundle.streams()}
    return take_segments(tx, pubkeys, bundle.segments(), accepted)


def _status(tx: Tx, bundle: Incoming, intake: Intake) -> tuple[str, str]:
    """What a file that brought something new is called, and why it is not whole."""
    if isinstance(bundle, Received) and (bundle.lost or bundle.is_short or intake.quarantined):
        return "partial", damage(tx, bundle)
    if intake.refused:
        return "partial", _("{n} 处内容不合规，已隔离").format(n=len(intake.refused))
    if intake.waiting:
        return ("merged" if intake.taken else "waiting"), ""
    return ("merged" if intake.taken else "known"), ""


def _quarantined(file: Path, intake: Intake) -> Iterator[Quarantined]:
    for what, why in intake.quarantined:
        genuine = why != "signature"
        reason = _("内容不是一段变更，读不出") if genuine else _("签名不符，内容可能被改动")
        yield Quarantined(file=str(file), what=what, reason=reason)
    for one in intake.refused:
        what = f"{one.entity} {one.row} {one.field}".rstrip()
        yield Quarantined(file=str(file), what=what, reason=reason_of(one))


def _reasoned(tx: Tx, file: FileMerged, intake: Intake) -> FileMerged:
    """The file with what some of it waits for, where nothing weighs more."""
    return replace(file, reason=file.reason or "；".join(waiting(tx.db, intake.held)))


def _counted(file: FileMerged, intake: Intake, folded: Folded) -> FileMerged:
    """The file with the counts of its changes."""
    new, photos, fresh, contested = 0, set(), folded.fresh, folded.open
    open_here: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity, row, _at, fields in intake.writes:
        if entity in fresh and row in fresh[entity]:
            new += 1
        if entity == "photo":
            photos.add(row)
        names = contested.get((entity, row))
        if names:
            open_here[entity, row] |= names & fields.keys()
    return replace(
        file,
        status="merged" if file.status == "waiting" and intake.taken else file.status,
        new=new,
        merged=len(intake.writes) - new,
        known=intake.known,
        conflicts=sum(map(len, open_here.values())),
        photos=len(photos),
    )


def _skew(tx: Tx, intakes: Iterable[Intake], now: datetime) -> dict[str, int]:
    """Devices, by code, whose clock is ahead of ours, and by how many seconds."""
    uids = dict(tx.db.execute("select no, uid from stream").fetchall())
    ahead: dict[str, int] = {}
    for one in intakes:
        for stream, clock in one.latest.items():
            code, seconds = stream_code(StreamId(uids[stream])), wall_ms(clock) / 1000
            ahead[code] = max(ahead.get(code, 0), int(seconds - now.timestamp()))
    return {code: seconds for code, seconds in ahead.items() if seconds > TOLERATED_S}


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
