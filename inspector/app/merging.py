"""Merging (数据汇总): others' bundles in, rehearsed first, after a backup, in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from inspector.app.backup import backed_up_meanwhile
from inspector.app.devices import not_seat
from inspector.app.found import found, holds_seat
from inspector.app.incoming import Incoming, bad_rows, is_known, open_all
from inspector.app.merge_report import FileMerged, Merged, Reckoning
from inspector.app.paper_store import keep_document
from inspector.app.progress import Progress, Tell, bytes_of
from inspector.app.workspace import Clock, Workspace, system_clock
from inspector.domain.change import Draft
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.moment import stored
from inspector.exchange.bundle import PRINT, BlobInBundle
from inspector.exchange.receiving import Receiving
from inspector.photos.formats import sniff
from inspector.photos.renditions import received_path
from inspector.store.apply import apply
from inspector.store.fold import authors_of
from inspector.store.forms import as_name
from inspector.store.intake import Intake
from inspector.store.roster import read_roster
from inspector.store.schema import ENTITIES
from inspector.store.seal import seal_tail
from inspector.store.seat import read_seat
from inspector.store.tx import Tx
from inspector.store.uncollected import uncollected
from inspector.store.values import canonical
from inspector.text import _

_SNIFFED = 4096
_MANY_VOIDS, _MANY_SHARE = 20, 0.05  # more than both stops a merge
_MANY_BAD, _BAD_SHARE = 50, 0.01  # more than both is no accident: format.md 2.1


@uncollected()
def merge(
    ws: Workspace,
    files: Sequence[Path],
    *,
    rehearse: bool = False,
    yes: bool = False,
    approve: Sequence[str] = (),
    tell: Tell | None = None,
) -> Merged:
    """Take every file in, in one transaction, or only say what would be.

    A backup is copied before, checked meanwhile, and found sound before anything stands.
    Many voids or bad rows at once apply only with ``yes``: NeedsPerson otherwise, and nothing is
    merged.
    ``approve`` names devices of these files, by code, that the seat accepts from now on.
    ``tell`` hears how far it is; what it raises calls the merge off, and nothing is merged.
    """
    if approve and not holds_seat(ws):
        raise not_seat()
    # Copying a file in takes about a quarter of its time, folding and deriving the rest.
    way = Progress(tell, 4 * sum(map(bytes_of, files)))
    with Receiving(ws.folder) as desk, ExitStack() as meanwhile:
        opened, away = open_all(ws, desk, files, way)
        settle_backup: Callable[[], None] | None = None
        if not rehearse and opened:
            if not all(is_known(ws, bundle) for _file, bundle in opened):
                settle_backup = meanwhile.enter_context(backed_up_meanwhile(ws))
            for _file, bundle in opened:
                keep_blobs(ws, bundle.blobs(), way)
        report = Reckoning(
            asked=[str(file) for file in files],
            approves=bool(approve),
            refused=[FileMerged.turned_away(one.file, one.reason) for one in away],
        )
        with suppress(_RehearsedError), ws.writing() as tx, way.while_writing(tx.db.conn):
            report.seat = read_seat(tx.db)
            apply(tx, _approvals([bundle for _file, bundle in opened], approve))
            seal_tail(tx)
            for file, bundle in opened:
                report.take(tx, file, bundle, read_roster(tx.db, tx.uid).accepts)
                way.go_on(bytes_of(file))
            batch = ws.new_id() if report.has_news and not rehearse else None
            result = report.finish(ws, tx, batch, rehearsed=rehearse)
            if rehearse:
                raise _RehearsedError
            if not yes:
                _brake(tx, report)
            if batch:
                _note_batch(ws, tx, batch, files, report.brought)
            if settle_backup:
                settle_backup()
    return result


def _note_batch(
    ws: Workspace, tx: Tx, batch: str, files: Sequence[Path], brought: Sequence[str]
) -> None:
    """What :func:`inspector.app.batches.undo` will set aside."""
    told = canonical({"files": [as_name(one.name) for one in files]})
    tx.db.execute(
        "insert into batch (id, at, report, streams) values (?, ?, ?, ?)",
        [batch, stored(ws.now), told, canonical([*brought])],
    )


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


def _brake(tx: Tx, report: Reckoning) -> None:
    """Stop where a merge would void many of others' rows at once: a slip, or somebody's malice.

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
    voids = _voids_of_others(tx, report.intakes)
    findings = int(tx.db.execute("select count(*) from finding").fetchone()[0])
    if voids > _MANY_VOIDS and voids > _MANY_SHARE * findings:
        raise NeedsPerson(
            _("这次汇入会作废 {voids} 条，没有执行。").format(voids=voids),
            _("先用 --rehearse 看清楚，确认无误后加 --yes。"),
            code="brake",
        )


def _voids_of_others(tx: Tx, intakes: Sequence[Intake]) -> int:
    """Voids whose author did not record what they void; nobody's slip voids his own work."""
    voids = [write for one in intakes for write in one.writes if write.entity == "void"]
    if len(voids) <= _MANY_VOIDS:
        return 0
    subjects: dict[str, set[str]] = {}
    for write in voids:
        entity, subject = write.fields.get("entity"), write.fields.get("subject")
        if entity in ENTITIES:
            subjects.setdefault(str(entity), set()).add(str(subject))
    authors: dict[str, int] = {}
    for entity, rows in subjects.items():
        authors |= authors_of(tx.db, entity, sorted(rows))
    return sum(
        authors.get(str(write.fields.get("subject")), write.at.stream) != write.at.stream
        for write in voids
    )


def keep_blobs(ws: Workspace, blobs: Iterator[BlobInBundle], way: Progress) -> None:
    """Bytes before rows: a row never names a photo that is not on disk yet."""
    for blob in blobs:
        way.go_on(len(blob.content))
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
