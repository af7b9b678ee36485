"""Upkeep (体检): fingerprints, rebuilding from the segments, and what a workspace lacks."""

import shutil
from dataclasses import dataclass

from inspector.app.doubts import Doubt, Doubts, doubts
from inspector.app.paper_store import has_document
from inspector.app.sync_state import SyncTold, standing
from inspector.app.workspace import Workspace
from inspector.store.causality import heads
from inspector.store.derive import derive_all
from inspector.store.digest import conflict_digest, derived_digest, open_conflicts, state_digest
from inspector.store.faults import told
from inspector.store.fold import authors_of
from inspector.store.notices import doubled_numbers, kept_documents
from inspector.store.refold import refold
from inspector.store.sift import count_refused
from inspector.store.streams import read_meta
from inspector.text import _

_LOW_SPACE = 2 * 1024**3  # bytes; under it the person is told before it hurts


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Fingerprints that are equal wherever the same segments arrived; vector by stream."""

    state: str
    conflicts: str
    derived: str
    vector: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How many changes were folded, and whether the tables came out as they were."""

    changes: int
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A workspace in numbers, and what its person should see to; ``sync`` None: never synced.

    ``doubts``, only where they were asked for, name what register and deeds say that cannot be
    right; ``odd_deeds`` counts the deeds among them, also those that are not named.
    """

    findings: int
    issues: int
    photos: int
    missing_photos: int
    conflicts: int
    candidates: int
    free_bytes: int
    journal_mode: str
    sync: SyncTold | None
    advice: tuple[str, ...]
    odd_deeds: int = 0
    doubts: tuple[Doubt, ...] = ()


def digest(ws: Workspace) -> Digest:
    """The fingerprints of this workspace."""
    with told():
        return Digest(
            state=state_digest(ws.db),
            conflicts=conflict_digest(ws.db),
            derived=derived_digest(ws.db),
            vector={**heads(ws.db), **_unsealed_head(ws)},
        )


def _unsealed_head(ws: Workspace) -> dict[str, int]:
    """How far our own stream has come, where it is farther than what is sealed."""
    last = ws.db.execute("select max(seq) from tail").fetchone()[0]
    return {read_meta(ws.db, "stream") or "": int(last)} if last else {}


def rebuild(ws: Workspace) -> Rebuilt:
    """Fold everything anew; the tables hold nothing that is not in the segments."""
    before = digest(ws)
    with ws.writing() as tx:
        changes = refold(tx)
        derive_all(tx)
    return Rebuilt(changes=changes, same=digest(ws) == before)


def count_issues(ws: Workspace) -> int:
    """How many issues are here, void ones left out."""
    with told():
        sql = "select count(*) from issue where state != 'void'"
        return int(ws.db.execute(sql).fetchone()[0])


def health(ws: Workspace, *, thorough: bool = False) -> Health:
    """Count, compare with the disk, and advise; ``thorough`` reads every deed besides."""
    with told():
        photos = [row[0] for row in ws.db.execute("select sha256 from photo order by id")]
        missing = sum(not ws.photo_store.has(one) for one in photos if one)
        free = shutil.disk_usage(ws.folder).free
        conflicts = open_conflicts(ws.db)
        refused = count_refused(ws.db)
        mode = ws.db.execute("pragma journal_mode").fetchone()[0]
        counts = {
            name: int(ws.db.execute(sql).fetchone()[0])
            for name, sql in (
                ("findings", "select count(*) from finding"),
                ("issues", "select count(*) from issue where state != 'void'"),
                (
                    "candidates",
                    (
                        "select count(*) from issue where candidate_of is not null "
                        "and state not in ('closed', 'void')"
                    ),
                ),
            )
        }
    advice = []
    if free < _LOW_SPACE:
        advice.append(_("磁盘剩余不足 2 GB，请先腾出空间。"))
    if missing:
        advice.append(_("有 {n} 张照片不在本机，可由其他电脑的数据包补齐。").format(n=missing))
    if conflicts:
        advice.append(_("有 {n} 处冲突等待决定。").format(n=conflicts))
    if refused:
        advice.append(_("有 {n} 处来件内容不合规，没有采用。").format(n=refused))
    doubled = doubled_numbers(ws.db)
    if doubled:
        told_twice = _("文号重复：{numbers}。请作废其中一份，重新编号。")
        advice.append(told_twice.format(numbers="、".join(doubled[:5])))
    if counts["candidates"]:
        advice.append(_("有 {n} 件疑似重复等待认定。").format(n=counts["candidates"]))
    synced = standing(ws)
    if synced:
        advice += synced.advice
    found = doubts(ws) if thorough else Doubts(deeds=0, named=())
    return Health(
        **counts,
        photos=len(photos),
        missing_photos=missing,
        conflicts=conflicts,
        free_bytes=free,
        journal_mode=str(mode),
        sync=synced,
        advice=tuple(advice),
        odd_deeds=found.deeds,
        doubts=found.named,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Bytes that a row names and that are not here; ``device`` recorded the row."""

    kind: str
    sha256: str
    name: str
    device: str


def missing(ws: Workspace) -> tuple[Missing, ...]:
    """What to ask other devices for, each with the device that recorded it."""
    photos = ws.db.execute(
        "select id, sha256, coalesce(name, '') from photo where sha256 is not null order by id"
    ).fetchall()
    away = [("photo", *row) for row in photos if not ws.photo_store.has(row[1])]
    away += [
        ("document", row, name, label)
        for row, name, label in kept_documents(ws.db)
        if not has_document(ws, name)
    ]
    authors: dict[str, int] = {}
    for entity in ("photo", "notice", "receipt"):
        authors |= authors_of(ws.db, entity, [row for _kind, row, *_more in away])
    names = dict(
        ws.db.execute(
            "select s.no, coalesce(d.name, substr(s.uid, 1, 8)) from stream s "
            "left join device d on d.id = s.uid order by s.no"
        ).fetchall()
    )
    return tuple(
        Missing(kind=kind, sha256=name, name=shown, device=names.get(authors.get(row), ""))
        for kind, row, name, shown in away
    )
