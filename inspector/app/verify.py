"""Verifying (核验): chains, signatures, photos and documents, in plain words; changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.app.paper_store import read_document
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from inspector.exchange.receiving import Received, Receiving
from inspector.store.faults import told
from inspector.store.notices import kept_documents
from inspector.store.segments import is_genuine, read_header
from inspector.store.signed import signed_segments
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One thing that is not as it was, and what that means."""

    what: str
    where: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How much was looked at, and what is broken."""

    ok: bool
    checked: int
    broken: tuple[Broken, ...]


def verify(target: Path) -> Verified:
    """Look at a workspace or a bundle whole; InputError for anything else."""
    if target.is_dir():
        with open_workspace(target, read_only=True) as ws, told():
            return _result(_of_workspace(ws))
    with Receiving() as desk:
        return _result(_of_bundle(desk.receive(target)))


def _result(looked: Iterator[Broken | None]) -> Verified:
    every = list(looked)
    broken = tuple(one for one in every if one is not None)
    return Verified(ok=not broken, checked=len(every), broken=broken)


def _of_workspace(ws: Workspace) -> Iterator[Broken | None]:
    sound = ws.db.execute("pragma integrity_check(1)").fetchone()[0]
    yield (
        None
        if sound == "ok"
        else Broken(what=_("数据库"), where="inspector.db", meaning=_("文件已损坏，请从备份恢复"))
    )
    previous: dict[str, str] = {}
    for uid, pubkey, segment in signed_segments(ws.db):
        header = read_header(segment)
        genuine = is_genuine(segment, pubkey)
        chained = header.prev == previous.get(uid, header.prev if header.first > 1 else "")
        previous[uid] = segment.hash
        yield (
            None
            if genuine and chained
            else Broken(
                what=_("变更段"),
                where=f"{uid[:8]} {header.first}-{header.last}",
                meaning=_("签名或次序不符，内容可能被改动"),
            )
        )
    for (name,) in ws.db.execute("select sha256 from photo order by id").fetchall():
        if ws.photo_store.has(name):
            yield (
                None
                if ws.photo_store.check(name)
                else Broken(what=_("照片"), where=name[:12], meaning=_("原件与登记时不同"))
            )
        else:
            yield Broken(what=_("照片"), where=name[:12], meaning=_("原件不在本机"))
    for _row, name, label in kept_documents(ws.db):
        try:
            read_document(ws, name)
            yield None
        except InputError:
            yield Broken(what=_("文书"), where=label, meaning=_("原件不在本机或已被改动"))


def _of_bundle(bundle: Received) -> Iterator[Broken | None]:
    keys = {one.uid: one.pubkey for one in bundle.streams()}
    for segment in bundle.segments():
        try:
            header = read_header(segment)
        except ValueError:
            yield Broken(what=_("变更段"), where="", meaning=_("段头读不懂"))
            continue
        yield (
            None
            if is_genuine(segment, keys.get(header.stream, b""))
            else Broken(
                what=_("变更段"),
                where=f"{header.stream[:8]} {header.first}-{header.last}",
                meaning=_("签名不符，内容可能被改动"),
            )
        )
    if bundle.is_short:
        yield Broken(what=_("数据包"), where=bundle.arrived.name, meaning=_("文件没有传完整"))
    if bundle.lost:
        lost = _("文件已损坏，{n} 段读不出").format(n=bundle.lost)
        yield Broken(what=_("数据包"), where=bundle.arrived.name, meaning=lost)
    for _blob in bundle.blobs():
        yield None
