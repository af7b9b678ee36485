"""Verifying (核验): chains, signatures, photos and documents, in plain words; changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.app.paper_store import read_document
from inspector.app.photo_subjects import Judges
from inspector.app.photo_uses import Uses, used_elsewhere, words_of
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from inspector.exchange.receiving import Received, Receiving
from inspector.photos.odd_signs import gather_signs
from inspector.store.faults import told
from inspector.store.notices import kept_documents
from inspector.store.segments import is_genuine, read_header
from inspector.store.sift import refused_here
from inspector.store.signed import signed_segments
from inspector.text import _

_FEW_USES = 5_000  # above, looking alike is not asked of each against all: hours for 100,000
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One thing that is not as it was, or is odd, and what that means."""

    what: str
    where: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How much was looked at, what is broken, and what is whole but odd: words, never a verdict."""

    ok: bool
    checked: int
    broken: tuple[Noticed, ...]
    odd: tuple[Noticed, ...] = ()


def verify(target: Path) -> Verified:
    """Look at a workspace or a bundle whole; InputError for anything else."""
    if target.is_dir():
        with open_workspace(target, read_only=True) as ws, told():
            return replace(_result(_of_workspace(ws)), odd=tuple(_odd(ws)))
    with Receiving() as desk:
        return _result(_of_bundle(desk.receive(target)))


def _result(looked: Iterator[Noticed | None]) -> Verified:
    every = list(looked)
    broken = tuple(one for one in every if one is not None)
    return Verified(ok=not broken, checked=len(every), broken=broken)


def _of_workspace(ws: Workspace) -> Iterator[Noticed | None]:
    sound = ws.db.execute("pragma integrity_check(1)").fetchone()[0]
    yield (
        None
        if sound == "ok"
        else Noticed(what=_("数据库"), where="inspector.db", meaning=_("文件已损坏，请从备份恢复"))
    )
    previous: dict[str, str] = {}
    for uid, pubkey, segment in signed_segments(ws.db):
        header = read_header(segment)
        genuine = is_genuine(segment, pubkey)
        chained = not uid or header.prev == previous.get(
            uid, header.prev if header.first > 1 else ""
        )
        previous[uid] = segment.hash
        yield (
            None
            if genuine and chained
            else Noticed(
                what=_("变更段"),
                where=f"{header.stream[:8]} {header.first}-{header.last}",
                meaning=_("签名或次序不符，内容可能被改动"),
            )
        )
    for (name,) in ws.db.execute("select sha256 from photo order by id").fetchall():
        if ws.photo_store.has(name):
            yield (
                None
                if ws.photo_store.check(name)
                else Noticed(what=_("照片"), where=name[:12], meaning=_("原件与登记时不同"))
            )
        else:
            yield Noticed(what=_("照片"), where=name[:12], meaning=_("原件不在本机"))
    for _row, name, label in kept_documents(ws.db):
        try:
            read_document(ws, name)
            yield None
        except InputError:
            yield Noticed(what=_("文书"), where=label, meaning=_("原件不在本机或已被改动"))


def _odd(ws: Workspace) -> Iterator[Noticed]:
    """Photos that serve twice, odd signs gathered over all, values of others set aside."""
    contents = [row[0] for row in ws.db.execute("select sha256 from photo order by id").fetchall()]
    every = Uses(ws)
    uses = every if len(every.all) <= _FEW_USES else Uses(ws, same_as=contents)
    for use, elsewhere in used_elsewhere(uses, contents):
        yield Noticed(what=_("照片"), where=use.sha256[:12], meaning=words_of(elsewhere))
    for line in gather_signs(Judges(ws).of_stored(contents)):
        where = "、".join(line.names[:_NAMED]) + ("…" if len(line.names) > _NAMED else "")
        yield Noticed(what=_("照片"), where=where, meaning=line.words)
    for one in refused_here(ws.db):
        meaning = _("内容不合规，没有采用：{reason}").format(reason=one.reason)
        where = f"{one.entity} {one.row[:12]} {one.field}".strip()
        yield Noticed(what=_("汇入的值"), where=where, meaning=meaning)


def _of_bundle(bundle: Received) -> Iterator[Noticed | None]:
    keys = {one.uid: one.pubkey for one in bundle.streams()}
    for segment in bundle.segments():
        try:
            header = read_header(segment)
        except ValueError:
            yield Noticed(what=_("变更段"), where="", meaning=_("段头读不懂"))
            continue
        yield (
            None
            if is_genuine(segment, keys.get(header.stream, b""))
            else Noticed(
                what=_("变更段"),
                where=f"{header.stream[:8]} {header.first}-{header.last}",
                meaning=_("签名不符，内容可能被改动"),
            )
        )
    if bundle.is_short:
        yield Noticed(what=_("数据包"), where=bundle.arrived.name, meaning=_("文件没有传完整"))
    if bundle.lost:
        lost = _("文件已损坏，{n} 段读不出").format(n=bundle.lost)
        yield Noticed(what=_("数据包"), where=bundle.arrived.name, meaning=lost)
    for _blob in bundle.blobs():
        yield None
